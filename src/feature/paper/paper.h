/* Papers of a unit: report, programme, minutes, attendance list, invitation. Each is composed from
 * what the book has, in the form of Nghị định 30/2020, whenever somebody asks for it; what is kept
 * of it is its number in the outgoing register. */
#ifndef FEATURE_PAPER_PAPER_H
#define FEATURE_PAPER_PAPER_H

#include "document/annex_xlsx.h"
#include "document/letter.h"
#include "feature/meeting/meeting.h"
#include "feature/review/review.h"

extern const struct feature paper_feature, register_feature;

enum paper_type {
    PAPER_REPORT,     /* báo cáo, of a period */
    PAPER_PROGRAMME,  /* chương trình, of a period */
    PAPER_MINUTES,    /* biên bản, of a conference; so are the next two */
    PAPER_ATTENDANCE, /* danh sách đại biểu: has no number */
    PAPER_INVITATION, /* giấy mời */
    PAPER_TYPES,
};

struct paper_kind {
    struct str code;      /* "report": on the command line, in entries */
    struct str label;     /* "báo cáo" */
    struct str head;      /* "BÁO CÁO" */
    struct str file;      /* "bao-cao": what its files are called */
    struct str pattern;   /* of its number where the unit has none of its own; empty: no number */
    struct str area_body; /* the same for an area's team */
    bool is_of_meeting;
};

/* The words of a type. */
const struct paper_kind *paper_kind(enum paper_type type);

/* The type that people mean by a code or label (marks and capitals do not matter); false if there
 * is none. "report, programme, …" is what they may write. */
must_check bool paper_type_meant(struct arena *mem, struct str text, enum paper_type *type);
struct str paper_types_list(struct arena *mem);

/* ---- what a paper is about ---- */

struct paper_subject {
    enum paper_type type;
    const struct unit *unit;
    struct period period; /* report, programme; of others the one that their conference reviewed */
    struct meeting meeting; /* minutes, attendance, invitation */
    struct str code;        /* how the register knows it: "2022-H1", "conference/2022/0001" */
    /* What is still on a desk: else NULL. */
    const struct proses *texts;                /* of a report, in place of what the book has */
    const struct meeting_under_way *under_way; /* an invitation's or list's conference */
};

/* The subject that `asked` names: a period, or for papers of a conference also its day (then
 * `number`, from 1, tells several of a day apart). Of a period it is the newest conference that
 * reviewed it. Fails INVALID if it is neither, MISSING if there is no such conference or it was
 * voided. */
must_check bool paper_subject(struct db *db, struct arena *mem, enum paper_type type,
                              const struct unit *unit, struct str asked, int64_t number,
                              struct paper_subject *subject, struct error *err);

/* Composes the paper as `db` sees the book; everything in `mem`. Numbered, it bears number, day and
 * the signer of that day; else it is a draft, whose number is still open. */
must_check bool paper_compose(struct book *book, struct db *db, struct arena *mem,
                              const struct paper_subject *subject, struct letter *letter,
                              struct error *err);

/* The figures of a review by groups, for a spreadsheet. */
must_check bool paper_annex(struct book *book, struct db *db, struct arena *mem,
                            const struct unit *unit, struct period period, struct annex *annex,
                            struct error *err);

/* ---- files ---- */

enum paper_format { PAPER_DOCX, PAPER_PDF, PAPER_XLSX };

/* The file of a paper, in `mem`. A spreadsheet there is of the report only (INVALID). Fails also as
 * letter_docx, letter_pdf and annex_xlsx do. Not on the writer thread. */
must_check bool paper_file(struct book *book, struct db *db, struct arena *mem,
                           const struct paper_subject *subject, enum paper_format format,
                           struct str *bytes, struct error *err);

/* "bao-cao-2022-6-thang-dau-nam.docx", "bien-ban-2022-07-20.docx"; of a unit other than the book's
 * own with its code. ASCII, ends in NUL. */
struct str paper_file_name(struct arena *mem, const struct paper_subject *subject,
                           const struct unit *home, enum paper_format format);

/* ---- the outgoing register ---- */

struct paper {
    int64_t entry;
    struct str no; /* "report/2022/0001"; of a unit other than the book's own
                      "report.kp3/2022/0001" */
    int64_t unit;
    enum paper_type type;
    int64_t year, serial;
    struct str number; /* as printed: "01/BC-MTTQ-BTT" */
    struct day day;
    struct str subject; /* its code */
    struct str title;   /* "Kết quả công tác Mặt trận …" */
    bool is_void;
    struct str reason; /* why, and the entry that says so */
    int64_t void_entry;
};

struct papers {
    struct paper *at;
    size_t count, room;
};

/* The register of a unit (0: of all) and year (0: of all), by unit, type, year and serial; voided
 * numbers stand in it too. Results in `mem`. */
must_check bool paper_register(struct db *db, struct arena *mem, int64_t unit, int64_t year,
                               struct papers *papers, struct error *err);

/* The number that a subject bears; *is_found: it has one that is not voided. */
must_check bool paper_of(struct db *db, struct arena *mem, const struct paper_subject *subject,
                         struct paper *paper, bool *is_found, struct error *err);

/* Hands out the next number of the unit, type and year of `day`, and appends paper.numbered. first:
 * the serial to begin with in a year whose earlier numbers were given outside the program; 0: none.
 * Fails CONFLICT: the subject has a number, the report is not issued (its figures could still
 * change), the day lies before that of the number before, `first` in a year that has numbers;
 * INVALID: a type without numbers, `first` below 1. */
must_check bool paper_number(struct book *book, struct arena *mem,
                             const struct paper_subject *subject, struct day day, int64_t first,
                             struct paper *paper, struct error *err);

/* Voids a number: it stays recorded and is not given again; the subject may get a new one. Fails
 * MISSING, CONFLICT (voided already), INVALID (no reason, or none that can be printed). */
must_check bool paper_void(struct book *book, struct arena *mem, struct str no, struct str reason,
                           struct error *err);

#endif
