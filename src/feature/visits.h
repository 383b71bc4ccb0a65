/* How often things are read ("Số lần đọc"). The count lives in memory, where the web floor adds to
 * it while it sends a page, also a cached one; the writer thread writes it to the table `visit`
 * about once a second and at the end. The table is kept: counts outlive restarts and rebuilds. Who
 * reads is never looked at, but for robots that name themselves (web/asker.h); no cookies. What a
 * killed process loses is the last second's. */
#ifndef FEATURE_VISITS_H
#define FEATURE_VISITS_H

#include "feature/book.h"

/* Things counted at a time in one process; further ones are shown, but their visits are lost. */
enum { VISITS_THINGS_MAX = 65536 };

/* How often `thing` ("article/2022/0001") was read, all visits up to this moment. */
must_check bool visits_of(struct book *book, struct db *db, struct str thing, int64_t *count,
                          struct error *err);

/* The same, and from now on each whole GET that is answered with this response is a visit of the
 * thing. Its route should be `is_live`, so that cached pages show a count of at most 2 s ago. */
must_check bool visits_count(struct request *req, struct response *response, struct str thing,
                             int64_t *count, struct error *err);

/* What struct web_writer wants of a book: whether visits wait to be written, writing them in the
 * current transaction, and that this is durable. The last two on the writer thread only. */
bool visits_are_loose(struct book *book);
must_check bool visits_settle(struct book *book, struct error *err);
void visits_settled(struct book *book);

/* For book_open and book_close: the counts in memory, none yet; and their end. */
struct visits *visits_new(void);
void visits_end(struct visits *visits);

extern const struct feature visits_feature;

#endif
