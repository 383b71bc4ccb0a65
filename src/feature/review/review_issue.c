/* Issuing a review: its figures become entries and are frozen. */
#include "feature/review/desk_store.h"
#include "feature/review/review_store.h"

/* Few enough that an entry with their rules stays under its limit. */
enum { FIGURES_PER_ENTRY = 50 };

static void put_maybe(struct json_out *out, const char *key, bool has, int64_t value)
{
    if (has)
        json_add_int(out, str_of(key), value);
}

static void put_figure(struct arena *mem, struct json_out *out, const struct figure *figure)
{
    json_open_object(out);
    json_add_int(out, S("actual"), figure->actual);
    json_add_text(out, S("code"), figure->indicator->code);
    put_maybe(out, "population", figure->has_population, figure->population);
    put_maybe(out, "previous", figure->has_previous, figure->previous);
    json_key(out, S("rule"));
    json_put_bytes(out, figure->indicator->body->bytes);
    put_maybe(out, "target", figure->has_target, figure->target);
    json_add_text(out, S("text"), figure_print(mem, figure));
    json_close_object(out);
}

static bool append_figures(struct book *book, const struct review *review, size_t from,
                           int64_t *index, struct error *err)
{
    auto_arena mem = {0};
    struct json_out out = json_out_new(&mem, ENTRY_MAX_BYTES);
    struct str bytes;
    size_t to = from + FIGURES_PER_ENTRY;
    if (to > review->figures.count)
        to = review->figures.count;
    json_open_object(&out);
    json_add_text(&out, S("at"), journal_moment(&book->journal, &mem));
    json_add_text(&out, S("by"), journal_actor(&book->journal, &mem));
    json_key(&out, S("figures"));
    json_open_array(&out);
    for (size_t i = from; i < to; i++)
        put_figure(&mem, &out, &review->figures.at[i]);
    json_close_array(&out);
    json_add_text(&out, S("period"), period_code(&mem, review->period));
    json_add_text(&out, S("type"), S("review.figures"));
    json_add_text(&out, S("unit"), review->unit->code);
    json_close_object(&out);
    return json_out_end(&out, &bytes, err) &&
           journal_append(&book->journal, bytes, NULL, 0, index, err);
}

/* Which slots are written for is public, so that a replay knows what was erased; the words enter as
 * commitments. */
static void put_slots(struct json_out *out, const struct proses *written)
{
    json_key(out, S("prose"));
    json_open_array(out);
    for (size_t i = 0; i < written->count; i++)
        json_put_text(out, written->at[i].slot);
    json_close_array(out);
}

static bool append_issued(struct book *book, const struct review *review,
                          const struct proses *written, const int64_t *entries, size_t count,
                          struct error *err)
{
    auto_arena mem = {0};
    struct stating stating = {.book = book, .mem = &mem};
    for (size_t i = 0; i < written->count; i++)
        stating_seal(&stating, review_prose_field(&mem, written->at[i].slot),
                     written->at[i].markdown);
    struct json_out out = stating_open(&stating);
    json_add_text(&out, S("cutoff"), day_text(&mem, review->span.last));
    json_key(&out, S("figures"));
    json_open_array(&out);
    for (size_t i = 0; i < count; i++)
        json_put_int(&out, entries[i]);
    json_close_array(&out);
    json_add_text(&out, S("first"), day_text(&mem, review->span.first));
    json_add_text(&out, S("period"), period_code(&mem, review->period));
    put_slots(&out, written);
    json_add_text(&out, S("root"), sha256_hex(&mem, &review->root));
    stating_put_shown(&stating, &out);
    json_add_int(&out, S("size"), review->size);
    json_add_text(&out, S("type"), S("review.issued"));
    json_add_text(&out, S("unit"), review->unit->code);
    return stating_close(&stating, &out, NULL, err);
}

/* Whether other words were written since the review was issued. */
static bool is_rewritten(const struct review *review, const struct proses *written)
{
    if (!review->is_prose_frozen)
        return false;
    bool is_other = review->prose.count != written->count;
    for (size_t i = 0; i < written->count && !is_other; i++)
        is_other = !str_is(review->prose.at[i].slot, written->at[i].slot) ||
                   !str_is(review->prose.at[i].markdown, written->at[i].markdown);
    return is_other;
}

/* The first figure that is not what was issued, or NULL. */
static const struct figure *first_change(const struct review *review)
{
    for (size_t i = 0; i < review->figures.count; i++) {
        const struct figure *figure = &review->figures.at[i];
        const struct frozen *frozen = review_frozen(review, figure->indicator->code);
        if (!frozen || frozen->actual != figure->actual || frozen->target != figure->target ||
            frozen->population != figure->population)
            return figure;
    }
    return NULL;
}

static bool refuse_change(struct arena *mem, const struct review *review,
                          const struct figure *figure, struct error *err)
{
    const struct frozen *frozen = review_frozen(review, figure->indicator->code);
    return fail(err, ERROR_CONFLICT, "figure",
                "báo cáo đã ban hành lúc %.*s; «%.*s» khi đó là %.*s, nay là %.*s; muốn đính chính "
                "hãy thêm --restate",
                STR_ARG(review->issued_at), STR_ARG(figure->indicator->label),
                STR_ARG(frozen ? frozen->text : S("chưa có")), STR_ARG(figure_print(mem, figure)));
}

static bool all_counted(const struct review *review, struct error *err)
{
    for (size_t i = 0; i < review->figures.count; i++)
        if (review->figures.at[i].actual == FIGURE_COUNTING)
            return fail(err, ERROR_BUSY, "figure",
                        "«%.*s» đang tính từ các hồ sơ; xin ban hành khi đã tính xong",
                        STR_ARG(review->figures.at[i].indicator->label));
    return true;
}

bool review_issue(struct book *book, struct arena *mem, const struct unit *unit,
                  struct period period, struct day cutoff, bool is_restated, bool *is_new,
                  struct error *err)
{
    struct review review;
    struct proses written = {0};
    int64_t entries[64];
    size_t count = 0;
    *is_new = false;
    if (!journal_flush(&book->journal, err) ||
        !review_compose(book, book->db, mem, unit, period, cutoff, &review, err) ||
        !review_read_written(book->db, mem, unit, period, &written, err))
        return false;
    if (!all_counted(&review, err))
        return false;
    const struct figure *changed = review.is_issued ? first_change(&review) : NULL;
    bool is_other = is_rewritten(&review, &written);
    if (review.is_issued && !changed && !is_other)
        return true;
    if (changed && !is_restated)
        return refuse_change(mem, &review, changed, err);
    if (is_other && !is_restated)
        return fail(err, ERROR_CONFLICT, "prose",
                    "báo cáo đã ban hành lúc %.*s, lời văn nay đã khác; muốn đính chính hãy thêm "
                    "--restate",
                    STR_ARG(review.issued_at));
    /* The prefix that the figures were computed over: the edge row is written at commit only, so
     * the journal's own state says it. */
    review.size = (int64_t)book->journal.state.tree.size;
    review.root = tree_root(&book->journal.state.tree);
    for (size_t from = 0; from < review.figures.count && count < COUNT_OF(entries);
         from += FIGURES_PER_ENTRY)
        if (!append_figures(book, &review, from, &entries[count++], err))
            return false;
    *is_new = true;
    return append_issued(book, &review, &written, entries, count, err) &&
           journal_flush(&book->journal, err);
}

bool review_erase(struct book *book, struct arena *mem, const struct unit *unit,
                  struct period period, struct str slot, struct error *err)
{
    struct kept_openings gone = {0};
    struct str code = period_code(mem, period);
    if (!journal_flush(&book->journal, err) ||
        !review_openings(book->db, mem, unit, period, slot, &gone, err))
        return false;
    if (gone.count == 0)
        return fail(err, ERROR_MISSING, "slot", "báo cáo này không có lời văn «%.*s» đã ban hành",
                    STR_ARG(slot));
    struct str of = str_format(mem, "review/%.*s/%.*s", STR_ARG(unit->code), STR_ARG(code));
    return stating_erase(book, mem, "review.erased", of, &gone, err) &&
           desk_text_drop(book->db, unit->code, code, slot, err) &&
           journal_flush(&book->journal, err);
}
