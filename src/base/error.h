/* Why something could not be done: written once, by the place that knows the reason, for the person
 * who reads it (Vietnamese for users). Everyone above only returns false. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/base.h"

enum error_kind {
    ERROR_NONE,
    ERROR_INVALID,  /* what was given is wrong; the text says what and where */
    ERROR_DENIED,   /* the one who asks may not */
    ERROR_MISSING,  /* there is no such thing */
    ERROR_CONFLICT, /* it contradicts what is there already */
    ERROR_BUSY,     /* try again later */
    ERROR_BROKEN,   /* the book, the disk or the program: not the user's fault */
};

struct error {
    enum error_kind kind;
    char field[64]; /* the field, file or setting concerned; may be empty */
    char text[960]; /* one sentence without a full stop */
};

/* Fills *err and gives false, so that `return fail(...)` is one line. Text beyond 959 bytes is cut
 * at a character's border. err: not NULL. */
bool fail(struct error *err, enum error_kind kind, const char *field, const char *format, ...)
    printf_like(4, 5);

/* Puts `format` in front of an error's text, to name the place ("units.csv, dòng 7: "). Gives
 * false. */
bool fail_at(struct error *err, const char *format, ...) printf_like(2, 3);

/* Exit code of a command for an error's kind: 0 well, 1 refused with reasons, 3 broken (2 is
 * usage). */
int error_exit_code(enum error_kind kind);

/* HTTP status for an error's kind: 200 400 403 404 409 503 500. */
int error_http_status(enum error_kind kind);

#endif
