/* An article as its FILE.md tells it (docs/articles.md), checked against the book. */
#ifndef FEATURE_PORTAL_ARTICLE_READ_H
#define FEATURE_PORTAL_ARTICLE_READ_H

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

/* Reads and checks; fails INVALID after writing every error to job->out. */
must_check bool article_read(struct book *book, struct import_job *job,
                             struct written_article *article, struct error *err);

/* The names of the pictures that article_prepare has read, for knowing a file again. */
struct str article_prepared_names(const struct import_job *job);

#endif
