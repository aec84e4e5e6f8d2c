"""What `sessions`, `replay`, `export` and `import` do with the sessions that are kept."""

import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import click

from sim.cli.config import read_config
from sim.cli.keeping import chosen, must_be_own, open_log, reopened
from sim.cli.output import columns, talk, tell, tell_json
from sim.engine.session import Session
from sim.errors import InvalidLog, SimError, StorageFailed
from sim.library import OpenScenario, open_scenario, reopen, shipped
from sim.model.ids import ActId, LessonId, SceneId, SessionId
from sim.model.scenario import Scenario
from sim.report.debrief import review
from sim.report.judgements import without_judgements
from sim.report.markdown import markdown
from sim.report.text import text
from sim.store import portable
from sim.store.anew import write_anew
from sim.store.kept import Edition
from sim.store.log import SessionLog, Summary
from sim.store.ordinary import ordinary
from sim.terminal.clockface import on_day

_NO_SESSION = "no session of your own is kept yet; `sim play` begins one"
_NO_GROUP = "no group of a lesson has played yet; `sim host` begins a lesson"
_KEPT_TOGETHER = "it is kept as long as the lesson is, and goes with it: sim lessons delete {lesson}"


def list_sessions(*, as_json: bool, lessons: bool = False) -> None:
    """Print a line, or a JSON object, for each session of one's own.

    Args:
        as_json: write JSON for programs, which has the plays of lessons too, each with its lesson.
        lessons: list what groups of lessons play instead.

    """
    with open_log(read_config()) as log:
        everything, of_classes = log.sessions(), log.lessons().plays()
        known = [summary for summary in everything if as_json or (summary.session in of_classes) == lessons]
        acts = _acts(log, known)
    if as_json:
        tell_json({"sessions": [_as_json(summary, acts[summary.session], of_classes.get(summary.session)) for summary in known]})
        return
    if not known:
        talk(f"sim: {_NO_GROUP if lessons else _NO_SESSION}")
    _list(known, acts)
    if not lessons and len(known) < len(everything):
        others = len(everything) - len(known)
        what = "1 play of a group of a lesson is" if others == 1 else f"{others} plays of groups of lessons are"
        talk(f"sim: {what} kept too; see `sim sessions --lessons`")


def _list(known: Sequence[Summary], acts: Mapping[SessionId, ActId]) -> None:
    width = max((len(summary.session) for summary in known), default=0)
    for summary in known:
        standing = f"ended: {summary.standing.ended}" if summary.standing.ended else f"turn {summary.standing.turn}"
        people = ", ".join(played.role for played in summary.played if played.by == "person") or "nobody"
        tell(f"{summary.session:<{width}}  {on_day(summary.last)}  {summary.title}, {acts[summary.session]}  {people}  {standing}")


def _acts(log: SessionLog, known: Sequence[Summary]) -> dict[SessionId, ActId]:
    """Return in which act each session stands: in a campaign, not always the one that it began with."""
    places: dict[str, dict[SceneId, ActId]] = {}
    for name in {summary.whole_hash for summary in known}:
        with suppress(SimError, ValueError):  # a copy that this version cannot read; its sessions are listed by their first act
            acts = Scenario.model_validate_json(log.edition(name).scenario).acts
            places[name] = {scene.id: act.id for act in acts for scene in act.scenes}
    return {summary.session: places.get(summary.whole_hash, {}).get(summary.standing.scene, summary.act) for summary in known}


def _as_json(summary: Summary, act_now: ActId, lesson: LessonId | None) -> dict[str, str | int | list[dict[str, str]] | None]:
    return {
        "session": summary.session,
        "scenario": summary.scenario,
        "title": summary.title,
        "act": summary.act,
        "act_now": act_now,
        "course": summary.course,
        "played": [{"role": played.role, "by": played.by} for played in summary.played],
        "forked_from": summary.forked_from,
        "lesson": lesson,
        "created": summary.created,
        "last": summary.last,
        "entries": summary.entries,
        "turn": summary.standing.turn,
        "scene": summary.standing.scene,
        "outcome": summary.standing.ended,
    }


def delete(session: SessionId, *, sure: bool) -> None:
    """Delete a session after its name has been typed again."""
    with open_log(read_config()) as log:
        summary = chosen(log, session)
        must_be_own(log, session, _KEPT_TOGETHER)
        if not sure:
            if not sys.stdin.isatty():
                message = "deleting asks for the name again, and nobody is there to type it; say --yes"
                raise click.UsageError(message)
            talk(f"{summary.title}, {summary.act}: {summary.entries} entries, begun {summary.created[:10]}. Deleted is deleted.")
            if click.prompt("Type its name to delete it", err=True) != session:
                message = "that was another name; nothing was deleted"
                raise click.UsageError(message)
        log.delete(session)
    talk(f"sim: deleted {session}")


def replay(session: SessionId | None, form: str, width: int | None) -> None:
    """Print the account of a session."""
    found = kept(session)
    account = review(found.session, found.opened.grounds, ours=found.ours)
    account = without_judgements(account) if found.of_class else account
    if form == "json":
        tell_json({"review": account.model_dump(mode="json")})
    else:
        tell((markdown(account) if form == "markdown" else text(account, columns(width))).rstrip("\n"))


class Kept(NamedTuple):
    """A session as its log has it."""

    session: Session
    opened: OpenScenario
    """The edition it was played with."""
    ours: bool
    """Whether that came with the program."""
    of_class: bool
    """Whether a group of a lesson played it, so that how claims were judged is told as counts alone."""


def kept(session: SessionId | None) -> Kept:
    """Return a session by its name, also the play of a group of a lesson; without a name, one's own that was used last."""
    with open_log(read_config()) as log:
        summary = chosen(log, session)
        opened, ours = reopened(log, summary)
        return Kept(Session.open(opened.machine, log.read(summary.session)), opened, ours, summary.session in log.lessons().plays())


def export(session: SessionId | None, target: Path | None, *, edition: bool) -> None:
    """Write a session's file, or print it."""
    with open_log(read_config()) as log:
        summary = chosen(log, session)
        of_class = summary.session in log.lessons().plays()
        lines = [*portable.write(log, summary.session, edition=edition, judged=not of_class)]
    if of_class:
        talk("sim: left out how claims were judged, which in a class is told as counts alone")
    if target is None:
        for line in lines:
            click.echo(line)
        return
    write_anew(target, lines)
    talk(f"sim: wrote {summary.session} to {target}")


def bring_in(file: Path) -> None:
    """Keep a session from a file and print its name."""
    found = portable.read(session_bytes(file))
    with open_log(read_config()) as log:
        edition = found.edition or at_hand(found.header)
        name = portable.bring_in(log, found, reopen(edition.scenario, edition.corpus).machine, edition)
    tell(name)
    talk(f"sim: kept as {name}; go on with: sim resume {name}")


def session_bytes(file: Path) -> bytes:
    """Return what stands in a session's file, or on standard input where its name is a hyphen."""
    try:
        if str(file) == "-":
            return sys.stdin.buffer.read(portable.SIZE + 1)
    except OSError as error:
        message = f"standard input cannot be read: {error.strerror}"
        raise StorageFailed(message, "file-not-read") from error
    return ordinary(file, portable.SIZE)


def at_hand(header: portable.Header) -> Edition:
    """Return the scenario at hand that has the same rules, for a file that carries none."""
    if header.scenario in shipped():
        opened = open_scenario(header.scenario)
        if opened.rules_hash == header.rules_hash:
            return Edition.of(opened.scenario, opened.corpus)
    message = (
        f"the file does not carry scenario {header.scenario!r}, and the one here has other rules or is missing; export it with its edition"
    )
    raise InvalidLog(message, "other-rules")
