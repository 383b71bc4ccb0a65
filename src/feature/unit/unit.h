/* Units, the bodies and posts in them, the legal texts they work by. */
#ifndef FEATURE_UNIT_UNIT_H
#define FEATURE_UNIT_UNIT_H

#include "feature/book.h"
#include "log/unit_tree.h"

extern const struct feature unit_feature;

/* ---- units ---- */

/* The unit tree as `db` sees it (compiled; lives until the structure changes). NULL on failure. */
must_check const struct unit_tree *unit_tree_of(struct book *book, struct db *db,
                                                struct error *err);

/* The unit that people mean by `text`: a code, or a name that only one unit bears ("Khu phố 3",
 * with or without marks and capitals). NULL if there is none or several. */
const struct unit *unit_meant(struct arena *mem, const struct unit_tree *tree, struct str text);

/* The unit that an argument of a command means, likewise; fails MISSING. */
must_check bool unit_of_command(struct command_call *call, struct str text,
                                const struct unit **unit, struct error *err);

/* "thị trấn Gò Quao": label and name as running text has it; a name that begins with its label
 * ("Khu phố 3") is not doubled. With a capital: unit_title. */
struct str unit_phrase(struct arena *mem, const struct unit *unit);
struct str unit_title(struct arena *mem, const struct unit *unit);

/* The label of the units below (of the first one): "khu phố"; the unit's own if there
 * are none. */
struct str unit_areas_label(struct arena *mem, const struct unit_tree *tree,
                            const struct unit *unit, struct day day);

/* "/khu-pho/3" for a numbered area, "" for others. */
struct str unit_address(struct arena *mem, const struct unit *unit);

/* The newest day that the book tells of: what pages call "theo số liệu đến ngày …". Of the records;
 * without any, of the bodies, then of the units; DAY_NONE in an empty book. No clock. */
must_check bool unit_day_known(struct db *db, struct day *day, struct error *err);

/* ---- bodies ---- */

/* Whose a body is: the Front's own, or one that the Front works with. */
enum body_side { BODY_OF_FRONT, BODY_PARTNER };

/* A kind of bodies; the table is in protocol order. */
struct body_kind {
    struct str code, label;
    enum body_side side;
};

extern const struct body_kind body_kinds[];
extern const size_t body_kinds_count;

/* The kind of a code or label (marks and capitals do not matter), or NULL. */
const struct body_kind *body_kind_meant(struct arena *mem, struct str text);

struct unit_body {
    int64_t id;
    struct str code, kind, name;
    int64_t unit;
    struct day first, last; /* last is DAY_LAST while it exists */
};

struct unit_bodies {
    struct unit_body *at;
    size_t count, room;
};

/* Bodies that exist on `day` in a unit (0: in all), in protocol order of their kinds, then as
 * opened. Results in `mem`. */
must_check bool unit_bodies_on(struct db *db, struct arena *mem, int64_t unit, struct day day,
                               struct unit_bodies *bodies, struct error *err);

/* ---- posts ---- */

/* A post as one person holds it, with the concurrent post that the same appointment names. */
struct unit_post {
    int64_t record; /* place of the first entry of its record */
    struct str no;  /* of its record */
    int64_t unit;
    struct str body;                  /* code, or as people wrote it */
    struct str post, concurrent_post; /* codes */
    struct str post_label, concurrent_label;
    struct str holder;       /* empty when erased */
    struct str address_form; /* "ông"; may be empty */
    struct str decision;     /* number; may be empty */
    struct str decided_by;   /* name of the body if it is known, else as written */
    struct str legal_basis;  /* number of a legal text; may be empty */
    bool is_legal_known;     /* that text is registered */
    struct day first, last;  /* last is DAY_LAST while it is held */
};

struct unit_posts {
    struct unit_post *at;
    size_t count, room;
};

/* Posts held on `day` in a unit itself, not below it (0: in all units), in protocol order, then by
 * first day and record. Both edge days count. Results in `mem`. */
must_check bool unit_posts_on(struct db *db, struct arena *mem, int64_t unit, struct day day,
                              struct unit_posts *posts, struct error *err);

/* "Trưởng ban công tác Mặt trận kiêm Phó Bí thư chi bộ". */
struct str unit_post_phrase(struct arena *mem, const struct unit_post *post);

/* "Ông Lâm Văn Hậu"; empty when the name is erased. */
struct str unit_post_holder(struct arena *mem, const struct unit_post *post);

/* How many people hold these posts: the same name with the same form of address in the same unit is
 * one person; an erased name is one person each. */
size_t unit_posts_people(struct arena *mem, const struct unit_posts *posts);

/* How many posts they are, concurrent ones included. */
size_t unit_posts_posts(const struct unit_posts *posts);

/* In how many areas a post is held. */
struct unit_coverage {
    struct str post,
        concurrent_post; /* codes; concurrent_post empty: whatever else is held with it */
    struct str post_label, concurrent_label;
    int64_t areas, of;
};

struct unit_coverages {
    struct unit_coverage *at;
    size_t count, room;
};

/* For each post held in `areas` (with each concurrent post): in how many of them. A post held
 * everywhere in the same combination is told once, with it. Two holders in one area count once. */
struct unit_coverages unit_posts_cover(struct arena *mem, const struct unit_refs *areas,
                                       const struct unit_posts *posts);

/* "6/6 khu phố có Trưởng ban công tác Mặt trận kiêm Phó Bí thư chi bộ". */
struct str unit_coverage_sentence(struct arena *mem, const struct unit_coverage *coverage,
                                  struct str areas_label);

/* ---- legal texts and what they rule ---- */

struct legal_text {
    struct str number, kind, issuer, subject, link, note; /* the last two may be empty */
    struct day day;
    int64_t appointments; /* live ones that name it as their basis */
};

struct legal_texts {
    struct legal_text *at;
    size_t count, room;
};

/* All registered texts, newest first. */
must_check bool legal_texts_all(struct db *db, struct arena *mem, struct legal_texts *texts,
                                struct error *err);

/* "Nghị quyết số 549/2021/NQ-HĐND". */
struct str legal_title(struct arena *mem, const struct legal_text *text);

/* "so-549-2021-nq-hdnd": where it stands on its page, empty if the number has neither letter nor
 * digit; and "/van-ban#so-549-2021-nq-hdnd". */
struct str legal_anchor(struct arena *mem, struct str number);
struct str legal_address(struct arena *mem, struct str number);

enum { RULE_NOT_STATED = -1 };

/* A quota and allowance rule; figures not stated are RULE_NOT_STATED. */
struct allowance_rule {
    int64_t id;
    struct str legal_basis, post, post_label, area_class, note;
    int64_t quota;               /* posts at most */
    int64_t coefficient_percent; /* of the base salary: 150 is 1,5 times */
    int64_t amount_dong;         /* a month */
    int64_t concurrency_percent; /* of the second allowance */
    int64_t max_concurrent;      /* concurrent posts at most */
    bool is_legal_known;
    struct day first, last;
};

struct allowance_rules {
    struct allowance_rule *at;
    size_t count, room;
};

/* Rules in force on `day` (DAY_NONE: all that ever were), by first day, legal text, protocol order.
 */
must_check bool allowance_rules_on(struct db *db, struct arena *mem, struct day day,
                                   struct allowance_rules *rules, struct error *err);

/* "tối đa 1 người; hệ số 1,5; phụ cấp kiêm nhiệm 100%"; empty if no figure is stated. */
struct str allowance_phrase(struct arena *mem, const struct allowance_rule *rule);

#endif
