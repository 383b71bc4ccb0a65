/* A review as its pages show it: tiles, blocks with finished running text, rows of tables. Between
 * the pages of this feature and their templates only. */
#ifndef FEATURE_REVIEW_REVIEW_VIEW_H
#define FEATURE_REVIEW_REVIEW_VIEW_H

#include "feature/review/review.h"
#include "feature/running.h"

/* Gives figures that the outline binds the addresses of their pages. */
void review_addresses(const struct binder *binder, const struct review *review,
                      const struct document *document);

/* What everything on a review's page is made with. */
struct viewing {
    struct request *req;
    const struct unit_tree *units;
    const struct unit *home;
    const struct review *review;
};

/* A figure as a tile. Empty texts are left out. */
struct tile {
    struct str address, qualifier, number, measure, label;
    struct str percent;  /* of the target */
    struct str previous; /* same period last year, where there is no target */
    struct str changed;  /* the book's number now, if it is another one */
};
struct tiles {
    struct tile *at;
    size_t count, room;
};

/* The six figures that open home page and review: those of a fixed list that are not nought. */
struct tiles view_tiles(const struct viewing *viewing);
/* The same of other figures, by their codes. */
struct tiles view_tiles_of(const struct viewing *viewing, const char *const *codes, size_t count);

/* A figure as a row of a section's table; as tiles. */
struct figure_row {
    struct str address, label, number, target, giver, percent, previous, changed, note;
};

/* What the page's own blocks hang on struct running_block: on BLOCK_TABLE, on BLOCK_GRID. */
struct figure_rows {
    struct figure_row *at;
    size_t count, room;
};
struct shown_grid {
    const struct grid *grid;
    list_of(struct grid_shown {
        struct html_piece *cells; /* as many as there are columns */
        struct str changed;       /* how it is by now, if that is another thing */
    }) rows;
};

/* The whole document with people's prose in its places; the title (level 1) is left to the page.
 * Fails from the database (a figure of another period in prose). */
must_check bool view_blocks(const struct viewing *viewing, struct running_blocks *blocks,
                            struct error *err);

/* What stands before a place for people's prose, and the place; slot empty: behind the last one. */
struct view_part {
    struct running_blocks blocks;
    struct str slot, title; /* of the place: its code, and what is said to those who write */
};
struct view_parts {
    struct view_part *at;
    size_t count, room;
};

/* The review's document, whose places must have stayed, cut at them; without the tables of figures,
 * which those who write do not need. Fails as the database does. */
must_check bool view_parts(const struct viewing *viewing, struct view_parts *parts,
                           struct error *err);

/* One area beside the others; without addresses: what belongs to the unit itself and to no area. */
struct area_row {
    struct str name, review_address;
    struct str numbers[3];
};
struct area_table {
    struct str label, label_low; /* "Khu phố", "khu phố" */
    struct str heads[3], sums[3];
    size_t columns; /* of heads and numbers that are used */
    list_of(struct area_row) rows;
    struct html_piece chart; /* of the first column; empty without one */
    struct str chart_title;
};

/* The areas of the review's unit with some figures, and a chart of the first. No rows: the unit has
 * none, or nothing is to be compared. */
must_check bool view_areas(const struct viewing *viewing, struct area_table *table,
                           struct error *err);

#endif
