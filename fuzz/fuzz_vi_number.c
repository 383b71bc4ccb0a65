/* Numbers of any text lie inside it and come one behind the other; a field that is read means what
 * the figure written for it means. */
#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"

#include "fuzz.h"

static bool lies_in(struct str part, struct str text)
{
    return part.len == 0 || (part.at >= text.at && part.at + part.len <= text.at + text.len);
}

static void field_check(struct arena *mem, struct str text)
{
    struct error err = {0};
    int64_t value, again;
    if (!vi_read_int(text, S("đồng|m|suất|%"), &value, &err)) {
        demand(err.kind == ERROR_INVALID && err.text[0] && utf8_is_valid(str_of(err.text)));
        return;
    }
    demand(vi_read_int(vi_count(mem, value), S(""), &again, &err) && again == value);
    demand(vi_read_int(vi_money(mem, value), S(""), &again, &err) ||
           value >= 100000000000000); /* so much money is told to be a slip */
    demand(utf8_is_valid(vi_money_words(mem, value, true)));
}

static void day_check(struct arena *mem, struct str text)
{
    struct error err = {0};
    struct day day, again;
    if (!vi_day_read(text, &day, &err)) {
        demand(err.kind == ERROR_INVALID && err.text[0]);
        return;
    }
    demand(vi_day_read(vi_day(mem, day), &again, &err) && again.number == day.number);
    demand(vi_day_read(vi_day_long(mem, day), &again, &err) && again.number == day.number);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    struct str text = {(const char *)data, size};
    field_check(&mem, text);
    if (!utf8_is_valid(text))
        return 0;
    day_check(&mem, text);
    struct vi_number number;
    for (size_t at = 0, last = 0; vi_number_next(text, &at, &number); last = at) {
        demand(number.from >= last && number.len > 0 && number.from + number.len <= at);
        demand(at <= text.len && number.value >= 0 && number.decimals >= 0);
        demand(lies_in(number.unit, text) && lies_in(number.qualifier, text));
        demand(utf8_is_valid(number.unit) && utf8_is_valid(number.qualifier));
    }
    return 0;
}
