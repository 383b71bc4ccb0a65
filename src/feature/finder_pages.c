#include "feature/finder_pages.h"

#include "base/unicode.h"
#include "base/vi_day.h"
#include "base/vi_number.h"
#include "base/vi_text.h"

enum {
    SNIPPET_CHARACTERS = 180,
    SNIPPET_BEFORE = 60, /* characters shown before the first found word */
    WORDS_MAX = 16,
    TRIED_MAX = 5,
};

/* The words that are looked for, folded. The last one may be a beginning. */
struct wanted {
    struct str words[WORDS_MAX];
    size_t count;
};

static struct wanted wanted_of(struct arena *mem, struct str query)
{
    struct wanted wanted = {0};
    struct str rest = vi_fold(mem, query), word;
    while (wanted.count < WORDS_MAX && str_cut(&rest, ' ', &word))
        if (word.len)
            wanted.words[wanted.count++] = word;
    return wanted;
}

static bool is_wanted(const struct wanted *wanted, struct str folded)
{
    for (size_t i = 0; i < wanted->count; i++)
        if (str_is(folded, wanted->words[i]) ||
            (i + 1 == wanted->count && str_starts(folded, wanted->words[i])))
            return true;
    return false;
}

/* The next word of a text: letters, digits and what joins them. False at the end. */
static bool word_next(struct str text, size_t *at, size_t *from)
{
    size_t i = *at;
    bool is_inside = false;
    while (i < text.len) {
        size_t start = i;
        uint32_t character = utf8_next(text, &i);
        bool is_word = unicode_is_word(character) || unicode_is_joiner(character);
        if (is_word && !is_inside) {
            *from = start;
            is_inside = true;
        } else if (!is_word && is_inside) {
            *at = start;
            return true;
        }
    }
    *at = text.len;
    return is_inside;
}

/* The text with found words marked. A marked fragment comes from a template, with a line end that
 * would be a blank inside a text. */
static struct html_piece marked(const struct request *req, const struct wanted *wanted,
                                struct str text)
{
    struct html out = page_html(req);
    size_t at = 0, from = 0, done = 0;
    while (word_next(text, &at, &from)) {
        struct str word = str_part(text, from, at - from);
        if (!is_wanted(wanted, vi_fold(req->mem, word)))
            continue;
        struct html part = page_html(req);
        found_word_html(&part, word);
        struct html_piece piece = html_end(&part);
        piece.bytes = str_trim(piece.bytes);
        html_put(&out, str_part(text, done, from - done));
        html_put(&out, piece);
        done = at;
    }
    html_put(&out, str_part(text, done, text.len));
    return html_end(&out);
}

/* Where the first found word stands, or 0. */
static size_t first_found(struct arena *mem, const struct wanted *wanted, struct str text)
{
    size_t at = 0, from = 0;
    while (word_next(text, &at, &from))
        if (is_wanted(wanted, vi_fold(mem, str_part(text, from, at - from))))
            return from;
    return 0;
}

/* The byte `count` characters behind `at`. */
static size_t characters_on(struct str text, size_t at, size_t count)
{
    while (count-- > 0 && at < text.len)
        utf8_next(text, &at);
    return at;
}

/* A piece of the text around its first found word, cut at blanks. */
static struct str snippet_of(struct arena *mem, const struct wanted *wanted, struct str text)
{
    size_t found = first_found(mem, wanted, text), start = 0, end;
    if (utf8_count(str_part(text, 0, found)) > SNIPPET_BEFORE) {
        size_t before = utf8_count(str_part(text, 0, found)) - SNIPPET_BEFORE;
        start = characters_on(text, 0, before);
        start += str_find_char(str_part(text, start, found - start), ' ');
    }
    end = characters_on(text, start, SNIPPET_CHARACTERS);
    size_t cut = end;
    while (end < text.len && cut > start && text.at[cut] != ' ')
        cut--;
    end = cut > start ? cut : end;
    return str_format(mem, "%s%.*s%s", start ? "… " : "",
                      STR_ARG(str_trim(str_part(text, start, end - start))),
                      end < text.len ? " …" : "");
}

static void hits_fill(const struct request *req, const struct wanted *wanted,
                      const struct finder_hits *found, struct finder_content *page)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct finder_doc *doc = &found->at[i];
        struct shown_hit *hit = list_add(&page->hits, req->mem);
        hit->address = doc->address;
        hit->title = marked(req, wanted, doc->title);
        hit->snippet = marked(req, wanted, snippet_of(req->mem, wanted, doc->text));
        if (day_is_known(doc->day))
            hit->day = vi_day(req->mem, doc->day);
    }
}

/* Nothing holds all words: says for each of them how much it would find alone. */
static bool words_try(struct request *req, struct str query, struct finder_content *page,
                      struct error *err)
{
    struct str rest = query, word;
    size_t tried = 0;
    while (tried < TRIED_MAX && str_cut(&rest, ' ', &word)) {
        struct finder_hits found;
        if (word.len == 0 || str_is(word, query))
            continue;
        tried++;
        if (!finder_find(req->book, req->db, req->mem, word, 0, 1, &found, err))
            return false;
        if (found.total)
            *list_add(&page->tried, req->mem) = (struct tried_word){word, found.total};
    }
    return true;
}

static bool content_fill(struct request *req, struct finder_content *page, struct error *err)
{
    struct finder_hits found;
    struct wanted wanted = wanted_of(req->mem, page->query);
    size_t skip = (size_t)(page->page - 1) * FINDER_PAGE_HITS;
    if (!finder_find(req->book, req->db, req->mem, page->query, skip, FINDER_PAGE_HITS, &found,
                     err))
        return false;
    if (found.total && found.count == 0)
        return fail(err, ERROR_MISSING, "trang", "kết quả tìm kiếm không có trang %lld",
                    (long long)page->page);
    page->total = vi_count(req->mem, found.total);
    page->pages = (found.total + FINDER_PAGE_HITS - 1) / FINDER_PAGE_HITS;
    if (page->pages > FINDER_PAGES_MAX)
        page->pages = FINDER_PAGES_MAX;
    hits_fill(req, &wanted, &found, page);
    return found.total || words_try(req, page->query, page, err);
}

bool finder_page(struct request *req, struct response *response, struct error *err)
{
    struct finder_content page = {.query = str_trim(request_text(req, "q")),
                                  .page = request_int(req, "trang", 1),
                                  .frame = {.title = html_translate(req->messages, S("Tìm kiếm")),
                                            .address = S("/tim-kiem"),
                                            .is_search = true}};
    if (page.page < 1 || page.page > FINDER_PAGES_MAX)
        return fail(err, ERROR_MISSING, "trang", "kết quả tìm kiếm có từ trang 1 đến trang %d",
                    FINDER_PAGES_MAX);
    if (page.query.len && !content_fill(req, &page, err))
        return false;
    if (page.query.len)
        page.frame.title = str_format(req->mem, "Tìm “%.*s”", STR_ARG(page.query));
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    finder_html(&out, &page);
    respond_html(response, html_end(&out));
    return true;
}
