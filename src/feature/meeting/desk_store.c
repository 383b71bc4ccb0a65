/* All SQL of conferences under way. */
#include "feature/meeting/desk_store.h"

static void kept_take(struct query *query, struct arena *mem, struct kept_conference *conference)
{
    conference->id = take_int(query);
    conference->unit = take_text(query, mem);
    conference->day = take_day(query);
    conference->number = take_int(query);
    conference->cells = take_text(query, mem);
    conference->version = take_int(query);
    conference->editor = take_int(query);
    conference->changed = take_text(query, mem);
}

bool conferences_kept(struct db *db, struct arena *mem, struct kept_conferences *conferences,
                      struct error *err)
{
    struct query query =
        db_query(db, "SELECT id, unit, day, number, cells, version, editor, changed"
                     "  FROM conference_draft ORDER BY day DESC, id DESC");
    while (query_next(&query))
        kept_take(&query, mem, list_add(conferences, mem));
    return query_end(&query, err);
}

bool conference_kept(struct db *db, struct arena *mem, struct str unit, struct day day,
                     int64_t number, struct kept_conference *conference, struct error *err)
{
    struct query query =
        db_query(db, "SELECT id, unit, day, number, cells, version, editor, changed"
                     "  FROM conference_draft WHERE unit = $1 AND day = $2 AND number = $3");
    *conference = (struct kept_conference){0};
    bind_text(&query, unit);
    bind_day(&query, day);
    bind_int(&query, number);
    if (query_one(&query))
        kept_take(&query, mem, conference);
    return query_end(&query, err);
}

/* ---- writing ---- */

static bool conference_insert(struct book *book, struct kept_conference *conference, bool *is_kept,
                              struct error *err)
{
    int64_t changed = 0;
    struct query query =
        db_query(book->db, "SELECT COALESCE(MAX(id), 0) + 1 FROM conference_draft");
    if (query_one(&query))
        conference->id = take_int(&query);
    if (!query_end(&query, err))
        return false;
    query = db_query(
        book->db,
        "INSERT INTO conference_draft (id, unit, day, number, cells, version, editor, changed)"
        " VALUES ($1, $2, $3, $4, $5, 1, $6, $7) ON CONFLICT (unit, day, number) DO NOTHING");
    bind_int(&query, conference->id);
    bind_text(&query, conference->unit);
    bind_day(&query, conference->day);
    bind_int(&query, conference->number);
    bind_text(&query, conference->cells);
    bind_int(&query, conference->editor);
    bind_text(&query, conference->changed);
    if (!query_run(&query, &changed, err))
        return false;
    *is_kept = changed > 0;
    return true;
}

bool conference_keep(struct book *book, struct arena *mem, struct kept_conference *conference,
                     bool *is_kept, struct error *err)
{
    int64_t changed = 0;
    conference->changed = journal_moment(&book->journal, mem);
    conference->editor = book->journal.actor;
    if (conference->id == 0)
        return conference_insert(book, conference, is_kept, err);
    struct query query = db_query(
        book->db, "UPDATE conference_draft SET day = $1, number = $2, cells = $3, editor = $4,"
                  "   changed = $5, version = version + 1"
                  " WHERE id = $6 AND version = $7");
    bind_day(&query, conference->day);
    bind_int(&query, conference->number);
    bind_text(&query, conference->cells);
    bind_int(&query, conference->editor);
    bind_text(&query, conference->changed);
    bind_int(&query, conference->id);
    bind_int(&query, conference->version);
    if (!query_run(&query, &changed, err))
        return false;
    conference->version++;
    *is_kept = changed > 0;
    return true;
}

bool conference_cells_put(struct db *db, int64_t id, struct str cells, struct error *err)
{
    struct query query = db_query(db, "UPDATE conference_draft SET cells = $1 WHERE id = $2");
    bind_text(&query, cells);
    bind_int(&query, id);
    return query_run(&query, NULL, err);
}

bool conference_forget(struct db *db, int64_t id, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM conference_draft WHERE id = $1");
    bind_int(&query, id);
    return query_run(&query, NULL, err);
}
