-- What each record adds to each figure: one row. The figure page is this list, so that figure and list
-- cannot differ.
CREATE TABLE contribution (
    record INT NOT NULL,
    indicator INT NOT NULL,
    unit INT NOT NULL,
    day INT NOT NULL,     -- flow: when it counts; stock: the first day
    last INT,             -- stock: the last day; empty for flow
    value INT NOT NULL,
    slice TEXT NOT NULL,  -- value of the breakdown field; may be empty
    key TEXT NOT NULL,    -- distinct: what is counted once; else empty
    PRIMARY KEY (record, indicator)
) KEYED;
CREATE INDEX contribution_list ON contribution (indicator, unit, day, record, value);
-- Stock: what runs on a day is found without looking at what has ended before it.
CREATE INDEX contribution_running ON contribution (indicator, unit, last, day) WHERE last IS NOT NULL;

-- Sums of flows per month at every level of the tree, by slice. Distinct figures do not add up and
-- have none.
CREATE TABLE cell (
    unit INT NOT NULL,
    month INT NOT NULL,   -- year * 12 + month - 1
    indicator INT NOT NULL,
    slice TEXT NOT NULL,
    value INT NOT NULL,
    records INT NOT NULL, -- how many contributions make it; a cell of none is no row
    PRIMARY KEY (unit, month, indicator, slice)
) KEYED;

-- Figures whose rule is new or has changed while the book was served: records up to `done` are counted
-- by the new rule, those up to `up_to` not yet, later ones as they come. No row: all is counted.
CREATE TABLE recount (
    indicator INT NOT NULL PRIMARY KEY,
    done INT NOT NULL,
    up_to INT NOT NULL
) KEYED;

-- Targets and populations: the newest statement per unit, period and indicator.
CREATE TABLE target (
    unit INT NOT NULL,
    period TEXT NOT NULL,     -- 2022-H1
    indicator TEXT NOT NULL,  -- code
    target INT,               -- empty: none
    population INT,           -- empty: not stated
    giver TEXT NOT NULL,
    note TEXT NOT NULL,
    entry INT NOT NULL,
    PRIMARY KEY (unit, period, indicator)
) KEYED;

-- All that was ever stated of targets and populations: who gave what by which paper.
CREATE TABLE target_statement (
    entry ID,
    unit INT NOT NULL,
    period TEXT NOT NULL,
    indicator TEXT NOT NULL,
    target INT,
    population INT,
    giver TEXT NOT NULL,
    note TEXT NOT NULL,
    given INT,                -- day of the paper; empty: not stated
    source TEXT NOT NULL,     -- the paper; may be empty
    at TEXT NOT NULL,
    by_whom TEXT NOT NULL     -- as entries name people: "u3"
);
CREATE INDEX target_statement_of ON target_statement (unit, period, indicator, entry);
