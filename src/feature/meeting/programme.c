/* The programme of a period: what was asked, what was missed, what comes round each year, what
 * people add. */
#include "feature/meeting/programme.h"

#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "feature/front_file.h"
#include "feature/meeting/calendar.h"
#include "feature/meeting/meeting_read.h"
#include "feature/meeting/meeting_store.h"

#include <assert.h>

struct composing {
    struct book *book;
    struct db *db;
    struct arena *mem;
    const struct unit_tree *units;
    const struct indicators *indicators;
    struct programme *programme;
};

/* The period of the same kind that ended the day before. */
static struct period period_before(struct period period)
{
    static const int32_t in_year[] = {
        [PERIOD_YEAR] = 1, [PERIOD_HALF] = 2, [PERIOD_QUARTER] = 4, [PERIOD_MONTH] = 12};
    if (period.index > 1)
        period.index--;
    else
        period = (struct period){period.kind, period.year - 1, in_year[period.kind]};
    return period;
}

static struct programme_line *line_add(struct composing *composing, enum programme_source source)
{
    struct programme_line *line = list_add(&composing->programme->lines, composing->mem);
    line->source = source;
    line->first = DAY_NONE;
    return line;
}

static void indicator_name(struct composing *composing, struct programme_line *line,
                           struct str code)
{
    const struct indicator *indicator = indicator_find(composing->indicators, code);
    line->indicator = code;
    line->measure = indicator ? indicator->label : code;
}

/* ---- requests ---- */

static bool requests_add(struct composing *composing, struct error *err)
{
    struct arena *mem = composing->mem;
    struct programme *programme = composing->programme;
    struct tasks tasks;
    struct meeting meeting = {.id = -1};
    struct day known;
    struct span span = span_of(programme->period, DAY_NONE);
    if (!unit_day_known(composing->db, &known, err) ||
        !tasks_running(composing->db, mem, programme->unit->id, span, &tasks, err))
        return false;
    for (size_t i = 0; i < tasks.count; i++) {
        const struct task *task = &tasks.at[i];
        if (task->meeting != meeting.id &&
            !meeting_of_id(composing->db, mem, task->meeting, &meeting, err))
            return false;
        struct programme_line *line = line_add(composing, PROGRAMME_REQUEST);
        line->text = task_text(task);
        line->owner = task->owner;
        line->partners = task->partners;
        line->time = str_format(mem, "đến ngày %.*s", STR_ARG(vi_day(mem, task->due)));
        line->note = task_state_words(mem, task, known);
        line->address = task_address(
            mem, task,
            meeting_address(mem, &meeting, programme->unit, unit_home(composing->units)));
        if (task->indicator.len)
            indicator_name(composing, line, task->indicator);
    }
    return true;
}

/* ---- targets ---- */

static bool targets_add(struct composing *composing, struct str owner, struct error *err)
{
    struct arena *mem = composing->mem;
    struct programme *programme = composing->programme;
    struct figures figures;
    if (!figures_compute(composing->book, composing->db, mem, programme->unit, programme->before,
                         DAY_NONE, &figures, err))
        return false;
    for (size_t i = 0; i < figures.count; i++) {
        const struct figure *figure = &figures.at[i];
        const struct indicator *indicator = figure->indicator;
        if (!figure->has_target || figure->actual >= figure->target)
            continue;
        struct programme_line *line = line_add(composing, PROGRAMME_TARGET);
        line->text =
            str_format(mem, "%.*s: làm tiếp %.*s còn thiếu của %.*s", STR_ARG(indicator->label),
                       STR_ARG(figure_phrase(mem, indicator, figure->target - figure->actual)),
                       STR_ARG(vi_period(mem, programme->before)));
        line->owner = owner;
        if (figure->giver.len)
            line->note = str_format(mem, "Chỉ tiêu do %.*s giao", STR_ARG(figure->giver));
        line->time = vi_period(mem, programme->period);
        line->indicator = indicator->code;
        line->measure = str_format(mem, "đạt %.*s trên chỉ tiêu %.*s",
                                   STR_ARG(figure_number(mem, indicator, figure->actual)),
                                   STR_ARG(figure_phrase(mem, indicator, figure->target)));
        line->address = figure_address(mem, indicator, programme->before, programme->unit,
                                       unit_home(composing->units));
    }
    return true;
}

/* ---- calendar and own lines ---- */

static bool calendar_add(struct composing *composing, const struct unit_bodies *bodies,
                         struct error *err)
{
    struct calendar_items items;
    if (!calendar_of(composing->db, composing->mem, composing->programme->period, bodies, &items,
                     err))
        return false;
    for (size_t i = 0; i < items.count; i++) {
        struct programme_line *line = line_add(composing, PROGRAMME_CALENDAR);
        line->text = items.at[i].work;
        line->owner = items.at[i].owner;
        line->partners = items.at[i].partners;
        line->time = items.at[i].time;
        line->first = items.at[i].first;
        if (items.at[i].indicator.len)
            indicator_name(composing, line, items.at[i].indicator);
    }
    return true;
}

static bool own_add(struct composing *composing, struct error *err)
{
    const struct programme *programme = composing->programme;
    struct own_lines lines;
    if (!own_lines_read(composing->db, composing->mem, programme->unit->code,
                        period_code(composing->mem, programme->period), &lines, err))
        return false;
    for (size_t i = 0; i < lines.count; i++) {
        struct programme_line *line = line_add(composing, PROGRAMME_OWN);
        line->text = lines.at[i].text;
        line->owner = lines.at[i].owner;
        line->partners = lines.at[i].partners;
        line->time = lines.at[i].time;
        if (lines.at[i].indicator.len)
            indicator_name(composing, line, lines.at[i].indicator);
    }
    return true;
}

/* Who answers for targets: the standing board; an area has its team instead. */
static struct str board_name(const struct unit_bodies *bodies)
{
    for (size_t i = 0; i < bodies->count; i++)
        if (str_is(bodies->at[i].kind, S("standing_board")) ||
            str_is(bodies->at[i].kind, S("front_work_team")))
            return bodies->at[i].name;
    return S("Ban Thường trực");
}

/* The bodies in a unit and below it on a day. */
static bool bodies_within(struct composing *composing, struct day day, struct unit_bodies *within,
                          struct error *err)
{
    struct unit_bodies all;
    *within = (struct unit_bodies){0};
    if (!unit_bodies_on(composing->db, composing->mem, 0, day, &all, err))
        return false;
    for (size_t i = 0; i < all.count; i++) {
        const struct unit *unit = unit_by_id(composing->units, all.at[i].unit);
        if (unit && unit_is_within(unit, composing->programme->unit))
            *list_add(within, composing->mem) = all.at[i];
    }
    return true;
}

bool programme_compose(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                       struct period period, struct programme *programme, struct error *err)
{
    struct composing composing = {.book = book, .db = db, .mem = mem, .programme = programme};
    struct unit_bodies bodies;
    *programme =
        (struct programme){.unit = unit, .period = period, .before = period_before(period)};
    composing.units = unit_tree_of(book, db, err);
    if (!composing.units)
        return false;
    composing.indicators = indicators_of(book, db, err);
    return composing.indicators && bodies_within(&composing, period_first(period), &bodies, err) &&
           requests_add(&composing, err) && targets_add(&composing, board_name(&bodies), err) &&
           calendar_add(&composing, &bodies, err) && own_add(&composing, err);
}

/* ---- printing ---- */

struct str programme_title(struct arena *mem, struct period period)
{
    return str_format(mem, "Chương trình công tác Mặt trận %.*s", STR_ARG(vi_period(mem, period)));
}

struct str programme_address(struct arena *mem, struct period period, const struct unit *unit,
                             const struct unit *home)
{
    struct str slug = vi_period_slug(mem, period);
    if (unit == home)
        return str_format(mem, "/chuong-trinh/%d/%.*s", period.year, STR_ARG(slug));
    return str_format(mem, "/chuong-trinh/%d/%.*s?don-vi=%.*s", period.year, STR_ARG(slug),
                      STR_ARG(unit->code));
}

struct str programme_source_title(enum programme_source source)
{
    static const char *const titles[] = {
        [PROGRAMME_REQUEST] = MESSAGE("Việc hội nghị đề nghị"),
        [PROGRAMME_TARGET] = MESSAGE("Chỉ tiêu kỳ trước chưa đạt"),
        [PROGRAMME_CALENDAR] = MESSAGE("Việc thường kỳ trong năm"),
        [PROGRAMME_OWN] = MESSAGE("Việc khác"),
    };
    return str_of(titles[source]);
}

static void part_print(struct text *out, const char *name, struct str value)
{
    if (value.len)
        text_format(out, "   %s: %.*s\n", name, STR_ARG(value));
}

void programme_print_text(struct arena *mem, const struct programme *programme, struct text *out)
{
    struct str title =
        str_format(mem, "%.*s, %.*s", STR_ARG(programme_title(mem, programme->period)),
                   STR_ARG(unit_phrase(mem, programme->unit)));
    text_format(out, "%.*s\n", STR_ARG(unicode_upper(mem, title)));
    size_t number = 0;
    for (size_t i = 0; i < programme->lines.count; i++) {
        const struct programme_line *line = &programme->lines.at[i];
        if (i == 0 || line[-1].source != line->source)
            text_format(out, "\n%.*s\n\n", STR_ARG(programme_source_title(line->source)));
        text_format(out, "%zu. %.*s\n", ++number, STR_ARG(line->text));
        part_print(out, "Chủ trì", line->owner);
        part_print(out, "Phối hợp", line->partners);
        part_print(out, "Thời gian", line->time);
        part_print(out, "Chỉ tiêu", line->measure);
        part_print(out, "Tình trạng", line->note);
    }
}

/* ---- own lines on their way in ---- */

enum { FRONT_UNIT, FRONT_PERIOD, FRONT_KEYS, OWN_LINES_MAX = 200 };

static const struct front_key front_keys[FRONT_KEYS] = {
    [FRONT_UNIT] = {{"unit", 4}, {"đơn vị", sizeof "đơn vị" - 1}, true},
    [FRONT_PERIOD] = {{"period", 6}, {"kỳ", sizeof "kỳ" - 1}, true},
};

struct own_reading {
    struct front_file file;
    const struct indicators *indicators;
    struct own_lines lines;
};

static bool own_pair(struct own_reading *reading, struct own_line *line)
{
    struct front_file *file = &reading->file;
    struct str key, value;
    if (!file_pair(file, &key, &value))
        return false;
    struct str text = file_text(file, value, MEETING_TITLE_MAX_BYTES);
    if (file_word_is(file, key, S("owner")) || file_word_is(file, key, S("chủ trì")))
        line->owner = text;
    else if (file_word_is(file, key, S("partners")) || file_word_is(file, key, S("phối hợp")))
        line->partners = text;
    else if (file_word_is(file, key, S("time")) || file_word_is(file, key, S("thời gian")))
        line->time = text;
    else if (file_word_is(file, key, S("indicator")) || file_word_is(file, key, S("chỉ tiêu")))
        line->indicator = text;
    else
        return false;
    if (line->indicator.len && !indicator_find(reading->indicators, line->indicator))
        file_problem(file, file_place_of(file, value), "không có chỉ tiêu «%.*s»", STR_ARG(value));
    return true;
}

static void own_take(struct own_reading *reading, struct arena *mem)
{
    struct front_file *file = &reading->file;
    struct own_lines *lines = &reading->lines;
    struct str line = str_trim(file->line);
    if (line.len == 0)
        return;
    if (str_starts(line, S("- ")) && lines->count < OWN_LINES_MAX)
        list_add(lines, mem)->text =
            file_text(file, str_part(line, 2, line.len), MEETING_TEXT_MAX_BYTES);
    else if (str_starts(line, S("- ")))
        file_problem(file, file_place_of(file, line), "quá %d việc", OWN_LINES_MAX);
    else if (lines->count == 0 || !own_pair(reading, &lines->at[lines->count - 1]))
        file_problem(file, file_place_of(file, line),
                     "mỗi việc bắt đầu bằng dấu gạch: - …; dưới nó là owner:, partners:, time:, "
                     "indicator:");
}

bool programme_import(struct book *book, struct import_job *job, struct error *err)
{
    struct own_reading reading = {0};
    struct front_value values[FRONT_KEYS] = {0};
    const struct unit *unit = NULL;
    struct period period = {0};
    struct error why;
    const struct unit_tree *units = unit_tree_of(book, book->db, err);
    if (!units)
        return false;
    reading.indicators = indicators_of(book, book->db, err);
    if (!reading.indicators || !file_begin(&reading.file, job, err))
        return false;
    front_read(&reading.file, front_keys, FRONT_KEYS, values);
    if (values[FRONT_UNIT].text.len &&
        !(unit = unit_meant(job->mem, units, values[FRONT_UNIT].text)))
        file_problem(&reading.file, values[FRONT_UNIT].place, "sổ không có đơn vị «%.*s»",
                     STR_ARG(values[FRONT_UNIT].text));
    if (values[FRONT_PERIOD].text.len && !period_read(values[FRONT_PERIOD].text, &period, &why))
        file_problem(&reading.file, values[FRONT_PERIOD].place, "%s", why.text);
    while (file_line(&reading.file))
        own_take(&reading, job->mem);
    if (!file_end(&reading.file, err))
        return false;
    assert(unit); /* a required key: without it the file had a problem */
    if (!own_lines_write(book->db, unit->code, period_code(job->mem, period), &reading.lines, err))
        return false;
    text_format(job->out, "%.*s: %zu việc của chương trình%s\n", STR_ARG(job->file_name),
                reading.lines.count, job->is_dry_run ? " (chạy thử, chưa ghi)" : "");
    return true;
}
