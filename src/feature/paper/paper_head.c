/* What stands around the text of a paper (Nghị định 30/2020; domain C1, C2). */
#include "feature/paper/paper_parts.h"

#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "base/vi_text.h"

#define FRONT "Ủy ban Mặt trận Tổ quốc Việt Nam"

bool is_area(const struct unit *unit)
{
    return str_is(unit->kind, S("area")) && unit->parent;
}

struct str issuer_name(struct arena *mem, const struct unit *unit)
{
    if (is_area(unit))
        return str_format(mem, "Ban công tác Mặt trận %.*s", STR_ARG(unit_phrase(mem, unit)));
    return str_format(mem, "Ban Thường trực " FRONT " %.*s", STR_ARG(unit_phrase(mem, unit)));
}

/* ---- number ---- */

struct str pattern_of(const struct paper_form *form, const struct paper_subject *subject)
{
    const struct paper_kind *kind = paper_kind(subject->type);
    if (kind->pattern.len == 0 || form->pattern.len)
        return kind->pattern.len ? form->pattern : S("");
    return is_area(subject->unit) ? kind->area_body : kind->pattern;
}

static void part_replace(struct text *out, struct str *rest, struct str word, struct str value)
{
    size_t at = str_find(*rest, word);
    if (at == rest->len)
        return;
    text_add(out, str_part(*rest, 0, at));
    text_add(out, value);
    *rest = str_part(*rest, at + word.len, rest->len);
}

/* Numbers below ten have a nought in front (annex I, II.3). */
struct str number_print(struct arena *mem, struct str pattern, int64_t serial, int64_t year)
{
    struct text out = text_new(mem, SIZE_MAX), whole = text_new(mem, SIZE_MAX);
    struct str rest = pattern;
    struct str number = serial ? str_format(mem, "%02lld", (long long)serial) : S("…");
    part_replace(&out, &rest, S("{so}"), number);
    text_add(&out, rest);
    rest = text_str(&out);
    part_replace(&whole, &rest, S("{nam}"), str_format(mem, "%lld", (long long)year));
    text_add(&whole, rest);
    return text_str(&whole);
}

static int32_t year_of(struct day day)
{
    int32_t year, month, day_of_month;
    day_parts(day, &year, &month, &day_of_month);
    return year;
}

/* A draft is written in the year in which its period ends, or its conference is held. */
static int32_t draft_year(const struct paper_subject *subject)
{
    return paper_kind(subject->type)->is_of_meeting ? year_of(subject->meeting.day)
                                                    : year_of(period_last(subject->period));
}

static void number_fill(struct making *making)
{
    struct str pattern = pattern_of(&making->form, making->subject);
    if (making->is_numbered)
        making->letter->number = making->paper.number;
    else if (pattern.len)
        making->letter->number = number_print(making->mem, pattern, 0, draft_year(making->subject));
}

/* ---- place and day ---- */

/* The unit's name without its label: papers are written in "Bến Thử", not in "xã Bến Thử". */
static struct str place_of(struct arena *mem, const struct unit *unit)
{
    struct str label = vi_fold(mem, unit->label), name = vi_fold(mem, unit->name);
    if (!str_starts(name, label))
        return unit->name;
    return str_trim(str_part(unit->name, unit->label.len, unit->name.len));
}

static void place_fill(struct making *making)
{
    struct arena *mem = making->mem;
    const struct unit *unit = making->subject->unit;
    struct str place = place_of(mem, is_area(unit) ? unit->parent : unit);
    if (making->subject->type == PAPER_MINUTES) /* tell time and place in their text */
        return;
    bool is_list =
        making->subject->type == PAPER_ATTENDANCE; /* of the day itself, without number */
    struct day day = is_list ? making->subject->meeting.day : making->paper.day;
    if (making->is_numbered || is_list)
        making->letter->place_day =
            str_format(mem, "%.*s, %.*s", STR_ARG(place), STR_ARG(vi_day_long(mem, day)));
    else
        making->letter->place_day = str_format(mem, "%.*s, ngày … tháng … năm %d", STR_ARG(place),
                                               draft_year(making->subject));
}

/* ---- issuer and signer ---- */

static void issuer_fill(struct making *making)
{
    struct arena *mem = making->mem;
    struct letter *letter = making->letter;
    const struct unit *unit = making->subject->unit;
    *list_add(&letter->issuer, mem) = unicode_upper(mem, S(FRONT));
    if (is_area(unit)) {
        *list_add(&letter->issuer, mem) = unicode_upper(mem, unit_phrase(mem, unit->parent));
        *list_add(&letter->issuer, mem) = unicode_upper(mem, issuer_name(mem, unit));
    } else {
        *list_add(&letter->issuer, mem) = unicode_upper(mem, unit_phrase(mem, unit));
        *list_add(&letter->issuer, mem) = S("BAN THƯỜNG TRỰC");
    }
}

static const struct unit_post *post_of(const struct unit_posts *posts, struct str code)
{
    for (size_t i = 0; i < posts->count; i++)
        if (str_is(posts->at[i].post, code))
            return &posts->at[i];
    return NULL;
}

/* The chair signs; where nobody holds that post, a deputy in the chair's place. */
static struct letter_signer signer_of(const struct unit *unit, const struct unit_posts *posts)
{
    const struct unit_post *chair = post_of(posts, is_area(unit) ? S("team_head") : S("chair"));
    const struct unit_post *deputy =
        post_of(posts, is_area(unit) ? S("team_deputy") : S("vice_chair"));
    if (!chair && deputy)
        return (struct letter_signer){is_area(unit) ? S("KT. TRƯỞNG BAN") : S("KT. CHỦ TỊCH"),
                                      is_area(unit) ? S("PHÓ TRƯỞNG BAN") : S("PHÓ CHỦ TỊCH"),
                                      deputy->holder};
    return (struct letter_signer){
        is_area(unit) ? S("TM. BAN CÔNG TÁC MẶT TRẬN") : S("TM. BAN THƯỜNG TRỰC"),
        is_area(unit) ? S("TRƯỞNG BAN") : S("CHỦ TỊCH"), chair ? chair->holder : S("")};
}

static bool signer_fill(struct making *making, struct error *err)
{
    const struct paper_subject *subject = making->subject;
    struct unit_posts posts = {0};
    struct day day = making->paper.day;
    if (!making->is_numbered && paper_kind(subject->type)->is_of_meeting)
        day = subject->meeting.day;
    else if (!making->is_numbered && !unit_day_known(making->db, &day, err))
        return false;
    if (day_is_known(day) &&
        !unit_posts_on(making->db, making->mem, subject->unit->id, day, &posts, err))
        return false;
    *list_add(&making->letter->signers, making->mem) = signer_of(subject->unit, &posts);
    return true;
}

/* ---- recipients ---- */

static void recipient_add(struct making *making, struct str recipient)
{
    *list_add(&making->letter->recipients, making->mem) = recipient;
}

/* Where a unit has no list of its own: who gets what a committee at the base sends out. */
static void recipients_usual(struct making *making)
{
    struct arena *mem = making->mem;
    const struct unit *unit = making->subject->unit;
    struct str phrase = unit_phrase(mem, unit);
    if (unit->parent)
        recipient_add(making, str_format(mem, "Ban Thường trực UBMTTQ Việt Nam %.*s",
                                         STR_ARG(unit_phrase(mem, unit->parent))));
    if (is_area(unit)) {
        recipient_add(making, str_format(mem, "Chi bộ %.*s", STR_ARG(phrase)));
        return;
    }
    recipient_add(making, str_format(mem, "Thường trực cấp ủy %.*s", STR_ARG(phrase)));
    recipient_add(making, str_format(mem, "Thường trực HĐND, UBND %.*s", STR_ARG(phrase)));
    recipient_add(making, str_format(mem, "Ủy viên UBMTTQ Việt Nam %.*s", STR_ARG(phrase)));
    recipient_add(making, S("Các tổ chức thành viên"));
    recipient_add(making,
                  str_format(mem, "Ban công tác Mặt trận các %.*s",
                             STR_ARG(unit_areas_label(mem, making->units, unit,
                                                      period_last(making->subject->period)))));
}

static void recipients_fill(struct making *making)
{
    struct str rest = making->form.recipients, recipient;
    enum paper_type type = making->subject->type;
    if (type == PAPER_ATTENDANCE)
        return;
    while (rest.len && str_cut(&rest, ';', &recipient))
        if (str_trim(recipient).len)
            recipient_add(making, str_trim(recipient));
    if (making->letter->recipients.count)
        return;
    if (type == PAPER_INVITATION)
        recipient_add(making, S("Như trên"));
    else if (type == PAPER_MINUTES)
        recipient_add(making, S("Các đại biểu dự hội nghị"));
    else
        recipients_usual(making);
    recipient_add(making, is_area(making->subject->unit) ? S("Lưu") : S("Lưu: VT"));
}

bool head_fill(struct making *making, struct error *err)
{
    issuer_fill(making);
    number_fill(making);
    place_fill(making);
    recipients_fill(making);
    return signer_fill(making, err);
}
