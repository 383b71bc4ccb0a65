#include "document/chart.h"

#include "base/text.h"
#include "base/unicode.h"

#include <assert.h>

/* Lengths are in tenths of a unit, so that sixty columns have even widths without floats. */
enum {
    WIDTH = 3600,
    LETTER = 72, /* a usual letter at font size 13, with some air */
    LINE = 170,  /* from line to line */
    GAP = 60,
    OUTPUT_MAX_BYTES = 8 * 1024 * 1024,
    LABEL_MAX = 120, /* characters; what is longer is a mistake, not a label */
    BESIDE_MAX = 16, /* labels up to this many characters stand beside their bars */
    BAR = 160,
    PLOT_HEIGHT = 1500,
    SMALLEST = 15, /* a value above zero is never invisible */
};

static const int64_t value_max = (int64_t)1 << 53;

static void length_put(struct text *out, const char *name, int64_t tenths)
{
    text_format(out, " %s=\"%lld.%lld\"", name, (long long)(tenths / 10), (long long)(tenths % 10));
}

/* Text as XML text or attribute; what XML cannot hold becomes a blank. */
static void escaped_put(struct text *out, struct str value)
{
    for (size_t i = 0; i < value.len;) {
        size_t start = i;
        uint32_t character = utf8_next(value, &i);
        if (character == '&')
            text_add(out, S("&amp;"));
        else if (character == '<')
            text_add(out, S("&lt;"));
        else if (character == '>')
            text_add(out, S("&gt;"));
        else if (character == '"')
            text_add(out, S("&quot;"));
        else if (character == '\'')
            text_add(out, S("&#39;"));
        else if (character < 0x20 || character == 0x7F || (character & 0xFFFE) == 0xFFFE)
            text_char(out, ' ');
        else
            text_add(out, str_part(value, start, i - start));
    }
}

/* At most `most` characters of a label, with "…" if something was cut off; NFC. */
static struct str shortened(struct arena *mem, struct str label, size_t most)
{
    if (!utf8_is_valid(label))
        return S("?");
    label = str_trim(unicode_nfc(mem, label));
    if (utf8_count(label) <= most)
        return label;
    size_t end = 0;
    for (size_t count = 0; count + 1 < most; count++)
        utf8_next(label, &end);
    struct str parts[] = {str_trim(str_part(label, 0, end)), S("…")};
    return str_join(mem, parts, 2, S(""));
}

static int64_t width_of(struct str text)
{
    return (int64_t)utf8_count(text) * LETTER;
}

/* The texts of a chart, made fit to print: NFC, not too long. */
static const struct str *texts_of(struct arena *mem, const struct str *texts, size_t count,
                                  size_t most)
{
    struct str *fit = arena_many(mem, struct str, count + 1);
    for (size_t i = 0; i < count; i++)
        fit[i] = shortened(mem, texts[i], most);
    return fit;
}

static int64_t widest(const struct str *texts, size_t count)
{
    int64_t width = 0;
    for (size_t i = 0; i < count; i++)
        if (width_of(texts[i]) > width)
            width = width_of(texts[i]);
    return width;
}

static int64_t largest(const struct chart_series *series, size_t count)
{
    int64_t value = 0;
    for (size_t i = 0; series->values && i < count; i++) {
        assert(series->values[i] >= 0 && series->values[i] <= value_max);
        if (series->values[i] > value)
            value = series->values[i];
    }
    return value;
}

/* value / whole of `room`. Doubles: 2^53 times a length does not fit 64 bits. */
static int64_t scaled(int64_t value, int64_t whole, int64_t room)
{
    if (value == 0 || whole == 0)
        return 0;
    int64_t length = (int64_t)((double)value * (double)room / (double)whole + 0.5);
    return length < SMALLEST ? SMALLEST : length;
}

static void text_put(struct text *out, const char *class, const char *anchor, int64_t x, int64_t y,
                     struct str value)
{
    text_format(out, "<text class=\"%s\" text-anchor=\"%s\"", class, anchor);
    length_put(out, "x", x);
    length_put(out, "y", y);
    text_char(out, '>');
    escaped_put(out, value);
    text_add(out, S("</text>"));
}

static void line_put(struct text *out, const char *class, int64_t x1, int64_t y1, int64_t x2,
                     int64_t y2)
{
    text_format(out, "<line class=\"%s\" stroke=\"currentColor\"", class);
    if (str_is(str_of(class), S("chart-grid")))
        text_add(out, S(" stroke-opacity=\"0.25\""));
    length_put(out, "x1", x1);
    length_put(out, "y1", y1);
    length_put(out, "x2", x2);
    length_put(out, "y2", y2);
    text_add(out, S("/>"));
}

/* A bar; that of the period before is an outline only. */
static void bar_put(struct text *out, bool is_before, int64_t x, int64_t y, int64_t width,
                    int64_t height)
{
    text_add(out, is_before
                      ? S("<rect class=\"chart-before\" fill=\"none\" stroke=\"currentColor\"")
                      : S("<rect class=\"chart-bar\" fill=\"currentColor\""));
    length_put(out, "x", x);
    length_put(out, "y", y);
    length_put(out, "width", width);
    length_put(out, "height", height);
    text_add(out, S("/>"));
}

/* "Khu phố 1: 186 suất (Cùng kỳ: 150 suất)": one value as words. */
static void value_put(struct text *out, const struct chart *chart, size_t i)
{
    struct str gap = chart->unit.len ? S(" ") : S("");
    escaped_put(out, chart->labels[i]);
    text_add(out, S(": "));
    escaped_put(out, chart->series.texts[i]);
    text_add(out, gap);
    escaped_put(out, chart->unit);
    if (!chart->before.values)
        return;
    text_add(out, S(" ("));
    escaped_put(out, chart->before.name);
    text_add(out, S(": "));
    escaped_put(out, chart->before.texts[i]);
    text_add(out, gap);
    escaped_put(out, chart->unit);
    text_char(out, ')');
}

/* Everything up to the first shape. */
static void chart_open(struct text *out, const struct chart *chart, int64_t height)
{
    text_add(out, S("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\""));
    length_put(out, "width", WIDTH);
    length_put(out, "height", height);
    text_format(out, " viewBox=\"0 0 %d %lld.%lld\"", WIDTH / 10, (long long)(height / 10),
                (long long)(height % 10));
    text_add(out, S(" font-size=\"13\" fill=\"currentColor\"><title>"));
    escaped_put(out, chart->title);
    text_add(out, S("</title><desc>"));
    for (size_t i = 0; i < chart->count; i++) {
        if (i > 0)
            text_add(out, S("; "));
        value_put(out, chart, i);
    }
    text_add(out, chart->count ? S("</desc>") : S("Chưa có số liệu</desc>"));
}

static void tooltip_put(struct text *out, const struct chart *chart, size_t i)
{
    text_add(out, S("<g><title>"));
    value_put(out, chart, i);
    text_add(out, S("</title>"));
}

static struct str chart_close(struct text *out)
{
    text_add(out, S("</svg>"));
    assert(!out->is_over);
    return text_str(out);
}

static struct str chart_empty(struct text *out, const struct chart *chart)
{
    chart_open(out, chart, 2 * LINE);
    text_put(out, "chart-label", "start", 0, LINE, S("Chưa có số liệu"));
    return chart_close(out);
}

/* The chart with all its texts fit to print. */
static struct chart chart_fit(struct arena *mem, const struct chart *chart)
{
    struct chart fit = *chart;
    fit.title = shortened(mem, chart->title, LABEL_MAX);
    fit.unit = shortened(mem, chart->unit, 24);
    fit.labels = texts_of(mem, chart->labels, chart->count, LABEL_MAX);
    fit.series.texts = texts_of(mem, chart->series.texts, chart->count, 24);
    fit.series.name = shortened(mem, chart->series.name, 18);
    if (chart->before.values) {
        fit.before.texts = texts_of(mem, chart->before.texts, chart->count, 24);
        fit.before.name = shortened(mem, chart->before.name, 18);
    }
    return fit;
}

/* The line above the picture that says the unit. Gives its height, 0 without a unit. */
static int64_t unit_put(struct text *out, const struct chart *chart)
{
    if (chart->unit.len == 0)
        return 0;
    struct str words = str_format(out->mem, "Đơn vị: %.*s", STR_ARG(chart->unit));
    text_put(out, "chart-unit", "end", WIDTH, LINE - 40, words);
    return LINE + 30;
}

/* Parts a label into two lines at a blank. Gives how many lines. */
static size_t label_wrap(struct arena *mem, struct str label, struct str lines[2])
{
    const size_t most = WIDTH / LETTER;
    lines[0] = label;
    if (utf8_count(label) <= most)
        return 1;
    size_t end = 0, at = 0;
    for (size_t count = 0; count < most; count++) {
        if (label.at[at] == ' ')
            end = at;
        utf8_next(label, &at);
    }
    if (end == 0)
        end = at; /* one endless word */
    lines[0] = str_part(label, 0, end);
    lines[1] = shortened(mem, str_part(label, end, label.len), most);
    return 2;
}

/* How the rows of a bar chart are laid out. */
struct bars {
    bool is_beside;
    int64_t left; /* where the bars begin */
    int64_t room; /* for the longest */
    int64_t top;  /* of all values */
};

static struct bars bars_plan(const struct chart *chart)
{
    struct bars bars = {.top = largest(&chart->series, chart->count)};
    int64_t labels = widest(chart->labels, chart->count);
    bars.is_beside = labels <= BESIDE_MAX * LETTER;
    bars.left = bars.is_beside ? labels + GAP : 0;
    bars.room = WIDTH - bars.left - GAP - widest(chart->series.texts, chart->count);
    if (bars.is_beside && bars.room < WIDTH / 4) { /* long values: give them the label's room */
        bars.is_beside = false;
        bars.room += bars.left;
        bars.left = 0;
    }
    return bars;
}

static int64_t row_height(struct arena *mem, const struct bars *bars, struct str label)
{
    struct str lines[2];
    int64_t above = bars->is_beside ? 0 : (int64_t)label_wrap(mem, label, lines) * LINE;
    return above + BAR + (bars->is_beside ? GAP : 2 * GAP);
}

static void row_put(struct text *out, const struct chart *chart, const struct bars *bars, size_t i,
                    int64_t y)
{
    tooltip_put(out, chart, i);
    struct str lines[2];
    size_t count = bars->is_beside ? 0 : label_wrap(out->mem, chart->labels[i], lines);
    for (size_t k = 0; k < count; k++, y += LINE)
        text_put(out, "chart-label", "start", 0, y + LINE - 50, lines[k]);
    if (bars->is_beside)
        text_put(out, "chart-label", "start", 0, y + BAR - 35, chart->labels[i]);
    int64_t width = scaled(chart->series.values[i], bars->top, bars->room);
    if (width)
        bar_put(out, false, bars->left, y, width, BAR);
    text_put(out, "chart-value", "start", bars->left + width + (width ? GAP : 0), y + BAR - 35,
             chart->series.texts[i]);
    text_add(out, S("</g>"));
}

struct str chart_bars(struct arena *mem, const struct chart *chart)
{
    assert(chart->count <= CHART_BARS_MAX && !chart->before.values);
    struct chart fit = chart_fit(mem, chart);
    struct text out = text_new(mem, OUTPUT_MAX_BYTES);
    if (fit.count == 0)
        return chart_empty(&out, &fit);
    struct bars bars = bars_plan(&fit);
    int64_t height = fit.unit.len ? LINE + 30 : 0;
    for (size_t i = 0; i < fit.count; i++)
        height += row_height(mem, &bars, fit.labels[i]);
    chart_open(&out, &fit, height);
    int64_t y = unit_put(&out, &fit);
    for (size_t i = 0; i < fit.count; i++) {
        row_put(&out, &fit, &bars, i, y);
        y += row_height(mem, &bars, fit.labels[i]);
    }
    return chart_close(&out);
}

/* The smallest of 1, 2, 5, 10, 20, 50 … of which four reach `value`; at least 1. */
static int64_t round_step(int64_t value)
{
    int64_t step = 1;
    for (int i = 0; step * 4 < value; i++)
        step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    return step;
}

/* "200", "1.500", "20 triệu": a mark of the axis, in the size that the step allows. */
static struct str mark_text(struct arena *mem, int64_t value, int64_t step)
{
    const int64_t billion = 1000000000, million = 1000000;
    int64_t size = step >= billion ? billion : step >= million ? million : 1;
    const char *name = step >= billion ? " tỷ" : step >= million ? " triệu" : "";
    if (value == 0)
        return S("0");
    value /= size;
    struct str text = S("");
    for (; value >= 1000; value /= 1000)
        text = str_format(mem, ".%03d%.*s", (int)(value % 1000), STR_ARG(text));
    return str_format(mem, "%d%.*s%s", (int)value, STR_ARG(text), name);
}

/* How a column chart is laid out. */
struct columns {
    int64_t left, top, bottom; /* of the plot */
    int64_t slot;              /* width per label */
    int64_t step, whole;       /* of the axis */
    size_t every;              /* the how-manieth label is drawn */
    bool has_values;           /* above the columns */
};

static struct columns columns_plan(struct arena *mem, const struct chart *chart)
{
    struct columns columns = {0};
    int64_t highest = largest(&chart->series, chart->count);
    if (largest(&chart->before, chart->count) > highest)
        highest = largest(&chart->before, chart->count);
    columns.step = round_step(highest);
    columns.whole = (highest + columns.step - 1) / columns.step * columns.step;
    struct str mark = mark_text(mem, columns.whole, columns.step);
    columns.left = width_of(mark) + GAP;
    columns.top = LINE + (chart->unit.len || chart->before.values ? LINE : 0);
    columns.bottom = columns.top + PLOT_HEIGHT;
    columns.slot = (WIDTH - columns.left) / (int64_t)chart->count;
    columns.every = (size_t)((widest(chart->labels, chart->count) + GAP) / columns.slot + 1);
    columns.has_values =
        !chart->before.values && widest(chart->series.texts, chart->count) <= columns.slot;
    return columns;
}

static void axis_put(struct text *out, const struct columns *columns)
{
    for (int64_t value = 0; value <= columns->whole; value += columns->step) {
        int64_t y = columns->bottom;
        if (value)
            y -= scaled(value, columns->whole, PLOT_HEIGHT);
        line_put(out, value ? "chart-grid" : "chart-axis", columns->left, y, WIDTH, y);
        text_put(out, "chart-axis", "end", columns->left - GAP / 2, y + 45,
                 mark_text(out->mem, value, columns->step));
    }
}

static void legend_put(struct text *out, const struct chart *chart)
{
    int64_t x = 0;
    for (int is_before = 0; chart->before.values && is_before < 2; is_before++) {
        struct str name = is_before ? chart->before.name : chart->series.name;
        bar_put(out, is_before, x + 10, 30, 100, 100);
        text_put(out, "chart-label", "start", x + 100 + GAP, 125, name);
        x += 100 + 3 * GAP + width_of(name);
    }
}

/* A label below its column; at the edges it moves inwards. */
static void below_put(struct text *out, int64_t middle, int64_t y, struct str label)
{
    int64_t half = width_of(label) / 2;
    if (middle + half > WIDTH)
        text_put(out, "chart-label", "end", WIDTH, y, label);
    else if (middle < half)
        text_put(out, "chart-label", "start", 0, y, label);
    else
        text_put(out, "chart-label", "middle", middle, y, label);
}

/* One column, or the two of a pair. */
static void column_put(struct text *out, const struct chart *chart, const struct columns *columns,
                       size_t i)
{
    int64_t middle = columns->left + columns->slot * (int64_t)i + columns->slot / 2;
    int64_t width = columns->slot * (chart->before.values ? 38 : 70) / 100;
    if (width > 400)
        width = 400;
    int64_t height = scaled(chart->series.values[i], columns->whole, PLOT_HEIGHT);
    tooltip_put(out, chart, i);
    if (chart->before.values) {
        int64_t before = scaled(chart->before.values[i], columns->whole, PLOT_HEIGHT);
        if (before)
            bar_put(out, true, middle - width, columns->bottom - before, width, before);
    }
    int64_t left = chart->before.values ? middle : middle - width / 2;
    if (height)
        bar_put(out, false, left, columns->bottom - height, width, height);
    if (columns->has_values)
        text_put(out, "chart-value", "middle", middle, columns->bottom - height - 40,
                 chart->series.texts[i]);
    text_add(out, S("</g>"));
}

struct str chart_columns(struct arena *mem, const struct chart *chart)
{
    assert(chart->count <= CHART_COLUMNS_MAX);
    struct chart fit = chart_fit(mem, chart);
    struct text out = text_new(mem, OUTPUT_MAX_BYTES);
    if (fit.count == 0)
        return chart_empty(&out, &fit);
    const struct str *below = texts_of(mem, fit.labels, fit.count, BESIDE_MAX);
    struct chart drawn = fit;
    drawn.labels = below;
    struct columns columns = columns_plan(mem, &drawn);
    chart_open(&out, &fit, columns.bottom + LINE + 30);
    legend_put(&out, &fit);
    unit_put(&out, &fit);
    axis_put(&out, &columns);
    for (size_t i = 0; i < fit.count; i++) {
        column_put(&out, &fit, &columns, i);
        if (i % columns.every == 0)
            below_put(&out, columns.left + columns.slot * (int64_t)i + columns.slot / 2,
                      columns.bottom + LINE, below[i]);
    }
    return chart_close(&out);
}
