"""What a play shows of reading: who opened, judged and marked what, what was decided unread, and what one voice alone stands for.

Rule 1: what a role read is its own until the end, like its reasons.
"""

from collections.abc import Iterator

from sim.engine.rules import offered
from sim.engine.session import Session
from sim.engine.shown import show_note
from sim.model.events import PERSON, Chose, Judged, Marked, Opened
from sim.model.grounds import Grounds
from sim.model.ids import ActId, RoleId, SourceId
from sim.model.scene import Exercise, Scene
from sim.model.source import Basis, Citation
from sim.model.state import Turn
from sim.model.view import ShownNote
from sim.report.reading import (
    ReviewedGap,
    ReviewedJudgement,
    ReviewedMark,
    ReviewedOpening,
    ReviewedReading,
    ReviewedUnread,
    ReviewedVoice,
)
from sim.report.turns import decided_by, finished


def readings(session: Session, grounds: Grounds, role: RoleId | None, *, closed: bool = False) -> tuple[ReviewedReading, ...]:
    """Return what each role that a person plays has read; before the end only the role's whose account it is, unless nobody goes on."""
    people = {played.role for played in session.began.played if PERSON in (played.by, *session.taken_over(played.role))}
    return tuple(
        ReviewedReading(
            role=known.id,
            name=known.name,
            judged=tuple(_judged(session, known.id, grounds)),
            opened=tuple(
                ReviewedOpening(title=grounds.corpus.sources[source].title, quote=quote) for source, quote in _opened(session, known.id)
            ),
            marked=tuple(_marked(session, known.id, grounds)),
            unread=tuple(_unread(session, known.id, grounds)),
        )
        for known in session.machine.scenario.roles
        if known.id in people and (session.over or closed or known.id == role)
    )


def _opened(session: Session, role: RoleId, before: int | None = None) -> dict[tuple[SourceId, str], None]:
    """Return the passages that a role opened, oldest first; with `before`, only until an entry of that number."""
    events = (entry.event for entry in (session.log if before is None else session.log[: before - 1]))
    return dict.fromkeys((event.source, event.quote) for event in events if isinstance(event, Opened) and event.role == role)


def _judged(session: Session, role: RoleId, grounds: Grounds) -> Iterator[ReviewedJudgement]:
    seen: set[str] = set()
    for turn, _ in finished(session):
        plan = session.machine.plans[turn.state.scene]
        exercise = plan.scene.exercise
        if exercise is None or plan.scene.id in seen or role not in plan.readers:
            continue
        seen.add(plan.scene.id)
        events = (entry.event for entry in session.log)
        yield ReviewedJudgement(
            scene=plan.scene.id,
            heading=plan.scene.heading,
            claim=exercise.claim,
            supports=tuple(
                event.support for event in events if isinstance(event, Judged) and (event.role, event.scene) == (role, plan.scene.id)
            ),
            publishers=grounds.publishers(exercise.passages),
        )


def _marked(session: Session, role: RoleId, grounds: Grounds) -> Iterator[ReviewedMark]:
    sources = grounds.corpus.sources
    for entry in session.log:
        event = entry.event
        if isinstance(event, Marked) and event.role == role and event.source in sources:
            yield ReviewedMark(title=sources[event.source].title, words=event.words)


def _unread(session: Session, role: RoleId, grounds: Grounds) -> Iterator[ReviewedUnread]:
    for turn, until in finished(session):
        entries = session.kept[turn.steps : until]
        sealed = next((entry for entry in entries if isinstance(entry.event, Chose) and entry.event.role == role), None)
        if sealed is None or not isinstance(sealed.event, Chose) or decided_by(session, role, entries) != PERSON:
            continue  # nobody decided, or a bot for a person who watched; a bot reads nothing
        shown = {(cite.source, grounds.of(cite).words) for cite in _cited(session, turn, until, role)}
        if not shown & _opened(session, role, sealed.number).keys():
            plan = session.machine.plans[turn.state.scene]
            yield ReviewedUnread(turn=turn.number, heading=plan.scene.heading, label=plan.options[role][sealed.event.option].label)


def _cited(session: Session, turn: Turn, until: int, role: RoleId) -> Iterator[Citation]:
    """Yield everything that stood behind the page on which a role decided."""
    machine = session.machine
    scene = machine.plans[turn.state.scene].scene
    yield from scene.cites
    if scene.exercise:
        yield from scene.exercise.passages
    for option in offered(machine, turn.state, role):
        yield from option.cites
    for conflict in machine.scenario.conflicts:
        if conflict.id in scene.conflicts:
            for version in conflict.versions:
                yield from version.cites
    fired = {name for step in session.steps[max(turn.steps - 1, 0) : until] for name in step.injects}
    for inject in machine.lookup.act_of[scene.id].injects:
        if inject.id in fired and (not inject.roles or role in inject.roles):
            yield from inject.cites


def _owners(cites: tuple[Citation, ...], grounds: Grounds) -> dict[str, None]:
    return dict.fromkeys(owner for cite in cites for owner in grounds.of(cite).publishers)


def voices(session: Session, grounds: Grounds, role: RoleId | None, *, closed: bool = False) -> tuple[ReviewedVoice, ...]:
    """Return what was told in the finished turns, as reported or implied, for which one publisher alone stands.

    Before the end, of the claims that were to be judged, only those that the role whose account it is was asked to judge.
    """
    opened = session.over or closed
    return tuple(voice for turn, _ in finished(session) for voice in _voices(session, turn, grounds, role, opened=opened))


def _voices(session: Session, turn: Turn, grounds: Grounds, role: RoleId | None, *, opened: bool) -> Iterator[ReviewedVoice]:
    plan = session.machine.plans[turn.state.scene]
    for what, cites in _told(plan.scene, plan.scene.exercise if opened or role in plan.readers else None):
        owners = _owners(tuple(cite for cite in cites if cite.basis in (Basis.REPORTED, Basis.INFERRED)), grounds)
        if len(owners) == 1:
            yield ReviewedVoice(turn=turn.number, what=what, owner=grounds.corpus.owners[next(iter(owners))].name)


def _told(scene: Scene, exercise: Exercise | None) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    yield scene.heading, scene.cites
    if exercise:
        yield exercise.claim, exercise.passages


def notes(session: Session, grounds: Grounds) -> tuple[ShownNote, ...]:
    """Return the notes from outside on the acts that have ended in this play."""
    acts = _ended(session)
    return tuple(show_note(note, grounds.corpus) for note in session.machine.scenario.notes if note.act in acts)


def gaps(session: Session) -> tuple[ReviewedGap, ...]:
    """Return what no document says and nothing else settles; nothing before the end."""
    if not session.over:
        return ()
    acts = _ended(session)
    told = (gap for gap in session.machine.scenario.gaps if not gap.acts or acts.intersection(gap.acts))
    return tuple(ReviewedGap(what=gap.what, found=gap.found) for gap in told)


def _ended(session: Session) -> set[ActId]:
    machine = session.machine
    scenes = (machine.plans[turn.state.scene].scene for turn in session.turns)
    return {machine.lookup.act_of[scene.id].id for scene in scenes if scene.outcome is not None}
