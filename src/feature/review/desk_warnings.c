/* What is to be looked at before a review goes out. */
#include "base/vi_day.h"
#include "feature/draft/draft.h"
#include "feature/review/desk_pages.h"

enum {
    DRAFTS_LOOKED_AT = 500,
    FAR_TIMES = 10, /* a figure that many times that of last year, or of which nothing is left */
};

static void warning_add(struct request *req, struct desk_warnings *warnings, struct str text,
                        struct str address)
{
    *list_add(warnings, req->mem) = (struct desk_warning){text, address};
}

/* ---- what waits ---- */

static bool is_of_review(const struct review_desk *desk, const struct saved_draft *draft)
{
    struct day day;
    struct error ignored;
    const struct unit *unit = unit_find(desk->units, draft->unit);
    return unit && unit_is_within(unit, desk->unit) && vi_day_read(draft->day, &day, &ignored) &&
           day.number >= desk->review.span.first.number &&
           day.number <= desk->review.span.last.number;
}

static bool drafts_warn(struct request *req, const struct review_desk *desk,
                        struct desk_warnings *warnings, struct error *err)
{
    struct saved_drafts drafts = {0};
    size_t waiting = 0, returned = 0;
    if (!drafts_in(req->db, req->mem, 0, 1U << DRAFT_WAITING | 1U << DRAFT_RETURNED,
                   DRAFTS_LOOKED_AT, &drafts, err))
        return false;
    for (size_t i = 0; i < drafts.count; i++) {
        bool is_ours = is_of_review(desk, &drafts.at[i]);
        waiting += is_ours && drafts.at[i].state == DRAFT_WAITING;
        returned += is_ours && drafts.at[i].state == DRAFT_RETURNED;
    }
    if (waiting)
        warning_add(
            req, warnings,
            str_format(req->mem, "%zu việc trong kỳ còn chờ duyệt, chưa tính vào số liệu", waiting),
            S("/lam-viec/duyet"));
    if (returned)
        warning_add(
            req, warnings,
            str_format(req->mem, "%zu việc trong kỳ đã trả lại để bổ sung, chưa gửi lại", returned),
            S(""));
    return true;
}

static bool doubts_warn(struct request *req, const struct review_desk *desk,
                        struct desk_warnings *warnings, struct error *err)
{
    struct doubts doubts = {0};
    struct str period = period_code(req->mem, desk->period);
    if (!doubts_read(req->db, req->mem, false, &doubts, err))
        return false;
    for (size_t i = 0; i < doubts.count; i++) {
        const struct doubt *doubt = &doubts.at[i];
        const struct figure *figure = figures_find(&desk->review.figures, doubt->indicator);
        if (!figure || !str_is(doubt->unit, desk->unit->code) || !str_is(doubt->period, period))
            continue;
        warning_add(
            req, warnings,
            str_format(req->mem, "Có người báo số liệu chưa đúng, chưa trả lời: %.*s",
                       STR_ARG(figure->indicator->label)),
            figure_address(req->mem, figure->indicator, desk->period, desk->unit, desk->home));
    }
    return true;
}

/* ---- figures ---- */

static void target_warn(struct request *req, const struct review_desk *desk,
                        const struct figure *figure, const struct figure *before,
                        struct desk_warnings *warnings)
{
    struct arena *mem = req->mem;
    const struct indicator *indicator = figure->indicator;
    struct str address = figure_address(mem, indicator, desk->period, desk->unit, desk->home);
    if (figure->has_target && figure->actual < figure->target)
        warning_add(req, warnings,
                    str_format(mem, "Chưa đạt mức giao: %.*s %.*s, mức giao %.*s",
                               STR_ARG(indicator->label),
                               STR_ARG(figure_phrase(mem, indicator, figure->actual)),
                               STR_ARG(figure_number(mem, indicator, figure->target))),
                    address);
    else if (!figure->has_target && before && before->has_target)
        warning_add(
            req, warnings,
            str_format(mem, "Cùng kỳ có mức giao, kỳ này chưa có: %.*s", STR_ARG(indicator->label)),
            address);
}

static void far_warn(struct request *req, const struct review_desk *desk,
                     const struct figure *figure, struct desk_warnings *warnings)
{
    struct arena *mem = req->mem;
    const struct indicator *indicator = figure->indicator;
    bool is_gone = figure->actual == 0;
    if (!figure->has_previous || figure->previous <= 0 ||
        (!is_gone && figure->actual / FAR_TIMES < figure->previous))
        return;
    struct str previous = figure_phrase(mem, indicator, figure->previous);
    warning_add(req, warnings,
                is_gone ? str_format(mem, "%.*s: cùng kỳ %.*s, kỳ này chưa ghi việc nào",
                                     STR_ARG(indicator->label), STR_ARG(previous))
                        : str_format(mem, "%.*s: %.*s, gấp hơn %d lần cùng kỳ (%.*s)",
                                     STR_ARG(indicator->label),
                                     STR_ARG(figure_phrase(mem, indicator, figure->actual)),
                                     FAR_TIMES, STR_ARG(previous)),
                figure_address(mem, indicator, desk->period, desk->unit, desk->home));
}

static bool figures_warn(struct request *req, const struct review_desk *desk,
                         struct desk_warnings *warnings, struct error *err)
{
    struct review before;
    if (!review_figures(req->book, req->db, req->mem, desk->unit, period_year_before(desk->period),
                        &before, err))
        return false;
    for (size_t i = 0; i < desk->review.figures.count; i++) {
        const struct figure *figure = &desk->review.figures.at[i];
        target_warn(req, desk, figure, figures_find(&before.figures, figure->indicator->code),
                    warnings);
        far_warn(req, desk, figure, warnings);
    }
    return true;
}

/* Places whose heading the outline prints are expected; the others are for those who want them. */
static void unwritten_warn(struct request *req, const struct review_desk *desk,
                           struct desk_warnings *warnings)
{
    const struct document *document = &desk->review.document;
    for (size_t i = 0; i < document->blocks.count; i++) {
        const struct block *block = &document->blocks.at[i];
        bool is_written = block->kind != BLOCK_SLOT || block->level == 0;
        for (size_t k = 0; k < desk->review.prose.count && !is_written; k++)
            is_written = str_is(desk->review.prose.at[k].slot, block->slot);
        if (!is_written)
            warning_add(req, warnings,
                        str_format(req->mem, "Chưa viết phần %.*s", STR_ARG(block->title)),
                        str_format(req->mem, "#o-%.*s", STR_ARG(block->slot)));
    }
}

bool desk_warnings(struct request *req, const struct review_desk *desk,
                   struct desk_warnings *warnings, struct error *err)
{
    unwritten_warn(req, desk, warnings);
    return drafts_warn(req, desk, warnings, err) && doubts_warn(req, desk, warnings, err) &&
           figures_warn(req, desk, warnings, err);
}
