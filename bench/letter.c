/* Writes the five-page report of the tests, warm:  letter docx|pdf ROUNDS [FILE]
 * Prints the milliseconds of each round; with FILE, keeps the file there. */
#include "base/file.h"
#include "document/letter_docx.h"
#include "document/letter_pdf.h"
#include "document/letter_world.h"

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static bool write_once(bool is_pdf, struct child *drawer, struct arena *mem,
                       const struct letter *letter, struct str *bytes, struct error *err)
{
    return is_pdf ? letter_pdf(drawer, mem, letter, bytes, err)
                  : letter_docx(mem, letter, bytes, err);
}

int main(int count, char **arguments)
{
    auto_arena mem = {0};
    struct letter letter = letter_report(&mem);
    struct child drawer;
    struct error err = {0};
    struct str bytes = S("");
    int64_t rounds;
    bool is_pdf = count > 1 && !strcmp(arguments[1], "pdf");
    if (count < 3 || (!is_pdf && strcmp(arguments[1], "docx") != 0) ||
        !str_to_int(str_of(arguments[2]), &rounds))
        return 2;
    child_begin(&drawer, &letter_pdf_helper);
    bool is_well = write_once(is_pdf, &drawer, &mem, &letter, &bytes, &err);
    for (int64_t i = 0; i < rounds && is_well; i++) {
        auto_arena round_mem = {0};
        int64_t from_us = now_us();
        struct str again;
        is_well = write_once(is_pdf, &drawer, &round_mem, &letter, &again, &err);
        printf("%.3f\n", (double)(now_us() - from_us) / 1000);
    }
    child_end(&drawer);
    if (is_well && count > 3)
        is_well = file_write(arguments[3], bytes, 0644, &err);
    if (!is_well)
        fprintf(stderr, "letter: %s\n", err.text);
    return is_well ? 0 : 1;
}
