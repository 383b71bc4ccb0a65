/* From a checked draft to an entry. */
#include "feature/record/record_cells.h"

#include "base/file.h"
#include "base/vi_text.h"
#include "feature/media.h"

/* A commitment of the entry that is being made, with its opening. */
struct sealed {
    enum privacy privacy;
    struct opening opening;
    struct str hex;
    bool is_erased; /* there is no opening any more */
};

struct sealing {
    list_of(struct sealed) all;
};

static void seal(struct arena *mem, struct sealing *sealing, enum privacy privacy, struct str field,
                 struct str value)
{
    struct sealed *sealed = list_add(&sealing->all, mem);
    sealed->privacy = privacy;
    sealed->opening.field = field;
    sealed->opening.value = value;
    random_bytes(sealed->opening.salt, SALT_BYTES);
    struct sha256 hash = entry_commitment(sealed->opening.salt, field, value);
    sealed->hex = sha256_hex(mem, &hash);
}

/* A commitment that goes on without its opening. */
static void seal_keep(struct arena *mem, struct sealing *sealing, const struct value *value)
{
    *list_add(&sealing->all, mem) = (struct sealed){.privacy = value->field->privacy,
                                                    .opening = {.field = value->field->code},
                                                    .hex = value->erased,
                                                    .is_erased = true};
}

static int by_field(const void *a, const void *b)
{
    return str_order(((const struct sealed *)a)->opening.field,
                     ((const struct sealed *)b)->opening.field);
}

/* "shown":{field:hex,…} for one class; nothing if it is empty. Commitments come sorted by field. */
static void put_class(struct json_out *out, const char *name, enum privacy privacy,
                      const struct sealing *sealing)
{
    bool is_open = false;
    for (size_t i = 0; i < sealing->all.count; i++) {
        if (sealing->all.at[i].privacy != privacy)
            continue;
        if (!is_open) {
            json_key(out, str_of(name));
            json_open_object(out);
        }
        is_open = true;
        json_add_text(out, sealing->all.at[i].opening.field, sealing->all.at[i].hex);
    }
    if (is_open)
        json_close_object(out);
}

static void put_value(struct json_out *out, const struct value *value)
{
    json_key(out, value->field->code);
    switch (value->field->type) {
    case VALUE_INT:
    case VALUE_MONEY:
    case VALUE_NUMBER_OF:
        json_put_int(out, value->number);
        return;
    case VALUE_MANY:
        json_open_array(out);
        for (size_t i = 0; i < value->codes.count; i++)
            json_put_text(out, value->codes.at[i]);
        json_close_array(out);
        return;
    case VALUE_TEXT:
    case VALUE_DAY:
    case VALUE_ONE:
        break;
    }
    json_put_text(out, value->text);
}

static int by_code(const void *a, const void *b)
{
    return str_order((*(const struct value *const *)a)->field->code,
                     (*(const struct value *const *)b)->field->code);
}

static void put_public_values(struct arena *mem, struct json_out *out, const struct draft *draft)
{
    list_of(const struct value *) values = {0};
    for (size_t i = 0; i < draft->kind->fields.count; i++) {
        const struct value *value = &draft->values[i];
        if (value->is_given && value->field->privacy == PRIVACY_PUBLIC)
            *list_add(&values, mem) = value;
    }
    if (values.count)
        qsort(values.at, values.count, sizeof *values.at, by_code);
    json_key(out, S("values"));
    json_open_object(out);
    for (size_t i = 0; i < values.count; i++)
        put_value(out, values.at[i]);
    json_close_object(out);
}

/* The commune (or what stands directly above the areas) that a coarsened record is stated for. */
static const struct unit *public_unit(const struct draft *draft)
{
    const struct unit *unit = draft->unit;
    while (draft->kind->is_commune_only && unit->parent && str_is(unit->kind, S("area")))
        unit = unit->parent;
    return unit;
}

/* "picture.0001" */
static struct str picture_field(struct arena *mem, size_t number)
{
    return str_format(mem, PICTURE_FIELD "%04zu", number);
}

/* The pictures of the statement that a correction replaces, then the draft's own. */
static void pictures_seal(struct arena *mem, struct sealing *sealing, const struct draft *draft,
                          const struct record_pictures *before)
{
    size_t number = 0;
    for (size_t i = 0; i < before->count; i++) {
        const struct record_picture *picture = &before->at[i];
        enum privacy privacy = picture->is_shown ? PRIVACY_SHOWN : PRIVACY_PRIVATE;
        int64_t known = 0;
        if (str_to_int(str_part(picture->field, strlen(PICTURE_FIELD), 8), &known) &&
            (size_t)known > number)
            number = (size_t)known;
        if (picture->name.len)
            seal(mem, sealing, privacy, picture->field, picture->name);
        else
            *list_add(&sealing->all, mem) = (struct sealed){.privacy = privacy,
                                                            .opening = {.field = picture->field},
                                                            .hex = picture->erased,
                                                            .is_erased = true};
    }
    for (size_t i = 0; i < draft->pictures_count; i++)
        seal(mem, sealing, day_is_known(draft->consent) ? PRIVACY_SHOWN : PRIVACY_PRIVATE,
             picture_field(mem, ++number), draft->pictures[i]);
}

static bool pictures_publish(struct db *db, const struct draft *draft, struct error *err)
{
    bool is_well = true;
    for (size_t i = 0; i < draft->pictures_count && day_is_known(draft->consent) && is_well; i++)
        is_well = media_publish(db, draft->pictures[i], err);
    return is_well;
}

static void seal_all(struct arena *mem, struct sealing *sealing, const struct draft *draft,
                     const struct record_pictures *before)
{
    for (size_t i = 0; i < draft->kind->fields.count; i++) {
        const struct value *value = &draft->values[i];
        if (value->erased.len)
            seal_keep(mem, sealing, value);
        else if (value->is_given && value->field->privacy != PRIVACY_PUBLIC)
            seal(mem, sealing, value->field->privacy, value->field->code, value->text);
    }
    if (draft->kind->is_month_only)
        seal(mem, sealing, PRIVACY_PRIVATE, S("day"), day_text(mem, draft->day));
    if (public_unit(draft) != draft->unit)
        seal(mem, sealing, PRIVACY_PRIVATE, S("unit"), draft->unit->code);
    pictures_seal(mem, sealing, draft, before);
    if (sealing->all.count)
        qsort(sealing->all.at, sealing->all.count, sizeof *sealing->all.at, by_field);
}

/* What a statement of a record says beside its draft; what is empty is left out. */
struct saying {
    const char *type;
    struct str no, of, reason;
    struct record_pictures pictures; /* that the record has already */
    struct str consent;              /* the last day on which people agreed to pictures */
};

/* Writes and appends one statement of a record. */
static bool state(struct book *book, struct arena *mem, const struct draft *draft,
                  const struct saying *saying, struct error *err)
{
    struct sealing sealing = {0};
    seal_all(mem, &sealing, draft, &saying->pictures);
    struct json_out out = json_out_new(mem, ENTRY_MAX_BYTES);
    struct str day = day_text(mem, draft->day), bytes;
    json_open_object(&out);
    json_add_text(&out, S("at"), journal_moment(&book->journal, mem));
    json_add_text(&out, S("by"), journal_actor(&book->journal, mem));
    if (draft->pictures_count && day_is_known(draft->consent))
        json_add_text(&out, S("consent"), day_text(mem, draft->consent));
    else if (saying->consent.len)
        json_add_text(&out, S("consent"), saying->consent);
    put_class(&out, "counted", PRIVACY_COUNTED, &sealing);
    json_add_text(&out, S("day"), draft->kind->is_month_only ? str_part(day, 0, 7) : day);
    json_add_text(&out, S("kind"), draft->kind->code);
    if (saying->no.len)
        json_add_text(&out, S("no"), saying->no);
    if (saying->of.len)
        json_add_text(&out, S("of"), saying->of);
    put_class(&out, "private", PRIVACY_PRIVATE, &sealing);
    if (saying->reason.len)
        json_add_text(&out, S("reason"), saying->reason);
    put_class(&out, "sealed", PRIVACY_SEALED, &sealing);
    put_class(&out, "shown", PRIVACY_SHOWN, &sealing);
    json_add_text(&out, S("type"), str_of(saying->type));
    json_add_text(&out, S("unit"), public_unit(draft)->code);
    put_public_values(mem, &out, draft);
    json_close_object(&out);
    if (!json_out_end(&out, &bytes, err))
        return false;
    struct opening *openings = arena_many(mem, struct opening, sealing.all.count);
    size_t count = 0;
    for (size_t i = 0; i < sealing.all.count; i++)
        if (!sealing.all.at[i].is_erased)
            openings[count++] = sealing.all.at[i].opening;
    int64_t index;
    return pictures_publish(book->db, draft, err) &&
           journal_append(&book->journal, bytes, openings, count, &index, err);
}

/* The serial of the newest record that gathers and is no row yet; nought if none does. */
static int64_t serial_gathered(const struct book *book, struct arena *mem, struct str kind,
                               int32_t year)
{
    const struct entry_run *run = journal_gathered(&book->journal, book->db);
    struct str start = str_format(mem, "%.*s/%d/", STR_ARG(kind), year);
    for (size_t i = run->postings.count; i > 0; i--) {
        struct str no = run->postings.at[i - 1].entry.no;
        int64_t serial;
        if (str_starts(no, start) && str_to_int(str_part(no, start.len, no.len), &serial))
            return serial;
    }
    return 0;
}

static bool serial_next(struct book *book, struct serials *serials, struct str kind, int32_t year,
                        int64_t *next, struct error *err)
{
    for (size_t i = 0; i < serials->known.count; i++) {
        struct serial *serial = &serials->known.at[i];
        if (serial->year == year && str_is(serial->kind, kind)) {
            *next = ++serial->last;
            return true;
        }
    }
    struct serial *serial = list_add(&serials->known, serials->mem);
    *serial = (struct serial){.kind = str_copy(serials->mem, kind), .year = year};
    struct query query =
        db_query(book->db, "SELECT last FROM record_serial WHERE kind = $1 AND year = $2");
    bind_text(&query, kind);
    bind_int(&query, year);
    if (query_one(&query))
        serial->last = take_int(&query);
    int64_t gathered = serial_gathered(book, serials->mem, kind, year);
    serial->last = gathered > serial->last ? gathered : serial->last;
    *next = ++serial->last;
    return query_end(&query, err);
}

/* The running number of a sealed value: the same for the same value (marks and capitals do not
 * matter), the next one for a new value. What is stored is a keyed hash, so the table gives nothing
 * away. */
static bool number_of(struct book *book, const struct draft *draft, struct value *value,
                      struct error *err)
{
    const struct catalogue_field *sealed = catalogue_field(draft->kind, value->field->number_of);
    const struct value *source = sealed ? &draft->values[sealed - draft->kind->fields.at] : NULL;
    auto_arena mem = {0};
    if (!source || !source->is_given)
        return true;
    const struct str parts[] = {S("number-of\n"), value->field->code, S("\n"),
                                vi_fold(&mem, source->text)};
    struct sha256 hash = hmac_of((struct str){(const char *)book->secret, sizeof book->secret},
                                 parts, COUNT_OF(parts));
    struct str key = {(const char *)hash.at, 16};
    value->is_given = true;
    value->number = 0;
    struct query query =
        db_query(book->db, "SELECT number FROM running_number WHERE field = $1 AND hash = $2");
    bind_text(&query, value->field->code);
    bind_bytes(&query, key);
    if (query_one(&query))
        value->number = take_int(&query);
    if (!query_end(&query, err))
        return false;
    if (value->number)
        return true;
    query = db_query(book->db, "SELECT COALESCE(MAX(number), 0) + 1 FROM running_number"
                               " WHERE field = $1");
    bind_text(&query, value->field->code);
    if (query_one(&query))
        value->number = take_int(&query);
    if (!query_end(&query, err))
        return false;
    query =
        db_query(book->db, "INSERT INTO running_number (field, hash, number) VALUES ($1, $2, $3)");
    bind_text(&query, value->field->code);
    bind_bytes(&query, key);
    bind_int(&query, value->number);
    return query_run(&query, NULL, err);
}

static bool numbers_hand_out(struct book *book, const struct draft *draft, struct error *err)
{
    for (size_t i = 0; i < draft->kind->fields.count; i++) {
        struct value *value = &draft->values[i];
        value->field = &draft->kind->fields.at[i];
        if (value->field->type == VALUE_NUMBER_OF && !number_of(book, draft, value, err))
            return false;
    }
    return true;
}

bool record_approve(struct book *book, struct arena *mem, struct serials *serials,
                    const struct draft *draft, struct str *no, struct error *err)
{
    int32_t year, month, day_of_month;
    int64_t serial;
    day_parts(draft->day, &year, &month, &day_of_month);
    if (!serial_next(book, serials, draft->kind->code, year, &serial, err) ||
        !numbers_hand_out(book, draft, err))
        return false;
    *no = str_format(mem, "%.*s/%d/%04lld", STR_ARG(draft->kind->code), year, (long long)serial);
    return state(book, mem, draft, &(struct saying){.type = "record.approved", .no = *no}, err);
}

static bool live_record(struct book *book, struct arena *mem, struct str no, struct record *record,
                        struct error *err)
{
    if (!journal_flush(&book->journal, err) || !record_find(book->db, mem, no, record, err))
        return false;
    return record->state == RECORD_LIVE ||
           fail(err, ERROR_CONFLICT, "no", "hồ sơ %.*s đã hủy", STR_ARG(no));
}

/* The number that a record has in a field of its own; it stays when what it followed from is
 * erased. */
static void number_keep(const struct record *record, const struct draft *draft, struct value *value)
{
    const struct catalogue_field *source = catalogue_field(draft->kind, value->field->number_of);
    const struct json *number = json_member(record->values, value->field->code);
    if (!source || !number || draft->values[source - draft->kind->fields.at].erased.len == 0)
        return;
    value->is_given = true;
    value->number = number->number;
}

static void erased_keep(const struct record *record, const struct record_statement *statement,
                        const struct draft *draft)
{
    for (size_t i = 0; i < draft->kind->fields.count; i++) {
        struct value *value = &draft->values[i];
        value->field = &draft->kind->fields.at[i];
        value->erased = statement_erased(statement, value->field->code);
        value->is_given = value->is_given && value->erased.len == 0;
    }
    for (size_t i = 0; i < draft->kind->fields.count; i++)
        if (draft->values[i].field->type == VALUE_NUMBER_OF)
            number_keep(record, draft, &draft->values[i]);
}

bool record_correct(struct book *book, struct arena *mem, const struct draft *draft, struct str no,
                    struct str reason, struct error *err)
{
    struct record record;
    struct record_statement statement;
    struct saying saying = {.type = "record.corrected", .of = no, .reason = reason};
    if (!live_record(book, mem, no, &record, err))
        return false;
    if (!str_is(record.kind, draft->kind->code))
        return fail(err, ERROR_INVALID, "kind", "hồ sơ %.*s thuộc loại khác", STR_ARG(no));
    if (!record_statement(book->db, mem, &record, &statement, err))
        return false;
    statement_pictures(mem, &statement, &saying.pictures);
    saying.consent = json_text(statement.entry.root, S("consent"), S(""));
    erased_keep(&record, &statement, draft);
    /* A row at once: among what gathers, nobody looks for another statement of a record. */
    return numbers_hand_out(book, draft, err) && state(book, mem, draft, &saying, err) &&
           journal_flush(&book->journal, err);
}

/* An entry that only names a record: void and erasure. */
static bool mention(struct book *book, struct arena *mem, const char *type, struct str field,
                    struct str no, struct str reason, struct error *err)
{
    struct json_out out = json_out_new(mem, ENTRY_MAX_BYTES);
    struct str bytes;
    int64_t index;
    json_open_object(&out);
    json_add_text(&out, S("at"), journal_moment(&book->journal, mem));
    json_add_text(&out, S("by"), journal_actor(&book->journal, mem));
    if (field.len)
        json_add_text(&out, S("field"), field);
    json_add_text(&out, S("of"), no);
    if (reason.len)
        json_add_text(&out, S("reason"), reason);
    json_add_text(&out, S("type"), str_of(type));
    json_close_object(&out);
    return json_out_end(&out, &bytes, err) &&
           journal_append(&book->journal, bytes, NULL, 0, &index, err);
}

bool record_void(struct book *book, struct arena *mem, struct str no, struct str reason,
                 struct error *err)
{
    struct record record;
    if (reason.len == 0)
        return fail(err, ERROR_INVALID, "reason", "hủy hồ sơ phải có lý do");
    return live_record(book, mem, no, &record, err) &&
           mention(book, mem, "record.voided", S(""), no, reason, err);
}

/* A picture of a record belongs to it alone (media_single_out): its bytes go with its name. */
static bool picture_erase(struct db *db, struct arena *mem, const struct record *record,
                          struct str field, struct error *err)
{
    struct str name = S("");
    struct query query = db_query(db, "SELECT value FROM opening WHERE field = $1 AND entry = $2");
    bind_text(&query, field);
    bind_int(&query, record->entry);
    if (query_one(&query))
        name = take_text(&query, mem);
    return query_end(&query, err) && (name.len == 0 || media_erase(db, name, err));
}

bool record_erase(struct book *book, struct arena *mem, struct str no, struct str field,
                  struct error *err)
{
    struct record record;
    if (!journal_flush(&book->journal, err) || !record_find(book->db, mem, no, &record, err))
        return false;
    if (str_starts(field, S(PICTURE_FIELD)) && !picture_erase(book->db, mem, &record, field, err))
        return false;
    /* Every statement of the record may hold an opening of the field: the first and each
     * correction. */
    struct query query =
        db_query(book->db, "DELETE FROM opening WHERE field = $1 AND (entry = $2 OR entry IN"
                           " (SELECT entry FROM record_change WHERE record = $3))");
    bind_text(&query, field);
    bind_int(&query, record.id);
    bind_int(&query, record.id);
    return query_run(&query, NULL, err) &&
           mention(book, mem, "record.erased", field, no, S(""), err);
}
