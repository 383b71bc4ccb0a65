#include "feature/review/review_lines.h"

#include "document/outline.h"

enum { BODY_MAX_BYTES = 20000, TABLE_CODES_MAX = 64 };

/* ---- stated lines ---- */

bool outline_lines_read(struct db *db, struct arena *mem, struct outline_lines *lines,
                        struct error *err)
{
    struct catalogue_items items = {0};
    if (!catalogue_items(db, mem, "catalogue.line", &items, err))
        return false;
    for (size_t i = 0; i < items.count; i++) {
        const struct json *body = items.at[i].body;
        struct outline_line *line = list_add(lines, mem);
        *line = (struct outline_line){.code = items.at[i].code,
                                      .section = json_text(body, S("section"), S("")),
                                      .text = json_text(body, S("text"), S(""))};
        if (!day_read(json_text(body, S("first"), S("")), &line->first))
            line->first = DAY_FIRST;
        if (!day_read(json_text(body, S("last"), S("")), &line->last))
            line->last = DAY_LAST;
    }
    return true;
}

bool review_line_state(struct book *book, const struct outline_line *line, struct error *err)
{
    auto_arena mem = {0};
    struct json_out out = json_out_new(&mem, BODY_MAX_BYTES);
    struct str body;
    json_open_object(&out);
    if (line->first.number > DAY_FIRST.number)
        json_add_text(&out, S("first"), day_text(&mem, line->first));
    if (line->last.number < DAY_LAST.number)
        json_add_text(&out, S("last"), day_text(&mem, line->last));
    json_add_text(&out, S("section"), line->section);
    json_add_text(&out, S("text"), line->text);
    json_close_object(&out);
    return json_out_end(&out, &body, err) &&
           catalogue_state(book, "catalogue.line", line->code, body, NULL, err);
}

/* ---- in the outline ---- */

static bool is_heading(struct str line)
{
    return str_starts(line, S("# ")) || str_starts(line, S("## "));
}

static bool is_sentence(struct str line)
{
    return line.len && line.at[0] != '#' && line.at[0] != '@';
}

/* Where the section's heading stands; the count of lines if it is gone. */
static size_t section_find(const struct outline_text *outline, struct str section)
{
    for (size_t i = 0; i < outline->count; i++)
        if (str_starts(outline->at[i], S("## ")) &&
            str_is(str_trim(str_part(outline->at[i], 3, outline->at[i].len)), section))
            return i;
    return outline->count;
}

static void line_insert(struct arena *mem, struct outline_text *outline, size_t place,
                        struct str line)
{
    (void)list_add(outline, mem);
    for (size_t i = outline->count - 1; i > place; i--)
        outline->at[i] = outline->at[i - 1];
    outline->at[place] = line;
}

static bool names_code(struct str table, struct str code)
{
    struct str word;
    while (str_cut(&table, ' ', &word))
        if (str_is(word, code))
            return true;
    return false;
}

static size_t words_of(struct str text)
{
    size_t count = 0;
    for (struct str word; str_cut(&text, ' ', &word);)
        count += word.len > 0;
    return count;
}

/* The table's line with the figures that the sentence binds. */
static struct str table_with(struct arena *mem, struct str table, struct str sentence)
{
    struct str before;
    while (str_cut(&sentence, '{', &before) && sentence.at) {
        struct str binding = str_part(sentence, 0, str_find_char(sentence, '}')), code;
        enum figure_facet facet;
        figure_split(str_part(binding, 0, str_find_char(binding, ' ')), &code, &facet);
        if (str_find_char(code, '.') < code.len && !names_code(table, code) &&
            words_of(table) <= TABLE_CODES_MAX)
            table = str_format(mem, "%.*s %.*s", STR_ARG(table), STR_ARG(code));
    }
    return table;
}

static void section_add(struct arena *mem, struct outline_text *outline,
                        const struct outline_line *line)
{
    size_t heading = section_find(outline, line->section);
    if (heading == outline->count) {
        *list_add(outline, mem) = S("");
        *list_add(outline, mem) = str_format(mem, "## %.*s", STR_ARG(line->section));
        heading = outline->count - 1;
    }
    size_t place = heading + 1;
    for (size_t i = place; i < outline->count && !is_heading(outline->at[i]); i++) {
        if (is_sentence(outline->at[i]))
            place = i + 1;
        if (str_starts(outline->at[i], S("@table ")))
            outline->at[i] = table_with(mem, outline->at[i], line->text);
    }
    line_insert(mem, outline, place, line->text);
}

struct outline_text outline_with_lines(struct arena *mem, const struct outline_text *outline,
                                       const struct outline_lines *lines, struct period period)
{
    struct outline_text whole = {0};
    for (size_t i = 0; i < outline->count; i++)
        *list_add(&whole, mem) = outline->at[i];
    for (size_t i = 0; i < lines->count; i++)
        if (lines->at[i].first.number <= period_last(period).number &&
            lines->at[i].last.number >= period_first(period).number)
            section_add(mem, &whole, &lines->at[i]);
    return whole;
}

/* ---- checking ---- */

static const struct figure_text *figure_known(void *context, struct str code)
{
    static const struct figure_text some = {0};
    return indicator_find(context, code) ? &some : NULL;
}

bool review_line_check(struct book *book, struct db *db, struct arena *mem, struct str text,
                       struct error *err)
{
    const struct indicators *indicators = indicators_of(book, db, err);
    if (!indicators)
        return false;
    if (!is_sentence(text) || str_find_char(text, '\n') < text.len)
        return fail(err, ERROR_INVALID, "text",
                    "hãy viết một câu, không xuống dòng, không bắt đầu "
                    "bằng # hay @");
    if (str_find_char(text, '{') == text.len)
        return fail(err, ERROR_INVALID, "text",
                    "câu chưa có số liệu nào; chèn mã số liệu trong ngoặc nhọn");
    struct indicators known = *indicators;
    return outline_check(mem, &text, 1, figure_known, &known, err);
}
