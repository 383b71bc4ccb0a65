/* Length-prefixed packets over a socket: how the program and its helpers talk. Either end may be
 * hostile or gone; the reader takes nothing on trust. */
#ifndef BASE_PACKET_H
#define BASE_PACKET_H

#include "base/str.h"

enum packet_kind {
    PACKET_GREETING = 1, /* a helper is ready; which walls stand around it */
    PACKET_REQUEST,
    PACKET_ANSWER,
    PACKET_REFUSAL, /* why there is no answer: one byte of enum error_kind, then the text */
};

enum packet_result {
    PACKET_WELL,
    PACKET_CLOSED, /* the other end is gone */
    PACKET_LATE,   /* not within the time */
    PACKET_WRONG,  /* no such kind, or longer than the cap */
};

struct packet {
    enum packet_kind kind;
    struct str bytes;
};

/* Milliseconds on a clock that only goes forward. */
int64_t packet_now_ms(void);

/* Writes one packet, whole. deadline_ms: on that clock; 0: no limit. Bytes: at most 4 GiB
 * (asserted). */
must_check enum packet_result packet_write(int fd, enum packet_kind kind, struct str bytes,
                                           int64_t deadline_ms);

/* Reads one packet of at most cap_bytes into `mem`. */
must_check enum packet_result packet_read(int fd, struct arena *mem, size_t cap_bytes,
                                          int64_t deadline_ms, struct packet *packet);

#endif
