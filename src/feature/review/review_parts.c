/* Parts of a review for the pages of others: its tiles, one section of it. */
#include "base/vi_text.h"
#include "feature/review/review_html.h"
#include "feature/review/review_words.h"

struct html_piece review_tiles(struct request *req, const struct unit *home,
                               const struct review *review, const char *const *codes, size_t count)
{
    struct viewing viewing = {.req = req, .home = home, .review = review};
    struct tiles tiles = codes ? view_tiles_of(&viewing, codes, count) : view_tiles(&viewing);
    struct html out = page_html(req);
    if (tiles.count)
        tiles_html(&out, &tiles);
    return html_end(&out);
}

struct str review_summary(struct request *req, const struct unit *home, const struct review *review)
{
    struct viewing viewing = {.req = req, .home = home, .review = review};
    struct tiles tiles = view_tiles(&viewing);
    return review_description(req->mem, review, &tiles);
}

/* How many figures of a group the table of a section holds. */
static size_t group_count(const struct review *review, const struct block *block, struct str group)
{
    size_t count = 0;
    for (size_t i = 0; i < block->codes.count; i++) {
        const struct figure *figure = figures_find(&review->figures, block->codes.at[i]);
        count += figure && str_is(figure->indicator->group, group);
    }
    return count;
}

/* The heading of the section in whose table most figures are of the group; empty: none are. */
static struct str section_title(struct arena *mem, const struct review *review, struct str group)
{
    struct str title = S(""), best = S("");
    size_t best_count = 0;
    for (size_t i = 0; i < review->document.blocks.count; i++) {
        const struct block *block = &review->document.blocks.at[i];
        if (block->kind == BLOCK_HEADING && block->level == 2)
            title = block_plain(mem, block);
        if (block->kind != BLOCK_TABLE || group_count(review, block, group) <= best_count)
            continue;
        best_count = group_count(review, block, group);
        best = title;
    }
    return best;
}

/* The blocks behind the heading of that anchor, up to the next one. */
static struct running_blocks blocks_of_section(const struct running_blocks *all, struct str anchor)
{
    struct running_blocks section = {0};
    for (size_t i = 0; i < all->count; i++) {
        bool is_heading = all->at[i].kind == BLOCK_HEADING && all->at[i].level == 2;
        if (is_heading && section.at)
            break;
        if (is_heading && str_is(all->at[i].anchor, anchor))
            section.at = &all->at[i + 1];
        else if (section.at)
            section.count++;
    }
    return section;
}

bool review_section(struct request *req, const struct unit *home, const struct review *review,
                    struct str group, struct review_section *section, struct error *err)
{
    struct viewing viewing = {.req = req, .home = home, .review = review};
    struct running_blocks blocks = {0};
    *section = (struct review_section){.title = section_title(req->mem, review, group)};
    if (section->title.len == 0)
        return true;
    if (!view_blocks(&viewing, &blocks, err))
        return false;
    section->anchor = vi_slug(req->mem, section->title);
    blocks = blocks_of_section(&blocks, section->anchor);
    struct html out = page_html(req);
    blocks_html(&out, &blocks);
    section->words = html_end(&out);
    return true;
}
