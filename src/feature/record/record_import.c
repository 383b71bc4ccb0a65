#include "feature/record/record_import.h"

#include "base/text.h"
#include "base/vi_text.h"
#include "feature/listing.h"

enum { COLUMN_DAY, COLUMN_UNIT, COLUMN_KEY, COLUMNS_OF_EVERY_KIND };
enum { IDENTITY_BYTES = 16 }; /* of a keyed hash: 2^64 rows until two are likely to meet */

/* How often each row's values have come in this file. */
struct seen_row {
    uint64_t hash[2];
    int64_t count;
};

/* A row that this list brings, to be remembered: written many at once and in the order of the key,
 * for keyed hashes in the order of the list would touch another page of the table with every row.
 */
struct new_row {
    struct sha256 identity, content;
    struct str no;
};
enum { NEW_ROWS_MAX = 256 * 1024 };

/* What a cell of a column of choices, or of units, was read as. Such columns say the same few
 * things in every row, and finding what is meant folds every name there is. */
struct meant {
    struct str cell; /* .at NULL: free */
    size_t column;
    bool has_legacy_run;
    const struct unit *unit;
    struct value value;
};
enum { MEANT_ROOM = 1024 };

struct record_list {
    struct book *book;
    struct db *db; /* the writer's, or a reader's for a list that is only checked */
    struct import_job *job;
    struct record_list_calls calls;
    bool is_only_checked;
    const struct catalogue_kind *kind;
    const struct unit_tree *units;
    struct listing listing;
    struct serials serials;
    struct draft draft;
    struct seen_row *seen;
    size_t seen_room, seen_count;
    bool is_first_list; /* the book knows no rows of this kind yet: nothing to look up */
    list_of(struct new_row) new_rows;
    struct meant
        *meant; /* by hash of the cell; what finds its place taken is read anew each time */
    int64_t added, known, corrected;
};

const struct listing_column *record_columns(struct arena *mem, const struct catalogue_kind *kind,
                                            size_t *count)
{
    *count = COLUMNS_OF_EVERY_KIND + kind->fields.count;
    struct listing_column *columns = arena_many(mem, struct listing_column, *count);
    columns[COLUMN_DAY] = (struct listing_column){S("day"), S("Ngày"), S("Ngày thực hiện"), true};
    columns[COLUMN_UNIT] = (struct listing_column){S("unit"), S("Đơn vị"), S("Khu phố"), true};
    columns[COLUMN_KEY] = (struct listing_column){S("key"), S("Mã dòng"), S(""), false};
    for (size_t i = 0; i < kind->fields.count; i++) {
        const struct catalogue_field *field = &kind->fields.at[i];
        columns[COLUMNS_OF_EVERY_KIND + i] = (struct listing_column){
            field->code, field->label, S(""), field->is_required && field->type != VALUE_NUMBER_OF};
    }
    return columns;
}

/* The place of a cell's meaning: known, free (cell.at NULL), or NULL if another cell lies there. */
static struct meant *meant_place(struct record_list *importing, size_t column, struct str cell)
{
    struct meant *meant = &importing->meant[(str_hash(cell) + column) % MEANT_ROOM];
    bool is_same = meant->column == column && str_is(meant->cell, cell);
    return !meant->cell.at || is_same ? meant : NULL;
}

static const struct unit *unit_read(struct record_list *importing, struct str cell)
{
    struct meant *meant = meant_place(importing, COLUMN_UNIT, cell);
    if (meant && meant->cell.at)
        return meant->unit;
    const struct unit *unit = unit_meant(&importing->listing.row, importing->units, cell);
    if (unit && meant)
        *meant = (struct meant){
            .cell = str_copy(importing->job->mem, cell), .column = COLUMN_UNIT, .unit = unit};
    return unit;
}

/* Old letters are read as what was meant; whoever brings the list sees what became of them. */
static void legacy_warn(struct listing *listing, size_t column, struct str read)
{
    struct str words =
        str_format(&listing->row, "đã đổi từ bảng mã cũ (VNI, TCVN3) thành «%.*s»", STR_ARG(read));
    listing_warn(listing, column, words.at);
}

/* Reads the cell of field i into the draft; a wrong one is noted. */
static bool field_read(struct record_list *importing, size_t i)
{
    struct listing *listing = &importing->listing;
    const struct catalogue_field *field = &importing->kind->fields.at[i];
    struct value *value = &importing->draft.values[i];
    size_t column = COLUMNS_OF_EVERY_KIND + i;
    struct str cell = listing_cell(listing, column);
    struct error err;
    *value = (struct value){.field = field};
    if (cell.len == 0)
        return true;
    bool is_choice = field->type == VALUE_ONE || field->type == VALUE_MANY;
    struct meant *meant = is_choice ? meant_place(importing, column, cell) : NULL;
    bool is_met = meant && meant->cell.at;
    bool has_legacy_run = is_met ? meant->has_legacy_run : vi_has_legacy_run(cell);
    struct arena *mem = meant ? importing->job->mem : &listing->row;
    struct str text = cell;
    if (has_legacy_run) {
        text = vi_legacy_read(mem, cell);
        legacy_warn(listing, column, text);
    }
    if (is_met) {
        *value = meant->value;
        return true;
    }
    if (!value_read(mem, field, text, value, &err)) {
        listing_problem(listing, column, err.text);
        return false;
    }
    if (meant)
        *meant = (struct meant){str_copy(mem, cell), column, has_legacy_run, NULL, *value};
    return true;
}

/* Fills the draft from the current row; every wrong cell is noted. */
static bool row_read(struct record_list *importing)
{
    struct listing *listing = &importing->listing;
    struct draft *draft = &importing->draft;
    bool is_good = listing_day(listing, COLUMN_DAY, DAY_NONE, &draft->day);
    if (is_good && !day_is_known(draft->day)) {
        listing_problem(listing, COLUMN_DAY, "bắt buộc phải có");
        is_good = false;
    }
    struct str unit = listing_cell(listing, COLUMN_UNIT);
    draft->unit = unit_read(importing, unit);
    if (!draft->unit) {
        listing_problem(listing, COLUMN_UNIT,
                        unit.len ? "không có đơn vị này trong sổ" : "bắt buộc phải có");
        is_good = false;
    } else if (importing->calls.may &&
               !importing->calls.may(importing->calls.context, draft->unit)) {
        listing_problem(listing, COLUMN_UNIT, "bạn không nhập việc cho nơi này");
        is_good = false;
    }
    for (size_t i = 0; i < importing->kind->fields.count; i++)
        is_good = field_read(importing, i) && is_good;
    return is_good;
}

static bool row_check(struct record_list *importing)
{
    const struct catalogue_field *wrong;
    struct error err;
    if (draft_check(&importing->listing.row, &importing->draft, &wrong, &err))
        return true;
    size_t column =
        wrong ? COLUMNS_OF_EVERY_KIND + (size_t)(wrong - importing->kind->fields.at) : COLUMN_DAY;
    listing_problem(&importing->listing, column, err.text);
    return false;
}

/* What the row says, independent of the order of columns and of how numbers and days were written.
 */
static struct str row_content(struct record_list *importing)
{
    const struct draft *draft = &importing->draft;
    struct text out = text_new(&importing->listing.row, 1024 * 1024);
    text_int(&out, draft->day.number);
    text_char(&out, '\n');
    text_add(&out, draft->unit->code);
    text_char(&out, '\n');
    for (size_t i = 0; i < importing->kind->fields.count; i++) {
        if (!draft->values[i].is_given)
            continue;
        text_add(&out, importing->kind->fields.at[i].code);
        text_char(&out, '=');
        text_add(&out, draft->values[i].text);
        text_char(&out, '\n');
    }
    return text_str(&out);
}

static struct sha256 keyed_hash(const struct record_list *importing, const char *sort,
                                struct str text, int64_t ordinal)
{
    char number[24];
    int len = snprintf(number, sizeof number, "\n%lld", (long long)ordinal);
    const struct str parts[] = {
        str_of(sort), importing->kind->code, S("\n"), text, {number, (size_t)len}};
    const struct book *book = importing->book;
    return hmac_of((struct str){(const char *)book->secret, sizeof book->secret}, parts,
                   COUNT_OF(parts));
}

static void seen_grow(struct record_list *importing)
{
    struct seen_row *old = importing->seen;
    size_t old_room = importing->seen_room;
    importing->seen_room = old_room ? old_room * 2 : 1024;
    importing->seen = arena_many(importing->job->mem, struct seen_row, importing->seen_room);
    for (size_t i = 0; i < old_room; i++) {
        if (!old[i].count)
            continue;
        size_t at = old[i].hash[0] & (importing->seen_room - 1);
        while (importing->seen[at].count)
            at = (at + 1) & (importing->seen_room - 1);
        importing->seen[at] = old[i];
    }
}

/* Which equal row of this file the content is: 1 for the first. */
static int64_t occurrence(struct record_list *importing, const struct sha256 *hash)
{
    if (importing->seen_count * 2 >= importing->seen_room)
        seen_grow(importing);
    uint64_t wanted[2];
    memcpy(wanted, hash->at, sizeof wanted);
    size_t at = wanted[0] & (importing->seen_room - 1);
    while (importing->seen[at].count &&
           (importing->seen[at].hash[0] != wanted[0] || importing->seen[at].hash[1] != wanted[1]))
        at = (at + 1) & (importing->seen_room - 1);
    struct seen_row *row = &importing->seen[at];
    if (!row->count) {
        memcpy(row->hash, wanted, sizeof wanted);
        importing->seen_count++;
    }
    return ++row->count;
}

/* What the book remembers of a row of this identity. */
struct known_row {
    bool is_known;
    struct str no, content;
};

static bool known_find(struct record_list *importing, struct str identity, struct known_row *known,
                       struct error *err)
{
    *known = (struct known_row){0};
    if (importing->is_first_list)
        return true;
    struct query query =
        db_query(importing->db, "SELECT no, content FROM known_row WHERE identity = $1");
    bind_bytes(&query, identity);
    if (query_one(&query)) {
        known->is_known = true;
        known->no = take_text(&query, &importing->listing.row);
        known->content = take_bytes(&query, &importing->listing.row);
    }
    return query_end(&query, err);
}

static int by_identity(const void *a, const void *b)
{
    return memcmp(((const struct new_row *)a)->identity.at,
                  ((const struct new_row *)b)->identity.at, IDENTITY_BYTES);
}

static struct str hash_bytes(const struct sha256 *hash)
{
    return (struct str){(const char *)hash->at, IDENTITY_BYTES};
}

static bool new_rows_write(struct record_list *importing, struct error *err)
{
    size_t count = importing->new_rows.count;
    struct db_rows rows =
        db_rows(importing->db,
                "INSERT INTO known_row (identity, no, content) VALUES ($1, $2, $3)"
                " ON CONFLICT (identity) DO UPDATE SET content = excluded.content",
                3);
    if (count)
        qsort(importing->new_rows.at, count, sizeof *importing->new_rows.at, by_identity);
    for (size_t i = 0; i < count; i++) {
        const struct new_row *row = &importing->new_rows.at[i];
        row_bytes(&rows, hash_bytes(&row->identity));
        row_text(&rows, row->no);
        row_bytes(&rows, hash_bytes(&row->content));
        row_end(&rows);
    }
    importing->new_rows.count = 0;
    return db_rows_end(&rows, err);
}

/* One row with what tells it apart. */
struct row {
    struct str key;
    struct sha256 identity, content;
    bool is_again; /* the file has said the same before */
};

/* Remembers the row under the number of its record. No identity comes twice in one list, so none is
 * looked up before it is written. */
static bool row_remember(struct record_list *importing, const struct row *row, struct str no,
                         struct error *err)
{
    *list_add(&importing->new_rows, importing->job->mem) =
        (struct new_row){row->identity, row->content, str_copy(importing->job->mem, no)};
    return importing->new_rows.count < NEW_ROWS_MAX || new_rows_write(importing, err);
}

/* False after noting that the list itself gives the row's key twice. */
static bool row_identify(struct record_list *importing, struct row *row)
{
    row->key = listing_cell(&importing->listing, COLUMN_KEY);
    struct str said = row_content(importing);
    row->content = keyed_hash(importing, "content\n", said, 0);
    row->is_again = false;
    if (row->key.len == 0) {
        int64_t count = occurrence(importing, &row->content);
        row->identity = keyed_hash(importing, "row\n", said, count);
        row->is_again = count > 1;
        return true;
    }
    row->identity = keyed_hash(importing, "key\n", row->key, 0);
    if (occurrence(importing, &row->identity) == 1)
        return true;
    listing_problem(&importing->listing, COLUMN_KEY, "mã dòng có hai lần trong tệp");
    return false;
}

static bool row_correct(struct record_list *importing, const struct row *row,
                        const struct known_row *known, struct error *err)
{
    importing->corrected++;
    return record_correct(importing->book, &importing->listing.row, &importing->draft, known->no,
                          S("Đính chính theo danh sách"), err) &&
           row_remember(importing, row, known->no, err);
}

static bool row_approve(struct record_list *importing, const struct row *row, struct error *err)
{
    struct str no;
    importing->added++;
    const struct record_list_calls *calls = &importing->calls;
    return record_approve(importing->book, &importing->listing.row, &importing->serials,
                          &importing->draft, &no, err) &&
           row_remember(importing, row, no, err) &&
           (!calls->stated || calls->stated(calls->context, importing->listing.csv.line, no,
                                            hash_bytes(&row->identity), err));
}

/* A row that is new: stated, or only looked at. */
static bool row_add(struct record_list *importing, const struct row *row, bool is_only_checked,
                    struct error *err)
{
    const struct record_list_calls *calls = &importing->calls;
    if (!is_only_checked)
        return row_approve(importing, row, err);
    importing->added++;
    return !calls->looked || calls->looked(calls->context, importing->listing.csv.line,
                                           &importing->draft, row->is_again, err);
}

/* What to do about a row that says something else under a key that the book knows. */
static struct str difference_text(struct record_list *importing, struct str no)
{
    const char *advice = importing->job->table ? "muốn sửa, hãy đính chính hồ sơ đó rồi bỏ dòng này"
                                               : "muốn đính chính hãy thêm --correct";
    return str_format(&importing->listing.row, "khác với hồ sơ %.*s đã ghi cùng mã dòng; %s",
                      STR_ARG(no), advice);
}

/* Once a list has a problem nothing is written any more, but every row is still looked at. */
static bool row_take(struct record_list *importing, const struct row *row, struct error *err)
{
    struct known_row known;
    bool is_only_checked = importing->is_only_checked || importing->listing.problems_count > 0;
    if (!known_find(importing, hash_bytes(&row->identity), &known, err))
        return false;
    if (!known.is_known)
        return row_add(importing, row, is_only_checked, err);
    if (str_is(known.content, hash_bytes(&row->content))) {
        importing->known++;
        return true;
    }
    if (importing->job->is_correction)
        return is_only_checked || row_correct(importing, row, &known, err);
    listing_problem(&importing->listing, COLUMN_KEY, difference_text(importing, known.no).at);
    return true;
}

/* At most `most` rows; *is_end when there are no more. */
static bool rows_take(struct record_list *importing, size_t most, bool *is_end, struct error *err)
{
    struct listing *listing = &importing->listing;
    *is_end = false;
    for (size_t i = 0; i < most; i++) {
        struct row row;
        *is_end = !listing_row(listing);
        if (*is_end)
            return true;
        bool is_good = row_read(importing);
        is_good = is_good && row_check(importing);
        if (!is_good || !row_identify(importing, &row))
            continue;
        if (!row_take(importing, &row, err))
            return fail_at(err, "%.*s, dòng %lld: ", STR_ARG(importing->job->file_name),
                           (long long)listing->csv.line);
    }
    return true;
}

static bool is_first_list(struct record_list *importing, bool *is_first, struct error *err)
{
    struct query query =
        db_query(importing->db, "SELECT 1 FROM record_serial WHERE kind = $1 LIMIT 1");
    bind_text(&query, importing->kind->code);
    *is_first = !query_one(&query);
    return query_end(&query, err);
}

static bool start(struct record_list *importing, struct error *err)
{
    struct import_job *job = importing->job;
    const struct catalogue *catalogue = catalogue_of(importing->book, importing->db, err);
    if (!catalogue)
        return false;
    importing->units = unit_tree_of(importing->book, importing->db, err);
    if (!importing->units)
        return false;
    importing->kind = catalogue_kind(catalogue, job->kind);
    if (!importing->kind)
        return fail(err, ERROR_INVALID, "kind", "không có loại «%.*s»; xem: doanket help import",
                    STR_ARG(job->kind));
    importing->serials.mem = job->mem;
    importing->draft.kind = importing->kind;
    importing->meant = arena_many(job->mem, struct meant, MEANT_ROOM);
    importing->draft.values = arena_many(job->mem, struct value, importing->kind->fields.count);
    if (importing->units->units.count == 0)
        return fail(
            err, ERROR_INVALID, "unit",
            "sổ chưa có đơn vị nào; hãy nhập danh sách đơn vị trước: doanket import SỔ unit TỆP");
    return is_first_list(importing, &importing->is_first_list, err);
}

static bool columns_match(struct record_list *importing, struct error *err)
{
    size_t count;
    const struct listing_column *columns =
        record_columns(importing->job->mem, importing->kind, &count);
    return listing_begin(&importing->listing, importing->job, columns, count, err);
}

bool record_import(struct book *book, struct import_job *job, struct error *err)
{
    struct record_list importing = {.book = book, .db = book->db, .job = job};
    bool is_end;
    if (!start(&importing, err) || !columns_match(&importing, err))
        return false;
    if (!rows_take(&importing, SIZE_MAX, &is_end, err)) {
        arena_end(&importing.listing.row);
        return false;
    }
    if (!listing_end(&importing.listing, err) || !new_rows_write(&importing, err) ||
        !journal_flush(&book->journal, err))
        return false;
    text_format(job->out, "%.*s: %lld hồ sơ mới, %lld đã có, %lld đính chính%s\n",
                STR_ARG(job->file_name), (long long)importing.added, (long long)importing.known,
                (long long)importing.corrected, job->is_dry_run ? " (chạy thử, chưa ghi)" : "");
    return true;
}

/* ---- a list in pieces ---- */

struct record_list *record_list_open(struct book *book, struct db *db, struct import_job *job,
                                     const struct record_list_calls *calls, struct error *err)
{
    struct record_list *list = arena_one(job->mem, struct record_list);
    *list = (struct record_list){.book = book, .db = db, .job = job, .calls = *calls};
    return start(list, err) && columns_match(list, err) ? list : NULL;
}

bool record_list_check(struct record_list *list, struct error *err)
{
    bool is_end;
    list->is_only_checked = true;
    return rows_take(list, SIZE_MAX, &is_end, err);
}

/* A row of an earlier piece: read for its identity alone, which equal rows behind it count on. */
static void row_pass(struct record_list *list)
{
    struct row row;
    if (row_read(list))
        (void)row_identify(list, &row);
}

void record_list_skip(struct record_list *list, size_t count)
{
    for (size_t i = 0; i < count && listing_row(&list->listing); i++)
        row_pass(list);
}

void record_list_go_on(struct record_list *list)
{
    list->is_first_list = false;
    list->serials = (struct serials){.mem = list->job->mem};
}

bool record_list_take(struct record_list *list, size_t most, bool *is_end, struct error *err)
{
    if (!rows_take(list, most, is_end, err))
        return false;
    if (list->listing.problems_count)
        return fail(err, ERROR_CONFLICT, "file", "dòng %lld: %.*s",
                    (long long)list->listing.problems.at[0].line,
                    STR_ARG(list->listing.problems.at[0].reason));
    return new_rows_write(list, err);
}

struct record_list_counts record_list_counts(const struct record_list *list)
{
    return (struct record_list_counts){list->listing.rows, list->added, list->known,
                                       list->listing.problems_count};
}

const struct listing *record_list_listing(const struct record_list *list)
{
    return &list->listing;
}

void record_list_close(struct record_list *list)
{
    if (list)
        arena_end(&list->listing.row);
}

bool record_row_forget(struct db *db, struct str identity, struct error *err)
{
    struct query query = db_query(db, "DELETE FROM known_row WHERE identity = $1");
    bind_bytes(&query, identity);
    return query_run(&query, NULL, err);
}
