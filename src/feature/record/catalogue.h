/* The catalogue: kinds of records, their fields and choices, as data. Ships as the lists of the
 * folder catalogue/, lives in the journal as entries "catalogue.kind" and "catalogue.choices", is
 * compiled here for use. */
#ifndef FEATURE_RECORD_CATALOGUE_H
#define FEATURE_RECORD_CATALOGUE_H

#include "feature/book.h"

enum value_type {
    VALUE_TEXT,
    VALUE_INT,
    VALUE_MONEY, /* integer đồng */
    VALUE_DAY,
    VALUE_ONE,       /* one code of a list */
    VALUE_MANY,      /* several codes of a list */
    VALUE_NUMBER_OF, /* running number of the different values of a sealed field */
};

enum privacy { PRIVACY_PUBLIC, PRIVACY_SHOWN, PRIVACY_COUNTED, PRIVACY_PRIVATE, PRIVACY_SEALED };

struct choice {
    struct str code, label, label_en;
    struct day first, last;
};

struct choice_list {
    struct str name;
    list_of(struct choice) choices;
};

enum comparison {
    COMPARE_LESS,
    COMPARE_LESS_EQUAL,
    COMPARE_GREATER,
    COMPARE_GREATER_EQUAL,
    COMPARE_EQUAL,
    COMPARE_NOT_EQUAL
};

/* One comparison of a constraint: the value against a number, a day or another field's value. */
struct constraint {
    enum comparison comparison;
    struct str field; /* empty: against `number` (days as their numbers) */
    int64_t number;
};

struct catalogue_field {
    struct str code, label, label_en, hint, measure, message;
    enum value_type type;
    enum privacy privacy;
    bool is_required;
    const struct choice_list *list; /* VALUE_ONE, VALUE_MANY */
    struct str number_of;           /* VALUE_NUMBER_OF: the sealed field */
    struct day first, last;         /* of the records that may have it */
    list_of(struct constraint) constraints;
};

struct catalogue_kind {
    struct str code, label, label_en, slug, group, title;
    struct str roles;             /* codes of those who may enter it; empty: all who enter */
    struct str button, button_en; /* what people call it who enter it often; may be empty */
    struct str button_for;  /* whose large button it is, and its place: "team_head 1;officer 2" */
    struct day first, last; /* of its records */
    bool is_month_only;     /* the public day is the month only */
    bool is_commune_only;   /* the public unit is the commune */
    list_of(struct catalogue_field) fields;
};

struct catalogue {
    list_of(struct catalogue_kind) kinds;
    list_of(struct choice_list) lists;
};

/* As `db` sees it (compiled; lives until the structure changes). NULL on failure. */
must_check const struct catalogue *catalogue_of(struct book *book, struct db *db,
                                                struct error *err);

/* The kind of a code or slug, the field of a kind, the choice of a list; NULL if there is none. */
const struct catalogue_kind *catalogue_kind(const struct catalogue *catalogue, struct str code);
const struct catalogue_kind *catalogue_kind_of_slug(const struct catalogue *catalogue,
                                                    struct str slug);
const struct catalogue_field *catalogue_field(const struct catalogue_kind *kind, struct str code);
const struct choice *catalogue_choice(const struct choice_list *list, struct str code);

/* The place of a kind among the large buttons of a role (its code), from 1; 0: it has none. */
int64_t catalogue_button_place(const struct catalogue_kind *kind, struct str role);

/* What people read for a stored value: the choice's label, "2.700", "20/7/2022" … */
struct str catalogue_show(struct arena *mem, const struct catalogue_field *field,
                          const struct json *value);

/* The record's title from the kind's pattern and the entry's public values. */
struct str catalogue_title(struct arena *mem, const struct catalogue_kind *kind,
                           const struct json *values);

/* "từ 1/7/2022", "đến hết 31/12/2022" or both; empty if it always was and will be. In `mem`. */
struct str catalogue_days(struct arena *mem, struct day first, struct day last);

/* Appends an entry of `type` for item `code` with this canonical body, unless the book has just
 * that body for it already: what a person decides, or another feature on their behalf. Sets *is_new
 * (may be NULL). */
must_check bool catalogue_state(struct book *book, const char *type, struct str code,
                                struct str body, bool *is_new, struct error *err);

/* The same for features that ship data: what a person has stated of an item, the program leaves
 * alone. */
must_check bool catalogue_ship(struct book *book, const char *type, struct str code,
                               struct str body, bool *is_new, struct error *err);

/* Whether a kind can be compiled from this body: codes of small letters, digits and '_', each field
 * once, types, lists of choices, constraints. Fails INVALID with the reason. */
must_check bool catalogue_kind_check(struct arena *mem, const struct catalogue *catalogue,
                                     struct str code, struct str body, struct error *err);

/* The newest bodies of all items of a type in the order they first came, read from `db`. */
struct catalogue_item {
    struct str code;
    const struct json *body;
    bool is_own; /* a person has stated it, here: upgrades leave it alone */
};
struct catalogue_items {
    struct catalogue_item *at;
    size_t count, room;
};
must_check bool catalogue_items(struct db *db, struct arena *mem, const char *type,
                                struct catalogue_items *items, struct error *err);

/* The codes of those that a person has stated here. */
struct catalogue_codes {
    struct str *at;
    size_t count, room;
};
must_check bool catalogue_owned(struct db *db, struct arena *mem, const char *type,
                                struct catalogue_codes *codes, struct error *err);

/* The one item of a code; fails MISSING. */
must_check bool catalogue_item(struct db *db, struct arena *mem, const char *type, struct str code,
                               struct catalogue_item *item, struct error *err);

/* The projector of every "catalogue.…" entry. */
bool catalogue_project(struct projection *projection, const struct entry_run *run,
                       struct error *err);

/* A file of catalogue/ as it ships inside the program; asserts that there is one. */
struct str shipped_file(const char *name);

/* The hash of everything that ships in catalogue/, indicators and outlines included. */
struct sha256 catalogue_shipped(void);

/* A CSV file of catalogue/ read whole: rows by column name. Fails with file and line. */
struct shipped_table {
    struct str *columns;
    size_t columns_count;
    list_of(struct str *) rows;
};
must_check bool shipped_table(struct arena *mem, const char *name, struct shipped_table *table,
                              struct error *err);
struct str shipped_cell(const struct shipped_table *table, size_t row, const char *column);

/* Ships kinds.csv, fields.csv and choices.csv. */
bool catalogue_ship_all(struct book *book, struct error *err);

#endif
