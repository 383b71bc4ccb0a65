/* Rows of articles. Inside the feature only. */
#ifndef FEATURE_PORTAL_ARTICLE_STORE_H
#define FEATURE_PORTAL_ARTICLE_STORE_H

#include "feature/portal/article.h"
#include "feature/stating.h"

/* ---- for pages ---- */

/* The text with its pictures still by their number (slot "1" is pictures.at[0]); a picture that was
 * erased has no media name. */
struct article_pictures {
    struct article_picture *at;
    size_t count, room;
};
struct article_body {
    struct document lead; /* the author's own summary; empty without one */
    struct document document;
    struct article_pictures pictures;
};
must_check bool article_body_read(struct book *book, struct db *db, struct arena *mem,
                                  const struct article *article, struct article_body *body,
                                  struct error *err);

/* The same for texts that are stated nowhere yet; pictures stay as they are. */
must_check bool article_body_fill(struct book *book, struct db *db, struct arena *mem,
                                  const struct article *article, struct str lead, struct str text,
                                  struct article_body *body, struct error *err);

/* The Markdown as it is stated: the author's own lead (may be empty), and the text with its
 * pictures by their number ("![](1)", a line each). */
must_check bool article_markdown(struct db *db, struct arena *mem, int64_t article,
                                 struct str *lead, struct str *body, struct error *err);

/* What people are told of corrections and a withdrawal, in order. */
struct article_change {
    struct str at, note; /* the note is empty once it is erased */
    bool is_withdrawal;
};
struct article_changes {
    struct article_change *at;
    size_t count, room;
};
must_check bool article_changes(struct db *db, struct arena *mem, int64_t article,
                                struct article_changes *changes, struct error *err);

/* Of an article: what it has in common with others. Of a term: at most `limit` articles that share
 * it, newest first. */
struct article_terms {
    struct str *at;
    size_t count, room;
};
struct article_ids {
    int64_t *at;
    size_t count, room;
};
must_check bool article_terms(struct db *db, struct arena *mem, int64_t article,
                              struct article_terms *terms, struct error *err);
must_check bool article_ids_of_term(struct db *db, struct arena *mem, struct str term, size_t limit,
                                    struct article_ids *ids, struct error *err);

/* The highest number given to an article so far; 0: none. */
must_check bool article_last_id(struct db *db, int64_t *id, struct error *err);

/* Id, no, unit, day, title and state of all articles in every state, newest first: for a list to
 * work with. The other members are not filled. */
must_check bool articles_all(struct db *db, struct arena *mem, struct articles *articles,
                             struct error *err);

/* ---- for writing ---- */

/* The next number of a year: "article/2022/0002". What was appended before must be rows. */
must_check bool article_next_no(struct db *db, struct arena *mem, int32_t year, struct str *no,
                                struct error *err);

/* Public articles of a unit, day and title; *no is empty if there is none. */
must_check bool article_find_same(struct db *db, struct arena *mem, int64_t unit, struct day day,
                                  struct str title, struct str *no, struct error *err);

/* Files that were taken, by a keyed hash of their content: the article that one became (*no empty:
 * none), the one that an article has now, and noting one. */
must_check bool article_file_known(struct db *db, struct arena *mem, struct str content,
                                   struct str *no, struct error *err);
must_check bool article_file_now(struct db *db, struct arena *mem, struct str no,
                                 struct str *content, struct error *err);
must_check bool article_file_note(struct db *db, struct str no, struct str content,
                                  struct error *err);

/* All openings of an article, also of replaced statements; whether another article shows a picture
 * now. */
must_check bool article_openings(struct db *db, struct arena *mem, int64_t article,
                                 struct kept_openings *openings, struct error *err);
must_check bool article_picture_is_shared(struct db *db, int64_t article, struct str name,
                                          bool *is_shared, struct error *err);

#endif
