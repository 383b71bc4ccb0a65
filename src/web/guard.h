/* The framing guard: refuses every request that two programs in a row could read differently, so
 * that nothing is smuggled past a front server. Pure code over what the HTTP library shows. */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "base/str.h"

enum {
    GUARD_HEADERS_MAX = 100,
    GUARD_HEAD_MAX_BYTES = 16 * 1024,
    GUARD_TARGET_MAX_BYTES = 8 * 1024,
    GUARD_BODY_MAX_BYTES = 32 * 1024 * 1024, /* most routes take less: route_body_max */
};

/* The head of one request as the library parsed it. */
struct guard_head {
    struct str method, target, version;
    struct guard_header {
        struct str name, value;
    } at[GUARD_HEADERS_MAX];
    size_t count;
    bool is_over;      /* more headers than fit in `at` */
    size_t size_bytes; /* of the whole head, line ends and the empty line included */
    /* The library has cut the head in place and the strings above (`target` may be a copy) point
     * into it; false: the library refuses odd line ends itself, its memory is not looked at. */
    bool is_cut_in_place;
};

/* What the server wants to know of a head that passed. Missing ones are empty. */
struct guard_facts {
    struct str host, content_type, accept_encoding, if_none_match;
    struct str origin, fetch_site, expect, agent, cookie, cache_control, forwarded;
    int64_t content_length; /* 0 without one */
    bool is_head, is_post;
};

/* Gives 0 and fills *facts, or the HTTP status that the request is refused with (400, 403, 405,
 * 411, 413, 414, 417, 431, 505), after which the connection must be closed.
 * Sources: RFC 9112 sections 2.2, 3, 5.1, 5.2, 6.1, 6.3, 11.2; RFC 9110 section 5.5. */
int guard_check(const struct guard_head *head, struct guard_facts *facts);

/* True if the head's bytes are exactly method SP target SP version CRLF (name ":" OWS value CRLF)*
 * CRLF, one line per header. libmicrohttpd 0.9.75 takes a bare LF for a line end and joins folded
 * lines without telling, but it cuts the head in place: it writes NUL over the blank, colon, CR and
 * LF bytes it has understood, and the strings it hands out point between them. So a line that
 * ended with LF alone has one NUL behind it where CR LF leaves two, and a string that was joined
 * lies elsewhere. What stays unseen, found by 46,000 mutated heads said to a running server: a byte
 * that is NUL already (or the colon of a line that begins with one, which the library takes for the
 * empty line) in the very place of a missing CR. Front servers refuse or drop such lines. */
bool guard_layout_is_plain(const struct guard_head *head);

#endif
