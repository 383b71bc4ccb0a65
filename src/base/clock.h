/* The clock that only goes on: for spans, not for moments. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Nanoseconds since some moment of the machine's own. Nobody can set it back. Safe on every thread.
 */
int64_t clock_ns(void);

#endif
