"""A lesson for programs and spreadsheets: everything its log and those of its groups hold, with pseudonyms unless names are wanted.

Rule 1: with pseudonyms no name that was given leaves here, nor anything by which two exports of one lesson can be joined; nothing that
opens a seat or a console leaves here at all.
"""

from __future__ import annotations

import hmac
import json
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sim.engine.lesson import Lesson
from sim.model.events import Entry, Judged
from sim.model.ids import GroupId, SeatId
from sim.model.leading import Allowed
from sim.model.lesson import LessonEntry
from sim.report.hour.names import in_place_of, names_of, replaced
from sim.report.spreadsheet import table

SCHEMA = 1
"""Version of all three forms."""
Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"

_SECRET = frozenset({"key", "ticket", "token", "resume"})
"""Fields that open something, or that a browser made up."""
_TYPED = frozenset({"given"})
"""Fields with a name that somebody typed, which others may bear: a pseudonym for it would tell who was called alike."""
_WORDS = frozenset({"words", "reason"})
COLUMNS = {
    "log": "lesson, or the group whose play it is",
    "number": "place in that log, from 1",
    "time": "when, UTC",
    "by": "who acted: a seat, a role, facilitator, bot, chance or clock",
    "kind": "what happened, as docs/reference/sessions.md names it",
    "seat": "the seat that it is about",
    "group": "the group that it is about",
    "role": "the role that it is about",
    "turn": "the turn in which it happened",
    "option": "id of the option that was wanted, chosen or entered",
    "expectation": "what was expected of the tension: falls or rises",
    "words": "what was said, noted or given as a reason, or the name of who joined",
    "to": "the role that a message went to; the act, turn or entry that was gone on to",
    "about": "the news, scene, document or role that it is about",
    "quote": "the words of the document that were opened",
    "support": "how well a claim was found supported: well, partly, poorly or cannot-tell",
    "seconds": "how long a clock was set to, or was given more",
    "more": "everything else, as name: value; name: value",
}
"""Each column of the table with what it means, in order; empty where it means nothing for the kind."""
_ABOUT = ("inject", "scene", "source", "about")
_OWN = ("kind", "seat", "group", "role", "turn", "option", "expectation", "to", "quote", "support", "seconds")
"""Fields of an event that have a column of their name."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A lesson as it is kept."""

    entries: tuple[LessonEntry, ...]
    logs: Mapping[GroupId, tuple[Entry, ...]]
    """Of the sessions of its groups."""
    lesson: Lesson


def pseudonyms(seats: Iterable[SeatId], salt: bytes) -> dict[SeatId, str]:
    """Return what each seat is called in one export; another salt gives other names."""
    return {seat: f"P-{b32encode(hmac.digest(salt, seat.encode(), 'sha256')[:5]).decode()}" for seat in seats}


def as_json(taught: Taught, people: Mapping[SeatId, str] | None) -> str:
    """Return a lesson as one JSON object.

    Args:
        taught: the lesson.
        people: what each seat is called; None: by its own name.

    """
    logs = {name: [*entries] for name, entries in _logs(taught, people)}
    whole: Json = {**_about(taught, people), "entries": logs.pop("lesson"), "sessions": logs}
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n"


def as_lines(taught: Taught, people: Mapping[SeatId, str] | None) -> str:
    """Return a lesson as JSON Lines: what it is, then each entry with the log it stands in."""
    found = ({"log": log, **entry} for log, entries in _logs(taught, people) for entry in entries)
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in (_about(taught, people), *found))


def as_csv(taught: Taught, people: Mapping[SeatId, str] | None) -> str:
    """Return a line for each entry, under a line of headings."""
    return table([*COLUMNS], (_row(log, entry) for log, entries in _logs(taught, people) for entry in entries))


def _about(taught: Taught, people: Mapping[SeatId, str] | None) -> dict[str, Json]:
    began = taught.lesson.began
    known = [*taught.lesson.seats.values()]
    if people is not None:
        known.sort(key=lambda seat: people[seat.id])  # the order of joining would tell who is who
    seats: list[Json] = [
        {
            "seat": people[seat.id] if people is not None else seat.id,
            "name": people[seat.id] if people is not None else seat.name,
            "group": seat.place.group if seat.place else None,
            "role": seat.place.role if seat.place else None,
            "consents": seat.consents,
        }
        for seat in known
    ]
    return {
        "lesson_version": SCHEMA,
        "lesson": began.lesson,
        "scenario": began.scenario,
        "act": began.act,
        "course": began.course,
        "rules_hash": began.rules_hash,
        "whole_hash": began.whole_hash,
        "pseudonyms": people is not None,
        "seats": seats,
    }


def _logs(taught: Taught, people: Mapping[SeatId, str] | None) -> Iterator[tuple[str, list[dict[str, Json]]]]:
    """Yield each log under its name, the lesson's own first, with its entries as they may be read."""
    mask = _Mask(taught.lesson, people)
    yield "lesson", [mask.entry(entry) for entry in taught.entries]
    for group, entries in taught.logs.items():
        yield group, [mask.entry(entry) for entry in entries]


class _Mask:
    """Takes out of entries what may not leave."""

    def __init__(self, lesson: Lesson, people: Mapping[SeatId, str] | None) -> None:
        self._people = people or {}
        self._left_out = _SECRET if people is None else _SECRET | _TYPED
        self._called = {**self._people, **{one.seat: one.seat for one in lesson.facilitators}} if people is not None else {}
        leading = [(one.name, one.seat) for one in lesson.facilitators]
        seats = [(name, self._called[seat.id]) for seat in lesson.seats.values() for name in names_of(seat)] if people is not None else []
        self._names = in_place_of((*leading, *seats)) if people is not None else {}

    def entry(self, entry: LessonEntry | Entry) -> dict[str, Json]:
        """Return an entry as JSON."""
        found: dict[str, Json] = entry.model_dump(mode="json")
        if self._people and isinstance(entry.event, Allowed):
            found["event"] = {"kind": entry.event.kind}  # who needed more time is nobody's to know
        if self._people and isinstance(entry.event, Judged):
            found["event"] = entry.event.model_dump(mode="json", exclude={"support"})  # told as counts of all groups alone
        return {field: self._value(value, field) for field, value in found.items() if field not in _SECRET}

    def _value(self, value: Json, field: str) -> Json:
        if isinstance(value, str):
            if field in _WORDS:
                return replaced(value, self._names)
            return self._names.get(value, value) if field == "name" else self._people.get(value, value) if field == "seat" else value
        if isinstance(value, Mapping):
            found = {name: self._value(inner, name) for name, inner in value.items() if name not in self._left_out}
            whose = value.get("seat")
            if "name" in found and isinstance(whose, str) and whose in self._called:
                found["name"] = self._called[whose]  # two people may bear one name
            return found
        if isinstance(value, Sequence):
            return [self._value(inner, field) for inner in value]
        return value


def _row(log: str, entry: Mapping[str, Json]) -> tuple[str, ...]:
    event = entry["event"]
    fields: dict[str, Json] = (
        {name: value for name, value in event.items() if value not in (None, "")} if isinstance(event, Mapping) else {}
    )
    found: dict[str, Json] = {"log": log, "number": entry["number"], "time": entry["time"], "by": entry["seat"]}
    found["turn"] = entry.get("turn")
    found["words"] = _first(fields, ("words", "reason", "name"))
    found["about"] = _first(fields, _ABOUT)
    found |= {name: fields.pop(name) for name in _OWN if name in fields}
    found["more"] = "; ".join(f"{name}: {_told(value)}" for name, value in fields.items())
    return tuple("" if (cell := found.get(name)) is None else str(cell) for name in COLUMNS)


def _first(fields: dict[str, Json], names: Iterable[str]) -> Json:
    """Take out the first field of these names that says something, and return it."""
    return next((fields.pop(name) for name in names if fields.get(name)), None)


def _told(value: Json) -> str:
    """Return a value as it is read in a cell: what stands together is divided by spaces, what follows one another by commas."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return " ".join(_told(inner) for inner in value.values() if inner is not None)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(_told, value))
    return str(value)
