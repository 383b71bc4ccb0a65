/* A form whose session has ended while somebody typed is not lost: a page shows it again, to be
 * sent once more. */
#ifndef FEATURE_KEPT_H
#define FEATURE_KEPT_H

#include "feature/frame.h"
#include "web/form.h"

struct kept_field {
    struct str name, label, value;
};

struct kept_content {
    struct page_frame frame;
    struct str address; /* where it is sent again */
    struct kept_field *fields;
    size_t count;
    bool has_text; /* some of them is not empty */
    bool has_file; /* a file was chosen, which must be chosen again */
};

/* For struct web_config. Shows the fields that the route takes, labelled, with the token of whoever
 * is signed in now: sending them again is for them to decide. */
void kept_page(struct request *req, const struct form *form, struct response *response);

/* Its template. */
void kept_html(struct html *out, const struct kept_content *page);

#endif
