/* Photos that come with a form: read on the pool, kept on the writer, shown to those who may see
 * the draft or the record. */
#include "feature/draft/draft_pages.h"

enum { SMALL = 400, LARGE = 1600 };

/* ---- on the pool ---- */

static bool is_file(const struct many_field *sent)
{
    return sent->row->type == FIELD_BYTES && sent->value.len;
}

static struct sent_photo photo_prepare(struct request *req, struct str bytes)
{
    struct sent_photo photo = {.problem = S("")};
    struct error err = {0};
    const struct str parts[] = {S("draft-photo"), bytes};
    struct str hash = book_keyed(req->book, req->mem, parts, COUNT_OF(parts));
    photo.source = hex_of(req->mem, hash.at, hash.len);
    if (media_prepare(req->book, req->mem, bytes, &photo.media, &err)) {
        media_single_out(req->mem, &photo.media);
        photo.media.is_private = true;
        return photo;
    }
    photo.media.name = S("");
    photo.problem = err.kind == ERROR_INVALID
                        ? str_copy(req->mem, str_of(err.text))
                        : html_translate(req->messages, S("ảnh chưa đọc được, xin chọn lại ảnh "
                                                          "rồi gửi lần nữa"));
    return photo;
}

void photos_prepare(struct request *req, struct sent_photos *photos)
{
    for (size_t i = 0; i < req->many.count; i++)
        if (is_file(&req->many.at[i]) && photos->count < PHOTOS_MAX)
            *list_add(photos, req->mem) = photo_prepare(req, req->many.at[i].value);
}

/* ---- on the writer ---- */

static bool is_known(const struct kept_photos *kept, struct str source)
{
    for (size_t i = 0; i < kept->count; i++)
        if (str_is(kept->at[i].source, source))
            return true;
    return false;
}

/* The photo's own words, with its place among those sent where there are several. */
static struct str problem_told(struct arena *mem, const struct sent_photos *sent, size_t i)
{
    return sent->count == 1
               ? sent->at[i].problem
               : str_format(mem, "ảnh thứ %zu: %.*s", i + 1, STR_ARG(sent->at[i].problem));
}

static void additions_plan(struct request *req, struct photo_change *change)
{
    const struct sent_photos *sent = change->sent;
    for (size_t i = 0; sent && i < sent->count; i++) {
        bool is_new = !sent->at[i].problem.len && !is_known(&change->kept, sent->at[i].source);
        for (size_t k = 0; k < i; k++)
            is_new = is_new && !str_is(sent->at[k].source, sent->at[i].source);
        if (sent->at[i].problem.len && !change->problem.len)
            change->problem = problem_told(req->mem, sent, i);
        if (is_new && change->count == PHOTOS_MAX)
            change->problem =
                str_format(req->mem, "mỗi việc giữ nhiều nhất %d ảnh; hãy bỏ bớt ảnh rồi chọn lại",
                           PHOTOS_MAX);
        change->is_added[i] = is_new && change->count < PHOTOS_MAX;
        change->count += change->is_added[i];
        change->is_none &= !change->is_added[i];
    }
}

bool photos_plan(struct request *req, int64_t draft, const struct sent_photos *sent,
                 struct photo_change *change, struct error *err)
{
    *change = (struct photo_change){.sent = sent, .is_none = true, .problem = S("")};
    if (draft && !photos_kept(req->db, req->mem, draft, &change->kept, err))
        return false;
    change->is_dropped = arena_many(req->mem, bool, change->kept.count + 1);
    change->is_added = arena_many(req->mem, bool, sent ? sent->count + 1 : 1);
    for (size_t i = 0; i < change->kept.count; i++) {
        struct str tick = str_format(req->mem, "boanh-%lld", (long long)change->kept.at[i].ordinal);
        change->is_dropped[i] = request_many(req, tick).len > 0;
        change->count += !change->is_dropped[i];
        change->is_none &= !change->is_dropped[i];
    }
    additions_plan(req, change);
    return true;
}

static bool photo_drop(struct book *book, int64_t draft, const struct kept_photo *photo,
                       struct error *err)
{
    struct query query =
        db_query(book->db, "DELETE FROM draft_photo WHERE draft = $1 AND ordinal = $2");
    bind_int(&query, draft);
    bind_int(&query, photo->ordinal);
    return query_run(&query, NULL, err) && media_erase(book->db, photo->name, err);
}

static bool photo_add(struct book *book, int64_t draft, int64_t ordinal,
                      const struct sent_photo *photo, struct error *err)
{
    struct query query = db_query(book->db, "INSERT INTO draft_photo (draft, ordinal, name, source)"
                                            " VALUES ($1, $2, $3, $4)");
    bind_int(&query, draft);
    bind_int(&query, ordinal);
    bind_text(&query, photo->media.name);
    bind_text(&query, photo->source);
    return query_run(&query, NULL, err) && media_keep(book->db, &photo->media, err);
}

bool photos_change(struct request *req, int64_t draft, const struct photo_change *change,
                   struct error *err)
{
    int64_t ordinal = 0;
    for (size_t i = 0; i < change->kept.count; i++) {
        ordinal = change->kept.at[i].ordinal;
        if (change->is_dropped[i] && !photo_drop(req->book, draft, &change->kept.at[i], err))
            return false;
    }
    for (size_t i = 0; change->sent && i < change->sent->count; i++)
        if (change->is_added[i] &&
            !photo_add(req->book, draft, ++ordinal, &change->sent->at[i], err))
            return false;
    return true;
}

bool photos_erase(struct book *book, struct arena *mem, int64_t draft, struct error *err)
{
    struct kept_photos kept = {0};
    if (!photos_kept(book->db, mem, draft, &kept, err))
        return false;
    for (size_t i = 0; i < kept.count; i++)
        if (!photo_drop(book, draft, &kept.at[i], err))
            return false;
    return true;
}

/* ---- reading ---- */

bool photos_kept(struct db *db, struct arena *mem, int64_t draft, struct kept_photos *photos,
                 struct error *err)
{
    struct query query = db_query(db, "SELECT ordinal, name, source FROM draft_photo"
                                      " WHERE draft = $1 ORDER BY ordinal");
    bind_int(&query, draft);
    while (query_next(&query)) {
        struct kept_photo *photo = list_add(photos, mem);
        photo->ordinal = take_int(&query);
        photo->name = take_text(&query, mem);
        photo->source = take_text(&query, mem);
    }
    return query_end(&query, err);
}

bool photos_names(struct db *db, struct arena *mem, int64_t draft, struct draft *record,
                  struct error *err)
{
    struct kept_photos kept = {0};
    if (!photos_kept(db, mem, draft, &kept, err))
        return false;
    struct str *names = arena_many(mem, struct str, kept.count + 1);
    for (size_t i = 0; i < kept.count; i++)
        names[i] = kept.at[i].name;
    record->pictures = names;
    record->pictures_count = kept.count;
    return true;
}

static struct str office_address(struct arena *mem, struct str name, int width)
{
    return str_format(mem, PHOTO_ADDRESS "/%.*s-%d.jpg", STR_ARG(name), width);
}

/* Adds a picture that is still there; *view is NULL for one that is not. */
static bool view_add(struct request *req, struct str name, struct photo_views *views,
                     struct photo_view **view, struct error *err)
{
    struct media media;
    bool is_found;
    *view = NULL;
    if (!media_find(req->db, req->mem, name, &media, &is_found, err))
        return false;
    if (!is_found)
        return true;
    *view = list_add(views, req->mem);
    **view = (struct photo_view){.name = media.name,
                                 .small = office_address(req->mem, name, SMALL),
                                 .large = office_address(req->mem, name, LARGE),
                                 .width = media_version(&media, SMALL)->width,
                                 .height = media_version(&media, SMALL)->height};
    return true;
}

bool photos_view(struct request *req, int64_t draft, struct photo_views *views, struct error *err)
{
    struct kept_photos kept = {0};
    if (draft && !photos_kept(req->db, req->mem, draft, &kept, err))
        return false;
    for (size_t i = 0; i < kept.count; i++) {
        struct photo_view *view;
        if (!view_add(req, kept.at[i].name, views, &view, err))
            return false;
        if (view)
            view->tick = str_format(req->mem, "boanh-%lld", (long long)kept.at[i].ordinal);
    }
    return true;
}

bool pictures_view(struct request *req, const struct record_pictures *pictures,
                   struct photo_views *views, struct error *err)
{
    for (size_t i = 0; i < pictures->count; i++) {
        struct photo_view *view;
        if (!view_add(req, pictures->at[i].name, views, &view, err))
            return false;
        if (view) {
            view->field = pictures->at[i].field;
            view->is_public = pictures->at[i].is_shown;
        }
    }
    return true;
}

/* ---- the picture itself ---- */

static bool draft_of_photo(struct db *db, struct arena *mem, struct str name,
                           struct saved_draft *draft, struct error *err)
{
    int64_t id = 0;
    struct query query = db_query(db, "SELECT draft FROM draft_photo WHERE name = $1");
    bind_text(&query, name);
    if (query_one(&query))
        id = take_int(&query);
    if (!query_end(&query, err))
        return false;
    if (id == 0)
        return fail(err, ERROR_MISSING, "ten", "không có ảnh nào ở địa chỉ này");
    return draft_find(db, mem, id, draft, err);
}

/* True if the visitor may approve where the record of a number really belongs. */
static bool record_is_open_to(struct request *req, const struct unit_tree *units, struct str no,
                              bool *is_open, struct error *err)
{
    struct record record;
    struct record_cells cells;
    const struct catalogue *catalogue = catalogue_of(req->book, req->db, err);
    if (!catalogue || !record_find(req->db, req->mem, no, &record, err))
        return false;
    const struct catalogue_kind *kind = catalogue_kind(catalogue, record.kind);
    *is_open = false;
    if (!kind)
        return true;
    if (!record_cells(req->db, req->mem, kind, &record, &cells, err))
        return false;
    *is_open = visitor_may(req->visitor, MAY_APPROVE, unit_find(units, cells.unit));
    return true;
}

bool draft_photo_page(struct request *req, struct response *response, struct error *err)
{
    struct saved_draft draft = {0};
    const struct unit_tree *units = unit_tree_of(req->book, req->db, err);
    if (!units || !draft_of_photo(req->db, req->mem, media_name_of(req->part[0]), &draft, err))
        return false;
    bool is_open = draft_is_open_to(req->visitor, units, &draft);
    if (draft.no.len && draft.author != req->visitor->id &&
        !record_is_open_to(req, units, draft.no, &is_open, err))
        return false;
    if (!is_open)
        return fail(err, ERROR_DENIED, "ten", "ảnh này không thuộc phần việc của bạn");
    return media_respond(req, req->part[0], true, response, err);
}
