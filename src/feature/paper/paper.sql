-- The outgoing register: a number once given is never deleted.
CREATE TABLE paper (
    entry ID,                    -- paper.numbered
    no TEXT NOT NULL UNIQUE,     -- "report/2022/0001"
    unit INT NOT NULL,
    type TEXT NOT NULL,          -- code of its paper_kind
    year INT NOT NULL,
    serial INT NOT NULL,         -- without gaps from the first one of the year
    number TEXT NOT NULL,        -- as printed
    day INT NOT NULL,
    subject TEXT NOT NULL,       -- "2022-H1", "conference/2022/0001"
    title TEXT NOT NULL,
    is_void INT NOT NULL,
    reason TEXT NOT NULL,        -- of the void; empty before
    void_entry INT NOT NULL,     -- paper.voided; 0 before
    UNIQUE (unit, type, year, serial)
);
CREATE INDEX paper_subject ON paper (unit, type, subject, is_void, entry);
