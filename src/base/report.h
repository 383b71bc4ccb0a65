/* Log lines of the program on standard error: time, level, what; no personal data ever. */
#ifndef BASE_REPORT_H
#define BASE_REPORT_H

#include "base/base.h"

enum report_level { REPORT_NOTE, REPORT_WARNING, REPORT_PROBLEM };

/* Writes one line, whole, in one write. Line ends inside the values become blanks. */
void report(enum report_level level, const char *format, ...) printf_like(2, 3);

#endif
