#include "web/guard.h"

#include <strings.h>

/* Characters of header names and methods (RFC 9110, 5.6.2: tchar). */
static bool is_token(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.at[i];
        bool is_alnum = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                        (byte >= 'a' && byte <= 'z');
        if (!is_alnum && (byte == '\0' || !strchr("!#$%&'*+-.^_`|~", byte)))
            return false;
    }
    return text.len > 0;
}

static bool is_control(char byte)
{
    return (unsigned char)byte < 0x20 || byte == 0x7f;
}

/* A target without blanks and control characters: where it ends is beyond doubt. */
static bool target_is_plain(struct str target)
{
    for (size_t i = 0; i < target.len; i++)
        if (is_control(target.at[i]) || target.at[i] == ' ')
            return false;
    return true;
}

static bool value_is_plain(struct str value)
{
    for (size_t i = 0; i < value.len; i++)
        if (is_control(value.at[i]) && value.at[i] != '\t')
            return false;
    return true;
}

static bool is_name(struct str text, struct str wanted)
{
    return text.len == wanted.len && strncasecmp(text.at, wanted.at, wanted.len) == 0;
}

/* True if `count` NULs stand at `at`: bytes that the library has cut. */
static bool is_cut(const char *at, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (at[i] != '\0')
            return false;
    return true;
}

bool guard_layout_is_plain(const struct guard_head *head)
{
    const char *at = head->method.at, *end = at + head->size_bytes;
    /* GET SP target SP HTTP/1.1 CRLF: the version's place proves that all before it is plain */
    at += head->method.len + 1 + head->target.len + 1;
    if (head->version.at != at || at + head->version.len + 2 > end)
        return false;
    at += head->version.len;
    for (size_t i = 0; i < head->count; i++) {
        const struct guard_header *header = &head->at[i];
        if (!is_cut(at, 2) || header->name.at != at + 2)
            return false;
        at += 2 + header->name.len;
        const char *value = header->value.at;
        if (value < at + 1 || value > end || value + header->value.len + 2 > end || !is_cut(at, 1))
            return false;
        for (at++; at < value; at++)
            if (*at != ' ' && *at != '\t')
                return false;
        at += header->value.len;
    }
    return at + 4 == end && is_cut(at, 4);
}

struct framing {
    struct str length, transfer;
};

static bool header_take(const struct guard_header *header, struct guard_facts *facts,
                        struct framing *framing)
{
    const struct {
        struct str name, *place;
        enum { ONCE, FIRST, LAST } line; /* the one that is enough of a list in many lines */
    } known[] = {
        {S("host"), &facts->host, ONCE},
        {S("content-length"), &framing->length, ONCE},
        {S("transfer-encoding"), &framing->transfer, ONCE},
        {S("content-type"), &facts->content_type, ONCE},
        {S("accept-encoding"), &facts->accept_encoding, FIRST},
        {S("if-none-match"), &facts->if_none_match, FIRST},
        {S("origin"), &facts->origin, ONCE},
        {S("sec-fetch-site"), &facts->fetch_site, ONCE},
        {S("expect"), &facts->expect, ONCE},
        {S("user-agent"), &facts->agent, FIRST},
        {S("cookie"), &facts->cookie, ONCE},
        {S("cache-control"), &facts->cache_control, FIRST},
        {S("x-forwarded-for"), &facts->forwarded, LAST},
    };
    if (!is_token(header->name) || !value_is_plain(header->value))
        return false;
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (!is_name(header->name, known[i].name))
            continue;
        if (!known[i].place->at || known[i].line == LAST)
            *known[i].place = str_trim(header->value);
        else if (known[i].line == ONCE)
            return false;
    }
    return true;
}

static bool host_is_plain(struct str host)
{
    for (size_t i = 0; i < host.len; i++)
        if (host.at[i] <= ' ' || strchr("/\\@?#,;\"<>", host.at[i]))
            return false;
    return host.len > 0;
}

static int length_check(struct guard_facts *facts, struct framing framing)
{
    if (framing.transfer.at) {
        if (framing.length.at || !is_name(framing.transfer, S("chunked")))
            return 400;
        /* The library also ends chunk lines at a bare LF, unseen; no browser sends forms in
         * chunks. */
        return 411;
    }
    if (!framing.length.at)
        return 0;
    for (size_t i = 0; i < framing.length.len; i++)
        if (framing.length.at[i] < '0' || framing.length.at[i] > '9')
            return 400;
    if (!str_to_int(framing.length, &facts->content_length))
        return framing.length.len ? 413 : 400;
    if (facts->content_length > 0 && !facts->is_post)
        return 400;
    return facts->content_length > GUARD_BODY_MAX_BYTES ? 413 : 0;
}

/* A form on another site must not act for someone who is logged in here (CSRF). Browsers say where
 * a request comes from; older ones send Origin only. */
static bool is_from_elsewhere(const struct guard_facts *facts)
{
    if (facts->fetch_site.at)
        return !is_name(facts->fetch_site, S("same-origin")) &&
               !is_name(facts->fetch_site, S("none"));
    if (!facts->origin.at)
        return false;
    size_t start = str_find(facts->origin, S("://"));
    return !is_name(str_part(facts->origin, start + 3, facts->origin.len), facts->host);
}

static int facts_check(const struct guard_head *head, struct guard_facts *facts,
                       struct framing framing)
{
    if (facts->host.at ? !host_is_plain(facts->host) : str_is(head->version, S("HTTP/1.1")))
        return 400;
    int status = length_check(facts, framing);
    if (status)
        return status;
    if (facts->expect.at && !is_name(facts->expect, S("100-continue")))
        return 417;
    return facts->is_post && is_from_elsewhere(facts) ? 403 : 0;
}

int guard_check(const struct guard_head *head, struct guard_facts *facts)
{
    *facts = (struct guard_facts){0};
    if (head->is_over || head->size_bytes > GUARD_HEAD_MAX_BYTES)
        return head->target.len > GUARD_TARGET_MAX_BYTES ? 414 : 431;
    if (head->is_cut_in_place && !guard_layout_is_plain(head))
        return 400;
    if (!is_token(head->method) || !target_is_plain(head->target))
        return 400;
    if (!str_is(head->version, S("HTTP/1.1")) && !str_is(head->version, S("HTTP/1.0")))
        return 505;
    if (head->target.len > GUARD_TARGET_MAX_BYTES)
        return 414;
    struct framing framing = {0};
    for (size_t i = 0; i < head->count; i++)
        if (!header_take(&head->at[i], facts, &framing))
            return 400;
    facts->is_head = str_is(head->method, S("HEAD"));
    facts->is_post = str_is(head->method, S("POST"));
    int status = facts_check(head, facts, framing);
    bool is_known = facts->is_head || facts->is_post || str_is(head->method, S("GET"));
    return status || is_known ? status : 405;
}
