#include "feature/compare/compare_judge.h"

#include "base/unicode.h"
#include "base/vi_day.h"

__extension__ typedef __int128 wide; /* a sum of money times 10,000 is beyond 64 bits */

/* One number, what it is bound to, and what is found. */
struct judging {
    struct arena *mem;
    const struct binding *binding;
    const struct known *known;
    struct finding *finding;
};

struct known_figure *known_figure(const struct known *known, const struct unit *unit,
                                  struct str code)
{
    for (size_t i = 0; i < known->units.count; i++) {
        const struct known_unit *of = &known->units.at[i];
        if (unit ? of->unit != unit : i > 0)
            continue;
        for (size_t k = 0; k < of->count; k++)
            if (str_is(of->at[k].indicator->code, code))
                return &of->at[k];
    }
    return NULL;
}

/* ---- words ---- */

static struct str label_of(const struct judging *judging)
{
    static const char *const facets[COMPARED_COUNT] = {
        [COMPARED_PERCENT] = "so với chỉ tiêu",
        [COMPARED_SHARE] = "so với tổng số",
        [COMPARED_TARGET] = "chỉ tiêu giao",
        [COMPARED_PREVIOUS] = "cùng kỳ năm trước",
        [COMPARED_CHANGE] = "tăng, giảm so với cùng kỳ",
        [COMPARED_CHANGE_PERCENT] = "tăng, giảm so với cùng kỳ",
        [COMPARED_EACH] = "tính cho một đơn vị",
    };
    const char *facet = facets[judging->binding->facet];
    struct str label = judging->finding->figure->indicator->label;
    if (judging->finding->unit)
        label = str_format(judging->mem, "%.*s, %.*s", STR_ARG(label),
                           STR_ARG(judging->finding->unit->name));
    return facet ? str_format(judging->mem, "%.*s (%s)", STR_ARG(label), facet) : label;
}

static void unknown(const struct judging *judging, struct str why)
{
    judging->finding->verdict = VERDICT_UNKNOWN;
    judging->finding->why = why;
}

/* What kind of number stands there when no figure is meant. */
static struct str kind_of(const struct judging *judging, const struct vi_number *number)
{
    const struct wording *row = judging->binding->row;
    if (row && row->label.len)
        return row->label;
    if (judging->binding->facet == COMPARED_EACH)
        return S("đơn giá");
    if (number->is_percent)
        return S("tỷ lệ phần trăm");
    if (number->is_money)
        return S("số tiền");
    if (number->is_fraction)
        return S("số đạt được trên tổng số");
    return number->unit.len
               ? str_format(judging->mem, "số lượng, đơn vị «%.*s»", STR_ARG(number->unit))
               : S("số lượng");
}

/* ---- one exact number of the book ---- */

/* Agreeing, or differing with what it looks like. step: what the program rounds the figure by. */
static bool settle(const struct judging *judging, int64_t exact, struct str book, int64_t step)
{
    struct finding *finding = judging->finding;
    finding->book = book;
    bool agrees = amount_agrees(finding->amount, exact, step);
    finding->verdict = agrees ? VERDICT_AGREES : VERDICT_DIFFERS;
    if (!agrees)
        finding->why = amount_slip(judging->mem, finding->amount, exact);
    return agrees;
}

/* What else of the figure the number equals, when it is not what it should be. */
static void confusion_note(const struct judging *judging, const struct figure *figure)
{
    struct finding *finding = judging->finding;
    const struct amount *amount = &finding->amount;
    bool is_plain = amount->decimals == 0 && amount->value != figure->actual;
    if (finding->verdict != VERDICT_DIFFERS || !is_plain || amount->value == 0)
        return;
    if (figure->has_previous && amount->value == figure->previous)
        finding->why = S("đúng bằng số của cùng kỳ năm trước");
    else if (figure->has_target && amount->value == figure->target)
        finding->why = S("đúng bằng chỉ tiêu giao, chưa phải kết quả");
}

static struct str phrase_of(const struct judging *judging, int64_t value)
{
    return figure_phrase(judging->mem, judging->finding->figure->indicator, value);
}

static void number_judge(const struct judging *judging, const struct figure *figure)
{
    if (settle(judging, figure->actual, phrase_of(judging, figure->actual),
               figure->indicator->about_step))
        return;
    confusion_note(judging, figure);
}

/* a/b: the first is what was reached, the second population or target. */
static void fraction_judge(const struct judging *judging, const struct vi_number *number,
                           const struct figure *figure)
{
    struct arena *mem = judging->mem;
    struct finding *finding = judging->finding;
    bool is_population = figure->has_population && number->other == figure->population;
    bool is_target = figure->has_target && number->other == figure->target;
    struct str book = figure->has_population && !is_target ? figure_fraction(mem, figure) : S("");
    if (is_target && !is_population)
        book = str_format(mem, "%.*s/%.*s", STR_ARG(vi_count(mem, figure->actual)),
                          STR_ARG(vi_count(mem, figure->target)));
    if (book.len)
        book = str_format(mem, "%.*s %.*s", STR_ARG(book), STR_ARG(figure->indicator->unit));
    bool is_reached =
        settle(judging, figure->actual, book.len ? book : phrase_of(judging, figure->actual), 0);
    if (!is_reached || is_population || is_target)
        return;
    if (figure->has_population || figure->has_target) {
        finding->verdict = VERDICT_DIFFERS;
        finding->why = S("số đứng sau dấu gạch chéo không phải tổng số, cũng không phải chỉ tiêu");
    } else {
        finding->why = S("sổ không có tổng số để đối chiếu phần sau dấu gạch chéo");
    }
}

static void percent_settle(const struct judging *judging, int64_t part, int64_t whole)
{
    struct finding *finding = judging->finding;
    int64_t told = judging->binding->is_over ? part - whole : part;
    int64_t hundredths = (int64_t)((wide)told * 10000 / whole);
    finding->book =
        str_format(judging->mem, "%.*s%%", STR_ARG(vi_decimal(judging->mem, hundredths, 2)));
    bool agrees = amount_agrees_percent(finding->amount, told, whole);
    finding->verdict = agrees ? VERDICT_AGREES : VERDICT_DIFFERS;
}

/* Of the target or of the population, whichever the words say; of the other if the book has but
 * one.
 */
static void percent_judge(const struct judging *judging, const struct figure *figure)
{
    bool is_share = judging->binding->facet == COMPARED_SHARE;
    int64_t population = figure->has_population ? figure->population : 0;
    int64_t target = figure->has_target ? figure->target : 0;
    int64_t meant = is_share ? population : target, other = is_share ? target : population;
    if (meant > 0 || other > 0)
        percent_settle(judging, figure->actual, meant > 0 ? meant : other);
    else
        unknown(judging, is_share ? S("sổ không có tổng số của số liệu này")
                                  : S("sổ không có chỉ tiêu giao của số liệu này"));
}

static void change_judge(const struct judging *judging, const struct figure *figure)
{
    int64_t change = figure->actual - figure->previous, size = change < 0 ? -change : change;
    if (!figure->has_previous) {
        unknown(judging, S("sổ không có số của cùng kỳ"));
        return;
    }
    if (judging->binding->facet == COMPARED_CHANGE_PERCENT) {
        if (figure->previous > 0)
            percent_settle(judging, size, figure->previous);
        else
            unknown(judging, S("cùng kỳ bằng 0 nên không tính được phần trăm"));
        return;
    }
    struct str book = str_format(judging->mem, "%s %.*s", change < 0 ? "giảm" : "tăng",
                                 STR_ARG(phrase_of(judging, size)));
    settle(judging, size, book, figure->indicator->about_step);
}

static void part_judge(const struct judging *judging, const struct figure *figure)
{
    const struct parts *parts = &judging->finding->figure->parts;
    if (judging->binding->part.len == 0) {
        unknown(judging, S("là một phần mà sổ không tách riêng"));
        return;
    }
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->at[i];
        if (!str_is(part->code, judging->binding->part))
            continue;
        struct str book =
            str_format(judging->mem, "%.*s %.*s", STR_ARG(phrase_of(judging, part->value)),
                       STR_ARG(part->label));
        enum { PART_STEP_DONG = 1000000 }; /* reviews round parts by this at most */
        settle(judging, part->value, book, figure->indicator->is_money ? PART_STEP_DONG : 0);
        return;
    }
    unknown(judging, S("sổ chưa ghi phần này trong kỳ"));
}

/* What one costs, from the money of what is counted. */
static void each_judge(const struct judging *judging, const struct figure *figure)
{
    const struct wording *row = judging->binding->row;
    const struct known_figure *value =
        row && row->value.len ? known_figure(judging->known, judging->binding->area, row->value)
                              : NULL;
    if (!value || figure->actual <= 0 || value->now.actual <= 0) {
        unknown(judging, S("sổ không ghi đơn giá; chỉ đối chiếu số lượng và thành tiền"));
        return;
    }
    int64_t each = value->now.actual / figure->actual;
    struct str book =
        str_format(judging->mem, "bình quân %.*s", STR_ARG(vi_money(judging->mem, each)));
    if (value->now.actual % figure->actual == 0 ||
        amount_agrees(judging->finding->amount, each, 0)) {
        settle(judging, each, book, 0);
        return;
    }
    judging->finding->book = book;
    unknown(judging, S("sổ chỉ có số bình quân, từng đợt có thể khác"));
}

/* ---- one figure ---- */

static void facet_judge(const struct judging *judging, const struct vi_number *number,
                        const struct figure *figure)
{
    switch (judging->binding->facet) {
    case COMPARED_FRACTION:
        fraction_judge(judging, number, figure);
        break;
    case COMPARED_PERCENT:
    case COMPARED_SHARE:
        percent_judge(judging, figure);
        break;
    case COMPARED_CHANGE:
    case COMPARED_CHANGE_PERCENT:
        change_judge(judging, figure);
        break;
    case COMPARED_TARGET:
        if (figure->has_target)
            settle(judging, figure->target, phrase_of(judging, figure->target), 0);
        else
            unknown(judging, S("sổ không có chỉ tiêu giao của số liệu này"));
        break;
    case COMPARED_PREVIOUS:
        if (figure->has_previous)
            settle(judging, figure->previous, phrase_of(judging, figure->previous),
                   figure->indicator->about_step);
        else
            unknown(judging, S("sổ không có số của cùng kỳ"));
        break;
    case COMPARED_PART:
        part_judge(judging, figure);
        break;
    case COMPARED_EACH:
        each_judge(judging, figure);
        break;
    default:
        number_judge(judging, figure);
    }
}

/* A figure of which the book has nothing at all: no record, no target, nothing last year. */
static bool is_silent(const struct figure *figure)
{
    return figure->actual == 0 && !figure->has_target &&
           !(figure->has_previous && figure->previous);
}

static bool is_addend(const struct finding *finding, const struct binding *binding)
{
    return finding->verdict == VERDICT_DIFFERS && binding->facet == COMPARED_NUMBER &&
           finding->amount.qualifier == AMOUNT_EXACT && finding->amount.decimals == 0;
}

/* Numbers that speak of a plan, another period or one occasion are not the period's. What equals
 * the book's figure all the same is left as it is. */
static void apart_judge(const struct judging *judging)
{
    static const char *const reasons[] = {
        [APART_NOT] = "",
        [APART_PLAN] = "là kế hoạch hoặc chỉ tiêu sắp tới, chưa phải kết quả",
        [APART_PERIOD] = "thuộc kỳ khác với kỳ đang soi",
        [APART_OCCASION] = "là của một dịp hoặc một phần, sổ không tách riêng",
    };
    struct finding *finding = judging->finding;
    bool is_more = judging->binding->apart == APART_OCCASION && finding->figure &&
                   finding->amount.decimals == 0 &&
                   finding->amount.value > finding->figure->now.actual;
    if (judging->binding->apart != APART_NOT && finding->verdict == VERDICT_DIFFERS && !is_more)
        unknown(judging, str_of(reasons[judging->binding->apart]));
}

static void figure_judge(const struct judging *judging, const struct vi_number *number)
{
    struct finding *finding = judging->finding;
    const struct known_figure *figure = finding->figure;
    finding->label = label_of(judging);
    if (figure->is_issued) {
        facet_judge(judging, number, &figure->issued);
        struct finding issued = *finding;
        if (issued.verdict == VERDICT_DIFFERS)
            facet_judge(judging, number, &figure->now);
        if (issued.verdict == VERDICT_DIFFERS && finding->verdict == VERDICT_AGREES)
            finding->why = S("theo số liệu sau ngày chốt, khác báo cáo đã ban hành");
        else
            *finding = issued;
    } else if (is_silent(&figure->now) && finding->amount.value != 0) {
        unknown(judging, S("sổ chưa ghi việc nào loại này trong kỳ"));
        return;
    } else {
        facet_judge(judging, number, &figure->now);
    }
    apart_judge(judging);
}

/* Two numbers of one figure in one sentence may be its addends: "thay thế 02 ủy viên, bổ sung 01 ủy
 * viên". If they add up to what the book has, both agree. */
static void addends_join(const struct reading *reading, const struct bindings *bindings,
                         struct findings *findings, size_t first)
{
    const struct finding *own = &findings->at[first];
    size_t last = first;
    wide sum = 0;
    for (size_t i = first; i < findings->count; i++) {
        const struct finding *other = &findings->at[i];
        if (compare_sentence(reading, i) != compare_sentence(reading, first))
            break;
        if (!is_addend(other, &bindings->at[i]) || other->figure != own->figure)
            continue;
        sum += other->amount.value;
        last = i;
    }
    if (last == first || sum != own->figure->now.actual)
        return;
    for (size_t i = first; i <= last; i++)
        if (is_addend(&findings->at[i], &bindings->at[i]) &&
            findings->at[i].figure == own->figure) {
            findings->at[i].verdict = VERDICT_AGREES;
            findings->at[i].why = S("cộng các số trong câu thì khớp");
        }
}

void compare_judge(struct arena *mem, const struct reading *reading,
                   const struct bindings *bindings, const struct known *known,
                   struct findings *findings)
{
    findings->count = bindings->count;
    findings->at = arena_many(mem, struct finding, findings->count);
    for (size_t i = 0; i < findings->count; i++) {
        const struct binding *binding = &bindings->at[i];
        const struct vi_number *number = &reading->mentions.at[i].number;
        struct finding *finding = &findings->at[i];
        struct judging judging = {mem, binding, known, finding};
        finding->figure =
            binding->code.len ? known_figure(known, binding->area, binding->code) : NULL;
        finding->unit = finding->figure ? binding->area : NULL;
        finding->amount = amount_of_number(
            reading->text, number, finding->figure ? finding->figure->indicator->unit : S(""));
        if (finding->figure && binding->facet != COMPARED_NONE) {
            figure_judge(&judging, number);
            continue;
        }
        finding->label = kind_of(&judging, number);
        unknown(&judging, S(""));
    }
    for (size_t i = 0; i < findings->count; i++)
        if (is_addend(&findings->at[i], &bindings->at[i]))
            addends_join(reading, bindings, findings, i);
}
