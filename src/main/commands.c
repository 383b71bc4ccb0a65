#include "main/commands.h"

#include "base/text.h"
#include "main/features.h"
#include "main/sample.h"

enum { LIST_MAX_BYTES = 1024 * 1024 * 1024 };

static const struct importer *importer_find(struct str kind)
{
    const struct importer *any = NULL;
    for (size_t i = 0; i < features_count; i++)
        for (size_t k = 0; k < features[i]->importers_count; k++) {
            const struct importer *importer = &features[i]->importers[k];
            if (str_is(str_of(importer->kind), kind))
                return importer;
            if (importer->kind[0] == '\0')
                any = importer;
        }
    return any;
}

/* Reads the file and lets the importer do what needs no table. */
static bool job_prepare(struct book *book, struct import_job *job, struct str path,
                        struct error *err)
{
    const struct importer *importer = importer_find(job->kind);
    size_t slash = path.len;
    while (slash > 0 && path.at[slash - 1] != '/')
        slash--;
    job->folder = str_part(path, 0, slash);
    job->file_name = str_part(path, slash, path.len);
    return handed_read(job->handed, job->mem, str_c(job->mem, path), LIST_MAX_BYTES, &job->bytes,
                       err) &&
           (!importer->prepare || importer->prepare(book, job, err));
}

bool import_file(struct book *book, struct arena *mem, struct str kind, struct str path,
                 struct text *out, struct error *err)
{
    struct import_job job = {.kind = kind, .out = out, .mem = mem};
    return job_prepare(book, &job, path, err) && importer_find(kind)->import(book, &job, err);
}

static bool import_prepare(struct command_call *call, struct error *err)
{
    struct import_job *job = arena_one(call->mem, struct import_job);
    *job = (struct import_job){.kind = call->arguments[1],
                               .is_dry_run = call->options[0].at != NULL,
                               .is_correction = call->options[1].at != NULL,
                               .out = call->out,
                               .mem = call->mem,
                               .handed = call->handed};
    call->prepared = job;
    return job_prepare(call->book, job, call->arguments[2], err);
}

static bool import_command(struct command_call *call, struct error *err)
{
    struct import_job *job = call->prepared;
    return importer_find(job->kind)->import(call->book, job, err);
}

static bool init_command(struct command_call *call, struct error *err)
{
    struct book book;
    if (!book_open(&book, call->arguments[0], BOOK_CREATE, features, features_count, err))
        return false;
    text_format(call->out, "Đã tạo sổ «%.*s» với danh mục của phần mềm (%lld mục).\n",
                STR_ARG(call->arguments[0]), (long long)book.journal.state.tree.size);
    text_add(call->out, S("Tiếp theo: doanket import SỔ unit TỆP.csv để nhập các đơn vị.\n"));
    book_close(&book);
    return true;
}

static void progress_print(int64_t done, int64_t total)
{
    fprintf(stderr, "\r%lld / %lld mục", (long long)done, (long long)total);
}

static bool rebuild_command(struct command_call *call, struct error *err)
{
    if (!book_rebuild(call->book, progress_print, err))
        return false;
    text_format(call->out, "Đã dựng lại các bảng từ %lld mục của sổ.\n",
                (long long)call->book->journal.state.tree.size);
    return true;
}

static bool check_command(struct command_call *call, struct error *err)
{
    int64_t entries;
    if (!book_check(call->book, &entries, err))
        return false;
    for (size_t i = 0; i < features_count; i++)
        if (features[i]->check && !features[i]->check(call->book->db, err))
            return false;
    text_format(call->out, "Sổ khớp: %lld mục, mọi bảng đúng với nhật ký.\n", (long long)entries);
    return true;
}

static bool backup_command(struct command_call *call, struct error *err)
{
    const char *path = str_c(call->mem, call->arguments[1]);
    db_rollback(call->book->db); /* the caller's snapshot: a copy takes its own */
    if (!db_copy(call->book->db, path, err))
        return false;
    text_format(
        call->out,
        "Đã sao lưu vào %s. Phục hồi: đặt tệp này thành book.db trong một thư mục sổ mới.\n", path);
    return true;
}

/* The public journal, one entry a line: what anyone needs to compute every figure again. */
static bool journal_command(struct command_call *call, struct error *err)
{
    auto_arena mem = {0};
    struct query query = db_query(call->book->db, "SELECT bytes FROM entry ORDER BY i");
    while (query_next(&query)) {
        struct str bytes = take_bytes(&query, &mem);
        fwrite(bytes.at, 1, bytes.len, stdout);
        putchar('\n');
        arena_reset(&mem);
    }
    return query_end(&query, err);
}

static bool help_command(struct command_call *call, struct error *err)
{
    if (call->count == 0) {
        help_print(call->out);
        return true;
    }
    const struct command *command = command_find(call->arguments[0]);
    if (!command && help_print_kind(call->out, call->arguments[0]))
        return true;
    if (!command)
        return fail(err, ERROR_MISSING, "command", "không có lệnh hay loại hồ sơ «%.*s»",
                    STR_ARG(call->arguments[0]));
    help_print_command(call->out, command);
    return true;
}

const struct command main_commands[] = {
    {.name = "init",
     .group = GROUP_ADMIN,
     .book = COMMAND_OPENS,
     .usage = "SỔ",
     .least = 1,
     .most = 1,
     .summary = "tạo một sổ mới, còn trống",
     .run = init_command},
    {.name = "demo",
     .group = GROUP_ADMIN,
     .book = COMMAND_OPENS,
     .usage = "SỔ [THƯ-MỤC-MẪU]",
     .least = 1,
     .most = 2,
     .summary = "tạo sổ mẫu với người và số liệu minh họa",
     .run = demo_command},
    {.name = "import",
     .group = GROUP_DAILY,
     .book = COMMAND_WRITES,
     .usage = "SỔ LOẠI TỆP",
     .least = 3,
     .most = 3,
     .file_arguments = "2",
     .options = {{"--dry-run", NULL, "chỉ kiểm tra, không ghi"},
                 {"--correct", NULL, "dòng khác với mã đã có là đính chính"}},
     .summary = "nhập một danh sách: được tất cả hoặc không dòng nào",
     .prepare = import_prepare,
     .run = import_command},
    {.name = "serve",
     .group = GROUP_DAILY,
     .book = COMMAND_OPENS,
     .usage = "SỔ",
     .least = 1,
     .most = 1,
     .options = {{"--listen", "ĐỊA-CHỈ:CỔNG", "mặc định 127.0.0.1:8080"},
                 {"--public", "https://TÊN-MIỀN", "địa chỉ mà người dân thấy, để chia sẻ trang"}},
     .summary = "mở trang thông tin của sổ trên mạng",
     .run = serve_command},
    {.name = "rebuild",
     .group = GROUP_ADMIN,
     .book = COMMAND_WRITES,
     .usage = "SỔ",
     .least = 1,
     .most = 1,
     .summary = "dựng lại mọi bảng từ nhật ký",
     .run = rebuild_command},
    {.name = "backup",
     .group = GROUP_ADMIN,
     .book = COMMAND_READS,
     .usage = "SỔ TỆP",
     .least = 2,
     .most = 2,
     .summary = "sao lưu sổ vào một tệp",
     .run = backup_command},
    {.name = "check",
     .group = GROUP_VERIFY,
     .book = COMMAND_READS,
     .usage = "SỔ",
     .least = 1,
     .most = 1,
     .summary = "đối chiếu mọi bảng với nhật ký",
     .run = check_command},
    {.name = "journal",
     .group = GROUP_VERIFY,
     .book = COMMAND_READS,
     .usage = "SỔ",
     .least = 1,
     .most = 1,
     .summary = "in nhật ký công khai, mỗi mục một dòng JSON",
     .run = journal_command},
    {.name = "routes",
     .group = GROUP_VERIFY,
     .book = COMMAND_WITHOUT_BOOK,
     .usage = "",
     .least = 0,
     .most = 0,
     .options = {{"--format", "text|json", "mặc định text: bảng quyền (docs/permissions.md)"}},
     .summary = "in mọi địa chỉ của trang và ai được vào",
     .run = routes_command},
    {.name = "help",
     .group = GROUP_ADMIN,
     .book = COMMAND_WITHOUT_BOOK,
     .usage = "[LỆNH | LOẠI]",
     .least = 0,
     .most = 1,
     .summary = "trợ giúp",
     .run = help_command},
};
const size_t main_commands_count = COUNT_OF(main_commands);

const struct command *command_find(struct str name)
{
    for (size_t i = 0; i < main_commands_count; i++)
        if (str_is(str_of(main_commands[i].name), name))
            return &main_commands[i];
    for (size_t i = 0; i < features_count; i++)
        for (size_t k = 0; k < features[i]->commands_count; k++)
            if (str_is(str_of(features[i]->commands[k].name), name))
                return &features[i]->commands[k];
    return NULL;
}

bool command_is_dry_run(const struct command *command, const struct command_call *call)
{
    for (size_t i = 0; i < COMMAND_OPTIONS_MAX && command->options[i].name; i++)
        if (call->options[i].at && !strcmp(command->options[i].name, "--dry-run"))
            return true;
    return false;
}

bool command_write(const struct command *command, struct command_call *call, struct error *err)
{
    struct book *book = call->book;
    if (!book_savepoint(book, err))
        return false;
    bool is_well = command->run(call, err);
    if (is_well && !command_is_dry_run(command, call))
        return book_release(book, err);
    book_undo(book);
    return is_well;
}
