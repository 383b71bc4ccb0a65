/* The review as plain text and as JSON, for the command line. */
#include "base/json.h"
#include "base/unicode.h"
#include "base/vi_day.h"
#include "feature/review/review.h"

static void print_prose(struct text *out, const struct review *review, const struct block *block)
{
    for (size_t i = 0; i < review->prose.count; i++)
        if (str_is(review->prose.at[i].slot, block->slot))
            text_format(out, "%.*s%s%.*s\n\n", STR_ARG(block->level ? block->title : S("")),
                        block->level ? "\n" : "", STR_ARG(str_trim(review->prose.at[i].markdown)));
}

static void print_table(struct arena *mem, struct text *out, const struct review *review,
                        const struct block *block)
{
    for (size_t i = 0; i < block->codes.count; i++) {
        struct review_figure figure = review_figure(review, block->codes.at[i]);
        if (!figure.now || !review_figure_speaks(&figure))
            continue;
        struct str text = figure.frozen ? figure.frozen->text : figure_print(mem, figure.now);
        text_format(out, "  · %.*s: %.*s", STR_ARG(figure.now->indicator->label), STR_ARG(text));
        if (figure.is_changed)
            text_format(out, " (số liệu sau ngày chốt: %.*s)",
                        STR_ARG(figure_print(mem, figure.now)));
        text_char(out, '\n');
    }
    text_char(out, '\n');
}

static void print_request(struct arena *mem, struct text *out, const struct review *review,
                          const struct asked_task *asked, size_t number)
{
    const struct task *task = &asked->task;
    struct str changed = review_request_changed(mem, asked);
    text_format(out, "%zu. %.*s\n   Chủ trì: %.*s\n", number, STR_ARG(task_text(task)),
                STR_ARG(task->owner));
    if (task->partners.len)
        text_format(out, "   Phối hợp: %.*s\n", STR_ARG(task->partners));
    text_format(out, "   Hạn: %.*s\n   Tình trạng: %.*s", STR_ARG(vi_day(mem, task->due)),
                STR_ARG(review_request_state(mem, review, asked)));
    if (changed.len)
        text_format(out, " (số liệu sau ngày chốt: %.*s)", STR_ARG(changed));
    text_char(out, '\n');
    for (size_t i = 0; i < task->results.count; i++)
        text_format(out, "   Kết quả %.*s\n",
                    STR_ARG(task_result_words(mem, review_request_indicator(review, task),
                                              &task->results.at[i])));
}

/* The document's grid, a line for each of its cells. */
static void print_requests(struct arena *mem, struct text *out, const struct review *review)
{
    for (size_t i = 0; i < review->requests.count; i++)
        print_request(mem, out, review, &review->requests.at[i], i + 1);
    text_char(out, '\n');
}

void review_print_text(struct arena *mem, const struct review *review, struct text *out)
{
    for (size_t i = 0; i < review->document.blocks.count; i++) {
        const struct block *block = &review->document.blocks.at[i];
        switch (block->kind) {
        case BLOCK_HEADING:
            text_format(out, "%.*s\n\n",
                        STR_ARG(block->level == 1 ? unicode_upper(mem, block_plain(mem, block))
                                                  : block_plain(mem, block)));
            break;
        case BLOCK_PARAGRAPH:
        case BLOCK_ITEM:
            text_format(out, "%.*s\n\n", STR_ARG(block_plain(mem, block)));
            break;
        case BLOCK_SLOT:
            print_prose(out, review, block);
            break;
        case BLOCK_TABLE:
            print_table(mem, out, review, block);
            break;
        case BLOCK_GRID:
            print_requests(mem, out, review);
            break;
        case BLOCK_PICTURE:
            break; /* no outline makes one */
        }
    }
    text_format(out, "Số liệu từ %.*s đến %.*s. Sổ: %lld mục, gốc %.*s.\n",
                STR_ARG(vi_day(mem, review->span.first)), STR_ARG(vi_day(mem, review->span.last)),
                (long long)review->size, STR_ARG(sha256_hex(mem, &review->root)));
    if (review->is_issued)
        text_format(out, "Đã ban hành lúc %.*s trên %lld mục đầu của sổ.\n",
                    STR_ARG(review->issued_at), (long long)review->issued_size);
}

static void member_maybe(struct text *out, const char *key, bool has, int64_t value)
{
    if (has)
        text_format(out, ",\"%s\":%lld", key, (long long)value);
    else
        text_format(out, ",\"%s\":null", key);
}

static void print_figure(struct arena *mem, struct text *out, const struct review *review,
                         const struct figure *figure)
{
    const struct frozen *frozen = review_frozen(review, figure->indicator->code);
    text_add(out, S("{\"code\":"));
    json_quote(out, figure->indicator->code);
    member_maybe(out, "actual", figure->actual != FIGURE_COUNTING, figure->actual);
    member_maybe(out, "target", figure->has_target, figure->target);
    member_maybe(out, "population", figure->has_population, figure->population);
    member_maybe(out, "previous", figure->has_previous, figure->previous);
    text_add(out, S(",\"text\":"));
    json_quote(out, figure_print(mem, figure));
    if (frozen) {
        text_format(out, ",\"issued\":%lld,\"issued_text\":", (long long)frozen->actual);
        json_quote(out, frozen->text);
    }
    text_char(out, '}');
}

static void json_member_text(struct text *out, const char *key, struct str value)
{
    text_format(out, ",\"%s\":", key);
    json_quote(out, value);
}

static void json_results(struct arena *mem, struct text *out, const struct task *task)
{
    text_add(out, S(",\"results\":["));
    for (size_t i = 0; i < task->results.count; i++) {
        const struct task_result *result = &task->results.at[i];
        text_format(out, "%s{\"day\":\"%.*s\"", i ? "," : "", STR_ARG(day_text(mem, result->day)));
        member_maybe(out, "done", result->has_done, result->done);
        json_member_text(out, "text", result->text);
        text_char(out, '}');
    }
    text_char(out, ']');
}

static void json_request(struct arena *mem, struct text *out, const struct review *review,
                         const struct asked_task *asked)
{
    const struct task *task = &asked->task;
    struct str changed = review_request_changed(mem, asked);
    text_add(out, S("{\"no\":"));
    json_quote(out, task->no);
    json_member_text(out, "conference", asked->meeting.no);
    json_member_text(out, "text", task->text);
    json_member_text(out, "owner", task->owner);
    json_member_text(out, "partners", task->partners);
    json_member_text(out, "due", day_text(mem, task->due));
    json_member_text(out, "state", task->state == TASK_CLOSED ? S("closed") : S("open"));
    if (task->state == TASK_CLOSED)
        json_member_text(out, "closed", day_text(mem, task->closed));
    else
        text_add(out, S(",\"closed\":null"));
    json_results(mem, out, task);
    json_member_text(out, "words", review_request_state(mem, review, asked));
    if (changed.len)
        json_member_text(out, "changed", changed);
    text_char(out, '}');
}

void review_print_json(struct arena *mem, const struct review *review, struct text *out)
{
    text_add(out, S("{\"unit\":"));
    json_quote(out, review->unit->code);
    text_add(out, S(",\"period\":"));
    json_quote(out, period_code(mem, review->period));
    text_format(out, ",\"first\":\"%.*s\",\"cutoff\":\"%.*s\",\"figures\":[",
                STR_ARG(day_text(mem, review->span.first)),
                STR_ARG(day_text(mem, review->span.last)));
    for (size_t i = 0; i < review->figures.count; i++) {
        text_add(out, i ? S(",\n") : S("\n"));
        print_figure(mem, out, review, &review->figures.at[i]);
    }
    text_add(out, S("\n],\"requests\":["));
    for (size_t i = 0; i < review->requests.count; i++) {
        text_add(out, i ? S(",\n") : S("\n"));
        json_request(mem, out, review, &review->requests.at[i]);
    }
    text_format(out, "\n],\"journal\":{\"size\":%lld,\"root\":\"%.*s\"}", (long long)review->size,
                STR_ARG(sha256_hex(mem, &review->root)));
    if (review->is_issued)
        text_format(out,
                    ",\"issued\":{\"at\":\"%.*s\",\"entry\":%lld,\"size\":%lld,\"root\":\"%.*s\"}",
                    STR_ARG(review->issued_at), (long long)review->issued_entry,
                    (long long)review->issued_size, STR_ARG(review->issued_root));
    text_add(out, S("}\n"));
}
