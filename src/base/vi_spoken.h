/* Vietnamese as it is read aloud: numbers, days and fractions in words, short forms spoken out, no
 * sign on which a reader would stumble. */
#ifndef BASE_VI_SPOKEN_H
#define BASE_VI_SPOKEN_H

#include "base/str.h"

/* How a short form is read: "MTTQ" as "Mặt trận Tổ quốc". */
struct spoken_form {
    struct str written, spoken;
    bool is_measure; /* read so only behind a number: "m" as "mét" */
};

struct spoken_rules {
    const struct spoken_form *forms;
    size_t count;
    bool is_south; /* says "lẻ" where the North says "linh" */
};

/* The text as one reads it, in `mem`: "4/6 đồng chí (100%)" → "Bốn trên sáu đồng chí, một trăm phần
 * trăm". What comes out has letters, single blanks, commas, full stops, "!", "?" and hyphens inside
 * words, and nothing else: no digit (0 to 9), bracket, slash or quotation mark. Days say tháng and
 * năm; thousands are nghìn; "tháng 4" is tháng tư; a fraction says trên, a comma in a number phẩy,
 * a range đến; Roman numbers behind quý, khóa, thứ … are numbers; telephones are read digit by
 * digit. Of several forms that fit the longest counts; capitals matter. A sentence begins with a
 * capital. `text` must be valid UTF-8. Cannot fail. */
struct str vi_spoken(struct arena *mem, struct str text, const struct spoken_rules *rules);

/* The words as a reader counts them: what stands between blanks. */
size_t vi_spoken_count(struct str text);

#endif
