/* Sections of the news: added, renamed, moved, ended. The list is stated as a whole, so each form
 * names the list that was read: two people do not overwrite each other unseen. */
#include "feature/portal/section_desk.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_text.h"
#include "feature/portal/article.h"

enum { UNPROCESSABLE = 422, TAKEN = 409 };

/* ---- the list ---- */

/* A list of one's own to change. Fails DENIED for whoever may not state for the committee. */
static bool sections_open(struct request *req, struct sections *sections, struct error *err)
{
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    if (!visitor_may(req->visitor, MAY_CATALOGUE, unit_home(units)))
        return fail(err, ERROR_DENIED, "", "chuyên mục do cán bộ Mặt trận và Chủ tịch quyết định");
    const struct sections *stated = sections_of(req->book, req->db, err);
    *sections = (struct sections){0};
    for (size_t i = 0; stated && i < stated->count; i++)
        *list_add(sections, req->mem) = stated->at[i];
    return stated != NULL;
}

static bool stands_today(const struct request *req, const struct section *section)
{
    return section_stands(section, book_today(req->book));
}

static struct str desk_address(struct arena *mem, const struct section *section)
{
    return str_format(mem, SECTION_DESK "/%.*s", STR_ARG(section->code));
}

bool section_desk_page(struct request *req, struct response *response, struct error *err)
{
    struct sections sections;
    struct section_desk_page page = {
        .frame = {.address = S(SECTION_DESK),
                  .title = html_translate(req->messages, S("Chuyên mục tin"))}};
    if (request_text(req, "da").len)
        page.done = html_translate(req->messages, S("Đã ghi. Trang chủ và trang tin đã đổi theo."));
    if (!sections_open(req, &sections, err))
        return false;
    for (size_t i = 0; i < sections.count; i++) {
        const struct section *section = &sections.at[i];
        bool is_standing = stands_today(req, section);
        struct section_row *row = list_add(is_standing ? &page.standing : &page.ended, req->mem);
        *row = (struct section_row){.address = desk_address(req->mem, section),
                                    .label = section->label};
        if (!is_standing)
            row->since = vi_day(req->mem, (struct day){section->last.number + 1});
        if (!articles_count(req->db, section->code, &row->articles, err))
            return false;
    }
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    section_desk_html(&out, &page);
    return page_respond(response, &out, err);
}

/* ---- one section ---- */

/* The statement of a list as a word: whoever sends it back has read this list. */
static bool version_of(struct arena *mem, const struct sections *sections, struct str *version,
                       struct error *err)
{
    struct str body;
    if (!sections_body(mem, sections, &body, err))
        return false;
    struct sha256 hash = sha256_of(&body, 1);
    *version = sha256_hex(mem, &hash);
    return true;
}

static struct section *section_named(const struct request *req, const struct sections *sections,
                                     struct error *err)
{
    for (size_t i = 0; i < sections->count; i++)
        if (str_is(sections->at[i].code, req->part[0]))
            return &sections->at[i];
    fail(err, ERROR_MISSING, "ma", "không có chuyên mục này");
    return NULL;
}

/* section: as it is stated; NULL: a new one. */
static bool form_draw(struct request *req, struct section_form_page *page,
                      const struct sections *sections, const struct section *section,
                      struct response *response, struct error *err)
{
    page->action = req->path;
    page->is_new = !section;
    page->frame =
        (struct page_frame){.address = req->path,
                            .title = section ? html_translate(req->messages, S("Sửa chuyên mục"))
                                             : html_translate(req->messages, S("Thêm chuyên mục"))};
    if (section) {
        page->stated_code = section->code;
        page->public_address = section_address(req->mem, section);
        page->is_standing = stands_today(req, section);
    }
    if (!version_of(req->mem, sections, &page->version, err))
        return false;
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    section_form_html(&out, page);
    return page_respond(response, &out, err);
}

bool section_new_page(struct request *req, struct response *response, struct error *err)
{
    struct sections sections;
    struct section_form_page page = {0};
    return sections_open(req, &sections, err) &&
           form_draw(req, &page, &sections, NULL, response, err);
}

bool section_form_get(struct request *req, struct response *response, struct error *err)
{
    struct sections sections;
    struct section_form_page page = {0};
    if (!sections_open(req, &sections, err))
        return false;
    const struct section *section = section_named(req, &sections, err);
    if (!section)
        return false;
    page.label.value = section->label;
    page.english.value = section->label_en;
    return form_draw(req, &page, &sections, section, response, err);
}

/* ---- what was sent ---- */

static void sent_take(struct request *req, struct section_form_page *page)
{
    struct arena *mem = req->mem;
    page->label.value = unicode_nfc(mem, str_trim(request_text(req, "ten")));
    page->english.value = unicode_nfc(mem, str_trim(request_text(req, "tieng_anh")));
    page->code.value = str_trim(request_text(req, "ma"));
}

static void problem_set(struct request *req, struct section_cell *cell, const char *words)
{
    if (cell->problem.len == 0)
        cell->problem = html_translate(req->messages, str_of(words));
}

static bool has_problem(const struct section_form_page *page)
{
    return page->label.problem.len || page->english.problem.len || page->code.problem.len ||
           page->problem.len;
}

/* The names, beside those of all sections but `own` (NULL: a new one has none yet). */
static void names_check(struct request *req, const struct sections *sections,
                        const struct section *own, struct section_form_page *page)
{
    struct sections others = {0};
    for (size_t i = 0; i < sections->count; i++)
        if (&sections->at[i] != own)
            *list_add(&others, req->mem) = sections->at[i];
    if (page->label.value.len == 0)
        problem_set(req, &page->label, MESSAGE("chưa ghi tên"));
    else if (page->label.value.len > SECTION_LABEL_MAX_BYTES)
        problem_set(req, &page->label, MESSAGE("tên quá dài"));
    else if (unicode_has_control(page->label.value))
        problem_set(req, &page->label, MESSAGE("có ký tự điều khiển hoặc xuống dòng"));
    else if (vi_slug(req->mem, page->label.value).len == 0)
        problem_set(req, &page->label, MESSAGE("hãy đặt tên bằng chữ"));
    else if (section_meant(req->mem, &others, page->label.value))
        problem_set(req, &page->label, MESSAGE("đã có chuyên mục tên này"));
    if (page->english.value.len > SECTION_LABEL_MAX_BYTES)
        problem_set(req, &page->english, MESSAGE("tên quá dài"));
    else if (unicode_has_control(page->english.value))
        problem_set(req, &page->english, MESSAGE("có ký tự điều khiển hoặc xuống dòng"));
}

static bool is_code(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool is_letter = text.at[i] >= 'a' && text.at[i] <= 'z';
        bool is_more = (text.at[i] >= '0' && text.at[i] <= '9') || text.at[i] == '_';
        if (!is_letter && (i == 0 || !is_more))
            return false;
    }
    return text.len > 0 && text.len <= SECTION_CODE_MAX_BYTES;
}

/* A code made of the name: "Tiếng dân" gives "tieng_dan". */
static struct str code_proposed(struct arena *mem, struct str label)
{
    struct str slug = vi_slug(mem, label);
    struct text out = text_new(mem, SECTION_CODE_MAX_BYTES + 1);
    for (size_t i = 0; i < slug.len && out.len < SECTION_CODE_MAX_BYTES; i++)
        text_char(&out, slug.at[i] == '-' ? '_' : slug.at[i]);
    return text_str(&out);
}

/* A name that was once another section's still is its address. */
static void new_check(struct request *req, const struct sections *sections,
                      const struct section *section, struct section_form_page *page)
{
    const struct section *same = section_of_slug(sections, section->slug);
    names_check(req, sections, NULL, page);
    if (page->label.problem.len)
        return;
    if (sections->count >= SECTIONS_MAX)
        page->problem = html_translate(req->messages, S("Chỉ lập được nhiều nhất 40 chuyên mục."));
    if (same)
        page->label.problem =
            str_format(req->mem, "địa chỉ của tên này là của chuyên mục «%.*s»; hãy đặt tên khác",
                       STR_ARG(same->label));
    if (!is_code(section->code))
        problem_set(req, &page->code,
                    MESSAGE("mã là chữ thường không dấu, số và dấu _, bắt đầu bằng chữ, nhiều nhất "
                            "40 ký tự"));
    else if (str_is(section->code, S("moi")) || section_meant(req->mem, sections, section->code))
        problem_set(req, &page->code, MESSAGE("mã này đã dùng, hãy đặt mã khác"));
}

/* ---- changing the list ---- */

static bool desk_go(struct response *response)
{
    response->status = 303;
    response->location = S(SECTION_DESK "?da=ghi");
    return true;
}

static bool sections_keep(struct request *req, const struct sections *sections,
                          struct response *response, struct error *err)
{
    return sections_state(req->book, req->mem, sections, err) && desk_go(response);
}

/* Sent about another list than there is now. Sets *is_stale; fails INVALID. */
static bool stale_check(struct request *req, const struct sections *sections, bool *is_stale,
                        struct error *err)
{
    struct str now;
    *is_stale = false;
    if (!version_of(req->mem, sections, &now, err))
        return false;
    *is_stale = !str_is(now, request_text(req, "cu"));
    return true;
}

static void stale_tell(struct request *req, struct section_form_page *page,
                       struct response *response)
{
    page->problem = html_translate(
        req->messages, S("Danh sách chuyên mục vừa được người khác sửa. Những gì đã gõ vẫn còn; "
                         "hãy xem lại danh sách, rồi bấm lần nữa nếu vẫn muốn."));
    response->status = TAKEN;
}

/* What the form wants is there already: it was sent twice. */
static bool is_there(const struct sections *sections, const struct section *wanted,
                     const struct section_form_page *page)
{
    const struct section *section = section_of_slug(sections, wanted->slug);
    return section && str_is(section->code, wanted->code) &&
           str_is(section->label, page->label.value) &&
           str_is(section->label_en, page->english.value);
}

bool section_new_post(struct request *req, struct response *response, struct error *err)
{
    struct sections sections;
    struct section_form_page page = {0};
    bool is_stale;
    if (!sections_open(req, &sections, err) || !stale_check(req, &sections, &is_stale, err))
        return false;
    sent_take(req, &page);
    struct section section = {
        .code = page.code.value.len ? page.code.value : code_proposed(req->mem, page.label.value),
        .label = page.label.value,
        .label_en = page.english.value,
        .slug = vi_slug(req->mem, page.label.value),
        .last = DAY_LAST};
    if (is_stale && is_there(&sections, &section, &page))
        return desk_go(response);
    new_check(req, &sections, &section, &page);
    if (has_problem(&page))
        response->status = UNPROCESSABLE;
    else if (is_stale)
        stale_tell(req, &page, response);
    if (has_problem(&page))
        return form_draw(req, &page, &sections, NULL, response, err);
    *list_add(&sections, req->mem) = section;
    return sections_keep(req, &sections, response, err);
}

/* Changes places with the next one that stands, towards the front or the back; the first and the
 * last stay where they are. */
static void move(const struct request *req, struct sections *sections, size_t at, bool is_up)
{
    for (size_t i = 1; is_up ? i <= at : at + i < sections->count; i++) {
        size_t other = is_up ? at - i : at + i;
        if (!stands_today(req, &sections->at[other]))
            continue;
        struct section kept = sections->at[at];
        sections->at[at] = sections->at[other];
        sections->at[other] = kept;
        return;
    }
}

static size_t place_of(const struct request *req, const struct sections *sections)
{
    size_t at = 0;
    while (!str_is(sections->at[at].code, req->part[0]))
        at++;
    return at;
}

static bool is_last_standing(const struct request *req, const struct sections *sections)
{
    size_t count = 0;
    for (size_t i = 0; i < sections->count; i++)
        count += stands_today(req, &sections->at[i]);
    return count == 1;
}

/* True if a form about another list has been done already: taking the move back gives the list that
 * was read, or the section is as wanted. Sets *is_done; fails INVALID. */
static bool done_check(struct request *req, const struct sections *sections,
                       const struct section *section, const struct section_form_page *page,
                       bool *is_done, struct error *err)
{
    struct str action = request_text(req, "viec");
    struct sections before = {0};
    bool is_other, is_up = str_is(action, S("len"));
    if (is_up || str_is(action, S("xuong"))) {
        for (size_t i = 0; i < sections->count; i++)
            *list_add(&before, req->mem) = sections->at[i];
        move(req, &before, place_of(req, &before), !is_up);
        if (!stale_check(req, &before, &is_other, err))
            return false;
        *is_done = !is_other;
    } else if (str_is(action, S("ngung")) || str_is(action, S("lai"))) {
        *is_done = stands_today(req, section) == str_is(action, S("lai"));
    } else {
        *is_done = str_is(section->label, page->label.value) &&
                   str_is(section->label_en, page->english.value);
    }
    return true;
}

/* Does what the button says, unless something is wrong with it. */
static void act(struct request *req, struct sections *sections, struct section *section,
                struct section_form_page *page)
{
    struct str action = request_text(req, "viec");
    if (str_is(action, S("len")) || str_is(action, S("xuong"))) {
        move(req, sections, place_of(req, sections), str_is(action, S("len")));
    } else if (str_is(action, S("lai"))) {
        section->last = DAY_LAST;
    } else if (!str_is(action, S("ngung"))) {
        names_check(req, sections, section, page);
        section->label = has_problem(page) ? section->label : page->label.value;
        section->label_en = has_problem(page) ? section->label_en : page->english.value;
    } else if (stands_today(req, section) && is_last_standing(req, sections)) {
        page->problem =
            html_translate(req->messages, S("Phải còn ít nhất một chuyên mục nhận tin."));
    } else if (stands_today(req, section)) {
        section->last = (struct day){book_today(req->book).number - 1};
    }
}

bool section_form_post(struct request *req, struct response *response, struct error *err)
{
    struct sections sections = {0};
    struct section_form_page page = {0};
    bool is_stale, is_done = false;
    if (!sections_open(req, &sections, err) || !stale_check(req, &sections, &is_stale, err))
        return false;
    struct section *section = section_named(req, &sections, err);
    if (!section)
        return false;
    sent_take(req, &page);
    if (is_stale && !done_check(req, &sections, section, &page, &is_done, err))
        return false;
    if (is_done)
        return desk_go(response);
    if (is_stale) {
        stale_tell(req, &page, response);
        page.stated_label = section->label;
    } else {
        act(req, &sections, section, &page);
    }
    if (!has_problem(&page))
        return sections_keep(req, &sections, response, err);
    if (!is_stale)
        response->status = UNPROCESSABLE;
    return form_draw(req, &page, &sections, section, response, err);
}
