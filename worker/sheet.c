/* The helper program that reads workbooks: an .xlsx file in, its tables out
 * (document/sheet_wire.h), or why not. It answers one request and is gone, so that no file meets
 * the process that read another. */
#include "worker/sandbox.h"
#include "worker/serve.h"
#include "worker/sheet_book.h"

#include <unistd.h>

static bool answer_make(struct arena *mem, struct str request, struct str *answer,
                        struct error *err)
{
    struct sheet_file file;
    return book_read(mem, request, &file, err) && sheet_write(mem, &file, answer, err);
}

int main(void)
{
    struct error err = {0};
    struct sandbox sandbox = {.cpu_seconds = 30};
    int landlock;
    sax_begin();
    if (!sandbox_enter(&sandbox, &landlock, &err))
        return serve_refuse_start(&err);
    serve_requests(landlock, NULL, answer_make);
    _exit(EXIT_SUCCESS);
}
