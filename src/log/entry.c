#include "log/entry.h"

const struct str entry_classes[ENTRY_CLASSES] = {
    {"counted", 7}, {"private", 7}, {"sealed", 6}, {"shown", 5}};

static bool is_digits(struct str text, size_t from, size_t count)
{
    for (size_t i = from; i < from + count; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return true;
}

/* "2022-05-10T08:31:00Z", by form; that `at` never decreases is the journal's business. */
static bool is_moment(struct str at)
{
    struct day day;
    return at.len == 20 && day_read(str_part(at, 0, 10), &day) && at.at[10] == 'T' &&
           is_digits(at, 11, 2) && at.at[13] == ':' && is_digits(at, 14, 2) && at.at[16] == ':' &&
           is_digits(at, 17, 2) && at.at[19] == 'Z';
}

static bool entry_day(struct str text, struct day *day)
{
    *day = DAY_NONE;
    if (text.len == 0)
        return true;
    if (text.len == 10)
        return day_read(text, day);
    char month[10];
    if (text.len != 7)
        return false;
    memcpy(month, text.at, 7);
    memcpy(month + 7, "-01", 3);
    return day_read((struct str){month, sizeof month}, day);
}

bool entry_read(struct arena *mem, struct str bytes, struct entry *entry, struct error *err)
{
    if (bytes.len > ENTRY_MAX_BYTES)
        return fail(err, ERROR_INVALID, "entry", "mục dài %zu byte, quá mức %d byte", bytes.len,
                    ENTRY_MAX_BYTES);
    struct json *root;
    if (!json_read(mem, bytes, &root, err))
        return false;
    const struct str none = S("");
    *entry = (struct entry){
        .bytes = bytes,
        .root = root,
        .type = json_text(root, S("type"), none),
        .at = json_text(root, S("at"), none),
        .by = json_text(root, S("by"), none),
        .kind = json_text(root, S("kind"), none),
        .no = json_text(root, S("no"), none),
        .of = json_text(root, S("of"), none),
        .unit = json_text(root, S("unit"), none),
        .values = json_member(root, S("values")),
    };
    if (entry->type.len == 0 || entry->by.len == 0)
        return fail(err, ERROR_INVALID, "entry", "mục không có «type» hoặc «by»");
    if (!is_moment(entry->at))
        return fail(err, ERROR_INVALID, "at", "«%.*s» không phải là một thời điểm UTC",
                    STR_ARG(entry->at));
    struct str day = json_text(root, S("day"), none);
    if (!entry_day(day, &entry->day))
        return fail(err, ERROR_INVALID, "day", "«%.*s» không phải là một ngày", STR_ARG(day));
    return true;
}

struct sha256 entry_commitment(const unsigned char salt[SALT_BYTES], struct str field,
                               struct str value)
{
    const struct str parts[] = {S("doanket/cam/v1\n"), field, S("\n"), value};
    return hmac_of((struct str){(const char *)salt, SALT_BYTES}, parts, COUNT_OF(parts));
}
