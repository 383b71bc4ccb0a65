#include "feature/stating.h"

#include "base/file.h"

enum { GONE_PER_ENTRY = 500 };

void stating_seal(struct stating *stating, struct str field, struct str value)
{
    if (value.len == 0)
        return;
    struct opening *opening = list_add(&stating->openings, stating->mem);
    *opening = (struct opening){.field = field, .value = value};
    random_bytes(opening->salt, SALT_BYTES);
}

void stating_seal_numbered(struct stating *stating, const char *section, size_t ordinal,
                           struct str value)
{
    stating_seal(stating, str_format(stating->mem, "%s.%04zu", section, ordinal), value);
}

struct json_out stating_open(struct stating *stating)
{
    struct json_out out = json_out_new(stating->mem, ENTRY_MAX_BYTES);
    json_open_object(&out);
    json_add_text(&out, S("at"), journal_moment(&stating->book->journal, stating->mem));
    json_add_text(&out, S("by"), journal_actor(&stating->book->journal, stating->mem));
    return out;
}

static int by_field(const void *a, const void *b)
{
    return str_order(((const struct opening *)a)->field, ((const struct opening *)b)->field);
}

void stating_put_shown(struct stating *stating, struct json_out *out)
{
    if (stating->openings.count == 0)
        return;
    qsort(stating->openings.at, stating->openings.count, sizeof *stating->openings.at, by_field);
    json_key(out, S("shown"));
    json_open_object(out);
    for (size_t i = 0; i < stating->openings.count; i++) {
        const struct opening *opening = &stating->openings.at[i];
        struct sha256 hash = entry_commitment(opening->salt, opening->field, opening->value);
        json_add_text(out, opening->field, sha256_hex(stating->mem, &hash));
    }
    json_close_object(out);
}

bool stating_close(struct stating *stating, struct json_out *out, int64_t *index, struct error *err)
{
    struct str bytes;
    int64_t place;
    json_close_object(out);
    return json_out_end(out, &bytes, err) &&
           journal_append(&stating->book->journal, bytes, stating->openings.at,
                          stating->openings.count, index ? index : &place, err);
}

static bool opening_delete(struct db *db, const struct kept_opening *opening, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM opening WHERE entry = $1 AND field = $2");
    bind_int(&query, opening->entry);
    bind_text(&query, opening->field);
    return query_run(&query, NULL, err);
}

static bool erased_append(struct book *book, struct arena *mem, const char *type, struct str of,
                          const struct kept_opening *gone, size_t count, struct error *err)
{
    struct stating stating = {.book = book, .mem = mem};
    struct json_out out = stating_open(&stating);
    json_key(&out, S("gone"));
    json_open_array(&out);
    for (size_t i = 0; i < count; i++) {
        if (!opening_delete(book->db, &gone[i], err))
            return false;
        json_open_object(&out);
        json_add_int(&out, S("entry"), gone[i].entry);
        json_add_text(&out, S("field"), gone[i].field);
        json_close_object(&out);
    }
    json_close_array(&out);
    json_add_text(&out, S("of"), of);
    json_add_text(&out, S("type"), str_of(type));
    return stating_close(&stating, &out, NULL, err);
}

bool stating_erase(struct book *book, struct arena *mem, const char *type, struct str of,
                   const struct kept_openings *gone, struct error *err)
{
    for (size_t from = 0; from < gone->count; from += GONE_PER_ENTRY) {
        size_t left = gone->count - from;
        if (!erased_append(book, mem, type, of, &gone->at[from],
                           left < GONE_PER_ENTRY ? left : GONE_PER_ENTRY, err))
            return false;
    }
    return journal_flush(&book->journal, err);
}
