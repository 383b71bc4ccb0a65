/* A staged list looked at: columns, first rows, everything that is wrong, what looks odd. */
#include "feature/intake/intake_pages.h"

#include "base/vi_day.h"

enum { ROWS_SHOWN = 10, ODD_ROWS_MAX = 200, ODD_SHOWN = 50, SAMPLE_MAX_BYTES = 60 };

struct looking {
    struct request *req;
    const struct intake_list *list;
    struct preview_page *page;
    struct checks checks;
};

static bool is_theirs(void *context, const struct unit *unit)
{
    struct looking *looking = context;
    return visitor_may(looking->req->visitor, intake_roles(looking->list->kind), unit);
}

/* What looks odd costs questions to the book: the first rows stand for all. */
static bool row_look(void *context, int64_t line, const struct draft *draft, bool is_again,
                     struct error *err)
{
    struct looking *looking = context;
    struct preview_page *page = looking->page;
    struct check_warnings warnings = {0};
    if (is_again && page->odd.count < ODD_SHOWN)
        *list_add(&page->odd, looking->req->mem) =
            (struct odd_row){line, S("giống hệt một dòng ở trên, có ghi hai lần không?"), S("")};
    if (page->odd_looked == ODD_ROWS_MAX)
        return true;
    page->odd_looked++;
    if (!checks_draft(&looking->checks, looking->req->mem, draft, S(""), &warnings, err))
        return false;
    for (size_t i = 0; i < warnings.count && page->odd.count < ODD_SHOWN; i++)
        *list_add(&page->odd, looking->req->mem) =
            (struct odd_row){line, warnings.at[i].text, warnings.at[i].address};
    return true;
}

/* At most so many bytes, cut between characters; days of a workbook as people write them. */
static struct str shortened(struct arena *mem, struct str text)
{
    size_t len = SAMPLE_MAX_BYTES;
    struct day day;
    if (day_read(text, &day))
        return vi_day(mem, day);
    if (text.len <= len)
        return text;
    while (len && ((unsigned char)text.at[len] & 0xC0) == 0x80)
        len--;
    return str_format(mem, "%.*s…", STR_ARG(str_part(text, 0, len)));
}

/* The first text that stands in a column. */
static struct str sample_of(struct arena *mem, const struct intake_list *list, size_t column)
{
    for (size_t i = 0; i < list->rows.count && i < 100; i++) {
        const struct listing_line *row = &list->rows.at[i];
        struct str cell = column < row->count ? str_trim(row->cells[column]) : S("");
        if (cell.len)
            return shortened(mem, cell);
    }
    return S("");
}

static void columns_fill(struct arena *mem, const struct intake_list *list,
                         struct preview_page *page)
{
    for (size_t i = 0; i < list->table.columns; i++) {
        struct column_row *row = list_add(&page->columns, mem);
        row->name = list->names[i].len ? list->names[i] : str_format(mem, "Cột %zu", i + 1);
        row->sample = sample_of(mem, list, i);
        row->field = str_format(mem, "cot-%zu", i);
        for (size_t k = 0; k < list->columns_count; k++) {
            const struct listing_column *column = &list->columns[k];
            struct str label = column->label.len ? column->label : column->code;
            if (column->is_required)
                label = str_format(mem, "%.*s (bắt buộc)", STR_ARG(label));
            *list_add(&row->options, mem) =
                (struct intake_option){column->code, label, str_is(column->code, list->codes[i])};
        }
    }
}

static struct str reason_at(const struct listing *listing, int64_t line, size_t place)
{
    for (size_t i = 0; i < listing->problems.count; i++)
        if (listing->problems.at[i].line == line && listing->problems.at[i].place == place)
            return listing->problems.at[i].reason;
    return S("");
}

/* The first rows, in the columns that are taken. */
static void rows_fill(struct arena *mem, const struct intake_list *list,
                      const struct listing *listing, struct preview_page *page)
{
    for (size_t k = 0; k < list->table.columns; k++)
        if (list->codes[k].len)
            *list_add(&page->labels, mem) = intake_column_label(list, list->codes[k]);
    for (size_t i = 0; i < list->rows.count && i < ROWS_SHOWN; i++) {
        const struct listing_line *line = &list->rows.at[i];
        struct preview_row *row = list_add(&page->rows, mem);
        size_t count = 0;
        row->line = line->line;
        row->cells = arena_many(mem, struct preview_cell, page->labels.count + 1);
        for (size_t k = 0; k < list->table.columns; k++) {
            if (list->codes[k].len == 0)
                continue;
            struct preview_cell *cell = &row->cells[count++];
            cell->text = k < line->count ? shortened(mem, line->cells[k]) : S("");
            cell->reason = reason_at(listing, line->line, k);
            row->is_wrong |= cell->reason.len > 0;
        }
    }
}

static void wrong_fill(struct arena *mem, const struct listing *listing, struct preview_page *page)
{
    for (size_t i = 0; i < listing->problems.count; i++) {
        const struct listing_problem *problem = &listing->problems.at[i];
        *list_add(&page->wrong, mem) =
            (struct wrong_row){problem->line, problem->column, problem->value, problem->reason};
    }
    for (size_t i = 0; i < listing->warnings.count && page->odd.count < ODD_SHOWN; i++) {
        const struct listing_problem *warning = &listing->warnings.at[i];
        *list_add(&page->odd, mem) =
            (struct odd_row){warning->line,
                             str_format(mem, "%.*s: «%.*s» %.*s", STR_ARG(warning->column),
                                        STR_ARG(warning->value), STR_ARG(warning->reason)),
                             S("")};
    }
}

bool preview_fill(struct request *req, struct intake_list *list, struct preview_page *page,
                  struct error *err)
{
    struct looking looking = {.req = req, .list = list, .page = page};
    struct record_list_calls calls = {.context = &looking, .may = is_theirs, .looked = row_look};
    struct error wrong = {0};
    columns_fill(req->mem, list, page);
    page->is_remembered = list->is_remembered;
    page->kind_label = list->kind->label;
    if (!checks_begin(req->book, req->db, req->mem, &looking.checks, err))
        return false;
    struct record_list *records =
        intake_list_open(req->book, req->db, req->mem, list, &calls, &wrong);
    if (!records && wrong.kind != ERROR_INVALID) {
        *err = wrong;
        return false;
    }
    if (!records) {
        page->columns_problem = str_copy(req->mem, str_of(wrong.text));
        return true;
    }
    bool is_well = record_list_check(records, err);
    if (is_well) {
        page->counts = record_list_counts(records);
        rows_fill(req->mem, list, record_list_listing(records), page);
        wrong_fill(req->mem, record_list_listing(records), page);
    }
    record_list_close(records);
    return is_well;
}
