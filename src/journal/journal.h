/* The journal: the one list of entries that everything else follows from, and the projectors that
 * turn runs of entries into rows of tables. Only journal_append writes it.
 *
 * A run is a stretch of entries of one type. Where runs are cut changes nothing: a projector may
 * gather sums over its run and write many rows at once, but never look beyond it. */
#ifndef JOURNAL_JOURNAL_H
#define JOURNAL_JOURNAL_H

#include "db/db.h"
#include "log/entry.h"
#include "log/tree.h"

struct book; /* only handed on to projectors */

/* The opened value of a commitment: kept beside the journal, where it can be erased. */
struct opening {
    struct str field, value;
    unsigned char salt[SALT_BYTES];
};

/* An entry as projectors see it. */
struct posting {
    int64_t i; /* its place in the journal, from 0 */
    struct entry entry;
    const struct opening *openings; /* those not erased */
    size_t openings_count;
};

struct entry_run {
    struct str type;
    list_of(struct posting) postings;
};

/* What a projector works with: no clock, no file, no network. `mem` ends with the run. */
struct projection {
    struct db *db;
    struct arena *mem;
    struct book *book;
};

struct projector {
    const char *type; /* of the entries it is called for */
    bool (*project)(struct projection *projection, const struct entry_run *run, struct error *err);
};

struct journal_state {
    struct tree tree;
    char at[20]; /* moment of the last entry; zeros before the first */
};

/* Entries that are no rows yet. */
struct gathered {
    struct entry_run run;
    size_t bytes;
    struct arena mem;
};

/* What undoing goes back to. */
struct journal_level {
    struct journal_state state;
    bool gathers;
    size_t count, bytes; /* of the run that gathered then, if it is to go on */
};

enum { JOURNAL_NESTING = 4 };

struct journal {
    struct db *db;
    struct book *book;
    const struct projector *projectors;
    size_t projectors_count;
    struct journal_state state;
    struct journal_level saved[JOURNAL_NESTING];
    int depth;
    bool is_dirty;           /* entries were appended since journal_begin */
    bool is_structure_dirty; /* some of them change units or the catalogue */
    struct gathered run;     /* what gathers */
    struct gathered kept;    /* what earlier work had gathered, if the running one wrote it: should
                                that be undone, it gathers again */
    int64_t (*clock)(void);  /* seconds since 1970 */
    int64_t actor;           /* account that the running work is done for; 0: the program itself */
};

/* The opening of `field` in an entry, or NULL when it is not there or erased. */
const struct opening *posting_opening(const struct posting *posting, struct str field);

/* Creates or upgrades the journal's own tables (numbered migrations). */
must_check bool journal_migrate(struct db *db, struct error *err);

/* Reads the right edge. The journal's tables must be there. */
must_check bool journal_open(struct journal *journal, struct db *db, struct book *book,
                             const struct projector *projectors, size_t count, struct error *err);
void journal_close(struct journal *journal);

/* The moment to put into the next entry: now, or the last entry's if the clock went back. */
struct str journal_moment(struct journal *journal, struct arena *mem);

/* Who does what is written now, for the next entry: "u3", or "system" for commands and whatever
 * nobody signed in for. In `mem`. */
struct str journal_actor(const struct journal *journal, struct arena *mem);

/* Appends one entry (canonical bytes, which it reads again strictly) with the openings of its
 * commitments. *index is its place. Rows follow at the latest with journal_release or
 * journal_commit. Fails INVALID on bytes that are no entry or whose moment lies before the last
 * one's; BROKEN from the database. After a failure only journal_undo or journal_rollback may
 * follow. */
must_check bool journal_append(struct journal *journal, struct str bytes,
                               const struct opening *openings, size_t openings_count,
                               int64_t *index, struct error *err);

/* Writes the gathering run's entries and rows now. For those who must read them back. */
must_check bool journal_flush(struct journal *journal, struct error *err);

/* The run that gathers, as work sees it that reads through `db`: empty for readers, who see what is
 * committed. It ends with the next append. */
const struct entry_run *journal_gathered(const struct journal *journal, const struct db *db);

/* The transaction around everything, and savepoints in it (one per request). The state in memory
 * goes back with the database. */
must_check bool journal_begin(struct journal *journal, struct error *err);
must_check bool journal_savepoint(struct journal *journal, struct error *err);
/* A savepoint for work that asks, beside the rows, for what gathers (journal_gathered): neither its
 * beginning nor its release writes the run, so that many such pieces, one after another, make one.
 * For the outermost savepoint only. */
must_check bool journal_savepoint_gathering(struct journal *journal, struct error *err);
must_check bool journal_release(struct journal *journal, struct error *err);
void journal_undo(struct journal *journal);
must_check bool journal_commit(struct journal *journal, struct error *err);
void journal_rollback(struct journal *journal);

/* Replays all entries of `journal` through its projectors into the emptied tables of `db`, as the
 * book `book` (its own, or a scratch one that is compared with it), inside the caller's
 * transaction. progress (may be NULL) is called now and then with entries done. Fails BROKEN, with
 * the entry's place, on bytes that are no entry or when the root over all entries is not the
 * edge's. */
must_check bool journal_replay(const struct journal *journal, struct db *db, struct book *book,
                               void (*progress)(int64_t done, int64_t total), struct error *err);

/* The bytes of entry i in `mem`; fails MISSING. */
must_check bool journal_entry(struct db *db, struct arena *mem, int64_t i, struct str *bytes,
                              struct error *err);

/* Size and root as a reader of `db` sees them. */
must_check bool journal_head(struct db *db, int64_t *size, struct sha256 *root, struct error *err);

#endif
