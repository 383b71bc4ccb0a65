#include "base/packet.h"

#include "base/clock.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/socket.h>

enum { HEAD_BYTES = 5 }; /* the kind, then the length, lowest byte first */

int64_t packet_now_ms(void)
{
    return clock_ns() / 1000000;
}

/* Waits until the socket can be read or written; what is wrong with it shows when that is tried. */
static enum packet_result wait_for(int fd, short what, int64_t deadline_ms)
{
    for (;;) {
        int64_t left_ms = deadline_ms ? deadline_ms - packet_now_ms() : -1;
        if (deadline_ms && left_ms <= 0)
            return PACKET_LATE;
        struct pollfd waited = {.fd = fd, .events = what};
        int ready = poll(&waited, 1, left_ms > INT_MAX ? INT_MAX : (int)left_ms);
        if (ready > 0)
            return PACKET_WELL;
        if (ready < 0 && errno != EINTR)
            return PACKET_CLOSED;
    }
}

static enum packet_result write_all(int fd, struct str bytes, int64_t deadline_ms)
{
    for (size_t done = 0; done < bytes.len;) {
        enum packet_result waited = wait_for(fd, POLLOUT, deadline_ms);
        if (waited != PACKET_WELL)
            return waited;
        ssize_t sent = send(fd, bytes.at + done, bytes.len - done, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EINTR && errno != EAGAIN)
            return PACKET_CLOSED;
        done += sent > 0 ? (size_t)sent : 0;
    }
    return PACKET_WELL;
}

static enum packet_result read_all(int fd, char *bytes, size_t len, int64_t deadline_ms)
{
    for (size_t done = 0; done < len;) {
        enum packet_result waited = wait_for(fd, POLLIN, deadline_ms);
        if (waited != PACKET_WELL)
            return waited;
        ssize_t got = recv(fd, bytes + done, len - done, MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN))
            return PACKET_CLOSED;
        done += got > 0 ? (size_t)got : 0;
    }
    return PACKET_WELL;
}

enum packet_result packet_write(int fd, enum packet_kind kind, struct str bytes,
                                int64_t deadline_ms)
{
    assert(bytes.len <= UINT32_MAX);
    char head[HEAD_BYTES] = {(char)kind};
    for (size_t i = 1; i < HEAD_BYTES; i++)
        head[i] = (char)(bytes.len >> 8 * (i - 1) & 0xff);
    enum packet_result result = write_all(fd, (struct str){head, sizeof head}, deadline_ms);
    return result == PACKET_WELL ? write_all(fd, bytes, deadline_ms) : result;
}

enum packet_result packet_read(int fd, struct arena *mem, size_t cap_bytes, int64_t deadline_ms,
                               struct packet *packet)
{
    char head[HEAD_BYTES];
    size_t len = 0;
    enum packet_result result = read_all(fd, head, sizeof head, deadline_ms);
    if (result != PACKET_WELL)
        return result;
    for (size_t i = 1; i < HEAD_BYTES; i++)
        len |= (size_t)(unsigned char)head[i] << 8 * (i - 1);
    if (head[0] < PACKET_GREETING || head[0] > PACKET_REFUSAL || len > cap_bytes)
        return PACKET_WRONG;
    char *bytes = arena_take(mem, len + 1);
    result = read_all(fd, bytes, len, deadline_ms);
    if (result == PACKET_WELL)
        *packet = (struct packet){(enum packet_kind)head[0], {bytes, len}};
    return result;
}
