/* Lists of records: `import BOOK KIND FILE.csv`. */
#ifndef FEATURE_RECORD_RECORD_IMPORT_H
#define FEATURE_RECORD_RECORD_IMPORT_H

#include "feature/record/record.h"

/* Takes a list of the catalogue's kind job->kind. Row identity (design, "How a record flows"): the
 * list's own key column, else the row's values and which equal row of the file it is. Rows known
 * already add nothing; rows that differ from a known key are refused unless job->is_correction. The
 * report says how many were new, known, corrected. All or nothing: the caller rolls back on false.
 */
bool record_import(struct book *book, struct import_job *job, struct error *err);

#endif
