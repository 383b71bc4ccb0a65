/* The commands "article …". */
#ifndef FEATURE_PORTAL_ARTICLE_COMMANDS_H
#define FEATURE_PORTAL_ARTICLE_COMMANDS_H

#include "feature/feature.h"

/* article add BOOK FILE.md [--dry-run], article correct BOOK NO FILE.md --note [--dry-run]: the
 * pictures are read by the first half. */
bool article_add_prepare(struct command_call *call, struct error *err);
bool article_add_command(struct command_call *call, struct error *err);
bool article_correct_prepare(struct command_call *call, struct error *err);
bool article_correct_command(struct command_call *call, struct error *err);

/* article withdraw BOOK NO --reason */
bool article_withdraw_command(struct command_call *call, struct error *err);

/* article erase BOOK NO [--author | --picture N | --replaced] */
bool article_erase_command(struct command_call *call, struct error *err);

/* article list BOOK */
bool article_list_command(struct command_call *call, struct error *err);

#endif
