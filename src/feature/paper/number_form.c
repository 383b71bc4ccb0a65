#include "feature/paper/number_form.h"

#include "base/vi_day.h"
#include "base/vi_number.h"
#include "feature/paper/paper_parts.h"

/* The number that the paper would get on a day. */
static bool number_fill(struct request *req, const struct paper_subject *subject, struct day day,
                        int64_t first, struct number_form *form, struct error *err)
{
    struct paper_form words;
    int64_t serial = 0;
    int32_t year, month, day_of_month;
    day_parts(day, &year, &month, &day_of_month);
    if (!paper_form_read(req->db, req->mem, subject->unit->code, subject->type, &words, err) ||
        !paper_serial(req->db, req->mem, subject, day, first, &serial, err))
        return false;
    form->number = number_print(req->mem, pattern_of(&words, subject), serial, year);
    return true;
}

static bool is_typing(const struct error *wrong)
{
    return wrong->kind == ERROR_CONFLICT || wrong->kind == ERROR_INVALID;
}

bool number_form_begin(struct request *req, const struct paper_subject *subject,
                       struct number_form *form, struct error *err)
{
    struct error wrong;
    struct day today = book_today(req->book);
    *form = (struct number_form){.day = vi_day(req->mem, today)};
    /* Today may lie before the newest number: another day is typed. */
    if (number_fill(req, subject, today, 0, form, &wrong) || is_typing(&wrong))
        return true;
    *err = wrong;
    return false;
}

bool number_form_read(struct request *req, const struct paper_subject *subject,
                      struct number_form *form, struct day *day, int64_t *first, bool *is_well,
                      struct error *err)
{
    struct error wrong;
    *form = (struct number_form){.day = str_trim(request_text(req, "ngay")),
                                 .first = str_trim(request_text(req, "so_dau"))};
    *first = 0;
    if (!vi_day_read(form->day, day, &wrong))
        form->day_problem = str_copy(req->mem, str_of(wrong.text));
    if (form->first.len && (!vi_read_int(form->first, S(""), first, &wrong) || *first < 1))
        form->first_problem =
            html_translate(req->messages, S("số đầu tiên là một số từ 1 trở lên"));
    *is_well = form->day_problem.len + form->first_problem.len == 0;
    if (!*is_well || number_fill(req, subject, *day, *first, form, &wrong))
        return true;
    if (!is_typing(&wrong)) {
        *err = wrong;
        return false;
    }
    *is_well = false;
    struct str reason = str_copy(req->mem, str_of(wrong.text));
    if (str_is(str_of(wrong.field), S("first")))
        form->first_problem = reason;
    else
        form->day_problem = reason;
    return true;
}
