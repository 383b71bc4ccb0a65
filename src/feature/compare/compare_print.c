#include "feature/compare/compare_print.h"

#include "base/json.h"
#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "feature/unit/unit.h"

struct str compare_verdict_word(enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_AGREES:
        return S(MESSAGE("khớp"));
    case VERDICT_DIFFERS:
        return S(MESSAGE("lệch"));
    case VERDICT_UNKNOWN:
        break;
    }
    return S(MESSAGE("không có trong sổ"));
}

struct str compare_remark_word(enum remark_kind kind)
{
    static const char *const words[REMARK_COUNT] = {
        [REMARK_SPELLING] = MESSAGE("chính tả"),
        [REMARK_LEGACY] = MESSAGE("bảng mã cũ"),
        [REMARK_LOST] = MESSAGE("mất chữ"),
        [REMARK_MEETING] = MESSAGE("tên hội nghị"),
    };
    return str_of(words[kind]);
}

/* Some words in front of and behind a place, on one line. */
static struct str context_of(struct arena *mem, struct str text, size_t from, size_t end)
{
    enum { CONTEXT_BYTES = 60 };
    size_t first = from > CONTEXT_BYTES ? from - CONTEXT_BYTES : 0;
    size_t last = end + CONTEXT_BYTES < text.len ? end + CONTEXT_BYTES : text.len;
    while (first > 0 && first < from && text.at[first - 1] != ' ' && text.at[first - 1] != '\n')
        first++;
    while (last < text.len && last > end && text.at[last] != ' ' && text.at[last] != '\n')
        last--;
    struct str cut = str_part(text, first, last - first);
    char *out = arena_take(mem, cut.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < cut.len; i++) {
        bool is_blank = cut.at[i] == ' ' || cut.at[i] == '\n';
        if (!is_blank || (len && out[len - 1] != ' '))
            out[len++] = is_blank ? ' ' : cut.at[i];
    }
    return str_trim((struct str){out, len});
}

static void print_number(struct arena *mem, const struct compared *compared, size_t i,
                         struct read_place *place, struct text *out)
{
    const struct finding *finding = &compared->findings.at[i];
    const struct vi_number *number = &compared->reading.mentions.at[i].number;
    struct str text = compared->reading.text;
    *place = compare_place(text, *place, number->from);
    text_format(out, "%zu:%zu %.*s: %.*s\n", place->line, place->column,
                STR_ARG(compare_said(&compared->reading, compared->wordings, i)),
                STR_ARG(compare_verdict_word(finding->verdict)));
    text_format(out, "    … %.*s …\n",
                STR_ARG(context_of(mem, text, number->from, number->from + number->len)));
    text_format(out, "    %.*s", STR_ARG(finding->label));
    if (finding->book.len)
        text_format(out, " · trong sổ: %.*s", STR_ARG(finding->book));
    if (finding->why.len)
        text_format(out, " · %.*s", STR_ARG(finding->why));
    text_char(out, '\n');
    if (finding->clash.len)
        text_format(out, "    tự mâu thuẫn: %.*s\n", STR_ARG(finding->clash));
}

void compare_print_text(struct arena *mem, const struct compared *compared, struct text *out)
{
    struct read_place place = {1, 1, 0};
    text_format(out, "Soi bài với số liệu %.*s, %.*s\n\n",
                STR_ARG(vi_period(mem, compared->period)),
                STR_ARG(unit_phrase(mem, compared->unit)));
    for (size_t i = 0; i < compared->findings.count; i++)
        print_number(mem, compared, i, &place, out);
    place = (struct read_place){1, 1, 0};
    for (size_t i = 0; i < compared->remarks.count; i++) {
        const struct remark *remark = &compared->remarks.at[i];
        place = compare_place(compared->reading.text, place, remark->from);
        text_format(out, "%zu:%zu lưu ý, %.*s: %.*s\n", place.line, place.column,
                    STR_ARG(compare_remark_word(remark->kind)), STR_ARG(remark->why));
    }
    if (compared->findings.count + compared->remarks.count)
        text_char(out, '\n');
    text_format(out, "%.*s.\n", STR_ARG(compare_summary(mem, compared)));
}

/* ---- JSON ---- */

static void member(struct text *out, const char *name, struct str value)
{
    text_format(out, ",\"%s\":", name);
    json_quote(out, value);
}

static void number_json(const struct compared *compared, size_t i, struct read_place place,
                        struct text *out)
{
    static const char *const verdicts[] = {
        [VERDICT_AGREES] = "agrees", [VERDICT_DIFFERS] = "differs", [VERDICT_UNKNOWN] = "unknown"};
    const struct finding *finding = &compared->findings.at[i];
    const struct binding *binding = &compared->bindings.at[i];
    text_format(out, "{\"line\":%zu,\"column\":%zu", place.line, place.column);
    member(out, "text", compare_said(&compared->reading, compared->wordings, i));
    member(out, "code", binding->code);
    member(out, "facet", str_of(compare_facet_name(binding->facet)));
    member(out, "part", binding->part);
    member(out, "area", binding->area ? binding->area->code : S(""));
    member(out, "label", finding->label);
    member(out, "book", finding->book);
    member(out, "verdict", str_of(verdicts[finding->verdict]));
    member(out, "why", finding->why);
    member(out, "clash", finding->clash);
    text_char(out, '}');
}

static void remark_json(const struct compared *compared, const struct remark *remark,
                        struct read_place place, struct text *out)
{
    static const char *const kinds[REMARK_COUNT] = {[REMARK_SPELLING] = "spelling",
                                                    [REMARK_LEGACY] = "legacy",
                                                    [REMARK_LOST] = "lost",
                                                    [REMARK_MEETING] = "meeting"};
    text_format(out, "{\"line\":%zu,\"column\":%zu,\"kind\":\"%s\"", place.line, place.column,
                kinds[remark->kind]);
    member(out, "text", str_part(compared->reading.text, remark->from, remark->len));
    member(out, "why", remark->why);
    text_char(out, '}');
}

void compare_print_json(struct arena *mem, const struct compared *compared, struct text *out)
{
    struct read_place place = {1, 1, 0};
    text_add(out, S("{\"unit\":"));
    json_quote(out, compared->unit->code);
    member(out, "period", period_code(mem, compared->period));
    text_add(out, S(",\"numbers\":["));
    for (size_t i = 0; i < compared->findings.count; i++) {
        size_t from = compared->reading.mentions.at[i].number.from;
        place = compare_place(compared->reading.text, place, from);
        text_add(out, i ? S(",\n") : S("\n"));
        number_json(compared, i, place, out);
    }
    text_add(out, S("\n],\"remarks\":["));
    place = (struct read_place){1, 1, 0};
    for (size_t i = 0; i < compared->remarks.count; i++) {
        place = compare_place(compared->reading.text, place, compared->remarks.at[i].from);
        text_add(out, i ? S(",\n") : S("\n"));
        remark_json(compared, &compared->remarks.at[i], place, out);
    }
    text_format(out,
                "\n],\"agreeing\":%zu,\"differing\":%zu,\"unknown\":%zu,\"clashing\":%zu,"
                "\"is_cut\":%d}\n",
                compared->agreeing, compared->differing, compared->unknown, compared->clashing,
                compared->reading.is_cut);
}
