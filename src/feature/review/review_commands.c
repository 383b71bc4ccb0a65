/* The commands of reviews. */
#include "feature/review/review_commands.h"

#include "base/vi_day.h"
#include "feature/review/review_pages.h"

/* BOOK UNIT PERIOD: the unit and the period that a command names. */
static bool named(struct command_call *call, const struct unit **unit, struct period *period,
                  struct error *err)
{
    return unit_of_command(call, call->arguments[1], unit, err) &&
           period_read(call->arguments[2], period, err);
}

static bool cutoff_read(struct str text, struct day *cutoff, struct error *err)
{
    *cutoff = DAY_NONE;
    return text.len == 0 || vi_day_read(text, cutoff, err) || fail_at(err, "--cutoff: ");
}

bool review_command(struct command_call *call, struct error *err)
{
    const struct unit *unit;
    struct period period = {0};
    struct day cutoff;
    struct review review;
    struct str format = call->options[0].len ? call->options[0] : S("text");
    if (!named(call, &unit, &period, err) || !cutoff_read(call->options[1], &cutoff, err))
        return false;
    if (str_is(format, S("html")))
        return review_print_html(call->book, call->mem, unit, period, cutoff, call->out, err);
    if (!str_is(format, S("json")) && !str_is(format, S("text")))
        return fail(err, ERROR_INVALID, "--format", "«%.*s» không phải là text, json hay html",
                    STR_ARG(format));
    if (!review_compose(call->book, call->book->db, call->mem, unit, period, cutoff, &review, err))
        return false;
    if (str_is(format, S("json")))
        review_print_json(call->mem, &review, call->out);
    else
        review_print_text(call->mem, &review, call->out);
    return true;
}

bool issue_command(struct command_call *call, struct error *err)
{
    const struct unit *unit;
    struct period period = {0};
    struct day cutoff;
    bool is_new;
    if (!named(call, &unit, &period, err) || !cutoff_read(call->options[0], &cutoff, err) ||
        !review_issue(call->book, call->mem, unit, period, cutoff, call->options[1].at != NULL,
                      &is_new, err))
        return false;
    struct str title = review_title(call->mem, unit, period);
    text_format(call->out,
                is_new ? "Đã ban hành: %.*s.\n"
                       : "Đã ban hành từ trước, số liệu không đổi: %.*s.\n",
                STR_ARG(title));
    return true;
}

bool review_erase_command(struct command_call *call, struct error *err)
{
    const struct unit *unit;
    struct period period = {0};
    struct str slot = str_trim(call->arguments[3]);
    if (!named(call, &unit, &period, err) ||
        !review_erase(call->book, call->mem, unit, period, slot, err))
        return false;
    text_format(call->out, "Đã xóa lời văn «%.*s» của báo cáo.\n", STR_ARG(slot));
    return true;
}
