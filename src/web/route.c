#include "web/route_table.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "web/negotiate.h"

#include <assert.h>

enum {
    SEGMENTS_MAX = 8,
    NUMBER_CAP_BYTES = 40,
    FIELD_CAP_BYTES = 1000,
    BODY_USUAL_BYTES = 16 * 1024 * 1024,
};

/* One row, its path cut at the slashes. */
struct row {
    const struct route *route;
    struct str segment[SEGMENTS_MAX];
    size_t count;
    bool has_rest; /* the last segment is {name…} */
};

struct route_table {
    struct row *at;
    size_t count;
    size_t literal_count; /* rows whose first segment is literal (or "/"): sorted by it */
};

static bool is_part(struct str segment)
{
    return str_starts(segment, S("{"));
}

static bool is_rest(struct str segment)
{
    return is_part(segment) && str_ends(segment, S("…}"));
}

/* Cuts a path at its slashes; false if it has more segments than any row. "/" has none. */
static bool path_cut(struct str path, struct str segment[SEGMENTS_MAX], size_t *count)
{
    struct str rest = str_part(path, 1, path.len), part;
    *count = 0;
    if (rest.len == 0)
        return true;
    while (str_cut(&rest, '/', &part)) {
        if (*count == SEGMENTS_MAX)
            return false;
        segment[(*count)++] = part;
    }
    return true;
}

/* 0 literal, 1 a part in braces, 2 the whole rest: the more special comes first. */
static int segment_rank(struct str segment)
{
    return is_part(segment) + is_rest(segment);
}

static int segment_order(struct str a, struct str b)
{
    int order = segment_rank(a) - segment_rank(b);
    return order || is_part(a) ? order : str_order(a, b);
}

static int row_order(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        int order = segment_order(a->segment[i], b->segment[i]);
        if (order)
            return order;
    }
    int order = (a->count > b->count) - (a->count < b->count);
    return order ? order : (int)a->route->method - (int)b->route->method;
}

/* True if the route has such a field, or such a part in braces. */
static bool has_name(const struct route *route, struct str name)
{
    for (const struct field *field = route->fields; field && field->name; field++)
        if (str_is(str_of(field->name), name))
            return true;
    struct str rest = str_of(route->path), segment;
    while (str_cut(&rest, '/', &segment))
        if (is_part(segment) && str_is(str_part(segment, 1, segment.len - 2), name))
            return true;
    return false;
}

/* Codes of small letters with commas between; behind '@' the name of what holds a unit's code. */
static bool role_is_plain(const struct route *route)
{
    struct str role = str_of(route->role), rest, code;
    size_t at = str_find_char(role, '@');
    rest = str_part(role, 0, at);
    while (role.len && str_cut(&rest, ',', &code)) {
        if (code.len == 0)
            return false;
        for (size_t i = 0; i < code.len; i++)
            if (code.at[i] != '_' && (code.at[i] < 'a' || code.at[i] > 'z'))
                return false;
    }
    return at == role.len || has_name(route, str_part(role, at + 1, role.len));
}

static bool is_many(const struct field *field)
{
    return str_ends(str_of(field->name), S("*"));
}

static struct row row_new(const struct route *route)
{
    struct row row = {.route = route};
    struct str path = str_of(route->path);
    assert(str_starts(path, S("/")) && (path.len == 1 || !str_ends(path, S("/"))));
    bool writes = route->pace != PACE_QUICK && route->pace != PACE_SLOW;
    assert(!writes || route->method == METHOD_POST);
    assert(route->page && route->role);
    bool fits = path_cut(path, row.segment, &row.count), is_plain = role_is_plain(route);
    assert(fits && is_plain);
    (void)fits, (void)is_plain, (void)writes;
    size_t parts = 0, fields = 0;
    for (size_t i = 0; i < row.count; i++) {
        parts += is_part(row.segment[i]);
        assert(!is_rest(row.segment[i]) || i + 1 == row.count);
    }
    for (; route->fields && route->fields[fields].name; fields++) {
        /* A GET's place in the cache is made of its table. */
        bool is_fixed = route->method == METHOD_POST || !is_many(&route->fields[fields]);
        assert(is_fixed);
        (void)is_fixed;
    }
    assert(parts <= ROUTE_PARTS_MAX && fields <= ROUTE_FIELDS_MAX);
    row.has_rest = row.count && is_rest(row.segment[row.count - 1]);
    return row;
}

struct route_table *route_table_new(struct arena *mem, const struct route *routes, size_t count)
{
    struct route_table *table = arena_one(mem, struct route_table);
    table->at = arena_many(mem, struct row, count);
    table->count = count;
    for (size_t i = 0; i < count; i++)
        table->at[i] = row_new(&routes[i]);
    if (count)
        qsort(table->at, count, sizeof *table->at, row_order);
    for (size_t i = 0; i < count; i++) {
        assert(i == 0 || row_order(&table->at[i - 1], &table->at[i]) < 0);
        table->literal_count += table->at[i].count == 0 || !is_part(table->at[i].segment[0]);
    }
    return table;
}

/* The first row among the literal ones that does not stand before `first`. */
static size_t rows_from(const struct route_table *table, struct str first)
{
    size_t low = 0, high = table->literal_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct row *row = &table->at[middle];
        if (row->count && str_order(row->segment[0], first) >= 0)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static bool row_takes(const struct row *row, const struct str *segment, size_t count,
                      struct str path, struct str part[ROUTE_PARTS_MAX])
{
    if (row->has_rest ? count < row->count : count != row->count)
        return false;
    size_t parts = 0;
    for (size_t i = 0; i < row->count; i++) {
        if (is_rest(row->segment[i]))
            part[parts++] = str_part(path, (size_t)(segment[i].at - path.at), path.len);
        else if (is_part(row->segment[i]))
            part[parts++] = segment[i];
        else if (!str_is(row->segment[i], segment[i]))
            return false;
    }
    return true;
}

static void rows_try(const struct route_table *table, size_t from, size_t to, enum method method,
                     struct str path, struct route_match *match)
{
    struct str segment[SEGMENTS_MAX];
    size_t count;
    bool fits = path_cut(path, segment, &count); /* a path too long keeps its first segments */
    for (size_t i = from; i < to; i++) {
        const struct row *row = &table->at[i];
        struct str part[ROUTE_PARTS_MAX] = {0};
        if ((!fits && !row->has_rest) || !row_takes(row, segment, count, path, part))
            continue;
        match->has_get |= row->route->method == METHOD_GET;
        match->has_post |= row->route->method == METHOD_POST;
        if (row->route->method == method && !match->route) {
            match->route = row->route;
            memcpy(match->part, part, sizeof part);
        }
    }
}

struct route_match route_find(const struct route_table *table, enum method method, struct str path)
{
    struct route_match match = {0};
    struct str rest = str_part(path, 1, path.len), first = S("");
    bool has_first = rest.len && str_cut(&rest, '/', &first);
    size_t from = has_first ? rows_from(table, first) : 0, to = from;
    while (to < table->literal_count &&
           (has_first ? str_is(table->at[to].segment[0], first) : table->at[to].count == 0))
        to++;
    rows_try(table, from, to, method, path, &match);
    rows_try(table, table->literal_count, table->count, method, path, &match);
    return match;
}

int64_t route_body_max(const struct route *route)
{
    int64_t files = 0;
    for (const struct field *field = route->fields; field && field->name; field++)
        if (field->type == FIELD_BYTES && route->pace == PACE_FILE_WRITE)
            files += (int64_t)field->cap_bytes;
    return files > BODY_USUAL_BYTES ? files : BODY_USUAL_BYTES;
}

/* ---- fields ---- */

/* Browsers end the lines of a text field with CR LF; inside doanket a line ends with LF. */
static struct str lines_plain(struct arena *mem, struct str text)
{
    if (str_find(text, S("\r\n")) == text.len)
        return text;
    char *out = arena_take(mem, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] != '\r' || i + 1 == text.len || text.at[i + 1] != '\n')
            out[len++] = text.at[i];
    return (struct str){out, len};
}

static bool has_control(struct str text)
{
    struct str line, cell;
    while (str_cut(&text, '\n', &line))
        while (str_cut(&line, '\t', &cell))
            if (unicode_has_control(cell))
                return true;
    return false;
}

static bool text_check(struct arena *mem, const struct field *field, struct str *value,
                       struct error *err)
{
    if (!utf8_is_valid(*value))
        return fail(err, ERROR_INVALID, field->name, "«%s» không phải là UTF-8", field->label);
    *value = unicode_nfc(mem, lines_plain(mem, *value));
    if (has_control(*value))
        return fail(err, ERROR_INVALID, field->name, "«%s» có ký tự điều khiển", field->label);
    return true;
}

static bool number_check(const struct field *field, struct str *value, struct error *err)
{
    int64_t number;
    *value = str_trim(*value);
    if (value->len && !str_to_int(*value, &number))
        return fail(err, ERROR_INVALID, field->name, "«%s» phải là một số nguyên, ví dụ 120",
                    field->label);
    return true;
}

static bool day_check(struct arena *mem, const struct field *field, struct str *value,
                      struct error *err)
{
    struct day day;
    *value = str_trim(*value);
    if (value->len == 0 || day_read(*value, &day))
        return true;
    if (!vi_day_read(*value, &day, err)) {
        fail_at(err, "«%s»: ", field->label);
        err->kind = ERROR_INVALID;
        snprintf(err->field, sizeof err->field, "%s", field->name);
        return false;
    }
    *value = day_text(mem, day);
    return true;
}

/* Checks one value as its row of the table says, and puts it into the form pages read. */
static bool value_check(struct arena *mem, const struct field *field, struct str *value,
                        struct error *err)
{
    size_t cap = field->cap_bytes ? field->cap_bytes : FIELD_CAP_BYTES;
    bool is_number = field->type == FIELD_INT || field->type == FIELD_DAY;
    if (is_number && cap > NUMBER_CAP_BYTES)
        cap = NUMBER_CAP_BYTES;
    if (field->type == FIELD_BYTES) {
        if (value->len > cap)
            return fail(err, ERROR_INVALID, field->name, "«%s» lớn quá %zu byte", field->label,
                        cap);
        return true;
    }
    if (!text_check(mem, field, value, err))
        return false;
    if (value->len > cap)
        return fail(err, ERROR_INVALID, field->name, "«%s» dài quá %zu byte", field->label, cap);
    if (field->type == FIELD_INT)
        return number_check(field, value, err);
    return field->type == FIELD_DAY ? day_check(mem, field, value, err) : true;
}

/* What is not the page's to read: the language, and marks that Zalo, Facebook, Google and mailing
 * programs hang on the links people share. */
static bool is_foreign_mark(struct str name)
{
    static const char *const marks[] = {"fbclid", "gclid",    "zarsrc",
                                        "_gl",    "mibextid", LANGUAGE_FIELD};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_is(name, str_of(marks[i])))
            return true;
    return str_starts(name, S("utm_")) || str_starts(name, S("zalo_"));
}

/* "o." of "o.*". */
static struct str many_prefix(const struct field *field)
{
    struct str name = str_of(field->name);
    return str_part(name, 0, name.len - 1);
}

static const struct many_field *many_find(const struct request *req, struct str field)
{
    for (size_t i = 0; i < req->many.count; i++) {
        const struct many_field *known = &req->many.at[i];
        struct str prefix = many_prefix(known->row);
        if (str_starts(field, prefix) &&
            str_is(str_part(field, prefix.len, field.len), known->name))
            return known;
    }
    return NULL;
}

static bool many_take(struct request *req, const struct field *field, const struct form_field *sent,
                      struct error *err)
{
    struct str value = sent->value;
    struct str name = str_part(sent->name, many_prefix(field).len, sent->name.len);
    if (field->type != FIELD_BYTES && many_find(req, sent->name))
        return fail(err, ERROR_INVALID, field->name, "«%s» được gửi hai lần", field->label);
    if (!value_check(req->mem, field, &value, err))
        return false;
    *list_add(&req->many, req->mem) = (struct many_field){field, name, value};
    return true;
}

static bool field_take(struct request *req, const struct form_field *sent, struct error *err)
{
    const struct field *fields = req->route->fields;
    size_t i = 0;
    for (const struct field *field = fields; field && field->name; field++)
        if (is_many(field) && str_starts(sent->name, many_prefix(field)))
            return many_take(req, field, sent, err);
    while (fields && fields[i].name && !str_is(sent->name, str_of(fields[i].name)))
        i++;
    if (!fields || !fields[i].name) {
        if (req->route->method == METHOD_GET && is_foreign_mark(sent->name))
            return true;
        return fail(err, ERROR_INVALID, "", "yêu cầu có trường mà trang này không nhận");
    }
    if (req->value[i].at)
        return fail(err, ERROR_INVALID, fields[i].name, "«%s» được gửi hai lần", fields[i].label);
    struct str value = sent->value;
    if (!value_check(req->mem, &fields[i], &value, err))
        return false;
    bool is_unsent = value.len == 0 && fields[i].type != FIELD_TEXT;
    req->value[i] = is_unsent ? STR_NONE : value;
    if (fields[i].type == FIELD_BYTES && sent->file.len)
        req->file_name = sent->file;
    return true;
}

bool route_read_fields(struct request *req, const struct form *form, struct error *err)
{
    for (size_t i = 0; i < form->count; i++)
        if (!field_take(req, &form->at[i], err))
            return false;
    const struct field *fields = req->route->fields;
    for (size_t i = 0; fields && fields[i].name; i++)
        if (fields[i].is_required && str_trim(req->value[i]).len == 0)
            return fail(err, ERROR_INVALID, fields[i].name, "chưa điền «%s»", fields[i].label);
    return true;
}

void route_put_address(struct text *out, const struct request *req)
{
    form_put_escaped(out, req->path, true);
    const struct field *fields = req->route->fields;
    char between = '?';
    for (size_t i = 0; fields && fields[i].name; i++) {
        if (!req->value[i].at)
            continue;
        text_char(out, between);
        form_put_escaped(out, str_of(fields[i].name), false);
        text_char(out, '=');
        form_put_escaped(out, req->value[i], false);
        between = '&';
    }
}

/* ---- what pages call ---- */

static struct str value_of(const struct request *req, const char *name)
{
    const struct field *fields = req->route->fields;
    size_t i = 0;
    while (fields && fields[i].name && strcmp(fields[i].name, name) != 0)
        i++;
    assert(fields && fields[i].name);
    return req->value[i];
}

struct str request_text(const struct request *req, const char *field)
{
    struct str value = value_of(req, field);
    return value.at ? value : S("");
}

int64_t request_int(const struct request *req, const char *field, int64_t otherwise)
{
    int64_t number;
    return str_to_int(value_of(req, field), &number) ? number : otherwise;
}

struct day request_day(const struct request *req, const char *field)
{
    struct day day;
    return day_read(value_of(req, field), &day) ? day : DAY_NONE;
}

bool request_has_file(const struct request *req)
{
    const struct field *fields = req->route->fields;
    for (size_t i = 0; i < req->many.count; i++)
        if (req->many.at[i].row->type == FIELD_BYTES && req->many.at[i].value.len)
            return true;
    for (size_t i = 0; fields && fields[i].name; i++)
        if (fields[i].type == FIELD_BYTES && req->value[i].len)
            return true;
    return false;
}

struct str request_many(const struct request *req, struct str field)
{
    const struct many_field *known = many_find(req, field);
    return known ? known->value : S("");
}

void respond_html(struct response *response, struct html_piece page)
{
    response->status = response->status ? response->status : 200;
    response->type = "text/html; charset=utf-8";
    response->body = page.bytes;
}
