"""The finished turns of a play, each decision with what was chosen and what else could have been.

Rule 1: before the end a turn holds what `engine.view` shows, and for the role whose account it is, its own options beside.
"""

from dataclasses import dataclass
from typing import Literal

from sim.engine.rules import offered
from sim.engine.session import Session
from sim.engine.shown import basis_of, show_all
from sim.engine.view import shown_conflicts, shown_date, shown_inject, view
from sim.model.events import PERSON, Chose, Entry, Expired
from sim.model.grounds import Grounds
from sim.model.ids import CHANCE, OptionId, RoleId
from sim.model.leading import FACILITATOR
from sim.model.scene import Option, RoleDecision, Scene
from sim.model.state import Turn
from sim.model.view import ShownInject, ShownTurn
from sim.report.review import ReviewedDecision, ReviewedOption, ReviewedScene, ReviewedTurn


@dataclass(frozen=True, slots=True)
class _Reader:
    """For whom an account is written."""

    session: Session
    grounds: Grounds
    role: RoleId | None
    ended: bool

    def may_open(self, role: RoleId) -> bool:
        """Tell whether what was a role's alone may be told."""
        return self.ended or role == self.role


def reviewed_scene(session: Session, scene: Scene, grounds: Grounds) -> ReviewedScene:
    """Return what everybody was told of a scene."""
    return ReviewedScene(
        scene=scene.id,
        heading=scene.heading,
        date=shown_date(scene),
        situation=scene.situation,
        basis=basis_of(scene.cites),
        passages=show_all(scene.cites, grounds),
        conflicts=shown_conflicts(session.machine, scene, grounds),
    )


def reviewed_turns(session: Session, grounds: Grounds, role: RoleId | None, *, closed: bool = False) -> tuple[ReviewedTurn, ...]:
    """Return the finished turns of the effective play, oldest first, as a role may know them; None: everybody.

    `closed`: nobody goes on with it, so that everything is opened, whether it ended or not.
    """
    reader = _Reader(session, grounds, role, session.over or closed)
    shown = view(session, role, grounds).turns
    return tuple(_turn(reader, turn, until, seen) for (turn, until), seen in zip(finished(session), shown, strict=True))


def finished(session: Session) -> tuple[tuple[Turn, int], ...]:
    """Return the finished turns of the effective play, oldest first, each with how many steps were made at its end.

    An outcome after which the next act began is no turn that anybody played, and is left out.
    """
    pairs = zip(session.turns, session.turns[1:], strict=False)
    return tuple((turn, following.steps) for turn, following in pairs if following.steps > turn.steps)


def unresolved(session: Session, grounds: Grounds) -> tuple[ReviewedDecision, ...]:
    """Return what was chosen, sealed, in the last turn of a play that nobody goes on with; nothing where it was resolved."""
    turn = session.turns[-1]
    entries = session.kept[turn.steps :]
    picks = {entry.event.role: entry.event.option for entry in entries if isinstance(entry.event, Chose)}
    decision = session.machine.plans[turn.state.scene].scene.decision
    reader = _Reader(session, grounds, None, ended=True)
    return tuple(_decision(reader, turn, entry, picks[entry.role], entries) for entry in decision if entry.role in picks)


def _turn(reader: _Reader, turn: Turn, until: int, seen: ShownTurn) -> ReviewedTurn:
    session = reader.session
    scene = session.machine.plans[turn.state.scene].scene
    entries = session.kept[turn.steps : until]
    picks = dict(session.steps[until - 1].picks)
    if reader.ended:
        picks = {entry.event.role: entry.event.option for entry in entries if isinstance(entry.event, Chose)} | picks
    return ReviewedTurn(
        **dict(reviewed_scene(session, scene, reader.grounds)),
        number=turn.number,
        decisions=tuple(_decision(reader, turn, entry, picks.get(entry.role), entries) for entry in scene.decision),
        narration=seen.narration,
        why=seen.why,
        narration_basis=seen.basis,
        narration_passages=seen.passages,
        changes=seen.changes,
        injects=_injects(reader, turn, until) if reader.ended else seen.injects,
        to=seen.to,
    )


def _injects(reader: _Reader, turn: Turn, until: int) -> tuple[ShownInject, ...]:
    """Return all news of a turn, whoever received it."""
    session = reader.session
    known = {inject.id: inject for inject in session.machine.lookup.act_of[turn.state.scene].injects}
    fired = (name for step in session.steps[turn.steps : until] for name in step.injects)
    return tuple(shown_inject(known[name], reader.grounds) for name in fired)


def _decision(reader: _Reader, turn: Turn, entry: RoleDecision, pick: OptionId | None, entries: tuple[Entry, ...]) -> ReviewedDecision:
    machine, role = reader.session.machine, entry.role
    scene = machine.plans[turn.state.scene].scene
    names = {known.id: known.name for known in machine.scenario.roles} | {CHANCE: "Chance"}
    sealed = next((kept.event for kept in entries if isinstance(kept.event, Chose) and kept.event.role == role), None)
    opened = sealed if sealed and reader.may_open(role) else None
    expectation: Literal["falls", "rises"] | None = opened.expectation if opened else None
    options = offered(machine, turn.state, role)
    return ReviewedDecision(
        role=role,
        name=names[role],
        by=decided_by(reader.session, role, entries),
        question=entry.question or scene.heading,
        options=tuple(_option(reader, entry, option, pick) for option in options if reader.may_open(role) or option.id == pick),
        reason=opened.reason if opened else None,
        expectation=expectation,
        briefing=next((brief.text for brief in scene.briefings if brief.role == role and reader.may_open(role)), None),
        differs=reader.ended and pick is not None and entry.reported not in (None, pick),
    )


def decided_by(session: Session, role: RoleId, entries: tuple[Entry, ...]) -> str:
    """Return who decided for a role in a turn, or, where nobody did, who could have when it ended."""
    if role == CHANCE:
        return CHANCE
    made = next((kept for kept in entries if isinstance(kept.event, Chose) and kept.event.role == role), None)
    expired = next((kept for kept in entries if isinstance(kept.event, Expired)), None)
    if made is None and expired is not None:
        return FACILITATOR if expired.seat.startswith(FACILITATOR) else "clock"
    if made is not None and made.seat == role:
        return PERSON
    return session.players_at((made or entries[-1]).number)[role]


def _option(reader: _Reader, entry: RoleDecision, option: Option, pick: OptionId | None) -> ReviewedOption:
    return ReviewedOption(
        id=option.id,
        label=option.label,
        text=option.text or "",
        kind=option.kind,
        basis=basis_of(option.cites),
        chosen=option.id == pick,
        reported=reader.ended and option.id == entry.reported,
        passages=show_all(option.cites, reader.grounds),
    )
