/* From the form of a conference to what is entered: the same rules as for a file, told beside the
 * fields. */
#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_text.h"
#include "feature/meeting/desk_form.h"
#include "feature/meeting/meeting_words.h"

bool desk_checking_begin(struct book *book, struct db *db, struct arena *mem,
                         const struct unit *unit, struct day day, struct desk_checking *checking,
                         struct error *err)
{
    *checking = (struct desk_checking){.book = book, .db = db, .mem = mem, .unit = unit};
    checking->indicators = indicators_of(book, db, err);
    return checking->indicators &&
           unit_bodies_on(db, mem, 0, day_is_known(day) ? day : DAY_LAST, &checking->bodies, err);
}

static void problem_note(struct conference_form *form, struct desk_field *field, struct str reason)
{
    if (field->problem.len == 0)
        form->problems++;
    field->problem = reason;
}

/* The text, if it may stand as one line of at most cap_bytes; else empty after noting why. */
static struct str line_read(struct arena *mem, struct conference_form *form,
                            struct desk_field *field, size_t cap_bytes)
{
    if (field->text.len > cap_bytes)
        problem_note(form, field, str_format(mem, "dài quá %zu byte", cap_bytes));
    else if (unicode_has_control(field->text))
        problem_note(form, field, S("có ký tự điều khiển hoặc xuống dòng"));
    else
        return unicode_nfc(mem, field->text);
    return S("");
}

static struct str needed_read(struct arena *mem, struct conference_form *form,
                              struct desk_field *field, size_t cap_bytes)
{
    if (field->text.len)
        return line_read(mem, form, field, cap_bytes);
    problem_note(form, field, S("bắt buộc phải có"));
    return S("");
}

/* ---- facts ---- */

static struct day day_read_field(struct arena *mem, struct conference_form *form,
                                 struct desk_field *field, bool is_required)
{
    struct day day = DAY_NONE;
    struct error err;
    if (field->text.len == 0) {
        if (is_required)
            problem_note(form, field, S("bắt buộc phải có"));
    } else if (!vi_day_read(field->text, &day, &err)) {
        problem_note(form, field, str_copy(mem, str_of(err.text)));
        day = DAY_NONE;
    }
    return day;
}

static int64_t number_read_field(struct conference_form *form, struct desk_field *field,
                                 int64_t least, int64_t most, struct str reason)
{
    int64_t number = least;
    if (field->text.len && (!str_to_int(field->text, &number) || number < least || number > most)) {
        problem_note(form, field, reason);
        number = least;
    }
    return number;
}

static struct str word_read_field(struct arena *mem, struct conference_form *form,
                                  struct desk_field *field, const struct meeting_word *words,
                                  size_t count)
{
    const struct meeting_word *word = meeting_word_meant(mem, words, count, field->text);
    if (word)
        return word->code;
    problem_note(form, field, S("chưa chọn"));
    return S("");
}

static bool period_read_field(struct arena *mem, struct conference_form *form,
                              struct desk_field *field, struct period *period)
{
    struct error err;
    if (field->text.len == 0)
        return false;
    if (period_read(field->text, period, &err))
        return true;
    problem_note(form, field, str_copy(mem, str_of(err.text)));
    return false;
}

static void periods_check(struct arena *mem, struct conference_form *form,
                          struct conference *conference)
{
    struct desk_field *reviewed = &form->facts[FACT_PERIOD];
    struct desk_field *programme = &form->facts[FACT_PROGRAMME];
    bool has_period = period_read_field(mem, form, reviewed, &conference->period);
    if (reviewed->text.len == 0)
        problem_note(form, reviewed, S("chưa chọn"));
    conference->has_programme = period_read_field(mem, form, programme, &conference->programme);
    if (has_period && conference->has_programme &&
        period_first(conference->programme).number <= period_last(conference->period).number)
        problem_note(form, programme, S("phải sau kỳ được sơ kết, tổng kết"));
}

static void facts_check(const struct desk_checking *checking, struct conference_form *form,
                        struct conference *conference)
{
    struct arena *mem = checking->mem;
    struct desk_field *told = form->facts;
    conference->day = day_read_field(mem, form, &told[FACT_DAY], true);
    conference->consent = day_read_field(mem, form, &told[FACT_CONSENT], false);
    conference->number =
        number_read_field(form, &told[FACT_NUMBER], 1, 9, S("lần trong ngày là một số từ 1 đến 9"));
    if (day_is_known(conference->day) && !unit_exists_on(checking->unit, conference->day))
        problem_note(form, &told[FACT_DAY], S("ngày này đơn vị chưa có hoặc không còn"));
    conference->kind =
        word_read_field(mem, form, &told[FACT_KIND], meeting_kinds, meeting_kinds_count);
    conference->day_part =
        word_read_field(mem, form, &told[FACT_DAY_PART], day_parts_known, day_parts_known_count);
    periods_check(mem, form, conference);
    conference->place = needed_read(mem, form, &told[FACT_PLACE], MEETING_TITLE_MAX_BYTES);
    conference->issuer = body_meant(mem, &checking->bodies, told[FACT_ISSUER].text);
    if (conference->issuer.len == 0)
        problem_note(form, &told[FACT_ISSUER], S("chưa chọn cơ quan tổ chức"));
}

/* ---- lists of lines ---- */

struct text_list {
    struct str *at;
    size_t count, room;
};

static struct text_list lines_read(struct arena *mem, struct conference_form *form,
                                   enum desk_fact fact, size_t count_max, size_t bytes_max)
{
    struct text_list lines = {0};
    struct desk_field *field = &form->facts[fact];
    struct str rest = field->text, line;
    while (str_cut(&rest, '\n', &line)) {
        struct str text = str_trim(line);
        if (text.len == 0)
            continue;
        if (lines.count == count_max)
            problem_note(form, field, str_format(mem, "quá %zu dòng", count_max));
        else if (text.len > bytes_max)
            problem_note(form, field, str_format(mem, "có dòng dài quá %zu byte", bytes_max));
        else if (unicode_has_control(text))
            problem_note(form, field, S("có ký tự điều khiển"));
        if (field->problem.len)
            break;
        *list_add(&lines, mem) = unicode_nfc(mem, text);
    }
    return lines;
}

static struct read_texts texts_read(struct arena *mem, struct conference_form *form,
                                    enum desk_fact fact)
{
    struct text_list lines = lines_read(mem, form, fact, MEETING_TEXTS_MAX, MEETING_TEXT_MAX_BYTES);
    return (struct read_texts){lines.at, lines.count, lines.room};
}

static void texts_check(struct arena *mem, struct conference_form *form,
                        struct conference *conference)
{
    struct text_list agenda =
        lines_read(mem, form, FACT_AGENDA, MEETING_AGENDA_MAX, MEETING_TITLE_MAX_BYTES);
    conference->agenda.at = agenda.at;
    conference->agenda.count = agenda.count;
    conference->opinions = texts_read(mem, form, FACT_OPINIONS);
    conference->praise = texts_read(mem, form, FACT_PRAISE);
    conference->resolutions = texts_read(mem, form, FACT_RESOLUTIONS);
    struct desk_field *count = &form->facts[FACT_OPINIONS_COUNT];
    int64_t told = (int64_t)conference->opinions.count;
    conference->opinions_count =
        number_read_field(form, count, 0, 10000, S("không phải là số ý kiến"));
    if (count->text.len == 0)
        conference->opinions_count = told;
    else if (count->problem.len == 0 && conference->opinions_count < told)
        problem_note(form, count,
                     str_format(mem, "ghi %lld ý kiến nhưng bên dưới có %lld ý kiến",
                                (long long)conference->opinions_count, (long long)told));
}

/* ---- attendance ---- */

static void group_check(struct conference_form *form, struct desk_person *person,
                        struct read_person *read)
{
    read->is_group = true;
    if (person->invited.text.len == 0)
        problem_note(form, &person->invited, S("chưa ghi số người được mời"));
    read->invited =
        number_read_field(form, &person->invited, 0, 100000, S("không phải là số người"));
    read->present =
        number_read_field(form, &person->present, 0, 100000, S("không phải là số người"));
    if (person->invited.problem.len + person->present.problem.len == 0 &&
        read->present > read->invited)
        problem_note(form, &person->present, S("nhiều hơn số được mời"));
}

/* The same name with the same marks is the same person. */
static void double_check(struct arena *mem, struct conference_form *form,
                         const struct conference *conference, struct desk_person *person,
                         const struct read_person *read)
{
    for (size_t i = 0; i < conference->people.count && read->name.len; i++)
        if (str_is(conference->people.at[i].folded, read->folded)) {
            problem_note(form, &person->name,
                         str_format(mem,
                                    "«%.*s» đã có ở trên; nếu là hai người trùng tên, ghi thêm "
                                    "chữ phân biệt",
                                    STR_ARG(read->name)));
            return;
        }
}

static void person_check(struct arena *mem, struct conference_form *form,
                         struct conference *conference, struct desk_person *person)
{
    struct read_person read = {
        .section = line_read(mem, form, &person->section, MEETING_TITLE_MAX_BYTES),
        .label = needed_read(mem, form, &person->label, MEETING_TITLE_MAX_BYTES)};
    if (person->is_group) {
        group_check(form, person, &read);
    } else {
        read.name = line_read(mem, form, &person->name, 120);
        read.form = read.name.len ? line_read(mem, form, &person->form, 40) : S("");
        read.folded = vi_fold_exact(mem, read.name);
        read.invited = 1;
        read.present = person->is_present;
        double_check(mem, form, conference, person, &read);
    }
    *list_add(&conference->people, mem) = read;
}

/* Persons who were neither invited nor came are on the form to be ticked, and no more. */
static void people_check(struct arena *mem, struct conference_form *form,
                         struct conference *conference)
{
    bool has_name = false;
    for (size_t i = 0; i < form->people.count; i++) {
        struct desk_person *person = &form->people.at[i];
        if (!person->is_group && !person->is_invited && !person->is_present)
            continue;
        person_check(mem, form, conference, person);
        has_name |= !person->is_group && person->name.text.len;
    }
    if (conference->people.count == 0) {
        form->people_problem = S("chưa có ai trong thành phần");
        form->problems++;
    }
    if (has_name && form->facts[FACT_CONSENT].text.len == 0)
        problem_note(form, &form->facts[FACT_CONSENT],
                     S("có nêu tên người thì phải có ngày đồng ý công khai tên"));
}

static struct str function_read(struct arena *mem, struct conference_form *form,
                                enum desk_fact fact, bool is_required,
                                const struct conference *conference)
{
    struct desk_field *field = &form->facts[fact];
    if (field->text.len == 0) {
        if (is_required)
            problem_note(form, field, S("chưa chọn"));
        return S("");
    }
    struct str wanted = vi_fold(mem, field->text);
    for (size_t i = 0; i < conference->people.count; i++)
        if (!conference->people.at[i].is_group &&
            str_is(vi_fold(mem, conference->people.at[i].label), wanted))
            return conference->people.at[i].label;
    problem_note(form, field, S("không phải là chức danh của ai trong thành phần"));
    return S("");
}

/* ---- requests ---- */

static void request_check(const struct desk_checking *checking, struct conference_form *form,
                          struct conference *conference, struct desk_request *request)
{
    struct arena *mem = checking->mem;
    struct read_request read = {.text =
                                    needed_read(mem, form, &request->text, MEETING_TEXT_MAX_BYTES),
                                .owner = body_meant(mem, &checking->bodies, request->owner.text),
                                .due = day_read_field(mem, form, &request->due, true),
                                .indicator = request->indicator.text};
    if (read.owner.len == 0)
        problem_note(form, &request->owner, S("chưa chọn ai chủ trì"));
    if (day_is_known(read.due) && day_is_known(conference->day) &&
        read.due.number < conference->day.number)
        problem_note(form, &request->due,
                     str_format(mem, "hạn %.*s trước ngày họp %.*s", STR_ARG(vi_day(mem, read.due)),
                                STR_ARG(vi_day(mem, conference->day))));
    if (read.indicator.len && !indicator_find(checking->indicators, read.indicator))
        problem_note(form, &request->indicator, S("không có chỉ tiêu này"));
    for (size_t i = 0; i < request->partners.count && i < MEETING_PARTNERS_MAX; i++) {
        struct str code = body_meant(mem, &checking->bodies, request->partners.at[i]);
        if (code.len && !str_is(code, read.owner))
            *list_add(&read.partners, mem) = code;
    }
    *list_add(&conference->requests, mem) = read;
}

void conference_form_check(const struct desk_checking *checking, struct conference_form *form,
                           struct conference *conference)
{
    struct arena *mem = checking->mem;
    *conference = (struct conference){.unit = checking->unit, .day = DAY_NONE, .consent = DAY_NONE};
    form->problems = 0;
    facts_check(checking, form, conference);
    texts_check(mem, form, conference);
    people_check(mem, form, conference);
    for (size_t i = 0; i < form->requests.count; i++)
        request_check(checking, form, conference, &form->requests.at[i]);
    conference->chair = function_read(mem, form, FACT_CHAIR, true, conference);
    bool is_spoken = conference->praise.count || conference->requests.count;
    conference->speaker = function_read(mem, form, FACT_SPEAKER, is_spoken, conference);
}
