"""What `sim lessons` does where lessons are kept: listing, consent, erasing, and deleting one of them or what is old."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import click

from sim.cli.config import read_config
from sim.cli.console_kept import forget_way
from sim.cli.hosting_alone import alone
from sim.cli.keeping import now
from sim.cli.output import Json, talk, tell, tell_json
from sim.engine.lesson import Lesson
from sim.engine.members import Seat
from sim.errors import Illegal, InvalidLog, Missing, Stale, StorageFailed
from sim.model.ids import LessonId, SeatId
from sim.model.leading import FACILITATOR, Ended, Erased
from sim.model.lesson import Consented, LessonEntry
from sim.model.nearest import nearest
from sim.store.erasing import erased_lesson, erased_session, names
from sim.store.lessons import Archive, Change
from sim.store.opening import open_log
from sim.store.retention import due, last_time
from sim.terminal.clockface import on_day

_TRIES = 20
"""How often erasing is tried anew while a lesson goes on."""
_STOP_FIRST = "it has in its memory what is to go, and would write it again; stop it with Ctrl-C, erase, and go on with sim host --lesson"
_STOP_TO_DELETE = "a server shows what it has in its memory; stop it with Ctrl-C, then delete"
_IN_COPIES = "sim: copies and exports that were made before still hold it; take those away too"
_ON_SERVER = "sim: the words are gone from the tables; the server's files and its write-ahead log hold them until they are cleaned up"


@contextmanager
def archive(database: str | None) -> Iterator[Archive]:
    """Open what keeps lessons: the file of sessions, or a database by its address."""
    with open_log(database or file()) as log:
        yield Archive(log, log.lessons())


def file() -> Path:
    """Return the file of sessions."""
    return read_config().data / "sessions.db"


def read(kept: Archive, lesson: LessonId) -> tuple[LessonEntry, ...]:
    """Return the log of a lesson; one that is not there gets the nearest name."""
    known = kept.lessons.lessons()
    if lesson not in known:
        guess = nearest(lesson, known)
        message = f"there is no lesson {lesson[:64]!r}; `sim lessons` lists them{f'; did you mean {guess!r}?' if guess else ''}"
        raise Missing(message, "unknown-lesson")
    return kept.lessons.read(lesson)


def list_lessons(database: str | None, *, as_json: bool) -> None:
    """Print a line, or a JSON object, for each lesson."""
    with archive(database) as kept:
        rows = sorted((_row(kept, name) for name in kept.lessons.lessons()), key=lambda row: str(row["began"]), reverse=True)
    if as_json:
        tell_json({"lessons": rows})
        return
    if not rows:
        talk("sim: no lesson is kept; `sim host` begins one")
    width = max((len(str(row["lesson"])) for row in rows), default=0)
    for row in rows:
        name = f"{row['lesson']:<{width}}"
        if row["damaged"]:
            tell(f"{name}  cannot be read: {row['damaged']}")
            continue
        ended = f"ended {_short(row['ended'])}" if row["ended"] else f"goes on, code {row['code']}"
        groups = f"groups {row['groups']}, seats {row['seats']}"
        tell(f"{name}  {row['scenario']}, {row['act']}  {groups}  began {_short(row['began'])}  {ended}")


def _short(time: Json) -> str:
    return on_day(str(time))


def _row(kept: Archive, name: LessonId) -> dict[str, Json]:
    try:
        entries = kept.lessons.read(name)
        lesson = Lesson.open(entries)
    except InvalidLog as error:
        return {"lesson": name, "began": "", "damaged": str(error)}
    return {
        "lesson": name,
        "code": kept.lessons.code(name),
        "scenario": lesson.began.scenario,
        "act": lesson.began.act,
        "groups": len(lesson.groups),
        "seats": len([seat for seat in lesson.seats.values() if not seat.released]),
        "began": entries[0].time,
        "ended": last_time(entries) if any(isinstance(entry.event, Ended) for entry in entries) else None,
        "damaged": None,
    }


def seat_of(lesson: Lesson, wanted: str) -> Seat:
    """Return a seat by its number, or by the name that it alone has; one that was released too."""
    named = [seat for seat in lesson.seats.values() if wanted == seat.id or wanted.casefold() == seat.name.casefold()]
    if len(named) == 1:
        return named[0]
    if named:
        message = f"several seats have this name: {', '.join(seat.id for seat in named)}; say which of them"
        raise Missing(message, "unknown-seat")
    message = f"nobody has seat {wanted[:40]!r} in lesson {lesson.began.lesson!r}; its seats: {', '.join(lesson.seats) or 'none'}"
    raise Missing(message, "unknown-seat")


def consent(database: str | None, lesson: LessonId, seats: Sequence[str], *, agrees: bool) -> None:
    """Note that seats agree, or agree no longer, to research."""
    with archive(database) as kept:
        held = Lesson.open(read(kept, lesson))
        time = now()
        events = [Consented(seat=seat_of(held, wanted).id, agrees=agrees) for wanted in seats]
        entries = [
            LessonEntry(number=number, time=time, seat=FACILITATOR, event=event) for number, event in enumerate(events, held.number + 1)
        ]
        for entry in entries:
            held = held.apply(entry)
        kept.lessons.commit(Change(lesson, tuple(entries)))
    agreed = ", ".join(seat.id for seat in held.seats.values() if seat.consents)
    tell(f"{lesson}: {agreed or 'nobody'} of {len(held.seats)} seats agreed to research")


def erase(database: str | None, lesson: LessonId, wanted: str, *, sure: bool) -> None:
    """Erase the name and the words of a seat; in a file only where no server has in its memory what is to go."""
    with nullcontext() if database else alone(file(), _STOP_FIRST), archive(database) as kept:
        seat = seat_of(Lesson.open(read(kept, lesson)), wanted)
        if not sure:
            _ask(seat)
        gone = _taken_out(kept, lesson, seat.id)
    tell(f"{lesson}: seat {seat.id} is erased")
    if database:
        talk(_ON_SERVER)
    else:
        _without_older(gone)
    talk(_IN_COPIES)


def _taken_out(kept: Archive, lesson: LessonId, seat: SeatId) -> tuple[str, ...]:
    """Erase a seat where it is kept, and return the name that is gone; anew where servers of a database have meanwhile gone on."""
    for _ in range(_TRIES):
        entries = kept.lessons.read(lesson)
        groups = Lesson.open(entries).groups.values()
        changed = {group.session: erased_session(kept.sessions.read(group.session), entries, seat) for group in groups}
        told = LessonEntry(number=len(entries) + 1, time=now(), seat=FACILITATOR, event=Erased(seat=seat))
        with suppress(Stale):
            kept.lessons.rewrite(lesson, erased_lesson(entries, seat), changed, told)
            return names(entries, seat)
    message = f"{lesson}: so much is new in it that nothing could be erased; try again when less is going on"
    raise StorageFailed(message, "store-busy")


def _ask(seat: Seat) -> None:
    if not sys.stdin.isatty():
        message = "erasing asks for the seat again, and nobody is there to type it; say --yes"
        raise click.UsageError(message)
    if click.prompt(f"Nothing brings the words of seat {seat.id} back. Type {seat.id} to erase them", err=True) != seat.id:
        message = "that was another seat; nothing was erased"
        raise click.UsageError(message)


def delete(database: str | None, lesson: LessonId, *, sure: bool) -> None:
    """Delete a lesson with its plays, and the way to its console; from a file only where no server has it in its memory."""
    with nullcontext() if database else alone(file(), _STOP_TO_DELETE), archive(database) as kept:
        held = Lesson.open(read(kept, lesson))
        if sure:
            _must_be_over(held)
        else:
            _ask_for_name(kept, held)
        kept.lessons.delete(lesson)
    forget_way(read_config().data, lesson)
    tell(f"{lesson}: deleted, with its plays")
    if database:
        talk(_ON_SERVER)
    else:
        _without_older([lesson])
    talk(_IN_COPIES)


def _may_be_held(lesson: Lesson) -> bool:
    """Whether a class may be in a lesson: it has not ended, and is no rehearsal."""
    return not (lesson.ended or lesson.began.rehearsal)


def _must_be_over(lesson: Lesson) -> None:
    """Refuse a lesson that a class may be in; where nobody is asked, a mistyped name would end it."""
    if _may_be_held(lesson):
        name = lesson.began.lesson
        message = f"lesson {name!r} has not ended, and a class may be in it; end it on its console, or leave --yes out and type its name"
        raise Illegal(message, "lesson-not-over")


def _ask_for_name(kept: Archive, lesson: Lesson) -> None:
    if not sys.stdin.isatty():
        message = "deleting asks for the name again, and nobody is there to type it; say --yes"
        raise click.UsageError(message)
    row = _row(kept, lesson.began.lesson)
    held = " It has not ended, and a class may be in it." if _may_be_held(lesson) else ""
    who = f"groups {row['groups']}, seats {row['seats']}"
    talk(f"{row['scenario']}, {row['act']}: {who}, begun {_short(row['began'])}.{held} Deleted is deleted.")
    if click.prompt("Type the name of the lesson to delete it with its plays", err=True) != row["lesson"]:
        message = "that was another name; nothing was deleted"
        raise click.UsageError(message)


def _without_older(gone: Sequence[str]) -> None:
    """Take away the copies that older versions of the tables left beside the file, where a name stands in them."""
    place = file()
    for copy in place.parent.glob(f"{place.name}.v*.bak"):
        data = copy.read_bytes()
        if any(name.encode() in data for name in gone):
            copy.unlink()
            talk(f"sim: took {copy} away, an older copy of the file in which it stood")


def _readable(kept: Archive) -> Iterator[tuple[LessonId, tuple[LessonEntry, ...]]]:
    """Yield the lessons that can be read, and say of the others that nobody knows how old they are."""
    for name in kept.lessons.lessons():
        try:
            yield name, kept.lessons.read(name)
        except InvalidLog as error:
            talk(f"sim: left as it is: {error}")


def purge(database: str | None, days: int, *, sure: bool) -> None:
    """Delete, or name, the lessons whose time is over."""
    with archive(database) as kept:
        old = due(_readable(kept), now(), days)
        for lesson, last in old:
            if sure:
                kept.lessons.delete(lesson)
                forget_way(read_config().data, lesson)
            tell(f"{lesson}  {'deleted' if sure else 'is due'}, last used {last[:10]}")
    if not old:
        talk(f"sim: no lesson has been over for {days} days")
    elif not sure:
        talk(f"sim: nothing was deleted; `sim lessons purge --days {days} --yes` deletes these with their plays")
