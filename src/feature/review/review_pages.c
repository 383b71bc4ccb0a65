#include "feature/review/review_pages.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "feature/review/review_html.h"
#include "feature/review/review_words.h"

#define PERIODS_ADDRESS "/bao-cao"

/* ---- one review ---- */

static struct named_link neighbour(const struct viewing *viewing, struct period period)
{
    struct arena *mem = viewing->req->mem;
    return (struct named_link){
        .label = unicode_upper_first(mem, vi_period(mem, period)),
        .address = review_address(mem, period, viewing->review->unit, viewing->home)};
}

/* The periods of the same kind with records before and after this one; periods come newest first.
 */
static void neighbours_fill(const struct viewing *viewing, const struct periods *periods,
                            struct review_content *page)
{
    struct period own = viewing->review->period;
    struct day first = period_first(own);
    for (size_t i = 0; i < periods->count; i++) {
        struct period other = periods->at[i];
        if (other.kind != own.kind)
            continue;
        int32_t place = period_first(other).number;
        if (place > first.number)
            page->after = neighbour(viewing, other);
        else if (place < first.number && page->before.address.len == 0)
            page->before = neighbour(viewing, other);
        else if (place == first.number)
            page->has_records = true;
    }
}

/* A period in which nothing is recorded yet is told as soon as somebody was asked something in it,
 * or did it. */
static bool requests_tell_of(const struct review *review)
{
    int32_t first = period_first(review->period).number;
    for (size_t i = 0; i < review->requests.count; i++) {
        const struct asked_task *asked = &review->requests.at[i];
        size_t results = asked->task.results.count;
        if (asked->meeting.day.number >= first ||
            (results && asked->task.results.at[results - 1].day.number >= first))
            return true;
    }
    return false;
}

/* The period behind this one is told by what was asked, if not by records. */
static bool next_by_requests(const struct viewing *viewing, struct review_content *page,
                             struct error *err)
{
    struct request *req = viewing->req;
    struct review next = {.period = period_next(viewing->review->period)};
    if (page->after.address.len)
        return true;
    if (!tasks_asked(req->db, req->mem, viewing->review->unit->id, next.period,
                     period_last(next.period), INT64_MAX, &next.requests, err))
        return false;
    if (requests_tell_of(&next))
        page->after = neighbour(viewing, next.period);
    return true;
}

static void head_fill(const struct viewing *viewing, struct review_content *page)
{
    struct arena *mem = viewing->req->mem;
    const struct review *review = viewing->review;
    page->title = review_title(mem, review->unit, review->period);
    page->crumb = unicode_upper_first(mem, vi_period(mem, review->period));
    page->eyebrow = review_eyebrow(mem, review->period, review->span);
    page->cutoff = vi_day(mem, review->span.last);
    page->entries = vi_count(mem, review->size);
    page->root = sha256_hex(mem, &review->root);
    if (review->unit != viewing->home) {
        page->home_label = page->crumb;
        page->home_address = review_address(mem, review->period, viewing->home, viewing->home);
        page->crumb = unit_title(mem, review->unit);
    }
    if (review->is_issued) {
        page->issued = vi_day(mem, vi_moment_day(review->issued_at));
        page->issued_size = vi_count(mem, review->issued_size);
        page->issued_root = review->issued_root;
    }
    page->frame.title = page->title;
    page->frame.menu = S(PERIODS_ADDRESS);
    page->frame.is_story = true;
    struct str address = review_address(mem, review->period, review->unit, viewing->home);
    page->frame.address = address;
    page->files = (struct frame_files){.word = frame_file_address(mem, address, "tai-ve.docx"),
                                       .pdf = frame_file_address(mem, address, "tai-ve.pdf"),
                                       .sheet = frame_file_address(mem, address, "tai-ve.xlsx")};
}

/* The sheets of the unit and period, where they have an address of their own. */
static void sheets_fill(const struct viewing *viewing, struct review_content *page)
{
    static const struct {
        const char *word, *label;
    } sheets[] = {{"niem-yet", MESSAGE("Bản niêm yết")}, {"doc-loa", MESSAGE("Bản đọc loa")}};
    const struct review *review = viewing->review;
    struct arena *mem = viewing->req->mem;
    struct str own = unit_address(mem, review->unit);
    if ((own.len == 0 && review->unit != viewing->home) || !page->has_records)
        return;
    for (size_t i = 0; i < COUNT_OF(sheets); i++)
        *list_add(&page->sheets, mem) = (struct named_link){
            .label = html_translate(viewing->req->messages, str_of(sheets[i].label)),
            .address = str_format(mem, "%.*s/%s?ky=%.*s", STR_ARG(own), sheets[i].word,
                                  STR_ARG(period_code(mem, review->period)))};
}

static bool content_fill(const struct viewing *viewing, const struct periods *periods,
                         struct review_content *page, struct error *err)
{
    head_fill(viewing, page);
    neighbours_fill(viewing, periods, page);
    sheets_fill(viewing, page);
    page->tiles = view_tiles(viewing);
    page->frame.description = review_description(viewing->req->mem, viewing->review, &page->tiles);
    if (!next_by_requests(viewing, page, err) || !view_blocks(viewing, &page->blocks, err) ||
        !view_areas(viewing, &page->areas, err))
        return false;
    frame_fill(viewing->req, &page->frame);
    return true;
}

/* What the address names. */
struct asked {
    const struct unit *unit, *home;
    const struct unit_tree *units;
    struct period period;
};

static bool asked_read(struct request *req, struct asked *asked, struct error *err)
{
    int64_t year;
    struct str code = request_text(req, "don-vi");
    asked->units = unit_tree_of(req->book, req->db, err);
    if (!asked->units)
        return false;
    if (!str_to_int(req->part[0], &year) || year < 1900 || year > 2199 ||
        !vi_period_of_slug((int32_t)year, req->part[1], &asked->period))
        return fail(err, ERROR_MISSING, "ky",
                    "không có kỳ báo cáo nào ở địa chỉ này; kỳ viết như 6-thang-dau-nam, quy-2, "
                    "thang-5 hoặc ca-nam, sau năm gồm bốn chữ số");
    asked->home = unit_home(asked->units);
    if (!asked->home)
        return fail(err, ERROR_MISSING, "don-vi", "sổ này chưa có đơn vị nên chưa có báo cáo");
    asked->unit = code.len ? unit_find(asked->units, code) : asked->home;
    if (!asked->unit)
        return fail(err, ERROR_MISSING, "don-vi", "sổ không có đơn vị «%.*s»", STR_ARG(code));
    return true;
}

bool review_is_told(const struct review *review, const struct periods *periods)
{
    for (size_t i = 0; i < periods->count; i++)
        if (period_is(periods->at[i], review->period))
            return true;
    return requests_tell_of(review);
}

bool review_respond(struct request *req, const struct unit_tree *units, const struct review *review,
                    bool is_preview, struct response *response, struct error *err)
{
    struct periods periods = {0};
    struct review_content page = {.is_preview = is_preview};
    struct viewing viewing = {req, units, unit_home(units), review};
    if (!review_periods(req->db, req->mem, review->unit, &periods, err) ||
        !content_fill(&viewing, &periods, &page, err))
        return false;
    struct html out = page_html(req);
    review_html(&out, &page);
    return page_respond(response, &out, err);
}

bool review_page(struct request *req, struct response *response, struct error *err)
{
    struct asked asked = {0};
    struct review review;
    struct review_content page = {0};
    struct periods periods = {0};
    if (!asked_read(req, &asked, err) ||
        !review_periods(req->db, req->mem, asked.unit, &periods, err))
        return false;
    if (!review_compose(req->book, req->db, req->mem, asked.unit, asked.period, DAY_NONE, &review,
                        err))
        return false;
    if (!review_is_told(&review, &periods))
        return fail(err, ERROR_MISSING, "ky", "%.*s chưa có việc nào được ghi trong %.*s",
                    STR_ARG(unit_title(req->mem, asked.unit)),
                    STR_ARG(vi_period(req->mem, asked.period)));
    struct viewing viewing = {req, asked.units, asked.home, &review};
    if (!content_fill(&viewing, &periods, &page, err))
        return false;
    struct html out = page_html(req);
    review_html(&out, &page);
    respond_html(response, html_end(&out));
    return true;
}

bool review_print_html(struct book *book, struct arena *mem, const struct unit *unit,
                       struct period period, struct day cutoff, struct text *out, struct error *err)
{
    struct request req = {
        .mem = mem, .db = book->db, .book = book, .path = S("/"), .language = S("vi")};
    struct review review;
    struct review_content page = {0};
    struct periods periods = {0};
    const struct unit_tree *units = unit_tree_of(book, book->db, err);
    if (!units || !review_periods(book->db, mem, unit, &periods, err) ||
        !review_compose(book, book->db, mem, unit, period, cutoff, &review, err))
        return false;
    struct viewing viewing = {&req, units, unit_home(units), &review};
    if (!content_fill(&viewing, &periods, &page, err))
        return false;
    struct html html = page_html(&req);
    review_html(&html, &page);
    struct html_piece piece = html_end(&html);
    if (!piece.bytes.at)
        return fail(err, ERROR_BROKEN, "html", "trang lớn quá mức cho phép");
    text_add(out, piece.bytes);
    return true;
}

/* ---- all periods ---- */

static struct str issue_words(struct arena *mem, const struct issued_reviews *issued,
                              struct period period)
{
    for (size_t i = 0; i < issued->count; i++)
        if (period_is(issued->at[i].period, period))
            return str_format(mem, "đã ban hành ngày %.*s",
                              STR_ARG(vi_day(mem, issued->at[i].day)));
    return S("");
}

struct named_link *link_group_add(struct arena *mem, struct link_group *group, bool is_quiet)
{
    enum { SHOWN = 4 };
    return list_add(is_quiet && group->links.count >= SHOWN ? &group->older : &group->links, mem);
}

static void groups_fill(struct request *req, const struct unit *home, const struct periods *periods,
                        const struct issued_reviews *issued, struct periods_content *page)
{
    struct arena *mem = req->mem;
    struct link_group *group = NULL;
    for (size_t i = 0; i < periods->count; i++) {
        struct period period = periods->at[i];
        if (i == 0 || periods->at[i - 1].kind != period.kind) {
            group = list_add(&page->groups, mem);
            group->title = html_translate(req->messages, review_kind_title(period.kind));
        }
        struct str words = issue_words(mem, issued, period);
        *link_group_add(mem, group, words.len == 0) =
            (struct named_link){.label = unicode_upper_first(mem, vi_period(mem, period)),
                                .address = review_address(mem, period, home, home),
                                .meta = words};
    }
}

bool periods_page(struct request *req, struct response *response, struct error *err)
{
    struct periods_content page = {
        .title = html_translate(req->messages, S("Kết quả công tác Mặt trận qua các kỳ")),
        .frame = {.address = S(PERIODS_ADDRESS),
                  .menu = S(PERIODS_ADDRESS),
                  .title = html_translate(req->messages, S("Kết quả công tác"))}};
    struct periods periods = {0};
    struct issued_reviews issued = {0};
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    const struct unit *home = unit_home(units);
    if (home && (!review_periods(req->db, req->mem, home, &periods, err) ||
                 !reviews_issued(req->db, req->mem, home, &issued, err)))
        return false;
    if (periods.count)
        groups_fill(req, home, &periods, &issued, &page);
    else
        page.next_step = html_translate(
            req->messages,
            S("Sổ chưa ghi việc nào nên chưa có kỳ báo cáo. Khi danh sách việc đã làm được "
              "nhập vào, các kỳ sẽ tự hiện ra ở đây."));
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    periods_html(&out, &page);
    respond_html(response, html_end(&out));
    return true;
}
