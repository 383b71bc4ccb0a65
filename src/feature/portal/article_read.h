/* An article as its FILE.md tells it (docs/articles.md), checked against the book. */
#ifndef FEATURE_PORTAL_ARTICLE_READ_H
#define FEATURE_PORTAL_ARTICLE_READ_H

#include "feature/front_file.h"
#include "feature/portal/article.h"

enum {
    ARTICLE_TITLE_MAX_BYTES = 300,
    ARTICLE_LEAD_MAX_BYTES = 2000,
    ARTICLE_AUTHOR_MAX_BYTES = 120,
    ARTICLE_CAPTION_MAX_BYTES = 500, /* of what a picture shows, and of its caption */
    ARTICLE_NOTE_MAX_BYTES = 1000,   /* of a correction or withdrawal */
    ARTICLE_PICTURES_MAX = 40,
    ARTICLE_BINDINGS_MAX = 300, /* different figures and periods */
};

struct written_binding {
    struct str code, period;
};

struct written_picture {
    struct str alt, caption;
    const struct media *media;
};

/* What the file says, as entries keep it. */
struct written_article {
    const struct unit *unit;
    struct day day, consent; /* consent: DAY_NONE if not given */
    struct str title, lead, author;
    struct str section;    /* code */
    struct str conference; /* no; may be empty */
    struct str review;     /* code of a period; may be empty */
    int64_t reads;
    struct str body; /* Markdown; its pictures are "![](1)" … */
    list_of(struct written_binding) bindings;
    list_of(struct written_picture) pictures;
};

/* ---- the texts of a file ---- */

/* What stands in front of an article, in this order. */
enum written_key {
    WRITTEN_UNIT,
    WRITTEN_TITLE,
    WRITTEN_SECTION,
    WRITTEN_DAY,
    WRITTEN_AUTHOR,
    WRITTEN_LEAD,
    WRITTEN_CONFERENCE,
    WRITTEN_REVIEW,
    WRITTEN_READS,
    WRITTEN_CONSENT,
    WRITTEN_KEYS,
};

/* As somebody has written them, right or wrong. */
struct written_texts {
    struct str key[WRITTEN_KEYS]; /* one line each; empty: not given */
    struct str body;
};

/* The file that says them, in `mem`, whose body begins on line WRITTEN_BODY_LINE and whose key i
 * stands on line WRITTEN_KEY_LINE + i. */
enum { WRITTEN_KEY_LINE = 2, WRITTEN_BODY_LINE = WRITTEN_KEY_LINE + WRITTEN_KEYS + 2 };
struct str written_texts_file(struct arena *mem, const struct written_texts *texts);

/* The texts of job->bytes; fails INVALID if it is no such file. */
must_check bool written_texts_read(struct import_job *job, struct written_texts *texts,
                                   struct error *err);

/* ---- reading ---- */

/* The pictures that a text may name, for job->prepared. */
struct prepared_picture {
    struct str file; /* its name in the text */
    struct media media;
    struct str reason; /* why there is none; empty: there is one */
};
struct prepared_pictures {
    struct prepared_picture *at;
    size_t count, room;
};

/* Reads and checks as `db` sees the book. What is wrong is noted in *file; *article then holds
 * what is right. section_now: of the article that it corrects, which may have ended; empty: a new
 * one. Fails as the database does, INVALID only if it is no text at all. */
must_check bool article_judge(struct book *book, struct db *db, struct import_job *job,
                              struct str section_now, struct written_article *article,
                              struct front_file *file, struct error *err);

/* Reads and checks; fails INVALID after writing every error to job->out. */
must_check bool article_read(struct book *book, struct import_job *job, struct str section_now,
                             struct written_article *article, struct error *err);

/* The names of the pictures that article_prepare has read, for knowing a file again. */
struct str article_prepared_names(const struct import_job *job);

#endif
