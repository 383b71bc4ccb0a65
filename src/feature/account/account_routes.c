/* The feature's addresses: who may, at which pace, with which fields. */
#include "feature/account/account_pages.h"

static const struct field next_fields[] = {
    {"tiep", FIELD_TEXT, NEXT_MAX_BYTES, false, MESSAGE("Trang muốn đến")},
    {"xong", FIELD_TEXT, 20, false, MESSAGE("Việc vừa xong")},
    {0},
};
static const struct field sign_in_fields[] = {
    {"ten_dang_nhap", FIELD_TEXT, LOGIN_MAX_BYTES * 2, true, MESSAGE("Tên đăng nhập")},
    {"mat_khau", FIELD_TEXT, PASSWORD_MAX_BYTES, true, MESSAGE("Mật khẩu")},
    {"giu", FIELD_TEXT, 1, false, MESSAGE("Giữ đăng nhập")},
    {"tiep", FIELD_TEXT, NEXT_MAX_BYTES, false, MESSAGE("Trang muốn đến")},
    {0},
};
static const struct field code_fields[] = {
    {"ma", FIELD_TEXT, 40, true, MESSAGE("Mã xác thực")},
    {"tiep", FIELD_TEXT, NEXT_MAX_BYTES, false, MESSAGE("Trang muốn đến")},
    {0},
};
static const struct field link_fields[] = {
    {"ten_dang_nhap", FIELD_TEXT, LOGIN_MAX_BYTES * 2, false, MESSAGE("Tên đăng nhập")},
    {"ten", FIELD_TEXT, NAME_MAX_BYTES, false, MESSAGE("Họ tên hoặc chức danh")},
    {"mat_khau", FIELD_TEXT, PASSWORD_MAX_BYTES, true, MESSAGE("Mật khẩu mới")},
    {"mat_khau_2", FIELD_TEXT, PASSWORD_MAX_BYTES, true, MESSAGE("Gõ lại mật khẩu mới")},
    {0},
};
static const struct field own_fields[] = {
    {"xong", FIELD_TEXT, 20, false, MESSAGE("Việc vừa xong")},
    {0},
};
static const struct field session_fields[] = {
    {"so", FIELD_INT, 0, true, MESSAGE("Phiên làm việc")},
    {0},
};
static const struct field password_fields[] = {
    {"mat_khau_cu", FIELD_TEXT, PASSWORD_MAX_BYTES, true, MESSAGE("Mật khẩu đang dùng")},
    {"mat_khau", FIELD_TEXT, PASSWORD_MAX_BYTES, true, MESSAGE("Mật khẩu mới")},
    {"mat_khau_2", FIELD_TEXT, PASSWORD_MAX_BYTES, true, MESSAGE("Gõ lại mật khẩu mới")},
    {0},
};
static const struct field factor_fields[] = {
    {"ma", FIELD_TEXT, 40, true, MESSAGE("Mã xác thực")},
    {0},
};
static const struct field account_fields[] = {
    {"ten_dang_nhap", FIELD_TEXT, LOGIN_MAX_BYTES * 2, true, MESSAGE("Tên đăng nhập")},
    {"ten", FIELD_TEXT, NAME_MAX_BYTES, true, MESSAGE("Họ tên hoặc chức danh")},
    {"vai_tro", FIELD_TEXT, 40, true, MESSAGE("Vai trò")},
    {"don_vi", FIELD_TEXT, 64, false, MESSAGE("Đơn vị")},
    {"tu", FIELD_DAY, 0, false, MESSAGE("Từ ngày")},
    {"den", FIELD_DAY, 0, false, MESSAGE("Đến ngày")},
    {0},
};
static const struct field role_fields[] = {
    {"vai_tro", FIELD_TEXT, 40, true, MESSAGE("Vai trò")},
    {"don_vi", FIELD_TEXT, 64, false, MESSAGE("Đơn vị")},
    {"tu", FIELD_DAY, 0, false, MESSAGE("Từ ngày")},
    {"den", FIELD_DAY, 0, false, MESSAGE("Đến ngày")},
    {0},
};
static const struct field role_off_fields[] = {
    {"so", FIELD_INT, 0, true, MESSAGE("Vai trò")},
    {0},
};
static const struct field trail_fields[] = {
    {"truoc", FIELD_INT, 0, false, MESSAGE("Trước dòng")},
    {0},
};

const struct route account_routes[ACCOUNT_ROUTES] = {
    {METHOD_GET, "/dang-nhap", "", PACE_QUICK, sign_in_get, next_fields, false,
     MESSAGE("Đăng nhập để làm việc")},
    {METHOD_POST, "/dang-nhap", "", PACE_SLOW_WRITE, sign_in_post, sign_in_fields, false,
     MESSAGE("Đăng nhập bằng mật khẩu")},
    {METHOD_GET, "/dang-nhap/ma", "awaits_code", PACE_QUICK, sign_in_code_get, next_fields, false,
     MESSAGE("Gõ mã xác thực")},
    {METHOD_POST, "/dang-nhap/ma", "awaits_code", PACE_WRITE, sign_in_code_post, code_fields, false,
     MESSAGE("Đăng nhập xong bằng mã xác thực")},
    {METHOD_POST, "/dang-xuat", "member,awaits_code,must_enrol", PACE_WRITE, sign_out_post, NULL,
     false, MESSAGE("Đăng xuất")},
    {METHOD_GET, "/dat-mat-khau/{ma}", "", PACE_QUICK, password_link_get, NULL, false,
     MESSAGE("Mở đường dẫn một lần để đặt mật khẩu")},
    {METHOD_POST, "/dat-mat-khau/{ma}", "", PACE_SLOW_WRITE, password_link_post, link_fields, false,
     MESSAGE("Đặt mật khẩu bằng đường dẫn một lần")},
    {METHOD_GET, "/tai-khoan", MAY_WORK, PACE_QUICK, own_get, own_fields, false,
     MESSAGE("Tài khoản của mình: mật khẩu, mã xác thực, các máy đang đăng nhập")},
    {METHOD_POST, "/tai-khoan/mat-khau", MAY_WORK, PACE_SLOW_WRITE, own_password_post,
     password_fields, false, MESSAGE("Đổi mật khẩu của mình")},
    {METHOD_POST, "/tai-khoan/phien", MAY_WORK, PACE_WRITE, own_session_post, session_fields, false,
     MESSAGE("Kết thúc phiên làm việc của mình trên máy khác")},
    {METHOD_GET, "/tai-khoan/ma-xac-thuc", MAY_WORK ",must_enrol", PACE_QUICK, factor_get, NULL,
     false, MESSAGE("Thiết lập mã xác thực")},
    {METHOD_POST, "/tai-khoan/ma-xac-thuc", MAY_WORK ",must_enrol", PACE_WRITE, factor_post,
     factor_fields, false, MESSAGE("Bật mã xác thực")},
    {METHOD_POST, "/tai-khoan/ma-xac-thuc/bat-dau", MAY_WORK ",must_enrol", PACE_WRITE,
     factor_begin_post, NULL, false, MESSAGE("Bắt đầu thiết lập mã xác thực")},
    {METHOD_POST, "/tai-khoan/ma-xac-thuc/tat", MAY_WORK, PACE_WRITE, factor_off_post,
     factor_fields, false, MESSAGE("Tắt mã xác thực")},
    {METHOD_POST, "/tai-khoan/ma-khoi-phuc", MAY_WORK, PACE_WRITE, own_recovery_post, factor_fields,
     false, MESSAGE("Lập lại mã khôi phục")},
    {METHOD_GET, ACCOUNTS, MAY_ADMINISTER, PACE_QUICK, admin_accounts_get, NULL, false,
     MESSAGE("Các tài khoản")},
    {METHOD_POST, ACCOUNTS, MAY_ADMINISTER, PACE_WRITE, admin_accounts_post, account_fields, false,
     MESSAGE("Lập một tài khoản")},
    {METHOD_GET, ACCOUNTS "/{so}", MAY_ADMINISTER, PACE_QUICK, admin_account_get, NULL, false,
     MESSAGE("Một tài khoản")},
    {METHOD_POST, ACCOUNTS "/{so}/duong-dan", MAY_ADMINISTER, PACE_WRITE, admin_link_post, NULL,
     false, MESSAGE("Tạo đường dẫn một lần để đặt mật khẩu")},
    {METHOD_POST, ACCOUNTS "/{so}/vai-tro", MAY_ADMINISTER, PACE_WRITE, admin_role_post,
     role_fields, false, MESSAGE("Giao vai trò")},
    {METHOD_POST, ACCOUNTS "/{so}/thoi-vai-tro", MAY_ADMINISTER, PACE_WRITE, admin_role_off_post,
     role_off_fields, false, MESSAGE("Thôi giao vai trò")},
    {METHOD_POST, ACCOUNTS "/{so}/khoa", MAY_ADMINISTER, PACE_WRITE, admin_lock_post, NULL, false,
     MESSAGE("Khóa tài khoản")},
    {METHOD_POST, ACCOUNTS "/{so}/mo-khoa", MAY_ADMINISTER, PACE_WRITE, admin_unlock_post, NULL,
     false, MESSAGE("Mở khóa tài khoản")},
    {METHOD_POST, ACCOUNTS "/{so}/bo-ma", MAY_ADMINISTER, PACE_WRITE, admin_factor_off_post, NULL,
     false, MESSAGE("Gỡ mã xác thực khi mất điện thoại")},
    {METHOD_POST, ACCOUNTS "/{so}/phien", MAY_ADMINISTER, PACE_WRITE, admin_sessions_post, NULL,
     false, MESSAGE("Kết thúc mọi phiên làm việc của một tài khoản")},
    {METHOD_GET, "/quan-tri/nhat-ky", MAY_INSPECT, PACE_QUICK, trail_get, trail_fields, false,
     MESSAGE("Nhật ký thao tác")},
};
