/* Lists of units, bodies, legal texts and allowance rules. The same list again adds nothing; a row
 * that differs from what the book has restates it. Days left empty in the column of the last day
 * keep what the book has; "2199-12-31" opens again what was closed by mistake. */
#ifndef FEATURE_UNIT_UNIT_IMPORT_H
#define FEATURE_UNIT_UNIT_IMPORT_H

#include "feature/listing.h"
#include "feature/unit/unit_store.h"

/* Units: code, kind, name, label, parent, from, to, number, address, population. A parent stands in
 * the book or in a row above. Fails INVALID with every wrong cell in job->out: kinds out of order,
 * days outside the parent's or against those below, a number that a neighbour has, a unit below
 * itself; a move to another parent once the book has records. */
bool unit_import(struct book *book, struct import_job *job, struct error *err);

/* Bodies: code, kind, name, unit, from, to. Fails INVALID as above: unknown kind or unit, a first
 * day on which the unit is not there. */
bool body_import(struct book *book, struct import_job *job, struct error *err);

/* Legal texts: number, day, issuer, subject, kind, link, note. Fails INVALID as above: a number
 * that differs from a known one only in marks or signs, a link that is not http(s). */
bool legal_import(struct book *book, struct import_job *job, struct error *err);

/* Quota and allowance rules: legal_basis, post, area_class, quota, coefficient_percent,
 * amount_dong, concurrency_percent, max_concurrent, from, to, note; one by text, post, class and
 * first day. Fails INVALID as above: text not registered, post not in the catalogue, a negative
 * figure. */
bool rule_import(struct book *book, struct import_job *job, struct error *err);

/* ---- shared by the four ---- */

/* What became of the rows, for the report. */
struct import_counts {
    int64_t added, changed, known;
};

/* Codes that the list has named so far, with their lines. */
struct import_seen {
    list_of(struct {
        struct str code;
        int64_t line;
        bool is_good; /* its row had no problem */
    }) codes;
};

/* Notes a code ([a-z0-9-], 1 to 40) of the current row; false after noting the problem: another
 * form, or named before in this list. */
must_check bool import_code(struct listing *listing, size_t column, struct import_seen *seen,
                            struct str *code);

/* First and last day of the current row; last is DAY_NONE if its cell is empty. False after noting
 * the problem: first missing, last before first. */
must_check bool import_days(struct listing *listing, size_t first_column, size_t last_column,
                            struct day *first, struct day *last);

/* Writes a member of an entry if there is something to say: a text that is not empty, a last day
 * that is not DAY_LAST. */
void import_put(struct json_out *out, struct str key, struct str value);
void import_put_last(struct json_out *out, struct arena *mem, struct day last);

/* Closes the entry's object and appends it. */
must_check bool import_append(struct book *book, struct json_out *out, struct error *err);

/* Ends the list: problems, or the report "TỆP: 3 đơn vị mới, 1 sửa đổi, 6 đã có". */
must_check bool import_end(struct book *book, struct listing *listing, const char *what,
                           const struct import_counts *counts, struct error *err);

#endif
