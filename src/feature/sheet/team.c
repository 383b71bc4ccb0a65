#include "feature/sheet/team.h"

/* The unit's body of a kind, or empty. */
static struct str body_name(const struct unit_bodies *bodies, const char *kind)
{
    for (size_t i = 0; i < bodies->count; i++)
        if (str_is(bodies->at[i].kind, str_of(kind)))
            return bodies->at[i].name;
    return S("");
}

bool sheet_team_read(struct book *book, struct db *db, struct arena *mem, const struct unit *unit,
                     struct day day, struct sheet_team *team, struct error *err)
{
    struct unit_bodies bodies;
    const struct unit_tree *units = unit_tree_of(book, db, err);
    if (!units || !unit_bodies_on(db, mem, unit->id, day, &bodies, err))
        return false;
    const struct unit *home = unit_home(units);
    struct str phrase = unit_phrase(mem, unit);
    *team = (struct sheet_team){.is_area = unit != home && unit_is_within(unit, home)};
    team->commune = team->is_area ? unit_phrase(mem, home) : phrase;
    team->place = team->is_area
                      ? str_format(mem, "%.*s, %.*s", STR_ARG(phrase), STR_ARG(team->commune))
                      : phrase;
    team->committee =
        str_format(mem, "Ủy ban Mặt trận Tổ quốc Việt Nam %.*s", STR_ARG(team->commune));
    team->post = team->is_area ? S("Trưởng ban công tác") : S("Chủ tịch");
    team->name = body_name(&bodies, team->is_area ? "front_work_team" : "standing_board");
    if (team->name.len == 0 && team->is_area)
        team->name = str_format(mem, "Ban công tác Mặt trận %.*s", STR_ARG(phrase));
    else if (team->name.len == 0)
        team->name = str_format(mem, "Ban Thường trực %.*s", STR_ARG(team->committee));
    return true;
}
