#include "feature/review/review_words.h"

#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"

enum { DESCRIPTION_MAX_BYTES = 400 };

struct str review_eyebrow(struct arena *mem, struct period period, struct span span)
{
    struct str meeting = unicode_upper_first(mem, vi_period_meeting(period));
    return str_format(mem, "%.*s · từ %.*s đến %.*s", STR_ARG(meeting),
                      STR_ARG(vi_day(mem, span.first)), STR_ARG(vi_day(mem, span.last)));
}

struct str review_description(struct arena *mem, const struct review *review,
                              const struct tiles *tiles)
{
    struct str period = unicode_upper_first(mem, vi_period(mem, review->period));
    struct text out = text_new(mem, DESCRIPTION_MAX_BYTES * 4);
    text_add(&out, period);
    for (size_t i = 0; i < tiles->count && out.len < DESCRIPTION_MAX_BYTES; i++) {
        const struct tile *tile = &tiles->at[i];
        text_format(&out, "%s %.*s: %.*s%s%.*s %.*s", i ? ";" : ".", STR_ARG(tile->label),
                    STR_ARG(tile->qualifier), tile->qualifier.len ? " " : "", STR_ARG(tile->number),
                    STR_ARG(tile->measure));
    }
    text_char(&out, '.');
    return text_str(&out);
}

struct str review_kind_title(enum period_kind kind)
{
    static const char *const titles[] = {[PERIOD_YEAR] = MESSAGE("Cả năm"),
                                         [PERIOD_HALF] = MESSAGE("6 tháng"),
                                         [PERIOD_QUARTER] = MESSAGE("Quý"),
                                         [PERIOD_MONTH] = MESSAGE("Tháng")};
    return str_of(titles[kind]);
}
