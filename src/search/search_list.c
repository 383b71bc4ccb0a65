#include "search/search_list.h"

#include <dirent.h>
#include <unistd.h>

#include "base/file.h"
#include "search/search_file.h"

/* On disk: this, the files, then the checksum of both. */
struct list_head {
    char magic[8]; /* "doanslst" */
    uint32_t version, count;
    int64_t last;
    uint64_t next_number;
};

static const char file_start[] = "search-";

const char *search_list_path(struct arena *mem, struct str folder, uint64_t number)
{
    if (number == 0)
        return str_format(mem, "%.*s/%slist", STR_ARG(folder), file_start).at;
    return str_format(mem, "%.*s/%s%llu", STR_ARG(folder), file_start, (unsigned long long)number)
        .at;
}

/* The bytes of the list before the checksum: struct list and its files lie in one piece. */
static struct str list_bytes(struct arena *mem, const struct search_list *list)
{
    struct list_head head = {.version = SEARCH_FILE_VERSION,
                             .count = (uint32_t)list->count,
                             .last = list->last,
                             .next_number = list->next_number};
    memcpy(head.magic, "doanslst", 8);
    struct str parts[] = {
        {(const char *)&head, sizeof head},
        {(const char *)list->files, list->count * sizeof list->files[0]},
    };
    return str_join(mem, parts, COUNT_OF(parts), STR_NONE);
}

static uint64_t sum_of(struct str bytes)
{
    struct search_sum sum = SEARCH_SUM_START;
    search_sum_add(&sum, bytes.at, bytes.len);
    return search_sum_end(&sum);
}

/* Reads the bytes into the list; false if they are damaged or of another version. */
static bool list_parse(struct search_list *list, struct str bytes)
{
    struct list_head head;
    uint64_t sum;
    if (bytes.len < sizeof head + sizeof sum)
        return false;
    struct str summed = str_part(bytes, 0, bytes.len - sizeof sum);
    memcpy(&head, bytes.at, sizeof head);
    memcpy(&sum, bytes.at + summed.len, sizeof sum);
    size_t files_bytes = summed.len - sizeof head;
    if (memcmp(head.magic, "doanslst", 8) != 0 || head.version != SEARCH_FILE_VERSION ||
        sum != sum_of(summed) || head.count > SEARCH_FILES_MAX || head.next_number == 0 ||
        files_bytes != head.count * sizeof list->files[0])
        return false;
    list->last = head.last;
    list->next_number = head.next_number;
    list->count = head.count;
    memcpy(list->files, bytes.at + sizeof head, files_bytes);
    return true;
}

bool search_list_read(struct search_list *list, struct str folder, struct error *err)
{
    *list = (struct search_list){.next_number = 1};
    auto_arena mem = {0};
    const char *path = search_list_path(&mem, folder, 0);
    if (access(path, F_OK) != 0)
        return true;
    struct str bytes;
    if (!file_read(&mem, path, 2 * sizeof *list, &bytes, err)) {
        if (err->kind == ERROR_INVALID) /* far too long: damaged */
            return true;
        err->kind = ERROR_BROKEN;
        return false;
    }
    if (!list_parse(list, bytes))
        *list = (struct search_list){.next_number = 1};
    return true;
}

bool search_list_write(const struct search_list *list, struct str folder, struct error *err)
{
    auto_arena mem = {0};
    struct str bytes = list_bytes(&mem, list);
    uint64_t sum = sum_of(bytes);
    struct str parts[] = {bytes, {(const char *)&sum, sizeof sum}};
    const char *path = search_list_path(&mem, folder, 0);
    return file_write(path, str_join(&mem, parts, COUNT_OF(parts), STR_NONE), 0600, err);
}

static bool is_listed(const struct search_list *list, struct str name)
{
    if (str_is(name, S("list")))
        return true;
    int64_t number;
    if (!str_to_int(name, &number))
        return false;
    for (size_t i = 0; i < list->count; i++)
        if (list->files[i].number == (uint64_t)number)
            return true;
    return false;
}

void search_list_sweep(const struct search_list *list, struct str folder)
{
    auto_arena mem = {0};
    DIR *entries = opendir(str_c(&mem, folder));
    if (!entries)
        return;
    for (struct dirent *entry; (entry = readdir(entries));) {
        struct str name = str_of(entry->d_name), start = str_of(file_start);
        if (str_starts(name, start) && !is_listed(list, str_part(name, start.len, name.len)))
            unlinkat(dirfd(entries), entry->d_name, 0);
    }
    closedir(entries);
}
