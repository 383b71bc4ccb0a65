#include "feature/account/trail.h"

#include "base/text.h"

enum { LINE_MAX_BYTES = 8 * 1024 };

/* The hash of a line: over the one before and the line's columns, each behind its length, so that
 * no two lines read alike. */
static struct sha256 chain_of(struct str before, const struct trail_line *line)
{
    auto_arena mem = {0};
    struct text columns = text_new(&mem, LINE_MAX_BYTES);
    text_format(&columns, "%lld %lld %lld ", (long long)line->id, (long long)line->at,
                (long long)line->actor);
    const struct str texts[] = {line->what, line->subject, line->address};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        text_format(&columns, "%zu:%.*s", texts[i].len, STR_ARG(texts[i]));
    const struct str parts[] = {before, text_str(&columns)};
    return sha256_of(parts, COUNT_OF(parts));
}

static bool last_read(struct db *db, struct arena *mem, int64_t *id, struct str *chain,
                      struct error *err)
{
    *id = 0;
    *chain = S("");
    struct query query = db_query(db, "SELECT id, chain FROM trail ORDER BY id DESC LIMIT 1");
    if (query_one(&query)) {
        *id = take_int(&query);
        *chain = take_bytes(&query, mem);
    }
    return query_end(&query, err);
}

bool trail_write(struct db *db, const struct trail_line *line, struct error *err)
{
    auto_arena mem = {0};
    struct trail_line next = *line;
    struct str before;
    if (line->what.len + line->subject.len + line->address.len > LINE_MAX_BYTES / 2)
        return fail(err, ERROR_INVALID, "trail", "dòng nhật ký dài quá mức cho phép");
    if (!last_read(db, &mem, &next.id, &before, err))
        return false;
    next.id++;
    struct sha256 chain = chain_of(before, &next);
    struct query query =
        db_query(db, "INSERT INTO trail (id, at, actor, what, subject, address, chain)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7)");
    bind_int(&query, next.id);
    bind_int(&query, next.at);
    bind_int(&query, next.actor);
    bind_text(&query, next.what);
    bind_text(&query, next.subject);
    bind_text(&query, next.address);
    bind_bytes(&query, (struct str){(const char *)chain.at, sizeof chain.at});
    return query_run(&query, NULL, err);
}

bool trail_add_as(struct request *req, int64_t actor, struct str what, struct str subject,
                  struct error *err)
{
    const struct trail_line line = {.at = req->book->journal.clock(),
                                    .actor = actor,
                                    .what = what,
                                    .subject = subject,
                                    .address = req->client};
    return trail_write(req->db, &line, err);
}

bool trail_add(struct request *req, struct str what, struct str subject, struct error *err)
{
    return trail_add_as(req, req->visitor ? req->visitor->id : 0, what, subject, err);
}

/* Takes the columns up to `address` of a row. */
static void line_take(struct query *query, struct arena *mem, struct trail_line *line)
{
    line->id = take_int(query);
    line->at = take_int(query);
    line->actor = take_int(query);
    line->what = take_text(query, mem);
    line->subject = take_text(query, mem);
    line->address = take_text(query, mem);
}

bool trail_read(struct db *db, struct arena *mem, int64_t before, int64_t count,
                struct trail_lines *lines, struct error *err)
{
    struct query query =
        db_query(db, "SELECT t.id, t.at, t.actor, t.what, t.subject, t.address, a.name"
                     "  FROM trail t LEFT JOIN account a ON a.id = t.actor"
                     " WHERE t.id < $1"
                     " ORDER BY t.id DESC LIMIT $2");
    bind_int(&query, before);
    bind_int(&query, count);
    while (query_next(&query)) {
        struct trail_line *line = list_add(lines, mem);
        line_take(&query, mem, line);
        line->name = take_text(&query, mem);
    }
    return query_end(&query, err);
}

bool trail_end(struct db *db, struct arena *mem, int64_t *count, struct str *hash,
               struct error *err)
{
    struct str chain;
    if (!last_read(db, mem, count, &chain, err))
        return false;
    *hash = hex_of(mem, chain.at, chain.len);
    return true;
}

bool trail_check(struct db *db, struct error *err)
{
    auto_arena mem = {0};
    struct sha256 before = {0};
    int64_t number = 0;
    bool is_whole = true;
    struct query query = db_query_long(
        db, "SELECT id, at, actor, what, subject, address, chain FROM trail ORDER BY id");
    while (is_whole && query_next(&query)) {
        struct trail_line line = {0};
        struct str start = {(const char *)before.at, number ? sizeof before.at : 0};
        line_take(&query, &mem, &line);
        struct str chain = take_bytes(&query, &mem);
        before = chain_of(start, &line);
        number++;
        is_whole = line.id == number &&
                   str_is(chain, (struct str){(const char *)before.at, sizeof before.at});
        arena_reset(&mem);
    }
    if (!query_end(&query, err))
        return false;
    return is_whole || fail(err, ERROR_BROKEN, "trail",
                            "nhật ký thao tác không liền mạch ở dòng %lld", (long long)number);
}
