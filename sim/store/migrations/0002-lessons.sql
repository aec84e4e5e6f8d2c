-- Lessons and their entries. `lesson_entry.body` is the only truth; `number`, `seat` and `key` beside it let the database itself refuse two
-- entries of one number and two answers to one request. `code` is what people type to join; a lesson that is over gives it up.

CREATE TABLE lesson (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT UNIQUE,
    whole_hash TEXT NOT NULL REFERENCES edition (whole_hash)
);

CREATE TABLE lesson_entry (
    lesson TEXT NOT NULL REFERENCES lesson (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number >= 1),
    seat TEXT NOT NULL,
    key TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (lesson, number)
) WITHOUT ROWID;

CREATE UNIQUE INDEX one_request ON lesson_entry (lesson, seat, key) WHERE key IS NOT NULL;

CREATE INDEX taught_with ON lesson (whole_hash);
