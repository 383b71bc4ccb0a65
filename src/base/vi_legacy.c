/* Runs of VNI or TCVN3 inside Unicode: their bytes were taken for Latin-1, so letters meet that no
 * Vietnamese word joins. One such meeting may be a foreign name (Israël); two close by are not. */
#include "base/text.h"
#include "base/unicode.h"
#include "base/vi_text.h"

enum { WORDS_APART_MAX = 3 };

static bool is_one_of(uint32_t character, struct str set)
{
    for (size_t i = 0; i < set.len;)
        if (utf8_next(set, &i) == character)
            return true;
    return false;
}

static bool is_ascii_letter(uint32_t character)
{
    return (character | 32) >= 'a' && (character | 32) <= 'z';
}

/* VNI writes a vowel and behind it a Latin-1 letter for its marks; ñ is đ. */
static bool is_vni_pair(uint32_t before, uint32_t character)
{
    before = unicode_lower_of(before);
    character = unicode_lower_of(character);
    if (before == 0xF1 && is_one_of(character, S("aeiouyôö")))
        return true;
    if (before == 0xF6)
        return is_one_of(character, S("ôùøûïõ"));
    if (is_one_of(character, S("øûï")))
        return is_one_of(before, S("aeouyô"));
    if (is_one_of(character, S("âä")))
        return is_one_of(before, S("aeo"));
    return before == 'a' && is_one_of(character, S("åêëü"));
}

/* TCVN3 writes each marked letter as one byte, most of them signs or capitals of Latin-1. */
static bool is_tcvn3_pair(uint32_t before, uint32_t character)
{
    if (before == 0xAE) /* ® is đ */
        return is_ascii_letter(character) || (character >= 0xB5 && character <= 0xFE);
    if (!is_ascii_letter(before))
        return false;
    bool is_sign = character >= 0xB5 && character <= 0xBE && character != 0xB7;
    bool is_capital = before >= 'a' && character >= 0xC6 && character <= 0xDE;
    return is_sign || is_capital;
}

/* Every such pair has a letter or sign of Latin-1's upper half: most characters need no closer
 * look. */
static bool may_pair(uint32_t before, uint32_t character)
{
    return before - 0x80 < 0x80 || character - 0x80 < 0x80;
}

bool vi_has_legacy_run(struct str text)
{
    uint32_t before = ' ';
    int words_since = WORDS_APART_MAX + 1;
    for (size_t i = 0; i < text.len;) {
        unsigned char byte = (unsigned char)text.at[i];
        uint32_t character = byte < 0x80 ? (i++, byte) : utf8_next(text, &i);
        if (may_pair(before, character) &&
            (is_vni_pair(before, character) || is_tcvn3_pair(before, character))) {
            if (words_since <= WORDS_APART_MAX)
                return true;
            words_since = 0;
        } else if (character == ' ' && before != ' ') {
            words_since += words_since <= WORDS_APART_MAX;
        }
        before = character;
    }
    return false;
}

/* ---- reading them ---- */

/* Of three letters each: the vowel, the mark behind it, what both are. */
static const char vni_pairs[] =
    "aùá aøà aûả aõã aïạ aââ aáấ aàầ aåẩ aãẫ aäậ aêă aéắ aèằ aúẳ aüẵ aëặ "
    "eùé eøè eûẻ eõẽ eïẹ eâê eáế eàề eåể eãễ eäệ "
    "oùó oøò oûỏ oõõ oïọ oâô oáố oàồ oåổ oãỗ oäộ ôùớ ôøờ ôûở ôõỡ ôïợ "
    "uùú uøù uûủ uõũ uïụ öùứ öøừ öûử öõữ öïự yùý yøỳ yûỷ yõỹ";

/* Of two each: a letter that stands alone, what it is. */
static const char vni_letters[] = "ñđ ôơ öư îỵ æỉ óĩ òị";

/* From ¡ (0xA1) to þ (0xFE); '.' is none of its letters. Capitals with a tone are a font's matter.
 */
static const char tcvn3_letters[] =
    "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò."
    "ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ";

/* What a row of a table of `keys` letters and their meaning says of them; 0 if there is none. */
static uint32_t table_find(const char *table, int keys, uint32_t first, uint32_t second)
{
    struct str rows = str_of(table), row;
    while (str_cut(&rows, ' ', &row)) {
        size_t i = 0;
        bool is_it = utf8_next(row, &i) == first;
        if (keys == 2 && utf8_next(row, &i) != second)
            is_it = false;
        if (is_it)
            return utf8_next(row, &i);
    }
    return 0;
}

static uint32_t tcvn3_letter(uint32_t character)
{
    struct str letters = str_of(tcvn3_letters);
    uint32_t meant = character;
    if (character < 0xA1 || character > 0xFE)
        return character;
    for (size_t i = 0, at = 0xA1; i < letters.len && at <= character; at++)
        meant = utf8_next(letters, &i);
    return meant == '.' ? character : meant;
}

/* The letter at *i, which moves behind it and its mark; in capitals where the vowel is one. */
static uint32_t vni_letter(struct str text, size_t *i)
{
    uint32_t first = utf8_next(text, i), lower = unicode_lower_of(first);
    size_t behind = *i;
    uint32_t mark = behind < text.len ? unicode_lower_of(utf8_next(text, &behind)) : 0;
    uint32_t meant = mark ? table_find(vni_pairs, 2, lower, mark) : 0;
    if (meant)
        *i = behind;
    else
        meant = table_find(vni_letters, 1, lower, 0);
    if (!meant)
        return first;
    return first == lower ? meant : unicode_upper_of(meant);
}

/* TCVN3 uses nearly all of Latin-1, VNI only some letters, behind vowels: it is VNI if these
 * explain most of what there is. Letters that both have say nothing. */
static bool is_vni(struct str run)
{
    size_t explained = 0, others = 0;
    uint32_t before = ' ';
    for (size_t i = 0; i < run.len;) {
        uint32_t character = utf8_next(run, &i), lower = unicode_lower_of(character);
        if (table_find(vni_pairs, 2, unicode_lower_of(before), lower))
            explained++;
        else if (character > 0xA0 && !is_one_of(lower, S("ñôöîæóòíì")))
            others++;
        before = character;
    }
    return explained >= 2 * others;
}

static void run_read(struct text *out, struct str run)
{
    if (!vi_has_legacy_run(run)) {
        text_add(out, run);
        return;
    }
    bool has_marks_behind = is_vni(run);
    for (size_t i = 0; i < run.len;) {
        uint32_t letter;
        char bytes[4];
        if (has_marks_behind)
            letter = vni_letter(run, &i);
        else
            letter = tcvn3_letter(utf8_next(run, &i));
        text_add(out, (struct str){bytes, utf8_put(bytes, letter)});
    }
}

/* A letter that only Unicode has: no word of an old encoding holds it. */
static bool is_modern(struct str word)
{
    for (size_t i = 0; i < word.len;) {
        uint32_t character = utf8_next(word, &i);
        if ((character > 0xFF && character < 0x250) || (character >= 0x1E00 && character < 0x1F00))
            return true;
    }
    return false;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* The word at the front and the blanks behind it. */
static size_t word_end(struct str text, size_t *word_len)
{
    size_t end = 0;
    while (end < text.len && !is_blank(text.at[end]))
        end++;
    *word_len = end;
    while (end < text.len && is_blank(text.at[end]))
        end++;
    return end;
}

/* The text up to the next word of the other sort, blanks behind the words included. */
static struct str stretch_cut(struct str *rest, bool *is_old)
{
    struct str whole = *rest;
    size_t len, end = word_end(whole, &len);
    *is_old = !is_modern(str_part(whole, 0, len));
    while (end < whole.len) {
        struct str ahead = str_part(whole, end, whole.len);
        size_t step = word_end(ahead, &len);
        if (is_modern(str_part(ahead, 0, len)) == *is_old)
            break;
        end += step;
    }
    *rest = str_part(whole, end, whole.len);
    return str_part(whole, 0, end);
}

struct str vi_legacy_read(struct arena *mem, struct str text)
{
    /* No letter becomes longer than three bytes. */
    struct text out = text_new(mem, text.len * 3 + 1);
    bool is_old;
    while (text.len) {
        struct str stretch = stretch_cut(&text, &is_old);
        if (is_old)
            run_read(&out, stretch);
        else
            text_add(&out, stretch);
    }
    return text_str(&out);
}

bool vi_legacy_bytes(struct arena *mem, struct str bytes, struct str *text)
{
    struct text out = text_new(mem, bytes.len * 2 + 1);
    bool is_text = str_find_char(bytes, '\0') == bytes.len;
    for (size_t i = 0; is_text && i < bytes.len; i++) {
        char letter[4];
        text_add(&out, (struct str){letter, utf8_put(letter, (unsigned char)bytes.at[i])});
    }
    *text = text_str(&out);
    return vi_has_legacy_run(*text);
}
