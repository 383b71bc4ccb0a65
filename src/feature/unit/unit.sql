-- Units, by the order they were opened in. A unit is never deleted: it ends.
CREATE TABLE unit (
    id ID,                      -- small, from 1
    entry INT NOT NULL,         -- that states it now
    code TEXT NOT NULL UNIQUE,  -- "kp3"
    kind TEXT NOT NULL,         -- province, district, commune, area
    label TEXT NOT NULL,        -- what people call such a unit here: "khu phố"
    name TEXT NOT NULL,
    parent TEXT NOT NULL,       -- code; empty at the top
    first_day INT NOT NULL,
    last_day INT NOT NULL,      -- 2199-12-31 while it exists
    number INT NOT NULL,        -- of an area within its commune; 0: none
    address TEXT NOT NULL,      -- of its office; may be empty
    people INT NOT NULL         -- inhabitants when it was opened, as stated; 0: not stated
);

-- Each unit with itself and every unit above it: sums are kept at every level.
CREATE TABLE unit_above (
    above INT NOT NULL,
    unit INT NOT NULL,
    PRIMARY KEY (above, unit)
) KEYED;

-- Bodies that stand in a unit: Ủy ban, Ban Thường trực, Ban công tác Mặt trận, partner bodies.
CREATE TABLE body (
    id ID,                      -- in the order they were opened in
    entry INT NOT NULL,         -- that states it now
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,         -- see body_kinds in unit.c
    name TEXT NOT NULL,
    unit INT NOT NULL,
    first_day INT NOT NULL,
    last_day INT NOT NULL
);

-- Posts held in bodies: one row per appointment record; a concurrent post is named in the same row, so
-- that a person is counted once.
CREATE TABLE post (
    record INT NOT NULL PRIMARY KEY, -- first entry of the record of kind appointment
    no TEXT NOT NULL UNIQUE,         -- of the record: what corrections, voids and erasures name
    unit INT NOT NULL,
    body TEXT NOT NULL,              -- code, or as people wrote it
    post TEXT NOT NULL,              -- code of the catalogue's list "posts"
    concurrent_post TEXT NOT NULL,   -- the same; empty: none
    holder TEXT NOT NULL,            -- shown, erasable: empty when erased
    address_form TEXT NOT NULL,      -- code of "forms_of_address"; shown, erasable like the holder
    decision TEXT NOT NULL,          -- number of the decision
    decided_by TEXT NOT NULL,        -- code of a body, or as people wrote it
    legal_basis TEXT NOT NULL,       -- number of a legal text
    first_day INT NOT NULL,
    last_day INT NOT NULL            -- 2199-12-31 while it is held
) KEYED;
CREATE INDEX post_unit ON post (unit, first_day, record);

-- What the catalogue's lists "posts" and "forms_of_address" call their codes, and the protocol order.
CREATE TABLE post_label (
    list TEXT NOT NULL,
    code TEXT NOT NULL,
    position INT NOT NULL,           -- in the list: protocol order
    label TEXT NOT NULL,
    PRIMARY KEY (list, code)
) KEYED;

-- One row: the newest day that a record tells of, never later than the day it was stated on.
CREATE TABLE known_until (
    one ID,
    day INT NOT NULL
);

-- Register of legal texts.
CREATE TABLE legal_text (
    id ID,
    entry INT NOT NULL,          -- that states it now
    number TEXT NOT NULL UNIQUE, -- "549/2021/NQ-HĐND"
    kind TEXT NOT NULL,
    day INT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    link TEXT NOT NULL,
    note TEXT NOT NULL
);

-- Quota and allowance rules: dated data, each citing a legal text.
CREATE TABLE allowance_rule (
    id ID,
    legal_basis TEXT NOT NULL,        -- number of a legal text
    post TEXT NOT NULL,
    area_class TEXT NOT NULL,         -- which areas it is for; empty: all
    quota INT,                        -- posts at most; NULL, here and below: not stated
    coefficient_percent INT,          -- of the base salary, in hundredths
    amount_dong INT,
    concurrency_percent INT,          -- of the second allowance
    max_concurrent INT,
    first_day INT NOT NULL,
    last_day INT NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (legal_basis, post, area_class, first_day)
);
