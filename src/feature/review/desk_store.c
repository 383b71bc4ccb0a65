/* All SQL of review desks. */
#include "feature/review/desk_store.h"

static const char *const states[DESK_STATES] = {
    [DESK_WRITING] = "writing", [DESK_STANDING] = "standing", [DESK_PARTY] = "party",
    [DESK_READY] = "ready",     [DESK_ISSUED] = "issued",
};
static const char *const actions[DESK_ACTIONS] = {
    [DESK_SEND] = "send",     [DESK_PASS] = "pass",         [DESK_OPINION] = "opinion",
    [DESK_RETURN] = "return", [DESK_WITHDRAW] = "withdraw", [DESK_ISSUE] = "issue",
    [DESK_REOPEN] = "reopen",
};

/* The place of a word in a list; the first if it is none of them. */
static size_t place_of(const char *const *words, size_t count, struct str word)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(word, str_of(words[i])))
            return i;
    return 0;
}

/* ---- reading ---- */

static bool state_load(struct db *db, struct arena *mem, struct review_desk *desk,
                       struct str issued_at, struct error *err)
{
    struct query query = db_query(db, "SELECT state, version, changed FROM review_desk"
                                      " WHERE unit = $1 AND period = $2");
    bind_text(&query, desk->unit->code);
    bind_text(&query, period_code(mem, desk->period));
    desk->state = desk->is_issued ? DESK_ISSUED : DESK_WRITING;
    desk->version = 0;
    if (query_one(&query)) {
        enum desk_state state = place_of(states, DESK_STATES, take_text(&query, mem));
        desk->version = take_int(&query);
        /* Issued at the command line since: the steps of before are over. */
        if (!desk->is_issued || str_order(take_text(&query, mem), issued_at) >= 0)
            desk->state = state;
    }
    return query_end(&query, err);
}

/* Texts of the desk, and those of the book where the desk has none. */
static bool texts_load(struct db *db, struct arena *mem, struct review_desk *desk,
                       struct error *err)
{
    struct query query =
        db_query(db, "SELECT slot, markdown, version, editor FROM review_text"
                     " WHERE unit = $1 AND period = $2"
                     " UNION ALL"
                     " SELECT p.slot, p.markdown, 0, 0 FROM prose p"
                     " WHERE p.unit = $1 AND p.period = $2 AND NOT EXISTS ("
                     "   SELECT 1 FROM review_text t"
                     "    WHERE t.unit = p.unit AND t.period = p.period AND t.slot = p.slot)"
                     " ORDER BY 1");
    bind_text(&query, desk->unit->code);
    bind_text(&query, period_code(mem, desk->period));
    while (query_next(&query)) {
        struct desk_text *text = list_add(&desk->texts, mem);
        text->slot = take_text(&query, mem);
        text->markdown = take_text(&query, mem);
        text->version = take_int(&query);
        text->editor = take_int(&query);
    }
    return query_end(&query, err);
}

static bool steps_load(struct db *db, struct arena *mem, struct review_desk *desk,
                       struct error *err)
{
    struct query query = db_query(db, "SELECT action, at, account, comment, seen FROM review_step"
                                      " WHERE unit = $1 AND period = $2 ORDER BY ordinal");
    bind_text(&query, desk->unit->code);
    bind_text(&query, period_code(mem, desk->period));
    while (query_next(&query)) {
        struct desk_step *step = list_add(&desk->steps, mem);
        step->action = place_of(actions, DESK_ACTIONS, take_text(&query, mem));
        step->at = take_text(&query, mem);
        step->account = take_int(&query);
        step->comment = take_text(&query, mem);
        step->seen = take_text(&query, mem);
    }
    return query_end(&query, err);
}

bool desk_load(struct db *db, struct arena *mem, struct review_desk *desk, struct str issued_at,
               struct error *err)
{
    return state_load(db, mem, desk, issued_at, err) && texts_load(db, mem, desk, err) &&
           steps_load(db, mem, desk, err);
}

bool desks_known(struct db *db, struct arena *mem, struct str unit, struct known_desks *desks,
                 struct error *err)
{
    struct query query =
        db_query(db, "SELECT period, state, changed FROM review_desk WHERE unit = $1"
                     " UNION ALL SELECT t.period, 'writing', MAX(t.changed) FROM review_text t"
                     "  WHERE t.unit = $1 AND t.markdown <> '' AND NOT EXISTS (SELECT 1"
                     "   FROM review_desk d WHERE d.unit = t.unit AND d.period = t.period)"
                     "  GROUP BY t.period"
                     " ORDER BY 1");
    bind_text(&query, unit);
    while (query_next(&query)) {
        struct known_desk *desk = list_add(desks, mem);
        desk->period = take_text(&query, mem);
        desk->state = place_of(states, DESK_STATES, take_text(&query, mem));
        desk->changed = take_text(&query, mem);
    }
    return query_end(&query, err);
}

bool reviews_handed_in(struct request *req, int64_t *count, struct error *err)
{
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    *count = 0;
    if (!units)
        return false;
    struct query query = db_query(req->db, "SELECT unit FROM review_desk"
                                           " WHERE state IN ('standing', 'party', 'ready')");
    while (query_next(&query)) {
        const struct unit *unit = unit_find(units, take_text(&query, req->mem));
        *count += unit && visitor_may(req->visitor, MAY_ISSUE, unit);
    }
    return query_end(&query, err);
}

/* ---- writing ---- */

bool desk_text_write(struct book *book, struct arena *mem, const struct review_desk *desk,
                     const struct desk_text *text, bool *is_kept, struct error *err)
{
    int64_t changed = 0;
    struct query query = db_query(
        book->db,
        "INSERT INTO review_text (unit, period, slot, markdown, version, editor, changed)"
        " VALUES ($1, $2, $3, $4, 1, $5, $6)"
        " ON CONFLICT (unit, period, slot) DO UPDATE SET markdown = excluded.markdown,"
        "   version = review_text.version + 1, editor = excluded.editor, changed = excluded.changed"
        " WHERE review_text.version = $7");
    bind_text(&query, desk->unit->code);
    bind_text(&query, period_code(mem, desk->period));
    bind_text(&query, text->slot);
    bind_text(&query, text->markdown);
    bind_int(&query, book->journal.actor);
    bind_text(&query, journal_moment(&book->journal, mem));
    bind_int(&query, text->version);
    if (!query_run(&query, &changed, err))
        return false;
    *is_kept = changed > 0;
    return true;
}

static bool state_write(struct book *book, struct arena *mem, const struct review_desk *desk,
                        struct error *err)
{
    int64_t changed = 0;
    struct query query =
        db_query(book->db, "INSERT INTO review_desk (unit, period, state, version, changed)"
                           " VALUES ($1, $2, $3, 1, $4)"
                           " ON CONFLICT (unit, period) DO UPDATE SET state = excluded.state,"
                           "   version = review_desk.version + 1, changed = excluded.changed"
                           " WHERE review_desk.version = $5");
    bind_text(&query, desk->unit->code);
    bind_text(&query, period_code(mem, desk->period));
    bind_text(&query, str_of(states[desk->state]));
    bind_text(&query, journal_moment(&book->journal, mem));
    bind_int(&query, desk->version);
    if (!query_run(&query, &changed, err))
        return false;
    return changed > 0 ||
           fail(err, ERROR_CONFLICT, "version",
                "người khác vừa làm một bước với báo cáo này; xin mở lại trang rồi quyết định");
}

bool desk_step_write(struct book *book, struct arena *mem, struct review_desk *desk,
                     enum desk_action action, struct str comment, struct error *err)
{
    desk->state = desk_after(desk->state, action);
    if (!state_write(book, mem, desk, err))
        return false;
    struct query query = db_query(
        book->db,
        "INSERT INTO review_step (unit, period, ordinal, at, account, action, comment, seen)"
        " SELECT $1, $2, COUNT(*), $3, $4, $5, $6, $7 FROM review_step"
        "  WHERE unit = $1 AND period = $2");
    bind_text(&query, desk->unit->code);
    bind_text(&query, period_code(mem, desk->period));
    bind_text(&query, journal_moment(&book->journal, mem));
    bind_int(&query, book->journal.actor);
    bind_text(&query, str_of(actions[action]));
    bind_text(&query, comment);
    bind_text(&query, review_seen(mem, &desk->review));
    return query_run(&query, NULL, err);
}

static bool row_drop(struct db *db, const char *sql, struct str unit, struct str period,
                     struct str slot, struct error *err)
{
    struct query query = db_query(db, sql);
    bind_text(&query, unit);
    bind_text(&query, period);
    bind_text(&query, slot);
    return query_run(&query, NULL, err);
}

bool desk_text_drop(struct db *db, struct str unit, struct str period, struct str slot,
                    struct error *err)
{
    return row_drop(db, "DELETE FROM review_text WHERE unit = $1 AND period = $2 AND slot = $3",
                    unit, period, slot, err) &&
           row_drop(db, "DELETE FROM prose WHERE unit = $1 AND period = $2 AND slot = $3", unit,
                    period, slot, err);
}
