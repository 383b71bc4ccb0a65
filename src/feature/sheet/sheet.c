#include "feature/sheet/sheet.h"

#include "base/text.h"

static const struct {
    const char *label, *word;
} kinds[SHEET_KINDS] = {
    [SHEET_POSTING] = {MESSAGE("Bản niêm yết"), "niem-yet"},
    [SHEET_LOUDSPEAKER] = {MESSAGE("Bản đọc loa"), "doc-loa"},
};

struct str sheet_label(enum sheet_kind kind)
{
    return str_of(kinds[kind].label);
}

struct str sheet_word(enum sheet_kind kind)
{
    return str_of(kinds[kind].word);
}

struct str sheet_address(struct arena *mem, enum sheet_kind kind, struct period period,
                         const struct unit *unit, const struct unit *home)
{
    struct str own = unit_address(mem, unit);
    struct text out = text_new(mem, 400);
    text_format(&out, "%.*s/%s?ky=%.*s", STR_ARG(own), kinds[kind].word,
                STR_ARG(period_code(mem, period)));
    if (own.len == 0 && unit != home)
        text_format(&out, "&don-vi=%.*s", STR_ARG(unit->code));
    return text_str(&out);
}
