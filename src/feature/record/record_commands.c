#include "feature/record/record_commands.h"

#include "base/vi_text.h"

static bool number_meant(struct command_call *call, const struct catalogue **catalogue,
                         struct str *no, struct error *err)
{
    struct str text = str_trim(call->arguments[1]);
    *catalogue = catalogue_of(call->book, call->book->db, err);
    if (!*catalogue)
        return false;
    *no =
        str_find_char(text, '/') < text.len ? text : record_no_of_slug(call->mem, *catalogue, text);
    return no->len > 0 || fail(err, ERROR_INVALID, "no",
                               "«%.*s» không phải là số hồ sơ (viết như gift/2022/0007 hoặc "
                               "qua-2022-0007)",
                               STR_ARG(text));
}

bool void_command(struct command_call *call, struct error *err)
{
    const struct catalogue *catalogue;
    struct str no, reason = str_trim(call->arguments[2]);
    if (!number_meant(call, &catalogue, &no, err) ||
        !record_void(call->book, call->mem, no, reason, err))
        return false;
    text_format(call->out, "Đã hủy hồ sơ %.*s: %.*s.\n", STR_ARG(no), STR_ARG(reason));
    return true;
}

/* The code of the field that people mean; `text` itself if the kind has none such. */
static struct str field_meant(struct arena *mem, const struct catalogue_kind *kind, struct str text)
{
    if (!kind || catalogue_field(kind, text))
        return text;
    for (size_t i = 0; i < kind->fields.count; i++)
        if (str_is(vi_fold(mem, kind->fields.at[i].label), vi_fold(mem, text)))
            return kind->fields.at[i].code;
    return text;
}

/* Whether the record's statement names a commitment to the field. */
static bool holds_commitment(const struct entry *entry, struct str field)
{
    for (size_t i = 0; i < ENTRY_CLASSES; i++)
        if (json_member(json_member(entry->root, entry_classes[i]), field))
            return true;
    return false;
}

bool erase_command(struct command_call *call, struct error *err)
{
    const struct catalogue *catalogue;
    struct record record;
    struct entry entry;
    struct str no, bytes;
    if (!number_meant(call, &catalogue, &no, err) ||
        !record_find(call->book->db, call->mem, no, &record, err) ||
        !journal_entry(call->book->db, call->mem, record.entry, &bytes, err) ||
        !entry_read(call->mem, bytes, &entry, err))
        return false;
    struct str field = field_meant(call->mem, catalogue_kind(catalogue, record.kind),
                                   str_trim(call->arguments[2]));
    if (json_member(entry.values, field))
        return fail(
            err, ERROR_INVALID, "field",
            "«%.*s» là số liệu công khai, không xóa được; sai thì đính chính hoặc hủy hồ sơ",
            STR_ARG(field));
    if (!holds_commitment(&entry, field))
        return fail(err, ERROR_MISSING, "field", "hồ sơ %.*s không có trường «%.*s»", STR_ARG(no),
                    STR_ARG(field));
    if (!record_erase(call->book, call->mem, no, field, err))
        return false;
    text_format(call->out, "Đã xóa «%.*s» của hồ sơ %.*s.\n", STR_ARG(field), STR_ARG(no));
    return true;
}
