#include "feature/intake/intake_run.h"

#include "base/packet.h"
#include "base/report.h"

#include <stdatomic.h>

/* What the writer remembers of the list that is entering: where its reading stands, and what it has
 * seen, so that a piece need not begin at the first row again. */
struct intakes {
    struct arena mem; /* in which it lies itself */
    struct arena run_mem;
    struct record_list *run; /* NULL: none */
    struct intake_list list;
    int64_t run_id;
    uint64_t structure; /* of the book when it was opened: units and kinds are held by pointer */
    struct intake_records records; /* of the piece */
    struct {
        struct str *at;
        size_t count, room;
    } units; /* codes of the list's records */
    int64_t ordinal;
    _Atomic bool has_work;
    _Atomic int32_t expired; /* day of the last sweep */
};

void intakes_open(struct book *book)
{
    struct arena mem = {0};
    struct intakes *intakes = arena_one(&mem, struct intakes);
    intakes->mem = mem;
    intakes->has_work = true; /* perhaps: the first look says */
    book->intakes = intakes;
}

static void run_close(struct intakes *intakes)
{
    record_list_close(intakes->run);
    intakes->run = NULL;
    intakes->units.at = NULL;
    intakes->units.count = intakes->units.room = 0;
    arena_end(&intakes->run_mem);
}

void intakes_close(struct book *book)
{
    struct intakes *intakes = book->intakes;
    book->intakes = NULL;
    run_close(intakes);
    struct arena mem = intakes->mem;
    arena_end(&mem);
}

/* ---- entering ---- */

/* Notes the units of the rows; who brought the list may do so was asked before it began. */
static bool unit_note(void *context, const struct unit *unit)
{
    struct intakes *intakes = context;
    for (size_t i = 0; i < intakes->units.count; i++)
        if (str_is(intakes->units.at[i], unit->code))
            return true;
    *list_add(&intakes->units, &intakes->run_mem) = str_copy(&intakes->run_mem, unit->code);
    return true;
}

static bool record_note(void *context, int64_t line, struct str no, struct str identity,
                        struct error *err unused)
{
    struct intakes *intakes = context;
    *list_add(&intakes->records, &intakes->run_mem) =
        (struct intake_record){intakes->ordinal++, line, str_copy(&intakes->run_mem, no),
                               str_copy(&intakes->run_mem, identity)};
    return true;
}

/* Opens the list, unless it is open and stands where the book says. */
static bool run_open(struct book *book, const struct intake *intake, struct error *err)
{
    struct intakes *intakes = book->intakes;
    struct arena *mem = &intakes->run_mem;
    uint64_t structure = atomic_load(&book->structure_size);
    bool is_open = intakes->run && intakes->run_id == intake->id &&
                   intakes->structure == structure &&
                   record_list_counts(intakes->run).rows == intake->done;
    intakes->ordinal = intake->added;
    if (is_open)
        return true;
    run_close(intakes);
    struct record_list_calls calls = {.context = intakes, .may = unit_note, .stated = record_note};
    if (!intake_list_read(book, book->db, mem, intake, &intakes->list, err))
        return false;
    intakes->run = intake_list_open(book, book->db, mem, &intakes->list, &calls, err);
    if (!intakes->run)
        return false;
    intakes->run_id = intake->id;
    intakes->structure = structure;
    record_list_skip(intakes->run, (size_t)intake->done);
    return true;
}

static bool enter(struct book *book, struct arena *mem, struct intake *intake, struct error *err)
{
    struct intakes *intakes = book->intakes;
    bool is_end = false;
    if (!run_open(book, intake, err))
        return false;
    intakes->records = (struct intake_records){0};
    record_list_go_on(intakes->run);
    struct record_list_counts before = record_list_counts(intakes->run);
    int64_t until = packet_now_ms() + INTAKE_PIECE_MS;
    while (!is_end && packet_now_ms() < until)
        if (!record_list_take(intakes->run, INTAKE_PIECE_ROWS, &is_end, err))
            return false;
    struct record_list_counts after = record_list_counts(intakes->run);
    intake->done = after.rows;
    intake->added += after.added - before.added;
    intake->known += after.known - before.known;
    intake->units = str_join(mem, intakes->units.at, intakes->units.count, S(" "));
    if (!intake_records_add(book->db, intake->id, &intakes->records, err))
        return false;
    if (!is_end)
        return true;
    run_close(intakes);
    intake->state = INTAKE_DONE;
    return intake_table_erase(book->db, intake->id, err);
}

/* ---- leaving ---- */

/* A record that somebody has voided meanwhile stays as it is. */
static bool record_leave(struct book *book, struct arena *mem, const struct intake *intake,
                         const struct intake_record *made, struct error *err)
{
    struct record record;
    if (!record_find(book->db, mem, made->no, &record, err))
        return false;
    if (record.state == RECORD_LIVE && !record_void(book, mem, made->no, intake->undo_reason, err))
        return false;
    return record_row_forget(book->db, made->identity, err);
}

static bool leave(struct book *book, struct arena *mem, struct intake *intake, struct error *err)
{
    int64_t until = packet_now_ms() + INTAKE_PIECE_MS;
    while (packet_now_ms() < until) {
        struct intake_records records = {0};
        if (!intake_records_of(book->db, mem, intake->id, intake->undone, INTAKE_PIECE_ROWS,
                               &records, err))
            return false;
        for (size_t i = 0; i < records.count; i++)
            if (!record_leave(book, mem, intake, &records.at[i], err))
                return false;
        intake->undone += (int64_t)records.count;
        if (records.count < INTAKE_PIECE_ROWS) {
            intake->state = INTAKE_UNDONE;
            return intake_table_erase(book->db, intake->id, err);
        }
    }
    return true;
}

/* ---- steps ---- */

static bool is_under_way(const struct intake *intake)
{
    return intake->state == INTAKE_RUNNING || intake->state == INTAKE_UNDOING;
}

bool intake_step(struct book *book, struct arena *mem, struct intake *intake, struct error *err)
{
    struct intake sent = *intake;
    struct error problem = {0};
    int64_t actor = book->journal.actor;
    if (!book_savepoint(book, err))
        return false;
    book->journal.actor = intake->account;
    bool is_well = intake->state == INTAKE_RUNNING ? enter(book, mem, intake, &problem)
                                                   : leave(book, mem, intake, &problem);
    is_well = is_well && book_release(book, &problem);
    book->journal.actor = actor;
    if (!is_well) {
        book_undo(book);
        run_close(book->intakes);
        *intake = sent;
        intake->problem = str_copy(mem, str_of(problem.text));
        intake->state = INTAKE_STOPPED;
        report(REPORT_WARNING, "import %lld stopped", (long long)intake->id);
    }
    atomic_store(&book->intakes->has_work, is_under_way(intake));
    return intake_write(book, mem, intake, err);
}

/* ---- beside everybody's work ---- */

bool intakes_are_loose(struct book *book)
{
    struct intakes *intakes = book->intakes;
    return atomic_load(&intakes->has_work) ||
           atomic_load(&intakes->expired) != book_today(book).number;
}

/* Once a day what nobody went on with is thrown away. */
static bool sweep(struct book *book, struct error *err)
{
    struct day today = book_today(book);
    if (atomic_load(&book->intakes->expired) == today.number)
        return true;
    atomic_store(&book->intakes->expired, today.number);
    return intakes_expire(book->db, (struct day){today.number - INTAKE_KEPT_DAYS}, err);
}

bool intakes_settle(struct book *book, struct error *err)
{
    auto_arena mem = {0};
    struct intake intake;
    if (!sweep(book, err) || !intake_under_way(book->db, &mem, &intake, err))
        return false;
    if (intake.id)
        return intake_step(book, &mem, &intake, err);
    atomic_store(&book->intakes->has_work, false);
    return true;
}
