/* A spreadsheet on its way out (Office Open XML). A sticky writer: what goes wrong in between is
 * said once, by xlsx_end. Texts are texts, never formulas. The only file that names libxlsxwriter
 * is xlsx.c. */
#ifndef DOCUMENT_XLSX_H
#define DOCUMENT_XLSX_H

#include "base/error.h"
#include "base/str.h"

enum { XLSX_MESSAGE_CHARACTERS = 250 }; /* of a message beside a cell; longer ones are cut */

struct xlsx;
struct xlsx_format; /* lives as long as its spreadsheet */

/* How a cell looks: Times New Roman, centred from top to bottom. */
struct xlsx_look {
    bool is_bold, is_italic, is_centred, is_wrapped, has_border;
    double size_pt;     /* 0: 12 */
    const char *number; /* "#,##0"; NULL: as the program likes, "@": everything is text */
    unsigned fill;      /* 0xRRGGBB; 0: none */
};

/* A new spreadsheet whose properties name a title. Must be ended by xlsx_end, whatever happens. */
struct xlsx *xlsx_new(struct arena *mem, struct str title);

/* A format for cells of that look; it belongs to the spreadsheet. */
struct xlsx_format *xlsx_format(struct xlsx *xlsx, struct xlsx_look look);

/* Begins a sheet: all that follows stands in it. name: at most 31 characters, none of []:*?/\. */
void xlsx_sheet(struct xlsx *xlsx, const char *name);

/* Cells, rows and columns counted from 0. An empty text makes an empty cell of that look. */
void xlsx_text(struct xlsx *xlsx, int row, int column, struct str text, struct xlsx_format *format);
void xlsx_number(struct xlsx *xlsx, int row, int column, double number, struct xlsx_format *format);

/* A note that opens over a cell. */
void xlsx_note(struct xlsx *xlsx, int row, int column, struct str text);

/* width: in characters; format: of cells that hold nothing yet, may be NULL. */
void xlsx_column(struct xlsx *xlsx, int column, double width, struct xlsx_format *format);
void xlsx_height(struct xlsx *xlsx, int row, double height_pt);

/* Rows above and columns left of here stay in sight. */
void xlsx_freeze(struct xlsx *xlsx, int row, int column);

/* A4, one page wide; repeated: the row that stands on each page. */
void xlsx_page(struct xlsx *xlsx, bool is_landscape, int repeated);

enum xlsx_check {
    XLSX_ANYTHING, /* only tells what belongs here */
    XLSX_WHOLE,    /* whole numbers from 0 */
    XLSX_DAY,      /* days from 1900 to 2199 */
    XLSX_LIST,     /* one of the cells of another sheet */
};

/* What may be typed in a column's rows. */
struct xlsx_rule {
    int column, first_row, last_row;
    enum xlsx_check check;
    bool is_strict;            /* anything else is refused; else it is asked about */
    const char *list;          /* XLSX_LIST: "'Danh mục'!$A$2:$A$9" */
    struct str title, message; /* told when the cell is chosen; title: 32 characters at most */
    struct str wrong;          /* told when something else was typed */
};
void xlsx_rule(struct xlsx *xlsx, const struct xlsx_rule *rule);

/* Gives the file's bytes in the arena and ends the writer: the same calls, the same bytes. Fails
 * BROKEN when the library did. */
must_check bool xlsx_end(struct xlsx *xlsx, struct str *bytes, struct error *err);

#endif
