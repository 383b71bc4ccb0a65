/* Pages of the office's dated items: a new one, its change from a day on, its end. Duties and rows
 * of the week have the same pages; what they differ in is a table. */
#ifndef FEATURE_OFFICE_CATALOGUE_DATED_H
#define FEATURE_OFFICE_CATALOGUE_DATED_H

#include "feature/office/catalogue_pages.h"
#include "feature/office/dated.h"

struct dated_desk {
    const char *type, *address;      /* of the entries; of the pages */
    const char *add, *add_lead;      /* messages: what the page of a new one is called and says */
    const char *look, *look_address; /* where such items are used: message, address */
    const struct desk_row *rows;     /* "ten" and "tu_ngay" among them */
    size_t rows_count;
    const struct desk_button *buttons; /* one: adds */

    /* Offers what can be chosen and, unless item is NULL, puts what it says into the cells. */
    bool (*fill)(struct request *req, const struct dated *item, struct desk_form *form,
                 struct error *err);
    /* What the form says, as the body of an item of these days. What is wrong becomes a problem of
     * the form. */
    bool (*take)(struct request *req, struct desk_form *form, const struct dated *days,
                 struct str *body, struct error *err);
    /* The body of an item that is there, with the days that *item has now. */
    bool (*body)(struct arena *mem, const struct dated *item, struct str *body, struct error *err);
    /* What it says, as facts of its page; in one line for the list. */
    bool (*show)(struct request *req, const struct dated *item, struct item_page *page,
                 struct error *err);
    struct str (*about)(struct request *req, const struct dated *item);
};

/* The pages; the item of the latter two is the address's last part. */
must_check bool dated_new_page(struct request *req, const struct dated_desk *desk,
                               struct response *response, struct error *err);
must_check bool dated_new_post(struct request *req, const struct dated_desk *desk,
                               struct response *response, struct error *err);
must_check bool dated_page(struct request *req, const struct dated_desk *desk,
                           struct response *response, struct error *err);
must_check bool dated_post(struct request *req, const struct dated_desk *desk,
                           struct response *response, struct error *err);

/* All of them as rows of a part of the catalogue's list. */
must_check bool dated_part(struct request *req, const struct dated_desk *desk,
                           struct catalogue_part *part, struct error *err);

#endif
