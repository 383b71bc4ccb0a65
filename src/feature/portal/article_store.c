/* Articles as rows: what pages read. */
#include "feature/portal/article_store.h"

#include "document/prose.h"
#include "feature/portal/article_words.h"

/* ---- one row ---- */

#define ARTICLE_COLUMNS                                                                            \
    "SELECT id, entry, mark, no, unit, day, section, state, title, lead, author, conference,"      \
    "       review, reads, changed_at FROM article"

static void article_take(struct query *query, struct arena *mem, struct article *article)
{
    *article = (struct article){.id = take_int(query), .entry = take_int(query)};
    article->mark = take_text(query, mem);
    article->no = take_text(query, mem);
    article->unit = take_int(query);
    article->day = take_day(query);
    article->section = take_text(query, mem);
    article->state = (enum article_state)take_int(query);
    article->title = take_text(query, mem);
    article->lead = take_text(query, mem);
    article->author = take_text(query, mem);
    article->conference = take_text(query, mem);
    article->review = take_text(query, mem);
    article->reads = take_int(query);
    article->changed_at = take_text(query, mem);
}

/* ---- what a row alone does not say ---- */

static bool document_fill(struct binder *binder, const struct article *article, struct str markdown,
                          struct document *document, struct error *err)
{
    const struct unit_tree *units = unit_tree_of(binder->book, binder->db, err);
    if (!units)
        return false;
    const struct unit *unit = unit_by_id(units, article->unit);
    if (!prose_read(binder->mem, markdown, document, err))
        return false;
    return binder_fill(binder, unit ? unit : binder->home, NULL, document, err);
}

static bool lead_fill(struct binder *binder, struct article *article, struct error *err)
{
    struct document document = {0};
    if (!document_fill(binder, article, article->lead, &document, err))
        return false;
    article->lead =
        document.blocks.count ? block_plain(binder->mem, &document.blocks.at[0]) : S("");
    article->lead = article_cut(binder->mem, article->lead, LEAD_SHOWN_CHARACTERS);
    return true;
}

static bool picture_fill(struct binder *binder, struct article *article, struct error *err)
{
    struct arena *mem = binder->mem;
    struct str name = S("");
    struct query query =
        db_query(binder->db, "SELECT name, alt, caption FROM article_picture"
                             " WHERE article = $1 AND name <> '' ORDER BY ordinal LIMIT 1");
    bind_int(&query, article->id);
    if (query_one(&query)) {
        name = take_text(&query, mem);
        article->picture.alt = take_text(&query, mem);
        article->picture.caption = take_text(&query, mem);
    }
    if (!query_end(&query, err))
        return false;
    if (name.len == 0)
        return true;
    return media_find(binder->db, mem, name, &article->picture.media, &article->has_picture, err);
}

/* Titles stand for what is erased; withdrawn and erased articles show no picture and no lead. */
static bool article_fill(struct binder *binder, struct article *article, struct error *err)
{
    bool is_gone = article->state == ARTICLE_ERASED;
    article->title = is_gone ? S("Tin đã gỡ theo yêu cầu") : article->title;
    article->address = article_address(binder->mem, article->title, article->id);
    if (article->state != ARTICLE_PUBLIC) {
        article->lead = S("");
        return true;
    }
    return lead_fill(binder, article, err) && picture_fill(binder, article, err);
}

static bool articles_fill(struct book *book, struct db *db, struct arena *mem,
                          struct articles *articles, struct error *err)
{
    struct binder binder;
    if (!binder_begin(&binder, book, db, mem, err))
        return false;
    for (size_t i = 0; i < articles->count; i++)
        if (!article_fill(&binder, &articles->at[i], err))
            return false;
    return true;
}

static bool articles_take(struct query *query, struct book *book, struct db *db, struct arena *mem,
                          struct articles *articles, struct error *err)
{
    *articles = (struct articles){0};
    while (query_next(query))
        article_take(query, mem, list_add(articles, mem));
    return query_end(query, err) && articles_fill(book, db, mem, articles, err);
}

/* At most one row. */
static bool article_take_one(struct query *query, struct book *book, struct db *db,
                             struct arena *mem, struct article *article, bool *is_found,
                             struct error *err)
{
    struct articles articles;
    if (!articles_take(query, book, db, mem, &articles, err))
        return false;
    *is_found = articles.count > 0;
    if (*is_found)
        *article = articles.at[0];
    return true;
}

/* ---- lists ---- */

bool articles_newest(struct book *book, struct db *db, struct arena *mem, struct str section,
                     size_t skip, size_t limit, struct articles *articles, struct error *err)
{
    struct query query =
        section.len
            ? db_query(db, ARTICLE_COLUMNS " WHERE state = 0 AND section = $3"
                                           " ORDER BY day DESC, id DESC LIMIT $1 OFFSET $2")
            : db_query(db, ARTICLE_COLUMNS " WHERE state = 0"
                                           " ORDER BY day DESC, id DESC LIMIT $1 OFFSET $2");
    bind_int(&query, (int64_t)limit);
    bind_int(&query, (int64_t)skip);
    if (section.len)
        bind_text(&query, section);
    return articles_take(&query, book, db, mem, articles, err);
}

bool articles_of_month(struct book *book, struct db *db, struct arena *mem, int32_t month,
                       size_t skip, size_t limit, struct articles *articles, struct error *err)
{
    struct query query = db_query(db, ARTICLE_COLUMNS " WHERE state = 0 AND month = $1"
                                                      " ORDER BY day DESC, id DESC"
                                                      " LIMIT $2 OFFSET $3");
    bind_int(&query, month);
    bind_int(&query, (int64_t)limit);
    bind_int(&query, (int64_t)skip);
    return articles_take(&query, book, db, mem, articles, err);
}

static bool count_take(struct query *query, int64_t *count, struct error *err)
{
    *count = query_one(query) ? take_int(query) : 0;
    return query_end(query, err);
}

bool articles_count(struct db *db, struct str section, int64_t *count, struct error *err)
{
    struct query query =
        section.len ? db_query(db, "SELECT COUNT(*) FROM article WHERE state = 0 AND section = $1")
                    : db_query(db, "SELECT COUNT(*) FROM article WHERE state = 0");
    if (section.len)
        bind_text(&query, section);
    return count_take(&query, count, err);
}

bool articles_count_month(struct db *db, int32_t month, int64_t *count, struct error *err)
{
    struct query query =
        db_query(db, "SELECT COUNT(*) FROM article WHERE state = 0 AND month = $1");
    bind_int(&query, month);
    return count_take(&query, count, err);
}

bool articles_sections(struct book *book, struct db *db, struct arena *mem, struct sections *told,
                       struct error *err)
{
    const struct sections *sections = sections_of(book, db, err);
    *told = (struct sections){0};
    for (size_t i = 0; sections && i < sections->count; i++) {
        int64_t count;
        if (!articles_count(db, sections->at[i].code, &count, err))
            return false;
        if (count)
            *list_add(told, mem) = sections->at[i];
    }
    return sections != NULL;
}

bool article_months(struct db *db, struct arena *mem, struct article_months *months,
                    struct error *err)
{
    struct query query = db_query(db, "SELECT month, COUNT(*) FROM article WHERE state = 0"
                                      " GROUP BY month ORDER BY month DESC");
    *months = (struct article_months){0};
    while (query_next(&query)) {
        struct article_month *month = list_add(months, mem);
        month->month = (int32_t)take_int(&query);
        month->count = take_int(&query);
    }
    return query_end(&query, err);
}

bool article_addresses(struct db *db, struct arena *mem, size_t limit,
                       struct article_addresses *addresses, struct error *err)
{
    struct query query = db_query(db, "SELECT id, title, changed_at FROM article WHERE state = 0"
                                      " ORDER BY day DESC, id DESC LIMIT $1");
    *addresses = (struct article_addresses){0};
    bind_int(&query, (int64_t)limit);
    while (query_next(&query)) {
        struct article_address *address = list_add(addresses, mem);
        int64_t id = take_int(&query);
        address->address = article_address(mem, take_text(&query, mem), id);
        address->changed_at = take_text(&query, mem);
    }
    return query_end(&query, err);
}

bool articles_all(struct db *db, struct arena *mem, struct articles *articles, struct error *err)
{
    struct query query = db_query(
        db, "SELECT id, no, unit, day, title, state FROM article ORDER BY day DESC, id DESC");
    *articles = (struct articles){0};
    while (query_next(&query)) {
        struct article *article = list_add(articles, mem);
        article->id = take_int(&query);
        article->no = take_text(&query, mem);
        article->unit = take_int(&query);
        article->day = take_day(&query);
        article->title = take_text(&query, mem);
        article->state = (enum article_state)take_int(&query);
    }
    return query_end(&query, err);
}

bool articles_quoting(struct db *db, struct arena *mem, int64_t unit, struct str indicator,
                      struct str period, struct quotes *quotes, struct error *err)
{
    struct query query =
        db_query(db, "SELECT article.id, article.title, article.day"
                     "  FROM article_binding JOIN article ON article.id = article_binding.article"
                     " WHERE article_binding.code = $1 AND article_binding.period = $2"
                     "   AND article.unit = $3 AND article.state = 0"
                     " ORDER BY article.day DESC, article.id DESC LIMIT $4");
    bind_text(&query, indicator);
    bind_text(&query, period);
    bind_int(&query, unit);
    bind_int(&query, QUOTES_SHOWN);
    while (query_next(&query)) {
        struct quote *quote = list_add(quotes, mem);
        int64_t id = take_int(&query);
        quote->title = take_text(&query, mem);
        quote->address = article_address(mem, quote->title, id);
        quote->day = take_day(&query);
    }
    return query_end(&query, err);
}

/* ---- one ---- */

bool article_by_id(struct book *book, struct db *db, struct arena *mem, int64_t id,
                   struct article *article, bool *is_found, struct error *err)
{
    struct query query = db_query(db, ARTICLE_COLUMNS " WHERE id = $1");
    bind_int(&query, id);
    return article_take_one(&query, book, db, mem, article, is_found, err);
}

bool article_of_no(struct book *book, struct db *db, struct arena *mem, struct str no,
                   struct article *article, struct error *err)
{
    bool is_found;
    struct query query = db_query(db, ARTICLE_COLUMNS " WHERE no = $1");
    bind_text(&query, no);
    if (!article_take_one(&query, book, db, mem, article, &is_found, err))
        return false;
    return is_found || fail(err, ERROR_MISSING, "no",
                            "sổ không có tin số %.*s (viết như article/2022/0001)", STR_ARG(no));
}

bool article_of_review(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                       struct period period, struct article *article, bool *is_found,
                       struct error *err)
{
    struct query query =
        db_query(db, ARTICLE_COLUMNS " WHERE review = $1 AND unit = $2 AND state = 0"
                                     " ORDER BY day DESC, id DESC LIMIT 1");
    bind_text(&query, period_code(mem, period));
    bind_int(&query, unit->id);
    return article_take_one(&query, book, db, mem, article, is_found, err);
}

/* ---- the text ---- */

static bool pictures_read(struct db *db, struct arena *mem, int64_t article,
                          struct article_pictures *pictures, struct error *err)
{
    bool is_found;
    list_of(struct str) names = {0};
    struct query query = db_query(db, "SELECT name, alt, caption FROM article_picture"
                                      " WHERE article = $1 ORDER BY ordinal");
    bind_int(&query, article);
    while (query_next(&query)) {
        struct article_picture *picture = list_add(pictures, mem);
        *list_add(&names, mem) = take_text(&query, mem);
        picture->alt = take_text(&query, mem);
        picture->caption = take_text(&query, mem);
    }
    if (!query_end(&query, err))
        return false;
    for (size_t i = 0; i < names.count; i++) {
        struct article_picture *picture = &pictures->at[i];
        if (names.at[i].len == 0)
            continue;
        if (!media_find(db, mem, names.at[i], &picture->media, &is_found, err))
            return false;
        if (!is_found)
            picture->media = (struct media){0};
    }
    return true;
}

bool article_markdown(struct db *db, struct arena *mem, int64_t article, struct str *lead,
                      struct str *body, struct error *err)
{
    struct query query = db_query(db, "SELECT CASE WHEN is_lead_own = 1 THEN lead ELSE '' END, body"
                                      "  FROM article WHERE id = $1");
    *lead = *body = S("");
    bind_int(&query, article);
    if (query_one(&query)) {
        *lead = take_text(&query, mem);
        *body = take_text(&query, mem);
    }
    return query_end(&query, err);
}

bool article_body_fill(struct book *book, struct db *db, struct arena *mem,
                       const struct article *article, struct str lead, struct str text,
                       struct article_body *body, struct error *err)
{
    struct binder binder;
    return binder_begin(&binder, book, db, mem, err) &&
           document_fill(&binder, article, lead, &body->lead, err) &&
           document_fill(&binder, article, text, &body->document, err);
}

bool article_body_read(struct book *book, struct db *db, struct arena *mem,
                       const struct article *article, struct article_body *body, struct error *err)
{
    struct str lead, text;
    *body = (struct article_body){0};
    return article_markdown(db, mem, article->id, &lead, &text, err) &&
           article_body_fill(book, db, mem, article, lead, text, body, err) &&
           pictures_read(db, mem, article->id, &body->pictures, err);
}

bool article_document(struct book *book, struct db *db, struct arena *mem,
                      const struct article *article, struct document *document, struct error *err)
{
    struct article_body body;
    *document = (struct document){0};
    if (!article_body_read(book, db, mem, article, &body, err))
        return false;
    for (size_t i = 0; i < body.document.blocks.count; i++) {
        struct block block = body.document.blocks.at[i];
        int64_t ordinal;
        if (block.kind == BLOCK_PICTURE) {
            if (!str_to_int(block.slot, &ordinal) || ordinal < 1 ||
                (size_t)ordinal > body.pictures.count ||
                body.pictures.at[ordinal - 1].media.name.len == 0)
                continue;
            const struct article_picture *picture = &body.pictures.at[ordinal - 1];
            block.slot = media_address(mem, &picture->media, 800);
            block.title = picture->alt;
            block_text(&block, mem, picture->caption);
        }
        *list_add(&document->blocks, mem) = block;
    }
    return true;
}

bool article_changes(struct db *db, struct arena *mem, int64_t article,
                     struct article_changes *changes, struct error *err)
{
    struct query query = db_query(db, "SELECT at, note, is_withdrawal FROM article_change"
                                      " WHERE article = $1 ORDER BY entry");
    *changes = (struct article_changes){0};
    bind_int(&query, article);
    while (query_next(&query)) {
        struct article_change *change = list_add(changes, mem);
        change->at = take_text(&query, mem);
        change->note = take_text(&query, mem);
        change->is_withdrawal = take_int(&query) != 0;
    }
    return query_end(&query, err);
}

/* ---- what articles have in common ---- */

bool article_terms(struct db *db, struct arena *mem, int64_t article, struct article_terms *terms,
                   struct error *err)
{
    struct query query =
        db_query(db, "SELECT term FROM article_term WHERE article = $1 ORDER BY term");
    *terms = (struct article_terms){0};
    bind_int(&query, article);
    while (query_next(&query))
        *list_add(terms, mem) = take_text(&query, mem);
    return query_end(&query, err);
}

bool article_ids_of_term(struct db *db, struct arena *mem, struct str term, size_t limit,
                         struct article_ids *ids, struct error *err)
{
    struct query query = db_query(db, "SELECT article FROM article_term WHERE term = $1"
                                      " ORDER BY article DESC LIMIT $2");
    *ids = (struct article_ids){0};
    bind_text(&query, term);
    bind_int(&query, (int64_t)limit);
    while (query_next(&query))
        *list_add(ids, mem) = take_int(&query);
    return query_end(&query, err);
}

bool article_last_id(struct db *db, int64_t *id, struct error *err)
{
    struct query query = db_query(db, "SELECT COALESCE(MAX(id), 0) FROM article");
    return count_take(&query, id, err);
}

/* ---- for writing ---- */

bool article_next_no(struct db *db, struct arena *mem, int32_t year, struct str *no,
                     struct error *err)
{
    int64_t count;
    /* Numbers have no gaps and none is ever taken back: the next one is behind their count. '0' is
     * the character behind '/'. */
    struct query query = db_query(db, "SELECT COUNT(*) FROM article WHERE no > $1 AND no < $2");
    bind_text(&query, str_format(mem, "article/%d/", year));
    bind_text(&query, str_format(mem, "article/%d0", year));
    if (!count_take(&query, &count, err))
        return false;
    *no = str_format(mem, "article/%d/%04lld", year, (long long)count + 1);
    return true;
}

static bool text_take_one(struct query *query, struct arena *mem, struct str *text,
                          struct error *err)
{
    *text = query_one(query) ? take_text(query, mem) : S("");
    return query_end(query, err);
}

bool article_find_same(struct db *db, struct arena *mem, int64_t unit, struct day day,
                       struct str title, struct str *no, struct error *err)
{
    struct query query = db_query(db, "SELECT no FROM article WHERE state = 0 AND day = $1"
                                      "   AND unit = $2 AND title = $3 ORDER BY id LIMIT 1");
    bind_day(&query, day);
    bind_int(&query, unit);
    bind_text(&query, title);
    return text_take_one(&query, mem, no, err);
}

bool article_file_known(struct db *db, struct arena *mem, struct str content, struct str *no,
                        struct error *err)
{
    struct query query =
        db_query(db, "SELECT no FROM known_article WHERE content = $1 ORDER BY no, seq LIMIT 1");
    bind_bytes(&query, content);
    return text_take_one(&query, mem, no, err);
}

bool article_file_now(struct db *db, struct arena *mem, struct str no, struct str *content,
                      struct error *err)
{
    struct query query =
        db_query(db, "SELECT content FROM known_article WHERE no = $1 ORDER BY seq DESC LIMIT 1");
    bind_text(&query, no);
    *content = query_one(&query) ? take_bytes(&query, mem) : S("");
    return query_end(&query, err);
}

bool article_file_note(struct db *db, struct str no, struct str content, struct error *err)
{
    int64_t seq;
    struct query query =
        db_query(db, "SELECT COALESCE(MAX(seq), 0) + 1 FROM known_article WHERE no = $1");
    bind_text(&query, no);
    if (!count_take(&query, &seq, err))
        return false;
    query = db_query(db, "INSERT INTO known_article (no, seq, content) VALUES ($1, $2, $3)");
    bind_text(&query, no);
    bind_int(&query, seq);
    bind_bytes(&query, content);
    return query_run(&query, NULL, err);
}

bool article_openings(struct db *db, struct arena *mem, int64_t article,
                      struct kept_openings *openings, struct error *err)
{
    struct query query =
        db_query(db, "SELECT opening.entry, opening.field, opening.value"
                     "  FROM article_entry JOIN opening ON opening.entry = article_entry.entry"
                     " WHERE article_entry.article = $1"
                     " ORDER BY opening.entry, opening.field");
    *openings = (struct kept_openings){0};
    bind_int(&query, article);
    while (query_next(&query)) {
        struct kept_opening *opening = list_add(openings, mem);
        opening->entry = take_int(&query);
        opening->field = take_text(&query, mem);
        opening->value = take_text(&query, mem);
    }
    return query_end(&query, err);
}

bool article_picture_is_shared(struct db *db, int64_t article, struct str name, bool *is_shared,
                               struct error *err)
{
    struct query query = db_query(db, "SELECT 1 FROM article_picture"
                                      " WHERE name = $1 AND article <> $2 LIMIT 1");
    bind_text(&query, name);
    bind_int(&query, article);
    *is_shared = query_one(&query);
    return query_end(&query, err);
}
