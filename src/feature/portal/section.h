/* The sections of the portal's news, as data: catalogue/sections.csv ships them, the journal states
 * them as "catalogue.sections". */
#ifndef FEATURE_PORTAL_SECTION_H
#define FEATURE_PORTAL_SECTION_H

#include "feature/book.h"

struct section {
    struct str code, label, label_en, slug;
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

/* "/chuyen-muc/an-sinh-xa-hoi". */
struct str section_address(struct arena *mem, const struct section *section);

/* Appends the shipped list if the book has another. */
bool sections_ship(struct book *book, struct error *err);

#endif
