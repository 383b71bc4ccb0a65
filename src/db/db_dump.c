/* A table's content as text, the same on both databases. */
#include "db/driver.h"

#include "base/text.h"

#include <ctype.h>

enum { DUMP_MAX_BYTES = 1024 * 1024 * 1024 };

static void text_put(struct text *out, struct str value)
{
    for (size_t i = 0; i < value.len; i++) {
        char letter = value.at[i];
        if (letter != '\t' && letter != '\n' && letter != '\\') {
            text_char(out, letter);
            continue;
        }
        text_char(out, '\\');
        text_char(out, (char)(letter == '\t' ? 't' : letter == '\n' ? 'n' : '\\'));
    }
}

static void bytes_put(struct text *out, struct str value)
{
    text_add(out, S("\\x"));
    for (size_t i = 0; i < value.len; i++) {
        text_char(out, "0123456789abcdef"[(unsigned char)value.at[i] >> 4]);
        text_char(out, "0123456789abcdef"[(unsigned char)value.at[i] & 15]);
    }
}

static void row_put(struct query *query, struct text *out)
{
    auto_arena mem = {0};
    for (int i = 0; i < query->statement->columns; i++) {
        if (i)
            text_char(out, '\t');
        switch (query->db->driver->column_kind(query->statement, i)) {
        case VALUE_NULL:
            text_add(out, S("\\N"));
            query->taken++;
            break;
        case VALUE_INT:
            text_int(out, take_int(query));
            break;
        case VALUE_TEXT:
            text_put(out, take_text(query, &mem));
            break;
        case VALUE_BYTES:
            bytes_put(out, take_bytes(query, &mem));
            break;
        }
    }
}

static int line_order(const void *a, const void *b)
{
    return str_order(*(const struct str *)a, *(const struct str *)b);
}

static bool name_is_ours(const char *table)
{
    for (const char *at = table; *at; at++)
        if (!islower((unsigned char)*at) && !isdigit((unsigned char)*at) && *at != '_')
            return false;
    return *table && !isdigit((unsigned char)*table);
}

bool db_dump(struct db *db, struct arena *mem, const char *table, struct str *text,
             struct error *err)
{
    if (!name_is_ours(table))
        return fail(err, ERROR_INVALID, "table", "«%s» không phải là tên bảng", table);
    auto_arena own = {0};
    list_of(struct str) lines = {0};
    struct text out = text_new(mem, DUMP_MAX_BYTES);
    struct query query = db_query_once(db, str_format(&own, "SELECT * FROM %s", table).at);
    size_t total = 0;
    while (query_next(&query)) {
        struct text line = text_new(&own, DUMP_MAX_BYTES);
        row_put(&query, &line);
        *list_add(&lines, &own) = text_str(&line);
        total += line.len;
    }
    for (int i = 0; !query.is_failed && i < query.statement->columns; i++) {
        text_add(&out, i ? S("\t") : S(""));
        text_add(&out, str_of(db->driver->column_name(query.statement, i)));
    }
    if (!query_end(&query, err))
        return false;
    text_char(&out, '\n');
    if (lines.count)
        qsort(lines.at, lines.count, sizeof *lines.at, line_order);
    for (size_t i = 0; i < lines.count && total < DUMP_MAX_BYTES; i++) {
        text_add(&out, lines.at[i]);
        text_char(&out, '\n');
    }
    return text_end(&out, table, text, err);
}
