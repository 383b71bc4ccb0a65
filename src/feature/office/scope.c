#include "feature/office/scope.h"

#include "base/unicode.h"
#include "base/vi_day.h"

enum { SILENT_DAYS_MAX = 366 };

bool office_day(struct request *req, struct day *day, struct error *err)
{
    struct day known;
    if (!unit_day_known(req->db, &known, err))
        return false;
    *day = book_today(req->book);
    if (day_is_known(known) && day->number - known.number > SILENT_DAYS_MAX)
        *day = known;
    return true;
}

/* ---- what is asked ---- */

/* Where the visitor holds one of the roles first; NULL: nowhere. */
static const struct unit *unit_held(struct request *req, const char *roles,
                                    const struct scope *scope)
{
    if (visitor_may(req->visitor, roles, scope->home))
        return scope->home;
    for (size_t i = 0; i < req->visitor->roles_count; i++) {
        const struct unit *unit = unit_find(scope->units, req->visitor->roles[i].unit);
        if (unit && visitor_may(req->visitor, roles, unit))
            return unit;
    }
    return NULL;
}

static bool unit_asked(struct request *req, const char *roles, struct str code, struct scope *scope,
                       struct error *err)
{
    scope->home = unit_home(scope->units);
    if (!scope->home)
        return fail(err, ERROR_MISSING, "don-vi", "sổ chưa có đơn vị nào");
    scope->unit = code.len ? unit_find(scope->units, code) : unit_held(req, roles, scope);
    if (code.len && !scope->unit)
        return fail(err, ERROR_MISSING, "don-vi", "không có đơn vị «%.*s»", STR_ARG(code));
    if (!scope->unit || !visitor_may(req->visitor, roles, scope->unit))
        return fail(err, ERROR_DENIED, "don-vi", "đơn vị này không thuộc phần việc của bạn");
    return true;
}

static bool scope_of(struct request *req, const char *roles, struct str unit, struct scope *scope,
                     struct error *err)
{
    scope->units = unit_tree_of(req->book, req->db, err);
    return scope->units && unit_asked(req, roles, unit, scope, err) &&
           office_day(req, &scope->today, err);
}

static void period_set(struct scope *scope, struct period period)
{
    bool is_now = period_is(period_of(period.kind, scope->today), period);
    scope->period = period;
    scope->cutoff = is_now ? scope->today : DAY_NONE;
}

bool scope_read(struct request *req, const char *roles, enum period_kind kind, struct scope *scope,
                struct error *err)
{
    struct error wrong;
    struct period period;
    struct str code = request_text(req, "ky");
    if (!scope_of(req, roles, request_text(req, "don-vi"), scope, err))
        return false;
    if (code.len == 0)
        period = period_of(kind, scope->today);
    else if (!period_read(code, &period, &wrong))
        return fail(err, ERROR_MISSING, "ky", "không có kỳ «%.*s»", STR_ARG(code));
    period_set(scope, period);
    return true;
}

bool scope_usual(struct request *req, const char *roles, enum period_kind kind, struct scope *scope,
                 struct error *err)
{
    if (!scope_of(req, roles, S(""), scope, err))
        return false;
    period_set(scope, period_of(kind, scope->today));
    return true;
}

/* ---- what else can be chosen ---- */

struct str scope_address(struct arena *mem, struct str path, const struct unit *unit,
                         struct period period)
{
    return str_format(mem, "%.*s?don-vi=%.*s&ky=%.*s", STR_ARG(path), STR_ARG(unit->code),
                      STR_ARG(period_code(mem, period)));
}

static void units_add(struct request *req, const char *roles, const struct scope *scope,
                      struct str path, const struct unit *unit, struct scope_links *links)
{
    if (visitor_may(req->visitor, roles, unit))
        *list_add(&links->units, req->mem) =
            (struct scope_link){scope_address(req->mem, path, unit, scope->period),
                                unit_title(req->mem, unit), unit == scope->unit};
}

static void units_fill(struct request *req, const char *roles, const struct scope *scope,
                       struct str path, struct scope_links *links)
{
    const struct unit *unit = scope->unit;
    struct day day = period_last(scope->period);
    struct unit_refs below = unit_children(req->mem, scope->units, unit, day);
    if (below.count == 0 && unit->parent) { /* the lowest level: its neighbours */
        unit = unit->parent;
        below = unit_children(req->mem, scope->units, unit, day);
    }
    if (unit->parent)
        units_add(req, roles, scope, path, unit->parent, links);
    units_add(req, roles, scope, path, unit, links);
    for (size_t i = 0; i < below.count; i++)
        units_add(req, roles, scope, path, below.at[i], links);
    if (links->units.count == 1)
        links->units.count = 0;
}

struct scope_links scope_links(struct request *req, const char *roles, const struct scope *scope,
                               struct str path, int kinds)
{
    struct scope_links links = {0};
    /* Of a longer period the part that today lies in, else its first. */
    struct day day = day_is_known(scope->cutoff) ? scope->cutoff : period_first(scope->period);
    units_fill(req, roles, scope, path, &links);
    for (int i = 0; kinds > 1 && i < kinds; i++) {
        struct period period = period_of(PERIOD_MONTH - i, day);
        *list_add(&links.kinds, req->mem) =
            (struct scope_link){scope_address(req->mem, path, scope->unit, period),
                                unicode_upper_first(req->mem, vi_period(req->mem, period)),
                                period_is(period, scope->period)};
    }
    struct day before = {period_first(scope->period).number - 1};
    links.previous =
        scope_address(req->mem, path, scope->unit, period_of(scope->period.kind, before));
    links.next = scope_address(req->mem, path, scope->unit, period_next(scope->period));
    links.period = unicode_upper_first(req->mem, vi_period(req->mem, scope->period));
    return links;
}
