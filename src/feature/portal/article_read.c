#include "feature/portal/article_read.h"

#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "document/prose.h"
#include "feature/front_file.h"
#include "feature/meeting/meeting.h"
#include "feature/portal/section.h"

enum { LEAD_INDENT_MAX = 60 }; /* prose takes more for a slip */

static const struct front_key keys[WRITTEN_KEYS] = {
    [WRITTEN_UNIT] = FRONT_KEY("unit", "đơn vị", true),
    [WRITTEN_TITLE] = FRONT_KEY("title", "tiêu đề", true),
    [WRITTEN_SECTION] = FRONT_KEY("section", "chuyên mục", true),
    [WRITTEN_DAY] = FRONT_KEY("day", "ngày", true),
    [WRITTEN_AUTHOR] = FRONT_KEY("author", "tác giả", false),
    [WRITTEN_LEAD] = FRONT_KEY("lead", "tóm tắt", false),
    [WRITTEN_CONFERENCE] = FRONT_KEY("conference", "hội nghị", false),
    [WRITTEN_REVIEW] = FRONT_KEY("review", "báo cáo", false),
    [WRITTEN_READS] = FRONT_KEY("reads", "lượt đọc", false),
    [WRITTEN_CONSENT] = FRONT_KEY("consent", "ngày đồng ý", false),
};

/* ---- the file taken apart ---- */

struct taken_apart {
    struct front_file file;
    struct front_value values[WRITTEN_KEYS];
    struct str text; /* the body, with an empty line for each line above it, so that its lines are
                        numbered as the file's */
    struct document document;
    struct error prose_err; /* .kind ERROR_NONE: the document is there */
};

static struct str body_text(struct front_file *file)
{
    struct text out = text_new(file->mem, 2 * FRONT_FILE_MAX_BYTES);
    for (int64_t i = 0; i < file->number; i++)
        text_char(&out, '\n');
    while (file_line(file)) {
        struct str line = file->line;
        while (line.len && strchr(" \t\r", line.at[line.len - 1]))
            line.len--;
        text_add(&out, line);
        text_char(&out, '\n');
    }
    return text_str(&out);
}

static bool take_apart(struct import_job *job, struct taken_apart *parts, struct error *err)
{
    *parts = (struct taken_apart){0};
    if (!file_begin(&parts->file, job, err))
        return false;
    front_read(&parts->file, keys, WRITTEN_KEYS, parts->values);
    parts->text = body_text(&parts->file);
    if (!prose_read(job->mem, parts->text, &parts->document, &parts->prose_err))
        parts->document = (struct document){0};
    return true;
}

/* ---- pictures ---- */

/* A file beside the text, nothing of another folder. */
static bool is_plain_name(struct str name)
{
    return name.len && name.len <= 200 && name.at[0] != '.' &&
           str_find_char(name, '/') == name.len && str_find_char(name, '\\') == name.len;
}

static const struct prepared_picture *prepared_find(const struct prepared_pictures *pictures,
                                                    struct str name)
{
    for (size_t i = 0; pictures && i < pictures->count; i++)
        if (str_is(pictures->at[i].file, name))
            return &pictures->at[i];
    return NULL;
}

/* False only when the helper program is at fault, not the picture. */
static bool picture_prepare(struct book *book, struct import_job *job,
                            struct prepared_picture *picture, struct error *err)
{
    struct str bytes,
        path = str_format(job->mem, "%.*s%.*s", STR_ARG(job->folder), STR_ARG(picture->file));
    *err = (struct error){0};
    if (handed_read(job->handed, job->mem, path.at, MEDIA_MAX_BYTES, &bytes, err) &&
        media_prepare(book, job->mem, bytes, &picture->media, err))
        return true;
    picture->reason = str_copy(job->mem, str_of(err->text));
    return err->kind == ERROR_INVALID || err->kind == ERROR_MISSING || err->kind == ERROR_DENIED;
}

bool article_prepare(struct book *book, struct import_job *job, struct error *err)
{
    struct taken_apart parts;
    struct prepared_pictures *pictures = arena_one(job->mem, struct prepared_pictures);
    job->prepared = pictures;
    if (!take_apart(job, &parts, err))
        return false;
    for (size_t i = 0; i < parts.document.blocks.count; i++) {
        const struct block *block = &parts.document.blocks.at[i];
        if (block->kind != BLOCK_PICTURE || !is_plain_name(block->slot) ||
            prepared_find(pictures, block->slot) || pictures->count == ARTICLE_PICTURES_MAX)
            continue;
        struct prepared_picture *picture = list_add(pictures, job->mem);
        *picture = (struct prepared_picture){.file = block->slot};
        if (!picture_prepare(book, job, picture, err))
            return false;
    }
    return true;
}

struct str article_prepared_names(const struct import_job *job)
{
    const struct prepared_pictures *pictures = job->prepared;
    list_of(struct str) names = {0};
    for (size_t i = 0; pictures && i < pictures->count; i++)
        *list_add(&names, job->mem) = pictures->at[i].media.name;
    return str_join(job->mem, names.at, names.count, S(" "));
}

/* ---- reading ---- */

struct reading {
    struct book *book;
    struct db *db;
    struct arena *mem;
    struct taken_apart parts;
    struct binder binder;
    const struct prepared_pictures *prepared;
    struct written_article *article;
    struct str section_now; /* of the article that is corrected; empty: a new one */
};

static struct file_place place_of(struct text_place place)
{
    return (struct file_place){(int64_t)place.line, (int64_t)place.column};
}

static const struct front_value *value_of(const struct reading *reading, int key)
{
    return &reading->parts.values[key];
}

static bool unit_read(struct reading *reading, struct error *err)
{
    const struct front_value *value = value_of(reading, WRITTEN_UNIT);
    const struct unit_tree *units = unit_tree_of(reading->book, reading->db, err);
    if (!units)
        return false;
    reading->article->unit = value->text.len ? unit_meant(reading->mem, units, value->text) : NULL;
    if (value->text.len && !reading->article->unit)
        file_problem(&reading->parts.file, value->place, "sổ không có đơn vị «%.*s»",
                     STR_ARG(value->text));
    else if (reading->article->unit && day_is_known(reading->article->day) &&
             !unit_exists_on(reading->article->unit, reading->article->day))
        file_problem(&reading->parts.file, value->place, "ngày %.*s không có đơn vị «%.*s»",
                     STR_ARG(vi_day(reading->mem, reading->article->day)), STR_ARG(value->text));
    return true;
}

static struct str line_read(struct reading *reading, int key, size_t cap_bytes)
{
    const struct front_value *value = value_of(reading, key);
    if (value->text.len <= cap_bytes)
        return value->text;
    file_problem(&reading->parts.file, value->place, "dài %zu byte, quá mức %zu byte",
                 value->text.len, cap_bytes);
    return S("");
}

static struct str section_list(struct arena *mem, const struct sections *sections, struct day today)
{
    list_of(struct str) labels = {0};
    for (size_t i = 0; i < sections->count; i++)
        if (section_stands(&sections->at[i], today))
            *list_add(&labels, mem) = sections->at[i].label;
    return str_join(mem, labels.at, labels.count, S("; "));
}

/* Whatever day the article bears: one that has ended takes nothing any more. A corrected article
 * stays where it is. */
static bool section_takes(const struct reading *reading, const struct section *section)
{
    return section_stands(section, book_today(reading->book)) ||
           str_is(section->code, reading->section_now);
}

static bool section_read(struct reading *reading, struct error *err)
{
    const struct front_value *value = value_of(reading, WRITTEN_SECTION);
    const struct sections *sections = sections_of(reading->book, reading->db, err);
    if (!sections)
        return false;
    const struct section *section = section_meant(reading->mem, sections, value->text);
    struct str others = section_list(reading->mem, sections, book_today(reading->book));
    if (section && section_takes(reading, section))
        reading->article->section = section->code;
    else if (section)
        file_problem(&reading->parts.file, value->place,
                     "chuyên mục «%.*s» đã ngừng, không nhận tin mới; chọn một trong: %.*s",
                     STR_ARG(section->label), STR_ARG(others));
    else if (value->text.len)
        file_problem(&reading->parts.file, value->place,
                     "không có chuyên mục «%.*s»; viết một trong: %.*s", STR_ARG(value->text),
                     STR_ARG(others));
    return true;
}

/* The conference of a day that the unit has held. */
static bool conference_read(struct reading *reading, struct error *err)
{
    struct meeting meeting;
    bool is_found = false;
    struct day day = front_day(&reading->parts.file, value_of(reading, WRITTEN_CONFERENCE));
    const struct unit *unit = reading->article->unit;
    if (!day_is_known(day) || !unit)
        return true;
    if (!meeting_find(reading->db, reading->mem, unit->id, day, 1, &meeting, &is_found, err))
        return false;
    if (is_found)
        reading->article->conference = meeting.no;
    else
        file_problem(&reading->parts.file, value_of(reading, WRITTEN_CONFERENCE)->place,
                     "sổ không ghi hội nghị nào của đơn vị này ngày %.*s",
                     STR_ARG(vi_day(reading->mem, day)));
    return true;
}

/* A period in which the unit has records: its review has a page. */
static bool review_read(struct reading *reading, struct error *err)
{
    struct period period;
    struct periods periods = {0};
    struct error wrong;
    const struct front_value *value = value_of(reading, WRITTEN_REVIEW);
    const struct unit *unit = reading->article->unit;
    if (value->text.len == 0 || !unit)
        return true;
    if (!period_read(value->text, &period, &wrong)) {
        file_problem(&reading->parts.file, value->place, "%s", wrong.text);
        return true;
    }
    if (!review_periods(reading->db, reading->mem, unit, &periods, err))
        return false;
    for (size_t i = 0; i < periods.count; i++)
        if (period_is(periods.at[i], period))
            reading->article->review = period_code(reading->mem, period);
    if (reading->article->review.len == 0)
        file_problem(&reading->parts.file, value->place,
                     "đơn vị này chưa có việc nào được ghi trong kỳ %.*s", STR_ARG(value->text));
    return true;
}

static void title_read(struct reading *reading)
{
    struct str title = line_read(reading, WRITTEN_TITLE, ARTICLE_TITLE_MAX_BYTES);
    if (str_find_char(title, '{') < title.len)
        file_problem(&reading->parts.file, value_of(reading, WRITTEN_TITLE)->place,
                     "tiêu đề không gắn số liệu; hãy gắn trong bài");
    reading->article->title = title;
}

static void reads_read(struct reading *reading)
{
    struct error err;
    const struct front_value *value = value_of(reading, WRITTEN_READS);
    int64_t *reads = &reading->article->reads;
    if (value->text.len && (!vi_read_int(value->text, S(""), reads, &err) || *reads < 0)) {
        *reads = 0;
        file_problem(&reading->parts.file, value->place, "«%.*s» không phải là số lượt đọc",
                     STR_ARG(value->text));
    }
}

/* ---- figures ---- */

static void binding_keep(struct reading *reading, const struct run *run)
{
    struct written_article *article = reading->article;
    for (size_t i = 0; i < article->bindings.count; i++)
        if (str_is(article->bindings.at[i].code, run->code) &&
            str_is(article->bindings.at[i].period, run->period))
            return;
    *list_add(&article->bindings, reading->mem) = (struct written_binding){run->code, run->period};
}

static bool figures_check(struct reading *reading, const struct document *document,
                          struct error *err)
{
    size_t block = 0, at = 0;
    const struct run *run;
    if (!reading->article->unit)
        return true;
    while ((run = prose_figure_next(document, &block, &at))) {
        struct str reason;
        if (!binder_judge(&reading->binder, reading->article->unit, run, &reason, err))
            return false;
        if (reason.len)
            file_problem(&reading->parts.file, place_of(run->place), "%.*s", STR_ARG(reason));
        else
            binding_keep(reading, run);
    }
    return true;
}

/* The lead where it stands in the file, so that places in it are the file's. */
static struct str lead_text(struct arena *mem, const struct front_value *value, struct str lead)
{
    struct text out = text_new(mem, 2 * FRONT_FILE_MAX_BYTES);
    for (int64_t line = 1; line < value->place.line; line++)
        text_char(&out, '\n');
    for (int64_t column = 1; column < value->place.column && column <= LEAD_INDENT_MAX; column++)
        text_char(&out, ' ');
    text_add(&out, lead);
    return text_str(&out);
}

/* The author's summary: one paragraph, in which figures may stand. */
static bool lead_read(struct reading *reading, struct error *err)
{
    const struct front_value *value = value_of(reading, WRITTEN_LEAD);
    struct document document = {0};
    struct error wrong;
    struct str lead = line_read(reading, WRITTEN_LEAD, ARTICLE_LEAD_MAX_BYTES);
    if (lead.len == 0)
        return true;
    reading->article->lead = lead;
    if (!prose_read(reading->mem, lead_text(reading->mem, value, lead), &document, &wrong)) {
        file_problem(&reading->parts.file, (struct file_place){0}, "%s", wrong.text);
        return true;
    }
    if (document.blocks.count != 1 || document.blocks.at[0].kind != BLOCK_PARAGRAPH)
        file_problem(&reading->parts.file, value->place,
                     "tóm tắt là một đoạn văn, không phải tiêu đề, danh sách hay ảnh");
    return figures_check(reading, &document, err);
}

/* ---- pictures in the text ---- */

static struct str said_of(struct reading *reading, struct str said, struct text_place place)
{
    if (said.len > ARTICLE_CAPTION_MAX_BYTES)
        file_problem(&reading->parts.file, place_of(place),
                     "lời mô tả hoặc chú thích ảnh dài quá %d byte", ARTICLE_CAPTION_MAX_BYTES);
    else if (str_find_char(said, '{') < said.len)
        file_problem(&reading->parts.file, place_of(place), "chú thích ảnh không gắn số liệu");
    return said;
}

/* Gives the reason why there is no such picture; empty: there is. */
static struct str file_missing(const struct reading *reading, struct str name)
{
    const struct prepared_picture *picture = prepared_find(reading->prepared, name);
    if (!is_plain_name(name))
        return str_format(reading->mem, "«%.*s»: ảnh là một tệp nằm cạnh bài, chỉ viết tên tệp",
                          STR_ARG(name));
    if (!picture)
        return str_format(reading->mem, "ảnh «%.*s» chưa được đọc", STR_ARG(name));
    if (picture->reason.len)
        return str_format(reading->mem, "ảnh «%.*s»: %.*s", STR_ARG(name),
                          STR_ARG(picture->reason));
    return S("");
}

static void picture_take(struct reading *reading, const struct block *block)
{
    struct written_article *article = reading->article;
    struct front_file *file = &reading->parts.file;
    struct str missing = file_missing(reading, block->slot);
    const struct prepared_picture *prepared = prepared_find(reading->prepared, block->slot);
    if (article->pictures.count == ARTICLE_PICTURES_MAX) {
        file_problem(file, place_of(block->place), "quá %d ảnh trong một tin",
                     ARTICLE_PICTURES_MAX);
        return;
    }
    struct written_picture *picture = list_add(&article->pictures, reading->mem);
    picture->alt = said_of(reading, block->title, block->place);
    if (block->runs.count)
        picture->caption = said_of(reading, block->runs.at[0].text, block->place);
    if (block->title.len == 0)
        file_problem(file, place_of(block->place),
                     "ảnh thiếu lời mô tả cho người không nhìn thấy: ![ảnh có gì](%.*s)",
                     STR_ARG(block->slot));
    if (missing.len)
        file_problem(file, place_of(block->place), "%.*s", STR_ARG(missing));
    else
        picture->media = &prepared->media;
}

static void pictures_take(struct reading *reading)
{
    const struct document *document = &reading->parts.document;
    for (size_t i = 0; i < document->blocks.count; i++) {
        const struct block *block = &document->blocks.at[i];
        if (block->kind == BLOCK_PICTURE)
            picture_take(reading, block);
        for (size_t k = 0; k < block->runs.count; k++) {
            const struct run *run = &block->runs.at[k];
            if (run->kind == RUN_TEXT && run->code.len) {
                file_problem(&reading->parts.file, place_of(run->place),
                             "ảnh đứng riêng một đoạn: ![ảnh có gì](%.*s \"Chú thích\")",
                             STR_ARG(run->code));
                break;
            }
        }
    }
}

/* What is said of a picture can be erased apart from the text, so the text only has its number. */
static struct str numbered_text(struct reading *reading)
{
    const struct document *document = &reading->parts.document;
    struct text out = text_new(reading->mem, 2 * FRONT_FILE_MAX_BYTES);
    struct str rest = reading->parts.text, line;
    size_t block = 0, number = 0, ordinal = 0;
    while (str_cut(&rest, '\n', &line)) {
        number++;
        while (block < document->blocks.count &&
               (document->blocks.at[block].kind != BLOCK_PICTURE ||
                document->blocks.at[block].place.line < number))
            block++;
        bool is_picture =
            block < document->blocks.count && document->blocks.at[block].place.line == number;
        if (!is_picture) {
            text_format(&out, "%.*s\n", STR_ARG(line));
            continue;
        }
        struct str trimmed = str_trim(line);
        if (!str_starts(trimmed, S("![")) || !str_ends(trimmed, S(")")))
            file_problem(&reading->parts.file, place_of(document->blocks.at[block].place),
                         "viết ảnh trọn trên một dòng: ![ảnh có gì](tệp \"Chú thích\")");
        text_format(&out, "![](%zu)\n", ++ordinal);
    }
    return str_trim(text_str(&out));
}

static bool body_read(struct reading *reading, struct error *err)
{
    struct front_file *file = &reading->parts.file;
    if (reading->parts.prose_err.kind != ERROR_NONE) {
        file_problem(file, (struct file_place){0}, "%s", reading->parts.prose_err.text);
        return true;
    }
    if (reading->parts.document.blocks.count == 0)
        file_problem(file, (struct file_place){file->number, 1}, "tin chưa có nội dung");
    pictures_take(reading);
    reading->article->body = numbered_text(reading);
    if (!figures_check(reading, &reading->parts.document, err))
        return false;
    if (reading->article->bindings.count > ARTICLE_BINDINGS_MAX)
        file_problem(file, (struct file_place){file->number, 1}, "tin gắn hơn %d số liệu khác nhau",
                     ARTICLE_BINDINGS_MAX);
    return true;
}

bool article_judge(struct book *book, struct db *db, struct import_job *job, struct str section_now,
                   struct written_article *article, struct front_file *file, struct error *err)
{
    struct reading reading = {.book = book,
                              .db = db,
                              .mem = job->mem,
                              .prepared = job->prepared,
                              .article = article,
                              .section_now = section_now};
    *article = (struct written_article){0};
    if (!take_apart(job, &reading.parts, err) ||
        !binder_begin(&reading.binder, book, db, job->mem, err))
        return false;
    article->day = front_day(&reading.parts.file, &reading.parts.values[WRITTEN_DAY]);
    article->consent = front_day(&reading.parts.file, &reading.parts.values[WRITTEN_CONSENT]);
    article->author = line_read(&reading, WRITTEN_AUTHOR, ARTICLE_AUTHOR_MAX_BYTES);
    title_read(&reading);
    reads_read(&reading);
    if (!unit_read(&reading, err) || !section_read(&reading, err) ||
        !conference_read(&reading, err) || !review_read(&reading, err) ||
        !lead_read(&reading, err) || !body_read(&reading, err))
        return false;
    *file = reading.parts.file;
    return true;
}

bool article_read(struct book *book, struct import_job *job, struct str section_now,
                  struct written_article *article, struct error *err)
{
    struct front_file file;
    return article_judge(book, book->db, job, section_now, article, &file, err) &&
           file_end(&file, err);
}

/* ---- the texts of a file ---- */

bool written_texts_read(struct import_job *job, struct written_texts *texts, struct error *err)
{
    struct taken_apart parts;
    *texts = (struct written_texts){0};
    if (!take_apart(job, &parts, err))
        return false;
    for (size_t i = 0; i < WRITTEN_KEYS; i++)
        texts->key[i] = parts.values[i].text;
    texts->body = str_trim(parts.text);
    return file_end(&parts.file, err);
}

struct str written_texts_file(struct arena *mem, const struct written_texts *texts)
{
    struct text out = text_new(mem, 4 * FRONT_FILE_MAX_BYTES);
    text_add(&out, S("---\n"));
    for (size_t i = 0; i < WRITTEN_KEYS; i++)
        text_format(&out, "%.*s: %.*s\n", STR_ARG(keys[i].code), STR_ARG(texts->key[i]));
    text_format(&out, "---\n\n%.*s\n", STR_ARG(texts->body));
    return text_str(&out);
}
