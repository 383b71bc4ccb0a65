/* A staged list made ready to be read as records of its kind: its header found, its columns meant.
 * Between the files of this feature only. */
#ifndef FEATURE_INTAKE_INTAKE_LIST_H
#define FEATURE_INTAKE_INTAKE_LIST_H

#include "feature/account/account.h"
#include "feature/intake/intake_store.h"
#include "feature/intake/intake_table.h"

struct intake_list {
    const struct catalogue_kind *kind;
    const struct listing_column *columns; /* that the kind may have */
    size_t columns_count;
    struct intake_table table;
    size_t header;             /* its row in the table */
    struct str *names, *codes; /* per column of the table: its header, and what it is meant to be */
    bool is_remembered;        /* the columns were meant so the last time */
    struct listing_table rows;
    struct import_job job;
};

/* Who brings lists of a kind: the officer all, who keeps the books or the cash those of the funds.
 */
const char *intake_roles(const struct catalogue_kind *kind);
#define INTAKE_ROLES MAY_IMPORT "," MAY_KEEP_BOOKS "," MAY_KEEP_CASH

/* True if the visitor may bring lists of the kind somewhere. */
bool intake_is_open_to(const struct visitor *visitor, const struct catalogue_kind *kind);

/* Makes it ready: columns as intake->mapping says, else as the last list with this header, else by
 * their names. Fails MISSING if the table was erased or the kind is no more. Results in `mem`. */
must_check bool intake_list_read(struct book *book, struct db *db, struct arena *mem,
                                 const struct intake *intake, struct intake_list *list,
                                 struct error *err);

/* The same for a table at hand whose header stands in row `header`; its codes may be set after it.
 */
void intake_list_make(struct arena *mem, const struct catalogue_kind *kind,
                      const struct intake_table *table, size_t header, struct intake_list *list);

/* The hash of a list's header, for mapping_find; the columns as intake->mapping keeps them. */
struct str intake_list_hash(struct arena *mem, const struct intake_list *list);
struct str intake_list_mapping(struct arena *mem, const struct intake_list *list);

/* Begins to read its rows; NULL on failure. */
must_check struct record_list *intake_list_open(struct book *book, struct db *db, struct arena *mem,
                                                struct intake_list *list,
                                                const struct record_list_calls *calls,
                                                struct error *err);

/* The label of a column by its code. */
struct str intake_column_label(const struct intake_list *list, struct str code);

#endif
