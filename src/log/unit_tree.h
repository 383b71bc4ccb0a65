/* The dated tree of units: tỉnh → huyện → xã, phường, thị trấn → khu phố, ấp. Pure. */
#ifndef LOG_UNIT_TREE_H
#define LOG_UNIT_TREE_H

#include "base/day.h"

enum { UNIT_DEPTH_MAX = 8 };

struct unit {
    int64_t id;
    struct str code;        /* "kp3" */
    struct str kind;        /* province, district, commune, area */
    struct str label;       /* what people call such a unit here: "khu phố", "thị trấn" */
    struct str name;        /* "Khu phố 3" */
    struct day first, last; /* the days it exists; last is DAY_LAST while it does */
    int64_t number;         /* of an area within its commune (address /khu-pho/3); 0: none */
    struct str parent_code; /* empty at the top */
    const struct unit *parent;
};

struct unit_tree {
    list_of(struct unit) units; /* by id */
};

/* Ties parents by their codes; after the units were added. Fails INVALID on an unknown parent, a
 * unit above itself, or more than UNIT_DEPTH_MAX levels, with the unit's code. */
must_check bool unit_tree_tie(struct unit_tree *tree, struct error *err);

/* The unit of a code (or id), or NULL. */
const struct unit *unit_find(const struct unit_tree *tree, struct str code);
const struct unit *unit_by_id(const struct unit_tree *tree, int64_t id);

/* True if `unit` is `above` or stands below it. */
bool unit_is_within(const struct unit *unit, const struct unit *above);

/* True from the unit's first to its last day, both included. */
bool unit_exists_on(const struct unit *unit, struct day day);

/* The units directly below that exist on `day` (DAY_NONE: on any day), in order of number, then
 * code. */
struct unit_refs {
    const struct unit **at;
    size_t count, room;
};
struct unit_refs unit_children(struct arena *mem, const struct unit_tree *tree,
                               const struct unit *above, struct day day);

/* The unit the book is about: the topmost one of kind commune; if there is none, the top; NULL when
 * the tree is empty. */
const struct unit *unit_home(const struct unit_tree *tree);

#endif
