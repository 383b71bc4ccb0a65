/* How this book reads aloud. Inside the feature only. */
#ifndef FEATURE_SHEET_READING_H
#define FEATURE_SHEET_READING_H

#include "base/vi_spoken.h"
#include "feature/unit/unit.h"

/* The rules by which a unit's texts are read: the short forms of catalogue/spoken_forms.csv, and
 * "lẻ" or "linh" as the book was told (setting "zero_word"); a book that was told nothing says "lẻ"
 * in the provinces of catalogue/southern_provinces.csv. Everything in `mem` or constant. */
must_check bool reading_rules(struct db *db, struct arena *mem, const struct unit *unit,
                              struct spoken_rules *rules, struct error *err);

/* Tells the book which word it says, in the caller's transaction: "lẻ", "linh", or "theo tỉnh" to
 * forget it. Fails INVALID. */
must_check bool reading_set(struct book *book, struct arena *mem, struct str word,
                            struct error *err);

/* The words of a text that look like short forms which nobody spoke out: capitals only, two or
 * more, and no Vietnamese word. */
struct unread_words {
    struct str *at;
    size_t count, room;
};
void unread_gather(struct arena *mem, struct str spoken, struct unread_words *words);

#endif
