/* Who has reported what: the reporting duties of the areas as data (entries catalogue.duty, which
 * ship as catalogue/duties.csv), beside what the book has of them. */
#ifndef FEATURE_OFFICE_DUTY_H
#define FEATURE_OFFICE_DUTY_H

#include "feature/draft/draft.h"
#include "feature/frame.h"
#include "feature/office/dated.h"
#include "feature/office/scope.h"

#define DUTY_ADDRESS "/lam-viec/day-du"
#define DUTY_TYPE    "catalogue.duty"

enum { DUTY_KINDS_MAX = 16, DUTY_DAYS_MAX = 366, DUTY_UNITS_MAX = 200 };

/* Something that each area reports once a period. */
struct duty {
    struct dated item;
    struct str label;
    enum period_kind every;
    struct str kinds[DUTY_KINDS_MAX]; /* any one of them will do */
    size_t kinds_count;
    int64_t due_days; /* after the period's last day */
};
struct duties {
    struct duty *at;
    size_t count, room;
};

/* "month", "quarter", "half", "year", and back; false if there is no such period. */
struct str duty_every_code(enum period_kind every);
bool duty_every_meant(struct str code, enum period_kind *every);

/* What an item says; false if a later program has stated it and this one does not know how often.
 * Texts lie where the item's do. */
bool duty_of(const struct dated *item, struct duty *duty);

/* The body of its entry: canonical JSON in `mem`. Fails INVALID if it is too long for one. */
must_check bool duty_body(struct arena *mem, const struct duty *duty, struct str *body,
                          struct error *err);

/* Whether a duty has a code and a label, kinds that there are, and a date by which it is due. Fails
 * INVALID with the reason; the field is the member's name. */
must_check bool duty_check(const struct catalogue *catalogue, const struct duty *duty,
                           struct error *err);

/* The duties that hold on `day`, in order. Texts in `mem`. Fails as the database does. */
must_check bool duties_on(struct db *db, struct arena *mem, struct day day, struct duties *duties,
                          struct error *err);

enum duty_state { DUTY_REPORTED, DUTY_NOTHING, DUTY_WAITING, DUTY_OPEN, DUTY_OVERDUE };

/* What a unit has reported of a duty in a period. */
struct duty_answer {
    int64_t records, waiting; /* approved in the period; handed in and not decided yet */
    struct day newest;        /* of the records; DAY_NONE */
    bool says_nothing;        /* "nothing to report" was said */
    struct day due;
    enum duty_state state;
    int64_t days; /* overdue by; or until it is due */
};

/* Weighs what is counted: fills state and days, as on `today`. */
void duty_weigh(struct duty_answer *answer, struct day today);

/* How many live records of the duty's kinds a unit itself has in a period, and the newest day. */
must_check bool duty_records(struct db *db, const struct duty *duty, const struct unit *unit,
                             struct period period, struct duty_answer *answer, struct error *err);

/* Whether it was said that there is nothing to report; saying so, and taking it back. The last two
 * in the writer's transaction. */
must_check bool duty_nothing(struct db *db, const struct duty *duty, const struct unit *unit,
                             struct period period, bool *is_said, struct error *err);
must_check bool duty_nothing_say(struct book *book, struct arena *mem, const struct duty *duty,
                                 const struct unit *unit, struct period period, struct error *err);
must_check bool duty_nothing_take_back(struct book *book, const struct duty *duty,
                                       const struct unit *unit, struct period period,
                                       struct error *err);

/* How many duties of the visitor's units are overdue on the page as it opens: for waiting_item. */
must_check bool duties_overdue(struct request *req, int64_t *count, struct error *err);

struct duty_cell {
    struct str words, more; /* "3 việc, gần nhất 21/6/2022"; "2 việc chờ duyệt" */
    bool is_done, is_overdue;
    struct str code; /* of the duty, for the buttons; empty: none */
    bool is_said;    /* the button takes it back */
};

struct duty_row {
    struct str unit, address;
    list_of(struct duty_cell) cells; /* as the page's duties */
};

struct duty_head {
    struct str label, period, due; /* "quý II năm 2022", "hạn 10/7/2022" */
};

struct duty_page {
    struct page_frame frame;
    struct scope_links links;
    struct str unit_title, unit, period, period_code, today, done;
    list_of(struct duty_head) heads;
    list_of(struct duty_row) rows;
    int64_t cells, done_cells, overdue;
    bool may_say; /* "nothing to report": on the page of one area alone */
};

page_function duty_get, duty_post;
/* Template. */
void duty_html(struct html *out, const struct duty_page *page);

#endif
