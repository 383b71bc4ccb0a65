/* How a unit writes its papers, on its way in. */
#ifndef FEATURE_PAPER_PAPER_IMPORT_H
#define FEATURE_PAPER_PAPER_IMPORT_H

#include "feature/feature.h"

/* Reads a list with the columns unit, type, pattern ("{so}/BC-MTTQ-BTT", {nam} for the year) and
 * recipients ("…; …"); a row replaces what the unit had for the type. Fails INVALID with every
 * wrong cell in job->out. */
bool paper_form_import(struct book *book, struct import_job *job, struct error *err);

#endif
