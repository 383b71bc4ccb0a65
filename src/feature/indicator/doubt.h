/* Doubts: what readers report with "Báo số liệu chưa đúng" on the page of a figure. What they write
 * is for the officers only; their answer is public, on the same page. Kept beside the journal: it
 * is no statement of the committee until it is answered, and may be deleted. */
#ifndef FEATURE_INDICATOR_DOUBT_H
#define FEATURE_INDICATOR_DOUBT_H

#include "feature/indicator/indicator.h"

enum {
    DOUBT_TEXT_MAX_BYTES = 4000,
    DOUBT_TEXT_MAX_CHARACTERS = 1000, /* what the form lets people type */
    DOUBT_ANSWER_MAX_BYTES = 4000,
    DOUBTS_WAITING_MAX = 2000, /* of a book: more are not taken */
    DOUBTS_SHOWN_MAX = 20,     /* answers on a page, newest first */
};

struct doubt {
    int64_t id;                         /* from 1 */
    struct str unit, indicator, period; /* codes: whose figure, which, of when */
    struct str text;                    /* as written; never on a page */
    struct day day;
    struct str answer; /* empty: it waits */
    struct day answered;
};

struct doubts {
    struct doubt *at;
    size_t count, room;
};

/* Keeps what somebody wrote about a figure; id, answer and answered are not looked at. Fails BUSY
 * when DOUBTS_WAITING_MAX wait already. In the caller's transaction, as all that writes here. */
must_check bool doubt_add(struct db *db, const struct doubt *doubt, struct error *err);

/* Those that wait, oldest first, and if asked the answered ones too. In `mem`. */
must_check bool doubts_read(struct db *db, struct arena *mem, bool with_answered,
                            struct doubts *doubts, struct error *err);

/* The newest answers about one figure, as its page shows them; their texts stay empty. */
must_check bool doubts_answered(struct db *db, struct arena *mem, const struct unit *unit,
                                const struct indicator *indicator, struct period period,
                                struct doubts *doubts, struct error *err);

/* The newest answers about all figures, as the disclosure shows them; their texts stay empty. */
must_check bool doubts_answered_newest(struct db *db, struct arena *mem, size_t limit,
                                       struct doubts *doubts, struct error *err);

/* What a doubt is about, "Suất quà, 6 tháng đầu năm 2022, khu phố 3", and its page; *address is
 * empty where the figure, the unit or the period is known no more. In `mem`. */
void doubt_figure(struct arena *mem, const struct unit_tree *units,
                  const struct indicators *indicators, const struct doubt *doubt, struct str *title,
                  struct str *address);

/* Answers a doubt, or puts another answer in place of the first. Fails MISSING, INVALID (an answer
 * that is empty, too long or has control characters). */
must_check bool doubt_answer(struct db *db, int64_t id, struct str answer, struct day day,
                             struct error *err);

/* Deletes what a doubt and its answer say; its number stays taken. Fails MISSING. */
must_check bool doubt_drop(struct db *db, int64_t id, struct error *err);

/* "report list", "report answer", "report drop". */
bool doubt_list_command(struct command_call *call, struct error *err);
bool doubt_answer_command(struct command_call *call, struct error *err);
bool doubt_drop_command(struct command_call *call, struct error *err);

#endif
