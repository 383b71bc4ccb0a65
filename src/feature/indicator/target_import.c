/* Lists of targets and populations: `import BOOK target FILE.csv`. */
#include "feature/indicator/indicator_ship.h"

#include "base/text.h"
#include "feature/listing.h"

enum {
    TARGET_UNIT,
    TARGET_PERIOD,
    TARGET_INDICATOR,
    TARGET_TARGET,
    TARGET_POPULATION,
    TARGET_GIVER,
    TARGET_NOTE,
    TARGET_COLUMNS
};

/* Filled at run time, for S() is no constant expression of a static. */
static void columns_fill(struct listing_column columns[TARGET_COLUMNS])
{
    columns[TARGET_UNIT] = (struct listing_column){S("unit"), S("Đơn vị"), S(""), true};
    columns[TARGET_PERIOD] = (struct listing_column){S("period"), S("Kỳ"), S(""), true};
    columns[TARGET_INDICATOR] = (struct listing_column){S("indicator"), S("Chỉ tiêu"), S(""), true};
    columns[TARGET_TARGET] = (struct listing_column){S("target"), S("Mức giao"), S(""), false};
    columns[TARGET_POPULATION] =
        (struct listing_column){S("population"), S("Tổng số"), S(""), false};
    columns[TARGET_GIVER] = (struct listing_column){S("giver"), S("Cơ quan giao"), S(""), false};
    columns[TARGET_NOTE] = (struct listing_column){S("note"), S("Ghi chú"), S(""), false};
}

struct stated_target {
    const struct unit *unit;
    const struct indicator *indicator;
    struct period period;
    int64_t target, population; /* -1: not stated */
    struct str giver, note;
};

static bool target_read(struct book *book, struct listing *listing, struct stated_target *stated,
                        struct error *err)
{
    const struct unit_tree *units = unit_tree_of(book, book->db, err);
    const struct indicators *indicators = indicators_of(book, book->db, err);
    struct error wrong;
    bool is_good = true;
    *stated = (struct stated_target){.target = -1, .population = -1};
    if (!units || !indicators)
        return false;
    stated->unit = unit_meant(&listing->row, units, listing_cell(listing, TARGET_UNIT));
    if (!stated->unit) {
        listing_problem(listing, TARGET_UNIT, "không có đơn vị này trong sổ");
        is_good = false;
    }
    stated->indicator = indicator_find(indicators, listing_cell(listing, TARGET_INDICATOR));
    if (!stated->indicator) {
        listing_problem(listing, TARGET_INDICATOR, "không có chỉ tiêu này trong danh mục");
        is_good = false;
    }
    if (!period_read(listing_cell(listing, TARGET_PERIOD), &stated->period, &wrong)) {
        listing_problem(listing, TARGET_PERIOD, wrong.text);
        is_good = false;
    }
    is_good = listing_int(listing, TARGET_TARGET, "", -1, &stated->target) && is_good;
    is_good = listing_int(listing, TARGET_POPULATION, "", -1, &stated->population) && is_good;
    is_good = listing_text(listing, TARGET_GIVER, &stated->giver) && is_good;
    return listing_text(listing, TARGET_NOTE, &stated->note) && is_good;
}

static bool target_state(struct book *book, struct arena *mem, const struct stated_target *stated,
                         bool *is_new, struct error *err)
{
    struct str period = period_code(mem, stated->period), bytes;
    struct query query = db_query(
        book->db, "SELECT COALESCE(target, -1), COALESCE(population, -1), giver, note FROM target"
                  " WHERE unit = $1 AND period = $2 AND indicator = $3");
    bind_int(&query, stated->unit->id);
    bind_text(&query, period);
    bind_text(&query, stated->indicator->code);
    *is_new = true;
    if (query_one(&query)) {
        int64_t target = take_int(&query), population = take_int(&query);
        struct str giver = take_text(&query, mem), note = take_text(&query, mem);
        *is_new = target != stated->target || population != stated->population ||
                  !str_is(giver, stated->giver) || !str_is(note, stated->note);
    }
    if (!query_end(&query, err))
        return false;
    if (!*is_new)
        return true;
    struct json_out out = json_out_new(mem, ENTRY_MAX_BYTES);
    int64_t index;
    json_open_object(&out);
    json_add_text(&out, S("at"), journal_moment(&book->journal, mem));
    json_add_text(&out, S("by"), journal_actor(&book->journal, mem));
    if (stated->giver.len)
        json_add_text(&out, S("giver"), stated->giver);
    json_add_text(&out, S("indicator"), stated->indicator->code);
    if (stated->note.len)
        json_add_text(&out, S("note"), stated->note);
    json_add_text(&out, S("period"), period);
    if (stated->population >= 0)
        json_add_int(&out, S("population"), stated->population);
    if (stated->target >= 0)
        json_add_int(&out, S("target"), stated->target);
    json_add_text(&out, S("type"), S("target.set"));
    json_add_text(&out, S("unit"), stated->unit->code);
    json_close_object(&out);
    return json_out_end(&out, &bytes, err) &&
           journal_append(&book->journal, bytes, NULL, 0, &index, err);
}

bool target_import(struct book *book, struct import_job *job, struct error *err)
{
    struct listing_column columns[TARGET_COLUMNS];
    struct listing listing;
    columns_fill(columns);
    int64_t added = 0, known = 0;
    bool is_new = false;
    if (!journal_flush(&book->journal, err) ||
        !listing_begin(&listing, job, columns, TARGET_COLUMNS, err))
        return false;
    while (listing_row(&listing)) {
        struct stated_target stated;
        *err = (struct error){0};
        if (!target_read(book, &listing, &stated, err)) {
            if (err->kind != ERROR_NONE)
                return false;
            continue;
        }
        if (listing.problems_count)
            continue;
        if (!target_state(book, &listing.row, &stated, &is_new, err))
            return false;
        added += is_new;
        known += !is_new;
    }
    if (!listing_end(&listing, err) || !journal_flush(&book->journal, err))
        return false;
    text_format(job->out, "%.*s: %lld chỉ tiêu mới, %lld đã có%s\n", STR_ARG(job->file_name),
                (long long)added, (long long)known, job->is_dry_run ? " (chạy thử, chưa ghi)" : "");
    return true;
}
