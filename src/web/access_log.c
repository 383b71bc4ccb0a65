#include "web/access_log.h"

#include <errno.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 512 };

void access_log_begin(struct access_log *log)
{
    *log = (struct access_log){.second = -1};
    pthread_mutex_init(&log->lock, NULL);
}

static void log_write(struct access_log *log)
{
    for (size_t done = 0; done < log->len;) {
        ssize_t wrote = write(STDERR_FILENO, log->bytes + done, log->len - done);
        if (wrote < 0 && errno != EINTR)
            break; /* nobody reads it: the server goes on */
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    log->len = 0;
}

/* Lines of one second share their time, written once. */
static void moment_update(struct access_log *log)
{
    struct timespec now;
    struct tm parts;
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    if (now.tv_sec == log->second || !gmtime_r(&now.tv_sec, &parts))
        return;
    strftime(log->moment, sizeof log->moment, "%Y-%m-%dT%H:%M:%SZ", &parts);
    log->second = now.tv_sec;
}

static char *put_text(char *at, const char *text, size_t room)
{
    size_t len = strnlen(text, room);
    return (char *)memcpy(at, text, len) + len;
}

static char *put_number(char *at, uint64_t value)
{
    char digits[20], *start = digits + sizeof digits;
    do
        *--start = (char)('0' + value % 10);
    while (value /= 10);
    return put_text(at, start, (size_t)(digits + sizeof digits - start));
}

void access_log_add(struct access_log *log, const struct access_line *line)
{
    pthread_mutex_lock(&log->lock);
    if (sizeof log->bytes - log->len < LINE_MAX_BYTES)
        log_write(log);
    moment_update(log);
    char *at = log->bytes + log->len;
    at = put_text(at, log->moment, sizeof log->moment);
    at = put_text(at, " note ", 6);
    at = put_text(at, line->method, 20);
    *at++ = ' ';
    at = put_text(at, line->pattern, 300);
    *at++ = ' ';
    at = put_number(at, (uint64_t)line->status);
    *at++ = ' ';
    at = put_number(at, line->body_bytes);
    *at++ = ' ';
    at = put_number(at, line->took_us < 0 ? 0 : (uint64_t)line->took_us);
    at = put_text(at, " us\n", 4);
    log->len = (size_t)(at - log->bytes);
    pthread_mutex_unlock(&log->lock);
}

void access_log_flush(struct access_log *log)
{
    pthread_mutex_lock(&log->lock);
    log_write(log);
    pthread_mutex_unlock(&log->lock);
}

void access_log_end(struct access_log *log)
{
    access_log_flush(log);
    pthread_mutex_destroy(&log->lock);
}
