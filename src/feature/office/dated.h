/* What the committee has its own office do, as items of the catalogue that hold from a day to a day
 * (duties, rows of the week), and others that take their place: nothing that was is changed. */
#ifndef FEATURE_OFFICE_DATED_H
#define FEATURE_OFFICE_DATED_H

#include "feature/record/record.h"

struct dated {
    struct str code;
    struct str instead_of;   /* code of the item whose place it took; may be empty */
    struct day first, last;  /* DAY_FIRST, DAY_LAST: always */
    const struct json *body; /* as the book states it */
    bool is_own;             /* a person has stated it */
};
struct dated_list {
    struct dated *at;
    size_t count, room;
};

/* All items of a type as `db` sees them, in the order in which they first came, but each behind the
 * one whose place it took. Texts in `mem`. Fails as the database does. */
must_check bool dated_read(struct db *db, struct arena *mem, const char *type,
                           struct dated_list *list, struct error *err);

/* The item of a code, what took an item's place; NULL if there is none. */
const struct dated *dated_find(const struct dated_list *list, struct str code);
const struct dated *dated_successor(const struct dated_list *list, struct str code);

/* True if `day` is none before its first and none behind its last. */
bool dated_holds(const struct dated *item, struct day day);

/* The code of what takes the place of `code` from a day on: one a day ("gifts_20220701"), so that a
 * form sent twice makes one. In `mem`. */
struct str dated_code_from(struct arena *mem, struct str code, struct day first);

/* Writes a member of a body, unless there is nothing to say: an empty text; a first or last day of
 * an item that has none. */
void dated_put(struct json_out *out, const char *key, struct str value);
void dated_put_day(struct json_out *out, struct arena *mem, const char *key, struct day day);

#endif
