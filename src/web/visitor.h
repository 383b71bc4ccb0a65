/* Who asks, as the session behind the request's cookie says. Only routes with a role ask for it:
 * what everyone may see never varies by who looks. */
#ifndef WEB_VISITOR_H
#define WEB_VISITOR_H

#include "log/unit_tree.h"

/* A role in a unit and in all units below it. */
struct visitor_role {
    struct str role; /* code: "officer" */
    struct str unit; /* code; empty: in the whole book */
};

struct visitor {
    int64_t id;      /* of the account */
    struct str name; /* as people read it */
    const struct visitor_role *roles;
    size_t roles_count;
    int64_t session;   /* its number, for lists; never its token */
    struct str token;  /* proves that a form was drawn for this session: TOKEN_FIELD */
    struct str detour; /* where it must go before all else (a code, a set-up); empty: nowhere */
};

/* The hidden field of every form that a signed-in person sends. */
#define TOKEN_FIELD "phien"

/* True if the visitor holds one of the roles (codes with commas between: "officer,chair") in any
 * unit. visitor: NULL is nobody. */
bool visitor_has(const struct visitor *visitor, const char *roles);

/* True if the visitor holds one of them in `unit` or in a unit above it. unit: NULL is the book as
 * a whole, for which only a role without a unit will do. */
bool visitor_may(const struct visitor *visitor, const char *roles, const struct unit *unit);

/* The value of a cookie in a Cookie header (RFC 6265, 5.4); empty if it is not there, or if it
 * comes twice with two values: one of them was planted. */
struct str cookie_value(struct str header, struct str name);

#endif
