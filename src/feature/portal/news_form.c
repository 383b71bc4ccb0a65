/* The form of an article: filled in, kept, published. */
#include "base/text.h"
#include "base/vi_day.h"
#include "feature/meeting/meeting.h"
#include "feature/portal/article.h"
#include "feature/portal/news_desk.h"

enum { UNPROCESSABLE = 422, TAKEN = 409 };

/* The fields of the form, in the order of enum written_key; reads are not in it. */
static const char *const key_fields[WRITTEN_KEYS] = {
    [WRITTEN_UNIT] = "don_vi",         [WRITTEN_TITLE] = "tieu_de",
    [WRITTEN_SECTION] = "chuyen_muc",  [WRITTEN_DAY] = "ngay",
    [WRITTEN_AUTHOR] = "tac_gia",      [WRITTEN_LEAD] = "tom_tat",
    [WRITTEN_CONFERENCE] = "hoi_nghi", [WRITTEN_REVIEW] = "bao_cao",
    [WRITTEN_CONSENT] = "ngay_dong_y",
};
static const char *const key_labels[WRITTEN_KEYS] = {
    [WRITTEN_UNIT] = MESSAGE("Đơn vị"),         [WRITTEN_TITLE] = MESSAGE("Tiêu đề"),
    [WRITTEN_SECTION] = MESSAGE("Chuyên mục"),  [WRITTEN_DAY] = MESSAGE("Ngày đăng"),
    [WRITTEN_AUTHOR] = MESSAGE("Tác giả"),      [WRITTEN_LEAD] = MESSAGE("Tóm tắt"),
    [WRITTEN_CONFERENCE] = MESSAGE("Hội nghị"), [WRITTEN_REVIEW] = MESSAGE("Báo cáo"),
    [WRITTEN_CONSENT] = MESSAGE("Ngày đồng ý"),
};

/* ---- drawing ---- */

/* Those that take articles today; a correction may leave its article in one that has ended. */
static bool sections_fill(struct request *req, struct news_form_page *page, struct error *err)
{
    const struct sections *sections = sections_of(req->book, req->db, err);
    for (size_t i = 0; sections && i < sections->count; i++) {
        const struct section *section = &sections->at[i];
        bool is_chosen = str_is(section->code, page->draft.texts.key[WRITTEN_SECTION]);
        if (section_stands(section, book_today(req->book)) || (is_chosen && page->draft.of.len))
            *list_add(&page->sections, req->mem) =
                (struct news_choice){section->code, section->label, is_chosen};
    }
    return sections != NULL;
}

static bool conferences_fill(struct request *req, const struct unit *unit,
                             struct news_form_page *page, struct error *err)
{
    struct meetings meetings = {0};
    if (unit && !meetings_of(req->db, req->mem, unit->id, &meetings, err))
        return false;
    for (size_t i = 0; i < meetings.count; i++) {
        struct str day = vi_day(req->mem, meetings.at[i].day);
        *list_add(&page->conferences, req->mem) =
            (struct news_choice){day,
                                 str_format(req->mem, "%.*s: %.*s", STR_ARG(day),
                                            STR_ARG(meeting_title(req->mem, &meetings.at[i]))),
                                 str_is(day, page->draft.texts.key[WRITTEN_CONFERENCE])};
    }
    return true;
}

/* The figures of a period that say anything, each as the text binds it. */
static bool figures_fill(struct request *req, const struct unit *unit, struct str code,
                         struct news_form_page *page, struct error *err)
{
    struct period period;
    struct review review = {0};
    struct error ignored;
    if (!unit || !period_read(code, &period, &ignored))
        return true;
    if (!review_figures(req->book, req->db, req->mem, unit, period, &review, err))
        return false;
    page->figures_of = vi_period(req->mem, period);
    for (size_t i = 0; i < review.figures.count; i++) {
        const struct indicator *indicator = review.figures.at[i].indicator;
        struct review_figure figure = review_figure(&review, indicator->code);
        if (!review_figure_speaks(&figure))
            continue;
        struct figure printed = review_printed(&figure);
        *list_add(&page->figures, req->mem) = (struct news_figure){
            .label = indicator->label,
            .number = figure_phrase(req->mem, indicator, printed.actual),
            .binding = str_format(req->mem, "{%.*s %.*s}", STR_ARG(indicator->code), STR_ARG(code)),
        };
    }
    return true;
}

static bool corrected_fill(struct request *req, struct news_form_page *page, struct error *err)
{
    struct article article;
    if (page->draft.of.len == 0)
        return true;
    if (!article_of_no(req->book, req->db, req->mem, page->draft.of, &article, err))
        return false;
    page->public_address = article.address;
    return true;
}

/* The period whose figures stand beside the text: the one asked for, else the article's. */
static struct str figures_period(const struct request *req, const struct news_form_page *page)
{
    struct str asked = request_text(req, "ky");
    return asked.len ? asked : page->draft.texts.key[WRITTEN_REVIEW];
}

static bool choices_fill(struct request *req, struct news_form_page *page, struct error *err)
{
    const struct str *key = page->draft.texts.key;
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    const struct unit *unit = unit_find(units, key[WRITTEN_UNIT]);
    struct str period = figures_period(req, page);
    page->is_figures_open = request_text(req, "ky").len > 0;
    return news_units(req, key[WRITTEN_UNIT], &page->units, err) && sections_fill(req, page, err) &&
           conferences_fill(req, unit, page, err) &&
           news_periods(req, key[WRITTEN_UNIT], key[WRITTEN_REVIEW], &page->reviews, err) &&
           news_periods(req, key[WRITTEN_UNIT], period, &page->periods, err) &&
           figures_fill(req, unit, period, page, err) && corrected_fill(req, page, err) &&
           news_pictures(req->db, req->mem, page->draft.id, false, &page->pictures, err);
}

bool news_form_draw(struct request *req, struct news_form_page *page, struct response *response,
                    struct error *err)
{
    page->mem = req->mem;
    page->action =
        page->draft.id ? news_draft_address(req->mem, page->draft.id, NULL) : S(NEWS_DESK "/moi");
    page->frame.address = page->action;
    page->frame.title = page->draft.of.len ? html_translate(req->messages, S("Sửa tin đã đăng"))
                                           : html_translate(req->messages, S("Viết tin"));
    if (page->moment.len == 0)
        page->moment = page->draft.moment;
    if (!choices_fill(req, page, err))
        return false;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    news_form_html(&out, page);
    return page_respond(response, &out, err);
}

/* ---- GET ---- */

static struct str done_words(const struct request *req)
{
    static const char *const words[][2] = {
        {"luu", MESSAGE("Đã lưu nháp. Bài chưa đăng, chỉ cán bộ xem được.")},
        {"anh", MESSAGE("Đã thêm ảnh vào cuối bài. Muốn đổi chỗ, cắt cả dòng của ảnh rồi dán vào "
                        "giữa hai đoạn.")},
        {"soan",
         MESSAGE("Đã soạn từ báo cáo và hội nghị. Hãy đọc lại, sửa lời, thêm ảnh rồi đăng.")},
        {"bo-hen", MESSAGE("Đã bỏ hẹn giờ. Bài trở lại là bài nháp.")},
        {"sua", MESSAGE("Sửa bài ở dưới rồi bấm Đăng bản sửa. Trang công khai giữ bản cũ cho tới "
                        "lúc đó.")},
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_is(request_text(req, "da"), str_of(words[i][0])))
            return html_translate(req->messages, str_of(words[i][1]));
    return S("");
}

bool news_new_page(struct request *req, struct response *response, struct error *err)
{
    struct news_form_page page = {.key = news_key_new(req->mem)};
    struct news_choices units = {0};
    struct day day = book_today(req->book), known;
    const struct unit_tree *tree = unit_tree_of(req->book, req->db, err);
    if (!tree || !news_units(req, S(""), &units, err) || !unit_day_known(req->db, &known, err))
        return false;
    struct str code = units.count ? units.at[0].code : S("");
    const struct unit *unit = unit_find(tree, code);
    if (unit && !unit_exists_on(unit, day)) /* a book of former times */
        day = known;
    page.draft.texts.key[WRITTEN_UNIT] = code;
    page.draft.texts.key[WRITTEN_DAY] = vi_day(req->mem, day);
    return news_form_draw(req, &page, response, err);
}

/* Where a published draft went. */
static bool article_go(struct request *req, const struct news_draft *draft, const char *done,
                       struct response *response, struct error *err)
{
    struct article article;
    return article_of_no(req->book, req->db, req->mem, draft->no, &article, err) &&
           news_go(response, news_article_address(req->mem, article.id, done));
}

bool news_form_get(struct request *req, struct response *response, struct error *err)
{
    struct news_form_page page = {.key = news_key_new(req->mem), .done = done_words(req)};
    struct written_article ignored;
    if (!news_draft_named(req, &page.draft, err))
        return false;
    if (page.draft.state == NEWS_PUBLISHED)
        return article_go(req, &page.draft, NULL, response, err);
    if (page.draft.state == NEWS_DROPPED)
        return fail(err, ERROR_MISSING, "tin", "bài nháp này đã bỏ");
    if (str_is(request_text(req, "da"), S("loi")) &&
        !news_draft_judge(req->book, req->db, req->mem, &page.draft, &ignored, &page.problems, err))
        return false;
    return news_form_draw(req, &page, response, err);
}

/* ---- what was sent ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* A field that is one line, however it was pasted. */
static struct str one_line(struct arena *mem, struct str text)
{
    struct text out = text_new(mem, text.len + 1);
    text = str_trim(text);
    for (size_t i = 0; i < text.len; i++)
        if (!is_blank(text.at[i]))
            text_char(&out, text.at[i]);
        else if (!is_blank(text.at[i - 1]))
            text_char(&out, ' ');
    return text_str(&out);
}

static void sent_take(struct request *req, struct news_draft *draft)
{
    for (size_t i = 0; i < WRITTEN_KEYS; i++)
        if (key_fields[i])
            draft->texts.key[i] = one_line(req->mem, request_text(req, key_fields[i]));
    written_days_say(req->mem, &draft->texts);
    draft->texts.body = request_text(req, "noi_dung");
    if (draft->of.len)
        draft->note = one_line(req->mem, request_text(req, "ly_do"));
}

/* ---- two people on one draft ---- */

static void differences_fill(struct request *req, const struct news_draft *kept,
                             struct news_form_page *page)
{
    const struct written_texts *own = &page->draft.texts, *theirs = &kept->texts;
    for (size_t i = 0; i < WRITTEN_KEYS; i++)
        if (key_labels[i] && !str_is(own->key[i], theirs->key[i]))
            *list_add(&page->differences, req->mem) = (struct news_difference){
                html_translate(req->messages, str_of(key_labels[i])), theirs->key[i], false};
    if (!str_is(own->body, theirs->body))
        *list_add(&page->differences, req->mem) = (struct news_difference){
            html_translate(req->messages, S("Nội dung")), theirs->body, true};
}

/* What was typed stays in the form, what is kept stands above it; saving again decides. */
static bool conflict_draw(struct request *req, const struct news_draft *kept,
                          struct news_form_page *page, struct response *response, struct error *err)
{
    differences_fill(req, kept, page);
    response->status = TAKEN;
    return account_name(req->db, req->mem, str_format(req->mem, "u%lld", (long long)kept->editor),
                        &page->other, err) &&
           news_form_draw(req, page, response, err);
}

/* ---- what is to be done ---- */

static bool save(struct request *req, struct news_form_page *page, struct error *err)
{
    page->draft.problem = S("");
    return news_draft_write(req->book, req->mem, &page->draft, page->key, err);
}

/* Kept as typed, and shown again with what is wrong. */
static bool refuse(struct request *req, struct news_form_page *page, struct response *response,
                   struct error *err)
{
    if (page->draft.state == NEWS_PLANNED)
        page->problem = html_translate(req->messages,
                                       S("Bài còn lỗi nên đã bỏ hẹn giờ. Sửa xong hãy hẹn lại."));
    page->draft.state = NEWS_WRITING;
    page->draft.moment = S("");
    response->status = UNPROCESSABLE;
    return save(req, page, err) && news_form_draw(req, page, response, err);
}

static bool note_is_told(struct request *req, struct news_form_page *page)
{
    if (page->draft.of.len && page->draft.note.len == 0)
        page->note_problem = html_translate(req->messages, S("chưa ghi đã sửa gì, vì sao"));
    return page->note_problem.len == 0;
}

static bool publish(struct request *req, struct news_form_page *page, struct response *response,
                    struct error *err)
{
    struct news_draft sent = page->draft;
    if (!note_is_told(req, page))
        return refuse(req, page, response, err);
    if (sent.id == 0 && !save(req, page, err))
        return false;
    sent = page->draft;
    if (!news_draft_publish(req->book, req->mem, &sent, &page->problems, err))
        return false;
    if (page->problems.total)
        return refuse(req, page, response, err);
    return article_go(req, &sent, sent.of.len ? "sua" : "dang", response, err);
}

/* The moment that was chosen, which must lie ahead. */
static bool moment_take(struct request *req, struct news_form_page *page)
{
    struct error wrong;
    struct str moment, typed = str_trim(request_text(req, "dang_luc"));
    page->moment = typed;
    if (typed.len == 0)
        page->moment_problem = html_translate(req->messages, S("chưa chọn giờ đăng"));
    else if (!vi_moment_read(req->mem, typed, &moment, &wrong))
        page->moment_problem = str_copy(req->mem, str_of(wrong.text));
    else if (str_order(moment, journal_moment(&req->book->journal, req->mem)) <= 0)
        page->moment_problem =
            html_translate(req->messages, S("giờ này đã qua; hãy chọn giờ khác, hoặc đăng ngay"));
    else
        page->draft.moment = moment;
    return page->moment_problem.len == 0;
}

/* Planned: its day is the one on which it goes out, as long as the unit lives. */
static void planned_day(struct arena *mem, const struct unit *unit, struct news_draft *draft)
{
    struct day day = vi_moment_day(draft->moment);
    if (draft->of.len == 0 && unit && unit_exists_on(unit, day))
        draft->texts.key[WRITTEN_DAY] = vi_day(mem, day);
}

static bool plan(struct request *req, struct news_form_page *page, struct response *response,
                 struct error *err)
{
    struct written_article ignored;
    if (!moment_take(req, page) || !note_is_told(req, page))
        return refuse(req, page, response, err);
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    planned_day(req->mem, unit_find(units, page->draft.texts.key[WRITTEN_UNIT]), &page->draft);
    if (!news_draft_judge(req->book, req->db, req->mem, &page->draft, &ignored, &page->problems,
                          err))
        return false;
    if (page->problems.total)
        return refuse(req, page, response, err);
    page->draft.state = NEWS_PLANNED;
    page->draft.planner = req->visitor->id;
    news_planned(req->book, page->draft.moment);
    return save(req, page, err) && news_go(response, S(NEWS_DESK "?da=hen"));
}

/* A planned one stays planned if it may still go out as it is. */
static bool keep(struct request *req, struct news_form_page *page, struct str action,
                 struct response *response, struct error *err)
{
    struct written_article ignored;
    struct arena *mem = req->mem;
    if (page->draft.state == NEWS_PLANNED) {
        if (!news_draft_judge(req->book, req->db, mem, &page->draft, &ignored, &page->problems,
                              err))
            return false;
        if (page->problems.total)
            return refuse(req, page, response, err);
    }
    if (!save(req, page, err))
        return false;
    struct str address = news_draft_address(mem, page->draft.id, NULL);
    if (str_is(action, S("xem")))
        return news_go(response, str_format(mem, "%.*s/xem", STR_ARG(address)));
    if (str_is(action, S("anh")))
        return news_go(response, str_format(mem, "%.*s/anh", STR_ARG(address)));
    if (str_is(action, S("so-lieu")))
        return news_go(response, str_format(mem, "%.*s?ky=%.*s#so-lieu", STR_ARG(address),
                                            STR_ARG(request_text(req, "ky"))));
    return news_go(response, news_draft_address(mem, page->draft.id, "luu"));
}

static bool drop(struct request *req, struct news_form_page *page, struct response *response,
                 struct error *err)
{
    page->draft.state = NEWS_DROPPED;
    page->draft.texts = (struct written_texts){0};
    page->draft.moment = page->draft.note = S("");
    return news_pictures_drop(req->db, page->draft.id, err) && save(req, page, err) &&
           news_go(response, S(NEWS_DESK "?da=bo"));
}

static bool unplan(struct request *req, struct news_form_page *page, struct response *response,
                   struct error *err)
{
    page->draft.state = NEWS_WRITING;
    page->draft.moment = S("");
    return save(req, page, err) &&
           news_go(response, news_draft_address(req->mem, page->draft.id, "bo-hen"));
}

static bool act(struct request *req, struct news_form_page *page, struct response *response,
                struct error *err)
{
    struct str action = request_text(req, "viec");
    if (str_is(action, S("dang")))
        return publish(req, page, response, err);
    if (str_is(action, S("hen")))
        return plan(req, page, response, err);
    if (str_is(action, S("bo-hen")))
        return unplan(req, page, response, err);
    if (str_is(action, S("bo")))
        return drop(req, page, response, err);
    return keep(req, page, action, response, err);
}

/* The draft that the form is about; a new form that is sent twice finds what it has made. */
static bool draft_meant(struct request *req, struct str key, struct news_draft *draft,
                        bool *is_again, struct error *err)
{
    *is_again = false;
    if (!str_is(req->path, S(NEWS_DESK "/moi")))
        return news_draft_named(req, draft, err);
    if (!news_draft_of_key(req->db, req->mem, key, draft, err))
        return false;
    *is_again = draft->id != 0;
    if (*is_again && draft->author != req->visitor->id)
        return fail(err, ERROR_DENIED, "khoa", "biểu mẫu này của người khác");
    return true;
}

bool news_form_post(struct request *req, struct response *response, struct error *err)
{
    bool is_again;
    struct str key = request_text(req, "khoa");
    struct news_form_page page = {.key = key};
    struct news_draft kept;
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units || !draft_meant(req, key, &kept, &is_again, err))
        return false;
    if (kept.state == NEWS_PUBLISHED)
        return article_go(req, &kept, kept.of.len ? "sua" : "dang", response, err);
    if (kept.state == NEWS_DROPPED)
        return news_go(response, S(NEWS_DESK "?da=bo"));
    page.draft = kept;
    sent_take(req, &page.draft);
    if (!news_may_write(req->visitor, units, page.draft.texts.key[WRITTEN_UNIT]))
        return fail(err, ERROR_DENIED, "don_vi", "bạn không viết tin cho đơn vị này");
    if (kept.id && !is_again && request_int(req, "phien_ban", 0) != kept.version)
        return conflict_draw(req, &kept, &page, response, err);
    return act(req, &page, response, err);
}
