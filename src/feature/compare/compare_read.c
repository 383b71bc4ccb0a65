#include "feature/compare/compare_read.h"

#include "base/unicode.h"
#include "base/vi_number.h"

/* ---- tokens ---- */

struct taking {
    struct arena *mem;
    const struct wordings *wordings;
    struct reading *reading;
    enum mark mark;     /* gathered since the last token */
    struct arena words; /* folds of the words, forgotten now and then */
};

static void token_add(struct taking *taking, size_t from, size_t len, int32_t mention)
{
    struct reading *reading = taking->reading;
    struct token *token = list_add(&reading->tokens, taking->mem);
    *token = (struct token){.from = from, .len = len, .mark = taking->mark, .mention = mention};
    taking->mark = MARK_NONE;
    if (mention >= 0)
        return;
    enum { FOLDS_MAX_BYTES = 1 << 20 };
    if (taking->words.used_bytes > FOLDS_MAX_BYTES)
        arena_reset(&taking->words);
    struct str word = str_part(reading->text, from, len);
    token->word = lexicon_word(&taking->wordings->lexicon, word_fold(&taking->words, word));
}

static void mark_raise(struct taking *taking, enum mark mark)
{
    if (mark > taking->mark)
        taking->mark = mark;
}

/* The character at byte `at`, 0 at the end. */
static uint32_t character_at(struct str text, size_t at)
{
    return at < text.len ? utf8_next(text, &at) : 0;
}

static bool is_upper(uint32_t character)
{
    return unicode_lower_of(character) != character;
}

static bool is_blank(uint32_t character)
{
    return character == ' ' || character == '\t' || character == 0xA0;
}

/* The first character at or behind `at` that is neither blank nor an opening quote. */
static uint32_t opening_at(struct str text, size_t at)
{
    while (at < text.len) {
        size_t next = at;
        uint32_t character = utf8_next(text, &next);
        if (!is_blank(character) && !strchr("\"'(", character < 0x80 ? (int)character : 'a') &&
            character != 0x201C)
            return character;
        at = next;
    }
    return 0;
}

/* A full stop ends a sentence if the text goes on with a capital, a digit or a new line; dots
 * before small letters ("… tổng số tiền") are a pause. */
static enum mark mark_of_stop(struct str text, size_t behind)
{
    uint32_t next = character_at(text, behind), opening = opening_at(text, behind);
    bool is_parted = next == 0 || next == '\n' || is_blank(next);
    bool is_start = opening == 0 || opening == '\n' || is_upper(opening) ||
                    (opening >= '0' && opening <= '9') || opening == '-' || opening == '+';
    if (is_parted && is_start)
        return MARK_STOP;
    return is_parted ? MARK_COMMA : MARK_NONE;
}

/* A line may be broken in the middle of a sentence; then it goes on small. */
static enum mark mark_of_line(struct str text, size_t behind)
{
    uint32_t opening = opening_at(text, behind);
    bool goes_on = opening && unicode_upper_of(opening) != opening;
    return goes_on ? MARK_NONE : MARK_LINE;
}

static enum mark mark_of(struct str text, size_t at, size_t behind, uint32_t character)
{
    switch (character) {
    case '\n':
        return mark_of_line(text, behind);
    case '.':
    case '!':
    case '?':
    case 0x2026:
        return mark_of_stop(text, behind);
    case ';':
        return MARK_SEMICOLON;
    case ',':
    case ')':
    case ']':
        return MARK_COMMA;
    case '(':
    case '[':
        return MARK_OPEN;
    case ':':
        return MARK_COLON;
    case '-':
    case 0x2013:
    case 0x2014: /* a dash between blanks parts what it stands between */
        return at > 0 && is_blank((unsigned char)text.at[at - 1]) ? MARK_COMMA : MARK_NONE;
    default:
        return MARK_NONE;
    }
}

/* Words and marks of the bytes from..end, in which no number stands. */
static void words_take(struct taking *taking, size_t from, size_t end)
{
    struct str text = str_part(taking->reading->text, 0, end);
    size_t word_at = end;
    for (size_t at = from; at < end;) {
        size_t here = at;
        uint32_t character = utf8_next(text, &at);
        bool is_word = unicode_is_word(character);
        if (is_word && word_at == end)
            word_at = here;
        if (!is_word && word_at < end) {
            token_add(taking, word_at, here - word_at, -1);
            word_at = end;
        }
        if (!is_word)
            mark_raise(taking, mark_of(taking->reading->text, here, at, character));
    }
    if (word_at < end)
        token_add(taking, word_at, end - word_at, -1);
}

static void tokens_take(struct taking *taking)
{
    struct reading *reading = taking->reading;
    struct vi_number number;
    size_t at = 0, done = 0;
    while (vi_number_next(reading->text, &at, &number)) {
        words_take(taking, done, number.from);
        done = number.from + number.len;
        reading->is_cut |= reading->mentions.count == MENTIONS_MAX;
        if (reading->is_cut)
            break;
        token_add(taking, number.from, number.len, (int32_t)reading->mentions.count);
        *list_add(&reading->mentions, taking->mem) =
            (struct mention){number, reading->tokens.count - 1};
        at = done; /* its unit is a word like others */
    }
    if (!reading->is_cut)
        words_take(taking, done, reading->text.len);
}

/* ---- sentences ---- */

static void sentences_part(struct taking *taking)
{
    struct reading *reading = taking->reading;
    uint32_t paragraph = 0;
    for (size_t i = 0; i < reading->tokens.count; i++) {
        struct token *token = &reading->tokens.at[i];
        paragraph += i > 0 && token->mark == MARK_LINE;
        if (i == 0 || token->mark >= MARK_STOP)
            *list_add(&reading->sentences, taking->mem) =
                (struct sentence_span){.first = i, .paragraph = paragraph};
        struct sentence_span *sentence = &reading->sentences.at[reading->sentences.count - 1];
        sentence->end = i + 1;
        token->sentence = (uint32_t)reading->sentences.count - 1;
    }
}

/* Heads stand alone in their line, are short and hold no figure. */
static bool is_heading(const struct reading *reading, size_t place)
{
    enum { HEADING_TOKENS_MAX = 30 };
    const struct sentence_span *all = reading->sentences.at, *sentence = &all[place];
    bool is_alone =
        (place == 0 || all[place - 1].paragraph != sentence->paragraph) &&
        (place + 1 < reading->sentences.count && all[place + 1].paragraph != sentence->paragraph);
    if (!is_alone || sentence->end - sentence->first > HEADING_TOKENS_MAX)
        return false;
    const struct token *last = &reading->tokens.at[sentence->end - 1];
    for (size_t i = sentence->first; i < sentence->end; i++)
        if (reading->tokens.at[i].mention >= 0)
            return false;
    return character_at(reading->text, last->from + last->len) != '.';
}

static void headings_find(struct reading *reading)
{
    uint32_t heading = 0;
    for (size_t i = 0; i < reading->sentences.count; i++) {
        reading->sentences.at[i].heading = heading;
        if (is_heading(reading, i))
            heading = (uint32_t)i + 1;
    }
}

/* ---- phrases ---- */

static bool phrase_stands(const struct reading *reading, const struct phrase *phrase, size_t at)
{
    if (at + phrase->count > reading->tokens.count)
        return false;
    for (size_t i = 0; i < phrase->count; i++) {
        const struct token *token = &reading->tokens.at[at + i];
        bool is_parted = i > 0 && (token->mark >= MARK_SEMICOLON ||
                                   (token->mark > MARK_NONE && !(phrase->pauses >> i & 1)));
        if (token->word != phrase->words[i] || is_parted)
            return false;
    }
    return true;
}

static void spots_find(struct taking *taking)
{
    struct reading *reading = taking->reading;
    const struct lexicon *lexicon = &taking->wordings->lexicon;
    for (size_t i = 0; i < reading->tokens.count; i++) {
        uint32_t word = reading->tokens.at[i].word;
        for (size_t next = word ? lexicon->first.at[word - 1] : 0; next;
             next = lexicon->phrases.at[next - 1].next) {
            const struct phrase *phrase = &lexicon->phrases.at[next - 1];
            if (phrase->is_near && phrase_stands(reading, phrase, i))
                *list_add(&reading->spots, taking->mem) =
                    (struct spot){.phrase = next - 1,
                                  .first = i,
                                  .end = i + phrase->count,
                                  .sentence = reading->tokens.at[i].sentence};
        }
    }
}

/* "giám sát" inside "giám sát đầu tư của cộng đồng" says less than where it stands alone. */
static void inner_spots_note(struct reading *reading)
{
    for (size_t i = 0; i < reading->spots.count; i++) {
        struct spot *spot = &reading->spots.at[i];
        for (size_t k = i + 1; k < reading->spots.count && reading->spots.at[k].first < spot->end;
             k++) {
            struct spot *other = &reading->spots.at[k];
            if (other->end <= spot->end && other->end - other->first < spot->end - spot->first)
                other->is_inside = true;
            else if (other->first == spot->first && other->end > spot->end)
                spot->is_inside = true;
        }
    }
}

/* ---- numbers that are no figures ---- */

size_t compare_unit_end(const struct reading *reading, const struct lexicon *lexicon,
                        const struct phrase_ids *ids, size_t at)
{
    size_t end = at;
    bool is_parted = at >= reading->tokens.count || reading->tokens.at[at].mark > MARK_NONE;
    for (size_t i = 0; !is_parted && i < ids->count; i++) {
        const struct phrase *phrase = &lexicon->phrases.at[ids->at[i]];
        if (phrase_stands(reading, phrase, at) && at + phrase->count > end)
            end = at + phrase->count;
    }
    return end;
}

size_t compare_any_unit_end(const struct reading *reading, const struct wordings *wordings,
                            size_t at)
{
    const struct lexicon *lexicon = &wordings->lexicon;
    bool is_parted = at >= reading->tokens.count || reading->tokens.at[at].mark > MARK_NONE;
    uint32_t word = is_parted ? 0 : reading->tokens.at[at].word;
    size_t end = at;
    for (size_t next = word ? lexicon->first.at[word - 1] : 0; next;
         next = lexicon->phrases.at[next - 1].next) {
        const struct phrase *phrase = &lexicon->phrases.at[next - 1];
        if (phrase->is_unit && phrase_stands(reading, phrase, at) && at + phrase->count > end)
            end = at + phrase->count;
    }
    return end;
}

static bool ends_with(const struct reading *reading, const struct wordings *wordings,
                      enum marker marker, size_t end)
{
    const struct phrase_ids *ids = &wordings->markers[marker];
    for (size_t i = 0; i < ids->count; i++) {
        const struct phrase *phrase = &wordings->lexicon.phrases.at[ids->at[i]];
        if (end >= phrase->count && phrase_stands(reading, phrase, end - phrase->count))
            return true;
    }
    return false;
}

static bool is_plain(const struct vi_number *number)
{
    return !number->is_fraction && !number->is_percent && !number->is_money && !number->decimals &&
           number->qualifier.len == 0;
}

/* "1.", "2)", "3.1 Công tác" at the start of a line. */
static bool is_list_item(const struct reading *reading, const struct mention *mention)
{
    const struct token *token = &reading->tokens.at[mention->token];
    size_t end = token->from + token->len;
    uint32_t behind = character_at(reading->text, end);
    bool is_at_start = mention->token == 0 || token->mark == MARK_LINE;
    if (!is_at_start || mention->number.is_percent || mention->number.is_money || token->len > 5)
        return false;
    bool has_dot =
        str_find_char(str_part(reading->text, token->from, token->len), '.') < token->len;
    return behind == '.' || behind == ')' || behind == '/' ||
           (has_dot && is_upper(opening_at(reading->text, end)));
}

/* Whether a unit stands at token `at`: not the "tổ" of "tổ chức". */
static bool is_counted(const struct reading *reading, const struct wordings *wordings, size_t at)
{
    size_t mask =
        compare_unit_end(reading, &wordings->lexicon, &wordings->markers[MARKER_MASK], at);
    return compare_any_unit_end(reading, wordings, at) > mask;
}

/* "Quyết định 217", "khu phố 5": a name, unless a unit says that it is counted. */
static bool is_name(const struct reading *reading, const struct wordings *wordings,
                    const struct mention *mention)
{
    size_t at = mention->token;
    bool is_parted = reading->tokens.at[at].mark > MARK_COLON;
    return !is_parted && is_plain(&mention->number) &&
           ends_with(reading, wordings, MARKER_NAME, at) && !is_counted(reading, wordings, at + 1);
}

/* "06 tháng", "80 tuổi"; not "291 ngày công". */
static bool is_time(const struct reading *reading, const struct wordings *wordings,
                    const struct mention *mention)
{
    size_t at = mention->token + 1;
    size_t time =
        compare_unit_end(reading, &wordings->lexicon, &wordings->markers[MARKER_TIME], at);
    return time > at && compare_any_unit_end(reading, wordings, at) <= time;
}

/* Takes out what is no figure; the tokens become words that no phrase has. */
static void names_drop(struct taking *taking)
{
    struct reading *reading = taking->reading;
    size_t kept = 0;
    for (size_t i = 0; i < reading->mentions.count; i++) {
        struct mention mention = reading->mentions.at[i];
        struct token *token = &reading->tokens.at[mention.token];
        bool is_none = is_list_item(reading, &mention) ||
                       is_name(reading, taking->wordings, &mention) ||
                       is_time(reading, taking->wordings, &mention);
        token->mention = is_none ? -1 : (int32_t)kept;
        if (is_none) /* a place's name may be a phrase: "khu phố 3" */
            token->word = lexicon_word(
                &taking->wordings->lexicon,
                word_fold(taking->mem, str_part(reading->text, token->from, token->len)));
        else
            reading->mentions.at[kept++] = mention;
    }
    reading->mentions.count = kept;
}

/* ---- all of it ---- */

/* "và" parts what stands around it as a comma does. */
static void sums_count(struct reading *reading)
{
    uint32_t commas = 0, semicolons = 0, numbers = 0;
    for (size_t i = 0; i < reading->tokens.count; i++) {
        struct token *token = &reading->tokens.at[i];
        bool is_and = str_is(str_part(reading->text, token->from, token->len), S("và"));
        commas += is_and || token->mark >= MARK_COMMA;
        semicolons += token->mark >= MARK_SEMICOLON;
        token->commas = commas;
        token->semicolons = semicolons;
        token->numbers = numbers;
        numbers += token->mention >= 0;
    }
}

static void places_note(struct reading *reading)
{
    size_t spot = 0;
    for (size_t i = 0; i < reading->sentences.count; i++) {
        struct sentence_span *sentence = &reading->sentences.at[i];
        while (spot < reading->spots.count && reading->spots.at[spot].first < sentence->first)
            spot++;
        sentence->spots = spot;
    }
}

void compare_read(struct arena *mem, struct str text, const struct wordings *wordings,
                  struct reading *reading)
{
    *reading = (struct reading){.text = text};
    struct taking taking = {.mem = mem, .wordings = wordings, .reading = reading};
    tokens_take(&taking);
    names_drop(&taking);
    sentences_part(&taking);
    headings_find(reading);
    spots_find(&taking);
    inner_spots_note(reading);
    sums_count(reading);
    places_note(reading);
    arena_end(&taking.words);
}

struct read_place compare_place(struct str text, struct read_place from, size_t at)
{
    while (from.at < at && from.at < text.len) {
        bool is_end = text.at[from.at] == '\n';
        utf8_next(text, &from.at);
        from.line += is_end;
        from.column = is_end ? 1 : from.column + 1;
    }
    return from;
}

uint32_t compare_sentence(const struct reading *reading, size_t mention)
{
    return reading->tokens.at[reading->mentions.at[mention].token].sentence;
}

struct str compare_said(const struct reading *reading, const struct wordings *wordings,
                        size_t mention)
{
    const struct mention *own = &reading->mentions.at[mention];
    const struct vi_number *number = &own->number;
    size_t from =
        number->qualifier.len ? (size_t)(number->qualifier.at - reading->text.at) : number->from;
    size_t end = compare_any_unit_end(reading, wordings, own->token + 1);
    const struct token *last = &reading->tokens.at[end - 1];
    size_t to = end > own->token + 1 ? last->from + last->len : number->from + number->len;
    if (number->is_money && number->unit.len)
        to = (size_t)(number->unit.at - reading->text.at) + number->unit.len;
    return str_part(reading->text, from, to - from);
}
