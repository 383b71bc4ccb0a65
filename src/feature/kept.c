#include "feature/kept.h"

#include "base/unicode.h"
#include "feature/frame_parts.h"

/* The row of the route's table that takes a field, or NULL. */
static const struct field *row_of(const struct route *route, struct str name)
{
    for (const struct field *field = route->fields; field && field->name; field++) {
        struct str known = str_of(field->name);
        bool is_many = str_ends(known, S("*"));
        if (is_many ? str_starts(name, str_part(known, 0, known.len - 1)) : str_is(name, known))
            return field;
    }
    return NULL;
}

static void fields_keep(struct request *req, const struct form *form, struct kept_content *page)
{
    page->fields = arena_many(req->mem, struct kept_field, form->count);
    for (size_t i = 0; i < form->count; i++) {
        const struct form_field *sent = &form->at[i];
        const struct field *row = row_of(req->route, sent->name);
        bool is_file = row && row->type == FIELD_BYTES;
        page->has_file |= is_file && sent->value.len > 0;
        page->has_text |= row && !is_file && sent->value.len > 0;
        if (row && !is_file && utf8_is_valid(sent->name) && utf8_is_valid(sent->value))
            page->fields[page->count++] = (struct kept_field){
                sent->name, html_translate(req->messages, str_of(row->label)), sent->value};
    }
}

void kept_page(struct request *req, const struct form *form, struct response *response)
{
    struct kept_content page = {.frame.title = html_translate(req->messages, S("Chưa gửi được")),
                                .address = req->path};
    struct db *reader = frame_snapshot(req);
    fields_keep(req, form, &page);
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    kept_html(&out, &page);
    respond_html(response, html_end(&out));
    frame_snapshot_end(req, reader);
}
