#include "feature/unit/unit_project.h"

#include "feature/finder.h"

/* A place where an entry states something for the search; a former statement's goes away. */
static bool find_again(struct projection *projection, int64_t former, const struct finder_doc *doc,
                       struct error *err)
{
    if (former >= 0 && !finder_forget(projection->db, former, err))
        return false;
    if (doc->address.len == 0)
        return true;
    struct finder_writer writer = finder_begin(projection->db);
    finder_add(&writer, doc);
    return finder_end(&writer, err);
}

static struct day last_of(const struct entry *entry)
{
    struct day last;
    return day_read(json_text(entry->root, S("last"), S("")), &last) ? last : DAY_LAST;
}

/* Ends a query for the entry that stated something so far; -1: it is new. */
static bool former_take(struct query *query, int64_t *former, struct error *err)
{
    *former = query_one(query) ? take_int(query) : -1;
    return query_end(query, err);
}

/* ---- units ---- */

static bool unit_write(struct projection *projection, const struct posting *posting,
                       const struct unit *unit, struct error *err)
{
    const struct json *root = posting->entry.root;
    struct query query = db_query(
        projection->db,
        "INSERT INTO unit (id, entry, code, kind, label, name, parent, first_day, last_day, number,"
        "       address, people)"
        " VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM unit), $1, $2, $3, $4, $5, $6, $7, $8, $9,"
        "       $10, $11)"
        " ON CONFLICT (code) DO UPDATE SET entry = excluded.entry, kind = excluded.kind,"
        "       label = excluded.label, name = excluded.name, parent = excluded.parent,"
        "       first_day = excluded.first_day, last_day = excluded.last_day,"
        "       number = excluded.number, address = excluded.address, people = excluded.people");
    bind_int(&query, posting->i);
    bind_text(&query, unit->code);
    bind_text(&query, unit->kind);
    bind_text(&query, unit->label);
    bind_text(&query, unit->name);
    bind_text(&query, unit->parent_code);
    bind_day(&query, unit->first);
    bind_day(&query, unit->last);
    bind_int(&query, unit->number);
    bind_text(&query, json_text(root, S("address"), S("")));
    bind_int(&query, json_int(root, S("people"), 0));
    return query_run(&query, NULL, err);
}

static bool unit_open(struct projection *projection, const struct posting *posting,
                      struct error *err)
{
    const struct json *root = posting->entry.root;
    const struct unit unit = {
        .code = json_text(root, S("code"), S("")),
        .kind = json_text(root, S("kind"), S("")),
        .label = json_text(root, S("label"), S("")),
        .name = json_text(root, S("name"), S("")),
        .parent_code = json_text(root, S("parent"), S("")),
        .first = posting->entry.day,
        .last = last_of(&posting->entry),
        .number = json_int(root, S("number"), 0),
    };
    int64_t former;
    struct query query = db_query(projection->db, "SELECT entry FROM unit WHERE code = $1");
    bind_text(&query, unit.code);
    if (!former_take(&query, &former, err) || !unit_write(projection, posting, &unit, err))
        return false;
    const struct finder_doc doc = {
        .i = posting->i,
        .address = unit_address(projection->mem, &unit),
        .title = unit_title(projection->mem, &unit),
        .text = json_text(root, S("address"), S("")),
        .day = DAY_NONE,
    };
    return find_again(projection, former, &doc, err);
}

/* Every unit with all above it, anew: one that moved takes along what is below it. UNION drops
 * doubles, so that even a circle would end. */
static bool above_write(struct db *db, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM unit_above");
    if (!query_run(&query, NULL, err))
        return false;
    query = db_query(db, "INSERT INTO unit_above (above, unit)"
                         " WITH RECURSIVE up (above, unit) AS ("
                         "     SELECT id, id FROM unit"
                         "      UNION"
                         "     SELECT p.id, up.unit FROM up"
                         "       JOIN unit u ON u.id = up.above"
                         "       JOIN unit p ON p.code = u.parent)"
                         " SELECT above, unit FROM up");
    return query_run(&query, NULL, err);
}

bool unit_project_opened(struct projection *projection, const struct entry_run *run,
                         struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++)
        if (!unit_open(projection, &run->postings.at[i], err))
            return false;
    book_structure_changed(projection->book);
    return above_write(projection->db, err);
}

bool unit_project_closed(struct projection *projection, const struct entry_run *run,
                         struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct entry *entry = &run->postings.at[i].entry;
        struct query query =
            db_query(projection->db, "UPDATE unit SET last_day = $1 WHERE code = $2");
        bind_day(&query, entry->day);
        bind_text(&query, json_text(entry->root, S("code"), S("")));
        if (!query_run(&query, NULL, err))
            return false;
    }
    book_structure_changed(projection->book);
    return true;
}

/* ---- bodies ---- */

static int64_t unit_id(const struct unit_tree *units, struct str code)
{
    const struct unit *unit = unit_find(units, code);
    return unit ? unit->id : 0;
}

static bool body_open(struct projection *projection, const struct unit_tree *units,
                      const struct posting *posting, struct error *err)
{
    const struct json *root = posting->entry.root;
    struct str code = json_text(root, S("code"), S("")), name = json_text(root, S("name"), S(""));
    int64_t former;
    struct query query = db_query(projection->db, "SELECT entry FROM body WHERE code = $1");
    bind_text(&query, code);
    if (!former_take(&query, &former, err))
        return false;
    query = db_query(projection->db,
                     "INSERT INTO body (id, entry, code, kind, name, unit, first_day, last_day)"
                     " VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM body), $1, $2, $3, $4, $5, $6,"
                     "       $7)"
                     " ON CONFLICT (code) DO UPDATE SET entry = excluded.entry,"
                     "       kind = excluded.kind, name = excluded.name, unit = excluded.unit,"
                     "       first_day = excluded.first_day, last_day = excluded.last_day");
    bind_int(&query, posting->i);
    bind_text(&query, code);
    bind_text(&query, json_text(root, S("kind"), S("")));
    bind_text(&query, name);
    bind_int(&query, unit_id(units, posting->entry.unit));
    bind_day(&query, posting->entry.day);
    bind_day(&query, last_of(&posting->entry));
    if (!query_run(&query, NULL, err))
        return false;
    const struct unit *unit = unit_find(units, posting->entry.unit);
    const struct finder_doc doc = {
        .i = posting->i,
        .address = str_format(projection->mem, "/to-chuc#tc-%.*s", STR_ARG(code)),
        .title = name,
        .text = unit ? unit_phrase(projection->mem, unit) : S(""),
        .day = DAY_NONE,
    };
    return find_again(projection, former, &doc, err);
}

bool body_project_opened(struct projection *projection, const struct entry_run *run,
                         struct error *err)
{
    const struct unit_tree *units = unit_tree_of(projection->book, projection->db, err);
    if (!units)
        return false;
    for (size_t i = 0; i < run->postings.count; i++)
        if (!body_open(projection, units, &run->postings.at[i], err))
            return false;
    return true;
}

/* ---- legal texts and rules ---- */

static bool legal_register(struct projection *projection, const struct posting *posting,
                           struct error *err)
{
    struct arena *mem = projection->mem;
    const struct json *root = posting->entry.root;
    const struct legal_text text = {
        .number = json_text(root, S("number"), S("")),
        .kind = json_text(root, S("kind"), S("")),
        .issuer = json_text(root, S("issuer"), S("")),
        .subject = json_text(root, S("subject"), S("")),
        .link = json_text(root, S("link"), S("")),
        .note = json_text(root, S("note"), S("")),
        .day = posting->entry.day,
    };
    int64_t former;
    struct query query = db_query(projection->db, "SELECT entry FROM legal_text WHERE number = $1");
    bind_text(&query, text.number);
    if (!former_take(&query, &former, err))
        return false;
    query = db_query(
        projection->db,
        "INSERT INTO legal_text (id, entry, number, kind, day, issuer, subject, link, note)"
        " VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM legal_text), $1, $2, $3, $4, $5, $6, $7, $8)"
        " ON CONFLICT (number) DO UPDATE SET entry = excluded.entry, kind = excluded.kind,"
        "       day = excluded.day, issuer = excluded.issuer, subject = excluded.subject,"
        "       link = excluded.link, note = excluded.note");
    bind_int(&query, posting->i);
    bind_text(&query, text.number);
    bind_text(&query, text.kind);
    bind_day(&query, text.day);
    bind_text(&query, text.issuer);
    bind_text(&query, text.subject);
    bind_text(&query, text.link);
    bind_text(&query, text.note);
    if (!query_run(&query, NULL, err))
        return false;
    const struct finder_doc doc = {
        .i = posting->i,
        .address = legal_address(mem, text.number),
        .title = legal_title(mem, &text),
        .text = str_format(mem, "%.*s · %.*s", STR_ARG(text.subject), STR_ARG(text.issuer)),
        .day = text.day,
    };
    return find_again(projection, former, &doc, err);
}

bool legal_project_registered(struct projection *projection, const struct entry_run *run,
                              struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++)
        if (!legal_register(projection, &run->postings.at[i], err))
            return false;
    return true;
}

static void bind_stated(struct query *query, const struct json *root, struct str key)
{
    int64_t value = json_int(root, key, RULE_NOT_STATED);
    if (value == RULE_NOT_STATED)
        bind_null(query);
    else
        bind_int(query, value);
}

bool allowance_project_set(struct projection *projection, const struct entry_run *run,
                           struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct entry *entry = &run->postings.at[i].entry;
        struct query query = db_query(
            projection->db,
            "INSERT INTO allowance_rule (id, legal_basis, post, area_class, first_day, quota,"
            "       coefficient_percent, amount_dong, concurrency_percent, max_concurrent, last_day,"
            "       note)"
            " VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM allowance_rule), $1, $2, $3, $4, $5, $6,"
            "       $7, $8, $9, $10, $11)"
            " ON CONFLICT (legal_basis, post, area_class, first_day) DO UPDATE SET"
            "       quota = excluded.quota, coefficient_percent = excluded.coefficient_percent,"
            "       amount_dong = excluded.amount_dong,"
            "       concurrency_percent = excluded.concurrency_percent,"
            "       max_concurrent = excluded.max_concurrent, last_day = excluded.last_day,"
            "       note = excluded.note");
        bind_text(&query, json_text(entry->root, S("legal_basis"), S("")));
        bind_text(&query, json_text(entry->root, S("post"), S("")));
        bind_text(&query, json_text(entry->root, S("area_class"), S("")));
        bind_day(&query, entry->day);
        bind_stated(&query, entry->root, S("quota"));
        bind_stated(&query, entry->root, S("coefficient_percent"));
        bind_stated(&query, entry->root, S("amount_dong"));
        bind_stated(&query, entry->root, S("concurrency_percent"));
        bind_stated(&query, entry->root, S("max_concurrent"));
        bind_day(&query, last_of(entry));
        bind_text(&query, json_text(entry->root, S("note"), S("")));
        if (!query_run(&query, NULL, err))
            return false;
    }
    return true;
}

/* ---- posts ---- */

static bool is_appointment(const struct entry *entry)
{
    return str_is(entry->kind, S("appointment"));
}

/* The day in Vietnam (UTC+7) of a moment. */
static struct day day_of_moment(struct str at)
{
    struct day day;
    int64_t hour;
    if (!day_read(str_part(at, 0, 10), &day))
        return DAY_FIRST;
    if (str_to_int(str_part(at, 11, 2), &hour) && hour >= 17)
        day.number++;
    return day;
}

/* A slip of the pen may date a record into the future; the book knows nothing of those days. */
static bool known_until_write(struct db *db, const struct entry_run *run, struct error *err)
{
    struct day newest = DAY_NONE;
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct entry *entry = &run->postings.at[i].entry;
        struct day stated = day_of_moment(entry->at), day = entry->day;
        day = day.number > stated.number ? stated : day;
        newest = day.number > newest.number ? day : newest;
    }
    if (!day_is_known(newest))
        return true;
    struct query query = db_query(db, "INSERT INTO known_until (one, day) VALUES (1, $1)"
                                      " ON CONFLICT (one) DO UPDATE SET day = excluded.day"
                                      " WHERE known_until.day < excluded.day");
    bind_day(&query, newest);
    return query_run(&query, NULL, err);
}

static struct str opened(const struct posting *posting, struct str field)
{
    const struct opening *opening = posting_opening(posting, field);
    return opening ? opening->value : S("");
}

/* Binds $1 … $11, which both statements below begin with. */
static void bind_post(struct query *query, const struct unit_tree *units,
                      const struct posting *posting)
{
    const struct json *values = posting->entry.values;
    struct day ended;
    if (!day_read(json_text(values, S("ended_on"), S("")), &ended))
        ended = DAY_LAST;
    bind_int(query, unit_id(units, posting->entry.unit));
    bind_text(query, json_text(values, S("body"), S("")));
    bind_text(query, json_text(values, S("post"), S("")));
    bind_text(query, json_text(values, S("concurrent_post"), S("")));
    bind_text(query, opened(posting, S("holder")));
    bind_text(query, opened(posting, S("form_of_address")));
    bind_text(query, json_text(values, S("decision_number"), S("")));
    bind_text(query, json_text(values, S("decided_by"), S("")));
    bind_text(query, json_text(values, S("legal_basis"), S("")));
    bind_day(query, posting->entry.day);
    bind_day(query, ended);
}

bool post_project_approved(struct projection *projection, const struct entry_run *run,
                           struct error *err)
{
    const struct unit_tree *units = unit_tree_of(projection->book, projection->db, err);
    if (!units || !known_until_write(projection->db, run, err))
        return false;
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct posting *posting = &run->postings.at[i];
        if (!is_appointment(&posting->entry))
            continue;
        struct query query = db_query(
            projection->db,
            "INSERT INTO post (unit, body, post, concurrent_post, holder, address_form, decision,"
            "       decided_by, legal_basis, first_day, last_day, record, no)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)");
        bind_post(&query, units, posting);
        bind_int(&query, posting->i);
        bind_text(&query, posting->entry.no);
        if (!query_run(&query, NULL, err))
            return false;
    }
    return true;
}

bool post_project_corrected(struct projection *projection, const struct entry_run *run,
                            struct error *err)
{
    const struct unit_tree *units = unit_tree_of(projection->book, projection->db, err);
    if (!units || !known_until_write(projection->db, run, err))
        return false;
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct posting *posting = &run->postings.at[i];
        if (!is_appointment(&posting->entry))
            continue;
        struct query query = db_query(
            projection->db,
            "UPDATE post SET unit = $1, body = $2, post = $3, concurrent_post = $4, holder = $5,"
            "       address_form = $6, decision = $7, decided_by = $8, legal_basis = $9,"
            "       first_day = $10, last_day = $11"
            " WHERE no = $12");
        bind_post(&query, units, posting);
        bind_text(&query, posting->entry.of);
        if (!query_run(&query, NULL, err))
            return false;
    }
    return true;
}

/* The entry has no kind of its own: of any other record there is no row here. */
bool post_project_voided(struct projection *projection, const struct entry_run *run,
                         struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++) {
        struct query query = db_query(projection->db, "DELETE FROM post WHERE no = $1");
        bind_text(&query, run->postings.at[i].entry.of);
        if (!query_run(&query, NULL, err))
            return false;
    }
    return true;
}

bool post_project_erased(struct projection *projection, const struct entry_run *run,
                         struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct entry *entry = &run->postings.at[i].entry;
        struct str field = json_text(entry->root, S("field"), S(""));
        bool is_holder = str_is(field, S("holder"));
        if (!is_holder && !str_is(field, S("form_of_address")))
            continue;
        struct query query =
            is_holder ? db_query(projection->db, "UPDATE post SET holder = '' WHERE no = $1")
                      : db_query(projection->db, "UPDATE post SET address_form = '' WHERE no = $1");
        bind_text(&query, entry->of);
        if (!query_run(&query, NULL, err))
            return false;
    }
    return true;
}

/* ---- words ---- */

static bool labels_write(struct db *db, const struct entry *entry, struct str list,
                         struct error *err)
{
    struct query query = db_query(db, "DELETE FROM post_label WHERE list = $1");
    bind_text(&query, list);
    if (!query_run(&query, NULL, err))
        return false;
    const struct json *choices = json_member(json_member(entry->root, S("body")), S("choices"));
    struct db_rows rows = db_rows(db,
                                  "INSERT INTO post_label (list, code, position, label)"
                                  " VALUES ($1, $2, $3, $4)"
                                  " ON CONFLICT (list, code) DO NOTHING",
                                  4);
    int64_t position = 0;
    for (const struct json *choice = choices ? choices->first : NULL; choice;
         choice = choice->next) {
        struct str code = json_text(choice, S("code"), S(""));
        row_text(&rows, list);
        row_text(&rows, code);
        row_int(&rows, ++position);
        row_text(&rows, json_text(choice, S("label"), code));
        row_end(&rows);
    }
    return db_rows_end(&rows, err);
}

bool post_project_labels(struct projection *projection, const struct entry_run *run,
                         struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct entry *entry = &run->postings.at[i].entry;
        struct str list = json_text(entry->root, S("code"), S(""));
        bool is_ours = str_is(list, S("posts")) || str_is(list, S("forms_of_address"));
        if (is_ours && !labels_write(projection->db, entry, list, err))
            return false;
    }
    return true;
}
