/* Whatever the text, what is read aloud has no digit, bracket or stroke, and reading it again says
 * the same. */
#include "base/unicode.h"
#include "base/vi_spoken.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct spoken_form forms[] = {
        {{"MTTQ", 4}, {"Mặt trận Tổ quốc", sizeof "Mặt trận Tổ quốc" - 1}, false},
        {{"m", 1}, {"mét", sizeof "mét" - 1}, true},
        {{"%", 1}, {"phần trăm", sizeof "phần trăm" - 1}, false},
    };
    const struct spoken_rules rules = {forms, COUNT_OF(forms), true};
    auto_arena mem = {0};
    struct str text = {(const char *)data, size};
    if (!utf8_is_valid(text))
        return 0;
    struct str spoken = vi_spoken(&mem, text, &rules);
    demand(utf8_is_valid(spoken));
    for (size_t i = 0; i < spoken.len; i++)
        demand(!strchr("0123456789()[]{}<>/\\|\"%&+=*#_@~^`;:\n\t", spoken.at[i]));
    demand(str_find(spoken, S("  ")) == spoken.len && str_find(spoken, S(" ,")) == spoken.len);
    demand(!str_starts(spoken, S(",")) && !str_ends(spoken, S(",")));
    demand(vi_spoken_count(spoken) <= spoken.len);
    return 0;
}
