/* Files with front matter, any bytes: every value and every problem stands where it says, values
 * are one printable line, and a file without problems has all that is required. */
#include "feature/front_file.h"

#include "base/unicode.h"

#include "fuzz.h"

static const struct front_key keys[] = {
    FRONT_KEY("unit", "đơn vị", true),
    FRONT_KEY("day", "ngày", false),
    FRONT_KEY("title", "tiêu đề", false),
};

static void value_check(const struct front_value *value)
{
    demand(utf8_is_valid(value->text) && !unicode_has_control(value->text));
    demand(value->text.len == 0 || (value->place.line > 1 && value->place.column > 1));
    demand(str_is(str_trim(value->text), value->text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    struct error err = {0};
    struct text out = text_new(&mem, SIZE_MAX);
    struct import_job job = {
        .file_name = S("tep.md"), .bytes = {(const char *)data, size}, .out = &out, .mem = &mem};
    struct front_file file;
    struct front_value values[COUNT_OF(keys)] = {0};
    if (!file_begin(&file, &job, &err)) {
        demand(err.kind == ERROR_INVALID && err.text[0]);
        return 0;
    }
    front_read(&file, keys, COUNT_OF(keys), values);
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        value_check(&values[i]);
    struct day day = front_day(&file, &values[1]);
    while (file_line(&file)) {
        struct str key, value;
        if (file_pair(&file, &key, &value))
            demand(key.len && file_place_of(&file, key).line == file.number);
        struct str text = file_text(&file, file.line, 40);
        demand(text.len <= 40);
    }
    bool is_good = file_end(&file, &err);
    demand(is_good == (file.problems_count == 0));
    demand(is_good || (err.kind == ERROR_INVALID && out.len > 0));
    demand(!is_good || values[0].text.len > 0);
    demand(!is_good || values[1].text.len == 0 || day_is_known(day));
    demand(utf8_is_valid(text_str(&out)));
    return 0;
}
