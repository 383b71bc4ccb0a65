#include "feature/portal/article_words.h"

#include "base/unicode.h"
#include "base/vi_text.h"

struct str article_address(struct arena *mem, struct str title, int64_t id)
{
    struct str slug = vi_slug(mem, title);
    return str_format(mem, "/tin/%.*s-%lld", STR_ARG(slug.len ? slug : S("tin")), (long long)id);
}

bool article_id_of_part(struct str part, int64_t *id)
{
    size_t from = part.len;
    while (from > 0 && part.at[from - 1] != '-')
        from--;
    struct str digits = str_part(part, from, part.len);
    return digits.len && digits.at[0] != '0' && str_to_int(digits, id) && *id > 0;
}

/* Headings, items, quotations, tables, pictures, code. */
static bool is_running_text(struct str paragraph)
{
    size_t digits = 0;
    while (digits < paragraph.len && paragraph.at[digits] >= '0' && paragraph.at[digits] <= '9')
        digits++;
    bool is_numbered = digits && digits + 1 < paragraph.len && strchr(".)", paragraph.at[digits]) &&
                       paragraph.at[digits + 1] == ' ';
    bool is_bullet = paragraph.len > 1 && strchr("-*+", paragraph.at[0]) && paragraph.at[1] == ' ';
    return paragraph.len && !strchr("#>|`~=", paragraph.at[0]) && !is_numbered && !is_bullet &&
           !str_starts(paragraph, S("![")) && !str_starts(paragraph, S("---"));
}

struct str article_first_paragraph(struct str body)
{
    while (body.len) {
        size_t end = str_find(body, S("\n\n"));
        struct str paragraph = str_trim(str_part(body, 0, end));
        if (is_running_text(paragraph))
            return paragraph;
        body = str_part(body, end + 2, body.len);
    }
    return S("");
}

struct str article_cut(struct arena *mem, struct str text, size_t characters)
{
    size_t at = 0, blank = 0;
    for (size_t count = 0; at < text.len && count < characters; count++) {
        if (text.at[at] == ' ')
            blank = at;
        utf8_next(text, &at);
    }
    if (at == text.len)
        return text;
    return str_format(mem, "%.*s…", STR_ARG(str_part(text, 0, blank ? blank : at)));
}
