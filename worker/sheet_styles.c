#include "worker/sheet_book.h"

/* A pattern that the workbook brings along. */
struct own_format {
    int64_t id;
    struct number_format format;
};

struct styles_reading {
    struct workbook *book;
    list_of(struct own_format) formats;
    bool is_in_styles; /* those that cells name, not those that they are made from */
};

static int64_t number_of(const struct sax_element *element, struct str name)
{
    int64_t number;
    return str_to_int(sax_attribute(element, name), &number) ? number : 0;
}

static struct number_format format_of(const struct styles_reading *reading, int64_t id)
{
    for (size_t i = 0; i < reading->formats.count; i++)
        if (reading->formats.at[i].id == id)
            return reading->formats.at[i].format;
    return number_format_known(id);
}

static bool open_element(void *context, const struct sax_element *element, struct error *err)
{
    struct styles_reading *reading = context;
    struct workbook *book = reading->book;
    if (str_is(element->name, S("cellXfs")))
        reading->is_in_styles = true;
    else if (str_is(element->name, S("numFmt")))
        *list_add(&reading->formats, book->mem) =
            (struct own_format){number_of(element, S("numFmtId")),
                                number_format_read(sax_attribute(element, S("formatCode")))};
    else if (reading->is_in_styles && str_is(element->name, S("xf")))
        *list_add(&book->styles, book->mem) = format_of(reading, number_of(element, S("numFmtId")));
    return (reading->formats.count <= BOOK_RELATIONS_MAX &&
            book->styles.count <= BOOK_FORMATS_MAX) ||
           fail(err, ERROR_INVALID, "sheet",
                "tệp có quá nhiều kiểu ô; hãy chép danh sách sang một tệp mới rồi gửi");
}

static bool close_element(void *context, struct str name, unused struct error *err)
{
    struct styles_reading *reading = context;
    if (str_is(name, S("cellXfs")))
        reading->is_in_styles = false;
    return true;
}

bool styles_read(struct workbook *book, const char *part, struct error *err)
{
    struct styles_reading reading = {.book = book};
    struct sax_reader reader = {.context = &reading, .open = open_element, .close = close_element};
    return sax_read(book->archive, part, &reader, err);
}
