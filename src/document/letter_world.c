#include "document/letter_world.h"

enum { SECTIONS = 4, PARTS = 1, TABLE_ROWS = 48 };

void letter_paragraph(struct arena *mem, struct document *document, struct str text)
{
    block_text(document_add(document, mem, BLOCK_PARAGRAPH), mem, text);
}

static void heading(struct arena *mem, struct document *document, int level, struct str text)
{
    struct block *block = document_add(document, mem, BLOCK_HEADING);
    block->level = level;
    block_text(block, mem, text);
}

static void item(struct arena *mem, struct document *document, int level, int64_t number,
                 struct str text)
{
    struct block *block = document_add(document, mem, BLOCK_ITEM);
    block->level = level;
    block->number = number;
    block_text(block, mem, text);
}

static void figure(struct arena *mem, struct block *block, struct str text, struct str address)
{
    struct run *run = block_run(block, mem, RUN_FIGURE, text);
    run->code = S("wel.gifts_count");
    run->address = address;
}

/* A paragraph with bound figures and something bold in it. */
static void figures(struct arena *mem, struct document *document, int64_t number)
{
    struct block *block = document_add(document, mem, BLOCK_PARAGRAPH);
    block_text(block, mem, S("Trong kỳ đã trao "));
    figure(mem, block, str_format(mem, "%lld.%03d suất quà", (long long)number + 2, 126),
           S("/so-lieu/2022/6-thang-dau-nam/suat-qua"));
    block_text(block, mem,
               S(" cho hộ nghèo, hộ cận nghèo và gia đình gặp khó khăn đột xuất, tổng trị "
                 "giá "));
    figure(mem, block, str_format(mem, "%lld.417.000 đồng", (long long)number + 311),
           S("/so-lieu/2022/6-thang-dau-nam/tri-gia-qua?don-vi=khu phố 1"));
    block_text(block, mem, S("; vận động "));
    block_run(block, mem, RUN_STRONG, S("xây mới và sửa chữa nhà Đại đoàn kết"));
    block_text(
        block, mem,
        S(" theo đúng đối tượng đã được bình xét công khai ở khu dân cư, có biên bản và chữ ký "
          "của đại diện các hộ, được niêm yết tại trụ sở khu phố trong 15 ngày."));
}

static void table(struct arena *mem, struct document *document, int rows)
{
    struct grid *grid = document_grid(document, mem);
    grid_column(grid, mem, S("TT"), 1, true);
    grid_column(grid, mem, S("Chỉ tiêu"), 6, false);
    grid_column(grid, mem, S("Thực hiện"), 2, true);
    grid_column(grid, mem, S("Ghi chú"), 3, false);
    for (int i = 1; i <= rows; i++) {
        struct grid_row *row = grid_row(grid, mem);
        row->is_strong = i % 15 == 1;
        grid_text(row, mem, str_format(mem, "%d", i));
        grid_text(row, mem, str_format(mem, "Chỉ tiêu số %d của chương trình phối hợp", i));
        grid_figure(row, mem, S("wel.gifts_count"), str_format(mem, "7.%03d", i),
                    S("/so-lieu/2022/6-thang-dau-nam/suat-qua"));
        grid_text(row, mem, i % 4 ? S("") : S("so với cùng kỳ tăng, có hồ sơ kèm theo"));
    }
}

static void section(struct arena *mem, struct document *document, int number)
{
    static const char *const titles[SECTIONS] = {
        "Công tác tuyên truyền, vận động Nhân dân",
        "Các cuộc vận động và phong trào thi đua",
        "Chăm lo an sinh xã hội",
        "Xây dựng tổ chức và giám sát, phản biện xã hội",
    };
    heading(mem, document, 2, str_of(titles[number]));
    for (int part = 0; part < PARTS; part++) {
        heading(mem, document, 3, str_format(mem, "Nội dung thứ %d của chương trình", part + 1));
        figures(mem, document, number * 10 + part);
        letter_paragraph(
            mem, document,
            S("Ban Thường trực đã phối hợp với Ủy ban nhân dân và các tổ chức thành viên tổ chức hội "
              "nghị lấy ý kiến Nhân dân, tiếp nhận và chuyển các kiến nghị đến cơ quan có thẩm quyền, "
              "theo dõi việc trả lời và thông báo lại tại các cuộc họp của khu phố. Các ý kiến đều được "
              "ghi vào sổ, có người phụ trách và thời hạn."));
        item(mem, document, 1, -1, S("Duy trì nền nếp sinh hoạt của các Ban công tác Mặt trận;"));
        item(mem, document, 2, -1, S("khu phố đông đồng bào Khmer có tài liệu song ngữ;"));
        item(mem, document, 1, -1, S("Công khai kết quả vận động tại nơi sinh hoạt cộng đồng."));
    }
}

static void sender(struct arena *mem, struct letter *letter)
{
    *list_add(&letter->issuer, mem) = S("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM");
    *list_add(&letter->issuer, mem) = S("THỊ TRẤN MẪU");
    *list_add(&letter->issuer, mem) = S("BAN THƯỜNG TRỰC");
    letter->place_day = S("Thị trấn Mẫu, ngày 20 tháng 7 năm 2022");
    letter->language = S("vi");
}

struct letter letter_report(struct arena *mem)
{
    struct letter letter = {0};
    sender(mem, &letter);
    letter.mark = S("Bản minh họa phần mềm. Không phải văn bản chính thức.");
    letter.number = S("15/BC-MTTQ-BTT");
    letter.kind = S("BÁO CÁO");
    letter.subject =
        S("Kết quả công tác Mặt trận 6 tháng đầu năm 2022, nhiệm vụ trọng tâm 6 tháng cuối "
          "năm 2022");
    letter.site = S("https://mat-tran.example.vn");
    for (int i = 0; i < SECTIONS; i++)
        section(mem, &letter.document, i);
    table(mem, &letter.document, TABLE_ROWS);
    for (int i = 1; i <= 3; i++)
        item(mem, &letter.document, 1, i,
             S("Kiến nghị với cấp trên xem xét, hướng dẫn thực hiện."));
    letter_paragraph(
        mem, &letter.document,
        S("Trên đây là báo cáo kết quả công tác Mặt trận 6 tháng đầu năm và nhiệm vụ trọng "
          "tâm 6 tháng cuối năm 2022./."));
    *list_add(&letter.recipients, mem) = S("Ban Thường trực Ủy ban MTTQ Việt Nam huyện");
    *list_add(&letter.recipients, mem) = S("Thường trực Đảng ủy, HĐND, UBND thị trấn");
    *list_add(&letter.recipients, mem) = S("Các tổ chức thành viên");
    *list_add(&letter.recipients, mem) = S("Lưu: VT");
    *list_add(&letter.signers, mem) =
        (struct letter_signer){S("TM. BAN THƯỜNG TRỰC"), S("CHỦ TỊCH"), S("Nguyễn Thị Mẫu")};
    letter.annex_title = S("SỐ LIỆU CÔNG TÁC MẶT TRẬN 6 THÁNG ĐẦU NĂM 2022");
    table(mem, &letter.annex, TABLE_ROWS / 3);
    return letter;
}

struct letter letter_minutes(struct arena *mem)
{
    struct letter letter = {0};
    sender(mem, &letter);
    letter.kind = S("BIÊN BẢN");
    letter.subject = S("Hội nghị sơ kết công tác Mặt trận");
    letter_paragraph(mem, &letter.document, S("Hội nghị bắt đầu lúc 14 giờ 00 phút."));
    *list_add(&letter.signers, mem) = (struct letter_signer){S(""), S("THƯ KÝ"), S("Trần Văn Ghi")};
    *list_add(&letter.signers, mem) =
        (struct letter_signer){S(""), S("CHỦ TRÌ"), S("Nguyễn Thị Mẫu")};
    return letter;
}
