#include "feature/portal/article_commands.h"

#include "base/vi_day.h"
#include "feature/front_file.h"
#include "feature/portal/article_store.h"

static bool file_prepare(struct command_call *call, struct str path, struct str dry_run,
                         struct error *err)
{
    struct import_job *job = arena_one(call->mem, struct import_job);
    size_t slash = path.len;
    while (slash > 0 && path.at[slash - 1] != '/')
        slash--;
    *job = (struct import_job){.kind = S("article"),
                               .folder = str_part(path, 0, slash),
                               .file_name = str_part(path, slash, path.len),
                               .is_dry_run = dry_run.at != NULL,
                               .out = call->out,
                               .mem = call->mem,
                               .handed = call->handed};
    call->prepared = job;
    return handed_read(job->handed, call->mem, str_c(call->mem, path), FRONT_FILE_MAX_BYTES,
                       &job->bytes, err) &&
           article_prepare(call->book, job, err);
}

bool article_add_prepare(struct command_call *call, struct error *err)
{
    return file_prepare(call, call->arguments[1], call->options[0], err);
}

bool article_add_command(struct command_call *call, struct error *err)
{
    return article_import(call->book, call->prepared, err);
}

bool article_correct_prepare(struct command_call *call, struct error *err)
{
    return file_prepare(call, call->arguments[2], call->options[1], err);
}

bool article_correct_command(struct command_call *call, struct error *err)
{
    return article_correct(call->book, call->prepared, str_trim(call->arguments[1]),
                           call->options[0], err);
}

bool article_withdraw_command(struct command_call *call, struct error *err)
{
    struct str no = str_trim(call->arguments[1]);
    if (!article_withdraw(call->book, call->mem, no, call->options[0], err))
        return false;
    text_format(call->out,
                "Đã gỡ tin %.*s khỏi các danh sách và tìm kiếm; địa chỉ của tin nay chỉ còn lý do "
                "gỡ.\n",
                STR_ARG(no));
    return true;
}

bool article_erase_command(struct command_call *call, struct error *err)
{
    struct str no = str_trim(call->arguments[1]), picture = call->options[1];
    enum article_part part = ARTICLE_ALL;
    int64_t ordinal = 0;
    int chosen = 0;
    for (int i = 0; i < 3; i++)
        chosen += call->options[i].at != NULL;
    if (chosen > 1)
        return fail(err, ERROR_INVALID, "erase",
                    "chỉ chọn một trong --author, --picture, --replaced");
    if (picture.at && (!str_to_int(picture, &ordinal) || ordinal < 1))
        return fail(err, ERROR_INVALID, "--picture", "«%.*s» không phải là số thứ tự của ảnh",
                    STR_ARG(picture));
    if (chosen)
        part = call->options[0].at ? ARTICLE_AUTHOR
               : picture.at        ? ARTICLE_ONE_PICTURE
                                   : ARTICLE_REPLACED;
    if (!article_erase(call->book, call->mem, no, part, ordinal, err))
        return false;
    text_format(call->out, "Đã xóa khỏi tin %.*s, không lấy lại được.\n", STR_ARG(no));
    return true;
}

static const char *state_words(enum article_state state)
{
    static const char *const words[] = {
        [ARTICLE_PUBLIC] = "", [ARTICLE_WITHDRAWN] = " (đã gỡ)", [ARTICLE_ERASED] = "(đã xóa)"};
    return words[state];
}

bool article_list_command(struct command_call *call, struct error *err)
{
    struct articles articles;
    if (!articles_all(call->book->db, call->mem, &articles, err))
        return false;
    for (size_t i = 0; i < articles.count; i++) {
        const struct article *article = &articles.at[i];
        text_format(call->out, "%.*s  %.*s  %.*s%s\n", STR_ARG(article->no),
                    STR_ARG(vi_day_dots(call->mem, article->day)), STR_ARG(article->title),
                    state_words(article->state));
    }
    if (articles.count == 0)
        text_add(call->out, S("Sổ chưa có tin nào. Đăng tin: doanket article add SỔ TỆP.md\n"));
    return true;
}
