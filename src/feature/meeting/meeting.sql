-- Conferences, as they are stated now: stated again in place, never deleted.
CREATE TABLE meeting (
    id ID,                       -- place of the first entry
    entry INT NOT NULL,          -- meeting.held that states it now
    no TEXT NOT NULL UNIQUE,     -- "conference/2022/0001"
    unit INT NOT NULL,
    day INT NOT NULL,
    number INT NOT NULL,         -- of the unit's conferences on that day, from 1
    kind TEXT NOT NULL,          -- see meeting_kinds in meeting.c
    day_part TEXT NOT NULL,      -- morning, afternoon, evening, day
    period TEXT NOT NULL,        -- that it reviews: "2022-H1"
    period_last INT NOT NULL,    -- last day of that period
    programme TEXT NOT NULL,     -- period whose programme it set out; may be empty
    issuer TEXT NOT NULL,        -- code of a body
    place TEXT NOT NULL,
    chair TEXT NOT NULL,         -- function
    speaker TEXT NOT NULL,       -- function of who gave the directing speech; may be empty
    opinions INT NOT NULL,       -- given at the conference
    invited INT NOT NULL,
    present INT NOT NULL,
    consent INT,                 -- day of it, when names were given
    voided INT,                  -- meeting.voided; NULL while it stands, like the next two
    void_reason TEXT,
    void_at TEXT,                -- moment of voiding
    UNIQUE (unit, day, number)
);
CREATE INDEX meeting_unit ON meeting (unit, day, number);

-- Short titles of what was on the agenda.
CREATE TABLE meeting_agenda (
    meeting INT NOT NULL,
    ordinal INT NOT NULL,        -- from 0, here and below
    title TEXT NOT NULL,
    PRIMARY KEY (meeting, ordinal)
) KEYED;

-- Who attended, in protocol order: people one by one, others as a group with two counts.
CREATE TABLE attendance (
    meeting INT NOT NULL,
    ordinal INT NOT NULL,        -- protocol order
    entry INT NOT NULL,          -- meeting.attended that states it
    section TEXT NOT NULL,       -- heading above it; may be empty
    is_group INT NOT NULL,
    label TEXT NOT NULL,         -- function of a person, name of a group
    form TEXT NOT NULL,          -- form of address; shown, erasable: empty when erased
    name TEXT NOT NULL,          -- the same
    invited INT NOT NULL,
    present INT NOT NULL,
    PRIMARY KEY (meeting, ordinal)
) KEYED;
CREATE INDEX attendance_entry ON attendance (entry, ordinal);

-- Prose of the conference: shown, erasable.
CREATE TABLE meeting_text (
    meeting INT NOT NULL,
    section TEXT NOT NULL,       -- opinion, praise, resolution
    ordinal INT NOT NULL,
    entry INT NOT NULL,          -- meeting.spoken that states it
    text TEXT NOT NULL,          -- empty when erased
    PRIMARY KEY (meeting, section, ordinal)
) KEYED;

-- Every entry that says something of a conference, also those that were replaced: erasing must find
-- all its openings.
CREATE TABLE meeting_entry (
    entry ID,
    meeting INT NOT NULL,
    task INT NOT NULL            -- that it is about; 0: the conference itself
);
CREATE INDEX meeting_entry_meeting ON meeting_entry (meeting, task, entry);

-- Requests of a conference, each a task with a number of its own.
CREATE TABLE task (
    id ID,                       -- place of the first entry
    entry INT NOT NULL,          -- meeting.request that states it now
    no TEXT NOT NULL UNIQUE,     -- "request/2022/0001"
    meeting INT NOT NULL,
    ordinal INT NOT NULL,
    unit INT NOT NULL,
    owner TEXT NOT NULL,         -- code of a body or of a kind of bodies
    partners TEXT NOT NULL,      -- the same, one a line
    indicator TEXT NOT NULL,     -- code; may be empty
    due INT NOT NULL,
    text TEXT NOT NULL,          -- shown, erasable: empty when erased
    state INT NOT NULL,          -- 0 open, 1 closed
    closed_day INT,
    closed_entry INT,            -- task.closed
    UNIQUE (meeting, ordinal)
);
CREATE INDEX task_unit ON task (unit, state, due, id);

-- What was done for a task, by the order it was stated in.
CREATE TABLE task_result (
    entry ID,
    task INT NOT NULL,
    day INT NOT NULL,
    done INT,                    -- in the indicator's measure; NULL: not counted
    text TEXT NOT NULL           -- shown, erasable: empty when erased
);
CREATE INDEX task_result_task ON task_result (task, day, entry);
