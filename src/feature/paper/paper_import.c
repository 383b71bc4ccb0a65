/* `import BOOK paper-pattern FILE.csv`: how a unit writes the numbers of its papers, and to whom it
 * sends them. Data of the unit, not an entry: a number that was given keeps its own text. */
#include "feature/paper/paper_import.h"

#include "base/text.h"
#include "feature/listing.h"
#include "feature/paper/paper_store.h"

enum { FORM_UNIT, FORM_TYPE, FORM_PATTERN, FORM_RECIPIENTS, FORM_COLUMNS };
enum { PATTERN_MAX_BYTES = 80, RECIPIENTS_MAX_BYTES = 4000 };

static void columns_fill(struct listing_column columns[FORM_COLUMNS])
{
    columns[FORM_UNIT] = (struct listing_column){S("unit"), S("Đơn vị"), S(""), true};
    columns[FORM_TYPE] = (struct listing_column){S("type"), S("Loại văn bản"), S("Loại"), true};
    columns[FORM_PATTERN] =
        (struct listing_column){S("pattern"), S("Mẫu số"), S("Số, ký hiệu"), false};
    columns[FORM_RECIPIENTS] =
        (struct listing_column){S("recipients"), S("Nơi nhận"), S(""), false};
}

/* Why a pattern cannot be used; NULL if it can. */
static const char *pattern_fault(struct str pattern)
{
    size_t at = str_find(pattern, S("{so}"));
    if (pattern.len > PATTERN_MAX_BYTES)
        return "mẫu số dài quá 80 byte";
    if (at == pattern.len)
        return "mẫu số phải có {so}, ví dụ {so}/BC-MTTQ-BTT";
    struct str behind = str_part(pattern, at + 4, pattern.len);
    if (str_find(behind, S("{so}")) < behind.len)
        return "mẫu số chỉ có một {so}";
    for (struct str rest = pattern, before; str_cut(&rest, '{', &before) && rest.at;)
        if (!str_starts(rest, S("so}")) && !str_starts(rest, S("nam}")))
            return "trong mẫu số chỉ dùng {so} và {nam}";
    return NULL;
}

struct form_row {
    const struct unit *unit;
    enum paper_type type;
    struct paper_form form;
};

/* False after noting what is wrong with the row. */
static bool row_read(struct listing *listing, const struct unit_tree *units, struct form_row *row)
{
    struct str unit, type;
    bool is_good = listing_text(listing, FORM_UNIT, &unit);
    is_good = listing_text(listing, FORM_TYPE, &type) && is_good;
    is_good = listing_text(listing, FORM_PATTERN, &row->form.pattern) && is_good;
    is_good = listing_text(listing, FORM_RECIPIENTS, &row->form.recipients) && is_good;
    if (!is_good)
        return false;
    row->unit = unit_meant(&listing->row, units, unit);
    if (!row->unit) {
        listing_problem(listing, FORM_UNIT, "sổ không có đơn vị này");
        is_good = false;
    }
    if (!paper_type_meant(&listing->row, type, &row->type)) {
        listing_problem(listing, FORM_TYPE,
                        str_format(&listing->row, "không có loại văn bản này; có: %.*s",
                                   STR_ARG(paper_types_list(&listing->row)))
                            .at);
        is_good = false;
    }
    const char *fault = row->form.pattern.len ? pattern_fault(row->form.pattern) : NULL;
    if (fault) {
        listing_problem(listing, FORM_PATTERN, fault);
        is_good = false;
    }
    if (row->form.recipients.len > RECIPIENTS_MAX_BYTES) {
        listing_problem(listing, FORM_RECIPIENTS, "nơi nhận dài quá 4000 byte");
        is_good = false;
    }
    return is_good;
}

bool paper_form_import(struct book *book, struct import_job *job, struct error *err)
{
    struct listing_column columns[FORM_COLUMNS];
    struct listing listing;
    size_t count = 0;
    const struct unit_tree *units = unit_tree_of(book, book->db, err);
    columns_fill(columns);
    if (!units || !listing_begin(&listing, job, columns, FORM_COLUMNS, err))
        return false;
    while (listing_row(&listing)) {
        struct form_row row;
        if (!row_read(&listing, units, &row))
            continue;
        if (!paper_form_write(book->db, row.unit->code, row.type, &row.form, err)) {
            arena_end(&listing.row);
            return false;
        }
        count++;
    }
    if (!listing_end(&listing, err))
        return false;
    text_format(job->out, "%.*s: mẫu số của %zu loại văn bản%s\n", STR_ARG(job->file_name), count,
                job->is_dry_run ? " (chạy thử, chưa ghi)" : "");
    return true;
}
