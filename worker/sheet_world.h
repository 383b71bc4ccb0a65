/* Workbooks made by hand, for tests and the fuzzer's corpus: the parts of an .xlsx with the XML
 * that a test wants to see read. */
#ifndef WORKER_SHEET_WORLD_H
#define WORKER_SHEET_WORLD_H

#include "document/package.h"

/* What differs from the smallest workbook; NULL: as usual. */
struct world_sheet {
    const char *rows;      /* inside <sheetData> */
    const char *before;    /* in front of it: <cols> */
    const char *behind;    /* behind it: <mergeCells> */
    const char *strings;   /* inside <sst> */
    const char *formats;   /* <numFmt …/>, from number 164 on */
    const char *styles;    /* <xf …/>, one a style */
    const char *settings;  /* attributes of <workbookPr> */
    const char *sheets;    /* inside <sheets>; there are relations r1, r2 (sheets), r3 (a chart) */
    const char *relations; /* further ones of the workbook */
    const char *whole;     /* instead of the whole XML of the first sheet */
    struct package_part extra; /* one more part */
};

/* The .xlsx in `mem`; aborts if it cannot be packed. */
struct str world_xlsx(struct arena *mem, const struct world_sheet *world);

#endif
