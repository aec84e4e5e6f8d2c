"""`sim lessons`, and `sim debrief` of a lesson."""

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sim.cli.console_kept import Way, keep_way
from sim.cli.hosting_alone import Serving, alone
from sim.model.leading import Ended
from sim.report.hour.lesson import NOTES
from sim.store.lessons import Archive
from sim.store.sqlite import SqliteLog
from tests.classroom.faults.crossed import cross
from tests.classroom.taught import CODE, NAME, held
from tests.classroom.written import ANA, written
from tests.cli.running import sim
from tests.harness import Ticking
from tests.report.hour.unpacked import unpacked
from tests.store.serving import Server, needed
from tests.terminal.real import terminal


@pytest.fixture(autouse=True)
def _kept(tmp_path: Path) -> None:
    """Keep a lesson where the command looks for it."""
    with written(tmp_path / "data"):
        pass


def files(folder: Path) -> dict[str, str]:
    """Return the files of a folder with their texts."""
    return {file.name: file.read_text("utf-8") for file in sorted(folder.iterdir())}


def end(tmp_path: Path) -> None:
    """End the lesson."""
    with written(tmp_path / "other") as room:
        room.do(lambda draft: draft.note(Ended()))
    for file in (tmp_path / "data").iterdir():
        file.unlink()
    (tmp_path / "other" / "sessions.db").replace(tmp_path / "data" / "sessions.db")


def test_lessons_are_listed(tmp_path: Path) -> None:
    """A line says what is played, by how many, since when, and how it is joined."""
    (line,) = sim(tmp_path, "lessons").stdout.splitlines()

    assert line.startswith(f"{NAME}  small, one  groups 1, seats 3  began ")
    assert line.endswith(f"goes on, code {CODE}")


def test_lessons_are_listed_for_programs(tmp_path: Path) -> None:
    """`--json` lists the same; one that ended has no code, and says when."""
    end(tmp_path)
    (row,) = json.loads(sim(tmp_path, "lessons", "list", "--json").stdout)["lessons"]

    assert (NAME, "small", 1, 3, None, True) == (
        row["lesson"],
        row["scenario"],
        row["groups"],
        row["seats"],
        row["code"],
        bool(row["ended"]),
    )
    assert "  ended " in sim(tmp_path, "lessons").stdout


def test_an_empty_list_says_how_to_begin(tmp_path: Path) -> None:
    """Where no lesson is kept, the way to begin one is said."""
    (tmp_path / "new").mkdir()

    assert "sim: no lesson is kept; `sim host` begins one\n" == sim(tmp_path / "new", "lessons").stderr


@pytest.mark.parametrize(
    "command",
    [
        ("export", "smal-one-test"),
        ("erase", "smal-one-test", "s1", "--yes"),
        ("delete", "smal-one-test", "--yes"),
        ("consent", "smal-one-test", "s1"),
    ],
)
def test_a_lesson_that_is_not_there(tmp_path: Path, command: tuple[str, ...]) -> None:
    """The nearest name is said, and the status is that of what is missing."""
    told = sim(tmp_path, "lessons", *command)

    assert (4, True) == (told.exit_code, f"did you mean '{NAME}'?" in told.stderr)


def test_an_export_has_pseudonyms(tmp_path: Path) -> None:
    """Standard output gets JSON Lines without a name; with --names they are there."""
    told, named = sim(tmp_path, "lessons", "export", NAME), sim(tmp_path, "lessons", "export", NAME, "--names")

    assert (True, NAME) == (json.loads(told.stdout.splitlines()[0])["pseudonyms"], json.loads(named.stdout.splitlines()[0])["lesson"])
    assert (False, True) == (ANA in told.stdout, ANA in named.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
def test_an_export_is_not_poured_over_a_terminal(tmp_path: Path) -> None:
    """Where standard output is a terminal, a file is asked for."""
    with terminal(tmp_path, (100, 20), "lessons", "export", NAME) as shown:
        shown.until_it_says("--to names where it is written")
        shown.process.wait()

        assert 2 == shown.process.exitstatus


def test_an_export_to_a_folder_has_every_form(tmp_path: Path) -> None:
    """A folder gets the three forms with the same pseudonyms, and a key of its own tells who is who."""
    told = sim(tmp_path, "lessons", "export", NAME, "--to", str(tmp_path / "out"), "--key", str(tmp_path / "who.csv"))
    found = files(tmp_path / "out")
    called = (tmp_path / "who.csv").read_text("utf-8").splitlines()[1].split(",")[0]

    assert (0, [f"{NAME}.csv", f"{NAME}.json", f"{NAME}.jsonl"]) == (told.exit_code, [*found])
    assert [True] * 3 == [called in text and ANA not in text for text in found.values()]
    assert ANA in (tmp_path / "who.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [(("--to", "here.csv"), 5, "exists already"), (("--to", "here.txt"), 2, "without --format"), (("--research",), 2, "--to names")],
)
def test_an_export_says_what_it_cannot_do(tmp_path: Path, more: tuple[str, ...], status: int, said: str) -> None:
    """Nothing is replaced, and no form is guessed."""
    (tmp_path / "here.csv").write_text("mine")
    told = sim(tmp_path, "lessons", "export", NAME, *(str(tmp_path / word) if "." in word else word for word in more))

    assert (status, True, "mine") == (told.exit_code, said in told.stderr, (tmp_path / "here.csv").read_text())


def test_research_needs_consent(tmp_path: Path) -> None:
    """Without it nothing is written; with it a row and a codebook are, and whoever withdraws is not there."""
    target = str(tmp_path / "study")
    before = sim(tmp_path, "lessons", "export", NAME, "--research", "--to", target)
    said = sim(tmp_path, "lessons", "consent", NAME, "s1", "Cem").stdout
    sim(tmp_path, "lessons", "consent", NAME, "s3", "--withdraw")
    after = sim(tmp_path, "lessons", "export", NAME, "--research", "--to", target)

    assert (4, True, False) == (before.exit_code, "nobody-agreed" in before.stderr, (tmp_path / "nothing").exists())
    assert (f"{NAME}: s1, s3 of 3 seats agreed to research\n", 0) == (said, after.exit_code)
    assert ["choices.csv", "codebook.csv"] == [*files(tmp_path / "study")]
    assert 2 == len(files(tmp_path / "study")["choices.csv"].splitlines())


def test_a_seat_is_erased(tmp_path: Path) -> None:
    """No byte of the data folder has the name afterwards, an older copy included, nor has a backup that is made then."""
    (tmp_path / "data" / "sessions.db.v1.bak").write_bytes((tmp_path / "data" / "sessions.db").read_bytes())
    told = sim(tmp_path, "lessons", "erase", NAME, ANA, "--yes")
    sim(tmp_path, "lessons", "backup", str(tmp_path / "copy.db"))
    left = b"".join(file.read_bytes() for file in [*(tmp_path / "data").iterdir(), tmp_path / "copy.db"])

    assert (0, f"{NAME}: seat s1 is erased\n", False) == (told.exit_code, told.stdout, ANA.encode() in left)
    assert "took" in told.stderr
    assert 0 == sim(tmp_path, "debrief", NAME, "--to", str(tmp_path / "debrief.json")).exit_code


def test_the_facilitators_notes_are_in_a_file_apart(tmp_path: Path) -> None:
    """In a folder they stand beside the debrief, without names unless these are asked for, and in nothing that students are given."""
    end(tmp_path)
    told = sim(tmp_path, "debrief", NAME, "--to", str(tmp_path / "after"), "--no-check")
    named = sim(tmp_path, "debrief", NAME, "--to", str(tmp_path / "named"), "--no-check", "--names", "--hide", "quick")
    again = sim(tmp_path, "debrief", NAME, "--to", str(tmp_path / "after"), "--no-check")
    found = {file.name: unpacked(file.read_bytes()) for file in (tmp_path / "after").iterdir()}

    assert (0, 0, 5) == (told.exit_code, named.exit_code, again.exit_code)
    assert [NOTES] == [name for name, data in found.items() if b"was quick" in data]
    assert (True, True) == (b"seat 1 was quick." in found[NOTES], "take it out before you hand on the rest" in told.stderr)
    assert "anabel xyzzy was ….\n" in (tmp_path / "named" / NOTES).read_text("utf-8")


@pytest.mark.parametrize(("seat", "status", "said"), [("s9", 4, "its seats: s1, s2, s3"), ("s1", 2, "say --yes")])
def test_erasing_is_meant(tmp_path: Path, seat: str, status: int, said: str) -> None:
    """A seat that is not there is not erased, and none without a word where nobody can be asked."""
    told = sim(tmp_path, "lessons", "erase", NAME, seat)

    assert (status, True) == (told.exit_code, said in told.stderr)


def test_nothing_is_erased_under_a_server(tmp_path: Path) -> None:
    """A server has in its memory what is to go; it is said which lesson it serves, and nothing has changed."""
    before = (tmp_path / "data" / "sessions.db").read_bytes()
    with alone(tmp_path / "data" / "sessions.db") as note:
        note(Serving("another-lesson", "http://192.168.0.10:8000"))
        told = sim(tmp_path, "lessons", "erase", NAME, "s1", "--yes")

    assert (5, True) == (told.exit_code, "sim host serves lesson another-lesson already" in told.stderr)
    assert "would write it again" in told.stderr
    assert before == (tmp_path / "data" / "sessions.db").read_bytes()


def test_a_lesson_is_deleted_with_its_plays(tmp_path: Path) -> None:
    """Nothing of it is left: no play, no name in the file or in an older copy of it, and no key of its console; others stay."""
    end(tmp_path)
    data = tmp_path / "data"
    keep_way(data, Way("http://127.0.0.1:8000", NAME, "a-long-key"))
    keep_way(data, Way("http://127.0.0.1:8000", "another", "a-long-key"))
    with SqliteLog(data / "sessions.db") as log:
        cross(Archive(log, log.lessons()), Ticking(), "another", "CODE01")
    (data / "sessions.db.v1.bak").write_bytes((data / "sessions.db").read_bytes())
    told = sim(tmp_path, "lessons", "delete", NAME, "--yes")
    left = b"".join(file.read_bytes() for file in data.rglob("*") if file.is_file())

    assert (0, f"{NAME}: deleted, with its plays\n") == (told.exit_code, told.stdout)
    assert "copies and exports that were made before still hold it" in told.stderr
    assert (False, False) == (NAME.encode() in left, ANA.encode() in left)
    assert (["another"], ["another.json"]) == (
        [line.split()[0] for line in sim(tmp_path, "lessons").stdout.splitlines()],
        [file.name for file in data.rglob("*.json")],
    )


@pytest.mark.parametrize(
    ("more", "status", "said"), [((), 2, "say --yes"), (("--yes",), 6, "has not ended, and a class may be in it; end it on its console")]
)
def test_deleting_a_lesson_is_meant(tmp_path: Path, more: tuple[str, ...], status: int, said: str) -> None:
    """Where nobody can be asked only a word deletes it, and of a lesson that has not ended that word does not."""
    told = sim(tmp_path, "lessons", "delete", NAME, *more)

    assert (status, True) == (told.exit_code, said in told.stderr)
    assert NAME in sim(tmp_path, "lessons").stdout


def test_a_rehearsal_is_deleted_without_its_end(tmp_path: Path) -> None:
    """No class is in it, so that nobody has to end it."""
    with held(tmp_path / "rehearsed" / "data", rehearsal=True):
        pass

    assert 0 == sim(tmp_path / "rehearsed", "lessons", "delete", NAME, "--yes").exit_code


def test_no_lesson_is_deleted_under_a_server(tmp_path: Path) -> None:
    """A server of the file has in its memory what is to go; it is said which lesson it serves."""
    end(tmp_path)
    with alone(tmp_path / "data" / "sessions.db") as note:
        note(Serving("another-lesson", "http://192.168.0.10:8000"))
        told = sim(tmp_path, "lessons", "delete", NAME, "--yes")

    assert (5, True) == (told.exit_code, "sim host serves lesson another-lesson already" in told.stderr)
    assert "stop it with Ctrl-C, then delete" in told.stderr
    assert NAME in sim(tmp_path, "lessons").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
def test_the_name_is_typed_again(tmp_path: Path) -> None:
    """At a terminal it is said what would go, and that it has not ended; another name deletes nothing, its own does."""
    place = tmp_path / "data" / "sessions.db"
    home = tmp_path / ".local" / "share" / "standoff-sim"
    home.mkdir(parents=True)
    place.replace(home / "sessions.db")
    for typed, last, status in (("small", "nothing was deleted", 2), (NAME, "take those away too", 0)):
        with terminal(tmp_path, (80, 24), "lessons", "delete", NAME) as shown:
            asked = shown.until_it_says("Type the name of the lesson")
            shown.process.sendline(typed)
            shown.until_it_says(last)
            shown.process.wait()

            assert "groups 1, seats 3" in asked
            assert "It has not ended, and a class may be in it." in asked
            assert status == shown.process.exitstatus


def test_old_lessons_are_named_and_then_deleted(tmp_path: Path) -> None:
    """Without --yes they are only named; one that is not old enough is neither."""
    young = sim(tmp_path, "lessons", "purge", "--days", "36500")
    named = sim(tmp_path, "lessons", "purge", "--days", "0")
    kept = sim(tmp_path, "lessons").stdout
    gone = sim(tmp_path, "lessons", "purge", "--days", "0", "--yes")

    assert ("", True, True) == (young.stdout, f"{NAME}  is due" in named.stdout, NAME in kept)
    assert (True, "", "") == (f"{NAME}  deleted" in gone.stdout, sim(tmp_path, "lessons").stdout, sim(tmp_path, "sessions").stdout)


def test_a_damaged_lesson_hinders_no_other(tmp_path: Path) -> None:
    """It is listed as damaged, and left as it is when others are deleted."""
    with closing(sqlite3.connect(tmp_path / "data" / "sessions.db")) as connection:
        connection.execute("INSERT INTO lesson SELECT 'bad', NULL, whole_hash FROM lesson")
        connection.execute("INSERT INTO lesson_entry VALUES ('bad', 1, 'facilitator', NULL, 'noise')")
        connection.commit()
    listed = sim(tmp_path, "lessons").stdout
    told = sim(tmp_path, "lessons", "purge", "--days", "0", "--yes")

    assert (True, 0) == ("bad             cannot be read: entry 1 of lesson 'bad' is damaged" in listed, told.exit_code)
    assert (True, True) == ("sim: left as it is: entry 1" in told.stderr, f"{NAME}  deleted" in told.stdout)


def test_what_was_deleted_comes_back_from_a_copy(tmp_path: Path) -> None:
    """A copy has the lesson and its play, and a second time nothing changes."""
    copy = str(tmp_path / "copy.db")
    sim(tmp_path, "lessons", "backup", copy)
    before = sim(tmp_path, "lessons").stdout
    sim(tmp_path, "lessons", "purge", "--days", "0", "--yes")
    first, second = sim(tmp_path, "lessons", "restore", copy), sim(tmp_path, "lessons", "restore", copy)

    assert (f"{NAME}  is back\n", "", before) == (first.stdout, second.stdout, sim(tmp_path, "lessons").stdout)
    assert "sim: brought back 1 lesson and 0 sessions of your own; here already, and left as they are: 0\n" == first.stderr


@pytest.mark.parametrize(("name", "text", "status"), [("none.db", None, 4), ("noise.db", "noise", 5)])
def test_only_a_copy_is_restored(tmp_path: Path, name: str, text: str | None, status: int) -> None:
    """What is missing, or no copy, changes nothing."""
    if text is not None:
        (tmp_path / name).write_text(text)

    assert status == sim(tmp_path, "lessons", "restore", str(tmp_path / name)).exit_code


def test_a_lesson_is_debriefed_with_what_was_said_in_it(tmp_path: Path) -> None:
    """Its groups are told with messages, without what the facilitator noted, and without names unless they are wanted."""
    sim(tmp_path, "debrief", NAME, "--to", str(tmp_path / "one.json"))
    sim(tmp_path, "debrief", NAME, "--to", str(tmp_path / "two.json"), "--names")
    one, two = (json.loads((tmp_path / name).read_text("utf-8")) for name in ("one.json", "two.json"))

    assert ["Group 1"] == [play["label"] for play in one["plays"]]
    assert ["=1+1 is my formula", "I agree with seat 1."] == [remark["text"] for remark in one["plays"][0]["remarks"]]
    assert (False, True) == (ANA in json.dumps(one), ANA in json.dumps(two))


def test_a_lesson_that_is_held_goes_on(tmp_path: Path) -> None:
    """Copying, erasing and noting consent while a server has the lesson open take nothing from it and put nothing twice."""
    folder = tmp_path / "held" / "data"
    with written(folder) as room:
        done = [
            sim(tmp_path / "held", "lessons", *command).exit_code
            for command in (("backup", str(tmp_path / "copy.db")), ("erase", NAME, "s1", "--yes"), ("consent", NAME, "s2"))
        ]
        room.live.reload()
        room.do(lambda draft: draft.note(Ended()))
        lesson = room.again().now.lesson

    assert ([0, 0, 0], True, "[erased]", True) == (done, lesson.ended, lesson.seats["s1"].name, lesson.seats["s2"].consents)


@pytest.fixture
def server() -> Iterator[Server]:
    """Give a PostgreSQL server of our own."""
    with needed() as running:
        yield running


@pytest.mark.system
def test_a_database_is_named_as_for_hosting(tmp_path: Path, server: Server) -> None:
    """With --database the same is done on a PostgreSQL server; a copy of a file moves lessons there."""
    address = server.database()
    copy, dump = str(tmp_path / "copy.db"), tmp_path / "dump"
    sim(tmp_path, "lessons", "backup", copy)
    moved = sim(tmp_path, "lessons", "restore", copy, "--database", address)
    listed = sim(tmp_path, "lessons", "list", "--database", address).stdout
    erased = sim(tmp_path, "lessons", "erase", NAME, "s1", "--yes", "--database", address)
    exported = sim(tmp_path, "lessons", "export", NAME, "--names", "--database", address).stdout
    backed = sim(tmp_path, "lessons", "backup", str(dump), "--database", address)

    assert (f"{NAME}  is back\n", sim(tmp_path, "lessons").stdout) == (moved.stdout, listed)
    assert (0, False, True) == (erased.exit_code, ANA in exported, "write-ahead log" in erased.stderr)
    assert (0, b"PGDMP", 5) == (
        backed.exit_code,
        dump.read_bytes()[:5],
        sim(tmp_path, "lessons", "restore", str(dump)).exit_code,
    )


def test_earlier_lessons_are_counted_beside_a_lesson(tmp_path: Path) -> None:
    """The debrief of a lesson counts the plays of those before that are kept here, if they are five at least."""
    for file in (tmp_path / "data").iterdir():
        file.unlink()
    clock = Ticking()
    with SqliteLog(tmp_path / "data" / "sessions.db") as log:
        archive = Archive(log, log.lessons())
        cross(archive, clock, "class-before", "CODE01", groups=5)
        cross(archive, clock, NAME, CODE)
    for name in (NAME, "class-before"):
        assert 0 == sim(tmp_path, "debrief", name, "--to", str(tmp_path / f"{name}.json")).exit_code
    found = [json.loads((tmp_path / f"{name}.json").read_text("utf-8"))["compared"] for name in (NAME, "class-before")]

    assert [[5], [0]] == [[act["earlier"] for act in compared] for compared in found]
