#include "feature/review/review_ship.h"

#include "base/unicode.h"
#include "document/outline.h"
#include "document/prose.h"
#include "feature/review/review_lines.h"
#include "feature/review/review_store.h"

enum { BODY_MAX_BYTES = 60000 };

static struct outline_text lines_of(struct arena *mem, struct str text)
{
    struct outline_text lines = {0};
    struct str line;
    while (str_cut(&text, '\n', &line))
        *list_add(&lines, mem) = str_ends(line, S("\r")) ? str_part(line, 0, line.len - 1) : line;
    return lines;
}

/* Knows every figure of the catalogue; the outline's check asks for nothing more. */
static const struct figure_text *figure_known(void *context, struct str code)
{
    static const struct figure_text some = {0};
    return indicator_find(context, code) ? &some : NULL;
}

/* The outlines of catalogue/outlines/ by their codes. */
static const char *const outline_codes[] = {"review", "article", "posting", "posting_fund",
                                            "loudspeaker"};

/* Appends the shipped outline of a code if the book has another. */
static bool outline_ship(struct book *book, struct arena *mem, const struct indicators *indicators,
                         struct str code, struct error *err)
{
    const char *name = str_format(mem, "outlines/%.*s.md", STR_ARG(code)).at;
    struct outline_text lines = lines_of(mem, shipped_file(name));
    struct indicators known = *indicators;
    if (!outline_check(mem, lines.at, lines.count, figure_known, &known, err))
        return fail_at(err, "%s: ", name);
    struct json_out out = json_out_new(mem, BODY_MAX_BYTES);
    struct str body;
    json_open_object(&out);
    json_key(&out, S("lines"));
    json_open_array(&out);
    for (size_t i = 0; i < lines.count; i++)
        json_put_text(&out, lines.at[i]);
    json_close_array(&out);
    json_close_object(&out);
    return json_out_end(&out, &body, err) &&
           catalogue_ship(book, "catalogue.outline", code, body, NULL, err);
}

bool review_ship_all(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    if (!journal_flush(&book->journal,
                       err)) /* indicators must be rows before the outlines name them */
        return false;
    const struct indicators *indicators = indicators_of(book, book->db, err);
    if (!indicators)
        return false;
    for (size_t i = 0; i < COUNT_OF(outline_codes); i++)
        if (!outline_ship(book, &mem, indicators, str_of(outline_codes[i]), err))
            return false;
    return true;
}

/* ---- prose ---- */

struct prose_file {
    struct str unit, period, slot;
    struct text markdown;
    int64_t slots;
};

static bool slot_end(struct book *book, struct import_job *job, struct prose_file *file,
                     struct error *err)
{
    struct document read = {0};
    struct str markdown = str_trim(text_str(&file->markdown));
    if (file->slot.len == 0)
        return true;
    if (!prose_read(job->mem, markdown, &read, err))
        return fail_at(err, "%.*s, mục «%.*s»: ", STR_ARG(job->file_name), STR_ARG(file->slot));
    file->slots++;
    file->markdown.len = 0;
    return review_write_prose(book->db, file->unit, file->period, file->slot,
                              str_copy(job->mem, markdown), err);
}

/* "unit: go-quao" and "period: 2022-H1" stand before the first slot. */
static bool front_read(struct book *book, struct import_job *job, struct prose_file *file,
                       struct str line, struct error *err)
{
    struct period period;
    struct str rest = line, key;
    if (!str_cut(&rest, ':', &key) || !rest.at)
        return fail(err, ERROR_INVALID, "prose", "«%.*s» không phải là unit: … hay period: …",
                    STR_ARG(line));
    struct str value = str_trim(rest);
    if (str_is(str_trim(key), S("unit"))) {
        const struct unit_tree *units = unit_tree_of(book, book->db, err);
        if (!units)
            return false;
        if (!unit_find(units, value))
            return fail(err, ERROR_INVALID, "unit", "không có đơn vị «%.*s»", STR_ARG(value));
        file->unit = value;
        return true;
    }
    if (!period_read(value, &period, err))
        return false;
    file->period = period_code(job->mem, period);
    return true;
}

static bool line_take(struct book *book, struct import_job *job, struct prose_file *file,
                      struct str line, struct error *err)
{
    if (str_starts(line, S("## "))) {
        if (file->unit.len == 0 || file->period.len == 0)
            return fail(err, ERROR_INVALID, "prose", "thiếu dòng unit: hoặc period: ở đầu tệp");
        if (!slot_end(book, job, file, err))
            return false;
        file->slot = str_trim(str_part(line, 3, line.len));
        return true;
    }
    if (file->slot.len) {
        text_add(&file->markdown, line);
        text_char(&file->markdown, '\n');
        return true;
    }
    struct str trimmed = str_trim(line);
    if (trimmed.len == 0 || str_is(trimmed, S("---")))
        return true;
    return front_read(book, job, file, trimmed, err);
}

bool prose_import(struct book *book, struct import_job *job, struct error *err)
{
    struct prose_file file = {.markdown = text_new(job->mem, 256 * 1024)};
    if (!utf8_is_valid(job->bytes))
        return fail(err, ERROR_INVALID, "prose", "%.*s: tệp không phải là UTF-8",
                    STR_ARG(job->file_name));
    struct outline_text lines = lines_of(job->mem, unicode_nfc(job->mem, job->bytes));
    for (size_t i = 0; i < lines.count; i++)
        if (!line_take(book, job, &file, lines.at[i], err))
            return fail_at(err, "%.*s, dòng %zu: ", STR_ARG(job->file_name), i + 1);
    if (!slot_end(book, job, &file, err))
        return false;
    if (file.slots == 0)
        return fail(err, ERROR_INVALID, "prose", "%.*s: không có mục nào (## uu_diem …)",
                    STR_ARG(job->file_name));
    text_format(job->out, "%.*s: lời văn của %lld mục%s\n", STR_ARG(job->file_name),
                (long long)file.slots, job->is_dry_run ? " (chạy thử, chưa ghi)" : "");
    return true;
}
