#include "feature/compare/wording.h"

#include "base/csv.h"
#include "base/unicode.h"
#include "base/vi_text.h"

#include "wording_files.h"

#include <assert.h>

/* ---- words ---- */

/* y and its tones, and the i of each: both are written behind a consonant (kỷ niệm, kỉ niệm). */
static const uint32_t last_y[] = {'y', 0xFD, 0x1EF3, 0x1EF5, 0x1EF7, 0x1EF9};
static const uint32_t last_i[] = {'i', 0xED, 0xEC, 0x1ECB, 0x1EC9, 0x129};

static bool is_before_last_y(uint32_t character)
{
    return character < 0x80 && character && strchr("hklmqstu", (int)character) != NULL;
}

struct str word_fold(struct arena *mem, struct str word)
{
    struct str fold = vi_fold_exact(mem, word);
    uint32_t before = 0, last = 0, third = 0;
    size_t last_at = 0;
    for (size_t i = 0; i < fold.len;) {
        last_at = i;
        third = before;
        before = last;
        last = utf8_next(fold, &i);
    }
    bool is_glide = before == 'u' && third != 'q'; /* uy is no i; quý and quí are one */
    for (size_t i = 0; i < COUNT_OF(last_y) && is_before_last_y(before) && !is_glide; i++) {
        if (last != last_y[i])
            continue;
        char *out = arena_take(mem, fold.len + 4);
        memcpy(out, fold.at, last_at);
        return (struct str){out, last_at + utf8_put(out + last_at, last_i[i])};
    }
    return fold;
}

static size_t slot_of(const struct lexicon *lexicon, struct str fold)
{
    size_t slot = str_hash(fold) & (lexicon->slots_count - 1);
    while (lexicon->slots[slot] && !str_is(lexicon->words.at[lexicon->slots[slot] - 1], fold))
        slot = (slot + 1) & (lexicon->slots_count - 1);
    return slot;
}

uint32_t lexicon_word(const struct lexicon *lexicon, struct str fold)
{
    return lexicon->slots_count ? lexicon->slots[slot_of(lexicon, fold)] : 0;
}

static void slots_grow(struct lexicon *lexicon)
{
    enum { SLOTS_FIRST = 1024 };
    lexicon->slots_count = lexicon->slots_count ? lexicon->slots_count * 2 : SLOTS_FIRST;
    lexicon->slots = arena_many(lexicon->mem, uint32_t, lexicon->slots_count);
    for (size_t i = 0; i < lexicon->words.count; i++)
        lexicon->slots[slot_of(lexicon, lexicon->words.at[i])] = (uint32_t)i + 1;
}

static uint32_t word_add(struct lexicon *lexicon, struct str fold)
{
    if (lexicon->words.count * 2 >= lexicon->slots_count)
        slots_grow(lexicon);
    size_t slot = slot_of(lexicon, fold);
    if (lexicon->slots[slot] == 0) {
        *list_add(&lexicon->words, lexicon->mem) = fold;
        *list_add(&lexicon->first, lexicon->mem) = 0;
        lexicon->slots[slot] = (uint32_t)lexicon->words.count;
    }
    return lexicon->slots[slot];
}

/* ---- phrases ---- */

/* The next word of `text` from byte *at on; empty at the end. */
static struct str word_next(struct str text, size_t *at)
{
    size_t from = *at, end = from;
    bool is_inside = false;
    while (*at < text.len) {
        size_t here = *at;
        bool is_word = unicode_is_word(utf8_next(text, at));
        if (is_word && !is_inside)
            from = here;
        if (!is_word && is_inside) {
            *at = here;
            break;
        }
        is_inside |= is_word;
        end = is_inside ? *at : here;
    }
    return is_inside ? str_part(text, from, end - from) : S("");
}

static bool phrase_cut(struct lexicon *lexicon, struct str text, struct phrase *phrase)
{
    struct str word;
    size_t at = 0, end = 0;
    *phrase = (struct phrase){0};
    while ((word = word_next(text, &at)).len) {
        if (phrase->count == PHRASE_WORDS_MAX)
            return false;
        struct str between = str_part(text, end, (size_t)(word.at - text.at) - end);
        if (str_find_char(between, ',') < between.len)
            phrase->pauses |= 1U << phrase->count;
        end = at;
        phrase->words[phrase->count++] = word_add(lexicon, word_fold(lexicon->mem, word));
    }
    return phrase->count > 0;
}

/* The place of the phrase, which is added if it is new; SIZE_MAX if there are too many. */
static size_t phrase_put(struct lexicon *lexicon, struct phrase phrase)
{
    size_t *first = &lexicon->first.at[phrase.words[0] - 1];
    for (size_t next = *first; next; next = lexicon->phrases.at[next - 1].next) {
        struct phrase *known = &lexicon->phrases.at[next - 1];
        if (known->count == phrase.count &&
            memcmp(known->words, phrase.words, phrase.count * sizeof *phrase.words) == 0) {
            known->pauses |= phrase.pauses;
            return next - 1;
        }
    }
    if (lexicon->phrases.count == PHRASES_MAX)
        return SIZE_MAX;
    phrase.next = *first;
    *list_add(&lexicon->phrases, lexicon->mem) = phrase;
    *first = lexicon->phrases.count;
    return lexicon->phrases.count - 1;
}

/* The same for the words of a text; SIZE_MAX if it has none, or too many. */
static size_t phrase_add(struct lexicon *lexicon, struct str text)
{
    struct phrase phrase;
    return phrase_cut(lexicon, text, &phrase) ? phrase_put(lexicon, phrase) : SIZE_MAX;
}

size_t wordings_phrase(struct wordings *wordings, struct str text)
{
    size_t id = phrase_add(&wordings->lexicon, text);
    if (id != SIZE_MAX)
        wordings->lexicon.phrases.at[id].is_near = true;
    return id;
}

void wordings_phrase_behind(struct wordings *wordings, size_t first, size_t second)
{
    struct phrase phrase = wordings->lexicon.phrases.at[first];
    const struct phrase *behind = &wordings->lexicon.phrases.at[second];
    for (size_t i = 0; i < behind->count && phrase.count < PHRASE_WORDS_MAX; i++)
        phrase.words[phrase.count++] = behind->words[i];
    phrase.is_near = true;
    phrase_put(&wordings->lexicon, phrase);
}

/* ---- rows ---- */

static const char *const marker_names[MARKER_COUNT] = {[MARKER_NAME] = "*name",
                                                       [MARKER_TIME] = "*time",
                                                       [MARKER_TARGET] = "*target",
                                                       [MARKER_PLAN] = "*plan",
                                                       [MARKER_PREVIOUS] = "*previous",
                                                       [MARKER_CHANGE] = "*change",
                                                       [MARKER_OVER] = "*over",
                                                       [MARKER_FIRST_HALF] = "*first_half",
                                                       [MARKER_SECOND_HALF] = "*second_half",
                                                       [MARKER_SHARE] = "*share",
                                                       [MARKER_EACH] = "*each",
                                                       [MARKER_VALUE] = "*value",
                                                       [MARKER_WHOLE] = "*whole",
                                                       [MARKER_PARTS] = "*parts",
                                                       [MARKER_SOME] = "*some",
                                                       [MARKER_OCCASION] = "*occasion",
                                                       [MARKER_HOLDER] = "*holder",
                                                       [MARKER_BASE] = "*base",
                                                       [MARKER_SHORTER] = "*shorter",
                                                       [MARKER_HALF_MEETING] = "*half_meeting",
                                                       [MARKER_YEAR_MEETING] = "*year_meeting",
                                                       [MARKER_AREAS] = "*areas",
                                                       [MARKER_MASK] = "*mask"};

enum { CODE, UNITS, NEAR, MAY, NOT, VALUE, LEAST, MOST, LABEL, COLUMNS };

static const char *const columns[COLUMNS] = {"code",  "units", "near", "may",      "not",
                                             "value", "least", "most", "label::vi"};

struct row_reading {
    struct arena *mem;
    const struct indicators *indicators;
    struct wordings *wordings;
    bool is_shipped;
};

/* "a|b|c"; "{areas}" stands for the words of the marker *areas, which come before in the list. */
static bool phrases_read(struct row_reading *reading, struct str list, bool is_near,
                         struct phrase_ids *ids, struct error *err)
{
    struct lexicon *lexicon = &reading->wordings->lexicon;
    const struct phrase_ids *areas = &reading->wordings->markers[MARKER_AREAS];
    struct str text;
    while (str_cut(&list, '|', &text)) {
        text = str_trim(text);
        if (str_is(text, S("{areas}"))) {
            for (size_t i = 0; i < areas->count; i++)
                *list_add(ids, reading->mem) = areas->at[i];
            continue;
        }
        size_t id = phrase_add(lexicon, text);
        if (id == SIZE_MAX)
            return fail(err, ERROR_INVALID, "words",
                        "«%.*s» không có chữ nào, hoặc quá %d chữ, hoặc danh sách có quá %d cụm từ",
                        STR_ARG(text), PHRASE_WORDS_MAX, PHRASES_MAX);
        lexicon->phrases.at[id].is_near |= is_near;
        lexicon->phrases.at[id].is_unit |= !is_near;
        *list_add(ids, reading->mem) = id;
    }
    return true;
}

static bool near_read(struct row_reading *reading, struct str groups, struct wording *row,
                      struct error *err)
{
    struct str group;
    while (groups.len && str_cut(&groups, '&', &group)) {
        if (row->near_count == NEAR_GROUPS_MAX)
            return fail(err, ERROR_INVALID, "near", "có quá %d nhóm từ", NEAR_GROUPS_MAX);
        if (!phrases_read(reading, group, true, &row->near[row->near_count++], err))
            return false;
    }
    return true;
}

static bool bound_read(struct str cell, int64_t *bound, struct error *err)
{
    *bound = 0;
    return cell.len == 0 || str_to_int(cell, bound) ||
           fail(err, ERROR_INVALID, "most", "«%.*s» không phải là một số", STR_ARG(cell));
}

static bool marker_read(struct row_reading *reading, const struct str *cells, struct error *err)
{
    for (size_t i = 0; i < MARKER_COUNT; i++)
        if (str_is(cells[CODE], str_of(marker_names[i])))
            return phrases_read(reading, cells[NEAR], true, &reading->wordings->markers[i], err);
    return fail(err, ERROR_INVALID, "code", "không có loại từ «%.*s»", STR_ARG(cells[CODE]));
}

static bool part_read(struct row_reading *reading, const struct str *cells, struct error *err)
{
    struct phrase_ids ids = {0};
    struct str part = str_part(cells[CODE], sizeof "part:" - 1, cells[CODE].len);
    if (!phrases_read(reading, cells[NEAR], true, &ids, err))
        return false;
    for (size_t i = 0; i < ids.count; i++)
        *list_add(&reading->wordings->part_words, reading->mem) =
            (struct part_word){part, ids.at[i]};
    return true;
}

static bool slip_read(struct row_reading *reading, const struct str *cells, struct error *err)
{
    struct phrase_ids ids = {0};
    if (!phrases_read(reading, cells[NEAR], true, &ids, err))
        return false;
    for (size_t i = 0; i < ids.count; i++)
        *list_add(&reading->wordings->slips, reading->mem) =
            (struct slip_words){ids.at[i], cells[LABEL]};
    return true;
}

static bool row_read(struct row_reading *reading, const struct str *cells, struct error *err)
{
    struct wording row = {.code = cells[CODE], .value = cells[VALUE], .label = cells[LABEL]};
    const struct indicator *indicator = indicator_find(reading->indicators, row.code);
    if (str_is(row.code, S("*slip")))
        return slip_read(reading, cells, err);
    if (str_starts(row.code, S("*")))
        return marker_read(reading, cells, err);
    if (str_starts(row.code, S("part:")))
        return part_read(reading, cells, err);
    if (row.code.len && !indicator)
        return reading->is_shipped ||
               fail(err, ERROR_INVALID, "code", "không có chỉ tiêu «%.*s»", STR_ARG(row.code));
    if (row.code.len == 0 && row.label.len == 0)
        return fail(err, ERROR_INVALID, "code", "thiếu mã chỉ tiêu hoặc tên loại số");
    if (row.value.len && !indicator_find(reading->indicators, row.value))
        row.value = S("");
    row.is_head = str_ends(cells[NEAR], S(":"));
    row.is_money = indicator ? indicator->is_money : str_is(cells[UNITS], S("đồng"));
    if ((!row.is_money && cells[UNITS].len &&
         !phrases_read(reading, cells[UNITS], false, &row.units, err)) ||
        !near_read(reading, cells[NEAR], &row, err) ||
        (cells[MAY].len && !phrases_read(reading, cells[MAY], true, &row.may, err)) ||
        (cells[NOT].len && !phrases_read(reading, cells[NOT], true, &row.against, err)) ||
        !bound_read(cells[LEAST], &row.least, err) || !bound_read(cells[MOST], &row.most, err))
        return false;
    *list_add(&reading->wordings->rows, reading->mem) = row;
    return true;
}

static bool header_check(const struct csv_fields *fields, struct error *err)
{
    for (size_t i = 0; i < COLUMNS; i++)
        if (i >= fields->count || !str_is(str_trim(fields->at[i]), str_of(columns[i])))
            return fail(err, ERROR_INVALID, "header", "cột %zu phải là %s", i + 1, columns[i]);
    return fields->count == COLUMNS || fail(err, ERROR_INVALID, "header", "có cột thừa");
}

bool wordings_read(struct arena *mem, struct str list, bool is_shipped,
                   const struct indicators *indicators, struct wordings *wordings,
                   struct error *err)
{
    struct row_reading reading = {mem, indicators, wordings, is_shipped};
    struct csv csv;
    bool is_end = false;
    wordings->lexicon.mem = mem;
    if (!csv_begin(&csv, list, err))
        return false;
    for (bool is_header = true;; is_header = false) {
        struct csv_fields fields = {0};
        if (!csv_row(&csv, mem, &fields, &is_end, err))
            return false;
        if (is_end && !is_header)
            return true;
        for (size_t i = 0; i < fields.count; i++)
            fields.at[i] = str_trim(fields.at[i]);
        if (!is_header && fields.count != COLUMNS)
            return fail(err, ERROR_INVALID, "row", "dòng %lld: có %zu cột, cần %d cột",
                        (long long)csv.line, fields.count, COLUMNS);
        if (is_header ? !header_check(&fields, err) : !row_read(&reading, fields.at, err))
            return fail_at(err, "dòng %lld: ", (long long)csv.line);
    }
}

/* The units in which any list counts this indicator, and its own. */
static void label_units(struct arena *mem, const struct wordings *wordings, size_t listed,
                        const struct indicator *indicator, struct wording *row)
{
    for (size_t i = 0; i < listed; i++) {
        const struct wording *other = &wordings->rows.at[i];
        if (!str_is(other->code, indicator->code))
            continue;
        for (size_t k = 0; k < other->units.count; k++)
            *list_add(&row->units, mem) = other->units.at[k];
        if (other->value.len)
            row->value = other->value;
    }
}

void wordings_add_labels(struct arena *mem, const struct indicators *indicators,
                         struct wordings *wordings)
{
    size_t listed = wordings->rows.count;
    for (size_t i = 0; i < indicators->all.count; i++) {
        const struct indicator *indicator = &indicators->all.at[i];
        struct wording row = {.code = indicator->code,
                              .is_money = indicator->is_money,
                              .is_label = true,
                              .near_count = 1};
        size_t label = wordings_phrase(wordings, indicator->label);
        size_t unit = phrase_add(&wordings->lexicon, indicator->unit);
        if (label == SIZE_MAX)
            continue;
        *list_add(&row.near[0], mem) = label;
        if (!row.is_money) {
            label_units(mem, wordings, listed, indicator, &row);
            if (unit != SIZE_MAX) {
                wordings->lexicon.phrases.at[unit].is_unit = true;
                *list_add(&row.units, mem) = unit;
            }
        }
        *list_add(&wordings->rows, mem) = row;
    }
}

struct str wordings_shipped(void)
{
    assert(wording_files_count == 1);
    return wording_files[0].bytes;
}
