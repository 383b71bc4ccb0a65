#include "feature/meeting/desk_form.h"

#include "base/text.h"
#include "base/vi_day.h"

/* ---- names of fields ---- */

static const struct {
    const char *name, *label;
} facts[DESK_FACTS] = {
    [FACT_DAY] = {"ngay", MESSAGE("Ngày họp")},
    [FACT_NUMBER] = {"lan", MESSAGE("Lần trong ngày")},
    [FACT_KIND] = {"loai", MESSAGE("Loại hội nghị")},
    [FACT_DAY_PART] = {"buoi", MESSAGE("Buổi")},
    [FACT_PERIOD] = {"ky", MESSAGE("Kỳ được sơ kết, tổng kết")},
    [FACT_PROGRAMME] = {"ky_chuong_trinh", MESSAGE("Kỳ của chương trình")},
    [FACT_PLACE] = {"noi_hop", MESSAGE("Nơi họp")},
    [FACT_ISSUER] = {"co_quan", MESSAGE("Cơ quan tổ chức")},
    [FACT_CONSENT] = {"dong_y", MESSAGE("Ngày đồng ý công khai tên")},
    [FACT_AGENDA] = {"chuong_trinh", MESSAGE("Chương trình, mỗi việc một dòng")},
    [FACT_CHAIR] = {"chu_tri", MESSAGE("Người chủ trì")},
    [FACT_OPINIONS_COUNT] = {"so_y_kien", MESSAGE("Số ý kiến phát biểu")},
    [FACT_OPINIONS] = {"y_kien", MESSAGE("Ý kiến, mỗi ý một dòng")},
    [FACT_SPEAKER] = {"phat_bieu", MESSAGE("Người phát biểu chỉ đạo")},
    [FACT_PRAISE] = {"bieu_duong", MESSAGE("Biểu dương, mỗi đoạn một dòng")},
    [FACT_RESOLUTIONS] = {"nghi_quyet", MESSAGE("Nghị quyết, mỗi điều một dòng")},
};

const char *desk_fact_name(enum desk_fact fact)
{
    return facts[fact].name;
}

struct str desk_fact_label(enum desk_fact fact)
{
    return str_of(facts[fact].label);
}

/* ---- taking ---- */

/* "p12-ten" is line 12 and "ten"; false if the name does not begin so. */
static bool line_name(struct str name, char kind, size_t cap, size_t *line, struct str *field)
{
    struct str rest = name, head;
    int64_t number;
    if (name.len < 2 || name.at[0] != kind || !str_cut(&rest, '-', &head) || !rest.at ||
        !str_to_int(str_part(head, 1, head.len), &number) || number < 0 || number >= (int64_t)cap)
        return false;
    *line = (size_t)number;
    *field = rest;
    return true;
}

static void person_take(struct desk_person *person, struct str field, struct str value)
{
    if (str_is(field, S("nhom")))
        person->is_group = value.len > 0;
    else if (str_is(field, S("moi")))
        person->is_invited = value.len > 0;
    else if (str_is(field, S("co")))
        person->is_present = value.len > 0;
    else if (str_is(field, S("muc")))
        person->section.text = value;
    else if (str_is(field, S("xung")))
        person->form.text = value;
    else if (str_is(field, S("ten")))
        person->name.text = value;
    else if (str_is(field, S("chuc")))
        person->label.text = value;
    else if (str_is(field, S("so_moi")))
        person->invited.text = value;
    else if (str_is(field, S("so_co")))
        person->present.text = value;
    else if (str_is(field, S("thu_tu")))
        person->place.text = value;
}

static void request_take(struct arena *mem, struct desk_request *request, struct str field,
                         struct str value)
{
    struct str partner = S("ph-");
    if (str_is(field, S("noi_dung")))
        request->text.text = value;
    else if (str_is(field, S("chu_tri")))
        request->owner.text = value;
    else if (str_is(field, S("han")))
        request->due.text = value;
    else if (str_is(field, S("chi_tieu")))
        request->indicator.text = value;
    else if (str_starts(field, partner) && value.len)
        *list_add(&request->partners, mem) = str_part(field, partner.len, field.len);
}

static void fact_take(struct conference_form *form, struct str name, struct str value)
{
    for (size_t i = 0; i < DESK_FACTS; i++)
        if (str_is(name, str_of(facts[i].name)))
            form->facts[i].text = value;
}

/* A line on which nothing but a section stands was there to be filled in. */
static bool says_something(const struct desk_person *person)
{
    return person->name.text.len || person->label.text.len || person->invited.text.len ||
           person->present.text.len;
}

static bool is_first_of_section(const struct conference_form *form, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (str_is(form->people.at[k].section.text, form->people.at[i].section.text))
            return false;
    return true;
}

/* In the order of sections, and in each as they stood. */
static void people_gather(struct arena *mem, struct conference_form *form)
{
    struct conference_form gathered = {0};
    for (size_t i = 0; i < form->people.count; i++) {
        if (!is_first_of_section(form, i))
            continue;
        for (size_t k = i; k < form->people.count; k++)
            if (str_is(form->people.at[k].section.text, form->people.at[i].section.text) &&
                says_something(&form->people.at[k]))
                *list_add(&gathered.people, mem) = form->people.at[k];
    }
    form->people.at = gathered.people.at;
    form->people.count = gathered.people.count;
    form->people.room = gathered.people.room;
}

/* What is typed as its place: without any a line goes to the end, one that cannot be read leaves it
 * where it is. */
static int64_t place_read(struct arena *mem, struct conference_form *form,
                          struct desk_person *person, int64_t own)
{
    int64_t typed = DESK_PEOPLE_MAX + 1;
    if (person->place.text.len == 0 ||
        (str_to_int(person->place.text, &typed) && typed >= 1 && typed <= DESK_PEOPLE_MAX))
        return typed;
    form->misplaced++;
    person->place.problem = str_format(mem, "«%.*s» không phải là số thứ tự; dòng này vẫn ở chỗ cũ",
                                       STR_ARG(person->place.text));
    return own;
}

static bool stands_before(const struct desk_person *person, const struct desk_person *other)
{
    return person->key != other->key ? person->key < other->key : person->wanted < other->wanted;
}

/* Puts `count` lines of one section where their places say. Who comes from below stands before the
 * line that had the place, who comes from above behind it: keys are doubled to have room. */
static void section_sort(struct arena *mem, struct conference_form *form,
                         struct desk_person *people, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int64_t own = (int64_t)i + 1, wanted = place_read(mem, form, &people[i], own);
        people[i].wanted = wanted;
        people[i].key = 2 * wanted + (wanted > own) - (wanted < own);
    }
    for (size_t i = 1; i < count; i++) {
        struct desk_person moved = people[i];
        size_t at = i;
        for (; at && stands_before(&moved, &people[at - 1]); at--)
            people[at] = people[at - 1];
        people[at] = moved;
    }
    for (size_t i = 0; i < count; i++)
        people[i].place.text = str_format(mem, "%zu", i + 1);
}

static void people_sort(struct arena *mem, struct conference_form *form)
{
    size_t begin = 0;
    for (size_t i = 1; i <= form->people.count; i++)
        if (i == form->people.count ||
            !str_is(form->people.at[i].section.text, form->people.at[begin].section.text)) {
            section_sort(mem, form, &form->people.at[begin], i - begin);
            begin = i;
        }
}

static void requests_gather(struct conference_form *form)
{
    size_t kept = 0;
    for (size_t i = 0; i < form->requests.count; i++)
        if (form->requests.at[i].text.text.len || form->requests.at[i].due.text.len)
            form->requests.at[kept++] = form->requests.at[i];
    form->requests.count = kept;
}

void conference_form_take(struct arena *mem, const struct form *pairs, struct conference_form *form)
{
    *form = (struct conference_form){0};
    for (size_t i = 0; i < pairs->count; i++) {
        struct str value = str_trim(pairs->at[i].value), field;
        size_t line;
        if (line_name(pairs->at[i].name, 'p', DESK_PEOPLE_MAX, &line, &field)) {
            while (form->people.count <= line)
                list_add(&form->people, mem);
            person_take(&form->people.at[line], field, value);
        } else if (line_name(pairs->at[i].name, 'd', MEETING_REQUESTS_MAX, &line, &field)) {
            while (form->requests.count <= line)
                list_add(&form->requests, mem);
            request_take(mem, &form->requests.at[line], field, value);
        } else {
            fact_take(form, pairs->at[i].name, value);
        }
    }
    people_gather(mem, form);
    people_sort(mem, form);
    requests_gather(form);
}

/* ---- keeping ---- */

static void pair_put(struct text *out, struct str name, struct str value)
{
    if (value.len == 0)
        return;
    if (out->len)
        text_char(out, '&');
    form_put_escaped(out, name, false);
    text_char(out, '=');
    form_put_escaped(out, value, false);
}

static void line_put(struct text *out, char kind, size_t line, const char *field, struct str value)
{
    pair_put(out, str_format(out->mem, "%c%zu-%s", kind, line, field), value);
}

static void person_put(struct text *out, size_t line, const struct desk_person *person)
{
    line_put(out, 'p', line, "nhom", person->is_group ? S("1") : S(""));
    line_put(out, 'p', line, "moi", person->is_invited ? S("1") : S(""));
    line_put(out, 'p', line, "co", person->is_present ? S("1") : S(""));
    line_put(out, 'p', line, "muc", person->section.text);
    line_put(out, 'p', line, "xung", person->form.text);
    line_put(out, 'p', line, "ten", person->name.text);
    line_put(out, 'p', line, "chuc", person->label.text);
    line_put(out, 'p', line, "so_moi", person->invited.text);
    line_put(out, 'p', line, "so_co", person->present.text);
}

static void request_put(struct text *out, size_t line, const struct desk_request *request)
{
    line_put(out, 'd', line, "noi_dung", request->text.text);
    line_put(out, 'd', line, "chu_tri", request->owner.text);
    line_put(out, 'd', line, "han", request->due.text);
    line_put(out, 'd', line, "chi_tieu", request->indicator.text);
    for (size_t i = 0; i < request->partners.count; i++)
        pair_put(out, str_format(out->mem, "d%zu-ph-%.*s", line, STR_ARG(request->partners.at[i])),
                 S("1"));
}

struct str conference_form_cells(struct arena *mem, const struct conference_form *form)
{
    struct text out = text_new(mem, DESK_CELLS_MAX_BYTES);
    for (size_t i = 0; i < DESK_FACTS; i++)
        pair_put(&out, str_of(facts[i].name), form->facts[i].text);
    for (size_t i = 0; i < form->people.count; i++)
        person_put(&out, i, &form->people.at[i]);
    for (size_t i = 0; i < form->requests.count; i++)
        request_put(&out, i, &form->requests.at[i]);
    return text_str(&out);
}

/* ---- a new one ---- */

#define GUESTS "Đại biểu đến dự"

static struct desk_person *person_add(struct arena *mem, struct conference_form *form,
                                      struct str section, struct str label)
{
    struct desk_person *person = list_add(&form->people, mem);
    person->section.text = section;
    person->label.text = label;
    person->is_invited = true;
    return person;
}

/* How many hold a post in the areas of a unit: a group of the attendance for each post. */
static void area_groups_add(struct arena *mem, const struct unit_tree *units,
                            const struct unit *unit, const struct unit_posts *posts,
                            struct conference_form *form)
{
    for (size_t i = 0; i < posts->count; i++) {
        const struct unit *area = unit_by_id(units, posts->at[i].unit);
        int64_t count = 0;
        bool is_first = area && area != unit && unit_is_within(area, unit);
        for (size_t k = 0; k < posts->count && is_first; k++) {
            const struct unit *other = unit_by_id(units, posts->at[k].unit);
            bool is_same = other && other != unit && unit_is_within(other, unit) &&
                           str_is(posts->at[k].post, posts->at[i].post);
            is_first = !is_same || k >= i;
            count += is_same;
        }
        if (!is_first)
            continue;
        struct desk_person *group = person_add(mem, form, S(GUESTS), posts->at[i].post_label);
        group->is_group = true;
        group->invited.text = str_format(mem, "%lld", (long long)count);
    }
}

static void post_add(struct arena *mem, const struct unit_post *post, struct str section,
                     struct conference_form *form)
{
    struct desk_person *person = person_add(mem, form, section, unit_post_phrase(mem, post));
    person->name.text = post->holder;
    person->form.text = post->holder.len ? post->address_form : S("");
}

/* Those of the units above are guests, those of the unit its own; protocol order is that of the
 * posts. */
static void posts_add(struct arena *mem, const struct unit_tree *units, const struct unit *unit,
                      const struct unit_posts *posts, struct conference_form *form)
{
    struct str own =
        str_format(mem, "Ủy ban Mặt trận Tổ quốc %.*s", STR_ARG(unit_phrase(mem, unit)));
    for (size_t i = 0; i < posts->count; i++) {
        const struct unit *holder = unit_by_id(units, posts->at[i].unit);
        if (holder && holder != unit && unit_is_within(unit, holder))
            post_add(mem, &posts->at[i], S(GUESTS), form);
    }
    person_add(mem, form, S(GUESTS), S("Đại diện Đảng ủy"));
    area_groups_add(mem, units, unit, posts, form);
    for (size_t i = 0; i < posts->count; i++)
        if (posts->at[i].unit == unit->id)
            post_add(mem, &posts->at[i], own, form);
    struct desk_person *group = person_add(mem, form, own, S("Ủy viên Ủy ban Mặt trận Tổ quốc"));
    group->is_group = true;
}

/* The half-year that a conference of that day looks back on: the one that ended last. */
static struct period period_before(struct day day)
{
    int32_t year, month, day_of_month;
    day_parts(day, &year, &month, &day_of_month);
    return month > 6 ? (struct period){PERIOD_HALF, year, 1}
                     : (struct period){PERIOD_HALF, year - 1, 2};
}

static struct str standing_board(const struct unit_bodies *bodies)
{
    for (size_t i = 0; i < bodies->count; i++)
        if (str_is(bodies->at[i].kind, S("standing_board")))
            return bodies->at[i].code;
    return bodies->count ? bodies->at[0].code : S("");
}

bool conference_form_new(struct book *book, struct db *db, struct arena *mem,
                         const struct unit *unit, struct day day, struct conference_form *form,
                         struct error *err)
{
    struct unit_posts posts;
    struct unit_bodies bodies = {0};
    struct period period = period_before(day);
    *form = (struct conference_form){0};
    const struct unit_tree *units = unit_tree_of(book, db, err);
    if (!units || !unit_posts_on(db, mem, 0, day, &posts, err) ||
        !unit_bodies_on(db, mem, unit->id, day, &bodies, err))
        return false;
    form->facts[FACT_DAY].text = vi_day(mem, day);
    form->facts[FACT_NUMBER].text = S("1");
    form->facts[FACT_KIND].text = S("interim");
    form->facts[FACT_DAY_PART].text = S("morning");
    form->facts[FACT_PERIOD].text = period_code(mem, period);
    form->facts[FACT_PROGRAMME].text = period_code(mem, period_next(period));
    form->facts[FACT_ISSUER].text = standing_board(&bodies);
    posts_add(mem, units, unit, &posts, form);
    return true;
}

/* ---- one that was held ---- */

static struct str lines_of(struct arena *mem, const struct meeting_lines *lines)
{
    return str_join(mem, lines->at, lines->count, S("\n"));
}

static bool texts_restate(struct db *db, struct arena *mem, const struct meeting *meeting,
                          struct conference_form *form, struct error *err)
{
    static const struct {
        enum desk_fact fact;
        const char *section;
    } texts[] = {
        {FACT_OPINIONS, "opinion"}, {FACT_PRAISE, "praise"}, {FACT_RESOLUTIONS, "resolution"}};
    struct meeting_lines agenda = {0};
    if (!meeting_agenda(db, mem, meeting->id, &agenda, err))
        return false;
    form->facts[FACT_AGENDA].text = lines_of(mem, &agenda);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct meeting_lines lines = {0};
        if (!meeting_texts(db, mem, meeting->id, str_of(texts[i].section), &lines, err))
            return false;
        form->facts[texts[i].fact].text = lines_of(mem, &lines);
    }
    return true;
}

static void people_restate(struct arena *mem, const struct attendees *attendees,
                           struct conference_form *form)
{
    for (size_t i = 0; i < attendees->count; i++) {
        const struct attendee *attendee = &attendees->at[i];
        struct desk_person *person = person_add(mem, form, attendee->section, attendee->label);
        person->is_group = attendee->is_group;
        person->is_present = attendee->present > 0;
        person->name.text = attendee->name;
        person->form.text = attendee->form;
        if (attendee->is_group) {
            person->invited.text = str_format(mem, "%lld", (long long)attendee->invited);
            person->present.text = str_format(mem, "%lld", (long long)attendee->present);
        }
    }
}

/* The code of what a task calls a body: "các Ban công tác Mặt trận" are all of a kind. */
static struct str body_told(struct arena *mem, const struct unit_bodies *bodies, struct str name)
{
    struct str all = S("các "), code = body_meant(mem, bodies, name);
    if (code.len || !str_starts(name, all))
        return code;
    return body_meant(mem, bodies, str_part(name, all.len, name.len));
}

static bool requests_restate(struct db *db, struct arena *mem, const struct meeting *meeting,
                             struct conference_form *form, struct error *err)
{
    struct tasks tasks = {0};
    struct unit_bodies bodies = {0};
    if (!tasks_of_meeting(db, mem, meeting->id, &tasks, err) ||
        !unit_bodies_on(db, mem, 0, meeting->day, &bodies, err))
        return false;
    for (size_t i = 0; i < tasks.count; i++) {
        const struct task *task = &tasks.at[i];
        struct str rest = task->partners, partner;
        struct desk_request *request = list_add(&form->requests, mem);
        request->text.text = task->text;
        request->owner.text = body_told(mem, &bodies, task->owner);
        request->due.text = vi_day(mem, task->due);
        request->indicator.text = task->indicator;
        while (rest.len && str_cut(&rest, ';', &partner))
            *list_add(&request->partners, mem) = body_told(mem, &bodies, str_trim(partner));
    }
    return true;
}

bool conference_form_restate(struct db *db, struct arena *mem, const struct meeting *meeting,
                             struct conference_form *form, struct error *err)
{
    struct attendees attendees = {0};
    *form = (struct conference_form){0};
    struct desk_field *told = form->facts;
    told[FACT_DAY].text = vi_day(mem, meeting->day);
    told[FACT_NUMBER].text = str_format(mem, "%lld", (long long)meeting->number);
    told[FACT_KIND].text = meeting->kind;
    told[FACT_DAY_PART].text = meeting->day_part;
    told[FACT_PERIOD].text = period_code(mem, meeting->period);
    if (meeting->has_programme)
        told[FACT_PROGRAMME].text = period_code(mem, meeting->programme);
    told[FACT_PLACE].text = meeting->place;
    told[FACT_ISSUER].text = meeting->issuer;
    if (day_is_known(meeting->consent))
        told[FACT_CONSENT].text = vi_day(mem, meeting->consent);
    told[FACT_CHAIR].text = meeting->chair;
    told[FACT_SPEAKER].text = meeting->speaker;
    told[FACT_OPINIONS_COUNT].text = str_format(mem, "%lld", (long long)meeting->opinions);
    if (!meeting_attendance(db, mem, meeting->id, &attendees, err) ||
        !texts_restate(db, mem, meeting, form, err))
        return false;
    people_restate(mem, &attendees, form);
    return requests_restate(db, mem, meeting, form, err);
}
