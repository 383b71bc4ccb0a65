/* A letter: a document in the form of Nghị định 30/2020 with the Front's issuer block, ready to be
 * written as a Word or PDF file. It knows nothing of features; who fills it has bound all figures
 * (texts and addresses), replaced slots by prose and tables by grids. */
#ifndef DOCUMENT_LETTER_H
#define DOCUMENT_LETTER_H

#include "document/document.h"

/* Who signs, below the text: one at the right; minutes have a second one at the left. */
struct letter_signer {
    struct str authority; /* "TM. BAN THƯỜNG TRỰC"; may be empty */
    struct str function;  /* "CHỦ TỊCH", "THƯ KÝ" */
    struct str name;      /* as signed; may be empty: room is left for it */
};

struct letter {
    list_of(struct str) issuer; /* left block, a line each: "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM",
                                   "THỊ TRẤN GÒ QUAO", "BAN THƯỜNG TRỰC"; the last line is bold */
    struct str number;          /* "15/BC-MTTQ-BTT", "…/BC-MTTQ-BTT" for a draft; may be empty */
    struct str place_day;                  /* "Gò Quao, ngày 20 tháng 7 năm 2022" */
    struct str kind;                       /* "BÁO CÁO" */
    struct str subject;                    /* what it is about, below the kind */
    struct document document;              /* headings of level 2 and 3, paragraphs, items, grids */
    list_of(struct letter_signer) signers; /* the last one stands at the right */
    list_of(struct str) recipients; /* "Nơi nhận", a line each without the sign at its end; empty
                                       for letters that name none */
    struct str site;                /* "https://…": what addresses of figures begin with; may be
                                       empty: then figures are no links */
    struct str mark;     /* above everything: what a sample says of itself; may be empty */
    struct str language; /* "vi" */
};

#endif
