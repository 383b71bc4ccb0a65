/* Catalogue items as entries and rows. */
#include "feature/record/catalogue.h"

/* Accounts are "u3"; what a program or a command states is "system". */
static bool author_is_person(struct str author)
{
    return author.len > 0 && !str_is(author, S("system"));
}

bool catalogue_items(struct db *db, struct arena *mem, const char *type,
                     struct catalogue_items *items, struct error *err)
{
    struct query query = db_query(
        db,
        "SELECT code, author, body FROM catalogue_item WHERE type = $1 ORDER BY position, code");
    bind_text(&query, str_of(type));
    struct error broken = {0};
    while (broken.kind == ERROR_NONE && query_next(&query)) {
        struct catalogue_item *item = list_add(items, mem);
        struct json *body;
        item->code = take_text(&query, mem);
        item->is_own = author_is_person(take_text(&query, mem));
        if (json_read(mem, take_text(&query, mem), &body, &broken))
            item->body = body;
    }
    if (!query_end(&query, err))
        return false;
    if (broken.kind != ERROR_NONE)
        *err = broken;
    return broken.kind == ERROR_NONE;
}

bool catalogue_owned(struct db *db, struct arena *mem, const char *type,
                     struct catalogue_codes *codes, struct error *err)
{
    struct query query = db_query(db, "SELECT code, author FROM catalogue_item WHERE type = $1"
                                      " ORDER BY code");
    bind_text(&query, str_of(type));
    while (query_next(&query)) {
        struct str code = take_text(&query, mem);
        if (author_is_person(take_text(&query, mem)))
            *list_add(codes, mem) = code;
    }
    return query_end(&query, err);
}

bool catalogue_item(struct db *db, struct arena *mem, const char *type, struct str code,
                    struct catalogue_item *item, struct error *err)
{
    struct query query =
        db_query(db, "SELECT author, body FROM catalogue_item WHERE type = $1 AND code = $2");
    bind_text(&query, str_of(type));
    bind_text(&query, code);
    bool is_there = query_one(&query);
    struct str author = is_there ? take_text(&query, mem) : S("");
    struct str bytes = is_there ? take_text(&query, mem) : S("");
    struct json *body = NULL;
    if (!query_end(&query, err) || (is_there && !json_read(mem, bytes, &body, err)))
        return false;
    if (!is_there)
        return fail(err, ERROR_MISSING, "code", "danh mục không có «%.*s»", STR_ARG(code));
    *item = (struct catalogue_item){str_copy(mem, code), body, author_is_person(author)};
    return true;
}

/* The item as the book has it now: an empty body if it has none. */
static bool item_now(struct db *db, struct arena *mem, const char *type, struct str code,
                     struct str *body, struct str *author, struct error *err)
{
    struct query query =
        db_query(db, "SELECT body, author FROM catalogue_item WHERE type = $1 AND code = $2");
    bind_text(&query, str_of(type));
    bind_text(&query, code);
    *body = *author = S("");
    if (query_one(&query)) {
        *body = take_text(&query, mem);
        *author = take_text(&query, mem);
    }
    return query_end(&query, err);
}

static bool item_append(struct book *book, struct arena *mem, const char *type, struct str code,
                        struct str body, struct error *err)
{
    struct json_out out = json_out_new(mem, ENTRY_MAX_BYTES);
    json_open_object(&out);
    json_add_text(&out, S("at"), journal_moment(&book->journal, mem));
    json_key(&out, S("body"));
    json_put_bytes(&out, body);
    json_add_text(&out, S("by"), journal_actor(&book->journal, mem));
    json_add_text(&out, S("code"), code);
    json_add_text(&out, S("type"), str_of(type));
    json_close_object(&out);
    struct str bytes;
    int64_t index;
    return json_out_end(&out, &bytes, err) &&
           journal_append(&book->journal, bytes, NULL, 0, &index, err);
}

static bool item_state(struct book *book, const char *type, struct str code, struct str body,
                       bool is_shipped, bool *is_new, struct error *err)
{
    auto_arena mem = {0};
    struct str now, author;
    if (is_new)
        *is_new = false;
    if (!item_now(book->db, &mem, type, code, &now, &author, err))
        return false;
    bool is_program = !author_is_person(journal_actor(&book->journal, &mem));
    if (str_is(now, body) || (is_shipped && is_program && author_is_person(author)))
        return true;
    if (is_new)
        *is_new = true;
    return item_append(book, &mem, type, code, body, err);
}

bool catalogue_state(struct book *book, const char *type, struct str code, struct str body,
                     bool *is_new, struct error *err)
{
    return item_state(book, type, code, body, false, is_new, err);
}

bool catalogue_ship(struct book *book, const char *type, struct str code, struct str body,
                    bool *is_new, struct error *err)
{
    return item_state(book, type, code, body, true, is_new, err);
}

bool catalogue_project(struct projection *projection, const struct entry_run *run,
                       struct error *err)
{
    for (size_t i = 0; i < run->postings.count; i++) {
        const struct posting *posting = &run->postings.at[i];
        const struct json *body = json_member(posting->entry.root, S("body"));
        struct query query = db_query(
            projection->db, "INSERT INTO catalogue_item (type, code, position, body, author)"
                            " VALUES ($1, $2, $3, $4, $5)"
                            " ON CONFLICT (type, code) DO UPDATE SET body = excluded.body,"
                            " author = excluded.author");
        bind_text(&query, run->type);
        bind_text(&query, json_text(posting->entry.root, S("code"), S("")));
        bind_int(&query, posting->i);
        bind_text(&query, body ? body->bytes : S("{}"));
        bind_text(&query, json_text(posting->entry.root, S("by"), S("")));
        if (!query_run(&query, NULL, err))
            return false;
    }
    book_structure_changed(projection->book);
    return true;
}
