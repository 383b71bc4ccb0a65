/* The one document model: what reviews, programmes, articles and letters consist of before they
 * become a page, a text, a Word or PDF file. Knows no figures' source and no HTML. All parts live
 * in one arena. */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include "base/error.h"
#include "base/str.h"

enum run_kind {
    RUN_TEXT,
    RUN_FIGURE, /* a bound figure: prints `text`, leads to the page of `code` */
    RUN_STRONG,
    RUN_LINK, /* leads to `code`, an address */
};

/* Where something stands in what people wrote, for whoever finds it wrong: both from 1, the column
 * in characters; 0 where nobody knows. */
struct text_place {
    size_t line, column;
};

/* A stretch of text of one kind. */
struct run {
    enum run_kind kind;
    struct str text;   /* RUN_FIGURE from prose: empty until the caller fills it */
    struct str code;   /* RUN_FIGURE: the indicator's code; RUN_LINK: the address; RUN_TEXT: usually
                          empty, the address of a picture whose words these are */
    struct str facet;  /* RUN_FIGURE: "fraction", "percent" …; empty for the number itself */
    struct str period; /* RUN_FIGURE: period code if the binding names one, else empty */
    struct str words;  /* RUN_FIGURE: what its binding says behind the number: part of `text`, into
                          which the caller puts it where the figure comes from prose */
    struct str
        address; /* RUN_FIGURE: page of the figure ("/so-lieu/…"), once the caller knows it */
    struct text_place place; /* RUN_FIGURE and pictures' words, from prose */
};

enum block_kind {
    BLOCK_HEADING,   /* level 1 (title), 2 (section), 3 */
    BLOCK_PARAGRAPH, /* runs */
    BLOCK_ITEM,      /* of a list; runs; level 1 for the outer list, 2 for one inside it … */
    BLOCK_SLOT,      /* a place for people's prose: slot and its title; no runs; level
                        SLOT_HEADING_LEVEL if the title is printed above it, else 0 */
    BLOCK_TABLE,     /* the figures of a section: codes */
    BLOCK_GRID,      /* a table as it is printed: columns and rows of cells */
    BLOCK_PICTURE,   /* alone in its paragraph: slot is its address, title what it shows, runs its
                        caption */
};

enum { SLOT_HEADING_LEVEL = 3 };

/* A column of a printed table. */
struct grid_column {
    struct str title;
    int share;      /* of the table's width, against the other columns'; above 0 */
    bool is_number; /* set to the right */
};

/* A cell: runs as in a paragraph. */
struct grid_cell {
    list_of(struct run) runs;
};

struct grid_row {
    list_of(struct grid_cell) cells; /* as many as there are columns */
    bool is_strong;                  /* a sum, a heading between rows */
};

struct grid {
    list_of(struct grid_column) columns;
    list_of(struct grid_row) rows;
};

struct block {
    enum block_kind kind;
    int level;
    int64_t number; /* BLOCK_ITEM: its number in an ordered list, -1 for a bullet */
    list_of(struct run) runs;
    list_of(struct str) codes; /* BLOCK_TABLE */
    struct str slot;           /* BLOCK_SLOT: code; BLOCK_PICTURE: address */
    struct str title;          /* BLOCK_SLOT: what people see above their prose; BLOCK_PICTURE: what
                                  the picture shows */
    struct grid *grid;         /* BLOCK_GRID */
    struct text_place place;   /* BLOCK_PICTURE, from prose */
};

struct document {
    list_of(struct block) blocks;
};

/* Adds an empty block (an item is a bullet of level 1 until said otherwise). The pointer is good
 * until the next block is added. */
struct block *document_add(struct document *document, struct arena *mem, enum block_kind kind);

/* Adds a run and gives it; good until the next run is added. The text is not copied. */
struct run *block_run(struct block *block, struct arena *mem, enum run_kind kind, struct str text);

/* Adds plain text; empty text adds nothing. */
void block_text(struct block *block, struct arena *mem, struct str text);
void block_figure(struct block *block, struct arena *mem, struct str code, struct str text);

/* A table at the end of the document; build it column by column, then row by row. The grid stays
 * good, a row or cell until the next one is added. Texts are not copied. */
struct grid *document_grid(struct document *document, struct arena *mem);
void grid_column(struct grid *grid, struct arena *mem, struct str title, int share, bool is_number);
struct grid_row *grid_row(struct grid *grid, struct arena *mem);

/* The next cell of a row, with plain text unless it is empty; and one that holds a bound figure,
 * which leads to `address`. */
struct grid_cell *grid_text(struct grid_row *row, struct arena *mem, struct str text);
struct grid_cell *grid_figure(struct grid_row *row, struct arena *mem, struct str code,
                              struct str text, struct str address);

/* A strong row that says what the rows below it have in common, in one of its columns; the others
 * are empty. */
void grid_heading(struct grid *grid, struct arena *mem, size_t column, struct str text);

/* A block's runs as plain text. */
struct str block_plain(struct arena *mem, const struct block *block);

/* The whole document as plain text: headings, paragraphs and items, an empty line between blocks
 * but none between the items of a list; bullets as "- ", numbered items as "1. ", two blanks of
 * indent a level. Slots, tables, grids and pictures without a caption are left out. No line end at
 * the end. */
struct str document_plain(struct arena *mem, const struct document *document);

/* Gives the document with each slot for which prose is at hand replaced by a heading (the slot's
 * title, unless its level is 0) and the blocks of prose[i], whose place is slots[i]. Slots without
 * prose, or with prose of no blocks, are left out. The runs are shared, not copied. */
struct document document_with_prose(struct arena *mem, const struct document *document,
                                    const struct str *slots, const struct document *prose,
                                    size_t count);

/* True for an indicator's code: at least two parts of a-z, 0-9 and '_', each beginning with a
 * letter, joined by '.': "wel.gifts_count". At most 80 bytes. */
bool figure_code_is_valid(struct str code);

#endif
