#include "web/negotiate.h"
#include "web/route_table.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct arena mem;

static bool page(struct request *req, struct response *response, struct error *err)
{
    (void)req, (void)response, (void)err;
    return true;
}

static const struct field fields[] = {
    {"ten", FIELD_TEXT, 20, true, "Họ tên"}, {"ghi_chu", FIELD_TEXT, 0, false, "Ghi chú"},
    {"so", FIELD_INT, 0, false, "Số suất"},  {"ngay", FIELD_DAY, 0, false, "Ngày trao"},
    {"tep", FIELD_BYTES, 8, false, "Tệp"},   {0}};

static const struct field many_fields[] = {
    {"loai", FIELD_TEXT, 0, false, "Loại"}, {"o.*", FIELD_TEXT, 20, false, "Ô của biểu mẫu"}, {0}};

#define ROUTE(method_, path_)                                                                      \
    {                                                                                              \
        .method = (method_), .path = (path_), .role = "", .page = page                             \
    }

static const struct route routes[] = {
    ROUTE(METHOD_GET, "/{ten…}"),
    ROUTE(METHOD_GET, "/"),
    ROUTE(METHOD_GET, "/tin/{ten}"),
    ROUTE(METHOD_GET, "/tin/moi"),
    ROUTE(METHOD_POST, "/tin/{ten}"),
    ROUTE(METHOD_GET, "/tin/{ten}/{phan}"),
    ROUTE(METHOD_GET, "/tin/moi/{phan…}"),
    ROUTE(METHOD_GET, "/{xa}/gioi-thieu"),
    ROUTE(METHOD_POST, "/ghi"),
    {.method = METHOD_GET, .path = "/tim", .role = "", .page = page, .fields = fields},
    {.method = METHOD_POST, .path = "/tim", .role = "", .page = page, .fields = fields},
    {.method = METHOD_POST, .path = "/o", .role = "", .page = page, .fields = many_fields},
};

static struct route_match found(enum method method, struct str path)
{
    struct route_table *table = route_table_new(&mem, routes, COUNT_OF(routes));
    return route_find(table, method, path);
}

static void the_most_special_row_is_found(void **state)
{
    (void)state;
    assert_string_equal(found(METHOD_GET, S("/")).route->path, "/");
    assert_string_equal(found(METHOD_GET, S("/tin/moi")).route->path, "/tin/moi");
    assert_string_equal(found(METHOD_GET, S("/tin/cu")).route->path, "/tin/{ten}");
    assert_string_equal(found(METHOD_GET, S("/tin/cu/2")).route->path, "/tin/{ten}/{phan}");
    assert_string_equal(found(METHOD_GET, S("/tin/moi/2")).route->path, "/tin/moi/{phan…}");
    assert_string_equal(found(METHOD_GET, S("/tin/moi/2/3")).route->path, "/tin/moi/{phan…}");
    assert_string_equal(found(METHOD_GET, S("/tin")).route->path, "/{ten…}");
    assert_string_equal(found(METHOD_GET, S("/b/gioi-thieu")).route->path, "/{xa}/gioi-thieu");
    assert_string_equal(found(METHOD_GET, S("/1/2/3/4/5/6/7/8/9/10")).route->path, "/{ten…}");
}

static void parts_in_braces_are_handed_on(void **state)
{
    (void)state;
    struct route_match match = found(METHOD_GET, S("/tin/họp/2"));
    assert_true(str_is(match.part[0], S("họp")) && str_is(match.part[1], S("2")));
    match = found(METHOD_GET, S("/tin/moi/2/3/4"));
    assert_true(str_is(match.part[0], S("2/3/4")));
    match = found(METHOD_GET, S("/1/2/3/4/5/6/7/8/9/10"));
    assert_true(str_is(match.part[0], S("1/2/3/4/5/6/7/8/9/10")));
}

static void an_address_knows_its_methods(void **state)
{
    (void)state;
    struct route_match match = found(METHOD_POST, S("/tin/cu"));
    assert_int_equal(match.route->method, METHOD_POST);
    match = found(METHOD_POST, S("/b/gioi-thieu"));
    assert_null(match.route);
    assert_true(match.has_get && !match.has_post);
    struct route_table *table = route_table_new(&mem, &routes[8], 1);
    match = route_find(table, METHOD_GET, S("/khac"));
    assert_true(!match.route && !match.has_get && !match.has_post);
}

static bool fields_read(struct request *req, enum method method, struct str text, struct error *err)
{
    struct form form = {0};
    *req = (struct request){.mem = &mem, .route = &routes[method == METHOD_GET ? 9 : 10]};
    *err = (struct error){0};
    return form_read_pairs(&mem, text, &form, err) && route_read_fields(req, &form, err);
}

static void fields_come_out_by_their_type(void **state)
{
    (void)state;
    struct request req;
    struct error err;
    assert_true(fields_read(&req, METHOD_POST,
                            S("ten=Nguy%E1%BB%85n+A&so=+-12+&ngay=20%2f7%2f2022&"
                              "ghi_chu=a%0D%0Ab%09c&tep=%00%FF"),
                            &err) == false); /* %00 is refused in pairs */
    assert_true(fields_read(&req, METHOD_POST,
                            S("ten=Nguy%E1%BB%85n+A&so=+-12+&ngay=20%2f7%2f2022&"
                              "ghi_chu=a%0D%0Ab%09c&tep=%01%FF"),
                            &err));
    assert_true(str_is(request_text(&req, "ten"), S("Nguyễn A")));
    assert_int_equal(request_int(&req, "so", 0), -12);
    assert_true(str_is(day_text(&mem, request_day(&req, "ngay")), S("2022-07-20")));
    assert_true(str_is(request_text(&req, "ghi_chu"), S("a\nb\tc")));
    assert_true(str_is(request_text(&req, "tep"), S("\x01\xff")));
}

static void what_was_not_sent_is_empty(void **state)
{
    (void)state;
    struct request req;
    struct error err;
    assert_true(fields_read(&req, METHOD_POST, S("ten=a&so=&ngay="), &err));
    assert_int_equal(request_int(&req, "so", 7), 7);
    assert_false(day_is_known(request_day(&req, "ngay")));
    assert_int_equal(request_text(&req, "ghi_chu").len, 0);
    assert_null(req.value[1].at);
    assert_null(req.value[2].at);
}

static void decomposed_letters_are_composed(void **state)
{
    (void)state;
    struct request req;
    struct error err;
    assert_true(fields_read(&req, METHOD_GET, S("ten=ho%CC%A3p"), &err));
    assert_true(str_is(request_text(&req, "ten"), S("họp")));
}

static void wrong_fields_are_refused_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *text, *field, *says;
    } cases[] = {
        {"", "ten", "chưa điền «Họ tên»"},
        {"ten=", "ten", "chưa điền «Họ tên»"},
        {"ten=+%C2%A0", "ten", "chưa điền «Họ tên»"},
        {"ten=a&so=12a", "so", "«Số suất» phải là một số nguyên"},
        {"ten=a&so=99999999999999999999", "so", "«Số suất»"},
        {"ten=a&so=00000000000000000000000000000000000000000001", "so", "dài quá"},
        {"ten=a&ngay=31/6/2022", "ngay", "«Ngày trao»"},
        {"ten=a&ngay=2022", "ngay", "«Ngày trao»"},
        {"ten=123456789012345678901", "ten", "«Họ tên» dài quá 20"},
        {"ten=a&ten=a", "ten", "«Họ tên» được gửi hai lần"},
        {"ten=%ff", "ten", "UTF-8"},
        {"ten=a%01", "ten", "ký tự điều khiển"},
        {"ten=a%0Db", "ten", "ký tự điều khiển"},
        {"ten=a%E2%80%AEb", "ten", "ký tự điều khiển"},
        {"ten=a&tep=123456789", "tep", "«Tệp» lớn quá 8"},
        {"ten=a&la=1", "", "không nhận"},
        {"ten=%0", "", "%"},
        {"ten=%", "", "%"},
        {"ten=%g0", "", "%"},
        {"te%00n=a", "", "%"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct request req;
        struct error err;
        assert_false(fields_read(&req, METHOD_POST, str_of(cases[i].text), &err));
        assert_int_equal(err.kind, ERROR_INVALID);
        assert_string_equal(err.field, cases[i].field);
        if (!strstr(err.text, cases[i].says))
            fail_msg("«%s» does not say «%s»", err.text, cases[i].says);
    }
}

static bool many_read(struct request *req, struct str text, struct error *err)
{
    struct form form = {0};
    *req = (struct request){.mem = &mem, .route = found(METHOD_POST, S("/o")).route};
    return form_read_pairs(&mem, text, &form, err) && route_read_fields(req, &form, err);
}

static void a_name_with_a_star_takes_every_field_of_its_prefix(void **state)
{
    (void)state;
    struct request req;
    struct error err = {0};
    assert_true(many_read(&req, S("o.suat=12&loai=qua&o.don-vi=Khu+ph%E1%BB%91+1"), &err));
    assert_int_equal(req.many.count, 2);
    assert_true(str_is(request_many(&req, S("o.suat")), S("12")));
    assert_true(str_is(request_many(&req, S("o.don-vi")), S("Khu phố 1")));
    assert_true(str_is(request_many(&req, S("o.khac")), S("")));
    assert_true(str_is(request_text(&req, "loai"), S("qua")));
    static const char *const wrong[] = {"o.suat=1&o.suat=2", "o.suat=hon-hai-muoi-ky-tu-mot-chut",
                                        "o.suat=%01", "o=1", "p.suat=1"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_false(many_read(&req, str_of(wrong[i]), &err));
        assert_int_equal(err.kind, ERROR_INVALID);
    }
}

static void an_input_for_several_files_sends_each_under_its_name(void **state)
{
    static const struct field rows[] = {
        {"anh-*", FIELD_BYTES, 8, false, "Ảnh"}, {"o.*", FIELD_TEXT, 8, false, "Ô"}, {0}};
    static const struct route route = {METHOD_POST, "/anh", "",    PACE_FILE_WRITE,
                                       page,        rows,   false, ""};
    struct request req = {.mem = &mem, .route = &route};
    struct form form = {0};
    struct error err;
    (void)state;
    assert_true(form_read_pairs(&mem, S("anh-chon=a&o.a=1&anh-chon=b&anh-chup="), &form, &err));
    assert_true(route_read_fields(&req, &form, &err));
    assert_int_equal(req.many.count, 4);
    assert_true(request_has_file(&req));
    req = (struct request){.mem = &mem, .route = &route};
    form = (struct form){0};
    assert_true(form_read_pairs(&mem, S("anh-chon=&o.a=1"), &form, &err));
    assert_true(route_read_fields(&req, &form, &err));
    assert_false(request_has_file(&req));
    assert_int_equal(route_body_max(&route), 16 * 1024 * 1024);
    static const struct field large[] = {{"anh-*", FIELD_BYTES, 32 << 20, false, "Ảnh"}, {0}};
    struct route wide = route;
    wide.fields = large;
    assert_int_equal(route_body_max(&wide), 32 << 20);
    wide.pace = PACE_WRITE;
    assert_int_equal(route_body_max(&wide), 16 * 1024 * 1024);
}

static void there_is_an_end_to_the_number_of_fields(void **state)
{
    (void)state;
    struct text text = text_new(&mem, (size_t)4 * FORM_FIELDS_MAX + 4);
    for (int i = 0; i < FORM_FIELDS_MAX; i++)
        text_add(&text, S("a=b&"));
    struct form form = {0};
    struct error err;
    assert_true(form_read_pairs(&mem, text_str(&text), &form, &err));
    text_add(&text, S("a=b"));
    form = (struct form){0};
    assert_false(form_read_pairs(&mem, text_str(&text), &form, &err));
}

static void marks_of_shared_links_are_passed_over(void **state)
{
    (void)state;
    struct request req;
    struct error err;
    assert_true(fields_read(&req, METHOD_GET, S("ten=a&utm_source=zalo&zarsrc=30&fbclid=x"), &err));
    assert_false(fields_read(&req, METHOD_POST, S("ten=a&fbclid=x"), &err));
    struct text address = text_new(&mem, 1000);
    assert_true(fields_read(&req, METHOD_GET, S("so=5&utm_id=1&ten=%C4%91%20%26/"), &err));
    req.path = S("/tìm");
    route_put_address(&address, &req);
    assert_true(str_is(text_str(&address), S("/t%C3%ACm?ten=%C4%91%20%26%2F&so=5")));
}

static bool multipart_read(struct str body, struct form *form)
{
    struct error err;
    *form = (struct form){0};
    return form_read_body(&mem, S("multipart/form-data; charset=utf-8; boundary=\"x y\""), body,
                          form, &err);
}

static void multipart_forms_are_taken_apart(void **state)
{
    (void)state;
    struct form form;
    assert_true(multipart_read(S("--x y\r\ncontent-disposition: form-data; filename=\"a\"; "
                                 "name=\"t%22\"\r\nContent-Type: a/b\r\n\r\n\0\r\n--x\r\n"
                                 "\r\n--x y\r\nContent-Disposition: form-data; name=b\r\n\r\n"
                                 "\r\n--x y--\r\n"),
                               &form));
    assert_int_equal(form.count, 2);
    assert_true(str_is(form.at[0].name, S("t\"")));
    assert_true(str_is(form.at[0].value, S("\0\r\n--x\r\n")));
    assert_true(str_is(form.at[1].name, S("b")));
    assert_int_equal(form.at[1].value.len, 0);
}

static void broken_multipart_forms_are_refused(void **state)
{
    (void)state;
#define PART "--x y\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb"
    static const char *const wrong[] = {
        "x",
        "--x y",
        "--x y--x",
        "--x y\r\n",
        PART,
        PART "\r\n--x y",
        PART "\r\n--x y-",
        PART "\r\n--x y--\r\nmore",
        "\r\n" PART "\r\n--x y--\r\n",
        "--x y\r\n\r\nb\r\n--x y--\r\n",
        "--x y\r\nX: y\r\n\r\nb\r\n--x y--\r\n",
        "--x y\r\nContent-Disposition: form-data\r\n\r\nb\r\n--x y--\r\n",
        "--x y\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nb\r\n--x y--\r\n",
        "--x y\r\nContent-Disposition: form-data; name=\"a\r\n\r\nb\r\n--x y--\r\n",
        "--x y\r\nContent-Disposition: form-data; name=\"a%00\"\r\n\r\nb\r\n--x y--\r\n",
    };
    struct form form;
    struct error err;
    assert_true(multipart_read(S(PART "\r\n--x y--\r\n"), &form));
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        if (multipart_read(str_of(wrong[i]), &form))
            fail_msg("taken: %s", wrong[i]);
    assert_false(form_read_body(&mem, S("multipart/form-data"), S("x"), &form, &err));
    assert_false(form_read_body(&mem, S("text/plain"), S("x"), &form, &err));
    assert_true(form_read_body(&mem, S(""), S(""), &form, &err));
}

static void browsers_are_understood(void **state)
{
    (void)state;
    assert_true(accepts_gzip(S("gzip, deflate, br")));
    assert_true(accepts_gzip(S("br;q=1.0, GZIP;q=0.8, *;q=0.1")));
    assert_true(accepts_gzip(S("gzip; q=0.001")));
    assert_false(accepts_gzip(S("gzip;q=0")));
    assert_false(accepts_gzip(S("gzip;q=0.000, br")));
    assert_false(accepts_gzip(S("gzip;q=high")));
    assert_false(accepts_gzip(S("gzippy")));
    assert_false(accepts_gzip(S("")));
    struct str english = messages_for(S("en")) ? S("en") : S("vi");
    assert_true(str_is(asked_language(S("/")), S("vi")));
    assert_true(str_is(asked_language(S("/?ngon-ngu=en")), english));
    assert_true(str_is(asked_language(S("/tim-kiem?q=qua&ngon-ngu=en-GB")), english));
    assert_true(str_is(asked_language(S("/?ngon-ngu=fr")), S("vi")));
    assert_true(str_is(asked_language(S("/ngon-ngu=en?q=ngon-ngu=en")), S("vi")));
    assert_true(names_etag(S("\"a\""), S("\"a\"")));
    assert_true(names_etag(S("\"b\", W/\"a\""), S("\"a\"")));
    assert_true(names_etag(S("*"), S("\"a\"")));
    assert_false(names_etag(S("\"b\""), S("\"a\"")));
    assert_false(names_etag(S(""), S("\"a\"")));
}

static int stop(void **state)
{
    (void)state;
    arena_end(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_most_special_row_is_found),
        cmocka_unit_test(parts_in_braces_are_handed_on),
        cmocka_unit_test(an_address_knows_its_methods),
        cmocka_unit_test(fields_come_out_by_their_type),
        cmocka_unit_test(what_was_not_sent_is_empty),
        cmocka_unit_test(decomposed_letters_are_composed),
        cmocka_unit_test(wrong_fields_are_refused_by_name),
        cmocka_unit_test(a_name_with_a_star_takes_every_field_of_its_prefix),
        cmocka_unit_test(an_input_for_several_files_sends_each_under_its_name),
        cmocka_unit_test(there_is_an_end_to_the_number_of_fields),
        cmocka_unit_test(marks_of_shared_links_are_passed_over),
        cmocka_unit_test(multipart_forms_are_taken_apart),
        cmocka_unit_test(broken_multipart_forms_are_refused),
        cmocka_unit_test(browsers_are_understood),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, stop);
}
