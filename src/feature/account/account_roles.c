#include "feature/account/account.h"

#include "web/html.h"

#define ROLE(code, label, needs_code)                                                              \
    {                                                                                              \
        {"" code, sizeof(code) - 1}, {"" label, sizeof(label) - 1}, needs_code                     \
    }

/* In the order of the permission matrix. Whoever can publish, pay or give rights needs a second
 * factor; a team head on a phone in the khu phố does not. */
const struct role account_roles[] = {
    ROLE("team_head", MESSAGE("Trưởng Ban công tác Mặt trận"), false),
    ROLE("officer", MESSAGE("Cán bộ Mặt trận"), false),
    ROLE("accountant", MESSAGE("Kế toán"), true),
    ROLE("cashier", MESSAGE("Thủ quỹ"), true),
    ROLE("chair", MESSAGE("Chủ tịch"), true),
    ROLE("upper", MESSAGE("Cấp trên"), false),
    ROLE("inspector", MESSAGE("Thanh tra"), false),
    ROLE("admin", MESSAGE("Quản trị"), true),
};
const size_t account_roles_count = COUNT_OF(account_roles);

const struct role *role_find(struct str code)
{
    for (size_t i = 0; i < account_roles_count; i++)
        if (str_is(account_roles[i].code, code))
            return &account_roles[i];
    return NULL;
}
