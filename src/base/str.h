/* Length-carrying strings. A struct str never owns its bytes and need not end in NUL. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/arena.h"

struct str {
    const char *at;
    size_t len;
};

#define S(literal)    ((struct str){"" literal, sizeof(literal) - 1})
#define STR_NONE      ((struct str){NULL, 0})
#define STR_ARG(text) (int)(text).len, (text).at ? (text).at : "" /* for "%.*s" */

/* The string that a C string holds; NULL gives the empty one. */
struct str str_of(const char *text);

/* A copy in `mem`, with a NUL behind it (so that .at may be passed to C). */
struct str str_copy(struct arena *mem, struct str text);

/* The text as a C string in `mem`. Bytes behind an inner NUL are lost to C: check first. */
const char *str_c(struct arena *mem, struct str text);

/* The `count` parts one after another with `between` between them, in `mem`. */
struct str str_join(struct arena *mem, const struct str *parts, size_t count, struct str between);

bool str_is(struct str a, struct str b);
bool str_starts(struct str text, struct str start);
bool str_ends(struct str text, struct str end);
int str_order(struct str a, struct str b); /* by bytes, as memcmp; shorter first */

/* Where `wanted` first stands in `text`, or text.len if nowhere. */
size_t str_find(struct str text, struct str wanted);
size_t str_find_char(struct str text, char wanted);

/* From byte `from`, at most `len` bytes; both are clamped to the text. */
struct str str_part(struct str text, size_t from, size_t len);

/* Without blanks, tabs and line ends at both ends (ASCII and U+00A0). */
struct str str_trim(struct str text);

/* Takes the part before `separator` off *rest and gives it; the separator goes too. Without one,
 * the whole rest. Loop: while (str_cut(&rest, ',', &part)). False when *rest is used up. */
bool str_cut(struct str *rest, char separator, struct str *part);

/* A plain decimal integer, optional '-', no blanks, no other sign; false if it is anything else or
 * outside int64_t. */
must_check bool str_to_int(struct str text, int64_t *value);

/* printf into `mem`. */
struct str str_format(struct arena *mem, const char *format, ...) printf_like(2, 3);

/* 64-bit hash for tables in memory (FNV-1a); not for anything an outsider can choose. */
uint64_t str_hash(struct str text);

#endif
