/* The functions of the templates in this folder, which html_test.c writes and reads. */
#ifndef WEB_TESTDATA_HTML_PAGES_H
#define WEB_TESTDATA_HTML_PAGES_H

#include "web/html.h"

struct gift {
    struct str donor;
    int64_t value_dong;
    bool is_new;
};

/* escaping.html: one place each, where a value may stand. */
void text_html(struct html *out, struct str value);
/* In double and in single quotes. */
void attribute_html(struct html *out, struct str value);
/* One value of each type. */
void types_html(struct html *out);
/* The whole address. */
void link_html(struct html *out, struct str address);
/* Parts of a path, of a query, and a second part behind a whole address. */
void address_html(struct html *out, struct str slug, const char *wanted, int page);
/* A finished piece. */
void fragment_html(struct html *out, struct html_piece piece);
/* Blanks, and <pre>. */
void blank_html(struct html *out, int count);

/* structure.html: a loop that calls a static function with a condition. */
void gifts_html(struct html *out, const struct gift *gifts, size_t count);
/* Conditions inside a tag. */
void checkbox_html(struct html *out, bool is_checked, bool is_wide);
/* The open beginning of a page. */
void head_html(struct html *out, struct str title);
/* Its end. */
void foot_html(struct html *out);

/* messages.html: messages in text and attributes, with values. */
void thanks_html(struct html *out, struct str giver, struct str receiver, int64_t count);

#endif
