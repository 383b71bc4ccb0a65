/* Reads a workbook as the import does, helper program and all:  sheet ROUNDS FILE
 * Prints milliseconds of a clock and of the processors for each round, then rows and columns. */
#include "base/file.h"
#include "document/sheet_read.h"

#include <sys/resource.h>

static int64_t us_of(struct timeval time)
{
    return (int64_t)time.tv_sec * 1000000 + time.tv_usec;
}

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Of this process and of the helpers that have ended. */
static int64_t cpu_us(void)
{
    struct rusage own, helpers;
    getrusage(RUSAGE_SELF, &own);
    getrusage(RUSAGE_CHILDREN, &helpers);
    return us_of(own.ru_utime) + us_of(own.ru_stime) + us_of(helpers.ru_utime) +
           us_of(helpers.ru_stime);
}

int main(int count, char **arguments)
{
    auto_arena mem = {0};
    struct child reader;
    struct error err = {0};
    struct str bytes;
    struct sheet_file file;
    int64_t rounds;
    if (count != 3 || !str_to_int(str_of(arguments[1]), &rounds) || rounds < 1)
        return 2;
    child_begin(&reader, &sheet_helper);
    bool is_well = file_read(&mem, arguments[2], SHEET_FILE_MAX_BYTES, &bytes, &err);
    for (int64_t i = 0; i < rounds && is_well; i++) {
        auto_arena round_mem = {0};
        int64_t from_us = now_us(), from_cpu_us = cpu_us();
        is_well = sheet_read(&reader, &round_mem, bytes, &file, &err);
        printf("%.3f %.3f\n", (double)(now_us() - from_us) / 1000,
               (double)(cpu_us() - from_cpu_us) / 1000);
        if (is_well && i == rounds - 1)
            printf("%zu %zu\n", file.tables.at[0].rows.count, file.tables.at[0].columns);
    }
    child_end(&reader);
    if (!is_well)
        fprintf(stderr, "sheet: %s\n", err.text);
    return is_well ? 0 : 1;
}
