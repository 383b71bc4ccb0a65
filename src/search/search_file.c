#include "search/search_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "index files are little-endian");
_Static_assert(sizeof(struct search_header) % SEARCH_SUM_BYTES == 0, "the body is aligned");

static void sum_block(struct search_sum *sum, const unsigned char *bytes)
{
    for (size_t i = 0; i < 4; i++) {
        uint64_t word;
        memcpy(&word, bytes + 8 * i, sizeof word);
        uint64_t mixed = (sum->lane[i] ^ word) * 0x9E3779B97F4A7C15U; /* odd: nothing is lost */
        sum->lane[i] = mixed << 31 | mixed >> 33;
    }
}

void search_sum_add(struct search_sum *sum, const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    for (; len >= SEARCH_SUM_BYTES; at += SEARCH_SUM_BYTES, len -= SEARCH_SUM_BYTES)
        sum_block(sum, at);
    if (len) {
        unsigned char last[SEARCH_SUM_BYTES] = {0};
        memcpy(last, at, len);
        sum_block(sum, last);
    }
}

uint64_t search_sum_end(const struct search_sum *sum)
{
    uint64_t result = 0;
    for (size_t i = 0; i < 4; i++) {
        result = (result ^ sum->lane[i]) * 0xD6E8FEB86659FD93U;
        result ^= result >> 32;
    }
    return result;
}

static uint64_t sum_of(const void *bytes, size_t len)
{
    struct search_sum sum = SEARCH_SUM_START;
    search_sum_add(&sum, bytes, len);
    return search_sum_end(&sum);
}

uint64_t search_file_groups(uint64_t blocks)
{
    return (blocks + SEARCH_GROUP_BLOCKS - 1) / SEARCH_GROUP_BLOCKS;
}

/* Finds the sections; false if they would not lie within the file. */
static bool sections_find(struct search_file *file, const struct search_header *header,
                          struct str bytes)
{
    uint64_t room = header->body_bytes; /* no sum below overflows: each part is below it */
    if (header->terms_bytes > room || header->blocks > room / 8 || header->sums_bytes > room ||
        (header->id_bytes != 4 && header->id_bytes != 8) || header->docs == 0 ||
        header->docs == SEARCH_NOWHERE)
        return false;
    uint64_t blocks_from = (header->terms_bytes + 7) / 8 * 8;
    uint64_t groups_from = blocks_from + header->blocks * 8;
    uint64_t ids_from = groups_from + (search_file_groups(header->blocks) + 1) * 8;
    uint64_t sums_from = ids_from + (uint64_t)header->docs * header->id_bytes;
    if (sums_from + header->sums_bytes > room)
        return false;
    const unsigned char *body = (const unsigned char *)bytes.at + sizeof *header;
    *file = (struct search_file){
        .bytes = bytes,
        .docs = header->docs,
        .id_bytes = header->id_bytes,
        .terms = header->terms,
        .blocks = header->blocks,
        .base = header->base,
        .terms_at = body,
        .terms_end = body + header->terms_bytes,
        .blocks_at = body + blocks_from,
        .groups_at = body + groups_from,
        .ids_at = body + ids_from,
        .sums_at = body + sums_from,
        .sums_bytes = header->sums_bytes,
        .sum = header->header_sum,
    };
    return true;
}

bool search_file_read(struct search_file *file, struct str bytes)
{
    struct search_header header;
    if (bytes.len < sizeof header)
        return false;
    memcpy(&header, bytes.at, sizeof header);
    const unsigned char *body = (const unsigned char *)bytes.at + sizeof header;
    uint64_t body_bytes = bytes.len - sizeof header;
    if (memcmp(header.magic, "doansrch", 8) != 0 || header.version != SEARCH_FILE_VERSION ||
        header.header_sum != sum_of(&header, offsetof(struct search_header, header_sum)) ||
        header.body_bytes != body_bytes || body_bytes % SEARCH_SUM_BYTES != 0 ||
        header.body_sum != sum_of(body, body_bytes))
        return false;
    return sections_find(file, &header, bytes);
}

bool search_file_open(struct search_file *file, const char *path, struct error *err)
{
    auto_fd fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (fd < 0 || fstat(fd, &about) < 0)
        return fail(err, errno == ENOENT ? ERROR_MISSING : ERROR_BROKEN, path,
                    "không mở được tệp %s: %s", path, strerror(errno));
    if (!S_ISREG(about.st_mode) || (size_t)about.st_size < sizeof(struct search_header))
        return fail(err, ERROR_INVALID, path, "tệp tìm kiếm %s bị hỏng", path);
    struct str bytes = {NULL, (size_t)about.st_size};
    void *mapped = mmap(NULL, bytes.len, PROT_READ, MAP_SHARED, fd, 0);
    if (mapped == MAP_FAILED)
        return fail(err, ERROR_BROKEN, path, "không đọc được tệp %s: %s", path, strerror(errno));
    bytes.at = mapped;
    if (!search_file_read(file, bytes)) {
        munmap(mapped, bytes.len);
        return fail(err, ERROR_INVALID, path, "tệp tìm kiếm %s bị hỏng", path);
    }
    file->is_mapped = true;
    return true;
}

void search_file_close(struct search_file *file)
{
    if (file->is_mapped)
        munmap((void *)(uintptr_t)file->bytes.at, file->bytes.len);
    *file = (struct search_file){0};
}

int64_t search_file_id(const struct search_file *file, uint32_t place)
{
    uint64_t offset = 0; /* little-endian: 4 bytes fill the lower half */
    memcpy(&offset, file->ids_at + (size_t)place * file->id_bytes, file->id_bytes);
    return (int64_t)((uint64_t)file->base + offset);
}

bool search_file_place(const struct search_file *file, int64_t id, uint32_t *place)
{
    uint32_t low = 0, high = file->docs;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (search_file_id(file, middle) < id)
            low = middle + 1;
        else
            high = middle;
    }
    *place = low;
    return low < file->docs && search_file_id(file, low) == id;
}

/* Where block `i` begins; a lying offset becomes the end. */
static const unsigned char *block_at(const struct search_file *file, uint64_t i)
{
    uint64_t offset, room = (uint64_t)(file->terms_end - file->terms_at);
    memcpy(&offset, file->blocks_at + i * 8, sizeof offset);
    return file->terms_at + (offset < room ? offset : room);
}

static void cursor_at(struct search_cursor *cursor, const struct search_file *file,
                      const unsigned char *at)
{
    cursor->reader = (struct search_reader){at, file->terms_end, false};
    cursor->postings = (struct search_reader){0};
    cursor->key = (struct str){cursor->key_bytes, 0};
}

void search_cursor_start(struct search_cursor *cursor, const struct search_file *file)
{
    cursor_at(cursor, file, file->terms_at);
}

bool search_cursor_next(struct search_cursor *cursor)
{
    struct search_reader *reader = &cursor->reader;
    if (reader->at == reader->end)
        return false;
    uint64_t shared = search_reader_number(reader), added = search_reader_number(reader);
    if (shared > cursor->key.len || added > SEARCH_KEY_BYTES - shared || shared + added == 0)
        return false;
    const unsigned char *bytes = search_reader_bytes(reader, added);
    uint64_t len = search_reader_number(reader);
    const unsigned char *postings = search_reader_bytes(reader, len);
    if (!bytes || !postings || reader->is_bad)
        return false;
    memcpy(cursor->key_bytes + shared, bytes, added);
    cursor->key.len = shared + added;
    cursor->shared = shared;
    cursor->postings = (struct search_reader){postings, postings + len, false};
    return true;
}

/* The first key of block `i`; none if it lies. */
static struct str block_key(const struct search_file *file, uint64_t i)
{
    struct search_reader reader = {block_at(file, i), file->terms_end, false};
    search_reader_number(&reader);
    uint64_t len = search_reader_number(&reader);
    const unsigned char *bytes = search_reader_bytes(&reader, len);
    return bytes ? (struct str){(const char *)bytes, len} : STR_NONE;
}

/* How many blocks begin before `key`. */
static uint64_t blocks_before(const struct search_file *file, struct str key)
{
    uint64_t low = 0, high = file->blocks;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (str_order(block_key(file, middle), key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first key behind all that begin with `start`: keys are UTF-8, so 0xFF stands in none. */
static struct str key_behind(char *out, struct str start)
{
    memcpy(out, start.at, start.len);
    out[start.len] = '\xFF';
    return (struct str){out, start.len + 1};
}

uint64_t search_file_cost(const struct search_file *file, const struct search_wanted *wanted)
{
    char bytes[SEARCH_KEY_BYTES + 1];
    uint64_t from = blocks_before(file, wanted->start);
    uint64_t to = blocks_before(file, key_behind(bytes, wanted->start));
    if (from == to && from > 0)
        from--; /* inside one block */
    const unsigned char *end = to < file->blocks ? block_at(file, to) : file->terms_end;
    const unsigned char *start = from < file->blocks ? block_at(file, from) : file->terms_end;
    return end > start ? (uint64_t)(end - start) : 0;
}

/* Sets the documents of all terms of a group at once; false if the group has no sum, or if not all
 * of its terms begin as wanted. */
static bool group_fill(const struct search_file *file, const struct search_wanted *wanted,
                       uint64_t group, const struct search_fill *fill)
{
    uint64_t next = (group + 1) * SEARCH_GROUP_BLOCKS, span[2];
    if (next >= file->blocks || !str_starts(block_key(file, next), wanted->start) ||
        !str_starts(block_key(file, next - SEARCH_GROUP_BLOCKS), wanted->start))
        return false;
    memcpy(span, file->groups_at + group * 8, sizeof span);
    if (span[0] >= span[1] || span[1] > file->sums_bytes)
        return false;
    struct search_reader reader = {file->sums_at + span[0], file->sums_at + span[1], false};
    search_postings_fill(reader, fill, wanted->is_plain);
    return true;
}

void search_file_fill(const struct search_file *file, const struct search_wanted *wanted,
                      const struct search_fill *fill)
{
    const uint64_t group_terms = (uint64_t)SEARCH_GROUP_BLOCKS * SEARCH_BLOCK_TERMS;
    uint64_t block = blocks_before(file, wanted->start);
    uint64_t term = (block > 0 ? block - 1 : 0) * SEARCH_BLOCK_TERMS;
    struct search_cursor cursor;
    cursor_at(&cursor, file, block > 0 ? block_at(file, block - 1) : file->terms_at);
    bool is_inside = false; /* the key before began as wanted */
    for (;; term++) {
        while (term % group_terms == 0 && group_fill(file, wanted, term / group_terms, fill)) {
            term += group_terms;
            cursor_at(&cursor, file, block_at(file, term / SEARCH_BLOCK_TERMS));
        }
        if (!search_cursor_next(&cursor))
            return;
        is_inside = (is_inside && cursor.shared >= wanted->start.len) ||
                    str_starts(cursor.key, wanted->start);
        if (is_inside)
            search_postings_fill(cursor.postings, fill, search_key_is_exact(cursor.key, wanted));
        else if (str_order(cursor.key, wanted->start) > 0)
            return;
    }
}
