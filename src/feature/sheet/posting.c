#include "feature/sheet/posting.h"

#include "base/unicode.h"
#include "base/vi_day.h"

struct composing {
    struct book *book;
    struct db *db;
    struct arena *mem;
    struct posted *posting;
};

/* ---- figures in large type ---- */

/* "trên", "800 triệu" and "đồng"; "175" and "suất". A long number would not fit its tile whole. */
static struct posting_figure figure_of(struct arena *mem, const struct figure *figure)
{
    const struct indicator *indicator = figure->indicator;
    struct posting_figure shown = {.measure = indicator->unit, .label = indicator->label};
    struct str fraction = figure_fraction(mem, figure), money = S(" đồng"), above = S("trên ");
    shown.number = fraction.len ? fraction : figure_number(mem, indicator, figure->actual);
    if (indicator->is_money) {
        shown.number = figure_about(mem, indicator, figure->actual);
        if (str_ends(shown.number, money))
            shown.number.len -= money.len;
        if (str_starts(shown.number, above)) {
            shown.qualifier = S("trên");
            shown.number = str_part(shown.number, above.len, shown.number.len);
        }
    }
    return shown;
}

static void figures_fill(struct composing *composing, const struct review *review,
                         const struct block *table)
{
    struct posted *posting = composing->posting;
    for (size_t i = 0; i < table->codes.count && posting->figures_count < POSTING_FIGURES; i++) {
        struct review_figure known = review_figure(review, table->codes.at[i]);
        if (!known.now)
            continue;
        struct figure figure = review_printed(&known);
        if (figure.actual)
            posting->figures[posting->figures_count++] = figure_of(composing->mem, &figure);
    }
}

/* ---- lines ---- */

static void line_add(struct composing *composing, struct posting_lines *lines,
                     const struct block *block)
{
    struct str words = block_plain(composing->mem, block);
    size_t colon = str_find(words, S(": "));
    struct posting_line *line = list_add(lines, composing->mem);
    if (colon < words.len) {
        line->label = str_part(words, 0, colon);
        words = str_part(words, colon + 2, words.len);
    }
    line->words = words;
}

/* The outline's sections; a table says which figures stand in large type. */
static bool sections_fill(struct composing *composing, const struct review *review,
                          struct error *err)
{
    struct posted *posting = composing->posting;
    struct posting_section *section = NULL;
    struct document document = {0};
    if (!review_outline(composing->book, composing->db, composing->mem, review, S("posting"),
                        &document, err))
        return false;
    for (size_t i = 0; i < document.blocks.count; i++) {
        const struct block *block = &document.blocks.at[i];
        if (block->kind == BLOCK_HEADING && block->level == 2)
            section = NULL;
        if (block->kind == BLOCK_TABLE)
            figures_fill(composing, review, block);
        if (block->kind != BLOCK_ITEM)
            continue;
        if (!section) {
            section = list_add(&posting->sections, composing->mem);
            if (i > 0)
                section->title = block_plain(composing->mem, block - 1);
        }
        line_add(composing, &section->lines, block);
    }
    return true;
}

static bool fund_fill(struct composing *composing, const struct unit *commune, struct error *err)
{
    struct posted *posting = composing->posting;
    struct document document = {0};
    struct review review;
    posting->fund.is_short = true;
    if (!review_compose(composing->book, composing->db, composing->mem, commune, posting->period,
                        DAY_NONE, &review, err) ||
        !review_outline(composing->book, composing->db, composing->mem, &review, S("posting_fund"),
                        &document, err))
        return false;
    for (size_t i = 0; i < document.blocks.count; i++) {
        const struct block *block = &document.blocks.at[i];
        if (block->kind == BLOCK_HEADING)
            posting->fund.title = block_plain(composing->mem, block);
        if (block->kind == BLOCK_ITEM)
            line_add(composing, &posting->fund.lines, block);
    }
    return true;
}

/* ---- one page ---- */

static size_t rows_of(const struct posting_section *section)
{
    size_t rows = section->lines.count > 0; /* the title */
    if (section->is_short)
        return rows + (section->lines.count + 1) / 2;
    for (size_t i = 0; i < section->lines.count; i++) {
        const struct posting_line *line = &section->lines.at[i];
        size_t letters = utf8_count(line->label) + 2 + utf8_count(line->words);
        rows += (letters + POSTING_ROW_LETTERS - 1) / POSTING_ROW_LETTERS;
    }
    return rows;
}

static bool is_beyond(const struct posted *posting, size_t room)
{
    size_t rows = rows_of(&posting->fund) + posting->is_cut;
    for (size_t i = 0; i < posting->sections.count; i++)
        rows += rows_of(&posting->sections.at[i]);
    return rows > room;
}

/* First the letters get smaller, then the last lines go. */
static void page_fit(struct posted *posting)
{
    size_t last = posting->sections.count;
    posting->is_dense = is_beyond(posting, POSTING_ROWS);
    if (posting->is_dense && posting->figures_count > POSTING_FIGURES_DENSE)
        posting->figures_count = POSTING_FIGURES_DENSE;
    while (is_beyond(posting, POSTING_ROWS_DENSE) && last > 0) {
        struct posting_lines *lines = &posting->sections.at[last - 1].lines;
        if (lines->count == 0 || (last == 1 && lines->count == 1)) {
            last--;
            continue;
        }
        posting->is_cut = true;
        lines->count--;
        if (last == 1)
            lines->at[lines->count - 1] = lines->at[lines->count]; /* the sum stays */
    }
}

/* ---- the whole ---- */

static void address_fill(struct composing *composing, const struct unit *home)
{
    struct posted *posting = composing->posting;
    struct arena *mem = composing->mem;
    struct str site = book_setting(composing->db, mem, "site");
    struct str path = unit_address(mem, posting->unit);
    if (path.len == 0)
        path = review_address(mem, posting->period, posting->unit, home);
    posting->is_whole = site.len > 0;
    posting->address = str_format(mem, "%.*s%.*s", STR_ARG(site), STR_ARG(path));
}

bool posting_compose(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                     struct period period, struct posted *posting, struct error *err)
{
    *posting = (struct posted){.unit = unit, .period = period};
    struct composing composing = {book, db, mem, posting};
    struct review review;
    const struct unit_tree *units = unit_tree_of(book, db, err);
    if (!units || !review_compose(book, db, mem, unit, period, DAY_NONE, &review, err) ||
        !sheet_team_read(book, db, mem, unit, review.span.last, &posting->team, err) ||
        !sections_fill(&composing, &review, err) ||
        !fund_fill(&composing, posting->team.is_area ? unit_home(units) : unit, err))
        return false;
    posting->title =
        str_format(mem, "Kết quả công tác Mặt trận %.*s", STR_ARG(vi_period(mem, period)));
    posting->first = vi_day(mem, review.span.first);
    posting->last = vi_day(mem, review.span.last);
    if (review.is_issued)
        posting->issued = vi_day(mem, vi_moment_day(review.issued_at));
    address_fill(&composing, unit_home(units));
    page_fit(posting);
    return true;
}

/* ---- printing ---- */

static void section_print(struct text *out, const struct posting_section *section)
{
    if (section->lines.count)
        text_format(out, "\n%.*s\n", STR_ARG(section->title));
    for (size_t i = 0; i < section->lines.count; i++)
        text_format(out, "- %.*s: %.*s\n", STR_ARG(section->lines.at[i].label),
                    STR_ARG(section->lines.at[i].words));
}

void posting_print(const struct posted *posting, struct text *out)
{
    struct arena *mem = out->mem;
    const struct sheet_team *team = &posting->team;
    text_format(out, "%.*s\n%.*s\n\n%.*s\n%.*s\n", STR_ARG(unicode_upper(mem, team->committee)),
                STR_ARG(team->name), STR_ARG(unicode_upper(mem, posting->title)),
                STR_ARG(unicode_upper_first(mem, team->place)));
    text_format(out, "Số liệu từ ngày %.*s đến hết ngày %.*s%s%.*s\n", STR_ARG(posting->first),
                STR_ARG(posting->last), posting->issued.len ? ", ban hành ngày " : "",
                STR_ARG(posting->issued));
    for (size_t i = 0; i < posting->sections.count; i++)
        section_print(out, &posting->sections.at[i]);
    section_print(out, &posting->fund);
    text_format(out, "\nXem từng việc, từng đợt trao: %.*s\nSố liệu chưa đúng, xin báo %.*s.\n",
                STR_ARG(posting->address), STR_ARG(team->name));
}
