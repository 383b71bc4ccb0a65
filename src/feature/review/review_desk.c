/* The desk of a review: which step follows which, what was seen when, opening and issuing. */
#include "feature/review/review_desk.h"

#include "base/text.h"
#include "base/vi_day.h"
#include "feature/review/desk_store.h"
#include "feature/review/review_store.h"

enum { SEEN_MAX_BYTES = 32 * 1024 };

/* ---- steps ---- */

static const struct {
    unsigned from; /* a set of 1 << enum desk_state */
    enum desk_state to;
    const char *words;
} moves[DESK_ACTIONS] = {
    [DESK_SEND] = {1U << DESK_WRITING, DESK_STANDING, MESSAGE("Trình Ban Thường trực")},
    [DESK_PASS] = {1U << DESK_STANDING, DESK_PARTY, MESSAGE("Ban Thường trực thông qua")},
    [DESK_OPINION] = {1U << DESK_PARTY, DESK_READY, MESSAGE("Đảng ủy cho ý kiến")},
    [DESK_RETURN] = {1U << DESK_STANDING | 1U << DESK_PARTY | 1U << DESK_READY, DESK_WRITING,
                     MESSAGE("Trả lại để sửa")},
    [DESK_WITHDRAW] = {1U << DESK_STANDING, DESK_WRITING, MESSAGE("Rút lại để sửa")},
    [DESK_ISSUE] = {1U << DESK_READY, DESK_ISSUED, MESSAGE("Ban hành")},
    [DESK_REOPEN] = {1U << DESK_ISSUED, DESK_WRITING, MESSAGE("Bắt đầu đính chính")},
};

static const char *const state_words[DESK_STATES] = {
    [DESK_WRITING] = MESSAGE("đang soạn"),
    [DESK_STANDING] = MESSAGE("chờ Ban Thường trực thông qua"),
    [DESK_PARTY] = MESSAGE("chờ Đảng ủy cho ý kiến"),
    [DESK_READY] = MESSAGE("chờ ban hành"),
    [DESK_ISSUED] = MESSAGE("đã ban hành"),
};

bool desk_allows(enum desk_state state, enum desk_action action)
{
    return (moves[action].from >> state) & 1;
}

enum desk_state desk_after(enum desk_state state, enum desk_action action)
{
    return desk_allows(state, action) ? moves[action].to : state;
}

const char *desk_action_words(enum desk_action action)
{
    return moves[action].words;
}

const char *desk_state_words(enum desk_state state)
{
    return state_words[state];
}

/* ---- what was seen ---- */

/* "code=number/target": what the chair decides by. */
static struct str figure_seen(struct arena *mem, const struct figure *figure)
{
    if (figure->has_target)
        return str_format(mem, "%lld/%lld", (long long)figure->actual, (long long)figure->target);
    return str_format(mem, "%lld", (long long)figure->actual);
}

static bool speaks(const struct figure *figure)
{
    struct review_figure known = {.now = figure};
    return review_figure_speaks(&known);
}

struct str review_seen(struct arena *mem, const struct review *review)
{
    struct text out = text_new(mem, SEEN_MAX_BYTES);
    for (size_t i = 0; i < review->figures.count; i++) {
        const struct figure *figure = &review->figures.at[i];
        if (speaks(figure))
            text_format(&out, "%.*s=%.*s;", STR_ARG(figure->indicator->code),
                        STR_ARG(figure_seen(mem, figure)));
    }
    return text_str(&out);
}

/* What was seen of a code; empty if nothing was. */
static struct str seen_of(struct str seen, struct str code)
{
    struct str item, name;
    while (str_cut(&seen, ';', &item))
        if (str_cut(&item, '=', &name) && str_is(name, code))
            return item;
    return S("");
}

/* "2/4" as people read it: "02 căn (mức giao 04)"; "" is "chưa có". */
static struct str seen_words(struct arena *mem, const struct indicator *indicator, struct str seen)
{
    struct str target = seen, actual;
    int64_t number, of;
    if (!str_cut(&target, '/', &actual) || !str_to_int(actual, &number))
        return S("chưa có");
    struct str words = figure_phrase(mem, indicator, number);
    if (!target.at || !str_to_int(target, &of))
        return words;
    return str_format(mem, "%.*s (mức giao %.*s)", STR_ARG(words),
                      STR_ARG(figure_number(mem, indicator, of)));
}

struct seen_changes review_seen_changes(struct arena *mem, const struct review *review,
                                        struct str seen)
{
    struct seen_changes changes = {0};
    for (size_t i = 0; i < review->figures.count; i++) {
        const struct figure *figure = &review->figures.at[i];
        struct str then = seen_of(seen, figure->indicator->code);
        struct str now = speaks(figure) ? figure_seen(mem, figure) : S("");
        if (!str_is(then, now))
            *list_add(&changes, mem) = (struct seen_change){
                figure->indicator->label, seen_words(mem, figure->indicator, then),
                seen_words(mem, figure->indicator, now)};
    }
    return changes;
}

/* ---- opening ---- */

struct str review_desk_address(struct arena *mem, struct period period, const struct unit *unit,
                               const struct unit *home)
{
    return str_format(mem, "/lam-viec%.*s", STR_ARG(review_address(mem, period, unit, home)));
}

struct str review_desk_part(struct arena *mem, const struct review_desk *desk, const char *part)
{
    return frame_file_address(mem, desk->address, part);
}

static bool desk_named(struct request *req, struct review_desk *desk, struct error *err)
{
    int64_t year;
    struct str code = request_text(req, "don-vi");
    desk->units = unit_tree_of(req->book, req->db, err);
    if (!desk->units)
        return false;
    if (!str_to_int(req->part[0], &year) || year < 1900 || year > 2199 ||
        !vi_period_of_slug((int32_t)year, req->part[1], &desk->period))
        return fail(err, ERROR_MISSING, "ky",
                    "không có kỳ báo cáo nào ở địa chỉ này; hãy chọn từ danh sách báo cáo");
    desk->home = unit_home(desk->units);
    desk->unit = code.len ? unit_find(desk->units, code) : desk->home;
    return desk->unit ||
           fail(err, ERROR_MISSING, "don-vi", "sổ không có đơn vị «%.*s»", STR_ARG(code));
}

bool review_desk_open(struct request *req, const char *roles, bool is_preview,
                      struct review_desk *desk, struct error *err)
{
    struct review known = {0};
    struct proses texts = {0};
    struct day cutoff = DAY_NONE;
    *desk = (struct review_desk){0};
    if (!desk_named(req, desk, err))
        return false;
    if (!visitor_may(req->visitor, roles, desk->unit))
        return fail(err, ERROR_DENIED, "don-vi",
                    "báo cáo của nơi này không thuộc phần việc của bạn");
    known.unit = desk->unit;
    known.period = desk->period;
    desk->address = review_desk_address(req->mem, desk->period, desk->unit, desk->home);
    if (!review_read_issued(req->db, req->mem, &known, &cutoff, err))
        return false;
    desk->is_issued = known.is_issued;
    if (!desk_load(req->db, req->mem, desk, known.issued_at, err))
        return false;
    for (size_t i = 0; i < desk->texts.count; i++)
        if (desk->texts.at[i].markdown.len)
            *list_add(&texts, req->mem) =
                (struct prose){desk->texts.at[i].slot, desk->texts.at[i].markdown};
    return review_draft(req->book, req->db, req->mem, desk->unit, desk->period, &texts, is_preview,
                        &desk->review, err);
}

/* ---- issuing ---- */

static struct str trail_subject(struct arena *mem, const struct review_desk *desk)
{
    return str_format(mem, "%.*s, %.*s", STR_ARG(vi_period(mem, desk->period)),
                      STR_ARG(unit_phrase(mem, desk->unit)));
}

bool review_desk_step(struct request *req, struct review_desk *desk, enum desk_action action,
                      struct str comment, struct error *err)
{
    if (!desk_allows(desk->state, action))
        return fail(err, ERROR_CONFLICT, "viec", "báo cáo này %s nên chưa làm bước này được",
                    desk_state_words(desk->state));
    struct str what = str_format(req->mem, "Báo cáo: %s", desk_action_words(action));
    return desk_step_write(req->book, req->mem, desk, action, comment, err) &&
           trail_add(req, what, trail_subject(req->mem, desk), err);
}

bool review_desk_issue(struct request *req, struct review_desk *desk, struct str comment,
                       struct error *err)
{
    bool is_new;
    struct str period = period_code(req->mem, desk->period);
    for (size_t i = 0; i < desk->texts.count; i++)
        if (!review_write_prose(req->book->db, desk->unit->code, period, desk->texts.at[i].slot,
                                desk->texts.at[i].markdown, err))
            return false;
    return review_desk_step(req, desk, DESK_ISSUE, comment, err) &&
           review_issue(req->book, req->mem, desk->unit, desk->period, DAY_NONE, true, &is_new,
                        err);
}
