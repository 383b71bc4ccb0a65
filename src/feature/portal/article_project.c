#include "feature/portal/article_project.h"

#include "base/text.h"
#include "base/vi_text.h"
#include "document/prose.h"
#include "feature/finder.h"
#include "feature/portal/article_words.h"
#include "feature/unit/unit.h"

enum { SEARCHED_MAX_BYTES = 65536, TERMS_MAX = 64 };

static struct str value_text(const struct posting *posting, const char *key)
{
    return json_text(posting->entry.values, str_of(key), S(""));
}

/* The opened value of a field; empty when it was erased or never there. */
static struct str opened(const struct posting *posting, struct str field)
{
    const struct opening *opening = posting_opening(posting, field);
    return opening ? opening->value : S("");
}

static bool run_on(struct db *db, const char *sql, int64_t value, struct error *err)
{
    struct query query = db_query(db, sql);
    bind_int(&query, value);
    return query_run(&query, NULL, err);
}

/* ---- which article ---- */

struct place {
    int64_t id, entry; /* entry: that stated it until now; -1: none */
    struct str no, mark;
};

static bool place_find(struct db *db, struct arena *mem, struct str no, struct place *place,
                       struct error *err)
{
    struct query query = db_query(db, "SELECT id, entry, mark FROM article WHERE no = $1");
    bind_text(&query, no);
    bool is_found = query_one(&query);
    if (is_found) {
        place->id = take_int(&query);
        place->entry = take_int(&query);
        place->mark = take_text(&query, mem);
        place->no = no;
    }
    if (!query_end(&query, err))
        return false;
    return is_found ||
           fail(err, ERROR_BROKEN, "of", "mục nêu một tin không có trong sổ: %.*s", STR_ARG(no));
}

static bool place_new(struct db *db, struct arena *mem, const struct posting *posting,
                      struct place *place, struct error *err)
{
    struct sha256 hash = sha256_of(&posting->entry.bytes, 1);
    struct query query = db_query(db, "SELECT COALESCE(MAX(id), 0) + 1 FROM article");
    *place = (struct place){1, -1, posting->entry.no, sha256_hex(mem, &hash)};
    if (query_one(&query))
        place->id = take_int(&query);
    return query_end(&query, err);
}

/* ---- what it says ---- */

static bool row_write(struct db *db, const struct posting *posting, const struct place *place,
                      int64_t unit, struct str lead, bool is_lead_own, struct error *err)
{
    struct query query = db_query(
        db,
        "INSERT INTO article (id, entry, mark, no, unit, day, month, section, state, title, lead,"
        " body, author, is_lead_own, conference, review, reads, changed_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
        " ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, unit = excluded.unit,"
        " day = excluded.day, month = excluded.month, section = excluded.section,"
        " title = excluded.title, lead = excluded.lead, body = excluded.body,"
        " author = excluded.author, is_lead_own = excluded.is_lead_own,"
        " conference = excluded.conference, review = excluded.review, reads = excluded.reads,"
        " changed_at = excluded.changed_at");
    bind_int(&query, place->id);
    bind_int(&query, posting->i);
    bind_text(&query, place->mark);
    bind_text(&query, place->no);
    bind_int(&query, unit);
    bind_day(&query, posting->entry.day);
    bind_int(&query, day_month(posting->entry.day));
    bind_text(&query, value_text(posting, "section"));
    bind_text(&query, opened(posting, S("title")));
    bind_text(&query, lead);
    bind_text(&query, opened(posting, S("body")));
    bind_text(&query, opened(posting, S("author")));
    bind_int(&query, is_lead_own);
    bind_text(&query, value_text(posting, "conference"));
    bind_text(&query, value_text(posting, "review"));
    bind_int(&query, json_int(posting->entry.values, S("reads"), 0));
    bind_text(&query, posting->entry.at);
    return query_run(&query, NULL, err);
}

static bool pictures_write(struct db *db, struct arena *mem, const struct posting *posting,
                           int64_t article, struct error *err)
{
    int64_t count = json_int(posting->entry.values, S("pictures"), 0);
    struct db_rows rows =
        db_rows(db,
                "INSERT INTO article_picture (article, ordinal, entry, name, alt, caption)"
                " VALUES ($1, $2, $3, $4, $5, $6)",
                6);
    for (int64_t i = 1; i <= count; i++) {
        row_int(&rows, article);
        row_int(&rows, i);
        row_int(&rows, posting->i);
        row_text(&rows, opened(posting, str_format(mem, "picture.%04lld", (long long)i)));
        row_text(&rows, opened(posting, str_format(mem, "alt.%04lld", (long long)i)));
        row_text(&rows, opened(posting, str_format(mem, "caption.%04lld", (long long)i)));
        row_end(&rows);
    }
    return db_rows_end(&rows, err);
}

static const struct json *bindings_of(const struct posting *posting)
{
    const struct json *bindings = json_member(posting->entry.values, S("bindings"));
    return bindings ? bindings->first : NULL;
}

static bool bindings_write(struct db *db, const struct posting *posting, int64_t article,
                           struct error *err)
{
    struct db_rows rows =
        db_rows(db, "INSERT INTO article_binding (article, code, period) VALUES ($1, $2, $3)", 3);
    for (const struct json *item = bindings_of(posting); item; item = item->next) {
        row_int(&rows, article);
        row_text(&rows, json_text(item, S("code"), S("")));
        row_text(&rows, json_text(item, S("period"), S("")));
        row_end(&rows);
    }
    return db_rows_end(&rows, err);
}

/* ---- what it has in common with others ---- */

struct terms {
    struct arena *mem;
    struct str at[TERMS_MAX];
    size_t count;
};

static void term_add(struct terms *terms, const char *kind, struct str what)
{
    if (what.len == 0 || terms->count == TERMS_MAX)
        return;
    struct str term = str_format(terms->mem, "%s%.*s", kind, STR_ARG(what));
    for (size_t i = 0; i < terms->count; i++)
        if (str_is(terms->at[i], term))
            return;
    terms->at[terms->count++] = term;
}

/* Most Vietnamese words are two syllables: pairs of neighbours tell what a title is about. */
static void title_terms(struct terms *terms, struct str title)
{
    struct str rest = vi_fold_exact(terms->mem, title), syllable, before = S("");
    while (str_cut(&rest, ' ', &syllable)) {
        if (before.len)
            term_add(terms, ARTICLE_TERM_WORDS,
                     str_format(terms->mem, "%.*s %.*s", STR_ARG(before), STR_ARG(syllable)));
        before = syllable;
    }
}

static bool terms_write(struct db *db, struct arena *mem, const struct posting *posting,
                        int64_t article, struct error *err)
{
    struct terms terms = {.mem = mem};
    term_add(&terms, ARTICLE_TERM_SECTION, value_text(posting, "section"));
    term_add(&terms, ARTICLE_TERM_CONFERENCE, value_text(posting, "conference"));
    term_add(&terms, ARTICLE_TERM_PERIOD, value_text(posting, "review"));
    title_terms(&terms, opened(posting, S("title")));
    for (const struct json *item = bindings_of(posting); item; item = item->next)
        term_add(&terms, ARTICLE_TERM_FIGURE, json_text(item, S("code"), S("")));
    struct db_rows rows =
        db_rows(db, "INSERT INTO article_term (term, article) VALUES ($1, $2)", 2);
    for (size_t i = 0; i < terms.count; i++) {
        row_text(&rows, terms.at[i]);
        row_int(&rows, article);
        row_end(&rows);
    }
    return db_rows_end(&rows, err);
}

/* ---- search ---- */

/* Texts of public news may be found; figures in them are found on their own pages. Names of authors
 * and what pictures show are left out. */
static bool find_doc(struct projection *projection, const struct posting *posting, int64_t article,
                     struct str lead, struct error *err)
{
    struct arena *mem = projection->mem;
    struct document document = {0};
    struct error ignored;
    struct str title = opened(posting, S("title"));
    struct text words = text_new(mem, SEARCHED_MAX_BYTES);
    struct finder_writer writer = finder_begin(projection->db);
    if (title.len && prose_read(mem, lead, &document, &ignored) &&
        prose_read(mem, opened(posting, S("body")), &document, &ignored)) {
        for (size_t i = 0; i < document.blocks.count; i++) {
            const struct block *block = &document.blocks.at[i];
            if (block->kind != BLOCK_PICTURE)
                text_format(&words, "%s%.*s", words.len ? " " : "",
                            STR_ARG(block_plain(mem, block)));
        }
        finder_add(&writer, &(struct finder_doc){.i = posting->i,
                                                 .address = article_address(mem, title, article),
                                                 .title = title,
                                                 .text = text_str(&words),
                                                 .day = posting->entry.day});
    }
    return finder_end(&writer, err);
}

/* ---- article.published, article.corrected ---- */

static bool entry_note(struct db *db, int64_t entry, int64_t article, struct error *err)
{
    struct query query = db_query(db, "INSERT INTO article_entry (entry, article) VALUES ($1, $2)");
    bind_int(&query, entry);
    bind_int(&query, article);
    return query_run(&query, NULL, err);
}

static bool change_write(struct db *db, const struct posting *posting, int64_t article,
                         bool is_withdrawal, struct str note, struct error *err)
{
    struct query query =
        db_query(db, "INSERT INTO article_change (entry, article, is_withdrawal, at, note)"
                     " VALUES ($1, $2, $3, $4, $5)");
    bind_int(&query, posting->i);
    bind_int(&query, article);
    bind_int(&query, is_withdrawal);
    bind_text(&query, posting->entry.at);
    bind_text(&query, note);
    return query_run(&query, NULL, err);
}

/* What hangs on a statement that another one replaces. */
static bool replaced_clear(struct db *db, const struct place *place, struct error *err)
{
    return run_on(db, "DELETE FROM article_picture WHERE article = $1", place->id, err) &&
           run_on(db, "DELETE FROM article_binding WHERE article = $1", place->id, err) &&
           run_on(db, "DELETE FROM article_term WHERE article = $1", place->id, err) &&
           finder_forget(db, place->entry, err);
}

static bool stated_one(struct projection *projection, const struct unit_tree *units,
                       const struct posting *posting, struct error *err)
{
    struct db *db = projection->db;
    struct arena *mem = projection->mem;
    struct place place = {0};
    const struct unit *unit = unit_find(units, posting->entry.unit);
    bool is_correction = posting->entry.of.len > 0;
    if (is_correction ? !place_find(db, mem, posting->entry.of, &place, err)
                      : !place_new(db, mem, posting, &place, err))
        return false;
    if (is_correction &&
        (!replaced_clear(db, &place, err) ||
         !change_write(db, posting, place.id, false, opened(posting, S("note")), err)))
        return false;
    bool is_lead_own = json_member(json_member(posting->entry.root, S("shown")), S("lead")) != NULL;
    struct str lead = is_lead_own ? opened(posting, S("lead"))
                                  : article_first_paragraph(opened(posting, S("body")));
    return row_write(db, posting, &place, unit ? unit->id : 0, lead, is_lead_own, err) &&
           pictures_write(db, mem, posting, place.id, err) &&
           bindings_write(db, posting, place.id, err) &&
           terms_write(db, mem, posting, place.id, err) &&
           entry_note(db, posting->i, place.id, err) &&
           find_doc(projection, posting, place.id, is_lead_own ? lead : S(""), err);
}

bool article_project_stated(struct projection *projection, const struct entry_run *run,
                            struct error *err)
{
    const struct unit_tree *units = unit_tree_of(projection->book, projection->db, err);
    for (size_t i = 0; units && i < run->postings.count; i++)
        if (!stated_one(projection, units, &run->postings.at[i], err))
            return false;
    return units != NULL;
}

/* ---- article.withdrawn ---- */

static bool withdrawn_one(struct projection *projection, const struct posting *posting,
                          struct error *err)
{
    struct db *db = projection->db;
    struct place place = {0};
    if (!place_find(db, projection->mem, posting->entry.of, &place, err))
        return false;
    struct query query =
        db_query(db, "UPDATE article SET state = 1, changed_at = $1 WHERE id = $2");
    bind_text(&query, posting->entry.at);
    bind_int(&query, place.id);
    return query_run(&query, NULL, err) &&
           run_on(db, "DELETE FROM article_term WHERE article = $1", place.id, err) &&
           finder_forget(db, place.entry, err) && entry_note(db, posting->i, place.id, err) &&
           change_write(db, posting, place.id, true, opened(posting, S("note")), err);
}

bool article_project_withdrawn(struct projection *projection, const struct entry_run *run,
                               struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++)
        if (!withdrawn_one(projection, &run->postings.at[i], err))
            return false;
    return true;
}

/* ---- article.erased ---- */

/* Empties the columns that show a field of an entry; of a replaced statement only the note shows.
 */
static bool field_blank(struct db *db, int64_t entry, struct str field, struct error *err)
{
    struct str rest = field, section;
    int64_t ordinal;
    if (str_is(field, S("note")))
        return run_on(db, "UPDATE article_change SET note = '' WHERE entry = $1", entry, err);
    if (str_is(field, S("title")))
        return run_on(db, "UPDATE article SET title = '' WHERE entry = $1", entry, err);
    if (str_is(field, S("lead")))
        return run_on(db, "UPDATE article SET lead = '' WHERE entry = $1", entry, err);
    if (str_is(field, S("author")))
        return run_on(db, "UPDATE article SET author = '' WHERE entry = $1", entry, err);
    if (str_is(field, S("body"))) /* a lead of its own is a field of its own */
        return run_on(db,
                      "UPDATE article SET body = '',"
                      " lead = CASE WHEN is_lead_own = 1 THEN lead ELSE '' END WHERE entry = $1",
                      entry, err);
    if (!str_cut(&rest, '.', &section) || !str_to_int(rest, &ordinal))
        return true;
    struct query query =
        db_query(db, str_is(section, S("picture")) ? "UPDATE article_picture SET name = ''"
                                                     " WHERE entry = $1 AND ordinal = $2"
                     : str_is(section, S("alt"))   ? "UPDATE article_picture SET alt = ''"
                                                     " WHERE entry = $1 AND ordinal = $2"
                                                   : "UPDATE article_picture SET caption = ''"
                                                     " WHERE entry = $1 AND ordinal = $2");
    bind_int(&query, entry);
    bind_int(&query, ordinal);
    return query_run(&query, NULL, err);
}

/* An article without its title is gone as a whole. */
static bool whole_blank(struct db *db, const struct place *place, struct error *err)
{
    return run_on(db, "UPDATE article SET state = 2 WHERE id = $1", place->id, err) &&
           run_on(db, "DELETE FROM article_term WHERE article = $1", place->id, err) &&
           finder_forget(db, place->entry, err);
}

static bool erased_one(struct projection *projection, const struct posting *posting,
                       struct error *err)
{
    struct db *db = projection->db;
    struct place place = {0};
    const struct json *gone = json_member(posting->entry.root, S("gone"));
    bool is_whole = false;
    if (!place_find(db, projection->mem, posting->entry.of, &place, err))
        return false;
    for (const struct json *item = gone ? gone->first : NULL; item; item = item->next) {
        int64_t entry = json_int(item, S("entry"), -1);
        struct str field = json_text(item, S("field"), S(""));
        is_whole = is_whole || (entry == place.entry && str_is(field, S("title")));
        if (!field_blank(db, entry, field, err))
            return false;
    }
    struct query query = db_query(db, "UPDATE article SET changed_at = $1 WHERE id = $2");
    bind_text(&query, posting->entry.at);
    bind_int(&query, place.id);
    return query_run(&query, NULL, err) && (!is_whole || whole_blank(db, &place, err));
}

bool article_project_erased(struct projection *projection, const struct entry_run *run,
                            struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++)
        if (!erased_one(projection, &run->postings.at[i], err))
            return false;
    return true;
}
