#include "web/listen.h"

#include "base/file.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>

enum { BACKLOG = 511 };

struct place {
    union {
        struct sockaddr any;
        struct sockaddr_in four;
        struct sockaddr_in6 six;
    } address;
    socklen_t len;
};

static void place_set_port(struct place *place, int port)
{
    if (place->address.any.sa_family == AF_INET6)
        place->address.six.sin6_port = htons((uint16_t)port);
    else
        place->address.four.sin_port = htons((uint16_t)port);
}

static bool host_read(struct str host, struct place *place)
{
    char text[INET6_ADDRSTRLEN + 1] = {0};
    bool is_six = str_starts(host, S("[")) && str_ends(host, S("]"));
    if (is_six)
        host = str_part(host, 1, host.len - 2);
    if (str_is(host, S("localhost")))
        host = S("127.0.0.1");
    if (host.len == 0 || host.len >= sizeof text)
        return false;
    memcpy(text, host.at, host.len);
    *place = (struct place){.len = is_six ? sizeof place->address.six : sizeof place->address.four};
    place->address.any.sa_family = is_six ? AF_INET6 : AF_INET;
    return is_six ? inet_pton(AF_INET6, text, &place->address.six.sin6_addr) == 1
                  : inet_pton(AF_INET, text, &place->address.four.sin_addr) == 1;
}

static bool place_read(const char *address, struct place *place, int *port, struct error *err)
{
    struct str text = str_of(address);
    size_t colon = text.len;
    while (colon > 0 && text.at[colon - 1] != ':')
        colon--;
    int64_t number;
    if (colon == 0 || !host_read(str_part(text, 0, colon - 1), place) ||
        !str_to_int(str_part(text, colon, text.len), &number) || number < 0 || number > 65535)
        return fail(err, ERROR_INVALID, "listen",
                    "«%s» không phải là địa chỉ máy và cổng, ví dụ 127.0.0.1:8080 hoặc [::1]:8080",
                    address);
    *port = (int)number;
    place_set_port(place, *port);
    return true;
}

static bool bind_refused(const char *address, int port, struct error *err)
{
    if (errno == EADDRINUSE)
        return fail(
            err, ERROR_BUSY, "listen",
            "cổng %d đang có chương trình khác dùng; hãy tắt chương trình đó hoặc chọn cổng "
            "khác bằng --listen",
            port);
    if (errno == EACCES)
        return fail(err, ERROR_DENIED, "listen",
                    "không được phép mở cổng %d; hãy chọn cổng từ 1024 trở lên", port);
    if (errno == EADDRNOTAVAIL)
        return fail(err, ERROR_MISSING, "listen", "máy này không có địa chỉ của «%s»", address);
    return fail(err, ERROR_BROKEN, "listen", "không mở được «%s»: %s", address, strerror(errno));
}

/* A bound socket; *port becomes the one the system gave. -1 with errno set. */
static int socket_bind(struct place *place, int *port, bool is_shared)
{
    int on = 1;
    int fd = socket(place->address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    struct place bound = *place;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if ((is_shared && setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0) ||
        bind(fd, &place->address.any, place->len) != 0 ||
        getsockname(fd, &bound.address.any, &bound.len) != 0) {
        int reason = errno;
        fd_close_quietly(&fd);
        errno = reason;
        return -1;
    }
    *port = ntohs(bound.address.any.sa_family == AF_INET6 ? bound.address.six.sin6_port
                                                          : bound.address.four.sin_port);
    place_set_port(place, *port);
    return fd;
}

bool listen_open(const char *address, int *sockets, size_t count, int *port, struct error *err)
{
    struct place place = {0};
    if (!place_read(address, &place, port, err))
        return false;
    int probe = socket_bind(&place, port, false);
    if (probe < 0)
        return bind_refused(address, *port, err);
    /* bind alone does not meet a listener that shares addresses on every kernel; listen does */
    bool is_free = listen(probe, 1) == 0;
    int reason = errno;
    fd_close_quietly(&probe);
    errno = reason;
    if (!is_free)
        return bind_refused(address, *port, err);
    for (size_t i = 0; i < count; i++) {
        sockets[i] = socket_bind(&place, port, true);
        if (sockets[i] >= 0 && listen(sockets[i], BACKLOG) == 0)
            continue;
        bind_refused(address, *port, err);
        for (size_t k = 0; k <= i; k++)
            fd_close_quietly(&sockets[k]);
        return false;
    }
    return true;
}
