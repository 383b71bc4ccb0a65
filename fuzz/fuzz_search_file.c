/* A file of the search index of any bytes: refused, or, if its checksums are right, read without
 * touching a byte outside it. Most inputs get right checksums here; else nothing would be reached.
 */
#include "fuzz.h"

#include "search/search_file.h"
#include "search/search_merge.h"
#include "search/search_query.h"

/* A copy of the bytes, made as long as a file must be and with right checksums in its header. */
static struct str made_right(struct arena *mem, const uint8_t *data, size_t size)
{
    struct search_header header;
    size_t body_bytes = (size - sizeof header) / SEARCH_SUM_BYTES * SEARCH_SUM_BYTES;
    char *copy = arena_take(mem, sizeof header + body_bytes);
    memcpy(copy, data, sizeof header + body_bytes);
    memcpy(&header, copy, sizeof header);
    memcpy(header.magic, "doansrch", 8);
    header.version = SEARCH_FILE_VERSION;
    header.id_bytes = header.id_bytes & 4 ? 4 : 8;
    header.body_bytes = body_bytes;
    if (header.terms_bytes > body_bytes)
        header.terms_bytes %= body_bytes + 1;
    if (header.sums_bytes > body_bytes)
        header.sums_bytes %= body_bytes + 1;
    struct search_sum sum = SEARCH_SUM_START;
    search_sum_add(&sum, copy + sizeof header, body_bytes);
    header.body_sum = search_sum_end(&sum);
    sum = SEARCH_SUM_START;
    search_sum_add(&sum, &header, offsetof(struct search_header, header_sum));
    header.header_sum = search_sum_end(&sum);
    memcpy(copy, &header, sizeof header);
    return (struct str){copy, sizeof header + body_bytes};
}

/* Asks everything of the file that a search or a merge asks. */
static void file_use(struct arena *mem, const struct search_file *file)
{
    static const struct str queries[] = {
        {"hoi nghi", 8}, {"ma", 2}, {"1", 1}, {"a", 1}, {"qua-2022-0007 nha", 17}};
    uint64_t forgotten[1024] = {5};
    struct search_part part = {.file = file, .forgotten = file->docs <= 65536 ? forgotten : NULL};
    for (size_t i = 0; i < COUNT_OF(queries); i++) {
        struct search_query query;
        search_query_read(&query, mem, queries[i]);
        struct search_hits hits = search_query_find(&query, mem, &part, 1, 1, 20);
        demand(hits.count <= 20 && hits.total <= file->docs);
    }
    uint32_t place;
    search_file_place(file, 7, &place);
    search_file_id(file, file->docs - 1);
    struct search_part both[] = {{.file = file}, {.file = file}};
    struct error err;
    demand(!search_merge(mem, "/dev/null", both, COUNT_OF(both), &err)); /* it cannot be synced */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    struct search_file file;
    if (size > 1 << 20)
        return 0;
    if (search_file_read(&file, (struct str){(const char *)data, size}))
        file_use(&mem, &file);
    if (size < sizeof(struct search_header))
        return 0;
    struct str bytes = made_right(&mem, data, size);
    if (search_file_read(&file, bytes))
        file_use(&mem, &file);
    return 0;
}
