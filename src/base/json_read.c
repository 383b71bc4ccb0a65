/* The strict reader: it accepts exactly the bytes that json.c writes. One pass, nodes taken in
 * pages, texts left where they stand unless a quote or backslash had to be undone. */
#include "base/json.h"
#include "base/unicode.h"

enum { PAGE_NODES = 16 };

static const int64_t number_limit = (int64_t)1 << 53;

struct json_reader {
    struct arena *mem;
    const char *start, *at, *end;
    struct json *page; /* nodes not used yet */
    size_t left;
    int depth;
    const char *trouble; /* the first reason, NULL while all is well */
};

/* Remembers the reason; the position is where the reader stands. Gives false. */
static bool refuse(struct json_reader *in, const char *reason)
{
    if (!in->trouble)
        in->trouble = reason;
    return false;
}

static struct json *node_new(struct json_reader *in)
{
    if (in->left == 0) {
        in->page = arena_many(in->mem, struct json, PAGE_NODES);
        in->left = PAGE_NODES;
    }
    in->left--;
    return in->page++;
}

static bool next_is(const struct json_reader *in, char wanted)
{
    return in->at < in->end && *in->at == wanted;
}

/* What a byte of a string is to the reader. */
enum byte_kind { BYTE_PLAIN, BYTE_QUOTE, BYTE_BACKSLASH, BYTE_WIDE, BYTE_CONTROL };

static enum byte_kind byte_kind(unsigned char byte)
{
    if (byte >= 0x80)
        return BYTE_WIDE;
    if (byte < 0x20 || byte == 0x7f)
        return BYTE_CONTROL;
    if (byte == '"')
        return BYTE_QUOTE;
    return byte == '\\' ? BYTE_BACKSLASH : BYTE_PLAIN;
}

static struct str unescape(struct arena *mem, struct str raw)
{
    char *text = arena_take(mem, raw.len), *end = text;
    for (size_t i = 0; i < raw.len; i++) {
        if (raw.at[i] == '\\')
            i++;
        *end++ = raw.at[i];
    }
    return (struct str){text, (size_t)(end - text)};
}

/* Beyond ASCII: well-formed, without controls, in NFC. */
static bool wide_text_check(struct json_reader *in, struct str text)
{
    if (!utf8_is_valid(text))
        return refuse(in, "chuỗi không phải UTF-8");
    if (unicode_has_control(text))
        return refuse(in, "ký tự điều khiển trong chuỗi");
    return unicode_is_nfc(text) || refuse(in, "chuỗi không ở dạng NFC");
}

/* Reads from behind the opening quote to behind the closing one. */
static bool string_read(struct json_reader *in, struct str *text)
{
    const char *first = in->at;
    bool is_wide = false, is_escaped = false;
    for (;; in->at++) {
        if (in->at == in->end)
            return refuse(in, "chuỗi không đóng");
        enum byte_kind kind = byte_kind((unsigned char)*in->at);
        if (kind == BYTE_PLAIN)
            continue;
        if (kind == BYTE_QUOTE)
            break;
        if (kind == BYTE_CONTROL)
            return refuse(in, "ký tự điều khiển trong chuỗi");
        if (kind == BYTE_WIDE) {
            is_wide = true;
            continue;
        }
        if (in->end - in->at < 2 || (in->at[1] != '"' && in->at[1] != '\\'))
            return refuse(in, "chỉ được viết \\\" và \\\\");
        is_escaped = true;
        in->at++;
    }
    *text = (struct str){first, (size_t)(in->at - first)};
    in->at++;
    if (is_escaped)
        *text = unescape(in->mem, *text);
    return !is_wide || wide_text_check(in, *text);
}

static bool number_read(struct json_reader *in, int64_t *number)
{
    bool is_negative = next_is(in, '-');
    in->at += is_negative;
    const char *first = in->at;
    int64_t value = 0;
    for (; in->at < in->end && *in->at >= '0' && *in->at <= '9'; in->at++) {
        value = value * 10 + (*in->at - '0');
        if (value >= number_limit)
            return refuse(in, "số quá lớn");
    }
    if (in->at == first)
        return refuse(in, "cần một giá trị");
    if (*first == '0' && (in->at - first > 1 || is_negative))
        return refuse(in, "số viết thừa số 0 hoặc là -0");
    *number = is_negative ? -value : value;
    return true;
}

/* Reads `"key":` and proves the order against the key before it. */
static bool key_read(struct json_reader *in, const struct json *before, struct str *key)
{
    if (!next_is(in, '"'))
        return refuse(in, "cần một khóa trong ngoặc kép");
    in->at++;
    if (!string_read(in, key))
        return false;
    if (!json_is_key(*key))
        return refuse(in, "khóa chỉ gồm chữ cái ASCII, chữ số và các dấu _ . -");
    if (before && str_order(before->key, *key) >= 0)
        return refuse(in, "khóa trùng hoặc không đúng thứ tự");
    if (!next_is(in, ':'))
        return refuse(in, "thiếu dấu hai chấm sau khóa");
    in->at++;
    return true;
}

static bool value_read(struct json_reader *in, struct json *value);

/* Reads the items of an array or object from behind its bracket to behind the closing one. */
static bool items_read(struct json_reader *in, struct json *parent, char closing)
{
    if (in->depth == JSON_DEPTH_MAX)
        return refuse(in, "lồng nhau quá sâu");
    in->depth++;
    struct json *last = NULL;
    while (!next_is(in, closing)) {
        if (last && !next_is(in, ','))
            return refuse(in, "thiếu dấu phẩy hoặc dấu đóng");
        in->at += last != NULL;
        struct json *item = node_new(in);
        if (parent->type == JSON_OBJECT && !key_read(in, last, &item->key))
            return false;
        if (!value_read(in, item))
            return false;
        *(last ? &last->next : &parent->first) = item;
        last = item;
    }
    in->at++;
    in->depth--;
    return true;
}

static bool value_read(struct json_reader *in, struct json *value)
{
    const char *first = in->at;
    bool is_well;
    if (next_is(in, '"')) {
        in->at++;
        value->type = JSON_TEXT;
        is_well = string_read(in, &value->text);
    } else if (next_is(in, '{') || next_is(in, '[')) {
        value->type = *in->at == '{' ? JSON_OBJECT : JSON_ARRAY;
        in->at++;
        is_well = items_read(in, value, *first == '{' ? '}' : ']');
    } else {
        value->type = JSON_INT;
        is_well = number_read(in, &value->number);
    }
    value->bytes = (struct str){first, (size_t)(in->at - first)};
    return is_well;
}

bool json_read(struct arena *mem, struct str bytes, struct json **value, struct error *err)
{
    const char *start = bytes.at ? bytes.at : "";
    struct json_reader in = {.mem = mem, .start = start, .at = start, .end = start + bytes.len};
    *value = node_new(&in);
    if (value_read(&in, *value) && in.at != in.end)
        refuse(&in, "còn byte thừa phía sau");
    if (!in.trouble)
        return true;
    return fail(err, ERROR_INVALID, "json", "JSON sai ở byte %zu: %s", (size_t)(in.at - in.start),
                in.trouble);
}
