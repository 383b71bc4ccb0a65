/* The pages of the conference desk and what their templates show. */
#ifndef FEATURE_MEETING_DESK_PAGES_H
#define FEATURE_MEETING_DESK_PAGES_H

#include "feature/account/account.h"
#include "feature/meeting/desk_form.h"
#include "feature/meeting/desk_store.h"
#include "feature/meeting/meeting_pages.h"

#define CONFERENCE_DESK_ADDRESS "/lam-viec/hoi-nghi"

enum { DESK_REASON_MAX_BYTES = 2000 };

struct desk_option {
    struct str code, label;
};
struct desk_options {
    struct desk_option *at;
    size_t count, room;
};

/* A field as a form shows it. */
struct desk_input {
    struct str id; /* empty: its name, which the page has once */
    struct str name, label, text, problem, hint;
    bool is_required;
};

/* What somebody else has kept meanwhile. */
struct desk_difference {
    struct str label, theirs;
};

/* What both pages know: whose desk, of which conference. */
struct desk_place {
    const struct unit *unit, *home;
    struct day day;
    int64_t number;
    struct str address;          /* of the desk's page */
    struct kept_conference kept; /* id 0: not under way */
    struct meeting meeting;      /* if is_held */
    bool is_held;                /* entered, also if it was voided */
};

/* A conference under way. */
struct conference_page {
    struct page_frame frame;
    struct arena *mem;
    const struct messages *messages;
    struct str title, unit_name;
    struct desk_place place;
    struct conference_form form;
    struct desk_options kinds, day_parts, periods, issuers, bodies, indicators, functions;
    struct str done, problem, other; /* other: who has changed it meanwhile */
    list_of(struct desk_difference) differences;
    struct shown_paper papers[MEETING_PAPERS]; /* before it is held: but for the last */
    bool is_restating;
};

/* A new one. */
struct conference_new {
    struct page_frame frame;
    struct arena *mem;
    struct desk_options units;
    struct str unit, day, number;
    struct str unit_problem, day_problem, number_problem;
};

/* A request of a conference that was held, with the form for its result. */
struct desk_task {
    const struct task *task;
    struct str state, due, indicator; /* the latter its label with measure; may be empty */
    struct meeting_lines results;
    struct str day, text, done; /* as typed */
    struct str day_problem, text_problem, done_problem, problem;
};

struct held_page {
    struct page_frame frame;
    struct arena *mem;
    const struct messages *messages;
    struct str title, public_address, result_address, restate_address, void_address;
    struct desk_place place;
    list_of(struct desk_task) tasks;
    struct shown_paper papers[MEETING_PAPERS];
    struct str done, reason, reason_problem;
    bool is_live;
};

/* Conferences that are under way, and those that were held. */
struct conferences_page {
    struct page_frame frame;
    struct shown_links kept, held;
};

/* ---- page functions ---- */
page_function conference_desks_page, conference_new_page, conference_new_post;
page_function conference_desk_page, conference_desk_post;
page_function conference_restate_post, conference_void_post, conference_result_post;

/* ---- templates ---- */
void conferences_html(struct html *out, const struct conferences_page *page);
void conference_new_html(struct html *out, const struct conference_new *page);
void conference_html(struct html *out, const struct conference_page *page);
void held_html(struct html *out, const struct held_page *page);

/* ---- between these pages ---- */

/* What the address names ({ngay}, "don-vi"), as far as it is there. Fails MISSING (no such day or
 * unit), DENIED. */
must_check bool desk_place_read(struct request *req, struct desk_place *place, struct error *err);

/* "/lam-viec/hoi-nghi/2022-07-20", with "?don-vi=" where the unit needs it; and a page below it. */
struct str desk_place_address(struct arena *mem, struct day day, int64_t number,
                              const struct unit *unit, const struct unit *home);

/* Invitation, list and minutes, below an address. */
void desk_papers(struct request *req, struct str address, struct shown_paper *papers);

/* Answers with 303 to `address`, saying what was done. */
bool desk_redirect(struct request *req, struct response *response, struct str address,
                   const char *done);

/* The page of a conference that was held; the caller may have filled typed fields and problems. */
must_check bool held_draw(struct request *req, struct held_page *page, struct response *response,
                          struct error *err);
must_check bool held_open(struct request *req, const struct desk_place *place,
                          struct held_page *page, struct error *err);

/* The fact of a form as an input. */
struct desk_input desk_fact_input(const struct conference_page *page, enum desk_fact fact);

/* A field of a request's line and of the attendance's; a line of that whose hidden fields want
 * mending. */
struct desk_input desk_request_input(struct arena *mem, size_t i, const char *name,
                                     struct str label, const struct desk_field *field);
struct desk_input desk_person_input(struct arena *mem, size_t i, const char *name, struct str label,
                                    const struct desk_person *person,
                                    const struct desk_field *field);
bool desk_person_is_wrong(const struct desk_person *person);

/* The fields of a result, and whether one of them wants mending. */
enum desk_task_field { DESK_TASK_TEXT, DESK_TASK_DAY, DESK_TASK_DONE };
struct desk_input desk_task_input(const struct held_page *page, size_t i,
                                  enum desk_task_field field);
bool desk_task_is_wrong(const struct desk_task *task);

#endif
