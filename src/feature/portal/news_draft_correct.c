/* A public article as a draft again, to be corrected. */
#include "base/file.h"
#include "base/text.h"
#include "base/vi_day.h"
#include "document/markdown.h"
#include "feature/meeting/meeting.h"
#include "feature/portal/article_store.h"
#include "feature/portal/news_draft.h"

/* ---- what stands in front ---- */

/* The day on which those who are shown agreed: only the entry says it. */
static bool consent_read(struct book *book, struct arena *mem, const struct article *article,
                         struct str *consent, struct error *err)
{
    struct str bytes;
    struct entry entry;
    if (!journal_entry(book->db, mem, article->entry, &bytes, err) ||
        !entry_read(mem, bytes, &entry, err))
        return false;
    struct day day;
    *consent = json_text(entry.values, S("consent"), S(""));
    if (day_read(*consent, &day))
        *consent = vi_day(mem, day);
    return true;
}

static bool conference_read(struct book *book, struct arena *mem, const struct article *article,
                            struct str *day, struct error *err)
{
    struct meetings meetings;
    if (article->conference.len == 0)
        return true;
    if (!meetings_of(book->db, mem, article->unit, &meetings, err))
        return false;
    for (size_t i = 0; i < meetings.count; i++)
        if (str_is(meetings.at[i].no, article->conference))
            *day = vi_day(mem, meetings.at[i].day);
    return true;
}

static bool keys_fill(struct book *book, struct arena *mem, const struct article *article,
                      struct str *key, struct error *err)
{
    const struct unit_tree *units = unit_tree_of(book, book->db, err);
    if (!units)
        return false;
    const struct unit *unit = unit_by_id(units, article->unit);
    key[WRITTEN_UNIT] = unit ? unit->code : S("");
    key[WRITTEN_TITLE] = article->title;
    key[WRITTEN_SECTION] = article->section;
    key[WRITTEN_DAY] = vi_day(mem, article->day);
    key[WRITTEN_AUTHOR] = article->author;
    key[WRITTEN_REVIEW] = article->review;
    key[WRITTEN_READS] =
        article->reads ? str_format(mem, "%lld", (long long)article->reads) : S("");
    return conference_read(book, mem, article, &key[WRITTEN_CONFERENCE], err) &&
           consent_read(book, mem, article, &key[WRITTEN_CONSENT], err);
}

/* ---- the text ---- */

/* A picture as the text shows it. */
static struct str picture_line(struct arena *mem, struct str file,
                               const struct article_picture *picture)
{
    struct document document = {0};
    struct block *block = document_add(&document, mem, BLOCK_PICTURE);
    block->slot = file;
    block->title = picture->alt;
    block_text(block, mem, picture->caption);
    return str_trim(document_markdown(mem, &document));
}

/* Copies the article's pictures to the draft; lines: what shows each, empty for one that was
 * erased. */
static bool pictures_copy(struct book *book, struct arena *mem, int64_t draft,
                          const struct article_pictures *pictures, struct str *lines,
                          struct error *err)
{
    for (size_t i = 0; i < pictures->count; i++) {
        struct media media;
        struct str file;
        bool is_found = false;
        if (pictures->at[i].media.name.len &&
            !media_load(book->db, mem, pictures->at[i].media.name, &media, &is_found, err))
            return false;
        if (!is_found)
            continue;
        if (!news_picture_add(book->db, mem, draft, &media, &file, err))
            return false;
        lines[i] = picture_line(mem, file, &pictures->at[i]);
    }
    return true;
}

/* The number of the picture that a line of the stated text shows; 0: none. */
static int64_t picture_number(struct str line)
{
    int64_t number = 0;
    struct str start = S("![](");
    if (!str_starts(line, start) || !str_ends(line, S(")")) ||
        !str_to_int(str_part(line, start.len, line.len - start.len - 1), &number))
        return 0;
    return number;
}

static struct str body_of(struct arena *mem, struct str stated, const struct str *lines,
                          size_t count)
{
    struct text out = text_new(mem, 2 * FRONT_FILE_MAX_BYTES);
    struct str line;
    while (str_cut(&stated, '\n', &line)) {
        int64_t number = picture_number(line);
        if (number > 0 && (size_t)number <= count)
            line = lines[number - 1];
        text_format(&out, "%.*s\n", STR_ARG(line));
    }
    return str_trim(text_str(&out));
}

bool news_draft_correct(struct book *book, struct arena *mem, const struct article *article,
                        struct news_draft *draft, struct error *err)
{
    struct article_body body;
    struct str stated, key;
    *draft = (struct news_draft){.of = article->no};
    if (article->state != ARTICLE_PUBLIC)
        return fail(err, ERROR_CONFLICT, "tin", "tin này đã gỡ khỏi trang, không sửa được nữa");
    key = news_key_new(mem);
    if (!keys_fill(book, mem, article, draft->texts.key, err) ||
        !article_body_read(book, book->db, mem, article, &body, err) ||
        !article_markdown(book->db, mem, article->id, &draft->texts.key[WRITTEN_LEAD], &stated,
                          err) ||
        !news_draft_write(book, mem, draft, key, err))
        return false;
    struct str *lines = arena_many(mem, struct str, body.pictures.count);
    if (!pictures_copy(book, mem, draft->id, &body.pictures, lines, err))
        return false;
    draft->texts.body = body_of(mem, stated, lines, body.pictures.count);
    return news_draft_write(book, mem, draft, S(""), err);
}
