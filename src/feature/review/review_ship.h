/* The outline and people's prose on their way into the book. */
#ifndef FEATURE_REVIEW_REVIEW_SHIP_H
#define FEATURE_REVIEW_REVIEW_SHIP_H

#include "feature/review/review.h"

/* Appends the shipped outlines (catalogue/outlines/) that the book has
 * otherwise. Fails INVALID with line and column on an outline that cannot be composed or names
 * unknown figures. */
bool review_ship_all(struct book *book, struct error *err);

/* The importer of kind "prose": a text with "unit: …" and "period: …" in its first lines, then
 * "## slot" headings with the prose of each. Digits belong to figures, so prose is kept as it is.
 */
bool prose_import(struct book *book, struct import_job *job, struct error *err);

#endif
