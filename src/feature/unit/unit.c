#include "feature/unit/unit.h"

#include "base/unicode.h"
#include "base/vi_text.h"

/* Compiles the table; the rows come by id, which is the order they were opened in. */
static const void *tree_load(struct book *book unused, struct db *db, struct arena *mem,
                             struct error *err)
{
    struct unit_tree *tree = arena_one(mem, struct unit_tree);
    struct query query = db_query(db, "SELECT id, code, kind, label, name, parent, first_day,"
                                      "       last_day, number"
                                      "  FROM unit ORDER BY id");
    while (query_next(&query)) {
        struct unit *unit = list_add(&tree->units, mem);
        unit->id = take_int(&query);
        unit->code = take_text(&query, mem);
        unit->kind = take_text(&query, mem);
        unit->label = take_text(&query, mem);
        unit->name = take_text(&query, mem);
        unit->parent_code = take_text(&query, mem);
        unit->first = take_day(&query);
        unit->last = take_day(&query);
        unit->number = take_int(&query);
    }
    return query_end(&query, err) && unit_tree_tie(tree, err) ? tree : NULL;
}

const struct unit_tree *unit_tree_of(struct book *book, struct db *db, struct error *err)
{
    return book_compiled(book, db, COMPILED_UNITS, tree_load, err);
}

const struct unit *unit_meant(struct arena *mem, const struct unit_tree *tree, struct str text)
{
    const struct unit *found = unit_find(tree, text);
    if (found)
        return found;
    struct str wanted = vi_fold(mem, text);
    for (size_t i = 0; i < tree->units.count; i++) {
        const struct unit *unit = &tree->units.at[i];
        struct str phrase = vi_fold(mem, unit_phrase(mem, unit));
        if (!str_is(vi_fold(mem, unit->name), wanted) && !str_is(phrase, wanted))
            continue;
        if (found)
            return NULL;
        found = unit;
    }
    return found;
}

struct str unit_phrase(struct arena *mem, const struct unit *unit)
{
    struct str label = vi_fold(mem, unit->label), name = vi_fold(mem, unit->name);
    if (str_starts(name, label))
        return str_format(mem, "%.*s%.*s", STR_ARG(unit->label),
                          STR_ARG(str_part(unit->name, unit->label.len, unit->name.len)));
    return str_format(mem, "%.*s %.*s", STR_ARG(unit->label), STR_ARG(unit->name));
}

struct str unit_title(struct arena *mem, const struct unit *unit)
{
    return unicode_upper_first(mem, unit_phrase(mem, unit));
}

struct str unit_areas_label(struct arena *mem, const struct unit_tree *tree,
                            const struct unit *unit, struct day day)
{
    struct unit_refs children = unit_children(mem, tree, unit, day);
    return children.count ? children.at[0]->label : S("đơn vị");
}

struct str unit_address(struct arena *mem, const struct unit *unit)
{
    if (unit->number == 0)
        return S("");
    return str_format(mem, "/khu-pho/%lld", (long long)unit->number);
}
