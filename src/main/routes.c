/* All routes and who may come in: what docs/permissions.md and the tests are made of. */
#include "base/text.h"
#include "feature/account/account.h"
#include "main/commands.h"
#include "main/features.h"

static const char *method_name(const struct route *route)
{
    return route->method == METHOD_POST ? "POST" : "GET";
}

static const char *const pace_names[] = {
    [PACE_QUICK] = "quick",           [PACE_SLOW] = "slow",
    [PACE_WRITE] = "write",           [PACE_WRITE_GATHERING] = "write",
    [PACE_SLOW_WRITE] = "slow-write", [PACE_FILE_WRITE] = "file-write"};

static void fields_json(struct text *out, const struct route *route)
{
    static const char *const types[] = {
        [FIELD_TEXT] = "text", [FIELD_INT] = "int", [FIELD_DAY] = "day", [FIELD_BYTES] = "bytes"};
    text_char(out, '[');
    for (const struct field *field = route->fields; field && field->name; field++)
        text_format(out, "%s{\"name\":\"%s\",\"type\":\"%s\",\"required\":%s}",
                    field == route->fields ? "" : ",", field->name, types[field->type],
                    field->is_required ? "true" : "false");
    text_char(out, ']');
}

static void route_json(struct text *out, const struct feature *feature, const struct route *route)
{
    text_format(out, "{\"feature\":\"%s\",\"method\":\"%s\",\"path\":", feature->name,
                method_name(route));
    json_quote(out, str_of(route->path));
    text_format(out, ",\"role\":\"%s\",\"pace\":\"%s\",\"summary\":", route->role,
                pace_names[route->pace]);
    json_quote(out, str_of(route->summary));
    text_add(out, S(",\"fields\":"));
    fields_json(out, route);
    text_char(out, '}');
}

static void routes_json(struct text *out)
{
    const char *between = "[\n";
    for (size_t i = 0; i < features_count; i++)
        for (size_t k = 0; k < features[i]->routes_count; k++) {
            text_add(out, str_of(between));
            route_json(out, features[i], &features[i]->routes[k]);
            between = ",\n";
        }
    text_add(out, S("\n]\n"));
}

static bool is_let_in(const struct route *route, struct str code)
{
    struct str role = str_of(route->role), rest = str_part(role, 0, str_find_char(role, '@')), part;
    while (str_cut(&rest, ',', &part))
        if (str_is(part, code) || str_is(part, S("member")))
            return true;
    return false;
}

/* One line of the matrix: in which column there is a dot. */
static void route_row(struct text *out, const struct route *route)
{
    text_format(out, "| %s | `%s` | %s |", method_name(route), route->path, route->summary);
    for (size_t i = 0; i < account_roles_count; i++)
        text_add(out, str_of(is_let_in(route, account_roles[i].code) ? " • |" : "  |"));
    struct str role = str_of(route->role);
    size_t at = str_find_char(role, '@');
    text_format(out, " %s |\n", at < role.len ? role.at + at + 1 : "");
}

static void routes_matrix(struct text *out)
{
    text_add(
        out,
        S("# Quyền theo vai trò\n\n"
          "Made by `doanket routes`; a test compares. A dot: the role opens the address. The last "
          "column names the part or field that holds the unit in which the role must be held; where "
          "there is none, the page itself looks at the unit. Addresses that everyone may see stand "
          "below.\n\n|  | Địa chỉ | Việc |"));
    for (size_t i = 0; i < account_roles_count; i++)
        text_format(out, " %.*s |", STR_ARG(account_roles[i].label));
    text_add(out, S(" Đơn vị |\n|---|---|---|"));
    for (size_t i = 0; i < account_roles_count; i++)
        text_add(out, S(":-:|"));
    text_add(out, S("---|\n"));
    for (size_t i = 0; i < features_count; i++)
        for (size_t k = 0; k < features[i]->routes_count; k++)
            if (features[i]->routes[k].role[0])
                route_row(out, &features[i]->routes[k]);
    text_add(out, S("\n## Ai cũng xem được\n\n"));
    for (size_t i = 0; i < features_count; i++)
        for (size_t k = 0; k < features[i]->routes_count; k++) {
            const struct route *route = &features[i]->routes[k];
            if (!route->role[0])
                text_format(out, "- %s `%s`: %s\n", method_name(route), route->path,
                            route->summary);
        }
}

bool routes_command(struct command_call *call, struct error *err)
{
    struct str format = call->options[0].at ? call->options[0] : S("text");
    if (str_is(format, S("json")))
        routes_json(call->out);
    else if (str_is(format, S("text")))
        routes_matrix(call->out);
    else
        return fail(err, ERROR_INVALID, "--format", "«%.*s» không phải là text hay json",
                    STR_ARG(format));
    return true;
}
