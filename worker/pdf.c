/* The helper program that draws letters as PDF files: a letter on the wire in (letter_wire.h), a
 * file out. Its fonts are read once; then it stays and waits for the next letter. */
#include "worker/pdf_file.h"
#include "worker/pdf_letter.h"
#include "worker/sandbox.h"
#include "worker/serve.h"

#include "document/letter_wire.h"

#include <unistd.h>

static struct pdf_fonts fonts; /* the one thing that lives as long as the process */

static struct str title_of(struct arena *mem, const struct letter *letter)
{
    struct str parts[] = {letter->kind, letter->subject};
    bool has_both = letter->kind.len && letter->subject.len;
    return str_join(mem, parts, COUNT_OF(parts), has_both ? S(" ") : S(""));
}

static bool letter_draw(struct arena *mem, const struct letter *letter, struct str *answer,
                        struct error *err)
{
    struct pdf pdf = {.mem = mem, .fonts = &fonts, .site = letter->site};
    struct flow flow = {.mem = mem};
    struct pdf_about about = {title_of(mem, letter), letter->language};
    pdf_letter(&pdf, letter, &flow);
    bool is_well = pdf_file(&pdf, &flow, &about, answer, err);
    pdf_layouts_end(&pdf);
    return is_well;
}

static bool answer_make(struct arena *mem, struct str request, struct str *answer,
                        struct error *err)
{
    struct letter letter;
    return letter_read(mem, request, &letter, err) && letter_draw(mem, &letter, answer, err);
}

/* Draws a letter that nobody sees, so that the first one that somebody waits for finds all fonts
 * open. */
static bool warm_up(struct error *err)
{
    auto_arena mem = {0};
    struct letter letter = {.kind = S("BÁO CÁO"), .place_day = S("ngày"), .number = S("1")};
    struct str drawn;
    *list_add(&letter.recipients, &mem) = S("ភាសាខ្មែរ");
    block_text(document_add(&letter.document, &mem, BLOCK_PARAGRAPH), &mem, S("Kính gửi"));
    return letter_draw(&mem, &letter, &drawn, err);
}

int main(void)
{
    struct error err;
    struct sandbox sandbox = {
        .readable = pdf_font_folders, .has_threads = true, .cpu_seconds = 3600};
    int landlock;
    if (!sandbox_enter(&sandbox, &landlock, &err) || !pdf_fonts_load(&fonts, &err) ||
        !warm_up(&err))
        return serve_refuse_start(&err);
    serve_requests(landlock,
                   fonts.is_second_choice ? "no Liberation Serif 2, so Noto Serif is used" : NULL,
                   answer_make);
    _exit(EXIT_SUCCESS);
}
