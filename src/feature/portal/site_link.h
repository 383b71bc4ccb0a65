/* "Liên kết Website": addresses of other sites in groups, as the committee lists them. Kept beside
 * the journal: they are no statement about its work. */
#ifndef FEATURE_PORTAL_SITE_LINK_H
#define FEATURE_PORTAL_SITE_LINK_H

#include "feature/book.h"

enum {
    SITE_LINKS_MAX = 120,
    SITE_LINK_GROUPS_MAX = 6,
    SITE_LINK_LABEL_MAX_BYTES = 160,
    SITE_LINK_ADDRESS_MAX_BYTES = 500,
};

struct site_link {
    struct str label;
    struct str address; /* http:// or https:// */
    struct str host;    /* of it, without "www.": what people know the site by */
};

struct site_link_group {
    struct str label;
    list_of(struct site_link) links;
};

struct site_links {
    struct site_link_group *at;
    size_t count, room;
};

/* All of them, groups and links in the order of the list. In `mem`. */
must_check bool site_links_all(struct db *db, struct arena *mem, struct site_links *links,
                               struct error *err);

/* The list as a whole takes the place of the one before. In the caller's transaction. */
must_check bool site_links_write(struct db *db, const struct site_links *links, struct error *err);

/* `import BOOK link FILE`: see struct importer. The file is the whole list. */
must_check bool site_link_import(struct book *book, struct import_job *job, struct error *err);

/* The host of a whole http or https address ("chinhphu.vn"); empty if the text is none: another
 * scheme, a name before the host, blanks, control characters, anything that is not ASCII. */
struct str site_link_host(struct str address);

/* The template: the block with its heading; nothing without links. */
void site_links_html(struct html *out, const struct site_links *links);

#endif
