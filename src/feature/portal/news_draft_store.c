/* All SQL of articles on their way. */
#include "feature/portal/news_draft.h"

static const char *const states[] = {
    [NEWS_WRITING] = "writing",
    [NEWS_PLANNED] = "planned",
    [NEWS_PUBLISHED] = "published",
    [NEWS_DROPPED] = "dropped",
};

static enum news_state state_of(struct str text)
{
    size_t i = 0;
    while (i + 1 < COUNT_OF(states) && !str_is(text, str_of(states[i])))
        i++;
    return i;
}

/* ---- reading ---- */

#define NEWS_COLUMNS                                                                               \
    "SELECT id, unit, title, section, day, author_name, lead, conference, review, reads, consent," \
    "       body, state, version, author, editor, planner, changed, of_no, no, note, moment,"      \
    "       problem"                                                                               \
    "  FROM article_draft"

static void draft_take(struct query *query, struct arena *mem, struct news_draft *draft)
{
    draft->id = take_int(query);
    for (size_t i = 0; i < WRITTEN_KEYS; i++)
        draft->texts.key[i] = take_text(query, mem);
    draft->texts.body = take_text(query, mem);
    draft->state = state_of(take_text(query, mem));
    draft->version = take_int(query);
    draft->author = take_int(query);
    draft->editor = take_int(query);
    draft->planner = take_int(query);
    draft->changed = take_text(query, mem);
    draft->of = take_text(query, mem);
    draft->no = take_text(query, mem);
    draft->note = take_text(query, mem);
    draft->moment = take_text(query, mem);
    draft->problem = take_text(query, mem);
}

static bool take_one(struct query *query, struct arena *mem, struct news_draft *draft,
                     struct error *err)
{
    *draft = (struct news_draft){0};
    if (query_next(query))
        draft_take(query, mem, draft);
    return query_end(query, err);
}

static bool take_all(struct query *query, struct arena *mem, struct news_drafts *drafts,
                     struct error *err)
{
    *drafts = (struct news_drafts){0};
    while (query_next(query))
        draft_take(query, mem, list_add(drafts, mem));
    return query_end(query, err);
}

bool news_draft_find(struct db *db, struct arena *mem, int64_t id, struct news_draft *draft,
                     struct error *err)
{
    struct query query = db_query(db, NEWS_COLUMNS " WHERE id = $1");
    bind_int(&query, id);
    if (!take_one(&query, mem, draft, err))
        return false;
    return draft->id || fail(err, ERROR_MISSING, "tin", "không có bài nháp số %lld", (long long)id);
}

bool news_draft_of_key(struct db *db, struct arena *mem, struct str key, struct news_draft *draft,
                       struct error *err)
{
    struct query query = db_query(db, NEWS_COLUMNS " WHERE form_key = $1");
    bind_text(&query, key);
    return take_one(&query, mem, draft, err);
}

bool news_draft_of_article(struct db *db, struct arena *mem, struct str no,
                           struct news_draft *draft, struct error *err)
{
    struct query query =
        db_query(db, NEWS_COLUMNS " WHERE of_no = $1 AND state IN ('writing', 'planned')"
                                  " ORDER BY id LIMIT 1");
    bind_text(&query, no);
    return take_one(&query, mem, draft, err);
}

bool news_drafts_open(struct db *db, struct arena *mem, struct news_drafts *drafts,
                      struct error *err)
{
    struct query query = db_query(db, NEWS_COLUMNS " WHERE state IN ('writing', 'planned')"
                                                   " ORDER BY changed DESC, id DESC");
    return take_all(&query, mem, drafts, err);
}

bool news_drafts_due(struct db *db, struct arena *mem, struct str moment,
                     struct news_drafts *drafts, struct error *err)
{
    struct query query = db_query(db, NEWS_COLUMNS " WHERE state = 'planned' AND moment <= $1"
                                                   " ORDER BY moment, id");
    bind_text(&query, moment);
    return take_all(&query, mem, drafts, err);
}

bool news_draft_first_moment(struct db *db, struct arena *mem, struct str *moment,
                             struct error *err)
{
    struct query query = db_query(db, "SELECT moment FROM article_draft WHERE state = 'planned'"
                                      " ORDER BY moment, id LIMIT 1");
    *moment = query_one(&query) ? take_text(&query, mem) : S("");
    return query_end(&query, err);
}

/* ---- writing ---- */

/* What follows the key of the row in both statements below. */
static void texts_bind(struct query *query, const struct news_draft *draft)
{
    for (size_t i = 0; i < WRITTEN_KEYS; i++)
        bind_text(query, draft->texts.key[i]);
    bind_text(query, draft->texts.body);
    bind_text(query, str_of(states[draft->state]));
    bind_int(query, draft->editor);
    bind_int(query, draft->planner);
    bind_text(query, draft->changed);
    bind_text(query, draft->no);
    bind_text(query, draft->note);
    bind_text(query, draft->moment);
    bind_text(query, draft->problem);
}

static bool draft_insert(struct book *book, struct news_draft *draft, struct str key,
                         struct error *err)
{
    struct query query = db_query(book->db, "SELECT COALESCE(MAX(id), 0) + 1 FROM article_draft");
    draft->id = query_next(&query) ? take_int(&query) : 0;
    if (!query_end(&query, err))
        return false;
    draft->version = 1;
    draft->author = draft->editor;
    query = db_query(
        book->db,
        "INSERT INTO article_draft (id, version, author, of_no, form_key,"
        "   unit, title, section, day, author_name, lead, conference, review, reads, consent, body,"
        "   state, editor, planner, changed, no, note, moment, problem)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
        "   $19, $20, $21, $22, $23, $24)");
    bind_int(&query, draft->id);
    bind_int(&query, draft->version);
    bind_int(&query, draft->author);
    bind_text(&query, draft->of);
    bind_text(&query, key);
    texts_bind(&query, draft);
    return query_run(&query, NULL, err);
}

static bool draft_replace(struct book *book, struct news_draft *draft, struct error *err)
{
    int64_t changed = 0;
    struct query query = db_query(
        book->db, "UPDATE article_draft SET version = version + 1, unit = $3, title = $4,"
                  "   section = $5, day = $6, author_name = $7, lead = $8, conference = $9,"
                  "   review = $10, reads = $11, consent = $12, body = $13, state = $14,"
                  "   editor = $15, planner = $16, changed = $17, no = $18, note = $19,"
                  "   moment = $20, problem = $21"
                  " WHERE id = $1 AND version = $2");
    bind_int(&query, draft->id);
    bind_int(&query, draft->version);
    texts_bind(&query, draft);
    if (!query_run(&query, &changed, err))
        return false;
    if (changed == 0)
        return fail(err, ERROR_CONFLICT, "phien_ban", "bài này vừa được người khác sửa");
    draft->version++;
    return true;
}

bool news_draft_write(struct book *book, struct arena *mem, struct news_draft *draft,
                      struct str key, struct error *err)
{
    draft->changed = journal_moment(&book->journal, mem);
    draft->editor = book->journal.actor;
    return draft->id ? draft_replace(book, draft, err) : draft_insert(book, draft, key, err);
}

/* ---- pictures ---- */

/* Pictures are never taken out one by one: their count is the last number. */
static bool pictures_count(struct db *db, int64_t draft, int64_t *count, struct error *err)
{
    struct query query =
        db_query(db, "SELECT COUNT(DISTINCT file) FROM article_draft_picture WHERE draft = $1");
    bind_int(&query, draft);
    *count = query_one(&query) ? take_int(&query) : 0;
    return query_end(&query, err);
}

bool news_picture_add(struct db *db, struct arena *mem, int64_t draft, const struct media *media,
                      struct str *file, struct error *err)
{
    int64_t count;
    if (!pictures_count(db, draft, &count, err))
        return false;
    if (count >= ARTICLE_PICTURES_MAX)
        return fail(err, ERROR_INVALID, "anh", "quá %d ảnh trong một tin", ARTICLE_PICTURES_MAX);
    *file = str_format(mem, "anh-%lld.jpg", (long long)count + 1);
    for (size_t i = 0; i < PICTURE_SIZES; i++) {
        const struct picture_version *version = &media->picture.version[i];
        struct query query = db_query(
            db, "INSERT INTO article_draft_picture (draft, ordinal, file, name, size, width,"
                "   height, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
        bind_int(&query, draft);
        bind_int(&query, count + 1);
        bind_text(&query, *file);
        bind_text(&query, media->name);
        bind_int(&query, picture_widths[i]);
        bind_int(&query, version->width);
        bind_int(&query, version->height);
        bind_bytes(&query, version->bytes);
        if (!query_run(&query, NULL, err))
            return false;
    }
    return true;
}

static struct picture_version *version_of(struct prepared_picture *picture, int64_t size)
{
    for (size_t i = 0; i < PICTURE_SIZES; i++)
        if (picture_widths[i] == size)
            return &picture->media.picture.version[i];
    return NULL;
}

bool news_pictures(struct db *db, struct arena *mem, int64_t draft, bool with_bytes,
                   struct prepared_pictures *pictures, struct error *err)
{
    struct query query = with_bytes ? db_query(db, "SELECT file, name, size, width, height, bytes"
                                                   "  FROM article_draft_picture WHERE draft = $1"
                                                   " ORDER BY ordinal, size")
                                    : db_query(db, "SELECT file, name, size, width, height"
                                                   "  FROM article_draft_picture WHERE draft = $1"
                                                   " ORDER BY ordinal, size");
    struct prepared_picture *picture = NULL;
    *pictures = (struct prepared_pictures){0};
    bind_int(&query, draft);
    while (query_next(&query)) {
        struct str file = take_text(&query, mem), name = take_text(&query, mem);
        if (!picture || !str_is(picture->file, file)) {
            picture = list_add(pictures, mem);
            *picture = (struct prepared_picture){.file = file, .media.name = name};
        }
        struct picture_version *version = version_of(picture, take_int(&query));
        if (!version)
            continue;
        version->width = take_int(&query);
        version->height = take_int(&query);
        if (with_bytes)
            version->bytes = take_bytes(&query, mem);
    }
    return query_end(&query, err);
}

bool news_picture_bytes(struct db *db, struct arena *mem, int64_t draft, struct str name,
                        int64_t size, struct str *bytes, struct error *err)
{
    struct query query = db_query(db, "SELECT bytes FROM article_draft_picture"
                                      " WHERE draft = $1 AND name = $2 AND size = $3"
                                      " ORDER BY ordinal LIMIT 1");
    bind_int(&query, draft);
    bind_text(&query, name);
    bind_int(&query, size);
    *bytes = query_one(&query) ? take_bytes(&query, mem) : STR_NONE;
    return query_end(&query, err);
}

bool news_pictures_drop(struct db *db, int64_t draft, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM article_draft_picture WHERE draft = $1");
    bind_int(&query, draft);
    return query_run(&query, NULL, err);
}
