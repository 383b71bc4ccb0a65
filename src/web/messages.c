#include "web/messages.h"

struct str messages_find(const struct messages *messages, struct str id)
{
    size_t low = 0, high = messages->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_order(id, messages->at[middle].id);
        if (order == 0)
            return messages->at[middle].translation;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return STR_NONE;
}

struct str html_translate(const struct messages *messages, struct str id)
{
    if (!messages)
        return id;
    struct str found = messages_find(messages, id);
    return found.at ? found : id;
}

const struct messages *messages_for(struct str language)
{
    for (size_t i = 0; i < messages_table_count; i++)
        if (str_is(language, str_of(messages_table[i].language)))
            return &messages_table[i];
    return NULL;
}

/* Bytes of a value's mark "{1}" … "{9}" that `text` begins with, or 0; *number is 0-based. */
static size_t mark_at_start(struct str text, size_t *number)
{
    if (text.len < 3 || text.at[0] != '{' || text.at[1] < '1' || text.at[1] > '9' ||
        text.at[2] != '}')
        return 0;
    *number = (size_t)(text.at[1] - '1');
    return 3;
}

void html_message(struct html *out, struct str id, const struct html_values *values)
{
    struct str rest = out->messages ? html_translate(out->messages, id) : id;
    while (rest.len) {
        size_t number, open = str_find_char(rest, '{');
        html_put_text(out, str_part(rest, 0, open));
        rest = str_part(rest, open, rest.len);
        size_t mark = mark_at_start(rest, &number);
        if (mark && number < values->count) {
            html_put_piece(out, values->at[number]);
        } else if (rest.len) {
            mark = 1;
            html_put_text(out, str_part(rest, 0, 1));
        }
        rest = str_part(rest, mark, rest.len);
    }
}
