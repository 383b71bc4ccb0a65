#include "web/asker.h"

#include <arpa/inet.h>

enum { AGENT_READ_BYTES = 512, LETTERS = 26, WORDS_A_LETTER = 3 };

#define UNDER(letter) [(letter) - 'a']

/* Words by which programs name themselves, in small letters, under their first one: every counted
 * page from the cache goes through them. */
static const struct robot_word {
    const char *word;
    const char *except; /* in front of it, it is the name of a telephone; NULL: never */
} robot_words[LETTERS][WORDS_A_LETTER] = {
    UNDER('a') = {{"archiver", NULL}},
    UNDER('b') = {{"bot", "cu"}}, /* Googlebot, bingbot, UptimeRobot; Cubot makes telephones */
    UNDER('c') = {{"crawl", NULL}, {"curl/", NULL}},
    UNDER('f') = {{"fetcher", NULL}, {"facebookexternalhit", NULL}},
    UNDER('g') = {{"go-http-client", NULL}},
    UNDER('h') = {{"httpclient", NULL}},
    UNDER('j') = {{"java/", NULL}},
    UNDER('l') = {{"lighthouse", NULL}, {"libwww", NULL}},
    UNDER('m') = {{"monitor", NULL}},
    UNDER('p') = {{"preview", NULL}, {"python", NULL}, {"pingdom", NULL}},
    UNDER('s') = {{"spider", NULL}, {"slurp", NULL}, {"scrapy", NULL}},
    UNDER('v') = {{"validator", NULL}},
    UNDER('w') = {{"wget/", NULL}},
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

static bool robot_stands_at(struct str agent, size_t at, const struct robot_word *words)
{
    for (size_t i = 0; i < WORDS_A_LETTER && words[i].word; i++) {
        size_t before = words[i].except ? strlen(words[i].except) : 0;
        if (stands_at(agent, at, words[i].word) &&
            !(before && at >= before && stands_at(agent, at - before, words[i].except)))
            return true;
    }
    return false;
}

bool asker_is_robot(struct str agent)
{
    agent = str_part(agent, 0, AGENT_READ_BYTES);
    for (size_t at = 0; at < agent.len; at++) {
        unsigned letter = (unsigned)(small(agent.at[at]) - 'a');
        if (letter < LETTERS && robot_stands_at(agent, at, robot_words[letter]))
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
