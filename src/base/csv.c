#include "base/csv.h"
#include "base/text.h"
#include "base/unicode.h"

/* "7" for the error's field: the line is where a form or a report points to. */
struct line_name {
    char text[24];
};

static struct line_name line_name(int64_t line)
{
    struct line_name name;
    snprintf(name.text, sizeof name.text, "%lld", (long long)line);
    return name;
}

/* A column as spreadsheets call it, behind its number: "3 (C)". */
struct column_name {
    char text[40];
};

static struct column_name column_name(size_t column)
{
    char letters[16], *first = letters + sizeof letters - 1;
    *first = '\0';
    for (size_t rest = column; rest > 0; rest = (rest - 1) / 26)
        *--first = (char)('A' + (rest - 1) % 26);
    struct column_name name;
    snprintf(name.text, sizeof name.text, "%zu (%s)", column, first);
    return name;
}

static bool fail_in_field(struct error *err, int64_t line, size_t column, const char *reason)
{
    return fail(err, ERROR_INVALID, line_name(line).text, "dòng %lld, cột %s: %s", (long long)line,
                column_name(column).text, reason);
}

static bool is_one_of(char byte, struct str set)
{
    return str_find_char(set, byte) < set.len;
}

/* Beginning */

static int64_t lines_before(struct str bytes, size_t end)
{
    int64_t count = 1;
    for (size_t i = 0; i < end; i++)
        count += bytes.at[i] == '\n';
    return count;
}

/* The first line that holds anything, and how many stand before it. */
static struct str header_line(struct str bytes)
{
    struct str line = S("");
    while (str_trim(line).len == 0 && str_cut(&bytes, '\n', &line))
        ;
    return line;
}

/* The separator that stands most often outside quotes; ';' wins a tie, for a Vietnamese Excel
 * writes it and its cells may hold commas. */
static char separator_find(struct str line)
{
    static const char separators[] = {';', '\t', ','};
    size_t counts[COUNT_OF(separators)] = {0}, best = 0;
    bool is_quoted = false;
    for (size_t i = 0; i < line.len; i++) {
        is_quoted ^= line.at[i] == '"';
        for (size_t s = 0; s < COUNT_OF(separators) && !is_quoted; s++)
            counts[s] += line.at[i] == separators[s];
    }
    for (size_t s = 1; s < COUNT_OF(separators); s++)
        if (counts[s] > counts[best])
            best = s;
    if (counts[best] == 0)
        return ',';
    return separators[best];
}

/* Excel's own first line "sep=;" names the separator and is no row. */
static bool separator_line(struct csv *csv)
{
    struct str line, rest = csv->bytes;
    if (!str_cut(&rest, '\n', &line))
        return false;
    if (str_ends(line, S("\r")))
        line.len--;
    if (line.len != 5 || strncasecmp(line.at, "sep=", 4) != 0 || !is_one_of(line.at[4], S(";,\t")))
        return false;
    csv->separator = line.at[4];
    csv->bytes = rest;
    csv->next_line = 2;
    return true;
}

bool csv_begin(struct csv *csv, struct str bytes, struct error *err)
{
    *csv = (struct csv){.bytes = bytes, .separator = ',', .next_line = 1};
    if (str_starts(bytes, S("\xFF\xFE")) || str_starts(bytes, S("\xFE\xFF")))
        return fail(err, ERROR_INVALID, "1",
                    "dòng 1: tệp ở dạng UTF-16; hãy lưu lại dưới dạng «CSV UTF-8»");
    if (str_starts(bytes, S("PK\x03\x04")))
        return fail(err, ERROR_INVALID, "1",
                    "dòng 1: đây là tệp Excel (.xlsx), không phải CSV; hãy lưu lại dưới dạng "
                    "«CSV UTF-8»");
    if (str_starts(bytes, S("\xEF\xBB\xBF")))
        csv->bytes = str_part(bytes, 3, bytes.len);
    size_t zero = str_find_char(bytes, '\0');
    if (zero < bytes.len) {
        int64_t line = lines_before(bytes, zero);
        return fail(err, ERROR_INVALID, line_name(line).text,
                    "dòng %lld: có byte 0; đây không phải là tệp văn bản UTF-8", (long long)line);
    }
    if (str_trim(csv->bytes).len == 0)
        return fail(err, ERROR_INVALID, "1", "dòng 1: tệp rỗng");
    if (!separator_line(csv))
        csv->separator = separator_find(header_line(csv->bytes));
    return true;
}

/* Fields */

static void field_add(struct csv_fields *fields, struct arena *mem, struct str value)
{
    *list_add(fields, mem) = value;
}

/* True if all bytes are printable ASCII: the common field needs no second look. */
static bool is_printable(struct str text)
{
    size_t i = 0;
    unsigned char strange = 0;
    for (; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        strange |= byte < 0x20 || byte > 0x7E;
    }
    return !strange;
}

/* What is wrong with the characters of a field, or NULL. */
static const char *characters_trouble(struct str value, bool is_quoted)
{
    if (is_printable(value))
        return NULL;
    if (!utf8_is_valid(value))
        return "không phải UTF-8; hãy lưu tệp dưới dạng «CSV UTF-8»";
    for (size_t i = 0; i < value.len; i++) {
        unsigned char byte = (unsigned char)value.at[i];
        bool is_allowed = byte == '\t' || (is_quoted && (byte == '\r' || byte == '\n'));
        if ((byte < 0x20 && !is_allowed) || byte == 0x7F)
            return "có ký tự điều khiển";
    }
    return NULL;
}

static bool field_check(struct str value, bool is_quoted, int64_t line, size_t column,
                        struct error *err)
{
    if (value.len > CSV_FIELD_MAX_BYTES)
        return fail(err, ERROR_INVALID, line_name(line).text,
                    "dòng %lld, cột %s: ô dài quá %d byte%s", (long long)line,
                    column_name(column).text, CSV_FIELD_MAX_BYTES,
                    is_quoted ? "; có thể thiếu dấu ngoặc kép đóng" : "");
    const char *trouble = characters_trouble(value, is_quoted);
    return !trouble || fail_in_field(err, line, column, trouble);
}

static struct str without_doubled_quotes(struct arena *mem, struct str raw)
{
    if (str_find_char(raw, '"') == raw.len)
        return raw;
    char *text = arena_take(mem, raw.len), *end = text;
    for (size_t i = 0; i < raw.len; i++) {
        *end++ = raw.at[i];
        i += raw.at[i] == '"'; /* its double */
    }
    return (struct str){text, (size_t)(end - text)};
}

/* The bytes from `from` to before the closing quote; false if there is none. */
static bool quoted_part(struct str bytes, size_t from, struct str *raw)
{
    for (size_t i = from; i < bytes.len; i += 2) {
        i += str_find_char(str_part(bytes, i, bytes.len), '"');
        if (i >= bytes.len)
            return false;
        if (i + 1 < bytes.len && bytes.at[i + 1] == '"')
            continue;
        *raw = str_part(bytes, from, i - from);
        return true;
    }
    return false;
}

static bool is_row_end(struct str rest)
{
    return rest.len == 0 || rest.at[0] == '\n' || str_starts(rest, S("\r\n")) ||
           str_is(rest, S("\r"));
}

/* Reads a field that begins with a quote off the front of csv->bytes. */
static bool quoted_field(struct csv *csv, struct arena *mem, struct csv_fields *fields,
                         struct error *err)
{
    struct str raw;
    size_t column = fields->count + 1;
    int64_t line = csv->next_line;
    if (!quoted_part(csv->bytes, 1, &raw))
        return fail_in_field(err, line, column, "ngoặc kép mở ra mà không đóng");
    if (!field_check(raw, true, line, column, err))
        return false;
    csv->next_line += lines_before(raw, raw.len) - 1;
    csv->bytes = str_part(csv->bytes, raw.len + 2, csv->bytes.len);
    if (!is_row_end(csv->bytes) && csv->bytes.at[0] != csv->separator)
        return fail_in_field(err, csv->next_line, column, "có chữ sau dấu ngoặc kép đóng");
    field_add(fields, mem, without_doubled_quotes(mem, raw));
    return true;
}

static bool plain_field(struct csv *csv, struct arena *mem, struct csv_fields *fields,
                        struct str line, struct error *err)
{
    struct str value = str_part(line, 0, str_find_char(line, csv->separator));
    if (!field_check(value, false, csv->next_line, fields->count + 1, err))
        return false;
    field_add(fields, mem, value);
    csv->bytes = str_part(csv->bytes, value.len, csv->bytes.len);
    return true;
}

/* What is left of the line without its end. */
static struct str line_of(struct str bytes)
{
    struct str line = str_part(bytes, 0, str_find_char(bytes, '\n'));
    if (str_ends(line, S("\r")))
        line.len--;
    return line;
}

/* Reads fields up to and with the row's end. */
static bool row_read(struct csv *csv, struct arena *mem, struct csv_fields *fields,
                     struct error *err)
{
    struct str line = line_of(csv->bytes);
    for (;;) {
        if (fields->count == CSV_COLUMNS_MAX)
            return fail(err, ERROR_INVALID, line_name(csv->next_line).text,
                        "dòng %lld: có hơn %d cột", (long long)csv->next_line, CSV_COLUMNS_MAX);
        bool is_quoted = csv->bytes.len && csv->bytes.at[0] == '"';
        if (!(is_quoted ? quoted_field(csv, mem, fields, err)
                        : plain_field(csv, mem, fields, line, err)))
            return false;
        if (is_row_end(csv->bytes))
            break;
        csv->bytes = str_part(csv->bytes, 1, csv->bytes.len); /* the separator */
        line = is_quoted ? line_of(csv->bytes)
                         : str_part(line, (size_t)(csv->bytes.at - line.at), line.len);
    }
    struct str ended;
    str_cut(&csv->bytes, '\n', &ended);
    csv->next_line++;
    return true;
}

bool csv_row(struct csv *csv, struct arena *mem, struct csv_fields *fields, bool *is_end,
             struct error *err)
{
    while (csv->bytes.len) {
        fields->count = 0;
        csv->line = csv->next_line;
        if (!row_read(csv, mem, fields, err))
            return false;
        for (size_t i = 0; i < fields->count; i++)
            if (str_trim(fields->at[i]).len) {
                *is_end = false;
                return true;
            }
    }
    fields->count = 0;
    *is_end = true;
    return true;
}

/* Writing */

/* "-1.200,5" is a figure and must stay one; "-1+cmd" is not. */
static bool is_number(struct str value)
{
    size_t digits = 0;
    for (size_t i = value.at[0] == '-' || value.at[0] == '+'; i < value.len; i++) {
        bool is_digit = value.at[i] >= '0' && value.at[i] <= '9';
        if (!is_digit && value.at[i] != '.' && value.at[i] != ',')
            return false;
        digits += is_digit;
    }
    return digits > 0;
}

static bool is_formula(struct str value)
{
    return value.len && is_one_of(value.at[0], S("=+-@\t\r")) && !is_number(value);
}

void csv_put(struct text *out, struct str value, bool is_first_of_row)
{
    if (!is_first_of_row)
        text_char(out, ',');
    bool is_quoted = is_formula(value);
    for (size_t i = 0; i < value.len && !is_quoted; i++)
        is_quoted = is_one_of(value.at[i], S("\",;\t\r\n"));
    if (!is_quoted) {
        text_add(out, value);
        return;
    }
    text_char(out, '"');
    if (is_formula(value))
        text_char(out, '\'');
    struct str part;
    for (bool is_later = false; str_cut(&value, '"', &part); is_later = true) {
        if (is_later)
            text_add(out, S("\"\""));
        text_add(out, part);
    }
    text_char(out, '"');
}
