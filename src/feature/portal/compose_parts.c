#include "feature/portal/compose_parts.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "document/prose.h"

enum { GUESTS_MAX = 12 }; /* named one by one; a longer list belongs on the conference's page */

static struct block *paragraph_new(struct composing *composing)
{
    return document_add(composing->document, composing->mem, BLOCK_PARAGRAPH);
}

/* ---- people ---- */

/* "đồng chí A"; empty when the name was erased or never given. */
static struct str name_of(struct composing *composing, const struct attendee *attendee)
{
    struct arena *mem = composing->mem;
    if (attendee->name.len == 0)
        return S("");
    composing->has_names = true;
    if (attendee->form.len == 0)
        return attendee->name;
    return str_format(mem, "%.*s %.*s", STR_ARG(attendee->form), STR_ARG(attendee->name));
}

/* "đồng chí A, Phó Bí thư …": the function alone without a name. */
static struct str holder_of(struct composing *composing, const struct attendee *attendee)
{
    struct str name = name_of(composing, attendee);
    if (name.len == 0)
        return attendee->label;
    return str_format(composing->mem, "%.*s, %.*s", STR_ARG(name), STR_ARG(attendee->label));
}

/* Whom the conference names by a function: as the attendance has it, where it has. */
static struct attendee attendee_meant(struct composing *composing, struct str function)
{
    const struct attendee *known = attendee_of(composing->mem, &composing->people, function);
    return known ? *known : (struct attendee){.label = function};
}

/* The name, else the function. */
static struct str called(struct composing *composing, const struct attendee *attendee)
{
    struct str name = name_of(composing, attendee);
    return name.len ? name : attendee->label;
}

/* Those of the lines that were not erased. */
static struct meeting_lines lines_left(struct arena *mem, const struct meeting_lines *lines)
{
    struct meeting_lines left = {0};
    for (size_t i = 0; i < lines->count; i++)
        if (lines->at[i].len)
            *list_add(&left, mem) = lines->at[i];
    return left;
}

/* A sentence that ends in a colon, and the items it announces; nothing without items. */
static void items_write(struct composing *composing, struct str sentence,
                        const struct meeting_lines *items)
{
    if (items->count == 0)
        return;
    block_text(paragraph_new(composing), composing->mem, sentence);
    for (size_t i = 0; i < items->count; i++)
        block_text(document_add(composing->document, composing->mem, BLOCK_ITEM), composing->mem,
                   items->at[i]);
}

/* ---- the parts, in the order of the outline ---- */

/* ① When, who, which conference, which programme. */
static bool lead_fill(struct composing *composing, struct error *err unused)
{
    struct arena *mem = composing->mem;
    const struct meeting *meeting = &composing->meeting;
    struct block *block = paragraph_new(composing);
    if (!composing->has_meeting) {
        block_text(
            block, mem,
            str_format(mem, "%.*s công bố kết quả công tác Mặt trận %.*s, số liệu đến ngày %.*s.",
                       STR_ARG(composing->body), STR_ARG(vi_period(mem, composing->review.period)),
                       STR_ARG(vi_day(mem, composing->review.span.last))));
        return true;
    }
    block_text(block, mem,
               str_format(mem, "%.*s, %.*s tổ chức ", STR_ARG(meeting_when(mem, meeting)),
                          STR_ARG(composing->body)));
    block_run(block, mem, RUN_LINK, meeting_title(mem, meeting))->code =
        meeting_address(mem, meeting, composing->unit, composing->home);
    if (meeting->has_programme) {
        block_text(block, mem, S(" và đề ra "));
        block_run(block, mem, RUN_LINK, S("chương trình phối hợp và thống nhất hành động"))->code =
            programme_address(mem, meeting->programme, composing->unit, composing->home);
        block_text(block, mem,
                   str_format(mem, " %.*s", STR_ARG(vi_period(mem, meeting->programme))));
    }
    block_text(block, mem, S("."));
    return true;
}

/* ② Those who came, in protocol order: people, then groups, as they stand. */
static bool guests_fill(struct composing *composing, struct error *err unused)
{
    struct arena *mem = composing->mem;
    list_of(struct str) guests = {0};
    bool has_group = false;
    if (!composing->has_meeting)
        return true;
    for (size_t i = 0; i < composing->people.count && guests.count < GUESTS_MAX; i++) {
        const struct attendee *attendee = &composing->people.at[i];
        struct str guest = attendee->label;
        if (attendee->present == 0)
            continue;
        if (!attendee->is_group)
            guest = holder_of(composing, attendee);
        else if (guests.count > 0 && !has_group)
            guest = str_format(mem, "cùng %.*s", STR_ARG(guest));
        has_group |= attendee->is_group;
        *list_add(&guests, mem) = guest;
    }
    const struct attendee chair = attendee_meant(composing, composing->meeting.chair);
    struct str chaired = called(composing, &chair);
    struct str list = str_join(mem, guests.at, guests.count, S("; "));
    struct str lead =
        list.len ? str_format(mem, "Đến dự Hội nghị có %.*s. ", STR_ARG(list)) : S("");
    block_text(paragraph_new(composing), mem,
               str_format(mem, "%.*s%.*s chủ trì Hội nghị.", STR_ARG(lead),
                          STR_ARG(unicode_upper_first(mem, chaired))));
    return true;
}

/* ⑥ The picture, only when there is one. */
static bool picture_fill(struct composing *composing, struct error *err unused)
{
    const struct compose_wishes *wishes = composing->wishes;
    if (wishes->picture.len == 0)
        return true;
    struct block *block = document_add(composing->document, composing->mem, BLOCK_PICTURE);
    block->slot = wishes->picture;
    block->title = wishes->alt;
    block_text(block, composing->mem, wishes->caption);
    return true;
}

/* Who spoke, at the head of a sentence: "Phát biểu chỉ đạo Hội nghị, đồng chí A, Phó Bí thư …,". */
static struct str speaker_head(struct composing *composing, const struct attendee *speaker)
{
    if (speaker->label.len == 0)
        return S("Hội nghị");
    return str_format(composing->mem, "Phát biểu chỉ đạo Hội nghị, %.*s%s",
                      STR_ARG(holder_of(composing, speaker)), speaker->name.len ? "," : "");
}

/* ⑧ The directing speech: praise, in the words that were written down, then the requests. */
static bool speech_fill(struct composing *composing, struct error *err)
{
    struct arena *mem = composing->mem;
    const struct meeting *meeting = &composing->meeting;
    struct meeting_lines praise = {0}, asked = {0};
    struct tasks tasks = {0};
    if (!composing->has_meeting)
        return true;
    if (!meeting_texts(composing->db, mem, meeting->id, S("praise"), &praise, err) ||
        !tasks_of_meeting(composing->db, mem, meeting->id, &tasks, err))
        return false;
    for (size_t i = 0; i < tasks.count; i++)
        *list_add(&asked, mem) = tasks.at[i].text;
    praise = lines_left(mem, &praise);
    asked = lines_left(mem, &asked);
    const struct attendee speaker = attendee_meant(composing, meeting->speaker);
    struct str head = speaker_head(composing, &speaker);
    if (praise.count) {
        block_text(paragraph_new(composing), mem,
                   str_format(mem, "%.*s nêu rõ: %.*s", STR_ARG(head),
                              STR_ARG(str_join(mem, praise.at, praise.count, S(" ")))));
        if (speaker.label.len)
            head = str_format(mem, "Qua đó, %.*s", STR_ARG(called(composing, &speaker)));
    }
    items_write(composing, str_format(mem, "%.*s đề nghị Mặt trận:", STR_ARG(head)), &asked);
    return true;
}

/* ⑨ The end: where to read what was resolved, and what becomes of each request. */
static bool closing_fill(struct composing *composing, struct error *err)
{
    struct arena *mem = composing->mem;
    struct meeting_lines resolved = {0};
    struct tasks tasks = {0};
    if (!composing->has_meeting)
        return true;
    if (!meeting_texts(composing->db, mem, composing->meeting.id, S("resolution"), &resolved,
                       err) ||
        !tasks_of_meeting(composing->db, mem, composing->meeting.id, &tasks, err))
        return false;
    if (resolved.count == 0 && tasks.count == 0)
        return true;
    struct block *block = paragraph_new(composing);
    block_text(block, mem, resolved.count ? S("Hội nghị đã thông qua nghị quyết. ") : S(""));
    block_text(block, mem,
               tasks.count ? S("Việc thực hiện từng đề nghị được báo lại trên ")
                           : S("Toàn văn nghị quyết có trên "));
    block_run(block, mem, RUN_LINK, S("trang của Hội nghị"))->code =
        meeting_address(mem, &composing->meeting, composing->unit, composing->home);
    block_text(block, mem, S("."));
    return true;
}

/* ---- ④ the legal text by which posts were filled ---- */

/* The registered text that most appointments of the period name, in the unit and below it; empty if
 * none does. */
static bool basis_find(struct composing *composing, struct str *number, struct error *err)
{
    struct unit_posts posts = {0};
    const struct span span = composing->review.span;
    size_t most = 0;
    *number = S("");
    if (!unit_posts_on(composing->db, composing->mem, 0, span.last, &posts, err))
        return false;
    for (size_t i = 0; i < posts.count; i++) {
        const struct unit_post *post = &posts.at[i];
        const struct unit *unit = unit_by_id(composing->units, post->unit);
        size_t count = 0;
        if (!post->is_legal_known || post->first.number < span.first.number || !unit ||
            !unit_is_within(unit, composing->unit))
            continue;
        for (size_t k = i; k < posts.count; k++)
            count += str_is(posts.at[k].legal_basis, post->legal_basis);
        if (count > most) {
            most = count;
            *number = post->legal_basis;
        }
    }
    return true;
}

static struct str lower_first(struct arena *mem, struct str text)
{
    size_t at = 0;
    if (text.len)
        utf8_next(text, &at);
    return str_format(mem, "%.*s%.*s", STR_ARG(unicode_lower(mem, str_part(text, 0, at))),
                      STR_ARG(str_part(text, at, text.len)));
}

static void basis_write(struct composing *composing, const struct legal_text *text)
{
    struct arena *mem = composing->mem;
    struct block *block = paragraph_new(composing);
    struct str subject = lower_first(mem, text->subject);
    block_text(block, mem, S("Việc kiện toàn tổ chức thực hiện theo "));
    block_run(block, mem, RUN_LINK, legal_title(mem, text))->code =
        legal_address(mem, text->number);
    block_text(block, mem,
               str_format(mem, ", ngày %.*s của %.*s %.*s.", STR_ARG(vi_day(mem, text->day)),
                          STR_ARG(text->issuer), STR_ARG(subject)));
    composing->is_joining = true;
}

static bool basis_fill(struct composing *composing, struct error *err)
{
    struct legal_texts texts = {0};
    struct str number;
    if (!basis_find(composing, &number, err) ||
        (number.len && !legal_texts_all(composing->db, composing->mem, &texts, err)))
        return false;
    for (size_t i = 0; i < texts.count; i++)
        if (str_is(texts.at[i].number, number))
            basis_write(composing, &texts.at[i]);
    return true;
}

/* ---- ③ what people wrote for the review ---- */

/* Its figures belong to the review's period, which they need not name there but here. */
static bool prose_fill(struct composing *composing, struct str slot, struct error *err)
{
    struct arena *mem = composing->mem;
    const struct review *review = &composing->review;
    for (size_t i = 0; i < review->prose.count; i++) {
        size_t block = composing->document->blocks.count, at = 0;
        struct run *run;
        if (!str_is(review->prose.at[i].slot, slot))
            continue;
        if (!prose_read(mem, review->prose.at[i].markdown, composing->document, err))
            return false;
        while ((run = prose_figure_next(composing->document, &block, &at)))
            if (run->period.len == 0)
                run->period = period_code(mem, review->period);
    }
    return true;
}

bool compose_slot(struct composing *composing, struct str slot, struct error *err)
{
    static const struct {
        struct str slot;
        bool (*fill)(struct composing *composing, struct error *err);
    } own[] = {
        {{"mo_dau", 6}, lead_fill},      {{"dai_bieu", 8}, guests_fill},
        {{"can_cu", 6}, basis_fill},     {{"hinh_anh", 8}, picture_fill},
        {{"phat_bieu", 9}, speech_fill}, {{"ket_luan", 8}, closing_fill},
    };
    for (size_t i = 0; i < COUNT_OF(own); i++)
        if (str_is(own[i].slot, slot))
            return own[i].fill(composing, err);
    return prose_fill(composing, slot, err);
}
