/* Who comes in: sessions, roles, forms' tokens, between a route and its page. Whoever keeps the
 * accounts answers the questions (struct web_doors); here they are put, for every route alike. */
#ifndef WEB_DOORS_H
#define WEB_DOORS_H

#include "web/form.h"
#include "web/serve.h"

/* Takes the session's token from the cookie. */
void doors_greet(struct exchange *exchange);

/* Finds out who asks and whether one of the route's roles is theirs; a route without a role lets
 * everyone in, unasked. False: the answer is there (on to the sign-in, or 403). True without a
 * visitor: only as far as doors_check_token, which keeps the form. */
must_check bool doors_admit(struct exchange *exchange, struct reader *reader);

/* Takes the form's token off a posted form and compares it with the session's; a route without a
 * role has none. False: answered with 403, on a page that keeps what was typed where it can. */
must_check bool doors_check_token(struct exchange *exchange, struct form *form);

/* Checks the role in the unit that the route names ("officer@khu"), after its fields were read.
 * False: answered with 403, or 404 for a unit that is not there. */
must_check bool doors_check_unit(struct exchange *exchange, struct reader *reader);

/* Asks again on the writer, where what came before in the queue is seen: a right that was taken
 * away while the request waited is gone. Fails DENIED. */
must_check bool doors_recheck(struct exchange *exchange, struct error *err);

/* The value of Set-Cookie in `mem`; empty if the response sets none. is_secure: the site is reached
 * over https. */
struct str doors_cookie(struct arena *mem, const struct session_cookie *session, bool is_secure);

#endif
