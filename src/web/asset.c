#include "web/web.h"
#include "web_assets.h" /* made from src/web/assets/ by tools/embed */

#include <assert.h>

const char *asset_path(const char *name)
{
    for (size_t i = 0; i < web_assets_count; i++)
        if (strcmp(web_assets[i].name, name) == 0)
            return web_assets[i].path;
    assert(!"a template names an asset that is not in src/web/assets");
    return "#";
}
