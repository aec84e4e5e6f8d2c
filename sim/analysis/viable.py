"""Whether every decision is one: at least two options that can still lead well, and not only the one that is reported.

Rule 1: what is well is the author's to say: an outcome that the role's own aims admit, and the better the more of them do.
Rule 2: what can follow an option is found by exploring, whatever the others choose; nothing here is estimated.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from sim.analysis.explore import Leg
from sim.analysis.survey import Survey
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import outcome
from sim.errors import Problem
from sim.model.ids import CHANCE, ActId, OptionId, OutcomeClassId, RoleId, SceneId
from sim.model.scene import RoleDecision, Scene
from sim.model.state import State, Step

_Place: TypeAlias = tuple[SceneId, RoleId, OptionId]
_Classes: TypeAlias = frozenset[OutcomeClassId]
_ENOUGH = 2
"""Options that can lead well, which a decision needs."""


@dataclass(slots=True)
class Sequels:
    """Notes, while a survey goes on, what comes right after each option; `see` is told of every step."""

    after: dict[_Place, set[State]] = field(default_factory=dict)

    def see(self, _state: State, leg: Leg | None, made: Step | None) -> None:
        """Note one step."""
        if leg is None or made is None:
            return
        for role, option in leg.picks:
            self.after.setdefault((leg.scene, role, option), set()).add(made.after)


def viability(machine: ScenarioMachine, surveys: Iterable[Survey], sequels: Sequels) -> Iterator[Problem]:
    """Find decisions that leave a role fewer than two ways to an outcome that its aims admit, or only the reported way to the best one.

    Args:
        machine: the compiled scenario.
        surveys: of every act; one that was cut short proves nothing and is passed over.
        sequels: what was noted while they were made.

    """
    for survey in surveys:
        if not survey.exhaustive:
            continue
        endings = _endings(survey)
        for scene in machine.lookup.act(survey.act).scenes:
            for entry in scene.decision:
                if entry.role != CHANCE and scene.id in survey.scenes:
                    yield from _decision(machine, survey.act, scene, entry, _roads(scene, entry, sequels, endings))


def _endings(survey: Survey) -> Mapping[State, _Classes]:
    """Return in which classes of outcomes plays can end from each state."""
    before: dict[State, list[State]] = {}
    found: dict[State, set[OutcomeClassId]] = {}
    waiting: list[tuple[State, OutcomeClassId]] = []
    for state, following in survey.states.items():
        for after in following:
            before.setdefault(after, []).append(state)
        ended = outcome(survey.machine, state)
        if ended is not None:
            waiting.append((state, ended.outcome_class))
    while waiting:
        state, ending = waiting.pop()
        if ending not in found.setdefault(state, set()):
            found[state].add(ending)
            waiting += [(earlier, ending) for earlier in before.get(state, ())]
    return {state: frozenset(endings) for state, endings in found.items()}


def _roads(scene: Scene, entry: RoleDecision, sequels: Sequels, endings: Mapping[State, _Classes]) -> Mapping[OptionId, _Classes]:
    """Return each option that is ever chosen, with the classes of outcomes it can lead to."""
    nothing: _Classes = frozenset()
    return {
        option.id: nothing.union(*(endings.get(state, nothing) for state in sequels.after[scene.id, entry.role, option.id]))
        for option in entry.options
        if (scene.id, entry.role, option.id) in sequels.after
    }


def _decision(
    machine: ScenarioMachine, act: ActId, scene: Scene, entry: RoleDecision, roads: Mapping[OptionId, _Classes]
) -> Iterator[Problem]:
    path = f"acts.{act}.scenes.{scene.id}.decision.{entry.role}"
    values = {option: _best(machine, act, entry.role, classes) for option, classes in roads.items()}
    best = max(values.values(), default=0)
    good = [option for option, value in values.items() if value > 0] if best else [*values]
    if len(good) < _ENOUGH:
        what = "no option" if not good else f"only {good[0]!r}"
        yield Problem("one-viable-option", path, f"{what} can still lead to an outcome that the role's aims admit", "two options that can")
        return
    roads_to_best = [option for option, value in values.items() if value == best]
    if roads_to_best == [entry.reported]:
        what = f"only what is reported, {entry.reported!r}, can still lead to the outcome that most aims of the role admit"
        yield Problem("only-road", path, what, "another option that can")


def _best(machine: ScenarioMachine, act: ActId, role: RoleId, classes: _Classes) -> int:
    """Return how many of a role's aims admit the class of outcomes that most of them admit, of some."""
    declared = next(entry.aims for entry in machine.scenario.roles if entry.id == role)
    aims = [aim for aim in declared if aim.outcomes and (not aim.acts or act in aim.acts)]
    return max((sum(ending in aim.outcomes for aim in aims) for ending in classes), default=0)
