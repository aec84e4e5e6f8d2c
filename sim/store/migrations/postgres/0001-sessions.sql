-- Sessions, their entries, and the editions they were played with; the same tables as in a file, and `session.version` besides.
-- `entry.body` is the only truth; every other column beside it repeats part of it, so that the database itself refuses two entries of one
-- number and two choices of one role in one turn. `version` is the number of a session's last entry: whoever adds entries names the version
-- they follow, and the row lets only one of several writers do so. `scene`, `turn` and `ended` are a cache for the list of sessions.
-- The "C" collation compares bytes, so that lists come in the same order as from a file, whatever the language of the server.

CREATE TABLE edition (
    whole_hash text COLLATE "C" NOT NULL PRIMARY KEY,
    rules_hash text NOT NULL,
    title text NOT NULL,
    scenario text NOT NULL,
    corpus text NOT NULL
);

CREATE TABLE session (
    id text COLLATE "C" NOT NULL CONSTRAINT one_session PRIMARY KEY,
    scenario text NOT NULL,
    act text NOT NULL,
    course text NOT NULL,
    whole_hash text COLLATE "C" NOT NULL CONSTRAINT kept_edition REFERENCES edition (whole_hash),
    played text NOT NULL,
    forked_from text,
    scene text NOT NULL,
    turn integer NOT NULL,
    ended text,
    version integer NOT NULL CHECK (version >= 1)
) WITH (fillfactor = 70); -- room for the next version of a row on the same page

CREATE TABLE entry (
    session text COLLATE "C" NOT NULL CONSTRAINT kept_session REFERENCES session (id) ON DELETE CASCADE,
    number integer NOT NULL CHECK (number >= 1),
    time text COLLATE "C" NOT NULL,
    turn integer NOT NULL,
    role text COLLATE "C",
    body text NOT NULL,
    CONSTRAINT one_number PRIMARY KEY (session, number)
);

CREATE UNIQUE INDEX one_choice ON entry (session, role, turn) WHERE role IS NOT NULL;

CREATE INDEX played_with ON session (whole_hash);
