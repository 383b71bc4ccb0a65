/* Papers of what is still on a desk: the draft of a report to lay before Ban Thường trực, the
 * invitation and the list of a conference before it is held. For those who write it only. */
#include "base/vi_day.h"
#include "feature/paper/paper_pages.h"

/* ---- a report ---- */

static bool report_get(struct request *req, struct response *response, enum paper_format format,
                       struct error *err)
{
    struct review_desk desk;
    struct paper_subject subject;
    if (!review_desk_open(req, MAY_DRAFT, true, &desk, err) ||
        !paper_subject(req->db, req->mem, PAPER_REPORT, desk.unit,
                       period_code(req->mem, desk.period), 1, &subject, err))
        return false;
    subject.texts = &desk.review.prose;
    return paper_respond(req, response, &subject, desk.home, format, err);
}

bool draft_report_docx(struct request *req, struct response *response, struct error *err)
{
    return report_get(req, response, PAPER_DOCX, err);
}

bool draft_report_pdf(struct request *req, struct response *response, struct error *err)
{
    return report_get(req, response, PAPER_PDF, err);
}

/* ---- a conference ---- */

static bool conference_named(struct request *req, struct meeting_under_way *conference,
                             const struct unit **home, struct error *err)
{
    int64_t number;
    struct day day;
    struct str code = request_text(req, "don-vi");
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units)
        return false;
    *home = unit_home(units);
    const struct unit *unit = code.len ? unit_find(units, code) : *home;
    if (!unit || !meeting_part_read(req->part[0], &day, &number))
        return fail(err, ERROR_MISSING, "ngay", "không có hội nghị nào ở địa chỉ này");
    if (!visitor_may(req->visitor, MAY_DRAFT, unit))
        return fail(err, ERROR_DENIED, "don-vi",
                    "hội nghị của nơi này không thuộc phần việc của bạn");
    return meeting_under_way(req->book, req->db, req->mem, unit, day, number, conference, err);
}

static bool conference_get(struct request *req, struct response *response, enum paper_type type,
                           enum paper_format format, struct error *err)
{
    struct meeting_under_way conference;
    const struct unit *home;
    if (!conference_named(req, &conference, &home, err))
        return false;
    struct paper_subject subject = {.type = type,
                                    .unit = conference.unit,
                                    .meeting = conference.meeting,
                                    .period = conference.meeting.period,
                                    .under_way = &conference};
    return paper_respond(req, response, &subject, home, format, err);
}

bool draft_invitation_docx(struct request *req, struct response *response, struct error *err)
{
    return conference_get(req, response, PAPER_INVITATION, PAPER_DOCX, err);
}

bool draft_invitation_pdf(struct request *req, struct response *response, struct error *err)
{
    return conference_get(req, response, PAPER_INVITATION, PAPER_PDF, err);
}

bool draft_attendance_docx(struct request *req, struct response *response, struct error *err)
{
    return conference_get(req, response, PAPER_ATTENDANCE, PAPER_DOCX, err);
}

bool draft_attendance_pdf(struct request *req, struct response *response, struct error *err)
{
    return conference_get(req, response, PAPER_ATTENDANCE, PAPER_PDF, err);
}
