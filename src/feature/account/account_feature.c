/* Table of contents of the feature: accounts, roles, sessions, the trail. */
#include "feature/account/account_commands.h"
#include "feature/account/account_pages.h"

static const char *const migrations[] = {
    "CREATE TABLE account (" /* people who sign in; never deleted: entries name them u<id> */
    "  id ID,"
    "  login TEXT NOT NULL UNIQUE," /* small letters */
    "  name TEXT NOT NULL,"         /* as colleagues read it */
    "  password TEXT NOT NULL,"     /* argon2id in libsodium's text form; empty: none yet */
    "  is_locked INT NOT NULL,"
    "  created INT NOT NULL,"     /* seconds since 1970, here and below */
    "  secret BYTES NOT NULL,"    /* of the codes (RFC 6238); empty: none */
    "  has_codes INT NOT NULL,"   /* 1: the first code came back, so they are asked for */
    "  code_step INT NOT NULL);"  /* of the newest code taken: none is taken twice */
    "CREATE TABLE account_role (" /* what somebody may do, where, from when to when */
    "  id ID,"
    "  account INT NOT NULL,"
    "  role TEXT NOT NULL," /* code: account_roles.c */
    "  unit TEXT NOT NULL," /* code, and all units below it; empty: the whole book */
    "  first_day INT NOT NULL,"
    "  last_day INT NOT NULL);" /* 2199-12-31 without an end */
    "CREATE INDEX account_role_of ON account_role (account, id);"
    "CREATE TABLE account_session ("
    "  id ID,"
    "  token BYTES NOT NULL UNIQUE," /* SHA-256 of what the cookie holds */
    "  account INT NOT NULL,"
    "  created INT NOT NULL,"
    "  seen INT NOT NULL," /* last use, exact to five minutes */
    "  ends INT NOT NULL,"
    "  idle_seconds INT NOT NULL," /* it ends when it was not used that long */
    "  is_waiting INT NOT NULL,"   /* 1: for the code of the second factor */
    "  agent TEXT NOT NULL,"       /* what the browser says of itself, cut short */
    "  address TEXT NOT NULL);"    /* of the client when it began */
    "CREATE INDEX account_session_of ON account_session (account, id);"
    "CREATE TABLE account_recovery (" /* codes on paper, each good for one sign-in */
    "  account INT NOT NULL,"
    "  hash BYTES NOT NULL," /* keyed by the book's secret */
    "  PRIMARY KEY (account, hash)) KEYED;"
    "CREATE TABLE account_link (" /* one-time links to set a password */
    "  hash BYTES NOT NULL PRIMARY KEY,"
    "  account INT NOT NULL UNIQUE," /* 0: makes the first administrator */
    "  ends INT NOT NULL) KEYED;"
    "CREATE TABLE trail (" /* what was done; lines are added, never changed */
    "  id ID,"             /* from 1 without gaps */
    "  at INT NOT NULL,"
    "  actor INT NOT NULL," /* account; 0: nobody had signed in */
    "  what TEXT NOT NULL,"
    "  subject TEXT NOT NULL,"
    "  address TEXT NOT NULL,"
    "  chain BYTES NOT NULL);", /* SHA-256 over the line and the chain of the one before */
};

static const struct work_item work[] = {
    {"/quan-tri/tai-khoan", MESSAGE("Tài khoản"), MESSAGE("Lập tài khoản, giao vai trò, khóa"),
     MAY_ADMINISTER, 900},
    {"/quan-tri/nhat-ky", MESSAGE("Nhật ký thao tác"), MESSAGE("Ai đã làm gì, lúc nào"),
     MAY_INSPECT, 910},
    {"/tai-khoan", MESSAGE("Tài khoản của tôi"),
     MESSAGE("Mật khẩu, mã xác thực, các máy đang đăng nhập"), MAY_WORK, 990},
};

static const struct command commands[] = {
    {.name = "user add",
     .group = GROUP_ADMIN,
     .book = COMMAND_WRITES,
     .usage = "SỔ TÊN-ĐĂNG-NHẬP HỌ-TÊN",
     .least = 3,
     .most = 3,
     .options = {{"--role", "VAI-TRÒ", "mã vai trò, như officer (có thể giao sau)"},
                 {"--unit", "ĐƠN-VỊ", "mã đơn vị; mặc định cả sổ"}},
     .summary = "lập một tài khoản và in đường dẫn một lần để đặt mật khẩu",
     .run = user_add_command},
    {.name = "user list",
     .group = GROUP_ADMIN,
     .book = COMMAND_READS,
     .usage = "SỔ",
     .least = 1,
     .most = 1,
     .summary = "in các tài khoản và vai trò",
     .run = user_list_command},
    {.name = "user link",
     .group = GROUP_ADMIN,
     .book = COMMAND_WRITES,
     .usage = "SỔ TÊN-ĐĂNG-NHẬP",
     .least = 2,
     .most = 2,
     .summary = "in một đường dẫn một lần để đặt lại mật khẩu",
     .run = user_link_command},
    {.name = "user lock",
     .group = GROUP_ADMIN,
     .book = COMMAND_WRITES,
     .usage = "SỔ TÊN-ĐĂNG-NHẬP",
     .least = 2,
     .most = 2,
     .options = {{"--off", NULL, "mở khóa"}},
     .summary = "khóa một tài khoản: mọi phiên làm việc kết thúc ngay",
     .run = user_lock_command},
    {.name = "user role",
     .group = GROUP_ADMIN,
     .book = COMMAND_WRITES,
     .usage = "SỔ TÊN-ĐĂNG-NHẬP VAI-TRÒ",
     .least = 3,
     .most = 3,
     .options = {{"--unit", "ĐƠN-VỊ", "mã đơn vị; mặc định cả sổ"},
                 {"--from", "NGÀY", "mặc định hôm nay"},
                 {"--to", "NGÀY", "mặc định không hẹn ngày"},
                 {"--off", NULL, "thôi giao vai trò này"}},
     .summary = "giao hoặc thôi giao một vai trò",
     .run = user_role_command},
};

const struct feature account_feature = {
    .name = "account",
    FEATURE_ROWS(migrations, migrations),
    FEATURE_ROWS(commands, commands),
    FEATURE_ROWS(work, work),
    .routes = account_routes,
    .routes_count = ACCOUNT_ROUTES,
    .check = trail_check,
};
