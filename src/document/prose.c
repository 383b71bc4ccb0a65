#include "document/prose.h"

#include "base/day.h"
#include "base/text.h"
#include "base/unicode.h"
#include "document/outline.h"
#include "document/prose_text.h"

#include <assert.h>
#include <md4c.h>

enum {
    PARSER_FLAGS = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_NOINDENTEDCODEBLOCKS |
                   MD_FLAG_COLLAPSEWHITESPACE | MD_FLAG_PERMISSIVEURLAUTOLINKS |
                   MD_FLAG_PERMISSIVEEMAILAUTOLINKS,
};

/* The table that is open: its rows become items, each cell behind its column's head. */
struct open_table {
    struct str heads[PROSE_TABLE_COLUMNS_MAX];
    size_t column;     /* of the cell being read */
    bool is_head;      /* in a cell of the head */
    bool wants_label;  /* in a cell of which nothing is written yet */
    struct block head; /* gathers the text of a cell of the head */
};

/* The picture whose words are read, or was the last of the paragraph. */
struct open_picture {
    struct str address, caption;
    const char *at;            /* where its address stands in the input; NULL: not known */
    size_t runs_from, runs_to; /* of the block: its words */
    size_t in_paragraph;       /* pictures so far */
    bool begins;               /* the paragraph, which is not inside anything */
    bool is_described;
    struct text_place place;
};

/* What md4c's calls build up. Text is gathered in `words` until its style changes. */
struct prose {
    struct arena *mem;
    struct str markdown; /* as md4c gets it */
    struct document *document;
    struct error *err;
    struct block *block; /* the one that is open, or NULL */
    struct text words;
    list_of(const char *) braces; /* where each { of `words` stands in the input */
    struct prose_cursor cursor;
    int strong;                       /* emphasis open inside each other */
    struct str address;               /* of the link that is open, if it is allowed */
    int64_t numbers[PROSE_DEPTH_MAX]; /* of each open list's next item, -1 in a bulleted one */
    size_t lists, depth;              /* depth: lists and quotations */
    bool is_item_new;                 /* an item has begun of which nothing is written yet */
    int64_t item_number;
    bool is_code; /* in a block of code: line ends end paragraphs */
    struct open_table table;
    struct open_picture picture;
    size_t runs, output_bytes;
    bool is_wrong;    /* *err is filled: nothing is done any more */
    const char *last; /* the input byte of which md4c spoke last: tells the line */
};

static bool wrong_at(struct prose *prose, size_t line, const char *reason)
{
    prose->is_wrong = true;
    return fail(prose->err, ERROR_INVALID, "prose", "dòng %zu: %s", line, reason);
}

static bool wrong(struct prose *prose, const char *reason)
{
    size_t line = 1;
    for (const char *at = prose->markdown.at; at < prose->last; at++)
        line += *at == '\n';
    return wrong_at(prose, line, reason);
}

static bool wrong_place(struct prose *prose, struct text_place place, const char *reason)
{
    prose->is_wrong = true;
    return fail(prose->err, ERROR_INVALID, "prose", "dòng %zu, cột %zu: %s", place.line,
                place.column, reason);
}

/* ---- what md4c may be given ---- */

/* md4c takes the square of a paragraph's length for some texts (links that are never closed, rows
 * of bare addresses): lines and paragraphs have a limit far above what anybody writes. */
static bool lines_check(struct prose *prose)
{
    size_t number = 1, paragraph_bytes = 0;
    for (struct str rest = prose->markdown, line; str_cut(&rest, '\n', &line); number++) {
        if (unicode_has_control(line))
            return wrong_at(prose, number, "có ký tự điều khiển không in được");
        if (prose_line_is_deep(line, PROSE_DEPTH_MAX))
            return wrong_at(prose, number, "thụt vào hoặc lồng nhau quá sâu");
        struct str words = str_trim(line); /* an empty item does not end a paragraph */
        bool is_start = words.len > 2 && line.at[1] == ' ' && strchr("-+*#", line.at[0]);
        paragraph_bytes = is_start || words.len == 0 ? line.len : paragraph_bytes + line.len + 1;
        if (line.len > PROSE_LINE_MAX_BYTES || paragraph_bytes > PROSE_PARAGRAPH_MAX_BYTES)
            return wrong_at(prose, number, "đoạn văn quá dài, hãy tách bằng một dòng trống");
    }
    return true;
}

/* ---- blocks and runs ---- */

static enum run_kind kind_now(const struct prose *prose)
{
    return prose->address.len ? RUN_LINK : prose->strong ? RUN_STRONG : RUN_TEXT;
}

static bool run_put(struct prose *prose, enum run_kind kind, struct str text, struct str code)
{
    prose->output_bytes += text.len + code.len;
    if (++prose->runs > PROSE_RUNS_MAX || prose->output_bytes > PROSE_OUTPUT_MAX_BYTES)
        return wrong(prose, "bài viết quá dài");
    block_run(prose->block, prose->mem, kind, text)->code = code;
    return true;
}

/* Opens a block; what is written from now on stands in it. */
static bool block_open(struct prose *prose, enum block_kind kind, int level)
{
    if (prose->document->blocks.count >= PROSE_BLOCKS_MAX)
        return wrong(prose, "bài viết có quá nhiều đoạn");
    prose->block = document_add(prose->document, prose->mem, kind);
    prose->block->level = level;
    return true;
}

/* Opens the block that text belongs to if none is open: md4c gives no paragraphs in tight lists. */
static bool block_need(struct prose *prose)
{
    if (prose->block)
        return true;
    bool is_item = prose->is_item_new;
    prose->is_item_new = false;
    if (!block_open(prose, is_item ? BLOCK_ITEM : BLOCK_PARAGRAPH, is_item ? (int)prose->lists : 0))
        return false;
    assert(prose->block);
    prose->block->number = is_item ? prose->item_number : -1;
    return true;
}

/* "Đơn vị: " in front of what stands in a cell. */
static bool label_put(struct prose *prose)
{
    struct open_table *table = &prose->table;
    if (!table->wants_label)
        return true;
    table->wants_label = false;
    struct str between = prose->block->runs.count ? S("; ") : S("");
    struct str head = table->heads[table->column];
    struct str label =
        str_format(prose->mem, "%.*s%.*s%s", STR_ARG(between), STR_ARG(head), head.len ? ": " : "");
    return label.len == 0 || run_put(prose, RUN_TEXT, label, STR_NONE);
}

/* Text that holds no bindings. */
static bool literal_put(struct prose *prose, struct str text)
{
    if (text.len == 0)
        return true;
    return block_need(prose) && label_put(prose) &&
           run_put(prose, kind_now(prose), unicode_nfc(prose->mem, text), prose->address);
}

/* What stands between braces. */
struct binding {
    struct str code, rest; /* rest: what stands behind the code */
    enum figure_facet facet;
};

/* Reads it; false if it does not begin with an indicator's code and so means nothing to us. */
static bool binding_read(struct str inside, struct binding *binding)
{
    inside = str_trim(inside);
    size_t blank = str_find_char(inside, ' ');
    figure_split(str_part(inside, 0, blank), &binding->code, &binding->facet);
    binding->rest = str_trim(str_part(inside, blank, inside.len));
    return figure_code_is_valid(binding->code);
}

/* A period, if a number stands there, then words. */
static bool binding_rest(struct prose *prose, struct str rest, struct text_place place,
                         struct run *run)
{
    struct period period;
    struct error ignored;
    if (rest.len && rest.at[0] >= '0' && rest.at[0] <= '9') {
        run->period = str_part(rest, 0, str_find_char(rest, ' '));
        rest = str_part(rest, run->period.len, rest.len);
        if (!period_read(run->period, &period, &ignored))
            return wrong_place(prose, place,
                               "viết {mã số liệu}, {mã số liệu kỳ} hoặc {mã số liệu kỳ chữ}, ví dụ "
                               "{wel.gifts_count 2022-H1 suất}");
    }
    return figure_words(prose->mem, rest, &run->words) ||
           wrong_place(prose, place, "chữ kèm số liệu không có dấu câu đứng riêng hay đứng cuối");
}

static bool binding_put(struct prose *prose, const struct binding *binding, struct text_place place)
{
    struct run read = {.place = place};
    if (!binding_rest(prose, binding->rest, place, &read) || !block_need(prose) ||
        !label_put(prose) || !run_put(prose, RUN_FIGURE, STR_NONE, binding->code))
        return false;
    struct run *run = &prose->block->runs.at[prose->block->runs.count - 1];
    run->facet = figure_facet_name(binding->facet);
    run->period = read.period;
    run->words = read.words;
    run->place = place;
    prose->output_bytes += read.words.len;
    return true;
}

/* Adds words that stand at `at` in the input (NULL: md4c's own). */
static void words_add(struct prose *prose, struct str words, const char *at)
{
    text_add(&prose->words, words);
    for (size_t i = 0; i < words.len; i++)
        if (words.at[i] == '{')
            *list_add(&prose->braces, prose->mem) = at ? at + i : prose->last;
}

/* Writes the words gathered so far, bindings as figures. */
static bool words_flush(struct prose *prose)
{
    struct str rest = text_str(&prose->words);
    size_t from = 0, open = 0, brace = 0;
    prose->words = text_new(prose->mem, PROSE_OUTPUT_MAX_BYTES);
    while ((open += str_find_char(str_part(rest, open, rest.len), '{')) < rest.len) {
        struct str inside = str_part(rest, open + 1, rest.len);
        const char *at = prose->braces.at[brace++];
        size_t end = 0;
        while (end < inside.len && inside.at[end] != '}' && inside.at[end] != '{')
            end++;
        struct binding binding;
        if (binding_read(str_part(inside, 0, end), &binding)) {
            struct text_place place = prose_cursor_place(&prose->cursor, at);
            if (end == inside.len || inside.at[end] != '}')
                return wrong_place(prose, place, "ngoặc { của một số liệu chưa đóng");
            if (!literal_put(prose, str_part(rest, from, open - from)) ||
                !binding_put(prose, &binding, place))
                return false;
            from = open + end + 2;
        }
        open += end + 1;
    }
    prose->braces.count = 0;
    return literal_put(prose, str_part(rest, from, rest.len));
}

/* ---- pictures ---- */

/* Text of an attribute, which md4c gives in pieces; line ends in it are blanks. */
static struct str attribute_text(struct prose *prose, const MD_ATTRIBUTE *attribute)
{
    struct text out = text_new(prose->mem, SIZE_MAX);
    for (size_t i = 0; attribute->size && attribute->substr_offsets[i] < attribute->size; i++) {
        MD_OFFSET from = attribute->substr_offsets[i];
        struct str part = {attribute->text + from, attribute->substr_offsets[i + 1] - from};
        if (attribute->substr_types[i] == MD_TEXT_ENTITY)
            prose_entity_add(&out, part);
        else
            for (size_t k = 0; k < part.len; k++)
                text_char(&out, part.at[k] == '\n' ? ' ' : part.at[k]);
    }
    return unicode_nfc(prose->mem, text_str(&out));
}

static bool is_inside(const struct prose *prose, const char *at)
{
    struct str all = prose->markdown;
    return at > all.at && at < all.at + all.len;
}

static bool picture_enter(struct prose *prose, const MD_SPAN_IMG_DETAIL *detail)
{
    struct open_picture *picture = &prose->picture;
    size_t before = picture->in_paragraph;
    if (detail->src.size > PROSE_ADDRESS_MAX_BYTES || detail->title.size > PROSE_ADDRESS_MAX_BYTES)
        return wrong(prose, "địa chỉ hoặc chú thích của ảnh quá dài");
    *picture = (struct open_picture){
        .address = attribute_text(prose, &detail->src),
        .caption = str_trim(attribute_text(prose, &detail->title)),
        .at = is_inside(prose, detail->src.text) ? detail->src.text : NULL,
        .runs_from = prose->block ? prose->block->runs.count : 0,
        .in_paragraph = before + 1,
        .begins = before == 0 && !prose->block && prose->depth == 0 && prose->address.len == 0,
    };
    return true;
}

/* The words that describe a picture stay, and tell whose they are; its address stands for none. */
static bool picture_leave(struct prose *prose)
{
    struct open_picture *picture = &prose->picture;
    const char *at = picture->at ? picture->at : prose->last;
    picture->is_described = prose->block && prose->block->runs.count > picture->runs_from;
    picture->place = prose_cursor_place(&prose->cursor, at ? at : prose->cursor.at);
    if (!picture->is_described &&
        !literal_put(prose, picture->address.len ? picture->address : S("?")))
        return false;
    picture->runs_to = prose->block->runs.count;
    for (size_t i = picture->runs_from; i < picture->runs_to; i++) {
        struct run *run = &prose->block->runs.at[i];
        run->place = picture->place;
        if (run->kind == RUN_FIGURE)
            return wrong_place(prose, run->place, "lời mô tả ảnh không chứa số liệu");
        if (run->kind == RUN_TEXT)
            run->code = picture->address;
    }
    return true;
}

/* A picture that stands alone in its paragraph is a block of its own. */
static bool picture_block(struct prose *prose, struct block *block)
{
    const struct open_picture *picture = &prose->picture;
    if (picture->in_paragraph != 1 || !picture->begins || block->kind != BLOCK_PARAGRAPH ||
        block->runs.count != picture->runs_to)
        return true;
    block->kind = BLOCK_PICTURE;
    block->slot = picture->address;
    block->title = picture->is_described ? block_plain(prose->mem, block) : S("");
    block->place = picture->place;
    block->runs.count = 0;
    return picture->caption.len == 0 || run_put(prose, RUN_TEXT, picture->caption, STR_NONE);
}

/* Ends the open block; one in which nothing stands is taken back. */
static bool block_close(struct prose *prose)
{
    if (!words_flush(prose))
        return false;
    struct block *block = prose->block;
    if (block && prose->picture.in_paragraph && !picture_block(prose, block))
        return false;
    prose->block = NULL;
    prose->picture.in_paragraph = 0;
    if (block && block->runs.count == 0 && block->kind != BLOCK_PICTURE &&
        block != &prose->table.head)
        prose->document->blocks.count--;
    return true;
}

/* ---- md4c's calls ----
 * They give 0, or 1 to stop. md4c does not stop at each 1, and md_parse does not always give it
 * back (seen in 0.4.8): so each call looks at is_wrong first, and so does prose_read in the end. */

static bool list_enter(struct prose *prose, int64_t number)
{
    if (++prose->depth > PROSE_DEPTH_MAX)
        return wrong(prose, "lồng nhau quá sâu");
    prose->numbers[prose->lists++] = number;
    return true;
}

static void item_enter(struct prose *prose)
{
    int64_t *number = &prose->numbers[prose->lists - 1];
    prose->is_item_new = true;
    prose->item_number = *number;
    if (*number >= 0)
        ++*number;
}

/* md4c says where a table is only with its first cell: the line is looked for here. */
static bool table_enter(struct prose *prose, const MD_BLOCK_TABLE_DETAIL *detail)
{
    prose->table.column = 0;
    return detail->col_count <= PROSE_TABLE_COLUMNS_MAX ||
           wrong(prose, "bảng ở đây hoặc ngay sau đó có hơn 32 cột");
}

static bool cell_enter(struct prose *prose, bool is_head)
{
    struct open_table *table = &prose->table;
    table->is_head = is_head;
    table->wants_label = !is_head;
    if (!is_head)
        return prose->block || block_open(prose, BLOCK_ITEM, (int)prose->lists + 1);
    table->head = (struct block){.kind = BLOCK_PARAGRAPH};
    prose->block = &table->head;
    return true;
}

static bool cell_leave(struct prose *prose)
{
    struct open_table *table = &prose->table;
    if (!words_flush(prose))
        return false;
    if (table->is_head) {
        table->heads[table->column] = block_plain(prose->mem, &table->head);
        prose->block = NULL;
    }
    table->wants_label = false;
    table->column++;
    return true;
}

static bool heading_enter(struct prose *prose, const MD_BLOCK_H_DETAIL *detail)
{
    prose->is_item_new = false;
    return block_open(prose, BLOCK_HEADING, detail->level <= 2 ? 2 : 3);
}

static int block_enter(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct prose *prose = context;
    bool is_cell = type == MD_BLOCK_TH || type == MD_BLOCK_TD;
    if (prose->is_wrong || (!is_cell && !block_close(prose))) /* the item around a list in it */
        return 1;
    switch (type) {
    case MD_BLOCK_QUOTE:
        return ++prose->depth > PROSE_DEPTH_MAX && !wrong(prose, "lồng nhau quá sâu");
    case MD_BLOCK_UL:
        return !list_enter(prose, -1);
    case MD_BLOCK_OL:
        return !list_enter(prose, ((const MD_BLOCK_OL_DETAIL *)detail)->start);
    case MD_BLOCK_LI:
        item_enter(prose);
        return 0;
    case MD_BLOCK_H:
        return !heading_enter(prose, detail);
    case MD_BLOCK_CODE:
        prose->is_code = true;
        return 0;
    case MD_BLOCK_TABLE:
        return !table_enter(prose, detail);
    case MD_BLOCK_TR:
        prose->table.column = 0;
        return 0;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        return !cell_enter(prose, type == MD_BLOCK_TH);
    default: /* the document, paragraphs, lines across: text opens what it needs */
        return 0;
    }
}

static int block_leave(MD_BLOCKTYPE type, void *detail unused, void *context)
{
    struct prose *prose = context;
    if (prose->is_wrong)
        return 1;
    if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
        return !cell_leave(prose);
    if (!block_close(prose))
        return 1;
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
        prose->lists--;
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL || type == MD_BLOCK_QUOTE)
        prose->depth--;
    if (type == MD_BLOCK_LI)
        prose->is_item_new = false;
    if (type == MD_BLOCK_CODE)
        prose->is_code = false;
    return 0;
}

static bool link_enter(struct prose *prose, const MD_ATTRIBUTE *href)
{
    if (href->size > PROSE_ADDRESS_MAX_BYTES)
        return wrong(prose, "địa chỉ liên kết quá dài");
    struct str address = attribute_text(prose, href);
    prose->address = prose_address_is_allowed(address) ? address : STR_NONE;
    return true;
}

static int span_enter(MD_SPANTYPE type, void *detail, void *context)
{
    struct prose *prose = context;
    if (prose->is_wrong || !words_flush(prose))
        return 1;
    if (type == MD_SPAN_EM || type == MD_SPAN_STRONG)
        prose->strong++;
    if (type == MD_SPAN_A)
        return !link_enter(prose, &((const MD_SPAN_A_DETAIL *)detail)->href);
    if (type == MD_SPAN_IMG)
        return !picture_enter(prose, detail);
    return 0;
}

static int span_leave(MD_SPANTYPE type, void *detail unused, void *context)
{
    struct prose *prose = context;
    if (prose->is_wrong || !words_flush(prose))
        return 1;
    if (type == MD_SPAN_EM || type == MD_SPAN_STRONG)
        prose->strong--;
    if (type == MD_SPAN_A)
        prose->address = STR_NONE;
    if (type == MD_SPAN_IMG)
        return !picture_leave(prose);
    return 0;
}

/* Code shows its braces; in a block of code each line is a paragraph. */
static bool code_put(struct prose *prose, struct str code)
{
    if (!words_flush(prose))
        return false;
    struct str line;
    for (bool is_first = true; str_cut(&code, '\n', &line); is_first = false) {
        if (!is_first && prose->is_code && !block_close(prose))
            return false;
        if (!literal_put(prose, line))
            return false;
    }
    return true;
}

static void entity_put(struct prose *prose, struct str entity, const char *at)
{
    struct text letter = text_new(prose->mem, PROSE_LINE_MAX_BYTES);
    prose_entity_add(&letter, entity);
    words_add(prose, text_str(&letter), at);
}

static int text_put(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
    struct prose *prose = context;
    struct str words = {text, size};
    bool is_input = is_inside(prose, text);
    if (prose->is_wrong)
        return 1;
    if (is_input)
        prose->last = text;
    switch (type) {
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        text_char(&prose->words, ' ');
        return 0;
    case MD_TEXT_ENTITY:
        entity_put(prose, words, is_input ? text : NULL);
        return 0;
    case MD_TEXT_CODE:
        return !code_put(prose, words);
    default:
        break;
    }
    if (is_input && size == 1 && text[0] == '{' && text[-1] == '\\')
        return !words_flush(prose) || !literal_put(prose, words);
    words_add(prose, words, is_input ? text : NULL);
    return 0;
}

bool prose_read(struct arena *mem, struct str markdown, struct document *document,
                struct error *err)
{
    if (markdown.len > PROSE_MAX_BYTES)
        return fail(err, ERROR_INVALID, "prose", "bài viết quá dài (tối đa 1 MB)");
    if (!utf8_is_valid(markdown))
        return fail(err, ERROR_INVALID, "prose", "không phải chữ Unicode (UTF-8)");
    struct prose prose = {.mem = mem, .document = document, .err = err};
    prose.markdown = prose_plain(mem, markdown);
    prose.cursor = prose_cursor_new(prose.markdown);
    prose.words = text_new(mem, PROSE_OUTPUT_MAX_BYTES);
    if (!lines_check(&prose))
        return false;
    const MD_PARSER parser = {
        .flags = PARSER_FLAGS,
        .enter_block = block_enter,
        .leave_block = block_leave,
        .enter_span = span_enter,
        .leave_span = span_leave,
        .text = text_put,
    };
    int outcome = md_parse(prose.markdown.at, (MD_SIZE)prose.markdown.len, &parser, &prose);
    if (prose.is_wrong)
        return false;
    if (outcome != 0)
        return fail(err, ERROR_BROKEN, "prose", "không đủ bộ nhớ để đọc bài viết");
    return true;
}

struct run *prose_figure_next(const struct document *document, size_t *block, size_t *run)
{
    for (; *block < document->blocks.count; ++*block, *run = 0) {
        struct block *now = &document->blocks.at[*block];
        while (*run < now->runs.count)
            if (now->runs.at[(*run)++].kind == RUN_FIGURE)
                return &now->runs.at[*run - 1];
    }
    return NULL;
}
