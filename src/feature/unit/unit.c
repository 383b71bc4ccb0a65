#include "feature/unit/unit.h"

#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_number.h"
#include "base/vi_text.h"
#include "web/html.h"

/* Compiles the table; the rows come by id, which is the order they were opened in. */
static const void *tree_load(struct book *book unused, struct db *db, struct arena *mem,
                             struct error *err)
{
    struct unit_tree *tree = arena_one(mem, struct unit_tree);
    struct query query = db_query(db, "SELECT id, code, kind, label, name, parent, first_day,"
                                      "       last_day, number"
                                      "  FROM unit ORDER BY id");
    while (query_next(&query)) {
        struct unit *unit = list_add(&tree->units, mem);
        unit->id = take_int(&query);
        unit->code = take_text(&query, mem);
        unit->kind = take_text(&query, mem);
        unit->label = take_text(&query, mem);
        unit->name = take_text(&query, mem);
        unit->parent_code = take_text(&query, mem);
        unit->first = take_day(&query);
        unit->last = take_day(&query);
        unit->number = take_int(&query);
    }
    return query_end(&query, err) && unit_tree_tie(tree, err) ? tree : NULL;
}

const struct unit_tree *unit_tree_of(struct book *book, struct db *db, struct error *err)
{
    return book_compiled(book, db, COMPILED_UNITS, tree_load, err);
}

const struct unit *unit_meant(struct arena *mem, const struct unit_tree *tree, struct str text)
{
    const struct unit *found = unit_find(tree, text);
    if (found)
        return found;
    struct str wanted = vi_fold(mem, text);
    for (size_t i = 0; i < tree->units.count; i++) {
        const struct unit *unit = &tree->units.at[i];
        struct str phrase = vi_fold(mem, unit_phrase(mem, unit));
        if (!str_is(vi_fold(mem, unit->name), wanted) && !str_is(phrase, wanted))
            continue;
        if (found)
            return NULL;
        found = unit;
    }
    return found;
}

bool unit_of_command(struct command_call *call, struct str text, const struct unit **unit,
                     struct error *err)
{
    const struct unit_tree *units = unit_tree_of(call->book, call->book->db, err);
    if (!units)
        return false;
    *unit = unit_meant(call->mem, units, text);
    return *unit || fail(err, ERROR_MISSING, "unit", "sổ không có đơn vị «%.*s»", STR_ARG(text));
}

struct str unit_phrase(struct arena *mem, const struct unit *unit)
{
    struct str label = vi_fold(mem, unit->label), name = vi_fold(mem, unit->name);
    if (str_starts(name, label))
        return str_format(mem, "%.*s%.*s", STR_ARG(unit->label),
                          STR_ARG(str_part(unit->name, unit->label.len, unit->name.len)));
    return str_format(mem, "%.*s %.*s", STR_ARG(unit->label), STR_ARG(unit->name));
}

struct str unit_title(struct arena *mem, const struct unit *unit)
{
    return unicode_upper_first(mem, unit_phrase(mem, unit));
}

struct str unit_areas_label(struct arena *mem, const struct unit_tree *tree,
                            const struct unit *unit, struct day day)
{
    struct unit_refs children = unit_children(mem, tree, unit, day);
    return children.count ? children.at[0]->label : unit->label;
}

struct str unit_address(struct arena *mem, const struct unit *unit)
{
    if (unit->number == 0)
        return S("");
    return str_format(mem, "/khu-pho/%lld", (long long)unit->number);
}

/* ---- bodies ---- */

#define LITERAL(text)                                                                              \
    {                                                                                              \
        "" text, sizeof(text) - 1                                                                  \
    }

const struct body_kind body_kinds[] = {
    {LITERAL("standing_board"), LITERAL(MESSAGE("Ban Thường trực")), BODY_OF_FRONT},
    {LITERAL("committee"), LITERAL(MESSAGE("Ủy ban Mặt trận Tổ quốc")), BODY_OF_FRONT},
    {LITERAL("front_work_team"), LITERAL(MESSAGE("Ban công tác Mặt trận")), BODY_OF_FRONT},
    {LITERAL("fund_board"), LITERAL(MESSAGE("Ban vận động quỹ")), BODY_OF_FRONT},
    {LITERAL("people_inspection_board"), LITERAL(MESSAGE("Ban Thanh tra nhân dân")), BODY_OF_FRONT},
    {LITERAL("community_investment_supervision_board"),
     LITERAL(MESSAGE("Ban Giám sát đầu tư của cộng đồng")), BODY_OF_FRONT},
    {LITERAL("party_committee"), LITERAL(MESSAGE("Đảng ủy")), BODY_PARTNER},
    {LITERAL("party_cell"), LITERAL(MESSAGE("Chi bộ")), BODY_PARTNER},
    {LITERAL("mass_mobilisation_bloc"), LITERAL(MESSAGE("Khối vận")), BODY_PARTNER},
    {LITERAL("peoples_council"), LITERAL(MESSAGE("Hội đồng nhân dân")), BODY_PARTNER},
    {LITERAL("state_agency"), LITERAL(MESSAGE("Cơ quan nhà nước")), BODY_PARTNER},
    {LITERAL("political_social_org"), LITERAL(MESSAGE("Tổ chức chính trị - xã hội")), BODY_PARTNER},
    {LITERAL("member_organisation"), LITERAL(MESSAGE("Tổ chức thành viên")), BODY_PARTNER},
    {LITERAL("steering_board"), LITERAL(MESSAGE("Ban chỉ đạo")), BODY_PARTNER},
    {LITERAL("religious_body"), LITERAL(MESSAGE("Cơ sở tôn giáo")), BODY_PARTNER},
    {LITERAL("mediation_group"), LITERAL(MESSAGE("Tổ hòa giải")), BODY_PARTNER},
    {LITERAL("self_managed_group"), LITERAL(MESSAGE("Tổ nhân dân tự quản")), BODY_PARTNER},
};
const size_t body_kinds_count = COUNT_OF(body_kinds);

const struct body_kind *body_kind_meant(struct arena *mem, struct str text)
{
    struct str wanted = vi_fold(mem, text);
    for (size_t i = 0; i < body_kinds_count; i++)
        if (str_is(body_kinds[i].code, text) || str_is(vi_fold(mem, body_kinds[i].label), wanted))
            return &body_kinds[i];
    return NULL;
}

/* ---- posts ---- */

struct str unit_post_phrase(struct arena *mem, const struct unit_post *post)
{
    if (post->concurrent_post.len == 0)
        return post->post_label;
    return str_format(mem, "%.*s kiêm %.*s", STR_ARG(post->post_label),
                      STR_ARG(post->concurrent_label));
}

struct str unit_post_holder(struct arena *mem, const struct unit_post *post)
{
    if (post->holder.len == 0 || post->address_form.len == 0)
        return post->holder;
    return str_format(mem, "%.*s %.*s", STR_ARG(unicode_upper_first(mem, post->address_form)),
                      STR_ARG(post->holder));
}

static int by_text(const void *a, const void *b)
{
    return str_order(*(const struct str *)a, *(const struct str *)b);
}

/* What is the same for one person's posts. An erased name is nobody else's. */
static struct str person_key(struct arena *mem, const struct unit_post *post)
{
    if (post->holder.len == 0)
        return str_format(mem, "%lld", (long long)post->record);
    return str_format(mem, "%lld\n%.*s\n%.*s", (long long)post->unit, STR_ARG(post->address_form),
                      STR_ARG(vi_fold_exact(mem, post->holder)));
}

size_t unit_posts_people(struct arena *mem, const struct unit_posts *posts)
{
    struct str *keys = arena_many(mem, struct str, posts->count);
    size_t people = 0;
    for (size_t i = 0; i < posts->count; i++)
        keys[i] = person_key(mem, &posts->at[i]);
    if (posts->count)
        qsort(keys, posts->count, sizeof *keys, by_text);
    for (size_t i = 0; i < posts->count; i++)
        people += i == 0 || !str_is(keys[i], keys[i - 1]);
    return people;
}

size_t unit_posts_posts(const struct unit_posts *posts)
{
    size_t count = posts->count;
    for (size_t i = 0; i < posts->count; i++)
        count += posts->at[i].concurrent_post.len > 0;
    return count;
}

static bool is_area_of(const struct unit_refs *areas, int64_t unit)
{
    for (size_t i = 0; i < areas->count; i++)
        if (areas->at[i]->id == unit)
            return true;
    return false;
}

/* concurrent_post empty: with whatever else. */
static bool is_covered_by(const struct unit_post *held, const struct unit_post *post,
                          struct str concurrent_post)
{
    return str_is(held->post, post->post) &&
           (concurrent_post.len == 0 || str_is(held->concurrent_post, concurrent_post));
}

static int64_t areas_with(const struct unit_refs *areas, const struct unit_posts *posts,
                          const struct unit_post *post, struct str concurrent_post)
{
    int64_t count = 0;
    for (size_t i = 0; i < areas->count; i++) {
        bool is_held = false;
        for (size_t k = 0; k < posts->count && !is_held; k++)
            is_held = posts->at[k].unit == areas->at[i]->id &&
                      is_covered_by(&posts->at[k], post, concurrent_post);
        count += is_held;
    }
    return count;
}

static bool is_told(const struct unit_coverages *told, const struct unit_post *post,
                    struct str concurrent_post)
{
    for (size_t i = 0; i < told->count; i++)
        if (str_is(told->at[i].post, post->post) &&
            str_is(told->at[i].concurrent_post, concurrent_post))
            return true;
    return false;
}

/* True if an earlier post of the list, in one of the areas, is the same combination. */
static bool is_repeated(const struct unit_refs *areas, const struct unit_posts *posts, size_t i)
{
    const struct unit_post *post = &posts->at[i];
    for (size_t k = 0; k < i; k++)
        if (str_is(posts->at[k].post, post->post) &&
            str_is(posts->at[k].concurrent_post, post->concurrent_post) &&
            is_area_of(areas, posts->at[k].unit))
            return true;
    return false;
}

struct unit_coverages unit_posts_cover(struct arena *mem, const struct unit_refs *areas,
                                       const struct unit_posts *posts)
{
    struct unit_coverages told = {0};
    int64_t of = (int64_t)areas->count;
    for (size_t i = 0; i < posts->count; i++) {
        const struct unit_post *post = &posts->at[i];
        if (!is_area_of(areas, post->unit) || is_repeated(areas, posts, i))
            continue;
        int64_t all = areas_with(areas, posts, post, S(""));
        int64_t same = areas_with(areas, posts, post, post->concurrent_post);
        bool is_concurrent = post->concurrent_post.len > 0;
        if (is_concurrent)
            *list_add(&told, mem) = (struct unit_coverage){
                post->post, post->concurrent_post, post->post_label, post->concurrent_label, same,
                of};
        if (!(is_concurrent && same == all) && !is_told(&told, post, S("")))
            *list_add(&told, mem) =
                (struct unit_coverage){post->post, S(""), post->post_label, S(""), all, of};
    }
    return told;
}

struct str unit_coverage_sentence(struct arena *mem, const struct unit_coverage *coverage,
                                  struct str areas_label)
{
    return str_format(mem, "%lld/%lld %.*s có %.*s%s%.*s", (long long)coverage->areas,
                      (long long)coverage->of, STR_ARG(areas_label), STR_ARG(coverage->post_label),
                      coverage->concurrent_post.len ? " kiêm " : "",
                      STR_ARG(coverage->concurrent_label));
}

/* ---- legal texts and rules ---- */

struct str legal_title(struct arena *mem, const struct legal_text *text)
{
    return str_format(mem, "%.*s số %.*s", STR_ARG(text->kind), STR_ARG(text->number));
}

struct str legal_anchor(struct arena *mem, struct str number)
{
    struct str slug = vi_slug(mem, number);
    return slug.len ? str_format(mem, "so-%.*s", STR_ARG(slug)) : S("");
}

struct str legal_address(struct arena *mem, struct str number)
{
    return str_format(mem, "/van-ban#%.*s", STR_ARG(legal_anchor(mem, number)));
}

static void phrase_add(struct text *out, const char *before, struct str value, const char *behind)
{
    text_format(out, "%s%s%.*s%s", out->len ? "; " : "", before, STR_ARG(value), behind);
}

struct str allowance_phrase(struct arena *mem, const struct allowance_rule *rule)
{
    struct text out = text_new(mem, 600);
    if (rule->quota != RULE_NOT_STATED)
        phrase_add(&out, "tối đa ", vi_count(mem, rule->quota), " người");
    if (rule->coefficient_percent != RULE_NOT_STATED)
        phrase_add(&out, "phụ cấp bằng ", vi_decimal(mem, rule->coefficient_percent, 2),
                   " lần lương cơ sở");
    if (rule->amount_dong != RULE_NOT_STATED)
        phrase_add(&out, "phụ cấp ", vi_money(mem, rule->amount_dong), " một tháng");
    if (rule->concurrency_percent != RULE_NOT_STATED)
        phrase_add(&out, "kiêm nhiệm được hưởng ", vi_count(mem, rule->concurrency_percent),
                   "% phụ cấp của chức danh kiêm");
    if (rule->max_concurrent != RULE_NOT_STATED)
        phrase_add(&out, "kiêm tối đa ", vi_count(mem, rule->max_concurrent), " chức danh");
    return text_str(&out);
}
