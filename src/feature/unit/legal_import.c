/* `import BOOK legal FILE.csv` and `import BOOK rule FILE.csv`. */
#include "feature/unit/unit_import.h"

#include "base/text.h"

enum {
    LEGAL_NUMBER,
    LEGAL_DAY,
    LEGAL_ISSUER,
    LEGAL_SUBJECT,
    LEGAL_KIND,
    LEGAL_LINK,
    LEGAL_NOTE,
    LEGAL_COLUMNS
};

static void legal_columns_fill(struct listing_column columns[LEGAL_COLUMNS])
{
    columns[LEGAL_NUMBER] =
        (struct listing_column){S("number"), S("Số hiệu"), S("Số, ký hiệu"), true};
    columns[LEGAL_DAY] = (struct listing_column){S("day"), S("Ngày ban hành"), S("Ngày"), true};
    columns[LEGAL_ISSUER] =
        (struct listing_column){S("issuer"), S("Cơ quan ban hành"), S(""), true};
    columns[LEGAL_SUBJECT] =
        (struct listing_column){S("subject"), S("Trích yếu"), S("Nội dung"), true};
    columns[LEGAL_KIND] = (struct listing_column){S("kind"), S("Loại văn bản"), S("Loại"), true};
    columns[LEGAL_LINK] = (struct listing_column){S("link"), S("Đường dẫn"), S(""), false};
    columns[LEGAL_NOTE] = (struct listing_column){S("note"), S("Ghi chú"), S(""), false};
}

/* The place on the page that a number gives must be its own: in the list, and in the book. */
static bool number_check(struct book *book, struct listing *listing, struct import_seen *seen,
                         struct str number, bool *is_good, struct error *err)
{
    struct arena *mem = listing->job->mem;
    struct str anchor = legal_anchor(mem, number);
    struct legal_text other;
    bool is_found;
    *is_good = anchor.len > 0;
    if (!*is_good)
        listing_problem(listing, LEGAL_NUMBER, "không phải là số hiệu");
    for (size_t i = 0; i < seen->codes.count && *is_good; i++) {
        if (!str_is(seen->codes.at[i].code, anchor))
            continue;
        *is_good = false;
        listing_problem(
            listing, LEGAL_NUMBER,
            str_format(mem, "số hiệu này đã có ở dòng %lld", (long long)seen->codes.at[i].line).at);
    }
    if (!*is_good)
        return true;
    list_add(&seen->codes, mem);
    seen->codes.at[seen->codes.count - 1].code = anchor;
    seen->codes.at[seen->codes.count - 1].line = listing->csv.line;
    if (!legal_find(book->db, &listing->row, number, &other, &is_found, err))
        return false;
    if (is_found && !str_is(other.number, number)) {
        *is_good = false;
        listing_problem(
            listing, LEGAL_NUMBER,
            str_format(mem, "sổ đã có văn bản này dưới số hiệu «%.*s»", STR_ARG(other.number)).at);
    }
    return true;
}

static bool legal_read(struct listing *listing, struct legal_text *text)
{
    bool is_good = listing_text(listing, LEGAL_NUMBER, &text->number);
    is_good = listing_text(listing, LEGAL_ISSUER, &text->issuer) && is_good;
    is_good = listing_text(listing, LEGAL_SUBJECT, &text->subject) && is_good;
    is_good = listing_text(listing, LEGAL_KIND, &text->kind) && is_good;
    is_good = listing_text(listing, LEGAL_LINK, &text->link) && is_good;
    is_good = listing_text(listing, LEGAL_NOTE, &text->note) && is_good;
    bool has_day = listing_day(listing, LEGAL_DAY, DAY_NONE, &text->day);
    if (has_day && !day_is_known(text->day)) {
        listing_problem(listing, LEGAL_DAY, "bắt buộc phải có");
        is_good = false;
    }
    if (text->link.len && !str_starts(text->link, S("https://")) &&
        !str_starts(text->link, S("http://"))) {
        listing_problem(listing, LEGAL_LINK, "phải bắt đầu bằng https:// hoặc http://");
        is_good = false;
    }
    return has_day && is_good;
}

static bool legal_state(struct book *book, struct arena *mem, const struct legal_text *text,
                        struct error *err)
{
    struct json_out out = json_out_new(mem, ENTRY_MAX_BYTES);
    json_open_object(&out);
    json_add_text(&out, S("at"), journal_moment(&book->journal, mem));
    json_add_text(&out, S("by"), journal_actor(&book->journal, mem));
    json_add_text(&out, S("day"), day_text(mem, text->day));
    json_add_text(&out, S("issuer"), text->issuer);
    json_add_text(&out, S("kind"), text->kind);
    import_put(&out, S("link"), text->link);
    import_put(&out, S("note"), text->note);
    json_add_text(&out, S("number"), text->number);
    json_add_text(&out, S("subject"), text->subject);
    json_add_text(&out, S("type"), S("legal.registered"));
    return import_append(book, &out, err);
}

static bool legal_take(struct book *book, struct arena *mem, const struct legal_text *text,
                       struct import_counts *counts, struct error *err)
{
    struct legal_text before;
    bool is_found;
    if (!legal_find(book->db, mem, text->number, &before, &is_found, err))
        return false;
    bool is_same = is_found && before.day.number == text->day.number &&
                   str_is(before.kind, text->kind) && str_is(before.issuer, text->issuer) &&
                   str_is(before.subject, text->subject) && str_is(before.link, text->link) &&
                   str_is(before.note, text->note);
    counts->known += is_same;
    counts->added += !is_found;
    counts->changed += is_found && !is_same;
    return is_same || legal_state(book, mem, text, err);
}

static bool legal_rows_take(struct book *book, struct listing *listing,
                            struct import_counts *counts, struct error *err)
{
    struct import_seen seen = {0};
    while (listing_row(listing)) {
        struct legal_text text = {0};
        bool is_good = legal_read(listing, &text), is_own = true;
        if (text.number.len && !number_check(book, listing, &seen, text.number, &is_own, err))
            return false;
        if (!is_good || !is_own || listing->problems_count)
            continue;
        if (!legal_take(book, &listing->row, &text, counts, err))
            return false;
    }
    return true;
}

bool legal_import(struct book *book, struct import_job *job, struct error *err)
{
    struct listing listing;
    struct listing_column columns[LEGAL_COLUMNS];
    struct import_counts counts = {0};
    legal_columns_fill(columns);
    if (!journal_flush(&book->journal, err) ||
        !listing_begin(&listing, job, columns, LEGAL_COLUMNS, err))
        return false;
    if (!legal_rows_take(book, &listing, &counts, err)) {
        arena_end(&listing.row);
        return fail_at(err, "%.*s, dòng %lld: ", STR_ARG(job->file_name),
                       (long long)listing.csv.line);
    }
    return import_end(book, &listing, "văn bản", &counts, err);
}

/* ---- rules ---- */

enum {
    RULE_BASIS,
    RULE_POST,
    RULE_AREA_CLASS,
    RULE_QUOTA,
    RULE_COEFFICIENT,
    RULE_AMOUNT,
    RULE_CONCURRENCY,
    RULE_MAX_CONCURRENT,
    RULE_FIRST,
    RULE_LAST,
    RULE_NOTE,
    RULE_COLUMNS
};

static void rule_columns_fill(struct listing_column columns[RULE_COLUMNS])
{
    columns[RULE_BASIS] =
        (struct listing_column){S("legal_basis"), S("Căn cứ"), S("Số hiệu văn bản"), true};
    columns[RULE_POST] = (struct listing_column){S("post"), S("Chức danh"), S(""), true};
    columns[RULE_AREA_CLASS] =
        (struct listing_column){S("area_class"), S("Loại khu dân cư"), S(""), false};
    columns[RULE_QUOTA] = (struct listing_column){S("quota"), S("Số lượng tối đa"), S(""), false};
    columns[RULE_COEFFICIENT] =
        (struct listing_column){S("coefficient_percent"), S("Phần trăm lương cơ sở"), S(""), false};
    columns[RULE_AMOUNT] =
        (struct listing_column){S("amount_dong"), S("Mức phụ cấp"), S(""), false};
    columns[RULE_CONCURRENCY] = (struct listing_column){
        S("concurrency_percent"), S("Phần trăm khi kiêm nhiệm"), S(""), false};
    columns[RULE_MAX_CONCURRENT] =
        (struct listing_column){S("max_concurrent"), S("Số chức danh kiêm tối đa"), S(""), false};
    columns[RULE_FIRST] = (struct listing_column){S("from"), S("Từ ngày"), S(""), true};
    columns[RULE_LAST] = (struct listing_column){S("to"), S("Đến ngày"), S(""), false};
    columns[RULE_NOTE] = (struct listing_column){S("note"), S("Ghi chú"), S(""), false};
}

static bool figure_read(struct listing *listing, size_t column, const char *unit, int64_t *value)
{
    if (!listing_int(listing, column, unit, RULE_NOT_STATED, value))
        return false;
    if (*value >= 0 || listing_cell(listing, column).len == 0)
        return true;
    listing_problem(listing, column, "không thể âm");
    return false;
}

static bool rule_figures_read(struct listing *listing, struct allowance_rule *rule)
{
    bool is_good = figure_read(listing, RULE_QUOTA, "người", &rule->quota);
    is_good = figure_read(listing, RULE_COEFFICIENT, "%", &rule->coefficient_percent) && is_good;
    is_good = figure_read(listing, RULE_AMOUNT, "đồng", &rule->amount_dong) && is_good;
    is_good = figure_read(listing, RULE_CONCURRENCY, "%", &rule->concurrency_percent) && is_good;
    return figure_read(listing, RULE_MAX_CONCURRENT, "chức danh", &rule->max_concurrent) && is_good;
}

/* *is_good; false only when the book fails. */
static bool rule_read(struct book *book, struct listing *listing, struct allowance_rule *rule,
                      bool *is_good, struct error *err)
{
    struct legal_text text;
    struct str basis, post;
    bool is_found;
    *is_good = import_days(listing, RULE_FIRST, RULE_LAST, &rule->first, &rule->last);
    *is_good = listing_text(listing, RULE_AREA_CLASS, &rule->area_class) && *is_good;
    *is_good = listing_text(listing, RULE_NOTE, &rule->note) && *is_good;
    *is_good = rule_figures_read(listing, rule) && *is_good;
    if (!listing_text(listing, RULE_BASIS, &basis)) {
        *is_good = false;
    } else if (!legal_find(book->db, &listing->row, basis, &text, &is_found, err)) {
        return false;
    } else if (!is_found) {
        listing_problem(listing, RULE_BASIS, "không có văn bản này trong sổ");
        *is_good = false;
    } else {
        rule->legal_basis = text.number;
    }
    if (!listing_text(listing, RULE_POST, &post)) {
        *is_good = false;
        return true;
    }
    if (!post_meant(book->db, &listing->row, post, &rule->post, err))
        return false;
    if (rule->post.len == 0) {
        listing_problem(listing, RULE_POST, "không có chức danh này trong danh mục");
        *is_good = false;
    }
    return true;
}

static void put_figure(struct json_out *out, struct str key, int64_t value)
{
    if (value != RULE_NOT_STATED)
        json_add_int(out, key, value);
}

static bool rule_state(struct book *book, struct arena *mem, const struct allowance_rule *rule,
                       struct error *err)
{
    struct json_out out = json_out_new(mem, ENTRY_MAX_BYTES);
    json_open_object(&out);
    put_figure(&out, S("amount_dong"), rule->amount_dong);
    import_put(&out, S("area_class"), rule->area_class);
    json_add_text(&out, S("at"), journal_moment(&book->journal, mem));
    json_add_text(&out, S("by"), journal_actor(&book->journal, mem));
    put_figure(&out, S("coefficient_percent"), rule->coefficient_percent);
    put_figure(&out, S("concurrency_percent"), rule->concurrency_percent);
    json_add_text(&out, S("day"), day_text(mem, rule->first));
    import_put_last(&out, mem, rule->last);
    json_add_text(&out, S("legal_basis"), rule->legal_basis);
    put_figure(&out, S("max_concurrent"), rule->max_concurrent);
    import_put(&out, S("note"), rule->note);
    json_add_text(&out, S("post"), rule->post);
    put_figure(&out, S("quota"), rule->quota);
    json_add_text(&out, S("type"), S("allowance.set"));
    return import_append(book, &out, err);
}

static bool is_same_rule(const struct allowance_rule *a, const struct allowance_rule *b)
{
    return a->quota == b->quota && a->coefficient_percent == b->coefficient_percent &&
           a->amount_dong == b->amount_dong && a->concurrency_percent == b->concurrency_percent &&
           a->max_concurrent == b->max_concurrent && a->last.number == b->last.number &&
           str_is(a->note, b->note);
}

static bool rule_take(struct book *book, struct arena *mem, struct allowance_rule *rule,
                      struct import_counts *counts, struct error *err)
{
    struct allowance_rule before = *rule;
    bool is_found;
    if (!rule_find(book->db, mem, &before, &is_found, err))
        return false;
    if (!day_is_known(rule->last))
        rule->last = is_found ? before.last : DAY_LAST;
    bool is_same = is_found && is_same_rule(&before, rule);
    counts->known += is_same;
    counts->added += !is_found;
    counts->changed += is_found && !is_same;
    return is_same || rule_state(book, mem, rule, err);
}

/* What makes a rule one: legal text, post, class of areas, first day. */
static bool rule_is_seen(struct listing *listing, struct import_seen *seen,
                         const struct allowance_rule *rule)
{
    struct arena *mem = listing->job->mem;
    struct str code =
        str_format(mem, "%.*s\n%.*s\n%.*s\n%d", STR_ARG(rule->legal_basis), STR_ARG(rule->post),
                   STR_ARG(rule->area_class), (int)rule->first.number);
    for (size_t i = 0; i < seen->codes.count; i++) {
        if (!str_is(seen->codes.at[i].code, code))
            continue;
        listing_problem(
            listing, RULE_COLUMNS,
            str_format(mem, "quy định này đã có ở dòng %lld", (long long)seen->codes.at[i].line)
                .at);
        return true;
    }
    list_add(&seen->codes, mem);
    seen->codes.at[seen->codes.count - 1].code = code;
    seen->codes.at[seen->codes.count - 1].line = listing->csv.line;
    return false;
}

static bool rule_rows_take(struct book *book, struct listing *listing, struct import_counts *counts,
                           struct error *err)
{
    struct import_seen seen = {0};
    while (listing_row(listing)) {
        struct allowance_rule rule = {0};
        bool is_good;
        if (!rule_read(book, listing, &rule, &is_good, err))
            return false;
        if (!is_good || rule_is_seen(listing, &seen, &rule) || listing->problems_count)
            continue;
        if (!rule_take(book, &listing->row, &rule, counts, err))
            return false;
    }
    return true;
}

bool rule_import(struct book *book, struct import_job *job, struct error *err)
{
    struct listing listing;
    struct listing_column columns[RULE_COLUMNS];
    struct import_counts counts = {0};
    rule_columns_fill(columns);
    if (!journal_flush(&book->journal, err) ||
        !listing_begin(&listing, job, columns, RULE_COLUMNS, err))
        return false;
    if (!rule_rows_take(book, &listing, &counts, err)) {
        arena_end(&listing.row);
        return fail_at(err, "%.*s, dòng %lld: ", STR_ARG(job->file_name),
                       (long long)listing.csv.line);
    }
    return import_end(book, &listing, "quy định", &counts, err);
}
