#include "web/form.h"

#include "base/unicode.h"

#include <strings.h>

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

/* The byte that the escape at the start of `text` stands for; -1 for none, a bad one and %00. */
static int escape_read(struct str text)
{
    if (text.len < 3 || hex_digit(text.at[1]) < 0 || hex_digit(text.at[2]) < 0)
        return -1;
    int byte = hex_digit(text.at[1]) * 16 + hex_digit(text.at[2]);
    return byte ? byte : -1;
}

/* Undoes percent escapes, and '+' for a blank if is_plus_blank. The text itself where there is
 * nothing to undo. */
static bool escapes_undo(struct arena *mem, struct str text, bool is_plus_blank, struct str *plain,
                         struct error *err)
{
    *plain = text;
    if (str_find_char(text, '%') == text.len &&
        (!is_plus_blank || str_find_char(text, '+') == text.len))
        return true;
    char *out = arena_take(mem, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        out[len] = text.at[i];
        if (text.at[i] == '+' && is_plus_blank)
            out[len] = ' ';
        if (text.at[i] == '%') {
            int byte = escape_read(str_part(text, i, 3));
            if (byte < 0)
                return fail(err, ERROR_INVALID, "", "có ký hiệu %% viết sai trong yêu cầu");
            out[len] = (char)byte;
            i += 2;
        }
        len++;
    }
    *plain = (struct str){out, len};
    return true;
}

/* Segments must be plain names: what is empty or made of dots is another address for something that
 * has one already, and "//host" in a redirect would lead away from this site. */
static bool path_check(struct str path, struct error *err)
{
    struct str rest = str_part(path, 1, path.len), segment;
    while (str_cut(&rest, '/', &segment)) {
        bool is_last = rest.at == NULL;
        if (segment.len == 0 && !is_last)
            return fail(err, ERROR_INVALID, "", "địa chỉ có hai dấu / liền nhau");
        if (str_is(segment, S(".")) || str_is(segment, S("..")))
            return fail(err, ERROR_INVALID, "", "địa chỉ có đoạn chỉ gồm dấu chấm");
    }
    return true;
}

bool form_read_target(struct arena *mem, struct str target, struct str *path, struct str *query,
                      struct error *err)
{
    if (!str_starts(target, S("/")) || str_find_char(target, '#') != target.len)
        return fail(err, ERROR_INVALID, "", "địa chỉ phải bắt đầu bằng / và không có #");
    size_t end = str_find_char(target, '?');
    *query = end == target.len ? STR_NONE : str_part(target, end + 1, target.len);
    struct str raw = str_part(target, 0, end), plain;
    for (size_t i = 0; i + 2 < raw.len; i++)
        if (raw.at[i] == '%' && escape_read(str_part(raw, i, 3)) == '/')
            return fail(err, ERROR_INVALID, "", "địa chỉ có dấu / viết thành %%2F");
    if (!escapes_undo(mem, raw, false, &plain, err))
        return false;
    if (!utf8_is_valid(plain))
        return fail(err, ERROR_INVALID, "", "địa chỉ không phải là UTF-8");
    if (unicode_has_control(plain))
        return fail(err, ERROR_INVALID, "", "địa chỉ có ký tự điều khiển");
    *path = unicode_nfc(mem, plain);
    return path_check(*path, err);
}

static bool form_add(struct arena *mem, struct form *form, struct form_field field,
                     struct error *err)
{
    if (form->count >= FORM_FIELDS_MAX)
        return fail(err, ERROR_INVALID, "", "yêu cầu có hơn %d trường", FORM_FIELDS_MAX);
    *list_add(form, mem) = field;
    return true;
}

bool form_read_pairs(struct arena *mem, struct str text, struct form *form, struct error *err)
{
    struct str pair;
    while (str_cut(&text, '&', &pair)) {
        if (pair.len == 0)
            continue;
        size_t end = str_find_char(pair, '=');
        struct form_field field = {0};
        if (!escapes_undo(mem, str_part(pair, 0, end), true, &field.name, err) ||
            !escapes_undo(mem, str_part(pair, end + 1, pair.len), true, &field.value, err))
            return false;
        if (!form_add(mem, form, field, err))
            return false;
    }
    return true;
}

/* Takes "; key=value" or "; key="value"" off the front of *rest. Browsers write %22 for a quote
 * inside the quotes, never a backslash escape, so the first quote ends the value. */
static bool parameter_cut(struct str *rest, struct str *key, struct str *value)
{
    struct str text = str_trim(*rest);
    if (!str_starts(text, S(";")))
        return false;
    text = str_trim(str_part(text, 1, text.len));
    size_t end = str_find_char(text, '=');
    if (end == text.len)
        return false;
    *key = str_part(text, 0, end);
    text = str_part(text, end + 1, text.len);
    bool is_quoted = str_starts(text, S("\""));
    text = str_part(text, is_quoted, text.len);
    size_t len = str_find_char(text, is_quoted ? '"' : ';');
    if (is_quoted && len == text.len)
        return false;
    *value = str_part(text, 0, len);
    *rest = str_part(text, len + is_quoted, text.len);
    return true;
}

static bool is_name(struct str text, const char *wanted)
{
    return text.len == strlen(wanted) && strncasecmp(text.at, wanted, text.len) == 0;
}

/* The value of a parameter of a header such as Content-Disposition: form-data; name="x". */
static bool parameter_find(struct str header, const char *wanted, struct str *found)
{
    struct str rest = str_part(header, str_find_char(header, ';'), header.len), key, value;
    while (parameter_cut(&rest, &key, &value)) {
        if (is_name(key, wanted)) {
            *found = value;
            return true;
        }
    }
    return false;
}

/* Reads the header lines of one part: the field's name, and what a file is called. */
static bool part_name(struct arena *mem, struct str head, struct form_field *field,
                      struct error *err)
{
    bool is_named = false;
    while (head.len) {
        size_t end = str_find(head, S("\r\n"));
        struct str line = str_part(head, 0, end);
        head = str_part(head, end + 2, head.len);
        size_t colon = str_find_char(line, ':');
        struct str value = str_trim(str_part(line, colon + 1, line.len));
        if (!is_name(str_part(line, 0, colon), "content-disposition"))
            continue;
        if (is_named || !is_name(str_part(value, 0, 10), "form-data;") ||
            !parameter_find(value, "name", &field->name))
            return fail(err, ERROR_INVALID, "", "một phần của biểu mẫu không có tên");
        is_named = true;
        (void)parameter_find(value, "filename", &field->file);
    }
    if (!is_named)
        return fail(err, ERROR_INVALID, "", "một phần của biểu mẫu không có tên");
    return escapes_undo(mem, field->name, false, &field->name, err);
}

bool form_read_multipart(struct arena *mem, struct str body, struct str boundary, struct form *form,
                         struct error *err)
{
    struct str line = str_join(mem, (struct str[]){S("\r\n--"), boundary}, 2, S(""));
    struct str start = str_part(line, 2, line.len);
    if (boundary.len == 0 || boundary.len > 70 || !str_starts(body, start))
        return fail(err, ERROR_INVALID, "", "biểu mẫu không bắt đầu bằng dấu phân cách của nó");
    struct str rest = str_part(body, start.len, body.len);
    while (str_starts(rest, S("\r\n"))) {
        rest = str_part(rest, 2, rest.len);
        size_t head_len = str_find(rest, S("\r\n\r\n"));
        struct str content = str_part(rest, head_len + 4, rest.len);
        size_t len = str_find(content, line);
        if (head_len == rest.len || len == content.len)
            return fail(err, ERROR_INVALID, "", "biểu mẫu bị cắt giữa chừng");
        struct form_field field = {.value = str_part(content, 0, len)};
        if (!part_name(mem, str_part(rest, 0, head_len), &field, err) ||
            !form_add(mem, form, field, err))
            return false;
        rest = str_part(content, len + line.len, content.len);
    }
    if (!str_is(rest, S("--")) && !str_is(rest, S("--\r\n")))
        return fail(err, ERROR_INVALID, "", "biểu mẫu không kết thúc bằng dấu phân cách của nó");
    return true;
}

bool form_read_body(struct arena *mem, struct str type, struct str body, struct form *form,
                    struct error *err)
{
    if (body.len == 0)
        return true;
    struct str essence = str_trim(str_part(type, 0, str_find_char(type, ';'))), boundary;
    if (is_name(essence, "application/x-www-form-urlencoded"))
        return form_read_pairs(mem, body, form, err);
    if (is_name(essence, "multipart/form-data") && parameter_find(type, "boundary", &boundary))
        return form_read_multipart(mem, body, boundary, form, err);
    return fail(err, ERROR_INVALID, "", "nội dung gửi lên không phải là biểu mẫu");
}

void form_put_escaped(struct text *out, struct str value, bool is_path)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < value.len; i++) {
        unsigned char byte = (unsigned char)value.at[i];
        bool is_plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                        (byte >= 'a' && byte <= 'z') || (byte && strchr("-._~", byte)) ||
                        (byte == '/' && is_path);
        if (is_plain)
            text_char(out, (char)byte);
        else
            text_add(out, (struct str){(char[]){'%', digits[byte >> 4], digits[byte & 15]}, 3});
    }
}
