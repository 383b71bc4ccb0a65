/* What the makers of papers share. */
#ifndef FEATURE_PAPER_PAPER_PARTS_H
#define FEATURE_PAPER_PAPER_PARTS_H

#include "feature/paper/paper_store.h"

/* A paper under way. */
struct making {
    struct book *book;
    struct db *db;
    struct arena *mem;
    const struct paper_subject *subject;
    const struct unit_tree *units;
    const struct unit *home;
    struct paper_form form;
    struct paper paper; /* its number, if is_numbered */
    bool is_numbered;
    struct letter *letter;
};

/* Fills everything that stands around the text: issuer, number, place and day, kind, signer,
 * recipients. Fails as the database does. */
must_check bool head_fill(struct making *making, struct error *err);

/* Each fills subject and text (and the annex, and whom its own kind has sign). They fail as the
 * database does, INVALID if prose of the review cannot be read. */
must_check bool report_fill(struct making *making, struct error *err);
must_check bool programme_fill(struct making *making, struct error *err);
must_check bool minutes_fill(struct making *making, struct error *err);
must_check bool attendance_fill(struct making *making, struct error *err);
must_check bool invitation_fill(struct making *making, struct error *err);

/* Blocks at the end of the letter's text. */
void put_heading(struct making *making, int level, struct str text);
void put_paragraph(struct making *making, struct str text);
void put_item(struct making *making, int64_t number, struct str text);
/* A paragraph that begins with a strong word: "Địa điểm: Hội trường". */
void put_fact(struct making *making, struct str name, struct str value);

/* "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã …", "Ban công tác Mặt trận ấp …": who
 * issues. */
struct str issuer_name(struct arena *mem, const struct unit *unit);

/* What a sample book's papers say of themselves; empty for a real book. */
struct str sample_mark(struct db *db, struct arena *mem);

/* Whether the unit is an area, whose papers its front work team issues. */
bool is_area(const struct unit *unit);

/* What the register calls the subject: "Kết quả công tác Mặt trận 6 tháng đầu năm 2022". */
struct str paper_title(struct arena *mem, const struct paper_subject *subject);

/* A pattern with its {so} and {nam} filled; serial 0 prints "…", the number of a draft. */
struct str number_print(struct arena *mem, struct str pattern, int64_t serial, int64_t year);

/* The serial that comes now on `day`; a year that begins with `first` (0: none) had its earlier
 * numbers on paper. Fails CONFLICT or INVALID, field "day" or "first", as paper_number does. */
must_check bool paper_serial(struct db *db, struct arena *mem, const struct paper_subject *subject,
                             struct day day, int64_t first, int64_t *serial, struct error *err);

/* The pattern that a subject's number is printed by; empty for a type without numbers. */
struct str pattern_of(const struct paper_form *form, const struct paper_subject *subject);

#endif
