/* `import BOOK body FILE.csv`. */
#include "feature/unit/unit_import.h"

#include "base/text.h"
#include "base/vi_day.h"

enum { BODY_CODE, BODY_KIND, BODY_NAME, BODY_UNIT, BODY_FIRST, BODY_LAST, BODY_COLUMNS };

static void columns_fill(struct listing_column columns[BODY_COLUMNS])
{
    columns[BODY_CODE] = (struct listing_column){S("code"), S("Mã"), S("Mã tổ chức"), true};
    columns[BODY_KIND] = (struct listing_column){S("kind"), S("Loại"), S("Loại tổ chức"), true};
    columns[BODY_NAME] = (struct listing_column){S("name"), S("Tên"), S("Tên tổ chức"), true};
    columns[BODY_UNIT] = (struct listing_column){S("unit"), S("Đơn vị"), S(""), true};
    columns[BODY_FIRST] = (struct listing_column){S("from"), S("Từ ngày"), S(""), true};
    columns[BODY_LAST] = (struct listing_column){S("to"), S("Đến ngày"), S(""), false};
}

struct importing {
    struct book *book;
    const struct unit_tree *units;
    struct listing listing;
    struct import_seen seen;
    struct import_counts counts;
};

static const char *kinds_known(struct arena *mem)
{
    struct text out = text_new(mem, 2000);
    for (size_t i = 0; i < body_kinds_count; i++)
        text_format(&out, "%s%.*s (%.*s)", i ? ", " : "chỉ nhận: ", STR_ARG(body_kinds[i].code),
                    STR_ARG(body_kinds[i].label));
    return str_c(mem, text_str(&out));
}

static bool row_read(struct importing *importing, struct unit_body *body, const struct unit **unit)
{
    struct listing *listing = &importing->listing;
    struct arena *mem = &listing->row;
    struct str kind, unit_text;
    bool is_good = import_code(listing, BODY_CODE, &importing->seen, &body->code);
    if (listing_text(listing, BODY_KIND, &kind)) {
        const struct body_kind *known = body_kind_meant(mem, kind);
        body->kind = known ? known->code : S("");
        if (!known)
            listing_problem(listing, BODY_KIND, kinds_known(mem));
        is_good = known && is_good;
    } else {
        is_good = false;
    }
    is_good = listing_text(listing, BODY_NAME, &body->name) && is_good;
    bool has_days = import_days(listing, BODY_FIRST, BODY_LAST, &body->first, &body->last);
    if (!listing_text(listing, BODY_UNIT, &unit_text))
        return false;
    *unit = unit_meant(mem, importing->units, unit_text);
    if (!*unit) {
        listing_problem(listing, BODY_UNIT, "không có đơn vị này trong sổ");
        return false;
    }
    body->unit = (*unit)->id;
    if (has_days && !unit_exists_on(*unit, body->first)) {
        listing_problem(listing, BODY_FIRST,
                        str_format(mem, "%.*s không có vào ngày %.*s",
                                   STR_ARG(unit_phrase(mem, *unit)),
                                   STR_ARG(vi_day(mem, body->first)))
                            .at);
        return false;
    }
    return has_days && is_good;
}

static bool body_state(struct importing *importing, const struct unit_body *body,
                       const struct unit *unit, struct error *err)
{
    struct book *book = importing->book;
    struct arena *mem = &importing->listing.row;
    struct json_out out = json_out_new(mem, ENTRY_MAX_BYTES);
    json_open_object(&out);
    json_add_text(&out, S("at"), journal_moment(&book->journal, mem));
    json_add_text(&out, S("by"), journal_actor(&book->journal, mem));
    json_add_text(&out, S("code"), body->code);
    json_add_text(&out, S("day"), day_text(mem, body->first));
    json_add_text(&out, S("kind"), body->kind);
    import_put_last(&out, mem, body->last);
    json_add_text(&out, S("name"), body->name);
    json_add_text(&out, S("type"), S("body.opened"));
    json_add_text(&out, S("unit"), unit->code);
    return import_append(book, &out, err);
}

static bool row_take(struct importing *importing, struct unit_body *body, const struct unit *unit,
                     struct error *err)
{
    struct unit_body before;
    bool is_found;
    if (!body_find(importing->book->db, &importing->listing.row, body->code, &before, &is_found,
                   err))
        return false;
    if (!day_is_known(body->last))
        body->last = is_found ? before.last : DAY_LAST;
    bool is_same = is_found && str_is(before.kind, body->kind) && str_is(before.name, body->name) &&
                   before.unit == body->unit && before.first.number == body->first.number &&
                   before.last.number == body->last.number;
    importing->counts.known += is_same;
    importing->counts.added += !is_found;
    importing->counts.changed += is_found && !is_same;
    return is_same || body_state(importing, body, unit, err);
}

bool body_import(struct book *book, struct import_job *job, struct error *err)
{
    struct importing importing = {.book = book};
    struct listing_column columns[BODY_COLUMNS];
    columns_fill(columns);
    if (!journal_flush(&book->journal, err))
        return false;
    importing.units = unit_tree_of(book, book->db, err);
    if (!importing.units || !listing_begin(&importing.listing, job, columns, BODY_COLUMNS, err))
        return false;
    while (listing_row(&importing.listing)) {
        struct unit_body body = {0};
        const struct unit *unit;
        if (!row_read(&importing, &body, &unit) || importing.listing.problems_count)
            continue;
        if (!row_take(&importing, &body, unit, err)) {
            arena_end(&importing.listing.row);
            return fail_at(err, "%.*s, dòng %lld: ", STR_ARG(job->file_name),
                           (long long)importing.listing.csv.line);
        }
    }
    return import_end(book, &importing.listing, "tổ chức", &importing.counts, err);
}
