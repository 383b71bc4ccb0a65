/* Numbers as Vietnamese texts write and read them: 1.126; 26,5; "1,640 tỷ đồng"; "tám trăm". */
#ifndef BASE_VI_NUMBER_H
#define BASE_VI_NUMBER_H

#include "base/error.h"
#include "base/str.h"

/* 1126 → "1.126"; negative with '-'. */
struct str vi_count(struct arena *mem, int64_t value);

/* Administrative style: 1..9 with a leading zero ("03"), 0 as "0", others as vi_count. */
struct str vi_count_padded(struct arena *mem, int64_t value);

/* value / 10^decimals with a decimal comma and no useless zeros: (11075, 2) → "110,75". */
struct str vi_decimal(struct arena *mem, int64_t value, int decimals);

/* Money in figures: exact, grouped, with " đồng": "836.450.000 đồng". */
struct str vi_money(struct arena *mem, int64_t dong);

/* Money as prose says it: rounded down to a step (see vi_money_step) with "trên " if something was
 * cut off; "800 triệu đồng" if exact; "1,2 tỷ đồng"; below step 10 exact as vi_money. step_dong >
 * 0. */
struct str vi_money_about(struct arena *mem, int64_t dong, int64_t step_dong);

/* The step that vi_money_about really uses: step_dong divided by ten until it is not above `dong`.
 */
int64_t vi_money_step(int64_t dong, int64_t step_dong);

/* In words, lower case: 1126 → "một nghìn một trăm hai mươi sáu"; mốt, tư, lăm, lẻ (South,
 * is_south) or linh (North); up to 10^18. */
struct str vi_words(struct arena *mem, int64_t value, bool is_south);

/* "Tám trăm triệu đồng": vi_words with a capital and " đồng", for vouchers. */
struct str vi_money_words(struct arena *mem, int64_t dong, bool is_south);

enum vi_flag {
    VI_AMBIGUOUS = 1,  /* "1.2 tỷ": a dot where a comma must be */
    VI_ABSURD = 2,     /* "388.640.000 triệu", "402.400 tỷ": a slip of 10^3 or 10^6 */
    VI_MISGROUPED = 4, /* "12.34": groups not of three */
};

/* One number read from a text. */
struct vi_number {
    int64_t value; /* scaled by 10^decimals; magnitude words are multiplied in */
    int decimals;  /* digits behind the comma that are left: 26,5 → 265, 1 */
    int64_t other; /* "4/6": 6; "475 cuộc/18.066 lượt" is two numbers, not this; else 0 */
    bool is_fraction;
    bool is_percent;
    bool is_money;  /* a currency word or sign stood behind it */
    unsigned flags; /* enum vi_flag */
    struct str qualifier; /* "trên", "gần", "khoảng", "hơn", "ước", "ít nhất" in front, or empty */
    struct str unit;  /* the word behind it as it stands ("suất", "lượt", "m"), or empty */
    size_t from, len; /* where it stands in the text, without qualifier and unit */
};

/* Finds the next number in running text (valid UTF-8, NFC) from byte *at on; moves *at behind it
 * and its unit. False at the end. Passed over: dates (20/7/2022, 7/2022, 17-10, "ngày 27/7", "ngày
 * 05 tháng 7 năm 2022"; a rising 5-10 is a range), legal numbers (549/2021/NQ-HĐND, 17-CT/TW),
 * years after "năm" or in a span (2003 – 2023), times of day (14 giờ 30, 8h), digits inside words
 * (m2, COVID-19), codes (5497b23d6aba), and runs of five or more digits with a zero in front
 * (telephones, accounts). Knows nghìn = ngàn, triệu, tỷ = tỉ, trăm, chục, k, tr, chains ("nghìn
 * tỷ"), compound forms ("4 tỷ 662 triệu đồng", "1tr2", "1 triệu rưỡi"). A word is never a number
 * here ("hai căn"). Sources: domain G8. */
bool vi_number_next(struct str text, size_t *at, struct vi_number *number);

/* A whole field as an integer count or an amount in đồng: "1.126", "1126", "2.700 m",
 * "61.794.000đ", "1,640 tỷ đồng", "36,000,000". unit: words allowed behind it, separated by '|'
 * ("m|mét"; "%" allows a percent sign), or empty; currency words are allowed where unit is empty or
 * holds "đồng". Fails INVALID with the reason: empty, no number, a date, text behind it, ambiguous
 * ("1.2 tỷ": viết 1,2 tỷ hoặc 1.200 triệu; "36,000"), absurd ("388.640.000 triệu": lớn
 * gấp 1.000.000 lần, có phải thừa chữ «triệu»?), fractions of a unit, beyond 2^53. */
must_check bool vi_read_int(struct str text, struct str unit, int64_t *value, struct error *err);

#endif
