/* Draws the five-page report of the tests with a warm helper:  letter ROUNDS [FILE]
 * Prints the milliseconds of each round; with FILE, keeps the PDF there. */
#include "base/file.h"
#include "document/letter_pdf.h"
#include "document/letter_world.h"

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int main(int count, char **arguments)
{
    auto_arena mem = {0};
    struct letter letter = letter_report(&mem);
    struct child drawer;
    struct error err = {0};
    struct str bytes = S("");
    int64_t rounds;
    if (count < 2 || !str_to_int(str_of(arguments[1]), &rounds))
        return 2;
    child_begin(&drawer, &letter_pdf_helper);
    bool is_well = letter_pdf(&drawer, &mem, &letter, &bytes, &err);
    for (int64_t i = 0; i < rounds && is_well; i++) {
        auto_arena round_mem = {0};
        int64_t from_us = now_us();
        struct str again;
        is_well = letter_pdf(&drawer, &round_mem, &letter, &again, &err);
        printf("%.3f\n", (double)(now_us() - from_us) / 1000);
    }
    child_end(&drawer);
    if (is_well && count > 2)
        is_well = file_write(arguments[2], bytes, 0644, &err);
    if (!is_well)
        fprintf(stderr, "letter: %s\n", err.text);
    return is_well ? 0 : 1;
}
