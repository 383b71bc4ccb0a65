/* doanket: one committee's book, on the command line and on the web. */
#include "base/text.h"
#include "main/commands.h"
#include "main/features.h"
#include "main/handover.h"

#include <locale.h>
#include <signal.h>

enum { OUTPUT_MAX_BYTES = 256 * 1024 * 1024, EXIT_USAGE = 2 };

static int usage_error(const struct command *command, const char *what, const char *value)
{
    fprintf(stderr, "doanket %s: %s%s\nCách dùng: doanket %s %s\n", command->name, what, value,
            command->name, command->usage);
    return EXIT_USAGE;
}

/* Place of an option in its command's table, or -1. */
static int option_find(const struct command *command, const char *name)
{
    for (int i = 0; i < COMMAND_OPTIONS_MAX && command->options[i].name; i++)
        if (!strcmp(command->options[i].name, name))
            return i;
    return -1;
}

/* Reads arguments and options behind the command's name; 0 or EXIT_USAGE. */
static int call_read(const struct command *command, int count, char **words,
                     struct command_call *call)
{
    for (int i = 0; i < count; i++) {
        int option = strncmp(words[i], "--", 2) ? -1 : option_find(command, words[i]);
        if (option >= 0 && command->options[option].value) {
            if (++i == count)
                return usage_error(command, "thiếu giá trị của ", words[i - 1]);
            call->options[option] = str_of(words[i]);
        } else if (option >= 0) {
            call->options[option] = S("yes");
        } else if (!strncmp(words[i], "--", 2)) {
            return usage_error(command, "không có lựa chọn ", words[i]);
        } else if (call->count == command->most) {
            return usage_error(command, "thừa tham số ", words[i]);
        } else {
            call->arguments[call->count++] = str_of(words[i]);
        }
    }
    return call->count < command->least ? usage_error(command, "thiếu tham số", "") : 0;
}

static bool run_reading(const struct command *command, struct command_call *call, struct error *err)
{
    struct book book;
    if (!book_open(&book, call->arguments[0], BOOK_READ, features, features_count, err))
        return false;
    call->book = &book;
    bool is_well = db_begin(book.db, err) && command->run(call, err);
    db_rollback(book.db);
    book_close(&book);
    call->book = NULL;
    return is_well;
}

/* Alone on the book the transaction is the all-or-nothing. A savepoint in it would make SQLite keep
 * every page that it overwrites in memory, and walk through them after each statement: ten times
 * slower for a rebuild of half a million entries. */
static bool run_writing(const struct command *command, struct command_call *call, struct error *err)
{
    struct book book;
    bool is_rebuild = !strcmp(command->name, "rebuild");
    if (!book_open(&book, call->arguments[0], is_rebuild ? BOOK_REBUILD : BOOK_WRITE, features,
                   features_count, err))
        return err->kind == ERROR_BUSY && handover_send(command, call, err);
    call->book = &book;
    bool is_well = (!command->prepare || command->prepare(call, err)) && book_begin(&book, err) &&
                   command->run(call, err);
    if (is_well && !command_is_dry_run(command, call))
        is_well = book_commit(&book, NULL, err);
    else
        book_rollback(&book); /* which is nothing if it never began */
    book_close(&book);
    call->book = NULL;
    return is_well;
}

static bool run(const struct command *command, struct command_call *call, struct error *err)
{
    switch (command->book) {
    case COMMAND_READS:
        return run_reading(command, call, err);
    case COMMAND_WRITES:
        return run_writing(command, call, err);
    case COMMAND_WITHOUT_BOOK:
    case COMMAND_OPENS:
        break;
    }
    return command->run(call, err);
}

static int run_and_print(const struct command *command, struct command_call *call)
{
    struct error err = {0};
    bool is_well = run(command, call, &err);
    if (is_well && !handed_write(call->mem, &call->file, &err)) {
        fprintf(stderr, "doanket: %s\n", err.text);
        return error_exit_code(err.kind);
    }
    struct str printed = text_str(call->out);
    bool is_written =
        fwrite(printed.at, 1, printed.len, stdout) == printed.len && fflush(stdout) == 0;
    if (!is_well) {
        fprintf(stderr, "doanket: %s\n", err.text);
        return error_exit_code(err.kind);
    }
    if (!is_written)
        fputs("doanket: không in ra được\n", stderr);
    return is_written ? 0 : error_exit_code(ERROR_BROKEN);
}

/* The command that the words begin with: one word ("import") or two ("meeting add"). *taken: how
 * many of them its name took. NULL if there is none. */
static const struct command *command_named(struct arena *mem, int count, char **words, int *taken)
{
    const struct command *command = command_find(str_of(words[0]));
    *taken = 1;
    if (!command && count > 1) {
        command = command_find(str_format(mem, "%s %s", words[0], words[1]));
        *taken = 2;
    }
    return command;
}

int main(int count, char **words)
{
    auto_arena mem = {0};
    struct text out = text_new(&mem, OUTPUT_MAX_BYTES);
    struct command_call call = {.mem = &mem, .out = &out};
    char help[] = "help", *only_help[] = {help};
    int taken;
    signal(SIGPIPE, SIG_IGN);
    bool wants_help = count < 2 || !strcmp(words[1], "--help") || !strcmp(words[1], "-h");
    char **rest = wants_help ? only_help : words + 1;
    int left = wants_help ? 1 : count - 1;
    const struct command *command = command_named(&mem, left, rest, &taken);
    if (!command) {
        fprintf(stderr, "doanket: không có lệnh «%s»; xem: doanket help\n", rest[0]);
        return EXIT_USAGE;
    }
    int wrong = call_read(command, left - taken, rest + taken, &call);
    return wrong ? wrong : run_and_print(command, &call);
}
