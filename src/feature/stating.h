/* An entry some of whose values are "shown": they enter as commitments, and lie beside the journal
 * where they can be erased. Shared by the features whose names and prose people write. */
#ifndef FEATURE_STATING_H
#define FEATURE_STATING_H

#include "feature/book.h"

struct stating {
    struct book *book;
    struct arena *mem;
    list_of(struct opening) openings;
};

/* Takes a value in; an empty one leaves no trace. field: its name in the entry. */
void stating_seal(struct stating *stating, struct str field, struct str value);

/* The same for the value of a place in a list: "name.0003". */
void stating_seal_numbered(struct stating *stating, const char *section, size_t ordinal,
                           struct str value);

/* Opens the entry's object with its moment and author. The caller adds the other members, sorted.
 */
struct json_out stating_open(struct stating *stating);

/* Adds the member "shown" with the commitments to all values sealed before; none: no member. */
void stating_put_shown(struct stating *stating, struct json_out *out);

/* Closes the object and appends it with its openings; *index (may be NULL) is its place. Fails
 * INVALID above an entry's limit, else as journal_append does. */
must_check bool stating_close(struct stating *stating, struct json_out *out, int64_t *index,
                              struct error *err);

/* ---- erasing ---- */

/* A value that lies beside the journal. */
struct kept_opening {
    int64_t entry;
    struct str field, value;
};
struct kept_openings {
    struct kept_opening *at;
    size_t count, room;
};

/* Deletes the values and appends entries of `type` that say which ("gone": entry and field of each,
 * as many as an entry holds) of what (`of`); rows follow their projector. Only inside a transaction
 * of the book. */
must_check bool stating_erase(struct book *book, struct arena *mem, const char *type, struct str of,
                              const struct kept_openings *gone, struct error *err);

#endif
