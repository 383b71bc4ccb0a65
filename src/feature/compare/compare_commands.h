/* The command of comparing. */
#ifndef FEATURE_COMPARE_COMMANDS_H
#define FEATURE_COMPARE_COMMANDS_H

#include "feature/feature.h"

/* `compare BOOK UNIT PERIOD FILE --format text|json`: prints what compare_text finds; fails
 * CONFLICT (exit code 1), with everything printed, if a number differs or contradicts the text. */
bool compare_command(struct command_call *call, struct error *err);

#endif
