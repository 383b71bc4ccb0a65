/* Who speaks on a sheet. Inside the feature only. */
#ifndef FEATURE_SHEET_TEAM_H
#define FEATURE_SHEET_TEAM_H

#include "feature/sheet/sheet.h"

struct sheet_team {
    struct str name; /* body that answers for the sheet: "Ban công tác Mặt trận khu phố 3" */
    struct str post;      /* who signs: "Trưởng ban công tác", "Chủ tịch" */
    struct str place;     /* "khu phố 3, thị trấn A", "thị trấn A" */
    struct str commune;   /* "thị trấn A" */
    struct str committee; /* "Ủy ban Mặt trận Tổ quốc Việt Nam thị trấn A" */
    bool is_area;
};

/* As the bodies were on a day; where a unit has none, what such a body is called. */
must_check bool sheet_team_read(struct book *book, struct db *db, struct arena *mem,
                                const struct unit *unit, struct day day, struct sheet_team *team,
                                struct error *err);

#endif
