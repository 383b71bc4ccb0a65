/* What the three parts of the reader share: template_read.c goes through the lines, template_text.c
 * through text and values, template_markup.c through tags and attributes. */
#ifndef TOOLS_TEMPLATE_READER_H
#define TOOLS_TEMPLATE_READER_H

#include "template.h"

/* An element that is open. The flags hold for everything inside it. */
struct element {
    struct str name;
    size_t from;          /* where its tag begins */
    int block;            /* the C block it was opened in */
    bool is_verbatim;     /* pre, textarea: blanks count */
    bool is_untranslated; /* translate="no" */
    bool is_foreign;      /* svg, math: case counts, "/>" closes */
};

/* An open { of the C lines. */
struct block {
    int number; /* each { of a function has its own */
    size_t from;
};

struct reader {
    struct arena *mem;
    const char *path;
    struct str bytes;
    size_t at; /* the next byte to read */
    struct {
        size_t *at;
        size_t count, room;
    } lines; /* where each line begins */
    struct template *template;
    struct template_function *function; /* NULL before the first %% page */
    struct {
        struct element *at;
        size_t count, room;
    } elements;
    struct {
        struct block *at;
        size_t count, room;
    } blocks;
    int block_number; /* the last one given out in this function */
    struct error *err;
};

/* Sets the error to "path:line:column: reason" for byte `from`; gives false. */
bool reader_refuse(struct reader *reader, size_t from, const char *format, ...) printf_like(3, 4);

int reader_line(const struct reader *reader, size_t from);
int reader_column(const struct reader *reader, size_t from);

/* What stands at the reader's place. */
bool reader_is_at_end(const struct reader *reader);
char reader_byte(const struct reader *reader); /* NUL at the end */
bool reader_sees(const struct reader *reader, const char *wanted);
bool reader_is_at_line_start(const struct reader *reader);

/* The innermost C block: 0 outside of all. */
int reader_block(const struct reader *reader);

/* The innermost element, or NULL. */
struct element *reader_element(const struct reader *reader);

enum line_kind { LINE_MARKUP, LINE_CODE, LINE_COMMENT, LINE_HEAD };

/* What the line at whose start the reader stands is. *mark: where its % stands. */
enum line_kind reader_line_kind(const struct reader *reader, size_t *mark);

/* Passes over the rest of the line, its end included. */
void reader_skip_line(struct reader *reader);

/* Reads a line of C: the reader stands at its start, `mark` is its %. */
must_check bool reader_code_line(struct reader *reader, size_t mark);

/* Appends a piece that begins at byte `from` to `pieces`. */
struct piece *reader_piece(struct reader *reader, struct pieces *pieces, enum piece_type type,
                           struct str text, size_t from);

/* Appends a run of pieces to the function. Fails if it follows an unfinished line of C. */
must_check bool reader_append(struct reader *reader, const struct pieces *run);

/* Appends a run as one message, with its id in front. */
must_check bool reader_append_message(struct reader *reader, const struct pieces *run);

/* Reads {{ expression }} into `pieces`. */
must_check bool reader_value(struct reader *reader, struct pieces *pieces, enum value_place place);

/* Checks the character reference at the reader's place and adds it to `literal`. */
must_check bool reader_reference(struct reader *reader, struct text *literal);

/* Adds a byte to `literal`; runs of blanks become one blank, or one line end if they hold one. */
void reader_add_collapsed(struct text *literal, char byte);

bool byte_is_blank(char byte);

/* Reads text up to the next tag, line of C or head into the function. (template_text.c) */
must_check bool reader_text(struct reader *reader);

/* Reads a tag, from '<' to '>', into the function. (template_markup.c) */
must_check bool reader_tag(struct reader *reader);

#endif
