#include "base/json.h"

#include <assert.h>

const struct json *json_member(const struct json *object, struct str key)
{
    if (!object || object->type != JSON_OBJECT)
        return NULL;
    for (const struct json *item = object->first; item; item = item->next)
        if (item->key.len == key.len && str_is(item->key, key)) /* length first: no call for most */
            return item;
    return NULL;
}

struct str json_text(const struct json *object, struct str key, struct str otherwise)
{
    const struct json *item = json_member(object, key);
    return item && item->type == JSON_TEXT ? item->text : otherwise;
}

int64_t json_int(const struct json *object, struct str key, int64_t otherwise)
{
    const struct json *item = json_member(object, key);
    return item && item->type == JSON_INT ? item->number : otherwise;
}

struct json_out json_out_new(struct arena *mem, size_t cap_bytes)
{
    return (struct json_out){.text = text_new(mem, cap_bytes)};
}

/* Depth 0 is the value itself, so an object at depth d keeps its marks at d. */
static void value_begin(struct json_out *out)
{
    bool *is_after = &out->is_after_value[out->depth];
    if (*is_after)
        text_char(&out->text, ',');
    *is_after = true;
}

static void nest(struct json_out *out, char opening)
{
    value_begin(out);
    text_char(&out->text, opening);
    assert(out->depth < JSON_DEPTH_MAX);
    out->depth++;
    out->is_after_value[out->depth] = false;
    out->last_key[out->depth] = STR_NONE;
}

static void unnest(struct json_out *out, char closing)
{
    assert(out->depth > 0);
    out->depth--;
    text_char(&out->text, closing);
}

void json_open_object(struct json_out *out)
{
    nest(out, '{');
}

void json_close_object(struct json_out *out)
{
    unnest(out, '}');
}

void json_open_array(struct json_out *out)
{
    nest(out, '[');
}

void json_close_array(struct json_out *out)
{
    unnest(out, ']');
}

bool json_is_key(struct str key)
{
    for (size_t i = 0; i < key.len; i++) {
        char byte = key.at[i];
        bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        if (!is_letter && !(byte >= '0' && byte <= '9') && byte != '_' && byte != '.' &&
            byte != '-')
            return false;
    }
    return key.len > 0;
}

void json_key(struct json_out *out, struct str key)
{
    struct str *last = &out->last_key[out->depth];
    assert(out->depth > 0 && json_is_key(key));
    assert(!last->at || str_order(*last, key) < 0);
    *last = key;
    value_begin(out);
    text_char(&out->text, '"');
    text_add(&out->text, key);
    text_add(&out->text, S("\":"));
    out->is_after_value[out->depth] = false; /* the value that follows brings no comma */
}

static bool needs_escape(unsigned char byte)
{
    return byte == '"' || byte == '\\' || byte < 0x20;
}

static void escape_put(struct text *out, unsigned char byte)
{
    static const char letters[] = {['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r',
                                   ['\t'] = 't', ['"'] = '"',  ['\\'] = '\\'};
    if (byte < sizeof letters && letters[byte])
        text_format(out, "\\%c", letters[byte]);
    else
        text_format(out, "\\u%04x", byte);
}

void json_quote(struct text *out, struct str value)
{
    text_char(out, '"');
    size_t from = 0;
    for (size_t i = 0; i < value.len; i++) {
        if (!needs_escape((unsigned char)value.at[i]))
            continue;
        text_add(out, str_part(value, from, i - from));
        escape_put(out, (unsigned char)value.at[i]);
        from = i + 1;
    }
    text_add(out, str_part(value, from, value.len));
    text_char(out, '"');
}

void json_put_text(struct json_out *out, struct str value)
{
    value_begin(out);
    json_quote(&out->text, value);
}

void json_put_int(struct json_out *out, int64_t value)
{
    assert(value > -((int64_t)1 << 53) && value < (int64_t)1 << 53);
    value_begin(out);
    text_int(&out->text, value);
}

void json_put_bytes(struct json_out *out, struct str canonical)
{
    value_begin(out);
    text_add(&out->text, canonical);
}

void json_add_text(struct json_out *out, struct str key, struct str value)
{
    json_key(out, key);
    json_put_text(out, value);
}

void json_add_int(struct json_out *out, struct str key, int64_t value)
{
    json_key(out, key);
    json_put_int(out, value);
}

bool json_out_end(struct json_out *out, struct str *bytes, struct error *err)
{
    assert(out->depth == 0);
    return text_end(&out->text, "json", bytes, err);
}
