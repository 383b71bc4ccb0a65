#include "feature/portal/markup.h"

void markup_put(struct text *out, struct str value)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.at[i];
        if (c == '&')
            text_add(out, S("&amp;"));
        else if (c == '<')
            text_add(out, S("&lt;"));
        else if (c == '>')
            text_add(out, S("&gt;"));
        else if (c == '"')
            text_add(out, S("&quot;"));
        else if (c == '\'')
            text_add(out, S("&#39;"));
        else
            text_char(out, c);
    }
}

void markup_element(struct text *out, const char *name, struct str value)
{
    text_format(out, "<%s>", name);
    markup_put(out, value);
    text_format(out, "</%s>\n", name);
}
