/* All SQL of papers. */
#include "feature/paper/paper_store.h"

/* ---- forms ---- */

bool paper_form_read(struct db *db, struct arena *mem, struct str unit, enum paper_type type,
                     struct paper_form *form, struct error *err)
{
    struct query query = db_query(db, "SELECT pattern, recipients FROM paper_form"
                                      " WHERE unit = $1 AND type = $2");
    bind_text(&query, unit);
    bind_text(&query, paper_kind(type)->code);
    *form = (struct paper_form){S(""), S("")};
    if (query_one(&query)) {
        form->pattern = take_text(&query, mem);
        form->recipients = take_text(&query, mem);
    }
    return query_end(&query, err);
}

bool paper_form_write(struct db *db, struct str unit, enum paper_type type,
                      const struct paper_form *form, struct error *err)
{
    struct query query = db_query(
        db, "INSERT INTO paper_form (unit, type, pattern, recipients) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (unit, type) DO UPDATE SET pattern = excluded.pattern,"
            " recipients = excluded.recipients");
    bind_text(&query, unit);
    bind_text(&query, paper_kind(type)->code);
    bind_text(&query, form->pattern);
    bind_text(&query, form->recipients);
    return query_run(&query, NULL, err);
}

/* ---- the register ---- */

#define PAPER_COLUMNS                                                                              \
    "entry, no, unit, type, year, serial, number, day, subject, title, is_void, reason,"           \
    " void_entry"

static void paper_take(struct query *query, struct arena *mem, struct paper *paper)
{
    *paper = (struct paper){0};
    paper->entry = take_int(query);
    paper->no = take_text(query, mem);
    paper->unit = take_int(query);
    if (!paper_type_meant(mem, take_text(query, mem), &paper->type))
        paper->type = PAPER_REPORT; /* no projector writes another type */
    paper->year = take_int(query);
    paper->serial = take_int(query);
    paper->number = take_text(query, mem);
    paper->day = take_day(query);
    paper->subject = take_text(query, mem);
    paper->title = take_text(query, mem);
    paper->is_void = take_int(query) != 0;
    paper->reason = take_text(query, mem);
    paper->void_entry = take_int(query);
}

bool paper_register(struct db *db, struct arena *mem, int64_t unit, int64_t year,
                    struct papers *papers, struct error *err)
{
    struct query query = db_query(db, "SELECT " PAPER_COLUMNS " FROM paper"
                                      " WHERE (unit = $1 OR $2 = 0) AND (year = $3 OR $4 = 0)"
                                      " ORDER BY unit, type, year, serial");
    bind_int(&query, unit);
    bind_int(&query, unit);
    bind_int(&query, year);
    bind_int(&query, year);
    *papers = (struct papers){0};
    while (query_next(&query))
        paper_take(&query, mem, list_add(papers, mem));
    return query_end(&query, err);
}

bool paper_page(struct db *db, struct arena *mem, const struct paper_choice *choice, int64_t count,
                int64_t offset, struct papers *papers, struct error *err)
{
    struct query query = db_query(db, "SELECT " PAPER_COLUMNS " FROM paper"
                                      " WHERE unit = $1 AND year = $2 AND (type = $3 OR $4 = '')"
                                      " ORDER BY day DESC, entry DESC LIMIT $5 OFFSET $6");
    bind_int(&query, choice->unit);
    bind_int(&query, choice->year);
    bind_text(&query, choice->type);
    bind_text(&query, choice->type);
    bind_int(&query, count);
    bind_int(&query, offset);
    *papers = (struct papers){0};
    while (query_next(&query))
        paper_take(&query, mem, list_add(papers, mem));
    return query_end(&query, err);
}

bool paper_count(struct db *db, const struct paper_choice *choice, int64_t *count,
                 struct error *err)
{
    struct query query = db_query(db, "SELECT COUNT(*) FROM paper"
                                      " WHERE unit = $1 AND year = $2 AND (type = $3 OR $4 = '')");
    bind_int(&query, choice->unit);
    bind_int(&query, choice->year);
    bind_text(&query, choice->type);
    bind_text(&query, choice->type);
    *count = query_one(&query) ? take_int(&query) : 0;
    return query_end(&query, err);
}

bool paper_years(struct db *db, int64_t unit, int64_t *first, int64_t *last, struct error *err)
{
    struct query query = db_query(db, "SELECT MIN(year), MAX(year) FROM paper WHERE unit = $1");
    bind_int(&query, unit);
    *first = *last = 0;
    if (query_one(&query)) {
        *first = take_int(&query);
        *last = take_int(&query);
    }
    return query_end(&query, err);
}

bool paper_units(struct db *db, struct arena *mem, struct paper_units *units, struct error *err)
{
    struct query query = db_query(db, "SELECT DISTINCT unit FROM paper ORDER BY unit");
    while (query_next(&query))
        *list_add(units, mem) = take_int(&query);
    return query_end(&query, err);
}

bool paper_of(struct db *db, struct arena *mem, const struct paper_subject *subject,
              struct paper *paper, bool *is_found, struct error *err)
{
    struct query query = db_query(db, "SELECT " PAPER_COLUMNS " FROM paper"
                                      " WHERE unit = $1 AND type = $2 AND subject = $3"
                                      "   AND is_void = 0"
                                      " ORDER BY entry DESC LIMIT 1");
    bind_int(&query, subject->unit->id);
    bind_text(&query, paper_kind(subject->type)->code);
    bind_text(&query, subject->code);
    *is_found = query_one(&query);
    if (*is_found)
        paper_take(&query, mem, paper);
    return query_end(&query, err);
}

bool paper_find(struct db *db, struct arena *mem, struct str no, struct paper *paper,
                struct error *err)
{
    struct query query = db_query(db, "SELECT " PAPER_COLUMNS " FROM paper WHERE no = $1");
    bind_text(&query, no);
    bool is_found = query_one(&query);
    if (is_found)
        paper_take(&query, mem, paper);
    if (!query_end(&query, err))
        return false;
    return is_found || fail(err, ERROR_MISSING, "no",
                            "sổ văn bản đi không có số %.*s; xem: doanket paper list", STR_ARG(no));
}

bool paper_newest(struct db *db, int64_t unit, enum paper_type type, int64_t year, int64_t *serial,
                  struct day *day, struct error *err)
{
    struct query query = db_query(db, "SELECT serial, day FROM paper"
                                      " WHERE unit = $1 AND type = $2 AND year = $3"
                                      " ORDER BY serial DESC LIMIT 1");
    bind_int(&query, unit);
    bind_text(&query, paper_kind(type)->code);
    bind_int(&query, year);
    *serial = 0;
    *day = DAY_NONE;
    if (query_one(&query)) {
        *serial = take_int(&query);
        *day = take_day(&query);
    }
    return query_end(&query, err);
}

/* ---- projectors ---- */

static struct str value_text(const struct posting *posting, const char *key)
{
    return json_text(posting->entry.values, str_of(key), S(""));
}

static bool numbered_row(struct projection *projection, struct db_rows *rows,
                         const struct posting *posting, struct error *err)
{
    const struct entry *entry = &posting->entry;
    int32_t year, month, day;
    const struct unit_tree *units = unit_tree_of(projection->book, projection->db, err);
    const struct unit *unit = units ? unit_find(units, entry->unit) : NULL;
    if (!units)
        return false;
    if (!unit || !day_is_known(entry->day))
        return fail(err, ERROR_BROKEN, "unit", "mục paper.numbered nêu đơn vị không có trong sổ");
    day_parts(entry->day, &year, &month, &day);
    row_int(rows, posting->i);
    row_text(rows, entry->no);
    row_int(rows, unit->id);
    row_text(rows, entry->kind);
    row_int(rows, year);
    row_int(rows, json_int(entry->values, S("serial"), 0));
    row_text(rows, value_text(posting, "number"));
    row_day(rows, entry->day);
    row_text(rows, value_text(posting, "subject"));
    row_text(rows, value_text(posting, "title"));
    row_int(rows, 0);
    row_text(rows, S(""));
    row_int(rows, 0);
    row_end(rows);
    return true;
}

bool paper_project_numbered(struct projection *projection, const struct entry_run *run,
                            struct error *err)
{
    bool is_well = true;
    struct db_rows rows =
        db_rows(projection->db,
                "INSERT INTO paper (" PAPER_COLUMNS ")"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                13);
    for (size_t i = 0; i < run->postings.count && is_well; i++)
        is_well = numbered_row(projection, &rows, &run->postings.at[i], err);
    struct error ignored;
    return db_rows_end(&rows, is_well ? err : &ignored) && is_well;
}

bool paper_project_voided(struct projection *projection, const struct entry_run *run,
                          struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct posting *posting = &run->postings.at[i];
        struct query query =
            db_query(projection->db, "UPDATE paper SET is_void = 1, reason = $1, void_entry = $2"
                                     " WHERE no = $3");
        bind_text(&query, json_text(posting->entry.root, S("reason"), S("")));
        bind_int(&query, posting->i);
        bind_text(&query, posting->entry.of);
        if (!query_run(&query, NULL, err))
            return false;
    }
    return true;
}
