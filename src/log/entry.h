/* An entry: an immutable statement in the journal, one canonical JSON object. Pure: no SQL, no
 * clock. */
#ifndef LOG_ENTRY_H
#define LOG_ENTRY_H

#include "base/day.h"
#include "base/json.h"
#include "base/sha256.h"

enum { ENTRY_MAX_BYTES = 65535 }; /* a leaf's length is 16 bits in the log's bundles (tlog-tiles) */

struct entry {
    struct str bytes;
    const struct json *root;
    struct str type;         /* "record.approved" */
    struct str at;           /* UTC second, "2022-05-10T08:31:00Z" */
    struct str by;           /* who, as the book numbers people: "u3", or "system" */
    struct str kind, no, of; /* empty where the type has none */
    struct str unit;
    struct day day; /* DAY_NONE where the type has none; a coarsened day ("2022-05") is that
                       month's first */
    const struct json *values; /* public values, or NULL */
};

/* Reads an entry. Fails INVALID with the reason: not canonical, too long, `at`, `by` or `type`
 * missing or of a wrong form. The result points into `bytes` and `mem`. */
must_check bool entry_read(struct arena *mem, struct str bytes, struct entry *entry,
                           struct error *err);

/* The privacy classes whose values enter as commitments, each an object of an entry: field → hex.
 */
enum { ENTRY_CLASSES = 4 };
extern const struct str entry_classes[ENTRY_CLASSES]; /* counted, private, sealed, shown: sorted */

enum { SALT_BYTES = 32 };

/* The commitment to a value that is not public: HMAC-SHA-256 under its own 32 random bytes over
 * "doanket/cam/v1\n" field "\n" value. A salt of fixed length makes it binding, a random one
 * hiding. */
struct sha256 entry_commitment(const unsigned char salt[SALT_BYTES], struct str field,
                               struct str value);

#endif
