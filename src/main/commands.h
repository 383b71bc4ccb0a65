/* The commands that belong to no feature, and the running of any command. */
#ifndef MAIN_COMMANDS_H
#define MAIN_COMMANDS_H

#include "feature/book.h"

extern const struct command main_commands[];
extern const size_t main_commands_count;

/* The command of a name, of main or of a feature; NULL if there is none. */
const struct command *command_find(struct str name);

/* Whether the call asks to write nothing (--dry-run). */
bool command_is_dry_run(const struct command *command, const struct command_call *call);

/* Runs a command that writes, inside a transaction of the book, in a savepoint of its own: all or
 * nothing; --dry-run undoes what went well. */
must_check bool command_write(const struct command *command, struct command_call *call,
                              struct error *err);

/* Takes one list into the book; inside a transaction of a book that nobody else uses. Fails as the
 * kind's importer does. */
must_check bool import_file(struct book *book, struct arena *mem, struct str kind, struct str path,
                            struct text *out, struct error *err);

/* Prints the help: all commands by group, or one command's. */
void help_print(struct text *out);
void help_print_command(struct text *out, const struct command *command);
/* The columns of a kind's lists; false if no such kind ships. */
must_check bool help_print_kind(struct text *out, struct str kind);

/* Prints all routes and who may come: the permission matrix, or JSON for tests (routes.c). */
bool routes_command(struct command_call *call, struct error *err);

/* Serves a book until a signal ends it (serve.c). */
bool serve_command(struct command_call *call, struct error *err);

#endif
