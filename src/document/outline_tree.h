/* An outline as a small tree: what outline_read.c makes of the lines and outline_compose.c prints.
 * Inside src/document only. */
#ifndef DOCUMENT_OUTLINE_TREE_H
#define DOCUMENT_OUTLINE_TREE_H

#include "document/outline.h"

enum piece_kind {
    PIECE_TEXT,
    PIECE_WORD,     /* {period} {unit} {areas} */
    PIECE_FIGURE,   /* {code words} */
    PIECE_OPTIONAL, /* [ … ], or one clause of a list */
    PIECE_LIST,     /* [[ … ]] */
};

enum outline_word { WORD_PERIOD, WORD_UNIT, WORD_AREAS, WORD_COUNT };

enum list_joint { JOINT_SEMICOLON, JOINT_COMMA, JOINT_AND };

struct piece {
    enum piece_kind kind;
    struct str text; /* PIECE_TEXT: as it stands; PIECE_FIGURE: the words behind it, trimmed */
    enum outline_word word;
    struct str code; /* PIECE_FIGURE, with its facet */
    enum figure_facet facet;
    enum list_joint joint;            /* PIECE_LIST */
    struct piece *first;              /* PIECE_OPTIONAL: its inside; PIECE_LIST: its clauses */
    struct piece *next;               /* its right neighbour */
    size_t at;                        /* the byte of the line where it begins */
    const struct figure_text *figure; /* filled when composed */
    bool is_kept;                     /* PIECE_OPTIONAL, PIECE_LIST: filled when composed */
};

enum line_kind { LINE_EMPTY, LINE_HEADING, LINE_SENTENCE, LINE_ITEM, LINE_SLOT, LINE_TABLE };

struct outline_line {
    enum line_kind kind;
    int level;            /* LINE_HEADING: 1 to 3; LINE_SLOT: as in BLOCK_SLOT */
    size_t number;        /* from 1 */
    struct str text;      /* NFC, trimmed */
    struct piece *pieces; /* LINE_HEADING (text and words only), LINE_SENTENCE, LINE_ITEM */
    struct str slot, title;
    list_of(struct str) codes;
};

struct outline {
    list_of(struct outline_line) lines;
};

/* Reads the lines; figures are not looked up. Fails INVALID with line and column. */
must_check bool outline_read(struct arena *mem, const struct str *lines, size_t count,
                             struct outline *outline, struct error *err);

/* Fills *err with "dòng …, cột …: reason" for the byte `at` of a line; gives false. */
bool outline_fail(struct error *err, const struct outline_line *line, size_t at, const char *format,
                  ...) printf_like(4, 5);

#endif
