-- Reviews that were issued: the newest statement per unit and period.
CREATE TABLE review (
    unit INT NOT NULL,
    period TEXT NOT NULL,
    entry INT NOT NULL,   -- place of review.issued
    size INT NOT NULL,    -- the review was computed over this many entries
    root TEXT NOT NULL,   -- hex, of the tree over them
    cutoff INT NOT NULL,  -- last day that counts
    has_prose INT NOT NULL, -- 1: it froze what people wrote (review_prose); 0: from before that
    at TEXT NOT NULL,     -- moment of issue
    PRIMARY KEY (unit, period)
) KEYED;

-- Its figures as they were frozen.
CREATE TABLE review_figure (
    unit INT NOT NULL,
    period TEXT NOT NULL,
    indicator TEXT NOT NULL,
    entry INT NOT NULL,   -- place of the review.figures that states it
    actual INT NOT NULL,
    target INT,
    population INT,
    previous INT,
    text TEXT NOT NULL,   -- as it was printed
    PRIMARY KEY (unit, period, indicator)
) KEYED;

-- What people wrote for it, as it was frozen: shown, and erasable.
CREATE TABLE review_prose (
    unit INT NOT NULL,
    period TEXT NOT NULL,
    slot TEXT NOT NULL,
    entry INT NOT NULL,     -- place of the review.issued that states it
    markdown TEXT NOT NULL, -- empty once it is erased
    PRIMARY KEY (unit, period, slot)
) KEYED;

-- Every statement that a review was issued by, so that what was written can be erased from all.
CREATE TABLE review_statement (
    entry INT NOT NULL PRIMARY KEY,
    unit INT NOT NULL,
    period TEXT NOT NULL
) KEYED;
