"""A session as JSON Lines: out, in, and everything that can be wrong with a file."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.errors import InvalidLog, Missing
from sim.model.scenario import Scenario
from sim.store import portable
from sim.store.kept import Edition
from sim.store.portable import bring_in, read, write
from sim.store.sqlite import SqliteLog
from tests import small
from tests.store.keeping import EDITION, MACHINE, append, begun, chosen


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SqliteLog]:
    """Give a log that holds the session `table` of three entries."""
    with SqliteLog(tmp_path / "sessions.db") as made:
        session = begun(made)
        for role, option in (("north", "block"), ("south", "wait")):
            session = chosen(session, role, option, reason="Because.\nIt is ‘so’ — čekaj.")
            append(made, session)
        yield made


def file_of(log: SqliteLog, *, edition: bool = True) -> bytes:
    """Return the file of the session `table`."""
    return "".join(f"{line}\n" for line in write(log, "table", edition=edition)).encode()


def edited(data: bytes, line: int, change: Callable[[str], str]) -> bytes:
    """Return a file with one line changed, counted from 1."""
    lines = data.decode().split("\n")
    lines[line - 1] = change(lines[line - 1])
    return "\n".join(lines).encode()


@pytest.mark.parametrize("edition", [True, False])
def test_a_file_is_read_as_it_was_written(log: SqliteLog, *, edition: bool) -> None:
    """Entries, and the edition where it is written too, come back out of the file as they are kept."""
    found = read(file_of(log, edition=edition))

    assert (log.read("table"), EDITION if edition else None) == (found.entries, found.edition)


def test_the_edition_in_a_file_replays_it(log: SqliteLog) -> None:
    """The scenario in the file is the one that was played, so that the session can be replayed where there is none."""
    found = read(file_of(log)).edition

    assert found is not None
    assert MACHINE.scenario == Scenario.model_validate_json(found.scenario)


def test_every_line_is_json_of_its_own(log: SqliteLog) -> None:
    """Other programs can read the file line by line."""
    first, _, *entries = [json.loads(line) for line in file_of(log).decode().splitlines()]

    assert ("standoff-session", 3) == (first["format"], first["entries"])
    assert ["began", "chose", "chose"] == [entry["event"]["kind"] for entry in entries]


def test_windows_line_ends_are_read(log: SqliteLog) -> None:
    """A file that went through a program with other line ends is the same session."""
    assert log.read("table") == read(file_of(log).replace(b"\n", b"\r\n")).entries


def test_a_missing_last_line_feed_is_no_loss(log: SqliteLog) -> None:
    """A file whose last line feed somebody's editor removed is whole."""
    assert log.read("table") == read(file_of(log).removesuffix(b"\n")).entries


def test_a_session_is_brought_in_under_its_name(log: SqliteLog, tmp_path: Path) -> None:
    """Where its name is free, a session keeps it, with its edition."""
    with SqliteLog(tmp_path / "other.db") as other:
        name = bring_in(other, read(file_of(log)), MACHINE, EDITION)

        assert ("table", log.read("table"), EDITION) == (name, other.read(name), other.edition(EDITION.whole_hash))
        assert log.sessions() == other.sessions()


def test_a_name_that_is_taken_is_renewed(log: SqliteLog) -> None:
    """A session whose name is in use comes in under a fresh one, and the one that was there stays as it is."""
    before = log.read("table")
    name = bring_in(log, read(file_of(log)), MACHINE, EDITION)
    again = log.read(name)

    assert ("small-one-", before) == (name[:10], log.read("table"))
    assert before[1:] == again[1:]


def test_another_wording_with_the_same_rules_can_stand_in(log: SqliteLog, tmp_path: Path) -> None:
    """A file without its edition comes in beside an edition with the same rules, whose hash it then names."""
    data = small.stand_off().model_dump()
    reworded = Edition.of(Scenario.model_validate({**data, "title": "Another title"}), small.corpus())
    with SqliteLog(tmp_path / "other.db") as other:
        name = bring_in(other, read(file_of(log, edition=False)), MACHINE, reworded)

        assert ("Another title", reworded.whole_hash) == (other.sessions()[0].title, other.sessions()[0].whole_hash)
        assert log.read("table")[1:] == other.read(name)[1:]


def test_a_log_against_the_rules_is_not_brought_in(log: SqliteLog, tmp_path: Path) -> None:
    """A file with an entry that the rules refuse is not kept, and the message names the entry."""
    data = edited(file_of(log), 5, lambda line: line.replace('"option":"wait"', '"option":"sleep"'))
    message = r"entry 3 does not follow the rules: scene bridge offers south no option 'sleep'; .*; the 2 before it are good"
    with SqliteLog(tmp_path / "other.db") as other, pytest.raises(InvalidLog, match=message) as refused:
        bring_in(other, read(data), MACHINE, EDITION)
    with SqliteLog(tmp_path / "other.db") as other:
        assert ("refused-entry", ()) == (refused.value.code, other.sessions())


def test_a_log_that_begins_twice_is_not_brought_in(log: SqliteLog) -> None:
    """A second `began` is refused in the words of the session itself."""
    first = log.read("table")[0].model_copy(update={"number": 2, "turn": 1}).model_dump_json()
    data = edited(file_of(log), 4, lambda _: first)
    with pytest.raises(InvalidLog, match="a session begins once"):
        bring_in(log, read(data), MACHINE, EDITION)


def test_an_unknown_session_cannot_be_written(log: SqliteLog) -> None:
    """Writing a session that is not there is refused."""
    with pytest.raises(Missing):
        next(write(log, "tables"))


NO_FILE = "this is no session file, or its first line is damaged\nline 1: "
NO_JSON = "no JSON that can be read ({}); the line is damaged, or the file was cut off"
BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda _: b"", NO_FILE + NO_JSON.format("EOF while parsing a value")),
    "a picture": (lambda _: b"\x89PNG\r\n\x1a\n\x00\x00", NO_FILE + NO_JSON.format("expected value")),
    "another format": (
        lambda data: edited(data, 1, lambda line: line.replace("standoff-session", "chess")),
        NO_FILE + "format: the text 'chess' is given; 'standoff-session' is expected",
    ),
    "a later version": (
        lambda data: edited(data, 1, lambda line: line.replace('"version":1', '"version":2')),
        NO_FILE + "version: the number 2 is given; 1 is expected",
    ),
    "cut off within an entry": (
        lambda data: data[:-20],
        "line 5: the file is cut off here; entry 2 of 3, on line 4, is the last whole one",
    ),
    "cut off between entries": (
        lambda data: b"\n".join(data.split(b"\n")[:3]) + b"\n",
        "line 4: the file is cut off here; entry 1 of 3, on line 3, is the last whole one",
    ),
    "cut off within the edition": (
        lambda data: data[:600],
        f"line 2: {NO_JSON.format('EOF while parsing a string')}\nline 3: the file is cut off here; no entry is whole",
    ),
    "cut off after the first line": (
        lambda data: data.split(b"\n")[0],
        f"line 2: {NO_JSON.format('EOF while parsing a value')}\nline 3: the file is cut off here; no entry is whole",
    ),
    "an entry too many": (
        lambda data: data + data.split(b"\n")[4] + b"\n",
        "line 6: line 1 announces 3 entries, but there are more",
    ),
    "two entries exchanged": (
        lambda data: b"\n".join([*data.split(b"\n")[:3], data.split(b"\n")[4], data.split(b"\n")[3], b""]),
        "line 4: entry 3 stands where entry 2 belongs\nline 5: entry 2 stands where entry 3 belongs",
    ),
    "an unknown event": (
        lambda data: edited(data, 4, lambda line: line.replace('"chose"', '"dozed"')),
        (
            "line 4: event: unknown kind 'dozed'; "
            "one of began, chose, drew, injected, expired, rewound, proceeded, opened, judged, marked, handed"
        ),
    ),
    "an unknown field": (
        lambda data: edited(data, 4, lambda line: line.replace('"seat":', '"chair":1,"seat":')),
        "line 4: unknown field 'chair'; the fields here are number, time, seat, turn, event",
    ),
    "text for a number": (
        lambda data: edited(data, 5, lambda line: line.replace('"number":3', '"number":"3"')),
        "line 5: number: the text '3' is given; a whole number is expected",
    ),
    "no beginning": (
        lambda data: edited(data, 3, lambda _: data.decode().split("\n")[3].replace('"number":2', '"number":1')),
        "line 3: a session log begins with one entry of kind 'began'",
    ),
    "one letter of the scenario changed": (
        lambda data: edited(data, 2, lambda line: line.replace("Nothing real", "Nothing seal", 1)),
        "line 2: the copy of the scenario is not the one that line 1 names; its hash differs",
    ),
    "another edition than it was played with": (
        lambda data: edited(data, 3, lambda line: line.replace(EDITION.whole_hash, "0" * 64)),
        "line 3: the session was played with another edition than line 1 names",
    ),
    "a line too long": (
        lambda data: edited(data, 4, lambda line: line + " " * portable.LINE),
        "line 4: 100,190 bytes; at most 100,000 are read",
    ),
    "nested without end": (
        lambda data: edited(data, 4, lambda _: "[" * 50_000),
        f"line 4: {NO_JSON.format('recursion limit exceeded')}",
    ),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_faulty_file_is_refused_with_its_line(log: SqliteLog, fault: str) -> None:
    """Each fault is named with the number of its line, and several of them together."""
    change, message = BAD[fault]
    with pytest.raises(InvalidLog) as refused:
        read(change(file_of(log)))

    assert message == str(refused.value)


def test_many_faults_are_counted(log: SqliteLog) -> None:
    """A message lists twenty faults and says how many more there are."""
    head, edition, *_ = file_of(log).decode().split("\n")
    lines = [head.replace('"entries":3', '"entries":30'), edition, *(["{}"] * 10), ""]
    with pytest.raises(InvalidLog) as refused:
        read("\n".join(lines).encode())
    said = str(refused.value).splitlines()

    assert (21, "and 31 more") == (len(said), said[-1])


def test_a_huge_file_is_refused_unread() -> None:
    """A file beyond the limit is refused by its size."""
    with pytest.raises(InvalidLog, match=r"the file has 64,000,001 bytes; a session has at most 64,000,000"):
        read(b" " * (portable.SIZE + 1))


@given(st.binary(max_size=300))
@example(b'{"format":"standoff-session"}')
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    """Bytes that nobody wrote as a session are refused with what is wrong on their first line, and never otherwise."""
    with pytest.raises(InvalidLog, match="line 1"):
        read(data)


@pytest.mark.parametrize("edition", [True, False])
def test_a_file_cut_anywhere_is_never_whole(log: SqliteLog, *, edition: bool) -> None:
    """Cut off after any number of bytes, the file is refused; only its last line feed may be missing."""
    data = file_of(log, edition=edition)
    for length in range(0, len(data) - 1, 1 if not edition else 97):
        with pytest.raises(InvalidLog):
            read(data[:length])


def test_a_flipped_bit_is_an_error_or_harmless(log: SqliteLog) -> None:
    """With any one bit of the file wrong, reading and playing it gives a session that follows the rules or an error, never a traceback."""
    data = file_of(log, edition=False)
    ends = set()
    for place in range(0, len(data) * 8, 7):
        flipped = bytearray(data)
        flipped[place // 8] ^= 1 << place % 8
        try:
            portable.replayed(MACHINE, read(bytes(flipped)).entries)
        except InvalidLog:
            ends.add("refused")
        else:
            ends.add("played")  # a time or a reason with another letter is a session too

    assert {"refused", "played"} == ends


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ((3, '"by":"person"', '"by":"zorro"'), "entry 1 does not follow the rules: there is no bot 'zorro'; the bots: reported, "),
        ((3, '"role":"north"', '"role":"east"'), "the beginning says who plays east, south; the roles of this play: north, south"),
        ((3, '"act":"one"', '"act":"six"'), "entry 1 does not follow the rules: scenario small has no act 'six'"),
        ((5, '"chose"', '"opened"'), "entry 3 does not follow the rules: this play quotes no document 'nowhere'; it quotes letter"),
        ((5, '"chose"', '"marked"'), "entry 3 does not follow the rules: there is no role 'east' in this play; its roles: north, south"),
        ((5, '"chose"', '"judged"'), "entry 3 does not follow the rules: there is no scene 'nowhere' in this play"),
        ((5, '"chose"', '"handed"'), "entry 3 does not follow the rules: there is no bot 'zorro'; the bots: reported, "),
    ],
)
def test_an_entry_that_names_what_is_not_there_is_refused(log: SqliteLog, tmp_path: Path, place: tuple[int, str, str], said: str) -> None:
    """A bot, role, scene or document that the edition does not have is refused at the door, before anything stumbles over it."""
    line, old, new = place
    events = {
        '"opened"': {"kind": "opened", "role": "north", "source": "nowhere", "quote": "Words."},
        '"marked"': {"kind": "marked", "role": "east", "source": "nowhere", "words": "Words."},
        '"handed"': {"kind": "handed", "role": "north", "by": "zorro"},
        '"judged"': {"kind": "judged", "role": "north", "scene": "nowhere", "support": "well"},
    }

    def change(text: str) -> str:
        return json.dumps({**json.loads(text), "event": events[new]}) if new in events else text.replace(old, new, 1)

    found = read(edited(file_of(log), line, change))
    with SqliteLog(tmp_path / "other.db") as other:
        with pytest.raises(InvalidLog) as caught:
            bring_in(other, found, MACHINE, EDITION)

        assert said in str(caught.value)
        assert () == other.sessions()


@pytest.mark.parametrize("name", ["../../escape", "two words", "\\u001b[31mred", "-n"])
def test_a_session_with_no_proper_name_gets_a_fresh_one(log: SqliteLog, tmp_path: Path, name: str) -> None:
    """What could not be typed, or would do something to a terminal, becomes nobody's name."""
    data = edited(file_of(log), 3, lambda text: text.replace('"session":"table"', f'"session":"{name}"'))
    with SqliteLog(tmp_path / "other.db") as other:
        assert "small-one-" == bring_in(other, read(data), MACHINE, EDITION)[:10]
