/* Pictures that pages show: re-encoded by a helper program that trusts no byte of them
 * (worker/picture.c), kept in the table `media` of the book, in three widths, under the SHA-256 of
 * the widest. They lie in the database so that a picture comes in the same transaction as the entry
 * that names it, goes into every backup, and is erased by one statement (docs/decisions/0012). */
#ifndef FEATURE_MEDIA_H
#define FEATURE_MEDIA_H

#include "document/picture_wire.h"
#include "feature/book.h"

extern const struct feature media_feature;

/* The program that reads pictures; a book keeps one struct child of it (feature/book.h). */
extern const struct helper media_helper;

enum { MEDIA_MAX_BYTES = 25 * 1024 * 1024 }; /* of a picture as it comes */

struct media {
    struct str name;        /* 64 hex digits; empty: no picture */
    struct picture picture; /* as media_find gives it: without bytes */
    bool is_private;        /* not at /hinh/…: only where somebody asks who may see it */
};

/* Makes a picture ready to be kept: JPEG, PNG, WebP or HEIC by its content, whatever it is called,
 * of at most 25 MB and 60 megapixels. The same bytes give the same picture. Runs the helper, so
 * never inside a transaction or on the writer thread. Fails INVALID with a reason for whoever chose
 * the file; otherwise as child_ask. */
must_check bool media_prepare(struct book *book, struct arena *mem, struct str bytes,
                              struct media *media, struct error *err);

/* Keeps it, in the caller's transaction; one that is there already stays. */
must_check bool media_keep(struct db *db, const struct media *media, struct error *err);

/* Makes what media_prepare gave a picture of its own: a random comment goes into its bytes, so that
 * its name is another one even if the same picture is kept already. For pictures that are erased
 * with what they belong to, whoever else may show the same. */
void media_single_out(struct arena *mem, struct media *media);

/* Lets everyone see a picture that was kept as private, in the caller's transaction. */
must_check bool media_publish(struct db *db, struct str name, struct error *err);

/* Answers with a picture by the last part of its address ("9f…-800.jpg"); a private one only if
 * is_private, for routes that have asked who may see it. Fails MISSING. */
must_check bool media_respond(struct request *req, struct str address, bool is_private,
                              struct response *response, struct error *err);

/* The name of the picture in the last part of an address; empty if it is none. */
struct str media_name_of(struct str address);

/* Both, for commands that work alone on a book. */
must_check bool media_take(struct book *book, struct arena *mem, struct str bytes,
                           struct media *media, struct error *err);

/* The picture of a name with its sizes, for <img>; *is_found is false once it was erased. */
must_check bool media_find(struct db *db, struct arena *mem, struct str name, struct media *media,
                           bool *is_found, struct error *err);

/* The same with its bytes. */
must_check bool media_load(struct db *db, struct arena *mem, struct str name, struct media *media,
                           bool *is_found, struct error *err);

/* "/hinh/9f…-800.jpg"; width: one of picture_widths (asserted). */
struct str media_address(struct arena *mem, const struct media *media, int width);

/* The version of that width: its real size in pixels. */
const struct picture_version *media_version(const struct media *media, int width);

/* Erases a picture for good, in the caller's transaction, which must also append the entry that
 * says so: that empties the cache of pages. A name that is not there is well. */
must_check bool media_erase(struct db *db, struct str name, struct error *err);

#endif
