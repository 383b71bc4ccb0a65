/* The town, conferences and steps that the tests of this feature share. */
#ifndef FEATURE_MEETING_MEETING_FIXTURE_H
#define FEATURE_MEETING_MEETING_FIXTURE_H

#include "feature/meeting/meeting.h"
#include "feature/test_world.h"

#define FRONT_ON(day)                                                                              \
    "---\nđơn vị: thi-tran\nngày: " day "\nbuổi: Chiều\nloại: sơ kết\nkỳ: 2022-H1\n"    \
    "programme: 2022-H2\nissuer: btt\nchủ trì: Chủ tịch\nplace: Hội trường\n"          \
    "consent: 20/7/2022\n---\n"
#define FRONT  FRONT_ON("20/7/2022")
#define AGENDA "## Chương trình\n- Báo cáo sơ kết\n- Thảo luận\n"
#define PEOPLE                                                                                                     \
    "## Thành phần\n### Đại biểu\n- đồng chí | Zinh Thị Mẫu | Phó Bí thư | có mặt\n"         \
    "- ông | An Văn Thử | Chủ tịch | có mặt\n- bà | Bùi Thị Ví Dụ | Trưởng khối | vắng\n" \
    "### Ủy ban\n- nhóm | Ủy viên Ủy ban | 38/45\n"
#define OPINIONS "## Ý kiến\nsố ý kiến: 4\n- Khu phố 1 góp ý\n  về rác thải.\n"
#define PRAISE                                                                                     \
    "## Phát biểu chỉ đạo\nspeaker: phó bí thư\n### Biểu dương\nLàm tốt\nviệc khó.\n\nCảm ơn.\n"
#define REQUESTS                                                                                   \
    "### Đề nghị\n1. Xây nhà.\n   owner: btt\n   partners: nd; front_work_team\n"           \
    "   due: 15/12/2022\n   indicator: wel.houses_new\n"                                           \
    "2. Giữ môi trường.\n   chủ trì: Hội Nông dân thị trấn\n   hạn: 30/11/2022\n"
#define RESOLUTION "## Nghị quyết\n- Thống nhất chương trình.\n"
#define WHOLE      FRONT AGENDA PEOPLE OPINIONS PRAISE REQUESTS RESOLUTION

/* A town with its bodies. */
extern const struct world_kind meeting_world;

/* Takes the conference of WHOLE, which must go well. */
void conference_good(struct world *world);

/* Takes a conference, which must be refused with `part` in what is said. */
void conference_bad(struct world *world, struct str bytes, const char *part);

/* The town's conference of a day, which must be there; who attended that of 20/7/2022, and its
 * requests. */
struct meeting meeting_on(struct world *world, const char *text);
struct attendees attendance_of(struct world *world);
struct tasks tasks_now(struct world *world);

/* Each in a transaction of its own; false, with nothing changed, when refused. done: -1 for none.
 */
bool close_task(struct world *world, const char *no);
bool add_result(struct world *world, const char *no, const char *day, const char *text,
                int64_t done);
bool erase_name(struct world *world, const char *name); /* of the first conference */

/* The programme of a unit and period; its line that begins so, or NULL. */
struct programme programme_of(struct world *world, const char *unit, const char *code);
const struct programme_line *line_of(const struct programme *programme, struct str start);

#endif
