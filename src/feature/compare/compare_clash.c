/* What contradicts itself in a text, whatever the book has. */
#include "feature/compare/compare_judge.h"

__extension__ typedef __int128 wide; /* counts times prices are beyond 64 bits */

struct clashing {
    struct arena *mem;
    const struct reading *reading;
    const struct wordings *wordings;
    const struct bindings *bindings;
    struct findings *findings;
};

static const struct vi_number *number_of(const struct clashing *clashing, size_t i)
{
    return &clashing->reading->mentions.at[i].number;
}

static struct str said(const struct clashing *clashing, size_t i)
{
    return compare_said(clashing->reading, clashing->wordings, i);
}

/* The first thing that is wrong with a number is told. */
static void clash(const struct clashing *clashing, size_t i, struct str why)
{
    struct finding *finding = &clashing->findings->at[i];
    if (finding->clash.len == 0)
        finding->clash = why;
}

/* ---- one number alone ---- */

/* What an absurd number may have been meant to say: "402.400 tỷ" 402,4 tỷ, "388.640.000 triệu"
 * 388.640.000. */
static struct str meant(const struct clashing *clashing, const struct vi_number *number)
{
    enum { MILLION = 1000000, THOUSAND = 1000 };
    struct str written = str_part(clashing->reading->text, number->from, number->len);
    struct str digits = str_part(written, 0, str_find_char(written, ' '));
    struct str word = str_trim(str_part(written, digits.len, written.len));
    int64_t value = 0;
    for (size_t i = 0; i < digits.len && value < INT64_MAX / 100; i++)
        if (digits.at[i] >= '0' && digits.at[i] <= '9')
            value = value * 10 + (digits.at[i] - '0');
    if (word.len == 0 || value < THOUSAND)
        return S("");
    if (value >= MILLION)
        return str_format(clashing->mem, ": có phải thừa chữ «%.*s»?", STR_ARG(word));
    return str_format(clashing->mem, ": có phải là %.*s %.*s?",
                      STR_ARG(vi_decimal(clashing->mem, value, 3)), STR_ARG(word));
}

static void absurd_find(const struct clashing *clashing, size_t i)
{
    const struct vi_number *number = number_of(clashing, i);
    const struct wording *row = clashing->bindings->at[i].row;
    const struct amount *amount = &clashing->findings->at[i].amount;
    enum facet facet = clashing->bindings->at[i].facet;
    bool is_whole = facet == COMPARED_NUMBER || (facet == COMPARED_NONE && row && row->label.len);
    if (number->flags & VI_ABSURD)
        clash(clashing, i,
              str_format(clashing->mem, "số lớn bất thường%.*s", STR_ARG(meant(clashing, number))));
    else if (row && is_whole && row->most && amount->value > row->most)
        clash(clashing, i, S("số lớn bất thường đối với một xã, phường, thị trấn"));
    else if (row && is_whole && amount->value < row->least)
        clash(clashing, i, S("số nhỏ bất thường: có phải nhầm «triệu» với «tỷ»?"));
}

/* True if dots part thousands somewhere in the text: then "1.2 tỷ" speaks two languages. */
static bool has_dots(const struct clashing *clashing, size_t *example)
{
    for (size_t i = 0; i < clashing->reading->mentions.count; i++) {
        const struct vi_number *number = number_of(clashing, i);
        struct str written = str_part(clashing->reading->text, number->from, number->len);
        if (number->flags == 0 && str_find_char(written, '.') < written.len) {
            *example = i;
            return true;
        }
    }
    return false;
}

static void notation_find(const struct clashing *clashing, size_t i, bool is_mixed, size_t example)
{
    if (!(number_of(clashing, i)->flags & (VI_AMBIGUOUS | VI_MISGROUPED)))
        return;
    struct str rule = S("viết theo hai cách hiểu: dấu chấm ngăn từng ba chữ số, phần lẻ viết sau "
                        "dấu phẩy");
    clash(clashing, i,
          is_mixed ? str_format(clashing->mem, "%.*s (cùng bài có «%.*s»)", STR_ARG(rule),
                                STR_ARG(said(clashing, example)))
                   : rule);
}

/* ---- percents ---- */

static struct str ratio_words(const struct clashing *clashing, struct str what, int64_t part,
                              int64_t whole)
{
    int64_t hundredths = (int64_t)(((wide)part * 20000 + whole) / (2 * (wide)whole));
    struct str percent = vi_decimal(clashing->mem, hundredths, 2);
    return str_format(clashing->mem, "%.*s là %.*s%%", STR_ARG(what), STR_ARG(percent));
}

/* "19/1.235 hộ, chiếm 1,62%" */
static void share_check(const struct clashing *clashing, size_t i, size_t base)
{
    const struct vi_number *number = number_of(clashing, base);
    if (number->other <= 0 || number->decimals ||
        amount_agrees_percent(clashing->findings->at[i].amount, number->value, number->other))
        return;
    clash(clashing, i, ratio_words(clashing, said(clashing, base), number->value, number->other));
}

/* "17 triệu đồng, đạt 143% kế hoạch (12 tỷ đồng)" */
static void target_check(const struct clashing *clashing, size_t i, size_t base)
{
    for (size_t k = base + 1; k < clashing->bindings->count; k++) {
        const struct binding *other = &clashing->bindings->at[k];
        const struct amount *value = &clashing->findings->at[base].amount,
                            *target = &clashing->findings->at[k].amount;
        if (compare_sentence(clashing->reading, k) != compare_sentence(clashing->reading, base))
            return;
        bool is_exact = value->qualifier == AMOUNT_EXACT && value->written_step == 1;
        if (other->facet != COMPARED_TARGET || other->base != (int32_t)base || target->value <= 0 ||
            value->decimals || target->decimals)
            continue;
        struct amount amount = clashing->findings->at[i].amount;
        if (!is_exact) /* a rounded value gives a rounded percentage */
            amount.qualifier = AMOUNT_ABOUT;
        if (!amount_agrees_percent(amount, value->value, target->value))
            clash(clashing, i,
                  ratio_words(clashing,
                              str_format(clashing->mem, "%.*s trên %.*s",
                                         STR_ARG(said(clashing, base)), STR_ARG(said(clashing, k))),
                              value->value, target->value));
        return;
    }
}

static void percent_find(const struct clashing *clashing, size_t i)
{
    const struct binding *binding = &clashing->bindings->at[i];
    if (!number_of(clashing, i)->is_percent || binding->base < 0 || binding->is_over)
        return;
    if (binding->is_of_fraction)
        share_check(clashing, i, (size_t)binding->base);
    else if (binding->facet == COMPARED_PERCENT)
        target_check(clashing, i, (size_t)binding->base);
}

/* ---- one figure told twice ---- */

static bool is_told(const struct binding *binding)
{
    return (binding->code.len || (binding->row && binding->row->label.len)) &&
           binding->apart == APART_NOT && binding->facet != COMPARED_EACH &&
           !(binding->facet == COMPARED_PART && binding->part.len == 0);
}

static bool is_same(const struct binding *a, const struct binding *b)
{
    enum facet first = a->facet == COMPARED_FRACTION ? COMPARED_NUMBER : a->facet;
    enum facet second = b->facet == COMPARED_FRACTION ? COMPARED_NUMBER : b->facet;
    struct str label = a->row ? a->row->label : S("");
    struct str other = b->row ? b->row->label : S("");
    return first == second && str_is(a->code, b->code) && str_is(a->part, b->part) &&
           a->area == b->area && (a->code.len || str_is(label, other)) && a->is_over == b->is_over;
}

/* A number that agrees with the book is left alone: the other one is told to differ. */
static void twice_find(const struct clashing *clashing, size_t i)
{
    enum { LOOK_BACK = 200 };
    const struct finding *own = &clashing->findings->at[i];
    if (own->verdict == VERDICT_AGREES || !is_told(&clashing->bindings->at[i]))
        return;
    for (size_t k = i > LOOK_BACK ? i - LOOK_BACK : 0; k < i; k++) {
        const struct finding *other = &clashing->findings->at[k];
        if (!is_told(&clashing->bindings->at[k]) ||
            !is_same(&clashing->bindings->at[k], &clashing->bindings->at[i]) ||
            amounts_agree(other->amount, own->amount))
            continue;
        clash(
            clashing, i,
            str_format(clashing->mem, "chỗ khác trong bài nói «%.*s»", STR_ARG(said(clashing, k))));
        return;
    }
}

/* ---- sums ---- */

struct parts_told {
    wide sum;
    size_t count, last;
    bool is_exact;
};

static struct parts_told parts_told(const struct clashing *clashing, size_t total)
{
    struct parts_told told = {.is_exact = true};
    for (size_t i = total + 1; i < clashing->bindings->count; i++) {
        const struct binding *binding = &clashing->bindings->at[i];
        const struct amount *amount = &clashing->findings->at[i].amount;
        if (compare_sentence(clashing->reading, i) > compare_sentence(clashing->reading, total) + 2)
            break;
        if (binding->facet != COMPARED_PART || binding->base != (int32_t)total || amount->decimals)
            continue;
        told.sum += amount->value;
        told.is_exact &= amount->qualifier == AMOUNT_EXACT && amount->written_step == 1;
        told.last = i;
        told.count++;
    }
    return told;
}

/* Parts that are all there ("gồm", in brackets) add up to the whole; others do not go beyond it. */
static void sum_find(const struct clashing *clashing, size_t total)
{
    const struct amount *whole = &clashing->findings->at[total].amount;
    struct parts_told told = parts_told(clashing, total);
    if (told.count < 2 || whole->decimals)
        return;
    bool is_exact = told.is_exact && whole->qualifier == AMOUNT_EXACT && whole->written_step == 1;
    bool is_whole = clashing->bindings->at[told.last].is_complete_list;
    int64_t room = whole->qualifier == AMOUNT_EXACT ? 0 : whole->round_step;
    bool is_wrong =
        is_exact && is_whole ? told.sum != whole->value : told.sum > (wide)whole->value + room;
    if (is_wrong && told.sum < INT64_MAX)
        clash(clashing, total,
              str_format(clashing->mem, "các phần cộng lại là %.*s",
                         STR_ARG(vi_count(clashing->mem, (int64_t)told.sum))));
}

/* "196 suất, mỗi suất 300.000 đồng, trị giá 68 triệu đồng" */
static void price_find(const struct clashing *clashing, size_t each)
{
    const struct binding *binding = &clashing->bindings->at[each];
    const struct amount *price = &clashing->findings->at[each].amount;
    if (binding->facet != COMPARED_EACH || binding->base < 0 || !binding->row)
        return;
    size_t base = (size_t)binding->base;
    const struct amount *count = &clashing->findings->at[base].amount;
    wide product = (wide)count->value * price->value;
    if (count->decimals || price->decimals || count->qualifier != AMOUNT_EXACT ||
        product > INT64_MAX)
        return;
    for (size_t i = base + 1; i < clashing->bindings->count; i++) {
        const struct binding *value = &clashing->bindings->at[i];
        if (compare_sentence(clashing->reading, i) > compare_sentence(clashing->reading, base) + 1)
            return;
        if (value->facet != COMPARED_NUMBER || !str_is(value->code, binding->row->value) ||
            amount_agrees(clashing->findings->at[i].amount, (int64_t)product, 0))
            continue;
        clash(clashing, i,
              str_format(clashing->mem, "%.*s × %.*s là %.*s", STR_ARG(said(clashing, base)),
                         STR_ARG(said(clashing, each)),
                         STR_ARG(vi_money(clashing->mem, (int64_t)product))));
        return;
    }
}

void compare_clash(struct arena *mem, const struct reading *reading,
                   const struct wordings *wordings, const struct bindings *bindings,
                   struct findings *findings)
{
    struct clashing clashing = {mem, reading, wordings, bindings, findings};
    size_t example = 0;
    bool is_mixed = has_dots(&clashing, &example);
    for (size_t i = 0; i < bindings->count; i++) {
        enum facet facet = bindings->at[i].facet;
        absurd_find(&clashing, i);
        notation_find(&clashing, i, is_mixed, example);
        percent_find(&clashing, i);
        twice_find(&clashing, i);
        price_find(&clashing, i);
        if (facet == COMPARED_NUMBER || facet == COMPARED_FRACTION)
            sum_find(&clashing, i);
    }
}
