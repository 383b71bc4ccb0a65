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

static bool target_read(struct book *book, struct listing *listing, struct target *stated,
                        struct error *err)
{
    const struct unit_tree *units = unit_tree_of(book, book->db, err);
    const struct indicators *indicators = indicators_of(book, book->db, err);
    struct error wrong;
    bool is_good = true;
    *stated = (struct target){.given = DAY_NONE};
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
    stated->has_target = stated->target >= 0;
    stated->has_population = stated->population >= 0;
    is_good = listing_text(listing, TARGET_GIVER, &stated->giver) && is_good;
    return listing_text(listing, TARGET_NOTE, &stated->note) && is_good;
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
        struct target stated;
        *err = (struct error){0};
        if (!target_read(book, &listing, &stated, err)) {
            if (err->kind != ERROR_NONE)
                return false;
            continue;
        }
        if (listing.problems_count)
            continue;
        if (!target_set(book, &listing.row, &stated, &is_new, err))
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
