#include "worker/pdf_letter.h"

#include "base/text.h"

#define BEHIND       6.0  /* room behind a paragraph */
#define SIGN_ROOM    68.0 /* for the signature and the stamp */
#define ISSUER_WIDTH PDF_MM(LETTER_ISSUER_MM)
#define STATE_WIDTH  (PDF_TEXT_WIDTH - ISSUER_WIDTH)

struct setter {
    struct pdf *pdf;
    const struct letter *letter;
    struct flow *flow;
    struct letter_numbers numbers;
    int list_depth;
};

static struct pdf_form centred(double size, double width)
{
    return (struct pdf_form){
        .size = size, .pitch = PDF_SINGLE, .width = width, .align = PDF_CENTRE};
}

static struct pdf_form centred_bold(double size, double width)
{
    struct pdf_form form = centred(size, width);
    form.is_bold = true;
    return form;
}

/* ---- the head of the first page ---- */

/* The form in which a line keeps to one line: its letters closer together and a little smaller, as
 * an office does it, as far as that can be read and its words still be told apart. */
static struct pdf_form closer(struct setter *setter, struct str letters, struct pdf_form form)
{
    static const struct {
        double smaller, spacing;
    } ways[] = {{0, 0}, {0, -0.2}, {0.5, -0.2}, {0.5, -0.3}, {1, -0.3}};
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        struct pdf_form tried = form;
        tried.size -= ways[i].smaller;
        tried.spacing = ways[i].spacing;
        if (pdf_text_plain(setter->pdf, letters, &tried)->lines.count == 1)
            return tried;
    }
    return form;
}

/* The width in which a title of several lines has lines of the same length, rather than a word left
 * over in the last one. */
static const struct pdf_text *balanced(struct setter *setter, struct str letters,
                                       const struct pdf_form *form)
{
    const struct pdf_text *text = pdf_text_plain(setter->pdf, letters, form);
    double least = form->width / 3, most = form->width;
    size_t lines = text->lines.count;
    while (lines > 1 && most - least > 20) {
        struct pdf_form tried = *form;
        tried.width = (least + most) / 2;
        if (pdf_text_plain(setter->pdf, letters, &tried)->lines.count == lines)
            most = tried.width;
        else
            least = tried.width;
    }
    struct pdf_form best = *form;
    best.width = most;
    return pdf_text_plain(setter->pdf, letters, &best);
}

/* A text under a tag of its own inside a band; gives where it ends. */
static double put(struct setter *setter, struct band *band, struct str letters,
                  const struct pdf_form *form, double x, double y)
{
    const struct pdf_text *text = pdf_text_plain(setter->pdf, letters, form);
    band_open(setter->flow, band, "P");
    y = band_text(setter->flow, band, text, x, y);
    band_close(setter->flow, band);
    return y;
}

/* A rule under the middle of a text that was put at x, `share` of its last line long. */
static double put_rule(struct setter *setter, struct band *band, const struct pdf_text *text,
                       double share, double x, double y)
{
    const struct pdf_line *last = &text->lines.at[text->lines.count - 1];
    double width = last->width * share;
    double from = x + last->x + (last->width - width) / 2;
    band_rule(setter->flow, band, from, y + 2, from + width, y + 2);
    return y + 4;
}

static double put_issuer(struct setter *setter, struct band *band)
{
    const struct letter *letter = setter->letter;
    double y = 0;
    for (size_t i = 0; i < letter->issuer.count; i++) {
        struct pdf_form form = centred(PDF_GRID, ISSUER_WIDTH);
        form.is_bold = i + 1 == letter->issuer.count;
        form = closer(setter, letter->issuer.at[i], form);
        y = put(setter, band, letter->issuer.at[i], &form, 0, y);
        if (form.is_bold)
            y = put_rule(setter, band, pdf_text_plain(setter->pdf, letter->issuer.at[i], &form),
                         0.4, 0, y);
    }
    return y;
}

static double put_state(struct setter *setter, struct band *band)
{
    struct pdf_form state = centred_bold(PDF_GRID, STATE_WIDTH);
    struct pdf_form motto = centred_bold(PDF_SMALL, STATE_WIDTH);
    double y = put(setter, band, S(LETTER_STATE), &state, ISSUER_WIDTH, 0);
    y = put(setter, band, S(LETTER_MOTTO), &motto, ISSUER_WIDTH, y);
    return put_rule(setter, band, pdf_text_plain(setter->pdf, S(LETTER_MOTTO), &motto), 1,
                    ISSUER_WIDTH, y);
}

static void head_set(struct setter *setter)
{
    const struct letter *letter = setter->letter;
    struct pdf_form number = centred(PDF_SMALL, ISSUER_WIDTH);
    struct pdf_form place = centred(PDF_SMALL, STATE_WIDTH);
    place.is_italic = true;
    struct band *band = flow_band(setter->flow, BEHIND, 0);
    double left = put_issuer(setter, band), right = put_state(setter, band);
    double y = (left > right ? left : right) + 4, end = y;
    if (letter->number.len) {
        struct str text = str_format(setter->pdf->mem, "Số: %.*s", STR_ARG(letter->number));
        end = put(setter, band, text, &number, 0, y);
    }
    if (letter->place_day.len) {
        right = put(setter, band, letter->place_day, &place, ISSUER_WIDTH, y);
        end = right > end ? right : end;
    }
    band->height = end;
    band->keeps_next = true;
}

static double put_subject(struct setter *setter, struct band *band, struct str subject, double y)
{
    struct pdf_form form = centred_bold(PDF_BODY, PDF_TEXT_WIDTH);
    form.binds_numbers = true;
    const struct pdf_text *text = balanced(setter, subject, &form);
    double x = (PDF_TEXT_WIDTH - pango_layout_get_width(text->layout) / (double)PANGO_SCALE) / 2;
    y = band_text(setter->flow, band, text, x, y);
    return put_rule(setter, band, text, 0.4, x, y);
}

/* A centred title of one or two texts, with a rule below if there is a second one. */
static void title_set(struct setter *setter, struct str kind, struct str subject, double before)
{
    struct pdf_form form = centred_bold(PDF_BODY, PDF_TEXT_WIDTH);
    struct flow *flow = setter->flow;
    if (kind.len == 0 && subject.len == 0)
        return;
    struct band *band = flow_band(flow, before, 0);
    double y = 0;
    band_open(flow, band, "H1");
    if (kind.len)
        y = band_text(flow, band, pdf_text_plain(setter->pdf, kind, &form), 0, y);
    if (subject.len)
        y = put_subject(setter, band, subject, y);
    band_close(flow, band);
    band->height = y + BEHIND;
    band->keeps_next = true;
}

/* ---- the text ---- */

static struct pdf_form paragraph_form(double indent_mm)
{
    return (struct pdf_form){.size = PDF_BODY,
                             .pitch = PDF_WIDER,
                             .width = PDF_TEXT_WIDTH,
                             .indent = PDF_MM(indent_mm),
                             .align = PDF_JUSTIFIED};
}

/* Opens and closes lists until the innermost one is of this depth. */
static void list_to(struct setter *setter, int depth)
{
    for (; setter->list_depth < depth; setter->list_depth++)
        flow_open(setter->flow, "L");
    for (; setter->list_depth > depth; setter->list_depth--)
        flow_close(setter->flow);
}

static void heading_set(struct setter *setter, const struct block *block)
{
    struct arena *mem = setter->pdf->mem;
    struct pdf_form form = paragraph_form(LETTER_INDENT_MM);
    form.align = PDF_LEFT;
    form.is_bold = true;
    struct str number = letter_heading_number(mem, &setter->numbers, block->level);
    struct str text =
        str_format(mem, "%.*s %.*s", STR_ARG(number), STR_ARG(block_plain(mem, block)));
    size_t first = setter->flow->bands.count;
    flow_text(setter->flow, block->level > 2 ? "H3" : "H2",
              pdf_text_plain(setter->pdf, text, &form), BEHIND);
    for (size_t i = first; i < setter->flow->bands.count; i++)
        setter->flow->bands.at[i].keeps_next = true;
}

/* "-", "+", "1.", "a)": what stands in front of an item. */
static struct str item_sign(struct arena *mem, const struct block *block)
{
    bool is_inner = block->level > 1;
    if (block->number < 0)
        return is_inner ? S("+ ") : S("- ");
    if (is_inner && block->number >= 1 && block->number <= 26)
        return str_format(mem, "%c) ", (int)('a' + block->number - 1));
    return str_format(mem, "%lld. ", (long long)block->number);
}

static void item_set(struct setter *setter, const struct block *block)
{
    struct arena *mem = setter->pdf->mem;
    int depth = block->level < 1 ? 1 : block->level > 4 ? 4 : block->level;
    struct pdf_form form = paragraph_form(LETTER_INDENT_MM + 5 * (depth - 1));
    struct run *runs = arena_many(mem, struct run, block->runs.count + 1);
    runs[0] = (struct run){.kind = RUN_TEXT, .text = item_sign(mem, block)};
    for (size_t i = 0; i < block->runs.count; i++)
        runs[i + 1] = block->runs.at[i];
    const struct pdf_text *text = pdf_text_runs(setter->pdf, runs, block->runs.count + 1, &form);
    list_to(setter, depth);
    flow_open(setter->flow, "LI");
    flow_text(setter->flow, "LBody", text, BEHIND);
    flow_close(setter->flow);
}

static void block_set(struct setter *setter, const struct block *block)
{
    struct pdf_form form = paragraph_form(LETTER_INDENT_MM);
    struct pdf *pdf = setter->pdf;
    if (block->kind != BLOCK_ITEM)
        list_to(setter, 0);
    switch (block->kind) {
    case BLOCK_HEADING:
        heading_set(setter, block);
        break;
    case BLOCK_PARAGRAPH:
        flow_text(setter->flow, "P", pdf_text_runs(pdf, block->runs.at, block->runs.count, &form),
                  BEHIND);
        break;
    case BLOCK_ITEM:
        item_set(setter, block);
        break;
    case BLOCK_GRID:
        pdf_grid(pdf, block->grid, setter->flow);
        break;
    case BLOCK_PICTURE: /* a letter has none; if it had, what it shows would still be said */
        flow_text(setter->flow, "P", pdf_text_plain(pdf, block->title, &form), BEHIND);
        break;
    case BLOCK_SLOT:
    case BLOCK_TABLE: /* replaced by whoever filled the letter */
        break;
    }
}

static void document_set(struct setter *setter, const struct document *document)
{
    setter->numbers = (struct letter_numbers){0};
    for (size_t i = 0; i < document->blocks.count; i++)
        block_set(setter, &document->blocks.at[i]);
    list_to(setter, 0);
}

/* ---- below the text ---- */

static double put_signer(struct setter *setter, struct band *band,
                         const struct letter_signer *signer, double width, double x)
{
    struct pdf_form form = centred_bold(PDF_BODY, width);
    double y = 0;
    if (signer->authority.len)
        y = put(setter, band, signer->authority, &form, x, y);
    if (signer->function.len)
        y = put(setter, band, signer->function, &form, x, y);
    y += SIGN_ROOM;
    return signer->name.len ? put(setter, band, signer->name, &form, x, y) : y;
}

/* "Nơi nhận:" and its lines in a column; gives where they end. */
static double put_recipients(struct setter *setter, struct band *band, double width)
{
    struct pdf_form head = {
        .size = PDF_GRID, .pitch = PDF_SINGLE, .width = width, .is_bold = true, .is_italic = true};
    struct pdf_form form = {.size = 11, .pitch = PDF_SINGLE, .width = width};
    double y = put(setter, band, S("Nơi nhận:"), &head, 0, 0);
    for (size_t i = 0; i < setter->letter->recipients.count; i++)
        y = put(setter, band, letter_recipient(setter->pdf->mem, setter->letter, i), &form, 0, y);
    return y;
}

/* A list of recipients that has no room beside or below the signature on one page. */
static void recipients_set(struct setter *setter)
{
    struct pdf_form head = {.size = PDF_GRID,
                            .pitch = PDF_SINGLE,
                            .width = PDF_TEXT_WIDTH,
                            .is_bold = true,
                            .is_italic = true};
    struct pdf_form form = {.size = 11, .pitch = PDF_SINGLE, .width = PDF_TEXT_WIDTH};
    flow_text(setter->flow, "P", pdf_text_plain(setter->pdf, S("Nơi nhận:"), &head), BEHIND);
    setter->flow->bands.at[setter->flow->bands.count - 1].keeps_next = true;
    for (size_t i = 0; i < setter->letter->recipients.count; i++) {
        struct str line = letter_recipient(setter->pdf->mem, setter->letter, i);
        flow_text(setter->flow, "P", pdf_text_plain(setter->pdf, line, &form), 0);
    }
}

/* The signers side by side in one band, which keeps the last lines of the text with it: a page with
 * nothing but a signature could be put under any text. The recipients of an only signer stand at
 * its left. */
static void signers_set(struct setter *setter)
{
    const struct letter *letter = setter->letter;
    size_t columns = letter->signers.count < 2 ? 2 : letter->signers.count;
    double width = PDF_TEXT_WIDTH / (double)columns, lowest = 0;
    bool has_recipients = letter->recipients.count > 0;
    bool is_beside = has_recipients && letter->signers.count < 2 && letter->recipients.count <= 30;
    if (letter->signers.count == 0 && !has_recipients)
        return;
    setter->flow->bands.at[setter->flow->bands.count - 1].keeps_next = true;
    struct band *band = flow_band(setter->flow, 2 * BEHIND, 0);
    if (is_beside)
        lowest = put_recipients(setter, band, width - 12);
    for (size_t i = 0; i < letter->signers.count; i++) {
        double x = width * (double)(columns - letter->signers.count + i);
        double y = put_signer(setter, band, &letter->signers.at[i], width, x);
        lowest = y > lowest ? y : lowest;
    }
    band->height = lowest;
    if (has_recipients && !is_beside)
        recipients_set(setter);
}

static void annex_set(struct setter *setter)
{
    const struct letter *letter = setter->letter;
    struct pdf_form form = centred(PDF_BODY, PDF_TEXT_WIDTH);
    form.is_italic = true;
    size_t first = setter->flow->bands.count;
    title_set(setter, S("PHỤ LỤC"), letter->annex_title, 0);
    setter->flow->bands.at[first].begins_page = true;
    struct band *band = flow_band(setter->flow, 0, 0);
    band->height = put(setter, band, letter_annex_of(setter->pdf->mem, letter), &form, 0, 0);
    band->keeps_next = letter->annex.blocks.count > 0;
    document_set(setter, &letter->annex);
}

void pdf_letter(struct pdf *pdf, const struct letter *letter, struct flow *flow)
{
    struct setter setter = {.pdf = pdf, .letter = letter, .flow = flow};
    flow_open(flow, "Document");
    if (letter->mark.len) {
        struct pdf_form form = centred(11, PDF_TEXT_WIDTH);
        form.is_italic = true;
        flow_text(flow, "P", pdf_text_plain(pdf, letter->mark, &form), 0);
    }
    head_set(&setter);
    title_set(&setter, letter->kind, letter->subject, 3 * BEHIND);
    document_set(&setter, &letter->document);
    signers_set(&setter);
    if (letter->annex_title.len)
        annex_set(&setter);
    flow_close(flow);
}
