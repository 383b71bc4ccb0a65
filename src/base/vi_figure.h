/* The pieces that numbers in Vietnamese texts are read from: one figure in digits, the words around
 * it. Inside base only; vi_number.h is for everyone. */
#ifndef BASE_VI_FIGURE_H
#define BASE_VI_FIGURE_H

#include "base/vi_number.h"

/* Digits with group dots and a decimal comma, as they stand: "1.126", "26,5". */
struct vi_figure {
    int64_t digits; /* all digits as one number: 26,5 → 265 */
    int decimals;   /* how many of them stand behind the comma */
    unsigned flags; /* enum vi_flag; VI_ABSURD: more digits than int64_t holds */
    bool is_grouped;
    size_t end; /* the byte behind it */
};

/* Reads the figure that begins with the digit at byte `at`. A comma between three digits and no dot
 * ("36,000") is read as decimal and flagged VI_AMBIGUOUS; several ("36,000,000") are groups. */
struct vi_figure vi_figure_read(struct str text, size_t at);

/* 10^count, count 0..18. */
int64_t vi_power_of_ten(int count);

/* True if an ASCII digit stands at byte `at`, which may lie behind the text's end. */
bool vi_is_digit(struct str text, size_t at);

/* The byte behind blanks (space, no-break spaces) that stand at `at`. */
size_t vi_blanks_end(struct str text, size_t at);

/* The word (letters of any script and marks, no digits) that begins at byte `at`, or empty. */
struct str vi_word_at(struct str text, size_t at);

/* The word that ends before `at`, blanks between allowed; empty if punctuation or nothing stands
 * there. */
struct str vi_word_before(struct str text, size_t at);

/* Compares without regard to case; `word` must be valid UTF-8, `lower` lower case. */
bool vi_word_is(struct str word, struct str lower);

/* Reads the number whose first digit stands at byte `at` into *number, without qualifier. Gives the
 * byte behind it and its unit. */
size_t vi_number_at(struct str text, size_t at, struct vi_number *number);

/* Bytes of the date or part of a date that begins with the digit at `at`; 0 if it is none. */
size_t vi_date_len(struct str text, size_t at);

#endif
