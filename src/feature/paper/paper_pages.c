#include "feature/paper/paper_pages.h"

#include "base/vi_day.h"

static const struct field unit_fields[] = {
    {.name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = MESSAGE("Đơn vị")},
    {0},
};

/* What an address names: the book's own unit, or the one of "don-vi". */
static bool unit_asked(struct request *req, const struct unit **unit, const struct unit **home,
                       struct error *err)
{
    struct str code = request_text(req, "don-vi");
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    *home = unit_home(units);
    *unit = code.len ? unit_find(units, code) : *home;
    if (!*home)
        return fail(err, ERROR_MISSING, "don-vi", "sổ này chưa có đơn vị nên chưa có văn bản");
    return *unit || fail(err, ERROR_MISSING, "don-vi", "sổ không có đơn vị «%.*s»", STR_ARG(code));
}

bool paper_respond(struct request *req, struct response *response,
                   const struct paper_subject *subject, const struct unit *home,
                   enum paper_format format, struct error *err)
{
    static const char *const types[] = {
        [PAPER_DOCX] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [PAPER_PDF] = "application/pdf",
        [PAPER_XLSX] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};
    if (!paper_file(req->book, req->db, req->mem, subject, format, &response->body, err))
        return false;
    response->type = types[format];
    response->file_name = paper_file_name(req->mem, subject, home, format).at;
    return true;
}

/* ---- of a period ---- */

bool paper_is_told(struct request *req, const struct paper_subject *subject, bool *is_told,
                   struct error *err)
{
    struct periods periods = {0};
    struct programme programme;
    struct review review;
    struct day known;
    *is_told = true;
    if (paper_kind(subject->type)->is_of_meeting)
        return true;
    if (subject->type == PAPER_REPORT) {
        if (!review_periods(req->db, req->mem, subject->unit, &periods, err) ||
            !review_compose(req->book, req->db, req->mem, subject->unit, subject->period, DAY_NONE,
                            &review, err))
            return false;
        *is_told = review_is_told(&review, &periods);
        return true;
    }
    if (!unit_day_known(req->db, &known, err) ||
        !programme_compose(req->book, req->db, req->mem, subject->unit, subject->period, &programme,
                           err))
        return false;
    *is_told = programme_is_told(&programme, known);
    return true;
}

static bool period_get(struct request *req, struct response *response, enum paper_type type,
                       enum paper_format format, struct error *err)
{
    const struct unit *unit, *home;
    struct paper_subject subject;
    struct period period;
    int64_t year;
    bool is_told = false;
    if (!str_to_int(req->part[0], &year) || year < 1901 || year > 2198 ||
        !vi_period_of_slug((int32_t)year, req->part[1], &period))
        return fail(err, ERROR_MISSING, "ky",
                    "không có kỳ nào ở địa chỉ này; kỳ viết như 6-thang-dau-nam, sau năm gồm bốn "
                    "chữ số");
    if (!unit_asked(req, &unit, &home, err) ||
        !paper_subject(req->db, req->mem, type, unit, period_code(req->mem, period), 1, &subject,
                       err) ||
        !paper_is_told(req, &subject, &is_told, err))
        return false;
    if (!is_told)
        return fail(err, ERROR_MISSING, "ky", "sổ chưa có %.*s của %.*s",
                    STR_ARG(paper_kind(type)->label), STR_ARG(vi_period(req->mem, period)));
    return paper_respond(req, response, &subject, home, format, err);
}

static bool report_docx(struct request *req, struct response *response, struct error *err)
{
    return period_get(req, response, PAPER_REPORT, PAPER_DOCX, err);
}

static bool report_pdf(struct request *req, struct response *response, struct error *err)
{
    return period_get(req, response, PAPER_REPORT, PAPER_PDF, err);
}

static bool report_xlsx(struct request *req, struct response *response, struct error *err)
{
    return period_get(req, response, PAPER_REPORT, PAPER_XLSX, err);
}

static bool programme_docx(struct request *req, struct response *response, struct error *err)
{
    return period_get(req, response, PAPER_PROGRAMME, PAPER_DOCX, err);
}

static bool programme_pdf(struct request *req, struct response *response, struct error *err)
{
    return period_get(req, response, PAPER_PROGRAMME, PAPER_PDF, err);
}

/* ---- of a conference ---- */

static bool meeting_get(struct request *req, struct response *response, enum paper_type type,
                        enum paper_format format, struct error *err)
{
    const struct unit *unit, *home;
    struct paper_subject subject;
    struct day day;
    int64_t number;
    if (!meeting_part_read(req->part[0], &day, &number))
        return fail(err, ERROR_MISSING, "ngay",
                    "không có hội nghị nào ở địa chỉ này; ngày viết như 2022-07-20");
    return unit_asked(req, &unit, &home, err) &&
           paper_subject(req->db, req->mem, type, unit, day_text(req->mem, day), number, &subject,
                         err) &&
           paper_respond(req, response, &subject, home, format, err);
}

static bool minutes_docx(struct request *req, struct response *response, struct error *err)
{
    return meeting_get(req, response, PAPER_MINUTES, PAPER_DOCX, err);
}

static bool minutes_pdf(struct request *req, struct response *response, struct error *err)
{
    return meeting_get(req, response, PAPER_MINUTES, PAPER_PDF, err);
}

static bool attendance_docx(struct request *req, struct response *response, struct error *err)
{
    return meeting_get(req, response, PAPER_ATTENDANCE, PAPER_DOCX, err);
}

static bool attendance_pdf(struct request *req, struct response *response, struct error *err)
{
    return meeting_get(req, response, PAPER_ATTENDANCE, PAPER_PDF, err);
}

static bool invitation_docx(struct request *req, struct response *response, struct error *err)
{
    return meeting_get(req, response, PAPER_INVITATION, PAPER_DOCX, err);
}

static bool invitation_pdf(struct request *req, struct response *response, struct error *err)
{
    return meeting_get(req, response, PAPER_INVITATION, PAPER_PDF, err);
}

#define DOWNLOAD(path, page, summary)                                                              \
    {                                                                                              \
        METHOD_GET, path, "", PACE_SLOW, page, unit_fields, false, summary                         \
    }

static const struct field issue_fields[] = {
    {.name = "don-vi", .type = FIELD_TEXT, .cap_bytes = 64, .label = MESSAGE("Đơn vị")},
    {.name = "phien_ban", .type = FIELD_INT, .is_required = true, .label = MESSAGE("Phiên bản")},
    {.name = "thay",
     .type = FIELD_TEXT,
     .cap_bytes = (size_t)32 * 1024,
     .label = MESSAGE("Số liệu đã xem")},
    NUMBER_FORM_FIELDS,
    {.name = "loi", .type = FIELD_TEXT, .cap_bytes = 2000, .label = MESSAGE("Ghi chú")},
    {0},
};

#define DRAFT(path, page, summary)                                                                 \
    {                                                                                              \
        METHOD_GET, path, MAY_DRAFT, PACE_SLOW, page, unit_fields, false, summary                  \
    }

const struct route paper_routes[19] = {
    DRAFT(REVIEW_DESK_ADDRESS "/{nam}/{ky}/du-thao.docx", draft_report_docx,
          MESSAGE("Dự thảo báo cáo trên bàn soạn, tệp Word")),
    DRAFT(REVIEW_DESK_ADDRESS "/{nam}/{ky}/du-thao.pdf", draft_report_pdf,
          MESSAGE("Dự thảo báo cáo trên bàn soạn, tệp PDF")),
    DRAFT("/lam-viec/hoi-nghi/{ngay}/giay-moi.docx", draft_invitation_docx,
          MESSAGE("Giấy mời hội nghị sắp họp, tệp Word")),
    DRAFT("/lam-viec/hoi-nghi/{ngay}/giay-moi.pdf", draft_invitation_pdf,
          MESSAGE("Giấy mời hội nghị sắp họp, tệp PDF")),
    DRAFT("/lam-viec/hoi-nghi/{ngay}/thanh-phan.docx", draft_attendance_docx,
          MESSAGE("Danh sách đại biểu hội nghị sắp họp, tệp Word")),
    DRAFT("/lam-viec/hoi-nghi/{ngay}/thanh-phan.pdf", draft_attendance_pdf,
          MESSAGE("Danh sách đại biểu hội nghị sắp họp, tệp PDF")),
    {METHOD_GET, REVIEW_DESK_ADDRESS "/{nam}/{ky}/ban-hanh", MAY_ISSUE, PACE_QUICK,
     paper_issue_page, unit_fields, false, MESSAGE("Ban hành báo cáo: số văn bản, ngày ký")},
    {METHOD_POST, REVIEW_DESK_ADDRESS "/{nam}/{ky}/ban-hanh", MAY_ISSUE, PACE_WRITE,
     paper_issue_post, issue_fields, false, MESSAGE("Ban hành báo cáo")},
    DOWNLOAD("/bao-cao/{nam}/{ky}/tai-ve.docx", report_docx,
             MESSAGE("Báo cáo của một kỳ, tệp Word")),
    DOWNLOAD("/bao-cao/{nam}/{ky}/tai-ve.pdf", report_pdf, MESSAGE("Báo cáo của một kỳ, tệp PDF")),
    DOWNLOAD("/bao-cao/{nam}/{ky}/tai-ve.xlsx", report_xlsx,
             MESSAGE("Số liệu của một kỳ, tệp Excel")),
    DOWNLOAD("/chuong-trinh/{nam}/{ky}/tai-ve.docx", programme_docx,
             MESSAGE("Chương trình của một kỳ, tệp Word")),
    DOWNLOAD("/chuong-trinh/{nam}/{ky}/tai-ve.pdf", programme_pdf,
             MESSAGE("Chương trình của một kỳ, tệp PDF")),
    DOWNLOAD("/hoi-nghi/{ngay}/bien-ban.docx", minutes_docx,
             MESSAGE("Biên bản hội nghị, tệp Word")),
    DOWNLOAD("/hoi-nghi/{ngay}/bien-ban.pdf", minutes_pdf, MESSAGE("Biên bản hội nghị, tệp PDF")),
    DOWNLOAD("/hoi-nghi/{ngay}/thanh-phan.docx", attendance_docx,
             MESSAGE("Danh sách đại biểu, tệp Word")),
    DOWNLOAD("/hoi-nghi/{ngay}/thanh-phan.pdf", attendance_pdf,
             MESSAGE("Danh sách đại biểu, tệp PDF")),
    DOWNLOAD("/hoi-nghi/{ngay}/giay-moi.docx", invitation_docx, MESSAGE("Giấy mời, tệp Word")),
    DOWNLOAD("/hoi-nghi/{ngay}/giay-moi.pdf", invitation_pdf, MESSAGE("Giấy mời, tệp PDF")),
};
