/* How often something may be done by people without an account: so many times within a window, from
 * one address and by all together. In memory only, of fixed size; forgotten at a restart. */
#ifndef FEATURE_LIMITS_H
#define FEATURE_LIMITS_H

#include "feature/book.h"

/* What is limited; the numbers stand in limits.c. */
enum limited {
    LIMITED_DOUBTS,   /* reports that a figure is wrong */
    LIMITED_SIGN_INS, /* lines of the trail about a sign-in that failed */
    LIMITED_KINDS,
};

/* Takes one of what `client` (an address as in struct request) may do now. Fails BUSY, saying for
 * how long: the address or all together have used up theirs. Addresses of IPv6 count by their first
 * 64 bits, which one household has for itself; those that nobody knows count as one. */
must_check bool limits_take(struct book *book, enum limited what, struct str client,
                            struct error *err);

/* The part of an address that counts as one, as a number; 0 for what is no address. */
uint64_t limits_client(struct str client);

/* For book_open and book_close: nothing used up yet; the end. */
struct limits *limits_new(void);
void limits_end(struct limits *limits);

#endif
