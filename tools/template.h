/* The template compiler: reads *.html with {{ expressions }} and % lines of C, checks the HTML, and
 * writes C functions that always escape. The language is described in docs/templates.md. */
#ifndef TOOLS_TEMPLATE_H
#define TOOLS_TEMPLATE_H

#include "base/text.h"

enum {
    TEMPLATE_MAX_BYTES = 4 * 1024 * 1024, /* of a template, and of any file the tool reads */
    OUTPUT_MAX_BYTES = 64 * 1024 * 1024,
    MESSAGE_VALUES_MAX = 9, /* {1} … {9}, as struct html_values holds them */
};

enum piece_type {
    PIECE_LITERAL, /* markup that is written as it stands */
    PIECE_VALUE,   /* a C expression */
    PIECE_CODE,    /* one line of C */
    PIECE_MESSAGE, /* the `parts` pieces behind it are this message's Vietnamese form */
};

/* Where a value stands decides how it is escaped. */
enum value_place { VALUE_TEXT, VALUE_ATTRIBUTE, VALUE_URL, VALUE_URL_PATH, VALUE_URL_QUERY };

struct piece {
    enum piece_type type;
    enum value_place place;
    struct str text; /* markup, expression, line of C, or the message's id */
    size_t parts;    /* PIECE_MESSAGE only */
    size_t from;     /* where it stands: byte in the file, */
    int line;        /* line and column counted from 1, columns in characters */
    int column;
};

struct pieces {
    struct piece *at;
    size_t count, room;
};

struct template_function {
    struct str head; /* "void review_html(struct html *out, …)" */
    int line;
    bool is_static;
    bool is_open; /* a fragment: elements may begin or end in another function */
    struct pieces pieces;
};

struct template
{
    const char *path;             /* as given, for errors and #line */
    list_of(struct str) includes; /* with their quotes or angle brackets */
    list_of(struct template_function) functions;
};

/* Reads and checks a template. path: for errors. Everything lives in `mem` or points into `bytes`.
 * Fails INVALID with "path:line:column: reason" at the first thing that is wrong. */
must_check bool template_read(struct arena *mem, const char *path, struct str bytes,
                              struct template *result, struct error *err);

/* Writes the C file of a template that was read. Going over the cap is remembered in `out`. */
void template_write(struct arena *mem, const struct template *source, struct text *out);

/* Writes `text` as one C string literal, broken behind line ends. */
void template_write_string(struct text *out, struct str text);

/* One message id and where it is used. */
struct message_use {
    struct str id;
    const char *path;
    int line;
};

struct message_uses {
    struct message_use *at;
    size_t count, room;
};

/* Adds the messages of a template, in its order. */
void message_collect(struct arena *mem, const struct template *source, struct message_uses *uses);

/* Adds the ids that C code names: MESSAGE("…") and html_translate(…, S("…")). Fails INVALID where
 * such a call holds no readable literal. */
must_check bool message_collect_c(struct arena *mem, const char *path, struct str bytes,
                                  struct message_uses *uses, struct error *err);

/* Writes the .pot: each id once with all its places, sorted by first place. */
void message_write_pot(struct arena *mem, const struct message_uses *uses, struct text *out);

/* Writes struct messages TABLE[] and TABLE_count from .po files; a file's name is its language
 * ("en.po"). Empty, fuzzy and obsolete entries are left out. Fails INVALID with "path:line:
 * reason": not a .po, an id twice, values that the id does not have, contexts and plurals (we use
 * none). */
must_check bool message_write_table(struct arena *mem, const char *const *paths, size_t count,
                                    const char *table, struct text *out, struct error *err);

#define C_ENDLESS SIZE_MAX

/* Passes over a string, a character or a comment of C that begins at text.at[i]. Gives the byte
 * behind it, i itself if none begins there, or C_ENDLESS if it does not end.
 */
size_t c_quoted_end(struct str text, size_t i);

/* True if text has a letter of any script: only then it is worth a translator's time. */
bool message_has_letter(struct str text);

#endif
