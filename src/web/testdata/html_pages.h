/* The functions of the templates in this folder, which html_test.c writes and reads. */
#ifndef WEB_TESTDATA_HTML_PAGES_H
#define WEB_TESTDATA_HTML_PAGES_H

#include "web/html.h"

struct gift {
    struct str donor;
    int64_t value_dong;
    bool is_new;
};

void text_html(struct html *out, struct str value);
void attribute_html(struct html *out, struct str value);
void types_html(struct html *out);
void link_html(struct html *out, struct str address);
void address_html(struct html *out, struct str slug, const char *wanted, int page);
void fragment_html(struct html *out, struct html_piece piece);
void blank_html(struct html *out, int count);

void gifts_html(struct html *out, const struct gift *gifts, size_t count);
void checkbox_html(struct html *out, bool is_checked, bool is_wide);
void head_html(struct html *out, struct str title);
void foot_html(struct html *out);

void thanks_html(struct html *out, struct str giver, struct str receiver, int64_t count);

#endif
