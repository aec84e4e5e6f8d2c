"""The decisions that mattered in plays, in words of the scenario; `sim.analysis` computes them, every role in the same way.

Rule 1: what is told of a moment is how the ends still to be expected would have changed in the model, had one role alone chosen
otherwise, the others and chance as they were, and everybody choosing uniformly among what is open from then on.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from sim.analysis.solve.mattered import ALIKE, Greatest, Mattered, Weighed, mattered
from sim.analysis.solve.pivotal import Pivot
from sim.analysis.solve.reached import Cut
from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.model.ids import ActId, SceneId
from sim.model.state import Step
from sim.report.acts import turns_by_act
from sim.report.hour.debriefed import ActMattered, Alternative, OutcomeShift, RoleMattered
from sim.report.turns import finished

Notice: TypeAlias = Callable[[int, int], bool | None]
"""Told how many of the author's numbers were tried, of how many; true stops, and nothing is then checked."""
_Moments: TypeAlias = tuple[tuple[int, Step], ...]
"""The turns of an act that ended with a branch, each with the step that resolved it."""

_CIRCLES = "Plays of this act can come back to where they were, so that nothing can be worked out from its ends."
_TOO_MANY = "This act has too many states to be worked out here."


def mattered_in(
    sessions: Sequence[Session], *, check: bool | None = None, notice: Notice | None = None
) -> tuple[tuple[ActMattered, ...], ...]:
    """Return for each play what mattered in each of its acts; nothing for a play that has not ended.

    Args:
        sessions: plays of one scenario.
        check: whether every number of the author's is tried; None: where that takes no more than a moment.
        notice: told how far trying has come, act by act.

    """
    moments = [_moments(session) if session.over else {} for session in sessions]
    acts = dict.fromkeys(act for found in moments for act in found)
    told: list[dict[ActId, ActMattered]] = [{} for _ in sessions]
    for act in acts:
        players = [place for place, found in enumerate(moments) if act in found]
        machine = sessions[players[0]].machine
        plays = [moments[place][act] for place in players]
        weighed = mattered(machine, act, [[made for _, made in play] for play in plays], {}, check=check, notice=notice)
        for index, place in enumerate(players):
            told[place][act] = _act(machine, act, weighed, index, tuple(number for number, _ in plays[index]))
    return tuple(tuple(of_play.values()) for of_play in told)


def _moments(session: Session) -> Mapping[ActId, _Moments]:
    resolved = {turn.number: session.steps[until - 1] for turn, until in finished(session) if session.steps[until - 1].taken is not None}
    return {
        act: tuple((turn.number, resolved[turn.number]) for turn in turns if turn.number in resolved)
        for act, turns in turns_by_act(session)
    }


def _act(machine: ScenarioMachine, act: ActId, weighed: Weighed | Cut | None, index: int, numbers: tuple[int, ...]) -> ActMattered:
    title = machine.lookup.act(act).title
    if not isinstance(weighed, Weighed):
        return ActMattered(act=act, title=title, roles=(), passed_over=(), without=_CIRCLES if weighed is None else _TOO_MANY)
    play = weighed.plays[index]
    return ActMattered(
        act=act,
        title=title,
        roles=tuple(_role(machine, weighed.outcomes, play, greatest, numbers) for greatest in play.greatest),
        passed_over=tuple(numbers[turn - 1] for turn in play.passed_over),
        without="",
    )


def _role(
    machine: ScenarioMachine, outcomes: tuple[SceneId, ...], play: Mattered, greatest: Greatest, numbers: tuple[int, ...]
) -> RoleMattered:
    return RoleMattered(
        role=greatest.role,
        name=machine.lookup.names[greatest.role],
        turn=None if greatest.turn is None else numbers[greatest.turn - 1],
        standing=greatest.standing,
        breaks=len(greatest.breaks),
        example=" ".join(greatest.breaks[0]) if greatest.breaks else "",
        alternatives=tuple(_alternative(machine, outcomes, pivot, numbers) for pivot in play.pivots if pivot.role == greatest.role),
    )


def _alternative(machine: ScenarioMachine, outcomes: tuple[SceneId, ...], pivot: Pivot, numbers: tuple[int, ...]) -> Alternative:
    plan = machine.plans[pivot.scene]
    options = plan.options[pivot.role]
    pairs = zip(outcomes, pivot.before, pivot.after, strict=True)
    return Alternative(
        turn=numbers[pivot.turn - 1],
        heading=plan.scene.heading,
        role=pivot.role,
        name=machine.lookup.names[pivot.role],
        chosen=options[pivot.chosen].label,
        instead=options[pivot.instead].label,
        shift=pivot.shift,
        outcomes=tuple(_shift(machine, scene, before, after) for scene, before, after in pairs if abs(after - before) > ALIKE),
    )


def _shift(machine: ScenarioMachine, scene: SceneId, before: float, after: float) -> OutcomeShift:
    ended = machine.plans[scene].scene
    kind = ended.outcome.outcome_class if ended.outcome else ""
    name = next((entry.name for entry in machine.scenario.outcome_classes if entry.id == kind), "")
    return OutcomeShift(outcome=ended.heading, kind=name, before=before, after=after)
