/* Articles composed out of a review and its conference. */
#include "feature/portal/compose.h"

#include "document/prose.h"
#include "feature/finder.h"
#include "feature/test_world.h"

static const char bodies_list[] =
    "code,kind,name,unit,from,to\n"
    "ub,committee,Ủy ban Mặt trận thị trấn Bến Mới,thi-tran,2019-01-01,\n"
    "btt,standing_board,Ban Thường trực Mặt trận thị trấn Bến Mới,thi-tran,2019-01-01,\n"
    "mt-kp1,front_work_team,Ban công tác Mặt trận khu phố 1,kp1,2019-01-01,\n";

static const char legal_list[] =
    "number,day,issuer,subject,kind\n"
    "12/2021/NQ-HĐND,2021-02-03,Hội đồng nhân dân tỉnh Sông Lớn,Quy định chức danh,Nghị quyết\n";

static const char appointment_list[] =
    "day,unit,body,post,concurrent_post,holder,form_of_address,consent_day,method,decided_by,"
    "decision_number,legal_basis\n"
    "2022-02-15,kp1,mt-kp1,team_head,cell_deputy_secretary,Zinh Văn Mẫu,ong,2022-02-12,"
    "consultation_replaced,ub,06/QĐ,12/2021/NQ-HĐND\n";

static const char gift_list[] = "day,unit,occasion,quantity,value_dong\n"
                                "2022-03-05,kp1,regular,17,4250000\n"
                                "2022-04-05,kp2,ad_hoc,20,5000000\n";

static const char prose_text[] = "unit: thi-tran\nperiod: 2022-H1\n"
                                 "## uu_diem\n\nViệc *chăm lo* được {wel.gifts_count suất} quà.\n"
                                 "## han_che\n\nCòn trễ.\n";

#define FRONT                                                                                          \
    "---\nđơn vị: thi-tran\nngày: 20/7/2022\nbuổi: chiều\nloại: sơ kết\nkỳ: 2022-H1\n" \
    "programme: 2022-H2\nissuer: btt\nchủ trì: Chủ tịch\nplace: Hội trường\n"              \
    "consent: 19/7/2022\n---\n## Chương trình\n- Báo cáo\n"
#define PEOPLE                                                                                                   \
    "## Thành phần\n- đồng chí | Zinh Thị Mẫu | Phó Bí thư Đảng ủy | có mặt\n"             \
    "- ông | An Văn Thử | Chủ tịch | có mặt\n- bà | Bùi Thị Vắng | Trưởng khối | vắng\n" \
    "- nhóm | Trưởng khu phố | 2/2\n- nhóm | Ủy viên Ủy ban | 38/45\n"                               \
    "- nhóm | Khách xa | 0/3\n"
#define SPEECH                                                                                                             \
    "## Phát biểu chỉ đạo\nspeaker: phó bí thư đảng ủy\n### Biểu dương\nLàm tốt * việc {khó}.\n" \
    "### Đề nghị\n1. Xây thêm nhà.\n   owner: btt\n   due: 15/12/2022\n"
#define RESOLVED "## Nghị quyết\n- Thống nhất chương trình.\n"

static void town_fill(struct world *world)
{
    list_good(world, "unit", town_list);
    list_good(world, "body", bodies_list);
    list_good(world, "legal", legal_list);
    list_good(world, "gift", gift_list);
}

static void conference_good(struct world *world)
{
    list_good(world, "conference", FRONT PEOPLE SPEECH RESOLVED);
}

static bool compose(struct world *world, const char *code, const struct compose_wishes *wishes,
                    struct composed *composed)
{
    struct period period;
    const struct unit_tree *units = unit_tree_of(&world->book, world->book.db, &world->err);
    assert_non_null(units);
    assert_true(period_read(str_of(code), &period, &world->err));
    return article_compose(&world->book, world->book.db, &world->mem,
                           unit_find(units, S("thi-tran")), period, wishes, composed, &world->err);
}

static struct composed composed_of(struct world *world)
{
    static const struct compose_wishes none = {0};
    struct composed composed;
    assert_well(compose(world, "2022-H1", &none, &composed));
    return composed;
}

static void has(const struct composed *composed, const char *part)
{
    if (str_find(composed->file, str_of(part)) == composed->file.len)
        fail_msg("without «%s»:\n%.*s", part, STR_ARG(composed->file));
}

static void has_not(const struct composed *composed, const char *part)
{
    if (str_find(composed->file, str_of(part)) < composed->file.len)
        fail_msg("with «%s»:\n%.*s", part, STR_ARG(composed->file));
}

static void an_article_tells_the_review_and_the_conference_in_order(void **state)
{
    struct world *world = *state;
    list_good(world, "appointment", appointment_list);
    list_good(world, "prose", prose_text);
    conference_good(world);
    struct composed composed = composed_of(world);
    assert_true(composed.has_meeting);
    assert_text(
        composed.file,
        "---\nđơn vị: thi-tran\n"
        "tiêu đề: Thị trấn Bến Mới tổ chức Hội nghị sơ kết công tác Mặt trận 6 tháng đầu năm 2022\n"
        "chuyên mục: Hoạt động Mặt trận\nngày: 20.07.2022\n"
        "tác giả: Ban Thường trực Mặt trận thị trấn Bến Mới\n"
        "hội nghị: 20/7/2022\nbáo cáo: 2022-H1\nngày đồng ý: 19/7/2022\n---\n\n"
        "Chiều ngày 20/7/2022, Ban Thường trực Mặt trận thị trấn Bến Mới tổ chức "
        "[Hội nghị sơ kết công tác Mặt trận 6 tháng đầu năm 2022](/hoi-nghi/2022-07-20) và đề ra "
        "[chương trình phối hợp và thống nhất hành động](/chuong-trinh/2022/6-thang-cuoi-nam) "
        "6 tháng cuối năm 2022.\n\n"
        "Đến dự Hội nghị có đồng chí Zinh Thị Mẫu, Phó Bí thư Đảng ủy; ông An Văn Thử, Chủ tịch; "
        "cùng Trưởng khu phố; Ủy viên Ủy ban. Ông An Văn Thử chủ trì Hội nghị.\n\n"
        "Việc **chăm lo** được {wel.gifts_count 2022-H1 suất} quà.\n\n"
        "Việc kiện toàn tổ chức thực hiện theo [Nghị quyết số 12/2021/NQ-HĐND]"
        "(/van-ban#so-12-2021-nq-hdnd), ngày 3/2/2021 của Hội đồng nhân dân tỉnh Sông Lớn quy định "
        "chức danh. Mặt trận đã tham mưu kiện toàn chức danh Phó Bí thư chi bộ kiêm Trưởng ban "
        "công tác Mặt trận ở {org.teams_reorganised_concurrent.fraction 2022-H1} khu phố.\n\n"
        "Đã vận động trao thường xuyên và đột xuất {wel.gifts_count 2022-H1 suất} quà. Tổng số "
        "tiền chăm lo, an sinh xã hội {wel.social_security_total.about 2022-H1}.\n\n"
        "Phát biểu chỉ đạo Hội nghị, đồng chí Zinh Thị Mẫu, Phó Bí thư Đảng ủy, nêu rõ: Làm tốt "
        "\\* việc \\{khó}.\n\n"
        "Qua đó, đồng chí Zinh Thị Mẫu đề nghị Mặt trận:\n\n- Xây thêm nhà.\n\n"
        "Hội nghị đã thông qua nghị quyết. Việc thực hiện từng đề nghị được báo lại trên "
        "[trang của Hội nghị](/hoi-nghi/2022-07-20).\n");
    assert_in_range(composed.words, 200, 240);
}

static void what_is_composed_can_be_read_and_names_each_period(void **state)
{
    struct world *world = *state;
    conference_good(world);
    list_good(world, "prose", prose_text);
    struct composed composed = composed_of(world);
    struct document document = {0};
    size_t body = str_find(composed.file, S("---\n\n")) + 4, block = 0, at = 0, figures = 0;
    assert_well(prose_read(&world->mem, str_part(composed.file, body, composed.file.len), &document,
                           &world->err));
    for (struct run *run; (run = prose_figure_next(&document, &block, &at)); figures++)
        assert_text(run->period, "2022-H1");
    assert_int_equal(figures, 3);
}

static void what_is_nought_is_not_told(void **state)
{
    struct world *world = *state;
    conference_good(world);
    struct composed composed = composed_of(world);
    has(&composed, "{wel.gifts_count 2022-H1 suất}");
    static const char *const silent[] = {"căn",       "cầu",  "mô hình",     "tập huấn",
                                         "kiện toàn", "khen", "{wel.houses", "học sinh",
                                         "![",        "  ",   ";;"};
    for (size_t i = 0; i < COUNT_OF(silent); i++)
        has_not(&composed, silent[i]);
}

static void an_erased_name_leaves_its_function(void **state)
{
    struct world *world = *state;
    conference_good(world);
    static const char *const names[] = {"Zinh Thị Mẫu", "An Văn Thử"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        assert_well(book_begin(&world->book, &world->err));
        assert_well(meeting_erase_name(&world->book, &world->mem, S("conference/2022/0001"),
                                       str_of(names[i]), &world->err));
        assert_well(book_commit(&world->book, NULL, &world->err));
    }
    struct composed composed = composed_of(world);
    has(&composed, "Đến dự Hội nghị có Phó Bí thư Đảng ủy; Chủ tịch; cùng Trưởng khu phố");
    has(&composed, "Chủ tịch chủ trì Hội nghị.");
    has(&composed, "Phát biểu chỉ đạo Hội nghị, Phó Bí thư Đảng ủy nêu rõ: Làm tốt");
    has_not(&composed, "Mẫu");
    has_not(&composed, "ngày đồng ý");
}

static void a_speech_without_praise_or_speaker_is_told_as_it_was(void **state)
{
    struct world *world = *state;
    list_good(world, "conference",
              FRONT "## Thành phần\n- nhóm | Ủy viên Ủy ban | 38/45\n"
                    "- đồng chí | Zinh Thị Mẫu | Chủ tịch | có mặt\n"
                    "## Phát biểu chỉ đạo\nspeaker: Chủ tịch\n### Đề nghị\n1. Xây thêm nhà.\n"
                    "   owner: btt\n   due: 15/12/2022\n");
    struct composed composed = composed_of(world);
    has(&composed,
        "Phát biểu chỉ đạo Hội nghị, đồng chí Zinh Thị Mẫu, Chủ tịch, đề nghị Mặt trận:");
    has(&composed, "Đến dự Hội nghị có Ủy viên Ủy ban; đồng chí Zinh Thị Mẫu, Chủ tịch.");
    has_not(&composed, "nêu rõ");
    has_not(&composed, "nghị quyết");
}

static void without_a_conference_the_results_are_told_alone(void **state)
{
    struct world *world = *state;
    struct composed composed = composed_of(world);
    assert_false(composed.has_meeting);
    has(&composed, "tiêu đề: Kết quả công tác Mặt trận 6 tháng đầu năm 2022, thị trấn Bến Mới\n");
    has(&composed, "ngày: 30.06.2022\n");
    has(&composed,
        "Ban Thường trực Mặt trận thị trấn Bến Mới công bố kết quả công tác Mặt trận 6 tháng đầu "
        "năm 2022, số liệu đến ngày 30/6/2022.");
    has_not(&composed, "hội nghị");
    has_not(&composed, "Hội nghị");
}

static void a_picture_stands_before_the_welfare_and_needs_its_words(void **state)
{
    struct world *world = *state;
    struct composed composed;
    struct compose_wishes wishes = {.picture = S("hop.jpg"), .author = S("Lý Thử")};
    conference_good(world);
    assert_false(compose(world, "2022-H1", &wishes, &composed));
    assert_int_equal(world->err.kind, ERROR_INVALID);
    wishes.alt = S("Hội trường");
    wishes.caption = S("Quang cảnh \"Hội nghị\"");
    assert_well(compose(world, "2022-H1", &wishes, &composed));
    has(&composed, "![Hội trường](hop.jpg \"Quang cảnh \\\"Hội nghị\\\"\")\n\nĐã vận động trao");
    has(&composed, "tác giả: Lý Thử\n");
}

static void a_period_without_figures_is_refused(void **state)
{
    struct world *world = *state;
    struct compose_wishes wishes = {0};
    struct composed composed;
    assert_false(compose(world, "2019-H1", &wishes, &composed));
    assert_string_equal(world->err.text, "6 tháng đầu năm 2019 chưa có số liệu nào để soạn bài");
}

static void an_issued_review_decides_what_is_told(void **state)
{
    struct world *world = *state;
    struct period period = {PERIOD_HALF, 2022, 1};
    bool is_new;
    const struct unit_tree *units = unit_tree_of(&world->book, world->book.db, &world->err);
    assert_well(book_begin(&world->book, &world->err));
    assert_well(review_issue(&world->book, &world->mem, unit_find(units, S("thi-tran")), period,
                             DAY_NONE, false, &is_new, &world->err));
    assert_well(book_commit(&world->book, NULL, &world->err));
    list_good(world, "appointment", appointment_list);
    struct composed composed = composed_of(world);
    has(&composed, "{wel.gifts_count 2022-H1 suất}");
    has_not(&composed, "{org.teams_reorganised_concurrent");
}

static void a_committee_words_its_outline_itself(void **state)
{
    struct world *world = *state;
    conference_good(world);
    struct str at = journal_moment(&world->book.journal, &world->mem);
    struct str entry =
        str_format(&world->mem,
                   "{\"at\":\"%.*s\",\"body\":{\"lines\":[\"@prose phat_bieu P\",\"\","
                   "\"Quà: {wel.gifts_value}.\",\"\",\"@prose mo_dau M\"]},"
                   "\"by\":\"system\",\"code\":\"article\",\"type\":\"catalogue.outline\"}",
                   STR_ARG(at));
    entry_add(world, entry, NULL, 0);
    struct composed composed = composed_of(world);
    has(&composed, "- Xây thêm nhà.\n\nQuà: {wel.gifts_value.exact 2022-H1}.\n\nChiều ngày");
}

static const struct feature *const features[] = {
    &finder_feature,    &unit_feature,    &record_feature,
    &indicator_feature, &meeting_feature, &review_feature,
};

static const struct world_kind compose_world = {"compose", features, COUNT_OF(features), town_fill};

static const struct world_test tests[] = {
    WORLD_TEST(an_article_tells_the_review_and_the_conference_in_order),
    WORLD_TEST(what_is_composed_can_be_read_and_names_each_period),
    WORLD_TEST(what_is_nought_is_not_told),
    WORLD_TEST(an_erased_name_leaves_its_function),
    WORLD_TEST(a_speech_without_praise_or_speaker_is_told_as_it_was),
    WORLD_TEST(without_a_conference_the_results_are_told_alone),
    WORLD_TEST(a_picture_stands_before_the_welfare_and_needs_its_words),
    WORLD_TEST(a_period_without_figures_is_refused),
    WORLD_TEST(an_issued_review_decides_what_is_told),
    WORLD_TEST(a_committee_words_its_outline_itself),
};

int main(int count unused, char **words)
{
    return world_run(&compose_world, tests, COUNT_OF(tests), words[0]);
}
