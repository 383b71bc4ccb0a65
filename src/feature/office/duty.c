#include "feature/office/duty.h"

#include "base/csv.h"
#include "office_files.h"

enum { CODE, LABEL, EVERY, KINDS, DUE_DAYS, VALID_FROM, VALID_TO, COLUMNS };

static const char *const columns[COLUMNS] = {"code",     "label::vi",  "every",   "kinds",
                                             "due_days", "valid_from", "valid_to"};

static const char *const every_words[] = {[PERIOD_YEAR] = "year",
                                          [PERIOD_HALF] = "half",
                                          [PERIOD_QUARTER] = "quarter",
                                          [PERIOD_MONTH] = "month"};

static bool every_read(struct str text, enum period_kind *every)
{
    for (size_t i = 0; i < COUNT_OF(every_words); i++)
        if (str_is(text, str_of(every_words[i]))) {
            *every = i;
            return true;
        }
    return false;
}

/* An empty cell is `otherwise`. */
static bool edge_read(struct str text, struct day otherwise, struct day *day)
{
    *day = otherwise;
    return text.len == 0 || day_read(text, day);
}

static bool duty_read(struct arena *mem, const struct csv_fields *fields, struct duty *duty,
                      struct error *err)
{
    const struct str *cells = fields->at;
    struct str kind;
    if (fields->count != COLUMNS)
        return fail(err, ERROR_INVALID, "row", "có %zu cột, cần %d cột", fields->count, COLUMNS);
    struct str kinds = cells[KINDS];
    *duty = (struct duty){.code = str_copy(mem, cells[CODE]), .label = str_copy(mem, cells[LABEL])};
    if (duty->code.len == 0 || duty->label.len == 0 || !every_read(cells[EVERY], &duty->every))
        return fail(err, ERROR_INVALID, "every", "thiếu mã, tên hoặc chu kỳ");
    if (!str_to_int(cells[DUE_DAYS], &duty->due_days) || duty->due_days < 0 || duty->due_days > 366)
        return fail(err, ERROR_INVALID, "due_days", "hạn là số ngày sau khi hết kỳ");
    if (!edge_read(cells[VALID_FROM], DAY_FIRST, &duty->first) ||
        !edge_read(cells[VALID_TO], DAY_LAST, &duty->last))
        return fail(err, ERROR_INVALID, "valid_from", "hiệu lực viết như 2025-08-15");
    while (str_cut(&kinds, ';', &kind)) {
        if (kind.len == 0 || duty->kinds_count == DUTY_KINDS_MAX)
            return fail(err, ERROR_INVALID, "kinds", "từ 1 đến %d loại việc", DUTY_KINDS_MAX);
        duty->kinds[duty->kinds_count++] = str_copy(mem, kind);
    }
    return duty->kinds_count > 0 ||
           fail(err, ERROR_INVALID, "kinds", "từ 1 đến %d loại việc", DUTY_KINDS_MAX);
}

static bool head_check(struct csv *csv, struct arena *mem, struct error *err)
{
    struct csv_fields fields = {0};
    bool is_end;
    if (!csv_row(csv, mem, &fields, &is_end, err))
        return false;
    for (size_t i = 0; i < COLUMNS; i++)
        if (is_end || i >= fields.count || !str_is(fields.at[i], str_of(columns[i])))
            return fail(err, ERROR_INVALID, "header", "cột %zu phải là %s", i + 1, columns[i]);
    return true;
}

bool duties_read(struct arena *mem, struct str bytes, struct day day, struct duties *duties,
                 struct error *err)
{
    struct csv csv;
    bool is_end = false;
    if (!csv_begin(&csv, bytes, err) || !head_check(&csv, mem, err))
        return false;
    for (;;) {
        struct csv_fields fields = {0};
        struct duty duty = {0};
        if (!csv_row(&csv, mem, &fields, &is_end, err))
            return false;
        if (is_end)
            return true;
        if (!duty_read(mem, &fields, &duty, err))
            return fail_at(err, "dòng %lld: ", (long long)csv.line);
        if (duty.first.number <= day.number && day.number <= duty.last.number)
            *list_add(duties, mem) = duty;
    }
}

bool duties_on(struct arena *mem, struct day day, struct duties *duties, struct error *err)
{
    return duties_read(mem, office_files[0].bytes, day, duties, err) ||
           fail_at(err, "duties.csv: ");
}

void duty_weigh(struct duty_answer *answer, struct day today)
{
    answer->days = answer->due.number - today.number;
    if (answer->records)
        answer->state = DUTY_REPORTED;
    else if (answer->says_nothing)
        answer->state = DUTY_NOTHING;
    else if (answer->waiting)
        answer->state = DUTY_WAITING;
    else if (answer->days >= 0)
        answer->state = DUTY_OPEN;
    else {
        answer->state = DUTY_OVERDUE;
        answer->days = -answer->days;
    }
}
