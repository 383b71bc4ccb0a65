/* `import BOOK link FILE.csv`: the list of other sites. */
#include "base/text.h"
#include "feature/listing.h"
#include "feature/portal/site_link.h"

enum { LINK_GROUP, LINK_LABEL, LINK_ADDRESS, LINK_COLUMNS };

struct str site_link_host(struct str address)
{
    bool is_secure = str_starts(address, S("https://"));
    if (!is_secure && !str_starts(address, S("http://")))
        return STR_NONE;
    for (size_t i = 0; i < address.len; i++)
        if (address.at[i] <= ' ' || address.at[i] > '~' || strchr("\\\"<>", address.at[i]))
            return STR_NONE;
    struct str host = str_part(address, is_secure ? 8 : 7, address.len);
    size_t end = 0;
    while (end < host.len && !strchr("/?#", host.at[end]))
        end++;
    host = str_part(host, 0, end);
    /* a name before the host would let an address look like another's */
    bool is_plain = str_find_char(host, '@') == host.len && str_find_char(host, '.') < host.len;
    if (str_starts(host, S("www.")))
        host = str_part(host, 4, host.len);
    return is_plain ? host : STR_NONE;
}

static struct site_link_group *group_find(struct site_links *links, struct str label)
{
    for (size_t i = 0; i < links->count; i++)
        if (str_is(links->at[i].label, label))
            return &links->at[i];
    return NULL;
}

/* The group of a label, a new one if need be; NULL after noting that there are too many. */
static struct site_link_group *group_take(struct listing *listing, struct site_links *links,
                                          struct str label)
{
    struct site_link_group *group = group_find(links, label);
    if (group)
        return group;
    if (links->count == SITE_LINK_GROUPS_MAX) {
        listing_problem(listing, LINK_GROUP, "chỉ chia được nhiều nhất 6 nhóm");
        return NULL;
    }
    group = list_add(links, listing->job->mem);
    group->label = str_copy(listing->job->mem, label);
    return group;
}

static bool has_address(const struct site_link_group *group, struct str address)
{
    for (size_t i = 0; i < group->links.count; i++)
        if (str_is(group->links.at[i].address, address))
            return true;
    return false;
}

/* A short text that is there. */
static bool label_read(struct listing *listing, size_t column, struct str *label)
{
    if (!listing_text(listing, column, label))
        return false;
    if (label->len > SITE_LINK_LABEL_MAX_BYTES)
        listing_problem(listing, column, "dài quá 160 byte");
    return label->len <= SITE_LINK_LABEL_MAX_BYTES;
}

static bool address_read(struct listing *listing, struct str *address)
{
    *address = listing_cell(listing, LINK_ADDRESS);
    bool is_well = address->len <= SITE_LINK_ADDRESS_MAX_BYTES && site_link_host(*address).len;
    if (!is_well)
        listing_problem(listing, LINK_ADDRESS,
                        "không phải là một địa chỉ https:// hay http:// đầy đủ");
    return is_well;
}

/* Takes the row into the list, or notes what is wrong with it. */
static void row_take(struct listing *listing, struct site_links *links, int64_t *count)
{
    struct arena *mem = listing->job->mem;
    struct str section, label, address;
    bool is_good = label_read(listing, LINK_GROUP, &section);
    is_good = label_read(listing, LINK_LABEL, &label) && is_good;
    is_good = address_read(listing, &address) && is_good;
    struct site_link_group *group = is_good ? group_take(listing, links, section) : NULL;
    if (!group)
        return;
    if (has_address(group, address))
        listing_problem(listing, LINK_ADDRESS, "đã có trong nhóm này");
    else if (++*count > SITE_LINKS_MAX)
        listing_problem(listing, LINK_COLUMNS, "danh sách dài quá 120 liên kết");
    else
        *list_add(&group->links, mem) =
            (struct site_link){.label = str_copy(mem, label), .address = str_copy(mem, address)};
}

bool site_link_import(struct book *book, struct import_job *job, struct error *err)
{
    const struct listing_column columns[LINK_COLUMNS] = {
        [LINK_GROUP] = {S("group"), S("Nhóm"), S(""), true},
        [LINK_LABEL] = {S("label"), S("Tên"), S(""), true},
        [LINK_ADDRESS] = {S("address"), S("Địa chỉ"), S(""), true},
    };
    struct listing listing;
    struct site_links links = {0};
    int64_t count = 0;
    if (!listing_begin(&listing, job, columns, LINK_COLUMNS, err))
        return false;
    while (listing_row(&listing))
        row_take(&listing, &links, &count);
    if (!listing_end(&listing, err) ||
        (!job->is_dry_run && !site_links_write(book->db, &links, err)))
        return false;
    text_format(job->out, "%.*s: %lld liên kết trong %zu nhóm%s\n", STR_ARG(job->file_name),
                (long long)count, links.count, job->is_dry_run ? " (chạy thử, chưa ghi)" : "");
    return true;
}
