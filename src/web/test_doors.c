#include "web/test_site.h"

static const struct unit commune = {.id = 1, .code = {"xa", 2}};
static const struct unit areas[] = {{.id = 2, .code = {"kp1", 3}, .parent = &commune},
                                    {.id = 3, .code = {"kp2", 3}, .parent = &commune}};

static const struct visitor_role officer = {{"officer", 7}, {"xa", 2}};
static const struct visitor_role team_head = {{"team_head", 9}, {"kp1", 3}};
static const struct visitor visitors[] = {
    {.id = 1,
     .name = {"cán bộ", sizeof "cán bộ" - 1},
     .roles = &officer,
     .roles_count = 1,
     .token = {"dấu-1", sizeof "dấu-1" - 1}},
    {.id = 2,
     .name = {"tổ trưởng", sizeof "tổ trưởng" - 1},
     .roles = &team_head,
     .roles_count = 1,
     .token = {"dấu-2", sizeof "dấu-2" - 1}},
    {.id = 3, .token = {"dấu-3", sizeof "dấu-3" - 1}, .detour = {"/vao/ma", 7}},
};
static const char *const sessions[] = {"can-bo", "to-truong", "nua-chung"};

static bool visitor_known(struct request *req, const struct visitor **visitor, uint64_t *mark)
{
    (void)req, (void)visitor, (void)mark;
    return false;
}

static bool visitor_find(struct request *req, uint64_t mark, const struct visitor **visitor,
                         struct error *err)
{
    (void)err, (void)mark;
    *visitor = NULL;
    for (size_t i = 0; i < COUNT_OF(sessions) && !req->book->is_shut_out; i++)
        if (str_is(req->session, str_of(sessions[i])))
            *visitor = &visitors[i];
    return true;
}

static bool unit_named(struct request *req, struct str code, const struct unit **unit,
                       struct error *err)
{
    (void)req;
    for (size_t i = 0; i < COUNT_OF(areas); i++)
        if (str_is(areas[i].code, code)) {
            *unit = &areas[i];
            return true;
        }
    return fail(err, ERROR_MISSING, "", "không có đơn vị này");
}

const struct web_doors test_doors = {
    .known = visitor_known, .find = visitor_find, .unit = unit_named, .sign_in = "/vao"};
