/* The portal's news in a book that has many of them.
 *
 *   news BOOK UNIT COUNT
 *       publishes COUNT made-up articles in one transaction, then prints the CPU of finding the
 * related news of one and of reading a page of the newest, in microseconds: two medians in a line
 */
#include "base/text.h"
#include "feature/portal/portal.h"
#include "main/features.h"

enum { ASKED = 400, PAGE = 20 };

static const char *const deeds[] = {
    "Trao quà Tết",      "Bàn giao nhà Đại đoàn kết", "Khánh thành cầu",
    "Tập huấn công tác", "Tiếp xúc cử tri",           "Thăm gia đình",
    "Vận động hiến đất", "Giám sát đầu tư",           "Ra mắt mô hình",
    "Tặng xe đạp",       "Ngày hội đoàn kết",         "Khám bệnh miễn phí"};
static const char *const whom[] = {
    "cho hộ nghèo",          "cho học sinh",       "với bà con Khmer",
    "với chức sắc tôn giáo", "cho người cao tuổi", "với phụ nữ",
    "cho hộ cận nghèo",      "với thanh niên",     "cho đoàn viên"};
static const char *const codes[] = {"wel.gifts_count", "wel.houses_new",  "mov.models_new",
                                    "prop.sessions",   "mov.labour_days", "wel.student_support"};

static struct str article_text(struct arena *mem, const char *unit, const struct sections *sections,
                               int64_t i)
{
    return str_format(
        mem,
        "---\nunit: %s\ntitle: %s %s tổ %lld khu phố %lld\nsection: %.*s\nday: %lld/%lld/2022\n---\n\n"
        "Chiều nay, bà con có mặt từ sớm.\n\nĐã có {%s 2022-H1}, cùng kỳ {%s 2021-H1}.\n",
        unit, deeds[i % COUNT_OF(deeds)], whom[i / 7 % COUNT_OF(whom)], (long long)(i % 97 + 1),
        (long long)(i % 6 + 1), STR_ARG(sections->at[i / 3 % (int64_t)sections->count].code),
        (long long)(i % 28 + 1), (long long)(i % 12 + 1), codes[i % COUNT_OF(codes)],
        codes[i / 5 % COUNT_OF(codes)]);
}

static bool publish(struct book *book, const char *unit, int64_t count, struct error *err)
{
    auto_arena mem = {0};
    const struct sections *sections = sections_of(book, book->db, err);
    for (int64_t i = 0; sections && i < count; i++) {
        struct text out = text_new(&mem, 1 << 16);
        struct import_job job = {.file_name = S("tin.md"),
                                 .bytes = article_text(&mem, unit, sections, i),
                                 .out = &out,
                                 .mem = &mem};
        if (!article_import(book, &job, err)) {
            fprintf(stderr, "%.*s", STR_ARG(text_str(&out)));
            return false;
        }
        arena_reset(&mem);
    }
    return sections != NULL;
}

static double cpu_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int by_value(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static bool measure(struct book *book, int64_t count, struct error *err)
{
    static double related_us[ASKED], newest_us[ASKED];
    auto_arena mem = {0};
    for (int64_t i = 0; i < ASKED; i++) {
        struct article article;
        struct articles found;
        bool is_found;
        if (!article_by_id(book, book->db, &mem, i * count / ASKED + 1, &article, &is_found, err))
            return false;
        double start = cpu_us();
        if (!articles_related(book, book->db, &mem, &article, 4, &found, err))
            return false;
        related_us[i] = cpu_us() - start;
        start = cpu_us();
        if (!articles_newest(book, book->db, &mem, S(""), (size_t)i, PAGE, &found, err))
            return false;
        newest_us[i] = cpu_us() - start;
        arena_reset(&mem);
    }
    qsort(related_us, ASKED, sizeof *related_us, by_value);
    qsort(newest_us, ASKED, sizeof *newest_us, by_value);
    printf("%.1f %.1f\n", related_us[ASKED / 2], newest_us[ASKED / 2]);
    return true;
}

int main(int count, char **words)
{
    struct error err = {0};
    struct book book;
    int64_t articles;
    if (count != 4 || !str_to_int(str_of(words[3]), &articles) || articles < ASKED) {
        fprintf(stderr, "news BOOK UNIT COUNT (at least %d)\n", ASKED);
        return 2;
    }
    bool is_well = book_open(&book, str_of(words[1]), BOOK_WRITE, features, features_count, &err);
    if (is_well) {
        is_well = book_begin(&book, &err) && publish(&book, words[2], articles, &err);
        is_well = is_well ? book_commit(&book, NULL, &err) : (book_rollback(&book), false);
        is_well = is_well && measure(&book, articles, &err);
        book_close(&book);
    }
    if (!is_well)
        fprintf(stderr, "news: %s\n", err.text);
    return is_well ? 0 : 1;
}
