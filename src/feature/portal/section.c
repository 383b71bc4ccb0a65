#include "feature/portal/section.h"

#include "base/vi_text.h"
#include "feature/record/record.h"

#define SECTIONS_TYPE "catalogue.sections"
#define SECTIONS_CODE "sections" /* the one item of this type */

enum { BODY_MAX_BYTES = 60000 };

/* ---- stating ---- */

bool sections_body(struct arena *mem, const struct sections *sections, struct str *body,
                   struct error *err)
{
    struct json_out out = json_out_new(mem, BODY_MAX_BYTES);
    json_open_object(&out);
    json_key(&out, S("items"));
    json_open_array(&out);
    for (size_t i = 0; i < sections->count; i++) {
        const struct section *section = &sections->at[i];
        json_open_object(&out);
        json_add_text(&out, S("code"), section->code);
        json_add_text(&out, S("label"), section->label);
        if (section->label_en.len)
            json_add_text(&out, S("label_en"), section->label_en);
        if (section->last.number < DAY_LAST.number)
            json_add_text(&out, S("last"), day_text(mem, section->last));
        json_add_text(&out, S("slug"), section->slug);
        json_close_object(&out);
    }
    json_close_array(&out);
    json_close_object(&out);
    return json_out_end(&out, body, err);
}

bool sections_state(struct book *book, struct arena *mem, const struct sections *sections,
                    struct error *err)
{
    struct str body;
    return sections_body(mem, sections, &body, err) &&
           catalogue_state(book, SECTIONS_TYPE, S(SECTIONS_CODE), body, NULL, err);
}

/* ---- shipping ---- */

static const char *const columns[] = {"code", "label::vi", "slug", "order"};

static bool row_check(const struct shipped_table *table, size_t row, struct error *err)
{
    for (size_t i = 0; i < COUNT_OF(columns); i++)
        if (shipped_cell(table, row, columns[i]).len == 0)
            return fail(err, ERROR_INVALID, "sections.csv", "sections.csv, dòng %zu: thiếu %s",
                        row + 2, columns[i]);
    return true;
}

static bool order_of(const struct shipped_table *table, size_t row, int64_t *order,
                     struct error *err)
{
    return str_to_int(shipped_cell(table, row, "order"), order) ||
           fail(err, ERROR_INVALID, "sections.csv", "sections.csv, dòng %zu: order phải là số",
                row + 2);
}

/* Rows by their order; of two with the same, the first comes first. */
static bool rows_sort(struct arena *mem, const struct shipped_table *table, size_t *rows,
                      struct error *err)
{
    int64_t *orders = arena_many(mem, int64_t, table->rows.count);
    for (size_t i = 0; i < table->rows.count; i++) {
        size_t place = i;
        int64_t order;
        if (!row_check(table, i, err) || !order_of(table, i, &order, err))
            return false;
        for (; place > 0 && orders[place - 1] > order; place--) {
            orders[place] = orders[place - 1];
            rows[place] = rows[place - 1];
        }
        orders[place] = order;
        rows[place] = i;
    }
    return true;
}

bool sections_ship(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    struct shipped_table table;
    struct sections sections = {0};
    struct str body;
    if (!shipped_table(&mem, "sections.csv", &table, err))
        return false;
    size_t *rows = arena_many(&mem, size_t, table.rows.count);
    if (!rows_sort(&mem, &table, rows, err))
        return false;
    for (size_t i = 0; i < table.rows.count; i++)
        *list_add(&sections, &mem) = (struct section){
            .code = shipped_cell(&table, rows[i], "code"),
            .label = shipped_cell(&table, rows[i], "label::vi"),
            .label_en = shipped_cell(&table, rows[i], "label::en"),
            .slug = shipped_cell(&table, rows[i], "slug"),
            .last = DAY_LAST,
        };
    return sections_body(&mem, &sections, &body, err) &&
           catalogue_ship(book, SECTIONS_TYPE, S(SECTIONS_CODE), body, NULL, err);
}

/* ---- reading ---- */

/* The last day of an item; without one it goes on. */
static struct day last_of(const struct json *item)
{
    struct day day;
    return day_read(json_text(item, S("last"), S("")), &day) ? day : DAY_LAST;
}

static const void *sections_load(struct book *book unused, struct db *db, struct arena *mem,
                                 struct error *err)
{
    struct sections *sections = arena_one(mem, struct sections);
    struct catalogue_items stated = {0};
    if (!catalogue_items(db, mem, SECTIONS_TYPE, &stated, err))
        return NULL;
    for (size_t i = 0; i < stated.count; i++) {
        const struct json *items = json_member(stated.at[i].body, S("items"));
        for (const struct json *item = items ? items->first : NULL; item; item = item->next)
            *list_add(sections, mem) = (struct section){
                .code = json_text(item, S("code"), S("")),
                .label = json_text(item, S("label"), S("")),
                .label_en = json_text(item, S("label_en"), S("")),
                .slug = json_text(item, S("slug"), S("")),
                .last = last_of(item),
            };
    }
    return sections;
}

const struct sections *sections_of(struct book *book, struct db *db, struct error *err)
{
    return book_compiled(book, db, COMPILED_SECTIONS, sections_load, err);
}

const struct section *section_find(const struct sections *sections, struct str code)
{
    for (size_t i = 0; i < sections->count; i++)
        if (str_is(sections->at[i].code, code))
            return &sections->at[i];
    return NULL;
}

const struct section *section_of_slug(const struct sections *sections, struct str slug)
{
    for (size_t i = 0; i < sections->count; i++)
        if (str_is(sections->at[i].slug, slug))
            return &sections->at[i];
    return NULL;
}

const struct section *section_meant(struct arena *mem, const struct sections *sections,
                                    struct str text)
{
    const struct section *found = section_find(sections, text);
    struct str wanted = vi_fold(mem, text);
    for (size_t i = 0; i < sections->count && !found; i++)
        if (str_is(vi_fold(mem, sections->at[i].label), wanted))
            found = &sections->at[i];
    return found;
}

bool section_stands(const struct section *section, struct day day)
{
    return day.number <= section->last.number;
}

struct str section_address(struct arena *mem, const struct section *section)
{
    return str_format(mem, "/chuyen-muc/%.*s", STR_ARG(section->slug));
}
