/* The pages of reviews: the review itself, and the list of all. */
#ifndef FEATURE_REVIEW_REVIEW_PAGES_H
#define FEATURE_REVIEW_REVIEW_PAGES_H

#include "feature/frame.h"
#include "feature/review/review.h"

/* /bao-cao/{nam}/{ky} */
bool review_page(struct request *req, struct response *response, struct error *err);

/* /bao-cao : the periods that have records. */
bool periods_page(struct request *req, struct response *response, struct error *err);

/* Answers with the page of a composed review. is_preview: it says that it is not issued. Fails as
 * the database does, BROKEN if the page is too long. */
must_check bool review_respond(struct request *req, const struct unit_tree *units,
                               const struct review *review, bool is_preview,
                               struct response *response, struct error *err);

/* The review's page as one text, for `review --format html`. */
must_check bool review_print_html(struct book *book, struct arena *mem, const struct unit *unit,
                                  struct period period, struct day cutoff, struct text *out,
                                  struct error *err);

#endif
