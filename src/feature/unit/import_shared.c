/* What the importers of this feature share. */
#include "feature/unit/unit_import.h"

#include "base/text.h"

enum { CODE_MAX_BYTES = 40 };

static bool is_code(struct str code)
{
    for (size_t i = 0; i < code.len; i++) {
        char byte = code.at[i];
        bool is_fine = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-';
        if (!is_fine)
            return false;
    }
    return code.len > 0 && code.len <= CODE_MAX_BYTES;
}

bool import_code(struct listing *listing, size_t column, struct import_seen *seen, struct str *code)
{
    struct arena *mem = listing->job->mem;
    if (!listing_text(listing, column, code))
        return false;
    if (!is_code(*code)) {
        listing_problem(
            listing, column,
            "mã chỉ gồm chữ thường không dấu, chữ số, dấu gạch nối và dài nhất 40 ký tự");
        return false;
    }
    for (size_t i = 0; i < seen->codes.count; i++) {
        if (!str_is(seen->codes.at[i].code, *code))
            continue;
        listing_problem(
            listing, column,
            str_format(mem, "mã này đã có ở dòng %lld", (long long)seen->codes.at[i].line).at);
        return false;
    }
    list_add(&seen->codes, mem);
    seen->codes.at[seen->codes.count - 1].code = str_copy(mem, *code);
    seen->codes.at[seen->codes.count - 1].line = listing->csv.line;
    return true;
}

bool import_days(struct listing *listing, size_t first_column, size_t last_column,
                 struct day *first, struct day *last)
{
    bool is_good = listing_day(listing, first_column, DAY_NONE, first);
    if (is_good && !day_is_known(*first)) {
        listing_problem(listing, first_column, "bắt buộc phải có");
        is_good = false;
    }
    if (!listing_day(listing, last_column, DAY_NONE, last))
        return false;
    if (is_good && day_is_known(*last) && last->number < first->number) {
        listing_problem(listing, last_column, "ngày cuối đứng trước ngày đầu");
        return false;
    }
    return is_good;
}

void import_put(struct json_out *out, struct str key, struct str value)
{
    if (value.len)
        json_add_text(out, key, value);
}

void import_put_last(struct json_out *out, struct arena *mem, struct day last)
{
    if (last.number != DAY_LAST.number)
        json_add_text(out, S("last"), day_text(mem, last));
}

bool import_append(struct book *book, struct json_out *out, struct error *err)
{
    struct str bytes;
    int64_t index;
    json_close_object(out);
    return json_out_end(out, &bytes, err) &&
           journal_append(&book->journal, bytes, NULL, 0, &index, err);
}

bool import_end(struct book *book, struct listing *listing, const char *what,
                const struct import_counts *counts, struct error *err)
{
    struct import_job *job = listing->job;
    if (!listing_end(listing, err) || !journal_flush(&book->journal, err))
        return false;
    text_format(job->out, "%.*s: %lld %s mới, %lld sửa đổi, %lld đã có%s\n",
                STR_ARG(job->file_name), (long long)counts->added, what, (long long)counts->changed,
                (long long)counts->known, job->is_dry_run ? " (chạy thử, chưa ghi)" : "");
    return true;
}
