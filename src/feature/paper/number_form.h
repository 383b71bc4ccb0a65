/* What is typed to give a paper its number: day of signing, and the number to begin with. The
 * chair's page of issuing and the register's have it. Inside the feature only. */
#ifndef FEATURE_PAPER_NUMBER_FORM_H
#define FEATURE_PAPER_NUMBER_FORM_H

#include "feature/frame.h"
#include "feature/paper/paper.h"

/* For the table of a route that takes it. */
#define NUMBER_FORM_FIELDS                                                                         \
    {.name = "ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = MESSAGE("Ngày ký")},            \
    {                                                                                              \
        .name = "so_dau", .type = FIELD_TEXT, .cap_bytes = 24,                                     \
        .label = MESSAGE("Số của văn bản này")                                                     \
    }

struct number_form {
    struct str number;     /* the one that it would get; may be empty */
    struct str day, first; /* as typed */
    struct str day_problem, first_problem;
};

/* A form for today. Its number stays empty where today will not do. Fails BROKEN, BUSY. */
must_check bool number_form_begin(struct request *req, const struct paper_subject *subject,
                                  struct number_form *form, struct error *err);

/* Reads the fields; *is_well is false after a reason was put beside one of them. first: 0 without
 * one. Fails BROKEN, BUSY. */
must_check bool number_form_read(struct request *req, const struct paper_subject *subject,
                                 struct number_form *form, struct day *day, int64_t *first,
                                 bool *is_well, struct error *err);

/* Its template. */
void number_form_html(struct html *out, const struct number_form *form);

#endif
