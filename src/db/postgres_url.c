/* Our part of a PostgreSQL URL. */
#include "db/postgres.h"

#include <ctype.h>

static bool schema_name_is_valid(struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!islower((unsigned char)name.at[i]) && name.at[i] != '_' &&
            (i == 0 || !isdigit((unsigned char)name.at[i])))
            return false;
    return name.len > 0 && name.len <= SCHEMA_NAME_MAX;
}

bool postgres_url_split(struct arena *mem, struct str place, const char **url, char *schema,
                        struct error *err)
{
    size_t question = str_find_char(place, '?');
    struct str left = str_copy(mem, str_part(place, 0, question));
    struct str rest = str_part(place, question + 1, place.len), name = S("public");
    struct str marks[] = {S("?"), S("&")};
    bool has_parameters = false;
    for (struct str part; str_cut(&rest, '&', &part);) {
        if (str_starts(part, S("schema="))) {
            name = str_part(part, strlen("schema="), part.len);
            continue;
        }
        left = str_join(mem, (struct str[]){left, marks[has_parameters], part}, 3, S(""));
        has_parameters = true;
    }
    if (!schema_name_is_valid(name))
        return fail(err, ERROR_INVALID, "schema",
                    "tên schema chỉ gồm chữ thường a-z, số và gạch dưới, bắt đầu bằng chữ, dài "
                    "nhất %d",
                    SCHEMA_NAME_MAX);
    memcpy(schema, name.at, name.len);
    schema[name.len] = '\0';
    *url = str_c(mem, left);
    return true;
}
