/* From what somebody has written to the entries of an article. */
#include "feature/portal/news_draft.h"

#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "base/vi_day.h"
#include "document/prose.h"
#include "feature/portal/compose.h"
#include "feature/portal/portal.h"

enum { REPORT_MAX_BYTES = 64 * 1024, KEY_BYTES = 16 };

struct str news_key_new(struct arena *mem)
{
    unsigned char bytes[KEY_BYTES];
    random_bytes(bytes, sizeof bytes);
    return hex_of(mem, bytes, sizeof bytes);
}

void written_days_say(struct arena *mem, struct written_texts *texts)
{
    static const enum written_key days[] = {WRITTEN_DAY, WRITTEN_CONFERENCE, WRITTEN_CONSENT};
    struct day day;
    struct error ignored;
    for (size_t i = 0; i < COUNT_OF(days); i++)
        if (vi_day_read(texts->key[days[i]], &day, &ignored))
            texts->key[days[i]] = vi_day(mem, day);
}

/* ---- the file that a draft is ---- */

static struct import_job *job_of(struct arena *mem, const struct news_draft *draft,
                                 struct prepared_pictures *pictures)
{
    struct import_job *job = arena_one(mem, struct import_job);
    struct text *out = arena_one(mem, struct text);
    *out = text_new(mem, REPORT_MAX_BYTES);
    *job = (struct import_job){.kind = S("article"),
                               .file_name = S("bài viết"),
                               .bytes = written_texts_file(mem, &draft->texts),
                               .out = out,
                               .mem = mem,
                               .prepared = pictures};
    return job;
}

/* ---- checking ---- */

static void problem_add(struct arena *mem, struct news_problems *problems, int key, struct str text)
{
    *list_add(problems, mem) = (struct news_problem){key, text};
    problems->total++;
}

/* What must be there: said in the words of the form. */
static void missing_tell(struct arena *mem, const struct news_draft *draft,
                         struct news_problems *problems)
{
    static const char *const words[WRITTEN_KEYS] = {
        [WRITTEN_UNIT] = MESSAGE("chưa chọn đơn vị"),
        [WRITTEN_TITLE] = MESSAGE("chưa ghi tiêu đề"),
        [WRITTEN_SECTION] = MESSAGE("chưa chọn chuyên mục"),
        [WRITTEN_DAY] = MESSAGE("chưa ghi ngày đăng"),
    };
    for (int i = 0; i < WRITTEN_KEYS; i++)
        if (words[i] && draft->texts.key[i].len == 0)
            problem_add(mem, problems, i, str_of(words[i]));
}

/* A slip of the file as a slip of the form: of a field, or of a place in the text. */
static void problem_take(struct arena *mem, const struct file_problem *slip,
                         struct news_problems *problems)
{
    int64_t line = slip->place.line, own = line - WRITTEN_BODY_LINE + 1;
    if (line == 0)
        problem_add(mem, problems, WRITTEN_LEAD, slip->reason);
    else if (line >= WRITTEN_KEY_LINE && line < WRITTEN_KEY_LINE + WRITTEN_KEYS)
        problem_add(mem, problems, (int)line - WRITTEN_KEY_LINE, slip->reason);
    else if (line > 1)
        problem_add(mem, problems, WRITTEN_KEYS,
                    str_format(mem, "dòng %lld, cột %lld: %.*s", (long long)(own > 0 ? own : 1),
                               (long long)slip->place.column, STR_ARG(slip->reason)));
}

static bool judge(struct book *book, struct db *db, struct import_job *job,
                  const struct news_draft *draft, struct written_article *article,
                  struct news_problems *problems, struct error *err)
{
    struct document document = {0};
    struct front_file file;
    struct article now = {0};
    struct error wrong = {0};
    missing_tell(job->mem, draft, problems);
    if (job->bytes.len > FRONT_FILE_MAX_BYTES) {
        problem_add(job->mem, problems, WRITTEN_KEYS,
                    str_format(job->mem, "bài dài quá %d MB", FRONT_FILE_MAX_BYTES / 1024 / 1024));
        return true;
    }
    /* read alone, so that the line it names is the text's own */
    bool is_text = prose_read(job->mem, draft->texts.body, &document, &wrong);
    if (!is_text)
        problem_add(job->mem, problems, WRITTEN_KEYS, str_copy(job->mem, str_of(wrong.text)));
    if (draft->of.len && !article_of_no(book, db, job->mem, draft->of, &now, err))
        return false;
    if (!article_judge(book, db, job, now.section, article, &file, err))
        return false;
    for (size_t i = 0; i < file.problems.count; i++)
        if (is_text || file.problems.at[i].place.line)
            problem_take(job->mem, &file.problems.at[i], problems);
    problems->total += file.problems_count - (int64_t)file.problems.count;
    return true;
}

bool news_draft_judge(struct book *book, struct db *db, struct arena *mem,
                      const struct news_draft *draft, struct written_article *article,
                      struct news_problems *problems, struct error *err)
{
    struct prepared_pictures *pictures = arena_one(mem, struct prepared_pictures);
    *article = (struct written_article){0};
    *problems = (struct news_problems){0};
    return news_pictures(db, mem, draft->id, false, pictures, err) &&
           judge(book, db, job_of(mem, draft, pictures), draft, article, problems, err);
}

/* ---- publishing ---- */

/* Nothing of what was typed stays behind: from here on the journal keeps it, where it can be
 * erased. */
static bool done(struct book *book, struct arena *mem, struct news_draft *draft, struct error *err)
{
    draft->texts = (struct written_texts){.key[WRITTEN_UNIT] = draft->texts.key[WRITTEN_UNIT]};
    draft->note = draft->moment = draft->problem = S("");
    draft->state = NEWS_PUBLISHED;
    return news_pictures_drop(book->db, draft->id, err) &&
           news_draft_write(book, mem, draft, S(""), err);
}

/* What an officer can mend is a problem, not a failure; nothing has been written then. */
static bool publish_new(struct book *book, struct import_job *job, struct news_draft *draft,
                        struct news_problems *problems, struct error *err)
{
    struct article_published made;
    if (!article_publish(book, job, &made, err)) {
        if (err->kind != ERROR_CONFLICT)
            return false;
        *err = (struct error){0};
        problem_add(
            job->mem, problems, WRITTEN_TITLE,
            S(MESSAGE("đã có tin cùng ngày, cùng tiêu đề; hãy đổi tiêu đề hoặc sửa tin đó")));
        return true;
    }
    if (!made.is_new)
        problem_add(job->mem, problems, WRITTEN_TITLE,
                    str_format(job->mem, "bài này đã đăng rồi, là tin %.*s", STR_ARG(made.no)));
    draft->no = made.no;
    return true;
}

bool news_draft_publish(struct book *book, struct arena *mem, struct news_draft *draft,
                        struct news_problems *problems, struct error *err)
{
    struct written_article article;
    struct prepared_pictures *pictures = arena_one(mem, struct prepared_pictures);
    struct import_job *job = job_of(mem, draft, pictures);
    *problems = (struct news_problems){0};
    if (!journal_flush(&book->journal, err) ||
        !news_pictures(book->db, mem, draft->id, true, pictures, err) ||
        !judge(book, book->db, job, draft, &article, problems, err))
        return false;
    if (problems->total)
        return true;
    bool is_well = draft->of.len ? article_correct(book, job, draft->of, draft->note, err)
                                 : publish_new(book, job, draft, problems, err);
    if (!is_well || problems->total)
        return is_well;
    if (draft->of.len)
        draft->no = draft->of;
    return done(book, mem, draft, err);
}

/* ---- beginnings ---- */

bool news_draft_compose(struct book *book, struct db *db, struct arena *mem,
                        const struct unit *unit, struct period period, struct news_draft *draft,
                        struct error *err)
{
    const struct compose_wishes wishes = {0};
    struct composed composed;
    *draft = (struct news_draft){0};
    const struct sections *sections = sections_of(book, db, err);
    if (!sections || !article_compose(book, db, mem, unit, period, &wishes, &composed, err))
        return false;
    struct import_job *job = job_of(mem, draft, NULL);
    job->bytes = composed.file;
    if (!written_texts_read(job, &draft->texts, err))
        return false;
    const struct section *section = section_meant(mem, sections, draft->texts.key[WRITTEN_SECTION]);
    bool is_open = section && section_stands(section, book_today(book));
    draft->texts.key[WRITTEN_SECTION] = is_open ? section->code : S("");
    written_days_say(mem, &draft->texts);
    return true;
}

/* ---- planned ones ---- */

void news_planned(struct book *book, struct str moment)
{
    int64_t seconds = vi_moment_seconds(moment);
    if (seconds < book->news_due)
        book->news_due = seconds;
}

bool news_is_due(struct book *book)
{
    return book->news_due <= book->journal.clock();
}

/* Back to its author, who reads why. */
static bool give_back(struct book *book, struct arena *mem, struct news_draft *draft,
                      const struct news_problems *problems, struct error *err)
{
    draft->state = NEWS_WRITING;
    draft->moment = S("");
    draft->problem = problems->count ? problems->at[0].text : S("");
    return news_draft_write(book, mem, draft, S(""), err);
}

static bool publish_due(struct book *book, struct arena *mem, struct news_draft *draft,
                        struct error *err)
{
    struct news_draft sent = *draft;
    struct news_problems problems;
    book->journal.actor = draft->planner;
    bool is_well = news_draft_publish(book, mem, &sent, &problems, err) &&
                   (problems.total == 0 || give_back(book, mem, draft, &problems, err));
    book->journal.actor = 0;
    return is_well;
}

bool news_settle(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    struct news_drafts due;
    struct str first;
    if (!news_is_due(book))
        return true;
    if (!news_drafts_due(book->db, &mem, journal_moment(&book->journal, &mem), &due, err))
        return false;
    for (size_t i = 0; i < due.count; i++)
        if (!publish_due(book, &mem, &due.at[i], err))
            return false;
    if (!news_draft_first_moment(book->db, &mem, &first, err))
        return false;
    book->news_due = first.len ? vi_moment_seconds(first) : INT64_MAX;
    return true;
}
