/* The commands of the sheets. Inside the feature only. */
#ifndef FEATURE_SHEET_SHEET_COMMANDS_H
#define FEATURE_SHEET_SHEET_COMMANDS_H

#include "feature/feature.h"

bool sheet_command(struct command_call *call, struct error *err);   /* BOOK UNIT PERIOD */
bool reading_command(struct command_call *call, struct error *err); /* BOOK WORD */

#endif
