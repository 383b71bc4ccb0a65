/* A workbook, or the XML of one of its sheets: read, or refused with a reason; what was read goes
 * over the wire and comes back the same. */
#include "worker/sheet_book.h"
#include "worker/sheet_world.h"

#include "base/unicode.h"

#include "fuzz.h"

static void rows_check(const struct sheet_table *table)
{
    int64_t line = 0;
    for (size_t i = 0; i < table->rows.count; i++) {
        const struct sheet_row *row = &table->rows.at[i];
        demand(row->line > line && row->count > 0 && row->count <= table->columns);
        line = row->line;
        for (size_t k = 0; k < row->count; k++)
            demand(utf8_is_valid(row->at[k].text) && !unicode_has_control(row->at[k].text));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    struct error err = {0};
    struct sheet_file file, again;
    struct str bytes = {(const char *)data, size}, sent;
    if (!str_starts(bytes, S("PK"))) {
        struct world_sheet world = {.whole = str_c(&mem, bytes),
                                    .strings = "<si><t>Khu phố 3</t></si><si><t>0912</t></si>",
                                    .styles = "<xf numFmtId=\"14\"/><xf numFmtId=\"10\"/>"};
        bytes = world_xlsx(&mem, &world);
    }
    if (!book_read(&mem, bytes, &file, &err)) {
        demand(err.kind == ERROR_INVALID && err.text[0]);
        return 0;
    }
    for (size_t i = 0; i < file.tables.count; i++)
        rows_check(&file.tables.at[i]);
    if (!sheet_write(&mem, &file, &sent, &err)) {
        demand(err.kind == ERROR_INVALID);
        return 0;
    }
    demand(sheet_wire_read(&mem, sent, &again, &err));
    demand(again.tables.count == file.tables.count);
    return 0;
}
