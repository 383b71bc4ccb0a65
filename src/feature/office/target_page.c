/* /lam-viec/chi-tieu/{slug}: one indicator of a unit, its areas, its trend, and the form that hands
 * its target down. */
#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "document/chart.h"
#include "feature/office/board.h"

enum { AREAS_MAX = 100 };

/* ---- what is asked ---- */

static bool page_begin(struct request *req, const char *roles, struct target_page *page,
                       struct error *err)
{
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    struct scope *scope = &page->scope;
    page->mem = req->mem;
    if (!indicators || !scope_read(req, roles, PERIOD_HALF, scope, err))
        return false;
    page->indicator = indicator_of_slug(indicators, req->part[0]);
    if (!page->indicator)
        return fail(err, ERROR_MISSING, "chi-tieu", "không có chỉ tiêu này");
    page->may_set = visitor_may(req->visitor, MAY_TARGET, scope->unit);
    return figure_of_period(req->db, req->mem, page->indicator, scope->unit, scope->period,
                            scope->cutoff, &page->figure, err);
}

/* ---- the unit and its areas ---- */

/* The statement that stands, or one that says nothing. */
static bool standing(struct request *req, const struct target_page *page, const struct unit *unit,
                     struct target *target, struct error *err)
{
    struct targets stated = {0};
    if (!targets_stated(req->db, req->mem, page->indicator, unit, page->scope.period, &stated, err))
        return false;
    *target = stated.count ? stated.at[0] : (struct target){.given = DAY_NONE};
    target->indicator = page->indicator;
    target->unit = unit;
    target->period = page->scope.period;
    return true;
}

static bool row_add(struct request *req, struct target_page *page, const struct unit *unit,
                    int64_t actual, struct error *err)
{
    struct target target;
    struct target_row *row = list_add(&page->rows, req->mem);
    if (!standing(req, page, unit, &target, err))
        return false;
    const struct figure figure = {.indicator = page->indicator,
                                  .actual = actual,
                                  .has_target = target.has_target,
                                  .target = target.target};
    *row = (struct target_row){
        .unit = unit,
        .standing = target,
        .label = unit_title(req->mem, unit),
        .value = actual,
        .actual = figure_phrase(req->mem, page->indicator, actual),
        .reach = reach_of(req->mem, &figure),
        .name = str_format(req->mem, "m-%.*s", STR_ARG(unit->code)),
        .known_name = str_format(req->mem, "t-%.*s", STR_ARG(unit->code)),
        .typed = target.has_target ? vi_count(req->mem, target.target) : S(""),
    };
    return true;
}

static bool rows_read(struct request *req, struct target_page *page, struct error *err)
{
    const struct scope *scope = &page->scope;
    struct span span = span_of(scope->period, scope->cutoff);
    struct parts parts = {0};
    page->areas_label = unit_areas_label(req->mem, scope->units, scope->unit, span.last);
    if (!row_add(req, page, scope->unit, page->figure.actual, err) ||
        !figure_by_unit(req->book, req->db, req->mem, page->indicator, scope->unit, span, &parts,
                        err))
        return false;
    for (size_t i = 0; i < parts.count && page->rows.count <= AREAS_MAX; i++)
        if (parts.at[i].unit && !row_add(req, page, parts.at[i].unit, parts.at[i].value, err))
            return false;
    return true;
}

/* What the areas' targets make beside the whole. */
static struct str shares_of(struct request *req, const struct target_page *page)
{
    const struct target_row *whole = &page->rows.at[0];
    int64_t parts = 0;
    for (size_t i = 1; i < page->rows.count; i++)
        parts += page->rows.at[i].standing.has_target ? page->rows.at[i].standing.target : 0;
    return whole->standing.has_target
               ? shares_words(req->mem, page->indicator, page->scope.unit, page->areas_label,
                              whole->standing.target, parts)
               : S("");
}

/* ---- charts ---- */

static struct html_piece areas_chart(struct request *req, const struct target_page *page)
{
    size_t count = page->rows.count - 1;
    struct str *labels = arena_many(req->mem, struct str, count),
               *texts = arena_many(req->mem, struct str, count);
    int64_t *values = arena_many(req->mem, int64_t, count);
    for (size_t i = 0; i < count; i++) {
        const struct target_row *row = &page->rows.at[i + 1];
        labels[i] = row->label;
        values[i] = row->value < 0 ? 0 : row->value;
        texts[i] = vi_count(req->mem, row->value);
    }
    struct chart chart = {
        .title = str_format(req->mem, "%.*s theo %.*s", STR_ARG(page->indicator->label),
                            STR_ARG(page->areas_label)),
        .unit = page->indicator->unit,
        .labels = labels,
        .count = count,
        .series = {S(""), values, texts},
    };
    return frame_chart(req->mem, chart_bars(req->mem, &chart));
}

/* "T6/22", "Q2/22", "Đầu 2022": under a column. */
static struct str period_mark(struct arena *mem, struct period period)
{
    switch (period.kind) {
    case PERIOD_MONTH:
        return str_format(mem, "T%d/%02d", period.index, period.year % 100);
    case PERIOD_QUARTER:
        return str_format(mem, "Q%d/%02d", period.index, period.year % 100);
    case PERIOD_HALF:
        return str_format(mem, "%s %d", period.index == 1 ? "Đầu" : "Cuối", period.year);
    default:
        return str_format(mem, "%d", period.year);
    }
}

enum { TREND_MAX = 12 };

static const size_t trend_periods[] = {
    [PERIOD_YEAR] = 5, [PERIOD_HALF] = 6, [PERIOD_QUARTER] = 8, [PERIOD_MONTH] = TREND_MAX};

struct trend {
    struct str labels[TREND_MAX], texts[TREND_MAX], target_texts[TREND_MAX];
    int64_t values[TREND_MAX], targets[TREND_MAX];
    size_t count;
};

static bool trend_add(struct request *req, struct target_page *page, struct period period,
                      struct trend *trend, struct error *err)
{
    struct target_page then = {.indicator = page->indicator, .scope = page->scope};
    struct target target;
    int64_t actual;
    then.scope.period = period;
    struct day cutoff = period_is(period, page->scope.period) ? page->scope.cutoff : DAY_NONE;
    if (!standing(req, &then, page->scope.unit, &target, err) ||
        !figure_actual(req->db, page->indicator, page->scope.unit, span_of(period, cutoff), &actual,
                       err))
        return false;
    const struct figure figure = {.indicator = page->indicator,
                                  .actual = actual,
                                  .has_target = target.has_target,
                                  .target = target.target};
    size_t i = trend->count++;
    trend->labels[i] = period_mark(req->mem, period);
    trend->values[i] = actual < 0 ? 0 : actual;
    trend->texts[i] = vi_count(req->mem, actual);
    trend->targets[i] = target.has_target ? target.target : 0;
    trend->target_texts[i] = target.has_target ? vi_count(req->mem, target.target) : S("");
    *list_add(&page->trend, req->mem) = (struct trend_row){
        unicode_upper_first(req->mem, vi_period(req->mem, period)), trend->texts[i],
        trend->target_texts[i], figure_percent(req->mem, &figure)};
    return true;
}

static bool trend_read(struct request *req, struct target_page *page, struct error *err)
{
    struct trend trend = {0};
    size_t count = trend_periods[page->scope.period.kind];
    struct period periods[TREND_MAX];
    periods[count - 1] = page->scope.period;
    for (size_t i = count - 1; i > 0; i--)
        periods[i - 1] =
            period_of(periods[i].kind, (struct day){period_first(periods[i]).number - 1});
    for (size_t i = 0; i < count; i++)
        if (!trend_add(req, page, periods[i], &trend, err))
            return false;
    struct chart chart = {
        .title = str_format(req->mem, "%.*s qua các kỳ", STR_ARG(page->indicator->label)),
        .unit = page->indicator->unit,
        .labels = trend.labels,
        .count = trend.count,
        .series = {S("Thực hiện"), trend.values, trend.texts},
        .before = {S("Mức giao"), trend.targets, trend.target_texts},
    };
    page->trend_chart = frame_chart(req->mem, chart_columns(req->mem, &chart));
    return true;
}

/* ---- history ---- */

static bool stated_add(struct request *req, struct target_page *page, const struct target *target,
                       struct error *err)
{
    struct str name, parts[3];
    size_t count = 0;
    if (!account_name(req->db, req->mem, target->by, &name, err))
        return false;
    if (target->giver.len)
        parts[count++] = target->giver;
    if (target->source.len)
        parts[count++] = target->source;
    if (day_is_known(target->given))
        parts[count++] =
            str_format(req->mem, "ngày %.*s", STR_ARG(vi_day(req->mem, target->given)));
    *list_add(&page->stated, req->mem) = (struct stated_row){
        .unit = unit_title(req->mem, target->unit),
        .target = target->has_target ? figure_phrase(req->mem, page->indicator, target->target)
                                     : S("không giao"),
        .words = str_join(req->mem, parts, count, S(", ")),
        .note = target->note,
        .stated = str_is(target->by, S("system"))
                      ? vi_moment(req->mem, target->at)
                      : str_format(req->mem, "%.*s, %.*s", STR_ARG(name),
                                   STR_ARG(vi_moment(req->mem, target->at))),
    };
    return true;
}

static bool history_read(struct request *req, struct target_page *page, struct error *err)
{
    for (size_t i = 0; i < page->rows.count; i++) {
        struct targets stated = {0};
        if (!targets_stated(req->db, req->mem, page->indicator, page->rows.at[i].unit,
                            page->scope.period, &stated, err))
            return false;
        for (size_t k = 0; k < stated.count; k++)
            if (!stated_add(req, page, &stated.at[k], err))
                return false;
    }
    return true;
}

/* ---- drawing ---- */

/* The first body, in protocol order, where the visitor may hand targets down: whoever gives them
 * most of the time. */
static bool giver_guess(struct request *req, struct target_page *page, struct error *err)
{
    for (size_t i = 0; page->may_set && i < req->visitor->roles_count; i++) {
        const struct visitor_role *role = &req->visitor->roles[i];
        const struct unit *unit = unit_find(page->scope.units, role->unit);
        struct unit_bodies bodies = {0};
        if (!unit || !visitor_may(req->visitor, MAY_TARGET, unit))
            continue;
        if (!unit_bodies_on(req->db, req->mem, unit->id, page->scope.today, &bodies, err))
            return false;
        if (bodies.count) {
            page->giver = bodies.at[0].name;
            return true;
        }
    }
    return true;
}

static bool target_draw(struct request *req, struct target_page *page, struct response *response,
                        struct error *err)
{
    const struct scope *scope = &page->scope;
    page->path = str_format(req->mem, BOARD_ADDRESS "/%.*s", STR_ARG(page->indicator->slug));
    page->links = scope_links(req, MAY_LOOK, scope, page->path, 4);
    page->board = scope_address(req->mem, S(BOARD_ADDRESS), scope->unit, scope->period);
    page->public_address =
        figure_address(req->mem, page->indicator, scope->period, scope->unit, scope->home);
    page->unit_title = unit_title(req->mem, scope->unit);
    page->period = vi_period(req->mem, scope->period);
    page->period_code = period_code(req->mem, scope->period);
    page->until = vi_day(req->mem, span_of(scope->period, scope->cutoff).last);
    page->change = figure_change(req->mem, &page->figure);
    if (!trend_read(req, page, err) || !history_read(req, page, err))
        return false;
    if (page->rows.count > 1)
        page->areas_chart = areas_chart(req, page);
    page->frame.title = page->indicator->label;
    page->frame.address = page->path;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    target_html(&out, page);
    return page_respond(response, &out, err);
}

bool target_get(struct request *req, struct response *response, struct error *err)
{
    struct target_page page = {.is_done = str_is(request_text(req, "da"), S("giao"))};
    if (!page_begin(req, MAY_LOOK, &page, err) || !rows_read(req, &page, err) ||
        !giver_guess(req, &page, err))
        return false;
    page.shares = shares_of(req, &page);
    page.day = vi_day(req->mem, page.scope.today);
    return target_draw(req, &page, response, err);
}

/* ---- handing down ---- */

static struct str problem(struct request *req, const char *text)
{
    return html_translate(req->messages, str_of(text));
}

/* Reads one number of the form into row->standing; row->is_changed says whether it is another than
 * stands in the book. */
static void row_read(struct request *req, struct target_page *page, struct target_row *row)
{
    struct error wrong;
    int64_t known = 0, number = 0;
    bool is_given;
    struct target *target = &row->standing;
    row->typed = str_trim(request_many(req, row->name));
    is_given = row->typed.len > 0;
    bool is_number = str_to_int(request_many(req, row->known_name), &known);
    if (is_given && !vi_read_int(row->typed, page->indicator->unit, &number, &wrong)) {
        row->problem = str_copy(req->mem, str_of(wrong.text));
        return;
    }
    row->is_changed = is_given != target->has_target || (is_given && number != target->target);
    if (row->is_changed && (!is_number || known != target->entry)) {
        row->problem = str_format(
            req->mem, "vừa có mức giao khác: %.*s; gửi lần nữa thì mức bạn gõ thay mức ấy",
            STR_ARG(target->has_target ? row->reach.target : S("không giao")));
        return;
    }
    page->replaces |= row->is_changed && target->has_target;
    target->has_target = is_given;
    target->target = number;
}

/* What all the numbers share. */
static bool common_read(struct request *req, struct target_page *page, struct day *day)
{
    struct error wrong;
    page->giver = str_trim(request_text(req, "co_quan"));
    page->day = str_trim(request_text(req, "ngay"));
    page->source = str_trim(request_text(req, "van_ban"));
    page->note = str_trim(request_text(req, "ghi_chu"));
    if (!vi_day_read(page->day, day, &wrong))
        page->day_problem = str_copy(req->mem, str_of(wrong.text));
    if (page->giver.len == 0)
        page->giver_problem = problem(req, MESSAGE("hãy ghi cơ quan giao"));
    if (page->source.len == 0)
        page->source_problem = problem(req, MESSAGE("hãy ghi văn bản giao"));
    if (page->replaces && page->note.len == 0)
        page->note_problem = problem(req, MESSAGE("thay hoặc bỏ mức đã giao thì phải ghi vì sao"));
    return !page->day_problem.len && !page->giver_problem.len && !page->source_problem.len &&
           !page->note_problem.len;
}

static bool form_read(struct request *req, struct target_page *page, struct day *day)
{
    bool is_well = true, is_changed = false;
    for (size_t i = 0; i < page->rows.count; i++) {
        row_read(req, page, &page->rows.at[i]);
        is_well &= page->rows.at[i].problem.len == 0;
        is_changed |= page->rows.at[i].is_changed;
    }
    is_well &= common_read(req, page, day);
    if (is_well && !is_changed) {
        page->problem = problem(req, MESSAGE("Chưa có mức nào khác với mức đang giao."));
        return false;
    }
    page->shares = shares_of(req, page);
    page->asks_agreement = page->shares.len && !request_text(req, "dong_y").len;
    if (!is_well)
        page->problem = problem(req, MESSAGE("Còn chỗ chưa đúng, xem lời nhắc dưới từng ô."));
    else if (page->asks_agreement)
        page->problem = page->shares;
    return page->problem.len == 0;
}

static bool rows_set(struct request *req, struct target_page *page, struct day day,
                     struct error *err)
{
    bool is_new;
    for (size_t i = 0; i < page->rows.count; i++) {
        struct target *target = &page->rows.at[i].standing;
        target->giver = page->giver;
        target->source = page->source;
        target->note = page->note;
        target->given = day;
        if (page->rows.at[i].is_changed && !target_set(req->book, req->mem, target, &is_new, err))
            return false;
    }
    return true;
}

bool target_post(struct request *req, struct response *response, struct error *err)
{
    struct target_page page = {0};
    struct day day = DAY_NONE;
    if (!page_begin(req, MAY_TARGET, &page, err) || !rows_read(req, &page, err))
        return false;
    if (!form_read(req, &page, &day)) {
        response->status = 422;
        return target_draw(req, &page, response, err);
    }
    if (!rows_set(req, &page, day, err))
        return false;
    struct str path = str_format(req->mem, BOARD_ADDRESS "/%.*s", STR_ARG(page.indicator->slug));
    response->status = 303;
    response->location =
        str_format(req->mem, "%.*s&da=giao",
                   STR_ARG(scope_address(req->mem, path, page.scope.unit, page.scope.period)));
    return true;
}
