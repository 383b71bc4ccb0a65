/* Days and periods as Vietnamese texts write and read them. */
#ifndef BASE_VI_DAY_H
#define BASE_VI_DAY_H

#include "base/day.h"

/* Reads 20/7/2022, 20/07/2022, 20.07.2022, 20-7-2022, 2022-07-20, "ngày 05 tháng 7 năm 2022". Fails
 * INVALID with the reason: no day in it, no such day ("tháng 6 chỉ có 30 ngày"), year of two
 * digits. */
must_check bool vi_day_read(struct str text, struct day *day, struct error *err);

struct str vi_day(struct arena *mem, struct day day);      /* "20/7/2022" */
struct str vi_day_dots(struct arena *mem, struct day day); /* "20.07.2022", the portal's form */
/* "ngày 05 tháng 7 năm 2022": 0 before days 1..9 and months 1, 2 (Nghị định 30/2020, C1). */
struct str vi_day_long(struct arena *mem, struct day day);

/* The day in Việt Nam (seven hours ahead, all year) of a moment of the journal,
 * "2022-07-20T18:31:00Z"; DAY_NONE if it is none. */
struct day vi_moment_day(struct str moment);

/* The same moment in Việt Nam as people say it: "01:31 ngày 21/7/2022"; empty if it is none. */
struct str vi_moment(struct arena *mem, struct str moment);

/* Reads a moment as people in Việt Nam type it, "08:30 20/7/2022", "8h30 ngày 20/7/2022",
 * "20/7/2022 8:30", or as browsers send it, "2022-07-20T08:30", as a moment of the journal in
 * `mem`. Fails INVALID with the form to write. */
must_check bool vi_moment_read(struct arena *mem, struct str text, struct str *moment,
                               struct error *err);

/* A moment of the journal as browsers want it in a field: "2022-07-20T08:30" in Việt Nam; and as
 * seconds since 1970 (0 if it is none). */
struct str vi_moment_field(struct arena *mem, struct str moment);
int64_t vi_moment_seconds(struct str moment);

/* "6 tháng đầu năm 2022", "quý II năm 2022", "tháng 5 năm 2022", "năm 2022". */
struct str vi_period(struct arena *mem, struct period period);
/* The same as documents write it: "06 tháng đầu năm 2022". */
struct str vi_period_padded(struct arena *mem, struct period period);
/* Name of the review meeting of such a period: sơ kết, tổng kết, giao ban quý, giao ban tháng. */
struct str vi_period_meeting(struct period period);

/* For addresses: "6-thang-dau-nam", "6-thang-cuoi-nam", "quy-2", "thang-5", "ca-nam" (year apart).
 */
struct str vi_period_slug(struct arena *mem, struct period period);
must_check bool vi_period_of_slug(int32_t year, struct str slug, struct period *period);

#endif
