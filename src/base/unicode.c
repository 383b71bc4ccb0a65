#include "base/unicode.h"
#include "base/report.h"

#include <assert.h>
#include <pthread.h>
#include <unicode/ucasemap.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

static void demand(UErrorCode status, const char *what)
{
    if (U_SUCCESS(status))
        return;
    report(REPORT_PROBLEM, "ICU: %s: %s", what, u_errorName(status));
    abort();
}

/* UTF-8 */

/* True if the eight bytes are ASCII without NUL. */
static bool eight_are_plain(const char *at)
{
    const uint64_t ones = 0x0101010101010101U, highs = 0x8080808080808080U;
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return ((word | (word - ones)) & highs) == 0;
}

/* Bytes of the well-formed character at `at`, 0 if there is none (Unicode, table 3-7). */
static size_t wide_len(const unsigned char *at, size_t left)
{
    unsigned char low = 0x80, high = 0xBF;
    size_t len;
    if (at[0] >= 0xC2 && at[0] <= 0xDF)
        len = 2;
    else if (at[0] >= 0xE0 && at[0] <= 0xEF)
        len = 3;
    else if (at[0] >= 0xF0 && at[0] <= 0xF4)
        len = 4;
    else
        return 0;
    if (at[0] == 0xE0)
        low = 0xA0; /* overlong */
    else if (at[0] == 0xED)
        high = 0x9F; /* surrogates */
    else if (at[0] == 0xF0)
        low = 0x90; /* overlong */
    else if (at[0] == 0xF4)
        high = 0x8F; /* above U+10FFFF */
    if (left < len || at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return len;
}

bool utf8_is_valid(struct str text)
{
    for (size_t i = 0; i < text.len;) {
        while (text.len - i >= 8 && eight_are_plain(text.at + i))
            i += 8;
        if (i == text.len)
            return true;
        unsigned char byte = (unsigned char)text.at[i];
        size_t len = byte > 0 && byte < 0x80
                         ? 1
                         : wide_len((const unsigned char *)text.at + i, text.len - i);
        if (len == 0)
            return false;
        i += len;
    }
    return true;
}

uint32_t utf8_next(struct str text, size_t *i)
{
    const unsigned char *at = (const unsigned char *)text.at + *i;
    assert(*i < text.len);
    if (at[0] < 0x80) {
        *i += 1;
        return at[0];
    }
    size_t len = at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    assert(text.len - *i >= len);
    *i += len;
    if (len == 2)
        return (at[0] & 0x1FU) << 6 | (at[1] & 0x3FU);
    if (len == 3)
        return (at[0] & 0x0FU) << 12 | (at[1] & 0x3FU) << 6 | (at[2] & 0x3FU);
    return (at[0] & 0x07U) << 18 | (at[1] & 0x3FU) << 12 | (at[2] & 0x3FU) << 6 | (at[3] & 0x3FU);
}

size_t utf8_count(struct str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return count;
}

size_t utf8_put(char *to, uint32_t character)
{
    if (character < 0x80) {
        to[0] = (char)character;
        return 1;
    }
    size_t len = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    static const unsigned char first[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = len - 1; i > 0; i--, character >>= 6)
        to[i] = (char)(0x80 | (character & 0x3F));
    to[0] = (char)(first[len] | character);
    return len;
}

size_t utf8_width(const uint32_t *characters, size_t count)
{
    size_t width = 0;
    char bytes[4];
    for (size_t i = 0; i < count; i++)
        width += utf8_put(bytes, characters[i]);
    return width;
}

/* Through UTF-16, ICU's own form */

struct wide {
    UChar *at;
    int32_t len;
};

static struct wide wide_of(struct arena *mem, struct str text)
{
    assert(text.len < INT32_MAX / 4);
    UErrorCode status = U_ZERO_ERROR;
    struct wide wide = {arena_many(mem, UChar, text.len + 1), 0};
    u_strFromUTF8(wide.at, (int32_t)text.len + 1, &wide.len, text.at, (int32_t)text.len, &status);
    demand(status, "u_strFromUTF8");
    return wide;
}

static struct str narrow_of(struct arena *mem, struct wide wide)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = wide.len * 3 + 1, len = 0;
    char *at = arena_take(mem, (size_t)room);
    u_strToUTF8(at, room, &len, wide.at, wide.len, &status);
    demand(status, "u_strToUTF8");
    return (struct str){at, (size_t)len};
}

/* Normal form */

/* Characters that no normalisation touches and that never join their neighbours: Latin letters as
 * Vietnamese uses them, Khmer but for its two signs with a combining class, quotes, dashes, signs
 * of money. All else is asked of ICU. */
static bool is_inert(uint32_t character)
{
    if (character < 0x300)
        return true;
    if (character >= 0x1E00 && character < 0x2000)
        return character < 0x1F00;
    if (character >= 0x1780 && character < 0x1800)
        return character != 0x17D2 && character != 0x17DD;
    return (character >= 0x2002 && character < 0x2070) ||
           (character >= 0x20A0 && character < 0x20D0);
}

/* Coeng (U+17D2) between inert neighbours cannot be out of order, and Khmer is full of it. */
static bool is_nfc_at_sight(struct str text)
{
    bool is_after_inert = true;
    for (size_t i = 0; i < text.len;) {
        while (text.len - i >= 8 && eight_are_plain(text.at + i)) {
            i += 8;
            is_after_inert = true;
        }
        if (i == text.len)
            return true;
        uint32_t character = utf8_next(text, &i);
        bool is_plain = is_inert(character);
        if (!is_plain && !(is_after_inert && character == 0x17D2))
            return false;
        is_after_inert = is_plain;
    }
    return true;
}

static const UNormalizer2 *nfc_form(void)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *form = unorm2_getNFCInstance(&status);
    demand(status, "unorm2_getNFCInstance");
    return form;
}

bool unicode_is_nfc(struct str text)
{
    if (is_nfc_at_sight(text))
        return true;
    auto_arena mem = {0};
    struct wide wide = wide_of(&mem, text);
    UErrorCode status = U_ZERO_ERROR;
    bool is_nfc = unorm2_isNormalized(nfc_form(), wide.at, wide.len, &status);
    demand(status, "unorm2_isNormalized");
    return is_nfc;
}

struct str unicode_nfc(struct arena *mem, struct str text)
{
    if (is_nfc_at_sight(text))
        return text;
    auto_arena work = {0};
    struct wide wide = wide_of(&work, text);
    UErrorCode status = U_ZERO_ERROR;
    if (unorm2_isNormalized(nfc_form(), wide.at, wide.len, &status) && U_SUCCESS(status))
        return text;
    int32_t room = wide.len * 3 + 1; /* NFC lengthens UTF-16 at most threefold (UAX 15, 9) */
    struct wide normal = {arena_many(&work, UChar, (size_t)room), 0};
    normal.len = unorm2_normalize(nfc_form(), wide.at, wide.len, normal.at, room, &status);
    demand(status, "unorm2_normalize");
    return narrow_of(mem, normal);
}

/* Kinds of characters */

static bool is_control(uint32_t character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0) || character == 0x2028 ||
           character == 0x2029 || character == 0xFEFF ||
           (character >= 0x202A && character <= 0x202E) ||
           (character >= 0x2066 && character <= 0x2069);
}

bool unicode_has_control(struct str text)
{
    for (size_t i = 0; i < text.len;)
        if (is_control(utf8_next(text, &i)))
            return true;
    return false;
}

bool unicode_is_word(uint32_t character)
{
    const uint32_t word = U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK;
    return (U_MASK(u_charType((UChar32)character)) & word) != 0;
}

bool unicode_is_mark(uint32_t character)
{
    return (U_MASK(u_charType((UChar32)character)) & U_GC_M_MASK) != 0;
}

bool unicode_is_joiner(uint32_t character)
{
    return character == 0xAD || character == 0x200C || character == 0x200D || character == 0x2060;
}

uint32_t unicode_lower_of(uint32_t character)
{
    return (uint32_t)u_tolower((UChar32)character);
}

uint32_t unicode_upper_of(uint32_t character)
{
    return (uint32_t)u_toupper((UChar32)character);
}

uint32_t unicode_latin_base(uint32_t character)
{
    UErrorCode status = U_ZERO_ERROR;
    bool is_latin = uscript_getScript((UChar32)character, &status) == USCRIPT_LATIN;
    demand(status, "uscript_getScript");
    if (!is_latin || !u_isalpha((UChar32)character))
        return 0;
    UChar parts[8];
    int32_t len =
        unorm2_getRawDecomposition(nfc_form(), (UChar32)character, parts, COUNT_OF(parts), &status);
    demand(status, "unorm2_getRawDecomposition");
    return len < 1 || parts[0] == character ? character : unicode_latin_base(parts[0]);
}

/* Case */

static pthread_once_t case_once = PTHREAD_ONCE_INIT;
static UCaseMap *case_map;

static void case_open(void)
{
    UErrorCode status = U_ZERO_ERROR;
    case_map = ucasemap_open("", 0, &status);
    demand(status, "ucasemap_open");
}

typedef int32_t case_change(const UCaseMap *, char *, int32_t, const char *, int32_t, UErrorCode *);

static struct str case_changed(struct arena *mem, struct str text, case_change *change)
{
    assert(text.len < INT32_MAX / 4);
    pthread_once(&case_once, case_open);
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = (int32_t)text.len * 3 + 1; /* the longest growth: U+0390 in upper case */
    auto_arena work = {0};
    char *changed = arena_take(&work, (size_t)room);
    int32_t len =
        change(case_map, changed, room, text.at ? text.at : "", (int32_t)text.len, &status);
    demand(status, "ucasemap");
    return str_copy(mem, (struct str){changed, (size_t)len});
}

struct str unicode_lower(struct arena *mem, struct str text)
{
    return case_changed(mem, text, ucasemap_utf8ToLower);
}

struct str unicode_upper(struct arena *mem, struct str text)
{
    return case_changed(mem, text, ucasemap_utf8ToUpper);
}

struct str unicode_upper_first(struct arena *mem, struct str text)
{
    if (text.len == 0)
        return text;
    size_t behind = 0;
    uint32_t first = utf8_next(text, &behind), upper = unicode_upper_of(first);
    if (upper == first)
        return text;
    char bytes[4];
    struct str parts[] = {{bytes, utf8_put(bytes, upper)}, str_part(text, behind, text.len)};
    return str_join(mem, parts, COUNT_OF(parts), S(""));
}

/* Order */

static pthread_once_t collator_once = PTHREAD_ONCE_INIT;
static pthread_key_t collators;
static _Thread_local UCollator *thread_collator;

static void collator_end(void *collator)
{
    ucol_close(collator);
}

static void collators_begin(void)
{
    if (pthread_key_create(&collators, collator_end) != 0)
        abort();
}

static UCollator *collator(void)
{
    if (thread_collator)
        return thread_collator;
    pthread_once(&collator_once, collators_begin);
    UErrorCode status = U_ZERO_ERROR;
    UCollator *opened = ucol_open("vi", &status);
    demand(status, "ucol_open");
    ucol_setAttribute(opened, UCOL_NORMALIZATION_MODE, UCOL_ON, &status);
    demand(status, "ucol_setAttribute");
    if (pthread_setspecific(collators, opened) != 0)
        abort();
    return thread_collator = opened;
}

struct str unicode_sort_key(struct arena *mem, struct str text)
{
    auto_arena work = {0};
    struct wide wide = wide_of(&work, text);
    int32_t room = 4 * wide.len + 16;
    uint8_t *key = arena_take(&work, (size_t)room);
    int32_t len = ucol_getSortKey(collator(), wide.at, wide.len, key, room);
    if (len > room) {
        key = arena_take(&work, (size_t)len);
        len = ucol_getSortKey(collator(), wide.at, wide.len, key, len);
    }
    assert(len > 0 && key[len - 1] == 0); /* the NUL at the end changes no order */
    return str_copy(mem, (struct str){(const char *)key, (size_t)len - 1});
}

static pthread_once_t mark_once = PTHREAD_ONCE_INIT;
static char mark[64];

static void mark_write(void)
{
    UVersionInfo icu, order;
    u_getVersion(icu);
    ucol_getVersion(collator(), order);
    snprintf(mark, sizeof mark, "vi-%u.%u.%u.%u-%02X%02X%02X%02X", icu[0], icu[1], icu[2], icu[3],
             order[0], order[1], order[2], order[3]);
}

struct str unicode_sort_mark(void)
{
    pthread_once(&mark_once, mark_write);
    return str_of(mark);
}
