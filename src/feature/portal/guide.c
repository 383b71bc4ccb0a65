#include "feature/portal/guide.h"

#include "base/text.h"
#include "document/prose.h"

#include "guide_files.h"

/* In the order of the list. What is not named here is not shown: README.md is the list itself where
 * the files are read as files. */
static const struct guide {
    const char *name; /* of the file and in the address */
    bool is_role;
} guides[] = {
    {"truong-ban", true},   {"can-bo", true},           {"ke-toan-thu-quy", true},
    {"chu-tich", true},     {"cap-tren", true},         {"thanh-tra", true},
    {"quan-tri", true},     {"tai-khoan", false},       {"danh-sach", false},
    {"so-ket", false},      {"van-ban", false},         {"soan-bai", false},
    {"dang-tin", false},    {"trang-thong-tin", false}, {"niem-yet-doc-loa", false},
    {"soi-bai-bao", false},
};

static struct str file_of(struct arena *mem, const char *name)
{
    struct str wanted = str_format(mem, "%s.md", name);
    for (size_t i = 0; i < guide_files_count; i++)
        if (str_is(wanted, str_of(guide_files[i].name)))
            return guide_files[i].bytes;
    return STR_NONE;
}

static const struct guide *guide_find(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(guides); i++)
        if (str_is(name, str_of(guides[i].name)))
            return &guides[i];
    return NULL;
}

/* Takes the title off, which is the first line. */
static struct str title_take(struct str *file)
{
    struct str line = STR_NONE;
    if (str_cut(file, '\n', &line) && str_starts(line, S("# ")))
        line = str_part(line, 2, line.len);
    return str_trim(line);
}

/* The first paragraph, as one line. */
static struct str lead_of(struct arena *mem, struct str body)
{
    struct str line;
    list_of(struct str) lines = {0};
    while (str_cut(&body, '\n', &line)) {
        line = str_trim(line);
        if (line.len == 0 && lines.count)
            break;
        if (line.len)
            *list_add(&lines, mem) = line;
    }
    return str_join(mem, lines.at, lines.count, S(" "));
}

/* Links between files become links between pages: "](danh-sach.md)" is "](/tro-giup/danh-sach)". */
static struct str links_lead(struct arena *mem, struct str body)
{
    struct text out = text_new(mem, PROSE_MAX_BYTES);
    struct str mark = S("](");
    for (size_t at; (at = str_find(body, mark)) < body.len;) {
        text_add(&out, str_part(body, 0, at + mark.len));
        body = str_part(body, at + mark.len, body.len);
        struct str target = str_part(body, 0, str_find_char(body, ')'));
        size_t dot = str_find(target, S(".md"));
        if (dot < target.len && guide_find(str_part(target, 0, dot))) {
            text_format(&out, "/tro-giup/%.*s", STR_ARG(str_part(target, 0, dot)));
            body = str_part(body, target.len, body.len);
        }
    }
    text_add(&out, body);
    return text_str(&out);
}

/* A guide that explains a binding shows it as it is written. */
static void figures_spell(struct arena *mem, struct document *document)
{
    size_t block = 0, run = 0;
    for (struct run *figure; (figure = prose_figure_next(document, &block, &run));)
        figure->text = str_format(mem, "{%.*s%s%.*s%s%.*s%s%.*s}", STR_ARG(figure->code),
                                  figure->facet.len ? "." : "", STR_ARG(figure->facet),
                                  figure->period.len ? " " : "", STR_ARG(figure->period),
                                  figure->words.len ? " " : "", STR_ARG(figure->words));
}

bool guides_page(struct request *req, struct response *response, struct error *err)
{
    struct guides_content page = {.frame = {.address = S("/tro-giup")}};
    for (size_t i = 0; i < COUNT_OF(guides); i++) {
        struct str body = file_of(req->mem, guides[i].name), title = title_take(&body);
        *list_add(guides[i].is_role ? &page.roles : &page.tasks, req->mem) =
            (struct guide_link){.address = str_format(req->mem, "/tro-giup/%s", guides[i].name),
                                .title = title,
                                .lead = guides[i].is_role ? lead_of(req->mem, body) : S("")};
    }
    page.frame.title = html_translate(req->messages, S("Trợ giúp"));
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    guides_html(&out, &page);
    return page_respond(response, &out, err);
}

bool guide_page(struct request *req, struct response *response, struct error *err)
{
    const struct guide *guide = guide_find(req->part[0]);
    struct guide_content page = {.frame = {.address = req->path}};
    struct document document = {0};
    struct running running = {.req = req};
    if (!guide)
        return fail(err, ERROR_MISSING, "bai", "không có bài trợ giúp ở địa chỉ này");
    struct str body = file_of(req->mem, guide->name);
    page.title = title_take(&body);
    if (!prose_read(req->mem, links_lead(req->mem, body), &document, err))
        return false;
    figures_spell(req->mem, &document);
    for (size_t i = 0; i < document.blocks.count; i++)
        running_add(&running, &page.blocks, &document.blocks.at[i]);
    page.frame.title = page.title;
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    guide_html(&out, &page);
    return page_respond(response, &out, err);
}
