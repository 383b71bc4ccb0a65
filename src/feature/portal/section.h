/* The sections of the portal's news, as data: catalogue/sections.csv ships them, the desk of
 * sections restates them, the journal keeps either as "catalogue.sections". */
#ifndef FEATURE_PORTAL_SECTION_H
#define FEATURE_PORTAL_SECTION_H

#include "feature/book.h"

enum { SECTIONS_MAX = 40, SECTION_LABEL_MAX_BYTES = 120, SECTION_CODE_MAX_BYTES = 40 };

struct section {
    struct str code, label, label_en, slug; /* code and slug never change; label_en may be empty */
    struct day last; /* on which it takes new articles; DAY_LAST: it goes on */
};

struct sections {
    struct section *at; /* in the order in which pages list them */
    size_t count, room;
};

/* As `db` sees them (compiled; live until the catalogue changes). NULL on failure. */
must_check const struct sections *sections_of(struct book *book, struct db *db, struct error *err);

/* The section of a code, of an address, of what people write (code or label, marks and capitals do
 * not matter); NULL if there is none. */
const struct section *section_find(const struct sections *sections, struct str code);
const struct section *section_of_slug(const struct sections *sections, struct str slug);
const struct section *section_meant(struct arena *mem, const struct sections *sections,
                                    struct str text);

/* True if it takes new articles on that day. What it has taken stays, and so does its address. */
bool section_stands(const struct section *section, struct day day);

/* "/chuyen-muc/an-sinh-xa-hoi". */
struct str section_address(struct arena *mem, const struct section *section);

/* The body that states a list: canonical JSON in `mem`. Fails INVALID if it is too long. */
must_check bool sections_body(struct arena *mem, const struct sections *sections, struct str *body,
                              struct error *err);

/* Appends the whole list as a person's statement, unless the book says just that. */
must_check bool sections_state(struct book *book, struct arena *mem,
                               const struct sections *sections, struct error *err);

/* Appends the shipped list if the book has another and no person has stated theirs. */
bool sections_ship(struct book *book, struct error *err);

#endif
