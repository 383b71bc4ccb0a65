/* The commands of records. */
#ifndef FEATURE_RECORD_RECORD_COMMANDS_H
#define FEATURE_RECORD_RECORD_COMMANDS_H

#include "feature/record/record.h"

/* `void BOOK NO REASON`: takes a record out of every figure. NO is "gift/2022/0007" or the last
 * part of its address, "qua-2022-0007". */
bool void_command(struct command_call *call, struct error *err);

/* `erase BOOK NO FIELD`: erases a value that is not public. FIELD is its code or its label. Fails
 * MISSING if the record never had one. */
bool erase_command(struct command_call *call, struct error *err);

#endif
