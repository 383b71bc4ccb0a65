/* Writing a file of the index out of older files and the tail, without what was forgotten. */
#ifndef SEARCH_SEARCH_MERGE_H
#define SEARCH_SEARCH_MERGE_H

#include "search/search_file.h"
#include "search/search_tail.h"

/* A part to be merged: a file, or the tail; its forgotten documents as bits by place (NULL: none).
 */
struct search_part {
    const struct search_file *file;
    const struct search_tail *tail;
    const uint64_t *forgotten;
};

/* How many documents a part holds; the number of the one at a place (0-based); whether it was
 * forgotten. */
uint32_t search_part_docs(const struct search_part *part);
int64_t search_part_id(const struct search_part *part, uint32_t place);
bool search_part_is_forgotten(const struct search_part *part, uint32_t place);

/* Writes the parts (oldest first, ids rising across them) into a new file at `path` and syncs it,
 * but not the folder: the list of files that names it is written later and makes it count. At least
 * one document must be left (asserted). Scratch memory in `mem`: about 12 bytes per document.
 * Fails BROKEN with path and reason; the file may then be half-written. */
must_check bool search_merge(struct arena *mem, const char *path, const struct search_part *parts,
                             size_t count, struct error *err);

#endif
