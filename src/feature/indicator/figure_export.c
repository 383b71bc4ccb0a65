/* A figure as files: its list as CSV, all of it as JSON. */
#include "base/csv.h"
#include "base/json.h"
#include "feature/indicator/indicator_pages.h"

enum { EXPORT_MAX_BYTES = 256 * 1024 * 1024 };

static struct str export_day(struct arena *mem, const struct figure_question *asked,
                             const struct contribution *row)
{
    const struct catalogue_kind *kind = catalogue_kind(asked->catalogue, row->kind);
    bool is_month_only = asked->indicator->rule.day.len == 0 && kind && kind->is_month_only;
    struct str day = day_text(mem, row->day);
    return is_month_only ? str_part(day, 0, 7) : day;
}

static struct str unit_code(const struct figure_question *asked, int64_t id)
{
    const struct unit *unit = unit_by_id(asked->units, id);
    return unit ? unit->code : S("");
}

static bool read_all(struct request *req, struct figure_question *asked, struct contributions *list,
                     struct parts *slices, struct error *err)
{
    return figure_asked(req, asked, err) &&
           figure_records(req->db, req->mem, asked->indicator, asked->unit, asked->span, 0, 0, list,
                          err) &&
           figure_by_slice(req->book, req->db, req->mem, asked->indicator, asked->unit, asked->span,
                           slices, err);
}

/* ---- CSV ---- */

static struct str slice_label(const struct parts *slices, struct str code)
{
    for (size_t i = 0; i < slices->count; i++)
        if (str_is(slices->at[i].code, code))
            return slices->at[i].label;
    return code;
}

static void csv_line(struct text *out, const struct str *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        csv_put(out, fields[i], i == 0);
    text_add(out, S("\r\n"));
}

static void csv_write(struct arena *mem, struct text *out, const struct figure_question *asked,
                      const struct contributions *list, const struct parts *slices)
{
    const struct str head[] = {S("Số hồ sơ"), S("Ngày"),      S("Đơn vị"),
                               S("Nội dung"), S("Phân loại"), S("Giá trị")};
    int64_t sum = 0;
    text_add(out, S("\xEF\xBB\xBF")); /* Excel takes a file for UTF-8 by it */
    csv_line(out, head, COUNT_OF(head));
    for (size_t i = 0; i < list->count; i++) {
        const struct contribution *row = &list->at[i];
        const struct unit *unit = unit_by_id(asked->units, row->unit);
        const struct str fields[] = {row->no,
                                     export_day(mem, asked, row),
                                     unit ? unit->name : S(""),
                                     row->title,
                                     slice_label(slices, row->slice),
                                     str_format(mem, "%lld", (long long)row->value)};
        csv_line(out, fields, COUNT_OF(fields));
        sum += row->value;
    }
    const struct str foot[] = {S("Cộng"), S(""), S(""),
                               S(""),     S(""), str_format(mem, "%lld", (long long)sum)};
    csv_line(out, foot, COUNT_OF(foot));
}

bool figure_csv_get(struct request *req, struct response *response, struct error *err)
{
    struct figure_question asked;
    struct contributions list = {0};
    struct parts slices = {0};
    if (!read_all(req, &asked, &list, &slices, err))
        return false;
    struct text out = text_new(req->mem, EXPORT_MAX_BYTES);
    csv_write(req->mem, &out, &asked, &list, &slices);
    response->type = "text/csv; charset=utf-8";
    response->file_name = str_format(req->mem, "%.*s-%.*s.csv", STR_ARG(asked.indicator->slug),
                                     STR_ARG(period_code(req->mem, asked.period)))
                              .at;
    return text_end(&out, "csv", &response->body, err);
}

/* ---- JSON ---- */

static void member_text(struct text *out, const char *key, struct str value)
{
    text_format(out, "\"%s\":", key);
    json_quote(out, value);
}

static void member_maybe(struct text *out, const char *key, bool has, int64_t value)
{
    if (has)
        text_format(out, ",\"%s\":%lld", key, (long long)value);
    else
        text_format(out, ",\"%s\":null", key);
}

static void json_parts(struct text *out, const char *key, const struct parts *parts)
{
    text_format(out, ",\n\"%s\":[", key);
    for (size_t i = 0; i < parts->count; i++) {
        text_add(out, i ? S(",{") : S("{"));
        member_text(out, "code", parts->at[i].code);
        text_char(out, ',');
        member_text(out, "label", parts->at[i].label);
        text_format(out, ",\"value\":%lld}", (long long)parts->at[i].value);
    }
    text_char(out, ']');
}

static void json_months(struct text *out, const struct parts *parts)
{
    text_add(out, S(",\n\"months\":["));
    for (size_t i = 0; i < parts->count; i++)
        text_format(out, "%s{\"month\":\"%d-%02d\",\"value\":%lld}", i ? "," : "",
                    parts->at[i].month / 12, parts->at[i].month % 12 + 1,
                    (long long)parts->at[i].value);
    text_char(out, ']');
}

static void json_records(struct arena *mem, struct text *out, const struct figure_question *asked,
                         const struct contributions *list)
{
    text_add(out, S(",\n\"records\":["));
    for (size_t i = 0; i < list->count; i++) {
        text_add(out, i ? S(",\n{") : S("\n{"));
        member_text(out, "no", list->at[i].no);
        text_char(out, ',');
        member_text(out, "day", export_day(mem, asked, &list->at[i]));
        text_char(out, ',');
        member_text(out, "unit", unit_code(asked, list->at[i].unit));
        text_format(out, ",\"value\":%lld}", (long long)list->at[i].value);
    }
    text_char(out, ']');
}

static void json_head(struct arena *mem, struct text *out, const struct figure_question *asked,
                      const struct figure *figure)
{
    text_char(out, '{');
    member_text(out, "code", asked->indicator->code);
    text_char(out, ',');
    member_text(out, "unit", asked->unit->code);
    text_char(out, ',');
    member_text(out, "period", period_code(mem, asked->period));
    text_char(out, ',');
    member_text(out, "cutoff", day_text(mem, asked->span.last));
    text_format(out, ",\"actual\":%lld", (long long)figure->actual);
    member_maybe(out, "target", figure->has_target, figure->target);
    member_maybe(out, "population", figure->has_population, figure->population);
    member_maybe(out, "previous", figure->has_previous, figure->previous);
}

bool figure_json_get(struct request *req, struct response *response, struct error *err)
{
    struct figure_question asked;
    struct contributions list = {0};
    struct parts slices = {0}, areas = {0}, months = {0};
    struct figure figure;
    if (!read_all(req, &asked, &list, &slices, err) ||
        !figure_compute(req->db, req->mem, asked.indicator, asked.unit, asked.period, asked.span,
                        figure_span_before(&asked), &figure, err) ||
        !figure_by_unit(req->book, req->db, req->mem, asked.indicator, asked.unit, asked.span,
                        &areas, err) ||
        !figure_by_month(req->db, req->mem, asked.indicator, asked.unit, asked.span, &months, err))
        return false;
    struct text out = text_new(req->mem, EXPORT_MAX_BYTES);
    json_head(req->mem, &out, &asked, &figure);
    json_parts(&out, "parts", &slices);
    json_parts(&out, "areas", &areas);
    json_months(&out, &months);
    json_records(req->mem, &out, &asked, &list);
    text_add(&out, S("}\n"));
    response->type = "application/json";
    return text_end(&out, "json", &response->body, err);
}
