/* What PostgreSQL's error codes mean to the one who reads them. */
#include "db/postgres.h"

/* The codes that have a cause people can do something about (PostgreSQL's manual, appendix A). */
static const struct {
    const char *state;
    enum error_kind kind;
    const char *text;
} causes[] = {
    {"40001", ERROR_BUSY, "cơ sở dữ liệu đang bận, hãy thử lại sau"},
    {"40P01", ERROR_BUSY, "cơ sở dữ liệu đang bận, hãy thử lại sau"},
    {"55P03", ERROR_BUSY, "cơ sở dữ liệu đang bận, hãy thử lại sau"},
    {"53300", ERROR_BUSY, "máy chủ PostgreSQL có quá nhiều kết nối, hãy thử lại sau"},
    {"53100", ERROR_BROKEN, "không ghi được vào PostgreSQL: hết chỗ trên đĩa"},
    {"53200", ERROR_BROKEN, "máy chủ PostgreSQL hết bộ nhớ"},
    {"25006", ERROR_BROKEN, "kết nối này chỉ để đọc, không được ghi"},
    {"42501", ERROR_BROKEN, "tài khoản PostgreSQL không có quyền làm việc này"},
    {"22021", ERROR_INVALID, "văn bản không phải là UTF-8"},
    {"54000", ERROR_INVALID, "giá trị quá lớn so với giới hạn của cơ sở dữ liệu"},
};

/* A unique key, a foreign key, or another rule that a table lays down for its rows. */
static bool fail_constraint(const struct postgres_error *error, struct error *err)
{
    const char *table = error->table ? error->table : "";
    if (strcmp(error->state, "23505") == 0)
        return fail(err, ERROR_CONFLICT, table, "trùng với dòng đã có trong bảng %s", table);
    if (strcmp(error->state, "23503") == 0)
        return fail(err, ERROR_CONFLICT, "",
                    "dòng này cần một dòng không có, hoặc còn dòng khác cần nó");
    return fail(err, ERROR_INVALID, table, "giá trị không được phép: %s", error->message);
}

bool postgres_fail(const struct postgres_error *error, struct error *err)
{
    if (!error->state)
        return fail(err, ERROR_BROKEN, "postgres", "mất kết nối với máy chủ PostgreSQL");
    if (strncmp(error->state, "23", 2) == 0)
        return fail_constraint(error, err);
    if (strcmp(error->state, "57014") == 0)
        return fail(err, ERROR_BUSY, "", "truy vấn chạy quá thời hạn %lld mili giây",
                    (long long)error->limit_ms);
    for (size_t i = 0; i < COUNT_OF(causes); i++)
        if (strcmp(causes[i].state, error->state) == 0)
            return fail(err, causes[i].kind, "", "%s", causes[i].text);
    return fail(err, ERROR_BROKEN, "sql", "cơ sở dữ liệu báo lỗi: %s (%s)", error->message,
                error->state);
}
