/* `review BOOK UNIT PERIOD` and `issue BOOK UNIT PERIOD`. */
#ifndef FEATURE_REVIEW_REVIEW_COMMANDS_H
#define FEATURE_REVIEW_REVIEW_COMMANDS_H

#include "feature/review/review.h"

/* Prints the review: --format text|json|html, --cutoff DAY. */
bool review_command(struct command_call *call, struct error *err);

/* Freezes it: --cutoff DAY, --restate. */
bool issue_command(struct command_call *call, struct error *err);
bool review_erase_command(struct command_call *call, struct error *err);

#endif
