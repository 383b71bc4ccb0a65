#include "feature/intake/intake_list.h"

#include "base/sha256.h"
#include "base/vi_text.h"

const char *intake_roles(const struct catalogue_kind *kind)
{
    if (!str_is(kind->group, S("fund")))
        return MAY_IMPORT;
    return str_is(kind->code, S("fund_receipt")) ? MAY_IMPORT "," MAY_KEEP_CASH
                                                 : MAY_IMPORT "," MAY_KEEP_BOOKS;
}

bool intake_is_open_to(const struct visitor *visitor, const struct catalogue_kind *kind)
{
    return visitor_has(visitor, intake_roles(kind));
}

struct str intake_column_label(const struct intake_list *list, struct str code)
{
    for (size_t i = 0; i < list->columns_count; i++)
        if (str_is(list->columns[i].code, code))
            return list->columns[i].label.len ? list->columns[i].label : code;
    return code;
}

/* By the names in the header; of two columns of one name the first is meant. */
static void columns_guess(struct arena *mem, struct intake_list *list)
{
    bool *is_met = arena_many(mem, bool, list->columns_count + 1);
    for (size_t i = 0; i < list->table.columns; i++) {
        size_t column =
            intake_column_meant(mem, list->columns, list->columns_count, list->names[i]);
        if (column < list->columns_count && !is_met[column]) {
            list->codes[i] = list->columns[column].code;
            is_met[column] = true;
        }
    }
}

static bool is_known(const struct intake_list *list, struct str code)
{
    for (size_t i = 0; i < list->columns_count; i++)
        if (str_is(list->columns[i].code, code))
            return true;
    return false;
}

/* As somebody has said; what the kind has no more is passed over. */
static void columns_set(struct intake_list *list, struct str mapping)
{
    struct str code;
    for (size_t i = 0; i < list->table.columns && str_cut(&mapping, '\n', &code); i++)
        list->codes[i] = is_known(list, code) ? code : S("");
}

void intake_list_make(struct arena *mem, const struct catalogue_kind *kind,
                      const struct intake_table *table, size_t header, struct intake_list *list)
{
    *list = (struct intake_list){.kind = kind, .table = *table, .header = header};
    list->columns = record_columns(mem, kind, &list->columns_count);
    list->names = arena_many(mem, struct str, table->columns + 1);
    list->codes = arena_many(mem, struct str, table->columns + 1);
    for (size_t i = 0; i < table->columns; i++) {
        bool is_there = header < table->count && i < table->at[header].count;
        list->names[i] = is_there ? str_trim(table->at[header].cells[i]) : S("");
        list->codes[i] = S("");
    }
    size_t first = header + 1 < table->count ? header + 1 : table->count;
    list->rows = (struct listing_table){.header = list->names,
                                        .codes = list->codes,
                                        .columns = table->columns,
                                        .at = table->at ? table->at + first : NULL,
                                        .count = table->count - first};
}

struct str intake_list_hash(struct arena *mem, const struct intake_list *list)
{
    struct str *parts = arena_many(mem, struct str, 2 * list->table.columns + 1);
    for (size_t i = 0; i < list->table.columns; i++) {
        parts[2 * i] = vi_fold(mem, list->names[i]);
        parts[2 * i + 1] = S("\n");
    }
    struct sha256 hash = sha256_of(parts, 2 * list->table.columns);
    return sha256_hex(mem, &hash);
}

struct str intake_list_mapping(struct arena *mem, const struct intake_list *list)
{
    return str_join(mem, list->codes, list->table.columns, S("\n"));
}

bool intake_list_read(struct book *book, struct db *db, struct arena *mem,
                      const struct intake *intake, struct intake_list *list, struct error *err)
{
    struct str bytes, mapping = intake->mapping;
    struct intake_table table;
    const struct catalogue *catalogue = catalogue_of(book, db, err);
    if (!catalogue)
        return false;
    const struct catalogue_kind *kind = catalogue_kind(catalogue, intake->kind);
    if (!kind)
        return fail(err, ERROR_MISSING, "loai", "loại việc «%.*s» không còn",
                    STR_ARG(intake->kind));
    if (!intake_table_of(db, mem, intake->id, &bytes, err) ||
        !intake_table_unpack(mem, bytes, &table, err))
        return false;
    size_t count;
    const struct listing_column *columns = record_columns(mem, kind, &count);
    intake_list_make(mem, kind, &table, intake_table_header(mem, &table, columns, count), list);
    list->job.file_name = intake->file_name;
    if (mapping.len == 0 &&
        !mapping_find(db, mem, kind->code, intake_list_hash(mem, list), &mapping, err))
        return false;
    list->is_remembered = intake->mapping.len == 0 && mapping.len > 0;
    if (mapping.len)
        columns_set(list, mapping);
    else
        columns_guess(mem, list);
    return true;
}

struct record_list *intake_list_open(struct book *book, struct db *db, struct arena *mem,
                                     struct intake_list *list,
                                     const struct record_list_calls *calls, struct error *err)
{
    list->job.kind = list->kind->code;
    list->job.table = &list->rows;
    list->job.mem = mem;
    return record_list_open(book, db, &list->job, calls, err);
}
