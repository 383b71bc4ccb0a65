#include "feature/portal/compose.h"

#include "base/text.h"
#include "base/vi_day.h"
#include "document/markdown.h"
#include "document/prose.h"
#include "feature/portal/compose_parts.h"

enum { ARTICLE_MAX_BYTES = 1024 * 1024 };

/* The section of the portal that such an article belongs to, until an officer chooses another. */
#define SECTION "Hoạt động Mặt trận"

/* ---- what it is composed of ---- */

/* The newest conference that reviewed the period. */
static bool meeting_choose(struct composing *composing, struct error *err)
{
    struct meetings meetings = {0};
    if (!meetings_of(composing->db, composing->mem, composing->unit->id, &meetings, err))
        return false;
    for (size_t i = 0; i < meetings.count && !composing->has_meeting; i++) {
        composing->has_meeting = period_is(meetings.at[i].period, composing->review.period);
        composing->meeting = meetings.at[i];
    }
    return true;
}

/* The first body of the Front in the unit, in protocol order: the committee, a team. */
static bool body_of_unit(struct composing *composing, struct error *err)
{
    struct arena *mem = composing->mem;
    struct unit_bodies bodies = {0};
    composing->body = str_format(mem, "Mặt trận %.*s", STR_ARG(unit_phrase(mem, composing->unit)));
    if (!unit_bodies_on(composing->db, mem, composing->unit->id, composing->review.span.last,
                        &bodies, err))
        return false;
    for (size_t i = 0; i < bodies.count; i++) {
        const struct body_kind *kind = body_kind_meant(mem, bodies.at[i].kind);
        if (kind && kind->side == BODY_OF_FRONT) {
            composing->body = bodies.at[i].name;
            break;
        }
    }
    return true;
}

static bool composing_open(struct composing *composing, struct period period, struct error *err)
{
    struct arena *mem = composing->mem;
    composing->units = unit_tree_of(composing->book, composing->db, err);
    if (!composing->units ||
        !review_compose(composing->book, composing->db, mem, composing->unit, period, DAY_NONE,
                        &composing->review, err) ||
        !meeting_choose(composing, err))
        return false;
    composing->home = unit_home(composing->units);
    if (!composing->has_meeting)
        return body_of_unit(composing, err);
    return meeting_issuer(composing->db, mem, &composing->meeting, &composing->body, err) &&
           meeting_attendance(composing->db, mem, composing->meeting.id, &composing->people, err);
}

/* ---- its text ---- */

/* A figure of the outline as a binding says it: with its period, and a sum of money that the
 * outline prints whole says so, because prose rounds it. */
static void figure_name(const struct composing *composing, struct run *run)
{
    const struct figure *figure = figures_find(&composing->review.figures, run->code);
    run->period = period_code(composing->mem, composing->review.period);
    if (run->facet.len == 0 && figure && figure->indicator->is_money)
        run->facet = S("exact");
}

/* Takes over a block of the outline. */
static void block_take(struct composing *composing, const struct block *block)
{
    struct document *document = composing->document;
    struct arena *mem = composing->mem;
    bool goes_on = composing->is_joining && block->kind == BLOCK_PARAGRAPH;
    struct block *last = goes_on ? &document->blocks.at[document->blocks.count - 1] : NULL;
    if (last)
        block_text(last, mem, S(" "));
    else
        last = document_add(document, mem, block->kind);
    last->level = block->level;
    for (size_t i = 0; i < block->runs.count; i++) {
        struct run *run = list_add(&last->runs, mem);
        *run = block->runs.at[i];
        if (run->kind == RUN_FIGURE)
            figure_name(composing, run);
    }
    composing->is_joining = false;
}

static bool text_compose(struct composing *composing, struct error *err)
{
    struct document outline = {0};
    if (!review_outline(composing->book, composing->db, composing->mem, &composing->review,
                        S("article"), &outline, err))
        return false;
    for (size_t i = 0; i < outline.blocks.count; i++) {
        const struct block *block = &outline.blocks.at[i];
        if (block->kind == BLOCK_SLOT) {
            composing->is_joining = false;
            if (!compose_slot(composing, block->slot, err))
                return false;
        } else if (block->kind != BLOCK_TABLE) {
            block_take(composing, block);
        }
    }
    return true;
}

/* ---- its file ---- */

static struct str title_of(const struct composing *composing)
{
    struct arena *mem = composing->mem;
    if (!composing->has_meeting)
        return review_title(mem, composing->unit, composing->review.period);
    return str_format(mem, "%.*s tổ chức %.*s", STR_ARG(unit_title(mem, composing->unit)),
                      STR_ARG(meeting_title(mem, &composing->meeting)));
}

static void front_write(const struct composing *composing, struct text *out)
{
    struct arena *mem = composing->mem;
    const struct meeting *meeting = &composing->meeting;
    bool has_meeting = composing->has_meeting;
    struct day day = has_meeting ? meeting->day : composing->review.span.last;
    struct str author = composing->wishes->author;
    text_format(out, "---\nđơn vị: %.*s\n", STR_ARG(composing->unit->code));
    text_format(out, "tiêu đề: %.*s\n", STR_ARG(title_of(composing)));
    text_format(out, "chuyên mục: " SECTION "\nngày: %.*s\n", STR_ARG(vi_day_dots(mem, day)));
    text_format(out, "tác giả: %.*s\n", STR_ARG(author.len ? author : composing->body));
    if (has_meeting)
        text_format(out, "hội nghị: %.*s\n", STR_ARG(vi_day(mem, meeting->day)));
    text_format(out, "báo cáo: %.*s\n", STR_ARG(period_code(mem, composing->review.period)));
    if (composing->has_names && day_is_known(meeting->consent))
        text_format(out, "ngày đồng ý: %.*s\n", STR_ARG(vi_day(mem, meeting->consent)));
    text_add(out, S("---\n\n"));
}

static bool has_figure(const struct document *document)
{
    size_t block = 0, run = 0;
    return prose_figure_next(document, &block, &run) != NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n';
}

static size_t words_count(struct str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += !is_blank(text.at[i]) && (i == 0 || is_blank(text.at[i - 1]));
    return count;
}

bool article_compose(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                     struct period period, const struct compose_wishes *wishes,
                     struct composed *composed, struct error *err)
{
    struct document document = {0};
    struct composing composing = {
        .book = book, .db = db, .mem = mem, .unit = unit, .wishes = wishes, .document = &document};
    struct text out = text_new(mem, ARTICLE_MAX_BYTES);
    if (wishes->picture.len && wishes->alt.len == 0)
        return fail(err, ERROR_INVALID, "picture",
                    "ảnh phải có lời tả cho người không nhìn thấy (--alt \"…\")");
    if (!composing_open(&composing, period, err) || !text_compose(&composing, err))
        return false;
    if (!has_figure(&document))
        return fail(err, ERROR_INVALID, "period", "%.*s chưa có số liệu nào để soạn bài",
                    STR_ARG(vi_period(mem, period)));
    front_write(&composing, &out);
    text_add(&out, document_markdown(mem, &document));
    composed->words = words_count(document_plain(mem, &document));
    composed->has_meeting = composing.has_meeting;
    return text_end(&out, "bài", &composed->file, err);
}
