#include "feature/compare/compare_lean.h"

enum {
    LEAN_SURE = 1500,
    LEAN_EXACT = 990, /* at most one word between */
};

const struct mention *lean_mention(const struct nearness *near)
{
    return &near->reading->mentions.at[near->mention];
}

const struct phrase_ids *lean_marker(const struct nearness *near, enum marker which)
{
    return &near->wordings->markers[which];
}

/* ---- units ---- */

bool lean_has_no_unit(const struct nearness *near)
{
    size_t at = lean_mention(near)->token + 1;
    return !lean_mention(near)->number.is_money &&
           compare_any_unit_end(near->reading, near->wordings, at) == at;
}

bool lean_is_money(const struct nearness *near)
{
    enum { MILLION = 1000000 };
    const struct vi_number *number = &lean_mention(near)->number;
    char last = near->reading->text.at[number->from + number->len - 1];
    bool has_word = last < '0' || last > '9';
    if (number->is_money)
        return true;
    return !number->is_percent && !number->is_fraction && has_word && number->value >= MILLION &&
           lean_has_no_unit(near);
}

bool lean_fits(const struct nearness *near, const struct wording *row)
{
    if (!row)
        return false;
    if (row->is_money)
        return lean_is_money(near);
    return near_unit(near, &row->units) > 0 || lean_has_no_unit(near);
}

/* ---- the number that this one leans on ---- */

bool lean_is_total(const struct binding *binding)
{
    return binding->code.len && !binding->area &&
           (binding->facet == COMPARED_NUMBER || binding->facet == COMPARED_FRACTION);
}

bool lean_is_close(const struct nearness *near, size_t i, uint32_t sentences)
{
    const struct reading *reading = near->reading;
    uint32_t own = compare_sentence(reading, near->mention), other = compare_sentence(reading, i);
    return own - other <= sentences &&
           reading->sentences.at[own].paragraph == reading->sentences.at[other].paragraph;
}

int32_t lean_base(const struct leaning *leaning, uint32_t sentences, bool is_any)
{
    const struct nearness *near = leaning->near;
    for (size_t i = near->mention; i > 0 && lean_is_close(near, i - 1, sentences); i--) {
        const struct binding *binding = &leaning->bindings->at[i - 1];
        const struct vi_number *number = &near->reading->mentions.at[i - 1].number;
        if (lean_is_total(binding) || (is_any && number->is_fraction))
            return (int32_t)i - 1;
        if (binding->facet == COMPARED_NONE && !number->is_percent)
            return -1;
    }
    return -1;
}

struct binding lean_on(const struct leaning *leaning, int32_t base, enum facet facet)
{
    const struct binding *other = &leaning->bindings->at[base];
    return (struct binding){
        .facet = facet, .row = other->row, .code = other->code, .base = base, .score = LEAN_SURE};
}

/* The facet of the figure that the number's own words name, else of the last one told. */
static bool lean_facet(const struct leaning *leaning, const struct binding *own, enum facet facet,
                       struct binding *found)
{
    int32_t base = lean_base(leaning, 1, false);
    bool is_own = own->code.len && !own->is_loose;
    if (is_own) {
        *found = *own;
        found->facet = facet;
        found->base = base >= 0 && str_is(leaning->bindings->at[base].code, own->code) ? base : -1;
        return true;
    }
    if (base < 0 || !lean_fits(leaning->near, leaning->bindings->at[base].row))
        return false;
    *found = lean_on(leaning, base, facet);
    return true;
}

/* ---- percents ---- */

static bool is_change(const struct nearness *near)
{
    return near_left(near, lean_marker(near, MARKER_CHANGE)) >= NEAR_DIRECT - 70 &&
           near_any(near, lean_marker(near, MARKER_PREVIOUS)) >= NEAR_COMMA - 100;
}

/* "142 triệu đồng/120 triệu đồng, đạt 118,3%": the target was told just before. */
static bool is_behind_target(const struct leaning *leaning, int32_t base)
{
    size_t own = leaning->near->mention;
    const struct binding *last = own > 0 ? &leaning->bindings->at[own - 1] : NULL;
    return last && base >= 0 && last->facet == COMPARED_TARGET && last->base == base;
}

static struct binding lean_percent(const struct leaning *leaning, struct binding own)
{
    const struct nearness *near = leaning->near;
    int32_t base = lean_base(leaning, 0, true);
    const struct phrase_ids *target = lean_marker(near, MARKER_TARGET);
    bool is_of_target = is_behind_target(leaning, base) ||
                        near_right(near, target) >= NEAR_CLAUSE ||
                        near_left(near, target) >= NEAR_CLAUSE ||
                        near_left(near, lean_marker(near, MARKER_OVER)) >= NEAR_DIRECT;
    bool is_share = near_left(near, lean_marker(near, MARKER_SHARE)) >= NEAR_CLAUSE;
    struct binding none = {.base = -1};
    if (own.facet == COMPARED_NUMBER && !own.is_loose && own.row->units.count) {
        own.facet = COMPARED_SHARE; /* "100% khu phố" */
        return own;
    }
    if (base < 0)
        return none;
    bool is_fraction = near->reading->mentions.at[base].number.is_fraction;
    bool has_code = leaning->bindings->at[base].code.len > 0;
    if (is_change(near))
        return has_code ? lean_on(leaning, base, COMPARED_CHANGE_PERCENT) : none;
    if (!is_of_target && !is_share && !is_fraction)
        return none;
    struct binding found =
        lean_on(leaning, base, is_of_target && has_code ? COMPARED_PERCENT : COMPARED_SHARE);
    found.is_of_fraction = is_fraction && (found.facet == COMPARED_SHARE || !has_code);
    found.is_over = near_left(near, lean_marker(near, MARKER_OVER)) >= NEAR_DIRECT;
    return found;
}

/* ---- what one costs ---- */

/* "80 triệu đồng/căn" */
static bool is_per_unit(const struct nearness *near)
{
    struct str text = near->reading->text;
    const struct vi_number *number = &lean_mention(near)->number;
    size_t end = number->unit.len ? (size_t)(number->unit.at - text.at) + number->unit.len
                                  : number->from + number->len;
    return end + 1 < text.len && text.at[end] == '/' &&
           !(text.at[end + 1] >= '0' && text.at[end + 1] <= '9');
}

static bool lean_each(const struct leaning *leaning, struct binding *found)
{
    const struct nearness *near = leaning->near;
    if (near_left(near, lean_marker(near, MARKER_EACH)) < NEAR_DIRECT && !is_per_unit(near))
        return false;
    int32_t base = lean_base(leaning, 1, false);
    *found = base >= 0 ? lean_on(leaning, base, COMPARED_EACH)
                       : (struct binding){.facet = COMPARED_EACH, .base = -1, .score = LEAN_SURE};
    return true;
}

/* ---- a target behind a stroke ---- */

/* "312.000.000 đồng/300.000.000 đồng": an a/b with its unit told twice. */
static bool lean_stroke(const struct leaning *leaning, struct binding *found)
{
    const struct nearness *near = leaning->near;
    const struct vi_number *own = &lean_mention(near)->number;
    struct str text = near->reading->text;
    if (near->mention == 0 || own->from == 0 || text.at[own->from - 1] != '/')
        return false;
    const struct vi_number *last = &near->reading->mentions.at[near->mention - 1].number;
    bool is_behind = last->unit.len && last->unit.at + last->unit.len == text.at + own->from - 1;
    if (!is_behind || !lean_is_total(&leaning->bindings->at[near->mention - 1]) ||
        !str_is(last->unit, own->unit))
        return false;
    *found = lean_on(leaning, (int32_t)near->mention - 1, COMPARED_TARGET);
    return true;
}

/* ---- all of it ---- */

static struct binding lean_on_what(const struct leaning *leaning, struct binding own)
{
    const struct nearness *near = leaning->near;
    struct binding found;
    if (lean_mention(near)->number.is_percent)
        return lean_percent(leaning, own);
    if (is_change(near) && lean_facet(leaning, &own, COMPARED_CHANGE, &found))
        return found;
    if (near_left(near, lean_marker(near, MARKER_PREVIOUS)) >= NEAR_DIRECT &&
        lean_facet(leaning, &own, COMPARED_PREVIOUS, &found))
        return found;
    if (near_left(near, lean_marker(near, MARKER_TARGET)) >= LEAN_EXACT &&
        lean_facet(leaning, &own, COMPARED_TARGET, &found))
        return found;
    if (lean_stroke(leaning, &found) || lean_each(leaning, &found))
        return found;
    found = own;
    lean_pair(leaning, &found);
    lean_part(leaning, &own, &found);
    lean_nameless(leaning, &found);
    return found;
}

struct binding lean(const struct leaning *leaning, struct binding own)
{
    struct binding found = lean_on_what(leaning, own);
    found.area = lean_area(leaning);
    found.apart = lean_apart(leaning);
    return found;
}
