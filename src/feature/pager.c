#include "feature/pager.h"

bool pager_read(const struct request *req, size_t rows, struct pager *pager, struct error *err)
{
    *pager = (struct pager){.page = request_int(req, "trang", 1), .rows = rows};
    if (pager->page < 1 || pager->page > INT32_MAX)
        return fail(err, ERROR_MISSING, "trang", "không có trang %lld", (long long)pager->page);
    pager->skipped = (size_t)(pager->page - 1) * rows;
    return true;
}

static struct str page_address(struct arena *mem, struct str address, int64_t page)
{
    char joint = str_find_char(address, '?') < address.len ? '&' : '?';
    return page == 1
               ? address
               : str_format(mem, "%.*s%ctrang=%lld", STR_ARG(address), joint, (long long)page);
}

bool pager_fill(struct request *req, struct pager *pager, struct str address, int64_t total,
                struct error *err)
{
    int64_t rows = (int64_t)pager->rows;
    pager->pages = total ? (total + rows - 1) / rows : 1;
    if (pager->page > pager->pages)
        return fail(err, ERROR_MISSING, "trang", "không có trang %lld: danh sách có %lld trang",
                    (long long)pager->page, (long long)pager->pages);
    pager->address = page_address(req->mem, address, pager->page);
    if (pager->page > 1)
        pager->previous = page_address(req->mem, address, pager->page - 1);
    if (pager->page < pager->pages)
        pager->next = page_address(req->mem, address, pager->page + 1);
    return true;
}
