#include "feature/unit/unit_store.h"

#include "base/vi_text.h"

/* ---- units ---- */

bool unit_row_find(struct db *db, struct arena *mem, struct str code, struct unit_row *row,
                   bool *is_found, struct error *err)
{
    struct query query = db_query(db, "SELECT code, kind, label, name, parent, address, first_day,"
                                      "       last_day, number, people"
                                      "  FROM unit WHERE code = $1");
    bind_text(&query, code);
    *is_found = query_one(&query);
    if (*is_found) {
        row->code = take_text(&query, mem);
        row->kind = take_text(&query, mem);
        row->label = take_text(&query, mem);
        row->name = take_text(&query, mem);
        row->parent = take_text(&query, mem);
        row->address = take_text(&query, mem);
        row->first = take_day(&query);
        row->last = take_day(&query);
        row->number = take_int(&query);
        row->people = take_int(&query);
    }
    return query_end(&query, err);
}

bool unit_day_known(struct db *db, struct day *day, struct error *err)
{
    *day = DAY_NONE;
    struct query query = db_query(db, "SELECT COALESCE((SELECT MAX(day) FROM known_until),"
                                      "       (SELECT MAX(first_day) FROM body),"
                                      "       (SELECT MAX(first_day) FROM unit))");
    if (query_one(&query))
        *day = take_day(&query);
    return query_end(&query, err);
}

bool unit_is_book_fresh(struct db *db, bool *is_fresh, struct error *err)
{
    struct query query = db_query(db, "SELECT 1 FROM known_until");
    *is_fresh = !query_one(&query);
    return query_end(&query, err);
}

/* ---- bodies ---- */

static void body_take(struct query *query, struct arena *mem, struct unit_body *body)
{
    body->id = take_int(query);
    body->code = take_text(query, mem);
    body->kind = take_text(query, mem);
    body->name = take_text(query, mem);
    body->unit = take_int(query);
    body->first = take_day(query);
    body->last = take_day(query);
}

bool body_find(struct db *db, struct arena *mem, struct str code, struct unit_body *body,
               bool *is_found, struct error *err)
{
    struct query query = db_query(db, "SELECT id, code, kind, name, unit, first_day, last_day"
                                      "  FROM body WHERE code = $1");
    bind_text(&query, code);
    *is_found = query_one(&query);
    if (*is_found)
        body_take(&query, mem, body);
    return query_end(&query, err);
}

static size_t rank_of(struct str kind)
{
    size_t i = 0;
    while (i < body_kinds_count && !str_is(body_kinds[i].code, kind))
        i++;
    return i;
}

bool unit_bodies_on(struct db *db, struct arena *mem, int64_t unit, struct day day,
                    struct unit_bodies *bodies, struct error *err)
{
    *bodies = (struct unit_bodies){0};
    struct query query = db_query(db, "SELECT id, code, kind, name, unit, first_day, last_day"
                                      "  FROM body"
                                      " WHERE first_day <= $1 AND last_day >= $1"
                                      "   AND (unit = $2 OR $2 = 0)"
                                      " ORDER BY id");
    bind_day(&query, day);
    bind_int(&query, unit);
    while (query_next(&query)) {
        struct unit_body body;
        body_take(&query, mem, &body);
        list_add(bodies, mem);
        size_t place = bodies->count - 1;
        for (; place && rank_of(body.kind) < rank_of(bodies->at[place - 1].kind); place--)
            bodies->at[place] = bodies->at[place - 1];
        bodies->at[place] = body;
    }
    return query_end(&query, err);
}

/* ---- posts ---- */

static void post_take(struct query *query, struct arena *mem, struct unit_post *post)
{
    post->record = take_int(query);
    post->no = take_text(query, mem);
    post->unit = take_int(query);
    post->body = take_text(query, mem);
    post->post = take_text(query, mem);
    post->concurrent_post = take_text(query, mem);
    post->post_label = take_text(query, mem);
    post->concurrent_label = take_text(query, mem);
    post->holder = take_text(query, mem);
    post->address_form = take_text(query, mem);
    post->decision = take_text(query, mem);
    post->decided_by = take_text(query, mem);
    post->legal_basis = take_text(query, mem);
    post->is_legal_known = take_int(query) > 0;
    post->first = take_day(query);
    post->last = take_day(query);
}

/* The columns in the order of post_take; what follows says which posts. */
#define SELECT_POSTS                                                                               \
    "SELECT p.record, p.no, p.unit, p.body, p.post, p.concurrent_post,"                            \
    "       COALESCE(main.label, p.post), COALESCE(second.label, p.concurrent_post),"              \
    "       p.holder, COALESCE(form.label, p.address_form), p.decision,"                           \
    "       COALESCE(decider.name, p.decided_by), p.legal_basis,"                                  \
    "       COALESCE(legal.id, 0), p.first_day, p.last_day"                                        \
    "  FROM post p"                                                                                \
    "  LEFT JOIN post_label main ON main.list = 'posts' AND main.code = p.post"                    \
    "  LEFT JOIN post_label second ON second.list = 'posts' AND second.code = p.concurrent_post"   \
    "  LEFT JOIN post_label form ON form.list = 'forms_of_address'"                                \
    "                           AND form.code = p.address_form"                                    \
    "  LEFT JOIN body decider ON decider.code = p.decided_by"                                      \
    "  LEFT JOIN legal_text legal ON legal.number = p.legal_basis"
#define ORDER_POSTS " ORDER BY COALESCE(main.position, 1000000), p.first_day, p.record"

bool unit_posts_on(struct db *db, struct arena *mem, int64_t unit, struct day day,
                   struct unit_posts *posts, struct error *err)
{
    *posts = (struct unit_posts){0};
    struct query query =
        unit ? db_query(db, SELECT_POSTS " WHERE p.first_day <= $1 AND p.last_day >= $1"
                                         "   AND p.unit = $2" ORDER_POSTS)
             : db_query(db,
                        SELECT_POSTS " WHERE p.first_day <= $1 AND p.last_day >= $1" ORDER_POSTS);
    bind_day(&query, day);
    if (unit)
        bind_int(&query, unit);
    while (query_next(&query))
        post_take(&query, mem, list_add(posts, mem));
    return query_end(&query, err);
}

bool post_meant(struct db *db, struct arena *mem, struct str text, struct str *code,
                struct error *err)
{
    struct str wanted = vi_fold(mem, text);
    *code = S("");
    struct query query = db_query(
        db, "SELECT code, label FROM post_label WHERE list = 'posts' ORDER BY position, code");
    while (query_next(&query)) {
        struct str known = take_text(&query, mem), label = take_text(&query, mem);
        if (str_is(known, text) || (code->len == 0 && str_is(vi_fold(mem, label), wanted)))
            *code = known;
    }
    return query_end(&query, err);
}

/* ---- legal texts and rules ---- */

static void legal_take(struct query *query, struct arena *mem, struct legal_text *text)
{
    text->number = take_text(query, mem);
    text->kind = take_text(query, mem);
    text->day = take_day(query);
    text->issuer = take_text(query, mem);
    text->subject = take_text(query, mem);
    text->link = take_text(query, mem);
    text->note = take_text(query, mem);
}

bool legal_texts_all(struct db *db, struct arena *mem, struct legal_texts *texts, struct error *err)
{
    *texts = (struct legal_texts){0};
    struct query query =
        db_query(db, "SELECT l.number, l.kind, l.day, l.issuer, l.subject, l.link, l.note,"
                     "       (SELECT COUNT(*) FROM post p WHERE p.legal_basis = l.number)"
                     "  FROM legal_text l"
                     " ORDER BY l.day DESC, l.id DESC");
    while (query_next(&query)) {
        struct legal_text *text = list_add(texts, mem);
        legal_take(&query, mem, text);
        text->appointments = take_int(&query);
    }
    return query_end(&query, err);
}

bool legal_find(struct db *db, struct arena *mem, struct str number, struct legal_text *text,
                bool *is_found, struct error *err)
{
    struct str wanted = legal_anchor(mem, number);
    *is_found = false;
    struct query query = db_query(db, "SELECT number, kind, day, issuer, subject, link, note"
                                      "  FROM legal_text ORDER BY id");
    while (query_next(&query)) {
        struct legal_text candidate = {0};
        legal_take(&query, mem, &candidate);
        if (!str_is(legal_anchor(mem, candidate.number), wanted) ||
            (*is_found && !str_is(candidate.number, number)))
            continue;
        *text = candidate;
        *is_found = true;
    }
    return query_end(&query, err);
}

static int64_t take_stated(struct query *query)
{
    bool is_stated = !take_is_null(query);
    int64_t value = take_int(query);
    return is_stated ? value : RULE_NOT_STATED;
}

static void rule_take(struct query *query, struct arena *mem, struct allowance_rule *rule)
{
    rule->id = take_int(query);
    rule->quota = take_stated(query);
    rule->coefficient_percent = take_stated(query);
    rule->amount_dong = take_stated(query);
    rule->concurrency_percent = take_stated(query);
    rule->max_concurrent = take_stated(query);
    rule->last = take_day(query);
    rule->note = take_text(query, mem);
}

bool rule_find(struct db *db, struct arena *mem, struct allowance_rule *rule, bool *is_found,
               struct error *err)
{
    struct query query = db_query(
        db, "SELECT id, quota, coefficient_percent, amount_dong, concurrency_percent,"
            "       max_concurrent, last_day, note"
            "  FROM allowance_rule"
            " WHERE legal_basis = $1 AND post = $2 AND area_class = $3 AND first_day = $4");
    bind_text(&query, rule->legal_basis);
    bind_text(&query, rule->post);
    bind_text(&query, rule->area_class);
    bind_day(&query, rule->first);
    *is_found = query_one(&query);
    if (*is_found)
        rule_take(&query, mem, rule);
    return query_end(&query, err);
}

bool allowance_rules_on(struct db *db, struct arena *mem, struct day day,
                        struct allowance_rules *rules, struct error *err)
{
    *rules = (struct allowance_rules){0};
    struct query query = db_query(
        db, "SELECT r.id, r.quota, r.coefficient_percent, r.amount_dong, r.concurrency_percent,"
            "       r.max_concurrent, r.last_day, r.note, r.legal_basis, r.post,"
            "       COALESCE(main.label, r.post), r.area_class, COALESCE(legal.id, 0), r.first_day"
            "  FROM allowance_rule r"
            "  LEFT JOIN post_label main ON main.list = 'posts' AND main.code = r.post"
            "  LEFT JOIN legal_text legal ON legal.number = r.legal_basis"
            " WHERE r.first_day <= $1 AND r.last_day >= $2"
            " ORDER BY r.first_day, r.legal_basis, r.area_class,"
            "       COALESCE(main.position, 1000000), r.id");
    bind_day(&query, day_is_known(day) ? day : DAY_LAST);
    bind_day(&query, day_is_known(day) ? day : DAY_FIRST);
    while (query_next(&query)) {
        struct allowance_rule *rule = list_add(rules, mem);
        rule_take(&query, mem, rule);
        rule->legal_basis = take_text(&query, mem);
        rule->post = take_text(&query, mem);
        rule->post_label = take_text(&query, mem);
        rule->area_class = take_text(&query, mem);
        rule->is_legal_known = take_int(&query) > 0;
        rule->first = take_day(&query);
    }
    return query_end(&query, err);
}
