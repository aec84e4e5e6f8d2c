"""What `sim lessons export` does."""

import secrets
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from sim.cli.lessons_kept import archive, read
from sim.cli.output import printable, talk
from sim.engine.lesson import Lesson
from sim.errors import Missing, StorageFailed
from sim.library import reopen
from sim.model.ids import LessonId, SeatId
from sim.report.research import choices, choices_csv, choices_json, choices_lines, codebook
from sim.report.spreadsheet import table
from sim.report.taught import Taught, as_csv, as_json, as_lines, pseudonyms
from sim.store.anew import write_anew_bytes
from sim.store.lessons import Archive

_FORMS: Mapping[str, Callable[[Taught, Mapping[SeatId, str] | None], str]] = {"csv": as_csv, "json": as_json, "jsonl": as_lines}
_ROWS = {"csv": choices_csv, "json": choices_json, "jsonl": choices_lines}
_SALT = 16
"""Bytes from which the pseudonyms of one export follow; they are kept nowhere."""


def export(database: str | None, lesson: LessonId, target: Path | None, form: str | None, key: Path | None, *, named: bool) -> None:
    """Write a lesson to a file, to each form in a folder, or to standard output."""
    if target is None and sys.stdout.isatty():
        message = f"--to names where it is written, such as --to {lesson}.csv or a folder; without it, send it on: > {lesson}.jsonl"
        raise click.UsageError(message)
    places = _places(lesson, target, form)
    _must_be_free([*places, *([key] if key else [])])
    with archive(database) as kept:
        taught = _taught(kept, lesson)
    people = None if named else pseudonyms(taught.lesson.seats, secrets.token_bytes(_SALT))
    if target is None:
        click.echo(printable(_FORMS[form or "jsonl"](taught, people)), nl=False)
    for place in places:
        _write(place, _FORMS[form or place.suffix.removeprefix(".")](taught, people))
    _write_key(key, taught.lesson, people or {seat: seat for seat in taught.lesson.seats})


def export_research(database: str | None, lesson: LessonId, target: Path, form: str, key: Path | None) -> None:
    """Write the choices of those who agreed, and the codebook, to a folder."""
    places = target / f"choices.{form}", target / "codebook.csv"
    _must_be_free([*places, *([key] if key else [])])
    with archive(database) as kept:
        taught = _taught(kept, lesson)
        edition = kept.sessions.edition(taught.lesson.began.whole_hash)
    machine = reopen(edition.scenario, edition.corpus).machine
    salt = secrets.token_bytes(_SALT)
    people = pseudonyms(taught.lesson.seats, salt)
    rows = choices(taught, machine, people, pseudonyms([lesson], salt)[lesson])
    if not rows:
        message = f"nobody in lesson {lesson!r} who agreed to research has chosen anything; `sim lessons consent` notes who agrees"
        raise Missing(message, "nobody-agreed")
    _make(target)
    _write(places[0], _ROWS[form](rows))
    _write(places[1], codebook(machine, rows, taught.lesson.began.arms))
    _write_key(key, taught.lesson, {seat.id: people[seat.id] for seat in taught.lesson.seats.values() if seat.consents})


def _taught(kept: Archive, name: LessonId) -> Taught:
    entries = read(kept, name)
    lesson = Lesson.open(entries)
    return Taught(entries, {group.id: kept.sessions.read(group.session)[: group.entries] for group in lesson.groups.values()}, lesson)


def _places(lesson: LessonId, target: Path | None, form: str | None) -> list[Path]:
    """Return the files to write: the one that is named, or in a folder one for each form."""
    if target is None:
        return []
    if target.is_dir() or not target.suffix:
        _make(target)
        return [target / f"{lesson}.{ending}" for ending in ([form] if form else _FORMS)]
    if form is None and target.suffix.removeprefix(".") not in _FORMS:
        message = f"nothing is written to a file that ends in {target.suffix!r} without --format; there are: {', '.join(_FORMS)}"
        raise click.UsageError(message)
    return [target]


def _must_be_free(places: list[Path]) -> None:
    for place in places:
        if place.exists():
            message = f"{place} exists already; name another file or take it away"
            raise StorageFailed(message, "file-exists")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        message = f"{folder} cannot be made: {error.strerror}"
        raise StorageFailed(message, "folder-not-made") from error


def _write(place: Path, text: str) -> None:
    write_anew_bytes(place, [text.encode()])
    talk(f"sim: wrote {place}")


def _write_key(place: Path | None, lesson: Lesson, people: Mapping[SeatId, str]) -> None:
    if place is not None:
        _write(place, table(("called", "seat", "name"), ((called, seat, lesson.seats[seat].name) for seat, called in people.items())))
        talk(f"sim: {place} says who is who; keep it apart from the rest")
