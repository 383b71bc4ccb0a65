/* What a query asks, and finding it in the parts of the index. */
#ifndef SEARCH_SEARCH_QUERY_H
#define SEARCH_SEARCH_QUERY_H

#include "search/search.h"
#include "search/search_merge.h"

enum {
    SEARCH_QUERY_BYTES = 4096, /* longer queries are cut */
    SEARCH_WANTED_MAX = 32,    /* words; further ones are not looked for */
    SEARCH_HITS_MAX = 1000,    /* skip + limit */
};

/* One thing that must be there: all of these words, or a code as one word. */
struct search_clause {
    struct {
        struct search_wanted *at;
        size_t count, room;
    } all;                       /* may be empty if there is a code */
    struct search_wanted joined; /* the code; start.len 0: none */
};

struct search_query {
    struct search_clause clauses[SEARCH_WANTED_MAX];
    size_t count, wanted_count;
};

/* Reads a query as typed; in `mem`. The last word may be a beginning if it has two characters or is
 * a number; a code of digits ("20/7" of "20/7/2022") and a lone Khmer cluster always may. */
void search_query_read(struct search_query *query, struct arena *mem, struct str text);

/* The documents of all parts (oldest first) that fulfil every clause. Result in `mem`. */
struct search_hits search_query_find(const struct search_query *query, struct arena *mem,
                                     const struct search_part *parts, size_t parts_count,
                                     size_t skip, size_t limit);

#endif
