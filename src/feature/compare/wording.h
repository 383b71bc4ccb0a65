/* How reviews say figures: rows of words (catalogue/wordings.csv, a committee's own behind them),
 * compiled into phrases that are found in a text in one pass. Pure: no book, no clock. */
#ifndef FEATURE_COMPARE_WORDING_H
#define FEATURE_COMPARE_WORDING_H

#include "feature/indicator/indicator.h"

/* A phrase is a run of words, in whatever case and tone placement; commas may stand only where it
 * has them too, and need not. Phrases are told by their place in the lexicon. */
enum { PHRASE_WORDS_MAX = 24, PHRASES_MAX = 20000 };

struct phrase {
    uint32_t words[PHRASE_WORDS_MAX];
    size_t count;
    uint32_t pauses; /* bit i: a comma may stand in front of word i */
    size_t next;     /* the next one that begins with the same word, as place + 1; 0: none */
    bool is_near;    /* found anywhere; others only as units, right behind a number */
    bool is_unit;    /* of some figure */
};

/* Words and phrases; words are numbered from 1, 0 is any word that no phrase has. */
struct lexicon {
    struct arena *mem;
    list_of(struct str) words;
    list_of(size_t) first; /* by word: its first phrase, as place + 1 */
    uint32_t *slots;       /* hash table of words */
    size_t slots_count;
    list_of(struct phrase) phrases;
};

/* A word as phrases hold it: lower case, tone as the new style puts it, i for y behind a consonant
 * (kỷ and kỉ are one). In `mem`. */
struct str word_fold(struct arena *mem, struct str word);

/* The number of a folded word, 0 if no phrase has it. */
uint32_t lexicon_word(const struct lexicon *lexicon, struct str fold);

/* Places of phrases in the lexicon. */
struct phrase_ids {
    size_t *at;
    size_t count, room;
};

enum { NEAR_GROUPS_MAX = 4 };

/* One way to say a figure: "xây mới {03} căn … nhà Đại đoàn kết". */
struct wording {
    struct str code;  /* of the indicator; empty: a kind of number that no indicator counts */
    struct str label; /* of such a kind: "thu ngân sách"; else empty */
    struct str value; /* code of the indicator that tells the money of what this one counts */
    struct phrase_ids units; /* what may stand right behind the number; none: anything */
    struct phrase_ids near[NEAR_GROUPS_MAX]; /* of each group one phrase must stand near */
    size_t near_count;
    struct phrase_ids may, against; /* words that speak for it, and against it */
    int64_t least, most; /* beyond them the number is absurd for a committee; 0: no bound */
    bool is_money;       /* counts đồng */
    bool is_head;        /* its words end in a colon, and the number follows */
    bool is_label;       /* the indicator's own label, as tables print it */
};

/* Words with a meaning of their own, whatever the figure. */
enum marker {
    MARKER_NAME,         /* "Quyết định", "khu phố": the number behind is a name */
    MARKER_TIME,         /* "tháng", "tuổi": what is measured is no figure */
    MARKER_TARGET,       /* "chỉ tiêu", "kế hoạch" */
    MARKER_PLAN,         /* "phấn đấu", "dự kiến": nothing that was done */
    MARKER_PREVIOUS,     /* "cùng kỳ" */
    MARKER_CHANGE,       /* "tăng", "giảm" */
    MARKER_OVER,         /* "vượt": the percent is what lies above the target */
    MARKER_SHARE,        /* "tỷ lệ", "chiếm" */
    MARKER_EACH,         /* "mỗi", "bình quân" */
    MARKER_VALUE,        /* "trị giá", "số tiền" */
    MARKER_WHOLE,        /* "tổng": of more than what was told last */
    MARKER_PARTS,        /* "gồm": the parts follow, all of them */
    MARKER_SOME,         /* "trong đó": some of the parts follow */
    MARKER_OCCASION,     /* "nhân dịp", "đợt": a part of what the period has */
    MARKER_HOLDER,       /* "Trưởng": what follows belongs to a post, not to an area */
    MARKER_BASE,         /* "nhiệm kỳ": another time than the period */
    MARKER_SHORTER,      /* "trong tháng": a shorter time than half a year */
    MARKER_FIRST_HALF,   /* "tháng đầu năm" */
    MARKER_SECOND_HALF,  /* "tháng cuối năm" */
    MARKER_AREAS,        /* "khu phố", "ấp": words for the areas of a commune */
    MARKER_HALF_MEETING, /* "sơ kết công tác Mặt trận" */
    MARKER_YEAR_MEETING, /* "tổng kết công tác Mặt trận" */
    MARKER_MASK,         /* "giảm nghèo": hides the marker inside it */
    MARKER_COUNT
};

/* Another word for a part of figures (row "part:health_insurance": "BHYT"). */
struct part_word {
    struct str part;
    size_t phrase;
};

/* Words that are written wrongly now and then (row "*slip"), and how they should be. */
struct slip_words {
    size_t phrase;
    struct str right;
};

struct wordings {
    struct lexicon lexicon;
    list_of(struct slip_words) slips;
    list_of(struct wording) rows;
    list_of(struct part_word) part_words;
    struct phrase_ids markers[MARKER_COUNT];
};

/* Reads a list of wordings (columns code, units, near, may, not, value, least, most, label::vi) and
 * adds its rows. Rows whose indicator `indicators` does not have are passed over if `is_shipped`:
 * a book may be older than the program. Fails INVALID naming the line: a column, code or marker
 * that is not known, too many groups, words or phrases. Everything lies in `mem`, the bytes too
 * must live as long. */
must_check bool wordings_read(struct arena *mem, struct str list, bool is_shipped,
                              const struct indicators *indicators, struct wordings *wordings,
                              struct error *err);

/* Adds each indicator's label as a way to say it ("Suất quà: 1.126"), behind all lists. */
void wordings_add_labels(struct arena *mem, const struct indicators *indicators,
                         struct wordings *wordings);

/* Adds one phrase that may stand anywhere and gives its place; SIZE_MAX if it has no word. */
size_t wordings_phrase(struct wordings *wordings, struct str text);

/* Adds a phrase that is one phrase and another one behind it, so that it hides the second. */
void wordings_phrase_behind(struct wordings *wordings, size_t first, size_t second);

/* The list that ships. */
struct str wordings_shipped(void);

#endif
