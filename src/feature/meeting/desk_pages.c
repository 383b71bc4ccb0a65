/* The desk of a conference: begun, written and ticked while it is held, entered. */
#include "feature/meeting/desk_pages.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "feature/meeting/meeting_words.h"
#include "feature/meeting/meeting_write.h"

enum { CONFLICT_STATUS = 409, UNPROCESSABLE = 422 };

/* ---- where ---- */

struct str desk_place_address(struct arena *mem, struct day day, int64_t number,
                              const struct unit *unit, const struct unit *home)
{
    struct meeting meeting = {.day = day, .number = number};
    return str_format(mem, "/lam-viec%.*s", STR_ARG(meeting_address(mem, &meeting, unit, home)));
}

bool desk_redirect(struct request *req, struct response *response, struct str address,
                   const char *done)
{
    bool has_query = str_find_char(address, '?') < address.len;
    response->status = 303;
    response->location =
        str_format(req->mem, "%.*s%sda=%s", STR_ARG(address), has_query ? "&" : "?", done);
    return true;
}

static bool unit_read(struct request *req, struct desk_place *place, struct error *err)
{
    struct str code = request_text(req, "don-vi");
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    place->home = unit_home(units);
    place->unit = code.len ? unit_find(units, code) : place->home;
    if (!place->unit)
        return fail(err, ERROR_MISSING, "don-vi", "sổ không có đơn vị «%.*s»", STR_ARG(code));
    return visitor_may(req->visitor, MAY_DRAFT, place->unit) ||
           fail(err, ERROR_DENIED, "don-vi", "hội nghị của nơi này không thuộc phần việc của bạn");
}

bool desk_place_read(struct request *req, struct desk_place *place, struct error *err)
{
    *place = (struct desk_place){0};
    if (!meeting_part_read(req->part[0], &place->day, &place->number))
        return fail(err, ERROR_MISSING, "ngay",
                    "không có hội nghị nào ở địa chỉ này; ngày viết như 2022-07-20");
    if (!unit_read(req, place, err) ||
        !conference_kept(req->db, req->mem, place->unit->code, place->day, place->number,
                         &place->kept, err) ||
        !meeting_find(req->db, req->mem, place->unit->id, place->day, place->number,
                      &place->meeting, &place->is_held, err))
        return false;
    place->address =
        desk_place_address(req->mem, place->day, place->number, place->unit, place->home);
    return place->kept.id || place->is_held ||
           fail(err, ERROR_MISSING, "ngay", "chưa có hội nghị nào ngày %.*s",
                STR_ARG(vi_day(req->mem, place->day)));
}

/* ---- what can be chosen ---- */

static void option_add(struct arena *mem, struct desk_options *options, struct str code,
                       struct str label)
{
    *list_add(options, mem) = (struct desk_option){code, label};
}

static void words_offer(struct arena *mem, struct desk_options *options,
                        const struct meeting_word *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        option_add(mem, options, words[i].code, unicode_upper_first(mem, words[i].label));
}

/* Years, half-years and quarters around the day. */
static void periods_offer(struct arena *mem, struct desk_options *options, struct day day)
{
    int32_t year, month, day_of_month;
    day_parts(day, &year, &month, &day_of_month);
    for (int32_t y = year - 1; y <= year + 1; y++) {
        for (int32_t half = 1; half <= 2; half++) {
            struct period period = {PERIOD_HALF, y, half};
            option_add(mem, options, period_code(mem, period), vi_period(mem, period));
        }
        struct period whole = {PERIOD_YEAR, y, 1};
        option_add(mem, options, period_code(mem, whole), vi_period(mem, whole));
        for (int32_t quarter = 1; quarter <= 4; quarter++) {
            struct period period = {PERIOD_QUARTER, y, quarter};
            option_add(mem, options, period_code(mem, period), vi_period(mem, period));
        }
    }
}

/* Bodies by name; a kind of bodies that several are of by its label: all of them. */
static bool bodies_offer(struct request *req, struct conference_page *page, struct error *err)
{
    struct unit_bodies bodies = {0};
    if (!unit_bodies_on(req->db, req->mem, 0, page->place.day, &bodies, err))
        return false;
    for (size_t i = 0; i < bodies.count; i++) {
        const struct unit_body *body = &bodies.at[i];
        size_t same = 0, before = 0;
        for (size_t k = 0; k < bodies.count; k++) {
            same += str_is(bodies.at[k].kind, body->kind);
            before += k < i && str_is(bodies.at[k].kind, body->kind);
        }
        const struct body_kind *kind = body_kind_meant(req->mem, body->kind);
        if (body->unit == page->place.unit->id)
            option_add(req->mem, &page->issuers, body->code, body->name);
        if (same > 1 && kind && body->unit != page->place.unit->id) {
            if (before == 0)
                option_add(req->mem, &page->bodies, kind->code, kind->label);
            continue;
        }
        option_add(req->mem, &page->bodies, body->code, body->name);
    }
    return true;
}

static bool choices_offer(struct request *req, struct conference_page *page, struct error *err)
{
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    if (!indicators || !bodies_offer(req, page, err))
        return false;
    words_offer(req->mem, &page->kinds, meeting_kinds, meeting_kinds_count);
    words_offer(req->mem, &page->day_parts, day_parts_known, day_parts_known_count);
    periods_offer(req->mem, &page->periods, page->place.day);
    for (size_t i = 0; i < indicators->all.count; i++)
        option_add(req->mem, &page->indicators, indicators->all.at[i].code,
                   indicators->all.at[i].label);
    for (size_t i = 0; i < page->form.people.count; i++) {
        const struct desk_person *person = &page->form.people.at[i];
        if (!person->is_group && person->label.text.len)
            option_add(req->mem, &page->functions, person->label.text, person->label.text);
    }
    return true;
}

struct desk_input desk_fact_input(const struct conference_page *page, enum desk_fact fact)
{
    const struct desk_field *field = &page->form.facts[fact];
    return (struct desk_input){
        .name = str_format(page->mem, "o-%s", desk_fact_name(fact)),
        .label = html_translate(page->messages, desk_fact_label(fact)),
        .text = field->text,
        .problem = field->problem,
    };
}

struct desk_input desk_request_input(struct arena *mem, size_t i, const char *name,
                                     struct str label, const struct desk_field *field)
{
    return (struct desk_input){.name = str_format(mem, "o-d%zu-%s", i, name),
                               .label = label,
                               .text = field->text,
                               .problem = field->problem};
}

struct desk_input desk_person_input(struct arena *mem, size_t i, const char *name, struct str label,
                                    const struct desk_person *person,
                                    const struct desk_field *field)
{
    return (struct desk_input){.name = str_format(mem, "o-p%zu-%s", i, name),
                               .label = label,
                               .hint = person->label.text,
                               .text = field->text,
                               .problem = field->problem};
}

bool desk_person_is_wrong(const struct desk_person *person)
{
    return person->name.problem.len + person->form.problem.len + person->label.problem.len +
           person->section.problem.len;
}

/* ---- drawing ---- */

static bool page_draw(struct request *req, struct conference_page *page, struct response *response,
                      struct error *err)
{
    page->mem = req->mem;
    page->messages = req->messages;
    page->title =
        str_format(req->mem, "Hội nghị ngày %.*s", STR_ARG(vi_day(req->mem, page->place.day)));
    page->unit_name = unit_title(req->mem, page->place.unit);
    page->frame.title = page->title;
    page->frame.address = page->place.address;
    page->is_restating = page->place.is_held && !page->place.meeting.is_voided;
    if (!choices_offer(req, page, err))
        return false;
    /* Blank lines for those who come unannounced. */
    struct str section = page->form.people.count ? page->form.people.at[0].section.text : S("");
    for (size_t i = 0; i < DESK_BLANK_PEOPLE + 1; i++) {
        struct desk_person *blank = list_add(&page->form.people, req->mem);
        blank->section.text = section;
        blank->is_group = i == DESK_BLANK_PEOPLE;
        blank->is_invited = true;
    }
    if (page->form.requests.count < MEETING_REQUESTS_MAX)
        list_add(&page->form.requests, req->mem);
    desk_papers(req, page->place.address, page->papers);
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    conference_html(&out, page);
    return page_respond(response, &out, err);
}

static bool kept_form(struct request *req, const struct kept_conference *kept,
                      struct conference_form *form, struct error *err)
{
    struct form pairs = {0};
    if (!form_read_pairs(req->mem, kept->cells, &pairs, err))
        return false;
    conference_form_take(req->mem, &pairs, form);
    return true;
}

static struct str done_words(const struct request *req)
{
    static const struct {
        const char *code, *words;
    } known[] = {
        {"moi", MESSAGE("Đã mở hội nghị. Đánh dấu người đến, ghi dần; lưu lúc nào cũng được.")},
        {"luu", MESSAGE("Đã lưu. Chưa ai ngoài bàn làm việc này đọc được.")},
        {"ghi", MESSAGE("Đã ghi vào sổ. Hội nghị đã có trang công khai; mỗi đề nghị là một việc.")},
        {"ket-qua", MESSAGE("Đã ghi kết quả.")},
        {"dong", MESSAGE("Đã đóng việc.")},
        {"huy", MESSAGE("Đã hủy hội nghị này.")},
    };
    struct str done = request_text(req, "da");
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_is(done, str_of(known[i].code)))
            return html_translate(req->messages, str_of(known[i].words));
    return S("");
}

bool conference_desk_page(struct request *req, struct response *response, struct error *err)
{
    struct desk_place place;
    if (!desk_place_read(req, &place, err))
        return false;
    if (place.kept.id == 0) {
        struct held_page page;
        if (!held_open(req, &place, &page, err))
            return false;
        page.done = done_words(req);
        return held_draw(req, &page, response, err);
    }
    struct conference_page page = {.place = place, .done = done_words(req)};
    return kept_form(req, &place.kept, &page.form, err) && page_draw(req, &page, response, err);
}

/* ---- saving ---- */

static void form_sent(struct request *req, struct conference_form *form)
{
    struct form pairs = {0};
    for (size_t i = 0; i < req->many.count; i++)
        *list_add(&pairs, req->mem) =
            (struct form_field){.name = req->many.at[i].name, .value = req->many.at[i].value};
    conference_form_take(req->mem, &pairs, form);
}

static void difference_note(struct request *req, struct conference_page *page, struct str label,
                            struct str own, struct str theirs)
{
    if (!str_is(own, theirs))
        *list_add(&page->differences, req->mem) =
            (struct desk_difference){label, theirs.len ? theirs : S("(trống)")};
}

static struct str people_words(struct arena *mem, const struct conference_form *form, size_t i)
{
    if (i >= form->people.count)
        return S("");
    const struct desk_person *person = &form->people.at[i];
    if (person->is_group)
        return str_format(mem, "%.*s %.*s/%.*s", STR_ARG(person->label.text),
                          STR_ARG(person->present.text), STR_ARG(person->invited.text));
    return str_format(mem, "%.*s %.*s, %s", STR_ARG(person->name.text), STR_ARG(person->label.text),
                      person->is_present ? "có mặt" : "vắng");
}

/* Somebody else has kept it: what was typed stays in the form, what is kept is told above it, and
 * saving again decides. */
static bool clash_draw(struct request *req, struct conference_page *page, struct response *response,
                       struct error *err)
{
    struct conference_form theirs;
    struct arena *mem = req->mem;
    if (!kept_form(req, &page->place.kept, &theirs, err))
        return false;
    for (size_t i = 0; i < DESK_FACTS; i++)
        difference_note(req, page, desk_fact_label((enum desk_fact)i), page->form.facts[i].text,
                        theirs.facts[i].text);
    for (size_t i = 0; i < theirs.people.count || i < page->form.people.count; i++)
        difference_note(req, page, str_format(mem, "Thành phần, dòng %zu", i + 1),
                        people_words(mem, &page->form, i), people_words(mem, &theirs, i));
    for (size_t i = 0; i < theirs.requests.count || i < page->form.requests.count; i++)
        difference_note(req, page, str_format(mem, "Đề nghị %zu", i + 1),
                        i < page->form.requests.count ? page->form.requests.at[i].text.text : S(""),
                        i < theirs.requests.count ? theirs.requests.at[i].text.text : S(""));
    response->status = CONFLICT_STATUS;
    return account_name(req->db, mem, str_format(mem, "u%lld", (long long)page->place.kept.editor),
                        &page->other, err) &&
           page_draw(req, page, response, err);
}

/* Day and number as typed become the conference's, unless another stands there; *is_well is false
 * after noting that. What cannot be read leaves it where it is: nothing typed is refused. */
static bool day_move(struct request *req, struct conference_page *page, bool *is_well,
                     struct error *err)
{
    struct desk_place *place = &page->place;
    struct kept_conference other;
    struct meeting meeting;
    struct error ignored;
    struct day day = place->day;
    int64_t number = place->number;
    bool is_held = false;
    *is_well = true;
    struct str typed = page->form.facts[FACT_DAY].text;
    if (!vi_day_read(typed, &day, &ignored))
        day = place->day;
    if (!str_to_int(page->form.facts[FACT_NUMBER].text, &number) || number < 1 || number > 9)
        number = place->number;
    if (day.number == place->day.number && number == place->number)
        return true;
    if (!conference_kept(req->db, req->mem, place->unit->code, day, number, &other, err) ||
        !meeting_find(req->db, req->mem, place->unit->id, day, number, &meeting, &is_held, err))
        return false;
    if (other.id || is_held || place->is_held) {
        *is_well = false;
        page->form.facts[FACT_DAY].problem =
            place->is_held
                ? S("đang ghi lại một hội nghị đã ghi: không đổi ngày được; ghi nhầm ngày "
                    "thì hủy rồi mở hội nghị mới")
                : S("ngày này đã có một hội nghị; nếu họp hai lần, ghi lần trong ngày là 2");
        return true;
    }
    place->day = place->kept.day = day;
    place->number = place->kept.number = number;
    place->address = desk_place_address(req->mem, day, number, place->unit, place->home);
    return true;
}

static bool again(struct request *req, struct conference_page *page, struct str problem,
                  struct response *response, struct error *err)
{
    response->status = UNPROCESSABLE;
    page->problem = problem;
    return page_draw(req, page, response, err);
}

/* ---- entering ---- */

/* What cannot be entered for another reason than a field's; empty if nothing stands against it. */
static bool whole_check(struct request *req, const struct conference *conference,
                        struct conference_place *place, struct str *problem, struct error *err)
{
    *problem = S("");
    if (!conference_place_find(req->book, req->mem, conference, place, err))
        return false;
    if (place->is_there && place->meeting.is_voided) {
        *problem =
            S("Hội nghị ngày này đã hủy. Nếu hôm đó có họp lần nữa, ghi lần trong ngày là 2.");
        return true;
    }
    if (conference->requests.count < place->known.count)
        *problem = S("Đề nghị đã giao thì không rút lại được: hãy ghi kết quả rồi đóng.");
    return true;
}

static bool enter(struct request *req, struct conference_page *page, struct response *response,
                  struct error *err)
{
    struct desk_checking checking;
    struct conference conference;
    struct conference_place place;
    struct str problem;
    if (!desk_checking_begin(req->book, req->db, req->mem, page->place.unit, page->place.day,
                             &checking, err))
        return false;
    conference_form_check(&checking, &page->form, &conference);
    if (page->form.problems)
        return again(req, page,
                     str_format(req->mem,
                                "Chưa ghi vào sổ: còn %zu chỗ chưa đúng, xem lời nhắc dưới từng ô. "
                                "Những gì đã gõ vẫn còn và đã lưu.",
                                page->form.problems),
                     response, err);
    if (!whole_check(req, &conference, &place, &problem, err))
        return false;
    if (problem.len)
        return again(req, page, html_translate(req->messages, problem), response, err);
    return conference_state(req->book, req->mem, &conference, &place, page->place.kept.cells,
                            err) &&
           conference_forget(req->db, page->place.kept.id, err) &&
           trail_add(req, S("Hội nghị: ghi vào sổ"), place.no, err) &&
           desk_redirect(req, response, page->place.address, "ghi");
}

static bool drop(struct request *req, struct conference_page *page, struct response *response,
                 struct error *err)
{
    return conference_forget(req->db, page->place.kept.id, err) &&
           desk_redirect(req, response, S(CONFERENCE_DESK_ADDRESS), "bo");
}

bool conference_desk_post(struct request *req, struct response *response, struct error *err)
{
    struct conference_page page = {0};
    struct str work = request_text(req, "viec");
    size_t gone = 0;
    bool is_well, is_kept = false;
    if (!desk_place_read(req, &page.place, err))
        return false;
    if (page.place.kept.id == 0) /* the button pressed twice */
        return desk_redirect(req, response, page.place.address, "ghi");
    form_sent(req, &page.form);
    if (request_int(req, "phien_ban", -1) != page.place.kept.version)
        return clash_draw(req, &page, response, err);
    if (str_is(work, S("bo")))
        return drop(req, &page, response, err);
    if (page.place.is_held &&
        !conference_form_forget(req->book, page.place.meeting.no, &page.form, &gone, err))
        return false;
    if (!day_move(req, &page, &is_well, err))
        return false;
    page.place.kept.cells = conference_form_cells(req->mem, &page.form);
    if (!conference_keep(req->book, req->mem, &page.place.kept, &is_kept, err))
        return false;
    if (!is_kept)
        return fail(err, ERROR_CONFLICT, "phien_ban", "người khác vừa lưu hội nghị này");
    if (!is_well)
        return again(req, &page, html_translate(req->messages, S("Đã lưu, trừ ngày họp.")),
                     response, err);
    if (gone)
        return again(
            req, &page,
            html_translate(req->messages,
                           S("Có tên đã xóa theo yêu cầu, xem lời nhắc trong Thành phần.")),
            response, err);
    if (page.form.misplaced)
        return again(req, &page,
                     html_translate(req->messages,
                                    S("Đã lưu, trừ thứ tự của dòng có lời nhắc trong Thành phần.")),
                     response, err);
    return str_is(work, S("ghi")) ? enter(req, &page, response, err)
                                  : desk_redirect(req, response, page.place.address, "luu");
}

/* ---- a new one ---- */

static bool new_draw(struct request *req, struct conference_new *page, struct response *response,
                     struct error *err)
{
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    const struct unit *home = unit_home(units);
    struct unit_refs areas = {0};
    if (home && visitor_may(req->visitor, MAY_DRAFT, home))
        option_add(req->mem, &page->units, home->code, unit_title(req->mem, home));
    if (home)
        areas = unit_children(req->mem, units, home, DAY_NONE);
    for (size_t i = 0; i < areas.count; i++)
        if (visitor_may(req->visitor, MAY_DRAFT, areas.at[i]))
            option_add(req->mem, &page->units, areas.at[i]->code,
                       unit_title(req->mem, areas.at[i]));
    page->mem = req->mem;
    page->frame.title = html_translate(req->messages, S("Mở hội nghị mới"));
    page->frame.address = S(CONFERENCE_DESK_ADDRESS "/moi");
    frame_fill(req, &page->frame);
    struct html out = page_html(req);
    conference_new_html(&out, page);
    return page_respond(response, &out, err);
}

bool conference_new_page(struct request *req, struct response *response, struct error *err)
{
    struct conference_new page = {.day = vi_day(req->mem, book_today(req->book)), .number = S("1")};
    return new_draw(req, &page, response, err);
}

/* Whom and when; *unit is NULL after noting why not. */
static bool new_read(struct request *req, struct conference_new *page, const struct unit **unit,
                     struct day *day, int64_t *number, struct error *err)
{
    struct error wrong;
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    page->unit = request_text(req, "don-vi");
    page->day = str_trim(request_text(req, "ngay"));
    page->number = str_trim(request_text(req, "lan"));
    *number = 1;
    *unit = unit_find(units, page->unit);
    if (!*unit || !visitor_may(req->visitor, MAY_DRAFT, *unit))
        page->unit_problem = html_translate(req->messages, S("chưa chọn đơn vị tổ chức"));
    if (!vi_day_read(page->day, day, &wrong))
        page->day_problem = str_copy(req->mem, str_of(wrong.text));
    if (page->number.len && (!str_to_int(page->number, number) || *number < 1 || *number > 9))
        page->number_problem =
            html_translate(req->messages, S("lần trong ngày là một số từ 1 đến 9"));
    if (page->unit_problem.len + page->day_problem.len + page->number_problem.len)
        *unit = NULL;
    return true;
}

bool conference_new_post(struct request *req, struct response *response, struct error *err)
{
    struct conference_new page = {0};
    struct conference_form form;
    struct kept_conference kept;
    struct meeting meeting;
    const struct unit *unit;
    struct day day = DAY_NONE;
    int64_t number;
    bool is_kept, is_held = false;
    if (!new_read(req, &page, &unit, &day, &number, err))
        return false;
    response->status = UNPROCESSABLE;
    if (!unit)
        return new_draw(req, &page, response, err);
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units || !conference_kept(req->db, req->mem, unit->code, day, number, &kept, err) ||
        !meeting_find(req->db, req->mem, unit->id, day, number, &meeting, &is_held, err))
        return false;
    struct str address = desk_place_address(req->mem, day, number, unit, unit_home(units));
    if (kept.id) /* sent twice, or begun by somebody else: the same conference */
        return desk_redirect(req, response, address, "moi");
    if (is_held) {
        page.day_problem = html_translate(
            req->messages,
            S("ngày này đã có một hội nghị trong sổ; nếu họp hai lần, ghi lần trong ngày là 2"));
        return new_draw(req, &page, response, err);
    }
    if (!conference_form_new(req->book, req->db, req->mem, unit, day, &form, err))
        return false;
    form.facts[FACT_NUMBER].text = str_format(req->mem, "%lld", (long long)number);
    kept = (struct kept_conference){.unit = unit->code,
                                    .day = day,
                                    .number = number,
                                    .cells = conference_form_cells(req->mem, &form)};
    return conference_keep(req->book, req->mem, &kept, &is_kept, err) &&
           desk_redirect(req, response, address, "moi");
}

/* ---- all of them ---- */

static struct shown_link kept_link(struct request *req, const struct kept_conference *kept,
                                   const struct unit *unit, const struct unit *home)
{
    return (struct shown_link){
        .label =
            str_format(req->mem, "Hội nghị ngày %.*s, %.*s", STR_ARG(vi_day(req->mem, kept->day)),
                       STR_ARG(unit_phrase(req->mem, unit))),
        .address = desk_place_address(req->mem, kept->day, kept->number, unit, home),
        .meta = str_format(req->mem, "lưu lúc %.*s", STR_ARG(vi_moment(req->mem, kept->changed)))};
}

bool conference_desks_page(struct request *req, struct response *response, struct error *err)
{
    struct conferences_page page = {.frame = {.address = S(CONFERENCE_DESK_ADDRESS)}};
    struct kept_conferences kept = {0};
    struct desk_place place = {0};
    struct meetings held = {0};
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units || !unit_read(req, &place, err) ||
        !conferences_kept(req->db, req->mem, &kept, err) ||
        !meetings_of(req->db, req->mem, place.unit->id, &held, err))
        return false;
    for (size_t i = 0; i < kept.count; i++) {
        const struct unit *unit = unit_find(units, kept.at[i].unit);
        if (unit && visitor_may(req->visitor, MAY_DRAFT, unit))
            *list_add(&page.kept, req->mem) = kept_link(req, &kept.at[i], unit, place.home);
    }
    for (size_t i = 0; i < held.count; i++)
        *list_add(&page.held, req->mem) = (struct shown_link){
            .label = meeting_title(req->mem, &held.at[i]),
            .address = desk_place_address(req->mem, held.at[i].day, held.at[i].number, place.unit,
                                          place.home),
            .meta = meeting_when(req->mem, &held.at[i])};
    page.frame.title = html_translate(req->messages, S("Bàn hội nghị"));
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    conferences_html(&out, &page);
    return page_respond(response, &out, err);
}
