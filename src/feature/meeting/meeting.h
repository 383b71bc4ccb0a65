/* Conferences of a unit: agenda, attendance in protocol order, speech, and the requests made there,
 * each of which becomes a task; and the programme of a period, which is made of them. */
#ifndef FEATURE_MEETING_MEETING_H
#define FEATURE_MEETING_MEETING_H

#include "feature/indicator/indicator.h"

extern const struct feature meeting_feature;

/* ---- conferences ---- */

struct meeting {
    int64_t id; /* place of its first entry */
    int64_t entry;
    struct str no; /* "conference/2022/0001" */
    int64_t unit;
    struct day day;
    int64_t number;       /* of the unit's conferences on that day, from 1 */
    struct str kind;      /* code: see meeting_kind_meant */
    struct str day_part;  /* morning, afternoon, evening, day */
    struct period period; /* that it reviews */
    bool has_programme;   /* it set out the programme of a later period */
    struct period programme;
    struct str issuer; /* code of a body */
    struct str place;
    struct str chair; /* functions, not names; the speaker's may be empty */
    struct str speaker;
    int64_t opinions, invited, present;
    struct day consent; /* to the names of those who attended; DAY_NONE if none was wanted */
    bool is_voided;     /* entered by mistake: it stands in no list any more */
    int64_t void_entry; /* the rest of these three only then */
    struct str void_reason, void_at;
};

struct meetings {
    struct meeting *at;
    size_t count, room;
};

/* The conferences of a unit, newest first, without voided ones. Results in `mem`, here and below.
 */
must_check bool meetings_of(struct db *db, struct arena *mem, int64_t unit,
                            struct meetings *meetings, struct error *err);

/* The conference of a unit on a day, also a voided one; *is_found says whether there is one. */
must_check bool meeting_find(struct db *db, struct arena *mem, int64_t unit, struct day day,
                             int64_t number, struct meeting *meeting, bool *is_found,
                             struct error *err);

/* "Hội nghị sơ kết công tác Mặt trận 6 tháng đầu năm 2022"; in running text with "hội". */
struct str meeting_title(struct arena *mem, const struct meeting *meeting);

/* The name of the body that held it: "Ban Thường trực …"; the code if it is not in the book. */
must_check bool meeting_issuer(struct db *db, struct arena *mem, const struct meeting *meeting,
                               struct str *name, struct error *err);

/* "Chiều ngày 20/7/2022". */
struct str meeting_when(struct arena *mem, const struct meeting *meeting);

/* "/hoi-nghi/2022-07-20", "/hoi-nghi/2022-07-20-2", with "?don-vi=kp3" for a unit other than the
 * book's own. */
struct str meeting_address(struct arena *mem, const struct meeting *meeting,
                           const struct unit *unit, const struct unit *home);

/* Reads what an address says of a conference: "2022-07-20", "2022-07-20-2". */
must_check bool meeting_part_read(struct str part, struct day *day, int64_t *number);

/* A person or group that attended, in protocol order, which is never sorted. */
struct attendee {
    struct str section; /* heading above; may be empty */
    bool is_group;
    struct str label;      /* function of a person, name of a group */
    struct str form, name; /* "đồng chí"; both empty when erased or a group */
    int64_t invited, present;
};

struct attendees {
    struct attendee *at;
    size_t count, room;
};

/* Everybody of a conference (its id), as pages read them; nobody if there is no such conference. */
must_check bool meeting_attendance(struct db *db, struct arena *mem, int64_t meeting,
                                   struct attendees *attendees, struct error *err);

/* The one whose function this is, or NULL: who chaired, who spoke. Marks and capitals do not
 * matter. */
const struct attendee *attendee_of(struct arena *mem, const struct attendees *attendees,
                                   struct str function);

/* "Đồng chí A": a person as pages and papers name it, the name alone without a form of address;
 * empty for a group and for a name that was erased. */
struct str attendee_name(struct arena *mem, const struct attendee *attendee);

/* "Đồng chí A, Chủ tịch …" of a function; the function alone when the name is not there. */
struct str attendee_holder(struct arena *mem, const struct attendees *attendees,
                           struct str function);

struct meeting_lines {
    struct str *at; /* an erased one is empty */
    size_t count, room;
};

/* The titles of its agenda, in order. */
must_check bool meeting_agenda(struct db *db, struct arena *mem, int64_t meeting,
                               struct meeting_lines *lines, struct error *err);

/* Its prose, in order. section: "opinion", "praise" or "resolution". */
must_check bool meeting_texts(struct db *db, struct arena *mem, int64_t meeting, struct str section,
                              struct meeting_lines *lines, struct error *err);

/* A conference at its desk before it is entered: what its invitation and list say. */
struct meeting_under_way {
    const struct unit *unit;
    struct meeting meeting; /* without id and number in the journal */
    struct attendees attendees;
    struct meeting_lines agenda;
};

/* Reads what is written so far, in `mem`; what cannot be read yet stays empty. Fails MISSING if
 * nothing is under way. */
must_check bool meeting_under_way(struct book *book, struct db *db, struct arena *mem,
                                  const struct unit *unit, struct day day, int64_t number,
                                  struct meeting_under_way *conference, struct error *err);

/* ---- requests, each a task ---- */

enum task_state { TASK_OPEN, TASK_CLOSED };

struct task_result {
    int64_t entry;
    struct day day;
    bool has_done;
    int64_t done;    /* in the measure of the task's indicator */
    struct str text; /* empty when erased */
};

struct task {
    int64_t id;
    struct str no; /* "request/2022/0001" */
    int64_t meeting, unit;
    int64_t ordinal;      /* in its conference, from 0 */
    struct str owner;     /* names of bodies, as pages print them */
    struct str partners;  /* "…; …"; may be empty */
    struct str indicator; /* code; may be empty */
    struct day due;
    struct str text; /* empty when erased */
    enum task_state state;
    struct day closed;
    int64_t closed_entry;
    bool is_gone;                        /* with its voided conference; only task_find gives such */
    list_of(struct task_result) results; /* by day, then as stated */
};

struct tasks {
    struct task *at;
    size_t count, room;
};

/* The requests of one conference in its order, with their results. */
must_check bool tasks_of_meeting(struct db *db, struct arena *mem, int64_t meeting,
                                 struct tasks *tasks, struct error *err);

/* The task of a number; fails MISSING. */
must_check bool task_find(struct db *db, struct arena *mem, struct str no, struct task *task,
                          struct error *err);

/* What was asked before a period: the requests of the unit's newest conference that made any and
 * reviewed a period which ended before `before` (DAY_NONE: whatever it reviewed), with their state
 * and results. The review of the next period opens with them; the home page shows them until
 * closed. *is_found: there is such a conference. */
must_check bool tasks_asked_before(struct db *db, struct arena *mem, int64_t unit,
                                   struct day before, struct meeting *meeting, struct tasks *tasks,
                                   bool *is_found, struct error *err);

/* Tasks of all conferences of a unit that run within a span of days: asked up to its last day and
 * not closed before its first; by conference and order. */
must_check bool tasks_running(struct db *db, struct arena *mem, int64_t unit, struct span span,
                              struct tasks *tasks, struct error *err);

/* A request as a review tells it. */
struct asked_task {
    struct meeting meeting;
    struct task task; /* how it stood: what came later is left out */
    struct task now;
    bool is_gone;    /* by now: its conference was voided */
    bool is_changed; /* by now: gone, closed, opened or with other results */
};
struct asked_tasks {
    struct asked_task *at;
    size_t count, room;
};

/* The requests that the review of a period opens with, by conference and order: asked of the unit
 * by conferences up to `last` that reviewed an earlier time than the period's end, and not closed
 * before the period began. They stand as on the day `last`, and as the first `size` entries of the
 * journal have them (INT64_MAX: all). Text, owner and due day are always those of now: a correction
 * of them corrects the past too. */
must_check bool tasks_asked(struct db *db, struct arena *mem, int64_t unit, struct period period,
                            struct day last, int64_t size, struct asked_tasks *asked,
                            struct error *err);

/* "Đã xong ngày 5/12/2022", "Đang thực hiện, 2 kết quả", "Chưa có kết quả"; with "quá hạn" when
 * open and `known` (the newest day that the book tells of) is behind its due day. */
struct str task_state_words(struct arena *mem, const struct task *task, struct day known);

/* "5/12/2022: Bàn giao một căn nhà (01 căn)". indicator: the task's, or NULL. */
struct str task_result_words(struct arena *mem, const struct indicator *indicator,
                             const struct task_result *result);

/* The text, or what stands for it once it is erased. */
struct str task_text(const struct task *task);

/* "/hoi-nghi/2022-07-20#de-nghi-1". */
struct str task_address(struct arena *mem, const struct task *task, struct str meeting_address);

/* ---- writing ---- */

/* Reads a conference's FILE.md (docs/meeting.md) and appends what it states: all or nothing. The
 * same file again adds nothing, a changed one states the conference again. Every error goes to
 * job->out with line and column. Only inside a transaction of the book; the caller rolls back on
 * failure. */
must_check bool meeting_import(struct book *book, struct import_job *job, struct error *err);

/* Voids a conference that was entered by mistake (under a wrong day): it leaves lists, search and
 * programmes, and its page says why. Its requests go with it, except those that have results: what
 * was done stays told. *kept: the requests that stay. Fails MISSING, CONFLICT (voided already),
 * INVALID (no reason, or none that can be printed). */
must_check bool meeting_void(struct book *book, struct arena *mem, struct str no, struct str reason,
                             struct tasks *kept, struct error *err);

/* Notes what was done for a task. Fails MISSING, CONFLICT (closed, voided), INVALID (a day before
 * the conference, `done` without an indicator, an empty or too long text). */
must_check bool task_result_add(struct book *book, struct arena *mem, struct str no,
                                const struct task_result *result, struct error *err);

/* Closes a task, which must have a result. Fails MISSING, CONFLICT (no result, closed already),
 * INVALID (a day before its last result's). day DAY_NONE: that of the last result. */
must_check bool task_close(struct book *book, struct arena *mem, struct str no, struct day day,
                           struct error *err);

/* Erases a person's name and form of address from all statements of a conference, current and
 * replaced, and from the form in which it is being stated again. Fails MISSING if nobody of that
 * name stands in it. */
must_check bool meeting_erase_name(struct book *book, struct arena *mem, struct str no,
                                   struct str name, struct error *err);

/* Erases a text: "praise.0000", "opinion.0002", "resolution.0001" of a conference, "text" of a
 * request, "result" of a request (of all its results). no: the conference's or request's. */
must_check bool meeting_erase_text(struct book *book, struct arena *mem, struct str no,
                                   struct str field, struct error *err);

/* ---- the programme of a period ---- */

enum programme_source {
    PROGRAMME_REQUEST,  /* open requests of conferences before the period */
    PROGRAMME_TARGET,   /* targets of the period before that were not met */
    PROGRAMME_CALENDAR, /* recurring work (catalogue/calendar.csv) */
    PROGRAMME_OWN,      /* lines that people added */
};

struct programme_line {
    enum programme_source source;
    struct str text, owner, partners, time;
    struct str measure; /* label of the indicator, or what was reached of a target; may be empty */
    struct str indicator; /* its code; may be empty */
    struct str note;      /* state of a request, giver of a target; may be empty */
    struct str address;   /* page of the request or figure; may be empty */
    struct day first;     /* of a work that comes once a year; else DAY_NONE */
};

struct programme {
    const struct unit *unit;
    struct period period, before;
    list_of(struct programme_line) lines; /* by source, then in the order of each */
};

/* Composes the programme of a unit and period as `db` sees the book: the requests that run in it,
 * targets that were not met in the period of the same kind before it, the calendar, own lines. It
 * is never frozen: what is closed or added later shows. Fails only when the book cannot be read. */
must_check bool programme_compose(struct book *book, struct db *db, struct arena *mem,
                                  const struct unit *unit, struct period period,
                                  struct programme *programme, struct error *err);

/* "Chương trình công tác Mặt trận 6 tháng cuối năm 2022", "/chuong-trinh/2022/6-thang-cuoi-nam". */
struct str programme_title(struct arena *mem, struct period period);
struct str programme_address(struct arena *mem, struct period period, const struct unit *unit,
                             const struct unit *home);

/* "Đề nghị của hội nghị", "Chỉ tiêu chưa đạt" … */
struct str programme_source_title(enum programme_source source);

/* Whether a period lies near `known`, what the book tells of: within a year of it. */
bool programme_is_near(struct period period, struct day known);

/* Whether a programme says more than the calendar does, or is for a time near `known`: of others
 * there is no page. */
bool programme_is_told(const struct programme *programme, struct day known);

/* Plain text, and its whole page, for the command. */
must_check bool programme_print_html(struct book *book, struct arena *mem, const struct unit *unit,
                                     struct period period, struct text *out, struct error *err);
void programme_print_text(struct arena *mem, const struct programme *programme, struct text *out);

#endif
