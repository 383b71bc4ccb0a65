/* Articles on their way: what somebody writes in the browser before it is published, or to correct
 * what is. Kept as typed beside the journal, pictures included, where nobody but officers sees it;
 * publishing states the same entries as the commands do (article.h). Inside the feature only. */
#ifndef FEATURE_PORTAL_NEWS_DRAFT_H
#define FEATURE_PORTAL_NEWS_DRAFT_H

#include "feature/portal/article_read.h"

enum news_state {
    NEWS_WRITING,
    NEWS_PLANNED,   /* it goes out at its moment */
    NEWS_PUBLISHED, /* an article, or the correction of one: its texts are no longer here */
    NEWS_DROPPED,
};

struct news_draft {
    int64_t id;                 /* from 1; 0: not kept yet */
    struct written_texts texts; /* the unit as its code, the section likewise */
    enum news_state state;
    int64_t version;                 /* grows with each change: two people on one draft notice it */
    int64_t author, editor, planner; /* accounts: began it, changed it last, chose its moment */
    struct str changed;              /* moment of the last change */
    struct str of;                   /* number of the article that it corrects; else empty */
    struct str no;                   /* of the article that it became */
    struct str note;                 /* of a correction: what its page will say */
    struct str moment;               /* when it goes out; empty: not planned */
    struct str problem;              /* why it did not go out at its moment */
};

struct news_drafts {
    struct news_draft *at;
    size_t count, room;
};

/* ---- rows ---- */

/* The draft of an id (fails MISSING); the one that a form of this key made already, and the one
 * that corrects an article (*draft has id 0 if there is none). Everything in `mem`, here and below.
 */
must_check bool news_draft_find(struct db *db, struct arena *mem, int64_t id,
                                struct news_draft *draft, struct error *err);
must_check bool news_draft_of_key(struct db *db, struct arena *mem, struct str key,
                                  struct news_draft *draft, struct error *err);
must_check bool news_draft_of_article(struct db *db, struct arena *mem, struct str no,
                                      struct news_draft *draft, struct error *err);

/* Those that are written or planned, newest change first. */
must_check bool news_drafts_open(struct db *db, struct arena *mem, struct news_drafts *drafts,
                                 struct error *err);

/* Those whose moment has come by `moment`, in the order of their moments; and the first moment that
 * something is planned for (empty: nothing is). */
must_check bool news_drafts_due(struct db *db, struct arena *mem, struct str moment,
                                struct news_drafts *drafts, struct error *err);
must_check bool news_draft_first_moment(struct db *db, struct arena *mem, struct str *moment,
                                        struct error *err);

/* Keeps a new draft (id 0 is filled in), or replaces one whose version is still the one kept (fails
 * CONFLICT); the version then grows, changed and editor come from the journal's clock and actor.
 * key: of the form that made it. In the writer's transaction, as all that writes here. */
must_check bool news_draft_write(struct book *book, struct arena *mem, struct news_draft *draft,
                                 struct str key, struct error *err);

/* The key of a new form, in `mem`. */
struct str news_key_new(struct arena *mem);

/* Says its days as people do, "20/7/2022", however they were typed; what is no day stays. So two
 * people who leave a day alone have said the same. */
void written_days_say(struct arena *mem, struct written_texts *texts);

/* ---- its pictures ---- */

/* Adds a picture and gives the name by which the text may show it: "anh-1.jpg". Fails INVALID when
 * there are ARTICLE_PICTURES_MAX. */
must_check bool news_picture_add(struct db *db, struct arena *mem, int64_t draft,
                                 const struct media *media, struct str *file, struct error *err);

/* All of a draft, with their bytes or only their sizes. */
must_check bool news_pictures(struct db *db, struct arena *mem, int64_t draft, bool with_bytes,
                              struct prepared_pictures *pictures, struct error *err);

/* The bytes of the one of a name (struct media) in the width of its address; .at NULL: there is
 * none. */
must_check bool news_picture_bytes(struct db *db, struct arena *mem, int64_t draft, struct str name,
                                   int64_t size, struct str *bytes, struct error *err);

/* Takes all pictures of a draft away. */
must_check bool news_pictures_drop(struct db *db, int64_t draft, struct error *err);

/* ---- checking and publishing ---- */

/* What is wrong with a draft. */
struct news_problem {
    int key;         /* enum written_key of the field; WRITTEN_KEYS: the text */
    struct str text; /* with line and column where it is in the text */
};
struct news_problems {
    struct news_problem *at;
    size_t count, room;
    int64_t total; /* may be more than are told */
};

/* Checks it as `db` sees the book. article: what is right of it. Fails as the database does. */
must_check bool news_draft_judge(struct book *book, struct db *db, struct arena *mem,
                                 const struct news_draft *draft, struct written_article *article,
                                 struct news_problems *problems, struct error *err);

/* Publishes it, or states its correction: the draft becomes NEWS_PUBLISHED, with no, and is
 * emptied; what is wrong with it is told in *problems and nothing is written. In the writer's
 * transaction. */
must_check bool news_draft_publish(struct book *book, struct arena *mem, struct news_draft *draft,
                                   struct news_problems *problems, struct error *err);

/* ---- beginnings ---- */

/* A new draft with what the composer makes of a review and its conference. Fails as article_compose
 * does. */
must_check bool news_draft_compose(struct book *book, struct db *db, struct arena *mem,
                                   const struct unit *unit, struct period period,
                                   struct news_draft *draft, struct error *err);

/* A new draft, kept with its pictures, that says what a public article says. Fails CONFLICT if it
 * is none. */
must_check bool news_draft_correct(struct book *book, struct arena *mem,
                                   const struct article *article, struct news_draft *draft,
                                   struct error *err);

/* ---- planned ones ---- */

/* For whoever plans one: the clock below looks no later than at this moment. */
void news_planned(struct book *book, struct str moment);

#endif
