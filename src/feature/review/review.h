/* Reviews: unit and period, an outline with bound figures, prose that people write; once issued,
 * frozen. */
#ifndef FEATURE_REVIEW_REVIEW_H
#define FEATURE_REVIEW_REVIEW_H

#include "document/document.h"
#include "feature/meeting/meeting.h"

extern const struct feature review_feature;

/* A figure as it was frozen when the review was issued. */
struct frozen {
    struct str indicator, text;
    int64_t actual, target, population, previous;
    bool has_target, has_population, has_previous;
};

/* What people wrote for a slot of the outline. */
struct prose {
    struct str slot;
    struct str markdown;
};

struct proses {
    struct prose *at;
    size_t count, room;
};

struct review {
    const struct unit *unit;
    struct period period;
    struct span span;         /* days that count */
    struct figures figures;   /* as the book has them now, up to the cut-off */
    struct document document; /* composed from the figures now, or from the frozen ones if issued */
    struct proses prose;
    struct asked_tasks requests; /* it opens with them; once issued, as they stood then */
    struct day known;            /* the newest day that the book tells of */
    int64_t size;                /* of the journal now */
    struct sha256 root;
    bool is_issued;
    bool is_prose_frozen; /* with it; a review issued by an old program shows what is written now */
    int64_t issued_entry, issued_size;
    struct str issued_root, issued_at;
    list_of(struct frozen) frozen;
};

/* Composes the review of a unit and period as `db` sees the book. cutoff: DAY_NONE for the period's
 * end (an issued review keeps its own). Fails INVALID if the outline cannot be composed. */
must_check bool review_compose(struct book *book, struct db *db, struct arena *mem,
                               const struct unit *unit, struct period period, struct day cutoff,
                               struct review *review, struct error *err);

/* Composes it as the desk has it: with the figures that the book has now, whether it is issued or
 * not, and these texts in the places of the outline. is_preview: places that nothing is written for
 * and empty sections go, as on the page; else they stay. */
must_check bool review_draft(struct book *book, struct db *db, struct arena *mem,
                             const struct unit *unit, struct period period,
                             const struct proses *texts, bool is_preview, struct review *review,
                             struct error *err);

/* Composes another outline that the book states ("article") with the figures as the review prints
 * them: the frozen ones once it is issued. Slots stay, written for or not. The document is empty if
 * the book states no outline of that code. Fails INVALID if it cannot be composed. */
must_check bool review_outline(struct book *book, struct db *db, struct arena *mem,
                               const struct review *review, struct str code,
                               struct document *document, struct error *err);

/* ---- lines that the committee has added to the outline of its reviews ---- */

/* One sentence with bound figures at the end of a section, in the reviews of periods that share a
 * day with its days. */
struct outline_line {
    struct str code, section, text; /* section: words of its heading */
    struct day first, last;
};
struct outline_lines {
    struct outline_line *at;
    size_t count, room;
};

/* All of them, in the order they came; they live until the structure changes. NULL on failure. */
must_check const struct outline_lines *review_lines(struct book *book, struct db *db,
                                                    struct error *err);

/* The headings of the outline's sections, in its order. */
struct headings {
    struct str *at;
    size_t count, room;
};
must_check bool review_headings(struct book *book, struct db *db, struct arena *mem,
                                struct headings *headings, struct error *err);

/* Whether the outline can take a line: one sentence, every figure known, at least one. Fails
 * INVALID with the reason. */
must_check bool review_line_check(struct book *book, struct db *db, struct arena *mem,
                                  struct str text, struct error *err);

/* States a checked line in the journal, in the caller's transaction. */
must_check bool review_line_state(struct book *book, const struct outline_line *line,
                                  struct error *err);

/* The sentence as the review of a unit and period would have it: empty if all its figures are
 * nought. is_sample: with made-up numbers, so that the sentence can be read before there are any.
 */
must_check bool review_line_preview(struct book *book, struct db *db, struct arena *mem,
                                    const struct unit *unit, struct period period, struct str text,
                                    bool is_sample, struct str *sentence, struct error *err);

/* The last day of the periods whose reviews any unit has issued; DAY_NONE if there is none: what
 * stands before it must not change. */
must_check bool reviews_issued_until(struct db *db, struct day *last, struct error *err);

/* Only the figures of a review, those now and, if it is issued, the frozen ones: no document, no
 * prose, no size. */
must_check bool review_figures(struct book *book, struct db *db, struct arena *mem,
                               const struct unit *unit, struct period period, struct review *review,
                               struct error *err);

/* The frozen figure of a code, or NULL. */
const struct frozen *review_frozen(const struct review *review, struct str code);

/* The figure as the review prints it: frozen if issued, with is_changed set when the book has
 * another number by now. */
struct review_figure {
    const struct figure *now;
    const struct frozen *frozen; /* NULL before the issue */
    bool is_changed;
};
struct review_figure review_figure(const struct review *review, struct str code);

/* The figure with the numbers that the review prints: the frozen ones once it is issued. */
struct figure review_printed(const struct review_figure *figure);

/* Whether a figure has anything to say in a table: a number now, when frozen or last year, or a
 * target. */
bool review_figure_speaks(const struct review_figure *figure);

/* The whole review as a document: people's prose stands in the places of its slots, and each bound
 * figure has its text and the address of its page. Tables are still the codes of their figures. A
 * code that is no longer in the catalogue prints as it was written and has no address. Fails
 * INVALID if prose cannot be read, else as the database does. */
must_check bool review_document(struct book *book, struct db *db, struct arena *mem,
                                const struct review *review, struct document *document,
                                struct error *err);

/* ---- requests ---- */

/* Reads the requests that the review opens with, and puts them behind the document's title: a
 * heading, a sentence per conference, a grid with one row per request in the order of
 * review->requests. Nothing was asked: nothing is put there. For review_compose. */
must_check bool review_requests_add(struct book *book, struct db *db, struct arena *mem,
                                    struct review *review, struct error *err);

/* "Chưa có kết quả": how a request stood at the review's cut-off; and how it stands now if that is
 * another thing, else empty. */
struct str review_request_state(struct arena *mem, const struct review *review,
                                const struct asked_task *asked);
struct str review_request_changed(struct arena *mem, const struct asked_task *asked);

/* The indicator of a request, or NULL: figures of the review know it. */
const struct indicator *review_request_indicator(const struct review *review,
                                                 const struct task *task);

/* ---- figures that people's prose binds ---- */

/* Fills bindings, and keeps what it has read of each unit and period: one for all the prose of a
 * page. Everything in `mem`. */
struct binder {
    struct book *book;
    struct db *db;
    struct arena *mem;
    const struct unit *home;
    list_of(struct review *) reviews;
};
must_check bool binder_begin(struct binder *binder, struct book *book, struct db *db,
                             struct arena *mem, struct error *err);

/* Gives each bound figure of a document its text, with the words behind it, and the address of its
 * page: the unit's figure of the period that the binding names, frozen if that review is issued.
 * own: the review whose prose it is, whose figures bindings without a period mean; may be NULL.
 * Sums of money are rounded as prose says them, but for the facet "exact". A code that is no longer
 * in the catalogue prints as it was written and has no address; what a facet has lost since (a
 * target that was taken back) is said to be missing. Fails as the database does. */
must_check bool binder_fill(struct binder *binder, const struct unit *unit,
                            const struct review *own, struct document *document, struct error *err);

/* Why a binding that must name its period cannot be printed: no such figure, no period, nothing to
 * say for its facet. *reason: Vietnamese, without full stop; empty if it can. */
must_check bool binder_judge(struct binder *binder, const struct unit *unit, const struct run *run,
                             struct str *reason, struct error *err);

/* ---- issuing ---- */

/* Freezes the review: appends review.figures and review.issued, with which what people wrote is
 * frozen too ("shown": it can be erased). A review that is issued already with the same figures and
 * words is left as it is; with others it fails CONFLICT, names the first that differs and both
 * numbers, unless `is_restated`. is_new says whether entries were appended.
 */
must_check bool review_issue(struct book *book, struct arena *mem, const struct unit *unit,
                             struct period period, struct day cutoff, bool is_restated,
                             bool *is_new, struct error *err);

/* Erases what was written for a slot from all statements of an issued review, current and replaced,
 * and what is kept of it at the desk. Fails MISSING if nothing of it was issued. */
must_check bool review_erase(struct book *book, struct arena *mem, const struct unit *unit,
                             struct period period, struct str slot, struct error *err);

/* "Sơ kết công tác Mặt trận 6 tháng đầu năm 2022", and its address "/bao-cao/2022/6-thang-dau-nam".
 */
struct str review_title(struct arena *mem, const struct unit *unit, struct period period);
struct str review_address(struct arena *mem, struct period period, const struct unit *unit,
                          const struct unit *home);

/* Periods of a unit that have records, newest half-year first: what the home page offers. */
struct periods {
    struct period *at;
    size_t count, room;
};
must_check bool review_periods(struct db *db, struct arena *mem, const struct unit *unit,
                               struct periods *periods, struct error *err);

/* A review as it was issued: on that day, over so many entries of the journal with that root (hex).
 */
struct issued_review {
    struct period period;
    struct day day;
    int64_t size;
    struct str root;
};
struct issued_reviews {
    struct issued_review *at;
    size_t count, room;
};
must_check bool reviews_issued(struct db *db, struct arena *mem, const struct unit *unit,
                               struct issued_reviews *reviews, struct error *err);

/* ---- parts of it, for the pages of others ---- */

/* Figures of a composed review as tiles, finished: those of these codes that are not nought, in
 * this order; codes NULL: the six that open a review. Empty if there are none. */
struct html_piece review_tiles(struct request *req, const struct unit *home,
                               const struct review *review, const char *const *codes, size_t count);

/* "6 tháng đầu năm 2022. Suất quà: 1.126 suất; …": one sentence for search engines and Zalo. */
struct str review_summary(struct request *req, const struct unit *home,
                          const struct review *review);

/* The section of the review whose table is about a group of indicators ("welfare"): its text and
 * table as the review's page has them, without the heading. Nothing is filled if there is none. */
struct review_section {
    struct str title, anchor; /* of its heading on the review's page */
    struct html_piece words;
};
must_check bool review_section(struct request *req, const struct unit *home,
                               const struct review *review, struct str group,
                               struct review_section *section, struct error *err);

/* Whether there is anything to tell: its period is one of the unit's with records, or something was
 * asked for it. Of others there is no page and no paper. */
bool review_is_told(const struct review *review, const struct periods *periods);

/* Outputs of the command: plain text, and the JSON object
 * {"unit","period","figures":[{"code","actual","target","population","previous","text"}…],
 *  "requests":[{"no","conference","text","owner","partners","due","state","closed","results",
 *  "words"}…], "journal":{"size","root"}}. */
void review_print_text(struct arena *mem, const struct review *review, struct text *out);
void review_print_json(struct arena *mem, const struct review *review, struct text *out);

/* The desk stands on its own; features behind this one find it here. */
#include "feature/review/review_desk.h"

#endif
