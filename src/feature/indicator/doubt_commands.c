#include "base/unicode.h"
#include "base/vi_day.h"
#include "feature/indicator/doubt.h"

/* "Suất quà đã trao, 6 tháng đầu năm 2022, khu phố 3"; what the book has lost stands as its code.
 */
static struct str figure_words(struct arena *mem, const struct indicators *indicators,
                               const struct unit_tree *units, const struct doubt *doubt)
{
    struct error ignored;
    struct period period;
    const struct indicator *indicator = indicator_find(indicators, doubt->indicator);
    const struct unit *unit = unit_find(units, doubt->unit);
    struct str words[] = {
        indicator ? indicator->label : doubt->indicator,
        period_read(doubt->period, &period, &ignored) ? vi_period(mem, period) : doubt->period,
        unit ? unit_title(mem, unit) : doubt->unit,
    };
    return str_join(mem, words, COUNT_OF(words), S(", "));
}

static void doubt_print(struct arena *mem, const struct doubt *doubt, struct str figure,
                        struct text *out)
{
    struct str rest = doubt->text, line;
    text_format(out, "Số %lld, ngày %.*s: %.*s\n", (long long)doubt->id,
                STR_ARG(vi_day(mem, doubt->day)), STR_ARG(figure));
    while (str_cut(&rest, '\n', &line))
        text_format(out, "    %.*s\n", STR_ARG(line));
    if (doubt->answer.len)
        text_format(out, "  Đã trả lời ngày %.*s: %.*s\n", STR_ARG(vi_day(mem, doubt->answered)),
                    STR_ARG(doubt->answer));
}

bool doubt_list_command(struct command_call *call, struct error *err)
{
    struct book *book = call->book;
    struct doubts doubts = {0};
    const struct indicators *indicators = indicators_of(book, book->db, err);
    const struct unit_tree *units = indicators ? unit_tree_of(book, book->db, err) : NULL;
    if (!units || !doubts_read(book->db, call->mem, call->options[0].at, &doubts, err))
        return false;
    for (size_t i = 0; i < doubts.count; i++)
        doubt_print(call->mem, &doubts.at[i],
                    figure_words(call->mem, indicators, units, &doubts.at[i]), call->out);
    if (doubts.count == 0)
        text_add(call->out, S("Không có lời báo nào chờ trả lời.\n"));
    return true;
}

static bool number_read(struct str text, int64_t *id, struct error *err)
{
    return str_to_int(str_trim(text), id) ||
           fail(err, ERROR_INVALID, "id", "«%.*s» không phải là số của một lời báo", STR_ARG(text));
}

bool doubt_answer_command(struct command_call *call, struct error *err)
{
    int64_t id;
    struct str answer = unicode_nfc(call->mem, call->arguments[2]);
    if (!number_read(call->arguments[1], &id, err) ||
        !doubt_answer(call->book->db, id, answer, book_today(call->book), err))
        return false;
    text_format(call->out, "Lời trả lời số %lld đã hiện ở trang của số liệu.\n", (long long)id);
    return true;
}

bool doubt_drop_command(struct command_call *call, struct error *err)
{
    int64_t id;
    if (!number_read(call->arguments[1], &id, err) || !doubt_drop(call->book->db, id, err))
        return false;
    text_format(call->out, "Đã bỏ lời báo số %lld.\n", (long long)id);
    return true;
}
