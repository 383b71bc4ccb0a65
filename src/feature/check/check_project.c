/* Who is named under seal in which record, and what records say in the fields of rules. */
#include "base/vi_text.h"
#include "feature/check/check_parts.h"

enum { NAME_MAX_BYTES = 400 };

/* Forms of address that people put in front of a name, or leave out. */
static const char *const forms[] = {"ho ", "gia dinh ", "ong ", "ba ",  "anh ", "chi ",
                                    "co ", "chu ",      "em ",  "bac ", "chau "};

static bool form_cut(struct str *name)
{
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct str form = str_of(forms[i]);
        if (str_starts(*name, form)) {
            *name = str_part(*name, form.len, name->len);
            return true;
        }
    }
    return false;
}

bool check_person_key(const struct book *book, struct str name, struct sha256 *key)
{
    auto_arena mem = {0};
    size_t end = 0;
    while (end < name.len && end < NAME_MAX_BYTES && !strchr(",;(-\n", name.at[end]))
        end++;
    struct str folded = vi_fold(&mem, str_part(name, 0, end));
    while (form_cut(&folded)) /* "hộ ông …" has two */
        ;
    if (folded.len == 0)
        return false;
    const struct str parts[] = {S("person\n"), folded};
    *key = hmac_of((struct str){(const char *)book->secret, sizeof book->secret}, parts,
                   COUNT_OF(parts));
    return true;
}

static bool is_sealed(const struct entry *entry, struct str field)
{
    const struct json *sealed = json_member(entry->root, S("sealed"));
    return sealed && json_member(sealed, field);
}

static void people_put(struct projection *projection, struct db_rows *rows,
                       const struct posting *posting, int64_t record)
{
    for (size_t i = 0; i < posting->openings_count; i++) {
        const struct opening *opening = &posting->openings[i];
        struct str rest = opening->value, name;
        while (is_sealed(&posting->entry, opening->field) && str_cut(&rest, '\n', &name)) {
            struct sha256 key;
            if (!check_person_key(projection->book, name, &key))
                continue;
            row_bytes(rows,
                      str_copy(projection->mem, (struct str){(const char *)key.at, sizeof key.at}));
            row_int(rows, record);
            row_text(rows, opening->field);
            row_end(rows);
        }
    }
}

static struct db_rows people_rows(struct db *db)
{
    return db_rows(db,
                   "INSERT INTO check_person (hash, record, field) VALUES ($1, $2, $3)"
                   " ON CONFLICT (hash, record, field) DO NOTHING",
                   3);
}

bool check_project_approved(struct projection *projection, const struct entry_run *run,
                            struct error *err)
{
    struct check_like like;
    struct error ignored;
    if (!check_like_begin(projection, &like, err))
        return false;
    struct db_rows people = people_rows(projection->db);
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct posting *posting = &run->postings.at[i];
        people_put(projection, &people, posting, posting->i);
        check_like_all(&like.rows, like.rules, posting->i, &posting->entry);
    }
    bool is_well = db_rows_end(&people, err);
    return db_rows_end(&like.rows, is_well ? err : &ignored) && is_well;
}

/* A correction states the whole record again, a void takes all of it back, an erasure one field. */
static bool people_forget(struct db *db, int64_t record, struct str field, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM check_person"
                                      " WHERE record = $1 AND ($2 = '' OR field = $2)");
    bind_int(&query, record);
    bind_text(&query, field);
    return query_run(&query, NULL, err);
}

static bool change_one(struct projection *projection, const struct posting *posting,
                       struct error *err)
{
    struct record record;
    bool is_erased = str_is(posting->entry.type, S("record.erased"));
    struct str field = is_erased ? json_text(posting->entry.root, S("field"), S("")) : S("");
    if (!record_find(projection->db, projection->mem, posting->entry.of, &record, err) ||
        !people_forget(projection->db, record.id, field, err))
        return false;
    if (!str_is(posting->entry.type, S("record.corrected")))
        return true;
    struct check_like like;
    struct error ignored;
    if (!check_like_begin(projection, &like, err))
        return false;
    struct db_rows people = people_rows(projection->db);
    people_put(projection, &people, posting, record.id);
    check_like_all(&like.rows, like.rules, record.id, &posting->entry);
    bool is_well = db_rows_end(&people, err);
    return db_rows_end(&like.rows, is_well ? err : &ignored) && is_well;
}

bool check_project_changed(struct projection *projection, const struct entry_run *run,
                           struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++)
        if (!change_one(projection, &run->postings.at[i], err))
            return false;
    return true;
}
