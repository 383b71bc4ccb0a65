/* The pages /hoi-nghi and /chuong-trinh. */
#ifndef FEATURE_MEETING_MEETING_PAGES_H
#define FEATURE_MEETING_MEETING_PAGES_H

#include "feature/frame.h"
#include "feature/meeting/meeting.h"

extern const struct route meeting_routes[12];

struct shown_link {
    struct str address, label, meta;
};
struct shown_links {
    struct shown_link *at;
    size_t count, room;
};

/* A line of the attendance as people read it: "Đồng chí A, Chủ tịch", "Ủy viên Ủy ban". */
struct shown_attendee {
    struct str section; /* heading that begins above this line; usually empty */
    struct str name;    /* with form of address; may be empty */
    struct str label;   /* function, or name of a group */
    struct str count;   /* "38/45" of a group */
    bool is_absent;
};

struct shown_request {
    const struct task *task;
    struct str anchor, text, due, state;
    struct shown_link indicator; /* .label empty without one */
    struct str *results;         /* "5/12/2022: …" */
    size_t results_count;
};

/* A paper of the conference to take away (feature/paper). */
struct shown_paper {
    struct str label, word, pdf;
    struct str word_label, pdf_label; /* what the links say to who hears them */
    struct str number; /* where it gets its number, in the office; else empty, as for a list */
};

enum { MEETING_PAPERS = 3 };

struct meeting_content {
    struct page_frame frame;
    struct str eyebrow, title, lead;
    struct str place, chair, speaker, attended, opinions;
    struct str void_day, void_reason; /* of one that was entered by mistake; else empty */
    struct meeting_lines agenda, opinion_texts, praise, resolutions;
    struct shown_attendee *people;
    size_t people_count;
    struct shown_request *requests;
    size_t requests_count;
    struct shown_paper papers[MEETING_PAPERS];
    struct shown_link programme;
    struct shown_links others; /* the unit's other conferences */
};

struct meetings_content {
    struct page_frame frame;
    struct str title;
    struct shown_links meetings;
};

struct programme_content {
    struct page_frame frame;
    struct str eyebrow, title, unit;
    const struct programme *programme;
    struct frame_files files;
    struct shown_link before; /* the conference it follows from; may be empty */
};

struct programmes_content {
    struct page_frame frame;
    struct str title;
    struct shown_links programmes, meetings;
};

/* Templates: a list of links, and whole pages, frame included. */
void meeting_links_html(struct html *out, const struct shown_links *links);
void meeting_html(struct html *out, const struct meeting_content *page);
void meetings_html(struct html *out, const struct meetings_content *page);
void programme_html(struct html *out, const struct programme_content *page);
void programmes_html(struct html *out, const struct programmes_content *page);

#endif
