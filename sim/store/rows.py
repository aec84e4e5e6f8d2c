"""What every database of sessions has alike: how its rows are read, and what is said of what is not there.

Rule 1: no statement and no connection; those differ from one database to the next.
"""

from collections.abc import Iterable
from typing import TypeAlias

from pydantic import TypeAdapter, ValidationError

from sim.errors import Illegal, InvalidLog, Missing, Stale
from sim.model.events import Entry, Played
from sim.model.ids import ActId, CourseId, OutcomeClassId, ScenarioId, SceneId, SessionId
from sim.model.nearest import nearest
from sim.store.log import Standing, Summary

PLAYED: TypeAdapter[tuple[Played, ...]] = TypeAdapter(tuple[Played, ...])
"""Who plays which role, as JSON and back."""

SummaryRow: TypeAlias = tuple[
    SessionId, ScenarioId, str, ActId, CourseId, str, str, SessionId | None, str, str, int, SceneId, int, OutcomeClassId | None
]
"""Session, scenario, title, act, course, hash of the edition, who plays, forked from, first and last time, entries, scene, turn, ended."""


def summary_of(row: SummaryRow) -> Summary:
    """Return the line of a list of sessions that stands in a row."""
    session, scenario, title, act, course, whole_hash, played, forked_from, created, last, entries, scene, turn, ended = row
    return Summary(
        *(session, scenario, title, act, course, whole_hash),
        played=PLAYED.validate_json(played),
        forked_from=forked_from,
        created=created,
        last=last,
        entries=entries,
        standing=Standing(scene, turn, ended),
    )


def entry_of(session: SessionId, place: int, number: int, body: str) -> Entry:
    """Return the entry that stands in a row.

    Args:
        session: whose log it belongs to.
        place: which one of that log it has to be, from 1.
        number: the number in the row.
        body: the entry as JSON.

    Raises:
        InvalidLog: it is damaged, or not the one that belongs there.

    """
    try:
        entry = Entry.model_validate_json(body, strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        cause = f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
    else:
        if entry.number == number == place:
            return entry
        cause = f"it is numbered {entry.number}"
    message = f"entry {place} of session {session!r} is damaged ({cause}); the {place - 1} before it are good"
    raise InvalidLog(message, "damaged-entry")


def unknown_session(session: SessionId, known: Iterable[SessionId]) -> Missing:
    """Return the refusal of a session that is not there, with the nearest of those that are."""
    near = nearest(session, known)
    hint = f"did you mean {near!r}?" if near else "`sim sessions` lists those there are"
    return Missing(f"there is no session {session!r}; {hint}", "unknown-session")


def taken_name(session: SessionId) -> Illegal:
    """Return the refusal of a second session of one name."""
    return Illegal(f"there is a session {session!r} already; give this one another name", "session-exists")


def unknown_edition(whole_hash: str) -> Missing:
    """Return the refusal to hand over an edition that is not kept."""
    return Missing(
        f"the edition {whole_hash[:12]} of the scenario is not kept here; open the scenario it was played with", "unknown-edition"
    )


def edition_to_keep(whole_hash: str) -> Missing:
    """Return the refusal of a session whose edition is not kept."""
    return Missing(f"the edition {whole_hash[:12]} of the scenario is not kept here; keep it before a session names it", "unknown-edition")


def decided_twice() -> InvalidLog:
    """Return the refusal of a whole log with two choices of one role in one turn."""
    return InvalidLog("a role decides twice in one turn of this log, and a sealed choice is final", "decided-twice")


def decided_elsewhere(session: SessionId) -> Stale:
    """Return the refusal of a choice that the log holds already."""
    return Stale(
        f"session {session!r} holds a choice of this role in this turn already; load it again and decide anew", "continued-elsewhere"
    )
