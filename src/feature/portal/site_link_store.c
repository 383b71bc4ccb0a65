/* All SQL of link blocks. */
#include "feature/portal/site_link.h"

static struct site_link_group *group_of(struct site_links *links, struct arena *mem,
                                        struct str label)
{
    if (links->count == 0 || !str_is(links->at[links->count - 1].label, label))
        list_add(links, mem)->label = label;
    return &links->at[links->count - 1];
}

bool site_links_all(struct db *db, struct arena *mem, struct site_links *links, struct error *err)
{
    struct query query = db_query(db, "SELECT section, label, address"
                                      "  FROM site_link"
                                      " ORDER BY ordinal");
    while (query_next(&query)) {
        struct site_link_group *group = group_of(links, mem, take_text(&query, mem));
        struct site_link *link = list_add(&group->links, mem);
        link->label = take_text(&query, mem);
        link->address = take_text(&query, mem);
        link->host = site_link_host(link->address);
    }
    return query_end(&query, err);
}

bool site_links_write(struct db *db, const struct site_links *links, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM site_link");
    if (!query_run(&query, NULL, err))
        return false;
    struct db_rows rows = db_rows(db,
                                  "INSERT INTO site_link (ordinal, section, label, address)"
                                  " VALUES ($1, $2, $3, $4)",
                                  4);
    int64_t ordinal = 0;
    for (size_t i = 0; i < links->count; i++)
        for (size_t k = 0; k < links->at[i].links.count; k++) {
            row_int(&rows, ordinal++);
            row_text(&rows, links->at[i].label);
            row_text(&rows, links->at[i].links.at[k].label);
            row_text(&rows, links->at[i].links.at[k].address);
            row_end(&rows);
        }
    return db_rows_end(&rows, err);
}
