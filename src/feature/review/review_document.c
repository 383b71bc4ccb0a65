/* The review as one document: people's prose in its places, every figure with the address of its
 * page. What pages and papers are made of. */
#include "document/prose.h"
#include "feature/review/review_view.h"

/* Figures that the outline binds have their texts already. */
void review_addresses(const struct binder *binder, const struct review *review,
                      const struct document *document)
{
    size_t block = 0, at = 0;
    struct run *run;
    while ((run = prose_figure_next(document, &block, &at))) {
        const struct figure *figure = figures_find(&review->figures, run->code);
        if (figure && run->address.len == 0)
            run->address = figure_address(binder->mem, figure->indicator, review->period,
                                          review->unit, binder->home);
    }
}

bool review_document(struct book *book, struct db *db, struct arena *mem,
                     const struct review *review, struct document *document, struct error *err)
{
    size_t count = review->prose.count;
    struct str *slots = arena_many(mem, struct str, count);
    struct document *prose = arena_many(mem, struct document, count);
    struct binder binder;
    if (!binder_begin(&binder, book, db, mem, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        slots[i] = review->prose.at[i].slot;
        if (!prose_read(mem, review->prose.at[i].markdown, &prose[i], err) ||
            !binder_fill(&binder, review->unit, review, &prose[i], err))
            return false;
    }
    *document = document_with_prose(mem, &review->document, slots, prose, count);
    review_addresses(&binder, review, document);
    return true;
}
