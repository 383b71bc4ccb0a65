#include "feature/meeting/calendar.h"

#include "base/csv.h"
#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"

#include "calendar_files.h"

enum { BODY_MAX_BYTES = 60000, FALLS_DAYS = 14 };

/* ---- shipping ---- */

enum { CODE, WORK, EVERY, FIRST, LAST, OWNER, PARTNERS, INDICATOR, VALID_FROM, VALID_TO, COLUMNS };

static const char *const columns[COLUMNS] = {"code",       "work::vi", "every",    "first",
                                             "last",       "owner",    "partners", "indicator",
                                             "valid_from", "valid_to"};

static bool is_every(struct str every)
{
    return str_is(every, S("week")) || str_is(every, S("month")) || str_is(every, S("quarter")) ||
           str_is(every, S("year"));
}

/* "10-17" of some year. */
static bool day_in(int32_t year, struct str month_day, struct day *day)
{
    int64_t month, of_month;
    return month_day.len == 5 && month_day.at[2] == '-' &&
           str_to_int(str_part(month_day, 0, 2), &month) &&
           str_to_int(str_part(month_day, 3, 2), &of_month) && day_make(year, month, of_month, day);
}

static bool kinds_are_known(struct arena *mem, struct str kinds, struct error *err)
{
    struct str kind;
    while (str_cut(&kinds, ';', &kind)) {
        const struct body_kind *known = body_kind_meant(mem, kind);
        if (kind.len && (!known || !str_is(known->code, kind)))
            return fail(err, ERROR_INVALID, "owner", "không có loại tổ chức «%.*s»", STR_ARG(kind));
    }
    return true;
}

static bool row_check(struct arena *mem, const struct indicators *indicators,
                      const struct csv_fields *fields, struct error *err)
{
    const struct str *cells = fields->at;
    struct day day;
    if (fields->count != COLUMNS)
        return fail(err, ERROR_INVALID, "row", "có %zu cột, cần %d cột", fields->count, COLUMNS);
    if (cells[CODE].len == 0 || cells[WORK].len == 0 || !is_every(cells[EVERY]))
        return fail(err, ERROR_INVALID, "every", "thiếu mã, việc hoặc chu kỳ");
    bool is_year = str_is(cells[EVERY], S("year"));
    if (is_year && (!day_in(2001, cells[FIRST], &day) || !day_in(2001, cells[LAST], &day)))
        return fail(err, ERROR_INVALID, "first", "ngày đầu và cuối viết như 10-17");
    if ((cells[VALID_FROM].len && !day_read(cells[VALID_FROM], &day)) ||
        (cells[VALID_TO].len && !day_read(cells[VALID_TO], &day)))
        return fail(err, ERROR_INVALID, "valid_from", "hiệu lực viết như 2025-08-15");
    if (cells[INDICATOR].len && !indicator_find(indicators, cells[INDICATOR]))
        return fail(err, ERROR_INVALID, "indicator", "không có chỉ tiêu «%.*s»",
                    STR_ARG(cells[INDICATOR]));
    return kinds_are_known(mem, cells[OWNER], err) && kinds_are_known(mem, cells[PARTNERS], err);
}

static void put(struct json_out *out, const char *key, struct str value)
{
    if (value.len)
        json_add_text(out, str_of(key), value);
}

static void put_row(struct json_out *out, const struct str *cells)
{
    json_open_object(out);
    put(out, "code", cells[CODE]);
    put(out, "every", cells[EVERY]);
    put(out, "first", cells[FIRST]);
    put(out, "indicator", cells[INDICATOR]);
    put(out, "last", cells[LAST]);
    put(out, "owner", cells[OWNER]);
    put(out, "partners", cells[PARTNERS]);
    put(out, "valid_from", cells[VALID_FROM]);
    put(out, "valid_to", cells[VALID_TO]);
    put(out, "work", cells[WORK]);
    json_close_object(out);
}

static bool rows_put(struct arena *mem, const struct indicators *indicators, struct csv *csv,
                     struct json_out *out, struct error *err)
{
    bool is_end;
    for (;;) {
        struct csv_fields fields = {0};
        if (!csv_row(csv, mem, &fields, &is_end, err))
            return false;
        if (is_end)
            return true;
        if (!row_check(mem, indicators, &fields, err))
            return fail_at(err, "dòng %lld: ", (long long)csv->line);
        put_row(out, fields.at);
    }
}

static bool header_check(struct csv *csv, struct arena *mem, struct error *err)
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

bool calendar_ship(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    struct csv csv;
    struct str body;
    struct json_out out = json_out_new(&mem, BODY_MAX_BYTES);
    if (!journal_flush(&book->journal,
                       err)) /* indicators must be rows before the calendar names them */
        return false;
    const struct indicators *indicators = indicators_of(book, book->db, err);
    if (!indicators)
        return false;
    json_open_object(&out);
    json_key(&out, S("items"));
    json_open_array(&out);
    if (!csv_begin(&csv, calendar_files[0].bytes, err) || !header_check(&csv, &mem, err) ||
        !rows_put(&mem, indicators, &csv, &out, err))
        return fail_at(err, "calendar.csv: ");
    json_close_array(&out);
    json_close_object(&out);
    return json_out_end(&out, &body, err) &&
           catalogue_ship(book, "catalogue.calendar", S("calendar"), body, NULL, err);
}

struct sha256 calendar_shipped(void)
{
    return sha256_of(&calendar_files[0].bytes, 1);
}

/* ---- reading ---- */

struct window {
    struct day first, last;
};

static int32_t days_of(struct window window)
{
    return window.last.number - window.first.number + 1;
}

static bool falls_into(struct window window, struct window period)
{
    struct window common = {window.first.number > period.first.number ? window.first : period.first,
                            window.last.number < period.last.number ? window.last : period.last};
    int32_t days = days_of(common);
    return days > 0 &&
           (days >= FALLS_DAYS || 2 * days >= days_of(window) || 2 * days >= days_of(period));
}

static struct str window_words(struct arena *mem, struct window window)
{
    int32_t first_year, last_year, month, day;
    struct str last = vi_day(mem, window.last);
    if (window.first.number == window.last.number)
        return str_format(mem, "ngày %.*s", STR_ARG(last));
    day_parts(window.last, &last_year, &month, &day);
    day_parts(window.first, &first_year, &month, &day);
    if (first_year != last_year)
        return str_format(mem, "từ %.*s đến %.*s", STR_ARG(vi_day(mem, window.first)),
                          STR_ARG(last));
    return str_format(mem, "từ %d/%d đến %.*s", day, month, STR_ARG(last));
}

/* The name of the body of a kind; "các chi bộ" where there are several; the kind's own label where
 * the book knows none. */
static struct str kind_name(struct arena *mem, const struct unit_bodies *bodies, struct str code)
{
    const struct unit_body *only = NULL;
    const struct body_kind *kind = body_kind_meant(mem, code);
    size_t count = 0;
    for (size_t i = 0; i < bodies->count; i++)
        if (str_is(bodies->at[i].kind, code)) {
            only = &bodies->at[i];
            count++;
        }
    if (count == 1)
        return only->name;
    struct str label = kind ? kind->label : code;
    if (count == 0)
        return label;
    bool is_own = kind && kind->side == BODY_OF_FRONT; /* a name, not a common noun */
    return str_format(mem, "các %.*s", STR_ARG(is_own ? label : unicode_lower(mem, label)));
}

static struct str kinds_names(struct arena *mem, const struct unit_bodies *bodies, struct str codes)
{
    list_of(struct str) names = {0};
    struct str code;
    while (str_cut(&codes, ';', &code))
        if (code.len)
            *list_add(&names, mem) = kind_name(mem, bodies, code);
    return str_join(mem, names.at, names.count, S("; "));
}

static bool is_valid(const struct json *item, struct window period)
{
    struct day from = DAY_FIRST, to = DAY_LAST;
    struct str first = json_text(item, S("valid_from"), S(""));
    struct str last = json_text(item, S("valid_to"), S(""));
    if ((first.len && !day_read(first, &from)) || (last.len && !day_read(last, &to)))
        return false;
    return from.number <= period.last.number && to.number >= period.first.number;
}

/* The words for regular work; empty for yearly work, and where the period is shorter than its
 * round. */
static struct str every_words(struct str every, struct period period)
{
    if (str_is(every, S("week")))
        return S("hằng tuần");
    if (str_is(every, S("month")))
        return S("hằng tháng");
    if (str_is(every, S("quarter")) && period.kind != PERIOD_MONTH)
        return S("hằng quý");
    return S("");
}

struct dated_item {
    struct calendar_item item;
    int32_t first; /* number of its first day; regular work comes before all days */
    size_t order;
};

static int by_day(const void *a, const void *b)
{
    const struct dated_item *left = a, *right = b;
    if (left->first != right->first)
        return left->first < right->first ? -1 : 1;
    return left->order < right->order ? -1 : left->order > right->order;
}

struct gathering {
    struct arena *mem;
    const struct unit_bodies *bodies;
    struct period period;
    struct window window;
    list_of(struct dated_item) items;
};

static void item_add(struct gathering *gathering, const struct json *item, struct str time,
                     struct window window)
{
    struct dated_item *dated = list_add(&gathering->items, gathering->mem);
    *dated = (struct dated_item){
        .item = {.work = json_text(item, S("work"), S("")),
                 .time = time,
                 .owner = kinds_names(gathering->mem, gathering->bodies,
                                      json_text(item, S("owner"), S(""))),
                 .partners = kinds_names(gathering->mem, gathering->bodies,
                                         json_text(item, S("partners"), S(""))),
                 .indicator = json_text(item, S("indicator"), S("")),
                 .first = window.first},
        .first = window.first.number,
        .order = gathering->items.count,
    };
}

/* A work that goes over the end of the year may have begun in the year before. */
static void yearly_add(struct gathering *gathering, const struct json *item)
{
    for (int32_t year = gathering->period.year - 1; year <= gathering->period.year; year++) {
        struct window window;
        if (!day_in(year, json_text(item, S("first"), S("")), &window.first) ||
            !day_in(year, json_text(item, S("last"), S("")), &window.last))
            continue;
        if (window.last.number < window.first.number &&
            !day_in(year + 1, json_text(item, S("last"), S("")), &window.last))
            continue;
        if (falls_into(window, gathering->window))
            item_add(gathering, item, window_words(gathering->mem, window), window);
    }
}

static void items_gather(struct gathering *gathering, const struct json *items)
{
    for (const struct json *item = items ? items->first : NULL; item; item = item->next) {
        struct str every = json_text(item, S("every"), S(""));
        if (!is_valid(item, gathering->window))
            continue;
        struct str words = every_words(every, gathering->period);
        if (words.len)
            item_add(gathering, item, words, (struct window){DAY_NONE, DAY_NONE});
        else if (str_is(every, S("year")))
            yearly_add(gathering, item);
    }
}

bool calendar_of(struct db *db, struct arena *mem, struct period period,
                 const struct unit_bodies *bodies, struct calendar_items *items, struct error *err)
{
    struct catalogue_items stated = {0};
    struct gathering gathering = {.mem = mem,
                                  .bodies = bodies,
                                  .period = period,
                                  .window = {period_first(period), period_last(period)}};
    *items = (struct calendar_items){0};
    if (!catalogue_items(db, mem, "catalogue.calendar", &stated, err))
        return false;
    for (size_t i = 0; i < stated.count; i++)
        items_gather(&gathering, json_member(stated.at[i].body, S("items")));
    if (gathering.items.count)
        qsort(gathering.items.at, gathering.items.count, sizeof *gathering.items.at, by_day);
    for (size_t i = 0; i < gathering.items.count; i++)
        *list_add(items, mem) = gathering.items.at[i].item;
    return true;
}
