/* Articles of the portal. Their figures are bindings, filled whenever an article is read: frozen
 * ones where the review of the period is issued, else those of the book now. */
#ifndef FEATURE_PORTAL_ARTICLE_H
#define FEATURE_PORTAL_ARTICLE_H

#include "document/document.h"
#include "feature/media.h"
#include "feature/portal/section.h"
#include "feature/review/review.h"

enum article_state { ARTICLE_PUBLIC, ARTICLE_WITHDRAWN, ARTICLE_ERASED };

struct article_picture {
    struct media media;
    struct str alt, caption; /* the caption may be empty */
    struct str folder;       /* address of where it lies; empty: among the public ones */
};

struct article {
    int64_t id;         /* the number in its address */
    int64_t entry;      /* that states it now */
    struct str no;      /* "article/2022/0001" */
    struct str address; /* "/tin/hoi-nghi-so-ket-7"; permanent: whatever stands before the number */
    struct str title;   /* what stands for it once it is erased */
    struct str lead;    /* plain text, figures filled: the author's summary, else the first
                           paragraph, cut at a word to about LEAD_SHOWN_CHARACTERS */
    struct str author;  /* may be empty */
    struct str section; /* code */
    int64_t unit;
    struct day day;
    struct str conference; /* no of the conference it tells of; may be empty */
    struct str review;     /* code of the period whose review it tells of; may be empty */
    int64_t reads;         /* counted elsewhere before */
    struct str changed_at; /* moment of the newest statement about it */
    struct str mark;       /* hash of its first entry, hex: what feeds know it by */
    enum article_state state;
    bool has_picture;
    struct article_picture picture; /* the first one that is still there */
};

enum { LEAD_SHOWN_CHARACTERS = 240 };

struct articles {
    struct article *at;
    size_t count, room;
};

/* Public articles, newest first: of a section (code; empty: of all), of a month counted through
 * (day_month; 0: of all). Everything in `mem`, here and below. Fails as the database does. */
must_check bool articles_newest(struct book *book, struct db *db, struct arena *mem,
                                struct str section, size_t skip, size_t limit,
                                struct articles *articles, struct error *err);
must_check bool articles_of_month(struct book *book, struct db *db, struct arena *mem,
                                  int32_t month, size_t skip, size_t limit,
                                  struct articles *articles, struct error *err);

/* How many public articles there are in a section (empty: in all) or month. */
must_check bool articles_count(struct db *db, struct str section, int64_t *count,
                               struct error *err);
must_check bool articles_count_month(struct db *db, int32_t month, int64_t *count,
                                     struct error *err);

/* The sections that have public articles, in their order. */
must_check bool articles_sections(struct book *book, struct db *db, struct arena *mem,
                                  struct sections *told, struct error *err);

/* The months that have public articles, newest first. */
struct article_month {
    int32_t month; /* counted through */
    int64_t count;
};
struct article_months {
    struct article_month *at;
    size_t count, room;
};
must_check bool article_months(struct db *db, struct arena *mem, struct article_months *months,
                               struct error *err);

/* Addresses of public articles with the moment of their newest statement, newest first. */
struct article_addresses {
    struct article_address {
        struct str address, changed_at;
    } * at;
    size_t count, room;
};
must_check bool article_addresses(struct db *db, struct arena *mem, size_t limit,
                                  struct article_addresses *addresses, struct error *err);

/* The article of a number in addresses, in whatever state; of a number like "article/2022/0001"
 * (fails MISSING); the newest public one that tells of a unit's review. */
must_check bool article_by_id(struct book *book, struct db *db, struct arena *mem, int64_t id,
                              struct article *article, bool *is_found, struct error *err);
must_check bool article_of_no(struct book *book, struct db *db, struct arena *mem, struct str no,
                              struct article *article, struct error *err);
must_check bool article_of_review(struct book *book, struct db *db, struct arena *mem,
                                  const struct unit *unit, struct period period,
                                  struct article *article, bool *is_found, struct error *err);

/* The whole text: headings of level 2 and 3, paragraphs, items, pictures (slot: address of the
 * picture 800 pixels wide, title: what it shows, runs: its caption), figures filled and with their
 * addresses. Empty once erased; a picture that was erased is left out. */
must_check bool article_document(struct book *book, struct db *db, struct arena *mem,
                                 const struct article *article, struct document *document,
                                 struct error *err);

/* At most `limit` public articles that have most in common with this one, best first: conference,
 * period, figures, words of the title, section; of equals the newest. */
must_check bool articles_related(struct book *book, struct db *db, struct arena *mem,
                                 const struct article *article, size_t limit,
                                 struct articles *articles, struct error *err);

/* Public articles that quote a unit's figure, newest first, at most QUOTES_SHOWN: see struct
 * feature.
 */
enum { QUOTES_SHOWN = 20 };
bool articles_quoting(struct db *db, struct arena *mem, int64_t unit, struct str indicator,
                      struct str period, struct quotes *quotes, struct error *err);

/* ---- writing ---- */

/* Reads the pictures that an article's FILE.md names and lets the helper program re-encode them;
 * job->folder is where they lie. What is wrong with one is told by article_import. Never inside a
 * transaction of a served book. */
must_check bool article_prepare(struct book *book, struct import_job *job, struct error *err);

/* Reads an article's FILE.md (docs/articles.md) and publishes it: all or nothing; the same file
 * with the same pictures again adds nothing. Every error goes to job->out with line and column.
 * Only inside a transaction of the book; the caller rolls back on failure. Fails CONFLICT if there
 * is an article of that unit, day and title. */
must_check bool article_import(struct book *book, struct import_job *job, struct error *err);

/* What article_import does, without its report. */
struct article_published {
    struct str no;
    bool is_new; /* false: the same file with the same pictures became this article before */
    size_t figures, pictures;
};
must_check bool article_publish(struct book *book, struct import_job *job,
                                struct article_published *made, struct error *err);

/* The same for an article that is there: states it again, with a note that its page shows. Fails
 * MISSING, CONFLICT (withdrawn or erased). */
must_check bool article_correct(struct book *book, struct import_job *job, struct str no,
                                struct str note, struct error *err);

/* Takes an article from lists, feeds and search; its page stays and says why. Fails MISSING,
 * CONFLICT (withdrawn or erased already). */
must_check bool article_withdraw(struct book *book, struct arena *mem, struct str no,
                                 struct str reason, struct error *err);

/* What of an article is erased: everything; its author's name; one picture with what is said of it;
 * the texts of statements that were replaced by corrections. */
enum article_part { ARTICLE_ALL, ARTICLE_AUTHOR, ARTICLE_ONE_PICTURE, ARTICLE_REPLACED };

/* Erases for good, from all statements of the article. ordinal: of ARTICLE_ONE_PICTURE, from 1.
 * Fails MISSING if there is nothing of the kind (any more). */
must_check bool article_erase(struct book *book, struct arena *mem, struct str no,
                              enum article_part part, int64_t ordinal, struct error *err);

#endif
