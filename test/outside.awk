# Outside arithmetic: recomputes the figures of the half-year review straight from the lists, knowing
# nothing of the program. Usage:
#   gawk -f test/outside.awk -v period=2022-H1 -v unit=go-quao sample/go-quao/*.csv
# Prints one line "code actual" per figure, parts of a figure as "code/part actual".
BEGIN {
    FPAT = "([^,]*)|(\"([^\"]|\"\")*\")"
    year = substr(period, 1, 4)
    first = year (period ~ /H1$/ ? "-01-01" : "-07-01")
    last = year (period ~ /H1$/ ? "-06-30" : "-12-31")
    # What people write above a column, and what the catalogue calls it.
    count = split("Ngày,day,Đơn vị,unit,Chức danh,post,Kiêm nhiệm,concurrent_post," \
          "Người được cử,trainee,Tên mô hình,name,Tình trạng,status,Chiều dài,length_m," \
          "Tên mô hình đăng ký,model,Cấp đăng ký,level,Xây mới hay sửa chữa,build_kind," \
          "Diện hộ,household_class,Ngày bàn giao,handed_over_on,Hỗ trợ gì,support_kind," \
          "Số suất,quantity,Giá trị,value_dong,Tổng trị giá,value_dong,Số tiền,value_dong," \
          "Thường xuyên hay đột xuất,occasion,Hộ được trợ cấp,household,Từ ngày,started_on," \
          "Đến hết ngày,ended_on", words, ",")
    for (i = 1; i < count; i += 2)
        code[words[i]] = words[i + 1]
    ARGV[0] = gensub(/[^\/]*$/, "units.csv", 1, ARGV[1]) # the units first: rows are picked by them
    for (i = ARGC++; i > 0; i--)
        ARGV[i] = ARGV[i - 1]
}

function field(name,    text) {
    text = (name in column) ? $(column[name]) : ""
    return text ~ /^"/ ? gensub(/""/, "\"", "g", substr(text, 2, length(text) - 2)) : text
}

# 2022-03-20 from 20/3/2022, 20.03.2022 or itself.
function day(name,    text, part) {
    text = field(name)
    if (split(text, part, /[\/.]/) == 3)
        text = sprintf("%04d-%02d-%02d", part[3], part[2], part[1])
    return text
}

# 1200000 from 1.200.000 đồng or itself.
function number(name) { return gensub(/[. ]|đồng/, "", "g", field(name)) + 0 }
function is_in_period(when) { return when >= first && when <= last }
function add(name, amount) { total[name] += amount }
function once(name, thing) { total[name] += !seen[name, thing]++ }

function is_within(place) {
    for (; place != "" && place != unit; place = above[place])
        ;
    return place != ""
}

FNR == 1 {
    kind = FILENAME
    sub(/^.*\//, "", kind)
    is_unit_list = kind == "units.csv"
    is_record_list = sub(/-[0-9]+(-H[12])?\.csv$/, "", kind)
    delete column
    for (i = 1; i <= NF; i++)
        column[$i in code ? code[$i] : $i] = i
    next
}

is_unit_list {
    above[field("code")] = field("parent")
    named[field("name")] = field("code")
}

{
    where = field("unit") in named ? named[field("unit")] : field("unit")
    if (!is_record_list || !is_within(where))
        next
}

kind == "sponsorship" && day("started_on") <= last &&
(field("ended_on") == "" || day("ended_on") >= last) {
    once("wel.sponsored_addresses", field("household"))
}

field("build_kind") ~ /^(new|xây mới)$/ && is_in_period(day("handed_over_on")) {
    if (kind == "unity_house")
        add("wel.houses_new/" field("household_class"), 1)
    if (kind == "unity_house" || kind == "bridge")
        add(kind == "bridge" ? "mov.bridges" : "wel.houses_new", 1)
}

!is_in_period(day("day")) { next }

kind ~ /^(unity_house|bridge|student_support|gift|sponsorship_payment)$/ {
    add("wel.social_security_total", number("value_dong"))
    add("wel.social_security_total/" kind, number("value_dong"))
}

kind == "gift" || kind == "student_support" {
    figure = kind == "gift" ? "wel.gifts_count" : "wel.student_support"
    add(figure, number("quantity"))
    add(figure "/" field(kind == "gift" ? "occasion" : "support_kind"), number("quantity"))
}

kind == "training" { once("org.training_people", field("trainee")) }

kind == "appointment" && field("post") ~ /^(team_head|Trưởng ban công tác Mặt trận)$/ &&
field("concurrent_post") ~ /^(cell_deputy_secretary|Phó Bí thư chi bộ)$/ {
    once("org.teams_reorganised_concurrent", where)
}

kind == "model" {
    is_new = field("status") ~ /^(new|thành lập mới)$/
    once(is_new ? "mov.models_new" : "mov.models_maintained", field("name"))
    if (is_new)
        add("mov.model_length_m", number("length_m"))
}

kind == "emulation_registration" {
    once("emu.models_registered", field("model"))
    once("emu.registration_levels", field("level"))
}

END {
    PROCINFO["sorted_in"] = "@ind_str_asc"
    for (figure in total)
        printf "%s %d\n", figure, total[figure]
}
