/* Work for a book that is being served: one process owns a book, so a command hands its work over a
 * socket in the book's folder and prints the answer. Files that the work needs are opened by the
 * command and handed over, and what it makes is written by the command: the serving process sees
 * nothing but its book. */
#ifndef MAIN_HANDOVER_H
#define MAIN_HANDOVER_H

#include "feature/feature.h"

struct web;

/* Sends the command to the process that serves call->arguments[0] and waits for its answer, which
 * goes to call->out. *err says at first that the book is busy; it stays so when nobody answers. */
must_check bool handover_send(const struct command *command, struct command_call *call,
                              struct error *err);

struct handover;

/* The folder in which the socket of a book lies, in `mem`; NULL if its path is too long for one. */
const char *handover_folder(struct arena *mem, const struct book *book);

/* Listens for such work until handover_stop; each piece runs as one request of the writer thread.
 */
must_check bool handover_start(struct handover **handover, struct book *book, struct web *web,
                               struct error *err);
void handover_stop(struct handover *handover);

#endif
