-- Lessons and their entries; the same tables as in a file, and `lesson.version` besides, by which the row lets only one of several writers
-- add entries. `lesson_entry.body` is the only truth; `code` is what people type to join, and a lesson that is over gives it up.

CREATE TABLE lesson (
    id text COLLATE "C" NOT NULL CONSTRAINT one_lesson PRIMARY KEY,
    code text COLLATE "C" CONSTRAINT one_code UNIQUE,
    whole_hash text COLLATE "C" NOT NULL CONSTRAINT taught_edition REFERENCES edition (whole_hash),
    version integer NOT NULL CHECK (version >= 1)
) WITH (fillfactor = 70); -- room for the next version of a row on the same page

CREATE TABLE lesson_entry (
    lesson text COLLATE "C" NOT NULL CONSTRAINT kept_lesson REFERENCES lesson (id) ON DELETE CASCADE,
    number integer NOT NULL CHECK (number >= 1),
    seat text COLLATE "C" NOT NULL,
    key text COLLATE "C",
    body text NOT NULL,
    CONSTRAINT one_lesson_number PRIMARY KEY (lesson, number)
);

CREATE UNIQUE INDEX one_request ON lesson_entry (lesson, seat, key) WHERE key IS NOT NULL;

CREATE INDEX taught_with ON lesson (whole_hash);
