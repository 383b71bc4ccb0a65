/* Names that were erased from a conference leave its form too: one that is being stated again at
 * its desk holds them as typed, and would bring them back. */
#include "feature/meeting/desk_form.h"
#include "feature/meeting/desk_store.h"
#include "feature/meeting/meeting_store.h"

bool conference_form_forget(struct book *book, struct str no, struct conference_form *form,
                            size_t *count, struct error *err)
{
    *count = 0;
    for (size_t i = 0; i < form->people.count; i++) {
        struct desk_person *person = &form->people.at[i];
        bool is_gone = false;
        if (person->name.text.len &&
            !meeting_name_is_gone(book, no, person->name.text, &is_gone, err))
            return false;
        if (!is_gone)
            continue;
        person->name =
            (struct desk_field){S(""), S("tên này đã xóa theo yêu cầu; hãy để trống ô tên")};
        person->form.text = S("");
        ++*count;
    }
    return true;
}

bool conference_kept_forget(struct book *book, struct arena *mem, const struct meeting *meeting,
                            struct error *err)
{
    struct kept_conference kept;
    struct conference_form form;
    struct form pairs = {0};
    size_t count;
    const struct unit_tree *units = unit_tree_of(book, book->db, err);
    if (!units)
        return false;
    if (!conference_kept(book->db, mem, unit_by_id(units, meeting->unit)->code, meeting->day,
                         meeting->number, &kept, err))
        return false;
    if (kept.id == 0)
        return true;
    if (!form_read_pairs(mem, kept.cells, &pairs, err))
        return false;
    conference_form_take(mem, &pairs, &form);
    if (!conference_form_forget(book, meeting->no, &form, &count, err))
        return false;
    return count == 0 ||
           conference_cells_put(book->db, kept.id, conference_form_cells(mem, &form), err);
}
