/* The sample book. */
#ifndef MAIN_SAMPLE_H
#define MAIN_SAMPLE_H

#include "feature/feature.h"

/* `demo BOOK [FOLDER]`: makes a book and takes the lists of a sample in the order that its BOOK.txt
 * says, one "KIND FILE" or "issue UNIT PERIOD" a line. Without FOLDER: the first sample beside the
 * program (in the source tree, or where it is installed). All or nothing: of a sample with an error
 * nothing is taken, and an empty book is left. */
bool demo_command(struct command_call *call, struct error *err);

#endif
