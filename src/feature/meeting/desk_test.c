/* The form of a conference: kept as typed, in protocol order, checked as a file is. No book. */
#include "base/text.h"
#include "feature/meeting/desk_form.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void taken(struct arena *mem, const char *pairs, struct conference_form *form)
{
    struct form sent = {0};
    struct error err;
    assert_true(form_read_pairs(mem, str_of(pairs), &sent, &err));
    conference_form_take(mem, &sent, form);
}

static void what_is_kept_is_read_again_as_it_was(void **state unused)
{
    auto_arena mem = {0};
    struct conference_form form, again;
    taken(&mem,
          "noi_hop=H%E1%BB%99i+tr%C6%B0%E1%BB%9Dng&p0-ten=A+%26+B&p0-chuc=X&p0-co=1&p1-nhom=1"
          "&p1-chuc=Nh%C3%B3m&p1-so_moi=45&d0-noi_dung=Vi%E1%BB%87c&d0-ph-ubnd=1&d0-ph-phu-nu=1",
          &form);
    struct str cells = conference_form_cells(&mem, &form);
    taken(&mem, str_c(&mem, cells), &again);
    assert_string_equal(str_c(&mem, conference_form_cells(&mem, &again)), str_c(&mem, cells));
    assert_string_equal(str_c(&mem, again.facts[FACT_PLACE].text), "Hội trường");
    assert_string_equal(str_c(&mem, again.people.at[0].name.text), "A & B");
    assert_true(again.people.at[0].is_present && again.people.at[1].is_group);
    assert_int_equal(again.requests.at[0].partners.count, 2);
}

static void lines_that_say_nothing_go_and_sections_stand_together(void **state unused)
{
    auto_arena mem = {0};
    struct conference_form form;
    taken(
        &mem,
        "p0-muc=K&p0-chuc=a&p1-muc=U&p1-chuc=b&p2-muc=K&p2-moi=1&p7-muc=K&p7-chuc=c&d3-han=&d9-han=1",
        &form);
    assert_int_equal(form.people.count, 3);
    assert_string_equal(str_c(&mem, form.people.at[1].label.text), "c");
    assert_string_equal(str_c(&mem, form.people.at[2].label.text), "b");
    assert_int_equal(form.requests.count, 1);
    taken(&mem, "p400-chuc=x&p99999999999999999999-chuc=y&p-1-chuc=z&d60-han=1&p=1&=2", &form);
    assert_int_equal(form.people.count + form.requests.count, 0);
}

/* The labels of everybody, one behind the other, after places were typed. */
static void stand(struct arena *mem, const char *pairs, const char *wanted)
{
    struct conference_form form;
    struct text labels = text_new(mem, 100);
    taken(mem, pairs, &form);
    for (size_t i = 0; i < form.people.count; i++)
        text_add(&labels, form.people.at[i].label.text);
    assert_string_equal(str_c(mem, text_str(&labels)), wanted);
}

#define LINE(i, label, place) "&p" i "-chuc=" label "&p" i "-thu_tu=" place

static void lines_stand_where_their_places_say(void **state unused)
{
    auto_arena mem = {0};
    stand(&mem, LINE("0", "a", "1") LINE("1", "b", "2") LINE("2", "c", "3"), "abc");
    stand(&mem, LINE("0", "a", "1") LINE("1", "b", "2") LINE("2", "c", "1"), "cab");
    stand(&mem, LINE("0", "a", "3") LINE("1", "b", "2") LINE("2", "c", "3"), "bca");
    stand(&mem, LINE("0", "a", "2") LINE("1", "b", "3") LINE("2", "c", "1"), "cab");
    stand(&mem, LINE("0", "a", "3") LINE("1", "b", "4") LINE("2", "c", "2") LINE("3", "d", "1"),
          "dcab");
    stand(&mem, LINE("0", "a", "4") LINE("1", "b", "1") LINE("2", "c", "2") LINE("3", "d", "3"),
          "bcda");
}

static void a_new_line_takes_the_place_it_names_or_the_last(void **state unused)
{
    auto_arena mem = {0};
    stand(&mem, LINE("0", "a", "1") LINE("1", "b", "2") LINE("2", "c", ""), "abc");
    stand(&mem, LINE("0", "a", "1") LINE("1", "b", "2") LINE("2", "c", "2"), "acb");
    stand(&mem, LINE("0", "a", "1") LINE("1", "", "2") LINE("2", "c", "3") LINE("3", "d", "4"),
          "acd"); /* one that was emptied leaves no hole */
    stand(&mem, LINE("0", "a", "400") LINE("1", "b", "2"), "ba");
}

static void places_count_within_a_section_and_nonsense_moves_nobody(void **state unused)
{
    auto_arena mem = {0};
    struct conference_form form;
    stand(&mem,
          LINE("0", "a", "2") "&p0-muc=K" LINE("1", "b", "2") "&p1-muc=K" LINE("2", "c",
                                                                               "1") "&p2-muc=U",
          "bac");
    stand(&mem, LINE("0", "a", "x") LINE("1", "b", "0") LINE("2", "c", "401"), "abc");
    taken(&mem, LINE("0", "a", "x") LINE("1", "b", "1"), &form);
    assert_int_equal(form.misplaced, 1);
    assert_string_equal(str_c(&mem, form.people.at[1].place.problem),
                        "«x» không phải là số thứ tự; dòng này vẫn ở chỗ cũ");
    assert_string_equal(str_c(&mem, form.people.at[1].place.text), "2");
}

/* ---- checking ---- */

static struct unit home = {.id = 1, .code = {"xa", 2}, .last = {INT32_MAX}};

static struct desk_checking checking_of(struct arena *mem)
{
    static const struct indicators none = {0};
    struct desk_checking checking = {.mem = mem, .unit = &home, .indicators = &none};
    home.first = DAY_FIRST;
    home.last = DAY_LAST;
    *list_add(&checking.bodies, mem) = (struct unit_body){
        .code = S("btt"), .kind = S("standing_board"), .name = S("Ban Thường trực"), .unit = 1};
    return checking;
}

#define HELD                                                                                       \
    "ngay=20%2F7%2F2022&loai=interim&buoi=morning&ky=2022-H1&co_quan=btt&noi_hop=H&chu_tri=a"

static void a_whole_form_is_a_conference(void **state unused)
{
    auto_arena mem = {0};
    struct conference_form form;
    struct conference conference;
    struct desk_checking checking = checking_of(&mem);
    taken(&mem,
          HELD
          "&p0-chuc=a&p0-co=1&p1-chuc=b&p2-chuc=c&p2-moi=1&p3-nhom=1&p3-chuc=g&p3-so_moi=9"
          "&p3-so_co=8&y_kien=m%0An&phat_bieu=A&d0-noi_dung=v&d0-chu_tri=btt&d0-han=1%2F8%2F2022",
          &form);
    conference_form_check(&checking, &form, &conference);
    assert_int_equal(form.problems, 0);
    assert_int_equal(conference.people.count, 3); /* b was neither invited nor there */
    assert_int_equal(conference.people.at[0].present, 1);
    assert_int_equal(conference.people.at[1].present, 0);
    assert_int_equal(conference.people.at[2].present, 8);
    assert_int_equal(conference.opinions_count, 2);
    assert_string_equal(str_c(&mem, conference.speaker), "a"); /* as the attendance has it */
    assert_int_equal(conference.number, 1);
}

static void an_empty_form_says_what_it_wants_and_no_more(void **state unused)
{
    auto_arena mem = {0};
    struct conference_form form;
    struct conference conference;
    struct desk_checking checking = checking_of(&mem);
    taken(&mem, "", &form);
    conference_form_check(&checking, &form, &conference);
    assert_int_equal(form.problems, 8); /* day, kind, time, period, place, issuer, chair, people */
    assert_true(form.people_problem.len > 0);
    assert_int_equal(form.facts[FACT_PROGRAMME].problem.len, 0);
}

static void the_same_name_twice_is_told_at_the_second(void **state unused)
{
    auto_arena mem = {0};
    struct conference_form form;
    struct conference conference;
    struct desk_checking checking = checking_of(&mem);
    taken(&mem,
          HELD "&dong_y=20%2F7%2F2022&p0-chuc=a&p0-ten=An&p0-co=1&p1-chuc=b&p1-ten=an&p1-co=1",
          &form);
    conference_form_check(&checking, &form, &conference);
    assert_int_equal(form.problems, 1);
    assert_true(form.people.at[1].name.problem.len > 0);
}

static void names_want_a_day_of_consent_and_requests_a_speaker(void **state unused)
{
    auto_arena mem = {0};
    struct conference_form form;
    struct conference conference;
    struct desk_checking checking = checking_of(&mem);
    taken(&mem,
          HELD "&p0-chuc=a&p0-ten=An&p0-co=1&d0-noi_dung=v&d0-chu_tri=btt&d0-han=19%2F7%2F2022",
          &form);
    conference_form_check(&checking, &form, &conference);
    assert_int_equal(form.problems, 3);
    assert_true(form.facts[FACT_CONSENT].problem.len > 0);
    assert_true(form.facts[FACT_SPEAKER].problem.len > 0);
    assert_string_equal(str_c(&mem, form.requests.at[0].due.problem),
                        "hạn 19/7/2022 trước ngày họp 20/7/2022");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_is_read_again_as_it_was),
        cmocka_unit_test(lines_that_say_nothing_go_and_sections_stand_together),
        cmocka_unit_test(lines_stand_where_their_places_say),
        cmocka_unit_test(a_new_line_takes_the_place_it_names_or_the_last),
        cmocka_unit_test(places_count_within_a_section_and_nonsense_moves_nobody),
        cmocka_unit_test(a_whole_form_is_a_conference),
        cmocka_unit_test(an_empty_form_says_what_it_wants_and_no_more),
        cmocka_unit_test(the_same_name_twice_is_told_at_the_second),
        cmocka_unit_test(names_want_a_day_of_consent_and_requests_a_speaker),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
