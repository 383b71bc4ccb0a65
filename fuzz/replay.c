/* Runs a fuzz target without a fuzzer, so that every `meson test` does a little of its work:
 *
 *   replay CORPUS [SEED [ROUNDS]]
 *
 * First each file of the folder CORPUS (it may be missing), then ROUNDS mutations of them. SEED is
 * printed first: with it the same inputs come again, whatever the machine. TAP on standard output.
 */
#include "base/file.h"

#include <dirent.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROUNDS = 4000, INPUT_MAX_BYTES = 64 * 1024, INPUTS_MAX = 1000, EDITS_MAX = 6 };

struct inputs {
    struct str *at;
    size_t count, room;
};

/* xorshift64*: the same on every machine, which the library's generators are not. */
static uint64_t random_next(uint64_t *seed)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * 0x2545F4914F6CDD1DU;
}

static size_t random_below(uint64_t *seed, size_t limit)
{
    return limit ? (size_t)((random_next(seed) >> 16) % limit) : 0;
}

static int name_is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Sorted by name, so that a seed means the same everywhere. */
static bool corpus_read(struct arena *mem, const char *folder, struct inputs *inputs,
                        struct error *err)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, name_is_visible, alphasort);
    bool is_well = true;
    for (int i = 0; i < count; i++) {
        const char *path = str_format(mem, "%s/%s", folder, entries[i]->d_name).at;
        is_well = is_well && inputs->count < INPUTS_MAX &&
                  file_read(mem, path, INPUT_MAX_BYTES, list_add(inputs, mem), err);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return is_well;
}

/* Bytes that parsers care about. */
static struct str spice(uint64_t *seed)
{
    static const struct str pieces[] = {{"\0", 1},
                                        {"\xff", 1},
                                        {"\"", 1},
                                        {"\"\"", 2},
                                        {"\\", 1},
                                        {"\r\n", 2},
                                        {"{{", 2},
                                        {"}}", 2},
                                        {"<", 1},
                                        {"&", 1},
                                        {"%00", 3},
                                        {"../", 3},
                                        {"đ", 2},
                                        {"ế", 3},
                                        {"\xCC\x81", 2},
                                        {"\xE1\x9F\x92", 3},
                                        {"999999999999999999", 18},
                                        {"-0", 2},
                                        {".", 1},
                                        {",", 1},
                                        {";", 1},
                                        {"[", 1},
                                        {"]", 1},
                                        {"{", 1},
                                        {"}", 1},
                                        {"0", 1},
                                        {"1.2 tỷ", 8},
                                        {"20/7/2022", 9},
                                        {" ", 1},
                                        {"\xEF\xBB\xBF", 3}};
    return pieces[random_below(seed, COUNT_OF(pieces))];
}

/* Replaces `len` bytes at `from` by `piece`, as far as there is room. */
static void splice(char *input, size_t *size, size_t from, size_t len, struct str piece)
{
    if (*size - len + piece.len > INPUT_MAX_BYTES)
        return;
    memmove(input + from + piece.len, input + from + len, *size - from - len);
    memcpy(input + from, piece.at, piece.len);
    *size += piece.len - len;
}

static void edit(const struct inputs *inputs, uint64_t *seed, char *input, size_t *size)
{
    size_t from = random_below(seed, *size + 1);
    size_t len = random_below(seed, (*size - from < 16 ? *size - from : 16) + 1);
    char byte = (char)random_next(seed);
    switch (random_below(seed, 6)) {
    case 0:
        if (from < *size)
            input[from] = (char)((unsigned char)input[from] ^ 1U << random_below(seed, 8));
        break;
    case 1:
        splice(input, size, from, len, S(""));
        break;
    case 2:
        splice(input, size, from, 0, (struct str){&byte, 1});
        break;
    case 3:
        splice(input, size, from, 0, spice(seed));
        break;
    case 4:
        splice(input, size, from, len < *size - from ? 1 : 0, spice(seed));
        break;
    default: {
        struct str other = inputs->count ? inputs->at[random_below(seed, inputs->count)] : S("");
        size_t other_from = random_below(seed, other.len + 1);
        splice(input, size, from, len,
               str_part(other, other_from, random_below(seed, other.len - other_from + 1)));
    }
    }
}

/* Each input in memory of its exact size, so that a sanitizer sees the first byte read beyond. */
static void run_exactly(const char *input, size_t size)
{
    auto_arena mem = {0};
    uint8_t *bytes = arena_take(&mem, size);
    memcpy(bytes, input, size);
    LLVMFuzzerTestOneInput(bytes, size);
}

static void mutations_run(const struct inputs *inputs, uint64_t seed, int64_t rounds)
{
    static char input[INPUT_MAX_BYTES];
    for (int64_t round = 0; round < rounds; round++) {
        struct str start = inputs->count ? inputs->at[random_below(&seed, inputs->count)] : S("");
        size_t size = start.len;
        memcpy(input, start.at, size);
        for (size_t edits = 1 + random_below(&seed, EDITS_MAX); edits > 0; edits--)
            edit(inputs, &seed, input, &size);
        run_exactly(input, size);
    }
}

static int64_t argument(int count, char **arguments, int i, int64_t otherwise)
{
    int64_t value;
    return i < count && str_to_int(str_of(arguments[i]), &value) ? value : otherwise;
}

int main(int count, char **arguments)
{
    if (count < 2) {
        fputs("usage: replay CORPUS [SEED [ROUNDS]]\n", stderr);
        return 2;
    }
    uint32_t fresh;
    random_bytes(&fresh, sizeof fresh);
    int64_t seed = argument(count, arguments, 2, (int64_t)fresh + 1);
    int64_t rounds = argument(count, arguments, 3, ROUNDS);
    auto_arena mem = {0};
    struct inputs inputs = {0};
    struct error err = {0};
    printf("1..2\n# seed %lld\n", (long long)seed);
    fflush(stdout); /* a crash must not swallow it */
    bool is_read = corpus_read(&mem, arguments[1], &inputs, &err);
    for (size_t i = 0; i < inputs.count && is_read; i++)
        run_exactly(inputs.at[i].at, inputs.at[i].len);
    printf("%s 1 - the corpus runs through (%zu files)\n", is_read ? "ok" : "not ok", inputs.count);
    fflush(stdout);
    mutations_run(&inputs, (uint64_t)seed | 1U << 31, rounds);
    printf("ok 2 - %lld mutations of it run through\n", (long long)rounds);
    return is_read ? 0 : 1;
}
