"""Where sessions are kept, and how a kept one is opened again with the edition it was played with."""

from datetime import UTC, datetime
from pathlib import Path

from sim.cli.config import Config
from sim.cli.foreseeing import ready_again
from sim.errors import Illegal, Missing
from sim.library import OpenScenario, open_edition
from sim.model.ids import SessionId
from sim.model.nearest import nearest
from sim.store.live import LiveSession
from sim.store.log import SessionLog, Summary
from sim.store.sqlite import SqliteLog


def open_log(config: Config) -> SqliteLog:
    """Open the file of sessions, or make it.

    Raises:
        StorageFailed: it cannot be opened.

    """
    return SqliteLog(config.data / "sessions.db")


def now() -> str:
    """Return the time as a log has it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def chosen(log: SqliteLog, wanted: SessionId | None, *, unfinished: bool = False) -> Summary:
    """Return a session by its name; without a name, one's own that was used last, which is never the play of a group of a lesson.

    Args:
        log: where sessions are kept.
        wanted: its name, or None.
        unfinished: whether, without a name, only sessions count that have not ended.

    Raises:
        Missing: there is none; the message names the nearest, or says how to begin.

    """
    known = log.sessions()
    if wanted is None:
        of_classes = log.lessons().plays()
        own = (summary for summary in known if summary.session not in of_classes)
        found = next((summary for summary in own if not (unfinished and summary.standing.ended)), None)
        if found is None:
            message = f"there is no {'unfinished ' if unfinished else ''}session; `sim play` begins one"
            raise Missing(message, "no-session")
        return found
    found = next((summary for summary in known if summary.session == wanted), None)
    if found is None:
        guess = nearest(wanted, [summary.session for summary in known])
        hint = f"; did you mean {guess!r}?" if guess else ""
        message = f"there is no session {ascii(wanted)[1:-1][:80]!r}; `sim sessions` lists them{hint}"
        raise Missing(message, "unknown-session")
    return found


def must_be_own(log: SqliteLog, session: SessionId, remedy: str) -> None:
    """Refuse a session that a group of a lesson plays, which only the lesson's server goes on with.

    Args:
        log: where sessions are kept.
        session: its name.
        remedy: what to do instead, with `{session}` and `{lesson}` where their names belong.

    Raises:
        Illegal: a group of a lesson plays it.

    """
    lesson = log.lessons().plays().get(session)
    if lesson is not None:
        message = f"session {session!r} is the play of a group of lesson {lesson!r}; {remedy.format(session=session, lesson=lesson)}"
        raise Illegal(message, "of-a-lesson")


def reopened(log: SessionLog, summary: Summary, cache: Path | None = None) -> tuple[OpenScenario, bool]:
    """Return the edition a session was played with, and whether it is, word for word, a scenario that came with the program.

    Args:
        log: where sessions are kept.
        summary: the session.
        cache: where checked scenarios are remembered.

    """
    opened = open_edition(summary.scenario, summary.whole_hash, lambda: log.edition(summary.whole_hash), cache)
    return opened, opened.origin == "shipped"


def resumed(log: SessionLog, summary: Summary, config: Config) -> tuple[LiveSession, OpenScenario, bool]:
    """Open a kept session for play; with it the edition it was played with, and whether that came with the program."""
    opened, ours = reopened(log, summary, config.checked)
    foreseen = ready_again(opened.machine, log.read(summary.session), config.computed)
    return LiveSession.resume(log, opened.machine, summary.session, now, foreseen), opened, ours
