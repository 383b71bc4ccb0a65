#include "base/file.h"
#include "template.h"

/* ---- letters ---- */

/* The character at text[i], of any length; the next byte's place in *next. Malformed bytes count as
 * themselves: the question is only whether they are letters. */
static uint32_t character_at(struct str text, size_t i, size_t *next)
{
    unsigned char lead = (unsigned char)text.at[i];
    size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    uint32_t character = more ? lead & (0x3FU >> more) : lead;
    *next = i + 1;
    while (more-- && *next < text.len && ((unsigned char)text.at[*next] & 0xC0) == 0x80)
        character = character << 6 | ((unsigned char)text.at[(*next)++] & 0x3F);
    return character;
}

static bool character_is_letter(uint32_t character)
{
    if (character < 0x80)
        return (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
    if (character < 0xC0 || character == 0xD7 || character == 0xF7)
        return character == 0xAA || character == 0xB5 || character == 0xBA;
    /* Punctuation, arrows, signs, drawings; CJK signs; private use; emoji. */
    return !(character >= 0x2000 && character < 0x2C00) &&
           !(character >= 0x3000 && character < 0x3040) &&
           !(character >= 0xE000 && character < 0xF900) &&
           !(character >= 0xFE00 && character < 0xFE70) && character < 0x1F000;
}

bool message_has_letter(struct str text)
{
    for (size_t i = 0, next; i < text.len; i = next)
        if (character_is_letter(character_at(text, i, &next)))
            return true;
    return false;
}

/* ---- what is used where ---- */

void message_collect(struct arena *mem, const struct template *source, struct message_uses *uses)
{
    for (size_t i = 0; i < source->functions.count; i++) {
        const struct pieces *pieces = &source->functions.at[i].pieces;
        for (size_t k = 0; k < pieces->count; k++)
            if (pieces->at[k].type == PIECE_MESSAGE)
                *list_add(uses, mem) =
                    (struct message_use){pieces->at[k].text, source->path, pieces->at[k].line};
    }
}

/* Undoes one C or .po escape behind a backslash; false for one we do not write. */
static bool unescape(char byte, struct text *out)
{
    const char *known = "n\nt\tr\r\"\"\\\\'";
    for (; *known && known[1]; known += 2)
        if (*known == byte) {
            text_char(out, known[1]);
            return true;
        }
    return byte == '\'' ? text_char(out, byte), true : false;
}

/* Reads the literal between two quotes at text[*i] into `out`; *i moves behind it. */
static bool literal_read(struct str text, size_t *i, struct text *out)
{
    if (*i >= text.len || text.at[*i] != '"')
        return false;
    for ((*i)++; *i < text.len && text.at[*i] != '\n'; (*i)++) {
        if (text.at[*i] == '"') {
            (*i)++;
            return true;
        }
        if (text.at[*i] != '\\')
            text_char(out, text.at[*i]);
        else if (++*i >= text.len || !unescape(text.at[*i], out))
            return false;
    }
    return false;
}

static size_t blanks_end(struct str text, size_t i)
{
    while (i < text.len && (text.at[i] == ' ' || text.at[i] == '\t' || text.at[i] == '\n'))
        i++;
    return i;
}

/* Reads "…" "…" at text[i]; false if there is no literal or one that cannot be read. */
static bool literals_read(struct arena *mem, struct str text, size_t i, struct str *id)
{
    struct text joined = text_new(mem, TEMPLATE_MAX_BYTES);
    i = blanks_end(text, i);
    do {
        if (!literal_read(text, &i, &joined))
            return false;
        i = blanks_end(text, i);
    } while (i < text.len && text.at[i] == '"');
    *id = text_str(&joined);
    return true;
}

static int line_of(struct str text, size_t at)
{
    int line = 1;
    for (size_t i = 0; i < at; i++)
        line += text.at[i] == '\n';
    return line;
}

static bool is_in_name(struct str text, size_t i)
{
    if (i >= text.len)
        return false;
    char byte = text.at[i];
    return byte == '_' || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

/* Where the parentheses that open before text[i] close, or text.len. */
static size_t call_end(struct str text, size_t i)
{
    for (int depth = 1; i < text.len;) {
        size_t end = c_quoted_end(text, i);
        depth += (text.at[i] == '(') - (text.at[i] == ')');
        if (depth == 0)
            return i;
        i = end > i && end != C_ENDLESS ? end : i + 1;
    }
    return text.len;
}

/* The literal of S("…") among a call's arguments, or of the call's only argument. False when it is
 * there but cannot be read. A call without a literal translates what another place has marked. */
static bool call_literal(struct arena *mem, struct str call, bool is_mark, struct str *id)
{
    size_t literal = str_find(call, S("S(\""));
    *id = STR_NONE;
    if (is_mark)
        return literals_read(mem, call, 0, id);
    return literal == call.len || literals_read(mem, call, literal + 2, id);
}

bool message_collect_c(struct arena *mem, const char *path, struct str bytes,
                       struct message_uses *uses, struct error *err)
{
    static const char *const calls[] = {"html_translate(", "MESSAGE("};
    for (size_t i = 0; i < bytes.len;) {
        size_t end = c_quoted_end(bytes, i);
        const char *found = NULL;
        struct str rest = str_part(bytes, i, bytes.len), id;
        for (size_t k = 0; k < COUNT_OF(calls); k++)
            if (str_starts(rest, str_of(calls[k])) && (i == 0 || !is_in_name(bytes, i - 1)))
                found = calls[k];
        if (!found || (i > 0 && str_ends(str_part(bytes, 0, i), S("#define ")))) {
            i = end > i && end != C_ENDLESS ? end : i + 1;
            continue;
        }
        size_t from = i + strlen(found), close = call_end(bytes, from);
        if (!call_literal(mem, str_part(bytes, from, close - from), found == calls[1], &id))
            return fail(err, ERROR_INVALID, "", "%s:%d: no readable literal in %s…)", path,
                        line_of(bytes, i), found);
        if (id.at)
            *list_add(uses, mem) = (struct message_use){id, path, line_of(bytes, i)};
        i = from;
    }
    return true;
}

/* ---- .pot ---- */

struct use_place {
    const struct message_use *use;
};

/* Order by id, then by place: the uses stand in one list. */
static int place_order(const void *a, const void *b)
{
    const struct use_place *left = a, *right = b;
    int order = str_order(left->use->id, right->use->id);
    return order ? order : (left->use > right->use) - (left->use < right->use);
}

struct use_group {
    const struct use_place *first;
    size_t count;
};

static int group_order(const void *a, const void *b)
{
    const struct use_group *left = a, *right = b;
    return (left->first->use > right->first->use) - (left->first->use < right->first->use);
}

void message_write_pot(struct arena *mem, const struct message_uses *uses, struct text *out)
{
    text_add(out, S("# Messages of doanket, in Vietnamese. Made by tools/pot: do not edit.\n"
                    "msgid \"\"\nmsgstr \"\"\n"
                    "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                    "\"Content-Transfer-Encoding: 8bit\\n\"\n"));
    struct use_place *sorted = arena_many(mem, struct use_place, uses->count);
    struct use_group *groups = arena_many(mem, struct use_group, uses->count);
    size_t count = 0;
    for (size_t i = 0; i < uses->count; i++)
        sorted[i].use = &uses->at[i];
    if (uses->count)
        qsort(sorted, uses->count, sizeof *sorted, place_order);
    for (size_t i = 0; i < uses->count; i++) {
        if (i == 0 || !str_is(sorted[i].use->id, sorted[i - 1].use->id))
            groups[count++] = (struct use_group){.first = &sorted[i]};
        groups[count - 1].count++;
    }
    if (count)
        qsort(groups, count, sizeof *groups, group_order);
    for (size_t i = 0; i < count; i++) {
        text_char(out, '\n');
        for (size_t k = 0; k < groups[i].count; k++)
            text_format(out, "#: %s:%d\n", groups[i].first[k].use->path,
                        groups[i].first[k].use->line);
        text_add(out, S("msgid "));
        template_write_string(out, groups[i].first->use->id);
        text_add(out, S("\nmsgstr \"\"\n"));
    }
}

/* ---- .po ---- */

struct translation {
    struct str id, text;
    int line;
};

struct po {
    const char *path;
    list_of(struct translation) entries;
    struct translation entry; /* being read */
    bool is_fuzzy, has_id, has_text;
    struct error *err;
};

static bool po_refuse(const struct po *po, int line, const char *reason)
{
    return fail(po->err, ERROR_INVALID, "", "%s:%d: %s", po->path, line, reason);
}

/* Bit n for each {n} in the text. */
static unsigned marks_of(struct str text)
{
    unsigned marks = 0;
    for (size_t i = 0; i + 2 < text.len; i++)
        if (text.at[i] == '{' && text.at[i + 1] >= '1' && text.at[i + 1] <= '9' &&
            text.at[i + 2] == '}')
            marks |= 1U << (text.at[i + 1] - '0');
    return marks;
}

static bool po_entry_end(struct po *po, struct arena *mem)
{
    const struct translation entry = po->entry;
    bool is_wanted = po->has_text && entry.id.len && entry.text.len && !po->is_fuzzy;
    if (po->has_id && !po->has_text)
        return po_refuse(po, entry.line, "msgid without msgstr");
    po->entry = (struct translation){0};
    if (po->has_text)
        po->is_fuzzy = false;
    po->has_id = po->has_text = false;
    if (!is_wanted)
        return true;
    if (marks_of(entry.text) & ~marks_of(entry.id))
        return po_refuse(po, entry.line, "the translation has a value that the message has not");
    *list_add(&po->entries, mem) = entry;
    return true;
}

/* Reads the quoted part of a line and appends it to `to`. */
static bool po_text(struct po *po, struct arena *mem, struct str quoted, int line, struct str *to)
{
    struct text joined = text_new(mem, TEMPLATE_MAX_BYTES);
    size_t i = 0;
    text_add(&joined, *to);
    if (!literal_read(quoted, &i, &joined) || i != quoted.len)
        return po_refuse(po, line, "a text in quotes is missing here");
    *to = text_str(&joined);
    return true;
}

static bool po_line(struct po *po, struct arena *mem, struct str text, int line)
{
    if (text.len == 0 || text.at[0] == '#') {
        if (po->has_text && !po_entry_end(po, mem))
            return false;
        if (str_starts(text, S("#,")) && str_find(text, S("fuzzy")) < text.len)
            po->is_fuzzy = true;
        return true;
    }
    if (str_starts(text, S("msgid "))) {
        if (!po_entry_end(po, mem))
            return false;
        po->has_id = true;
        po->entry.line = line;
        return po_text(po, mem, str_trim(str_part(text, 6, text.len)), line, &po->entry.id);
    }
    if (str_starts(text, S("msgstr ")) && po->has_id && !po->has_text) {
        po->has_text = true;
        return po_text(po, mem, str_trim(str_part(text, 7, text.len)), line, &po->entry.text);
    }
    if (text.at[0] == '"' && po->has_id)
        return po_text(po, mem, text, line, po->has_text ? &po->entry.text : &po->entry.id);
    return po_refuse(po, line, "only msgid and msgstr are understood (no contexts, no plurals)");
}

static int translation_order(const void *a, const void *b)
{
    const struct translation *left = a, *right = b;
    return str_order(left->id, right->id);
}

static bool po_read(struct po *po, struct arena *mem, struct str bytes)
{
    struct str line;
    for (int number = 1; str_cut(&bytes, '\n', &line); number++)
        if (!po_line(po, mem, str_trim(line), number))
            return false;
    if (!po_entry_end(po, mem))
        return false;
    if (po->entries.count)
        qsort(po->entries.at, po->entries.count, sizeof *po->entries.at, translation_order);
    for (size_t i = 1; i < po->entries.count; i++)
        if (str_is(po->entries.at[i].id, po->entries.at[i - 1].id))
            return po_refuse(po, po->entries.at[i].line, "this msgid stands here a second time");
    return true;
}

/* ---- the table ---- */

static void write_str(struct text *out, struct str text)
{
    text_char(out, '{');
    template_write_string(out, text);
    text_format(out, ", %zu}", text.len);
}

/* "en" of "po/en.po". */
static struct str language_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct str name = str_of(slash ? slash + 1 : path);
    return str_ends(name, S(".po")) ? str_part(name, 0, name.len - 3) : STR_NONE;
}

bool message_write_table(struct arena *mem, const char *const *paths, size_t count,
                         const char *table, struct text *out, struct error *err)
{
    struct po *all = arena_many(mem, struct po, count);
    text_add(out, S("/* Made by tools/template from the .po files: change those, not this. */\n"
                    "#include \"web/messages.h\"\n"));
    for (size_t i = 0; i < count; i++) {
        struct str bytes;
        all[i] = (struct po){.path = paths[i], .err = err};
        if (!language_of(paths[i]).len)
            return fail(err, ERROR_INVALID, "", "%s: a .po file is named <language>.po", paths[i]);
        if (!file_read(mem, paths[i], TEMPLATE_MAX_BYTES, &bytes, err) ||
            !po_read(&all[i], mem, bytes))
            return false;
        text_format(out, "\nstatic const struct message messages_%zu[] = {\n", i);
        for (size_t k = 0; k < all[i].entries.count; k++) {
            text_add(out, S("    {"));
            write_str(out, all[i].entries.at[k].id);
            text_add(out, S(", "));
            write_str(out, all[i].entries.at[k].text);
            text_add(out, S("},\n"));
        }
        text_add(out, S("    {{NULL, 0}, {NULL, 0}}, /* C knows no empty tables */\n};\n"));
    }
    text_format(out, "\nextern const struct messages %s[];\nextern const size_t %s_count;\n", table,
                table);
    text_format(out, "const struct messages %s[] = {\n", table);
    for (size_t i = 0; i < count; i++)
        text_format(out, "    {\"%.*s\", messages_%zu, %zu},\n", STR_ARG(language_of(paths[i])), i,
                    all[i].entries.count);
    text_format(out, "};\nconst size_t %s_count = %zu;\n", table, count);
    return true;
}
