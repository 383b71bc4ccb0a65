/* Targets handed down: stated in the journal, each statement kept behind the newest. */
#include "feature/indicator/indicator_store.h"

#include "base/unicode.h"

#define TARGET_MAX INT64_C(1000000000000000) /* 10^15: more than any plan in đồng says */

/* ---- reading ---- */

bool targets_stated(struct db *db, struct arena *mem, const struct indicator *indicator,
                    const struct unit *unit, struct period period, struct targets *targets,
                    struct error *err)
{
    struct query query =
        db_query(db, "SELECT entry, target, population, giver, note, given, source, at, by_whom"
                     "  FROM target_statement"
                     " WHERE unit = $1 AND period = $2 AND indicator = $3"
                     " ORDER BY entry DESC");
    bind_int(&query, unit->id);
    bind_text(&query, period_code(mem, period));
    bind_text(&query, indicator->code);
    while (query_next(&query)) {
        struct target *target = list_add(targets, mem);
        target->indicator = indicator;
        target->unit = unit;
        target->period = period;
        target->entry = take_int(&query);
        target->has_target = !take_is_null(&query);
        target->target = take_int(&query);
        target->has_population = !take_is_null(&query);
        target->population = take_int(&query);
        target->giver = take_text(&query, mem);
        target->note = take_text(&query, mem);
        target->given = take_day(&query);
        target->source = take_text(&query, mem);
        target->at = take_text(&query, mem);
        target->by = take_text(&query, mem);
    }
    return query_end(&query, err);
}

bool targets_of(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                struct period period, struct targets *targets, struct error *err)
{
    const struct indicators *indicators = indicators_of(book, db, err);
    if (!indicators)
        return false;
    struct query query =
        db_query(db, "SELECT t.indicator, t.target, t.entry"
                     "  FROM target t JOIN catalogue_item i"
                     "    ON i.type = 'catalogue.indicator' AND i.code = t.indicator"
                     " WHERE t.unit = $1 AND t.period = $2 AND t.target IS NOT NULL"
                     " ORDER BY i.position, t.indicator");
    bind_int(&query, unit->id);
    bind_text(&query, period_code(mem, period));
    while (query_next(&query)) {
        const struct indicator *indicator = indicator_find(indicators, take_text(&query, mem));
        if (indicator)
            *list_add(targets, mem) = (struct target){.indicator = indicator,
                                                      .unit = unit,
                                                      .period = period,
                                                      .has_target = true,
                                                      .target = take_int(&query),
                                                      .given = DAY_NONE,
                                                      .entry = take_int(&query)};
    }
    return query_end(&query, err);
}

bool figures_targeted(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                      struct period period, struct day cutoff, struct figures *figures,
                      struct error *err)
{
    struct targets targets = {0};
    if (!targets_of(book, db, mem, unit, period, &targets, err))
        return false;
    *figures = (struct figures){arena_many(mem, struct figure, targets.count), targets.count};
    for (size_t i = 0; i < targets.count; i++)
        if (!figure_of_period(db, mem, targets.at[i].indicator, unit, period, cutoff,
                              &figures->at[i], err))
            return false;
    return true;
}

/* ---- stating ---- */

static bool text_is_sound(const char *field, struct str text, struct error *err)
{
    if (text.len > TARGET_TEXT_MAX_BYTES)
        return fail(err, ERROR_INVALID, field, "dài quá %d byte", TARGET_TEXT_MAX_BYTES);
    if (unicode_has_control(text))
        return fail(err, ERROR_INVALID, field, "có ký tự điều khiển hoặc xuống dòng");
    return true;
}

static bool number_is_sound(const char *field, bool is_given, int64_t number, struct error *err)
{
    if (is_given && (number < 0 || number > TARGET_MAX))
        return fail(err, ERROR_INVALID, field, "phải từ 0 đến một triệu tỷ");
    return true;
}

static bool target_check(const struct target *target, struct error *err)
{
    return number_is_sound("target", target->has_target, target->target, err) &&
           number_is_sound("population", target->has_population, target->population, err) &&
           text_is_sound("giver", target->giver, err) &&
           text_is_sound("source", target->source, err) && text_is_sound("note", target->note, err);
}

static bool says_the_same(const struct target *a, const struct target *b)
{
    return a->has_target == b->has_target && (!a->has_target || a->target == b->target) &&
           a->has_population == b->has_population &&
           (!a->has_population || a->population == b->population) && str_is(a->giver, b->giver) &&
           str_is(a->note, b->note) && str_is(a->source, b->source) &&
           a->given.number == b->given.number;
}

static bool target_entry(struct book *book, struct arena *mem, const struct target *target,
                         struct str *bytes, struct error *err)
{
    struct json_out out = json_out_new(mem, ENTRY_MAX_BYTES);
    json_open_object(&out);
    json_add_text(&out, S("at"), journal_moment(&book->journal, mem));
    json_add_text(&out, S("by"), journal_actor(&book->journal, mem));
    if (day_is_known(target->given))
        json_add_text(&out, S("given"), day_text(mem, target->given));
    if (target->giver.len)
        json_add_text(&out, S("giver"), target->giver);
    json_add_text(&out, S("indicator"), target->indicator->code);
    if (target->note.len)
        json_add_text(&out, S("note"), target->note);
    json_add_text(&out, S("period"), period_code(mem, target->period));
    if (target->has_population)
        json_add_int(&out, S("population"), target->population);
    if (target->source.len)
        json_add_text(&out, S("source"), target->source);
    if (target->has_target)
        json_add_int(&out, S("target"), target->target);
    json_add_text(&out, S("type"), S("target.set"));
    json_add_text(&out, S("unit"), target->unit->code);
    json_close_object(&out);
    return json_out_end(&out, bytes, err);
}

bool target_set(struct book *book, struct arena *mem, const struct target *target, bool *is_new,
                struct error *err)
{
    struct targets stated = {0};
    struct str bytes;
    int64_t index;
    if (!target_check(target, err) || !targets_stated(book->db, mem, target->indicator,
                                                      target->unit, target->period, &stated, err))
        return false;
    *is_new = stated.count == 0 || !says_the_same(target, &stated.at[0]);
    if (!*is_new)
        return true;
    return target_entry(book, mem, target, &bytes, err) &&
           journal_append(&book->journal, bytes, NULL, 0, &index, err);
}
