-- News of the portal as they are stated now: corrected in place, never deleted. A withdrawn one keeps
-- its page, an erased one its number.
CREATE TABLE article (
    id ID,                        -- from 1, without gaps: the number in its address
    entry INT NOT NULL,           -- article.published or .corrected that states it now
    mark TEXT NOT NULL,           -- hex hash of its first entry: what feeds know it by
    no TEXT NOT NULL UNIQUE,      -- "article/2022/0001"
    unit INT NOT NULL,
    day INT NOT NULL,             -- of publication
    month INT NOT NULL,           -- of that day, counted through
    section TEXT NOT NULL,        -- code
    state INT NOT NULL,           -- 0 public, 1 withdrawn, 2 erased
    title TEXT NOT NULL,          -- shown, erasable: empty when erased; so are the next three
    lead TEXT NOT NULL,           -- Markdown: the author's own, else the first paragraph
    body TEXT NOT NULL,           -- Markdown; its pictures by their ordinal from 1
    author TEXT NOT NULL,
    is_lead_own INT NOT NULL,
    conference TEXT NOT NULL,     -- no of the conference it tells of; may be empty
    review TEXT NOT NULL,         -- period whose review it tells of; may be empty
    reads INT NOT NULL,           -- counted elsewhere before
    changed_at TEXT NOT NULL      -- moment of the newest statement
);
CREATE INDEX article_newest ON article (state, day, id);
CREATE INDEX article_section ON article (section, state, day, id);
CREATE INDEX article_month ON article (state, month, day, id);
CREATE INDEX article_review ON article (review, unit);

CREATE TABLE article_picture (
    article INT NOT NULL,
    ordinal INT NOT NULL,         -- from 1
    entry INT NOT NULL,           -- that states it
    name TEXT NOT NULL,           -- in the table media; shown, erasable: empty when erased
    alt TEXT NOT NULL,            -- what it shows; the same
    caption TEXT NOT NULL,        -- the same; may be empty
    PRIMARY KEY (article, ordinal)
) KEYED;

-- Which figures an article quotes: each once, whatever it says of it.
CREATE TABLE article_binding (
    article INT NOT NULL,
    code TEXT NOT NULL,
    period TEXT NOT NULL,
    PRIMARY KEY (article, code, period)
) KEYED;
CREATE INDEX article_binding_figure ON article_binding (code, period, article);

-- What people are told of a change: corrections, and the reason of a withdrawal.
CREATE TABLE article_change (
    entry ID,
    article INT NOT NULL,
    is_withdrawal INT NOT NULL,
    at TEXT NOT NULL,
    note TEXT NOT NULL            -- shown, erasable: empty when erased
);
CREATE INDEX article_change_article ON article_change (article, entry);

-- Every entry that states something of an article, also replaced ones: erasing must find all openings.
CREATE TABLE article_entry (
    entry ID,
    article INT NOT NULL
);
CREATE INDEX article_entry_article ON article_entry (article, entry);

-- What public articles have in common, for "Tin liên quan": section, conference, period, figures,
-- pairs of words of the title.
CREATE TABLE article_term (
    term TEXT NOT NULL,
    article INT NOT NULL,
    PRIMARY KEY (term, article)
) KEYED;
CREATE INDEX article_term_article ON article_term (article, term);
