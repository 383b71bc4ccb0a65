#include "log/unit_tree.h"

const struct unit *unit_find(const struct unit_tree *tree, struct str code)
{
    for (size_t i = 0; i < tree->units.count; i++)
        if (str_is(tree->units.at[i].code, code))
            return &tree->units.at[i];
    return NULL;
}

const struct unit *unit_by_id(const struct unit_tree *tree, int64_t id)
{
    if (id >= 1 && (size_t)id <= tree->units.count && tree->units.at[id - 1].id == id)
        return &tree->units.at[id - 1];
    for (size_t i = 0; i < tree->units.count; i++)
        if (tree->units.at[i].id == id)
            return &tree->units.at[i];
    return NULL;
}

static bool depth_is_fine(const struct unit *unit)
{
    int depth = 0;
    for (; unit && depth <= UNIT_DEPTH_MAX; unit = unit->parent)
        depth++;
    return depth <= UNIT_DEPTH_MAX;
}

bool unit_tree_tie(struct unit_tree *tree, struct error *err)
{
    for (size_t i = 0; i < tree->units.count; i++) {
        struct unit *unit = &tree->units.at[i];
        unit->parent = unit->parent_code.len ? unit_find(tree, unit->parent_code) : NULL;
        if (unit->parent_code.len && !unit->parent)
            return fail(err, ERROR_INVALID, "parent",
                        "đơn vị «%.*s»: không có đơn vị cấp trên «%.*s»", STR_ARG(unit->code),
                        STR_ARG(unit->parent_code));
    }
    for (size_t i = 0; i < tree->units.count; i++)
        if (!depth_is_fine(&tree->units.at[i]))
            return fail(err, ERROR_INVALID, "parent",
                        "đơn vị «%.*s» nằm trên chính nó hoặc sâu quá %d cấp",
                        STR_ARG(tree->units.at[i].code), UNIT_DEPTH_MAX);
    return true;
}

bool unit_is_within(const struct unit *unit, const struct unit *above)
{
    for (; unit; unit = unit->parent)
        if (unit == above)
            return true;
    return false;
}

bool unit_exists_on(const struct unit *unit, struct day day)
{
    return unit->first.number <= day.number && day.number <= unit->last.number;
}

static bool stands_before(const struct unit *a, const struct unit *b)
{
    return a->number != b->number ? a->number < b->number : str_order(a->code, b->code) < 0;
}

struct unit_refs unit_children(struct arena *mem, const struct unit_tree *tree,
                               const struct unit *above, struct day day)
{
    struct unit_refs children = {0};
    for (size_t i = 0; i < tree->units.count; i++) {
        const struct unit *unit = &tree->units.at[i];
        if (unit->parent != above || (day_is_known(day) && !unit_exists_on(unit, day)))
            continue;
        *list_add(&children, mem) = unit;
        for (size_t k = children.count - 1; k > 0 && stands_before(unit, children.at[k - 1]); k--) {
            children.at[k] = children.at[k - 1];
            children.at[k - 1] = unit;
        }
    }
    return children;
}

const struct unit *unit_home(const struct unit_tree *tree)
{
    const struct unit *top = NULL;
    for (size_t i = 0; i < tree->units.count; i++) {
        if (str_is(tree->units.at[i].kind, S("commune")))
            return &tree->units.at[i];
        if (!top && !tree->units.at[i].parent)
            top = &tree->units.at[i];
    }
    return top;
}
