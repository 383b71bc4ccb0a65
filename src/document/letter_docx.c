#include "document/letter_docx.h"

#include "base/text.h"
#include "base/unicode.h"
#include "document/docx.h"
#include "document/package.h"

#include "docx_files.h"

#define WORD    "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define LINKS   "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"

enum {
    MOTTO_MM = 58,         /* width of the motto in 13 pt bold */
    SUBJECT_RULE_MM = 40,  /* a third to a half of a line (annex I, II.5) */
    ISSUER_LETTER_DMM = 9, /* tenths of a millimetre of rule a letter of the issuer's last line */
};

static int64_t text_width(void)
{
    return docx_twips(LETTER_WIDTH_MM - LETTER_LEFT_MM - LETTER_RIGHT_MM);
}

/* ---- the head ---- */

static void put_issuer(struct docx *docx, int64_t width)
{
    const struct letter *letter = docx->letter;
    size_t count = letter->issuer.count;
    for (size_t i = 0; i < count; i++)
        docx_line(docx, i + 1 == count ? "IssuerOwn" : "Issuer", letter->issuer.at[i]);
    size_t letters = count ? utf8_count(letter->issuer.at[count - 1]) : 0;
    docx_rule(docx, width, docx_twips((int64_t)(letters * ISSUER_LETTER_DMM / 10)));
}

static void put_state(struct docx *docx, int64_t width)
{
    docx_line(docx, "State", S(LETTER_STATE));
    docx_line(docx, "Motto", S(LETTER_MOTTO));
    docx_rule(docx, width, docx_twips(MOTTO_MM));
}

static void columns_of(int64_t widths[2])
{
    widths[0] = docx_twips(LETTER_ISSUER_MM);
    widths[1] = text_width() - widths[0];
}

static void put_head(struct docx *docx)
{
    const struct letter *letter = docx->letter;
    int64_t widths[2];
    columns_of(widths);
    if (letter->mark.len)
        docx_line(docx, "Mark", letter->mark);
    docx_table(docx, "TableNormal", widths, 2);
    docx_row(docx, false);
    docx_cell(docx, widths[0]);
    put_issuer(docx, widths[0]);
    xml_close(docx->xml);
    docx_cell(docx, widths[1]);
    put_state(docx, widths[1]);
    xml_close(docx->xml);
    xml_close(docx->xml);
    docx_row(docx, false);
    docx_cell(docx, widths[0]);
    docx_line(docx, "DocumentNumber",
              letter->number.len ? str_format(docx->mem, "Số: %.*s", STR_ARG(letter->number))
                                 : S(""));
    xml_close(docx->xml);
    docx_cell(docx, widths[1]);
    docx_line(docx, "PlaceDay", letter->place_day);
    xml_close(docx->xml);
    xml_close(docx->xml);
    xml_close(docx->xml);
}

/* A number and the word behind it stay on one line: "06 tháng". */
static struct str bound(struct arena *mem, struct str text)
{
    struct text out = text_new(mem, SIZE_MAX);
    for (size_t i = 0; i < text.len; i++) {
        bool is_behind_digit = i > 0 && text.at[i - 1] >= '0' && text.at[i - 1] <= '9';
        if (text.at[i] == ' ' && is_behind_digit)
            text_add(&out, S("\u00A0"));
        else
            text_char(&out, text.at[i]);
    }
    return text_str(&out);
}

static void put_title(struct docx *docx)
{
    docx_line(docx, "Title", docx->letter->kind);
    docx_line(docx, "Subtitle", bound(docx->mem, docx->letter->subject));
    docx_rule(docx, text_width(), docx_twips(SUBJECT_RULE_MM));
    docx_line(docx, "Gap", S(""));
}

/* ---- the signatures ---- */

static void put_signer(struct docx *docx, const struct letter_signer *signer)
{
    if (signer->authority.len)
        docx_line(docx, "SignerPost", signer->authority);
    docx_line(docx, "SignerPost", signer->function);
    docx_line(docx, "SignerName", signer->name);
}

static void put_recipients(struct docx *docx)
{
    docx_line(docx, "RecipientsHead", S("Nơi nhận:"));
    for (size_t i = 0; i < docx->letter->recipients.count; i++)
        docx_line(docx, "Recipient", letter_recipient(docx->mem, docx->letter, i));
}

/* One row of the block below the text; NULL leaves that side to the recipients. */
static void put_signers(struct docx *docx, const int64_t widths[2], bool has_recipients,
                        const struct letter_signer *left, const struct letter_signer *right)
{
    docx_row(docx, false);
    docx_cell(docx, widths[0]);
    if (left)
        put_signer(docx, left);
    else if (has_recipients)
        put_recipients(docx);
    else
        docx_line(docx, "Normal", S(""));
    xml_close(docx->xml);
    docx_cell(docx, widths[1]);
    if (right)
        put_signer(docx, right);
    else
        docx_line(docx, "Normal", S(""));
    xml_close(docx->xml);
    xml_close(docx->xml);
}

static void put_foot(struct docx *docx)
{
    const struct letter *letter = docx->letter;
    size_t count = letter->signers.count;
    bool has_recipients = letter->recipients.count > 0, has_two = count > 1;
    int64_t widths[2];
    if (count == 0 && !has_recipients)
        return;
    columns_of(widths);
    docx->keeps_next = true;
    docx_line(docx, "Gap", S(""));
    docx->keeps_next = false;
    docx_table(docx, "TableNormal", widths, 2);
    put_signers(docx, widths, has_recipients && !has_two,
                has_two ? &letter->signers.at[count - 2] : NULL,
                count ? &letter->signers.at[count - 1] : NULL);
    if (has_two && has_recipients)
        put_signers(docx, widths, true, NULL, NULL);
    xml_close(docx->xml);
}

static void put_annex(struct docx *docx)
{
    const struct letter *letter = docx->letter;
    if (letter->annex_title.len == 0)
        return;
    docx_line(docx, "AnnexTitle", S("PHỤ LỤC"));
    docx_line(docx, "Subtitle", letter->annex_title);
    docx_line(docx, "AnnexOf", letter_annex_of(docx->mem, letter));
    docx_blocks(docx, &letter->annex, true);
}

/* ---- the page ---- */

static void put_lengths(struct docx *docx, const char *const *names, const int64_t *twips,
                        size_t count)
{
    for (size_t i = 0; i < count; i++)
        xml_attribute(docx->xml, names[i], str_format(docx->mem, "%lld", (long long)twips[i]));
    xml_close(docx->xml);
}

/* titlePg: the first page has a head of its own, which is none, so that its number is not shown. */
static void put_page(struct docx *docx)
{
    static const char *const edges[] = {"w:top",    "w:right",  "w:bottom", "w:left",
                                        "w:header", "w:footer", "w:gutter"};
    static const char *const sides[] = {"w:w", "w:h"};
    const int64_t margins[] = {docx_twips(LETTER_TOP_MM),
                               docx_twips(LETTER_RIGHT_MM),
                               docx_twips(LETTER_BOTTOM_MM),
                               docx_twips(LETTER_LEFT_MM),
                               docx_twips(LETTER_NUMBER_TOP_MM),
                               docx_twips(LETTER_NUMBER_TOP_MM),
                               0};
    const int64_t size[] = {docx_twips(LETTER_WIDTH_MM), docx_twips(LETTER_HEIGHT_MM)};
    xml_open(docx->xml, "w:sectPr");
    xml_open(docx->xml, "w:headerReference");
    xml_attribute(docx->xml, "w:type", S("default"));
    xml_attribute(docx->xml, "r:id", S("rId4"));
    xml_close(docx->xml);
    xml_open(docx->xml, "w:pgSz");
    put_lengths(docx, sides, size, COUNT_OF(size));
    xml_open(docx->xml, "w:pgMar");
    put_lengths(docx, edges, margins, COUNT_OF(margins));
    xml_leaf(docx->xml, "w:titlePg", NULL, S(""));
    xml_close(docx->xml);
}

static bool body_write(struct docx *docx, struct str *bytes, struct error *err)
{
    docx->xml = xml_new(docx->mem);
    xml_open(docx->xml, "w:document");
    xml_attribute(docx->xml, "xmlns:w", S(WORD));
    xml_attribute(docx->xml, "xmlns:r", S(LINKS));
    xml_open(docx->xml, "w:body");
    put_head(docx);
    put_title(docx);
    docx_blocks(docx, &docx->letter->document, false);
    put_foot(docx);
    put_annex(docx);
    docx_line(docx, "Gap", S("")); /* behind a table a document must have a paragraph */
    put_page(docx);
    return xml_end(docx->xml, bytes, err);
}

/* ---- the other parts ---- */

static void put_target(struct xml *xml, struct str id, const char *type, struct str target,
                       bool is_outside)
{
    xml_open(xml, "Relationship");
    xml_attribute(xml, "Id", id);
    xml_attribute(xml, "Type", str_of(type));
    xml_attribute(xml, "Target", target);
    if (is_outside)
        xml_attribute(xml, "TargetMode", S("External"));
    xml_close(xml);
}

static bool links_write(const struct docx *docx, struct str *bytes, struct error *err)
{
    struct xml *xml = xml_new(docx->mem);
    xml_open(xml, "Relationships");
    xml_attribute(xml, "xmlns", S(PACKAGE "relationships"));
    put_target(xml, S("rId1"), LINKS "/styles", S("styles.xml"), false);
    put_target(xml, S("rId2"), LINKS "/numbering", S("numbering.xml"), false);
    put_target(xml, S("rId3"), LINKS "/settings", S("settings.xml"), false);
    put_target(xml, S("rId4"), LINKS "/header", S("header.xml"), false);
    for (size_t i = 0; i < docx->targets.count; i++)
        put_target(xml, str_format(docx->mem, "rId%zu", DOCX_LINKS_FIXED + 1 + i),
                   LINKS "/hyperlink", docx->targets.at[i], true);
    return xml_end(xml, bytes, err);
}

/* What Windows shows of the file. No days: the letter's own stands in its text, and no other is
 * known. */
static bool core_write(const struct docx *docx, struct str *bytes, struct error *err)
{
    const struct letter *letter = docx->letter;
    struct xml *xml = xml_new(docx->mem);
    xml_open(xml, "cp:coreProperties");
    xml_attribute(xml, "xmlns:cp", S(PACKAGE "metadata/core-properties"));
    xml_attribute(xml, "xmlns:dc", S("http://purl.org/dc/elements/1.1/"));
    xml_open(xml, "dc:title");
    xml_text(xml,
             str_format(docx->mem, "%.*s %.*s", STR_ARG(letter->kind), STR_ARG(letter->subject)));
    xml_close(xml);
    xml_open(xml, "dc:creator");
    xml_text(xml, str_join(docx->mem, letter->issuer.at, letter->issuer.count, S(", ")));
    xml_close(xml);
    xml_open(xml, "dc:language");
    xml_text(xml, letter->language);
    xml_close(xml);
    return xml_end(xml, bytes, err);
}

static struct str file_of(const char *name)
{
    for (size_t i = 0; i < docx_files_count; i++)
        if (!strcmp(docx_files[i].name, name))
            return docx_files[i].bytes;
    return S("");
}

/* The shipped numberings, and behind them one for each list of this letter. */
static struct str numbering_of(const struct docx *docx)
{
    struct text out = text_new(docx->mem, SIZE_MAX);
    struct str shipped = file_of("numbering.xml");
    text_add(&out, str_part(shipped, 0, str_find(shipped, S("</w:numbering>"))));
    for (size_t i = 0; i < docx->lists.count; i++) {
        const struct docx_list *list = &docx->lists.at[i];
        text_format(&out,
                    "  <w:num w:numId=\"%zu\"><w:abstractNumId w:val=\"%d\"/>"
                    "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"%lld\"/></w:lvlOverride>"
                    "<w:lvlOverride w:ilvl=\"1\"><w:startOverride w:val=\"1\"/></w:lvlOverride>"
                    "</w:num>\n",
                    DOCX_LISTS_FIXED + 1 + i, list->numbering, (long long)list->first);
    }
    text_add(&out, S("</w:numbering>\n"));
    return text_str(&out);
}

bool letter_docx(struct arena *mem, const struct letter *letter, struct str *bytes,
                 struct error *err)
{
    struct docx docx = {.mem = mem, .letter = letter};
    struct str body, links, core;
    if (!letter_check(letter, err) || !body_write(&docx, &body, err) ||
        !links_write(&docx, &links, err) || !core_write(&docx, &core, err))
        return false;
    const struct package_part parts[] = {
        {"[Content_Types].xml", file_of("content-types.xml")},
        {"_rels/.rels", file_of("package-rels.xml")},
        {"docProps/app.xml", file_of("app.xml")},
        {"docProps/core.xml", core},
        {"word/document.xml", body},
        {"word/_rels/document.xml.rels", links},
        {"word/header.xml", file_of("header.xml")},
        {"word/numbering.xml", numbering_of(&docx)},
        {"word/settings.xml", file_of("settings.xml")},
        {"word/styles.xml", file_of("styles.xml")},
    };
    return package_write(mem, parts, COUNT_OF(parts), bytes, err);
}
