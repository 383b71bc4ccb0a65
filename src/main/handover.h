/* Work for a book that is being served: one process owns a book, so a command hands its work over a
 * socket in the book's folder and prints the answer. */
#ifndef MAIN_HANDOVER_H
#define MAIN_HANDOVER_H

#include "feature/feature.h"

struct web;

/* Sends the command to the process that serves call->arguments[0] and waits for its answer, which
 * goes to call->out. *err says at first that the book is busy; it stays so when nobody answers. */
must_check bool handover_send(const struct command *command, struct command_call *call,
                              struct error *err);

struct handover;

/* Listens for such work until handover_stop; each piece runs as one request of the writer thread.
 */
must_check bool handover_start(struct handover **handover, struct book *book, struct web *web,
                               struct error *err);
void handover_stop(struct handover *handover);

#endif
