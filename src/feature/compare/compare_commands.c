#include "feature/compare/compare_commands.h"

#include "base/file.h"
#include "feature/compare/compare_print.h"
#include "feature/unit/unit.h"

/* BOOK UNIT PERIOD FILE, as the command line has them. */
static bool asked_read(struct command_call *call, const struct unit **unit, struct period *period,
                       struct str *bytes, struct error *err)
{
    enum { FILE_MAX_BYTES = COMPARE_MAX_BYTES + 1 }; /* one more, so that the text's cap speaks */
    const struct unit_tree *units = unit_tree_of(call->book, call->book->db, err);
    if (!units)
        return false;
    *unit = unit_meant(call->mem, units, call->arguments[1]);
    if (!*unit)
        return fail(err, ERROR_MISSING, "unit", "sổ không có đơn vị «%.*s»",
                    STR_ARG(call->arguments[1]));
    return period_read(call->arguments[2], period, err) &&
           file_read(call->mem, str_c(call->mem, call->arguments[3]), FILE_MAX_BYTES, bytes, err);
}

bool compare_command(struct command_call *call, struct error *err)
{
    const struct unit *unit;
    struct period period = {0};
    struct str bytes = S("");
    struct str format = call->options[0].len ? call->options[0] : S("text");
    struct compared compared;
    bool is_json = str_is(format, S("json"));
    if (!is_json && !str_is(format, S("text")))
        return fail(err, ERROR_INVALID, "--format", "«%.*s» không phải là text hay json",
                    STR_ARG(format));
    if (!asked_read(call, &unit, &period, &bytes, err))
        return false;
    if (!compare_text(call->book, call->book->db, call->mem, unit, period, bytes, &compared, err))
        return fail_at(err, "%.*s: ", STR_ARG(call->arguments[3]));
    if (is_json)
        compare_print_json(call->mem, &compared, call->out);
    else
        compare_print_text(call->mem, &compared, call->out);
    if (compared.differing + compared.clashing == 0)
        return true;
    return fail(err, ERROR_CONFLICT, "compare", "%zu con số lệch với sổ, %zu chỗ tự mâu thuẫn",
                compared.differing, compared.clashing);
}
