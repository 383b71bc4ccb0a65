#include "search/search_words.h"

#include "base/unicode.h"
#include "base/vi_text.h"

static bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_alnum_ascii(unsigned char byte)
{
    return is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* True if no blank and no punctuation stands at i. Beyond ASCII, punctuation is what Vietnamese
 * texts hold of it: no-break space, quotes, dashes, breaks (U+0080-00BF but for its letters and
 * digits, U+2000-203F). Of all else the fold decides. */
static bool is_word_at(struct str text, size_t i)
{
    unsigned char byte = (unsigned char)text.at[i];
    if (byte < 0x80)
        return is_alnum_ascii(byte);
    struct str next = str_part(text, i + 1, 1);
    if (byte == 0xC2)
        return next.len && str_find(S("\xAA\xB2\xB3\xB5\xB9\xBA\xBC\xBD\xBE"), next) < 9;
    return !(byte == 0xE2 && str_is(next, S("\x80")));
}

static size_t character_bytes(unsigned char byte)
{
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

static struct str cut_at_character(struct str text, size_t cap_bytes)
{
    if (text.len <= cap_bytes)
        return text;
    while (cap_bytes > 0 && ((unsigned char)text.at[cap_bytes] & 0xC0) == 0x80)
        cap_bytes--;
    return str_part(text, 0, cap_bytes);
}

static bool is_khmer_at(struct str text, size_t i)
{
    return i + 2 < text.len && (unsigned char)text.at[i] == 0xE1 &&
           ((unsigned char)text.at[i + 1] & 0xFE) == 0x9E;
}

static bool is_invisible_break_at(struct str text, size_t i)
{
    if (i + 2 >= text.len || memcmp(text.at + i, "\xE2\x80", 2) != 0)
        return false;
    unsigned char last = (unsigned char)text.at[i + 2];
    return last >= 0x8B && last <= 0x8D && i >= 3 && is_khmer_at(text, i - 3);
}

/* The end of a number with thousands' dots that begins at i ("1.126", "36.000.000"), or i. */
static size_t number_end(struct str text, size_t i)
{
    size_t end = i;
    while (end < text.len && is_digit((unsigned char)text.at[end]))
        end++;
    if (end - i < 1 || end - i > 3)
        return i;
    size_t groups = 0;
    while (end < text.len && text.at[end] == '.') {
        size_t digits = 0;
        while (end + 1 + digits < text.len && is_digit((unsigned char)text.at[end + 1 + digits]))
            digits++;
        if (digits == 0)
            break;
        if (digits != 3)
            return i;
        end += 4;
        groups++;
    }
    return groups ? end : i;
}

static bool is_separator(char byte)
{
    return byte == '.' || byte == '-' || byte == '/' || byte == '_';
}

/* The text with blanks for all that is not ASCII: better found by half than not at all. */
static struct str ascii_only(struct arena *mem, struct str text)
{
    char *out = arena_take(mem, text.len);
    memcpy(out, text.at, text.len);
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)out[i] >= 0x80 || out[i] == '\0')
            out[i] = ' ';
    return (struct str){out, text.len};
}

struct str search_words_prepare(struct arena *mem, struct str text, size_t cap_bytes)
{
    text = cut_at_character(text, cap_bytes);
    if (!utf8_is_valid(text))
        text = ascii_only(mem, text);
    if (str_find_char(text, '.') == text.len && str_find_char(text, '\xE2') == text.len)
        return text;
    char *out = arena_take(mem, text.len + 1); /* a number loses a dot before it gains a blank */
    size_t len = 0;
    bool is_inside = false; /* a word, or a separator behind one */
    for (size_t i = 0; i < text.len;) {
        size_t end = is_inside ? i : number_end(text, i);
        is_inside = end > i || is_word_at(text, i) || (is_inside && is_separator(text.at[i]));
        if (end > i) {
            for (; i < end; i++)
                if (text.at[i] != '.')
                    out[len++] = text.at[i];
            if (i < text.len && is_word_at(text, i))
                out[len++] = ' '; /* "36.000.000đ" */
        } else if (is_invisible_break_at(text, i)) {
            is_inside = true;
            i += 3;
        } else {
            size_t bytes = character_bytes((unsigned char)text.at[i]);
            for (; bytes > 0 && i < text.len; bytes--)
                out[len++] = text.at[i++];
        }
    }
    return (struct str){out, len};
}

bool search_words_run(struct str text, size_t *i, struct search_run *run)
{
    while (*i < text.len && !is_word_at(text, *i))
        *i += character_bytes((unsigned char)text.at[*i]);
    if (*i >= text.len)
        return false;
    size_t start = *i;
    *run = (struct search_run){0};
    while (*i < text.len) {
        if (is_word_at(text, *i)) {
            *i += character_bytes((unsigned char)text.at[*i]);
        } else if (is_separator(text.at[*i]) && *i + 1 < text.len && is_word_at(text, *i + 1)) {
            run->is_compound = true;
            ++*i;
        } else {
            break;
        }
    }
    if (*i > text.len)
        *i = text.len;
    run->text = str_part(text, start, *i - start);
    return true;
}

/* The next word of a folded text; false at its end. */
static bool fold_next(struct str *rest, struct str *word)
{
    while (str_cut(rest, ' ', word))
        if (word->len)
            return true;
    return false;
}

void search_words_fold(struct arena *mem, struct str text, struct search_words *words)
{
    struct str folded = vi_fold(mem, text), exact = vi_fold_exact(mem, text);
    struct search_word word;
    while (fold_next(&folded, &word.folded)) {
        bool is_same = !fold_next(&exact, &word.exact) || str_is(word.folded, word.exact);
        word.folded = cut_at_character(word.folded, SEARCH_WORD_BYTES);
        word.exact = is_same ? STR_NONE : cut_at_character(word.exact, SEARCH_WORD_BYTES);
        *list_add(words, mem) = word;
    }
}

static bool has_digit(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (is_digit((unsigned char)word.at[i]))
            return true;
    return false;
}

bool search_words_is_khmer(struct str word)
{
    for (size_t i = 0; i + 2 < word.len; i++)
        if (is_khmer_at(word, i))
            return true;
    return false;
}

bool search_words_join(struct arena *mem, const struct search_words *parts, size_t from,
                       struct search_word *joined)
{
    if (parts->count > SEARCH_CODE_PARTS || from + 2 > parts->count)
        return false;
    struct str folded[SEARCH_CODE_PARTS], exact[SEARCH_CODE_PARTS];
    size_t count = 0, folded_bytes = 0, exact_bytes = 0;
    bool is_code = false;
    for (size_t i = 0; i < parts->count; i++) {
        struct search_word part = parts->at[i];
        if (search_words_is_khmer(part.folded))
            return false;
        is_code = is_code || has_digit(part.folded);
        if (i < from)
            continue;
        folded[count] = part.folded;
        exact[count] = part.exact.len ? part.exact : part.folded;
        folded_bytes += folded[count].len;
        exact_bytes += exact[count++].len;
    }
    if (!is_code || folded_bytes > SEARCH_WORD_BYTES || exact_bytes > SEARCH_WORD_BYTES)
        return false;
    joined->folded = str_join(mem, folded, count, STR_NONE);
    joined->exact = str_join(mem, exact, count, STR_NONE);
    if (str_is(joined->folded, joined->exact))
        joined->exact = STR_NONE;
    return true;
}

/* A Khmer letter or digit that begins a cluster: U+1780-17B3, U+17E0-17E9. */
static bool is_khmer_base_at(struct str text, size_t i)
{
    if (!is_khmer_at(text, i))
        return false;
    unsigned char high = (unsigned char)text.at[i + 1], low = (unsigned char)text.at[i + 2];
    return high == 0x9E ? low <= 0xB3 : low >= 0xA0 && low <= 0xA9;
}

size_t search_words_cluster(struct str word, size_t i)
{
    if (!is_khmer_at(word, i))
        return i;
    bool is_stacked = false; /* behind U+17D2, which hangs the next letter below the last */
    for (size_t first = i;; i += 3) {
        if (!is_khmer_at(word, i) || (i > first && !is_stacked && is_khmer_base_at(word, i)))
            return i;
        is_stacked = memcmp(word.at + i, "\xE1\x9F\x92", 3) == 0;
    }
}

void search_words_of_khmer(struct arena *mem, struct str word, struct search_words *words)
{
    for (size_t i = 0; i < word.len;) {
        size_t middle = search_words_cluster(word, i), end = middle;
        if (middle > i) {
            end = search_words_cluster(word, middle);
        } else {
            while (end < word.len && !is_khmer_at(word, end))
                end++;
            middle = end;
        }
        struct str piece = cut_at_character(str_part(word, i, end - i), SEARCH_WORD_BYTES);
        *list_add(words, mem) = (struct search_word){.folded = piece};
        i = middle;
    }
}

/* Appends the words of one run: its parts, Khmer pieces, and codes from each part on. */
static void run_words(struct arena *mem, const struct search_run *run, struct search_words *words)
{
    struct search_words parts = {0};
    search_words_fold(mem, run->text, &parts);
    for (size_t i = 0; i < parts.count; i++) {
        *list_add(words, mem) = parts.at[i]; /* Khmer also whole: it does no harm */
        if (search_words_is_khmer(parts.at[i].folded))
            search_words_of_khmer(mem, parts.at[i].folded, words);
    }
    struct search_word joined;
    for (size_t from = 0; run->is_compound && from + 1 < parts.count; from++)
        if (search_words_join(mem, &parts, from, &joined))
            *list_add(words, mem) = joined;
}

static size_t memo_place(struct str run)
{
    uint64_t head = 0, last = 0;
    size_t len = run.len < 8 ? run.len : 8;
    memcpy(&head, run.at, len);
    memcpy(&last, run.at + run.len - len, len);
    uint64_t mixed = (head ^ last << 7 ^ run.len) * 0x9E3779B97F4A7C15U;
    return (mixed ^ mixed >> 29) * 0x9E3779B97F4A7C15U >> 32 & (SEARCH_MEMO_SLOTS - 1);
}

/* The words of a run, from the memo if it is one of the usual. */
static struct search_words memo_words(struct search_memo *memo, struct arena *mem,
                                      const struct search_run *run)
{
    struct search_words words = {0};
    if (run->text.len > SEARCH_MEMO_BYTES || run->is_compound || has_digit(run->text)) {
        run_words(mem, run, &words); /* numbers and codes seldom come again */
        return words;
    }
    struct search_memo_slot *slot = &memo->slots[memo_place(run->text)];
    if (slot->run.len && str_is(slot->run, run->text))
        return slot->words;
    run_words(&memo->mem, run, &words);
    *slot = (struct search_memo_slot){str_copy(&memo->mem, run->text), words};
    return words;
}

void search_memo_tidy(struct search_memo *memo)
{
    if (memo->mem.used_bytes < SEARCH_MEMO_CAP_BYTES)
        return;
    arena_reset(&memo->mem);
    memset(memo->slots, 0, sizeof memo->slots);
}

void search_words_of(struct arena *mem, struct search_memo *memo, struct str text,
                     struct search_words *words)
{
    text = search_words_prepare(mem, text, SEARCH_TEXT_BYTES);
    struct search_run run;
    for (size_t i = 0; search_words_run(text, &i, &run);) {
        struct search_words found = memo_words(memo, mem, &run);
        for (size_t word = 0; word < found.count; word++)
            *list_add(words, mem) = found.at[word];
    }
}
