/* Outputs of the command `compare`. Inside feature/compare only. */
#ifndef FEATURE_COMPARE_PRINT_H
#define FEATURE_COMPARE_PRINT_H

#include "feature/compare/compare.h"

/* "khớp", "lệch", "không có trong sổ", as everywhere people read it. */
struct str compare_verdict_word(enum verdict verdict);

/* "chính tả", "bảng mã cũ" … */
struct str compare_remark_word(enum remark_kind kind);

/* Each number with line, column, context, the book's figure and the verdict; then the remarks; then
 * the summary. */
void compare_print_text(struct arena *mem, const struct compared *compared, struct text *out);

/* {"unit","period","numbers":[{"line","column","text","code","facet","label","book","verdict",
 *  "why","clash"}…],"remarks":[{"line","column","kind","text","why"}…],"agreeing",…}. */
void compare_print_json(struct arena *mem, const struct compared *compared, struct text *out);

#endif
