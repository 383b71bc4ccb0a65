/* Reads the lists of offices: Excel workbooks, by a helper program that trusts no byte of them
 * (worker/sheet.c), and CSV files. What it is, the content says, never the name. */
#ifndef DOCUMENT_SHEET_READ_H
#define DOCUMENT_SHEET_READ_H

#include "base/child.h"
#include "document/sheet_wire.h"

/* The program that reads workbooks; a book keeps one struct child of it (feature/book.h). */
extern const struct helper sheet_helper;

/* Gives what a file holds, in `mem`; its texts may point into `bytes`. An .xlsx of at most 25 MB is
 * handed to `reader`, so call this on a slow page, never inside a transaction; a CSV file is UTF-8
 * with or without a mark, or UTF-16 with one, and gives one table. Macros, pictures and charts are
 * passed over. Fails INVALID (field "sheet") with a reason and a way out for whoever chose the
 * file: another format (.xls, .ods, a web page called .xls), a password, damaged, beyond the limits
 * of sheet_wire.h; otherwise as child_ask. */
must_check bool sheet_read(struct child *reader, struct arena *mem, struct str bytes,
                           struct sheet_file *file, struct error *err);

#endif
