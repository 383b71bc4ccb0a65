/* Empty lists of a kind, as files to be filled in. */
#include "feature/draft/draft_pages.h"

#define XLSX_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* "qua", "qua.xlsx" or "qua.csv" taken apart; NULL with the reason if there is no such kind. */
static const struct catalogue_kind *kind_named(struct request *req, bool *is_csv, struct error *err)
{
    struct str slug = req->part[0];
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    *is_csv = str_ends(slug, S(".csv"));
    if (*is_csv)
        slug.len -= S(".csv").len;
    else if (str_ends(slug, S(".xlsx")))
        slug.len -= S(".xlsx").len;
    const struct catalogue_kind *kind = catalogue ? catalogue_kind_of_slug(catalogue, slug) : NULL;
    if (catalogue && !kind)
        fail(err, ERROR_MISSING, "loai",
             "không có mẫu nào ở địa chỉ này; mẫu của một loại việc có đuôi .xlsx hoặc .csv");
    return kind;
}

/* The commune and its areas of today, as far as the visitor enters there. */
static bool units_of(struct request *req, struct unit_names *names, struct error *err)
{
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    const struct unit *home = unit_home(units);
    struct unit_refs areas = {0};
    if (home)
        areas = unit_children(req->mem, units, home, book_today(req->book));
    if (home && visitor_may(req->visitor, TEMPLATE_ROLES, home))
        *list_add(names, req->mem) = home->name;
    for (size_t i = 0; i < areas.count; i++)
        if (visitor_may(req->visitor, TEMPLATE_ROLES, areas.at[i]))
            *list_add(names, req->mem) = areas.at[i]->name;
    return true;
}

bool draft_template_get(struct request *req, struct response *response, struct error *err)
{
    bool is_csv;
    struct unit_names units = {0};
    const struct catalogue_kind *kind = kind_named(req, &is_csv, err);
    if (!kind)
        return false;
    const char *ending = is_csv ? "csv" : "xlsx";
    response->type = is_csv ? "text/csv; charset=utf-8" : XLSX_TYPE;
    response->file_name = str_format(req->mem, "mau-%.*s.%s", STR_ARG(kind->slug), ending).at;
    if (!is_csv)
        return units_of(req, &units, err) &&
               kind_template_xlsx(req->mem, kind, &units, &response->body, err);
    response->body = kind_template_csv(req->mem, kind);
    return true;
}
