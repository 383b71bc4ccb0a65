#include "feature/front_file.h"

#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_text.h"

#include <stdarg.h>

enum { PROBLEMS_LISTED_MAX = 100, REASON_MAX_BYTES = 600 };

bool file_begin(struct front_file *file, struct import_job *job, struct error *err)
{
    *file = (struct front_file){.job = job, .mem = job->mem};
    struct str bytes = job->bytes;
    if (bytes.len > FRONT_FILE_MAX_BYTES)
        return fail(err, ERROR_INVALID, "file", "%.*s: tệp lớn hơn 1 MB", STR_ARG(job->file_name));
    if (str_starts(bytes, S("\xEF\xBB\xBF"))) /* Windows editors put it in front */
        bytes = str_part(bytes, 3, bytes.len);
    if (!utf8_is_valid(bytes))
        return fail(err, ERROR_INVALID, "file",
                    "%.*s: tệp không phải là UTF-8; hãy lưu lại dưới dạng văn bản UTF-8",
                    STR_ARG(job->file_name));
    if (str_trim(bytes).len == 0)
        return fail(err, ERROR_INVALID, "file", "%.*s: tệp trống", STR_ARG(job->file_name));
    file->rest = unicode_nfc(job->mem, bytes);
    return true;
}

bool file_line(struct front_file *file)
{
    if (!str_cut(&file->rest, '\n', &file->line))
        return false;
    if (str_ends(file->line, S("\r")))
        file->line.len--;
    file->number++;
    return true;
}

struct file_place file_place_of(const struct front_file *file, struct str part)
{
    struct file_place place = {file->number, 1};
    if (part.at && part.at >= file->line.at && part.at <= file->line.at + file->line.len)
        place.column +=
            (int64_t)utf8_count(str_part(file->line, 0, (size_t)(part.at - file->line.at)));
    return place;
}

void file_problem(struct front_file *file, struct file_place place, const char *format, ...)
{
    char reason[REASON_MAX_BYTES];
    va_list values;
    file->problems_count++;
    if (file->problems.count >= PROBLEMS_LISTED_MAX)
        return;
    va_start(values, format);
    vsnprintf(reason, sizeof reason, format, values);
    va_end(values);
    *list_add(&file->problems, file->mem) =
        (struct file_problem){place, str_copy(file->mem, str_of(reason))};
}

bool file_word_is(struct front_file *file, struct str word, struct str wanted)
{
    return str_is(vi_fold(file->mem, word), vi_fold(file->mem, wanted));
}

bool file_pair(const struct front_file *file, struct str *key, struct str *value)
{
    struct str rest = file->line;
    if (!str_cut(&rest, ':', key) || !rest.at)
        return false;
    *key = str_trim(*key);
    *value = str_trim(rest);
    return key->len > 0;
}

static size_t key_meant(struct front_file *file, const struct front_key *keys, size_t count,
                        struct str text)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(keys[i].code, text) || file_word_is(file, text, keys[i].label))
            return i;
    return count;
}

static void front_line(struct front_file *file, const struct front_key *keys, size_t count,
                       struct front_value *values)
{
    struct str key, value;
    if (str_trim(file->line).len == 0)
        return;
    if (!file_pair(file, &key, &value)) {
        file_problem(file, file_place_of(file, str_trim(file->line)),
                     "phần đầu tệp chỉ gồm các dòng «tên: giá trị»");
        return;
    }
    size_t place = key_meant(file, keys, count, key);
    if (place == count)
        file_problem(file, file_place_of(file, key), "không hiểu mục «%.*s» ở phần đầu tệp",
                     STR_ARG(key));
    else if (values[place].text.len)
        file_problem(file, file_place_of(file, key), "mục «%.*s» có hai lần", STR_ARG(key));
    else if (unicode_has_control(value))
        file_problem(file, file_place_of(file, value), "có ký tự điều khiển");
    else
        values[place] = (struct front_value){value, file_place_of(file, value)};
}

/* Passes empty lines; true if the next one is "---". */
static bool front_begins(struct front_file *file)
{
    while (file_line(file)) {
        struct str line = str_trim(file->line);
        if (line.len)
            return str_is(line, S("---"));
    }
    return false;
}

void front_read(struct front_file *file, const struct front_key *keys, size_t count,
                struct front_value *values)
{
    bool is_closed = false;
    if (!front_begins(file)) {
        file_problem(file, (struct file_place){file->number, 1},
                     "tệp phải bắt đầu bằng dòng ---, các dòng «tên: giá trị», rồi dòng ---");
        file->rest = STR_NONE; /* what follows would only repeat that */
        return;
    }
    int64_t first = file->number;
    while (!is_closed && file_line(file)) {
        is_closed = str_is(str_trim(file->line), S("---"));
        if (!is_closed)
            front_line(file, keys, count, values);
    }
    if (!is_closed)
        file_problem(file, (struct file_place){first, 1},
                     "phần đầu tệp không có dòng --- đóng lại");
    for (size_t i = 0; i < count; i++)
        if (keys[i].is_required && values[i].text.len == 0)
            file_problem(file, (struct file_place){first, 1}, "thiếu mục «%.*s» (%.*s)",
                         STR_ARG(keys[i].label), STR_ARG(keys[i].code));
}

struct day front_day(struct front_file *file, const struct front_value *value)
{
    struct error err;
    struct day day = DAY_NONE;
    if (value->text.len == 0 || vi_day_read(value->text, &day, &err))
        return day;
    file_problem(file, value->place, "%s", err.text);
    return DAY_NONE;
}

struct str file_text(struct front_file *file, struct str text, size_t cap_bytes)
{
    struct str trimmed = str_trim(text);
    if (unicode_has_control(trimmed)) {
        file_problem(file, file_place_of(file, trimmed), "có ký tự điều khiển");
        return S("");
    }
    if (trimmed.len > cap_bytes) {
        file_problem(file, file_place_of(file, trimmed), "dài %zu byte, quá mức %zu byte",
                     trimmed.len, cap_bytes);
        return S("");
    }
    return trimmed;
}

bool file_end(struct front_file *file, struct error *err)
{
    struct import_job *job = file->job;
    for (size_t i = 0; i < file->problems.count; i++) {
        const struct file_problem *problem = &file->problems.at[i];
        text_format(job->out, "%.*s, ", STR_ARG(job->file_name));
        if (problem->place.line)
            text_format(job->out, "dòng %lld, cột %lld: ", (long long)problem->place.line,
                        (long long)problem->place.column);
        text_format(job->out, "%.*s\n", STR_ARG(problem->reason));
    }
    int64_t more = file->problems_count - (int64_t)file->problems.count;
    if (more > 0)
        text_format(job->out, "… và %lld lỗi nữa\n", (long long)more);
    if (file->problems_count == 0)
        return true;
    return fail(err, ERROR_INVALID, "file", "%.*s: %lld lỗi, không có gì được ghi",
                STR_ARG(job->file_name), (long long)file->problems_count);
}
