/* `article from-review`: prints the composed file, writes it as a draft, or publishes it at once.
 */
#include "base/text.h"
#include "document/markdown.h"
#include "feature/portal/article.h"
#include "feature/portal/compose.h"

enum { PICTURE, ALT, CAPTION, AUTHOR, OUT, PUBLISH };

#define LACKS_MEETING                                                                              \
    "sổ chưa có hội nghị sơ kết, tổng kết của kỳ này; ghi hội nghị bằng «doanket meeting add»"

/* Where the name of the file begins in its path: a picture lies beside its article. */
static size_t name_start(struct str path)
{
    size_t start = path.len;
    while (start > 0 && path.at[start - 1] != '/')
        start--;
    return start;
}

static struct str picture_name(const struct command_call *call)
{
    struct str path = call->options[PICTURE];
    return str_part(path, name_start(path), path.len);
}

/* Lets the picture be read outside of the transaction: as of a file that shows it and says nothing.
 */
bool from_review_prepare(struct command_call *call, struct error *err)
{
    struct str path = call->options[PICTURE];
    struct document document = {0};
    struct import_job *job = arena_one(call->mem, struct import_job);
    *job = (struct import_job){.kind = S("article"),
                               .folder = str_part(path, 0, name_start(path)),
                               .file_name = S("bài soạn từ báo cáo"),
                               .out = call->out,
                               .mem = call->mem,
                               .handed = call->handed};
    call->prepared = job;
    if (call->options[PUBLISH].at && call->options[OUT].len)
        return fail(err, ERROR_INVALID, "--out", "chọn một trong hai: --out hoặc --publish");
    if (!call->options[PUBLISH].at || path.len == 0)
        return true;
    document_add(&document, call->mem, BLOCK_PICTURE)->slot = picture_name(call);
    job->bytes =
        str_format(call->mem, "---\n---\n\n%.*s", STR_ARG(document_markdown(call->mem, &document)));
    return article_prepare(call->book, job, err);
}

/* A draft that somebody may have edited meanwhile is not overwritten (handed_write). */
static void draft_leave(struct command_call *call, const struct composed *composed)
{
    call->file = (struct handed_file){call->options[OUT], composed->file};
    text_format(call->out, "%.*s: bài nháp %zu chữ.\n", STR_ARG(call->options[OUT]),
                composed->words);
    if (!composed->has_meeting)
        text_add(call->out, S("Bài chưa có phần đại biểu và phát biểu chỉ đạo: " LACKS_MEETING
                              " rồi soạn lại.\n"));
}

/* Publishing has no second look: an article without its conference is a draft. */
static bool publish(struct command_call *call, const struct composed *composed, struct error *err)
{
    struct import_job *job = call->prepared;
    if (!composed->has_meeting)
        return fail(err, ERROR_MISSING, "meeting", LACKS_MEETING " trước khi đăng");
    job->bytes = composed->file;
    return article_import(call->book, job, err);
}

bool from_review_command(struct command_call *call, struct error *err)
{
    const struct unit *unit;
    struct period period = {0};
    struct composed composed;
    const struct compose_wishes wishes = {.picture = picture_name(call),
                                          .alt = call->options[ALT],
                                          .caption = call->options[CAPTION],
                                          .author = call->options[AUTHOR]};
    if (!unit_of_command(call, call->arguments[1], &unit, err) ||
        !period_read(call->arguments[2], &period, err) ||
        !article_compose(call->book, call->book->db, call->mem, unit, period, &wishes, &composed,
                         err))
        return false;
    if (call->options[PUBLISH].at)
        return publish(call, &composed, err);
    if (call->options[OUT].len)
        draft_leave(call, &composed);
    else
        text_add(call->out, composed.file);
    return true;
}
