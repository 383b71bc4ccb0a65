/* The list of the files that make up the index: one small file, rewritten whole. What it names
 * counts, nothing else: the moment it is renamed into place is the moment a seal happens. */
#ifndef SEARCH_SEARCH_LIST_H
#define SEARCH_SEARCH_LIST_H

#include "base/error.h"
#include "base/str.h"

enum { SEARCH_FILES_MAX = 64 }; /* each is larger than twice all newer: 21 hold 2^32 documents */

struct search_listed {
    uint64_t number;     /* the file's name */
    uint64_t sum;        /* its header's checksum */
    int64_t covers_last; /* the highest document seen when it was written */
};

struct search_list {
    int64_t last;         /* search_last at the seal */
    uint64_t next_number; /* for new files; never used twice */
    uint64_t count;
    struct search_listed files[SEARCH_FILES_MAX]; /* oldest first */
};

/* The path of a file, of the list if number is 0. In `mem`. */
const char *search_list_path(struct arena *mem, struct str folder, uint64_t number);

/* Reads the list; an empty one if there is none or it is damaged. Fails BROKEN if the system
 * refuses. */
must_check bool search_list_read(struct search_list *list, struct str folder, struct error *err);

/* Writes the list, whole or not at all. Fails BROKEN. */
must_check bool search_list_write(const struct search_list *list, struct str folder,
                                  struct error *err);

/* Removes the index files of the folder that the list does not name. */
void search_list_sweep(const struct search_list *list, struct str folder);

#endif
