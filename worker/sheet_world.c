#include "worker/sheet_world.h"

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN        "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE      "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE     "http://schemas.openxmlformats.org/package/2006/relationships"

static const char *or_none(const char *text)
{
    return text ? text : "";
}

static struct str sheet_xml(struct arena *mem, const struct world_sheet *world)
{
    if (world->whole)
        return str_of(world->whole);
    return str_format(
        mem, DECLARATION "<worksheet xmlns=\"" MAIN "\">%s<sheetData>%s</sheetData>%s</worksheet>",
        or_none(world->before), or_none(world->rows), or_none(world->behind));
}

static struct str book_xml(struct arena *mem, const struct world_sheet *world)
{
    const char *sheets =
        world->sheets ? world->sheets : "<sheet name=\"Trang 1\" sheetId=\"1\" r:id=\"r1\"/>";
    return str_format(mem,
                      DECLARATION "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE
                                  "\"><workbookPr %s/><sheets>%s</sheets></workbook>",
                      or_none(world->settings), sheets);
}

static struct str relations_xml(struct arena *mem, const struct world_sheet *world)
{
    return str_format(mem,
                      DECLARATION "<Relationships xmlns=\"" PACKAGE "\">"
                                  "<Relationship Id=\"r1\" Type=\"" OFFICE "/worksheet\""
                                  " Target=\"worksheets/sheet1.xml\"/>"
                                  "<Relationship Id=\"r2\" Type=\"" OFFICE "/worksheet\""
                                  " Target=\"/xl/worksheets/sheet2.xml\"/>"
                                  "<Relationship Id=\"r3\" Type=\"" OFFICE "/chartsheet\""
                                  " Target=\"chartsheets/sheet1.xml\"/>"
                                  "<Relationship Id=\"r4\" Type=\"" OFFICE "/sharedStrings\""
                                  " Target=\"sharedStrings.xml\"/>"
                                  "<Relationship Id=\"r5\" Type=\"" OFFICE
                                  "/styles\" Target=\"styles.xml\"/>"
                                  "%s</Relationships>",
                      or_none(world->relations));
}

static struct str styles_xml(struct arena *mem, const struct world_sheet *world)
{
    return str_format(mem,
                      DECLARATION "<styleSheet xmlns=\"" MAIN "\"><numFmts>%s</numFmts>"
                                  "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                                  "<cellXfs><xf numFmtId=\"0\"/>%s</cellXfs></styleSheet>",
                      or_none(world->formats), or_none(world->styles));
}

struct str world_xlsx(struct arena *mem, const struct world_sheet *world)
{
    static const char top[] =
        DECLARATION "<Relationships xmlns=\"" PACKAGE "\"><Relationship Id=\"r1\" Type=\"" OFFICE
                    "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    static const char second[] = DECLARATION
        "<worksheet xmlns=\"" MAIN "\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\">"
        "<is><t>trang hai</t></is></c></row></sheetData></worksheet>";
    struct package_part parts[] = {
        {"_rels/.rels", str_of(top)},
        {"xl/workbook.xml", book_xml(mem, world)},
        {"xl/_rels/workbook.xml.rels", relations_xml(mem, world)},
        {"xl/sharedStrings.xml",
         str_format(mem, DECLARATION "<sst xmlns=\"" MAIN "\">%s</sst>", or_none(world->strings))},
        {"xl/styles.xml", styles_xml(mem, world)},
        {"xl/worksheets/sheet1.xml", sheet_xml(mem, world)},
        {"xl/worksheets/sheet2.xml", str_of(second)},
        world->extra,
    };
    struct error err;
    struct str bytes;
    size_t count = COUNT_OF(parts) - (world->extra.name ? 0 : 1);
    if (!package_write(mem, parts, count, &bytes, &err))
        abort();
    return bytes;
}
