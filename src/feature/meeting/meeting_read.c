/* The body of a conference's file, part by part. */
#include "base/vi_day.h"
#include "base/vi_text.h"
#include "feature/meeting/meeting_reading.h"

/* ---- attendance ---- */

enum { CELLS_MAX = 4 };

/* The cells of "- a | b | c"; gives how many, CELLS_MAX + 1 if there are more. */
static size_t cells_cut(struct str item, struct str cells[CELLS_MAX])
{
    struct str rest = item, cell;
    size_t count = 0;
    while (str_cut(&rest, '|', &cell)) {
        if (count == CELLS_MAX)
            return CELLS_MAX + 1;
        cells[count++] = str_trim(cell);
    }
    return count;
}

static void group_take(struct reading *reading, struct str cells[CELLS_MAX], size_t count)
{
    struct front_file *file = &reading->file;
    struct str invited = count > 2 ? cells[2] : S(""), present;
    struct read_person group = {.section = reading->section,
                                .is_group = true,
                                .label = file_text(file, cells[1], MEETING_TITLE_MAX_BYTES),
                                .line = file->number};
    bool is_cut = str_cut(&invited, '/', &present) && invited.at;
    if (count != 3 || cells[1].len == 0 || !is_cut ||
        !str_to_int(str_trim(present), &group.present) ||
        !str_to_int(str_trim(invited), &group.invited) || group.present < 0 ||
        group.invited > 100000)
        file_problem(file, file_place_of(file, cells[0]),
                     "một nhóm viết như: - nhóm | Ủy viên Ủy ban | 38/45 (có mặt/được mời)");
    else if (group.present > group.invited)
        file_problem(file, file_place_of(file, cells[2]), "có mặt %lld người, hơn số được mời %lld",
                     (long long)group.present, (long long)group.invited);
    *list_add(&reading->conference->people, reading->mem) = group;
}

static void presence_take(struct reading *reading, struct str word, struct read_person *person)
{
    static const char *const there[] = {"có mặt", "present", "có"};
    static const char *const away[] = {"vắng", "vắng mặt", "absent"};
    struct front_file *file = &reading->file;
    person->present = 1;
    if (word.len == 0)
        return;
    for (size_t i = 0; i < COUNT_OF(there); i++)
        if (file_word_is(file, word, str_of(there[i])))
            return;
    for (size_t i = 0; i < COUNT_OF(away); i++)
        if (file_word_is(file, word, str_of(away[i]))) {
            person->present = 0;
            return;
        }
    file_problem(file, file_place_of(file, word), "«%.*s»: viết có mặt hoặc vắng", STR_ARG(word));
}

/* The same name with the same marks is the same person: a protocol list tells all functions in one
 * line. */
static void double_note(struct reading *reading, const struct read_person *person)
{
    const struct conference *conference = reading->conference;
    for (size_t i = 0; i < conference->people.count && person->name.len; i++) {
        const struct read_person *other = &conference->people.at[i];
        if (!str_is(other->folded, person->folded))
            continue;
        file_problem(&reading->file, file_place_of(&reading->file, person->name),
                     "«%.*s» đã có ở dòng %lld; nếu là hai người trùng tên, ghi thêm chữ phân biệt",
                     STR_ARG(person->name), (long long)other->line);
        return;
    }
}

/* Names are on pages only with the day on which their bearers agreed. */
static void consent_ask(struct reading *reading, struct str name)
{
    if (name.len == 0 || reading->is_consent_asked || day_is_known(reading->conference->consent))
        return;
    reading->is_consent_asked = true;
    file_problem(&reading->file, file_place_of(&reading->file, name),
                 "có nêu tên người nên đầu tệp phải có ngày đồng ý công khai tên (consent)");
}

static void person_take(struct reading *reading, struct str cells[CELLS_MAX], size_t count)
{
    struct front_file *file = &reading->file;
    if (count < 3 || cells[2].len == 0) {
        file_problem(
            file, file_place_of(file, cells[0]),
            "một người viết như: - đồng chí | Họ và tên | Chức danh | có mặt (tên có thể để trống)");
        return;
    }
    struct read_person person = {
        .section = reading->section,
        .form = cells[1].len ? file_text(file, cells[0], 40) : S(""),
        .name = file_text(file, cells[1], 120),
        .label = file_text(file, cells[2], MEETING_TITLE_MAX_BYTES),
        .invited = 1,
        .line = file->number,
    };
    presence_take(reading, count > 3 ? cells[3] : S(""), &person);
    person.folded = vi_fold_exact(reading->mem, person.name);
    double_note(reading, &person);
    consent_ask(reading, person.name);
    *list_add(&reading->conference->people, reading->mem) = person;
}

static void attendee_take(struct reading *reading, struct str item)
{
    struct str cells[CELLS_MAX] = {0};
    struct front_file *file = &reading->file;
    size_t count = cells_cut(item, cells);
    if (reading->conference->people.count >= MEETING_PEOPLE_MAX) {
        file_problem(file, file_place_of(file, item), "thành phần dài quá %d dòng",
                     MEETING_PEOPLE_MAX);
        file->rest = STR_NONE;
    } else if (count > CELLS_MAX) {
        file_problem(file, file_place_of(file, item), "quá %d ô trong một dòng", CELLS_MAX);
    } else if (file_word_is(file, cells[0], S("nhóm")) ||
               file_word_is(file, cells[0], S("group"))) {
        group_take(reading, cells, count);
    } else {
        person_take(reading, cells, count);
    }
}

/* ---- requests ---- */

static void partners_take(struct reading *reading, struct read_request *request, struct str value)
{
    struct str name;
    while (str_cut(&value, ';', &name)) {
        struct str trimmed = str_trim(name);
        if (trimmed.len == 0)
            continue;
        struct file_place place = file_place_of(&reading->file, trimmed);
        struct str code = body_read(reading, trimmed, place);
        if (request->partners.count >= MEETING_PARTNERS_MAX)
            file_problem(&reading->file, place, "quá %d đơn vị phối hợp", MEETING_PARTNERS_MAX);
        else if (code.len)
            *list_add(&request->partners, reading->mem) = code;
    }
}

static void due_take(struct reading *reading, struct read_request *request, struct str value)
{
    struct error err;
    struct front_file *file = &reading->file;
    struct day day = reading->conference->day;
    if (!vi_day_read(value, &request->due, &err))
        file_problem(file, file_place_of(file, value), "%s", err.text);
    else if (day_is_known(day) && request->due.number < day.number)
        file_problem(file, file_place_of(file, value), "hạn %.*s trước ngày họp %.*s",
                     STR_ARG(vi_day(file->mem, request->due)), STR_ARG(vi_day(file->mem, day)));
}

/* "owner:", "partners:", "due:", "indicator:" of a request; false if the line is none of them. */
static bool request_pair(struct reading *reading, struct read_request *request)
{
    struct str key, value;
    struct front_file *file = &reading->file;
    if (!file_pair(file, &key, &value))
        return false;
    if (file_word_is(file, key, S("owner")) || file_word_is(file, key, S("chủ trì"))) {
        request->owner = body_read(reading, value, file_place_of(file, value));
    } else if (file_word_is(file, key, S("partners")) || file_word_is(file, key, S("phối hợp"))) {
        partners_take(reading, request, value);
    } else if (file_word_is(file, key, S("due")) || file_word_is(file, key, S("hạn"))) {
        due_take(reading, request, value);
    } else if (file_word_is(file, key, S("indicator")) || file_word_is(file, key, S("chỉ tiêu"))) {
        if (value.len && !indicator_find(reading->indicators, value))
            file_problem(file, file_place_of(file, value), "không có chỉ tiêu «%.*s»",
                         STR_ARG(value));
        request->indicator = value;
    } else {
        return false;
    }
    return true;
}

/* Whether the request that was read last has all that a task needs. */
static void request_end(struct reading *reading)
{
    struct conference *conference = reading->conference;
    if (conference->requests.count == 0)
        return;
    const struct read_request *request = &conference->requests.at[conference->requests.count - 1];
    size_t number = conference->requests.count;
    if (request->owner.len == 0)
        file_problem(&reading->file, request->place, "đề nghị %zu thiếu dòng owner: (ai chủ trì)",
                     number);
    if (!day_is_known(request->due))
        file_problem(&reading->file, request->place, "đề nghị %zu thiếu dòng due: (hạn)", number);
}

/* "1. …" begins a request; false if the line does not begin with a number and a dot. */
static bool request_begin(struct reading *reading, struct str line)
{
    struct str rest = line, digits;
    struct conference *conference = reading->conference;
    struct front_file *file = &reading->file;
    int64_t number;
    if (!str_cut(&rest, '.', &digits) || !rest.at || !str_to_int(digits, &number))
        return false;
    request_end(reading);
    if (number != (int64_t)conference->requests.count + 1)
        file_problem(file, file_place_of(file, digits), "đề nghị đánh số %lld, phải là %zu",
                     (long long)number, conference->requests.count + 1);
    if (conference->requests.count >= MEETING_REQUESTS_MAX) {
        file_problem(file, file_place_of(file, digits), "quá %d đề nghị", MEETING_REQUESTS_MAX);
        file->rest = STR_NONE;
        return true;
    }
    struct read_request *request = list_add(&conference->requests, reading->mem);
    *request = (struct read_request){.due = DAY_NONE, .place = file_place_of(file, digits)};
    request->text = file_text(file, rest, MEETING_TEXT_MAX_BYTES);
    if (str_trim(rest).len == 0)
        file_problem(file, request->place, "đề nghị %lld không có nội dung", (long long)number);
    return true;
}

static struct str joined(struct reading *reading, struct str text, struct str line)
{
    struct str more = file_text(&reading->file, line, MEETING_TEXT_MAX_BYTES);
    if (text.len == 0)
        return more;
    if (text.len + more.len > MEETING_TEXT_MAX_BYTES) {
        file_problem(&reading->file, file_place_of(&reading->file, line), "đoạn dài quá %d byte",
                     MEETING_TEXT_MAX_BYTES);
        return text;
    }
    return str_format(reading->mem, "%.*s %.*s", STR_ARG(text), STR_ARG(more));
}

static void request_line(struct reading *reading, struct str line)
{
    struct conference *conference = reading->conference;
    if (request_begin(reading, line))
        return;
    if (conference->requests.count == 0) {
        file_problem(&reading->file, file_place_of(&reading->file, line),
                     "mỗi đề nghị bắt đầu bằng số thứ tự và dấu chấm: 1. …");
        return;
    }
    struct read_request *request = &conference->requests.at[conference->requests.count - 1];
    if (!request_pair(reading, request))
        request->text = joined(reading, request->text, line);
}

/* ---- other parts ---- */

static void text_take(struct reading *reading, struct read_texts *texts, struct str line)
{
    struct front_file *file = &reading->file;
    if (texts->count >= MEETING_TEXTS_MAX) {
        file_problem(file, file_place_of(file, line), "quá %d đoạn trong một mục",
                     MEETING_TEXTS_MAX);
        file->rest = STR_NONE;
        return;
    }
    *list_add(texts, reading->mem) = file_text(file, line, MEETING_TEXT_MAX_BYTES);
}

/* "- text" begins an item; other lines go on with it. */
static void item_line(struct reading *reading, struct read_texts *texts, struct str line)
{
    if (str_starts(line, S("- ")))
        text_take(reading, texts, str_part(line, 2, line.len));
    else if (texts->count)
        texts->at[texts->count - 1] = joined(reading, texts->at[texts->count - 1], line);
    else
        file_problem(&reading->file, file_place_of(&reading->file, line),
                     "mỗi ý bắt đầu bằng dấu gạch: - …");
}

static void opinion_line(struct reading *reading, struct str line)
{
    struct str key, value;
    struct conference *conference = reading->conference;
    struct front_file *file = &reading->file;
    bool is_count =
        !str_starts(line, S("- ")) && file_pair(file, &key, &value) &&
        (file_word_is(file, key, S("số ý kiến")) || file_word_is(file, key, S("count")));
    if (!is_count) {
        item_line(reading, &conference->opinions, line);
        return;
    }
    reading->has_count = true;
    reading->count_place = file_place_of(file, value);
    if (!str_to_int(value, &conference->opinions_count) || conference->opinions_count < 0 ||
        conference->opinions_count > 10000)
        file_problem(file, reading->count_place, "«%.*s» không phải là số ý kiến", STR_ARG(value));
}

static void speech_line(struct reading *reading, struct str line)
{
    struct str key, value;
    struct front_file *file = &reading->file;
    if (file_pair(file, &key, &value) &&
        (file_word_is(file, key, S("speaker")) || file_word_is(file, key, S("người phát biểu")))) {
        reading->conference->speaker = file_text(file, value, MEETING_TITLE_MAX_BYTES);
        reading->speaker_place = file_place_of(file, value);
        return;
    }
    file_problem(file, file_place_of(file, line),
                 "trước «### Biểu dương» chỉ có dòng speaker: (chức danh người phát biểu)");
}

static void praise_line(struct reading *reading, struct str line)
{
    struct read_texts *praise = &reading->conference->praise;
    if (reading->is_paragraph && praise->count)
        praise->at[praise->count - 1] = joined(reading, praise->at[praise->count - 1], line);
    else
        text_take(reading, praise, line);
    reading->is_paragraph = true;
}

static void agenda_line(struct reading *reading, struct str line)
{
    struct front_file *file = &reading->file;
    struct conference *conference = reading->conference;
    if (!str_starts(line, S("- ")))
        file_problem(file, file_place_of(file, line), "mỗi việc bắt đầu bằng dấu gạch: - …");
    else if (conference->agenda.count >= MEETING_AGENDA_MAX)
        file_problem(file, file_place_of(file, line), "quá %d việc", MEETING_AGENDA_MAX);
    else
        *list_add(&conference->agenda, reading->mem) =
            file_text(file, str_part(line, 2, line.len), MEETING_TITLE_MAX_BYTES);
}

static void people_line(struct reading *reading, struct str line)
{
    if (str_starts(line, S("- ")))
        attendee_take(reading, str_part(line, 2, line.len));
    else
        file_problem(&reading->file, file_place_of(&reading->file, line),
                     "mỗi người hoặc nhóm là một dòng bắt đầu bằng dấu gạch: - …");
}

/* ---- headings ---- */

struct heading {
    const char *title;
    enum file_part part;
};

static const struct heading headings[] = {
    {"chương trình", PART_AGENDA},      {"thành phần", PART_PEOPLE},      {"ý kiến", PART_OPINIONS},
    {"phát biểu chỉ đạo", PART_SPEECH}, {"nghị quyết", PART_RESOLUTIONS},
};
static const struct heading speech_headings[] = {{"biểu dương", PART_PRAISE},
                                                 {"đề nghị", PART_REQUESTS}};

static void heading_take(struct reading *reading, const struct heading *known, size_t count,
                         struct str title)
{
    struct front_file *file = &reading->file;
    for (size_t i = 0; i < count; i++) {
        if (!file_word_is(file, title, str_of(known[i].title)))
            continue;
        reading->part = known[i].part;
        if (reading->is_seen[reading->part])
            file_problem(file, file_place_of(file, title), "mục «%.*s» có hai lần", STR_ARG(title));
        reading->is_seen[reading->part] = true;
        return;
    }
    file_problem(file, file_place_of(file, title), "không hiểu đề mục «%.*s»", STR_ARG(title));
}

static void heading_line(struct reading *reading, struct str line)
{
    bool is_inner = str_starts(line, S("### "));
    struct str title = str_trim(str_part(line, is_inner ? 4 : 3, line.len));
    bool is_speech = reading->part == PART_SPEECH || reading->part == PART_PRAISE ||
                     reading->part == PART_REQUESTS;
    reading->is_paragraph = false;
    if (!is_inner) {
        reading->section = S("");
        heading_take(reading, headings, COUNT_OF(headings), title);
    } else if (reading->part == PART_PEOPLE) {
        reading->section = file_text(&reading->file, title, MEETING_TITLE_MAX_BYTES);
    } else if (is_speech) {
        heading_take(reading, speech_headings, COUNT_OF(speech_headings), title);
    } else {
        file_problem(&reading->file, file_place_of(&reading->file, title),
                     "không hiểu đề mục «%.*s» ở đây", STR_ARG(title));
    }
}

static void line_take(struct reading *reading)
{
    struct str line = str_trim(reading->file.line);
    if (line.len == 0)
        reading->is_paragraph = false;
    else if (str_starts(line, S("## ")) || str_starts(line, S("### ")))
        heading_line(reading, line);
    else if (reading->part == PART_AGENDA)
        agenda_line(reading, line);
    else if (reading->part == PART_PEOPLE)
        people_line(reading, line);
    else if (reading->part == PART_OPINIONS)
        opinion_line(reading, line);
    else if (reading->part == PART_SPEECH)
        speech_line(reading, line);
    else if (reading->part == PART_PRAISE)
        praise_line(reading, line);
    else if (reading->part == PART_REQUESTS)
        request_line(reading, line);
    else if (reading->part == PART_RESOLUTIONS)
        item_line(reading, &reading->conference->resolutions, line);
    else
        file_problem(&reading->file, file_place_of(&reading->file, line),
                     "chưa có đề mục nào ở trên (## Chương trình, ## Thành phần …)");
}

/* ---- the whole ---- */

static void function_check(struct reading *reading, struct str function, struct file_place place)
{
    const struct conference *conference = reading->conference;
    for (size_t i = 0; i < conference->people.count; i++)
        if (!conference->people.at[i].is_group &&
            file_word_is(&reading->file, conference->people.at[i].label, function))
            return;
    if (function.len)
        file_problem(&reading->file, place,
                     "«%.*s» không phải là chức danh của ai trong mục Thành phần",
                     STR_ARG(function));
}

static void whole_check(struct reading *reading)
{
    struct conference *conference = reading->conference;
    struct file_place end = {reading->file.number, 1};
    request_end(reading);
    if (conference->people.count == 0)
        file_problem(&reading->file, end, "thiếu mục «## Thành phần» hoặc mục đó trống");
    if ((conference->praise.count || conference->requests.count) && conference->speaker.len == 0)
        file_problem(&reading->file, end, "mục Phát biểu chỉ đạo thiếu dòng speaker:");
    function_check(reading, conference->chair, reading->chair_place);
    function_check(reading, conference->speaker, reading->speaker_place);
    int64_t told = (int64_t)conference->opinions.count;
    if (!reading->has_count)
        conference->opinions_count = told;
    else if (conference->opinions_count < told)
        file_problem(&reading->file, reading->count_place,
                     "ghi %lld ý kiến nhưng bên dưới có %lld ý kiến",
                     (long long)conference->opinions_count, (long long)told);
}

bool conference_read(struct book *book, struct import_job *job, struct conference *conference,
                     struct error *err)
{
    struct reading reading = {.mem = job->mem, .conference = conference};
    *conference = (struct conference){.day = DAY_NONE, .consent = DAY_NONE, .number = 1};
    reading.units = unit_tree_of(book, book->db, err);
    if (!reading.units)
        return false;
    reading.indicators = indicators_of(book, book->db, err);
    if (!reading.indicators || !file_begin(&reading.file, job, err) ||
        !front_take(book, &reading, err))
        return false;
    while (file_line(&reading.file))
        line_take(&reading);
    whole_check(&reading);
    return file_end(&reading.file, err);
}
