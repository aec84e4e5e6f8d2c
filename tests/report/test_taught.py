"""A lesson for programs and spreadsheets."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from sim.classroom.lesson import clocks
from sim.classroom.lesson.seats import join
from sim.classroom.server import passwords
from sim.classroom.server.passwords import kept
from sim.engine.lesson import Lesson
from sim.report.hour.names import in_place_of, replaced
from sim.report.taught import Taught, as_csv, as_json, as_lines, pseudonyms
from tests.classroom.taught import KEY, NAME
from tests.classroom.written import ANA, written

Form: TypeAlias = Callable[[Taught, Mapping[str, str] | None], str]
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


def test_the_entry_of_a_seat_has_its_own_pseudonym(tmp_path: Path) -> None:
    """Of two people who joined under one name, each is called in its own entry what its own seat is called."""
    with written(tmp_path) as room:
        room.do(lambda draft: join(draft, ANA, "e" * 64, "f" * 64))
        entries = room.archive.lessons.read(NAME)
    taught = Taught(entries, {}, Lesson.open(entries))
    people = pseudonyms(taught.lesson.seats, b"salt")
    joined = [line["event"] for line in map(json.loads, as_lines(taught, people).splitlines()[1:]) if line["event"]["kind"] == "joined"]

    assert [(called, called) for called in people.values()] == [(event["seat"], event["name"]) for event in joined]
