/* Words that several pages of reviews say in the same way. */
#ifndef FEATURE_REVIEW_REVIEW_WORDS_H
#define FEATURE_REVIEW_REVIEW_WORDS_H

#include "feature/review/review_view.h"

/* "Sơ kết · từ 1/1/2022 đến 30/6/2022". */
struct str review_eyebrow(struct arena *mem, struct period period, struct span span);

/* "6 tháng đầu năm 2022: Suất quà 1.126 suất; …": one sentence for search engines and Zalo. */
struct str review_description(struct arena *mem, const struct review *review,
                              const struct tiles *tiles);

/* "6 tháng", "Quý": what periods of a kind are listed under. A message. */
struct str review_kind_title(enum period_kind kind);

#endif
