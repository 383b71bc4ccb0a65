/* Lists of units, bodies, legal texts and rules, good and bad. */
#include "base/file.h"
#include "feature/finder.h"
#include "feature/test_world.h"
#include "feature/unit/unit.h"

#define HEAD "code,kind,name,label,parent,from,to,number,address,population\n"

static const struct unit *unit_named(struct world *world, const char *code)
{
    const struct unit_tree *tree = unit_tree_of(&world->book, world->book.db, &world->err);
    assert_non_null(tree);
    const struct unit *unit = unit_find(tree, str_of(code));
    assert_non_null(unit);
    return unit;
}

/* ---- units ---- */

static void a_list_of_units_opens_them_from_the_top_down(void **state)
{
    struct world *world = *state;
    list_good(world, "unit", town_list);
    assert_text(world->report, "list.csv: 5 đơn vị mới, 0 sửa đổi, 0 đã có\n");
    const struct unit *area = unit_named(world, "kp2");
    assert_int_equal(area->number, 2);
    assert_int_equal(area->last.number, DAY_LAST.number);
    assert_text(area->parent->code, "thi-tran");
    assert_text(unit_address(&world->mem, area), "/khu-pho/2");
    assert_text(unit_title(&world->mem, area), "Khu phố 2");
    assert_text(unit_phrase(&world->mem, area->parent), "thị trấn Bến Mới");
    assert_int_equal(number_of(world, "SELECT people FROM unit WHERE code = 'thi-tran'"), 9876);
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM unit_above"), 1 + 2 + 3 + 4 + 4);
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM unit_above a JOIN unit u"
                                      " ON u.id = a.above WHERE u.code = 'tinh'"),
                     5);
}

static void the_same_list_of_units_again_adds_nothing(void **state)
{
    struct world *world = *state;
    list_good(world, "unit", town_list);
    int64_t before = entries(world);
    list_good(world, "unit", town_list);
    assert_int_equal(entries(world), before);
    assert_text(world->report, "list.csv: 0 đơn vị mới, 0 sửa đổi, 5 đã có\n");
}

static void a_changed_row_restates_its_unit(void **state)
{
    struct world *world = *state;
    list_good(world, "unit", town_list);
    int64_t id = unit_named(world, "kp1")->id;
    list_good(world, "unit", HEAD "kp1,area,Khu phố 1 Nam,khu phố,thi-tran,1990-01-01,,1,,2000\n");
    assert_text(world->report, "list.csv: 0 đơn vị mới, 1 sửa đổi, 0 đã có\n");
    assert_text(newest_type(world), "unit.opened");
    assert_int_equal(unit_named(world, "kp1")->id, id);
    assert_text(unit_named(world, "kp1")->name, "Khu phố 1 Nam");
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM search_doc"), 2);
}

static void a_unit_that_only_ends_is_closed_and_stays_so(void **state)
{
    struct world *world = *state;
    list_good(world, "unit", town_list);
    list_good(world, "unit", HEAD "kp2,area,Khu phố 2,khu phố,thi-tran,1990-01-01,30/6/2025,,,\n");
    assert_text(newest_type(world), "unit.closed");
    assert_int_equal(unit_named(world, "kp2")->last.number, day_of("2025-06-30").number);
    assert_true(unit_exists_on(unit_named(world, "kp2"), day_of("2025-06-30")));
    assert_false(unit_exists_on(unit_named(world, "kp2"), day_of("2025-07-01")));
    int64_t before = entries(world);
    list_good(world, "unit", town_list);
    assert_int_equal(entries(world), before);
    list_good(world, "unit", HEAD "kp2,area,Khu phố 2,khu phố,thi-tran,1990-01-01,2199-12-31,,,\n");
    assert_text(newest_type(world), "unit.opened");
    assert_int_equal(unit_named(world, "kp2")->last.number, DAY_LAST.number);
}

static void columns_are_known_by_their_vietnamese_names(void **state)
{
    struct world *world = *state;
    list_good(world, "unit",
              "Mã;Cấp;Tên;Cách gọi;Thuộc;Từ ngày;Dân số\n"
              "x;Cấp xã;Xã Đồng Tre;xã;;1/1/1990;12.345\n"
              "a7;khu dân cư;Ấp 7;ấp;Xã Đồng Tre;01.01.1990;1.234\n");
    assert_text(unit_named(world, "a7")->label, "ấp");
    assert_int_equal(unit_named(world, "a7")->number, 7);
    const struct unit_tree *tree = unit_tree_of(&world->book, world->book.db, &world->err);
    assert_text(unit_areas_label(&world->mem, tree, unit_home(tree), DAY_NONE), "ấp");
}

static void each_wrong_row_of_units_is_named(void **state)
{
    struct world *world = *state;
    list_good(world, "unit", town_list);
    list_bad(
        world, "unit",
        HEAD "KP 9,area,Khu phố 9,khu phố,thi-tran,1990-01-01,,,,\n"
             "a1,hamlet,Ấp 1,ấp,thi-tran,1990-01-01,,,,\n"
             "a2,area,,ấp,thi-tran,31/6/2020,,,,\n"
             "a3,area,Ấp 3,ấp,thi-tran,,,,,\n"
             "a4,area,Ấp 4,ấp,thi-tran,2020-01-01,2019-12-31,,,\n"
             "a5,area,Ấp 5,ấp,nowhere,1990-01-01,,,,\n"
             "a6,area,Ấp 6,ấp,,1990-01-01,,,,\n"
             "a8,area,Ấp 8,ấp,thi-tran,1989-12-31,,,,\n"
             "a9,area,Ấp 9,ấp,kp1,1990-01-01,,,,\n"
             "a10,area,Ấp 10,ấp,a10,1990-01-01,,,,\n"
             "a12,area,Ấp 2,ấp,thi-tran,1990-01-01,,,,\n"
             "kp1,area,Khu phố 1,khu phố,thi-tran,1990-01-01,,,,2000\n"
             "kp1,area,Khu phố 1,khu phố,thi-tran,1990-01-01,,,,2000\n"
             "a13,area,Ấp 13,ấp,thi-tran,1990-01-01,,,,-5\n",
        "list.csv, dòng 2, cột «code», giá trị «KP 9»: mã chỉ gồm chữ thường không dấu, chữ số, "
        "dấu gạch nối và dài nhất 40 ký tự\n"
        "list.csv, dòng 3, cột «kind», giá trị «hamlet»: chỉ nhận: province (cấp tỉnh), district "
        "(cấp huyện), commune (cấp xã), area (khu dân cư)\n"
        "list.csv, dòng 4, cột «name»: bắt buộc phải có\n"
        "list.csv, dòng 4, cột «from», giá trị «31/6/2020»: tháng 6 chỉ có 30 ngày\n"
        "list.csv, dòng 5, cột «from»: bắt buộc phải có\n"
        "list.csv, dòng 6, cột «to», giá trị «2019-12-31»: ngày cuối đứng trước ngày đầu\n"
        "list.csv, dòng 7, cột «parent», giá trị «nowhere»: không có đơn vị này trong sổ hay ở "
        "các dòng trên\n"
        "list.csv, dòng 8, cột «parent»: khu dân cư phải thuộc một đơn vị cấp trên\n"
        "list.csv, dòng 9, cột «from», giá trị «1989-12-31»: thị trấn Bến Mới không có vào ngày "
        "31/12/1989\n"
        "list.csv, dòng 10, cột «parent», giá trị «kp1»: đơn vị cấp trên phải thuộc cấp cao hơn\n"
        "list.csv, dòng 11, cột «parent», giá trị «a10»: đơn vị không thể nằm dưới chính nó\n"
        "list.csv, dòng 12, cột «number»: số 2 đã là của «Khu phố 2»\n"
        "list.csv, dòng 14, cột «code», giá trị «kp1»: mã này đã có ở dòng 13\n"
        "list.csv, dòng 15, cột «population», giá trị «-5»: không thể âm\n");
    assert_string_equal(world->err.text, "list.csv: 14 lỗi, không dòng nào được ghi");
}

static void what_stands_under_a_wrong_row_is_not_blamed(void **state)
{
    struct world *world = *state;
    list_bad(world, "unit",
             HEAD "x,commune,Xã Đồng Tre,,,1990-01-01,,,,\n"
                  "a1,area,Ấp 1,ấp,x,1990-01-01,,,,\n"
                  "y,commune,Xã Đồng Sậy,xã,,1990-01-01,,,,\n"
                  "b1,area,Ấp 1,ấp,y,1990-01-01,,,,\n",
             "list.csv, dòng 2, cột «label»: bắt buộc phải có\n");
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM unit"), 0);
}

static void a_parent_must_stand_above_its_children_in_the_list(void **state)
{
    struct world *world = *state;
    list_bad(world, "unit",
             HEAD "a1,area,Ấp 1,ấp,x,1990-01-01,,,,\n"
                  "x,commune,Xã Đồng Tre,xã,,1990-01-01,,,,\n",
             "list.csv, dòng 2, cột «parent», giá trị «x»: không có đơn vị này trong sổ hay ở các "
             "dòng trên\n");
}

static void no_unit_comes_to_stand_below_itself(void **state)
{
    struct world *world = *state;
    list_good(world, "unit", town_list);
    list_bad(world, "unit", HEAD "huyen,district,Huyện Rạch Cũ,huyện,kp1,1990-01-01,,,,\n",
             "list.csv, dòng 2, cột «parent», giá trị «kp1»: đơn vị không thể nằm dưới chính nó\n");
    list_bad(world, "unit", HEAD "thi-tran,area,Bến Mới,thị trấn,huyen,1990-01-01,,,,\n",
             "list.csv, dòng 2, cột «kind», giá trị «area»: khu phố 1 ở dưới đơn vị này thuộc cấp "
             "bằng hoặc cao hơn\n");
}

static void no_unit_stands_under_one_that_has_ended(void **state)
{
    struct world *world = *state;
    list_good(world, "unit", town_list);
    list_good(world, "unit", HEAD "kp3,area,Khu phố 3,khu phố,thi-tran,2010-01-01,2020-12-31,,,\n");
    list_bad(world, "unit",
             HEAD "thi-tran,commune,Thị trấn Bến Mới,thị trấn,huyen,1990-01-01,2015-06-30,,,\n"
                  "kp4,area,Khu phố 4,khu phố,huyen,2016-01-01,,,,\n",
             "list.csv, dòng 2, cột «to», giá trị «2015-06-30»: khu phố 3 ở dưới đơn vị này có vào "
             "những ngày khác\n");
    list_bad(
        world, "unit",
        HEAD "thi-tran,commune,Thị trấn Bến Mới,thị trấn,huyen,1990-01-01,2025-06-30,,,\n"
             "kp4,area,Khu phố 4,khu phố,thi-tran,2025-07-01,,,,\n"
             "kp5,area,Khu phố 5,khu phố,thi-tran,2025-06-30,2025-07-01,,,\n",
        "list.csv, dòng 3, cột «from», giá trị «2025-07-01»: thị trấn Bến Mới không có vào ngày "
        "1/7/2025\n"
        "list.csv, dòng 4, cột «to», giá trị «2025-07-01»: thị trấn Bến Mới không có vào ngày "
        "1/7/2025\n");
}

static void a_unit_moves_with_all_below_only_before_the_first_record(void **state)
{
    struct world *world = *state;
    const char *const move =
        HEAD "huyen2,district,Huyện Rạch Mới,huyện,tinh,1990-01-01,,,,\n"
             "thi-tran,commune,Thị trấn Bến Mới,thị trấn,huyen2,1990-01-01,,,,\n";
    const char *const back =
        HEAD "thi-tran,commune,Thị trấn Bến Mới,thị trấn,huyen,1990-01-01,,,,\n";
    list_good(world, "unit", town_list);
    list_good(world, "unit", move);
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM unit_above a JOIN unit u"
                                      " ON u.id = a.above WHERE u.code = 'huyen2'"),
                     4);
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM unit_above a JOIN unit u"
                                      " ON u.id = a.above WHERE u.code = 'huyen'"),
                     1);
    entry_add(world,
              S("{\"at\":\"2022-07-01T00:00:00Z\",\"by\":\"system\",\"day\":\"2022-05-01\","
                "\"kind\":\"gift\",\"no\":\"gift/2022/0001\",\"type\":\"record.approved\","
                "\"unit\":\"kp1\",\"values\":{}}"),
              NULL, 0);
    list_bad(
        world, "unit", back,
        "list.csv, dòng 2, cột «parent», giá trị «huyen»: sổ đã có hồ sơ nên đơn vị không chuyển "
        "được sang cấp trên khác; hãy đóng đơn vị này và mở đơn vị mới với mã khác\n");
}

/* ---- bodies ---- */

#define BODY_HEAD "code,kind,name,unit,from,to\n"

static void bodies_are_opened_restated_and_found(void **state)
{
    struct world *world = *state;
    const char *const list =
        BODY_HEAD "mt-kp1,front_work_team,Ban công tác Mặt trận khu phố 1,Khu phố 1,2019-01-01,\n"
                  "ub,Ủy ban Mặt trận Tổ quốc,Ủy ban thị trấn,thi-tran,2019-01-01,2024-12-31\n"
                  "nd,political_social_org,Hội Nông dân,thi-tran,2019-01-01,\n";
    struct unit_bodies bodies;
    list_good(world, "unit", town_list);
    list_good(world, "body", list);
    assert_text(world->report, "list.csv: 3 tổ chức mới, 0 sửa đổi, 0 đã có\n");
    int64_t before = entries(world);
    list_good(world, "body", list);
    assert_int_equal(entries(world), before);
    list_good(world, "body",
              BODY_HEAD
              "mt-kp1,front_work_team,Ban công tác Mặt trận khu phố một,kp1,2019-01-01,\n");
    assert_text(world->report, "list.csv: 0 tổ chức mới, 1 sửa đổi, 0 đã có\n");
    assert_well(
        unit_bodies_on(world->book.db, &world->mem, 0, day_of("2022-06-30"), &bodies, &world->err));
    assert_int_equal(bodies.count, 3);
    assert_text(bodies.at[0].code, "ub");
    assert_text(bodies.at[1].name, "Ban công tác Mặt trận khu phố một");
    assert_text(bodies.at[2].code, "nd");
    assert_well(unit_bodies_on(world->book.db, &world->mem, unit_named(world, "thi-tran")->id,
                               day_of("2025-01-01"), &bodies, &world->err));
    assert_int_equal(bodies.count, 1);
    assert_int_equal(
        number_of(world, "SELECT COUNT(*) FROM search_doc WHERE address LIKE '/to-chuc#tc-%'"), 3);
}

static void each_wrong_row_of_bodies_is_named(void **state)
{
    struct world *world = *state;
    list_good(world, "unit", town_list);
    list_bad(world, "body",
             BODY_HEAD "b1,front_work_team,Ban,nowhere,2019-01-01,\n"
                       "b2,front_work_team,Ban,kp1,1980-01-01,\n"
                       "b3,front_work_team,,kp1,2019-01-01,\n"
                       "b3,front_work_team,Ban,kp1,2019-01-01,\n",
             "list.csv, dòng 2, cột «unit», giá trị «nowhere»: không có đơn vị này trong sổ\n"
             "list.csv, dòng 3, cột «from», giá trị «1980-01-01»: khu phố 1 không có vào ngày "
             "1/1/1980\n"
             "list.csv, dòng 4, cột «name»: bắt buộc phải có\n"
             "list.csv, dòng 5, cột «code», giá trị «b3»: mã này đã có ở dòng 4\n");
    assert_false(list_take(world, "body", S(BODY_HEAD "b1,choir,Ban,kp1,2019-01-01,\n")));
    assert_non_null(strstr(str_c(&world->mem, world->report),
                           "giá trị «choir»: chỉ nhận: standing_board (Ban Thường trực), "));
}

/* ---- legal texts and rules ---- */

#define LEGAL_HEAD "number,day,issuer,subject,kind,link,note\n"
#define RULE_HEAD                                                                                  \
    "legal_basis,post,area_class,quota,coefficient_percent,amount_dong,concurrency_percent,"       \
    "max_concurrent,from,to,note\n"

static const char legal_list[] = LEGAL_HEAD
    "7/2021/NQ-HĐND,2021-01-14,Hội đồng nhân dân tỉnh,Về phụ cấp,Nghị quyết,https://example.org/7,\n"
    "3/2023/NĐ-CP,2023-06-10,Chính phủ,Về cán bộ cấp xã,Nghị định,,Từ 1/8/2023\n";

static void legal_texts_are_registered_newest_first(void **state)
{
    struct world *world = *state;
    struct legal_texts texts;
    list_good(world, "legal", legal_list);
    assert_text(world->report, "list.csv: 2 văn bản mới, 0 sửa đổi, 0 đã có\n");
    int64_t before = entries(world);
    list_good(world, "legal", legal_list);
    assert_int_equal(entries(world), before);
    list_good(world, "legal",
              LEGAL_HEAD "3/2023/NĐ-CP,2023-06-10,Chính phủ,Về cán bộ cấp xã,Nghị định,,\n");
    assert_well(legal_texts_all(world->book.db, &world->mem, &texts, &world->err));
    assert_int_equal(texts.count, 2);
    assert_text(texts.at[0].number, "3/2023/NĐ-CP");
    assert_text(texts.at[0].note, "");
    assert_text(texts.at[1].link, "https://example.org/7");
    assert_text(legal_title(&world->mem, &texts.at[1]), "Nghị quyết số 7/2021/NQ-HĐND");
    assert_text(legal_address(&world->mem, texts.at[1].number), "/van-ban#so-7-2021-nq-hdnd");
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM search_doc"), 2);
}

static void each_wrong_row_of_legal_texts_is_named(void **state)
{
    struct world *world = *state;
    list_good(world, "legal", legal_list);
    list_bad(
        world, "legal",
        LEGAL_HEAD "7/2021/NQ-HDND,2021-01-14,A,B,C,,\n"
                   "8/QĐ,,A,B,C,,\n"
                   "9/QĐ,2021-01-14,A,B,C,javascript:x,\n"
                   "9/QD,2021-01-14,A,B,C,,\n"
                   "—,2021-01-14,A,B,C,,\n"
                   ",2021-01-14,A,B,C,,\n",
        "list.csv, dòng 2, cột «number», giá trị «7/2021/NQ-HDND»: sổ đã có văn bản này dưới số "
        "hiệu «7/2021/NQ-HĐND»\n"
        "list.csv, dòng 3, cột «day»: bắt buộc phải có\n"
        "list.csv, dòng 4, cột «link», giá trị «javascript:x»: phải bắt đầu bằng https:// hoặc "
        "http://\n"
        "list.csv, dòng 5, cột «number», giá trị «9/QD»: số hiệu này đã có ở dòng 4\n"
        "list.csv, dòng 6, cột «number», giá trị «—»: không phải là số hiệu\n"
        "list.csv, dòng 7, cột «number»: bắt buộc phải có\n");
}

static void rules_are_set_by_text_post_class_and_first_day(void **state)
{
    struct world *world = *state;
    const char *const list = RULE_HEAD
        "7/2021/NQ-HĐND,team_head,,1,150%,,100%,1,2021-01-14,2023-07-31,\n"
        "3/2023/NĐ-CP,Trưởng ban công tác Mặt trận,từ 350 hộ,1,,2.000.000,,,2023-08-01,,Chưa rõ\n";
    struct allowance_rules rules;
    town_make(world);
    list_good(world, "legal", legal_list);
    list_good(world, "rule", list);
    assert_text(world->report, "list.csv: 2 quy định mới, 0 sửa đổi, 0 đã có\n");
    int64_t before = entries(world);
    list_good(world, "rule", list);
    assert_int_equal(entries(world), before);
    assert_well(
        allowance_rules_on(world->book.db, &world->mem, day_of("2023-07-31"), &rules, &world->err));
    assert_int_equal(rules.count, 1);
    assert_text(
        allowance_phrase(&world->mem, &rules.at[0]),
        "tối đa 1 người; phụ cấp bằng 1,5 lần lương cơ sở; kiêm nhiệm được hưởng 100% phụ cấp "
        "của chức danh kiêm; kiêm tối đa 1 chức danh");
    assert_true(rules.at[0].is_legal_known);
    assert_well(
        allowance_rules_on(world->book.db, &world->mem, day_of("2023-08-01"), &rules, &world->err));
    assert_int_equal(rules.count, 1);
    assert_text(allowance_phrase(&world->mem, &rules.at[0]),
                "tối đa 1 người; phụ cấp 2.000.000 đồng một tháng");
    assert_text(rules.at[0].post_label, "Trưởng ban công tác Mặt trận");
    list_good(world, "rule", RULE_HEAD "7/2021/NQ-HĐND,team_head,,2,,,,,2021-01-14,,\n");
    assert_text(world->report, "list.csv: 0 quy định mới, 1 sửa đổi, 0 đã có\n");
    assert_well(allowance_rules_on(world->book.db, &world->mem, DAY_NONE, &rules, &world->err));
    assert_int_equal(rules.count, 2);
    assert_int_equal(rules.at[0].quota, 2);
    assert_int_equal(rules.at[0].coefficient_percent, RULE_NOT_STATED);
}

static void each_wrong_row_of_rules_is_named(void **state)
{
    struct world *world = *state;
    town_make(world);
    list_good(world, "legal", legal_list);
    list_bad(
        world, "rule",
        RULE_HEAD "1/1999/QĐ,team_head,,1,,,,,2021-01-14,,\n"
                  "7/2021/NQ-HĐND,king,,1,,,,,2021-01-14,,\n"
                  "7/2021/NQ-HĐND,team_head,,1,,,,,2021-01-14,,\n"
                  "7/2021/NQ-HĐND,team_head,,2,,,,,2021-01-14,,\n"
                  "7/2021/NQ-HĐND,team_head,,1,,-1,,,2022-01-14,,\n",
        "list.csv, dòng 2, cột «legal_basis», giá trị «1/1999/QĐ»: không có văn bản này trong sổ\n"
        "list.csv, dòng 3, cột «post», giá trị «king»: không có chức danh này trong danh mục\n"
        "list.csv, dòng 5: quy định này đã có ở dòng 4\n"
        "list.csv, dòng 6, cột «amount_dong», giá trị «-1»: không thể âm\n");
}

/* ---- the sample ---- */

static void the_sample_lists_are_taken_whole(void **state)
{
    struct world *world = *state;
    static const struct {
        const char *kind, *file, *report;
    } lists[] = {
        {"unit", "units.csv", "list.csv: 9 đơn vị mới, 0 sửa đổi, 0 đã có\n"},
        {"legal", "legal.csv", "list.csv: 12 văn bản mới, 0 sửa đổi, 0 đã có\n"},
        {"body", "bodies.csv", "list.csv: 25 tổ chức mới, 0 sửa đổi, 0 đã có\n"},
        {"rule", "allowance_rules.csv", "list.csv: 8 quy định mới, 0 sửa đổi, 0 đã có\n"},
    };
    words_make(world);
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        struct str path = str_format(&world->mem, SOURCE_ROOT "/sample/go-quao/%s", lists[i].file);
        struct str bytes;
        assert_well(file_read(&world->mem, path.at, 1 << 20, &bytes, &world->err));
        if (!list_take(world, lists[i].kind, bytes))
            fail_msg("%.*s", STR_ARG(world->report));
        assert_text(world->report, lists[i].report);
        int64_t before = entries(world);
        assert_true(list_take(world, lists[i].kind, bytes));
        assert_int_equal(entries(world), before);
    }
}

static const struct world_test tests[] = {
    WORLD_TEST(a_list_of_units_opens_them_from_the_top_down),
    WORLD_TEST(the_same_list_of_units_again_adds_nothing),
    WORLD_TEST(a_changed_row_restates_its_unit),
    WORLD_TEST(a_unit_that_only_ends_is_closed_and_stays_so),
    WORLD_TEST(columns_are_known_by_their_vietnamese_names),
    WORLD_TEST(each_wrong_row_of_units_is_named),
    WORLD_TEST(what_stands_under_a_wrong_row_is_not_blamed),
    WORLD_TEST(a_parent_must_stand_above_its_children_in_the_list),
    WORLD_TEST(no_unit_comes_to_stand_below_itself),
    WORLD_TEST(no_unit_stands_under_one_that_has_ended),
    WORLD_TEST(a_unit_moves_with_all_below_only_before_the_first_record),
    WORLD_TEST(bodies_are_opened_restated_and_found),
    WORLD_TEST(each_wrong_row_of_bodies_is_named),
    WORLD_TEST(legal_texts_are_registered_newest_first),
    WORLD_TEST(each_wrong_row_of_legal_texts_is_named),
    WORLD_TEST(rules_are_set_by_text_post_class_and_first_day),
    WORLD_TEST(each_wrong_row_of_rules_is_named),
    WORLD_TEST(the_sample_lists_are_taken_whole),
};

int main(int count unused, char **arguments)
{
    static const struct feature *const features[] = {&finder_feature, &unit_feature};
    static const struct world_kind kind = {"unit", features, COUNT_OF(features), NULL};
    return world_run(&kind, tests, COUNT_OF(tests), arguments[0]);
}
