#include "feature/office/dated.h"

/* ---- reading ---- */

static struct dated item_read(const struct catalogue_item *stated)
{
    struct dated item = {.code = stated->code,
                         .instead_of = json_text(stated->body, S("instead_of"), S("")),
                         .body = stated->body,
                         .is_own = stated->is_own};
    if (!day_read(json_text(stated->body, S("first"), S("")), &item.first))
        item.first = DAY_FIRST;
    if (!day_read(json_text(stated->body, S("last"), S("")), &item.last))
        item.last = DAY_LAST;
    return item;
}

/* Behind the item of this code; at the end if there is none. */
static size_t place_behind(const struct dated_list *list, struct str code)
{
    for (size_t i = 0; code.len && i < list->count; i++)
        if (str_is(list->at[i].code, code))
            return i + 1;
    return list->count;
}

bool dated_read(struct db *db, struct arena *mem, const char *type, struct dated_list *list,
                struct error *err)
{
    struct catalogue_items items = {0};
    if (!catalogue_items(db, mem, type, &items, err))
        return false;
    for (size_t i = 0; i < items.count; i++) {
        struct dated item = item_read(&items.at[i]);
        size_t place = place_behind(list, item.instead_of);
        (void)list_add(list, mem);
        for (size_t k = list->count - 1; k > place; k--)
            list->at[k] = list->at[k - 1];
        list->at[place] = item;
    }
    return true;
}

const struct dated *dated_find(const struct dated_list *list, struct str code)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_is(list->at[i].code, code))
            return &list->at[i];
    return NULL;
}

const struct dated *dated_successor(const struct dated_list *list, struct str code)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_is(list->at[i].instead_of, code))
            return &list->at[i];
    return NULL;
}

bool dated_holds(const struct dated *item, struct day day)
{
    return item->first.number <= day.number && day.number <= item->last.number;
}

/* ---- stating ---- */

/* "gifts_20220701" and "gifts" have the same stem. */
static struct str stem_of(struct str code)
{
    enum { DIGITS = 8 };
    size_t digits = 0;
    while (digits < code.len && code.at[code.len - 1 - digits] >= '0' &&
           code.at[code.len - 1 - digits] <= '9')
        digits++;
    bool has_day =
        digits == DIGITS && code.len > DIGITS + 1 && code.at[code.len - DIGITS - 1] == '_';
    return has_day ? str_part(code, 0, code.len - DIGITS - 1) : code;
}

struct str dated_code_from(struct arena *mem, struct str code, struct day first)
{
    struct str stem = stem_of(code), day = day_text(mem, first);
    return str_format(mem, "%.*s_%.*s%.*s%.*s", STR_ARG(stem), STR_ARG(str_part(day, 0, 4)),
                      STR_ARG(str_part(day, 5, 2)), STR_ARG(str_part(day, 8, 2)));
}

void dated_put(struct json_out *out, const char *key, struct str value)
{
    if (value.len)
        json_add_text(out, str_of(key), value);
}

void dated_put_day(struct json_out *out, struct arena *mem, const char *key, struct day day)
{
    if (day.number != DAY_FIRST.number && day.number != DAY_LAST.number)
        json_add_text(out, str_of(key), day_text(mem, day));
}
