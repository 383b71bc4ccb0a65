/* The help, from the tables of commands. */
#include "base/text.h"
#include "main/commands.h"
#include "main/features.h"

static const char *const group_names[] = {[GROUP_DAILY] = "Hằng ngày",
                                          [GROUP_REVIEW] = "Kỳ sơ kết",
                                          [GROUP_ADMIN] = "Quản trị",
                                          [GROUP_VERIFY] = "Kiểm chứng"};

static void print_line(struct text *out, const struct command *command)
{
    text_format(out, "  %-8s %s\n           %s\n", command->name, command->usage, command->summary);
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
    text_add(out, S("doanket " DOANKET_VERSION
                    ": sổ công việc, báo cáo và trang thông tin của Mặt trận cấp xã\n"
                    "Cách dùng: doanket LỆNH …\n"
                    "SỔ là một thư mục hoặc postgres://…?schema=TÊN; KỲ là 2022-H1, 2022-Q2, 2022-05 "
                    "hoặc 2022.\n"));
    for (size_t group = 0; group < COUNT_OF(group_names); group++)
        print_group(out, (enum command_group)group);
    text_add(out, S("\nMã kết thúc: 0 tốt, 1 bị từ chối và có nêu lý do, 2 gọi sai cách, 3 hỏng.\n"));
}

void help_print_command(struct text *out, const struct command *command)
{
    text_format(out, "doanket %s %s\n%s\n", command->name, command->usage, command->summary);
    for (size_t i = 0; i < COMMAND_OPTIONS_MAX && command->options[i].name; i++)
        text_format(out, "  %s %s: %s\n", command->options[i].name,
                    command->options[i].value ? command->options[i].value : "",
                    command->options[i].summary);
    if (!strcmp(command->name, "import"))
        print_kinds(out);
}
