#include "document/letter_pdf.h"

#include "document/letter_wire.h"

const struct helper letter_pdf_helper = {
    .name = "pdf",
    .what = "phần vẽ PDF",
    .request_max_bytes = LETTER_WIRE_MAX_BYTES,
    .answer_max_bytes = 64 * 1024 * 1024,
    .memory_bytes = (int64_t)1024 * 1024 * 1024,
    .wall_ms = 40 * 1000,
    .requests_max = 500,
    .processes_max = 2, /* as many as the pool has threads */
};

bool letter_pdf(struct child *drawer, struct arena *mem, const struct letter *letter,
                struct str *bytes, struct error *err)
{
    auto_arena request_mem = {0};
    struct str request;
    return letter_check(letter, err) && letter_write(&request_mem, letter, &request, err) &&
           child_ask(drawer, mem, request, bytes, err);
}
