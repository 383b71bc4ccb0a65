/* Any text is taken apart, bound and judged; numbers lie in it one behind the other, and nobody
 * leans on a number that comes later. Any list of words is taken or refused with a reason. */
#include "base/unicode.h"
#include "feature/compare/compare_judge.h"
#include "feature/compare/compare_remark.h"

#include "fuzz.h"

/* Figures enough for the shipped words to bind to; made once. */
struct fuzz_book {
    struct arena mem;
    struct indicators indicators;
    struct wordings wordings;
    struct names names;
    struct known known;
};

static void indicator_add(struct fuzz_book *book, const char *code, const char *label,
                          const char *unit)
{
    *list_add(&book->indicators.all, &book->mem) =
        (struct indicator){.id = (int64_t)book->indicators.all.count,
                           .code = str_of(code),
                           .label = str_of(label),
                           .unit = str_of(unit),
                           .is_money = !strcmp(unit, "đồng")};
}

static void figures_make(struct fuzz_book *book)
{
    struct known_unit *unit = list_add(&book->known.units, &book->mem);
    unit->count = book->indicators.all.count;
    unit->at = arena_many(&book->mem, struct known_figure, unit->count);
    for (size_t i = 0; i < unit->count; i++) {
        const struct indicator *indicator = &book->indicators.all.at[i];
        unit->at[i] = (struct known_figure){.indicator = indicator,
                                            .now = {.indicator = indicator,
                                                    .actual = 1126,
                                                    .target = 1000,
                                                    .population = 6,
                                                    .previous = 1040,
                                                    .has_target = i % 2 == 0,
                                                    .has_population = i % 3 == 0,
                                                    .has_previous = true}};
    }
}

static const struct fuzz_book *book_of_all(void)
{
    static struct fuzz_book *book;
    struct error err = {0};
    struct arena mem = {0};
    if (book)
        return book;
    book = arena_one(&mem, struct fuzz_book);
    book->mem = mem;
    indicator_add(book, "wel.gifts_count", "Suất quà", "suất");
    indicator_add(book, "wel.gifts_value", "Trị giá quà", "đồng");
    indicator_add(book, "wel.houses_new", "Nhà Đại đoàn kết xây mới", "căn");
    indicator_add(book, "mov.model_length_m", "Chiều dài mô hình", "mét");
    indicator_add(book, "org.training_people", "Cán bộ được cử tập huấn", "đồng chí");
    demand(wordings_read(&book->mem, wordings_shipped(), true, &book->indicators, &book->wordings,
                         &err));
    wordings_add_labels(&book->mem, &book->indicators, &book->wordings);
    size_t part = wordings_phrase(&book->wordings, S("thường xuyên"));
    *list_add(&book->names.parts, &book->mem) =
        (struct named_part){part, S("wel.gifts_count"), S("regular")};
    book->names.period = book->known.period = (struct period){PERIOD_HALF, 2022, 1};
    figures_make(book);
    return book;
}

static void text_check(struct arena *mem, const struct fuzz_book *book, struct str text)
{
    struct reading reading;
    struct bindings bindings = {0};
    struct findings findings = {0};
    struct remarks remarks;
    size_t last = 0;
    compare_read(mem, text, &book->wordings, &reading);
    compare_bind(mem, &reading, &book->wordings, &book->names, &bindings);
    compare_judge(mem, &reading, &bindings, &book->known, &findings);
    compare_clash(mem, &reading, &book->wordings, &bindings, &findings);
    compare_remark(mem, &reading, &book->wordings, book->known.period, &remarks);
    demand(bindings.count == reading.mentions.count && findings.count == bindings.count);
    for (size_t i = 0; i < findings.count; i++) {
        struct str said = compare_said(&reading, &book->wordings, i);
        demand(said.at >= text.at + last && said.at + said.len <= text.at + text.len);
        demand(said.len > 0 && utf8_is_valid(said));
        demand(bindings.at[i].base < (int32_t)i);
        demand(utf8_is_valid(findings.at[i].why) && utf8_is_valid(findings.at[i].clash));
        last = (size_t)(said.at - text.at) + said.len;
    }
    for (size_t i = 0; i < remarks.count; i++) {
        demand(remarks.at[i].from + remarks.at[i].len <= text.len);
        demand(i == 0 || remarks.at[i - 1].from <= remarks.at[i].from);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    struct error err = {0};
    struct str bytes = {(const char *)data, size}, text;
    const struct fuzz_book *book = book_of_all();
    struct wordings wordings = {0};
    if (compare_clean(&mem, bytes, &text, &err)) {
        demand(utf8_is_valid(text) && unicode_is_nfc(text));
        text_check(&mem, book, text);
    } else {
        demand(err.kind == ERROR_INVALID && err.text[0]);
    }
    if (!wordings_read(&mem, bytes, false, &book->indicators, &wordings, &err))
        demand(err.kind == ERROR_INVALID && err.text[0] && utf8_is_valid(str_of(err.text)));
    return 0;
}
