#include "web/negotiate.h"

#include "web/html.h"

#include <strings.h>

/* The languages a translation may come in, beside Vietnamese. */
static const char *const languages[] = {"en", "km"};

static bool is_same(struct str text, struct str wanted)
{
    return text.len == wanted.len && strncasecmp(text.at, wanted.at, wanted.len) == 0;
}

/* The weight of "gzip;q=0.5" in thousandths; 1000 without one. A bad one counts as 0. */
static int weight_read(struct str parameters)
{
    struct str text = str_trim(parameters);
    if (text.len == 0)
        return 1000;
    if (!is_same(str_part(text, 0, 2), S("q=")))
        return 0;
    text = str_part(text, 2, text.len);
    int weight = 0, unit = 1000;
    for (size_t i = 0; i < text.len && i < 5; i++) {
        if (i == 1 && text.at[i] == '.')
            continue;
        if (text.at[i] < '0' || text.at[i] > '9')
            return 0;
        weight += (text.at[i] - '0') * unit;
        unit /= 10;
    }
    return weight > 1000 ? 0 : weight;
}

/* Takes the next item of a list such as "gzip, br;q=0.5" off *list. */
static bool item_cut(struct str *list, struct str *name, int *weight)
{
    struct str item;
    if (!str_cut(list, ',', &item))
        return false;
    size_t end = str_find_char(item, ';');
    *name = str_trim(str_part(item, 0, end));
    *weight = weight_read(str_part(item, end + 1, item.len));
    return true;
}

bool accepts_gzip(struct str accept_encoding)
{
    struct str name;
    int weight;
    while (item_cut(&accept_encoding, &name, &weight))
        if (is_same(name, S("gzip")) || is_same(name, S("x-gzip")))
            return weight > 0;
    return false;
}

/* Our name of a language tag such as "en-GB"; the empty string if we do not speak it. */
static struct str language_known(struct str tag)
{
    struct str primary = str_part(tag, 0, str_find_char(tag, '-'));
    for (size_t i = 0; i < COUNT_OF(languages); i++)
        if (is_same(primary, str_of(languages[i])) && messages_for(str_of(languages[i])))
            return str_of(languages[i]);
    return is_same(primary, S("vi")) ? S("vi") : S("");
}

struct str asked_language(struct str target)
{
    size_t mark = str_find_char(target, '?');
    struct str query = str_part(target, mark + 1, target.len), pair;
    const struct str name = S(LANGUAGE_FIELD "=");
    while (str_cut(&query, '&', &pair)) {
        struct str language = STR_NONE;
        if (str_starts(pair, name))
            language = language_known(str_part(pair, name.len, pair.len));
        if (language.len)
            return language;
    }
    return S("vi");
}

bool names_etag(struct str if_none_match, struct str etag)
{
    struct str item;
    if (str_is(str_trim(if_none_match), S("*")))
        return true;
    while (str_cut(&if_none_match, ',', &item)) {
        item = str_trim(item);
        if (str_starts(item, S("W/")))
            item = str_part(item, 2, item.len);
        if (str_is(item, etag))
            return true;
    }
    return false;
}
