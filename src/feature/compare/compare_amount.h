/* Amounts as a text states them, held against exact numbers: qualifiers, rounding, units, and what
 * a slip looks like. Pure. */
#ifndef FEATURE_COMPARE_AMOUNT_H
#define FEATURE_COMPARE_AMOUNT_H

#include "base/vi_number.h"

enum qualifier { AMOUNT_EXACT, AMOUNT_ABOVE, AMOUNT_BELOW, AMOUNT_ABOUT };

/* A number as it is said: value / 10^decimals of some unit. */
struct amount {
    int64_t value;
    int decimals;
    enum qualifier qualifier;
    int64_t written_step; /* one in the last place written, scaled as value: "1,2 tỷ": 10^8 */
    int64_t round_step;   /* one in the last place that is not nought: "800 triệu": 10^8 */
};

/* What `number` of `text` states, in the unit `unit` of a figure ("mét", "kg", "m²"; else empty):
 * 2,7 km are 2.700 mét, 5 tấn 5.000 kg. A comma that parts thousands ("1,126 suất") is read so,
 * for things are counted whole. */
struct amount amount_of_number(struct str text, const struct vi_number *number, struct str unit);

/* True if it may be said of `exact`: equal; rounded in the last place written; with "trên" not
 * above and at most a round step (a quarter) below, with "gần" the other way round, with "khoảng"
 * both. step: what the program itself rounds money by (vi_money_step); 0: not at all. */
bool amount_agrees(struct amount amount, int64_t exact, int64_t step);

/* The same for a percentage 100 * part / whole (whole > 0), cut or rounded in the last place
 * written. */
bool amount_agrees_percent(struct amount amount, int64_t part, int64_t whole);

/* True if both can be said of one exact number, in the same words of qualification. */
bool amounts_agree(struct amount a, struct amount b);

/* The weakest of slips: numbers of few digits often differ so. */
#define SLIP_OF_ONE_DIGIT "có vẻ sai một chữ số"

/* What makes `amount` look like a slip of `exact`, in Vietnamese: "lớn gấp 1.000 lần …", "đảo chữ
 * số", "sai một chữ số"; empty if nothing does. */
struct str amount_slip(struct arena *mem, struct amount amount, int64_t exact);

#endif
