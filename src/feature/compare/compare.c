#include "feature/compare/compare.h"

#include "base/text.h"
#include "base/vi_number.h"
#include "feature/compare/compare_book.h"

/* Areas inside the unit only: its own name, or a neighbour's, is no part of it. */
static void areas_within(struct arena *mem, const struct names *all, const struct unit *unit,
                         struct names *names)
{
    *names = (struct names){.parts = {all->parts.at, all->parts.count, all->parts.room}};
    for (size_t i = 0; i < all->areas.count; i++) {
        const struct unit *area = all->areas.at[i].unit;
        if (area != unit && unit_is_within(area, unit))
            *list_add(&names->areas, mem) = all->areas.at[i];
    }
}

static void count(struct compared *compared)
{
    for (size_t i = 0; i < compared->findings.count; i++) {
        const struct finding *finding = &compared->findings.at[i];
        compared->agreeing += finding->verdict == VERDICT_AGREES;
        compared->differing += finding->verdict == VERDICT_DIFFERS;
        compared->unknown += finding->verdict == VERDICT_UNKNOWN;
        compared->clashing += finding->clash.len > 0;
    }
}

bool compare_text(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                  struct period period, struct str bytes, struct compared *compared,
                  struct error *err)
{
    struct str text;
    struct names names;
    struct known known;
    *compared = (struct compared){.unit = unit, .period = period};
    const struct compare_words *words = compare_words_of(book, db, err);
    if (!words || !compare_clean(mem, bytes, &text, err))
        return false;
    compared->wordings = &words->wordings;
    areas_within(mem, &words->names, unit, &names);
    names.period = period;
    compare_read(mem, text, &words->wordings, &compared->reading);
    compare_bind(mem, &compared->reading, &words->wordings, &names, &compared->bindings);
    if (!compare_known(book, db, mem, unit, period, &compared->bindings, &known, err))
        return false;
    compare_judge(mem, &compared->reading, &compared->bindings, &known, &compared->findings);
    if (!compare_hint(book, db, mem, unit, period, &compared->bindings, &compared->findings, err))
        return false;
    compare_clash(mem, &compared->reading, &words->wordings, &compared->bindings,
                  &compared->findings);
    compare_remark(mem, &compared->reading, &words->wordings, period, &compared->remarks);
    count(compared);
    return true;
}

struct str compare_summary(struct arena *mem, const struct compared *compared)
{
    enum { SUMMARY_MAX_BYTES = 400 };
    const struct {
        size_t count;
        const char *words;
    } parts[] = {{compared->agreeing, "khớp"},
                 {compared->differing, "lệch"},
                 {compared->unknown, "không có trong sổ"}};
    struct text out = text_new(mem, SUMMARY_MAX_BYTES);
    bool is_first = true;
    text_format(&out, "%zu con số", compared->findings.count);
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (parts[i].count) {
            text_format(&out, "%s%zu %s", is_first ? ": " : ", ", parts[i].count, parts[i].words);
            is_first = false;
        }
    if (compared->clashing)
        text_format(&out, "; %zu chỗ tự mâu thuẫn trong bài", compared->clashing);
    if (compared->remarks.count)
        text_format(&out, "; %zu lưu ý về chữ nghĩa", compared->remarks.count);
    if (compared->reading.is_cut)
        text_format(&out, "; bài có quá nhiều số, chỉ soi %d số đầu", MENTIONS_MAX);
    return text_str(&out);
}
