#include "worker/serve.h"

#include "base/packet.h"

#include <unistd.h>

enum { KEPT_BYTES = 16 * 1024 * 1024 }; /* from one request to the next */

static enum packet_result refuse(struct arena *mem, const struct error *err)
{
    struct str text = str_format(mem, "%c%s", (char)err->kind, err->text);
    return packet_write(STDIN_FILENO, PACKET_REFUSAL, text, 0);
}

int serve_refuse_start(const struct error *err)
{
    auto_arena mem = {0};
    return refuse(&mem, err) == PACKET_WELL ? EXIT_FAILURE : 2;
}

static struct str greeting_of(struct arena *mem, int landlock, const char *warning)
{
    struct str parts[] = {
        landlock ? S("") : S("this kernel has no landlock: seccomp stands alone. "),
        str_of(warning),
    };
    return str_join(mem, parts, COUNT_OF(parts), S(""));
}

void serve_requests(int landlock, const char *warning, serve_answer *answer)
{
    auto_arena mem = {0};
    struct str greeting = greeting_of(&mem, landlock, warning);
    struct packet request;
    if (packet_write(STDIN_FILENO, PACKET_GREETING, greeting, 0) != PACKET_WELL)
        return;
    while (packet_read(STDIN_FILENO, &mem, SERVE_REQUEST_MAX_BYTES, 0, &request) == PACKET_WELL) {
        struct error err = {0};
        struct str answered;
        enum packet_result sent = answer(&mem, request.bytes, &answered, &err)
                                      ? packet_write(STDIN_FILENO, PACKET_ANSWER, answered, 0)
                                      : refuse(&mem, &err);
        if (sent != PACKET_WELL)
            return;
        if (mem.used_bytes > KEPT_BYTES)
            arena_end(&mem);
        else
            arena_reset(&mem);
    }
}
