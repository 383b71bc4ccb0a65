/* A letter: a document in the form of Nghị định 30/2020 with the Front's issuer block, ready to be
 * written as a Word or PDF file. It knows nothing of features; who fills it has bound all figures
 * (texts and addresses), replaced slots by prose and tables by grids.
 *
 * How it lies on the page is the same in both files (annex I of the decree; domain C1, C2):
 *
 *   mark                                              italic 11, centred
 *   issuer, a line each, 12    CỘNG HÒA XÃ HỘI …      bold 12      two columns without borders,
 *   the last bold; a rule      Độc lập - Tự do …      bold 13      each line centred; the right
 * rule Số: number, 13             place_day, italic 13                as long as the line above it
 *   kind                                              bold 14, centred
 *   subject                                           bold 14, centred; a rule below
 *   headings of level 2, 3     "I.", "1." in front    bold 14
 *   paragraphs                 14, justified, first line 10 mm in, 6 pt behind, line 1.15
 *   items                      "-" and "+" inside it; numbered "1." and "a)" inside it
 *   grids                      12, head bold and repeated on each page, thin borders
 *   signers                    bold 14: authority, function, room for the signature, name
 *   Nơi nhận:                  bold italic 12, its lines 11, at the left of the only signer,
 *                              below two
 *   annex                      on a new page: "PHỤ LỤC", its title, what it belongs to
 *
 * The issuer's lines and the name of the state keep to one line: their letters are set closer, by
 * up to half a point. The last lines of the text stay with the signature.
 *
 * The page's number stands centred in the top margin from the second page on, 13. */
#ifndef DOCUMENT_LETTER_H
#define DOCUMENT_LETTER_H

#include "document/document.h"

#define LETTER_FONT  "Times New Roman"
#define LETTER_STATE "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
#define LETTER_MOTTO "Độc lập - Tự do - Hạnh phúc"

/* A4, in millimetres. The header block's columns share the width between the margins. */
enum {
    LETTER_WIDTH_MM = 210,
    LETTER_HEIGHT_MM = 297,
    LETTER_TOP_MM = 20,
    LETTER_BOTTOM_MM = 20,
    LETTER_LEFT_MM = 30,
    LETTER_RIGHT_MM = 15,
    LETTER_NUMBER_TOP_MM = 10, /* the page's number, from the edge */
    LETTER_ISSUER_MM = 77,     /* left column of the header block */
    LETTER_INDENT_MM = 10,
};

/* Above these nothing is written: some 500 pages. */
enum { LETTER_BLOCKS_MAX = 20000, LETTER_TEXT_MAX_BYTES = 2 * 1024 * 1024 };

/* Who signs, below the text: one at the right; minutes have a second one at the left. */
struct letter_signer {
    struct str authority; /* "TM. BAN THƯỜNG TRỰC"; may be empty */
    struct str function;  /* "CHỦ TỊCH", "THƯ KÝ" */
    struct str name;      /* as signed; may be empty: room is left for it */
};

struct letter {
    list_of(struct str) issuer; /* left block, a line each: "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM",
                                   "THỊ TRẤN …", "BAN THƯỜNG TRỰC"; the last line is bold */
    struct str number;          /* "15/BC-MTTQ-BTT", "…/BC-MTTQ-BTT" for a draft; may be empty */
    struct str place_day;     /* "…, ngày 20 tháng 7 năm 2022"; may be empty */
    struct str kind;          /* "BÁO CÁO" */
    struct str subject;       /* what it is about, below the kind */
    struct document document; /* headings of level 2 and 3, paragraphs, items, grids */
    struct str annex_title;   /* of the annex behind the signature; empty: there is none */
    struct document annex;
    list_of(struct letter_signer) signers; /* at most two; the last one stands at the right */
    list_of(struct str) recipients; /* "Nơi nhận", a line each without the sign at its end; empty
                                       for letters that name none */
    struct str site;                /* "https://…": what addresses of figures begin with; may be
                                       empty: then figures are no links */
    struct str mark;     /* above everything: what a sample says of itself; may be empty */
    struct str language; /* "vi" */
};

/* Refuses (INVALID, field "letter") a letter beyond the limits above. Writers call it first. */
must_check bool letter_check(const struct letter *letter, struct error *err);

/* Line i of "Nơi nhận" as it is printed: "- Ủy ban …;", the last one "- Lưu: VT." */
struct str letter_recipient(struct arena *mem, const struct letter *letter, size_t i);

/* What the annex says below its title: "(Kèm theo Báo cáo số 15/BC-MTTQ-BTT)". */
struct str letter_annex_of(struct arena *mem, const struct letter *letter);

/* "I.", "II." for headings of level 2, "1.", "2." for those of level 3 below one of them. Begins
 * as {0}; the annex goes on with a new one. */
struct letter_numbers {
    int64_t section, part;
};
struct str letter_heading_number(struct arena *mem, struct letter_numbers *numbers, int level);

#endif
