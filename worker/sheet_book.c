#include "worker/sheet_book.h"

static bool refuse(struct error *err, const char *reason)
{
    return fail(err, ERROR_INVALID, "sheet", "%s", reason);
}

static bool damaged(struct error *err)
{
    return refuse(err, "tệp thiếu phần chính của bảng tính; hãy mở bằng Excel, lưu lại rồi gửi");
}

/* ---- what the archive is ---- */

/* Refuses by name what other programs pack into archives too. */
static bool kind_check(const struct archive *archive, struct error *err)
{
    if (archive_has(archive, "content.xml"))
        return refuse(err, "đây là tệp của LibreOffice (.ods); hãy mở tệp rồi lưu lại dưới dạng "
                           ".xlsx (Excel 2007-365)");
    if (archive_has(archive, "xl/workbook.bin"))
        return refuse(err, "đây là tệp Excel nhị phân (.xlsb); hãy mở tệp rồi lưu lại dưới dạng "
                           ".xlsx (Excel Workbook)");
    if (archive_has(archive, "word/document.xml"))
        return refuse(err, "đây là văn bản Word (.docx), không phải bảng tính; hãy chép bảng sang "
                           "Excel rồi gửi");
    if (archive_has(archive, "ppt/presentation.xml"))
        return refuse(err, "đây là tệp trình chiếu, không phải bảng tính");
    if (archive_has(archive, "Index/Document.iwa"))
        return refuse(err, "đây là tệp Numbers; hãy xuất ra dạng .xlsx (Excel) rồi gửi");
    return archive_has(archive, "_rels/.rels") ||
           refuse(err, "đây là tệp nén, không phải bảng tính; hãy giải nén rồi gửi từng tệp");
}

/* ---- relations: which part is which ---- */

struct relation {
    struct str id;
    struct str type; /* the last word of its address: "worksheet" */
    struct str part; /* its name in the archive; empty if it lies outside */
};

struct relations {
    struct arena *mem;
    struct str folder; /* that targets count from: "xl/" */
    list_of(struct relation) all;
};

static struct str last_word(struct str address)
{
    size_t from = address.len;
    while (from > 0 && address.at[from - 1] != '/')
        from--;
    return str_part(address, from, address.len);
}

/* "worksheets/sheet1.xml" or "/xl/worksheets/sheet1.xml" as the archive names it. */
static struct str part_of(struct relations *relations, struct str target)
{
    bool is_absolute = str_starts(target, S("/"));
    struct str parts[] = {is_absolute ? S("") : relations->folder,
                          str_part(target, is_absolute, target.len)};
    return str_join(relations->mem, parts, COUNT_OF(parts), S(""));
}

static bool open_relation(void *context, const struct sax_element *element, struct error *err)
{
    struct relations *relations = context;
    if (!str_is(element->name, S("Relationship")))
        return true;
    struct str target = sax_attribute(element, S("Target"));
    bool is_outside = str_is(sax_attribute(element, S("TargetMode")), S("External"));
    if (relations->all.count >= BOOK_RELATIONS_MAX || target.len > PART_NAME_MAX_BYTES)
        return damaged(err);
    *list_add(&relations->all, relations->mem) = (struct relation){
        .id = str_copy(relations->mem, sax_attribute(element, S("Id"))),
        .type = str_copy(relations->mem, last_word(sax_attribute(element, S("Type")))),
        .part = is_outside ? S("") : part_of(relations, target)};
    return true;
}

/* Reads the relations of a part ("xl/workbook.xml"; empty: of the whole archive). */
static bool relations_read(struct workbook *book, struct str part, struct relations *relations,
                           struct error *err)
{
    struct str name = last_word(part);
    *relations = (struct relations){.mem = book->mem};
    relations->folder = str_part(part, 0, part.len - name.len);
    struct str path =
        str_format(book->mem, "%.*s_rels/%.*s.rels", STR_ARG(relations->folder), STR_ARG(name));
    struct sax_reader reader = {.context = relations, .open = open_relation};
    return sax_read(book->archive, path.at, &reader, err);
}

static const struct relation *relation_of(const struct relations *relations, struct str type)
{
    for (size_t i = 0; i < relations->all.count; i++)
        if (str_is(relations->all.at[i].type, type) && relations->all.at[i].part.len)
            return &relations->all.at[i];
    return NULL;
}

static const struct relation *relation_find(const struct relations *relations, struct str id)
{
    for (size_t i = 0; i < relations->all.count; i++)
        if (str_is(relations->all.at[i].id, id))
            return &relations->all.at[i];
    return NULL;
}

/* ---- the workbook's own part ---- */

static bool open_book(void *context, const struct sax_element *element, struct error *err)
{
    struct workbook *book = context;
    if (str_is(element->name, S("workbookPr")))
        book->is_1904 = sax_flag(element, S("date1904"));
    if (!str_is(element->name, S("sheet")))
        return true;
    unsigned ignored = 0;
    struct str state = sax_attribute(element, S("state"));
    struct str name = sax_attribute(element, S("name"));
    if (name.len > SHEET_NAME_MAX_BYTES || book->sheets.count >= SHEET_TABLES_MAX)
        return refuse(err, "tệp có quá nhiều trang tính; hãy chép trang cần nhập sang tệp mới");
    *list_add(&book->sheets, book->mem) = (struct book_sheet){
        .name = str_copy(book->mem, sheet_text(book->mem, name, &ignored)),
        .relation = str_copy(book->mem, sax_attribute_prefixed(element, S("id"))),
        .is_hidden = state.len && !str_is(state, S("visible"))};
    return true;
}

/* ---- all of it ---- */

static void flags_find(const struct workbook *book, const struct relations *relations,
                       struct sheet_file *file)
{
    file->has_macros = archive_has(book->archive, "xl/vbaProject.bin");
    for (size_t i = 0; i < relations->all.count; i++) {
        struct str type = relations->all.at[i].type;
        file->has_macros |= str_is(type, S("vbaProject")) || str_is(type, S("xlMacrosheet"));
        file->has_links |= str_is(type, S("externalLink"));
    }
}

static bool shared_read(struct workbook *book, const struct relations *relations, struct error *err)
{
    const struct relation *strings = relation_of(relations, S("sharedStrings"));
    const struct relation *styles = relation_of(relations, S("styles"));
    return (!strings || strings_read(book, str_c(book->mem, strings->part), err)) &&
           (!styles || styles_read(book, str_c(book->mem, styles->part), err));
}

static bool sheets_read(struct workbook *book, const struct relations *relations,
                        struct sheet_file *file, struct error *err)
{
    for (size_t i = 0; i < book->sheets.count; i++) {
        const struct book_sheet *sheet = &book->sheets.at[i];
        const struct relation *relation = relation_find(relations, sheet->relation);
        if (!relation)
            return damaged(err);
        if (!str_is(relation->type, S("worksheet")))
            continue; /* charts, dialogs, macros of before 1997 */
        struct sheet_table *table = list_add(&file->tables, book->mem);
        table->name = sheet->name;
        table->is_hidden = sheet->is_hidden;
        if (!cells_read(book, str_c(book->mem, relation->part), table, err))
            return false;
    }
    return file->tables.count ||
           refuse(err, "tệp không có trang tính nào, chỉ có biểu đồ; hãy gửi tệp có danh sách");
}

static bool archive_take(struct workbook *book, struct sheet_file *file, struct error *err)
{
    struct relations top, own;
    struct sax_reader reader = {.context = book, .open = open_book};
    if (!kind_check(book->archive, err) || !relations_read(book, S(""), &top, err))
        return false;
    const struct relation *main = relation_of(&top, S("officeDocument"));
    if (!main)
        return damaged(err);
    if (!sax_read(book->archive, str_c(book->mem, main->part), &reader, err) ||
        !relations_read(book, main->part, &own, err))
        return false;
    flags_find(book, &own, file);
    return shared_read(book, &own, err) && sheets_read(book, &own, file, err);
}

bool book_read(struct arena *mem, struct str bytes, struct sheet_file *file, struct error *err)
{
    struct workbook book = {.mem = mem};
    *file = (struct sheet_file){0};
    if (!archive_open(mem, bytes, &book.archive, err))
        return false;
    bool is_well = archive_take(&book, file, err);
    archive_end(book.archive);
    return is_well;
}
