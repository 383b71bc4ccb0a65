#include "feature/compare/compare_book.h"

#include "base/text.h"
#include "base/unicode.h"

/* ---- words ---- */

/* The list as the journal states it; empty without one. */
static bool own_list(struct db *db, struct arena *mem, struct str *list, struct error *err)
{
    struct catalogue_items items = {0};
    *list = S("");
    if (!catalogue_items(db, mem, "catalogue.wording", &items, err))
        return false;
    for (size_t i = 0; i < items.count; i++) {
        const struct json *lines = json_member(items.at[i].body, S("lines"));
        struct text out = text_new(mem, COMPARE_MAX_BYTES);
        for (const struct json *line = lines ? lines->first : NULL; line; line = line->next) {
            text_add(&out, line->text);
            text_char(&out, '\n');
        }
        *list = text_str(&out);
    }
    return true;
}

/* Posts and bodies of an area are not the area: "Trưởng khu phố 3" hides its name. */
static void area_add(struct compare_words *words, struct arena *mem, const struct unit *unit)
{
    struct wordings *wordings = &words->wordings;
    const struct phrase_ids *holders = &wordings->markers[MARKER_HOLDER];
    size_t id = wordings_phrase(wordings, unit->name);
    if (id == SIZE_MAX)
        return;
    *list_add(&words->names.areas, mem) = (struct named_area){id, unit};
    for (size_t i = 0; i < holders->count; i++)
        wordings_phrase_behind(wordings, holders->at[i], id);
}

/* Whether the phrase is one by which the figure itself is known: then it tells no part of it apart.
 */
static bool is_own_word(const struct wordings *wordings, struct str code, size_t phrase)
{
    for (size_t i = 0; i < wordings->rows.count; i++) {
        const struct wording *row = &wordings->rows.at[i];
        bool is_asked = row->is_money && str_is(row->code, code);
        for (size_t group = 0; is_asked && group < row->near_count; group++)
            for (size_t k = 0; k < row->near[group].count; k++)
                if (row->near[group].at[k] == phrase)
                    return true;
    }
    return false;
}

static void part_add(struct compare_words *words, struct arena *mem, struct str code,
                     struct str part, struct str label)
{
    struct wordings *wordings = &words->wordings;
    size_t id = wordings_phrase(wordings, label);
    if (id != SIZE_MAX && !is_own_word(wordings, code, id))
        *list_add(&words->names.parts, mem) = (struct named_part){id, code, part};
    for (size_t i = 0; i < wordings->part_words.count; i++)
        if (str_is(wordings->part_words.at[i].part, part))
            *list_add(&words->names.parts, mem) =
                (struct named_part){wordings->part_words.at[i].phrase, code, part};
}

/* What an indicator is broken down by: kinds, or the choices of a field. */
static void parts_add(struct compare_words *words, struct arena *mem,
                      const struct catalogue *catalogue, const struct indicator *indicator)
{
    const struct rule *rule = &indicator->rule;
    for (size_t i = 0; i < rule->kinds.count && rule->breakdown.len; i++) {
        const struct catalogue_kind *kind = catalogue_kind(catalogue, rule->kinds.at[i]);
        const struct catalogue_field *field = kind ? catalogue_field(kind, rule->breakdown) : NULL;
        if (kind && str_is(rule->breakdown, S("kind")))
            part_add(words, mem, indicator->code, kind->code, kind->label);
        for (size_t k = 0; field && field->list && k < field->list->choices.count; k++)
            part_add(words, mem, indicator->code, field->list->choices.at[k].code,
                     field->list->choices.at[k].label);
        if (field)
            return; /* the kinds of one rule share their lists */
    }
}

static const void *words_load(struct book *book, struct db *db, struct arena *mem,
                              struct error *err)
{
    struct compare_words *words = arena_one(mem, struct compare_words);
    const struct unit_tree *units = unit_tree_of(book, db, err);
    const struct catalogue *catalogue = units ? catalogue_of(book, db, err) : NULL;
    const struct indicators *indicators = catalogue ? indicators_of(book, db, err) : NULL;
    struct str own;
    if (!indicators || !own_list(db, mem, &own, err) ||
        !wordings_read(mem, wordings_shipped(), true, indicators, &words->wordings, err) ||
        (own.len && !wordings_read(mem, own, false, indicators, &words->wordings, err)))
        return NULL;
    wordings_add_labels(mem, indicators, &words->wordings);
    for (size_t i = 0; i < units->units.count; i++)
        if (str_is(units->units.at[i].kind, S("area")))
            area_add(words, mem, &units->units.at[i]);
    for (size_t i = 0; i < indicators->all.count; i++)
        parts_add(words, mem, catalogue, &indicators->all.at[i]);
    return words;
}

const struct compare_words *compare_words_of(struct book *book, struct db *db, struct error *err)
{
    return book_compiled(book, db, COMPILED_WORDINGS, words_load, err);
}

/* ---- a committee's own words ---- */

static bool lines_put(struct str list, struct json_out *out, struct error *err)
{
    struct str line;
    json_open_object(out);
    json_key(out, S("lines"));
    json_open_array(out);
    while (str_cut(&list, '\n', &line)) {
        line = str_ends(line, S("\r")) ? str_part(line, 0, line.len - 1) : line;
        if (unicode_has_control(line))
            return fail(err, ERROR_INVALID, "wording", "danh sách có ký tự điều khiển");
        if (line.len)
            json_put_text(out, line);
    }
    json_close_array(out);
    json_close_object(out);
    return true;
}

bool wording_import(struct book *book, struct import_job *job, struct error *err)
{
    enum { BODY_MAX_BYTES = 60000 };
    struct wordings wordings = {0};
    struct json_out out = json_out_new(job->mem, BODY_MAX_BYTES);
    struct str body, list = job->bytes;
    bool is_new;
    const struct indicators *indicators = indicators_of(book, book->db, err);
    if (str_starts(list, S("\xEF\xBB\xBF")))
        list = str_part(list, 3, list.len);
    if (!utf8_is_valid(list))
        return fail(err, ERROR_INVALID, "wording", "%.*s: tệp không phải là UTF-8",
                    STR_ARG(job->file_name));
    list = unicode_nfc(job->mem, list);
    /* The shipped list first: its markers are what {areas} stands for. */
    if (!indicators ||
        !wordings_read(job->mem, wordings_shipped(), true, indicators, &wordings, err))
        return false;
    size_t shipped = wordings.rows.count;
    if (!wordings_read(job->mem, list, false, indicators, &wordings, err) ||
        !lines_put(list, &out, err) || !json_out_end(&out, &body, err))
        return fail_at(err, "%.*s: ", STR_ARG(job->file_name));
    text_format(job->out, "%.*s: %zu cách nói số liệu%s\n", STR_ARG(job->file_name),
                wordings.rows.count - shipped, job->is_dry_run ? " (chạy thử, chưa ghi)" : "");
    return catalogue_state(book, "catalogue.wording", S("own"), body, &is_new, err) &&
           journal_flush(&book->journal, err);
}

/* ---- figures ---- */

static struct known_unit *unit_add(struct known *known, struct arena *mem, const struct unit *unit,
                                   const struct figures *figures)
{
    struct known_unit *added = list_add(&known->units, mem);
    *added = (struct known_unit){.unit = unit, .count = figures->count};
    added->at = arena_many(mem, struct known_figure, figures->count);
    for (size_t i = 0; i < figures->count; i++)
        added->at[i] =
            (struct known_figure){.indicator = figures->at[i].indicator, .now = figures->at[i]};
    return added;
}

/* The unit's own figures, frozen ones beside them once its review is out. */
static bool own_add(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                    struct known *known, struct span *span, struct error *err)
{
    struct review *review = arena_one(mem, struct review);
    if (!review_figures(book, db, mem, unit, known->period, review, err))
        return false;
    struct known_unit *own = unit_add(known, mem, unit, &review->figures);
    *span = review->span;
    for (size_t i = 0; i < own->count; i++) {
        struct review_figure figure = review_figure(review, own->at[i].indicator->code);
        own->at[i].is_issued = figure.frozen != NULL;
        own->at[i].issued = review_printed(&figure);
    }
    return true;
}

static bool has_unit(const struct known *known, const struct unit *unit)
{
    for (size_t i = 0; i < known->units.count; i++)
        if (known->units.at[i].unit == unit)
            return true;
    return false;
}

static bool areas_add(struct book *book, struct db *db, struct arena *mem,
                      const struct bindings *bindings, struct known *known, struct error *err)
{
    for (size_t i = 0; i < bindings->count; i++) {
        const struct unit *area = bindings->at[i].area;
        struct figures figures = {0};
        if (!area || has_unit(known, area))
            continue;
        if (!figures_compute(book, db, mem, area, known->period, DAY_NONE, &figures, err))
            return false;
        unit_add(known, mem, area, &figures);
    }
    return true;
}

/* Parts cost a query each: they are read for the figures whose parts the text tells. */
static bool parts_read(struct book *book, struct db *db, struct arena *mem,
                       const struct bindings *bindings, struct known *known, struct span span,
                       struct error *err)
{
    for (size_t i = 0; i < bindings->count; i++) {
        const struct binding *binding = &bindings->at[i];
        struct known_figure *figure = binding->facet == COMPARED_PART
                                          ? known_figure(known, binding->area, binding->code)
                                          : NULL;
        const struct unit *unit = binding->area ? binding->area : known->units.at[0].unit;
        if (figure && figure->parts.count == 0 &&
            !figure_by_slice(book, db, mem, figure->indicator, unit, span, &figure->parts, err))
            return false;
    }
    return true;
}

bool compare_known(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                   struct period period, const struct bindings *bindings, struct known *known,
                   struct error *err)
{
    struct span span;
    *known = (struct known){.period = period};
    return figures_counted(db, err) && own_add(book, db, mem, unit, known, &span, err) &&
           areas_add(book, db, mem, bindings, known, err) &&
           parts_read(book, db, mem, bindings, known, span, err);
}
