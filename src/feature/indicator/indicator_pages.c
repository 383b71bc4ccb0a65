/* What an address asks for, and the list of all figures of a period. */
#include "feature/indicator/indicator_pages.h"
#include "feature/indicator/indicator_store.h"

#include "base/vi_day.h"
#include "base/vi_number.h"

/* ---- what is asked ---- */

static bool period_asked(const struct request *req, struct period *period, struct error *err)
{
    int64_t year;
    bool is_year =
        req->part[0].len == 4 && str_to_int(req->part[0], &year) && year >= 1900 && year <= 2199;
    return (is_year && vi_period_of_slug((int32_t)year, req->part[1], period)) ||
           fail(err, ERROR_MISSING, "ky", "không có kỳ «%.*s» của năm «%.*s»",
                STR_ARG(req->part[1]), STR_ARG(req->part[0]));
}

static bool unit_asked(const struct request *req, struct figure_question *asked, struct error *err)
{
    struct str code = str_trim(request_text(req, "don-vi"));
    asked->home = unit_home(asked->units);
    asked->unit = code.len ? unit_find(asked->units, code) : asked->home;
    if (asked->unit)
        return true;
    return code.len ? fail(err, ERROR_MISSING, "don-vi", "sổ không có đơn vị «%.*s»", STR_ARG(code))
                    : fail(err, ERROR_MISSING, "don-vi", "sổ chưa có đơn vị nào");
}

static bool cutoff_asked(struct request *req, struct figure_question *asked, struct error *err)
{
    struct str text = str_trim(request_text(req, "den"));
    struct day first = period_first(asked->period), last = period_last(asked->period);
    asked->cutoff = DAY_NONE;
    if (text.len && !vi_day_read(text, &asked->cutoff, err))
        return fail_at(err, "ngày chốt: ");
    bool is_inside = !day_is_known(asked->cutoff) ||
                     (asked->cutoff.number >= first.number && asked->cutoff.number <= last.number);
    if (!is_inside)
        return fail(err, ERROR_INVALID, "den", "ngày chốt phải từ %.*s đến %.*s",
                    STR_ARG(vi_day(req->mem, first)), STR_ARG(vi_day(req->mem, last)));
    asked->span = span_of(asked->period, asked->cutoff);
    return true;
}

/* Neither a page nor a file tells a part of a figure. */
static bool is_counted(struct request *req, const struct indicator *indicator, struct error *err)
{
    bool is_counting;
    return figure_is_counting(req->db, indicator, &is_counting, err) &&
           (!is_counting || fail(err, ERROR_BUSY, "slug",
                                 "số liệu «%.*s» đang tính từ các hồ sơ, xin xem lại sau ít phút",
                                 STR_ARG(indicator->label)));
}

bool figure_asked(struct request *req, struct figure_question *asked, struct error *err)
{
    *asked = (struct figure_question){0};
    const struct indicators *indicators = indicators_of(req->book, req->db, err);
    asked->catalogue = indicators ? catalogue_of(req->book, req->db, err) : NULL;
    asked->units = asked->catalogue ? unit_tree_of(req->book, req->db, err) : NULL;
    if (!asked->units || !period_asked(req, &asked->period, err) || !unit_asked(req, asked, err) ||
        !cutoff_asked(req, asked, err))
        return false;
    struct str slug = req->part[2];
    asked->indicator = slug.len ? indicator_of_slug(indicators, slug) : NULL;
    if (slug.len && !asked->indicator)
        return fail(err, ERROR_MISSING, "slug", "không có số liệu «%.*s»", STR_ARG(slug));
    return slug.len == 0 || is_counted(req, asked->indicator, err);
}

struct str figure_asked_address(struct arena *mem, const struct figure_question *asked)
{
    struct str address =
        figure_address(mem, asked->indicator, asked->period, asked->unit, asked->home);
    return day_is_known(asked->cutoff) ? str_format(mem, "%.*s%cden=%.*s", STR_ARG(address),
                                                    asked->unit == asked->home ? '?' : '&',
                                                    STR_ARG(day_text(mem, asked->cutoff)))
                                       : address;
}

struct span figure_span_before(const struct figure_question *asked)
{
    return span_before(asked->period, asked->span);
}

/* ---- all figures of a period ---- */

static struct figure_group *group_of(struct figure_groups *groups, struct arena *mem,
                                     struct str group)
{
    struct str label = figure_group_label(group);
    for (size_t i = 0; i < groups->count; i++)
        if (str_is(groups->at[i].label, label))
            return &groups->at[i];
    struct figure_group *added = list_add(groups, mem);
    added->label = label;
    return added;
}

struct figure_groups figures_grouped(struct arena *mem, const struct figures *figures,
                                     struct period period, const struct unit *unit,
                                     const struct unit *home)
{
    struct figure_groups groups = {0};
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *figure = &figures->at[i];
        const struct indicator *indicator = figure->indicator;
        struct figure_group *group = group_of(&groups, mem, indicator->group);
        struct figure_line *line = list_add(&group->lines, mem);
        *line = (struct figure_line){
            .label = indicator->label,
            .address = figure_address(mem, indicator, period, unit, home),
            .number = figure_phrase(mem, indicator, figure->actual),
            .target = figure->has_target ? vi_count(mem, figure->target) : S(""),
            .previous = figure->has_previous ? vi_count(mem, figure->previous) : S(""),
            .is_zero = figure->actual == 0,
        };
        group->nonzero += !line->is_zero;
    }
    return groups;
}

bool figures_get(struct request *req, struct response *response, struct error *err)
{
    struct figures_page page = {.mem = req->mem};
    struct figure_question asked;
    struct figures figures;
    if (!figure_asked(req, &asked, err) ||
        !figures_compute(req->book, req->db, req->mem, asked.unit, asked.period, asked.cutoff,
                         &figures, err))
        return false;
    page.groups = figures_grouped(req->mem, &figures, asked.period, asked.unit, asked.home);
    for (size_t i = 0; i < page.groups.count; i++)
        page.zeros += page.groups.at[i].lines.count - page.groups.at[i].nonzero;
    page.unit_title = unit_title(req->mem, asked.unit);
    page.period = vi_period(req->mem, asked.period);
    page.cutoff = vi_day(req->mem, asked.span.last);
    page.frame = (struct page_frame){
        .title = str_format(req->mem, "Số liệu %.*s", STR_ARG(page.period)),
        .description = str_format(req->mem, "Mọi số liệu %.*s của %.*s, tính từ hồ sơ",
                                  STR_ARG(page.period), STR_ARG(page.unit_title)),
        .address = req->path,
    };
    frame_fill(req, &page.frame);
    struct html out = page_html(req);
    figures_html(&out, &page);
    return page_respond(response, &out, err);
}

/* ---- a record with its figures ---- */

static bool figures_of(struct request *req, int64_t record, struct record_figures *figures,
                       struct error *err)
{
    struct touched_figures touched = {0};
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units || !figures_of_record(req->book, req->db, req->mem, record, &touched, err))
        return false;
    const struct unit *home = unit_home(units);
    for (size_t i = 0; i < touched.count; i++) {
        const struct indicator *indicator = touched.at[i].indicator;
        struct period period = half_of(touched.at[i].day);
        *list_add(figures, req->mem) = (struct record_figure){
            .address = figure_address(req->mem, indicator, period, home, home),
            .label = indicator->label,
            .period = vi_period(req->mem, period),
        };
    }
    return true;
}

bool record_get(struct request *req, struct response *response, struct error *err)
{
    return record_page_respond(req, req->part[0], figures_of, response, err);
}

/* ---- the table of routes ---- */

static const struct field figure_fields[] = {
    {"don-vi", FIELD_TEXT, 64, false, MESSAGE("Đơn vị")},
    {"den", FIELD_TEXT, 40, false, MESSAGE("Ngày chốt")},
    {"trang", FIELD_INT, 0, false, MESSAGE("Trang")},
    {0},
};

static const struct field whole_fields[] = {
    {"don-vi", FIELD_TEXT, 64, false, MESSAGE("Đơn vị")},
    {"den", FIELD_TEXT, 40, false, MESSAGE("Ngày chốt")},
    {0},
};

static const struct field area_fields[] = {
    {"trang", FIELD_INT, 0, false, MESSAGE("Trang")},
    {0},
};

static const struct field doubt_fields[] = {
    {"don-vi", FIELD_TEXT, 64, false, MESSAGE("Đơn vị")},
    {"den", FIELD_TEXT, 40, false, MESSAGE("Ngày chốt")},
    {"da-gui", FIELD_INT, 0, false, MESSAGE("Đã gửi")},
    {0},
};

static const struct field doubt_form_fields[] = {
    {"don-vi", FIELD_TEXT, 64, false, MESSAGE("Đơn vị")},
    {"den", FIELD_TEXT, 40, false, MESSAGE("Ngày chốt")},
    {"noi-dung", FIELD_TEXT, DOUBT_TEXT_MAX_BYTES, false, MESSAGE("Điều bạn thấy chưa đúng")},
    {0},
};

const struct route indicator_routes[8] = {
    {METHOD_GET, "/so-lieu/{nam}/{ky}", "", PACE_QUICK, figures_get, whole_fields, false,
     MESSAGE("Mọi số liệu của một kỳ")},
    {METHOD_GET, "/so-lieu/{nam}/{ky}/{slug}", "", PACE_QUICK, figure_get, figure_fields, false,
     MESSAGE("Một số liệu: cách tính, phân tích, danh sách hồ sơ")},
    {METHOD_GET, "/so-lieu/{nam}/{ky}/{slug}/danh-sach.csv", "", PACE_SLOW, figure_csv_get,
     whole_fields, false, MESSAGE("Danh sách hồ sơ của một số liệu, tệp CSV")},
    {METHOD_GET, "/so-lieu/{nam}/{ky}/{slug}/so-lieu.json", "", PACE_SLOW, figure_json_get,
     whole_fields, false, MESSAGE("Một số liệu với các phần và danh sách, JSON")},
    {METHOD_GET, "/so-lieu/{nam}/{ky}/{slug}/bao-chua-dung", "", PACE_QUICK, doubt_get,
     doubt_fields, false, MESSAGE("Báo một số liệu chưa đúng")},
    {METHOD_POST, "/so-lieu/{nam}/{ky}/{slug}/bao-chua-dung", "", PACE_WRITE, doubt_post,
     doubt_form_fields, false, MESSAGE("Gửi lời báo một số liệu chưa đúng")},
    {METHOD_GET, "/khu-pho/{so}", "", PACE_QUICK, area_get, area_fields, false,
     MESSAGE("Một khu dân cư: người giữ chức danh, số liệu, hồ sơ mới")},
    {METHOD_GET, "/viec/{so}", "", PACE_QUICK, record_get, NULL, false,
     MESSAGE("Một hồ sơ: nội dung công khai, lịch sử, chỗ đứng trong sổ")},
};
