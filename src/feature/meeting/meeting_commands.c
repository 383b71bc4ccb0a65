#include "feature/meeting/meeting_commands.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "feature/meeting/meeting_pages.h"
#include "feature/meeting/meeting_read.h"

bool meeting_add_prepare(struct command_call *call, struct error *err)
{
    struct import_job *job = arena_one(call->mem, struct import_job);
    struct str path = call->arguments[1];
    size_t slash = path.len;
    while (slash > 0 && path.at[slash - 1] != '/')
        slash--;
    *job = (struct import_job){.kind = S("conference"),
                               .file_name = str_part(path, slash, path.len),
                               .is_dry_run = call->options[0].at != NULL,
                               .out = call->out,
                               .mem = call->mem};
    call->prepared = job;
    return handed_read(call->handed, call->mem, str_c(call->mem, path), FRONT_FILE_MAX_BYTES,
                       &job->bytes, err);
}

bool meeting_add_command(struct command_call *call, struct error *err)
{
    return meeting_import(call->book, call->prepared, err);
}

bool meeting_erase_command(struct command_call *call, struct error *err)
{
    struct str no = str_trim(call->arguments[1]), what = str_trim(call->arguments[2]);
    if (call->options[0].at) {
        if (!meeting_erase_text(call->book, call->mem, no, what, err))
            return false;
        text_format(call->out, "Đã xóa lời văn «%.*s» của %.*s.\n", STR_ARG(what), STR_ARG(no));
        return true;
    }
    if (!meeting_erase_name(call->book, call->mem, no, what, err))
        return false;
    text_format(call->out, "Đã xóa tên và cách gọi của một người khỏi hội nghị %.*s.\n",
                STR_ARG(no));
    return true;
}

bool meeting_void_command(struct command_call *call, struct error *err)
{
    struct str no = str_trim(call->arguments[1]), reason = str_trim(call->options[0]);
    struct tasks kept;
    if (!meeting_void(call->book, call->mem, no, reason, &kept, err))
        return false;
    text_format(call->out, "Đã hủy hội nghị %.*s: %.*s.\n", STR_ARG(no), STR_ARG(reason));
    for (size_t i = 0; i < kept.count; i++)
        text_format(call->out, "  Vẫn giữ đề nghị đã có kết quả %.*s: %.*s\n",
                    STR_ARG(kept.at[i].no), STR_ARG(task_text(&kept.at[i])));
    return true;
}

/* There is no file of that name: it is the text itself. */
static bool result_is_said(struct error *err)
{
    *err = (struct error){0};
    return true;
}

/* The text of a result: the argument, or what a file of that name says, its lines joined. */
bool task_result_prepare(struct command_call *call, struct error *err)
{
    struct str bytes, line, *text = arena_one(call->mem, struct str);
    list_of(struct str) lines = {0};
    const char *path = str_c(call->mem, call->arguments[2]);
    *text = str_trim(call->arguments[2]);
    call->prepared = text;
    if (!handed_read(call->handed, call->mem, path, FRONT_FILE_MAX_BYTES, &bytes, err))
        return err->kind == ERROR_MISSING && result_is_said(err);
    while (str_cut(&bytes, '\n', &line))
        if (str_trim(line).len)
            *list_add(&lines, call->mem) = str_trim(line);
    *text = str_join(call->mem, lines.at, lines.count, S(" "));
    return true;
}

bool task_result_command(struct command_call *call, struct error *err)
{
    struct task_result result = {0};
    struct str no = str_trim(call->arguments[1]);
    struct str day = call->options[0], done = call->options[1];
    if (!vi_day_read(day, &result.day, err))
        return fail_at(err, "--day: ");
    result.has_done = done.at != NULL;
    if (result.has_done && !vi_read_int(done, S(""), &result.done, err))
        return fail_at(err, "--done: ");
    result.text = *(const struct str *)call->prepared;
    if (!task_result_add(call->book, call->mem, no, &result, err))
        return false;
    text_format(call->out, "Đã ghi kết quả ngày %.*s của đề nghị %.*s.\n",
                STR_ARG(vi_day(call->mem, result.day)), STR_ARG(no));
    return true;
}

bool task_close_command(struct command_call *call, struct error *err)
{
    struct str no = str_trim(call->arguments[1]);
    struct day day = DAY_NONE;
    if (call->options[0].at && !vi_day_read(call->options[0], &day, err))
        return fail_at(err, "--day: ");
    if (!task_close(call->book, call->mem, no, day, err))
        return false;
    text_format(call->out, "Đã đóng đề nghị %.*s.\n", STR_ARG(no));
    return true;
}
