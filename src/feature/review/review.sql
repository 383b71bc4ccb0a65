-- Reviews that were issued: the newest statement per unit and period.
CREATE TABLE review (
    unit INT NOT NULL,
    period TEXT NOT NULL,
    entry INT NOT NULL,   -- place of review.issued
    size INT NOT NULL,    -- the review was computed over this many entries
    root TEXT NOT NULL,   -- hex, of the tree over them
    cutoff INT NOT NULL,  -- last day that counts
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
