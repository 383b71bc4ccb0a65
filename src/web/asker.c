#include "web/asker.h"

#include <arpa/inet.h>

enum { AGENT_READ_BYTES = 512 };

/* Words by which programs name themselves, in small letters. */
static const struct {
    const char *word;
    const char *except; /* in front of it, it is the name of a telephone; NULL: never */
} robot_words[] = {
    {"bot", "cu"}, /* Googlebot, bingbot, UptimeRobot; Cubot makes telephones */
    {"crawl", NULL},      {"spider", NULL},
    {"slurp", NULL},      {"archiver", NULL},
    {"scrapy", NULL},     {"fetcher", NULL},
    {"preview", NULL},    {"facebookexternalhit", NULL},
    {"monitor", NULL},    {"pingdom", NULL},
    {"lighthouse", NULL}, {"validator", NULL},
    {"curl/", NULL},      {"wget/", NULL},
    {"python", NULL},     {"libwww", NULL},
    {"httpclient", NULL}, {"go-http-client", NULL},
    {"java/", NULL},
};

static char small(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 'a' - 'A') : byte;
}

/* `word` stands in `text` from byte `at` on, in letters of any size. */
static bool stands_at(struct str text, size_t at, const char *word)
{
    while (*word && at < text.len && small(text.at[at]) == *word) {
        word++;
        at++;
    }
    return *word == '\0';
}

bool asker_is_robot(struct str agent)
{
    agent = str_part(agent, 0, AGENT_READ_BYTES);
    for (size_t at = 0; at < agent.len; at++)
        for (size_t i = 0; i < COUNT_OF(robot_words); i++) {
            const char *except = robot_words[i].except;
            size_t before = except ? strlen(except) : 0;
            if (stands_at(agent, at, robot_words[i].word) &&
                !(before && at >= before && stands_at(agent, at - before, except)))
                return true;
        }
    return false;
}

bool asker_wants_anew(struct str cache_control)
{
    struct str rest = cache_control, directive;
    while (str_cut(&rest, ',', &directive)) {
        directive = str_trim(directive);
        if (stands_at(directive, 0, "no-cache") || stands_at(directive, 0, "max-age=0"))
            return true;
    }
    return false;
}

static bool is_address(struct str text)
{
    char name[INET6_ADDRSTRLEN + 1];
    unsigned char bytes[16];
    if (text.len == 0 || text.len > INET6_ADDRSTRLEN)
        return false;
    memcpy(name, text.at, text.len);
    name[text.len] = '\0';
    return inet_pton(AF_INET, name, bytes) == 1 || inet_pton(AF_INET6, name, bytes) == 1;
}

struct str asker_address(struct str peer, struct str forwarded)
{
    struct str last = STR_NONE;
    if (!str_starts(peer, S("127.")) && !str_is(peer, S("::1")) &&
        !str_starts(peer, S("::ffff:127.")))
        return peer;
    while (str_cut(&forwarded, ',', &last))
        ;
    last = str_trim(last);
    return is_address(last) ? last : peer;
}
