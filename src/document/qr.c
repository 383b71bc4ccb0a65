#include "document/qr.h"

#include "base/text.h"

#include <qrencode.h>

enum { QUIET_MODULES = 4, RUN_MAX_BYTES = 32 };

static void escape_put(struct text *out, struct str value)
{
    for (size_t i = 0; i < value.len; i++) {
        char sign = value.at[i];
        const char *name = sign == '&'   ? "&amp;"
                           : sign == '<' ? "&lt;"
                           : sign == '>' ? "&gt;"
                                         : NULL;
        if (name)
            text_add(out, str_of(name));
        else
            text_char(out, sign);
    }
}

/* The dark modules, each run of a row as one rectangle of the path. */
static void modules_put(struct text *out, const QRcode *code)
{
    for (int row = 0; row < code->width; row++) {
        const unsigned char *modules = &code->data[row * code->width];
        for (int from = 0, to = 0; from < code->width; from = to) {
            bool is_dark = modules[from] & 1;
            while (to < code->width && (modules[to] & 1) == is_dark)
                to++;
            if (is_dark)
                text_format(out, "M%d %dh%dv1h%dz", from + QUIET_MODULES, row + QUIET_MODULES,
                            to - from, from - to);
        }
    }
}

static struct str code_draw(struct arena *mem, const QRcode *code, struct str title)
{
    int whole = code->width + 2 * QUIET_MODULES;
    size_t cap = (size_t)(code->width * code->width) * RUN_MAX_BYTES + 6 * title.len + 1000;
    struct text out = text_new(mem, cap);
    text_format(&out,
                "<svg class=\"qr\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                " shape-rendering=\"crispEdges\"><title>",
                whole, whole, whole, whole);
    escape_put(&out, title);
    text_format(&out, "</title><path fill=\"#fff\" d=\"M0 0h%dv%dh-%dz\"/><path fill=\"#000\" d=\"",
                whole, whole, whole);
    modules_put(&out, code);
    text_add(&out, S("\"/></svg>"));
    return text_str(&out);
}

bool qr_svg(struct arena *mem, struct str text, struct str title, struct str *svg,
            struct error *err)
{
    if (text.len == 0 || text.len > QR_TEXT_MAX_BYTES)
        return fail(err, ERROR_INVALID, "qr", "mã QR chứa từ 1 đến %d byte", QR_TEXT_MAX_BYTES);
    QRcode *code =
        QRcode_encodeData((int)text.len, (const unsigned char *)text.at, 0, QR_ECLEVEL_M);
    if (!code)
        return fail(err, ERROR_BROKEN, "qr", "không vẽ được mã QR");
    *svg = code_draw(mem, code, title);
    QRcode_free(code);
    return true;
}
