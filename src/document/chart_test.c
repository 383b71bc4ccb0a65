#include "document/chart.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static bool holds(struct str text, const char *wanted)
{
    return str_find(text, str_of(wanted)) < text.len;
}

static size_t times(struct str text, const char *wanted)
{
    size_t count = 0, at;
    while ((at = str_find(text, str_of(wanted))) < text.len) {
        text = str_part(text, at + 1, text.len);
        count++;
    }
    return count;
}

/* Takes one tag's name off *rest, which stands behind its '<'; gives it, and where the tag ends. */
static struct str tag_take(struct str *rest, bool *is_end, bool *is_whole)
{
    *is_end = str_starts(*rest, S("/"));
    if (*is_end)
        *rest = str_part(*rest, 1, rest->len);
    size_t len = 0, end = 0;
    while (len < rest->len && rest->at[len] >= 'a' && rest->at[len] <= 'z')
        len++;
    struct str name = str_part(*rest, 0, len);
    for (bool is_quoted = false; end < rest->len && (is_quoted || rest->at[end] != '>'); end++) {
        if (rest->at[end] == '"')
            is_quoted = !is_quoted;
        assert_int_not_equal(rest->at[end], '<');
    }
    assert_true(end < rest->len);
    *is_whole = rest->at[end - 1] == '/';
    *rest = str_part(*rest, end + 1, rest->len);
    return name;
}

/* Every tag is closed in order, every & begins one of our entities, nothing stands outside. */
static void assert_well_formed(struct str svg)
{
    struct str open[8], rest = svg,
                        entities[] = {S("&amp;"), S("&lt;"), S("&gt;"), S("&quot;"), S("&#39;")};
    size_t depth = 0;
    bool is_end, is_whole;
    assert_true(str_starts(svg, S("<svg ")) && str_ends(svg, S("</svg>")));
    for (size_t at; (at = str_find_char(rest, '<')) < rest.len;) {
        rest = str_part(rest, at + 1, rest.len);
        struct str name = tag_take(&rest, &is_end, &is_whole);
        assert_true(name.len > 0);
        if (is_end)
            assert_true(depth > 0 && str_is(open[--depth], name));
        else if (!is_whole)
            open[depth++] = name;
        assert_true(depth < COUNT_OF(open) && (depth > 0 || rest.len == 0));
    }
    for (rest = svg; str_find_char(rest, '&') < rest.len;) {
        rest = str_part(rest, str_find_char(rest, '&'), rest.len);
        size_t known = 0;
        for (size_t i = 0; i < COUNT_OF(entities); i++)
            known += str_starts(rest, entities[i]);
        assert_int_equal(known, 1);
        rest = str_part(rest, 1, rest.len);
    }
    assert_false(holds(svg, "style") || holds(svg, "<script") || holds(svg, " on") ||
                 holds(svg, " id="));
}

/* The number of attribute `name` behind byte `at`. */
static double number_of(struct str svg, size_t at, const char *name)
{
    struct str rest = str_part(svg, at, svg.len);
    size_t from = str_find(rest, str_of(name));
    assert_true(from < rest.len);
    return strtod(rest.at + from + strlen(name), NULL);
}

/* No bar leaves the picture and no letter is below 12 units. */
static void assert_inside(struct str svg)
{
    double height = number_of(svg, 0, " height=\"");
    for (size_t at = 0; at < svg.len; at++) {
        size_t found = at + str_find(str_part(svg, at, svg.len), S("<rect "));
        if (found >= svg.len)
            break;
        double x = number_of(svg, found, " x=\""), y = number_of(svg, found, " y=\"");
        assert_true(x >= 0 && x + number_of(svg, found, " width=\"") <= 360.05);
        assert_true(y >= 0 && y + number_of(svg, found, " height=\"") <= height + 0.05);
        at = found;
    }
    assert_true(number_of(svg, 0, " font-size=\"") >= 12);
    assert_int_equal(times(svg, "font-size"), 1);
}

static const struct str areas[] = {{"Khu phố 1", 11}, {"Khu phố 2", 11}, {"Khu phố 3", 11}};

static struct chart chart_of(const struct str *labels, const int64_t *values,
                             const struct str *texts, size_t count)
{
    return (struct chart){.title = S("Suất quà theo khu phố"),
                          .unit = S("suất"),
                          .labels = labels,
                          .count = count,
                          .series = {S("Năm 2022"), values, texts}};
}

static void bars_show_each_unit_with_its_value(void **state unused)
{
    auto_arena mem = {0};
    const int64_t values[] = {186, 0, 93};
    const struct str texts[] = {S("186"), S("0"), S("93")};
    struct chart chart = chart_of(areas, values, texts, 3);
    struct str svg = chart_bars(&mem, &chart);
    assert_well_formed(svg);
    assert_inside(svg);
    assert_true(holds(svg, "role=\"img\""));
    assert_true(holds(svg, "<title>Suất quà theo khu phố</title>"));
    assert_true(
        holds(svg, "<desc>Khu phố 1: 186 suất; Khu phố 2: 0 suất; Khu phố 3: 93 suất</desc>"));
    assert_true(holds(svg, "Đơn vị: suất"));
    assert_int_equal(times(svg, "<rect "), 2);
    size_t first = str_find(svg, S("<rect "));
    size_t second = first + 1 + str_find(str_part(svg, first + 1, svg.len), S("<rect "));
    double longer = number_of(svg, first, " width=\"");
    double shorter = number_of(svg, second, " width=\"");
    assert_true(longer / shorter > 1.98 && longer / shorter < 2.02);
}

static void texts_are_escaped(void **state unused)
{
    auto_arena mem = {0};
    const int64_t values[] = {1};
    const struct str labels[] = {S("<b>\"A\" & 'B'</b>\x01")}, texts[] = {S("<1>")};
    struct chart chart = chart_of(labels, values, texts, 1);
    chart.title = S("</title><script>x</script>");
    chart.unit = S("\xFF");
    struct str svg = chart_bars(&mem, &chart);
    assert_well_formed(svg);
    assert_true(holds(svg, "&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;"));
    assert_true(holds(svg, "Đơn vị: ?"));
    assert_well_formed(chart_columns(&mem, &chart));
}

static void no_values_and_zero_values_draw_no_bar(void **state unused)
{
    auto_arena mem = {0};
    const int64_t values[] = {0, 0, 0};
    const struct str texts[] = {S("0"), S("0"), S("0")};
    for (size_t count = 0; count <= 3; count += 3) {
        struct chart chart = chart_of(areas, values, texts, count);
        struct str drawn[] = {chart_bars(&mem, &chart), chart_columns(&mem, &chart)};
        for (size_t i = 0; i < COUNT_OF(drawn); i++) {
            assert_well_formed(drawn[i]);
            assert_int_equal(times(drawn[i], "<rect "), 0);
            assert_int_equal(holds(drawn[i], "Chưa có số liệu"), count == 0);
        }
    }
}

static void a_single_value_fills_the_room(void **state unused)
{
    auto_arena mem = {0};
    const int64_t values[] = {(int64_t)1 << 53};
    const struct str texts[] = {S("9.007.199.254.740.992")};
    struct chart chart = chart_of(areas, values, texts, 1);
    struct str drawn[] = {chart_bars(&mem, &chart), chart_columns(&mem, &chart)};
    for (size_t i = 0; i < COUNT_OF(drawn); i++) {
        assert_well_formed(drawn[i]);
        assert_inside(drawn[i]);
        assert_int_equal(times(drawn[i], "<rect "), 1);
    }
}

static void a_small_value_beside_a_large_one_is_still_seen(void **state unused)
{
    auto_arena mem = {0};
    const int64_t values[] = {1, 1000000, 0};
    const struct str texts[] = {S("1"), S("1.000.000"), S("0")};
    struct chart chart = chart_of(areas, values, texts, 3);
    assert_int_equal(times(chart_bars(&mem, &chart), "<rect "), 2);
    assert_int_equal(times(chart_columns(&mem, &chart), "<rect "), 2);
}

static void long_labels_take_two_lines_and_stay_whole_in_the_description(void **state unused)
{
    auto_arena mem = {0};
    const int64_t values[] = {5, 3};
    const struct str texts[] = {S("5"), S("3")};
    const struct str labels[] = {
        S("Ban công tác Mặt trận khu phố Phước Trung Hai và các tổ chức thành viên ở địa bàn"),
        S("Mộtchữrấtdàikhôngcódấucáchnàomộtchữrấtdàikhôngcódấucáchnàomộtchữrấtdàikhôngcódấucách"
          "nàomộtchữrấtdàikhông")};
    struct chart chart = chart_of(labels, values, texts, 2);
    struct str svg = chart_bars(&mem, &chart);
    assert_well_formed(svg);
    assert_inside(svg);
    assert_true(holds(svg, ">Ban công tác Mặt trận khu phố Phước Trung Hai và</text>"));
    assert_int_equal(times(svg, "thành viên ở địa bàn: 5 suất"), 2);
    assert_well_formed(chart_columns(&mem, &chart));
}

static void decomposed_letters_are_drawn_composed(void **state unused)
{
    auto_arena mem = {0};
    const int64_t values[] = {5};
    const struct str texts[] = {S("5")}, labels[] = {S("A\xCC\x81p 1")};
    struct chart chart = chart_of(labels, values, texts, 1);
    assert_true(holds(chart_bars(&mem, &chart), ">Áp 1</text>"));
}

/* A chart of `count` invented months, with or without the year before. */
static struct str months(struct arena *mem, size_t count, bool has_before)
{
    struct str *labels = arena_many(mem, struct str, count);
    struct str *texts = arena_many(mem, struct str, count);
    int64_t *values = arena_many(mem, int64_t, count);
    for (size_t i = 0; i < count; i++) {
        labels[i] = str_format(mem, "T%zu/%zu", i % 12 + 1, 2020 + i / 12);
        values[i] = (int64_t)(i * 37 % 100) * 3;
        texts[i] = str_format(mem, "%lld", (long long)values[i]);
    }
    struct chart chart = chart_of(labels, values, texts, count);
    if (has_before)
        chart.before = (struct chart_series){S("Cùng kỳ"), values, texts};
    return chart_columns(mem, &chart);
}

static void columns_of_one_to_sixty_months_stay_inside(void **state unused)
{
    auto_arena mem = {0};
    for (size_t count = 1; count <= CHART_COLUMNS_MAX; count++) {
        struct str svg = months(&mem, count, count % 2);
        assert_well_formed(svg);
        assert_inside(svg);
    }
    struct str svg = months(&mem, 36, false);
    assert_int_equal(times(svg, "class=\"chart-bar\""), 35); /* the first month is zero */
    assert_true(times(svg, "class=\"chart-label\"") <= 8);
    assert_true(holds(svg, ">T1/2020</text>"));
}

static void the_same_period_before_is_drawn_as_an_outline_with_a_legend(void **state unused)
{
    auto_arena mem = {0};
    struct str svg = months(&mem, 6, true);
    assert_int_equal(times(svg, "class=\"chart-before\" fill=\"none\""), 6); /* 5 and the legend */
    assert_true(holds(svg, ">Cùng kỳ</text>") && holds(svg, ">Năm 2022</text>"));
    assert_true(holds(svg, "T2/2020: 111 suất (Cùng kỳ: 111 suất)"));
}

static void the_axis_has_round_numbers(void **state unused)
{
    auto_arena mem = {0};
    const int64_t values[] = {836450000, 120000000, 0};
    const struct str texts[] = {S("836,45 triệu đồng"), S("120 triệu đồng"), S("0 đồng")};
    struct chart chart = chart_of(areas, values, texts, 3);
    struct str svg = chart_columns(&mem, &chart);
    assert_true(holds(svg, ">500 triệu</text>") && holds(svg, ">1.000 triệu</text>"));
    const int64_t few[] = {3, 1, 2};
    chart.series.values = few;
    svg = chart_columns(&mem, &chart);
    assert_true(holds(svg, ">1</text>") && holds(svg, ">3</text>") && !holds(svg, ">4</text>"));
    const int64_t many[] = {1126, 940, 800};
    chart.series.values = many;
    svg = chart_columns(&mem, &chart);
    assert_true(holds(svg, ">500</text>") && holds(svg, ">1.500</text>"));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bars_show_each_unit_with_its_value),
        cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(no_values_and_zero_values_draw_no_bar),
        cmocka_unit_test(a_single_value_fills_the_room),
        cmocka_unit_test(a_small_value_beside_a_large_one_is_still_seen),
        cmocka_unit_test(long_labels_take_two_lines_and_stay_whole_in_the_description),
        cmocka_unit_test(decomposed_letters_are_drawn_composed),
        cmocka_unit_test(columns_of_one_to_sixty_months_stay_inside),
        cmocka_unit_test(the_same_period_before_is_drawn_as_an_outline_with_a_legend),
        cmocka_unit_test(the_axis_has_round_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
