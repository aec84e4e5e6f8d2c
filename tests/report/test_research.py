"""A lesson for research."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import seats, turns
from sim.engine.lesson import Lesson
from sim.model.lesson import Consented
from sim.report.research import COLUMNS, choices, choices_csv, choices_json, choices_lines, codebook
from sim.report.taught import Taught, pseudonyms
from tests.classroom.taught import NAME, Class
from tests.classroom.written import ANA, wanting, written


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a lesson in which the first and the third seat agreed to research."""
    with written(tmp_path) as made:
        made.do(*(lambda draft, seat=seat: draft.note(Consented(seat=seat, agrees=True)) for seat in ("s1", "s3")))
        yield made


def rows(room: Class) -> tuple[dict[str, str], ...]:
    """Return the rows of the lesson as it is kept; a person is called as the seat is."""
    entries = room.archive.lessons.read(NAME)
    taught = Taught(entries, {"g1": room.archive.sessions.read(f"{NAME}-g1")}, Lesson.open(entries))
    return choices(taught, room.opened.machine, {seat: seat for seat in taught.lesson.seats}, "L")


def test_a_row_is_what_a_person_wanted_last_in_a_turn(room: Class) -> None:
    """It has the scene, the option, what the documents report and what the team decided, by ids alone."""
    first, second = rows(room)

    assert {
        "lesson": "L",
        "scenario": "small",
        "act": "one",
        "course": "whole",
        "arm": "usual",
        "agree": "majority",
        "group": "g1",
        "person": "s1",
        "rules_hash": room.opened.rules_hash,
        "whole_hash": room.opened.whole_hash,
        "role": "north",
        "team": "2",
        "turn": "1",
        "undone": "no",
        "scene": "bridge",
        "option": "block",
        "kind": "pressure",
        "reported": "yes",
        "changed": "1",
        "decided": "block",
        "by": "team",
        "expectation": "rises",
        "reason_length": "16",
        "seconds": first["seconds"],
    } == first
    assert ("s3", "wait", "0", "0") == (second["person"], second["option"], second["changed"], second["reason_length"])


def test_only_those_who_agreed_are_there(room: Class) -> None:
    """A seat that never agreed, or agrees no longer, has no row; without a word nobody agreed."""
    before = [row["person"] for row in rows(room)]
    room.do(lambda draft: draft.note(Consented(seat="s1", agrees=False)))

    assert (["s1", "s3"], ["s3"]) == (before, [row["person"] for row in rows(room)])


def test_a_turn_that_was_gone_back_to_is_undone(room: Class) -> None:
    """What was chosen before the group was taken back stays, and says so; what is chosen then has another number."""
    room.do(lambda draft: turns.rewind(draft, "g1", 1, "Once more."), wanting("s1", "open", 3), wanting("s3", "wait", 3))

    assert [("s1", "1", "yes", "bridge"), ("s3", "1", "yes", "bridge"), ("s1", "3", "no", "bridge"), ("s3", "3", "no", "bridge")] == [
        (row["person"], row["turn"], row["undone"], row["scene"]) for row in rows(room)
    ]
    assert "" == rows(room)[2]["decided"]


def told(room: Class, turn: str) -> list[tuple[str, str, str, str]]:
    """Return what the rows of a turn say of who decided."""
    return [(row["person"], row["option"], row["decided"], row["by"]) for row in rows(room) if row["turn"] == turn]


def test_what_the_facilitator_decided_is_not_the_teams_decision(room: Class) -> None:
    """The row says who decided, and names no decision of the team; before anybody has decided it says nothing."""
    room.do(lambda draft: turns.rewind(draft, "g1", 1, "Once more."), wanting("s1", "open", 3))
    before = told(room, "3")
    room.do(lambda draft: turns.decide(draft, "g1", "north", 3, "block", "They are stuck."))

    assert ([("s1", "open", "", "")], [("s1", "open", "", "facilitator")]) == (before, told(room, "3"))


def test_what_a_bot_decided_is_not_the_teams_decision(room: Class) -> None:
    """Where everybody of a role watches before it has decided, a bot does, and the row says so."""
    room.do(
        lambda draft: turns.rewind(draft, "g1", 1, "Once more."),
        wanting("s1", "open", 3),
        lambda draft: seats.watch(draft, "s1"),
        lambda draft: seats.watch(draft, "s2"),
        wanting("s3", "wait", 3),
    )

    assert [("s1", "open", "", "bot"), ("s3", "wait", "wait", "team")] == told(room, "3")


def test_what_most_wanted_when_the_time_was_up_is_the_teams_decision(room: Class) -> None:
    """A vote that was not yet enough counts when the turn is ended."""
    room.do(lambda draft: turns.rewind(draft, "g1", 1, "Once more."), wanting("s1", "open", 3), lambda draft: turns.force(draft, "g1", 3))

    assert [("s1", "open", "open", "team")] == told(room, "3")


def test_a_default_is_nobodys_decision(room: Class) -> None:
    """Where whoever voted has left the team when the turn is ended, and nobody else of it voted, the default is taken."""
    room.do(
        lambda draft: turns.rewind(draft, "g1", 1, "Once more."),
        wanting("s1", "open", 3),
        lambda draft: seats.watch(draft, "s1"),
        lambda draft: turns.force(draft, "g1", 3),
    )

    assert [("s1", "open", "", "default")] == told(room, "3")


def test_nothing_that_was_written_leaves(room: Class) -> None:
    """No form has a name, a reason or a message."""
    for text in (choices_csv(rows(room)), choices_json(rows(room)), choices_lines(rows(room))):
        assert [] == [words for words in (ANA, "Ben", "secret reason", "formula") if words in text]


def test_the_three_forms_have_the_same_cells(room: Class) -> None:
    """JSON, JSON Lines and CSV have each column of the codebook in its order."""
    found = rows(room)
    expected = [{column: row[column] for column in COLUMNS} for row in found]

    assert expected == json.loads(choices_json(found)) == [json.loads(line) for line in choices_lines(found).splitlines()]
    assert [",".join(COLUMNS), *(",".join(row.values()) for row in expected)] == choices_csv(found).removeprefix("\ufeff").splitlines()


def test_the_codebook_explains_every_column_and_value(room: Class) -> None:
    """Each column, role, scene and option that can stand in a row has its line."""
    found = rows(room)
    lines = codebook(room.opened.machine, found).splitlines()
    known = {tuple(line.split(",")[:2]) for line in lines}

    assert {("column", name) for name in COLUMNS} <= known
    assert {("option", f"{row['scene']}/{row['role']}/{row['option']}") for row in found} <= known
    assert {("scene", row["scene"]) for row in found} | {("role", row["role"]) for row in found} <= known


def test_pseudonyms_of_a_lesson_and_its_people_differ_by_export(room: Class) -> None:
    """Two exports cannot be joined by what people are called in them."""
    seats = room.live.now.lesson.seats

    assert pseudonyms(seats, b"one")["s1"] != pseudonyms(seats, b"two")["s1"]
