/* Table of contents of the feature: lists from files and from what people paste. */
#include "feature/intake/intake_pages.h"

static const char *const migrations[] = {
    "CREATE TABLE intake ("   /* lists that came through the browser; a run known by its number */
    "  id ID,"                /* from 1 */
    "  kind TEXT NOT NULL,"   /* code */
    "  account INT NOT NULL," /* who brought it */
    "  file_name TEXT NOT NULL," /* as the browser named it */
    "  state TEXT NOT NULL,"     /* staged, running, done, stopped, undoing, undone, dropped */
    "  made TEXT NOT NULL,"      /* moment */
    "  changed TEXT NOT NULL,"   /* moment */
    "  day INT NOT NULL,"        /* of making: staged tables are kept seven days */
    "  row_count INT NOT NULL,"  /* below the header */
    "  done INT NOT NULL,"       /* of them, taken */
    "  added INT NOT NULL,"      /* records made */
    "  known INT NOT NULL,"      /* rows that the book had */
    "  undone INT NOT NULL,"     /* records taken back */
    "  mapping TEXT NOT NULL,"   /* code of each column, a line each; empty: by their names */
    "  units TEXT NOT NULL,"     /* codes of the units of its records */
    "  notes TEXT NOT NULL,"     /* what the reader of the file remarked, a line each */
    "  problem TEXT NOT NULL,"   /* why it stopped */
    "  reason TEXT NOT NULL,"    /* why what looks odd is right */
    "  undo_reason TEXT NOT NULL,"
    "  form_key TEXT NOT NULL UNIQUE);"
    "CREATE INDEX intake_state ON intake (state, id);"
    "CREATE TABLE intake_table (" /* what was uploaded, until it is taken or thrown away */
    "  intake ID,"
    "  cells BYTES NOT NULL);"     /* intake_table_pack */
    "CREATE TABLE intake_record (" /* which records a list has made */
    "  intake INT NOT NULL,"
    "  ordinal INT NOT NULL," /* from 0 */
    "  line INT NOT NULL,"    /* of the file */
    "  no TEXT NOT NULL,"
    "  identity BYTES NOT NULL," /* known_row */
    "  PRIMARY KEY (intake, ordinal)) KEYED;"
    "CREATE TABLE intake_mapping (" /* what columns were meant to be */
    "  kind TEXT NOT NULL,"
    "  columns_hash TEXT NOT NULL," /* of the header */
    "  mapping TEXT NOT NULL,"
    "  PRIMARY KEY (kind, columns_hash)) KEYED;",
};

static const struct field start_get_fields[] = {
    {.name = "loai", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Loại việc"},
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Đã làm"},
    {0},
};

static const struct field upload_fields[] = {
    {.name = "khoa",
     .type = FIELD_TEXT,
     .cap_bytes = 64,
     .is_required = true,
     .label = "Mã biểu mẫu"},
    {.name = "loai", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Loại việc"},
    {.name = "trang", .type = FIELD_TEXT, .cap_bytes = 400, .label = "Tên trang tính"},
    {.name = "tep", .type = FIELD_BYTES, .cap_bytes = INTAKE_FILE_MAX_BYTES, .label = "Tệp"},
    {0},
};

static const struct field one_fields[] = {
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 8, .is_required = true, .label = "Việc"},
    {.name = "ly_do", .type = FIELD_TEXT, .cap_bytes = INTAKE_REASON_MAX_BYTES, .label = "Lý do"},
    {.name = "cot-*", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Cột của tệp"},
    {0},
};

static const struct field paste_get_fields[] = {
    {.name = "loai", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Loại việc"},
    {0},
};

static const struct field paste_fields[] = {
    {.name = "khoa",
     .type = FIELD_TEXT,
     .cap_bytes = 64,
     .is_required = true,
     .label = "Mã biểu mẫu"},
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 8, .is_required = true, .label = "Việc"},
    {.name = "loai", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Loại việc"},
    {.name = "don_vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Nơi thực hiện"},
    {.name = "van_ban", .type = FIELD_TEXT, .cap_bytes = PASTE_MAX_BYTES, .label = "Nội dung dán"},
    {.name = "dong", .type = FIELD_INT, .label = "Số dòng"},
    {.name = "ly_do", .type = FIELD_TEXT, .cap_bytes = INTAKE_REASON_MAX_BYTES, .label = "Lý do"},
    {.name = "o-*", .type = FIELD_TEXT, .cap_bytes = 8000, .label = "Ô của bảng"},
    {.name = "nguon-*", .type = FIELD_TEXT, .cap_bytes = 8000, .label = "Dòng gốc"},
    {.name = "bo-*", .type = FIELD_TEXT, .cap_bytes = 8, .label = "Bỏ dòng"},
    {0},
};

static const struct route routes[] = {
    {METHOD_GET, PASTE_ADDRESS, MAY_ENTER, PACE_QUICK, intake_paste_page, paste_get_fields, false,
     MESSAGE("Dán bảng Excel hoặc tin nhắn Zalo")},
    {METHOD_POST, PASTE_ADDRESS, MAY_ENTER, PACE_WRITE, intake_paste_post, paste_fields, false,
     MESSAGE("Đọc nội dung đã dán, gửi duyệt hoặc ghi vào sổ")},
    {METHOD_GET, INTAKE_ADDRESS, INTAKE_ROLES, PACE_QUICK, intake_start_page, start_get_fields,
     false, MESSAGE("Nhập danh sách từ tệp Excel, CSV")},
    {METHOD_POST, INTAKE_ADDRESS, INTAKE_ROLES, PACE_FILE_WRITE, intake_upload_post, upload_fields,
     false, MESSAGE("Tải một tệp lên")},
    {METHOD_GET, INTAKE_ADDRESS "/{so}", INTAKE_ROLES, PACE_SLOW, intake_one_page, NULL, false,
     MESSAGE("Xem trước một tệp, tiến độ và kết quả nhập")},
    {METHOD_POST, INTAKE_ADDRESS "/{so}", INTAKE_ROLES, PACE_SLOW_WRITE, intake_one_post,
     one_fields, false, MESSAGE("Chọn cột, nhập hoặc hủy cả tệp")},
};

static const struct work_item work[] = {
    {PASTE_ADDRESS, MESSAGE("Dán từ Excel, Zalo"),
     MESSAGE("Nhiều việc một lần: dán bảng hoặc tin nhắn, sửa rồi gửi"), MAY_ENTER, 15},
    {INTAKE_ADDRESS, MESSAGE("Nhập tệp Excel, CSV"),
     MESSAGE("Đưa cả danh sách vào sổ, xem trước từng ô, hủy được cả tệp"), INTAKE_ROLES, 25},
};

const struct feature intake_feature = {
    .name = "intake",
    FEATURE_ROWS(migrations, migrations),
    FEATURE_ROWS(routes, routes),
    FEATURE_ROWS(work, work),
};
