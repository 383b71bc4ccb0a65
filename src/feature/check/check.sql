-- People named under seal, to see who was helped before: only keyed hashes of the names, which go
-- when the name is erased.
CREATE TABLE check_person (
    hash BYTES NOT NULL,      -- check_person_key
    record INT NOT NULL,
    field TEXT NOT NULL,
    PRIMARY KEY (hash, record, field)
) KEYED;
CREATE INDEX check_person_record ON check_person (record, field);

-- What records say in the fields of the rules that look for the same again (check_likeness). Rows stay:
-- whether the record still says so is looked at when it is found.
CREATE TABLE check_like (
    likeness INT NOT NULL,
    day INT NOT NULL,
    record INT NOT NULL,
    PRIMARY KEY (likeness, day, record)
) KEYED;
