/* A request of any bytes is refused with a reason or understood; what was understood, written as an
 * address again, is understood the same. The first byte chooses what the rest is: a target, the
 * body of a form, or a Cookie header. */
#include "web/route_table.h"

#include "base/unicode.h"

#include "fuzz.h"

enum { ADDRESS_MAX_BYTES = 1 << 20 };

static bool page(struct request *req, struct response *response, struct error *err)
{
    (void)req, (void)response, (void)err;
    return true;
}

static const struct field fields[] = {{"q", FIELD_TEXT, 100, false, "Từ"},
                                      {"n", FIELD_INT, 0, false, "Số"},
                                      {"d", FIELD_DAY, 0, false, "Ngày"},
                                      {"f", FIELD_BYTES, 1000, false, "Tệp"},
                                      {0}};

static const struct route routes[] = {
    {METHOD_GET, "/", "", PACE_QUICK, page, fields, false, ""},
    {METHOD_GET, "/tin", "", PACE_QUICK, page, fields, false, ""},
    {METHOD_GET, "/tin/{a}", "", PACE_QUICK, page, fields, false, ""},
    {METHOD_GET, "/tin/{a}/{b}", "", PACE_QUICK, page, fields, false, ""},
    {METHOD_GET, "/log/{r…}", "", PACE_QUICK, page, fields, false, ""},
    {METHOD_POST, "/tin", "", PACE_WRITE, page, fields, false, ""},
};

static void values_check(const struct request *req)
{
    for (size_t i = 0; fields[i].name; i++) {
        struct str value = req->value[i];
        demand(value.len <= 1000);
        if (!value.at || fields[i].type == FIELD_BYTES)
            continue;
        demand(utf8_is_valid(value) && unicode_is_nfc(value));
        demand(str_find_char(value, '\0') == value.len);
    }
    struct str number = req->value[1];
    int64_t read;
    demand(!number.len || str_to_int(number, &read));
    demand(!req->value[2].len || day_is_known(request_day(req, "d")));
}

/* Reads a target as the server does; false if it is refused or leads nowhere. */
static bool target_read(struct arena *mem, struct str target, struct request *req)
{
    struct error err = {0};
    struct str query;
    struct form form = {0};
    *req = (struct request){.mem = mem};
    if (!form_read_target(mem, target, &req->path, &query, &err)) {
        demand(err.kind == ERROR_INVALID && err.text[0]);
        return false;
    }
    demand(str_starts(req->path, S("/")) && unicode_is_nfc(req->path));
    demand(str_find(req->path, S("//")) == req->path.len);
    demand(str_find(req->path, S("/../")) == req->path.len);
    struct route_table *table = route_table_new(mem, routes, COUNT_OF(routes));
    struct route_match match = route_find(table, METHOD_GET, req->path);
    if (!match.route)
        return false;
    req->route = match.route;
    memcpy(req->part, match.part, sizeof req->part);
    if (!form_read_pairs(mem, query, &form, &err) || !route_read_fields(req, &form, &err)) {
        demand(err.kind == ERROR_INVALID && err.text[0]);
        return false;
    }
    values_check(req);
    return true;
}

static void target_check(struct arena *mem, struct str target)
{
    struct request first, second;
    for (size_t i = 0; i < target.len; i++)
        if ((unsigned char)target.at[i] <= ' ' || target.at[i] == 0x7f)
            return; /* the guard lets no such target through */
    if (!target_read(mem, target, &first))
        return;
    struct text address = text_new(mem, ADDRESS_MAX_BYTES), again = address;
    route_put_address(&address, &first);
    demand(target_read(mem, text_str(&address), &second));
    demand(second.route == first.route && str_is(second.path, first.path));
    for (size_t i = 0; i < ROUTE_PARTS_MAX; i++)
        demand(str_is(second.part[i], first.part[i]));
    for (size_t i = 0; i < ROUTE_FIELDS_MAX; i++)
        demand(str_is(second.value[i], first.value[i]));
    route_put_address(&again, &second);
    demand(str_is(text_str(&again), text_str(&address)));
}

static void body_check(struct arena *mem, struct str type, struct str body)
{
    struct form form = {0};
    struct error err = {0};
    struct request req = {.mem = mem, .route = &routes[5]};
    if (!form_read_body(mem, type, body, &form, &err) || !route_read_fields(&req, &form, &err)) {
        demand(err.kind == ERROR_INVALID && err.text[0]);
        return;
    }
    demand(form.count <= FORM_FIELDS_MAX);
    values_check(&req);
}

static void cookie_check(struct str header)
{
    struct str value = cookie_value(header, S("phien"));
    demand(value.len == 0 ||
           (value.at >= header.at && value.at + value.len <= header.at + header.len));
    demand(str_find_char(value, ';') == value.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    if (size == 0)
        return 0;
    struct str rest = {(const char *)data + 1, size - 1};
    if (data[0] == 'f')
        body_check(&mem, S("application/x-www-form-urlencoded"), rest);
    else if (data[0] == 'm')
        body_check(&mem, S("multipart/form-data; boundary=b"), rest);
    else if (data[0] == 'c')
        cookie_check(rest);
    else
        target_check(&mem, rest);
    return 0;
}
