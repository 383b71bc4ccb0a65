#include "base/report.h"

#include <errno.h>
#include <stdarg.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 2000 };

/* "2022-05-10T08:31:00Z": logs are read beside the journal, whose moments are UTC too. */
static size_t moment_put(char *line, size_t room)
{
    struct timespec now;
    struct tm parts;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0 || !gmtime_r(&now.tv_sec, &parts))
        return 0;
    return strftime(line, room, "%Y-%m-%dT%H:%M:%SZ", &parts);
}

static bool is_control(unsigned char byte)
{
    return byte < 0x20 || byte == 0x7f;
}

void report(enum report_level level, const char *format, ...)
{
    static const char *const names[] = {
        [REPORT_NOTE] = "note", [REPORT_WARNING] = "warning", [REPORT_PROBLEM] = "problem"};
    int reason = errno; /* a report between a failure and its message must not change it */
    char line[LINE_MAX_BYTES + 1];
    size_t len = moment_put(line, sizeof line);
    len += (size_t)snprintf(line + len, sizeof line - len, " %s ", names[level]);
    va_list values;
    va_start(values, format);
    int wanted = vsnprintf(line + len, LINE_MAX_BYTES - len, format, values);
    va_end(values);
    size_t first = len, room = LINE_MAX_BYTES - len;
    if (wanted > 0)
        len += (size_t)wanted < room ? (size_t)wanted : room - 1;
    for (size_t i = first; i < len; i++)
        if (is_control((unsigned char)line[i]))
            line[i] = ' ';
    line[len++] = '\n';
    for (size_t done = 0; done < len;) {
        ssize_t wrote = write(STDERR_FILENO, line + done, len - done);
        if (wrote < 0 && errno != EINTR)
            break; /* nobody is left to tell */
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    errno = reason;
}
