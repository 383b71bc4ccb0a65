/* Units, the bodies and posts in them, the legal texts they work by. */
#ifndef FEATURE_UNIT_UNIT_H
#define FEATURE_UNIT_UNIT_H

#include "feature/book.h"
#include "log/unit_tree.h"

extern const struct feature unit_feature;

/* The unit tree as `db` sees it (compiled; lives until the structure changes). NULL on failure. */
must_check const struct unit_tree *unit_tree_of(struct book *book, struct db *db,
                                                struct error *err);

/* The unit that people mean by `text`: a code, or a name that only one unit bears ("Khu phố 3", with or
 * without marks and capitals). NULL if there is none or several. */
const struct unit *unit_meant(struct arena *mem, const struct unit_tree *tree, struct str text);

/* "thị trấn Gò Quao": label and name as running text has it; a name that begins with its label
 * ("Khu phố 3") is not doubled. With a capital: unit_title. */
struct str unit_phrase(struct arena *mem, const struct unit *unit);
struct str unit_title(struct arena *mem, const struct unit *unit);

/* The label of the units below (of the first one): "khu phố"; "đơn vị" if there are none. */
struct str unit_areas_label(struct arena *mem, const struct unit_tree *tree,
                            const struct unit *unit, struct day day);

/* "/khu-pho/3" for a numbered area, "" for others. */
struct str unit_address(struct arena *mem, const struct unit *unit);

#endif
