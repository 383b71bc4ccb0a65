/* Papers as files. */
#include "base/vi_day.h"
#include "document/letter_docx.h"
#include "document/letter_pdf.h"
#include "feature/paper/paper.h"

static bool sheet_write(struct book *book, struct db *db, struct arena *mem,
                        const struct paper_subject *subject, struct str *bytes, struct error *err)
{
    struct annex annex;
    if (subject->type != PAPER_REPORT)
        return fail(err, ERROR_INVALID, "format", "chỉ báo cáo có bảng số liệu xlsx");
    return paper_annex(book, db, mem, subject->unit, subject->period, &annex, err) &&
           annex_xlsx(mem, &annex, bytes, err);
}

bool paper_file(struct book *book, struct db *db, struct arena *mem,
                const struct paper_subject *subject, enum paper_format format, struct str *bytes,
                struct error *err)
{
    struct letter letter;
    if (format == PAPER_XLSX)
        return sheet_write(book, db, mem, subject, bytes, err);
    if (!paper_compose(book, db, mem, subject, &letter, err))
        return false;
    return format == PAPER_DOCX ? letter_docx(mem, &letter, bytes, err)
                                : letter_pdf(&book->pdf, mem, &letter, bytes, err);
}

struct str paper_file_name(struct arena *mem, const struct paper_subject *subject,
                           const struct unit *home, enum paper_format format)
{
    static const char *const endings[] = {
        [PAPER_DOCX] = "docx", [PAPER_PDF] = "pdf", [PAPER_XLSX] = "xlsx"};
    const struct paper_kind *kind = paper_kind(subject->type);
    struct str what, unit = S("");
    if (kind->is_of_meeting)
        what = day_text(mem, subject->meeting.day);
    else
        what = str_format(mem, "%d-%.*s", subject->period.year,
                          STR_ARG(vi_period_slug(mem, subject->period)));
    if (subject->unit != home)
        unit = str_format(mem, "-%.*s", STR_ARG(subject->unit->code));
    return str_format(mem, "%.*s%.*s-%.*s.%s", STR_ARG(kind->file), STR_ARG(unit), STR_ARG(what),
                      endings[format]);
}
