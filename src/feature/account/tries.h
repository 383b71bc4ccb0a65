/* How often somebody may be wrong: a bounded memory of failures by account and by client address.
 * Pure: the caller brings the time and the lock. */
#ifndef FEATURE_ACCOUNT_TRIES_H
#define FEATURE_ACCOUNT_TRIES_H

#include "base/sha256.h"

enum {
    TRIES_KEPT = 4096,            /* keys; of those that share a place the oldest is forgotten */
    TRIES_ACCOUNT_FREE = 5,       /* failures for one account that cost no waiting */
    TRIES_ADDRESS_FREE = 30,      /* from one address: behind it may sit a whole office */
    TRIES_WAIT_SECONDS = 30,      /* for the first one above that; doubled for each further one */
    TRIES_WAIT_MAX_SECONDS = 900, /* an account must not be locked by whoever knows its name */
    TRIES_FORGET_SECONDS = 3600,  /* after the last failure */
};

struct wrong {
    unsigned char key[16]; /* zeros: a free place */
    int64_t last;          /* failure, seconds */
    int64_t failures;
};

struct tries {
    struct wrong at[TRIES_KEPT];
};

/* Seconds to wait before the next try; 0: now. free_tries: TRIES_…_FREE. */
int64_t tries_wait(const struct tries *tries, const struct sha256 *key, int64_t free_tries,
                   int64_t now);

/* Counts a failure. */
void tries_fail(struct tries *tries, const struct sha256 *key, int64_t now);

/* Forgets the failures: it went well. */
void tries_forget(struct tries *tries, const struct sha256 *key);

#endif
