/* Articles: what their files may say, and what becomes of them. */
#include "base/text.h"
#include "feature/finder.h"
#include "feature/portal/article_store.h"
#include "feature/portal/portal.h"
#include "feature/test_world.h"
#include "feature/visits.h"

#define FRONT(title)                                                                               \
    "---\nđơn vị: thi-tran\ntiêu đề: " title                                                       \
    "\nsection: welfare\nngày: 20.07.2022\ntác giả: Người Viết\n"
#define BODY  "---\n\nBà con góp công.\n\nĐã trao {wel.gifts_count 2022-H1 suất} quà.\n"
#define STORY FRONT("Trao quà cho hộ nghèo khu phố 1") BODY

static void refused(struct world *world, const char *text, const char *part)
{
    int64_t before = entries(world);
    if (list_take(world, "article", str_of(text)))
        fail_msg("taken: %s", part);
    if (str_find(world->report, str_of(part)) == world->report.len &&
        !strstr(world->err.text, part))
        fail_msg("wanted «%s», is\n%.*s%s", part, STR_ARG(world->report), world->err.text);
    assert_int_equal(entries(world), before);
}

static struct article article_at(struct world *world, int64_t id)
{
    struct article article;
    bool is_found;
    assert_well(article_by_id(&world->book, world->book.db, &world->mem, id, &article, &is_found,
                              &world->err));
    assert_true(is_found);
    return article;
}

static struct articles newest(struct world *world, const char *section)
{
    struct articles articles;
    assert_well(articles_newest(&world->book, world->book.db, &world->mem, str_of(section), 0, 50,
                                &articles, &world->err));
    return articles;
}

static struct str text_of(struct world *world, int64_t id)
{
    struct document document;
    struct article article = article_at(world, id);
    assert_well(article_document(&world->book, world->book.db, &world->mem, &article, &document,
                                 &world->err));
    return document_plain(&world->mem, &document);
}

static int64_t found(struct world *world, const char *words)
{
    struct finder_hits hits;
    assert_well(finder_find(&world->book, world->book.db, &world->mem, str_of(words), 0, 10, &hits,
                            &world->err));
    return hits.total;
}

/* Runs one of the writing functions in a transaction of its own. */
#define WRITTEN(call)                                                                              \
    do {                                                                                           \
        assert_well(book_begin(&world->book, &world->err));                                        \
        assert_well(call);                                                                         \
        assert_well(book_commit(&world->book, NULL, &world->err));                                 \
    } while (0)
#define NOT_WRITTEN(call, wanted_kind)                                                             \
    do {                                                                                           \
        assert_well(book_begin(&world->book, &world->err));                                        \
        assert_false(call);                                                                        \
        assert_int_equal(world->err.kind, wanted_kind);                                            \
        book_rollback(&world->book);                                                               \
    } while (0)

static bool correct(struct world *world, const char *no, const char *text, const char *note)
{
    struct text out = text_new(&world->mem, 1 << 20);
    struct import_job job = {
        .file_name = S("tin.md"), .bytes = str_of(text), .out = &out, .mem = &world->mem};
    bool is_well = article_correct(&world->book, &job, str_of(no), str_of(note), &world->err);
    world->report = text_str(&out);
    return is_well;
}

/* ---- publishing ---- */

static void an_article_is_published_with_what_its_file_says(void **state)
{
    struct world *world = *state;
    list_good(world, "article", STORY);
    assert_text(newest_type(world), "article.published");
    struct article article = article_at(world, 1);
    assert_text(article.no, "article/2022/0001");
    assert_text(article.address, "/tin/trao-qua-cho-ho-ngheo-khu-pho-1-1");
    assert_text(article.title, "Trao quà cho hộ nghèo khu phố 1");
    assert_text(article.author, "Người Viết");
    assert_text(article.section, "welfare");
    assert_text(article.lead, "Bà con góp công.");
    assert_text(day_text(&world->mem, article.day), "2022-07-20");
    assert_int_equal(article.state, ARTICLE_PUBLIC);
    assert_false(article.has_picture);
    assert_text(text_of(world, 1), "Bà con góp công.\n\nĐã trao 0 suất quà.");
    assert_int_equal(found(world, "gop cong"), 1);
}

static void what_people_wrote_stands_in_no_entry(void **state)
{
    struct world *world = *state;
    struct str bytes;
    list_good(world, "article", STORY);
    assert_well(
        journal_entry(world->book.db, &world->mem, entries(world) - 1, &bytes, &world->err));
    static const char *const words[] = {"Trao", "Người Viết", "góp công", "trao-qua"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        assert_int_equal(str_find(bytes, str_of(words[i])), bytes.len);
    assert_true(str_find(bytes, S("{\"code\":\"wel.gifts_count\",\"period\":\"2022-H1\"}")) <
                bytes.len);
}

static void the_same_file_again_adds_nothing(void **state)
{
    struct world *world = *state;
    list_good(world, "article", STORY);
    int64_t before = entries(world);
    list_good(world, "article", STORY);
    assert_int_equal(entries(world), before);
    refused(world, STORY "Thêm.\n", "đã có tin cùng ngày, cùng tiêu đề (article/2022/0001)");
}

static void articles_come_newest_first_and_by_section(void **state)
{
    struct world *world = *state;
    struct article_months months;
    list_good(world, "article", FRONT("Một") "---\nMột.\n");
    list_good(
        world, "article",
        "---\nunit: thi-tran\ntitle: Hai\nsection: Hoạt động Mặt trận\nday: 21/8/2022\n---\nHai.\n");
    list_good(world, "article",
              "---\nunit: kp1\ntitle: Ba\nsection: welfare\nday: 1/1/2022\n---\nBa.\n");
    struct articles all = newest(world, ""), welfare = newest(world, "welfare");
    assert_int_equal(all.count, 3);
    assert_text(all.at[0].title, "Hai");
    assert_text(all.at[2].title, "Ba");
    assert_int_equal(welfare.count, 2);
    assert_well(article_months(world->book.db, &world->mem, &months, &world->err));
    assert_int_equal(months.count, 3);
    assert_int_equal(months.at[0].month, 2022 * 12 + 7);
}

static void a_summary_of_its_own_may_hold_figures(void **state)
{
    struct world *world = *state;
    list_good(
        world, "article",
        FRONT("Một") "tóm tắt: Đã trao {wel.gifts_count 2022-H1 suất} quà\n---\n# Đầu\n\nVăn.\n");
    assert_text(article_at(world, 1).lead, "Đã trao 0 suất quà");
}

static void a_long_first_paragraph_is_cut_at_a_word(void **state)
{
    struct world *world = *state;
    struct text body = text_new(&world->mem, 10000);
    text_add(&body, S(FRONT("Một") "---\n- mục\n\n"));
    for (int i = 0; i < 100; i++)
        text_add(&body, S("việc làm "));
    list_good(world, "article", str_c(&world->mem, text_str(&body)));
    struct str lead = article_at(world, 1).lead;
    assert_true(lead.len < 400);
    assert_true(str_ends(lead, S("việc…")) || str_ends(lead, S("làm…")));
}

/* ---- what is refused ---- */

static void slips_are_named_with_line_and_column(void **state)
{
    struct world *world = *state;
    refused(world, FRONT("A") "---\n\nXem {wel.nosuch 2022-H1} nhé.\n",
            "list.csv, dòng 9, cột 5: không có số liệu «wel.nosuch»");
    refused(world, FRONT("A") "---\n\n**Có** {wel.gifts_count} quà.\n",
            "list.csv, dòng 9, cột 8: số liệu «wel.gifts_count» thiếu kỳ");
    refused(
        world, FRONT("A") "---\n{wel.gifts_count.percent 2022-H1}\n",
        "list.csv, dòng 8, cột 1: số liệu «wel.gifts_count» không có «percent» trong kỳ 2022-H1");
    refused(world, FRONT("A") "---\n{wel.gifts_count.fraction 2022-H1}\n",
            "list.csv, dòng 8, cột 1: số liệu «wel.gifts_count» không có «fraction»");
    refused(world, FRONT("A") "---\n{wel.gifts_count 2022-H3}\n",
            "list.csv, dòng 8, cột 1: viết {mã số liệu}");
    refused(world, FRONT("A") "lead: Có {wel.nosuch 2022-H1}\n---\nA.\n",
            "list.csv, dòng 7, cột 10: không có số liệu «wel.nosuch»");
    refused(world, FRONT("A") "lead: - mục\n---\nA.\n", "dòng 7, cột 7: tóm tắt là một đoạn văn");
    refused(world, FRONT("Có {wel.gifts_count 2022-H1} quà") "---\nA.\n",
            "dòng 3, cột 10: tiêu đề không gắn số liệu");
    refused(world, FRONT("A") "---\n\n", "tin chưa có nội dung");
    refused(world, "---\nunit: la\ntitle: A\nsection: b\nday: 31/6/2022\n---\nA\n",
            "dòng 2, cột 7");
    assert_true(str_find(world->report, S("không có chuyên mục «b»; viết một trong: Hoạt động")) <
                world->report.len);
    assert_true(str_find(world->report, S("tháng 6 chỉ có 30 ngày")) < world->report.len);
    refused(world, FRONT("A") "hội nghị: 20/7/2022\n---\nA.\n", "dòng 7, cột 11: sổ không ghi");
    refused(world, FRONT("A") "báo cáo: 2022-H1\n---\nA.\n", "dòng 7, cột 10: đơn vị này chưa có");
    refused(world, "---\nunit: kp1\ntitle: A\nsection: welfare\nday: 1/1/1980\n---\nA\n",
            "dòng 2, cột 7: ngày 1/1/1980 không có đơn vị «kp1»");
    refused(world, FRONT("A") "lượt đọc: nhiều\n---\nA.\n", "dòng 7, cột 11: «nhiều»");
}

static void pictures_stand_alone_beside_the_file_and_are_described(void **state)
{
    struct world *world = *state;
    refused(world, FRONT("A") "---\n\nXem ![ảnh](a.png) này\n",
            "dòng 9, cột 12: ảnh đứng riêng một đoạn");
    refused(world, FRONT("A") "---\n\n![](a.png)\n", "dòng 9, cột 5: ảnh thiếu lời mô tả");
    refused(world, FRONT("A") "---\n\n![a](../a.png)\n", "«../a.png»: ảnh là một tệp nằm cạnh bài");
    refused(world, FRONT("A") "---\n\n![a](/etc/passwd)\n", "ảnh là một tệp nằm cạnh bài");
    refused(world, FRONT("A") "---\n\n![a](.an)\n", "ảnh là một tệp nằm cạnh bài");
    refused(world, FRONT("A") "---\n\n![a](https://vi.example/a.png)\n", "nằm cạnh bài");
    refused(world, FRONT("A") "---\n\n![a\nb](a.png)\n", "viết ảnh trọn trên một dòng");
    refused(world, FRONT("A") "---\n\n![a][1]\n\n[1]: a.png\n", "viết ảnh trọn trên một dòng");
    refused(world, FRONT("A") "---\n\n![a](a.png \"có {x}\")\n", "chú thích ảnh không gắn số liệu");
    refused(world, FRONT("A") "---\n\n![a](a.png)\n", "ảnh «a.png» chưa được đọc");
}

static struct str repeated(struct world *world, const char *piece, size_t count)
{
    struct text out = text_new(&world->mem, SIZE_MAX);
    for (size_t i = 0; i < count; i++)
        text_add(&out, str_of(piece));
    return text_str(&out);
}

static void hostile_texts_are_refused_or_shown_as_text(void **state)
{
    struct world *world = *state;
    struct str front = S(FRONT("A") "---\n\n");
    struct str huge = repeated(world, "chữ nghĩa \n\n", 90000);
    struct str head = repeated(world, "|a", 66), rule = repeated(world, "|---", 66);
    struct str wide[] = {front, repeated(world, "|a", 2000), S("\n"), repeated(world, "|-", 2000),
                         S("\n")};
    struct str table[] = {front, head, S("\n"), rule, S("\n"), head, S("\n")};
    struct str big[] = {front, huge}, tags[] = {front, repeated(world, "<b>", 5000), S("\n\n"),
                                                repeated(world, "<b>", 5000), S("\n")};
    refused(world, str_join(&world->mem, big, 2, S("")).at, "tệp lớn hơn 1 MB");
    refused(world, str_join(&world->mem, table, 7, S("")).at, "hơn 32 cột");
    list_good(world, "article", str_join(&world->mem, tags, 5, S("")).at);
    assert_true(str_starts(text_of(world, 1), S("<b><b>")));
    refused(world, str_join(&world->mem, wide, 5, S("")).at, "đã có tin cùng ngày");
    wide[0] = S(FRONT("Bảng rộng") "---\n\n"); /* too wide to be a table: text with strokes */
    list_good(world, "article", str_join(&world->mem, wide, 5, S("")).at);
    list_good(
        world, "article",
        FRONT(
            "Dán") "---\n<p style=\"x\">Chào <b onclick=\"y\">bà con</b></p><script>z</script>\n");
    assert_text(text_of(world, 3),
                "<p style=\"x\">Chào <b onclick=\"y\">bà con</b></p><script>z</script>");
}

static void a_figure_too_many_is_refused(void **state)
{
    struct world *world = *state;
    struct text out = text_new(&world->mem, 1 << 20);
    text_add(&out, S(FRONT("A") "---\n"));
    for (int year = 1950; year < 2001; year++)
        for (int month = 1; month <= 6; month++)
            text_format(&out, "{wel.gifts_count %d-%02d}\n\n", year, month);
    refused(world, str_c(&world->mem, text_str(&out)), "tin gắn hơn 300 số liệu khác nhau");
}

/* ---- correcting, withdrawing, erasing ---- */

static void a_correction_states_the_article_again_with_its_note(void **state)
{
    struct world *world = *state;
    struct article_changes changes;
    list_good(world, "article", STORY);
    struct article before = article_at(world, 1);
    WRITTEN(correct(world, "article/2022/0001", FRONT("Tên mới") "---\nLời mới.\n",
                    "ghi nhầm khu phố"));
    struct article after = article_at(world, 1);
    assert_text(after.title, "Tên mới");
    assert_text(after.address, "/tin/ten-moi-1");
    assert_text(after.mark, str_c(&world->mem, before.mark));
    assert_text(text_of(world, 1), "Lời mới.");
    assert_well(article_changes(world->book.db, &world->mem, 1, &changes, &world->err));
    assert_int_equal(changes.count, 1);
    assert_text(changes.at[0].note, "ghi nhầm khu phố");
    assert_int_equal(found(world, "gop cong"), 0);
    assert_int_equal(found(world, "loi moi"), 1);
    int64_t size = entries(world);
    WRITTEN(correct(world, "article/2022/0001", FRONT("Tên mới") "---\nLời mới.\n", "lại"));
    assert_int_equal(entries(world), size);
    list_good(world, "article", STORY); /* it was taken once */
    assert_int_equal(entries(world), size);
}

static void a_correction_needs_a_note_and_a_public_article(void **state)
{
    struct world *world = *state;
    list_good(world, "article", STORY);
    NOT_WRITTEN(correct(world, "article/2022/0001", FRONT("B") "---\nB.\n", " "), ERROR_INVALID);
    NOT_WRITTEN(correct(world, "article/2022/0009", FRONT("B") "---\nB.\n", "x"), ERROR_MISSING);
    WRITTEN(
        article_withdraw(&world->book, &world->mem, S("article/2022/0001"), S("sai"), &world->err));
    NOT_WRITTEN(correct(world, "article/2022/0001", FRONT("B") "---\nB.\n", "x"), ERROR_CONFLICT);
    NOT_WRITTEN(
        article_withdraw(&world->book, &world->mem, S("article/2022/0001"), S("sai"), &world->err),
        ERROR_CONFLICT);
}

static void a_withdrawn_article_leaves_lists_and_search(void **state)
{
    struct world *world = *state;
    list_good(world, "article", STORY);
    WRITTEN(article_withdraw(&world->book, &world->mem, S("article/2022/0001"),
                             S("chưa có đồng ý của gia đình"), &world->err));
    assert_int_equal(newest(world, "").count, 0);
    assert_int_equal(found(world, "gop cong"), 0);
    struct article article = article_at(world, 1);
    assert_int_equal(article.state, ARTICLE_WITHDRAWN);
    assert_text(article.title, "Trao quà cho hộ nghèo khu phố 1");
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM article_term"), 0);
}

static void an_erased_article_leaves_nothing_but_its_number(void **state)
{
    struct world *world = *state;
    list_good(world, "article", STORY);
    WRITTEN(correct(world, "article/2022/0001", FRONT("Tên mới") "---\nLời mới.\n", "sửa tên"));
    WRITTEN(article_erase(&world->book, &world->mem, S("article/2022/0001"), ARTICLE_ALL, 0,
                          &world->err));
    assert_text(newest_type(world), "article.erased");
    struct article article = article_at(world, 1);
    assert_int_equal(article.state, ARTICLE_ERASED);
    assert_text(article.title, "Tin đã gỡ theo yêu cầu");
    assert_text(article.author, "");
    assert_text(text_of(world, 1), "");
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM opening"), 0);
    assert_int_equal(newest(world, "").count, 0);
    assert_int_equal(found(world, "loi moi"), 0);
    NOT_WRITTEN(article_erase(&world->book, &world->mem, S("article/2022/0001"), ARTICLE_ALL, 0,
                              &world->err),
                ERROR_MISSING);
    int64_t size = entries(world);
    list_good(world, "article", STORY); /* does not come back */
    assert_int_equal(entries(world), size);
}

static void only_the_author_or_replaced_texts_may_be_erased(void **state)
{
    struct world *world = *state;
    list_good(world, "article", STORY);
    WRITTEN(correct(world, "article/2022/0001", FRONT("Tên mới") "---\nLời mới.\n", "sửa tên"));
    WRITTEN(article_erase(&world->book, &world->mem, S("article/2022/0001"), ARTICLE_REPLACED, 0,
                          &world->err));
    assert_text(text_of(world, 1), "Lời mới.");
    assert_int_equal(number_of(world, "SELECT COUNT(*) FROM opening"), 4); /* with the note */
    WRITTEN(article_erase(&world->book, &world->mem, S("article/2022/0001"), ARTICLE_AUTHOR, 0,
                          &world->err));
    assert_text(article_at(world, 1).author, "");
    assert_int_equal(newest(world, "").count, 1);
    NOT_WRITTEN(article_erase(&world->book, &world->mem, S("article/2022/0001"),
                              ARTICLE_ONE_PICTURE, 1, &world->err),
                ERROR_MISSING);
}

/* ---- related ---- */

static void related_articles_share_figures_words_or_section(void **state)
{
    struct world *world = *state;
    struct articles related;
    list_good(world, "article", STORY);
    list_good(world, "article", FRONT("Trao quà Tết cho hộ nghèo") "---\nMột.\n");
    list_good(world, "article",
              "---\nunit: kp1\ntitle: Cầu mới\nsection: campaign\nday: 1/1/2022\n---\n"
              "Có {wel.gifts_count 2021-H1 suất}.\n");
    list_good(world, "article", FRONT("Nghỉ lễ") "---\nHai.\n");
    list_good(world, "article",
              "---\nunit: kp1\ntitle: Khác hẳn\nsection: plan\nday: 1/1/2022\n---\nBa.\n");
    struct article first = article_at(world, 1);
    assert_well(articles_related(&world->book, world->book.db, &world->mem, &first, 4, &related,
                                 &world->err));
    assert_int_equal(related.count, 3);
    assert_text(related.at[0].title, "Trao quà Tết cho hộ nghèo");
    assert_text(related.at[1].title, "Cầu mới");
    assert_text(related.at[2].title, "Nghỉ lễ");
    struct article other = article_at(world, 5);
    assert_well(articles_related(&world->book, world->book.db, &world->mem, &other, 4, &related,
                                 &world->err));
    assert_int_equal(related.count, 0);
}

static void sections_come_in_the_order_of_their_list(void **state)
{
    struct world *world = *state;
    const struct sections *sections = sections_of(&world->book, world->book.db, &world->err);
    assert_non_null(sections);
    assert_true(sections->count >= 5);
    assert_text(sections->at[0].code, "front_work");
    assert_text(section_address(&world->mem, section_find(sections, S("welfare"))),
                "/chuyen-muc/an-sinh-xa-hoi");
    assert_ptr_equal(section_meant(&world->mem, sections, S("AN SINH XA HOI")),
                     section_of_slug(sections, S("an-sinh-xa-hoi")));
    assert_null(section_meant(&world->mem, sections, S("khác")));
}

/* Restates the list with one section changed, as a person does. */
static void section_restate(struct world *world, const char *code, const char *label,
                            struct day last)
{
    struct sections own = {0};
    const struct sections *sections = sections_of(&world->book, world->book.db, &world->err);
    for (size_t i = 0; i < sections->count; i++) {
        struct section *section = list_add(&own, &world->mem);
        *section = sections->at[i];
        if (str_is(section->code, str_of(code))) {
            section->label = str_of(label);
            section->last = last;
        }
    }
    world->book.journal.actor = 7;
    WRITTEN(sections_state(&world->book, &world->mem, &own, &world->err));
    world->book.journal.actor = 0;
}

static void an_upgrade_leaves_sections_alone_that_a_person_has_stated(void **state)
{
    struct world *world = *state;
    section_restate(world, "welfare", "An sinh", DAY_LAST);
    int64_t before = entries(world);
    WRITTEN(sections_ship(&world->book, &world->err));
    assert_int_equal(entries(world), before);
    const struct sections *sections = sections_of(&world->book, world->book.db, &world->err);
    assert_text(section_find(sections, S("welfare"))->label, "An sinh");
    assert_text(section_find(sections, S("welfare"))->slug, "an-sinh-xa-hoi");
}

static void an_ended_section_keeps_its_articles_and_takes_no_new_one(void **state)
{
    struct world *world = *state;
    struct day today = book_today(&world->book);
    list_good(world, "article", STORY);
    section_restate(world, "welfare", "An sinh", today);
    list_good(world, "article", FRONT("Ngày cuối") BODY);
    section_restate(world, "welfare", "An sinh", (struct day){today.number - 1});
    refused(
        world, FRONT("Đến muộn") BODY,
        "chuyên mục «An sinh» đã ngừng, không nhận tin mới; chọn một trong: Hoạt động Mặt trận");
    WRITTEN(correct(world, "article/2022/0001", FRONT("Sửa tên") BODY, "ghi nhầm"));
    assert_text(article_at(world, 1).section, "welfare");
    list_good(world, "article",
              "---\nunit: kp1\ntitle: Nơi khác\nsection: plan\nday: 1/1/2022\n---\nBa.\n");
    NOT_WRITTEN(correct(world, "article/2022/0003", FRONT("Nơi khác") BODY, "chuyển chỗ"),
                ERROR_INVALID);
}

static void fill(struct world *world)
{
    list_good(world, "unit", town_list);
}

int main(int count unused, char **words)
{
    static const struct feature *const features[] = {
        &finder_feature,    &media_feature,   &visits_feature, &unit_feature,   &record_feature,
        &indicator_feature, &meeting_feature, &review_feature, &portal_feature,
    };
    const struct world_kind kind = {"portal", features, COUNT_OF(features), fill};
    const struct world_test tests[] = {
        WORLD_TEST(an_article_is_published_with_what_its_file_says),
        WORLD_TEST(what_people_wrote_stands_in_no_entry),
        WORLD_TEST(the_same_file_again_adds_nothing),
        WORLD_TEST(articles_come_newest_first_and_by_section),
        WORLD_TEST(a_summary_of_its_own_may_hold_figures),
        WORLD_TEST(a_long_first_paragraph_is_cut_at_a_word),
        WORLD_TEST(slips_are_named_with_line_and_column),
        WORLD_TEST(pictures_stand_alone_beside_the_file_and_are_described),
        WORLD_TEST(hostile_texts_are_refused_or_shown_as_text),
        WORLD_TEST(a_figure_too_many_is_refused),
        WORLD_TEST(a_correction_states_the_article_again_with_its_note),
        WORLD_TEST(a_correction_needs_a_note_and_a_public_article),
        WORLD_TEST(a_withdrawn_article_leaves_lists_and_search),
        WORLD_TEST(an_erased_article_leaves_nothing_but_its_number),
        WORLD_TEST(only_the_author_or_replaced_texts_may_be_erased),
        WORLD_TEST(related_articles_share_figures_words_or_section),
        WORLD_TEST(sections_come_in_the_order_of_their_list),
        WORLD_TEST(an_upgrade_leaves_sections_alone_that_a_person_has_stated),
        WORLD_TEST(an_ended_section_keeps_its_articles_and_takes_no_new_one),
    };
    return world_run(&kind, tests, COUNT_OF(tests), words[0]);
}
