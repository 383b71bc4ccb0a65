/* A book: one committee's whole world. A folder (book.db, files/, derived/) or a PostgreSQL schema.
 * All state that changes hangs on it; one process can carry many. */
#ifndef FEATURE_BOOK_H
#define FEATURE_BOOK_H

#include "base/child.h"
#include "feature/feature.h"

#include <pthread.h>
#include <stdatomic.h>

struct search;
struct visits;
struct limits;
struct accounts;
struct intakes;

enum book_mode {
    BOOK_CREATE,  /* makes it; fails CONFLICT if it is there */
    BOOK_WRITE,   /* the one process that may write it */
    BOOK_REBUILD, /* the same, about to rebuild all tables, whatever their form */
    BOOK_READ,    /* any number, beside the writer */
};

/* Compiled forms of what changes seldom (unit tree, catalogue, rules): one per slot. */
enum compiled_slot {
    COMPILED_UNITS,
    COMPILED_CATALOGUE,
    COMPILED_INDICATORS,
    COMPILED_OUTLINE,
    COMPILED_SECTIONS,
    COMPILED_WORDINGS,
    COMPILED_CHECKS,
    COMPILED_SLOTS,
};

struct compiled {
    struct arena mem;
    const void *slot[COMPILED_SLOTS];
    uint64_t version;
    struct compiled *older; /* readers may still look at it */
};

struct book {
    struct arena mem;
    struct str place;
    const char *folder; /* NULL for PostgreSQL */
    const struct feature *const *features;
    size_t features_count;
    list_of(struct projector) projectors;
    struct db *db; /* the writer's, or a reader's own in BOOK_READ */
    struct journal journal;
    enum book_mode mode;
    unsigned char secret[32]; /* for row identities and running numbers of sealed values */
    struct compiled writer;   /* as the writer sees its own transaction */
    struct compiled *readers; /* newest first */
    pthread_mutex_t lock;     /* of `readers` and of the search index's growth */
    _Atomic uint64_t
        structure_size; /* journal's size after the last change of units or catalogue */
    struct search *search;
    int64_t search_forgotten; /* rows of search_gone that the index knows */
    struct visits *visits;    /* read counts in memory */
    struct limits *limits;    /* what strangers have sent lately */
    /* Helper programs of the book, each started when first needed: for letter_pdf, media_prepare,
     * sheet_read. */
    struct child pdf, pictures, sheets;
    struct intakes *intakes;           /* the list that is entering; NULL while nothing is served */
    struct accounts *accounts;         /* sessions seen lately; NULL while nothing is served */
    _Atomic uint64_t accounts_version; /* grows with each commit that changed rights */
    /* Seconds since 1970 before which nothing planned needs to be published; 0: nobody has looked.
     */
    _Atomic int64_t news_due;
    bool accounts_dirty; /* the writer's transaction has changed some */
    bool pages_dirty;    /* it has changed what public pages show beside the journal */
    bool counts_later;   /* served: rules that are new are counted in pieces between other work */
    bool is_counting;    /* on the writer's thread: perhaps some are not counted yet */
};

/* Opens or creates a book with these features. Creating: tables, secret, shipped entries. Writing:
 * takes the book's lock, applies migrations, rebuilds tables whose form changed (up to 200,000
 * entries by itself; above that it fails INVALID and names `rebuild`), ships changes. Fails
 * MISSING, CONFLICT (exists; newer program), BUSY (another process has it), BROKEN. */
must_check bool book_open(struct book *book, struct str place, enum book_mode mode,
                          const struct feature *const *features, size_t count, struct error *err);
void book_close(struct book *book);

/* A read-only connection of its own, for one thread; the caller closes it. */
must_check bool book_reader(struct book *book, struct db **db, struct error *err);

/* One writing command or request: begin … commit, or rollback. is_changed (may be NULL): entries
 * came. */
must_check bool book_begin(struct book *book, struct error *err);
must_check bool book_commit(struct book *book, bool *is_changed, struct error *err);
void book_rollback(struct book *book);
/* Savepoints inside, one per request of a group. */
must_check bool book_savepoint(struct book *book, struct error *err);
must_check bool book_savepoint_gathering(struct book *book,
                                         struct error *err); /* journal_savepoint_gathering */
must_check bool book_release(struct book *book, struct error *err);
void book_undo(struct book *book);

/* The compiled form in `slot` as `db` sees it, loaded on first use by `load` into an arena that
 * lives until the structure changes (writer) or the book closes (readers). `load` gives NULL on
 * failure. */
typedef const void *compiled_loader(struct book *book, struct db *db, struct arena *mem,
                                    struct error *err);
must_check const void *book_compiled(struct book *book, struct db *db, enum compiled_slot slot,
                                     compiled_loader *load, struct error *err);
/* For projectors of unit.* and catalogue.*: what the writer compiled is out of date. */
void book_structure_changed(struct book *book);

/* For whoever writes accounts, roles or sessions: what is remembered of them is out of date once
 * this transaction is committed. */
void book_accounts_changed(struct book *book);

/* For whoever writes what public pages show and no entry says (link blocks, answers): pages drawn
 * before are out of date once this transaction is committed. */
void book_pages_changed(struct book *book);

/* Empties and replays all projections; must run between book_begin and book_commit. */
must_check bool book_rebuild(struct book *book, void (*progress)(int64_t done, int64_t total),
                             struct error *err);

/* Compares every projection with a replay into a scratch book; fails BROKEN and names the first
 * table that differs. Also proves the journal's hashes. entries: how many were read. */
must_check bool book_check(struct book *book, int64_t *entries, struct error *err);

/* A hash of the parts, one a line, under the book's secret: knows a file or name again without
 * keeping it. 32 bytes in `mem`. */
struct str book_keyed(const struct book *book, struct arena *mem, const struct str *parts,
                      size_t count);

/* All CREATE TABLE names of a feature's projections, in order. */
struct book_tables {
    struct str *at;
    size_t count, room;
};
struct book_tables book_tables(struct arena *mem, const struct feature *feature);

/* The day it is now in the country of its users (UTC+7), for what is kept without an entry. */
struct day book_today(const struct book *book);

/* A setting of the book itself ("name" is nobody's personal data); empty if unset. */
struct str book_setting(struct db *db, struct arena *mem, const char *name);
/* Sets it, in the caller's transaction. */
must_check bool book_setting_write(struct db *db, const char *name, struct str value,
                                   struct error *err);

#endif
