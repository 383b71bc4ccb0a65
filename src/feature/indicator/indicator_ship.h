/* Indicators and targets on their way into the journal. */
#ifndef FEATURE_INDICATOR_INDICATOR_SHIP_H
#define FEATURE_INDICATOR_INDICATOR_SHIP_H

#include "feature/indicator/indicator.h"

/* Appends the shipped indicators that the book does not have in this form. Fails INVALID with the
 * indicator's code and the reason if a rule cannot be. */
bool indicator_ship_all(struct book *book, struct error *err);

/* The importer of kind "target". Columns: unit, period, indicator, target, population, giver, note.
 */
bool target_import(struct book *book, struct import_job *job, struct error *err);

#endif
