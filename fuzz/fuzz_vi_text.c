/* Folding any text gives a text that folds to itself; forms of one text fold alike. */
#include "base/unicode.h"
#include "base/vi_text.h"

#include "fuzz.h"

static void slug_check(struct str slug)
{
    demand(slug.len <= 80);
    for (size_t i = 0; i < slug.len; i++)
        demand((slug.at[i] >= 'a' && slug.at[i] <= 'z') ||
               (slug.at[i] >= '0' && slug.at[i] <= '9') ||
               (slug.at[i] == '-' && i > 0 && i + 1 < slug.len && slug.at[i - 1] != '-'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto_arena mem = {0};
    struct str text = {(const char *)data, size};
    struct str latin;
    vi_legacy_bytes(&mem, text, &latin);
    demand(utf8_is_valid(latin) && utf8_is_valid(vi_legacy_read(&mem, latin)));
    if (!utf8_is_valid(text))
        return 0;
    struct str composed = unicode_nfc(&mem, text);
    demand(unicode_is_nfc(composed) && utf8_is_valid(composed));
    struct str fold = vi_fold(&mem, text), exact = vi_fold_exact(&mem, text);
    demand(utf8_is_valid(fold) && utf8_is_valid(exact));
    demand(str_is(vi_fold(&mem, fold), fold));
    demand(str_is(vi_fold(&mem, composed), fold));
    demand(str_is(vi_fold_exact(&mem, exact), exact));
    slug_check(vi_slug(&mem, text));
    vi_name_sort_key(&mem, text);
    struct str read = vi_legacy_read(&mem, text);
    demand(utf8_is_valid(read) && (vi_has_legacy_run(text) || str_is(read, text)));
    unicode_lower(&mem, text);
    unicode_upper(&mem, text);
    return 0;
}
