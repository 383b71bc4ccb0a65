/* The help, from the tables of commands. */
#include "base/text.h"
#include "feature/record/catalogue.h"
#include "main/commands.h"
#include "main/features.h"

static const char *const group_names[] = {[GROUP_DAILY] = "Hằng ngày",
                                          [GROUP_REVIEW] = "Kỳ sơ kết",
                                          [GROUP_ADMIN] = "Quản trị",
                                          [GROUP_VERIFY] = "Kiểm chứng"};

static void print_line(struct text *out, const struct command *command)
{
    text_format(out, "  %s %s\n      %s\n", command->name, command->usage, command->summary);
}

static void print_group(struct text *out, enum command_group group)
{
    text_format(out, "\n%s\n", group_names[group]);
    for (size_t i = 0; i < main_commands_count; i++)
        if (main_commands[i].group == group)
            print_line(out, &main_commands[i]);
    for (size_t i = 0; i < features_count; i++)
        for (size_t k = 0; k < features[i]->commands_count; k++)
            if (features[i]->commands[k].group == group)
                print_line(out, &features[i]->commands[k]);
}

/* The kinds of records as they ship; a book may have more by now, never fewer. */
static void print_record_kinds(struct text *out)
{
    struct shipped_table kinds;
    struct error ignored;
    if (!shipped_table(out->mem, "kinds.csv", &kinds, &ignored))
        return;
    text_add(out, S("\nLoại hồ sơ trong danh mục (các cột của một loại: doanket help LOẠI)\n"));
    for (size_t i = 0; i < kinds.rows.count; i++)
        text_format(out, "  %-24.*s %.*s\n", STR_ARG(shipped_cell(&kinds, i, "name")),
                    STR_ARG(shipped_cell(&kinds, i, "label::vi")));
}

static void print_column(struct text *out, const struct shipped_table *fields, size_t row)
{
    struct str hint = shipped_cell(fields, row, "hint");
    text_format(out, "  %-24.*s %.*s (%.*s%s)\n", STR_ARG(shipped_cell(fields, row, "name")),
                STR_ARG(shipped_cell(fields, row, "label::vi")),
                STR_ARG(shipped_cell(fields, row, "type")),
                shipped_cell(fields, row, "required").len ? ", bắt buộc" : "");
    if (hint.len)
        text_format(out, "  %-24s %.*s\n", "", STR_ARG(hint));
}

bool help_print_kind(struct text *out, struct str kind)
{
    struct shipped_table kinds, fields;
    struct error ignored;
    if (!shipped_table(out->mem, "kinds.csv", &kinds, &ignored) ||
        !shipped_table(out->mem, "fields.csv", &fields, &ignored))
        return false;
    size_t row = 0;
    while (row < kinds.rows.count && !str_is(shipped_cell(&kinds, row, "name"), kind))
        row++;
    if (row == kinds.rows.count)
        return false;
    text_format(out, "%.*s: các cột của danh sách (mã, nhãn, kiểu)\n",
                STR_ARG(shipped_cell(&kinds, row, "label::vi")));
    text_add(out, S("  day                      Ngày (day, bắt buộc)\n"
                    "  unit                     Đơn vị (mã hoặc tên, bắt buộc)\n"
                    "  key                      Mã dòng (mã riêng của danh sách, nên có)\n"));
    for (size_t i = 0; i < fields.rows.count; i++)
        if (str_is(shipped_cell(&fields, i, "kind"), kind) ||
            str_is(shipped_cell(&fields, i, "kind"), S("*")))
            print_column(out, &fields, i);
    return true;
}

static void print_kinds(struct text *out)
{
    text_add(out, S("\nLoại danh sách của lệnh import\n"));
    for (size_t i = 0; i < features_count; i++)
        for (size_t k = 0; k < features[i]->importers_count; k++) {
            const struct importer *importer = &features[i]->importers[k];
            text_format(out, "  %-9s %s\n", importer->kind[0] ? importer->kind : "…",
                        importer->summary);
        }
}

void help_print(struct text *out)
{
    text_add(out,
             S("doanket " DOANKET_VERSION
               ": sổ công việc, báo cáo và trang thông tin của Mặt trận cấp xã\n"
               "Cách dùng: doanket LỆNH …\n"
               "SỔ là một thư mục hoặc postgres://…?schema=TÊN; KỲ là 2022-H1, 2022-Q2, 2022-05 "
               "hoặc 2022.\n"));
    for (size_t group = 0; group < COUNT_OF(group_names); group++)
        print_group(out, (enum command_group)group);
    text_add(out,
             S("\nMã kết thúc: 0 tốt, 1 bị từ chối và có nêu lý do, 2 gọi sai cách, 3 hỏng.\n"));
}

void help_print_command(struct text *out, const struct command *command)
{
    text_format(out, "doanket %s %s\n%s\n", command->name, command->usage, command->summary);
    for (size_t i = 0; i < COMMAND_OPTIONS_MAX && command->options[i].name; i++)
        text_format(out, "  %s %s: %s\n", command->options[i].name,
                    command->options[i].value ? command->options[i].value : "",
                    command->options[i].summary);
    if (strcmp(command->name, "import") != 0)
        return;
    print_kinds(out);
    print_record_kinds(out);
}
