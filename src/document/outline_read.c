#include "document/outline_tree.h"

#include "base/unicode.h"

#include <stdarg.h>

enum {
    OUTLINE_MAX_BYTES = 1024 * 1024,
    LINES_MAX = 10000,
    LINE_MAX_BYTES = 16 * 1024,
    DEPTH_MAX = 8,
    TABLE_CODES_MAX = 64,
};

static const struct str facet_names[FACET_COUNT] = {
    [FACET_NUMBER] = {"", 0},           [FACET_FRACTION] = {"fraction", 8},
    [FACET_PERCENT] = {"percent", 7},   [FACET_TARGET] = {"target", 6},
    [FACET_PREVIOUS] = {"previous", 8}, [FACET_ABOUT] = {"about", 5},
    [FACET_NAMES] = {"names", 5},       [FACET_PARTS] = {"parts", 5},
    [FACET_CHANGE] = {"change", 6},     [FACET_EXACT] = {"exact", 5},
};

static const struct str word_names[WORD_COUNT] = {
    [WORD_PERIOD] = {"period", 6},
    [WORD_UNIT] = {"unit", 4},
    [WORD_AREAS] = {"areas", 5},
};

/* Where the reading of one line stands. */
struct reader {
    struct arena *mem;
    struct outline_line *whole;
    struct str line; /* its text */
    size_t at;       /* next byte */
    int depth;
    struct error *err;
};

/* What may end a row of pieces. */
enum place { PLACE_LINE, PLACE_OPTIONAL, PLACE_CLAUSE };

void figure_split(struct str binding, struct str *code, enum figure_facet *facet)
{
    *code = binding;
    *facet = FACET_NUMBER;
    for (int i = FACET_FRACTION; i < FACET_COUNT; i++) {
        size_t tail = facet_names[i].len + 1;
        if (binding.len > tail && str_ends(binding, facet_names[i]) &&
            binding.at[binding.len - tail] == '.') {
            *code = str_part(binding, 0, binding.len - tail);
            *facet = (enum figure_facet)i;
        }
    }
}

struct str figure_facet_name(enum figure_facet facet)
{
    return facet_names[facet];
}

bool outline_fail(struct error *err, const struct outline_line *line, size_t at, const char *format,
                  ...)
{
    char reason[sizeof err->text];
    va_list values;
    va_start(values, format);
    vsnprintf(reason, sizeof reason, format, values);
    va_end(values);
    return fail(err, ERROR_INVALID, "outline", "dòng %zu, cột %zu: %s", line->number,
                utf8_count(str_part(line->text, 0, at)) + 1, reason);
}

static bool wrong(const struct reader *in, size_t at, const char *reason)
{
    return outline_fail(in->err, in->whole, at, "%s", reason);
}

static bool stands(const struct reader *in, struct str sign)
{
    return str_starts(str_part(in->line, in->at, in->line.len), sign);
}

static struct piece *piece_new(const struct reader *in, enum piece_kind kind)
{
    struct piece *piece = arena_one(in->mem, struct piece);
    piece->kind = kind;
    piece->at = in->at;
    return piece;
}

/* A row of words with single blanks between them. */
static struct str words_tidied(struct arena *mem, struct str words)
{
    list_of(struct str) parts = {0};
    for (struct str rest = words, part; str_cut(&rest, ' ', &part);)
        if (part.len)
            *list_add(&parts, mem) = part;
    return str_join(mem, parts.at, parts.count, S(" "));
}

/* True if a sign stands apart from the word before it, or at the end: the words of a figure are
 * printed as they stand, only what is around them is mended. */
static bool words_are_broken(struct str words)
{
    for (size_t i = 0; i < words.len; i++)
        if (strchr(",.;:", words.at[i]) && (i == 0 || strchr(" ,.;:", words.at[i - 1])))
            return true;
    return words.len && strchr(",;:", words.at[words.len - 1]);
}

bool figure_words(struct arena *mem, struct str text, struct str *words)
{
    *words = words_tidied(mem, text);
    return !words_are_broken(*words);
}

/* {word}, {code} or {code words}. */
static bool binding_read(struct reader *in, struct piece **result)
{
    struct str rest = str_part(in->line, in->at + 1, in->line.len);
    size_t len = str_find_char(rest, '}');
    if (len == rest.len)
        return wrong(in, in->at, "ngoặc { chưa đóng");
    struct str inside = str_trim(str_part(rest, 0, len)), name = inside;
    size_t blank = str_find_char(inside, ' ');
    name.len = blank;
    struct piece *piece = piece_new(in, PIECE_FIGURE);
    *result = piece;
    bool is_well = figure_words(in->mem, str_part(inside, blank, inside.len), &piece->text);
    if (str_find_char(piece->text, '{') < piece->text.len)
        return wrong(in, in->at, "ngoặc { chưa đóng");
    if (!is_well)
        return wrong(in, in->at, "chữ kèm số liệu không có dấu câu đứng riêng hay đứng cuối");
    for (int i = 0; i < WORD_COUNT; i++) {
        if (!str_is(name, word_names[i]))
            continue;
        if (piece->text.len)
            return wrong(in, in->at, "{period}, {unit}, {areas} không kèm chữ nào khác");
        piece->kind = PIECE_WORD;
        piece->word = (enum outline_word)i;
    }
    if (piece->kind == PIECE_FIGURE) {
        figure_split(name, &piece->code, &piece->facet);
        if (!figure_code_is_valid(piece->code))
            return outline_fail(in->err, in->whole, in->at,
                                "«%.*s» không phải mã số liệu (ví dụ: wel.gifts_count)",
                                STR_ARG(name));
    }
    in->at += len + 2;
    return true;
}

static bool has_figure(const struct piece *pieces)
{
    for (; pieces; pieces = pieces->next)
        if (pieces->kind == PIECE_FIGURE || has_figure(pieces->first))
            return true;
    return false;
}

static bool pieces_read(struct reader *in, enum place place, struct piece **first);

static bool optional_read(struct reader *in, struct piece **result)
{
    struct piece *piece = *result = piece_new(in, PIECE_OPTIONAL);
    size_t start = in->at++;
    if (!pieces_read(in, PLACE_OPTIONAL, &piece->first))
        return false;
    if (in->at == in->line.len)
        return wrong(in, start, "ngoặc [ chưa đóng");
    in->at++;
    if (!has_figure(piece->first))
        return wrong(in, start, "trong [ ] phải có ít nhất một số liệu");
    return true;
}

static enum list_joint joint_read(struct reader *in)
{
    if (stands(in, S(","))) {
        in->at++;
        return JOINT_COMMA;
    }
    if (stands(in, S("và "))) {
        in->at += S("và ").len;
        return JOINT_AND;
    }
    return JOINT_SEMICOLON;
}

static bool clauses_read(struct reader *in, struct piece **result)
{
    struct piece *list = *result = piece_new(in, PIECE_LIST), **place = &list->first;
    size_t start = in->at;
    in->at += 2;
    list->joint = joint_read(in);
    for (bool is_more = true; is_more; place = &(*place)->next) {
        struct piece *clause = *place = piece_new(in, PIECE_OPTIONAL);
        size_t clause_start = in->at;
        if (!pieces_read(in, PLACE_CLAUSE, &clause->first))
            return false;
        if (in->at == in->line.len)
            return wrong(in, start, "ngoặc [[ chưa đóng");
        if (!has_figure(clause->first))
            return wrong(in, clause_start, "mỗi vế trong [[ ]] phải có ít nhất một số liệu");
        is_more = in->line.at[in->at] == '|';
        in->at += is_more ? 1 : 2;
    }
    return true;
}

/* A stretch without signs, or one escaped sign. */
static bool text_read(struct reader *in, struct piece **result)
{
    struct piece *piece = *result = piece_new(in, PIECE_TEXT);
    if (in->line.at[in->at] == '\\') {
        struct str sign = str_part(in->line, in->at + 1, 1);
        if (sign.len == 0 || !strchr("{}[]|\\@#-", sign.at[0]))
            return wrong(in, in->at, "sau \\ phải là một trong các dấu { } [ ] | \\ @ # -");
        piece->text = sign;
        in->at += 2;
        return true;
    }
    size_t start = in->at;
    while (in->at < in->line.len && !strchr("{}[]|\\", in->line.at[in->at]))
        in->at++;
    piece->text = str_part(in->line, start, in->at - start);
    return true;
}

static bool piece_read(struct reader *in, struct piece **result)
{
    if (in->line.at[in->at] == '{')
        return binding_read(in, result);
    if (in->line.at[in->at] != '[')
        return text_read(in, result);
    if (++in->depth > DEPTH_MAX)
        return wrong(in, in->at, "ngoặc lồng nhau quá sâu (tối đa 8 lớp)");
    bool is_read = stands(in, S("[[")) ? clauses_read(in, result) : optional_read(in, result);
    in->depth--;
    return is_read;
}

/* Reads until the sign that ends `place` (left for the caller) or the line's end. */
static bool pieces_read(struct reader *in, enum place place, struct piece **first)
{
    for (; in->at < in->line.len; first = &(*first)->next) {
        char sign = in->line.at[in->at];
        if (sign == ']' &&
            (place == PLACE_OPTIONAL || (place == PLACE_CLAUSE && stands(in, S("]]")))))
            return true;
        if (sign == '|' && place == PLACE_CLAUSE)
            return true;
        if (sign == '|')
            return wrong(in, in->at, "dấu | chỉ đứng trong [[ ]]; muốn in dấu này, viết \\|");
        if (sign == ']' || sign == '}')
            return wrong(in, in->at, "dấu ngoặc đóng không có ngoặc mở");
        if (!piece_read(in, first))
            return false;
    }
    return true;
}

static bool heading_read(struct reader *in, struct outline_line *line)
{
    line->kind = LINE_HEADING;
    while (line->level < 3 && stands(in, S("#"))) {
        line->level++;
        in->at++;
    }
    if (!stands(in, S(" ")))
        return wrong(in, in->at, "sau # là một dấu cách rồi đến tên mục");
    if (!pieces_read(in, PLACE_LINE, &line->pieces))
        return false;
    if (has_figure(line->pieces))
        return wrong(in, 0, "tên mục không chứa số liệu");
    return true;
}

static bool slot_read(struct reader *in, struct outline_line *line)
{
    line->kind = LINE_SLOT;
    line->level = stands(in, S("@prose")) ? SLOT_HEADING_LEVEL : 0;
    struct str rest = str_trim(str_part(in->line, str_find_char(in->line, ' '), in->line.len));
    size_t blank = str_find_char(rest, ' ');
    line->slot = str_part(rest, 0, blank);
    line->title = str_trim(str_part(rest, blank, rest.len));
    for (size_t i = 0; i < line->slot.len; i++) {
        char c = line->slot.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
            return wrong(in, 0, "tên chỗ viết chỉ gồm a-z, 0-9 và dấu gạch dưới");
    }
    if (line->slot.len == 0 || line->title.len == 0)
        return wrong(in, 0, "viết: @prose tên_chỗ Tiêu đề");
    return true;
}

static bool table_read(struct reader *in, struct outline_line *line)
{
    line->kind = LINE_TABLE;
    struct str rest = str_part(in->line, S("@table").len, in->line.len);
    for (struct str code; str_cut(&rest, ' ', &code);) {
        if (code.len == 0)
            continue;
        if (!figure_code_is_valid(code))
            return outline_fail(in->err, in->whole, 0, "«%.*s» không phải mã số liệu",
                                STR_ARG(code));
        *list_add(&line->codes, in->mem) = code;
    }
    if (line->codes.count == 0 || line->codes.count > TABLE_CODES_MAX)
        return wrong(in, 0, "@table cần từ 1 đến 64 mã số liệu");
    return true;
}

static bool line_read(struct reader *in, struct outline_line *line)
{
    if (in->line.len == 0)
        return true; /* LINE_EMPTY */
    if (stands(in, S("#")))
        return heading_read(in, line);
    if (stands(in, S("@prose ")) || str_is(in->line, S("@prose")) || stands(in, S("@text ")))
        return slot_read(in, line);
    if (stands(in, S("@table ")) || str_is(in->line, S("@table")))
        return table_read(in, line);
    if (stands(in, S("@")))
        return wrong(in, 0, "chỉ có @prose, @text và @table; muốn in dấu @ ở đầu dòng, viết \\@");
    bool is_item = stands(in, S("- "));
    line->kind = is_item ? LINE_ITEM : LINE_SENTENCE;
    in->at = is_item ? 2 : 0;
    return pieces_read(in, PLACE_LINE, &line->pieces);
}

/* Twice the same slot, or two titles, would make one of them unreachable. */
static bool is_repeated(const struct outline *outline, const struct outline_line *line)
{
    for (size_t i = 0; i + 1 < outline->lines.count; i++) {
        const struct outline_line *other = &outline->lines.at[i];
        if (other->kind != line->kind)
            continue;
        if (line->kind == LINE_SLOT && str_is(other->slot, line->slot))
            return true;
        if (line->kind == LINE_HEADING && line->level == 1 && other->level == 1)
            return true;
    }
    return false;
}

/* One line from the caller into a new line of the outline, not yet taken apart. */
static bool line_take(struct arena *mem, struct str text, struct outline_line *line,
                      struct error *err)
{
    if (text.len > LINE_MAX_BYTES)
        return outline_fail(err, line, 0, "dòng quá dài (tối đa 16 KB)");
    if (!utf8_is_valid(text))
        return outline_fail(err, line, 0, "không phải chữ Unicode (UTF-8)");
    text = unicode_nfc(mem, str_trim(text));
    if (unicode_has_control(text))
        return outline_fail(err, line, 0, "có ký tự điều khiển không in được");
    line->text = text;
    return true;
}

bool outline_read(struct arena *mem, const struct str *lines, size_t count, struct outline *outline,
                  struct error *err)
{
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++) {
        struct outline_line *line = list_add(&outline->lines, mem);
        line->number = i + 1;
        bytes += lines[i].len;
        if (i == LINES_MAX || bytes > OUTLINE_MAX_BYTES)
            return outline_fail(err, line, 0, "dàn bài quá dài (tối đa 10.000 dòng, 1 MB)");
        if (!line_take(mem, lines[i], line, err))
            return false;
        struct reader in = {.mem = mem, .whole = line, .line = line->text, .err = err};
        if (!line_read(&in, line))
            return false;
        if ((line->kind == LINE_SLOT || line->kind == LINE_HEADING) && is_repeated(outline, line))
            return outline_fail(err, line, 0,
                                line->kind == LINE_SLOT ? "chỗ viết này đã có ở trên"
                                                        : "chỉ có một tên bài (#)");
    }
    return true;
}
