/* From a checked article, a withdrawal or an erasure to entries. What people wrote and pictures
 * enter as commitments only. */
#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "feature/portal/article_read.h"
#include "feature/portal/article_store.h"

/* ---- one entry ---- */

static void pictures_seal(struct stating *stating, const struct written_article *article)
{
    for (size_t i = 0; i < article->pictures.count; i++) {
        const struct written_picture *picture = &article->pictures.at[i];
        stating_seal_numbered(stating, "alt", i + 1, picture->alt);
        stating_seal_numbered(stating, "caption", i + 1, picture->caption);
        stating_seal_numbered(stating, "picture", i + 1, picture->media->name);
    }
}

static void put_values(struct arena *mem, struct json_out *out,
                       const struct written_article *article)
{
    json_open_object(out);
    json_key(out, S("bindings"));
    json_open_array(out);
    for (size_t i = 0; i < article->bindings.count; i++) {
        json_open_object(out);
        json_add_text(out, S("code"), article->bindings.at[i].code);
        json_add_text(out, S("period"), article->bindings.at[i].period);
        json_close_object(out);
    }
    json_close_array(out);
    if (article->conference.len)
        json_add_text(out, S("conference"), article->conference);
    if (day_is_known(article->consent))
        json_add_text(out, S("consent"), day_text(mem, article->consent));
    json_add_int(out, S("pictures"), (int64_t)article->pictures.count);
    json_add_int(out, S("reads"), article->reads);
    if (article->review.len)
        json_add_text(out, S("review"), article->review);
    json_add_text(out, S("section"), article->section);
    json_close_object(out);
}

/* note: of a correction; empty for a new article. */
static bool article_append(struct book *book, struct arena *mem,
                           const struct written_article *article, struct str no, struct str note,
                           struct error *err)
{
    struct stating stating = {.book = book, .mem = mem};
    struct json_out out = stating_open(&stating);
    stating_seal(&stating, S("author"), article->author);
    stating_seal(&stating, S("body"), article->body);
    stating_seal(&stating, S("lead"), article->lead);
    stating_seal(&stating, S("note"), note);
    stating_seal(&stating, S("title"), article->title);
    pictures_seal(&stating, article);
    json_add_text(&out, S("day"), day_text(mem, article->day));
    json_add_text(&out, note.len ? S("of") : S("no"), no);
    stating_put_shown(&stating, &out);
    json_add_text(&out, S("type"), note.len ? S("article.corrected") : S("article.published"));
    json_add_text(&out, S("unit"), article->unit->code);
    json_key(&out, S("values"));
    put_values(mem, &out, article);
    return stating_close(&stating, &out, NULL, err) && journal_flush(&book->journal, err);
}

static bool pictures_keep(struct db *db, const struct written_article *article, struct error *err)
{
    for (size_t i = 0; i < article->pictures.count; i++)
        if (!media_keep(db, article->pictures.at[i].media, err))
            return false;
    return true;
}

/* ---- publishing ---- */

/* The file and its pictures, as a hash that only this book can make. */
static struct str content_of(const struct book *book, const struct import_job *job)
{
    const struct str parts[] = {S("article-file"), article_prepared_names(job), job->bytes};
    return book_keyed(book, job->mem, parts, COUNT_OF(parts));
}

static bool same_check(struct book *book, struct arena *mem, const struct written_article *article,
                       struct error *err)
{
    struct str no;
    if (!article_find_same(book->db, mem, article->unit->id, article->day, article->title, &no,
                           err))
        return false;
    return no.len == 0 || fail(err, ERROR_CONFLICT, "title",
                               "đã có tin cùng ngày, cùng tiêu đề (%.*s); muốn sửa tin đó: doanket "
                               "article correct",
                               STR_ARG(no));
}

bool article_publish(struct book *book, struct import_job *job, struct article_published *made,
                     struct error *err)
{
    struct written_article article;
    struct str content = content_of(book, job);
    int32_t year, month, day;
    *made = (struct article_published){0};
    if (!journal_flush(&book->journal, err) ||
        !article_file_known(book->db, job->mem, content, &made->no, err))
        return false;
    if (made->no.len)
        return true;
    made->is_new = true;
    if (!article_read(book, job, S(""), &article, err) ||
        !same_check(book, job->mem, &article, err))
        return false;
    made->figures = article.bindings.count;
    made->pictures = article.pictures.count;
    day_parts(article.day, &year, &month, &day);
    return article_next_no(book->db, job->mem, year, &made->no, err) &&
           pictures_keep(book->db, &article, err) &&
           article_append(book, job->mem, &article, made->no, S(""), err) &&
           article_file_note(book->db, made->no, content, err);
}

bool article_import(struct book *book, struct import_job *job, struct error *err)
{
    struct article article;
    struct article_published made;
    if (!article_publish(book, job, &made, err))
        return false;
    if (!made.is_new) {
        text_format(job->out, "%.*s: tin này đã có (%.*s), không ghi gì thêm.\n",
                    STR_ARG(job->file_name), STR_ARG(made.no));
        return true;
    }
    if (!article_of_no(book, book->db, job->mem, made.no, &article, err))
        return false;
    text_format(job->out, "%s: %.*s, %zu số liệu, %zu ảnh%s\n  %.*s\n",
                job->is_dry_run ? "Sẽ đăng" : "Đã đăng", STR_ARG(made.no), made.figures,
                made.pictures, job->is_dry_run ? " (chạy thử, chưa ghi)" : "",
                STR_ARG(article.address));
    return true;
}

/* ---- correcting and withdrawing ---- */

static bool note_check(struct str note, const char *what, struct error *err)
{
    if (str_trim(note).len == 0)
        return fail(err, ERROR_INVALID, "note", "chưa ghi %s", what);
    if (note.len > ARTICLE_NOTE_MAX_BYTES)
        return fail(err, ERROR_INVALID, "note", "%s dài quá %d byte", what, ARTICLE_NOTE_MAX_BYTES);
    if (!utf8_is_valid(note) || unicode_has_control(note))
        return fail(err, ERROR_INVALID, "note", "%s có ký tự điều khiển hoặc không phải UTF-8",
                    what);
    return true;
}

static bool public_article(struct book *book, struct arena *mem, struct str no,
                           struct article *article, struct error *err)
{
    if (!journal_flush(&book->journal, err) ||
        !article_of_no(book, book->db, mem, no, article, err))
        return false;
    return article->state == ARTICLE_PUBLIC ||
           fail(err, ERROR_CONFLICT, "no", "tin %.*s đã %s", STR_ARG(no),
                article->state == ARTICLE_WITHDRAWN ? "gỡ khỏi trang" : "xóa theo yêu cầu");
}

bool article_correct(struct book *book, struct import_job *job, struct str no, struct str note,
                     struct error *err)
{
    struct article known;
    struct written_article article;
    struct str now, content = content_of(book, job);
    if (!note_check(note, "lý do sửa (--note)", err) ||
        !public_article(book, job->mem, no, &known, err) ||
        !article_file_now(book->db, job->mem, no, &now, err))
        return false;
    if (str_is(now, content)) {
        text_format(job->out, "Tin %.*s đã đúng như tệp này, không ghi gì thêm.\n", STR_ARG(no));
        return true;
    }
    if (!article_read(book, job, known.section, &article, err) ||
        !pictures_keep(book->db, &article, err) ||
        !article_append(book, job->mem, &article, no, unicode_nfc(job->mem, str_trim(note)), err) ||
        !article_file_note(book->db, no, content, err))
        return false;
    text_format(job->out, "Đã sửa tin %.*s%s.\n", STR_ARG(no),
                job->is_dry_run ? " (chạy thử, chưa ghi)" : "");
    return true;
}

bool article_withdraw(struct book *book, struct arena *mem, struct str no, struct str reason,
                      struct error *err)
{
    struct article article;
    struct stating stating = {.book = book, .mem = mem};
    if (!note_check(reason, "lý do gỡ (--reason)", err) ||
        !public_article(book, mem, no, &article, err))
        return false;
    struct json_out out = stating_open(&stating);
    stating_seal(&stating, S("note"), unicode_nfc(mem, str_trim(reason)));
    json_add_text(&out, S("of"), no);
    stating_put_shown(&stating, &out);
    json_add_text(&out, S("type"), S("article.withdrawn"));
    return stating_close(&stating, &out, NULL, err) && journal_flush(&book->journal, err);
}

/* ---- erasing ---- */

static bool is_said_of_picture(struct str field)
{
    return str_starts(field, S("picture.")) || str_starts(field, S("alt.")) ||
           str_starts(field, S("caption."));
}

/* The name of the picture that an opening is about: it may have another number in another
 * statement. */
static struct str picture_of(const struct kept_openings *all, const struct kept_opening *opening)
{
    struct str number = str_part(opening->field, str_find_char(opening->field, '.'), 8);
    for (size_t i = 0; i < all->count; i++) {
        const struct kept_opening *other = &all->at[i];
        if (other->entry == opening->entry && str_starts(other->field, S("picture")) &&
            str_is(str_part(other->field, S("picture").len, 8), number))
            return other->value;
    }
    return S("");
}

struct erasing {
    const struct article *article;
    enum article_part part;
    struct str picture; /* name of ARTICLE_ONE_PICTURE */
};

static bool is_meant(const struct erasing *erasing, const struct kept_openings *all,
                     const struct kept_opening *opening)
{
    bool is_note = str_is(opening->field, S("note"));
    switch (erasing->part) {
    case ARTICLE_ALL:
        return true;
    case ARTICLE_AUTHOR:
        return str_is(opening->field, S("author"));
    case ARTICLE_ONE_PICTURE:
        return is_said_of_picture(opening->field) &&
               str_is(picture_of(all, opening), erasing->picture);
    case ARTICLE_REPLACED:
        return opening->entry != erasing->article->entry && !is_note;
    }
    return false;
}

/* Pictures that nothing shows any more go with their openings. */
static bool pictures_erase(struct book *book, const struct erasing *erasing,
                           const struct kept_openings *all, const struct kept_openings *gone,
                           struct error *err)
{
    for (size_t i = 0; i < gone->count; i++) {
        struct str name = gone->at[i].value;
        bool is_shared;
        if (!str_starts(gone->at[i].field, S("picture.")))
            continue;
        if (!article_picture_is_shared(book->db, erasing->article->id, name, &is_shared, err))
            return false;
        for (size_t k = 0; k < all->count; k++)
            is_shared = is_shared ||
                        (str_is(all->at[k].value, name) && !is_meant(erasing, all, &all->at[k]));
        if (!is_shared && !media_erase(book->db, name, err))
            return false;
    }
    return true;
}

static bool picture_find(struct erasing *erasing, const struct kept_openings *all, int64_t ordinal,
                         struct arena *mem)
{
    struct str field = str_format(mem, "picture.%04lld", (long long)ordinal);
    for (size_t i = 0; i < all->count; i++)
        if (all->at[i].entry == erasing->article->entry && str_is(all->at[i].field, field))
            erasing->picture = all->at[i].value;
    return erasing->picture.len > 0;
}

bool article_erase(struct book *book, struct arena *mem, struct str no, enum article_part part,
                   int64_t ordinal, struct error *err)
{
    struct article article;
    struct kept_openings all, gone = {0};
    struct erasing erasing = {.article = &article, .part = part};
    if (!journal_flush(&book->journal, err) ||
        !article_of_no(book, book->db, mem, no, &article, err) ||
        !article_openings(book->db, mem, article.id, &all, err))
        return false;
    if (part == ARTICLE_ONE_PICTURE && !picture_find(&erasing, &all, ordinal, mem))
        return fail(err, ERROR_MISSING, "picture", "tin %.*s không có ảnh thứ %lld", STR_ARG(no),
                    (long long)ordinal);
    for (size_t i = 0; i < all.count; i++)
        if (is_meant(&erasing, &all, &all.at[i]))
            *list_add(&gone, mem) = all.at[i];
    if (gone.count == 0)
        return fail(err, ERROR_MISSING, "no", "tin %.*s không còn gì như vậy để xóa", STR_ARG(no));
    return pictures_erase(book, &erasing, &all, &gone, err) &&
           stating_erase(book, mem, "article.erased", no, &gone, err);
}
