/* The commands of this feature: see their rows in account_feature.c. */
#ifndef FEATURE_ACCOUNT_ACCOUNT_COMMANDS_H
#define FEATURE_ACCOUNT_ACCOUNT_COMMANDS_H

#include "feature/feature.h"

/* `user add|list|link|lock|role`. */
must_check bool user_add_command(struct command_call *call, struct error *err);
must_check bool user_list_command(struct command_call *call, struct error *err);
must_check bool user_link_command(struct command_call *call, struct error *err);
must_check bool user_lock_command(struct command_call *call, struct error *err);
must_check bool user_role_command(struct command_call *call, struct error *err);

#endif
