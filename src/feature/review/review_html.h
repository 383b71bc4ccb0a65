/* The templates of this feature's pages, and what they are filled from. */
#ifndef FEATURE_REVIEW_REVIEW_HTML_H
#define FEATURE_REVIEW_REVIEW_HTML_H

#include "feature/review/review_view.h"

/* A link with what stands beside it. */
struct named_link {
    struct str label, address, meta;
};
struct named_links {
    struct named_link *at;
    size_t count, room;
};

/* A heading with links below it. */
struct link_group {
    struct str title;
    struct named_links links;
    struct named_links older; /* folded away */
};
struct link_groups {
    struct link_group *at;
    size_t count, room;
};

struct review_content {
    struct page_frame frame;
    struct str eyebrow, title, crumb, cutoff, issued, issued_size, issued_root;
    struct str home_label, home_address; /* the way up from an area's review; may be empty */
    struct frame_files files;
    struct named_links sheets; /* of the unit and period, to hang up and to read aloud */
    struct tiles tiles;
    struct running_blocks blocks;
    struct area_table areas;
    struct named_link before, after; /* neighbouring periods; may be empty */
    struct str entries, root;
    bool has_records;
    bool is_preview; /* as it would stand there, before it is issued */
};

struct periods_content {
    struct page_frame frame;
    struct str title, next_step; /* the latter in a book without records */
    struct link_groups groups;
};

/* The place of a group's next link: among the newest few, or folded away if it is `quiet` (nothing
 * is written or issued there). In `mem`. */
struct named_link *link_group_add(struct arena *mem, struct link_group *group, bool is_quiet);

/* ---- pages ---- */
void review_html(struct html *out, const struct review_content *page);
void periods_html(struct html *out, const struct periods_content *page);

/* ---- fragments ---- */
void tiles_html(struct html *out, const struct tiles *tiles);
void groups_html(struct html *out, const struct link_groups *groups);
void blocks_html(struct html *out, const struct running_blocks *blocks);

#endif
