/* What every fuzz target begins with: its one function, and a demand that stops the fuzzer. */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/str.h"

/* Runs the code under test on any bytes; must come back, with 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A property that must hold; else the input is a finding. */
#define demand(is_kept)                                                                            \
    do {                                                                                           \
        if (!(is_kept)) {                                                                          \
            fprintf(stderr, "%s:%d: not kept: %s\n", __FILE__, __LINE__, #is_kept);                \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

#endif
