#include "feature/account/tries.h"

enum { PLACES = 8 }; /* that a key may stand at, side by side */

/* The first of the key's places; the key is a hash under a secret, so nobody can choose it. */
static size_t place_of(const struct sha256 *key)
{
    size_t number = (size_t)key->at[16] << 8 | key->at[17];
    return number % (TRIES_KEPT / PLACES) * PLACES;
}

static bool is_key(const struct wrong *wrong, const struct sha256 *key)
{
    return memcmp(wrong->key, key->at, sizeof wrong->key) == 0;
}

static const struct wrong *wrong_find(const struct tries *tries, const struct sha256 *key)
{
    const struct wrong *wrong = &tries->at[place_of(key)];
    for (size_t i = 0; i < PLACES; i++)
        if (is_key(&wrong[i], key))
            return &wrong[i];
    return NULL;
}

static bool is_over(const struct wrong *wrong, int64_t now)
{
    return now - wrong->last > TRIES_FORGET_SECONDS;
}

int64_t tries_wait(const struct tries *tries, const struct sha256 *key, int64_t free_tries,
                   int64_t now)
{
    const struct wrong *wrong = wrong_find(tries, key);
    if (!wrong || wrong->failures < free_tries || is_over(wrong, now))
        return 0;
    int64_t wait = TRIES_WAIT_SECONDS;
    for (int64_t i = free_tries; i < wrong->failures && wait < TRIES_WAIT_MAX_SECONDS; i++)
        wait *= 2;
    wait = wait < TRIES_WAIT_MAX_SECONDS ? wait : TRIES_WAIT_MAX_SECONDS;
    int64_t left = wrong->last + wait - now;
    return left > 0 ? left : 0;
}

void tries_fail(struct tries *tries, const struct sha256 *key, int64_t now)
{
    struct wrong *places = &tries->at[place_of(key)], *chosen = &places[0];
    for (size_t i = 0; i < PLACES && !is_key(chosen, key); i++)
        if (is_key(&places[i], key) || places[i].last < chosen->last)
            chosen = &places[i];
    if (!is_key(chosen, key) || is_over(chosen, now))
        chosen->failures = 0;
    memcpy(chosen->key, key->at, sizeof chosen->key);
    chosen->last = now;
    chosen->failures++;
}

void tries_forget(struct tries *tries, const struct sha256 *key)
{
    struct wrong *wrong = &tries->at[place_of(key)];
    for (size_t i = 0; i < PLACES; i++)
        if (is_key(&wrong[i], key))
            wrong[i] = (struct wrong){0};
}
