/* The pages of the sheets. Inside the feature only. */
#ifndef FEATURE_SHEET_SHEET_PAGES_H
#define FEATURE_SHEET_SHEET_PAGES_H

#include "feature/frame.h"
#include "feature/sheet/loudspeaker.h"
#include "feature/sheet/posting.h"

extern const struct route sheet_routes[6];

struct sheet_link {
    struct str address, label;
};

struct posting_content {
    struct page_frame frame;
    const struct posted *posting;
    struct str committee, place, post; /* as they are printed */
    struct html_piece code;            /* QR; empty without a whole address */
    struct sheet_link other, unit;
};

struct loudspeaker_content {
    struct page_frame frame;
    const struct loudspeaker *text;
    struct str title, place, words, time, file;
    struct str unread; /* "XYZ, ABC"; may be empty */
    struct sheet_link other, unit;
};

/* Templates: whole pages, frame included. */
void posting_html(struct html *out, const struct posting_content *page);
void loudspeaker_html(struct html *out, const struct loudspeaker_content *page);

/* The whole page of a sheet, for the command. */
must_check bool sheet_print_html(struct book *book, struct arena *mem, enum sheet_kind kind,
                                 const struct unit *unit, struct period period, struct text *out,
                                 struct error *err);

#endif
