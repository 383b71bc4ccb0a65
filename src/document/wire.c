#include "document/wire.h"

#include "base/unicode.h"

enum { INT_BYTES = 4 };

struct wire wire_writer(struct arena *mem, size_t cap_bytes)
{
    return (struct wire){.mem = mem, .out = text_new(mem, cap_bytes)};
}

struct wire wire_reader(struct arena *mem, struct str bytes)
{
    return (struct wire){.mem = mem, .is_reading = true, .in = bytes};
}

static int64_t int_read(struct wire *wire)
{
    uint32_t bits = 0;
    if (wire->is_wrong || wire->in.len < INT_BYTES) {
        wire->is_wrong = true;
        return 0;
    }
    for (size_t i = 0; i < INT_BYTES; i++)
        bits |= (uint32_t)(unsigned char)wire->in.at[i] << 8 * i;
    wire->in = str_part(wire->in, INT_BYTES, wire->in.len);
    return (int32_t)bits;
}

static void int_write(struct wire *wire, int64_t value)
{
    char bytes[INT_BYTES];
    for (size_t i = 0; i < INT_BYTES; i++)
        bytes[i] = (char)((uint64_t)value >> 8 * i & 0xff);
    text_add(&wire->out, (struct str){bytes, INT_BYTES});
}

int64_t wire_int(struct wire *wire, int64_t value, int64_t least, int64_t most)
{
    if (wire->is_reading)
        value = int_read(wire);
    if (value < least || value > most) {
        wire->is_wrong = true;
        return least;
    }
    if (!wire->is_reading && !wire->is_wrong)
        int_write(wire, value);
    return value;
}

void wire_bool(struct wire *wire, bool *value)
{
    *value = wire_int(wire, *value, 0, 1);
}

void wire_bytes(struct wire *wire, struct str *bytes)
{
    int64_t len = bytes->len <= INT32_MAX ? (int64_t)bytes->len : -1;
    len = wire_int(wire, len, 0, INT32_MAX);
    if (!wire->is_reading) {
        if (!wire->is_wrong)
            text_add(&wire->out, *bytes);
        return;
    }
    wire->is_wrong |= (size_t)len > wire->in.len;
    *bytes = wire->is_wrong ? S("") : str_part(wire->in, 0, (size_t)len);
    wire->in = str_part(wire->in, bytes->len, wire->in.len);
}

void wire_text(struct wire *wire, struct str *text)
{
    wire_bytes(wire, text);
    wire->is_wrong |= !utf8_is_valid(*text);
}

bool wire_written(const struct wire *wire, struct str *bytes)
{
    *bytes = text_str(&wire->out);
    return !wire->is_wrong && !wire->out.is_over;
}

bool wire_is_read(const struct wire *wire)
{
    return !wire->is_wrong && wire->in.len == 0;
}
