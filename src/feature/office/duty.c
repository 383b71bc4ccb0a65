#include "feature/office/duty.h"

enum { BODY_MAX_BYTES = 4000 };

static const char *const every_codes[] = {[PERIOD_YEAR] = "year",
                                          [PERIOD_HALF] = "half",
                                          [PERIOD_QUARTER] = "quarter",
                                          [PERIOD_MONTH] = "month"};

struct str duty_every_code(enum period_kind every)
{
    return str_of(every_codes[every]);
}

bool duty_every_meant(struct str code, enum period_kind *every)
{
    for (size_t i = 0; i < COUNT_OF(every_codes); i++)
        if (str_is(code, str_of(every_codes[i]))) {
            *every = i;
            return true;
        }
    return false;
}

/* ---- as the book states them ---- */

bool duty_of(const struct dated *item, struct duty *duty)
{
    const struct json *kinds = json_member(item->body, S("kinds"));
    *duty = (struct duty){.item = *item,
                          .label = json_text(item->body, S("label"), S("")),
                          .due_days = json_int(item->body, S("due_days"), 0)};
    for (const struct json *kind = kinds ? kinds->first : NULL;
         kind && duty->kinds_count < DUTY_KINDS_MAX; kind = kind->next)
        duty->kinds[duty->kinds_count++] = kind->text;
    return duty_every_meant(json_text(item->body, S("every"), S("")), &duty->every);
}

bool duty_body(struct arena *mem, const struct duty *duty, struct str *body, struct error *err)
{
    struct json_out out = json_out_new(mem, BODY_MAX_BYTES);
    json_open_object(&out);
    json_add_int(&out, S("due_days"), duty->due_days);
    json_add_text(&out, S("every"), duty_every_code(duty->every));
    dated_put_day(&out, mem, "first", duty->item.first);
    dated_put(&out, "instead_of", duty->item.instead_of);
    json_key(&out, S("kinds"));
    json_open_array(&out);
    for (size_t i = 0; i < duty->kinds_count; i++)
        json_put_text(&out, duty->kinds[i]);
    json_close_array(&out);
    json_add_text(&out, S("label"), duty->label);
    dated_put_day(&out, mem, "last", duty->item.last);
    json_close_object(&out);
    return json_out_end(&out, body, err);
}

bool duty_check(const struct catalogue *catalogue, const struct duty *duty, struct error *err)
{
    if (duty->item.code.len == 0 || duty->label.len == 0)
        return fail(err, ERROR_INVALID, "label", "thiếu mã hoặc tên");
    if (duty->due_days < 0 || duty->due_days > DUTY_DAYS_MAX)
        return fail(err, ERROR_INVALID, "due_days", "hạn từ 0 đến %d ngày sau khi hết kỳ",
                    DUTY_DAYS_MAX);
    if (duty->kinds_count == 0)
        return fail(err, ERROR_INVALID, "kinds", "từ 1 đến %d loại việc", DUTY_KINDS_MAX);
    for (size_t i = 0; i < duty->kinds_count; i++)
        if (!catalogue_kind(catalogue, duty->kinds[i]))
            return fail(err, ERROR_INVALID, "kinds", "không có loại «%.*s»",
                        STR_ARG(duty->kinds[i]));
    if (duty->item.last.number < duty->item.first.number)
        return fail(err, ERROR_INVALID, "last", "ngày cuối đứng trước ngày đầu");
    return true;
}

bool duties_on(struct db *db, struct arena *mem, struct day day, struct duties *duties,
               struct error *err)
{
    struct dated_list list = {0};
    if (!dated_read(db, mem, DUTY_TYPE, &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        struct duty duty = {0};
        if (dated_holds(&list.at[i], day) && duty_of(&list.at[i], &duty))
            *list_add(duties, mem) = duty;
    }
    return true;
}

/* ---- what is late ---- */

void duty_weigh(struct duty_answer *answer, struct day today)
{
    answer->days = answer->due.number - today.number;
    if (answer->records)
        answer->state = DUTY_REPORTED;
    else if (answer->says_nothing)
        answer->state = DUTY_NOTHING;
    else if (answer->waiting)
        answer->state = DUTY_WAITING;
    else if (answer->days >= 0)
        answer->state = DUTY_OPEN;
    else {
        answer->state = DUTY_OVERDUE;
        answer->days = -answer->days;
    }
}
