/* What the journal states of a kind or of a list of choices, as the words of its entry: what
 * shipped tables, the browser's forms and the readers of entries have in common. Nothing is
 * compiled here; catalogue_kind_check says whether a statement can be. */
#ifndef FEATURE_RECORD_CATALOGUE_STATEMENT_H
#define FEATURE_RECORD_CATALOGUE_STATEMENT_H

#include "feature/record/catalogue.h"

/* Empty texts are not written. Days are YYYY-MM-DD, empty: from or to no day in particular. */
struct field_statement {
    struct str code, type; /* type: one word, "select_one" */
    struct str list, of;   /* of select_…: the list of choices; of number_of: the sealed field */
    struct str label, label_en, hint, measure, privacy;
    struct str required;            /* "yes" or empty */
    struct str constraint, message; /* ". > 0", and what people read who break it */
    struct str first, last;
};

struct kind_statement {
    struct str code, label, label_en, slug, group, title;
    struct str button, button_en, button_for; /* see catalogue_kind */
    struct str public_day, public_unit;       /* "month", "commune" */
    struct str roles; /* codes of those who may enter it; empty: all who enter */
    struct str first, last;
    list_of(struct field_statement) fields;
};

struct choice_statement {
    struct str code, label, label_en, first, last;
};

struct choices_statement {
    struct str code;
    list_of(struct choice_statement) choices;
};

/* The body of the entry: canonical JSON in `mem`. Fails INVALID if it is too long for one. */
must_check bool kind_statement_body(struct arena *mem, const struct kind_statement *kind,
                                    struct str *body, struct error *err);
must_check bool choices_statement_body(struct arena *mem, const struct choices_statement *choices,
                                       struct str *body, struct error *err);

/* What an item of the catalogue states; the texts lie where the item does. */
void kind_statement_read(struct arena *mem, const struct catalogue_item *item,
                         struct kind_statement *kind);
void choices_statement_read(struct arena *mem, const struct catalogue_item *item,
                            struct choices_statement *choices);

/* Adds the fields that every kind has ("*" in catalogue/fields.csv) behind its own. */
must_check bool shipped_common_fields(struct arena *mem, struct kind_statement *kind,
                                      struct error *err);

#endif
