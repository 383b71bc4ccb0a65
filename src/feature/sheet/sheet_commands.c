#include "feature/sheet/sheet_commands.h"

#include "feature/sheet/sheet_pages.h"

static bool kind_read(struct str word, enum sheet_kind *kind, struct error *err)
{
    for (int i = 0; i < SHEET_KINDS; i++)
        if (str_is(word, sheet_word((enum sheet_kind)i))) {
            *kind = (enum sheet_kind)i;
            return true;
        }
    return fail(err, ERROR_INVALID, "--kind", "«%.*s» không phải là niem-yet hay doc-loa",
                STR_ARG(word));
}

static bool text_print(struct command_call *call, enum sheet_kind kind, const struct unit *unit,
                       struct period period, struct error *err)
{
    struct loudspeaker text;
    struct posted posting;
    if (kind == SHEET_LOUDSPEAKER) {
        if (!loudspeaker_compose(call->book, call->book->db, call->mem, unit, period, &text, err))
            return false;
        loudspeaker_print(&text, call->out);
        return true;
    }
    if (!posting_compose(call->book, call->book->db, call->mem, unit, period, &posting, err))
        return false;
    posting_print(&posting, call->out);
    return true;
}

bool sheet_command(struct command_call *call, struct error *err)
{
    struct period period;
    enum sheet_kind kind = 0; /* read below, or refused */
    struct str format = call->options[1].len ? call->options[1] : S("text");
    const struct unit *unit;
    if (!kind_read(call->options[0], &kind, err) ||
        !unit_of_command(call, call->arguments[1], &unit, err) ||
        !period_read(call->arguments[2], &period, err))
        return false;
    if (str_is(format, S("html")))
        return sheet_print_html(call->book, call->mem, kind, unit, period, call->out, err);
    if (!str_is(format, S("text")))
        return fail(err, ERROR_INVALID, "--format", "«%.*s» không phải là text hay html",
                    STR_ARG(format));
    return text_print(call, kind, unit, period, err);
}

bool reading_command(struct command_call *call, struct error *err)
{
    struct str word = call->arguments[1];
    if (!reading_set(call->book, call->mem, word, err))
        return false;
    text_format(call->out, "Bản đọc loa đọc số không ở giữa là «%.*s».\n", STR_ARG(word));
    return true;
}
