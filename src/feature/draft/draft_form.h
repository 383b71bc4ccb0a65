/* The form of a kind: made from the catalogue, filled with what somebody typed, read into a draft.
 * Between the pages of this feature and their templates only. */
#ifndef FEATURE_DRAFT_DRAFT_FORM_H
#define FEATURE_DRAFT_DRAFT_FORM_H

#include "feature/account/account.h"
#include "feature/draft/draft_store.h"

struct form_choice {
    struct str code, label, name; /* name: of a tick of several choices, "o-subject-health" */
    bool is_chosen;
};

/* A field as the form shows it. */
struct form_cell {
    const struct catalogue_field *field;
    struct str name;    /* "o-quantity" */
    struct str text;    /* as typed; several choices parted by ';' */
    struct str shown;   /* as the queue shows it: labels of choices; else as typed */
    struct str problem; /* what is wrong; empty: nothing */
    struct str erased;  /* of a correction: commitment to what was erased; it cannot be typed */
    list_of(struct form_choice) choices;
    list_of(struct check_warning) warnings;
};

/* A day as typed, said as people say it: "2022-06-21" (what browsers send) is "21/6/2022"; what is
 * no day stays as it is. In `mem` or the text itself. */
struct str day_shown(struct arena *mem, struct str typed);

struct entry_form {
    const struct catalogue_kind *kind;
    struct form_cell *cells; /* what the book works out by itself has none */
    size_t count;
    struct str unit, unit_problem;
    struct str day, day_problem;
    list_of(const struct unit *) units;     /* that may be chosen */
    list_of(struct check_warning) warnings; /* of no single field */
    const struct unit *owner; /* of the record that is corrected: its real unit; else NULL */
    size_t problems, odd;     /* how many */
    struct draft draft;       /* once checked without problems */
};

/* An empty form for what the visitor may enter; a team head's own area is chosen already. Fails as
 * the database does. */
must_check bool entry_form_new(struct request *req, const struct catalogue_kind *kind,
                               struct entry_form *form, struct error *err);

/* Fills it with a kept draft, or with what the request has sent (fields "don_vi", "ngay", "o-*").
 */
void entry_form_fill(struct arena *mem, struct entry_form *form, const struct saved_draft *draft);
void entry_form_take(const struct request *req, struct entry_form *form);

/* Puts a text into a cell as if it was typed: choices by their codes, several parted by ';'. */
void form_cell_set(struct arena *mem, struct form_cell *cell, struct str text);

/* Fills it with what a record says. */
void entry_form_restate(struct arena *mem, struct entry_form *form,
                        const struct record_cells *cells);

/* For the correction of record `of` (empty: does nothing): its owner, its unit among those to
 * choose from, and what was erased of it, which goes out of the form. Fails as the database does,
 * or MISSING. */
must_check bool entry_form_correct(struct request *req, struct entry_form *form, struct str of,
                                   struct error *err);

/* What it holds, for saved_draft.cells. */
struct str entry_form_cells(struct arena *mem, const struct entry_form *form);

/* Checks it: problems beside their fields, then, if there are none, form->draft and what looks odd.
 * of: number of the record that it corrects; may be empty. Fails as the database does. */
must_check bool entry_form_check(struct request *req, struct entry_form *form, struct str of,
                                 struct error *err);

#endif
