-- Records as the journal states them now: one row each, corrected in place, never deleted.
CREATE TABLE record (
    id ID,                    -- place of the first entry
    entry INT NOT NULL,       -- place of the entry that states it now
    doc INT NOT NULL,         -- place of the entry that made its document for the search
    kind TEXT NOT NULL,
    no TEXT NOT NULL UNIQUE,  -- "gift/2022/0007"
    unit INT NOT NULL,
    day INT NOT NULL,
    state INT NOT NULL,       -- 0 live, 1 voided
    title TEXT NOT NULL,
    body TEXT NOT NULL,       -- public values, canonical JSON
    shown TEXT NOT NULL       -- opened values of class "shown", canonical JSON; erased ones are gone
);
CREATE INDEX record_unit_day ON record (unit, day, id);

-- How many live records of a kind a unit itself has in a month, and the newest one's day.
CREATE TABLE record_tally (
    unit INT NOT NULL,
    month INT NOT NULL,       -- year * 12 + month - 1
    kind TEXT NOT NULL,
    records INT NOT NULL,
    newest INT NOT NULL,
    PRIMARY KEY (unit, month, kind)
) KEYED;

-- The last serial handed out per kind and year.
CREATE TABLE record_serial (
    kind TEXT NOT NULL,
    year INT NOT NULL,
    last INT NOT NULL,
    PRIMARY KEY (kind, year)
) KEYED;

-- What happened to a record after its approval: corrections, voids, erasures.
CREATE TABLE record_change (
    entry ID,
    record INT NOT NULL,
    type TEXT NOT NULL,
    at TEXT NOT NULL,
    reason TEXT NOT NULL      -- shown, may be empty
);
CREATE INDEX record_change_record ON record_change (record, entry);

-- Newest body of each item of the catalogue (kinds, choices, indicators, outlines).
CREATE TABLE catalogue_item (
    type TEXT NOT NULL,       -- catalogue.kind, catalogue.choices, catalogue.indicator …
    code TEXT NOT NULL,
    position INT NOT NULL,    -- place of the entry that brought it first: the order on pages
    body TEXT NOT NULL,       -- canonical JSON
    author TEXT NOT NULL,     -- who stated it so: "system" ships it, "u3" has decided it here
    PRIMARY KEY (type, code)
) KEYED;
