# Outside arithmetic: recomputes the figures of the half-year review straight from the lists, knowing
# nothing of the program. Usage:
#   gawk -f test/outside.awk -v period=2022-H1 -v unit=go-quao sample/go-quao/*.csv
# Prints one line "code actual" per figure, parts of a figure as "code/part actual".
BEGIN {
    FPAT = "([^,]*)|(\"([^\"]|\"\")*\")"
    year = substr(period, 1, 4)
    half = substr(period, 6)
    if (half !~ /^H[12]$/) {
        print "outside.awk: period must be like 2022-H1" > "/dev/stderr"
        exit 2
    }
    first = year (half == "H1" ? "-01-01" : "-07-01")
    last = year (half == "H1" ? "-06-30" : "-12-31")
    # What people write above a column, and what the catalogue calls it.
    split("Ngày=day|Đơn vị=unit|Chức danh=post|Kiêm nhiệm=concurrent_post|Người được cử=trainee|" \
          "Tên mô hình=name|Tình trạng=status|Chiều dài=length_m|Tên mô hình đăng ký=model|" \
          "Cấp đăng ký=level|Xây mới hay sửa chữa=build_kind|Diện hộ=household_class|" \
          "Ngày bàn giao=handed_over_on|Hỗ trợ gì=support_kind|Số suất=quantity|Giá trị=value_dong|" \
          "Tổng trị giá=value_dong|Số tiền=value_dong|Thường xuyên hay đột xuất=occasion|" \
          "Hộ được trợ cấp=household|Từ ngày=started_on|Đến hết ngày=ended_on", pairs, "|")
    for (i in pairs) {
        split(pairs[i], pair, "=")
        code[pair[1]] = pair[2]
    }
}

function field(name,    text) {
    text = (name in column) ? $(column[name]) : ""
    if (text ~ /^"/) {
        text = substr(text, 2, length(text) - 2)
        gsub(/""/, "\"", text)
    }
    return text
}

# 2022-03-20 from 20/3/2022, 20.03.2022 or itself.
function day(name,    text, part) {
    text = field(name)
    if (split(text, part, /[\/.]/) == 3)
        text = sprintf("%04d-%02d-%02d", part[3], part[2], part[1])
    return text
}

# 1200000 from 1.200.000 đồng or itself.
function number(name,    text) {
    text = field(name)
    gsub(/[. ]|đồng/, "", text)
    return text + 0
}

function is_in_period(when) { return when >= first && when <= last }

function add(figure, amount) { value[where, figure] += amount }

# Counts each different thing once.
function once(figure, thing) { things[where, figure, thing] = 1 }

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
    next
}

!is_record_list { next }

{ where = field("unit") }

kind == "sponsorship" && day("started_on") <= last && (field("ended_on") == "" || day("ended_on") >= last) {
    once("wel.sponsored_addresses", field("household"))
}

(kind == "unity_house" || kind == "bridge") && field("build_kind") ~ /^(new|xây mới)$/ &&
is_in_period(day("handed_over_on")) {
    add(kind == "bridge" ? "mov.bridges" : "wel.houses_new", 1)
    if (kind == "unity_house")
        add("wel.houses_new/" field("household_class"), 1)
}

!is_in_period(day("day")) { next }

kind ~ /^(unity_house|bridge|student_support|gift|sponsorship_payment)$/ {
    add("wel.social_security_total", number("value_dong"))
    add("wel.social_security_total/" kind, number("value_dong"))
}

kind == "gift" { add("wel.gifts_count", number("quantity")); add("wel.gifts_count/" field("occasion"), number("quantity")) }

kind == "student_support" { add("wel.student_support", number("quantity")); add("wel.student_support/" field("support_kind"), number("quantity")) }

kind == "training" { once("org.training_people", field("trainee")) }

kind == "appointment" && field("post") ~ /^(team_head|Trưởng ban công tác Mặt trận)$/ &&
field("concurrent_post") ~ /^(cell_deputy_secretary|Phó Bí thư chi bộ)$/ { once("org.teams_reorganised_concurrent", where) }

kind == "model" { is_new = field("status") ~ /^(new|thành lập mới)$/; once(is_new ? "mov.models_new" : "mov.models_maintained", field("name")) }

kind == "model" && is_new { add("mov.model_length_m", number("length_m")) }

kind == "emulation_registration" { once("emu.models_registered", field("model")); once("emu.registration_levels", field("level")) }

# Units stand as codes or names, and units.csv may be read last: so places are looked up here.
function is_within(place) {
    for (place = place in named ? named[place] : place; place != ""; place = above[place])
        if (place == unit)
            return 1
    return 0
}

END {
    for (key in things) {
        split(key, part, SUBSEP)
        if (is_within(part[1]) && !counted[part[2], part[3]]++)
            total[part[2]]++
    }
    for (key in value) {
        split(key, part, SUBSEP)
        if (is_within(part[1]))
            total[part[2]] += value[key]
    }
    PROCINFO["sorted_in"] = "@ind_str_asc"
    for (figure in total)
        printf "%s %d\n", figure, total[figure]
}
