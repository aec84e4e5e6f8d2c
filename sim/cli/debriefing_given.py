"""What `sim debrief` is given: kept sessions and lessons, exported files, or folders of such; told apart, and labelled."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sim.cli.config import read_config
from sim.cli.keeping import chosen, open_log, reopened
from sim.cli.kept import at_hand, kept, session_bytes
from sim.engine.lesson import Lesson
from sim.engine.session import Session
from sim.errors import InvalidLog, Missing
from sim.library import OpenScenario, open_edition
from sim.model.ids import RoleId
from sim.report.hour.debriefed import Remark
from sim.report.hour.lesson import label, notes, people, remarks, teams
from sim.report.hour.votes import voted
from sim.store import portable
from sim.store.earlier import earlier_plays
from sim.store.lessons import Archive

_SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class Found:
    """One play, where it was found, and the edition it was played with."""

    name: str
    """The session's name, or what the file is called without its ending."""
    session: Session
    opened: OpenScenario
    ours: bool
    label: str = ""
    """What a group of a lesson is called; empty for other plays."""
    remarks: tuple[Remark, ...] = ()
    """What was said beside it in its lesson."""
    people: Mapping[str, str] = field(default_factory=dict)
    """Names of those who played, each with what takes its place."""
    closed: bool = False
    """Whether its lesson is over, so that nobody goes on with it."""
    teams: Mapping[RoleId, int] = field(default_factory=dict)
    """How many people of a class have each role."""
    notes: tuple[tuple[str, str], ...] = ()
    """What the facilitator of its lesson noted, each time with the words, for the facilitator alone."""
    of_class: bool = False
    """Whether a group of a lesson played it, so that how claims were judged is told as counts alone."""


def found(wanted: Sequence[str]) -> tuple[Found, ...]:
    """Return the plays that are named, each once, in an order that tells nothing of who played: by when they began.

    Raises:
        Missing: there is no such session, or no exported session in a folder.
        InvalidLog: a file is damaged, or the plays are of different rules.

    """
    plays = [play for name in wanted or [""] for play in _named(name)]
    different = {_trace(play): play for play in plays}
    first = plays[0].session.began
    for play in plays:
        if play.session.began.rules_hash != first.rules_hash:
            message = f"{play.name} was played by other rules than {plays[0].name}; only plays of one scenario stand side by side"
            raise InvalidLog(message, "other-rules")
    return tuple(different.values() if all(play.label for play in plays) else (different[key] for key in sorted(different)))


def _trace(play: Found) -> tuple[str, str]:
    """Return when a play began, and what tells it from others that began at the same time."""
    log = play.session.log
    return log[0].time, hashlib.sha256("\n".join(entry.model_dump_json() for entry in log).encode()).hexdigest()


def _named(name: str) -> Iterator[Found]:
    place = Path(name)
    if name and place.is_dir():
        yield from _folder(place)
    elif place.suffix == _SUFFIX:
        yield _file(place, {})
    elif lesson := _lesson(name):
        yield from lesson
    else:
        yield _kept(name or None)


def _lesson(name: str) -> tuple[Found, ...]:
    """Return the plays of a kept lesson's groups, in the order of the groups; none where there is no such lesson."""
    with open_log(read_config()) as log:
        lessons = log.lessons()
        if name not in lessons.lessons():
            return ()
        entries = lessons.read(name)
        lesson = Lesson.open(entries)
        if not lesson.groups:
            message = f"no group of lesson {name!r} has played yet"
            raise Missing(message, "no-session")
        opened, ours = reopened(log, chosen(log, next(iter(lesson.groups.values())).session))
        plays = {group: Session.open(opened.machine, log.read(held.session)) for group, held in lesson.groups.items()}
    names, cast = people(lesson), voted(entries)
    return tuple(
        Found(
            *(session.began.session, session, opened, ours, label(group), remarks(lesson, session, group, cast), names, lesson.ended),
            teams=teams(lesson, group),
            notes=notes(lesson),
            of_class=True,
        )
        for group, session in plays.items()
    )


def classes_before(plays: Sequence[Found]) -> tuple[Session, ...]:
    """Return the plays of earlier lessons that are kept here, of a class alone: who plays alone is compared with nobody."""
    if not all(play.label for play in plays):
        return ()
    machine, shown = plays[0].opened.machine, {play.session.began.session for play in plays}
    with open_log(read_config()) as log:
        logs = earlier_plays(Archive(log, log.lessons()), plays[0].session.began.rules_hash, shown)
    return tuple(Session.open(machine, entries) for entries in logs)


def exported(folder: Path) -> tuple[Found, ...]:
    """Return the exported sessions of a folder, in the order of their names.

    Raises:
        Missing: there is none.
        InvalidLog: a file is damaged.

    """
    return tuple(_folder(folder))


def _folder(folder: Path) -> Iterator[Found]:
    files = sorted(folder.glob(f"*{_SUFFIX}"))
    if not files:
        message = f"there is no exported session (*{_SUFFIX}) in {folder}; `sim export --to {folder}/FILE{_SUFFIX}` writes one"
        raise Missing(message, "no-file")
    editions: dict[str, tuple[OpenScenario, bool]] = {}
    for file in files:
        yield _file(file, editions)


def _kept(name: str | None) -> Found:
    one = kept(name)
    return Found(one.session.began.session, one.session, one.opened, one.ours, of_class=one.of_class)


def _file(file: Path, editions: dict[str, tuple[OpenScenario, bool]]) -> Found:
    """Read a file; editions that were opened before are not opened again."""
    data = session_bytes(file)
    try:
        read = portable.read(data)
        if read.header.whole_hash not in editions:
            editions[read.header.whole_hash] = _edition(read)
        opened, ours = editions[read.header.whole_hash]
        session = portable.replayed(opened.machine, read.entries)
    except InvalidLog as error:
        message = f"{file}: {error}"
        raise InvalidLog(message, error.code) from error
    return Found(file.stem, session, opened, ours)


def _edition(read: portable.Portable) -> tuple[OpenScenario, bool]:
    header = read.header
    opened = open_edition(header.scenario, header.whole_hash, lambda: read.edition or at_hand(header))
    return opened, opened.origin == "shipped"
