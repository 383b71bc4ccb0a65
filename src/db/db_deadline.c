/* How long a connection's work may still take: both drivers' the same way. Part of the program and
 * of the module. */
#include "base/clock.h"
#include "db/driver.h"

void db_deadline_start(struct db *db)
{
    db->deadline_ns = db->limit_ms > 0 ? clock_ns() + db->limit_ms * 1000000 : 0;
}

bool db_deadline_is_past(const struct db *db)
{
    return db->deadline_ns && clock_ns() > db->deadline_ns;
}
