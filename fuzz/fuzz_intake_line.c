/* Whatever line is pasted, what is understood is a day, numbers above nothing and valid texts, and
 * what is left is no longer than the line. */
#include "base/unicode.h"
#include "feature/intake/intake_line.h"

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    struct str text = {(const char *)data, size};
    struct day today;
    if (!utf8_is_valid(text) || !day_make(2022, 7, 1, &today))
        return 0;
    struct intake_line line = intake_line_read(&mem, text, today);
    demand(!day_is_known(line.day) ||
           (line.day.number >= DAY_FIRST.number && line.day.number <= DAY_LAST.number));
    demand(line.area >= 0 && line.quantity >= 0 && line.each_dong >= 0 && line.total_dong >= 0);
    demand(utf8_is_valid(line.donor) && utf8_is_valid(line.rest));
    demand(line.rest.len <= 3 * size && line.donor.len <= 3 * size);
    return 0;
}
