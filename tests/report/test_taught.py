"""A lesson for programs and spreadsheets."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from sim.classroom.lesson import clocks, words
from sim.classroom.lesson.seats import join
from sim.classroom.server import passwords
from sim.classroom.server.passwords import kept
from sim.engine.lesson import Lesson
from sim.model.events import Entry, Handed, Injected, Judged, Opened
from sim.model.leading import Intervened
from sim.model.lesson import LessonEntry
from sim.report.hour.names import in_place_of, replaced
from sim.report.taught import COLUMNS, Taught, as_csv, as_json, as_lines, pseudonyms
from tests.classroom.taught import KEY, NAME, convened, opened
from tests.classroom.written import ANA, written

Form: TypeAlias = Callable[[Taught, Mapping[str, str] | None], str]
ROOT = Path(__file__).parents[2]
FORMS: list[Form] = [as_json, as_lines, as_csv]


@pytest.fixture
def taught(tmp_path: Path) -> Iterator[Taught]:
    """Give a lesson as it is kept."""
    with written(tmp_path) as room:
        entries = room.archive.lessons.read(NAME)
        yield Taught(entries, {"g1": room.archive.sessions.read(f"{NAME}-g1")}, Lesson.open(entries))


@pytest.fixture
def people(taught: Taught) -> dict[str, str]:
    """Give pseudonyms."""
    return pseudonyms(taught.lesson.seats, b"salt")


@pytest.mark.parametrize("form", FORMS)
def test_no_name_leaves_with_pseudonyms(taught: Taught, people: dict[str, str], form: Form) -> None:
    """Neither the field nor what people wrote has a name, whatever its letters; what they wrote is there."""
    text = form(taught, people)

    assert (False, False, True) == (ANA.casefold() in text.casefold(), '"s1"' in text or ",s1," in text, "My secret reason" in text)
    assert people["s1"] in text


@pytest.mark.parametrize("form", FORMS)
def test_what_somebody_typed_whose_name_was_taken_does_not_leave(tmp_path: Path, form: Form) -> None:
    """Who gave a name that somebody has is told apart by a number; with pseudonyms neither that nor what was typed leaves."""
    with written(tmp_path) as room:
        room.do(lambda draft: join(draft, ANA.upper(), "e" * 64, "f" * 64))
        entries = room.archive.lessons.read(NAME)
    made = Taught(entries, {}, Lesson.open(entries))
    text, named = form(made, pseudonyms(made.lesson.seats, b"salt")), form(made, None)

    assert (False, True, True) == (ANA.casefold() in text.casefold(), f"{ANA.upper()} 2" in named, "given" in named)


@pytest.mark.parametrize("form", FORMS)
def test_names_leave_where_they_are_wanted(taught: Taught, form: Form) -> None:
    """Without pseudonyms everything is as it was given."""
    assert ANA in form(taught, None)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_opens_anything_leaves(taught: Taught, form: Form) -> None:
    """Digests of keys, tickets and tokens stay where they are, even with names."""
    seat, began = taught.lesson.seats["s1"], taught.lesson.began
    text = form(taught, None)

    assert [] == [secret for secret in (*seat.tokens, *seat.resumes, began.key, began.ticket, KEY) if secret in text]


def test_pseudonyms_hold_for_one_export(taught: Taught, people: dict[str, str]) -> None:
    """One salt gives each seat a name of its own, and another salt gives others."""
    others = pseudonyms(taught.lesson.seats, b"other")

    assert (3, True) == (len({*people.values()}), {*people.values()}.isdisjoint(others.values()))


def test_every_entry_is_there(taught: Taught, people: dict[str, str]) -> None:
    """JSON, JSON Lines and CSV have each entry of the lesson and of its sessions once, the lesson first."""
    whole = json.loads(as_json(taught, people))
    lines = [json.loads(line) for line in as_lines(taught, people).splitlines()]
    rows = [*csv.DictReader(io.StringIO(as_csv(taught, people).removeprefix("\ufeff")))]
    expected = [("lesson", entry.number) for entry in taught.entries] + [("g1", entry.number) for entry in taught.logs["g1"]]

    assert expected == [("lesson", entry["number"]) for entry in whole["entries"]] + [
        ("g1", entry["number"]) for entry in whole["sessions"]["g1"]
    ]
    assert expected == [(line["log"], line["number"]) for line in lines[1:]]
    assert expected == [(row["log"], int(row["number"])) for row in rows]


def test_a_spreadsheet_has_a_column_for_what_is_asked_of_it(taught: Taught, people: dict[str, str]) -> None:
    """Votes, places and the rest of an entry stand in cells of their own as they are read, and no cell holds JSON."""
    rows = [*csv.DictReader(io.StringIO(as_csv(taught, people).removeprefix("\ufeff")))]
    kinds = {row["kind"]: row for row in rows}
    seated = kinds["seated"]["more"].removeprefix("places: ").split(", ")

    assert [*COLUMNS] == [*rows[0]]
    assert [] == [cell for row in rows for cell in row.values() if cell.startswith(("{", "["))]
    assert {f"{called} g1" for called in people.values()} == {" ".join(place.split()[:2]) for place in seated}
    assert ("g1", "south", "1") == tuple(kinds["voted"][name] for name in ("group", "role", "turn"))
    assert {*people.values()} >= {kinds["voted"]["seat"]}
    assert "campaign: no" in kinds["convened"]["more"]


def test_every_kind_of_entry_keeps_what_it_says() -> None:
    """What names the same in two kinds of entries stands in the column that is meant, and nothing of an entry is left out."""
    at, by = "2026-01-01T12:00:00Z", "facilitator"
    log = (
        Entry(number=1, time=at, seat=by, turn=2, event=Injected(inject="alarm")),
        Entry(number=2, time=at, seat="north", turn=2, event=Handed(role="north", by="reported")),
        Entry(number=3, time=at, seat="north", turn=2, event=Opened(role="north", source="news", quote="A word.")),
        Entry(number=4, time=at, seat="north", turn=2, event=Judged(role="north", scene="bridge", support="poorly")),
    )
    told = LessonEntry(number=2, time=at, seat=by, event=Intervened(group="g1", act="decided", about="north", reason="Time is up."))
    lesson = Lesson.open((LessonEntry(number=1, time=at, seat=by, event=convened(opened())),))
    rows = [*csv.DictReader(io.StringIO(as_csv(Taught((told,), {"g1": log}, lesson), None).removeprefix("\ufeff")))]
    shown = [{name: cell for name, cell in row.items() if cell and name not in ("log", "number", "time", "kind")} for row in rows]

    assert [
        {"by": by, "group": "g1", "words": "Time is up.", "about": "north", "more": "act: decided"},
        {"by": by, "turn": "2", "about": "alarm"},
        {"by": "north", "role": "north", "turn": "2", "more": "by: reported"},
        {"by": "north", "role": "north", "turn": "2", "about": "news", "quote": "A word."},
        {"by": "north", "role": "north", "turn": "2", "about": "bridge", "support": "poorly"},
    ] == shown


def test_every_column_is_documented() -> None:
    """The page about exports has a row for each column of the table, in order."""
    page = ROOT.joinpath("docs", "how-to", "keep-and-erase.md").read_text("utf-8")

    assert [*COLUMNS] == re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)[: len(COLUMNS)]


def test_the_seats_are_told_without_the_order_in_which_they_came(taught: Taught, people: dict[str, str]) -> None:
    """Seats stand by their pseudonyms."""
    told = json.loads(as_json(taught, people))["seats"]

    assert sorted(people.values()) == [seat["name"] for seat in told]
    assert [("g1", False)] * 3 == [(seat["group"], seat["consents"]) for seat in told]


def test_no_cell_is_a_formula(taught: Taught, people: dict[str, str]) -> None:
    """A cell that a spreadsheet would compute is marked as text."""
    rows = [*csv.DictReader(io.StringIO(as_csv(taught, people).removeprefix("\ufeff")))]

    assert "'=1+1 is my formula" in [row["words"] for row in rows]
    assert [] == [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_who_needed_more_time_does_not_leave_with_pseudonyms(tmp_path: Path) -> None:
    """That a seat was given more time is told of no one, and the name of a facilitator neither, where pseudonyms are used."""
    with written(tmp_path) as room:
        room.do(lambda draft: clocks.allow(draft, "s1", 150), lambda draft: passwords.appoint(draft, "Zdenka", kept("four words of ours")))
        entries = room.archive.lessons.read(NAME)
        made = Taught(entries, {"g1": room.archive.sessions.read(f"{NAME}-g1")}, Lesson.open(entries))
    hidden, open_ = (json.loads(as_json(made, people)) for people in (pseudonyms(made.lesson.seats, b"salt"), None))

    assert [[{"kind": "allowed"}], [{"kind": "allowed", "seat": "s1", "percent": 150}]] == [
        [entry["event"] for entry in whole["entries"] if entry["event"]["kind"] == "allowed"] for whole in (hidden, open_)
    ]
    assert (False, True) == ("Zdenka" in json.dumps(hidden), "Zdenka" in json.dumps(open_))
    assert made.lesson.facilitators[0].password.digest not in json.dumps(open_)


@pytest.mark.parametrize("leads", [(), (("Ana", "facilitator-2"),)])
def test_a_name_that_several_bear_stands_for_any_of_them(leads: tuple[tuple[str, str], ...]) -> None:
    """What somebody wrote of one of two people of the same name, in whatever letters, names both; nobody else's name is doubled."""
    names = in_place_of((*leads, ("Ben", "P-3"), ("Ana", "P-1"), ("ANA", "P-2")))

    assert f"{' or '.join([*(seat for _, seat in leads), 'P-1 or P-2'])} told P-3" == replaced("ana told Ben", names)


def test_a_name_with_a_number_is_also_the_name_without(tmp_path: Path) -> None:
    """Of whom somebody wrote who did not write the number nobody knows: the pseudonyms of all who gave the name stand in its place."""
    with written(tmp_path) as room:
        room.do(lambda draft: join(draft, ANA, "e" * 64, "f" * 64), lambda draft: words.note(draft, f"{ANA} and {ANA} 2."))
        entries = room.archive.lessons.read(NAME)
    made = Taught(entries, {}, Lesson.open(entries))
    people = pseudonyms(made.lesson.seats, b"salt")

    assert f"{people['s1']} or {people['s4']} and {people['s4']}." in as_lines(made, people)


def test_the_entry_of_a_seat_has_its_own_pseudonym(tmp_path: Path) -> None:
    """Of two people who joined under one name, each is called in its own entry what its own seat is called."""
    with written(tmp_path) as room:
        room.do(lambda draft: join(draft, ANA, "e" * 64, "f" * 64))
        entries = room.archive.lessons.read(NAME)
    taught = Taught(entries, {}, Lesson.open(entries))
    people = pseudonyms(taught.lesson.seats, b"salt")
    joined = [line["event"] for line in map(json.loads, as_lines(taught, people).splitlines()[1:]) if line["event"]["kind"] == "joined"]

    assert [(called, called) for called in people.values()] == [(event["seat"], event["name"]) for event in joined]
