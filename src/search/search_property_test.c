/* The index against a plain look through all documents: random documents and queries, across seals,
 * merges, forgetting, reopening, and files that break in between. The seed is printed; give it in
 * SEARCH_TEST_SEED to see a run again. */
#include "search/search.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/file.h"

enum { WORDS_MAX = 12, QUERY_WORDS_MAX = 4, STEPS = 40, STEP_DOCS_MAX = 400 };

/* Words with and without their marks, written out by hand. */
static const struct {
    const char *exact, *folded;
} vocabulary[] = {
    {"tặng", "tang"}, {"tăng", "tang"}, {"tầng", "tang"},   {"tang", "tang"}, {"quà", "qua"},
    {"qua", "qua"},   {"quá", "qua"},   {"nhà", "nha"},     {"nhã", "nha"},   {"nhân", "nhan"},
    {"nhận", "nhan"}, {"đoàn", "doan"}, {"doanh", "doanh"}, {"đoạn", "doan"}, {"kết", "ket"},
    {"kệt", "ket"},   {"hộ", "ho"},     {"hồ", "ho"},       {"hội", "hoi"},   {"hơi", "hoi"},
    {"ấp", "ap"},     {"áp", "ap"},     {"xã", "xa"},       {"xa", "xa"},     {"nghèo", "ngheo"},
    {"2022", "2022"}, {"2023", "2023"}, {"20", "20"},       {"7", "7"},       {"kp3", "kp3"},
};

struct document {
    int64_t id;
    size_t words[WORDS_MAX], count, title_count;
    bool is_forgotten;
};

struct model {
    struct arena mem;
    char folder[64];
    struct search *search;
    list_of(struct document) documents;
    uint64_t random;
};

static size_t pick(struct model *model, size_t below)
{
    model->random ^= model->random << 13;
    model->random ^= model->random >> 7;
    model->random ^= model->random << 17;
    return (size_t)(model->random >> 11) % below;
}

/* A word: some are a hundred times as frequent as others. */
static size_t pick_word(struct model *model)
{
    size_t low = pick(model, COUNT_OF(vocabulary));
    return pick(model, 4) == 0 ? low : pick(model, low + 1);
}

static struct str words_text(struct arena *mem, const size_t *words, size_t count)
{
    struct str parts[WORDS_MAX];
    for (size_t i = 0; i < count; i++)
        parts[i] = str_of(vocabulary[words[i]].exact);
    return str_join(mem, parts, count, S(" "));
}

static void document_add(struct model *model, const struct document *document)
{
    auto_arena mem = {0};
    struct str title = words_text(&mem, document->words, document->title_count);
    struct str body = words_text(&mem, document->words + document->title_count,
                                 document->count - document->title_count);
    search_add(model->search, document->id, title, body);
}

static void documents_make(struct model *model)
{
    size_t count = 1 + pick(model, pick(model, 3) ? 10 : STEP_DOCS_MAX);
    for (size_t i = 0; i < count; i++) {
        struct document *document = list_add(&model->documents, &model->mem);
        document->id = (document == model->documents.at ? 0 : document[-1].id) + 1 +
                       (int64_t)(pick(model, 5) ? 0 : pick(model, 1000));
        document->count = pick(model, WORDS_MAX + 1);
        document->title_count = pick(model, document->count + 1);
        for (size_t word = 0; word < document->count; word++)
            document->words[word] = pick_word(model);
        document_add(model, document);
    }
}

static void documents_forget(struct model *model)
{
    for (size_t i = 0; model->documents.count && i < 1 + pick(model, 5); i++) {
        struct document *document = &model->documents.at[pick(model, model->documents.count)];
        document->is_forgotten = true;
        search_forget(model->search, document->id);
    }
}

/* One word of a query: as typed, with or without marks, perhaps only its beginning. */
struct asked {
    struct str typed, folded;
    bool is_beginning;
};

static struct str characters_of(struct str text, size_t count)
{
    size_t len = 0;
    for (; count > 0 && len < text.len; count--)
        do
            len++;
        while (len < text.len && (text.at[len] & 0xC0) == 0x80);
    return str_part(text, 0, len);
}

static struct asked asked_make(struct model *model, bool is_last)
{
    size_t word = pick_word(model);
    struct asked asked = {str_of(vocabulary[word].exact), str_of(vocabulary[word].folded), is_last};
    if (pick(model, 2))
        asked.typed = asked.folded;
    bool is_number = asked.folded.at[0] <= '9';
    size_t least = is_number ? 1 : 2;
    if (is_last && pick(model, 2)) {
        size_t count = least + pick(model, asked.folded.len - least + 1);
        asked.typed = characters_of(asked.typed, count);
        asked.folded = characters_of(asked.folded, count);
    }
    return asked;
}

static bool is_match(struct str word, struct str asked, bool is_beginning)
{
    return is_beginning ? str_starts(word, asked) : str_is(word, asked);
}

/* The class of a document for a query, -1 if it is no hit: the rule of search.h, looked up plainly.
 */
static int class_of(const struct document *document, const struct asked *asked, size_t count)
{
    bool is_title = true, is_exact = true;
    for (size_t i = 0; i < count; i++) {
        bool is_there = false, is_in_title = false, is_typed = false;
        for (size_t word = 0; word < document->count; word++) {
            struct str folded = str_of(vocabulary[document->words[word]].folded);
            struct str exact = str_of(vocabulary[document->words[word]].exact);
            if (!is_match(folded, asked[i].folded, asked[i].is_beginning))
                continue;
            is_there = true;
            is_in_title = is_in_title || word < document->title_count;
            is_typed = is_typed || is_match(exact, asked[i].typed, asked[i].is_beginning);
        }
        if (!is_there)
            return -1;
        is_title = is_title && is_in_title;
        is_exact = is_exact && is_typed;
    }
    return 2 * is_title + is_exact;
}

/* Compares the index's page with the plain look's. */
static void query_check(struct model *model)
{
    auto_arena mem = {0};
    struct asked asked[QUERY_WORDS_MAX];
    struct str typed[QUERY_WORDS_MAX];
    size_t count = 1 + pick(model, QUERY_WORDS_MAX), skip = pick(model, 30);
    size_t limit = pick(model, 50);
    for (size_t i = 0; i < count; i++) {
        asked[i] = asked_make(model, i + 1 == count);
        typed[i] = asked[i].typed;
    }
    struct str query = str_join(&mem, typed, count, S("  "));
    struct search_hits hits = search_find(model->search, &mem, query, skip, limit);
    int64_t total = 0;
    size_t next = 0;
    for (int class = 3; class >= 0; class --)
        for (size_t i = model->documents.count; i-- > 0;) {
            const struct document *document = &model->documents.at[i];
            if (document->is_forgotten || class_of(document, asked, count) != class)
                continue;
            if (total >= (int64_t)skip && next < limit) {
                if (next >= hits.count || hits.ids[next] != document->id)
                    fail_msg("query '%.*s': hit %zu is not %lld", STR_ARG(query), next,
                             (long long)document->id);
                next++;
            }
            total++;
        }
    assert_int_equal(hits.count, next);
    assert_true(hits.total == total);
}

static void index_open(struct model *model)
{
    struct error err;
    if (!search_open(&model->search, model->folder, &err))
        fail_msg("%s", err.text);
    /* What the contract asks of the caller: add what the index does not know, forget again. */
    int64_t last = search_last(model->search);
    for (size_t i = 0; i < model->documents.count; i++) {
        const struct document *document = &model->documents.at[i];
        if (document->id > last && !document->is_forgotten)
            document_add(model, document);
        else if (document->is_forgotten)
            search_forget(model->search, document->id);
    }
}

/* Breaks a file of the folder: removed, cut, or a bit turned. */
static void file_break(struct model *model)
{
    auto_arena mem = {0};
    struct error err;
    DIR *entries = opendir(model->folder);
    size_t chosen = pick(model, 6);
    for (struct dirent *entry; (entry = readdir(entries));) {
        if (entry->d_name[0] == '.' || chosen-- > 0)
            continue;
        const char *path = str_format(&mem, "%s/%s", model->folder, entry->d_name).at;
        struct str bytes;
        assert_true(file_read(&mem, path, 1 << 30, &bytes, &err));
        char *copy = arena_take(&mem, bytes.len);
        memcpy(copy, bytes.at, bytes.len);
        ((unsigned char *)copy)[pick(model, bytes.len)] ^= (unsigned char)(1U << pick(model, 8));
        bytes = (struct str){copy, pick(model, 2) ? bytes.len : pick(model, bytes.len)};
        if (pick(model, 4) == 0)
            assert_int_equal(unlink(path), 0);
        else
            assert_true(file_write(path, bytes, 0600, &err));
        break;
    }
    closedir(entries);
}

static void step(struct model *model)
{
    struct error err;
    documents_make(model);
    if (pick(model, 3) == 0)
        documents_forget(model);
    if (pick(model, 2) == 0)
        assert_true(search_seal(model->search, &err));
    if (pick(model, 6) == 0) {
        search_close(model->search);
        if (pick(model, 3) == 0)
            file_break(model);
        index_open(model);
    }
    for (size_t i = 0; i < 25; i++)
        query_check(model);
}

static void model_start(struct model *model)
{
    *model = (struct model){.folder = "/tmp/search-property-XXXXXX"};
    const char *given = getenv("SEARCH_TEST_SEED");
    random_bytes(&model->random, sizeof model->random);
    if (given)
        model->random = strtoull(given, NULL, 10);
    model->random |= 1;
    printf("# SEARCH_TEST_SEED=%llu\n", (unsigned long long)model->random);
    assert_non_null(mkdtemp(model->folder));
    index_open(model);
}

static void model_end(struct model *model)
{
    search_close(model->search);
    DIR *entries = opendir(model->folder);
    for (struct dirent *entry; (entry = readdir(entries));)
        unlinkat(dirfd(entries), entry->d_name, 0);
    closedir(entries);
    assert_int_equal(rmdir(model->folder), 0);
    arena_end(&model->mem);
}

static void the_index_finds_what_a_plain_look_finds(void **state)
{
    (void)state;
    struct model model;
    model_start(&model);
    for (size_t i = 0; i < STEPS; i++)
        step(&model);
    model_end(&model);
}

/* Expects `total` hits, the newest of them first. */
static void hits_check(struct model *model, const char *query, int64_t total, int64_t newest)
{
    auto_arena mem = {0};
    struct search_hits hits = search_find(model->search, &mem, str_of(query), 0, 20);
    assert_true(hits.total == total);
    assert_int_equal(hits.count, total < 20 ? total : 20);
    assert_true(total == 0 || hits.ids[0] == newest);
    for (size_t i = 1; i < hits.count; i++)
        assert_true(hits.ids[i] < hits.ids[i - 1]);
}

/* Over several chunks: frequent words stand in bitmaps, rare ones in lists. */
static void many_documents_are_counted_exactly(void **state)
{
    (void)state;
    struct model model;
    struct error err;
    model_start(&model);
    for (int64_t id = 1; id <= 200000; id++) {
        char body[80];
        snprintf(body, sizeof body, "%s %s %s m%lld", id % 2 ? "lẻ" : "chẵn",
                 id % 1000 ? "thường" : "hiếm", id % 30 ? "" : "vừa", (long long)id);
        search_add(model.search, id, S("phiếu"), str_of(body));
        if (id == 150000 || id == 199000)
            assert_true(search_seal(model.search, &err));
    }
    for (int sealed = 0; sealed < 3; sealed++) {
        hits_check(&model, "phieu", 200000 - sealed, 200000 - sealed);
        hits_check(&model, "chẵn phiếu", 100000 - (sealed + 1) / 2,
                   200000 - 2 * ((sealed + 1) / 2));
        hits_check(&model, "chẵn lẻ", 0, 0);
        hits_check(&model, "hiếm lẻ", 0, 0);
        hits_check(&model, "hiếm vừa", 66, 198000);
        hits_check(&model, "lẻ vừa", 0, 0);
        hits_check(&model, "m12345", 1 + 10, 123459);
        hits_check(&model, "m1999", 1 + 10 + 100 - (sealed == 2), 199999 - (sealed == 2));
        hits_check(&model, "m1", 111111 - (sealed == 2), 199999 - (sealed == 2));
        assert_true(search_seal(model.search, &err));
        search_forget(model.search, 200000 - sealed);
    }
    model_end(&model);
}

/* Readers beside the writer */

struct readers {
    struct search *search;
    atomic_bool is_over;
    atomic_int finds;
    const char *_Atomic wrong;
};

static void *read_on(void *at)
{
    struct readers *readers = at;
    int64_t before = 0;
    while (!readers->is_over) {
        auto_arena mem = {0};
        struct search_hits hits = search_find(readers->search, &mem, S("tin khu"), 0, 1000);
        for (size_t i = 1; i < hits.count; i++)
            if (hits.ids[i] >= hits.ids[i - 1])
                readers->wrong = "out of order";
        if (hits.total < before)
            readers->wrong = "documents were lost meanwhile";
        before = hits.total;
        readers->finds++;
    }
    return NULL;
}

static void readers_see_every_document_while_it_is_sealed_and_merged(void **state)
{
    (void)state;
    struct model model;
    struct error err;
    model_start(&model);
    struct readers readers = {.search = model.search};
    pthread_t threads[2];
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_on, &readers), 0);
    for (int64_t id = 1; id <= 6000 || readers.finds < 50; id++) {
        search_add(model.search, id, S(""), S("tin khu phố"));
        if (id % 250 == 0)
            assert_true(search_seal(model.search, &err));
    }
    readers.is_over = true;
    for (size_t i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    if (readers.wrong)
        fail_msg("%s", readers.wrong);
    model_end(&model);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_index_finds_what_a_plain_look_finds),
        cmocka_unit_test(many_documents_are_counted_exactly),
        cmocka_unit_test(readers_see_every_document_while_it_is_sealed_and_merged),
    };
    return cmocka_run_group_tests_name("search_property", tests, NULL, NULL);
}
