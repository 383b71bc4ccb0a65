#include "document/docx.h"

#include "base/text.h"

enum {
    TWIPS_PER_INCH = 1440,
    TENTHS_PER_INCH = 254, /* of a millimetre */
    TAG_MAX_BYTES = 64,    /* Word takes a file with a longer tag for damaged */
};

int64_t docx_twips(int64_t mm)
{
    return (mm * 10 * TWIPS_PER_INCH + TENTHS_PER_INCH - 1) / TENTHS_PER_INCH;
}

void docx_paragraph(struct docx *docx, const char *style, int64_t list, int level)
{
    struct xml *xml = docx->xml;
    xml_open(xml, "w:p");
    xml_open(xml, "w:pPr");
    xml_leaf(xml, "w:pStyle", "w:val", str_of(style));
    if (docx->keeps_next)
        xml_leaf(xml, "w:keepNext", NULL, S(""));
    if (list) {
        xml_open(xml, "w:numPr");
        xml_leaf_int(xml, "w:ilvl", "w:val", level);
        xml_leaf_int(xml, "w:numId", "w:val", list);
        xml_close(xml);
    }
    xml_close(xml);
}

static void put_run(struct docx *docx, const char *style, struct str text)
{
    struct xml *xml = docx->xml;
    xml_open(xml, "w:r");
    if (style) {
        xml_open(xml, "w:rPr");
        xml_leaf(xml, "w:rStyle", "w:val", str_of(style));
        xml_close(xml);
    }
    xml_open(xml, "w:t");
    xml_attribute(xml, "xml:space", S("preserve"));
    xml_text(xml, text);
    xml_close(xml);
    xml_close(xml);
}

/* ---- links ---- */

/* True for what may stand in an address as it is (RFC 3986, without brackets: Word takes a file
 * with a malformed host for damaged). */
static bool is_plain(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z') || (byte && strchr("-._~:/?#@!$&'()*+,;=%", byte));
}

/* The whole address; empty if the site of an own path is not known. */
static struct str target_of(struct docx *docx, struct str address)
{
    static const char hex[] = "0123456789ABCDEF";
    struct text out = text_new(docx->mem, SIZE_MAX);
    bool is_own = str_starts(address, S("/"));
    if (address.len == 0 || (is_own && docx->letter->site.len == 0))
        return S("");
    if (is_own)
        text_add(&out, docx->letter->site);
    for (size_t i = 0; i < address.len; i++) {
        unsigned char byte = (unsigned char)address.at[i];
        if (is_plain(byte)) {
            text_char(&out, (char)byte);
        } else {
            text_char(&out, '%');
            text_char(&out, hex[byte >> 4]);
            text_char(&out, hex[byte & 15]);
        }
    }
    return text_str(&out);
}

static void put_link(struct docx *docx, const char *style, struct str address, struct str text)
{
    struct xml *xml = docx->xml;
    struct str target = target_of(docx, address);
    if (target.len == 0) {
        put_run(docx, style, text);
        return;
    }
    *list_add(&docx->targets, docx->mem) = target;
    xml_open(xml, "w:hyperlink");
    xml_attribute(xml, "r:id",
                  str_format(docx->mem, "rId%zu", DOCX_LINKS_FIXED + docx->targets.count));
    xml_attribute(xml, "w:history", S("1"));
    put_run(docx, style, text);
    xml_close(xml);
}

/* A content control says which figure stands here, so that a program finds it again however often
 * the text around it was edited. */
static void put_figure(struct docx *docx, const struct run *run)
{
    struct xml *xml = docx->xml;
    xml_open(xml, "w:sdt");
    xml_open(xml, "w:sdtPr");
    xml_leaf(xml, "w:alias", "w:val", S("Số liệu"));
    xml_leaf(xml, "w:tag", "w:val", str_part(run->code, 0, TAG_MAX_BYTES));
    xml_leaf_int(xml, "w:id", "w:val", ++docx->controls);
    xml_close(xml);
    xml_open(xml, "w:sdtContent");
    put_link(docx, "Figure", run->address, run->text);
    xml_close(xml);
    xml_close(xml);
}

void docx_runs(struct docx *docx, const struct run *runs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct run *run = &runs[i];
        switch (run->kind) {
        case RUN_TEXT:
            put_run(docx, NULL, run->text);
            break;
        case RUN_STRONG:
            put_run(docx, "Strong", run->text);
            break;
        case RUN_LINK:
            /* a paper does not underline its own figures' pages */
            put_link(docx, str_starts(run->code, S("/")) ? NULL : "Address", run->code, run->text);
            break;
        case RUN_FIGURE:
            put_figure(docx, run);
            break;
        }
    }
}

void docx_line(struct docx *docx, const char *style, struct str text)
{
    docx_paragraph(docx, style, 0, 0);
    if (text.len)
        put_run(docx, NULL, text);
    xml_close(docx->xml);
}

void docx_rule(struct docx *docx, int64_t width, int64_t length)
{
    struct xml *xml = docx->xml;
    int64_t side = width > length ? (width - length) / 2 : 0;
    struct str indent = str_format(docx->mem, "%lld", (long long)side);
    xml_open(xml, "w:p");
    xml_open(xml, "w:pPr");
    xml_leaf(xml, "w:pStyle", "w:val", S("Rule"));
    xml_open(xml, "w:pBdr");
    xml_open(xml, "w:bottom");
    xml_attribute(xml, "w:val", S("single"));
    xml_attribute(xml, "w:sz", S("6")); /* eighths of a point */
    xml_attribute(xml, "w:space", S("0"));
    xml_attribute(xml, "w:color", S("000000"));
    xml_close(xml);
    xml_close(xml);
    xml_open(xml, "w:ind");
    xml_attribute(xml, "w:left", indent);
    xml_attribute(xml, "w:right", indent);
    xml_close(xml);
    xml_close(xml);
    xml_close(xml);
}
