/* A column of many rows as one array in PostgreSQL's binary form. */
#include "db/postgres.h"

#include <endian.h>

uint64_t postgres_big_endian(uint64_t number)
{
    return htobe64(number);
}

static char *put_int32(char *end, size_t number)
{
    uint32_t swapped = htobe32((uint32_t)number);
    return (char *)memcpy(end, &swapped, sizeof swapped) + sizeof swapped;
}

static char *put_value(char *end, const struct value *value)
{
    if (value->kind == VALUE_NULL)
        return put_int32(end, UINT32_MAX);
    if (value->kind == VALUE_INT) {
        uint64_t swapped = htobe64((uint64_t)value->number);
        end = put_int32(end, sizeof swapped);
        return (char *)memcpy(end, &swapped, sizeof swapped) + sizeof swapped;
    }
    end = put_int32(end, value->len);
    return (char *)memcpy(end, value->at, value->len) + value->len;
}

static bool value_is_of(const struct value *value, unsigned type)
{
    static const unsigned types[] = {
        [VALUE_INT] = TYPE_INT8, [VALUE_TEXT] = TYPE_TEXT, [VALUE_BYTES] = TYPE_BYTEA};
    return value->kind == VALUE_NULL || types[value->kind] == type;
}

bool postgres_array(struct pending *pending, int at, unsigned type, struct str *array,
                    struct error *err)
{
    size_t columns = (size_t)pending->columns, bytes = 5 * sizeof(uint32_t);
    for (size_t i = (size_t)at; i < pending->count; i += columns) {
        const struct value *value = &pending->at[i];
        if (!value_is_of(value, type))
            return fail(err, ERROR_BROKEN, "sql", "giá trị thứ %d không đúng kiểu của cột", at + 1);
        bytes += sizeof(uint32_t) + (value->kind == VALUE_INT ? sizeof(int64_t) : value->len);
    }
    char *start = arena_take(&pending->mem, bytes);
    char *end = put_int32(start, 1);
    end = put_int32(end, 1);
    end = put_int32(end, type);
    end = put_int32(end, pending->count / columns);
    end = put_int32(end, 1);
    for (size_t i = (size_t)at; i < pending->count; i += columns)
        end = put_value(end, &pending->at[i]);
    *array = (struct str){start, (size_t)(end - start)};
    return true;
}
