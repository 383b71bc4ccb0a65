/* Forms of the catalogue desk as data: rows say what is asked, one template draws them, and what
 * was typed stays in them with what is wrong beside it. */
#ifndef FEATURE_OFFICE_DESK_FORM_H
#define FEATURE_OFFICE_DESK_FORM_H

#include "feature/frame.h"

enum cell_kind { CELL_TEXT, CELL_LONG, CELL_NUMBER, CELL_DAY, CELL_SELECT, CELL_TICK, CELL_TICKS };

/* A question, in a table. label and help are messages. */
struct desk_row {
    const char *name;
    enum cell_kind kind;
    bool is_required;
    const char *label, *help; /* help: may be NULL */
};

struct desk_option {
    struct str value, label;
    struct str name; /* CELL_TICKS: of its own tick */
    bool is_chosen;
};

struct desk_cell {
    struct str name, label, help, value, problem;
    enum cell_kind kind;
    bool is_required, is_hidden; /* hidden: is not asked now */
    list_of(struct desk_option) options;
};

struct desk_button {
    const char *value, *label; /* of the field "viec"; label is a message */
};

struct desk_form {
    struct arena *mem;
    const struct messages *messages;
    struct str action, title;
    list_of(struct desk_cell) cells;
    const struct desk_button *buttons; /* the first is the main one */
    size_t buttons_count, problems;
    bool is_quiet; /* not what the page is for: its button is a quieter one */
};

/* A form with a cell for each row and nothing typed. */
void desk_form_new(struct request *req, struct desk_form *form, struct str action,
                   const struct desk_row *rows, size_t count);

/* Takes what a POST has sent into the cells of these names; ticks by their own. */
void desk_form_take(const struct request *req, struct desk_form *form);

/* The cell of a name (asserts that there is one), and what was typed there, trimmed. */
struct desk_cell *desk_cell(struct desk_form *form, const char *name);
struct str desk_value(struct desk_form *form, const char *name);

/* Adds something to choose from. label: what people read. */
void desk_option(struct desk_form *form, struct desk_cell *cell, struct str value,
                 struct str label);

/* Says what is wrong with a cell, once. */
void desk_problem(struct desk_form *form, const char *name, struct str problem);

/* Marks required cells that are empty; true if nothing is wrong so far. */
bool desk_form_is_whole(struct desk_form *form);

/* The day typed in a cell as YYYY-MM-DD, empty if none is; what is no day becomes a problem. */
struct str desk_day(struct desk_form *form, const char *name);

/* A code made of words: "Tặng áo ấm" gives "tang_ao_am", at most 40 bytes; empty if there is no
 * letter in front. */
struct str desk_code(struct arena *mem, struct str words);

/* ---- template ---- */
void desk_form_html(struct html *out, const struct page_frame *frame, const struct desk_form *form);

#endif
