/* Table of contents of the feature: conferences, their requests as tasks, programmes. */
#include "feature/meeting/calendar.h"
#include "feature/meeting/desk_pages.h"
#include "feature/meeting/meeting_commands.h"
#include "feature/meeting/meeting_project.h"
#include "feature/meeting/programme.h"

#include "meeting_sql.h"

static const char *const migrations[] = {
    "CREATE TABLE known_meeting ("     /* files that were taken, so that none is taken twice */
    "  no TEXT NOT NULL PRIMARY KEY,"  /* of the conference it became */
    "  content BYTES NOT NULL) KEYED;" /* keyed hash of the file */
    "CREATE TABLE meeting_name_gone (" /* names erased from a conference: its file must not bring
                                          them */
    "  no TEXT NOT NULL,"
    "  hash BYTES NOT NULL," /* of the name, keyed by the book's secret */
    "  PRIMARY KEY (no, hash)) KEYED;"
    "CREATE TABLE programme_line (" /* what people add to a programme; never an entry */
    "  unit TEXT NOT NULL,"         /* code */
    "  period TEXT NOT NULL,"
    "  ordinal INT NOT NULL,"
    "  text TEXT NOT NULL,"
    "  owner TEXT NOT NULL,"
    "  partners TEXT NOT NULL,"
    "  at_time TEXT NOT NULL,"
    "  indicator TEXT NOT NULL," /* code; may be empty */
    "  PRIMARY KEY (unit, period, ordinal)) KEYED;",
    "CREATE TABLE conference_draft (" /* conferences under way at their desk; never an entry */
    "  id ID,"                        /* from 1 */
    "  unit TEXT NOT NULL,"           /* code */
    "  day INT NOT NULL,"
    "  number INT NOT NULL,"  /* in the day */
    "  cells TEXT NOT NULL,"  /* as typed: name=value&… */
    "  version INT NOT NULL," /* grows with each change: two people on one notice it */
    "  editor INT NOT NULL,"  /* account that changed it last */
    "  changed TEXT NOT NULL,"
    "  UNIQUE (unit, day, number));",
};

static const struct work_item work[] = {
    {CONFERENCE_DESK_ADDRESS, MESSAGE("Bàn hội nghị"),
     MESSAGE("Điểm danh, ghi ý kiến, đề nghị thành việc, in giấy mời và biên bản"), MAY_DRAFT, 45},
};

static const struct projector projectors[] = {
    {"catalogue.calendar", catalogue_project},      {"meeting.held", meeting_project_held},
    {"meeting.attended", meeting_project_attended}, {"meeting.spoken", meeting_project_spoken},
    {"meeting.request", meeting_project_request},   {"meeting.erased", meeting_project_erased},
    {"meeting.voided", meeting_project_voided},     {"task.result", task_project_result},
    {"task.closed", task_project_closed},
};

/* Not "meeting": that is a kind of records. */
static const struct importer importers[] = {
    {.kind = "conference", .summary = "biên bản hội nghị (Markdown)", .import = meeting_import},
    {.kind = "programme",
     .summary = "việc thêm vào chương trình công tác (Markdown)",
     .import = programme_import},
};

static const struct command commands[] = {
    {.name = "meeting add",
     .group = GROUP_DAILY,
     .book = COMMAND_WRITES,
     .usage = "SỔ TỆP.md",
     .least = 2,
     .most = 2,
     .file_arguments = "1",
     .options = {{"--dry-run", NULL, "chỉ kiểm tra, không ghi"}},
     .summary = "ghi một hội nghị: thành phần, phát biểu, đề nghị",
     .prepare = meeting_add_prepare,
     .run = meeting_add_command},
    {.name = "meeting erase",
     .group = GROUP_DAILY,
     .book = COMMAND_WRITES,
     .usage = "SỔ SỐ TÊN",
     .least = 3,
     .most = 3,
     .options = {{"--text", NULL,
                  "xóa lời văn thay vì tên: praise.0000, opinion.0000, resolution.0000; của đề "
                  "nghị: text, result"}},
     .summary = "xóa tên một người khỏi hội nghị theo yêu cầu, không lấy lại được",
     .run = meeting_erase_command},
    {.name = "meeting void",
     .group = GROUP_DAILY,
     .book = COMMAND_WRITES,
     .usage = "SỔ SỐ --reason LÝ-DO",
     .least = 2,
     .most = 2,
     .options = {{"--reason", "LÝ-DO", "vì sao hủy; ai cũng đọc được (bắt buộc)"}},
     .summary = "hủy một hội nghị ghi nhầm; đề nghị chưa có kết quả hủy theo",
     .run = meeting_void_command},
    {.name = "task result",
     .group = GROUP_DAILY,
     .book = COMMAND_WRITES,
     .usage = "SỔ SỐ TỆP|LỜI --day NGÀY",
     .least = 3,
     .most = 3,
     .file_arguments = "2",
     .options = {{"--day", "NGÀY", "ngày có kết quả (bắt buộc)"},
                 {"--done", "SỐ", "đã làm được bao nhiêu, theo chỉ tiêu của đề nghị"}},
     .summary = "ghi kết quả thực hiện một đề nghị của hội nghị",
     .prepare = task_result_prepare,
     .run = task_result_command},
    {.name = "task close",
     .group = GROUP_DAILY,
     .book = COMMAND_WRITES,
     .usage = "SỔ SỐ",
     .least = 2,
     .most = 2,
     .options = {{"--day", "NGÀY", "ngày xong (mặc định ngày của kết quả cuối)"}},
     .summary = "đóng một đề nghị đã có kết quả",
     .run = task_close_command},
};

static const struct menu_item menu[] = {{"/chuong-trinh", MESSAGE("Chương trình"), 30}};

const struct feature meeting_feature = {
    .name = "meeting",
    .tables = meeting_sql,
    FEATURE_ROWS(migrations, migrations),
    FEATURE_ROWS(routes, meeting_routes),
    FEATURE_ROWS(projectors, projectors),
    FEATURE_ROWS(importers, importers),
    FEATURE_ROWS(commands, commands),
    FEATURE_ROWS(menu, menu),
    FEATURE_ROWS(work, work),
    .ship = calendar_ship,
    .shipped = calendar_shipped,
};
