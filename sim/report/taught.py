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
from sim.model.events import Entry
from sim.model.ids import GroupId, SeatId
from sim.model.leading import Allowed
from sim.model.lesson import LessonEntry
from sim.report.hour.names import in_place_of, replaced
from sim.report.spreadsheet import table

SCHEMA = 1
"""Version of all three forms."""
Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"

_SECRET = frozenset({"key", "ticket", "token", "resume"})
"""Fields that open something, or that a browser made up."""
_WORDS = frozenset({"words", "reason"})
_COLUMNS = ("log", "number", "time", "by", "kind", "seat", "group", "role", "turn", "option", "words", "rest")


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
    return table(_COLUMNS, (_row(log, entry) for log, entries in _logs(taught, people) for entry in entries))


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
        self._called = {**self._people, **{one.seat: one.seat for one in lesson.facilitators}} if people is not None else {}
        leading = [(one.name, one.seat) for one in lesson.facilitators]
        seats = [(seat.name, self._called[seat.id]) for seat in lesson.seats.values()] if people is not None else []
        self._names = in_place_of((*leading, *seats)) if people is not None else {}

    def entry(self, entry: LessonEntry | Entry) -> dict[str, Json]:
        """Return an entry as JSON."""
        found: dict[str, Json] = entry.model_dump(mode="json")
        if self._people and isinstance(entry.event, Allowed):
            found["event"] = {"kind": entry.event.kind}  # who needed more time is nobody's to know
        return {field: self._value(value, field) for field, value in found.items() if field not in _SECRET}

    def _value(self, value: Json, field: str) -> Json:
        if isinstance(value, str):
            if field in _WORDS:
                return replaced(value, self._names)
            return self._names.get(value, value) if field == "name" else self._people.get(value, value) if field == "seat" else value
        if isinstance(value, Mapping):
            found = {name: self._value(inner, name) for name, inner in value.items() if name not in _SECRET}
            whose = value.get("seat")
            if "name" in found and isinstance(whose, str) and whose in self._called:
                found["name"] = self._called[whose]  # two people may bear one name
            return found
        if isinstance(value, Sequence):
            return [self._value(inner, field) for inner in value]
        return value


def _row(log: str, entry: Mapping[str, Json]) -> tuple[str, ...]:
    event = entry["event"]
    fields = {**event} if isinstance(event, Mapping) else {}
    written = [fields.pop(name, None) for name in ("words", "reason", "name")]
    words = next((text for text in written if isinstance(text, str) and text), "")
    turn = fields.pop("turn", entry.get("turn"))
    told = [fields.pop(name, None) for name in ("kind", "seat", "group", "role")]
    option = fields.pop("option", None)
    rest = json.dumps({name: value for name, value in fields.items() if value is not None}, ensure_ascii=False)
    cells = (log, entry["number"], entry["time"], entry["seat"], *told, turn, option, words, rest if rest != "{}" else "")
    return tuple("" if cell is None else str(cell) for cell in cells)
