-- Sessions, their entries, and the editions they were played with.
-- `entry.body` is the only truth; every other column beside it repeats part of it, so that the database itself refuses two entries of one
-- number and two choices of one role in one turn. `scene`, `turn` and `ended` of a session are a cache for the list of sessions.

CREATE TABLE edition (
    whole_hash TEXT NOT NULL PRIMARY KEY,
    rules_hash TEXT NOT NULL,
    title TEXT NOT NULL,
    scenario TEXT NOT NULL,
    corpus TEXT NOT NULL
);

CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    scenario TEXT NOT NULL,
    act TEXT NOT NULL,
    course TEXT NOT NULL,
    whole_hash TEXT NOT NULL REFERENCES edition (whole_hash),
    played TEXT NOT NULL,
    forked_from TEXT,
    scene TEXT NOT NULL,
    turn INTEGER NOT NULL,
    ended TEXT
);

CREATE TABLE entry (
    session TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number >= 1),
    time TEXT NOT NULL,
    turn INTEGER NOT NULL,
    role TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (session, number)
) WITHOUT ROWID;

CREATE UNIQUE INDEX one_choice ON entry (session, role, turn) WHERE role IS NOT NULL;

CREATE INDEX played_with ON session (whole_hash);
