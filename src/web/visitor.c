#include "web/visitor.h"

static bool names_role(const char *roles, struct str role)
{
    struct str rest = str_of(roles), code;
    while (str_cut(&rest, ',', &code))
        if (str_is(code, role))
            return true;
    return false;
}

bool visitor_has(const struct visitor *visitor, const char *roles)
{
    for (size_t i = 0; visitor && i < visitor->roles_count; i++)
        if (names_role(roles, visitor->roles[i].role))
            return true;
    return false;
}

/* True if the role reaches the unit: it is held there, above, or everywhere. */
static bool role_reaches(const struct visitor_role *role, const struct unit *unit)
{
    if (role->unit.len == 0)
        return true;
    while (unit && !str_is(unit->code, role->unit))
        unit = unit->parent;
    return unit != NULL;
}

bool visitor_may(const struct visitor *visitor, const char *roles, const struct unit *unit)
{
    for (size_t i = 0; visitor && i < visitor->roles_count; i++)
        if (names_role(roles, visitor->roles[i].role) && role_reaches(&visitor->roles[i], unit))
            return true;
    return false;
}

struct str cookie_value(struct str header, struct str name)
{
    struct str rest = header, pair, found = STR_NONE;
    while (str_cut(&rest, ';', &pair)) {
        pair = str_trim(pair);
        size_t equals = str_find_char(pair, '=');
        if (!str_is(str_part(pair, 0, equals), name) || equals == pair.len)
            continue;
        struct str value = str_part(pair, equals + 1, pair.len);
        if (found.at && !str_is(found, value))
            return S("");
        found = value;
    }
    return found.at ? found : S("");
}
