/* The projectors of figures: contributions and month cells. */
#include "feature/indicator/indicator_project.h"

#include "feature/indicator/indicator_store.h"

/* Sums of one run: (unit, month, indicator, slice) → value, written in one go. Open addressing,
 * since a run of thousands of records touches a few hundred cells many times. */
struct cell {
    const struct unit *unit;
    int64_t indicator;
    int32_t month;
    struct str slice;
    int64_t value;
    int64_t records;
    bool is_used;
};

enum { CELLS_FIRST = 64 }; /* of a single record; grows with a run */

struct cells {
    struct arena *mem;
    struct cell *at;
    size_t room, count;
};

static uint64_t cell_hash(const struct cell *cell)
{
    uint64_t hash = (uint64_t)cell->unit->id * 0x9e3779b97f4a7c15U;
    hash = (hash ^ (uint64_t)cell->indicator) * 0xbf58476d1ce4e5b9U;
    hash = (hash ^ (uint64_t)cell->month) * 0x94d049bb133111ebU;
    hash = (hash ^ str_hash(cell->slice)) * 0x9e3779b97f4a7c15U;
    return hash ^ (hash >> 32);
}

static bool cell_is(const struct cell *a, const struct cell *b)
{
    return a->unit == b->unit && a->indicator == b->indicator && a->month == b->month &&
           str_is(a->slice, b->slice);
}

static struct cell *cell_place(struct cells *cells, const struct cell *wanted)
{
    size_t at = cell_hash(wanted) & (cells->room - 1);
    while (cells->at[at].is_used && !cell_is(&cells->at[at], wanted))
        at = (at + 1) & (cells->room - 1);
    return &cells->at[at];
}

static void cells_grow(struct cells *cells)
{
    struct cells bigger = {.mem = cells->mem, .room = cells->room ? cells->room * 2 : CELLS_FIRST};
    bigger.at = arena_many(cells->mem, struct cell, bigger.room);
    for (size_t i = 0; i < cells->room; i++)
        if (cells->at[i].is_used)
            *cell_place(&bigger, &cells->at[i]) = cells->at[i];
    bigger.count = cells->count;
    *cells = bigger;
}

static void cell_add(struct cells *cells, struct cell wanted)
{
    if (cells->count * 2 >= cells->room)
        cells_grow(cells);
    struct cell *place = cell_place(cells, &wanted);
    if (!place->is_used) {
        *place = wanted;
        place->slice = str_copy(cells->mem, wanted.slice);
        place->is_used = true;
        cells->count++;
        return;
    }
    place->value += wanted.value;
    place->records += wanted.records;
}

/* Adds contributions, or takes them away (`records` below nought), in their own unit: those above
 * come in cells_write, once per cell and not once per record. */
static void cells_touch(struct cells *cells, const struct indicator *indicator,
                        const struct unit *unit, struct day day, int64_t value, int64_t records,
                        struct str slice)
{
    if (!unit || indicator->rule.measure == RULE_DISTINCT || indicator->rule.is_stock)
        return;
    cell_add(cells, (struct cell){.unit = unit,
                                  .indicator = indicator->id,
                                  .month = day_month(day),
                                  .slice = slice,
                                  .value = value,
                                  .records = records});
}

static int cell_order(const void *a, const void *b)
{
    const struct cell *left = a, *right = b;
    if (left->unit != right->unit)
        return left->unit->id < right->unit->id ? -1 : 1;
    if (left->month != right->month)
        return left->month < right->month ? -1 : 1;
    if (left->indicator != right->indicator)
        return left->indicator < right->indicator ? -1 : 1;
    return str_order(left->slice, right->slice);
}

/* The same sums at every level of the tree. */
static struct cells cells_at_all_levels(const struct cells *own)
{
    struct cells all = {.mem = own->mem};
    for (size_t i = 0; i < own->room; i++) {
        struct cell cell = own->at[i];
        for (; cell.is_used && cell.unit; cell.unit = cell.unit->parent)
            cell_add(&all, cell);
    }
    return all;
}

/* A cell that nothing is left of goes: what stands in the table follows from the contributions
 * alone, in whatever order they came. */
static bool empty_cells_drop(struct db *db, const struct cell *cells, size_t count,
                             struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (cells[i].records > 0)
            continue;
        struct query query =
            db_query(db, "DELETE FROM cell WHERE unit = $1 AND month = $2 AND indicator = $3"
                         " AND slice = $4 AND records = 0");
        bind_int(&query, cells[i].unit->id);
        bind_int(&query, cells[i].month);
        bind_int(&query, cells[i].indicator);
        bind_text(&query, cells[i].slice);
        if (!query_run(&query, NULL, err))
            return false;
    }
    return true;
}

static bool cells_write(struct db *db, const struct cells *own, struct error *err)
{
    list_of(struct cell) used = {0};
    struct cells cells = cells_at_all_levels(own);
    for (size_t i = 0; i < cells.room; i++)
        if (cells.at[i].is_used)
            *list_add(&used, cells.mem) = cells.at[i];
    if (used.count)
        qsort(used.at, used.count, sizeof *used.at, cell_order);
    struct db_rows rows =
        db_rows(db,
                "INSERT INTO cell (unit, month, indicator, slice, value, records)"
                " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (unit, month, indicator, slice)"
                " DO UPDATE SET value = cell.value + excluded.value,"
                " records = cell.records + excluded.records",
                6);
    for (size_t i = 0; i < used.count; i++) {
        row_int(&rows, used.at[i].unit->id);
        row_int(&rows, used.at[i].month);
        row_int(&rows, used.at[i].indicator);
        row_text(&rows, used.at[i].slice);
        row_int(&rows, used.at[i].value);
        row_int(&rows, used.at[i].records);
        row_end(&rows);
    }
    return db_rows_end(&rows, err) && empty_cells_drop(db, used.at, used.count, err);
}

/* ---- contributions ---- */

/* The figures that records of one kind may touch: of a hundred figures a kind touches a few. */
struct kind_figures {
    struct str kind;
    list_of(const struct indicator *) all;
};

/* What a run needs to know: rules by kind, units, and the rows and sums it gathers. */
struct gathering {
    struct projection *projection;
    const struct indicators *indicators;
    const struct unit_tree *units;
    list_of(struct kind_figures) kinds; /* those met so far */
    struct recounts recounts;           /* what is not counted yet is left to them */
    struct cells cells;
    struct db_rows rows;
};

static struct db_rows contribution_rows(struct db *db)
{
    return db_rows(db,
                   "INSERT INTO contribution (record, indicator, unit, day, last, value, slice,"
                   " key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                   8);
}

static bool gather_begin(struct gathering *gathering, struct projection *projection,
                         struct error *err)
{
    *gathering = (struct gathering){.projection = projection, .cells = {.mem = projection->mem}};
    gathering->indicators = indicators_of(projection->book, projection->db, err);
    if (!gathering->indicators)
        return false;
    gathering->units = unit_tree_of(projection->book, projection->db, err);
    if (!gathering->units)
        return false;
    gathering->rows = contribution_rows(projection->db);
    return recounts_read(projection->db, projection->mem, &gathering->recounts, err);
}

/* Writes the rows gathered so far. Before a record's rows are taken back: a run may correct it
 * twice. */
static bool gather_settle(struct gathering *gathering, struct error *err)
{
    bool is_well = db_rows_end(&gathering->rows, err);
    gathering->rows = contribution_rows(gathering->projection->db);
    return is_well;
}

static bool gather_end(struct gathering *gathering, bool is_well, struct error *err)
{
    struct error ignored;
    bool is_written = db_rows_end(&gathering->rows, is_well ? err : &ignored);
    return is_well && is_written && cells_write(gathering->projection->db, &gathering->cells, err);
}

/* Adds what a record's statement, of this unit, contributes to one figure. */
static void contribute(struct gathering *gathering, const struct indicator *indicator,
                       int64_t record, const struct entry *entry, const struct unit *unit)
{
    struct rule_touch touch;
    if (recount_is_due(&gathering->recounts, indicator->id, record) ||
        !rule_touches(&indicator->rule, entry, &touch))
        return;
    row_int(&gathering->rows, record);
    row_int(&gathering->rows, indicator->id);
    row_int(&gathering->rows, unit->id);
    row_day(&gathering->rows, touch.first);
    row_day(&gathering->rows, touch.last);
    row_int(&gathering->rows, touch.value);
    row_text(&gathering->rows, touch.slice);
    row_text(&gathering->rows, touch.key);
    row_end(&gathering->rows);
    cells_touch(&gathering->cells, indicator, unit, touch.first, touch.value, 1, touch.slice);
}

static const struct kind_figures *figures_of_kind(struct gathering *gathering, struct str kind)
{
    struct arena *mem = gathering->projection->mem;
    for (size_t i = 0; i < gathering->kinds.count; i++)
        if (str_is(gathering->kinds.at[i].kind, kind))
            return &gathering->kinds.at[i];
    struct kind_figures *figures = list_add(&gathering->kinds, mem);
    *figures = (struct kind_figures){.kind = kind};
    for (size_t i = 0; i < gathering->indicators->all.count; i++) {
        const struct indicator *indicator = &gathering->indicators->all.at[i];
        for (size_t k = 0; k < indicator->rule.kinds.count; k++)
            if (str_is(indicator->rule.kinds.at[k], kind)) {
                *list_add(&figures->all, mem) = indicator;
                break;
            }
    }
    return figures;
}

static void contribute_all(struct gathering *gathering, int64_t record, const struct entry *entry)
{
    const struct kind_figures *figures = figures_of_kind(gathering, entry->kind);
    const struct unit *unit = unit_find(gathering->units, entry->unit);
    for (size_t i = 0; unit && i < figures->all.count; i++)
        contribute(gathering, figures->all.at[i], record, entry, unit);
}

/* Takes exactly the record's own rows out of the sums, and the rows away. */
static bool take_back(struct gathering *gathering, int64_t record, struct error *err)
{
    struct db *db = gathering->projection->db;
    struct query query = db_query(db, "SELECT indicator, unit, day, value, slice FROM contribution"
                                      " WHERE record = $1 ORDER BY indicator");
    bind_int(&query, record);
    while (query_next(&query)) {
        int64_t indicator = take_int(&query), unit = take_int(&query);
        struct day day = take_day(&query);
        int64_t value = take_int(&query);
        struct str slice = take_text(&query, gathering->projection->mem);
        if (!recount_is_due(&gathering->recounts, indicator, record)) /* else by an older rule */
            cells_touch(&gathering->cells, &gathering->indicators->all.at[indicator - 1],
                        unit_by_id(gathering->units, unit), day, -value, -1, slice);
    }
    if (!query_end(&query, err))
        return false;
    query = db_query(db, "DELETE FROM contribution WHERE record = $1");
    bind_int(&query, record);
    return query_run(&query, NULL, err);
}

bool indicator_project_approved(struct projection *projection, const struct entry_run *run,
                                struct error *err)
{
    struct gathering gathering;
    if (!gather_begin(&gathering, projection, err))
        return false;
    for (size_t i = 0; i < run->postings.count; i++)
        contribute_all(&gathering, run->postings.at[i].i, &run->postings.at[i].entry);
    return gather_end(&gathering, true, err);
}

/* Corrections and voids: a correction states the whole record again. */
bool indicator_project_changed(struct projection *projection, const struct entry_run *run,
                               struct error *err)
{
    struct gathering gathering;
    bool is_void = str_is(run->type, S("record.voided")), is_well = true;
    if (!gather_begin(&gathering, projection, err))
        return false;
    for (size_t i = 0; is_well && i < run->postings.count; i++) {
        const struct entry *entry = &run->postings.at[i].entry;
        struct record record;
        is_well = record_find(projection->db, projection->mem, entry->of, &record, err) &&
                  gather_settle(&gathering, err) && take_back(&gathering, record.id, err);
        if (is_well && !is_void)
            contribute_all(&gathering, record.id, entry);
    }
    return gather_end(&gathering, is_well, err);
}

/* ---- a rule that is new or has changed ---- */

struct recount {
    struct gathering gathering;
    list_of(const struct indicator *) indicators;
};

static bool recount_record(void *context, int64_t record, const struct entry *entry,
                           struct error *err unused)
{
    struct recount *recount = context;
    const struct unit *unit = unit_find(recount->gathering.units, entry->unit);
    for (size_t i = 0; unit && i < recount->indicators.count; i++)
        contribute(&recount->gathering, recount->indicators.at[i], record, entry, unit);
    return true;
}

/* A run may state an indicator twice; the last statement is what is compiled. */
static bool recounts_already(const struct recount *recount, const struct indicator *indicator)
{
    for (size_t i = 0; i < recount->indicators.count; i++)
        if (recount->indicators.at[i] == indicator)
            return true;
    return false;
}

static bool forget_sums(struct db *db, int64_t indicator, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM cell WHERE indicator = $1");
    bind_int(&query, indicator);
    return query_run(&query, NULL, err);
}

static bool forget_figure(struct db *db, int64_t indicator, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM contribution WHERE indicator = $1");
    bind_int(&query, indicator);
    return query_run(&query, NULL, err) && forget_sums(db, indicator, err);
}

/* Where others wait for the writer, the counting is put off: the sums go at once, the rows of each
 * record when it is counted anew. */
static bool count_later(struct projection *projection, const struct indicator *indicator,
                        struct error *err)
{
    int64_t last;
    if (!forget_sums(projection->db, indicator->id, err) ||
        !record_last(projection->db, &last, err))
        return false;
    projection->book->is_counting = true;
    return last < 0 || recount_begin(projection->db, indicator->id, last, err);
}

bool indicator_project_catalogue(struct projection *projection, const struct entry_run *run,
                                 struct error *err)
{
    struct recount recount = {0};
    if (!catalogue_project(projection, run, err) ||
        !gather_begin(&recount.gathering, projection, err))
        return false;
    bool is_well = true;
    for (size_t i = 0; is_well && i < run->postings.count; i++) {
        struct str code = json_text(run->postings.at[i].entry.root, S("code"), S(""));
        const struct indicator *indicator = indicator_find(recount.gathering.indicators, code);
        if (!indicator || recounts_already(&recount, indicator))
            continue;
        if (projection->book->counts_later) {
            is_well = count_later(projection, indicator, err);
            continue;
        }
        *list_add(&recount.indicators, projection->mem) = indicator;
        is_well = forget_figure(projection->db, indicator->id, err);
    }
    if (is_well && recount.indicators.count)
        is_well = record_each(projection->db, recount_record, &recount, err);
    return gather_end(&recount.gathering, is_well, err);
}

/* ---- a piece of it ---- */

static bool rows_forget(struct db *db, const struct recount_state *state, int64_t last,
                        struct error *err)
{
    struct query query = db_query(
        db, "DELETE FROM contribution WHERE record > $1 AND record <= $2 AND indicator = $3");
    bind_int(&query, state->done);
    bind_int(&query, last);
    bind_int(&query, state->indicator);
    return query_run(&query, NULL, err);
}

bool figures_count_on(struct book *book, size_t records, bool *is_finished, struct error *err)
{
    auto_arena mem = {0};
    struct projection projection = {.db = book->db, .mem = &mem, .book = book};
    struct recount recount = {0};
    int64_t last;
    *is_finished = false;
    if (!gather_begin(&recount.gathering, &projection, err))
        return false;
    book->is_counting = recount.gathering.recounts.count > 0;
    if (!book->is_counting)
        return gather_end(&recount.gathering, true, err);
    const struct recount_state state = recount.gathering.recounts.at[0];
    recount.gathering.recounts.count = 0; /* what is due is done here */
    *list_add(&recount.indicators, &mem) =
        &recount.gathering.indicators->all.at[state.indicator - 1];
    bool is_well = record_step(book->db, state.done, state.up_to, records, &last, err) &&
                   rows_forget(book->db, &state, last, err) &&
                   record_between(book->db, state.done, last, recount_record, &recount, err) &&
                   recount_advance(book->db, state.indicator, last, err);
    *is_finished = is_well && last >= state.up_to;
    return gather_end(&recount.gathering, is_well, err);
}

/* ---- targets ---- */

static void row_maybe(struct db_rows *rows, const struct json *object, const char *key)
{
    const struct json *member = json_member(object, str_of(key));
    if (member)
        row_int(rows, member->number);
    else
        row_null(rows);
}

static void target_row(struct db_rows *rows, const struct unit *unit, const struct posting *posting)
{
    const struct json *root = posting->entry.root;
    row_int(rows, posting->i);
    row_int(rows, unit ? unit->id : 0);
    row_text(rows, json_text(root, S("period"), S("")));
    row_text(rows, json_text(root, S("indicator"), S("")));
    row_maybe(rows, root, "target");
    row_maybe(rows, root, "population");
    row_text(rows, json_text(root, S("giver"), S("")));
    row_text(rows, json_text(root, S("note"), S("")));
}

/* The statement, kept for the history of the target. */
static bool target_keep(struct projection *projection, const struct unit *unit,
                        const struct posting *posting, struct error *err)
{
    struct day given;
    if (!day_read(json_text(posting->entry.root, S("given"), S("")), &given))
        given = DAY_NONE;
    struct db_rows rows =
        db_rows(projection->db,
                "INSERT INTO target_statement (entry, unit, period, indicator, target, population,"
                "   giver, note, given, source, at, by_whom)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                12);
    target_row(&rows, unit, posting);
    row_day(&rows, given);
    row_text(&rows, json_text(posting->entry.root, S("source"), S("")));
    row_text(&rows, posting->entry.at);
    row_text(&rows, posting->entry.by);
    row_end(&rows);
    return db_rows_end(&rows, err);
}

bool indicator_project_target(struct projection *projection, const struct entry_run *run,
                              struct error *err)
{
    const struct unit_tree *units = unit_tree_of(projection->book, projection->db, err);
    if (!units)
        return false;
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct posting *posting = &run->postings.at[i];
        const struct unit *unit = unit_find(units, posting->entry.unit);
        struct db_rows rows = db_rows(
            projection->db,
            "INSERT INTO target (entry, unit, period, indicator, target, population, giver, note)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            " ON CONFLICT (unit, period, indicator) DO UPDATE SET target = excluded.target,"
            " population = excluded.population, giver = excluded.giver, note = excluded.note,"
            " entry = excluded.entry",
            8);
        target_row(&rows, unit, posting);
        row_end(&rows);
        if (!db_rows_end(&rows, err) || !target_keep(projection, unit, posting, err))
            return false;
    }
    return true;
}
