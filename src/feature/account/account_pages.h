/* The pages of this feature and their templates. */
#ifndef FEATURE_ACCOUNT_ACCOUNT_PAGES_H
#define FEATURE_ACCOUNT_ACCOUNT_PAGES_H

#include "feature/account/account_rules.h"
#include "feature/account/trail.h"
#include "feature/frame.h"

#define ACCOUNTS      "/quan-tri/tai-khoan"
#define CODE_IS_WRONG MESSAGE("Mã chưa đúng hoặc đã dùng rồi. Xin chờ mã mới trên điện thoại.")

enum { ACCOUNT_ROUTES = 26, NEXT_MAX_BYTES = 1000 };

extern const struct route account_routes[ACCOUNT_ROUTES]; /* account_routes.c */

/* ---- signing in (sign_in_pages.c) ---- */

struct sample_login {
    struct str login, roles;
};

struct sign_in_page {
    struct page_frame frame;
    struct str login, next;    /* what was typed; where to go then */
    struct str problem;        /* why it did not work; empty: nothing was tried */
    struct str done;           /* what has just been done; may be empty */
    struct str password, code; /* of the sample book; else empty */
    struct sample_login *samples;
    size_t samples_count;
};

/* The page that opens a one-time link. */
struct password_link_page {
    struct page_frame frame;
    bool is_first; /* makes the first administrator */
    struct str address;
    struct str login, name;
    struct str problem;
};

page_function sign_in_get, sign_in_post, sign_in_code_get, sign_in_code_post, sign_out_post;
page_function password_link_get, password_link_post;

/* Templates. */
void sign_in_html(struct html *out, const struct sign_in_page *page);
void sign_in_code_html(struct html *out, const struct sign_in_page *page);
void password_link_html(struct html *out, const struct password_link_page *page);
void password_link_over_html(struct html *out, const struct page_frame *frame);

/* ---- what is one's own (own_pages.c) ---- */

struct session_row {
    int64_t id;
    struct str agent, began, seen, address;
    bool is_this;
};

struct own_page {
    struct page_frame frame;
    struct str login, roles, problem, done;
    bool has_codes, needs_code;
    int64_t recovery_left;
    struct session_row *sessions;
    size_t sessions_count;
};

struct factor_page {
    struct page_frame frame;
    bool has_codes, needs_code;
    struct str secret;        /* in groups of four; empty: not begun */
    struct str address;       /* otpauth:// */
    struct html_piece square; /* the same as a QR code */
    struct str problem;
};

struct recovery_page {
    struct page_frame frame;
    struct str codes[RECOVERY_CODES];
};

page_function own_get, own_password_post, own_session_post, own_recovery_post;
page_function factor_get, factor_post, factor_begin_post, factor_off_post;

/* Templates. */
void own_html(struct html *out, const struct own_page *page);
void factor_html(struct html *out, const struct factor_page *page);
void recovery_html(struct html *out, const struct recovery_page *page);

/* Roles as pages tell them. */
struct told_roles {
    struct held_roles held;
    struct unit_choices units;
};

/* Reads those of an account (0: of all). */
must_check bool told_roles_read(struct request *req, int64_t account, struct told_roles *roles,
                                struct error *err);

/* "Trưởng Ban công tác Mặt trận, Khu phố 3": one role. */
struct str role_words(struct request *req, const struct told_roles *roles,
                      const struct held_role *role);

/* The roles that an account holds today, with semicolons between. */
struct str roles_words(struct request *req, const struct told_roles *roles, int64_t account);

/* ---- what administrators do (admin_pages.c) ---- */

struct account_row {
    int64_t id;
    struct str login, name, roles;
    struct str state; /* "Đang dùng", "Chưa đặt mật khẩu", "Đang khóa" */
    bool is_locked;
};

struct accounts_page {
    struct page_frame frame;
    struct account_row *rows;
    size_t rows_count;
    struct unit_choices units;
    struct str login, name, problem;
};

struct role_row {
    int64_t id;
    struct str words, span; /* "Kế toán, Thị trấn …", "từ ngày 20/7/2022" */
    bool is_over;
};

struct account_page {
    struct page_frame frame;
    struct account_row row;
    struct role_row *roles;
    size_t roles_count;
    struct unit_choices units;
    struct str problem, done;
    struct str link; /* one-time address, shown once; else empty */
    struct str link_ends;
    bool has_codes;
    int64_t sessions;
};

struct trail_row {
    struct str moment, who, what, subject, address;
};

struct trail_page {
    struct page_frame frame;
    struct trail_row *rows;
    size_t rows_count;
    int64_t before; /* number of the oldest line shown; 0: no older ones */
    int64_t count;
    struct str hash;
};

page_function admin_accounts_get, admin_accounts_post, admin_account_get;
page_function admin_link_post, admin_role_post, admin_role_off_post, admin_lock_post;
page_function admin_unlock_post, admin_factor_off_post, admin_sessions_post, trail_get;

/* Templates. */
void accounts_html(struct html *out, const struct accounts_page *page);
void account_html(struct html *out, const struct account_page *page);
void trail_html(struct html *out, const struct trail_page *page);

#endif
