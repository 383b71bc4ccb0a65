/* /lam-viec/chi-tieu: what a unit has reached of its targets. */
#include "feature/office/board.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"

/* ---- words ---- */

struct reach reach_of(struct arena *mem, const struct figure *figure)
{
    struct reach reach = {0};
    int64_t actual = figure->actual, target = figure->target;
    if (!figure->has_target || actual == FIGURE_COUNTING)
        return reach;
    reach.target = figure_phrase(mem, figure->indicator, target);
    reach.is_met = actual >= target;
    if (reach.is_met) {
        reach.percent = 100;
        reach.words =
            actual == target
                ? S("Đạt")
                : str_format(mem, "Đạt, vượt %.*s",
                             STR_ARG(figure_phrase(mem, figure->indicator, actual - target)));
        return reach;
    }
    reach.percent = actual > 0 ? (int64_t)((double)actual / (double)target * 100) : 0;
    reach.words = str_format(mem, "%.*s, còn thiếu %.*s", STR_ARG(figure_percent(mem, figure)),
                             STR_ARG(figure_phrase(mem, figure->indicator, target - actual)));
    return reach;
}

struct str shares_words(struct arena *mem, const struct indicator *indicator,
                        const struct unit *unit, struct str areas_label, int64_t whole,
                        int64_t parts)
{
    bool adds_up = !indicator->rule.is_stock && indicator->rule.measure != RULE_DISTINCT;
    if (!adds_up || parts == 0 || parts == whole)
        return S("");
    struct str missing =
        figure_phrase(mem, indicator, parts < whole ? whole - parts : parts - whole);
    return str_format(mem, "Các %.*s được giao cộng lại %.*s, cả %.*s %.*s: %s %.*s%s.",
                      STR_ARG(areas_label), STR_ARG(figure_phrase(mem, indicator, parts)),
                      STR_ARG(unit->label), STR_ARG(figure_phrase(mem, indicator, whole)),
                      parts < whole ? "còn" : "nhiều hơn", STR_ARG(missing),
                      parts < whole ? " chưa giao" : "");
}

static struct str address_of(struct arena *mem, const struct scope *scope,
                             const struct indicator *indicator)
{
    struct str path = str_format(mem, BOARD_ADDRESS "/%.*s", STR_ARG(indicator->slug));
    return scope_address(mem, path, scope->unit, scope->period);
}

/* ---- the areas beside each other ---- */

static const struct target *target_find(const struct targets *targets,
                                        const struct indicator *indicator)
{
    for (size_t i = 0; i < targets->count; i++)
        if (targets->at[i].indicator == indicator)
            return &targets->at[i];
    return NULL;
}

static bool row_fill(struct request *req, const struct scope *scope, const struct figure *figure,
                     const struct unit_refs *areas, const struct targets *targets,
                     struct board_areas *page, struct error *err)
{
    struct parts parts = {0};
    struct span span = span_of(scope->period, scope->cutoff);
    if (!figure_by_unit(req->book, req->db, req->mem, figure->indicator, scope->unit, span, &parts,
                        err))
        return false;
    *list_add(&page->rows, req->mem) = figure->indicator->label;
    for (size_t i = 0; i < areas->count; i++) {
        int64_t value = 0;
        for (size_t k = 0; k < parts.count; k++)
            if (parts.at[k].unit == areas->at[i])
                value = parts.at[k].value;
        const struct target *target = target_find(&targets[i], figure->indicator);
        struct str number = vi_count(req->mem, value);
        *list_add(&page->cells, req->mem) =
            target ? str_format(req->mem, "%.*s/%.*s", STR_ARG(number),
                                STR_ARG(vi_count(req->mem, target->target)))
                   : number;
    }
    return true;
}

static bool areas_fill(struct request *req, const struct scope *scope,
                       const struct figures *figures, struct board_areas *page, struct error *err)
{
    struct day day = span_of(scope->period, scope->cutoff).last;
    struct unit_refs areas = unit_children(req->mem, scope->units, scope->unit, day);
    struct targets *targets = arena_many(req->mem, struct targets, areas.count);
    page->label = unit_areas_label(req->mem, scope->units, scope->unit, day);
    for (size_t i = 0; i < areas.count; i++) {
        *list_add(&page->names, req->mem) = areas.at[i]->name;
        if (!targets_of(req->book, req->db, req->mem, areas.at[i], scope->period, &targets[i], err))
            return false;
    }
    for (size_t i = 0; areas.count && i < figures->count; i++)
        if (!row_fill(req, scope, &figures->at[i], &areas, targets, page, err))
            return false;
    return true;
}

/* ---- the page ---- */

static bool others_fill(struct request *req, const struct scope *scope,
                        const struct figures *figures, struct board_page *page, struct error *err)
{
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    if (!indicators)
        return false;
    for (size_t i = 0; i < indicators->all.count; i++) {
        const struct indicator *indicator = &indicators->all.at[i];
        if (!figures_find(figures, indicator->code))
            *list_add(&page->others, req->mem) = (struct board_row){
                .label = indicator->label, .address = address_of(req->mem, scope, indicator)};
    }
    return true;
}

static void rows_fill(struct request *req, const struct scope *scope, const struct figures *figures,
                      struct board_page *page)
{
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *figure = &figures->at[i];
        *list_add(&page->rows, req->mem) = (struct board_row){
            .label = figure->indicator->label,
            .address = address_of(req->mem, scope, figure->indicator),
            .actual = figure_phrase(req->mem, figure->indicator, figure->actual),
            .change = figure_change(req->mem, figure),
            .reach = reach_of(req->mem, figure),
        };
    }
}

bool board_get(struct request *req, struct response *response, struct error *err)
{
    struct board_page page = {.frame.title = html_translate(req->messages, S("Chỉ tiêu"))};
    struct scope scope;
    struct figures figures;
    if (!scope_read(req, MAY_LOOK, PERIOD_HALF, &scope, err) ||
        !figures_targeted(req->book, req->db, req->mem, scope.unit, scope.period, scope.cutoff,
                          &figures, err) ||
        !areas_fill(req, &scope, &figures, &page.areas, err))
        return false;
    if (visitor_may(req->visitor, MAY_TARGET, scope.unit) &&
        !others_fill(req, &scope, &figures, &page, err))
        return false;
    rows_fill(req, &scope, &figures, &page);
    page.links = scope_links(req, MAY_LOOK, &scope, S(BOARD_ADDRESS), 4);
    page.unit_title = unit_title(req->mem, scope.unit);
    page.period = vi_period(req->mem, scope.period);
    page.until = vi_day(req->mem, span_of(scope.period, scope.cutoff).last);
    bool is_home = scope.unit == scope.home;
    page.all = str_format(req->mem, "/so-lieu/%d/%.*s%s%.*s", scope.period.year,
                          STR_ARG(vi_period_slug(req->mem, scope.period)),
                          is_home ? "" : "?don-vi=", STR_ARG(is_home ? S("") : scope.unit->code));
    page.frame.address = S(BOARD_ADDRESS);
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    board_html(&out, &page);
    return page_respond(response, &out, err);
}
