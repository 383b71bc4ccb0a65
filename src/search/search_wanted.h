/* What both parts of the index (files and tail) are asked for, and how a term is written as a key:
 * folded word, NUL, exact form (empty where it is the folded one). So all forms of a word, and all
 * words of a beginning, stand side by side. */
#ifndef SEARCH_SEARCH_WANTED_H
#define SEARCH_SEARCH_WANTED_H

#include "search/search_bits.h"
#include "search/search_words.h"

struct search_wanted {
    struct str start;  /* the keys wanted begin so: the folded word, with its NUL if it is whole */
    struct str exact;  /* the form as typed; never empty */
    bool is_beginning; /* of a word */
    bool is_plain;     /* exact is the folded word */
};

/* Writes the key of a word into SEARCH_KEY_BYTES bytes and gives it. */
static inline struct str search_key(char *out, const struct search_word *word)
{
    memcpy(out, word->folded.at, word->folded.len);
    out[word->folded.len] = '\0';
    if (word->exact.len)
        memcpy(out + word->folded.len + 1, word->exact.at, word->exact.len);
    return (struct str){out, word->folded.len + 1 + word->exact.len};
}

/* True if the key's exact form is the wanted one, or begins with it. */
static inline bool search_key_is_exact(struct str key, const struct search_wanted *wanted)
{
    if (key.at[key.len - 1] == '\0') /* no form but the folded one, which begins as wanted */
        return wanted->is_plain;
    size_t folded = str_find_char(key, '\0');
    struct str exact = str_part(key, folded + 1, key.len);
    return wanted->is_beginning ? str_starts(exact, wanted->exact) : str_is(exact, wanted->exact);
}

#endif
