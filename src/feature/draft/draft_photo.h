/* Photos of drafts. Until a draft is approved they are private pictures of the table media, each
 * belonging to this draft alone; then they are its record's. */
#ifndef FEATURE_DRAFT_DRAFT_PHOTO_H
#define FEATURE_DRAFT_DRAFT_PHOTO_H

#include "feature/draft/draft_form.h"
#include "feature/media.h"

#define PHOTO_ADDRESS "/lam-viec/anh"

enum {
    PHOTOS_MAX = 10, /* of a draft */
    /* Of one form, so that a photo above MEDIA_MAX_BYTES comes through and is told so. */
    PHOTOS_MAX_BYTES = 32 * 1024 * 1024,
};

/* A photo that came with a form, made ready before the writer has its turn. */
struct sent_photo {
    struct media media; /* name empty: could not be read */
    struct str source;  /* keyed hash of the file as sent */
    struct str problem; /* why it could not be read */
};
struct sent_photos {
    struct sent_photo *at;
    size_t count, room;
};

/* Lets the helper program read the files that the request brought. On the pool. What is wrong with
 * one stands in its `problem`: a bad photo never costs the text beside it. */
void photos_prepare(struct request *req, struct sent_photos *photos);

/* A photo as it is kept. */
struct kept_photo {
    int64_t ordinal;
    struct str name, source;
};
struct kept_photos {
    struct kept_photo *at;
    size_t count, room;
};
must_check bool photos_kept(struct db *db, struct arena *mem, int64_t draft,
                            struct kept_photos *photos, struct error *err);

/* What a form does to the photos of a draft: takes off those that are ticked, adds those that are
 * new. */
struct photo_change {
    struct kept_photos kept; /* before */
    const struct sent_photos *sent;
    bool *is_dropped;   /* of kept */
    bool *is_added;     /* of sent */
    size_t count;       /* that there will be */
    struct str problem; /* what could not be taken */
    bool is_none;       /* nothing changes */
};

/* Works it out. sent: may be NULL. Fails as the database does. */
must_check bool photos_plan(struct request *req, int64_t draft, const struct sent_photos *sent,
                            struct photo_change *change, struct error *err);

/* Does it, on the writer. */
must_check bool photos_change(struct request *req, int64_t draft, const struct photo_change *change,
                              struct error *err);

/* Erases all photos of a draft that is thrown away. */
must_check bool photos_erase(struct book *book, struct arena *mem, int64_t draft,
                             struct error *err);

/* ---- shown ---- */

struct photo_view {
    struct str name;         /* in the table media */
    struct str tick;         /* "boanh-2": takes it off */
    struct str small, large; /* addresses */
    int64_t width, height;   /* of the small one */
    struct str field;        /* of a record's: "picture.0002" */
    bool is_public;
};
struct photo_views {
    struct photo_view *at;
    size_t count, room;
};

/* The photos of a draft, or of a record for those who may approve it; erased ones are left out. */
must_check bool photos_view(struct request *req, int64_t draft, struct photo_views *views,
                            struct error *err);
must_check bool pictures_view(struct request *req, const struct record_pictures *pictures,
                              struct photo_views *views, struct error *err);

/* The names of a draft's photos, for its record. */
must_check bool photos_names(struct db *db, struct arena *mem, int64_t draft, struct draft *record,
                             struct error *err);

#endif
