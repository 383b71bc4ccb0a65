/* Posts out of appointments, and the pages that show them. */
#include "feature/finder.h"
#include "feature/test_world.h"
#include "feature/unit/unit.h"

static const char bodies_list[] =
    "code,kind,name,unit,from,to\n"
    "ub,committee,Ủy ban thị trấn,thi-tran,2019-01-01,\n"
    "mt-kp1,front_work_team,Ban công tác Mặt trận khu phố 1,kp1,2019-01-01,\n"
    "mt-kp2,front_work_team,Ban công tác Mặt trận khu phố 2,kp2,2019-01-01,\n"
    "nd,political_social_org,Hội Nông dân thị trấn,thi-tran,2019-01-01,\n"
    "ub-huyen,committee,Ủy ban huyện,huyen,2019-01-01,\n";

struct appointment {
    const char *type, *no, *of, *unit, *day, *body, *post, *concurrent, *holder, *ended;
};

static struct opening opening_of(const char *field, const char *value)
{
    return (struct opening){.field = str_of(field), .value = str_of(value), .salt = {7}};
}

static void add_given(struct json_out *out, struct str key, const char *value)
{
    if (value)
        json_add_text(out, key, str_of(value));
}

/* Appends the statement of an appointment as the record feature writes it. */
static void appoint(struct world *world, const struct appointment *given)
{
    struct json_out out = json_out_new(&world->mem, ENTRY_MAX_BYTES);
    struct opening openings[] = {opening_of("form_of_address", "ba"),
                                 opening_of("holder", given->holder)};
    struct str bytes;
    json_open_object(&out);
    json_add_text(&out, S("at"), journal_moment(&world->book.journal, &world->mem));
    json_add_text(&out, S("by"), S("system"));
    json_add_text(&out, S("day"), str_of(given->day));
    json_add_text(&out, S("kind"), S("appointment"));
    add_given(&out, S("no"), given->no);
    add_given(&out, S("of"), given->of);
    json_key(&out, S("shown"));
    json_open_object(&out);
    for (size_t i = 0; i < COUNT_OF(openings); i++) {
        struct sha256 hash =
            entry_commitment(openings[i].salt, openings[i].field, openings[i].value);
        json_add_text(&out, openings[i].field, sha256_hex(&world->mem, &hash));
    }
    json_close_object(&out);
    json_add_text(&out, S("type"), str_of(given->type ? given->type : "record.approved"));
    json_add_text(&out, S("unit"), str_of(given->unit));
    json_key(&out, S("values"));
    json_open_object(&out);
    json_add_text(&out, S("body"), str_of(given->body));
    add_given(&out, S("concurrent_post"), given->concurrent);
    json_add_text(&out, S("decided_by"), S("ub"));
    json_add_text(&out, S("decision_number"), S("06/QĐ-MTTQ"));
    add_given(&out, S("ended_on"), given->ended);
    json_add_text(&out, S("legal_basis"), S("7/2021/NQ-HĐND"));
    json_add_text(&out, S("post"), str_of(given->post));
    json_close_object(&out);
    json_close_object(&out);
    assert_well(json_out_end(&out, &bytes, &world->err));
    entry_add(world, bytes, openings, COUNT_OF(openings));
}

static void mention(struct world *world, const char *type, const char *field, const char *no)
{
    struct str part = field ? str_format(&world->mem, "\"field\":\"%s\",", field) : S("");
    entry_add(world,
              str_format(&world->mem,
                         "{\"at\":\"2022-07-01T00:00:00Z\",\"by\":\"system\",%.*s\"of\":\"%s\","
                         "\"type\":\"%s\"}",
                         STR_ARG(part), no, type),
              NULL, 0);
}

/* As the record feature erases: the opening goes, an entry says so. */
static void erase(struct world *world, const char *field, const char *no)
{
    struct query query = db_query(world->book.db, "DELETE FROM opening WHERE field = $1");
    bind_text(&query, str_of(field));
    assert_well(query_run(&query, NULL, &world->err));
    mention(world, "record.erased", field, no);
}

static struct unit_posts held_on(struct world *world, const char *day)
{
    struct unit_posts posts;
    assert_well(unit_posts_on(world->book.db, &world->mem, 0, day_of(day), &posts, &world->err));
    return posts;
}

static const struct appointment head_of_first = {.no = "appointment/2022/0001",
                                                 .unit = "kp1",
                                                 .day = "2022-02-15",
                                                 .body = "mt-kp1",
                                                 .post = "team_head",
                                                 .concurrent = "cell_deputy_secretary",
                                                 .holder = "Lý Thị Mẫu"};
static const struct appointment head_of_second = {.no = "appointment/2022/0002",
                                                  .unit = "kp2",
                                                  .day = "2022-03-01",
                                                  .body = "mt-kp2",
                                                  .post = "team_head",
                                                  .concurrent = "cell_deputy_secretary",
                                                  .holder = "Trần Thử",
                                                  .ended = "2022-05-31"};

static void book_fill(struct world *world)
{
    town_make(world);
    list_good(world, "body", bodies_list);
    appoint(world, &head_of_first);
    appoint(world, &head_of_second);
}

/* ---- posts ---- */

static void a_post_is_held_from_its_first_to_its_last_day(void **state)
{
    struct world *world = *state;
    book_fill(world);
    assert_int_equal(held_on(world, "2022-02-14").count, 0);
    assert_int_equal(held_on(world, "2022-02-15").count, 1);
    assert_int_equal(held_on(world, "2022-05-31").count, 2);
    assert_int_equal(held_on(world, "2022-06-01").count, 1);
    struct unit_posts posts = held_on(world, "2022-06-01");
    assert_text(unit_post_phrase(&world->mem, &posts.at[0]),
                "Trưởng ban công tác Mặt trận kiêm Phó Bí thư chi bộ");
    assert_text(unit_post_holder(&world->mem, &posts.at[0]), "Bà Lý Thị Mẫu");
    assert_text(posts.at[0].decision, "06/QĐ-MTTQ");
    assert_text(posts.at[0].decided_by, "Ủy ban thị trấn");
    assert_false(posts.at[0].is_legal_known);
}

static void posts_of_one_unit_leave_out_the_others(void **state)
{
    struct world *world = *state;
    struct unit_posts posts;
    book_fill(world);
    int64_t id = number_of(world, "SELECT id FROM unit WHERE code = 'kp2'");
    assert_well(
        unit_posts_on(world->book.db, &world->mem, id, day_of("2022-03-01"), &posts, &world->err));
    assert_int_equal(posts.count, 1);
    assert_text(posts.at[0].no, "appointment/2022/0002");
    assert_well(unit_posts_on(world->book.db, &world->mem, 9999, day_of("2022-03-01"), &posts,
                              &world->err));
    assert_int_equal(posts.count, 0);
}

static void a_correction_states_the_post_again(void **state)
{
    struct world *world = *state;
    struct appointment corrected = head_of_first;
    book_fill(world);
    corrected.type = "record.corrected";
    corrected.of = corrected.no;
    corrected.no = NULL;
    corrected.day = "2022-02-20";
    corrected.holder = "Lý Thị Mậu";
    corrected.concurrent = NULL;
    appoint(world, &corrected);
    assert_int_equal(held_on(world, "2022-02-15").count, 0);
    struct unit_posts posts = held_on(world, "2022-02-20");
    assert_int_equal(posts.count, 1);
    assert_text(posts.at[0].no, "appointment/2022/0001");
    assert_text(posts.at[0].holder, "Lý Thị Mậu");
    assert_text(unit_post_phrase(&world->mem, &posts.at[0]), "Trưởng ban công tác Mặt trận");
}

static void a_void_takes_the_post_away(void **state)
{
    struct world *world = *state;
    book_fill(world);
    mention(world, "record.voided", NULL, "appointment/2022/0001");
    mention(world, "record.voided", NULL, "gift/2022/0001");
    assert_int_equal(held_on(world, "2022-04-01").count, 1);
}

static void an_erased_name_is_blank_and_a_replay_leaves_the_same(void **state)
{
    struct world *world = *state;
    int64_t count;
    book_fill(world);
    erase(world, "holder", "appointment/2022/0001");
    mention(world, "record.erased", "holder", "appointment/2022/0002");
    struct unit_posts posts = held_on(world, "2022-04-01");
    assert_int_equal(posts.count, 2);
    assert_text(unit_post_holder(&world->mem, &posts.at[0]), "");
    assert_text(posts.at[0].address_form, "bà");
    assert_int_equal(unit_posts_people(&world->mem, &posts), 2);
    assert_well(book_check(&world->book, &count, &world->err));
    erase(world, "form_of_address", "appointment/2022/0001");
    mention(world, "record.erased", "form_of_address", "appointment/2022/0002");
    assert_well(book_check(&world->book, &count, &world->err));
    assert_well(book_begin(&world->book, &world->err));
    assert_well(book_rebuild(&world->book, NULL, &world->err));
    assert_well(book_commit(&world->book, NULL, &world->err));
    posts = held_on(world, "2022-04-01");
    assert_int_equal(posts.count, 2);
    assert_text(posts.at[1].holder, "");
}

static void a_person_with_several_posts_is_counted_once(void **state)
{
    struct world *world = *state;
    book_fill(world);
    struct appointment more = head_of_first;
    more.no = "appointment/2022/0003";
    more.post = "team_deputy";
    more.concurrent = NULL;
    appoint(world, &more);
    struct appointment namesake = head_of_second;
    namesake.no = "appointment/2022/0004";
    namesake.holder = "Lý Thị Mẫu";
    namesake.post = "team_deputy";
    appoint(world, &namesake);
    struct unit_posts posts = held_on(world, "2022-04-01");
    assert_int_equal(posts.count, 4);
    assert_int_equal(unit_posts_people(&world->mem, &posts), 3);
    assert_int_equal(unit_posts_posts(&posts), 7);
}

static struct unit_coverages covered_on(struct world *world, const char *day)
{
    const struct unit_tree *tree = unit_tree_of(&world->book, world->book.db, &world->err);
    assert_non_null(tree);
    struct unit_refs areas = unit_children(&world->mem, tree, unit_home(tree), day_of(day));
    struct unit_posts posts = held_on(world, day);
    return unit_posts_cover(&world->mem, &areas, &posts);
}

static struct str sentence(struct world *world, const struct unit_coverages *covered, size_t i)
{
    assert_true(i < covered->count);
    return unit_coverage_sentence(&world->mem, &covered->at[i], S("khu phố"));
}

static void areas_with_a_concurrent_head_are_counted(void **state)
{
    struct world *world = *state;
    book_fill(world);
    struct unit_coverages covered = covered_on(world, "2022-05-31");
    assert_int_equal(covered.count, 1);
    assert_text(sentence(world, &covered, 0),
                "2/2 khu phố có Trưởng ban công tác Mặt trận kiêm Phó Bí thư chi bộ");
    covered = covered_on(world, "2022-06-01");
    assert_text(sentence(world, &covered, 0),
                "1/2 khu phố có Trưởng ban công tác Mặt trận kiêm Phó Bí thư chi bộ");
    struct appointment alone = head_of_second;
    alone.no = "appointment/2022/0003";
    alone.day = "2022-06-01";
    alone.concurrent = alone.ended = NULL;
    appoint(world, &alone);
    covered = covered_on(world, "2022-06-01");
    assert_int_equal(covered.count, 2);
    assert_text(sentence(world, &covered, 0),
                "1/2 khu phố có Trưởng ban công tác Mặt trận kiêm Phó Bí thư chi bộ");
    assert_text(sentence(world, &covered, 1), "2/2 khu phố có Trưởng ban công tác Mặt trận");
}

static void the_newest_day_is_that_of_records_but_never_in_the_future(void **state)
{
    struct world *world = *state;
    struct day day;
    assert_well(unit_day_known(world->book.db, &day, &world->err));
    assert_false(day_is_known(day));
    town_make(world);
    assert_well(unit_day_known(world->book.db, &day, &world->err));
    assert_text(day_text(&world->mem, day), "1990-01-01");
    list_good(world, "body", bodies_list);
    assert_well(unit_day_known(world->book.db, &day, &world->err));
    assert_text(day_text(&world->mem, day), "2019-01-01");
    appoint(world, &head_of_second);
    appoint(world, &head_of_first);
    assert_well(unit_day_known(world->book.db, &day, &world->err));
    assert_text(day_text(&world->mem, day), "2022-03-01");
    entry_add(world,
              S("{\"at\":\"2022-07-01T18:00:00Z\",\"by\":\"system\",\"day\":\"2122-05-01\","
                "\"kind\":\"gift\",\"no\":\"gift/2122/0001\",\"type\":\"record.approved\","
                "\"unit\":\"kp1\",\"values\":{}}"),
              NULL, 0);
    assert_well(unit_day_known(world->book.db, &day, &world->err));
    assert_text(day_text(&world->mem, day), "2022-07-02"); /* 1 a.m. in Vietnam */
    assert_int_equal(held_on(world, "2022-03-01").count, 2);
}

/* ---- pages ---- */

static bool page_get(struct world *world, const char *path, const char *asked, struct str *body)
{
    struct response response = {0};
    struct request req = {.mem = &world->mem, .db = world->book.db, .book = &world->book};
    size_t i = 0;
    while (i < unit_feature.routes_count && strcmp(unit_feature.routes[i].path, path) != 0)
        i++;
    assert_true(i < unit_feature.routes_count);
    req.route = &unit_feature.routes[i];
    req.value[0] = str_of(asked);
    world->err = (struct error){0};
    bool is_well = req.route->page(&req, &response, &world->err);
    *body = response.body;
    return is_well;
}

#define assert_shows(body, wanted)                                                                 \
    do {                                                                                           \
        if (str_find(body, S(wanted)) == (body).len)                                               \
            fail_msg("«%s» is not in: %.*s", wanted, STR_ARG(body));                               \
    } while (0)
#define assert_hides(body, unwanted) assert_int_equal(str_find(body, S(unwanted)), (body).len)

static void the_page_of_the_organisation_says_who_holds_what_until_when(void **state)
{
    struct world *world = *state;
    struct str body;
    book_fill(world);
    assert_well(page_get(world, "/to-chuc", NULL, &body));
    assert_shows(body, "<h1>Tổ chức Mặt trận thị trấn Bến Mới</h1>");
    assert_shows(body, "Theo số liệu đến ngày 1/3/2022.");
    assert_shows(body, "2/2 khu phố có Trưởng ban công tác Mặt trận kiêm Phó Bí thư chi bộ");
    assert_shows(body, "2 người giữ 4 chức danh");
    assert_shows(body, "Bà Lý Thị Mẫu");
    assert_shows(body, "<a href=\"/khu-pho/1\">Khu phố 1</a>");
    assert_shows(body, "Cơ quan, tổ chức phối hợp");
    assert_shows(body, "Hội Nông dân thị trấn");
    assert_shows(body, "Cấp trên");
    assert_shows(body, "Ủy ban huyện");
    assert_hides(body, "Chức danh khác");
}

static void the_page_of_the_organisation_answers_for_any_day(void **state)
{
    struct world *world = *state;
    struct str body;
    book_fill(world);
    assert_well(page_get(world, "/to-chuc", "1/6/2022", &body));
    assert_shows(body, "Theo số liệu đến ngày 1/6/2022.");
    assert_shows(body, "1/2 khu phố có");
    assert_shows(body, "Ngày này sau ngày mới nhất có số liệu (1/3/2022)");
    assert_well(page_get(world, "/to-chuc", "2020-01-01", &body));
    assert_shows(body, "0 người giữ 0 chức danh");
    assert_shows(body, "Chưa ghi ai giữ chức danh vào ngày này.");
    assert_well(page_get(world, "/to-chuc", "1950-01-01", &body));
    assert_shows(body, "Vào ngày này chưa có tổ chức nào của Mặt trận được ghi.");
    assert_false(page_get(world, "/to-chuc", "31/6/2022", &body));
    assert_int_equal(world->err.kind, ERROR_INVALID);
    assert_string_equal(world->err.text, "tháng 6 chỉ có 30 ngày");
}

static void a_post_of_an_unknown_body_and_an_erased_name_are_shown_as_such(void **state)
{
    struct world *world = *state;
    struct str body;
    struct appointment loose = head_of_first;
    book_fill(world);
    loose.no = "appointment/2022/0003";
    loose.body = "Tổ <b>tạm</b>";
    appoint(world, &loose);
    loose.no = "appointment/2022/0004";
    loose.body = "ban công tác mặt trận KHU PHỐ 2";
    loose.unit = "kp2";
    loose.post = "team_deputy";
    appoint(world, &loose);
    erase(world, "holder", "appointment/2022/0001");
    mention(world, "record.erased", "holder", "appointment/2022/0002");
    mention(world, "record.erased", "holder", "appointment/2022/0003");
    mention(world, "record.erased", "holder", "appointment/2022/0004");
    assert_well(page_get(world, "/to-chuc", NULL, &body));
    assert_shows(body, "Chức danh khác");
    assert_shows(body, "Tên đã được xóa");
    size_t other = str_find(body, S("Chức danh khác"));
    assert_int_equal(str_find(str_part(body, other + 1, body.len), S("Chức danh khác")),
                     body.len - other - 1); /* the body written by its name is known */
    assert_hides(body, "Lý Thị Mẫu");
    assert_hides(body, "<b>tạm");
}

static void an_empty_book_has_pages_too(void **state)
{
    struct world *world = *state;
    struct str body;
    assert_well(page_get(world, "/to-chuc", NULL, &body));
    assert_shows(body, "Chưa có đơn vị nào được ghi.");
    assert_well(page_get(world, "/van-ban", NULL, &body));
    assert_shows(body, "Chưa có văn bản nào được ghi.");
}

static void the_page_of_legal_texts_says_what_cites_them(void **state)
{
    struct world *world = *state;
    struct str body;
    list_good(world, "legal",
              "number,day,issuer,subject,kind,link,note\n"
              "7/2021/NQ-HĐND,2021-01-14,Hội đồng nhân dân tỉnh,Về phụ cấp,Nghị quyết,"
              "https://example.org/7?a=1&b=2,Đang sửa\n"
              "3/2023/NĐ-CP,2023-06-10,Chính phủ,Về cán bộ cấp xã,Nghị định,,\n");
    book_fill(world);
    list_good(world, "rule",
              "legal_basis,post,quota,from,to\n"
              "7/2021/NQ-HĐND,team_head,1,2021-01-14,2023-07-31\n");
    assert_well(page_get(world, "/van-ban", NULL, &body));
    assert_true(str_find(body, S("3/2023/NĐ-CP")) < str_find(body, S("7/2021/NQ-HĐND")));
    assert_shows(body, "id=\"so-7-2021-nq-hdnd\"");
    assert_shows(body,
                 "href=\"https://example.org/7?a=1&amp;b=2\" rel=\"external noopener noreferrer\"");
    assert_shows(body, "Được dẫn bởi");
    assert_shows(body, "href=\"/to-chuc?ngay=2021-01-14\"");
    assert_shows(body, "từ ngày 14/1/2021 đến ngày 31/7/2023");
    assert_shows(body, "2 lần kiện toàn chức danh");
    assert_well(page_get(world, "/to-chuc", NULL, &body));
    assert_shows(body, "href=\"/van-ban#so-7-2021-nq-hdnd\"");
    assert_shows(body, "tối đa 1 người");
}

static const struct world_test tests[] = {
    WORLD_TEST(a_post_is_held_from_its_first_to_its_last_day),
    WORLD_TEST(posts_of_one_unit_leave_out_the_others),
    WORLD_TEST(a_correction_states_the_post_again),
    WORLD_TEST(a_void_takes_the_post_away),
    WORLD_TEST(an_erased_name_is_blank_and_a_replay_leaves_the_same),
    WORLD_TEST(a_person_with_several_posts_is_counted_once),
    WORLD_TEST(areas_with_a_concurrent_head_are_counted),
    WORLD_TEST(the_newest_day_is_that_of_records_but_never_in_the_future),
    WORLD_TEST(the_page_of_the_organisation_says_who_holds_what_until_when),
    WORLD_TEST(the_page_of_the_organisation_answers_for_any_day),
    WORLD_TEST(a_post_of_an_unknown_body_and_an_erased_name_are_shown_as_such),
    WORLD_TEST(an_empty_book_has_pages_too),
    WORLD_TEST(the_page_of_legal_texts_says_what_cites_them),
};

int main(int count unused, char **arguments)
{
    static const struct feature *const features[] = {&finder_feature, &unit_feature};
    static const struct world_kind kind = {"unit", features, COUNT_OF(features), NULL};
    return world_run(&kind, tests, COUNT_OF(tests), arguments[0]);
}
