/* The pages of imports and what their templates show. */
#ifndef FEATURE_INTAKE_INTAKE_PAGES_H
#define FEATURE_INTAKE_INTAKE_PAGES_H

#include "feature/frame.h"
#include "feature/intake/intake_run.h"

#define INTAKE_ADDRESS "/lam-viec/nhap-tep"
#define PASTE_ADDRESS  "/lam-viec/dan"

enum { INTAKE_REASON_MAX_BYTES = 1000, PASTE_MAX_BYTES = 64 * 1024 };

/* Something to choose in a form: a kind, a column's meaning. */
struct intake_option {
    struct str code, label;
    bool is_chosen;
};
struct intake_options {
    struct intake_option *at;
    size_t count, room;
};

/* A list in the table of imports. */
struct intake_row {
    struct str address, title, meta, state;
};

struct start_page {
    struct page_frame frame;
    struct str key, problem, done, sheet; /* sheet: as typed */
    struct intake_options kinds;
    list_of(struct intake_row) rows;
};

/* A column of the file, with what it is meant to be. */
struct column_row {
    struct str name, sample, field; /* field: "cot-3" */
    struct intake_options options;
};

/* One of the first rows as it will be read. */
struct preview_cell {
    struct str text, reason; /* reason: what is wrong; empty: nothing */
};
struct preview_row {
    int64_t line;
    struct preview_cell *cells; /* one per preview_page.labels */
    bool is_wrong;
};

struct wrong_row {
    int64_t line;
    struct str column, value, reason;
};
struct odd_row {
    int64_t line;
    struct str text, address;
};

/* A staged list before its owner. */
struct preview_page {
    struct page_frame frame;
    struct arena *mem;
    struct intake intake;
    struct str kind_label, address, problem, reason;
    struct str columns_problem; /* the columns do not do: rows were not looked at */
    bool is_remembered;
    list_of(struct column_row) columns;
    list_of(struct str) labels, notes;
    list_of(struct preview_row) rows;
    list_of(struct wrong_row) wrong;
    list_of(struct odd_row) odd;
    int64_t odd_looked; /* how many rows were looked at for odd things */
    struct record_list_counts counts;
};

/* A list that is entering, has entered, was taken back. */
struct run_page {
    struct page_frame frame;
    struct arena *mem;
    struct intake intake;
    struct str kind_label, address, who, when, problem, reason;
    int64_t total, done; /* of what is under way */
    list_of(struct intake_row) records;
    bool may_undo;
};

/* A cell of the grid: a choice if it has options, else a text. */
struct grid_cell {
    struct str name, label, text, problem;
    struct intake_options options;
};
struct grid_line {
    int64_t number; /* from 1 */
    struct str source, source_name, drop_name, problem;
    struct grid_cell *cells; /* paste_page.columns of them */
    list_of(struct odd_row) odd;
};

/* What was pasted: first the text, then its rows to mend. */
struct paste_page {
    struct page_frame frame;
    struct arena *mem;
    struct str key, text, problem, reason;
    struct str slug, kind_label; /* of the kind that was chosen */
    struct intake_options kinds, units;
    list_of(struct grid_line) rows;
    size_t columns; /* that matter */
    size_t problems, odd;
    int64_t known;              /* rows that the book has already: they are not sent again */
    bool is_checked, is_direct; /* is_direct: the rows become records at once */
};

page_function intake_paste_page, intake_paste_post;
page_function intake_start_page, intake_upload_post, intake_one_page, intake_one_post;

/* Templates: the way in with all imports; a staged list; one that has begun. */
void intake_start_html(struct html *out, const struct start_page *page);
void intake_preview_html(struct html *out, const struct preview_page *page);
void intake_run_html(struct html *out, const struct run_page *page);
/* Templates: where a text is pasted; its rows. */
void intake_paste_html(struct html *out, const struct paste_page *page);
void intake_grid_html(struct html *out, const struct paste_page *page);

/* ---- between the files of pages ---- */

/* Fills the page from a list that was read, checking every row. Fails as the database does. */
must_check bool preview_fill(struct request *req, struct intake_list *list,
                             struct preview_page *page, struct error *err);

/* The key of a new form. */
struct str intake_key_new(struct arena *mem);

/* Where a list is seen. */
struct str intake_address(struct arena *mem, int64_t id);

/* Gives its file as a table; notes: remarks on it, a line each. Takes long: on the pool. */
must_check bool intake_file_read(struct book *book, struct arena *mem, struct str bytes,
                                 struct str sheet, struct intake_table *table, struct str *notes,
                                 struct error *err);

#endif
