/* A text taken apart for comparing: words, sentences, numbers, and where phrases stand. Pure. */
#ifndef FEATURE_COMPARE_READ_H
#define FEATURE_COMPARE_READ_H

#include "base/vi_number.h"
#include "feature/compare/wording.h"

enum {
    COMPARE_MAX_BYTES = 1024 * 1024, /* of a text */
    MENTIONS_MAX = 4000,             /* numbers that are read; what stands behind is not judged */
};

/* What parts two tokens; a stronger one hides a weaker. */
enum mark { MARK_NONE, MARK_COLON, MARK_OPEN, MARK_COMMA, MARK_SEMICOLON, MARK_STOP, MARK_LINE };

/* A word, or a number with its words of magnitude. */
struct token {
    size_t from, len; /* bytes of the text */
    uint32_t word;    /* of the lexicon; 0: none, or a number */
    enum mark mark;   /* between it and the token before */
    int32_t mention;  /* place of the number; -1: a word */
    uint32_t sentence;
    /* How many there were from the start of the text up to here: marks in front of this token
     * included, its own number not. */
    uint32_t commas, semicolons, numbers;
};

/* A number of the text that may be a figure: no date, no name of a document, place or list item. */
struct mention {
    struct vi_number number; /* `from` and `len` as in the text */
    size_t token;
};

struct sentence_span {
    size_t first, end; /* tokens */
    size_t spots;      /* place of the first one at or behind its start */
    uint32_t paragraph;
    uint32_t heading; /* sentence that stands above it as a heading, as place + 1; 0: none */
};

/* A phrase found in the text. */
struct spot {
    size_t phrase;
    size_t first, end; /* tokens */
    bool is_inside;    /* a part of a longer phrase */
    uint32_t sentence;
};

struct reading {
    struct str text; /* what was given, in NFC; tags of HTML and what cannot be seen are blanks */
    list_of(struct token) tokens;
    list_of(struct mention) mentions;
    list_of(struct sentence_span) sentences;
    list_of(struct spot) spots; /* in the order of their first token */
    bool is_cut;                /* more numbers stood there than MENTIONS_MAX */
};

/* Makes a text of bytes fit for reading: NFC, line ends as LF, controls and tags of HTML as blanks.
 * Fails INVALID above COMPARE_MAX_BYTES, on text that is not UTF-8 (naming the line), and if
 * nothing but blanks is left. */
must_check bool compare_clean(struct arena *mem, struct str bytes, struct str *text,
                              struct error *err);

/* Takes a cleaned text apart. Results in `mem`, pointing into the text. Cannot fail. */
void compare_read(struct arena *mem, struct str text, const struct wordings *wordings,
                  struct reading *reading);

/* The end of the longest phrase of `ids` that stands at token `at`, or `at` if none does. */
size_t compare_unit_end(const struct reading *reading, const struct lexicon *lexicon,
                        const struct phrase_ids *ids, size_t at);

/* The same for the units of all rows. */
size_t compare_any_unit_end(const struct reading *reading, const struct wordings *wordings,
                            size_t at);

/* A number as it stands with its qualifier and unit: "trên 800 triệu đồng", "4/6 đồng chí". */
struct str compare_said(const struct reading *reading, const struct wordings *wordings,
                        size_t mention);

/* The place of the sentence in which a mention stands. */
uint32_t compare_sentence(const struct reading *reading, size_t mention);

/* Line and column (in characters), both from 1, of byte `at`. Walks from *from on, which begins as
 * {1, 1, 0}: ask in rising order. */
struct read_place {
    size_t line, column, at;
};
struct read_place compare_place(struct str text, struct read_place from, size_t at);

#endif
