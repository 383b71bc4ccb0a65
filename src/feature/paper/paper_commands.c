#include "feature/paper/paper_commands.h"

#include "base/file.h"
#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"

#include <unistd.h>

enum { FILE_MODE = 0644 };

/* ---- what the arguments name ---- */

/* BOOK TYPE UNIT PERIOD. */
static bool subject_named(struct command_call *call, struct paper_subject *subject,
                          struct error *err)
{
    const struct unit *unit;
    enum paper_type type;
    if (!paper_type_meant(call->mem, call->arguments[1], &type))
        return fail(err, ERROR_INVALID, "type", "không có loại văn bản «%.*s»; có: %.*s",
                    STR_ARG(call->arguments[1]), STR_ARG(paper_types_list(call->mem)));
    return unit_of_command(call, call->arguments[2], &unit, err) &&
           paper_subject(call->book->db, call->mem, type, unit, call->arguments[3], 1, subject,
                         err);
}

/* ---- files ---- */

static bool format_read(struct str text, enum paper_format *format, struct error *err)
{
    static const char *const formats[] = {
        [PAPER_DOCX] = "docx", [PAPER_PDF] = "pdf", [PAPER_XLSX] = "xlsx"};
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (str_is(text, str_of(formats[i]))) {
            *format = (enum paper_format)i;
            return true;
        }
    return fail(err, ERROR_INVALID, "--format", "«%.*s» không phải là docx, pdf hay xlsx",
                STR_ARG(text));
}

/* To a file whole or not at all; to standard output only where something takes it. */
static bool file_give(struct command_call *call, const struct paper_subject *subject,
                      enum paper_format format, struct str path, struct error *err)
{
    struct str bytes;
    if (path.len == 0 && isatty(STDOUT_FILENO))
        return fail(err, ERROR_INVALID, "--out",
                    "tệp này không in ra màn hình được; hãy thêm --out TỆP");
    if (!paper_file(call->book, call->book->db, call->mem, subject, format, &bytes, err))
        return false;
    if (path.len)
        return file_write(str_c(call->mem, path), bytes, FILE_MODE, err);
    text_add(call->out, bytes);
    return true;
}

bool document_command(struct command_call *call, struct error *err)
{
    struct paper_subject subject;
    enum paper_format format = PAPER_DOCX;
    struct str wanted = call->options[0].len ? call->options[0] : S("docx");
    return format_read(wanted, &format, err) && subject_named(call, &subject, err) &&
           file_give(call, &subject, format, call->options[1], err);
}

bool programme_command(struct command_call *call, struct error *err)
{
    const struct unit *unit;
    struct paper_subject subject;
    struct programme programme;
    enum paper_format format = PAPER_DOCX;
    struct str wanted = call->options[0].len ? call->options[0] : S("text");
    bool is_text = str_is(wanted, S("text")), is_html = str_is(wanted, S("html"));
    if (!unit_of_command(call, call->arguments[1], &unit, err) ||
        !paper_subject(call->book->db, call->mem, PAPER_PROGRAMME, unit, call->arguments[2], 1,
                       &subject, err))
        return false;
    if (is_html)
        return programme_print_html(call->book, call->mem, unit, subject.period, call->out, err);
    if (!is_text && (!format_read(wanted, &format, err) || format == PAPER_XLSX))
        return fail(err, ERROR_INVALID, "--format", "«%.*s» không phải là text, html, docx hay pdf",
                    STR_ARG(wanted));
    if (!is_text)
        return file_give(call, &subject, format, call->options[1], err);
    if (!programme_compose(call->book, call->book->db, call->mem, unit, subject.period, &programme,
                           err))
        return false;
    programme_print_text(call->mem, &programme, call->out);
    return true;
}

/* ---- the register ---- */

bool paper_number_command(struct command_call *call, struct error *err)
{
    struct paper_subject subject;
    struct paper paper;
    struct day day;
    int64_t first = 0;
    struct str day_given = call->options[0], first_given = call->options[1];
    if (day_given.len
            ? !vi_day_read(day_given, &day, err)
            : (day = vi_moment_day(journal_moment(&call->book->journal, call->mem)), false))
        return fail_at(err, "--day: ");
    if (first_given.len && (!str_to_int(first_given, &first) || first < 1))
        return fail(err, ERROR_INVALID, "--first", "«%.*s» không phải là một số từ 1 trở lên",
                    STR_ARG(first_given));
    if (!subject_named(call, &subject, err) ||
        !paper_number(call->book, call->mem, &subject, day, first, &paper, err))
        return false;
    text_format(call->out, "Đã cấp số %.*s, ngày %.*s (%.*s): %.*s.\n", STR_ARG(paper.number),
                STR_ARG(vi_day(call->mem, paper.day)), STR_ARG(paper.no), STR_ARG(paper.title));
    return true;
}

bool paper_list_command(struct command_call *call, struct error *err)
{
    struct papers papers;
    int64_t year = 0, unit = 0;
    if (call->count > 1 && !str_to_int(call->arguments[1], &year))
        return fail(err, ERROR_INVALID, "year", "«%.*s» không phải là một năm",
                    STR_ARG(call->arguments[1]));
    const struct unit_tree *units = unit_tree_of(call->book, call->book->db, err);
    if (!units || !paper_register(call->book->db, call->mem, 0, year, &papers, err))
        return false;
    if (papers.count == 0)
        text_add(call->out, S("Chưa cấp số văn bản nào.\n"));
    for (size_t i = 0; i < papers.count; i++) {
        const struct paper *paper = &papers.at[i];
        const struct unit *issuer = unit_by_id(units, paper->unit);
        if (paper->unit != unit && issuer)
            text_format(call->out, "%.*s\n", STR_ARG(unit_title(call->mem, issuer)));
        unit = paper->unit;
        text_format(call->out, "  %.*s  ngày %.*s  %.*s  (%.*s)", STR_ARG(paper->number),
                    STR_ARG(vi_day(call->mem, paper->day)), STR_ARG(paper->title),
                    STR_ARG(paper->no));
        if (paper->is_void)
            text_format(call->out, "  ĐÃ HỦY: %.*s", STR_ARG(paper->reason));
        text_char(call->out, '\n');
    }
    return true;
}

bool paper_void_command(struct command_call *call, struct error *err)
{
    struct str no = str_trim(call->arguments[1]), reason = str_trim(call->arguments[2]);
    if (!paper_void(call->book, call->mem, no, reason, err))
        return false;
    text_format(call->out, "Đã hủy số %.*s: %.*s. Số này không cấp lại.\n", STR_ARG(no),
                STR_ARG(reason));
    return true;
}
