/* Table of contents of the feature: drafts, from the form through the queue to the record. */
#include "feature/draft/draft_pages.h"

static const char *const migrations[] = {
    "CREATE TABLE draft ("     /* what is not yet an entry */
    "  id ID,"                 /* from 1 */
    "  kind TEXT NOT NULL,"    /* code */
    "  unit TEXT NOT NULL,"    /* code; empty: not chosen yet */
    "  day TEXT NOT NULL,"     /* as typed */
    "  cells TEXT NOT NULL,"   /* as typed: name=value&… */
    "  state TEXT NOT NULL,"   /* writing, waiting, returned, approved, dropped */
    "  version INT NOT NULL,"  /* grows with each change */
    "  author INT NOT NULL,"   /* account that began it */
    "  editor INT NOT NULL,"   /* account that changed it last */
    "  changed TEXT NOT NULL," /* moment */
    "  of_no TEXT NOT NULL,"   /* record that it corrects; empty: a new one */
    "  no TEXT NOT NULL,"      /* record that it became */
    "  reason TEXT NOT NULL,"  /* why what looks odd is right */
    "  comment TEXT NOT NULL," /* of whoever returned it */
    "  form_key TEXT NOT NULL UNIQUE);"
    "CREATE INDEX draft_state ON draft (state, changed, id);"
    "CREATE INDEX draft_author ON draft (author, state, changed, id);"
    "CREATE TABLE draft_step (" /* who did what with it; never changed */
    "  draft INT NOT NULL,"
    "  ordinal INT NOT NULL," /* from 0 */
    "  at TEXT NOT NULL,"
    "  account INT NOT NULL,"
    "  step TEXT NOT NULL," /* in Vietnamese, for people */
    "  comment TEXT NOT NULL,"
    "  PRIMARY KEY (draft, ordinal)) KEYED;",
    "ALTER TABLE draft ADD COLUMN public_reason TEXT NOT NULL DEFAULT '';" /* of a correction */
    "CREATE INDEX draft_of ON draft (of_no, id);",
    "CREATE TABLE draft_photo (" /* photos of drafts; those of an approved one are its record's */
    "  draft INT NOT NULL,"      /* id */
    "  ordinal INT NOT NULL,"    /* from 1 */
    "  name TEXT NOT NULL,"      /* in the table media, of this draft alone */
    "  source TEXT NOT NULL,"    /* keyed hash of the file as sent: sent twice it is taken once */
    "  PRIMARY KEY (draft, ordinal)) KEYED;"
    "CREATE INDEX draft_photo_name ON draft_photo (name);"
    "ALTER TABLE draft ADD COLUMN is_photo_public INT NOT NULL DEFAULT 0;"
    "ALTER TABLE draft ADD COLUMN photo_consent TEXT NOT NULL DEFAULT '';", /* day, as typed */
};

static const struct field form_get_fields[] = {
    {.name = "nhap", .type = FIELD_INT, .label = "Bản nháp"},
    {.name = "sau", .type = FIELD_INT, .label = "Ghi tiếp sau"},
    {.name = "nhu", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Chép lần trước"},
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Đã làm"},
    {0},
};

static const struct field form_fields[] = {
    {.name = "nhap", .type = FIELD_INT, .label = "Bản nháp"},
    {.name = "phien_ban", .type = FIELD_INT, .label = "Phiên bản"},
    {.name = "khoa",
     .type = FIELD_TEXT,
     .cap_bytes = 64,
     .is_required = true,
     .label = "Mã biểu mẫu"},
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 8, .is_required = true, .label = "Việc"},
    {.name = "don_vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Nơi thực hiện"},
    {.name = "ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Ngày thực hiện"},
    {.name = "ly_do", .type = FIELD_TEXT, .cap_bytes = DRAFT_REASON_MAX_BYTES, .label = "Lý do"},
    {.name = "ly_do_cong_khai",
     .type = FIELD_TEXT,
     .cap_bytes = DRAFT_REASON_MAX_BYTES,
     .label = "Lý do đính chính"},
    {.name = "anh-*", .type = FIELD_BYTES, .cap_bytes = PHOTOS_MAX_BYTES, .label = "Ảnh"},
    {.name = "boanh-*", .type = FIELD_TEXT, .cap_bytes = 8, .label = "Bỏ ảnh"},
    {.name = "anh_dang", .type = FIELD_TEXT, .cap_bytes = 8, .label = "Cho đăng ảnh"},
    {.name = "anh_dong_y", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Ngày đồng ý"},
    {.name = "o-*", .type = FIELD_TEXT, .cap_bytes = 8000, .label = "Ô của biểu mẫu"},
    {0},
};

static const struct field list_fields[] = {
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 80, .label = "Đã làm"},
    {0},
};

static const struct field one_fields[] = {
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 8, .is_required = true, .label = "Việc"},
    {.name = "phien_ban", .type = FIELD_INT, .is_required = true, .label = "Phiên bản"},
    {.name = "loi", .type = FIELD_TEXT, .cap_bytes = DRAFT_REASON_MAX_BYTES, .label = "Lời nhắn"},
    {0},
};

static const struct field batch_fields[] = {
    {.name = "chon-*", .type = FIELD_TEXT, .cap_bytes = 24, .label = "Bản được chọn"},
    {0},
};

static const struct field find_fields[] = {
    {.name = "so", .type = FIELD_TEXT, .cap_bytes = 400, .label = "Số hoặc địa chỉ hồ sơ"},
    {0},
};

static const struct field void_fields[] = {
    {.name = "ly_do",
     .type = FIELD_TEXT,
     .cap_bytes = DRAFT_REASON_MAX_BYTES,
     .label = "Lý do hủy"},
    {0},
};

static const struct field picture_fields[] = {
    {.name = "anh", .type = FIELD_TEXT, .cap_bytes = 16, .is_required = true, .label = "Ảnh"},
    {0},
};

static const struct field table_get_fields[] = {
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 8, .label = "Đã làm"},
    {.name = "so", .type = FIELD_INT, .label = "Số việc"},
    {0},
};

static const struct field table_fields[] = {
    {.name = "khoa",
     .type = FIELD_TEXT,
     .cap_bytes = 48,
     .is_required = true,
     .label = "Mã biểu mẫu"},
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 8, .is_required = true, .label = "Việc"},
    {.name = "so_dong", .type = FIELD_INT, .is_required = true, .label = "Số dòng"},
    {.name = "ly_do", .type = FIELD_TEXT, .cap_bytes = DRAFT_REASON_MAX_BYTES, .label = "Lý do"},
    {.name = "b-*", .type = FIELD_TEXT, .cap_bytes = 8000, .label = "Ô của bảng"},
    {0},
};

static const struct route routes[] = {
    {METHOD_GET, ENTER_ADDRESS, MAY_ENTER, PACE_QUICK, draft_kinds_page, NULL, false,
     MESSAGE("Chọn loại việc để ghi")},
    {METHOD_GET, ENTER_ADDRESS "/{loai}", MAY_ENTER "," MAY_APPROVE, PACE_QUICK, draft_form_page,
     form_get_fields, false, MESSAGE("Biểu mẫu ghi một việc")},
    {METHOD_POST, ENTER_ADDRESS "/{loai}", MAY_ENTER "," MAY_APPROVE, PACE_FILE_WRITE,
     draft_form_post, form_fields, false, MESSAGE("Lưu nháp, gửi duyệt")},
    {METHOD_GET, TABLE_ADDRESS "/{loai}", MAY_ENTER, PACE_QUICK, draft_table_page, table_get_fields,
     false, MESSAGE("Bảng ghi nhiều việc cùng loại")},
    {METHOD_POST, TABLE_ADDRESS "/{loai}", MAY_ENTER, PACE_WRITE, draft_table_post, table_fields,
     false, MESSAGE("Gửi nhiều việc cùng loại")},
    {METHOD_GET, PHOTO_ADDRESS "/{ten}", MAY_ENTER "," MAY_APPROVE, PACE_QUICK, draft_photo_page,
     NULL, false, MESSAGE("Ảnh của một bản nháp hoặc hồ sơ")},
    {METHOD_GET, OWN_ADDRESS, MAY_ENTER, PACE_QUICK, draft_own_page, list_fields, false,
     MESSAGE("Bản nháp của tôi")},
    {METHOD_GET, QUEUE_ADDRESS, MAY_APPROVE, PACE_QUICK, draft_queue_page, list_fields, false,
     MESSAGE("Việc chờ duyệt")},
    {METHOD_POST, QUEUE_ADDRESS, MAY_APPROVE, PACE_WRITE_GATHERING, draft_batch_post, batch_fields,
     false, MESSAGE("Duyệt nhiều việc")},
    {METHOD_GET, QUEUE_ADDRESS "/{so}", MAY_ENTER "," MAY_APPROVE, PACE_QUICK, draft_one_page, NULL,
     false, MESSAGE("Xem một bản chờ duyệt")},
    {METHOD_POST, QUEUE_ADDRESS "/{so}", MAY_APPROVE, PACE_WRITE_GATHERING, draft_one_post,
     one_fields, false, MESSAGE("Duyệt hoặc trả lại")},
    {METHOD_GET, TEMPLATE_ADDRESS "/{loai}", TEMPLATE_ROLES, PACE_SLOW, draft_template_get, NULL,
     false, MESSAGE("Tải mẫu danh sách để nhập")},
    {METHOD_GET, RECORD_ADDRESS, MAY_APPROVE, PACE_QUICK, record_find_page, find_fields, false,
     MESSAGE("Tìm hồ sơ để đính chính hoặc hủy")},
    {METHOD_GET, RECORD_ADDRESS "/{so}", MAY_APPROVE, PACE_QUICK, record_desk_page, NULL, false,
     MESSAGE("Một hồ sơ, cả phần không công khai")},
    {METHOD_POST, RECORD_ADDRESS "/{so}/xoa-anh", MAY_APPROVE, PACE_WRITE, record_picture_post,
     picture_fields, false, MESSAGE("Xóa một ảnh của hồ sơ")},
    {METHOD_POST, RECORD_ADDRESS "/{so}/dinh-chinh", MAY_APPROVE, PACE_WRITE, record_correct_post,
     NULL, false, MESSAGE("Bắt đầu đính chính một hồ sơ")},
    {METHOD_GET, RECORD_ADDRESS "/{so}/huy", MAY_APPROVE, PACE_QUICK, record_void_page, NULL, false,
     MESSAGE("Xác nhận hủy một hồ sơ")},
    {METHOD_POST, RECORD_ADDRESS "/{so}/huy", MAY_APPROVE, PACE_WRITE, record_void_post,
     void_fields, false, MESSAGE("Hủy một hồ sơ")},
};

static const struct work_item work[] = {
    {ENTER_ADDRESS, MESSAGE("Ghi việc đã làm"),
     MESSAGE("Trao quà, vận động, tuyên truyền và các việc khác"), MAY_ENTER, 10},
    {OWN_ADDRESS, MESSAGE("Bản nháp của tôi"), MESSAGE("Viết tiếp, xem việc đã gửi và bị trả lại"),
     MAY_ENTER, 20},
    {QUEUE_ADDRESS, MESSAGE("Việc chờ duyệt"), MESSAGE("Duyệt, hoặc trả lại để bổ sung"),
     MAY_APPROVE, 30},
    {RECORD_ADDRESS, MESSAGE("Đính chính, hủy hồ sơ"),
     MESSAGE("Tìm hồ sơ đã duyệt, xem ai đã làm gì, sửa chỗ sai"), MAY_APPROVE, 35},
};

static const struct waiting_item waiting[] = {
    {OWN_ADDRESS, MESSAGE("việc bị trả lại, cần bổ sung"), MAY_ENTER, drafts_returned, 10},
    {QUEUE_ADDRESS, MESSAGE("việc chờ duyệt"), MAY_APPROVE, drafts_waiting, 20},
};

const struct feature draft_feature = {
    .name = "draft",
    FEATURE_ROWS(migrations, migrations),
    FEATURE_ROWS(routes, routes),
    FEATURE_ROWS(work, work),
    FEATURE_ROWS(waiting, waiting),
};
