/* Empty lists of a kind, to be filled in elsewhere and imported: a spreadsheet with drop-downs, or
 * a CSV file. Their headers are those that an import knows. Pure. */
#ifndef FEATURE_RECORD_KIND_TEMPLATE_H
#define FEATURE_RECORD_KIND_TEMPLATE_H

#include "feature/record/catalogue.h"

enum { KIND_TEMPLATE_ROWS = 5000 }; /* that the drop-downs reach */

struct unit_names {
    struct str *at;
    size_t count, room;
};

/* A spreadsheet (.xlsx) of three sheets: the list to fill in, with what belongs in each column said
 * beside it, days and numbers in their form, choices and units (those of `units`) to pick; how it
 * is done; all choices. Whatever the catalogue says is text, never a formula. The same catalogue
 * gives the same bytes, in `mem`. Fails BROKEN when the library does. */
must_check bool kind_template_xlsx(struct arena *mem, const struct catalogue_kind *kind,
                                   const struct unit_names *units, struct str *bytes,
                                   struct error *err);

/* A CSV file with a header alone: UTF-8 with the mark by which Excel knows it. In `mem`. */
struct str kind_template_csv(struct arena *mem, const struct catalogue_kind *kind);

#endif
