/* The projectors of record entries. */
#include "feature/record/record_project.h"

#include "feature/finder.h"
#include "feature/record/record_tally.h"

/* What projectors of records need to know of the book at this point of the journal. */
struct knowledge {
    const struct catalogue *catalogue;
    const struct unit_tree *units;
    struct arena *mem;
    struct str *phrases; /* per unit, empty until it is met: a run names the same few units */
};

static bool know(struct projection *projection, struct knowledge *knowledge, struct error *err)
{
    knowledge->catalogue = catalogue_of(projection->book, projection->db, err);
    if (!knowledge->catalogue)
        return false;
    knowledge->units = unit_tree_of(projection->book, projection->db, err);
    if (!knowledge->units)
        return false;
    knowledge->mem = projection->mem;
    knowledge->phrases = arena_many(projection->mem, struct str, knowledge->units->units.count);
    return true;
}

static struct str phrase_of(const struct knowledge *knowledge, const struct unit *unit)
{
    struct str *phrase = &knowledge->phrases[unit - knowledge->units->units.at];
    if (phrase->len == 0)
        *phrase = unit_phrase(knowledge->mem, unit);
    return *phrase;
}

/* The opened values of class "shown", as one canonical object: what pages may show while it lasts.
 */
static struct str shown_of(struct arena *mem, const struct posting *posting)
{
    const struct json *shown = json_member(posting->entry.root, S("shown"));
    struct json_out out = json_out_new(mem, ENTRY_MAX_BYTES);
    struct str bytes;
    struct error ignored;
    json_open_object(&out);
    for (const struct json *item = shown ? shown->first : NULL; item; item = item->next) {
        const struct opening *opening = posting_opening(posting, item->key);
        if (opening)
            json_add_text(&out, item->key, opening->value);
    }
    json_close_object(&out);
    return json_out_end(&out, &bytes, &ignored) ? bytes : S("{}");
}

/* What a record says to those who search: what is public, and what is shown while it lasts. */
struct said {
    int64_t i; /* place of the entry that makes the document */
    struct str no, kind, title;
    const struct unit *unit;
    struct day day;
    const struct json *values;
    struct str names; /* shown values, in words */
};

/* Everything a reader may look for: labels of choices, names of works, the unit, shown names. */
static struct str searchable(struct arena *mem, const struct knowledge *knowledge,
                             const struct said *said)
{
    struct text out = text_new(mem, 32 * 1024);
    const struct catalogue_kind *kind = catalogue_kind(knowledge->catalogue, said->kind);
    const struct unit *unit = said->unit;
    text_add(&out, kind ? kind->label : said->kind);
    if (unit) {
        text_add(&out, S(" · "));
        text_add(&out, phrase_of(knowledge, unit));
    }
    for (size_t i = 0; kind && i < kind->fields.count; i++) {
        const struct catalogue_field *field = &kind->fields.at[i];
        const struct json *value = json_member(said->values, field->code);
        bool is_words = field->type == VALUE_TEXT || field->type == VALUE_ONE ||
                        field->type == VALUE_MANY || field->type == VALUE_MONEY;
        if (!value || !is_words)
            continue;
        text_add(&out, S(" · "));
        text_add(&out, catalogue_show(mem, field, value));
    }
    text_add(&out, said->names);
    return text_str(&out);
}

/* What it holds is a hash, which nobody looks for. */
static bool is_picture(struct str field)
{
    return str_starts(field, S(PICTURE_FIELD));
}

/* " · An Bình · …": the shown values of a row, without one that is being erased. */
static struct str names_of(struct arena *mem, const struct json *shown, struct str erased)
{
    struct text out = text_new(mem, 8 * 1024);
    for (const struct json *item = shown ? shown->first : NULL; item; item = item->next)
        if (!str_is(item->key, erased) && !is_picture(item->key)) {
            text_add(&out, S(" · "));
            text_add(&out, item->text);
        }
    return text_str(&out);
}

/* The same from an entry's openings, in the order that the row has them. */
static struct str names_opened(struct arena *mem, const struct posting *posting)
{
    struct text out = text_new(mem, 8 * 1024);
    const struct json *shown = json_member(posting->entry.root, S("shown"));
    for (const struct json *item = shown ? shown->first : NULL; item; item = item->next) {
        const struct opening *opening = posting_opening(posting, item->key);
        if (!opening || is_picture(item->key))
            continue;
        text_add(&out, S(" · "));
        text_add(&out, opening->value);
    }
    return text_str(&out);
}

static struct str title_of(struct arena *mem, const struct knowledge *knowledge,
                           const struct entry *entry)
{
    const struct catalogue_kind *kind = catalogue_kind(knowledge->catalogue, entry->kind);
    return kind ? catalogue_title(mem, kind, entry->values) : entry->kind;
}

static int64_t unit_id(const struct knowledge *knowledge, struct str code)
{
    const struct unit *unit = unit_find(knowledge->units, code);
    return unit ? unit->id : 0;
}

static void row_of_record(struct db_rows *rows, struct arena *mem,
                          const struct knowledge *knowledge, const struct posting *posting,
                          struct str title)
{
    const struct entry *entry = &posting->entry;
    row_int(rows, posting->i);
    row_int(rows, posting->i);
    row_int(rows, posting->i);
    row_text(rows, entry->kind);
    row_text(rows, entry->no);
    row_int(rows, unit_id(knowledge, entry->unit));
    row_day(rows, entry->day);
    row_int(rows, RECORD_LIVE);
    row_text(rows, title);
    row_text(rows, entry->values ? entry->values->bytes : S(""));
    row_text(rows, shown_of(mem, posting));
    row_end(rows);
}

static void find_doc(struct finder_writer *writer, struct arena *mem,
                     const struct knowledge *knowledge, const struct said *said)
{
    struct finder_doc doc = {
        .i = said->i,
        .address = record_address(mem, knowledge->catalogue, said->no),
        .title = said->title,
        .text = searchable(mem, knowledge, said),
        .day = said->day,
    };
    finder_add(writer, &doc);
}

static struct said said_by(struct arena *mem, const struct knowledge *knowledge,
                           const struct posting *posting, struct str no, struct str title)
{
    const struct entry *entry = &posting->entry;
    return (struct said){.i = posting->i,
                         .no = no,
                         .kind = entry->kind,
                         .title = title,
                         .unit = unit_find(knowledge->units, entry->unit),
                         .day = entry->day,
                         .values = entry->values,
                         .names = names_opened(mem, posting)};
}

/* "gift/2022/0007" → its year and serial, and so the last one handed out. */
static void serial_note(struct arena *mem, struct serials *serials, const struct entry *entry)
{
    struct str rest = entry->no, kind, year_text, serial_text;
    int64_t year, number;
    if (!str_cut(&rest, '/', &kind) || !str_cut(&rest, '/', &year_text) ||
        !str_cut(&rest, '/', &serial_text) || !str_to_int(year_text, &year) ||
        !str_to_int(serial_text, &number))
        return;
    for (size_t i = 0; i < serials->known.count; i++) {
        struct serial *serial = &serials->known.at[i];
        if (serial->year != year || !str_is(serial->kind, kind))
            continue;
        if (serial->last < number)
            serial->last = number;
        return;
    }
    *list_add(&serials->known, mem) = (struct serial){kind, (int32_t)year, number};
}

static bool serials_write(struct db *db, const struct serials *serials, struct error *err)
{
    struct db_rows rows = db_rows(db,
                                  "INSERT INTO record_serial (kind, year, last) VALUES ($1, $2, $3)"
                                  " ON CONFLICT (kind, year) DO UPDATE SET last = excluded.last",
                                  3);
    for (size_t i = 0; i < serials->known.count; i++) {
        row_text(&rows, serials->known.at[i].kind);
        row_int(&rows, serials->known.at[i].year);
        row_int(&rows, serials->known.at[i].last);
        row_end(&rows);
    }
    return db_rows_end(&rows, err);
}

bool project_approved(struct projection *projection, const struct entry_run *run, struct error *err)
{
    struct knowledge knowledge;
    struct serials serials = {.mem = projection->mem};
    struct record_tallies tallies = {.mem = projection->mem};
    auto_arena mem = {0}; /* of one row */
    if (!know(projection, &knowledge, err))
        return false;
    struct db_rows rows =
        db_rows(projection->db,
                "INSERT INTO record (id, entry, doc, kind, no, unit, day, state, title,"
                " body, shown) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                11);
    struct finder_writer writer = finder_begin(projection->db);
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct posting *posting = &run->postings.at[i];
        struct str title = title_of(&mem, &knowledge, &posting->entry);
        row_of_record(&rows, &mem, &knowledge, posting, title);
        struct said said = said_by(&mem, &knowledge, posting, posting->entry.no, title);
        find_doc(&writer, &mem, &knowledge, &said);
        serial_note(projection->mem, &serials, &posting->entry);
        record_tally_add(&tallies, unit_id(&knowledge, posting->entry.unit), posting->entry.kind,
                         posting->entry.day, 1);
        arena_reset(&mem);
    }
    struct error ignored;
    bool is_well = db_rows_end(&rows, err);
    is_well = finder_end(&writer, is_well ? err : &ignored) && is_well;
    return is_well && serials_write(projection->db, &serials, err) &&
           record_tallies_write(projection->db, &tallies, err);
}

static bool change_write(struct db *db, const struct posting *posting, int64_t record,
                         struct error *err)
{
    struct query query = db_query(db, "INSERT INTO record_change (entry, record, type, at, reason)"
                                      " VALUES ($1, $2, $3, $4, $5)");
    bind_int(&query, posting->i);
    bind_int(&query, record);
    bind_text(&query, posting->entry.type);
    bind_text(&query, posting->entry.at);
    bind_text(&query, json_text(posting->entry.root, S("reason"), S("")));
    return query_run(&query, NULL, err);
}

static bool correct_one(struct projection *projection, const struct knowledge *knowledge,
                        const struct posting *posting, struct record_tallies *tallies,
                        struct error *err)
{
    struct arena *mem = projection->mem;
    struct record before;
    const struct entry *entry = &posting->entry;
    struct str title = title_of(mem, knowledge, entry);
    if (!record_find(projection->db, mem, entry->of, &before, err))
        return false;
    record_tally_add(tallies, before.unit, before.kind, before.day, -1);
    record_tally_add(tallies, unit_id(knowledge, entry->unit), before.kind, entry->day, 1);
    struct query query =
        db_query(projection->db, "UPDATE record SET entry = $1, doc = $2, unit = $3, day = $4,"
                                 " title = $5, body = $6, shown = $7 WHERE id = $8");
    bind_int(&query, posting->i);
    bind_int(&query, posting->i);
    bind_int(&query, unit_id(knowledge, entry->unit));
    bind_day(&query, entry->day);
    bind_text(&query, title);
    bind_text(&query, entry->values ? entry->values->bytes : S(""));
    bind_text(&query, shown_of(mem, posting));
    bind_int(&query, before.id);
    if (!query_run(&query, NULL, err) || !change_write(projection->db, posting, before.id, err) ||
        !finder_forget(projection->db, before.doc, err))
        return false;
    struct finder_writer writer = finder_begin(projection->db);
    struct said said = said_by(mem, knowledge, posting, entry->of, title);
    find_doc(&writer, mem, knowledge, &said);
    return finder_end(&writer, err);
}

bool project_corrected(struct projection *projection, const struct entry_run *run,
                       struct error *err)
{
    struct knowledge knowledge;
    struct record_tallies tallies = {.mem = projection->mem};
    if (!know(projection, &knowledge, err))
        return false;
    for (size_t i = 0; i < run->postings.count; i++)
        if (!correct_one(projection, &knowledge, &run->postings.at[i], &tallies, err))
            return false;
    return record_tallies_write(projection->db, &tallies, err);
}

bool project_voided(struct projection *projection, const struct entry_run *run, struct error *err)
{
    struct record_tallies tallies = {.mem = projection->mem};
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct posting *posting = &run->postings.at[i];
        struct record before;
        if (!record_find(projection->db, projection->mem, posting->entry.of, &before, err))
            return false;
        record_tally_add(&tallies, before.unit, before.kind, before.day, -1);
        struct query query = db_query(projection->db, "UPDATE record SET state = 1 WHERE id = $1");
        bind_int(&query, before.id);
        if (!query_run(&query, NULL, err) ||
            !change_write(projection->db, posting, before.id, err) ||
            !finder_forget(projection->db, before.doc, err))
            return false;
    }
    return record_tallies_write(projection->db, &tallies, err);
}

/* The same blanks that a replay without the opening leaves: the field goes out of `shown`. */
static struct str without_field(struct arena *mem, const struct json *object, struct str field)
{
    struct json_out out = json_out_new(mem, ENTRY_MAX_BYTES);
    struct str bytes;
    struct error ignored;
    json_open_object(&out);
    for (const struct json *item = object ? object->first : NULL; item; item = item->next)
        if (!str_is(item->key, field))
            json_add_text(&out, item->key, item->text);
    json_close_object(&out);
    return json_out_end(&out, &bytes, &ignored) ? bytes : S("{}");
}

/* The document of a record says what is shown too: it is made anew without what is erased. */
static bool doc_erase(struct projection *projection, const struct knowledge *knowledge,
                      const struct posting *posting, const struct record *before, struct str field,
                      struct error *err)
{
    if (before->state != RECORD_LIVE)
        return true;
    if (!finder_forget(projection->db, before->doc, err))
        return false;
    struct said said = {.i = posting->i,
                        .no = before->no,
                        .kind = before->kind,
                        .title = before->title,
                        .unit = unit_by_id(knowledge->units, before->unit),
                        .day = before->day,
                        .values = before->values,
                        .names = names_of(projection->mem, before->shown, field)};
    struct finder_writer writer = finder_begin(projection->db);
    find_doc(&writer, projection->mem, knowledge, &said);
    return finder_end(&writer, err);
}

static bool erase_one(struct projection *projection, const struct knowledge *knowledge,
                      const struct posting *posting, struct error *err)
{
    struct str field = json_text(posting->entry.root, S("field"), S(""));
    struct record before;
    if (!record_find(projection->db, projection->mem, posting->entry.of, &before, err))
        return false;
    struct query query =
        db_query(projection->db, "UPDATE record SET shown = $1, doc = $2 WHERE id = $3");
    bind_text(&query, without_field(projection->mem, before.shown, field));
    bind_int(&query, before.state == RECORD_LIVE ? posting->i : before.doc);
    bind_int(&query, before.id);
    return query_run(&query, NULL, err) && change_write(projection->db, posting, before.id, err) &&
           doc_erase(projection, knowledge, posting, &before, field, err);
}

bool project_erased(struct projection *projection, const struct entry_run *run, struct error *err)
{
    struct knowledge knowledge;
    if (!know(projection, &knowledge, err))
        return false;
    for (size_t i = 0; i < run->postings.count; i++)
        if (!erase_one(projection, &knowledge, &run->postings.at[i], err))
            return false;
    return true;
}
