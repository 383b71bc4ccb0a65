#include "feature/sheet/reading.h"

#include "base/csv.h"
#include "base/unicode.h"
#include "base/vi_text.h"

#include "sheet_files.h"

#define ZERO_SETTING "zero_word"

static struct str file_of(const char *name)
{
    for (size_t i = 0; i < sheet_files_count; i++)
        if (str_is(str_of(sheet_files[i].name), str_of(name)))
            return sheet_files[i].bytes;
    return S("");
}

/* ---- short forms ---- */

enum { WRITTEN, SPOKEN, PLACE, COLUMNS };

static bool forms_read(struct arena *mem, struct spoken_rules *rules, struct error *err)
{
    list_of(struct spoken_form) forms = {0};
    struct csv csv;
    bool is_end = false;
    if (!csv_begin(&csv, file_of("spoken_forms.csv"), err))
        return false;
    while (!is_end) {
        struct csv_fields fields = {0};
        if (!csv_row(&csv, mem, &fields, &is_end, err))
            return false;
        if (!is_end && csv.line > 1 && fields.count == COLUMNS)
            *list_add(&forms, mem) = (struct spoken_form){fields.at[WRITTEN], fields.at[SPOKEN],
                                                          str_is(fields.at[PLACE], S("number"))};
    }
    rules->forms = forms.at;
    rules->count = forms.count;
    return true;
}

/* ---- lẻ and linh ---- */

/* "an giang" of "Tỉnh An Giang": what a province is called without what it is. */
static struct str bare_name(struct arena *mem, const struct unit *unit)
{
    struct str phrase = unit_phrase(mem, unit);
    return vi_fold(mem, str_part(phrase, unit->label.len, phrase.len));
}

static bool is_southern(struct arena *mem, const struct unit *unit)
{
    struct str names = file_of("southern_provinces.csv"), name;
    while (unit && !str_is(unit->kind, S("province")))
        unit = unit->parent;
    if (!unit)
        return false;
    struct str wanted = bare_name(mem, unit);
    while (str_cut(&names, '\n', &name))
        if (str_is(vi_fold(mem, name), wanted))
            return true;
    return false;
}

bool reading_rules(struct db *db, struct arena *mem, const struct unit *unit,
                   struct spoken_rules *rules, struct error *err)
{
    struct str word = book_setting(db, mem, ZERO_SETTING);
    *rules = (struct spoken_rules){.is_south =
                                       word.len ? str_is(word, S("lẻ")) : is_southern(mem, unit)};
    return forms_read(mem, rules, err);
}

bool reading_set(struct book *book, struct arena *mem, struct str word, struct error *err)
{
    struct str meant = unicode_nfc(mem, str_trim(word));
    if (str_is(meant, S("theo tỉnh")))
        meant = S("");
    else if (!str_is(meant, S("lẻ")) && !str_is(meant, S("linh")))
        return fail(err, ERROR_INVALID, "word", "«%.*s» không phải là lẻ, linh hay theo tỉnh",
                    STR_ARG(word));
    return book_setting_write(book->db, ZERO_SETTING, meant, err);
}

/* ---- what nobody spoke out ---- */

/* Letters A to Z and Đ only, two or more: a Vietnamese word in capitals has marks nearly always. */
static bool is_unread(struct str word)
{
    size_t count = 0;
    for (size_t i = 0; i < word.len; count++) {
        uint32_t letter = utf8_next(word, &i);
        if ((letter < 'A' || letter > 'Z') && letter != 0x110)
            return false;
    }
    return count > 1;
}

void unread_gather(struct arena *mem, struct str spoken, struct unread_words *words)
{
    struct str word;
    while (str_cut(&spoken, ' ', &word)) {
        while (word.len && strchr(",.!?", word.at[word.len - 1]))
            word.len--;
        bool is_new = is_unread(word);
        for (size_t i = 0; i < words->count; i++)
            is_new = is_new && !str_is(words->at[i], word);
        if (is_new)
            *list_add(words, mem) = word;
    }
}
