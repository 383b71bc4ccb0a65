/* The commands of papers. */
#ifndef FEATURE_PAPER_PAPER_COMMANDS_H
#define FEATURE_PAPER_PAPER_COMMANDS_H

#include "feature/paper/paper.h"

/* `document BOOK TYPE UNIT PERIOD --format docx|pdf|xlsx [--out FILE]`: the paper as a file, or on
 * standard output, which must not be a terminal. */
bool document_command(struct command_call *call, struct error *err);

/* `programme BOOK UNIT PERIOD --format text|html|docx|pdf [--out FILE]`. */
bool programme_command(struct command_call *call, struct error *err);

/* The outgoing register: `paper number`, `paper list`, `paper void`. */
bool paper_number_command(struct command_call *call, struct error *err);
bool paper_list_command(struct command_call *call, struct error *err);
bool paper_void_command(struct command_call *call, struct error *err);

#endif
