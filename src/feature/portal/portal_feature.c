/* Table of contents of the feature: the portal's news. */
#include "feature/portal/article_commands.h"
#include "feature/portal/article_project.h"
#include "feature/portal/compose.h"
#include "feature/portal/guide.h"
#include "feature/portal/portal.h"
#include "feature/portal/portal_pages.h"

#include "portal_sql.h"

static const char *const migrations[] = {
    "CREATE TABLE known_article (" /* files that were taken, so that none is taken twice */
    "  no TEXT NOT NULL,"          /* of the article */
    "  seq INT NOT NULL,"          /* its first file, corrections … */
    "  content BYTES NOT NULL,"    /* keyed hash of the file and its pictures */
    "  PRIMARY KEY (no, seq)) KEYED;"
    "CREATE INDEX known_article_content ON known_article (content);",
};

static const struct field pager_fields[] = {
    {.name = "trang", .type = FIELD_INT, .label = "Trang"},
    {0},
};

static const struct route routes[] = {
    {METHOD_GET, "/tin", "", PACE_QUICK, news_page, pager_fields, false, MESSAGE("Tin tức")},
    {METHOD_GET, "/tin/{tin}", "", PACE_QUICK, article_page, NULL, true, MESSAGE("Một tin")},
    {METHOD_GET, "/tin/thang/{thang}", "", PACE_QUICK, news_month_page, pager_fields, false,
     MESSAGE("Tin của một tháng")},
    {METHOD_GET, "/chuyen-muc/{chuyen-muc}", "", PACE_QUICK, news_section_page, pager_fields, false,
     MESSAGE("Tin của một chuyên mục")},
    {METHOD_GET, "/tin.atom", "", PACE_QUICK, atom_page, NULL, false,
     MESSAGE("Tin mới, cho chương trình đọc tin (Atom)")},
    {METHOD_GET, "/tin.json", "", PACE_QUICK, json_feed_page, NULL, false,
     MESSAGE("Tin mới, cho chương trình đọc tin (JSON Feed)")},
    {METHOD_GET, "/so-do-trang.xml", "", PACE_QUICK, sitemap_page, NULL, false,
     MESSAGE("Mọi địa chỉ công khai, cho máy tìm kiếm")},
    {METHOD_GET, "/tro-giup", "", PACE_QUICK, guides_page, NULL, false,
     MESSAGE("Trợ giúp: các bài hướng dẫn")},
    {METHOD_GET, "/tro-giup/{bai}", "", PACE_QUICK, guide_page, NULL, false,
     MESSAGE("Một bài hướng dẫn")},
    {METHOD_GET, "/robots.txt", "", PACE_QUICK, robots_page, NULL, false,
     MESSAGE("Lời nhắn cho máy tìm kiếm")},
};

static const struct projector projectors[] = {
    {"catalogue.sections", catalogue_project},     {"article.published", article_project_stated},
    {"article.corrected", article_project_stated}, {"article.withdrawn", article_project_withdrawn},
    {"article.erased", article_project_erased},
};

static const struct importer importers[] = {
    {.kind = "article",
     .summary = "tin của trang thông tin (Markdown)",
     .prepare = article_prepare,
     .import = article_import},
};

static const struct command commands[] = {
    {.name = "article add",
     .group = GROUP_DAILY,
     .book = COMMAND_WRITES,
     .usage = "SỔ TỆP.md",
     .least = 2,
     .most = 2,
     .file_arguments = "1",
     .options = {{"--dry-run", NULL, "chỉ kiểm tra, không ghi"}},
     .summary = "đăng một tin, với ảnh nằm cạnh tệp",
     .prepare = article_add_prepare,
     .run = article_add_command},
    {.name = "article from-review",
     .group = GROUP_REVIEW,
     .book = COMMAND_WRITES,
     .usage = "SỔ ĐƠN-VỊ KỲ",
     .least = 3,
     .most = 3,
     .options = {{"--picture", "TỆP", "ảnh của bài, nằm cùng thư mục với bài"},
                 {"--alt", "LỜI", "ảnh cho thấy gì (bắt buộc khi có ảnh)"},
                 {"--caption", "LỜI", "chú thích dưới ảnh"},
                 {"--author", "TÊN", "tác giả (mặc định cơ quan tổ chức hội nghị)"},
                 {"--out", "TỆP.md", "ghi bản nháp vào một tệp mới"},
                 {"--publish", NULL, "đăng ngay"}},
     .file_options = "04",
     .summary = "soạn bài báo từ báo cáo và hội nghị của một kỳ",
     .prepare = from_review_prepare,
     .run = from_review_command},
    {.name = "article correct",
     .group = GROUP_DAILY,
     .book = COMMAND_WRITES,
     .usage = "SỔ SỐ TỆP.md --note LÝ-DO",
     .least = 3,
     .most = 3,
     .file_arguments = "2",
     .options = {{"--note", "LÝ-DO", "sửa gì, vì sao: hiện trên trang của tin (bắt buộc)"},
                 {"--dry-run", NULL, "chỉ kiểm tra, không ghi"}},
     .summary = "sửa một tin đã đăng",
     .prepare = article_correct_prepare,
     .run = article_correct_command},
    {.name = "article withdraw",
     .group = GROUP_DAILY,
     .book = COMMAND_WRITES,
     .usage = "SỔ SỐ --reason LÝ-DO",
     .least = 2,
     .most = 2,
     .options = {{"--reason", "LÝ-DO", "vì sao gỡ: hiện ở địa chỉ của tin (bắt buộc)"}},
     .summary = "gỡ một tin khỏi trang thông tin",
     .run = article_withdraw_command},
    {.name = "article erase",
     .group = GROUP_DAILY,
     .book = COMMAND_WRITES,
     .usage = "SỔ SỐ",
     .least = 2,
     .most = 2,
     .options = {{"--author", NULL, "chỉ tên tác giả"},
                 {"--picture", "THỨ-TỰ", "chỉ một ảnh và chú thích của nó"},
                 {"--replaced", NULL, "chỉ các bản trước khi sửa"}},
     .summary = "xóa một tin theo yêu cầu, không lấy lại được",
     .run = article_erase_command},
    {.name = "article list",
     .group = GROUP_DAILY,
     .book = COMMAND_READS,
     .usage = "SỔ",
     .least = 1,
     .most = 1,
     .summary = "in số, ngày và tiêu đề của mọi tin",
     .run = article_list_command},
};

static const struct menu_item menu[] = {{"/tin", MESSAGE("Tin tức"), 10}};

const struct feature portal_feature = {
    .name = "portal",
    .tables = portal_sql,
    FEATURE_ROWS(migrations, migrations),
    FEATURE_ROWS(routes, routes),
    FEATURE_ROWS(projectors, projectors),
    FEATURE_ROWS(importers, importers),
    FEATURE_ROWS(commands, commands),
    FEATURE_ROWS(menu, menu),
    .quotes = articles_quoting,
    .ship = sections_ship,
};
