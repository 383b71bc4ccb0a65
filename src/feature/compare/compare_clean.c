/* Bytes that somebody pasted or saved, made fit for reading. */
#include "base/text.h"
#include "base/unicode.h"
#include "feature/compare/compare_read.h"

/* Bytes of the tag of HTML that begins at `at`, or 0. Not "5 < 6". */
static size_t tag_len(struct str text, size_t at)
{
    enum { TAG_MAX_BYTES = 4000 };
    size_t next = at + 1;
    bool is_tag = next < text.len && (text.at[next] == '/' || text.at[next] == '!' ||
                                      ((text.at[next] | 32) >= 'a' && (text.at[next] | 32) <= 'z'));
    for (size_t i = next; is_tag && i < text.len && i - at < TAG_MAX_BYTES; i++) {
        if (text.at[i] == '<')
            return 0;
        if (text.at[i] == '>')
            return i + 1 - at;
    }
    return 0;
}

/* Paragraphs, items, cells and breaks part lines; other tags part words at most. */
static bool is_block_tag(struct str tag)
{
    static const char *const names[] = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "td"};
    size_t from = tag.len > 1 && tag.at[1] == '/' ? 2 : 1;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str name = str_of(names[i]);
        size_t behind = from + name.len;
        if (behind < tag.len && strncasecmp(tag.at + from, names[i], name.len) == 0 &&
            strchr(" />\t", tag.at[behind]))
            return true;
    }
    return false;
}

/* Bytes of an address at `at`: "https://…", or the target of a Markdown link from its "](" on; 0 if
 * there is none. Digits in it are no figures. */
static size_t address_len(struct str text, size_t at)
{
    struct str rest = str_part(text, at, 8);
    bool is_target = str_starts(rest, S("](/")) || str_starts(rest, S("](http"));
    if (!is_target && !str_starts(rest, S("http://")) && !str_starts(rest, S("https://")))
        return 0;
    size_t end = at;
    while (end < text.len && !strchr(" \t\r\n<>\"", text.at[end]) &&
           !(text.at[end] == ')' && end > at))
        end++;
    return is_target && end < text.len && text.at[end] == ')' ? end + 1 - at : end - at;
}

/* Bytes of a blank of HTML ("&nbsp;") or of a character that cannot be seen at `at`, or 0. */
static size_t unseen_len(struct str text, size_t at)
{
    struct str rest = str_part(text, at, 8);
    unsigned char byte = (unsigned char)text.at[at];
    if (str_starts(rest, S("&nbsp;")))
        return 6;
    if (byte == 0x7F || (byte < 0x20 && byte != '\n'))
        return 1;
    if (byte < 0x80)
        return 0;
    size_t end = at;
    uint32_t character = utf8_next(text, &end);
    bool is_unseen = character < 0xA0 || character == 0xAD ||
                     (character >= 0x200B && character <= 0x200F) ||
                     (character >= 0x2028 && character <= 0x202E) ||
                     (character >= 0x2060 && character <= 0x206F) || character == 0xFEFF;
    return is_unseen ? end - at : 0;
}

/* What stands for an unseen character: line ends as LF, a blank for what parts words, nothing for
 * zero-width signs inside a word. */
static struct str seen_instead(struct str text, size_t at, size_t len)
{
    bool is_return = text.at[at] == '\r';
    bool has_line_end = at + 1 < text.len && text.at[at + 1] == '\n';
    struct str character = str_part(text, at, len);
    if (is_return)
        return has_line_end ? S("") : S("\n");
    bool is_parting = (unsigned char)text.at[at] < 0x80 || str_is(character, S("\u2028")) ||
                      str_is(character, S("\u2029"));
    return is_parting ? S(" ") : S("");
}

static struct str unseen_drop(struct arena *mem, struct str text)
{
    struct text out = text_new(mem, text.len + 1);
    for (size_t i = 0; i < text.len;) {
        size_t tag = text.at[i] == '<' ? tag_len(text, i) : 0;
        size_t address = tag ? 0 : address_len(text, i);
        size_t unseen = tag || address ? 0 : unseen_len(text, i), from = i;
        if (tag || address)
            text_char(&out, tag && is_block_tag(str_part(text, i, tag)) ? '\n' : ' ');
        else if (unseen)
            text_add(&out, seen_instead(text, i, unseen));
        if (!tag && !address && !unseen) {
            utf8_next(text, &i);
            text_add(&out, str_part(text, from, i - from));
        }
        i += tag + address + unseen;
    }
    return text_str(&out);
}

static size_t broken_line(struct str bytes)
{
    size_t line = 1;
    struct str part;
    while (str_cut(&bytes, '\n', &part) && utf8_is_valid(part))
        line++;
    return line;
}

bool compare_clean(struct arena *mem, struct str bytes, struct str *text, struct error *err)
{
    if (bytes.len > COMPARE_MAX_BYTES)
        return fail(err, ERROR_INVALID, "van-ban", "bài dài quá 1 MB; hãy soi từng phần");
    if (memchr(bytes.at ? bytes.at : "", '\0', bytes.len))
        return fail(err, ERROR_INVALID, "van-ban",
                    "đây không phải là văn bản thường (tệp Word, PDF?); hãy chép phần chữ ra");
    if (!utf8_is_valid(bytes))
        return fail(err, ERROR_INVALID, "van-ban",
                    "dòng %zu không phải là UTF-8; hãy lưu lại tệp dạng văn bản Unicode (UTF-8)",
                    broken_line(bytes));
    *text = unicode_nfc(mem, unseen_drop(mem, bytes));
    return str_trim(*text).len > 0 || fail(err, ERROR_INVALID, "van-ban", "bài chưa có chữ nào");
}
