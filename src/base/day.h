/* Days, months and reporting periods of the proleptic Gregorian calendar, without clock or zone. */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include "base/error.h"
#include "base/str.h"

/* A day as its number since 1970-01-01; days from 1900-01-01 to 2199-12-31 are read. */
struct day {
    int32_t number;
};

#define DAY_NONE  ((struct day){INT32_MIN}) /* not known */
#define DAY_FIRST ((struct day){-25567})    /* 1900-01-01 */
#define DAY_LAST  ((struct day){84005})     /* 2199-12-31 */

/* False for DAY_NONE only. */
bool day_is_known(struct day day);

/* The day of a year, month 1..12 and day 1..31; false if there is no such day (31/6). */
must_check bool day_make(int64_t year, int64_t month, int64_t day_of_month, struct day *day);

/* Year, month 1..12 and day 1..31 of a known day. */
void day_parts(struct day day, int32_t *year, int32_t *month, int32_t *day_of_month);

/* Reads exactly YYYY-MM-DD; false otherwise. (People's forms are read by vi_day.h.) */
must_check bool day_read(struct str text, struct day *day);

/* YYYY-MM-DD in `mem`; the empty string for DAY_NONE. */
struct str day_text(struct arena *mem, struct day day);

/* Months counted through: year * 12 + month - 1. */
int32_t day_month(struct day day);
struct day month_first(int32_t month);
struct day month_last(int32_t month);

enum period_kind { PERIOD_YEAR, PERIOD_HALF, PERIOD_QUARTER, PERIOD_MONTH };

/* A reporting period: its code is 2022, 2022-H1, 2022-Q2 or 2022-05. */
struct period {
    enum period_kind kind;
    int32_t year;
    int32_t index; /* 1.. within the year; 1 for a whole year */
};

/* Reads a period's code; fails INVALID with the forms that are understood. */
must_check bool period_read(struct str code, struct period *period, struct error *err);
struct str period_code(struct arena *mem, struct period period);
/* The period of a kind in which a day lies. */
struct period period_of(enum period_kind kind, struct day day);
struct day period_first(struct period period);
struct day period_last(struct period period);
struct period period_year_before(struct period period); /* same period last year */
struct period period_next(struct period period);
bool period_is(struct period a, struct period b);

#endif
