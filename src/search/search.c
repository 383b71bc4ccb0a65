#include "search/search.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/file.h"
#include "search/search_list.h"
#include "search/search_query.h"

/* A file makes place for the newer ones by merging when it is not larger than this many times all
 * of them together: so there are O(log n) files, and each document is rewritten O(log n) times. */
enum { MERGE_FACTOR = 2 };

/* Documents of a file or the tail that were forgotten since. */
struct forgotten {
    struct arena mem;
    uint64_t *bits; /* by place; NULL: none */
    size_t room;    /* in 64-bit words; covers all documents there are */
    uint32_t count;
};

struct stored {
    struct search_file file;
    struct search_listed listed;
    struct forgotten forgotten;
};

/* The files that searches read: replaced whole by a seal. */
struct view {
    struct stored files[SEARCH_FILES_MAX];
    size_t count;
};

struct search {
    struct arena mem;       /* of this struct itself */
    struct str folder;      /* at NULL: in memory only */
    pthread_mutex_t writer; /* held by whoever changes the index */
    pthread_rwlock_t lock;  /* readers: a search; writer: the moment of a change */
    _Atomic int64_t last;
    uint64_t next_number;
    struct view view;
    struct search_tail tail;
    struct forgotten tail_forgotten;
    struct arena scratch;    /* of search_add */
    struct search_memo memo; /* of search_add */
};

static void forgotten_end(struct forgotten *forgotten)
{
    arena_end(&forgotten->mem);
    *forgotten = (struct forgotten){0};
}

/* Makes the bits reach over `docs` documents: the tail grows. */
static void forgotten_cover(struct forgotten *forgotten, uint32_t docs)
{
    size_t words = ((size_t)docs + 63) / 64;
    if (words <= forgotten->room)
        return;
    size_t room = words + forgotten->room;
    uint64_t *bits = arena_many(&forgotten->mem, uint64_t, room);
    if (forgotten->room)
        memcpy(bits, forgotten->bits, forgotten->room * sizeof *bits);
    forgotten->bits = bits;
    forgotten->room = room;
}

static void forgotten_set(struct forgotten *forgotten, uint32_t place, uint32_t docs)
{
    forgotten_cover(forgotten, docs);
    uint64_t bit = (uint64_t)1 << (place % 64);
    forgotten->count += !(forgotten->bits[place / 64] & bit);
    forgotten->bits[place / 64] |= bit;
}

static uint32_t tail_docs(const struct search *search)
{
    return (uint32_t)search->tail.ids.count;
}

static struct search_part part_of(const struct stored *stored)
{
    return (struct search_part){.file = &stored->file, .forgotten = stored->forgotten.bits};
}

static struct search_part part_of_tail(const struct search *search)
{
    return (struct search_part){.tail = &search->tail, .forgotten = search->tail_forgotten.bits};
}

static uint32_t live_docs(const struct stored *stored)
{
    return stored->file.docs - stored->forgotten.count;
}

/* Closes a file, and removes it from the folder if it is not wanted any more. */
static void stored_drop(const struct search *search, struct stored *stored, bool is_removed)
{
    search_file_close(&stored->file);
    forgotten_end(&stored->forgotten);
    auto_arena mem = {0};
    if (is_removed)
        unlink(search_list_path(&mem, search->folder, stored->listed.number));
}

static struct search *search_new(const char *folder)
{
    struct arena mem = {0};
    struct search *search = arena_one(&mem, struct search);
    if (folder)
        search->folder = str_copy(&mem, str_of(folder));
    search->mem = mem;
    search->next_number = 1;
    search_tail_start(&search->tail);
    pthread_mutex_init(&search->writer, NULL);
    pthread_rwlockattr_t kind; /* else a stream of searches would keep the writer out for good */
    pthread_rwlockattr_init(&kind);
    pthread_rwlockattr_setkind_np(&kind, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_init(&search->lock, &kind);
    pthread_rwlockattr_destroy(&kind);
    return search;
}

static void list_of_view(const struct search *search, const struct view *view,
                         struct search_list *list)
{
    *list = (struct search_list){
        .last = search->last, .next_number = search->next_number, .count = view->count};
    for (size_t i = 0; i < view->count; i++)
        list->files[i] = view->files[i].listed;
}

/* Opens the files of the list up to the first that is missing, damaged or another one of the same
 * name: what is newer would leave a gap behind it. */
static bool files_open(struct search *search, const struct search_list *list, struct error *err)
{
    auto_arena mem = {0};
    for (size_t i = 0; i < list->count; i++) {
        struct stored *stored = &search->view.files[i];
        const char *path = search_list_path(&mem, search->folder, list->files[i].number);
        if (!search_file_open(&stored->file, path, err)) {
            if (err->kind == ERROR_BROKEN)
                return false;
            break;
        }
        if (stored->file.sum != list->files[i].sum) {
            search_file_close(&stored->file);
            break;
        }
        stored->listed = list->files[i];
        search->last = stored->listed.covers_last;
        search->view.count++;
    }
    if (search->view.count == list->count)
        search->last = list->last;
    return true;
}

static bool folder_open(struct search *search, struct error *err)
{
    struct search_list list;
    if (!folder_make(search->folder.at, err) || !search_list_read(&list, search->folder, err))
        return false;
    search->next_number = list.next_number;
    if (!files_open(search, &list, err))
        return false;
    if (search->view.count < list.count) {
        list_of_view(search, &search->view, &list);
        if (!search_list_write(&list, search->folder, err))
            return false;
    }
    search_list_sweep(&list, search->folder);
    return true;
}

bool search_open(struct search **search, const char *folder, struct error *err)
{
    struct search *opened = search_new(folder);
    if (folder && !folder_open(opened, err)) {
        search_close(opened);
        return false;
    }
    *search = opened;
    return true;
}

void search_close(struct search *search)
{
    for (size_t i = 0; i < search->view.count; i++)
        stored_drop(search, &search->view.files[i], false);
    search_tail_end(&search->tail);
    forgotten_end(&search->tail_forgotten);
    arena_end(&search->scratch);
    arena_end(&search->memo.mem);
    pthread_rwlock_destroy(&search->lock);
    pthread_mutex_destroy(&search->writer);
    struct arena mem = search->mem;
    arena_end(&mem);
}

int64_t search_last(const struct search *search)
{
    return search->last;
}

static void document_add(struct search *search, int64_t id, struct str title, struct str body)
{
    arena_reset(&search->scratch);
    search_memo_tidy(&search->memo);
    struct search_words words = {0};
    search_words_of(&search->scratch, &search->memo, title, &words);
    size_t title_count = words.count;
    search_words_of(&search->scratch, &search->memo, body, &words);
    pthread_rwlock_wrlock(&search->lock);
    search_tail_add(&search->tail, id, &words, title_count);
    if (search->tail_forgotten.count)
        forgotten_cover(&search->tail_forgotten, tail_docs(search));
    search->last = id;
    pthread_rwlock_unlock(&search->lock);
}

void search_add(struct search *search, int64_t id, struct str title, struct str body)
{
    pthread_mutex_lock(&search->writer);
    if (id > search->last)
        document_add(search, id, title, body);
    pthread_mutex_unlock(&search->writer);
}

static void tail_forget(struct search *search, int64_t id)
{
    size_t low = 0, high = search->tail.ids.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (search->tail.ids.at[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < search->tail.ids.count && search->tail.ids.at[low] == id)
        forgotten_set(&search->tail_forgotten, (uint32_t)low, tail_docs(search));
}

void search_forget(struct search *search, int64_t id)
{
    pthread_mutex_lock(&search->writer);
    pthread_rwlock_wrlock(&search->lock);
    tail_forget(search, id);
    for (size_t i = 0; i < search->view.count; i++) {
        struct stored *stored = &search->view.files[i];
        uint32_t place;
        if (search_file_place(&stored->file, id, &place))
            forgotten_set(&stored->forgotten, place, stored->file.docs);
    }
    pthread_rwlock_unlock(&search->lock);
    pthread_mutex_unlock(&search->writer);
}

/* Puts a view in the old one's place, with an empty tail, and removes the files it lacks. Searches
 * wait for the exchange only. */
static void view_swap(struct search *search, struct view *next)
{
    struct view old = search->view;
    struct search_tail tail = search->tail, empty;
    struct forgotten tail_forgotten = search->tail_forgotten;
    search_tail_start(&empty);
    pthread_rwlock_wrlock(&search->lock);
    search->view = *next;
    search->tail = empty;
    search->tail_forgotten = (struct forgotten){0};
    pthread_rwlock_unlock(&search->lock);
    search_tail_end(&tail);
    forgotten_end(&tail_forgotten);
    for (size_t i = 0; i < old.count; i++) {
        bool is_kept = false;
        for (size_t j = 0; j < next->count; j++)
            is_kept = is_kept || next->files[j].listed.number == old.files[i].listed.number;
        if (!is_kept)
            stored_drop(search, &old.files[i], true);
    }
}

/* Writes the parts into a new file, the last of `next`; parts without documents make none. */
static bool stored_write(struct search *search, const struct search_part *parts, size_t count,
                         int64_t covers_last, struct view *next, struct error *err)
{
    uint64_t live = 0;
    for (size_t i = 0; i < count; i++)
        for (uint32_t place = 0; place < search_part_docs(&parts[i]); place++)
            live += !search_part_is_forgotten(&parts[i], place);
    if (live == 0)
        return true;
    assert(next->count < SEARCH_FILES_MAX);
    auto_arena mem = {0};
    struct stored *stored = &next->files[next->count];
    stored->listed.number = search->next_number++;
    stored->listed.covers_last = covers_last;
    const char *path = search_list_path(&mem, search->folder, stored->listed.number);
    if (!search_merge(&mem, path, parts, count, err) ||
        !search_file_open(&stored->file, path, err)) { /* and thereby check what was written */
        unlink(path);
        return false;
    }
    stored->listed.sum = stored->file.sum;
    next->count++;
    return true;
}

/* The oldest file that must be merged with all newer ones and the tail. */
static size_t merge_from(const struct search *search)
{
    size_t from = search->view.count;
    uint64_t newer = tail_docs(search) - search->tail_forgotten.count;
    for (size_t i = search->view.count; i-- > 0;) {
        uint64_t live = live_docs(&search->view.files[i]);
        if (live <= MERGE_FACTOR * newer)
            from = i;
        newer += live;
    }
    return from;
}

/* Writes what the next view needs: files with forgotten documents anew, the small ones merged. */
static bool view_write(struct search *search, struct view *next, struct error *err)
{
    const struct view *now = &search->view;
    size_t from = merge_from(search), count = 0;
    for (size_t i = 0; i < from; i++) {
        const struct stored *stored = &now->files[i];
        struct search_part part = part_of(stored);
        if (stored->forgotten.count == 0)
            next->files[next->count++] = *stored;
        else if (!stored_write(search, &part, 1, stored->listed.covers_last, next, err))
            return false;
    }
    struct search_part parts[SEARCH_FILES_MAX + 1];
    for (size_t i = from; i < now->count; i++)
        parts[count++] = part_of(&now->files[i]);
    parts[count++] = part_of_tail(search);
    if (!stored_write(search, parts, count, search->last, next, err))
        return false;
    struct search_list list;
    list_of_view(search, next, &list);
    return search_list_write(&list, search->folder, err);
}

static bool is_sealed(const struct search *search)
{
    bool result = search->tail.ids.count == 0;
    for (size_t i = 0; i < search->view.count; i++)
        result = result && search->view.files[i].forgotten.count == 0;
    return result;
}

static bool seal(struct search *search, struct error *err)
{
    if (!search->folder.at || is_sealed(search))
        return true;
    uint64_t first_new = search->next_number;
    struct view next = {0};
    if (view_write(search, &next, err)) {
        view_swap(search, &next);
        return true;
    }
    for (size_t i = 0; i < next.count; i++)
        if (next.files[i].listed.number >= first_new)
            stored_drop(search, &next.files[i], true);
    return false;
}

bool search_seal(struct search *search, struct error *err)
{
    pthread_mutex_lock(&search->writer);
    bool is_well = seal(search, err);
    pthread_mutex_unlock(&search->writer);
    return is_well;
}

bool search_clear(struct search *search, struct error *err)
{
    pthread_mutex_lock(&search->writer);
    struct view next = {0};
    struct search_list list = {.next_number = search->next_number};
    bool is_well = !search->folder.at || search_list_write(&list, search->folder, err);
    if (is_well) {
        view_swap(search, &next);
        search->last = 0;
    }
    pthread_mutex_unlock(&search->writer);
    return is_well;
}

struct search_hits search_find(struct search *search, struct arena *mem, struct str query,
                               size_t skip, size_t limit)
{
    struct search_query read;
    search_query_read(&read, mem, query);
    struct search_part parts[SEARCH_FILES_MAX + 1];
    size_t count = 0;
    pthread_rwlock_rdlock(&search->lock);
    for (size_t i = 0; i < search->view.count; i++)
        parts[count++] = part_of(&search->view.files[i]);
    parts[count++] = part_of_tail(search);
    struct search_hits hits = search_query_find(&read, mem, parts, count, skip, limit);
    pthread_rwlock_unlock(&search->lock);
    return hits;
}
