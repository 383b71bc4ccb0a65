/* The user guide (docs/huong-dan), which the program carries and shows at /tro-giup. */
#ifndef FEATURE_PORTAL_GUIDE_H
#define FEATURE_PORTAL_GUIDE_H

#include "feature/running.h"

struct guide_link {
    struct str address, title, lead;
};
struct guide_links {
    struct guide_link *at;
    size_t count, room;
};

struct guides_content {
    struct page_frame frame;
    struct guide_links roles, tasks; /* what one does in a day; one piece of work each */
};

struct guide_content {
    struct page_frame frame;
    struct str title;
    struct running_blocks blocks;
};

/* GET /tro-giup, /tro-giup/{bai} */
bool guides_page(struct request *req, struct response *response, struct error *err);
bool guide_page(struct request *req, struct response *response, struct error *err);

/* Templates. */
void guides_html(struct html *out, const struct guides_content *page);
void guide_html(struct html *out, const struct guide_content *page);

#endif
