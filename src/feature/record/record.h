/* Records: pieces of work of some kind, from list or form to entry to row. */
#ifndef FEATURE_RECORD_RECORD_H
#define FEATURE_RECORD_RECORD_H

#include "feature/record/catalogue_statement.h"
#include "feature/record/kind_template.h"
#include "feature/unit/unit.h"

extern const struct feature record_feature;

struct listing;
struct listing_column;

/* A value of one field, read and checked. */
struct value {
    const struct catalogue_field *field;
    bool is_given;
    struct str
        text;       /* text; code; day as YYYY-MM-DD; for commitments of every type the text form */
    int64_t number; /* integers and money */
    list_of(struct str) codes; /* VALUE_MANY, in the catalogue's order */
    struct str erased;         /* commitment (hex) of a value erased on request: it stays so */
};

/* What the fields of pictures begin with: "picture.0001". */
#define PICTURE_FIELD "picture."

/* A picture of a record: a private one of the table media until the record shows it. */
struct record_picture {
    struct str field;  /* "picture.0001": its number stays through all corrections */
    struct str name;   /* in the table media; empty: erased */
    struct str erased; /* commitment (hex) to the name of an erased one */
    bool is_shown;     /* on the record's page, else only for those who may approve */
};

struct record_pictures {
    struct record_picture *at;
    size_t count, room;
};

/* A record on its way to an entry. values[] has one per field of the kind, in the kind's order. */
struct draft {
    const struct catalogue_kind *kind;
    const struct unit *unit;
    struct day day;
    struct value *values;
    const struct str *pictures; /* names of new ones, in the table media */
    size_t pictures_count;
    struct day consent; /* of those whom they show: then everyone may see them; else DAY_NONE */
};

/* Reads one cell into a value: NFC, trimmed; numbers and days in Vietnamese forms; a choice by code
 * or label (marks and capitals do not matter), several ones split by ';' or ','. An empty cell is
 * not given. Fails INVALID with the reason. Results in `mem`. */
must_check bool value_read(struct arena *mem, const struct catalogue_field *field, struct str cell,
                           struct value *value, struct error *err);

/* What the whole draft must satisfy: required fields, constraints, choices valid on the day, the
 * unit's days. *wrong is the field concerned (NULL: unit or day). */
must_check bool draft_check(struct arena *mem, const struct draft *draft,
                            const struct catalogue_field **wrong, struct error *err);

/* Running numbers handed out in one transaction: the next `no` of each kind and year, and the
 * numbers of sealed values. They are kept here because rows follow their entries only at the end of
 * a run. */
struct serial {
    struct str kind;
    int32_t year;
    int64_t last;
};

struct serials {
    struct arena *mem;
    list_of(struct serial) known;
};

/* Approves a draft: hands out its number, makes the commitments, appends the entry. no: its number,
 * in `mem` ("gift/2022/0007"). Only inside a transaction of the book. */
must_check bool record_approve(struct book *book, struct arena *mem, struct serials *serials,
                               const struct draft *draft, struct str *no, struct error *err);

/* States a record again ("record.corrected"), with the reason people will read. Its pictures stay;
 * those of the draft are added. What was erased on
 * request stays erased, whatever the draft says: its commitment goes on without an opening, and so
 * does a running number that followed from it. Fails MISSING if there is no record of that number,
 * CONFLICT if it is voided. */
must_check bool record_correct(struct book *book, struct arena *mem, const struct draft *draft,
                               struct str no, struct str reason, struct error *err);

/* Takes a record out of every figure ("record.voided"); its page stays and says why. */
must_check bool record_void(struct book *book, struct arena *mem, struct str no, struct str reason,
                            struct error *err);

/* Erases the opening of a field: the entry stays and means nothing there any more
 * ("record.erased"). Of a picture ("picture.0001") its bytes go too. */
must_check bool record_erase(struct book *book, struct arena *mem, struct str no, struct str field,
                             struct error *err);

enum record_state { RECORD_LIVE, RECORD_VOIDED };

/* A record as its row has it. */
struct record {
    int64_t id;    /* place of its first entry */
    int64_t entry; /* place of the entry that states it now */
    int64_t doc;   /* place of the entry that made its document for the search */
    struct str kind, no, title;
    int64_t unit;
    struct day day;
    enum record_state state;
    const struct json *values; /* public values; NULL if there are none */
    const struct json *shown;  /* shown values that are not erased */
};

/* The record of a number, with values; fails MISSING. */
must_check bool record_find(struct db *db, struct arena *mem, struct str no, struct record *record,
                            struct error *err);

/* What a record says in one field, public or not. */
struct record_cell {
    const struct catalogue_field *field;
    struct str text;   /* as value_read takes it: text, code, "a;b", YYYY-MM-DD, digits */
    struct str erased; /* commitment (hex) of what was erased on request; then text is empty */
};

/* A record as whoever corrects it sees it: for those alone who may approve in `unit`. */
struct record_cells {
    struct record_cell *at;
    size_t count, room;
    struct str unit; /* code; the real one where the public one is coarser */
    struct day day;  /* the real one too */
};

/* Takes a record back into the cells of a form, in the kind's order: public values from its row,
 * all others from their openings. Running numbers have no cell. Where the real day or unit was
 * erased, the public one stands. Results in `mem`. */
must_check bool record_cells(struct db *db, struct arena *mem, const struct catalogue_kind *kind,
                             const struct record *record, struct record_cells *cells,
                             struct error *err);

/* The pictures of a record as it is stated now, in their order, erased ones too. private ones are
 * for those alone who may approve where it really belongs. */
must_check bool record_pictures(struct db *db, struct arena *mem, const struct record *record,
                                struct record_pictures *pictures, struct error *err);

/* One change in a record's history. */
struct record_change {
    int64_t entry;
    struct str type, at, reason;
};
struct record_changes {
    struct record_change *at;
    size_t count, room;
};
must_check bool record_history(struct db *db, struct arena *mem, int64_t record,
                               struct record_changes *changes, struct error *err);

/* What people call an entry of a record by its type: "Duyệt", "Đính chính", "Hủy" … */
struct str record_change_text(struct str type);

/* The label of a field, also of the real day ("day") and unit ("unit") of a coarsened record; the
 * code itself if the kind (may be NULL) has none such. */
struct str record_value_label(const struct catalogue_kind *kind, struct str code);

/* "gift/2022/0007" and its address "/viec/qua-2022-0007", both ways; no is empty if it is none. */
struct str record_address(struct arena *mem, const struct catalogue *catalogue, struct str no);
struct str record_no_of_slug(struct arena *mem, const struct catalogue *catalogue, struct str slug);

/* Calls `each` with what every live record says now (kind, unit, day and public values; no bytes),
 * in order of their first entries: for figures that are defined after the records. */
must_check bool record_each(struct db *db,
                            bool (*each)(void *context, int64_t record, const struct entry *entry,
                                         struct error *err),
                            void *context, struct error *err);

/* The same for records behind the place `after`, up to the place `last`. */
must_check bool record_between(struct db *db, int64_t after, int64_t last,
                               bool (*each)(void *context, int64_t record,
                                            const struct entry *entry, struct error *err),
                               void *context, struct error *err);

/* The place of the `count`-th record behind `after`, voided ones included; `up_to` if there are
 * fewer up to there. */
must_check bool record_step(struct db *db, int64_t after, int64_t up_to, size_t count,
                            int64_t *last, struct error *err);

/* How many live records of a kind a unit itself has in the months first … last (year * 12 + month -
 * 1), and the newest one's day (DAY_NONE: none). */
must_check bool record_tally(struct db *db, struct str kind, int64_t unit, int32_t first,
                             int32_t last, int64_t *count, struct day *newest, struct error *err);

/* The months in which a unit or one below it has a live record, the newest first. */
struct record_months {
    int32_t *at;
    size_t count, room;
};
must_check bool record_months(struct db *db, struct arena *mem, int64_t unit,
                              struct record_months *months, struct error *err);

/* The place of the last record; -1 if there is none. */
must_check bool record_last(struct db *db, int64_t *last, struct error *err);

/* ---- lists in pieces ---- */

/* The columns that a list of a kind may have: day, unit, the list's own key, then the fields in
 * their order. In `mem`. */
const struct listing_column *record_columns(struct arena *mem, const struct catalogue_kind *kind,
                                            size_t *count);

/* What a list asks and tells whoever takes it in; each may be NULL. */
struct record_list_calls {
    void *context;
    /* May rows of this unit be brought? */
    bool (*may)(void *context, const struct unit *unit);
    /* While only checking: a row that is right and new; is_again: a row before it said just the
     * same. */
    bool (*looked)(void *context, int64_t line, const struct draft *draft, bool is_again,
                   struct error *err);
    /* A row has become the record `no`; identity: for record_row_forget. */
    bool (*stated)(void *context, int64_t line, struct str no, struct str identity,
                   struct error *err);
};

/* A list on its way in, as the command `import` takes it (record_import.h), but checked first and
 * then stated in pieces, each in a transaction of its own. It lives in job->mem, holds what the
 * catalogue and the units are now, and ends with record_list_close. */
struct record_list;

/* Begins with job->table's or job->bytes' header; NULL on failure (INVALID: columns). db: where it
 * reads; the writer's for record_list_take. */
must_check struct record_list *record_list_open(struct book *book, struct db *db,
                                                struct import_job *job,
                                                const struct record_list_calls *calls,
                                                struct error *err);
void record_list_close(struct record_list *list); /* NULL is fine */

/* Checks all rows and writes nothing; what is wrong stands in its listing. */
must_check bool record_list_check(struct record_list *list, struct error *err);

/* Passes over rows that an earlier process has stated. */
void record_list_skip(struct record_list *list, size_t count);

/* A new transaction of the writer begins: others have written since the last one, and taken
 * numbers.
 */
void record_list_go_on(struct record_list *list);

/* States at most `most` further rows, in the caller's transaction of the writer. Fails CONFLICT,
 * with line and reason, if one is not right any more; then the whole piece must be undone and the
 * list closed. */
must_check bool record_list_take(struct record_list *list, size_t most, bool *is_end,
                                 struct error *err);

struct record_list_counts {
    int64_t rows, added, known, problems; /* known: in the book already */
};
struct record_list_counts record_list_counts(const struct record_list *list);

/* Its problems, warnings and columns (feature/listing.h). */
const struct listing *record_list_listing(const struct record_list *list);

/* Forgets that a row was taken, because its record was voided: the list may bring it again. */
must_check bool record_row_forget(struct db *db, struct str identity, struct error *err);

/* ---- for pages ---- */

/* "20/7/2022"; only the month where the kind makes no more public: "tháng 7 năm 2022". kind: may be
 * NULL. */
struct str record_day_text(struct arena *mem, const struct catalogue_kind *kind, struct day day);

struct record_row {
    int64_t id, unit;
    struct str no, title, kind; /* kind: code */
    struct day day;
};

struct record_rows {
    struct record_row *at;
    size_t count, room;
    int64_t total; /* beyond skip and limit */
};

/* Live records that are stated for the unit itself (not below it), newest first. Results in `mem`.
 */
must_check bool record_newest(struct db *db, struct arena *mem, int64_t unit, size_t skip,
                              size_t limit, struct record_rows *rows, struct error *err);

/* The `limit` newest live records of a unit and all below it, by day, then as they came: a seek per
 * unit, so that the size of the book does not matter. */
must_check bool record_newest_below(struct db *db, struct arena *mem, int64_t unit, size_t limit,
                                    struct record_rows *rows, struct error *err);

/* The day of the unit's newest live record; DAY_NONE if it has none. */
must_check bool record_newest_day(struct db *db, int64_t unit, struct day *day, struct error *err);

/* How many live records the unit has in each of `count` months from `month` (day_month) on: added
 * to counts[0 .. count). */
must_check bool record_counts(struct db *db, int64_t unit, int32_t month, size_t count,
                              int64_t *counts, struct error *err);

/* A figure that a record counts in, as its page names it. */
struct record_figure {
    struct str address, label, period;
};

struct record_figures {
    struct record_figure *at;
    size_t count, room;
};

/* Gives the figures of a record: comes from the feature that knows figures. */
typedef bool record_figures_of(struct request *req, int64_t record, struct record_figures *figures,
                               struct error *err);

/* Answers with the page of the record whose address ends in `slug` ("qua-2022-0007"). Fails
 * MISSING. */
must_check bool record_page_respond(struct request *req, struct str slug,
                                    record_figures_of *figures_of, struct response *response,
                                    struct error *err);

#endif
