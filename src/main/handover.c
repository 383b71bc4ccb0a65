#include "main/handover.h"

#include "base/file.h"
#include "base/report.h"
#include "base/sha256.h"
#include "base/text.h"
#include "main/commands.h"
#include "web/web.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* A message is its length in decimal and a newline, then words that end in NUL each. Request:
 * command, the options by place, the arguments. Answer: error kind, error text, output. */
enum { MESSAGE_MAX_BYTES = 256 * 1024 * 1024, WORDS_MAX = 24 };

struct handover {
    struct book *book;
    struct web *web;
    pthread_t thread;
    int socket, wake[2];
    char path[108]; /* as long as sockaddr_un allows */
};

/* Where the serving process listens: in the book's folder, or by the URL's hash in the user's
 * run-time folder for a book in PostgreSQL. False if the path is too long for a socket. */
static bool socket_path(struct str place, char path[108])
{
    auto_arena mem = {0};
    int len;
    if (str_starts(place, S("postgres"))) {
        struct sha256 hash = sha256_of(&place, 1);
        const char *folder = getenv("XDG_RUNTIME_DIR");
        struct str hex = hex_of(&mem, hash.at, 8);
        len = snprintf(path, 108, "%s/doanket-%u-%.*s.sock", folder ? folder : "/tmp",
                       (unsigned)getuid(), STR_ARG(hex));
    } else {
        len = snprintf(path, 108, "%.*s/serve.sock", STR_ARG(place));
    }
    return len > 0 && len < 108;
}

static bool send_all(int fd, struct str bytes)
{
    for (size_t done = 0; done < bytes.len;) {
        ssize_t sent = send(fd, bytes.at + done, bytes.len - done, MSG_NOSIGNAL);
        if (sent <= 0 && errno != EINTR)
            return false;
        done += sent > 0 ? (size_t)sent : 0;
    }
    return true;
}

static bool receive_exactly(int fd, char *at, size_t count)
{
    for (size_t done = 0; done < count;) {
        ssize_t got = recv(fd, at + done, count - done, 0);
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        done += got > 0 ? (size_t)got : 0;
    }
    return true;
}

static bool message_receive(struct arena *mem, int fd, struct str *message)
{
    int64_t len = 0;
    for (char c = '0'; c != '\n';) {
        if (!receive_exactly(fd, &c, 1) || len > MESSAGE_MAX_BYTES)
            return false;
        if (c >= '0' && c <= '9')
            len = len * 10 + (c - '0');
    }
    char *bytes = arena_take(mem, (size_t)len + 1);
    *message = (struct str){bytes, (size_t)len};
    return receive_exactly(fd, bytes, (size_t)len);
}

static bool message_send(struct arena *mem, int fd, const struct text *words)
{
    struct str body = text_str(words);
    return send_all(fd, str_format(mem, "%zu\n", body.len)) && send_all(fd, body);
}

static void put_word(struct text *words, struct str word)
{
    text_add(words, word);
    text_char(words, '\0');
}

/* ---- the command's side ---- */

static int connect_to(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, path, strlen(path) + 1);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* The serving process has another working folder: paths become absolute. */
static struct str argument(const struct command *command, struct command_call *call, size_t i)
{
    char full[PATH_MAX];
    bool is_file = command->file_arguments && strchr(command->file_arguments, (char)('0' + i));
    if (!is_file || !realpath(str_c(call->mem, call->arguments[i]), full))
        return call->arguments[i];
    return str_copy(call->mem, str_of(full));
}

static struct str option(const struct command *command, struct command_call *call, size_t i)
{
    char folder[PATH_MAX];
    struct str value = call->options[i];
    bool is_file = command->file_options && strchr(command->file_options, (char)('0' + i));
    bool is_absolute = value.len == 0 || value.at[0] == '/';
    if (!is_file || is_absolute || !getcwd(folder, sizeof folder))
        return value.at ? value : S("");
    return str_format(call->mem, "%s/%.*s", folder, STR_ARG(value));
}

static bool answer_read(struct command_call *call, struct str answer, struct error *err)
{
    struct str rest = answer, kind_text, text;
    int64_t kind;
    if (!str_cut(&rest, '\0', &kind_text) || !str_to_int(kind_text, &kind) || kind < 0 ||
        kind > ERROR_BROKEN || !str_cut(&rest, '\0', &text))
        return fail(err, ERROR_BROKEN, "socket",
                    "câu trả lời của tiến trình đang phục vụ sổ không đọc được");
    text_add(call->out, str_part(rest, 0, rest.len ? rest.len - 1 : 0));
    return kind == ERROR_NONE || fail(err, (enum error_kind)kind, "", "%.*s", STR_ARG(text));
}

bool handover_send(const struct command *command, struct command_call *call, struct error *err)
{
    char path[108];
    auto_fd fd = socket_path(call->arguments[0], path) ? connect_to(path) : -1;
    if (fd < 0)
        return false;
    struct text words = text_new(call->mem, 1024 * 1024);
    struct str answer;
    put_word(&words, str_of(command->name));
    for (size_t i = 0; i < COMMAND_OPTIONS_MAX; i++)
        put_word(&words, option(command, call, i));
    for (size_t i = 0; i < call->count; i++)
        put_word(&words, argument(command, call, i));
    if (!message_send(call->mem, fd, &words) || !message_receive(call->mem, fd, &answer))
        return fail(err, ERROR_BROKEN, "socket",
                    "tiến trình đang phục vụ sổ ngắt giữa chừng; xem nhật ký của nó");
    return answer_read(call, answer, err);
}

/* ---- the serving side ---- */

struct piece {
    const struct command *command;
    struct command_call *call;
};

static bool piece_run(void *context, struct db *db unused, struct error *err)
{
    struct piece *piece = context;
    return command_write(piece->command, piece->call, err);
}

static bool request_read(struct handover *handover, struct str message, struct piece *piece,
                         struct error *err)
{
    struct str rest = message, word;
    if (!str_cut(&rest, '\0', &word))
        return fail(err, ERROR_INVALID, "socket", "yêu cầu trống");
    piece->command = command_find(word);
    if (!piece->command || piece->command->book != COMMAND_WRITES)
        return fail(err, ERROR_INVALID, "socket", "lệnh «%.*s» không giao được", STR_ARG(word));
    struct command_call *call = piece->call;
    for (size_t i = 0; i < COMMAND_OPTIONS_MAX && str_cut(&rest, '\0', &word); i++)
        if (word.len)
            call->options[i] = word;
    while (call->count < COMMAND_ARGUMENTS_MAX && str_cut(&rest, '\0', &word) && rest.at)
        call->arguments[call->count++] = word;
    call->book = handover->book;
    return (call->count >= piece->command->least && call->count <= piece->command->most) ||
           fail(err, ERROR_INVALID, "socket", "số tham số sai");
}

static void serve_one(struct handover *handover, int fd)
{
    auto_arena mem = {0};
    struct text out = text_new(&mem, MESSAGE_MAX_BYTES / 2);
    struct command_call call = {.mem = &mem, .out = &out};
    struct piece piece = {.call = &call};
    struct error err = {0};
    struct str message;
    if (!message_receive(&mem, fd, &message))
        return;
    if (request_read(handover, message, &piece, &err) &&
        (!piece.command->prepare || piece.command->prepare(&call, &err)) &&
        web_write(handover->web, piece_run, &piece, &err)) {
        err.kind = ERROR_NONE;
        web_changed(handover->web); /* prose is no entry, but pages show it */
    }
    struct text answer = text_new(&mem, MESSAGE_MAX_BYTES);
    put_word(&answer, str_format(&mem, "%d", (int)err.kind));
    put_word(&answer, str_of(err.kind == ERROR_NONE ? "" : err.text));
    put_word(&answer, text_str(&out));
    if (!message_send(&mem, fd, &answer))
        report(REPORT_WARNING, "a command went away before its answer");
}

static void *listen_loop(void *context)
{
    struct handover *handover = context;
    for (;;) {
        struct pollfd waits[] = {{.fd = handover->socket, .events = POLLIN},
                                 {.fd = handover->wake[0], .events = POLLIN}};
        if (poll(waits, COUNT_OF(waits), -1) < 0 && errno != EINTR)
            return NULL;
        if (waits[1].revents)
            return NULL;
        auto_fd fd = accept4(handover->socket, NULL, NULL, SOCK_CLOEXEC);
        struct timeval limit = {.tv_sec = 30};
        if (fd >= 0) {
            setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
            serve_one(handover, fd);
        }
    }
}

bool handover_start(struct handover **handover, struct book *book, struct web *web,
                    struct error *err)
{
    struct handover *made = arena_one(&book->mem, struct handover);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    made->book = book;
    made->web = web;
    if (!socket_path(book->place, made->path))
        return fail(err, ERROR_INVALID, "socket", "đường dẫn của sổ quá dài để mở ổ cắm trong đó");
    memcpy(address.sun_path, made->path, sizeof made->path);
    unlink(made->path); /* the book's lock is ours: whoever left it is gone */
    made->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (made->socket < 0 || bind(made->socket, (struct sockaddr *)&address, sizeof address) < 0 ||
        listen(made->socket, 8) < 0 || pipe(made->wake) < 0 ||
        pthread_create(&made->thread, NULL, listen_loop, made) != 0)
        return fail(err, ERROR_BROKEN, made->path, "không mở được ổ cắm %s: %s", made->path,
                    strerror(errno));
    *handover = made;
    return true;
}

void handover_stop(struct handover *handover)
{
    if (write(handover->wake[1], "x", 1) == 1)
        pthread_join(handover->thread, NULL);
    close(handover->socket);
    close(handover->wake[0]);
    close(handover->wake[1]);
    unlink(handover->path);
}
