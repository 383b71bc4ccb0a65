#include "search/search_merge.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"

enum { OUT_BYTES = 256 * 1024, GROUP_PLACES_MAX = 16 * 1024 };
_Static_assert(OUT_BYTES % SEARCH_SUM_BYTES == 0, "the checksum takes whole buffers");

/* The file being written. It remembers its first error, so that no call in between is checked. */
struct sink {
    int fd, reason;
    struct search_sum sum;
    unsigned char *buffer;
    size_t used;
    uint64_t offset; /* bytes behind the header so far */
};

/* A part on its way: the term it stands at, and where its places go. */
struct source {
    uint32_t *new_places;
    uint32_t docs;
    bool is_at_end;
    struct str key;
    struct search_cursor cursor;
    const struct search_term **terms;
    size_t terms_next, terms_count;
};

/* The places of all terms of the group being written, in no order. */
struct group {
    uint32_t *title, *body;
    size_t title_count, body_count, blocks;
    bool is_summed; /* no term has marks, and there are not too many places */
};

struct merge {
    struct arena *mem;
    struct sink sink;
    struct search_header header;
    struct source *sources;
    size_t sources_count;
    struct search_places places;
    unsigned char *postings;
    struct str last_key;
    char last_key_bytes[SEARCH_KEY_BYTES];
    list_of(uint64_t) blocks;
    struct group group;
    list_of(uint64_t) groups; /* where each group's sum begins in `sums` */
    struct text sums;
};

uint32_t search_part_docs(const struct search_part *part)
{
    return part->file ? part->file->docs : (uint32_t)part->tail->ids.count;
}

int64_t search_part_id(const struct search_part *part, uint32_t place)
{
    return part->file ? search_file_id(part->file, place) : part->tail->ids.at[place];
}

bool search_part_is_forgotten(const struct search_part *part, uint32_t place)
{
    return part->forgotten && (part->forgotten[place / 64] >> (place % 64) & 1);
}

static void write_all(struct sink *sink, const void *bytes, size_t len, off_t at)
{
    const char *from = bytes;
    while (len > 0 && !sink->reason) {
        ssize_t wrote = pwrite(sink->fd, from, len, at);
        if (wrote < 0 && errno != EINTR)
            sink->reason = errno;
        if (wrote <= 0)
            continue;
        from += wrote;
        len -= (size_t)wrote;
        at += wrote;
    }
}

static void sink_flush(struct sink *sink)
{
    search_sum_add(&sink->sum, sink->buffer, sink->used);
    write_all(sink, sink->buffer, sink->used,
              (off_t)(sizeof(struct search_header) + sink->offset - sink->used));
    sink->used = 0;
}

static void sink_add(struct sink *sink, const void *bytes, size_t len)
{
    const unsigned char *from = bytes;
    while (len > 0) {
        size_t part = OUT_BYTES - sink->used < len ? OUT_BYTES - sink->used : len;
        memcpy(sink->buffer + sink->used, from, part);
        sink->used += part;
        sink->offset += part;
        from += part;
        len -= part;
        if (sink->used == OUT_BYTES)
            sink_flush(sink);
    }
}

static void sink_align(struct sink *sink, size_t to_bytes)
{
    static const unsigned char zeros[SEARCH_SUM_BYTES];
    sink_add(sink, zeros, (to_bytes - sink->offset % to_bytes) % to_bytes);
}

/* Hands out the new places of a part's documents; gives how many are left. */
static uint32_t places_assign(struct arena *mem, struct source *source,
                              const struct search_part *part, uint32_t next)
{
    source->docs = search_part_docs(part);
    source->new_places = arena_many(mem, uint32_t, source->docs);
    for (uint32_t place = 0; place < source->docs; place++)
        source->new_places[place] = search_part_is_forgotten(part, place) ? SEARCH_NOWHERE : next++;
    return next;
}

static void source_next(struct source *source)
{
    if (source->terms) {
        source->is_at_end = source->terms_next == source->terms_count;
        if (!source->is_at_end)
            source->key = source->terms[source->terms_next++]->key;
    } else {
        source->is_at_end = !search_cursor_next(&source->cursor);
        source->key = source->cursor.key;
    }
}

static void source_start(struct arena *mem, struct source *source, const struct search_part *part)
{
    if (part->file) {
        search_cursor_start(&source->cursor, part->file);
    } else {
        source->terms = search_tail_sorted(part->tail, mem);
        source->terms_count = part->tail->terms.count;
    }
    source_next(source);
}

static void merge_start(struct merge *merge, const struct search_part *parts, size_t count)
{
    uint64_t docs = 0;
    merge->sources = arena_many(merge->mem, struct source, count);
    merge->sources_count = count;
    for (size_t i = 0; i < count; i++) {
        docs = places_assign(merge->mem, &merge->sources[i], &parts[i], (uint32_t)docs);
        source_start(merge->mem, &merge->sources[i], &parts[i]);
    }
    assert(docs > 0 && docs < SEARCH_NOWHERE);
    merge->header = (struct search_header){.version = SEARCH_FILE_VERSION, .docs = (uint32_t)docs};
    memcpy(merge->header.magic, "doansrch", 8);
    merge->places.title = arena_many(merge->mem, uint32_t, docs);
    merge->places.body = arena_many(merge->mem, uint32_t, docs);
    merge->postings = arena_take(merge->mem, search_postings_room((uint32_t)docs));
    merge->last_key.at = merge->last_key_bytes;
    merge->group.title = arena_many(merge->mem, uint32_t, GROUP_PLACES_MAX);
    merge->group.body = arena_many(merge->mem, uint32_t, GROUP_PLACES_MAX);
    merge->group.is_summed = true;
    merge->sums = text_new(merge->mem, SIZE_MAX / 2);
    merge->sink.buffer = arena_take(merge->mem, OUT_BYTES);
    merge->sink.sum = SEARCH_SUM_START;
}

/* The least key that a source stands at; false when all are at their end. */
static bool least_key(const struct merge *merge, struct str *key)
{
    bool is_found = false;
    for (size_t i = 0; i < merge->sources_count; i++) {
        const struct source *source = &merge->sources[i];
        if (source->is_at_end || (is_found && str_order(source->key, *key) >= 0))
            continue;
        *key = source->key;
        is_found = true;
    }
    return is_found;
}

/* Gathers the places of the term with this key from all sources and moves them on. */
static void places_gather(struct merge *merge, struct str key)
{
    merge->places.title_count = merge->places.body_count = 0;
    for (size_t i = 0; i < merge->sources_count; i++) {
        struct source *source = &merge->sources[i];
        if (source->is_at_end || !str_is(source->key, key))
            continue;
        if (source->terms)
            search_tail_read(source->terms[source->terms_next - 1], source->new_places,
                             &merge->places);
        else
            search_postings_read(source->cursor.postings, source->docs, source->new_places,
                                 &merge->places);
        source_next(source);
    }
}

static int by_place(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Sorts the places and drops what is there twice; gives how many are left. */
static size_t places_sort(uint32_t *places, size_t count)
{
    size_t left = 0;
    qsort(places, count, sizeof *places, by_place);
    for (size_t i = 0; i < count; i++)
        if (left == 0 || places[left - 1] != places[i])
            places[left++] = places[i];
    return left;
}

/* Writes the sum of the group that is complete, and begins the next. */
static void group_end(struct merge *merge)
{
    struct group *group = &merge->group;
    *list_add(&merge->groups, merge->mem) = merge->sums.len;
    if (group->is_summed) {
        struct search_places places = {
            .title = group->title,
            .body = group->body,
            .title_count = places_sort(group->title, group->title_count),
            .body_count = places_sort(group->body, group->body_count),
        };
        size_t len = search_postings_write(merge->postings, &places, merge->header.docs);
        text_add(&merge->sums, (struct str){(const char *)merge->postings, len});
    }
    group->title_count = group->body_count = group->blocks = 0;
    group->is_summed = true;
}

/* Adds a term's places to the group's. */
static void group_add(struct merge *merge, struct str key)
{
    struct group *group = &merge->group;
    const struct search_places *places = &merge->places;
    group->is_summed = group->is_summed && key.at[key.len - 1] == '\0' &&
                       places->title_count <= GROUP_PLACES_MAX - group->title_count &&
                       places->body_count <= GROUP_PLACES_MAX - group->body_count;
    if (!group->is_summed)
        return;
    for (size_t i = 0; i < places->title_count; i++)
        group->title[group->title_count++] = places->title[i];
    for (size_t i = 0; i < places->body_count; i++)
        group->body[group->body_count++] = places->body[i];
}

static void term_write(struct merge *merge, struct str key)
{
    if (merge->places.title_count + merge->places.body_count == 0)
        return; /* all its documents were forgotten: the word goes too */
    size_t shared = 0;
    if (merge->header.terms++ % SEARCH_BLOCK_TERMS == 0) {
        if (merge->group.blocks == SEARCH_GROUP_BLOCKS)
            group_end(merge);
        merge->group.blocks++;
        *list_add(&merge->blocks, merge->mem) = merge->sink.offset;
    } else {
        while (shared < key.len && shared < merge->last_key.len &&
               key.at[shared] == merge->last_key.at[shared])
            shared++;
    }
    group_add(merge, key);
    size_t len = search_postings_write(merge->postings, &merge->places, merge->header.docs);
    unsigned char head[32], *end = search_number_write(head, shared);
    end = search_number_write(end, key.len - shared);
    sink_add(&merge->sink, head, (size_t)(end - head));
    sink_add(&merge->sink, key.at + shared, key.len - shared);
    end = search_number_write(head, len);
    sink_add(&merge->sink, head, (size_t)(end - head));
    sink_add(&merge->sink, merge->postings, len);
    memcpy(merge->last_key_bytes, key.at, key.len);
    merge->last_key.len = key.len;
}

static void terms_write(struct merge *merge)
{
    char bytes[SEARCH_KEY_BYTES];
    for (struct str key; least_key(merge, &key);) {
        memcpy(bytes, key.at, key.len); /* a cursor overwrites its own when it moves on */
        key.at = bytes;
        places_gather(merge, key);
        term_write(merge, key);
    }
    group_end(merge);
    *list_add(&merge->groups, merge->mem) = merge->sums.len;
    merge->header.terms_bytes = merge->sink.offset;
    merge->header.blocks = merge->blocks.count;
    sink_align(&merge->sink, 8);
    sink_add(&merge->sink, merge->blocks.at, merge->blocks.count * sizeof *merge->blocks.at);
    if (merge->blocks.count == 0)
        merge->groups.count = 1; /* documents without a word */
    sink_add(&merge->sink, merge->groups.at, merge->groups.count * sizeof *merge->groups.at);
}

static void ids_write(struct merge *merge, const struct search_part *parts)
{
    int64_t first = 0, last = 0;
    for (int pass = 0; pass < 2; pass++) { /* the span first, then the ids */
        bool is_first = true;
        for (size_t i = 0; i < merge->sources_count; i++)
            for (uint32_t place = 0; place < merge->sources[i].docs; place++) {
                if (merge->sources[i].new_places[place] == SEARCH_NOWHERE)
                    continue;
                last = search_part_id(&parts[i], place);
                if (is_first)
                    first = last;
                is_first = false;
                uint64_t offset = (uint64_t)last - (uint64_t)first;
                if (pass == 1)
                    sink_add(&merge->sink, &offset, merge->header.id_bytes);
            }
        merge->header.base = first;
        merge->header.id_bytes = (uint64_t)last - (uint64_t)first > UINT32_MAX ? 8 : 4;
    }
}

bool search_merge(struct arena *mem, const char *path, const struct search_part *parts,
                  size_t count, struct error *err)
{
    struct merge merge = {.mem = mem};
    merge_start(&merge, parts, count);
    auto_fd fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(err, ERROR_BROKEN, path, "không ghi được tệp %s: %s", path, strerror(errno));
    merge.sink.fd = fd;
    terms_write(&merge);
    ids_write(&merge, parts);
    sink_add(&merge.sink, merge.sums.at, merge.sums.len);
    merge.header.sums_bytes = merge.sums.len;
    sink_align(&merge.sink, SEARCH_SUM_BYTES);
    sink_flush(&merge.sink);
    merge.header.body_bytes = merge.sink.offset;
    merge.header.body_sum = search_sum_end(&merge.sink.sum);
    struct search_sum sum = SEARCH_SUM_START;
    search_sum_add(&sum, &merge.header, offsetof(struct search_header, header_sum));
    merge.header.header_sum = search_sum_end(&sum);
    write_all(&merge.sink, &merge.header, sizeof merge.header, 0);
    if (!merge.sink.reason && fsync(fd) != 0)
        merge.sink.reason = errno;
    if (merge.sink.reason)
        return fail(err, ERROR_BROKEN, path, "không ghi được tệp %s: %s", path,
                    strerror(merge.sink.reason));
    return true;
}
