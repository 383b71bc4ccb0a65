/* The form of a conference at its desk: what is typed and ticked while it is held, read from and
 * kept as name=value pairs, and made into the same struct conference that a file gives. */
#ifndef FEATURE_MEETING_DESK_FORM_H
#define FEATURE_MEETING_DESK_FORM_H

#include "feature/meeting/meeting_read.h"
#include "web/form.h"

enum {
    DESK_CELLS_MAX_BYTES = 512 * 1024,
    DESK_PEOPLE_MAX = 400,
    DESK_BLANK_PEOPLE = 2, /* lines to add persons on; groups and requests have one each */
};

/* What is typed, and what is wrong with it; both may be empty. */
struct desk_field {
    struct str text, problem;
};

/* A line of the attendance. */
struct desk_person {
    bool is_group, is_invited, is_present;
    struct desk_field section, form, name, label;
    struct desk_field invited, present; /* of a group: how many */
    struct desk_field place;            /* in its section, from 1: as it stands */
    int64_t wanted, key;                /* while lines are sorted */
};

struct desk_request {
    struct desk_field text, owner, due, indicator;
    list_of(struct str) partners; /* codes */
};

enum desk_fact {
    FACT_DAY,
    FACT_NUMBER,
    FACT_KIND,
    FACT_DAY_PART,
    FACT_PERIOD,
    FACT_PROGRAMME,
    FACT_PLACE,
    FACT_ISSUER,
    FACT_CONSENT,
    FACT_AGENDA, /* this, opinions, praise and resolutions: one a line */
    FACT_CHAIR,
    FACT_OPINIONS_COUNT,
    FACT_OPINIONS,
    FACT_SPEAKER,
    FACT_PRAISE,
    FACT_RESOLUTIONS,
    DESK_FACTS,
};

struct conference_form {
    struct desk_field facts[DESK_FACTS];
    list_of(struct desk_person) people;
    list_of(struct desk_request) requests;
    struct str people_problem;
    size_t problems;
    size_t misplaced; /* lines whose place could not be read */
};

/* The name of a fact's field ("noi_hop"), and its label, a message. */
const char *desk_fact_name(enum desk_fact fact);
struct str desk_fact_label(enum desk_fact fact);

/* Fills a form from pairs as they are sent or kept (names without "o-"); lines that say nothing go,
 * lines of one section stand together, in the order of the places typed. Texts are those of the
 * pairs or in `mem`. */
void conference_form_take(struct arena *mem, const struct form *pairs,
                          struct conference_form *form);

/* What it holds, as text that form_read_pairs reads. */
struct str conference_form_cells(struct arena *mem, const struct conference_form *form);

/* Takes out of the form of a conference (its no) what was erased from it, and says so beside the
 * field; *count: how many names. Fails as the database does. */
must_check bool conference_form_forget(struct book *book, struct str no,
                                       struct conference_form *form, size_t *count,
                                       struct error *err);

/* The same with what is kept at the desk of a conference that is being stated again; nothing
 * happens if it is not. */
must_check bool conference_kept_forget(struct book *book, struct arena *mem,
                                       const struct meeting *meeting, struct error *err);

/* A new form for a conference of a unit on a day: the posts that are held then in protocol order,
 * with the teams of its areas as a group; half-years; all to be changed. Fails as the database
 * does. */
must_check bool conference_form_new(struct book *book, struct db *db, struct arena *mem,
                                    const struct unit *unit, struct day day,
                                    struct conference_form *form, struct error *err);

/* A form that says what a conference says, to state it again. Fails as the database does. */
must_check bool conference_form_restate(struct db *db, struct arena *mem,
                                        const struct meeting *meeting, struct conference_form *form,
                                        struct error *err);

/* What has to be known of the book to check a form. */
struct desk_checking {
    struct book *book;
    struct db *db;
    struct arena *mem;
    const struct unit *unit;
    const struct indicators *indicators;
    struct unit_bodies bodies; /* of the day */
};

/* Reads what a check of a conference of that day needs (DAY_NONE: whatever exists). */
must_check bool desk_checking_begin(struct book *book, struct db *db, struct arena *mem,
                                    const struct unit *unit, struct day day,
                                    struct desk_checking *checking, struct error *err);

/* Checks the form: problems beside their fields, and, if there are none, *conference. */
void conference_form_check(const struct desk_checking *checking, struct conference_form *form,
                           struct conference *conference);

#endif
