/* All SQL of drafts. */
#include "feature/draft/draft_store.h"

#include "feature/account/account.h"

static const char *const states[] = {
    [DRAFT_WRITING] = "writing",   [DRAFT_WAITING] = "waiting", [DRAFT_RETURNED] = "returned",
    [DRAFT_APPROVED] = "approved", [DRAFT_DROPPED] = "dropped",
};

static enum draft_state state_of(struct str text)
{
    size_t i = 0;
    while (i + 1 < COUNT_OF(states) && !str_is(text, str_of(states[i])))
        i++;
    return i;
}

static void draft_take(struct query *query, struct arena *mem, struct saved_draft *draft)
{
    draft->id = take_int(query);
    draft->kind = take_text(query, mem);
    draft->unit = take_text(query, mem);
    draft->day = take_text(query, mem);
    draft->cells = take_text(query, mem);
    draft->state = state_of(take_text(query, mem));
    draft->version = take_int(query);
    draft->author = take_int(query);
    draft->editor = take_int(query);
    draft->changed = take_text(query, mem);
    draft->of = take_text(query, mem);
    draft->no = take_text(query, mem);
    draft->reason = take_text(query, mem);
    draft->comment = take_text(query, mem);
    draft->public_reason = take_text(query, mem);
    draft->is_photo_public = take_int(query);
    draft->consent = take_text(query, mem);
}

#define DRAFT_COLUMNS                                                                              \
    "SELECT id, kind, unit, day, cells, state, version, author, editor, changed, of_no, no,"       \
    "       reason, comment, public_reason, is_photo_public, photo_consent"                        \
    "  FROM draft"

static bool one(struct query *query, struct arena *mem, struct saved_draft *draft,
                struct error *err)
{
    *draft = (struct saved_draft){0};
    if (query_next(query))
        draft_take(query, mem, draft);
    return query_end(query, err);
}

bool draft_find(struct db *db, struct arena *mem, int64_t id, struct saved_draft *draft,
                struct error *err)
{
    struct query query = db_query(db, DRAFT_COLUMNS " WHERE id = $1");
    bind_int(&query, id);
    if (!one(&query, mem, draft, err))
        return false;
    return draft->id ||
           fail(err, ERROR_MISSING, "draft", "không có bản nháp số %lld", (long long)id);
}

bool draft_of_key(struct db *db, struct arena *mem, struct str key, struct saved_draft *draft,
                  struct error *err)
{
    struct query query = db_query(db, DRAFT_COLUMNS " WHERE form_key = $1");
    bind_text(&query, key);
    return one(&query, mem, draft, err);
}

bool draft_of_record(struct db *db, struct arena *mem, struct str no, struct saved_draft *draft,
                     struct error *err)
{
    struct query query = db_query(
        db, DRAFT_COLUMNS " WHERE of_no = $1 AND state IN ('writing', 'waiting', 'returned')"
                          " ORDER BY id LIMIT 1");
    bind_text(&query, no);
    return one(&query, mem, draft, err);
}

bool draft_last(struct db *db, struct arena *mem, int64_t author, struct str kind,
                struct saved_draft *draft, struct error *err)
{
    struct query query =
        db_query(db, DRAFT_COLUMNS " WHERE author = $1 AND kind = $2 AND of_no = ''"
                                   "   AND state IN ('waiting', 'approved')"
                                   " ORDER BY id DESC LIMIT 1");
    bind_int(&query, author);
    bind_text(&query, kind);
    return one(&query, mem, draft, err);
}

#define IN_STATES                                                                                  \
    " (($1 <> 0 AND state = 'writing') OR ($2 <> 0 AND state = 'waiting')"                         \
    "  OR ($3 <> 0 AND state = 'returned') OR ($4 <> 0 AND state = 'approved')"                    \
    "  OR ($5 <> 0 AND state = 'dropped'))"

/* Two statements, so that somebody's own few are found by their index. */
bool drafts_in(struct db *db, struct arena *mem, int64_t author, unsigned wanted, size_t limit,
               struct saved_drafts *drafts, struct error *err)
{
    struct query query =
        author ? db_query(db, DRAFT_COLUMNS " WHERE" IN_STATES " AND author = $6"
                                            " ORDER BY changed DESC, id DESC LIMIT $7")
               : db_query(db, DRAFT_COLUMNS " WHERE" IN_STATES
                                            " ORDER BY changed DESC, id DESC LIMIT $6");
    for (size_t i = 0; i < COUNT_OF(states); i++)
        bind_int(&query, (wanted >> i) & 1);
    if (author)
        bind_int(&query, author);
    bind_int(&query, (int64_t)limit);
    while (query_next(&query))
        draft_take(&query, mem, list_add(drafts, mem));
    return query_end(&query, err);
}

bool drafts_waiting(struct request *req, int64_t *count, struct error *err)
{
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    struct query query =
        db_query(req->db, "SELECT unit, COUNT(*) FROM draft WHERE state = 'waiting'"
                          " GROUP BY unit ORDER BY unit");
    *count = 0;
    while (query_next(&query)) {
        const struct unit *unit = unit_find(units, take_text(&query, req->mem));
        int64_t waiting = take_int(&query);
        *count += unit && visitor_may(req->visitor, MAY_APPROVE, unit) ? waiting : 0;
    }
    return query_end(&query, err);
}

bool drafts_waiting_by(struct db *db, struct arena *mem, struct draft_counts *counts,
                       struct error *err)
{
    struct query query =
        db_query(db, "SELECT unit, kind, COUNT(*) FROM draft WHERE state = 'waiting'"
                     " GROUP BY unit, kind ORDER BY unit, kind");
    while (query_next(&query)) {
        size_t i = counts->count;
        (void)list_add(counts, mem);
        counts->at[i].unit = take_text(&query, mem);
        counts->at[i].kind = take_text(&query, mem);
        counts->at[i].count = take_int(&query);
    }
    return query_end(&query, err);
}

int64_t draft_count(const struct draft_counts *counts, struct str unit, struct str kind)
{
    for (size_t i = 0; i < counts->count; i++)
        if (str_is(counts->at[i].unit, unit) && str_is(counts->at[i].kind, kind))
            return counts->at[i].count;
    return 0;
}

bool drafts_returned(struct request *req, int64_t *count, struct error *err)
{
    struct query query = db_query(req->db, "SELECT COUNT(*) FROM draft"
                                           " WHERE author = $1 AND state = 'returned'");
    bind_int(&query, req->visitor->id);
    *count = query_next(&query) ? take_int(&query) : 0;
    return query_end(&query, err);
}

/* ---- writing ---- */

static bool step_add(struct book *book, const struct saved_draft *draft, struct str step,
                     struct str comment, struct error *err)
{
    struct query query =
        db_query(book->db, "INSERT INTO draft_step (draft, ordinal, at, account, step, comment)"
                           " SELECT $1, COUNT(*), $2, $3, $4, $5 FROM draft_step WHERE draft = $1");
    bind_int(&query, draft->id);
    bind_text(&query, draft->changed);
    bind_int(&query, draft->editor);
    bind_text(&query, step);
    bind_text(&query, comment);
    return query_run(&query, NULL, err);
}

static bool draft_insert(struct book *book, struct saved_draft *draft, struct str key,
                         struct error *err)
{
    struct query query = db_query(book->db, "SELECT COALESCE(MAX(id), 0) + 1 FROM draft");
    if (query_next(&query))
        draft->id = take_int(&query);
    if (!query_end(&query, err))
        return false;
    draft->version = 1;
    draft->author = draft->editor;
    query =
        db_query(book->db,
                 "INSERT INTO draft (id, kind, unit, day, cells, state, version, author, editor,"
                 "   changed, of_no, no, reason, comment, form_key, public_reason, is_photo_public,"
                 "   photo_consent)"
                 " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
                 "   $16, $17, $18)");
    bind_int(&query, draft->id);
    bind_text(&query, draft->kind);
    bind_text(&query, draft->unit);
    bind_text(&query, draft->day);
    bind_text(&query, draft->cells);
    bind_text(&query, str_of(states[draft->state]));
    bind_int(&query, draft->version);
    bind_int(&query, draft->author);
    bind_int(&query, draft->editor);
    bind_text(&query, draft->changed);
    bind_text(&query, draft->of);
    bind_text(&query, draft->no);
    bind_text(&query, draft->reason);
    bind_text(&query, draft->comment);
    bind_text(&query, key);
    bind_text(&query, draft->public_reason);
    bind_int(&query, draft->is_photo_public);
    bind_text(&query, draft->consent);
    return query_run(&query, NULL, err);
}

static bool draft_replace(struct book *book, struct saved_draft *draft, struct error *err)
{
    int64_t changed = 0;
    struct query query = db_query(
        book->db, "UPDATE draft SET unit = $1, day = $2, cells = $3, state = $4,"
                  "   version = version + 1, editor = $5, changed = $6, no = $7, reason = $8,"
                  "   comment = $9, public_reason = $10, is_photo_public = $11,"
                  "   photo_consent = $12"
                  " WHERE id = $13 AND version = $14");
    bind_text(&query, draft->unit);
    bind_text(&query, draft->day);
    bind_text(&query, draft->cells);
    bind_text(&query, str_of(states[draft->state]));
    bind_int(&query, draft->editor);
    bind_text(&query, draft->changed);
    bind_text(&query, draft->no);
    bind_text(&query, draft->reason);
    bind_text(&query, draft->comment);
    bind_text(&query, draft->public_reason);
    bind_int(&query, draft->is_photo_public);
    bind_text(&query, draft->consent);
    bind_int(&query, draft->id);
    bind_int(&query, draft->version);
    if (!query_run(&query, &changed, err))
        return false;
    if (changed == 0)
        return fail(err, ERROR_CONFLICT, "draft", "bản nháp này vừa được người khác sửa");
    draft->version++;
    return true;
}

bool draft_write(struct book *book, struct arena *mem, struct saved_draft *draft, struct str key,
                 struct str step, struct str comment, struct error *err)
{
    draft->changed = journal_moment(&book->journal, mem);
    draft->editor = book->journal.actor;
    bool is_well =
        draft->id ? draft_replace(book, draft, err) : draft_insert(book, draft, key, err);
    return is_well && (step.len == 0 || step_add(book, draft, step, comment, err));
}

bool draft_history(struct db *db, struct arena *mem, int64_t id, struct draft_steps *steps,
                   struct error *err)
{
    struct query query = db_query(db, "SELECT at, account, step, comment FROM draft_step"
                                      " WHERE draft = $1 ORDER BY ordinal");
    bind_int(&query, id);
    while (query_next(&query)) {
        struct draft_step *step = list_add(steps, mem);
        step->at = take_text(&query, mem);
        step->account = take_int(&query);
        step->step = take_text(&query, mem);
        step->comment = take_text(&query, mem);
    }
    return query_end(&query, err);
}

bool draft_hand_in(struct book *book, struct arena *mem, struct saved_draft *draft, struct str key,
                   struct error *err)
{
    struct saved_draft known;
    if (!draft_of_key(book->db, mem, key, &known, err))
        return false;
    if (known.id) {
        *draft = known;
        return true;
    }
    draft->id = 0;
    draft->state = DRAFT_WAITING;
    return draft_write(book, mem, draft, key, S("Gửi duyệt"), draft->reason, err);
}
