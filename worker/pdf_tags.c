#include "worker/pdf_tags.h"

#include <assert.h>

static struct pdf_element *element_new(struct pdf_tags *tags, const char *tag,
                                       struct pdf_element *parent)
{
    struct pdf_element *element = arena_one(tags->mem, struct pdf_element);
    *element =
        (struct pdf_element){.tag = tag, .parent = parent, .object = pdf_out_object(tags->out)};
    return element;
}

struct pdf_tags pdf_tags_new(struct arena *mem, struct pdf_out *out)
{
    struct pdf_tags tags = {.mem = mem, .out = out};
    tags.root = tags.current = element_new(&tags, "", NULL);
    return tags;
}

void pdf_tags_open(struct pdf_tags *tags, const char *tag)
{
    struct pdf_element *element = element_new(tags, tag, tags->current);
    *list_add(&tags->elements, tags->mem) = element;
    list_add(&tags->current->kids, tags->mem)->element = element;
    tags->current = element;
}

void pdf_tags_close(struct pdf_tags *tags)
{
    assert(tags->current->parent);
    tags->current = tags->current->parent;
}

size_t pdf_tags_page(struct pdf_tags *tags)
{
    list_add(&tags->owners, tags->mem);
    return tags->owners.count - 1;
}

size_t pdf_tags_stretch(struct pdf_tags *tags, size_t page, size_t page_object)
{
    struct pdf_owners *owners = &tags->owners.at[page];
    struct pdf_kid *kid = list_add(&tags->current->kids, tags->mem);
    kid->page = page_object;
    kid->mark = owners->elements.count;
    *list_add(&owners->elements, tags->mem) = tags->current;
    return kid->mark;
}

size_t pdf_tags_link(struct pdf_tags *tags, size_t page_object, size_t link)
{
    struct pdf_owners *owners = list_add(&tags->owners, tags->mem);
    owners->is_link = true;
    *list_add(&owners->elements, tags->mem) = tags->current;
    struct pdf_kid *kid = list_add(&tags->current->kids, tags->mem);
    kid->page = page_object;
    kid->link = link;
    return tags->owners.count - 1;
}

/* ---- writing ---- */

static void kid_write(struct text *out, const struct pdf_kid *kid, size_t page)
{
    text_char(out, ' ');
    if (kid->element)
        text_format(out, "%zu 0 R", kid->element->object);
    else if (kid->link)
        text_format(out, "<< /Type /OBJR /Obj %zu 0 R /Pg %zu 0 R >>", kid->link, kid->page);
    else if (kid->page == page)
        text_int(out, (int64_t)kid->mark);
    else
        text_format(out, "<< /Type /MCR /Pg %zu 0 R /MCID %zu >>", kid->page, kid->mark);
}

static void element_write(struct pdf_tags *tags, const struct pdf_element *element)
{
    struct text *out = &tags->out->bytes;
    size_t page = 0; /* the first one that it stands on: its stretches there need not say so */
    for (size_t i = 0; i < element->kids.count && !page; i++)
        page = element->kids.at[i].page;
    pdf_out_begin(tags->out, element->object);
    text_format(out, "<< /Type /StructElem /S /%s /P %zu 0 R", element->tag,
                element->parent->object);
    if (page)
        text_format(out, " /Pg %zu 0 R", page);
    if (str_is(str_of(element->tag), S("TH")))
        text_add(out, S(" /A << /O /Table /Scope /Column >>"));
    text_add(out, S(" /K ["));
    for (size_t i = 0; i < element->kids.count; i++)
        kid_write(out, &element->kids.at[i], page);
    text_add(out, S(" ] >>"));
    pdf_out_end(tags->out);
}

/* From the stretches of each page, and from each link, back to their elements. */
static void owners_write(struct pdf_tags *tags, size_t object)
{
    struct text *out = &tags->out->bytes;
    pdf_out_begin(tags->out, object);
    text_add(out, S("<< /Nums ["));
    for (size_t i = 0; i < tags->owners.count; i++) {
        const struct pdf_owners *owners = &tags->owners.at[i];
        text_format(out, owners->is_link ? "\n%zu" : "\n%zu [", i);
        for (size_t k = 0; k < owners->elements.count; k++)
            text_format(out, " %zu 0 R", owners->elements.at[k]->object);
        if (!owners->is_link)
            text_add(out, S(" ]"));
    }
    text_add(out, S(" ] >>"));
    pdf_out_end(tags->out);
}

size_t pdf_tags_write(struct pdf_tags *tags)
{
    struct text *out = &tags->out->bytes;
    size_t owners = pdf_out_object(tags->out);
    assert(tags->current == tags->root);
    pdf_out_begin(tags->out, tags->root->object);
    text_add(out, S("<< /Type /StructTreeRoot /K ["));
    for (size_t i = 0; i < tags->root->kids.count; i++)
        kid_write(out, &tags->root->kids.at[i], 0);
    text_format(out, " ] /ParentTree %zu 0 R /ParentTreeNextKey %zu >>", owners,
                tags->owners.count);
    pdf_out_end(tags->out);
    for (size_t i = 0; i < tags->elements.count; i++)
        element_write(tags, tags->elements.at[i]);
    owners_write(tags, owners);
    return tags->root->object;
}
