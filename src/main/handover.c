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
 * command, the options by place, the arguments. Then the server may ask for files, one after
 * another: an empty word, the path; the command says error kind and text and, if all is well, sends
 * a byte with the open descriptor. Answer: error kind, error text, path of a file that the command
 * is to write (or empty), its bytes, output. */
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

/* Takes two words off: how something went. False if that is not what stands there. */
static bool outcome_take(struct str *rest, enum error_kind *kind, struct str *text)
{
    int64_t number;
    struct str word;
    if (!str_cut(rest, '\0', &word) || !str_to_int(word, &number) || number < 0 ||
        number > ERROR_BROKEN || !str_cut(rest, '\0', text))
        return false;
    *kind = (enum error_kind)number;
    return true;
}

static void outcome_put(struct arena *mem, struct text *words, const struct error *err)
{
    put_word(words, str_format(mem, "%d", (int)err->kind));
    put_word(words, str_of(err->kind == ERROR_NONE ? "" : err->text));
}

/* ---- descriptors ---- */

/* Room for the one descriptor that goes with a byte, aligned as the kernel wants it. */
union control {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr header;
};

static bool descriptor_send(int socket, int fd)
{
    char byte = 'f';
    union control control = {0};
    struct iovec piece = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &piece,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(header), &fd, sizeof fd);
    return sendmsg(socket, &message, MSG_NOSIGNAL) == 1;
}

static bool descriptor_receive(int socket, int *fd)
{
    char byte;
    union control control = {0};
    struct iovec piece = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {.msg_iov = &piece,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != 1)
        return false;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (!header || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS ||
        header->cmsg_len != CMSG_LEN(sizeof *fd))
        return false;
    memcpy(fd, CMSG_DATA(header), sizeof *fd);
    return true;
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

static struct str folder_of(struct str path)
{
    size_t len = path.len;
    while (len > 0 && path.at[len - 1] != '/')
        len--;
    return str_part(path, 0, len);
}

/* Whether the server may see a file: one that the command names, or one beside it (the pictures of
 * an article). */
static bool is_named(struct str named, struct str path)
{
    struct str folder = folder_of(named);
    return str_is(named, path) || (folder.len && str_is(folder, folder_of(path)));
}

static bool may_hand(const struct command *command, struct command_call *call, struct str path)
{
    bool is_well = false;
    for (const char *at = command->file_arguments; at && *at && !is_well; at++) {
        size_t i = (size_t)(*at - '0');
        is_well = i < call->count && is_named(argument(command, call, i), path);
    }
    for (const char *at = command->file_options; at && *at && !is_well; at++)
        is_well = is_named(option(command, call, (size_t)(*at - '0')), path);
    return is_well;
}

/* Opens what the server asks for, with the rights of whoever runs the command. */
static bool file_hand(const struct command *command, struct command_call *call, int socket,
                      struct str path)
{
    struct error err = {0};
    auto_fd fd = -1;
    struct text words = text_new(call->mem, 8 * 1024);
    bool is_open =
        may_hand(command, call, path)
            ? file_open(str_c(call->mem, path), &fd, &err)
            : fail(&err, ERROR_DENIED, "socket", "lệnh không giao tệp «%.*s»", STR_ARG(path));
    outcome_put(call->mem, &words, &err);
    return message_send(call->mem, socket, &words) && (!is_open || descriptor_send(socket, fd));
}

/* Hands over files as long as the server asks for some; then its answer has come. */
static bool answer_receive(const struct command *command, struct command_call *call, int socket,
                           struct str *answer)
{
    for (;;) {
        struct str rest, path;
        if (!message_receive(call->mem, socket, answer))
            return false;
        if (answer->len == 0 || answer->at[0] != '\0')
            return true;
        rest = str_part(*answer, 1, answer->len);
        if (!str_cut(&rest, '\0', &path) || !file_hand(command, call, socket, path))
            return false;
    }
}

static bool answer_read(struct command_call *call, struct str answer, struct error *err)
{
    struct str rest = answer, text, path, bytes;
    enum error_kind kind;
    if (!outcome_take(&rest, &kind, &text) || !str_cut(&rest, '\0', &path) ||
        !str_cut(&rest, '\0', &bytes))
        return fail(err, ERROR_BROKEN, "socket",
                    "câu trả lời của tiến trình đang phục vụ sổ không đọc được");
    call->file = (struct handed_file){path, bytes};
    text_add(call->out, str_part(rest, 0, rest.len ? rest.len - 1 : 0));
    return kind == ERROR_NONE || fail(err, kind, "", "%.*s", STR_ARG(text));
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
    if (!message_send(call->mem, fd, &words) || !answer_receive(command, call, fd, &answer))
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

/* What a command needs whose files are asked for. */
struct hand {
    struct arena *mem;
    int socket;
};

static bool hand_open(void *context, const char *path, int *fd, struct error *err)
{
    struct hand *hand = context;
    struct text words = text_new(hand->mem, 8 * 1024);
    struct str answer, text;
    enum error_kind kind;
    put_word(&words, S(""));
    put_word(&words, str_of(path));
    if (!message_send(hand->mem, hand->socket, &words) ||
        !message_receive(hand->mem, hand->socket, &answer) || !outcome_take(&answer, &kind, &text))
        return fail(err, ERROR_BROKEN, path, "lệnh giao việc đã ngắt giữa chừng");
    if (kind != ERROR_NONE)
        return fail(err, kind, path, "%.*s", STR_ARG(text));
    return descriptor_receive(hand->socket, fd) ||
           fail(err, ERROR_BROKEN, path, "không nhận được tệp %s từ lệnh giao việc", path);
}

/* The command of a request and, in `call`, what is given to it; NULL if it is refused. */
static const struct command *request_read(struct handover *handover, struct str message,
                                          struct command_call *call, struct error *err)
{
    struct str rest = message, word;
    if (!str_cut(&rest, '\0', &word)) {
        fail(err, ERROR_INVALID, "socket", "yêu cầu trống");
        return NULL;
    }
    const struct command *command = command_find(word);
    if (!command || command->book != COMMAND_WRITES) {
        fail(err, ERROR_INVALID, "socket", "lệnh «%.*s» không giao được", STR_ARG(word));
        return NULL;
    }
    for (size_t i = 0; i < COMMAND_OPTIONS_MAX && str_cut(&rest, '\0', &word); i++)
        if (word.len)
            call->options[i] = word;
    while (call->count < COMMAND_ARGUMENTS_MAX && str_cut(&rest, '\0', &word) && rest.at)
        call->arguments[call->count++] = word;
    call->book = handover->book;
    if (call->count >= command->least && call->count <= command->most)
        return command;
    fail(err, ERROR_INVALID, "socket", "số tham số sai");
    return NULL;
}

static void serve_one(struct handover *handover, int fd)
{
    auto_arena mem = {0};
    struct text out = text_new(&mem, MESSAGE_MAX_BYTES / 4);
    struct hand hand = {&mem, fd};
    const struct handed handed = {hand_open, &hand};
    struct command_call call = {.mem = &mem, .out = &out, .handed = &handed};
    struct piece piece = {.call = &call};
    struct error err = {0};
    struct str message;
    if (!message_receive(&mem, fd, &message))
        return;
    piece.command = request_read(handover, message, &call, &err);
    if (piece.command && (!piece.command->prepare || piece.command->prepare(&call, &err)) &&
        web_write(handover->web, piece_run, &piece, &err)) {
        err.kind = ERROR_NONE;
        web_changed(handover->web); /* prose is no entry, but pages show it */
    }
    struct text answer = text_new(&mem, MESSAGE_MAX_BYTES);
    outcome_put(&mem, &answer, &err);
    put_word(&answer, call.file.path);
    put_word(&answer, call.file.bytes);
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

const char *handover_folder(struct arena *mem, const struct book *book)
{
    char path[108];
    return socket_path(book->place, path) ? str_c(mem, folder_of(str_of(path))) : NULL;
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
