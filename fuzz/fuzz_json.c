/* What the strict reader accepts, the writer gives back byte for byte. */
#include "base/json.h"

#include "fuzz.h"

static void rewrite(struct json_out *out, const struct json *value)
{
    switch (value->type) {
    case JSON_TEXT:
        json_put_text(out, value->text);
        break;
    case JSON_INT:
        json_put_int(out, value->number);
        break;
    case JSON_ARRAY:
        json_open_array(out);
        for (const struct json *item = value->first; item; item = item->next)
            rewrite(out, item);
        json_close_array(out);
        break;
    case JSON_OBJECT:
        json_open_object(out);
        for (const struct json *item = value->first; item; item = item->next) {
            json_key(out, item->key);
            rewrite(out, item);
        }
        json_close_object(out);
        break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    struct error err = {0};
    struct json *value;
    struct str bytes = {(const char *)data, size}, again;
    if (!json_read(&mem, bytes, &value, &err)) {
        demand(err.kind == ERROR_INVALID && err.text[0]);
        return 0;
    }
    struct json_out out = json_out_new(&mem, size);
    rewrite(&out, value);
    demand(json_out_end(&out, &again, &err) && str_is(again, bytes));
    demand(str_is(value->bytes, bytes));
    return 0;
}
