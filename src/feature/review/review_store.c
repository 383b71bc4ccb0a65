#include "feature/review/review_store.h"

struct str review_prose_field(struct arena *mem, struct str slot)
{
    return str_format(mem, "prose.%.*s", STR_ARG(slot));
}

/* ---- reading ---- */

static bool read_frozen(struct db *db, struct arena *mem, struct review *review, struct error *err)
{
    struct query query =
        db_query(db, "SELECT indicator, actual, target, population, previous, text"
                     "  FROM review_figure WHERE unit = $1 AND period = $2 ORDER BY indicator");
    bind_int(&query, review->unit->id);
    bind_text(&query, period_code(mem, review->period));
    while (query_next(&query)) {
        struct frozen *frozen = list_add(&review->frozen, mem);
        frozen->indicator = take_text(&query, mem);
        frozen->actual = take_int(&query);
        frozen->has_target = !take_is_null(&query);
        frozen->target = take_int(&query);
        frozen->has_population = !take_is_null(&query);
        frozen->population = take_int(&query);
        frozen->has_previous = !take_is_null(&query);
        frozen->previous = take_int(&query);
        frozen->text = take_text(&query, mem);
    }
    return query_end(&query, err);
}

bool review_read_issued(struct db *db, struct arena *mem, struct review *review, struct day *cutoff,
                        struct error *err)
{
    struct query query = db_query(db, "SELECT entry, size, root, cutoff, at, has_prose FROM review"
                                      " WHERE unit = $1 AND period = $2");
    bind_int(&query, review->unit->id);
    bind_text(&query, period_code(mem, review->period));
    review->is_issued = query_one(&query);
    if (review->is_issued) {
        review->issued_entry = take_int(&query);
        review->issued_size = take_int(&query);
        review->issued_root = take_text(&query, mem);
        *cutoff = take_day(&query);
        review->issued_at = take_text(&query, mem);
        review->is_prose_frozen = take_int(&query);
    }
    return query_end(&query, err) && (!review->is_issued || read_frozen(db, mem, review, err));
}

static bool prose_take(struct query *query, struct arena *mem, struct proses *proses,
                       struct error *err)
{
    while (query_next(query)) {
        struct prose *prose = list_add(proses, mem);
        prose->slot = take_text(query, mem);
        prose->markdown = take_text(query, mem);
    }
    return query_end(query, err);
}

bool review_read_written(struct db *db, struct arena *mem, const struct unit *unit,
                         struct period period, struct proses *proses, struct error *err)
{
    struct query query = db_query(db, "SELECT slot, markdown FROM prose"
                                      " WHERE unit = $1 AND period = $2 AND markdown <> ''"
                                      " ORDER BY slot");
    bind_text(&query, unit->code);
    bind_text(&query, period_code(mem, period));
    return prose_take(&query, mem, proses, err);
}

bool review_read_prose(struct db *db, struct arena *mem, struct review *review, struct error *err)
{
    if (!review->is_prose_frozen)
        return review_read_written(db, mem, review->unit, review->period, &review->prose, err);
    struct query query = db_query(db, "SELECT slot, markdown FROM review_prose"
                                      " WHERE unit = $1 AND period = $2 AND markdown <> ''"
                                      " ORDER BY slot");
    bind_int(&query, review->unit->id);
    bind_text(&query, period_code(mem, review->period));
    return prose_take(&query, mem, &review->prose, err);
}

bool review_write_prose(struct db *db, struct str unit, struct str period, struct str slot,
                        struct str markdown, struct error *err)
{
    struct query query = db_query(
        db, "INSERT INTO prose (unit, period, slot, markdown) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (unit, period, slot) DO UPDATE SET markdown = excluded.markdown");
    bind_text(&query, unit);
    bind_text(&query, period);
    bind_text(&query, slot);
    bind_text(&query, markdown);
    return query_run(&query, NULL, err);
}

bool review_openings(struct db *db, struct arena *mem, const struct unit *unit,
                     struct period period, struct str slot, struct kept_openings *openings,
                     struct error *err)
{
    struct query query = db_query(db, "SELECT o.entry, o.field, o.value"
                                      "  FROM review_statement s"
                                      "  JOIN opening o ON o.entry = s.entry"
                                      " WHERE s.unit = $1 AND s.period = $2 AND o.field = $3"
                                      " ORDER BY o.entry");
    bind_int(&query, unit->id);
    bind_text(&query, period_code(mem, period));
    bind_text(&query, review_prose_field(mem, slot));
    while (query_next(&query)) {
        struct kept_opening *opening = list_add(openings, mem);
        opening->entry = take_int(&query);
        opening->field = take_text(&query, mem);
        opening->value = take_text(&query, mem);
    }
    return query_end(&query, err);
}

/* ---- names ---- */

struct naming {
    struct arena *mem;
    list_of(struct str) names;
};

static void name_add(struct naming *naming, struct str name)
{
    for (size_t i = 0; i < naming->names.count; i++)
        if (str_is(naming->names.at[i], name))
            return;
    if (name.len)
        *list_add(&naming->names, naming->mem) = name;
}

static const struct catalogue_field *counted_field(const struct catalogue *catalogue,
                                                   const struct rule *rule)
{
    const struct catalogue_kind *kind = catalogue_kind(catalogue, rule->kinds.at[0]);
    return kind && rule->measure == RULE_DISTINCT ? catalogue_field(kind, rule->field) : NULL;
}

static bool name_of_record(struct db *db, struct arena *mem, const struct contribution *row,
                           struct str *name, struct error *err)
{
    struct record record;
    if (!record_find(db, mem, row->no, &record, err))
        return false;
    struct str own = json_text(record.values, S("name"), S(""));
    *name = str_format(mem, "“%.*s”", STR_ARG(own.len ? own : record.title));
    return true;
}

static struct str join_names(struct arena *mem, const struct naming *naming)
{
    size_t count = naming->names.count;
    if (count < 2)
        return count ? naming->names.at[0] : S("");
    struct str front = str_join(mem, naming->names.at, count - 1, S(", "));
    return str_format(mem, "%.*s và %.*s", STR_ARG(front), STR_ARG(naming->names.at[count - 1]));
}

bool review_names(struct db *db, struct arena *mem, const struct catalogue *catalogue,
                  const struct indicator *indicator, const struct unit *unit, struct span span,
                  struct str *names, struct error *err)
{
    struct contributions list = {0};
    struct naming naming = {.mem = mem};
    const struct catalogue_field *field = counted_field(catalogue, &indicator->rule);
    if (!figure_records(db, mem, indicator, unit, span, 0, 0, &list, err))
        return false;
    /* Choices come in the catalogue's order (cơ sở, huyện, tỉnh), other things as they were
     * recorded. */
    for (size_t k = 0; field && field->list && k < field->list->choices.count; k++)
        for (size_t i = 0; i < list.count; i++)
            if (str_is(list.at[i].key, field->list->choices.at[k].code))
                name_add(&naming, field->list->choices.at[k].label);
    for (size_t i = 0; i < list.count && !(field && field->list); i++) {
        struct str name = list.at[i].key;
        if (!field && !name_of_record(db, mem, &list.at[i], &name, err))
            return false;
        name_add(&naming, name);
    }
    *names = join_names(mem, &naming);
    return true;
}

/* ---- projectors ---- */

static void row_maybe(struct db_rows *rows, const struct json *object, const char *key)
{
    const struct json *member = json_member(object, str_of(key));
    if (member)
        row_int(rows, member->number);
    else
        row_null(rows);
}

static bool figures_write(struct db *db, const struct posting *posting, const struct unit *unit,
                          struct error *err)
{
    const struct json *root = posting->entry.root;
    const struct json *figures = json_member(root, S("figures"));
    struct db_rows rows = db_rows(
        db,
        "INSERT INTO review_figure (unit, period, indicator, entry, actual, target, population,"
        " previous, text) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        " ON CONFLICT (unit, period, indicator) DO UPDATE SET entry = excluded.entry,"
        " actual = excluded.actual, target = excluded.target,"
        " population = excluded.population, previous = excluded.previous,"
        " text = excluded.text",
        9);
    for (const struct json *figure = figures ? figures->first : NULL; figure;
         figure = figure->next) {
        row_int(&rows, unit ? unit->id : 0);
        row_text(&rows, json_text(root, S("period"), S("")));
        row_text(&rows, json_text(figure, S("code"), S("")));
        row_int(&rows, posting->i);
        row_int(&rows, json_int(figure, S("actual"), 0));
        row_maybe(&rows, figure, "target");
        row_maybe(&rows, figure, "population");
        row_maybe(&rows, figure, "previous");
        row_text(&rows, json_text(figure, S("text"), S("")));
        row_end(&rows);
    }
    return db_rows_end(&rows, err);
}

bool review_project_figures(struct projection *projection, const struct entry_run *run,
                            struct error *err)
{
    const struct unit_tree *units = unit_tree_of(projection->book, projection->db, err);
    for (size_t i = 0; units && i < run->postings.count; i++) {
        const struct posting *posting = &run->postings.at[i];
        if (!figures_write(projection->db, posting, unit_find(units, posting->entry.unit), err))
            return false;
    }
    return units != NULL;
}

static bool issued_write(struct db *db, const struct posting *posting, const struct unit *unit,
                         struct error *err)
{
    const struct json *root = posting->entry.root;
    struct day cutoff;
    if (!day_read(json_text(root, S("cutoff"), S("")), &cutoff))
        return fail(err, ERROR_BROKEN, "cutoff", "mục review.issued thiếu ngày chốt");
    struct query query = db_query(
        db, "INSERT INTO review (unit, period, entry, size, root, cutoff, at, has_prose)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (unit, period) DO UPDATE SET"
            " entry = excluded.entry, size = excluded.size, root = excluded.root,"
            " cutoff = excluded.cutoff, at = excluded.at, has_prose = excluded.has_prose");
    bind_int(&query, unit ? unit->id : 0);
    bind_text(&query, json_text(root, S("period"), S("")));
    bind_int(&query, posting->i);
    bind_int(&query, json_int(root, S("size"), 0));
    bind_text(&query, json_text(root, S("root"), S("")));
    bind_day(&query, cutoff);
    bind_text(&query, posting->entry.at);
    bind_int(&query, json_member(root, S("prose")) != NULL);
    return query_run(&query, NULL, err);
}

static bool statement_note(struct db *db, const struct posting *posting, const struct unit *unit,
                           struct error *err)
{
    struct query query =
        db_query(db, "INSERT INTO review_statement (entry, unit, period) VALUES ($1, $2, $3)");
    bind_int(&query, posting->i);
    bind_int(&query, unit ? unit->id : 0);
    bind_text(&query, json_text(posting->entry.root, S("period"), S("")));
    return query_run(&query, NULL, err);
}

/* What was written for an earlier statement goes: this one states all of it again. */
static bool frozen_prose_write(struct db *db, struct arena *mem, const struct posting *posting,
                               const struct unit *unit, struct error *err)
{
    struct str period = json_text(posting->entry.root, S("period"), S(""));
    const struct json *slots = json_member(posting->entry.root, S("prose"));
    struct query query = db_query(db, "DELETE FROM review_prose WHERE unit = $1 AND period = $2");
    bind_int(&query, unit ? unit->id : 0);
    bind_text(&query, period);
    if (!query_run(&query, NULL, err))
        return false;
    struct db_rows rows = db_rows(
        db,
        "INSERT INTO review_prose (unit, period, slot, entry, markdown) VALUES ($1, $2, $3, $4, $5)",
        5);
    for (const struct json *slot = slots ? slots->first : NULL; slot; slot = slot->next) {
        const struct opening *opening =
            posting_opening(posting, review_prose_field(mem, slot->text));
        row_int(&rows, unit ? unit->id : 0);
        row_text(&rows, period);
        row_text(&rows, slot->text);
        row_int(&rows, posting->i);
        row_text(&rows, opening ? opening->value : S(""));
        row_end(&rows);
    }
    return db_rows_end(&rows, err);
}

bool review_project_erased(struct projection *projection, const struct entry_run *run,
                           struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct json *gone = json_member(run->postings.at[i].entry.root, S("gone"));
        for (const struct json *item = gone ? gone->first : NULL; item; item = item->next) {
            struct str field = json_text(item, S("field"), S(""));
            struct query query = db_query(projection->db, "UPDATE review_prose SET markdown = ''"
                                                          " WHERE entry = $1 AND slot = $2");
            bind_int(&query, json_int(item, S("entry"), -1));
            bind_text(&query, str_part(field, S("prose.").len, field.len));
            if (!query_run(&query, NULL, err))
                return false;
        }
    }
    return true;
}

bool review_project_issued(struct projection *projection, const struct entry_run *run,
                           struct error *err)
{
    const struct unit_tree *units = unit_tree_of(projection->book, projection->db, err);
    for (size_t i = 0; units && i < run->postings.count; i++) {
        const struct posting *posting = &run->postings.at[i];
        const struct unit *unit = unit_find(units, posting->entry.unit);
        if (!issued_write(projection->db, posting, unit, err) ||
            !statement_note(projection->db, posting, unit, err) ||
            !frozen_prose_write(projection->db, projection->mem, posting, unit, err))
            return false;
    }
    return units != NULL;
}
