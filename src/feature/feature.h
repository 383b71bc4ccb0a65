/* A feature's table of contents: everything that the rest of the program must know of it. Menu,
 * help, permission matrix and derived tests come from these tables. */
#ifndef FEATURE_FEATURE_H
#define FEATURE_FEATURE_H

#include "feature/handed.h"
#include "journal/journal.h"
#include "web/route.h"

struct book;
struct listing_table;

/* A list that `import BOOK KIND FILE` takes. */
struct import_job {
    struct str kind;
    struct str folder;    /* the file's, with a slash at its end; empty: not from a file */
    struct str file_name; /* for messages */
    struct str bytes;
    const struct listing_table *table; /* instead of bytes: a list that was read already; or NULL */
    bool is_dry_run;                   /* everything but the entries */
    bool is_correction;                /* --correct: rows that differ from a known key correct it */
    struct text *out;                  /* the report, in Vietnamese */
    struct arena *mem;
    const struct handed *handed; /* for files beside it; NULL: the file system */
    void *prepared;              /* what the importer's prepare has left for it */
};

struct importer {
    const char *kind; /* "unit"; "" takes every kind that no other importer names */
    const char *summary;
    /* All or nothing: false, with every error listed in job->out, leaves the book as it was (the
     * caller rolls back). */
    bool (*import)(struct book *book, struct import_job *job, struct error *err);
    /* What takes long and needs no table (pictures): before the transaction, on another thread than
     * the writer's where a book is served. NULL: nothing. */
    bool (*prepare)(struct book *book, struct import_job *job, struct error *err);
};

enum command_group { GROUP_DAILY, GROUP_REVIEW, GROUP_ADMIN, GROUP_VERIFY };

enum command_book {
    COMMAND_WITHOUT_BOOK,
    COMMAND_READS,
    COMMAND_WRITES, /* in one transaction that the caller begins and commits */
    COMMAND_OPENS,  /* opens or creates the book itself */
};

struct command_option {
    const char *name;  /* "--format" */
    const char *value; /* what follows it, for help ("text|json|html"); NULL: a switch */
    const char *summary;
};

enum { COMMAND_ARGUMENTS_MAX = 8, COMMAND_OPTIONS_MAX = 6 };

struct command_call {
    struct arena *mem;
    struct book *book; /* NULL for COMMAND_WITHOUT_BOOK and COMMAND_OPENS */
    struct str arguments[COMMAND_ARGUMENTS_MAX]; /* behind the command's name, BOOK included */
    size_t count;
    struct str
        options[COMMAND_OPTIONS_MAX]; /* by place in command->options; .at NULL if not given */
    struct text *out;                 /* standard output */
    void *prepared;                   /* what the command's prepare has left for it */
    const struct handed *handed;      /* where files that it names come from */
    struct handed_file file;          /* what `run` leaves to be written; only as one text */
};

struct command {
    const char *name;
    enum command_group group;
    enum command_book book;
    const char *usage;          /* "BOOK KIND FILE" */
    size_t least, most;         /* arguments */
    const char *file_arguments; /* places (0-based digits) that are paths: made absolute when the
                                   work is handed to a serving process */
    struct command_option options[COMMAND_OPTIONS_MAX];
    const char *file_options; /* places of options that are paths, of files that need not be there
                                 yet: made absolute likewise */
    const char *summary;
    /* COMMAND_WRITES: what takes long and needs no table, as in struct importer. It must not touch
     * call->book->db. NULL: nothing. */
    bool (*prepare)(struct command_call *call, struct error *err);
    bool (*run)(struct command_call *call, struct error *err);
};

struct menu_item {
    const char *address, *label;
    int order;
};

/* What somebody with one of the roles can do: a card on /lam-viec. It is drawn where the book has a
 * page at that address which they may open. The order also says under which heading it stands
 * (office/home.c): below 30 writing down, 40 deciding, 50 reviews and conferences, 70 following,
 * 900 news and catalogue, from there on settings. */
struct work_item {
    const char *address, *label;
    const char *summary; /* one sentence without full stop */
    const char *role;    /* as in struct route, without '@' */
    int order;
};

/* What waits for somebody with one of the roles: a line on /lam-viec, drawn while there is any. */
struct waiting_item {
    const char *address; /* where it is dealt with */
    const char *label;   /* what stands behind its number: "việc chờ duyệt" */
    const char *role;    /* as in struct work_item */
    bool (*count)(struct request *req, int64_t *count, struct error *err);
    int order;
};

/* A public page that quotes a figure. */
struct quote {
    struct str address, title;
    struct day day;
};
struct quotes {
    struct quote *at;
    size_t count, room;
};

struct feature {
    const char *name;
    const char *tables; /* projections: CREATE statements, commented; may be dropped and rebuilt */
    const char *const *migrations; /* what is not yet an entry: numbered from 1 */
    size_t migrations_count;
    const struct route *routes;
    size_t routes_count;
    const struct projector *projectors;
    size_t projectors_count;
    const struct importer *importers;
    size_t importers_count;
    const struct command *commands;
    size_t commands_count;
    const struct menu_item *menu;
    size_t menu_count;
    const struct work_item *work;
    size_t work_count;
    const struct waiting_item *waiting;
    size_t waiting_count;
    /* Adds the pages that quote a unit's figure (codes of indicator and period), newest first, in
     * `mem`: an earlier feature shows them. NULL: none of its pages do. */
    bool (*quotes)(struct db *db, struct arena *mem, int64_t unit, struct str indicator,
                   struct str period, struct quotes *quotes, struct error *err);
    /* Proves what the feature keeps beside the journal (`doanket check`). NULL: nothing. */
    bool (*check)(struct db *db, struct error *err);
    /* Appends as entries what the shipped files changed (init, upgrade). NULL: nothing ships. */
    bool (*ship)(struct book *book, struct error *err);
    /* What it would ship, as a hash: the same as at the last time means that nothing is to do.
     * NULL: another feature's hash speaks for it. */
    struct sha256 (*shipped)(void);
};

#define FEATURE_ROWS(field, table) .field = (table), .field##_count = COUNT_OF(table)

#endif
