#include "worker/pdf_out.h"

#include "base/unicode.h"

#include <assert.h>
#include <math.h>
#include <zlib.h>

struct pdf_out pdf_out_new(struct arena *mem)
{
    struct pdf_out out = {.mem = mem, .bytes = text_new(mem, PDF_FILE_MAX_BYTES)};
    /* four bytes above 0x7F, so that nobody takes the file for text */
    text_add(&out.bytes, S("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"));
    return out;
}

size_t pdf_out_object(struct pdf_out *out)
{
    *list_add(&out->places, out->mem) = 0;
    return out->places.count;
}

void pdf_out_begin(struct pdf_out *out, size_t object)
{
    assert(object >= 1 && object <= out->places.count && out->places.at[object - 1] == 0);
    out->places.at[object - 1] = out->bytes.len;
    text_int(&out->bytes, (int64_t)object);
    text_add(&out->bytes, S(" 0 obj\n"));
}

void pdf_out_end(struct pdf_out *out)
{
    text_add(&out->bytes, S("\nendobj\n"));
}

void pdf_out_stream(struct pdf_out *out, size_t object, struct str content, const char *dictionary)
{
    auto_arena mem = {0};
    uLongf len = compressBound(content.len);
    Bytef *squeezed = arena_take(&mem, len);
    int result = compress(squeezed, &len, (const Bytef *)content.at, content.len);
    assert(result == Z_OK); /* the room is what it may need at most */
    (void)result;
    pdf_out_begin(out, object);
    text_format(&out->bytes, "<< /Length %lu /Filter /FlateDecode %s>>\nstream\n", len,
                dictionary ? dictionary : "");
    text_add(&out->bytes, (struct str){(const char *)squeezed, len});
    text_add(&out->bytes, S("\nendstream"));
    pdf_out_end(out);
}

void pdf_put_number(struct text *out, double number)
{
    int64_t hundredths = llround(number * 100);
    if (hundredths < 0)
        text_char(out, '-');
    hundredths = llabs(hundredths);
    text_int(out, hundredths / 100);
    if (hundredths % 100) {
        text_char(out, '.');
        text_char(out, (char)('0' + hundredths % 100 / 10));
        if (hundredths % 10)
            text_char(out, (char)('0' + hundredths % 10));
    }
}

static void put_unit(struct text *out, uint32_t unit)
{
    static const char digits[] = "0123456789ABCDEF";
    for (int shift = 12; shift >= 0; shift -= 4)
        text_char(out, digits[unit >> shift & 15]);
}

void pdf_put_text(struct text *out, struct str text, bool has_mark)
{
    text_char(out, '<');
    if (has_mark)
        put_unit(out, 0xFEFF);
    for (size_t i = 0; i < text.len;) {
        uint32_t character = utf8_next(text, &i);
        if (character < 0x10000) {
            put_unit(out, character);
        } else {
            put_unit(out, 0xD800 + ((character - 0x10000) >> 10));
            put_unit(out, 0xDC00 + ((character - 0x10000) & 0x3FF));
        }
    }
    text_char(out, '>');
}

void pdf_put_ascii(struct text *out, struct str text)
{
    text_char(out, '(');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '(' || text.at[i] == ')' || text.at[i] == '\\')
            text_char(out, '\\');
        text_char(out, text.at[i]);
    }
    text_char(out, ')');
}

bool pdf_out_finish(struct pdf_out *out, size_t catalogue, size_t about, struct str *bytes,
                    struct error *err)
{
    size_t table = out->bytes.len;
    text_format(&out->bytes, "xref\n0 %zu\n0000000000 65535 f \n", out->places.count + 1);
    for (size_t i = 0; i < out->places.count; i++) {
        assert(out->places.at[i] || out->bytes.is_over);
        text_format(&out->bytes, "%010zu 00000 n \n", out->places.at[i]);
    }
    text_format(&out->bytes,
                "trailer\n<< /Size %zu /Root %zu 0 R /Info %zu 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
                out->places.count + 1, catalogue, about, table);
    if (out->bytes.is_over)
        return fail(err, ERROR_INVALID, "letter", "tệp PDF lớn hơn %d MB",
                    PDF_FILE_MAX_BYTES / 1024 / 1024);
    *bytes = text_str(&out->bytes);
    return true;
}
