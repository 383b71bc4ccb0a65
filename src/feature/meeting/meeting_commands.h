/* The commands of conferences, tasks and programmes. */
#ifndef FEATURE_MEETING_MEETING_COMMANDS_H
#define FEATURE_MEETING_MEETING_COMMANDS_H

#include "feature/feature.h"

/* Read the file that is named, before the transaction. */
bool meeting_add_prepare(struct command_call *call, struct error *err);
bool task_result_prepare(struct command_call *call, struct error *err);

bool meeting_add_command(struct command_call *call, struct error *err);   /* BOOK FILE.md */
bool meeting_erase_command(struct command_call *call, struct error *err); /* BOOK NO NAME|FIELD */
bool meeting_void_command(struct command_call *call, struct error *err);  /* BOOK NO */
bool task_result_command(struct command_call *call, struct error *err);   /* BOOK NO FILE|TEXT */
bool task_close_command(struct command_call *call, struct error *err);    /* BOOK NO */

#endif
