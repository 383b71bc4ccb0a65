#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
    int exit_code, http_status;
} kinds[] = {
    [ERROR_NONE] = {0, 200},    [ERROR_INVALID] = {1, 400},  [ERROR_DENIED] = {1, 403},
    [ERROR_MISSING] = {1, 404}, [ERROR_CONFLICT] = {1, 409}, [ERROR_BUSY] = {1, 503},
    [ERROR_BROKEN] = {3, 500},
};

/* Cuts a half-written UTF-8 character off the end of a buffer that vsnprintf filled. */
static void cut_at_character(char *text, size_t room, int wanted)
{
    if (wanted < (int)room)
        return;
    size_t len = room - 1;
    while (len > 0 && ((unsigned char)text[len - 1] & 0xC0) == 0x80)
        len--;
    if (len > 0 && (unsigned char)text[len - 1] >= 0xC0)
        len--;
    text[len] = '\0';
}

bool fail(struct error *err, enum error_kind kind, const char *field, const char *format, ...)
{
    err->kind = kind;
    snprintf(err->field, sizeof err->field, "%s", field ? field : "");
    va_list values;
    va_start(values, format);
    int wanted = vsnprintf(err->text, sizeof err->text, format, values);
    va_end(values);
    cut_at_character(err->text, sizeof err->text, wanted);
    return false;
}

bool fail_at(struct error *err, const char *format, ...)
{
    char text[sizeof err->text * 2];
    va_list values;
    va_start(values, format);
    int len = vsnprintf(text, sizeof err->text, format, values);
    va_end(values);
    if (len < 0 || len >= (int)sizeof err->text)
        len = (int)sizeof err->text - 1;
    int wanted = len + snprintf(text + len, sizeof err->text, "%s", err->text);
    memcpy(err->text, text, sizeof err->text - 1);
    err->text[sizeof err->text - 1] = '\0';
    cut_at_character(err->text, sizeof err->text, wanted);
    return false;
}

int error_exit_code(enum error_kind kind)
{
    return kinds[kind].exit_code;
}

int error_http_status(enum error_kind kind)
{
    return kinds[kind].http_status;
}
