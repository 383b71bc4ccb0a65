/* The structure of a PDF file (ISO 32000-1, 14.7 and 14.8): titles, paragraphs, lists and tables as
 * a tree over what is drawn, for who reads by ear and for what takes text out. */
#ifndef WORKER_PDF_TAGS_H
#define WORKER_PDF_TAGS_H

#include "worker/pdf_out.h"

/* A part of an element: another element, or a stretch of a page. */
struct pdf_kid {
    struct pdf_element *element; /* NULL: a stretch, or a link's place */
    size_t page;                 /* object of the page */
    size_t mark;                 /* the stretch's number there */
    size_t link;                 /* object of the annotation; 0: a stretch */
};

struct pdf_element {
    const char *tag; /* "P", "TR" … */
    struct pdf_element *parent;
    size_t object;
    list_of(struct pdf_kid) kids;
};

/* What a page or a link says of its stretches: the element of each. */
struct pdf_owners {
    list_of(struct pdf_element *) elements;
    bool is_link;
};

struct pdf_tags {
    struct arena *mem;
    struct pdf_out *out;
    struct pdf_element *root, *current;
    list_of(struct pdf_element *) elements;
    list_of(struct pdf_owners) owners; /* by the number in the page or the link */
};

/* Begins a tree. */
struct pdf_tags pdf_tags_new(struct arena *mem, struct pdf_out *out);

/* Opens an element inside the current one; closes the current one. */
void pdf_tags_open(struct pdf_tags *tags, const char *tag);
void pdf_tags_close(struct pdf_tags *tags);

/* The number of a new page, under which its stretches are listed. */
size_t pdf_tags_page(struct pdf_tags *tags);

/* A new stretch of the current element on that page (its number, its object); gives its mark. */
size_t pdf_tags_stretch(struct pdf_tags *tags, size_t page, size_t page_object);

/* The place of the current element, a link, on a page; gives the number for the annotation. */
size_t pdf_tags_link(struct pdf_tags *tags, size_t page_object, size_t link);

/* Writes the tree; gives the object of its root. */
size_t pdf_tags_write(struct pdf_tags *tags);

#endif
