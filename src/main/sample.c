#include "main/sample.h"

#include "base/file.h"
#include "base/text.h"
#include "feature/account/account.h"
#include "feature/review/review.h"
#include "main/commands.h"
#include "main/features.h"

#include <dirent.h>
#include <limits.h>
#include <unistd.h>

enum { ORDER_MAX_BYTES = 64 * 1024 };

static bool has_order(struct arena *mem, struct str folder)
{
    return access(str_format(mem, "%.*s/BOOK.txt", STR_ARG(folder)).at, R_OK) == 0;
}

/* The first folder in `parent` (by name) that holds a BOOK.txt; empty if there is none. */
static struct str first_sample(struct arena *mem, struct str parent)
{
    struct str found = S("");
    DIR *dir = opendir(parent.at);
    for (struct dirent *item; dir && (item = readdir(dir)) != NULL;) {
        struct str folder = str_format(mem, "%.*s/%s", STR_ARG(parent), item->d_name);
        if (item->d_name[0] != '.' && has_order(mem, folder) &&
            (found.len == 0 || str_order(folder, found) < 0))
            found = folder;
    }
    if (dir)
        closedir(dir);
    return found;
}

static struct str sample_find(struct arena *mem)
{
    char program[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
    struct str folder = {program, len > 0 ? (size_t)len : 0};
    while (folder.len && folder.at[folder.len - 1] != '/')
        folder.len--;
    static const char *const places[] = {"../sample", "../share/doanket/sample"};
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        struct str found = first_sample(mem, str_format(mem, "%.*s%s", STR_ARG(folder), places[i]));
        if (found.len)
            return found;
    }
    return S("");
}

static bool issue_line(struct book *book, struct arena *mem, struct str rest, struct text *out,
                       struct error *err)
{
    struct str code, period_text;
    struct period period;
    bool is_new;
    const struct unit_tree *units = unit_tree_of(book, book->db, err);
    if (!units)
        return false;
    if (!str_cut(&rest, ' ', &code) || !str_cut(&rest, ' ', &period_text))
        return fail(err, ERROR_INVALID, "BOOK.txt", "issue cần ĐƠN-VỊ và KỲ");
    const struct unit *unit = unit_find(units, code);
    if (!unit)
        return fail(err, ERROR_INVALID, "BOOK.txt", "không có đơn vị «%.*s»", STR_ARG(code));
    if (!period_read(str_trim(period_text), &period, err) ||
        !review_issue(book, mem, unit, period, DAY_NONE, false, &is_new, err))
        return false;
    text_format(out, "Đã ban hành báo cáo %.*s.\n", STR_ARG(period_text));
    return true;
}

static bool order_line(struct book *book, struct arena *mem, struct str folder, struct str line,
                       struct text *out, struct error *err)
{
    struct str rest = str_trim(line), kind;
    if (rest.len == 0 || rest.at[0] == '#')
        return true;
    if (!str_cut(&rest, ' ', &kind) || !rest.at)
        return fail(err, ERROR_INVALID, "BOOK.txt", "«%.*s»: cần LOẠI và TỆP", STR_ARG(line));
    if (str_is(kind, S("issue")))
        return issue_line(book, mem, str_trim(rest), out, err);
    struct str path = str_format(mem, "%.*s/%.*s", STR_ARG(folder), STR_ARG(str_trim(rest)));
    return import_file(book, mem, kind, path, out, err);
}

static bool sample_take(struct book *book, struct arena *mem, struct str folder, struct text *out,
                        struct error *err)
{
    struct str order, line;
    const char *path = str_format(mem, "%.*s/BOOK.txt", STR_ARG(folder)).at;
    if (!file_read(mem, path, ORDER_MAX_BYTES, &order, err))
        return false;
    while (str_cut(&order, '\n', &line))
        if (!order_line(book, mem, folder, line, out, err))
            return false;
    return true;
}

bool demo_command(struct command_call *call, struct error *err)
{
    struct book book;
    struct str folder = call->count > 1 ? call->arguments[1] : sample_find(call->mem);
    if (folder.len == 0)
        return fail(err, ERROR_MISSING, "sample", "không tìm thấy sổ mẫu; hãy nêu thư mục mẫu");
    if (!has_order(call->mem, folder))
        return fail(err, ERROR_MISSING, "sample", "thư mục «%.*s» không có tệp BOOK.txt",
                    STR_ARG(folder));
    if (!book_open(&book, call->arguments[0], BOOK_CREATE, features, features_count, err))
        return false;
    bool is_well = book_begin(&book, err);
    /* Marked in the book itself, so that its pages say what it is wherever it is carried. */
    if (is_well && (!book_setting_write(book.db, "sample", S("yes"), err) ||
                    !sample_take(&book, call->mem, folder, call->out, err) ||
                    !account_sample(&book, call->mem, call->out, err))) {
        book_rollback(&book);
        is_well = false;
    }
    is_well = is_well && book_commit(&book, NULL, err);
    if (is_well)
        text_format(call->out,
                    "Sổ mẫu «%.*s» đã sẵn sàng (%lld mục). Người và số liệu đều là minh họa.\n",
                    STR_ARG(call->arguments[0]), (long long)book.journal.state.tree.size);
    book_close(&book);
    return is_well;
}
