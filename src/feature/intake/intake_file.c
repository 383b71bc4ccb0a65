/* What was uploaded, read into a table. */
#include "feature/intake/intake_pages.h"

bool intake_file_read(struct book *book unused, struct arena *mem, struct str bytes,
                      struct str sheet unused, struct intake_table *table, struct str *notes,
                      struct error *err)
{
    *notes = S("");
    return intake_table_read(mem, bytes, table, err);
}
