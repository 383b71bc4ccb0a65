/* SQL as text: the four words, the marks of values, and inserts that take many rows. */
#include "db/driver.h"

#include "base/text.h"

#include <ctype.h>

enum { SQL_MAX_BYTES = 1024 * 1024 };

enum piece_kind { PIECE_WORD, PIECE_VALUE, PIECE_OTHER };

struct piece {
    enum piece_kind kind;
    struct str text;
};

static bool is_word_char(char letter)
{
    return isalnum((unsigned char)letter) || letter == '_' || (unsigned char)letter >= 0x80;
}

/* How long a quoted text or a comment at the start is; 0 if there is none. What is left open runs
 * to the end: the database will say so. */
static size_t quoted_len(struct str sql)
{
    char first = sql.at[0];
    if (first == '\'' || first == '"') {
        size_t end = str_find_char(str_part(sql, 1, sql.len), first) + 2;
        return end < sql.len ? end : sql.len;
    }
    if (str_starts(sql, S("--")))
        return str_find_char(sql, '\n');
    if (str_starts(sql, S("/*"))) {
        size_t end = str_find(sql, S("*/")) + 2;
        return end < sql.len ? end : sql.len;
    }
    return 0;
}

/* Cuts the next piece off *rest: a word, a $n, a quoted text or comment, or one other character. */
static bool piece_next(struct str *rest, struct piece *piece)
{
    if (rest->len == 0)
        return false;
    size_t len = quoted_len(*rest);
    piece->kind = PIECE_OTHER;
    if (len == 0 && rest->at[0] == '$' && rest->len > 1 && isdigit((unsigned char)rest->at[1])) {
        piece->kind = PIECE_VALUE;
        for (len = 1; len < rest->len && isdigit((unsigned char)rest->at[len]);)
            len++;
    } else if (len == 0 && is_word_char(rest->at[0])) {
        piece->kind = PIECE_WORD;
        while (len < rest->len && is_word_char(rest->at[len]))
            len++;
    }
    piece->text = str_part(*rest, 0, len ? len : 1);
    *rest = str_part(*rest, piece->text.len, rest->len);
    return true;
}

struct str words_translate(struct arena *mem, const char *sql, const char *const words[5])
{
    static const char *const ours[5] = {"ID", "BYTES", "TEXT", "KEYED", "INT"};
    struct text out = text_new(mem, SIZE_MAX / 4);
    struct str rest = str_of(sql);
    for (struct piece piece; piece_next(&rest, &piece);) {
        size_t i = piece.kind == PIECE_WORD ? 0 : COUNT_OF(ours);
        while (i < COUNT_OF(ours) && !str_is(piece.text, str_of(ours[i])))
            i++;
        text_add(&out, i < COUNT_OF(ours) ? str_of(words[i]) : piece.text);
    }
    return str_copy(mem, text_str(&out));
}

struct str words_question(struct arena *mem, const char *sql)
{
    struct str result = str_copy(mem, str_of(sql)), rest = result;
    for (struct piece piece; piece_next(&rest, &piece);)
        if (piece.kind == PIECE_VALUE)
            *((char *)(uintptr_t)piece.text.at) = '?';
    return result;
}

static int value_number(struct str value)
{
    int64_t number;
    return str_to_int(str_part(value, 1, value.len), &number) && number < 65536 ? (int)number : 0;
}

int words_parameters(const char *sql)
{
    int most = 0;
    struct str rest = str_of(sql);
    for (struct piece piece; piece_next(&rest, &piece);)
        if (piece.kind == PIECE_VALUE && value_number(piece.text) > most)
            most = value_number(piece.text);
    return most;
}

/* Copies the bracket that must come next, without its outer pair, with columns in the place of
 * values. */
static bool bracket_copy(struct text *out, struct str *rest)
{
    int open = 0;
    for (struct piece piece; piece_next(rest, &piece);) {
        bool is_open = str_is(piece.text, S("(")), is_close = str_is(piece.text, S(")"));
        open += is_open - is_close;
        if (is_close && open == 0)
            return true;
        if (open == 0 && !isspace((unsigned char)piece.text.at[0]))
            return false;
        if (piece.kind == PIECE_VALUE)
            text_format(out, "rows_%d", value_number(piece.text));
        else if (open > 1 || !is_open)
            text_add(out, piece.text);
    }
    return false;
}

bool words_from_rows(struct arena *mem, const char *sql, struct str source, struct str *result,
                     struct error *err)
{
    struct text out = text_new(mem, SQL_MAX_BYTES);
    struct str rest = str_of(sql);
    for (struct piece piece; piece_next(&rest, &piece);) {
        if (piece.kind != PIECE_WORD || !str_is(piece.text, S("VALUES"))) {
            text_add(&out, piece.text);
            continue;
        }
        text_add(&out, S("SELECT "));
        if (!bracket_copy(&out, &rest) || words_parameters(rest.at) > 0)
            break;
        text_add(&out, S(" FROM "));
        text_add(&out, source);
        text_add(&out, S(" WHERE true"));
        text_add(&out, rest);
        text_char(&out, '\0');
        return text_end(&out, "sql", result, err);
    }
    return fail(err, ERROR_BROKEN, "sql",
                "câu lệnh ghi nhiều dòng phải có dạng INSERT … VALUES ($1, …), giá trị chỉ đứng "
                "trong ngoặc: %s",
                sql);
}
