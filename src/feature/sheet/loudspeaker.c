#include "feature/sheet/loudspeaker.h"

#include "base/vi_day.h"
#include "feature/sheet/team.h"

struct composing {
    struct arena *mem;
    struct spoken_rules rules;
    struct sheet_team team;
    struct loudspeaker *text;
};

static struct str read_aloud(struct composing *composing, struct str written)
{
    struct str spoken = vi_spoken(composing->mem, written, &composing->rules);
    unread_gather(composing->mem, spoken, &composing->text->unread);
    return spoken;
}

static void paragraph_add(struct composing *composing, struct str spoken)
{
    if (spoken.len == 0)
        return;
    *list_add(&composing->text->paragraphs, composing->mem) = spoken;
    composing->text->words += vi_spoken_count(spoken);
}

static struct str greeting(struct composing *composing, const struct review *review)
{
    const struct sheet_team *team = &composing->team;
    int32_t year, month, day;
    day_parts(review->span.last, &year, &month, &day);
    return read_aloud(
        composing,
        str_format(composing->mem,
                   "Kính thưa bà con %.*s. %.*s xin báo với bà con kết quả công tác Mặt trận %.*s, "
                   "tính đến hết ngày %d/%d.",
                   STR_ARG(team->place), STR_ARG(team->name),
                   STR_ARG(vi_period(composing->mem, review->period)), day, month));
}

static struct str closing(struct composing *composing)
{
    return read_aloud(
        composing,
        str_format(
            composing->mem,
            "Từng việc, từng đợt trao đều công khai ở bản niêm yết và trên trang thông tin "
            "của Mặt trận. Thấy số liệu nào chưa đúng, bà con xin báo %.*s để kiểm tra và trả "
            "lời. Cảm ơn bà con đã cùng chung tay chăm lo cho nhau. Kính chúc bà con mạnh "
            "khỏe, gia đình hòa thuận, xóm giềng đoàn kết. Trân trọng kính chào.",
            STR_ARG(composing->team.name)));
}

/* The outline's paragraphs as long as there is room; a long one may be passed over for a short one
 * behind it. */
static void sentences_add(struct composing *composing, const struct document *document, size_t room)
{
    struct loudspeaker *text = composing->text;
    for (size_t i = 0; i < document->blocks.count; i++) {
        const struct block *block = &document->blocks.at[i];
        if (block->kind != BLOCK_PARAGRAPH)
            continue;
        struct str spoken =
            vi_spoken(composing->mem, block_plain(composing->mem, block), &composing->rules);
        if (text->words + vi_spoken_count(spoken) <= room) {
            unread_gather(composing->mem, spoken, &text->unread);
            paragraph_add(composing, spoken);
        } else {
            text->left_out++;
        }
    }
}

bool loudspeaker_compose(struct book *book, struct db *db, struct arena *mem,
                         const struct unit *unit, struct period period, struct loudspeaker *text,
                         struct error *err)
{
    struct review review;
    struct document document = {0};
    struct composing composing = {.mem = mem, .text = text};
    *text = (struct loudspeaker){.unit = unit, .period = period};
    if (!review_compose(book, db, mem, unit, period, DAY_NONE, &review, err) ||
        !review_outline(book, db, mem, &review, S("loudspeaker"), &document, err) ||
        !reading_rules(db, mem, unit, &composing.rules, err) ||
        !sheet_team_read(book, db, mem, unit, review.span.last, &composing.team, err))
        return false;
    struct str last = closing(&composing);
    paragraph_add(&composing, greeting(&composing, &review));
    sentences_add(&composing, &document, LOUDSPEAKER_WORDS_MOST - vi_spoken_count(last));
    paragraph_add(&composing, last);
    return true;
}

struct str loudspeaker_time(struct arena *mem, size_t words)
{
    size_t halves = (words * 2 + LOUDSPEAKER_WORDS_A_MINUTE / 2) / LOUDSPEAKER_WORDS_A_MINUTE;
    if (halves < 2)
        return S("chưa đầy 1 phút");
    return str_format(mem, "khoảng %zu phút%s", halves / 2, halves % 2 ? " rưỡi" : "");
}

void loudspeaker_print(const struct loudspeaker *text, struct text *out)
{
    for (size_t i = 0; i < text->paragraphs.count; i++)
        text_format(out, "%s%.*s\n", i ? "\n" : "", STR_ARG(text->paragraphs.at[i]));
}
