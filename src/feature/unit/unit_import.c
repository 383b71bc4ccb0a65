/* `import BOOK unit FILE.csv`. */
#include "feature/unit/unit_import.h"

#include "base/text.h"
#include "base/vi_day.h"
#include "base/vi_text.h"

enum {
    UNIT_CODE,
    UNIT_KIND,
    UNIT_NAME,
    UNIT_LABEL,
    UNIT_PARENT,
    UNIT_FIRST,
    UNIT_LAST,
    UNIT_NUMBER,
    UNIT_OFFICE,
    UNIT_PEOPLE,
    UNIT_COLUMNS
};

static void columns_fill(struct listing_column columns[UNIT_COLUMNS])
{
    columns[UNIT_CODE] = (struct listing_column){S("code"), S("Mã"), S("Mã đơn vị"), true};
    columns[UNIT_KIND] = (struct listing_column){S("kind"), S("Cấp"), S("Loại"), true};
    columns[UNIT_NAME] = (struct listing_column){S("name"), S("Tên"), S("Tên đơn vị"), true};
    columns[UNIT_LABEL] = (struct listing_column){S("label"), S("Cách gọi"), S(""), true};
    columns[UNIT_PARENT] =
        (struct listing_column){S("parent"), S("Đơn vị cấp trên"), S("Thuộc"), false};
    columns[UNIT_FIRST] = (struct listing_column){S("from"), S("Từ ngày"), S(""), true};
    columns[UNIT_LAST] = (struct listing_column){S("to"), S("Đến ngày"), S(""), false};
    columns[UNIT_NUMBER] = (struct listing_column){S("number"), S("Số thứ tự"), S("Số"), false};
    columns[UNIT_OFFICE] = (struct listing_column){S("address"), S("Địa chỉ"), S("Trụ sở"), false};
    columns[UNIT_PEOPLE] =
        (struct listing_column){S("population"), S("Dân số"), S("Số dân"), false};
}

/* From the top down: a unit stands only under one of a kind before its own. */
static const struct unit_kind {
    struct str code, label;
} kinds[] = {
    {{"province", 8}, {"cấp tỉnh", sizeof "cấp tỉnh" - 1}},
    {{"district", 8}, {"cấp huyện", sizeof "cấp huyện" - 1}},
    {{"commune", 7}, {"cấp xã", sizeof "cấp xã" - 1}},
    {{"area", 4}, {"khu dân cư", sizeof "khu dân cư" - 1}},
};

static size_t kind_rank(struct str kind)
{
    size_t i = 0;
    while (i < COUNT_OF(kinds) && !str_is(kinds[i].code, kind))
        i++;
    return i;
}

struct importing {
    struct book *book;
    struct listing listing;
    struct import_seen seen;
    struct import_counts counts;
    list_of(struct unit_row) appended; /* rows of this list that the tree may not have yet */
    bool is_fresh;                     /* no record was approved yet */
};

static bool kind_read(struct listing *listing, struct str *kind)
{
    struct str cell;
    if (!listing_text(listing, UNIT_KIND, &cell))
        return false;
    struct str wanted = vi_fold(&listing->row, cell);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        *kind = kinds[i].code;
        if (str_is(kinds[i].code, cell) || str_is(vi_fold(&listing->row, kinds[i].label), wanted))
            return true;
    }
    listing_problem(
        listing, UNIT_KIND,
        "chỉ nhận: province (cấp tỉnh), district (cấp huyện), commune (cấp xã), area (khu dân cư)");
    return false;
}

/* The digits at the end of a name: "Khu phố 3" is number 3. */
static int64_t number_in(struct str name)
{
    size_t from = name.len;
    int64_t number;
    while (from && name.at[from - 1] >= '0' && name.at[from - 1] <= '9')
        from--;
    return str_to_int(str_part(name, from, 6), &number) ? number : 0;
}

static bool number_read(struct listing *listing, struct unit_row *row)
{
    bool is_area = str_is(row->kind, S("area"));
    int64_t otherwise = is_area ? number_in(row->name) : 0;
    if (!listing_int(listing, UNIT_NUMBER, "", otherwise, &row->number))
        return false;
    if (row->number >= 0 && row->number < 1000000)
        return true;
    listing_problem(listing, UNIT_NUMBER, "phải từ 0 đến 999.999");
    return false;
}

static bool people_read(struct listing *listing, struct unit_row *row)
{
    if (!listing_int(listing, UNIT_PEOPLE, "người|nhân khẩu", 0, &row->people))
        return false;
    if (row->people >= 0)
        return true;
    listing_problem(listing, UNIT_PEOPLE, "không thể âm");
    return false;
}

/* What the row says by itself. row->last is DAY_NONE if it says nothing of it. */
static bool row_read(struct importing *importing, struct unit_row *row)
{
    struct listing *listing = &importing->listing;
    struct str parent;
    bool is_good = import_code(listing, UNIT_CODE, &importing->seen, &row->code);
    is_good = kind_read(listing, &row->kind) && is_good;
    is_good = listing_text(listing, UNIT_NAME, &row->name) && is_good;
    is_good = listing_text(listing, UNIT_LABEL, &row->label) && is_good;
    is_good = listing_text(listing, UNIT_PARENT, &parent) && is_good;
    is_good = listing_text(listing, UNIT_OFFICE, &row->address) && is_good;
    is_good = import_days(listing, UNIT_FIRST, UNIT_LAST, &row->first, &row->last) && is_good;
    is_good = number_read(listing, row) && is_good;
    return people_read(listing, row) && is_good;
}

static bool is_refused(const struct importing *importing, struct str code)
{
    for (size_t i = 0; i < importing->seen.codes.count; i++)
        if (str_is(importing->seen.codes.at[i].code, code))
            return !importing->seen.codes.at[i].is_good;
    return false;
}

static bool is_appended(const struct importing *importing, const struct unit *unit)
{
    for (size_t i = 0; i < importing->appended.count; i++)
        if (str_is(importing->appended.at[i].code, unit->code))
            return true;
    return false;
}

/* The tree as the book has it with the rows so far. Rows are written only when one of them matters
 * for this one (its parent, or what stands below it): each write compiles the tree anew. */
static bool parent_find(struct importing *importing, struct str code, struct str text,
                        const struct unit_tree **tree, const struct unit **parent,
                        struct error *err)
{
    struct book *book = importing->book;
    for (;;) {
        *tree = unit_tree_of(book, book->db, err);
        if (!*tree)
            return false;
        *parent = text.len ? unit_meant(&importing->listing.row, *tree, text) : NULL;
        bool is_parent_sure = text.len == 0 || (*parent && !is_appended(importing, *parent));
        if (importing->appended.count == 0 || (is_parent_sure && !unit_find(*tree, code)))
            return true;
        importing->appended.count = 0;
        if (!journal_flush(&book->journal, err))
            return false;
    }
}

static bool refuse(struct listing *listing, size_t column, const char *reason)
{
    listing_problem(listing, column, reason);
    return false;
}

static bool parent_check(struct importing *importing, const struct unit_row *row,
                         const struct unit *parent, const struct unit *unit)
{
    struct listing *listing = &importing->listing;
    struct arena *mem = &listing->row;
    if (str_is(row->code, parent->code) || (unit && unit_is_within(parent, unit)))
        return refuse(listing, UNIT_PARENT, "đơn vị không thể nằm dưới chính nó");
    if (kind_rank(parent->kind) >= kind_rank(row->kind))
        return refuse(listing, UNIT_PARENT, "đơn vị cấp trên phải thuộc cấp cao hơn");
    bool is_last_outside = day_is_known(row->last) && row->last.number != DAY_LAST.number &&
                           !unit_exists_on(parent, row->last);
    if (!unit_exists_on(parent, row->first) || is_last_outside) {
        struct day day = is_last_outside ? row->last : row->first;
        return refuse(listing, is_last_outside ? UNIT_LAST : UNIT_FIRST,
                      str_format(mem, "%.*s không có vào ngày %.*s",
                                 STR_ARG(unit_phrase(mem, parent)), STR_ARG(vi_day(mem, day)))
                          .at);
    }
    return true;
}

/* What stands below must stay below something that exists and is of a higher kind. */
static bool children_check(struct importing *importing, const struct unit_tree *tree,
                           const struct unit_row *row, const struct unit *unit)
{
    struct listing *listing = &importing->listing;
    struct arena *mem = &listing->row;
    struct day last = day_is_known(row->last) ? row->last : unit->last;
    struct unit_refs children = unit_children(mem, tree, unit, DAY_NONE);
    for (size_t i = 0; i < children.count; i++) {
        const struct unit *child = children.at[i];
        struct str phrase = unit_phrase(mem, child);
        if (kind_rank(child->kind) <= kind_rank(row->kind))
            return refuse(listing, UNIT_KIND,
                          str_format(mem, "%.*s ở dưới đơn vị này thuộc cấp bằng hoặc cao hơn",
                                     STR_ARG(phrase))
                              .at);
        bool is_late = child->last.number != DAY_LAST.number && child->last.number > last.number;
        if (child->first.number < row->first.number || child->first.number > last.number || is_late)
            return refuse(
                listing, child->first.number < row->first.number ? UNIT_FIRST : UNIT_LAST,
                str_format(mem, "%.*s ở dưới đơn vị này có vào những ngày khác", STR_ARG(phrase))
                    .at);
    }
    return true;
}

static bool days_meet(struct day first, struct day last, const struct unit_row *row)
{
    struct day own_last = day_is_known(row->last) ? row->last : DAY_LAST;
    return first.number <= own_last.number && row->first.number <= last.number;
}

/* Two areas with one number would share an address. */
static bool number_check(struct importing *importing, const struct unit_tree *tree,
                         const struct unit_row *row, const struct unit *parent)
{
    struct listing *listing = &importing->listing;
    struct str other = S("");
    if (row->number == 0)
        return true;
    for (size_t i = 0; i < tree->units.count && other.len == 0; i++) {
        const struct unit *unit = &tree->units.at[i];
        if (unit->parent == parent && unit->number == row->number &&
            !str_is(unit->code, row->code) && days_meet(unit->first, unit->last, row))
            other = unit->name;
    }
    for (size_t i = 0; i < importing->appended.count && other.len == 0; i++) {
        const struct unit_row *unit = &importing->appended.at[i];
        if (str_is(unit->parent, row->parent) && unit->number == row->number &&
            days_meet(unit->first, unit->last, row))
            other = unit->name;
    }
    return other.len == 0 || refuse(listing, UNIT_NUMBER,
                                    str_format(&listing->row, "số %lld đã là của «%.*s»",
                                               (long long)row->number, STR_ARG(other))
                                        .at);
}

/* What the row says beside the book and the rows before it. *is_good; false only when the book
 * fails. */
static bool row_check(struct importing *importing, struct unit_row *row, bool *is_good,
                      struct error *err)
{
    struct listing *listing = &importing->listing;
    struct str text = listing_cell(listing, UNIT_PARENT);
    const struct unit_tree *tree;
    const struct unit *parent;
    *is_good = false;
    if (!parent_find(importing, row->code, text, &tree, &parent, err))
        return false;
    const struct unit *unit = unit_find(tree, row->code);
    row->parent = parent ? parent->code : S("");
    if (text.len && str_is(text, row->code)) {
        listing_problem(listing, UNIT_PARENT, "đơn vị không thể nằm dưới chính nó");
        return true;
    }
    if (text.len && !parent) {
        if (!is_refused(importing, text))
            listing_problem(listing, UNIT_PARENT,
                            "không có đơn vị này trong sổ hay ở các dòng trên");
        return true;
    }
    if (!parent && str_is(row->kind, S("area"))) {
        listing_problem(listing, UNIT_PARENT, "khu dân cư phải thuộc một đơn vị cấp trên");
        return true;
    }
    if (unit && !importing->is_fresh && !str_is(unit->parent_code, row->parent)) {
        listing_problem(
            listing, UNIT_PARENT,
            "sổ đã có hồ sơ nên đơn vị không chuyển được sang cấp trên khác; hãy đóng đơn vị này và mở đơn vị mới với mã khác");
        return true;
    }
    *is_good = (!parent || parent_check(importing, row, parent, unit)) &&
               (!unit || children_check(importing, tree, row, unit)) &&
               number_check(importing, tree, row, parent);
    return true;
}

static bool unit_state(struct importing *importing, const struct unit_row *row, struct error *err)
{
    struct book *book = importing->book;
    struct arena *mem = &importing->listing.row;
    struct json_out out = json_out_new(mem, ENTRY_MAX_BYTES);
    json_open_object(&out);
    import_put(&out, S("address"), row->address);
    json_add_text(&out, S("at"), journal_moment(&book->journal, mem));
    json_add_text(&out, S("by"), journal_actor(&book->journal, mem));
    json_add_text(&out, S("code"), row->code);
    json_add_text(&out, S("day"), day_text(mem, row->first));
    json_add_text(&out, S("kind"), row->kind);
    json_add_text(&out, S("label"), row->label);
    import_put_last(&out, mem, row->last);
    json_add_text(&out, S("name"), row->name);
    if (row->number)
        json_add_int(&out, S("number"), row->number);
    import_put(&out, S("parent"), row->parent);
    if (row->people)
        json_add_int(&out, S("people"), row->people);
    json_add_text(&out, S("type"), S("unit.opened"));
    return import_append(book, &out, err);
}

static bool unit_close(struct importing *importing, const struct unit_row *row, struct error *err)
{
    struct book *book = importing->book;
    struct arena *mem = &importing->listing.row;
    struct json_out out = json_out_new(mem, ENTRY_MAX_BYTES);
    json_open_object(&out);
    json_add_text(&out, S("at"), journal_moment(&book->journal, mem));
    json_add_text(&out, S("by"), journal_actor(&book->journal, mem));
    json_add_text(&out, S("code"), row->code);
    json_add_text(&out, S("day"), day_text(mem, row->last));
    json_add_text(&out, S("type"), S("unit.closed"));
    return import_append(book, &out, err);
}

static bool is_same_but_last(const struct unit_row *a, const struct unit_row *b)
{
    return str_is(a->kind, b->kind) && str_is(a->label, b->label) && str_is(a->name, b->name) &&
           str_is(a->parent, b->parent) && str_is(a->address, b->address) &&
           a->first.number == b->first.number && a->number == b->number && a->people == b->people;
}

static void appended_add(struct importing *importing, const struct unit_row *row)
{
    struct arena *mem = importing->listing.job->mem;
    struct unit_row *copy = list_add(&importing->appended, mem);
    *copy = *row;
    copy->code = str_copy(mem, row->code);
    copy->name = str_copy(mem, row->name);
    copy->parent = str_copy(mem, row->parent);
}

/* States what is new or different. A unit that only ends is closed. */
static bool row_take(struct importing *importing, struct unit_row *row, struct error *err)
{
    struct unit_row before;
    bool is_found;
    if (!unit_row_find(importing->book->db, &importing->listing.row, row->code, &before, &is_found,
                       err))
        return false;
    if (!day_is_known(row->last))
        row->last = is_found ? before.last : DAY_LAST;
    bool is_same = is_found && is_same_but_last(&before, row);
    if (is_same && before.last.number == row->last.number) {
        importing->counts.known++;
        return true;
    }
    importing->counts.added += !is_found;
    importing->counts.changed += is_found;
    appended_add(importing, row);
    return is_same && row->last.number != DAY_LAST.number ? unit_close(importing, row, err)
                                                          : unit_state(importing, row, err);
}

/* After a wrong row the others are still taken: what they stand under must be found. Nothing of it
 * stays, for the caller rolls back. */
static bool rows_take(struct importing *importing, struct error *err)
{
    while (listing_row(&importing->listing)) {
        struct unit_row row = {0};
        size_t named = importing->seen.codes.count;
        bool is_good = false;
        if (!row_read(importing, &row))
            continue;
        if (!row_check(importing, &row, &is_good, err))
            return false;
        if (!is_good)
            continue;
        importing->seen.codes.at[named].is_good = true;
        if (!row_take(importing, &row, err))
            return false;
    }
    return true;
}

bool unit_import(struct book *book, struct import_job *job, struct error *err)
{
    struct importing importing = {.book = book};
    struct listing_column columns[UNIT_COLUMNS];
    columns_fill(columns);
    if (!journal_flush(&book->journal, err) ||
        !unit_is_book_fresh(book->db, &importing.is_fresh, err) ||
        !listing_begin(&importing.listing, job, columns, UNIT_COLUMNS, err))
        return false;
    if (!rows_take(&importing, err)) {
        arena_end(&importing.listing.row);
        return fail_at(err, "%.*s, dòng %lld: ", STR_ARG(job->file_name),
                       (long long)importing.listing.csv.line);
    }
    return import_end(book, &importing.listing, "đơn vị", &importing.counts, err);
}
