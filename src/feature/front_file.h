/* Text files that people write (a conference, an article), line by line: front matter "key: value"
 * between two lines "---", headings, items. Every error is gathered with line and column, so that a
 * whole file is mended at once. */
#ifndef FEATURE_FRONT_FILE_H
#define FEATURE_FRONT_FILE_H

#include "feature/feature.h"

enum { FRONT_FILE_MAX_BYTES = 1024 * 1024 };

struct file_place {
    int64_t line, column; /* both from 1; column counts characters; line 0: the reason names it */
};

struct file_problem {
    struct file_place place;
    struct str reason;
};

struct front_file {
    struct import_job *job;
    struct arena *mem;
    struct str rest; /* NFC */
    struct str line; /* the current one, without its end */
    int64_t number;  /* of it */
    list_of(struct file_problem) problems;
    int64_t problems_count;
};

/* A key of the front matter; its name in a file is the code or the label, marks and capitals do not
 * matter. */
struct front_key {
    struct str code, label;
    bool is_required;
};
#define FRONT_KEY(code, label, is_required)                                                        \
    {                                                                                              \
        {"" code, sizeof(code) - 1}, {"" label, sizeof(label) - 1}, (is_required)                  \
    }

struct front_value {
    struct str text; /* trimmed; empty if not given */
    struct file_place place;
};

/* Begins to read job->bytes. Fails INVALID: above the cap, not UTF-8, empty. */
must_check bool file_begin(struct front_file *file, struct import_job *job, struct error *err);

/* The next line; false at the end. */
bool file_line(struct front_file *file);

/* Where `part` (a piece of the current line) stands. */
struct file_place file_place_of(const struct front_file *file, struct str part);

/* Notes what is wrong there. */
void file_problem(struct front_file *file, struct file_place place, const char *format, ...)
    printf_like(3, 4);

/* Reads the front matter and leaves the file behind its second "---". values: one per key. What is
 * wrong is noted; values of unknown keys are passed over. */
void front_read(struct front_file *file, const struct front_key *keys, size_t count,
                struct front_value *values);

/* The day that a value says; DAY_NONE if it is not given, or after noting what is wrong with it. */
struct day front_day(struct front_file *file, const struct front_value *value);

/* "key: value" of the current line, if it begins with a word and a colon; both trimmed. */
bool file_pair(const struct front_file *file, struct str *key, struct str *value);

/* True if the words are the same, marks and capitals apart. */
bool file_word_is(struct front_file *file, struct str word, struct str wanted);

/* The text, if it may stand as one line of at most cap_bytes; else empty after noting why. */
struct str file_text(struct front_file *file, struct str text, size_t cap_bytes);

/* Ends the reading. With problems: writes them to job->out and fails INVALID, naming how many. */
must_check bool file_end(struct front_file *file, struct error *err);

#endif
