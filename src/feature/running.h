/* Running text on a page: the blocks of a document with their links and figures, items that follow
 * each other gathered to lists. Reviews and articles are shown by it. */
#ifndef FEATURE_RUNNING_H
#define FEATURE_RUNNING_H

#include "document/document.h"
#include "feature/frame.h"

/* The book's number now, where a figure is frozen and another one by now; usually empty. */
typedef struct str running_change(void *context, const struct run *figure);

struct running {
    const struct request *req;
    running_change *change; /* NULL: nothing is frozen here */
    void *context;          /* of change */
};

struct running_item {
    struct html_piece words;
    bool is_inner; /* of a list inside the list */
};

struct running_block {
    enum block_kind kind; /* never BLOCK_SLOT */
    int level;
    struct str anchor;       /* of headings: "cham-lo-nguoi-ngheo" */
    struct str title;        /* of headings, plain; of others the page's own */
    struct html_piece words; /* of paragraphs; of pictures: their caption */
    bool is_ordered;         /* BLOCK_ITEM */
    list_of(struct running_item) items;
    const struct block *block; /* that it shows; of a list the first item */
    const void *more;          /* the page's own: rows of a table, a picture */
};
struct running_blocks {
    struct running_block *at;
    size_t count, room;
};

/* Text, emphasis, links, figures that lead to their pages. */
struct html_piece running_words(const struct running *running, const struct run *runs,
                                size_t count);

/* Adds a block, which must stay, and gives what shows it; items go on with the list before them.
 * NULL for what is not shown here: the title (level 1), which is the page's, and slots. */
struct running_block *running_add(const struct running *running, struct running_blocks *blocks,
                                  const struct block *block);

/* Templates: a heading, paragraph or list (tables, grids and pictures are the page's own); and
 * fragments of running text, whose callers take the line end behind them away. */
void running_block_html(struct html *out, const struct running_block *block);
void running_figure_html(struct html *out, struct str address, struct str text, struct str changed);
void running_strong_html(struct html *out, struct str text);
void running_link_html(struct html *out, struct str address, struct str text);

#endif
