/* Table of contents of the portal's desks: articles. */
#include "feature/portal/news_desk.h"
#include "feature/portal/portal.h"

enum {
    BODY_CAP_BYTES = 2 * FRONT_FILE_MAX_BYTES, /* above an article's limit, so that the form says so
                                                  and keeps the text */
    PICTURE_CAP_BYTES = MEDIA_MAX_BYTES + 1024 * 1024, /* above a picture's limit, likewise */
};

static const char *const migrations[] = {
    "CREATE TABLE article_draft (" /* an article on its way */
    "  id ID,"                     /* from 1 */
    "  version INT NOT NULL,"      /* grows with each change */
    "  author INT NOT NULL,"       /* account that began it */
    "  of_no TEXT NOT NULL,"       /* article that it corrects; empty: a new one */
    "  form_key TEXT NOT NULL UNIQUE,"
    "  unit TEXT NOT NULL," /* code; this and what follows as typed */
    "  title TEXT NOT NULL,"
    "  section TEXT NOT NULL," /* code */
    "  day TEXT NOT NULL,"
    "  author_name TEXT NOT NULL,"
    "  lead TEXT NOT NULL,"
    "  conference TEXT NOT NULL," /* its day */
    "  review TEXT NOT NULL,"     /* code of a period */
    "  reads TEXT NOT NULL,"
    "  consent TEXT NOT NULL,"
    "  body TEXT NOT NULL,"
    "  state TEXT NOT NULL,"   /* writing, planned, published, dropped */
    "  editor INT NOT NULL,"   /* account that changed it last */
    "  planner INT NOT NULL,"  /* account that chose its moment */
    "  changed TEXT NOT NULL," /* moment */
    "  no TEXT NOT NULL,"      /* article that it became */
    "  note TEXT NOT NULL,"    /* of a correction */
    "  moment TEXT NOT NULL,"  /* when it goes out; empty: not planned */
    "  problem TEXT NOT NULL);"
    "CREATE INDEX article_draft_state ON article_draft (state, moment, id);"
    "CREATE INDEX article_draft_of ON article_draft (of_no, id);"
    "CREATE TABLE article_draft_picture (" /* of one that is not public yet: no page shows it */
    "  draft INT NOT NULL,"
    "  ordinal INT NOT NULL," /* from 1 */
    "  file TEXT NOT NULL,"   /* its name in the text */
    "  name TEXT NOT NULL,"   /* SHA-256 of the widest version, hex */
    "  size INT NOT NULL,"    /* the width in its address */
    "  width INT NOT NULL,"   /* real pixels */
    "  height INT NOT NULL,"
    "  bytes BYTES NOT NULL,"
    "  PRIMARY KEY (draft, ordinal, size));",
};

static const struct field list_fields[] = {
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Đã làm"},
    {0},
};

static const struct field compose_get_fields[] = {
    {.name = "don_vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Đơn vị"},
    {.name = "ky", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Kỳ"},
    {0},
};

static const struct field compose_fields[] = {
    {.name = "khoa",
     .type = FIELD_TEXT,
     .cap_bytes = 64,
     .is_required = true,
     .label = "Mã biểu mẫu"},
    {.name = "don_vi", .type = FIELD_TEXT, .cap_bytes = 64, .is_required = true, .label = "Đơn vị"},
    {.name = "ky", .type = FIELD_TEXT, .cap_bytes = 16, .is_required = true, .label = "Kỳ"},
    {0},
};

static const struct field form_get_fields[] = {
    {.name = "da", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Đã làm"},
    {.name = "ky", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Kỳ của số liệu"},
    {0},
};

static const struct field form_fields[] = {
    {.name = "khoa",
     .type = FIELD_TEXT,
     .cap_bytes = 64,
     .is_required = true,
     .label = "Mã biểu mẫu"},
    {.name = "phien_ban", .type = FIELD_INT, .label = "Phiên bản"},
    {.name = "viec", .type = FIELD_TEXT, .cap_bytes = 8, .is_required = true, .label = "Việc"},
    {.name = "don_vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Đơn vị"},
    {.name = "tieu_de", .type = FIELD_TEXT, .cap_bytes = 2000, .label = "Tiêu đề"},
    {.name = "chuyen_muc", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Chuyên mục"},
    {.name = "ngay", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Ngày đăng"},
    {.name = "tac_gia", .type = FIELD_TEXT, .cap_bytes = 1000, .label = "Tác giả"},
    {.name = "tom_tat", .type = FIELD_TEXT, .cap_bytes = 16000, .label = "Tóm tắt"},
    {.name = "noi_dung", .type = FIELD_TEXT, .cap_bytes = BODY_CAP_BYTES, .label = "Nội dung"},
    {.name = "hoi_nghi", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Hội nghị"},
    {.name = "bao_cao", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Báo cáo"},
    {.name = "ngay_dong_y", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Ngày đồng ý"},
    {.name = "ky", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Kỳ của số liệu"},
    {.name = "ly_do",
     .type = FIELD_TEXT,
     .cap_bytes = ARTICLE_NOTE_MAX_BYTES,
     .label = "Đã sửa gì"},
    {.name = "dang_luc", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Giờ đăng"},
    {0},
};

static const struct field picture_fields[] = {
    {.name = "tep", .type = FIELD_BYTES, .cap_bytes = PICTURE_CAP_BYTES, .label = "Tệp ảnh"},
    {.name = "mo_ta",
     .type = FIELD_TEXT,
     .cap_bytes = ARTICLE_CAPTION_MAX_BYTES,
     .label = "Ảnh có gì"},
    {.name = "chu_thich",
     .type = FIELD_TEXT,
     .cap_bytes = ARTICLE_CAPTION_MAX_BYTES,
     .label = "Chú thích"},
    {.name = "ngay_dong_y", .type = FIELD_TEXT, .cap_bytes = 64, .label = "Ngày đồng ý"},
    {0},
};

static const struct field withdraw_fields[] = {
    {.name = "ly_do",
     .type = FIELD_TEXT,
     .cap_bytes = ARTICLE_NOTE_MAX_BYTES,
     .label = "Lý do gỡ tin"},
    {0},
};

static const struct field erase_fields[] = {
    {.name = "phan", .type = FIELD_TEXT, .cap_bytes = 16, .label = "Phần cần xóa"},
    {.name = "chac", .type = FIELD_TEXT, .cap_bytes = 8, .label = "Xác nhận"},
    {0},
};

static const struct route routes[] = {
    {METHOD_GET, NEWS_DESK, MAY_DRAFT, PACE_QUICK, news_list_page, list_fields, false,
     MESSAGE("Tin đang viết, hẹn giờ, đã đăng, đã gỡ")},
    {METHOD_GET, NEWS_DESK "/moi", MAY_DRAFT, PACE_QUICK, news_new_page, form_get_fields, false,
     MESSAGE("Viết một tin mới")},
    {METHOD_POST, NEWS_DESK "/moi", MAY_DRAFT, PACE_WRITE, news_form_post, form_fields, false,
     MESSAGE("Lưu, hẹn giờ hoặc đăng một tin mới")},
    {METHOD_GET, NEWS_DESK "/soan", MAY_DRAFT, PACE_QUICK, news_compose_get, compose_get_fields,
     false, MESSAGE("Chọn kỳ để soạn tin từ báo cáo")},
    {METHOD_POST, NEWS_DESK "/soan", MAY_DRAFT, PACE_WRITE, news_compose_post, compose_fields,
     false, MESSAGE("Soạn tin từ báo cáo và hội nghị của một kỳ")},
    {METHOD_GET, NEWS_DESK "/{tin}", MAY_DRAFT, PACE_QUICK, news_form_get, form_get_fields, false,
     MESSAGE("Viết tiếp một tin")},
    {METHOD_POST, NEWS_DESK "/{tin}", MAY_DRAFT, PACE_WRITE, news_form_post, form_fields, false,
     MESSAGE("Lưu, hẹn giờ hoặc đăng một tin")},
    {METHOD_GET, NEWS_DESK "/{tin}/xem", MAY_DRAFT, PACE_QUICK, news_preview_page, NULL, false,
     MESSAGE("Xem trước một tin")},
    {METHOD_GET, NEWS_DESK "/{tin}/anh", MAY_DRAFT, PACE_QUICK, news_picture_get, NULL, false,
     MESSAGE("Chọn ảnh cho một tin")},
    {METHOD_POST, NEWS_DESK "/{tin}/anh", MAY_DRAFT, PACE_FILE_WRITE, news_picture_post,
     picture_fields, false, MESSAGE("Thêm ảnh vào một tin")},
    {METHOD_GET, NEWS_DESK "/{tin}/hinh/{ten}", MAY_DRAFT, PACE_QUICK, news_picture_bytes_page,
     NULL, false, MESSAGE("Ảnh của một tin chưa đăng")},
    {METHOD_GET, NEWS_DESK "/bai/{so}", MAY_DRAFT, PACE_QUICK, news_article_get, list_fields, false,
     MESSAGE("Một tin đã đăng: sửa, gỡ, xóa")},
    {METHOD_POST, NEWS_DESK "/bai/{so}/sua", MAY_DRAFT, PACE_WRITE, news_correct_post, NULL, false,
     MESSAGE("Bắt đầu sửa một tin đã đăng")},
    {METHOD_POST, NEWS_DESK "/bai/{so}/go", MAY_DRAFT, PACE_WRITE, news_withdraw_post,
     withdraw_fields, false, MESSAGE("Gỡ một tin khỏi trang")},
    {METHOD_POST, NEWS_DESK "/bai/{so}/xoa", MAY_DRAFT, PACE_WRITE, news_erase_post, erase_fields,
     false, MESSAGE("Xóa một tin hoặc một phần của tin")},
};

static const struct work_item work[] = {
    {NEWS_DESK, MESSAGE("Viết tin"),
     MESSAGE("Soạn tin, xem trước, đăng ngay hoặc hẹn giờ, sửa, gỡ"), MAY_DRAFT, 70},
};

const struct feature news_desk_feature = {
    .name = "news_desk",
    FEATURE_ROWS(migrations, migrations),
    FEATURE_ROWS(routes, routes),
    FEATURE_ROWS(work, work),
};
