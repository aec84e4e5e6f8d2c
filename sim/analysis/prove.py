"""What an author claims of every play, proven over every reachable state or broken by the shortest play that does so.

Rule 1: a claim holds only where the survey was exhaustive; otherwise it is undecided, and the limit is named.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sim.analysis.explore import Leg
from sim.analysis.survey import Route, Survey
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import outcome
from sim.model.condition import Condition, holds
from sim.model.ids import OptionId, OutcomeClassId, RoleId
from sim.model.proof import Proof
from sim.model.state import State, Step

Verdict: TypeAlias = Literal["holds", "broken", "undecided"]
_TWO = 2
"""Classes of outcomes between which a play is open, at least."""


@dataclass(frozen=True, slots=True)
class Proven:
    """What became of one claim."""

    proof: Proof
    verdict: Verdict
    why: str
    """In words: how many states were visited, or what the play that breaks it comes to."""
    route: Route | None
    """The shortest play that breaks the claim, or that shows what it calls reachable; None where there is none."""


def speaks_of(machine: ScenarioMachine, proof: Proof, state: State) -> bool:
    """Tell whether a claim is about the moment at which a play comes to a state."""
    act = machine.lookup.act_of[state.scene].id
    return (not proof.acts or act in proof.acts) and (not proof.scenes or state.scene in proof.scenes)


def broken(machine: ScenarioMachine, state: State, picks: Mapping[RoleId, OptionId]) -> tuple[Proof, ...]:
    """Return the claims of the kinds `always` and `never` that a moment breaks, in file order.

    Args:
        machine: the compiled scenario.
        state: where the play stands.
        picks: what was chosen in the turn that led there; empty at the start.

    """
    return tuple(
        proof
        for proof in machine.scenario.proofs
        if speaks_of(machine, proof, state)
        and (
            (proof.always is not None and not _holds(machine, proof.always, state, picks))
            or (proof.never is not None and _holds(machine, proof.never, state, picks))
        )
    )


def _holds(machine: ScenarioMachine, condition: Condition, state: State, picks: Mapping[RoleId, OptionId]) -> bool:
    return holds(condition, picks, dict(zip(machine.names, state.indicators, strict=True)))


class Watcher:
    """Looks at every moment of a survey for what claims speak of; hand `see` to `survey` as its spy."""

    def __init__(self, machine: ScenarioMachine) -> None:
        """Look for everything that the scenario claims."""
        self.machine = machine
        self.found: dict[str, tuple[State, Leg | None]] = {}
        """By proof: the first moment that breaks it, or shows what it calls reachable."""
        self._open = [proof for proof in machine.scenario.proofs if not proof.escapable]

    def see(self, state: State, leg: Leg | None, made: Step | None) -> None:
        """Look at a beginning or a step."""
        if not self._open or (made is not None and not made.turned):
            return
        here = state if made is None else made.after
        picks = dict(made.picks) if made else {}
        for proof in self._open:
            if speaks_of(self.machine, proof, here) and self._tells(proof, here, picks):
                self.found[proof.id] = state, leg
        self._open = [proof for proof in self._open if proof.id not in self.found]

    def _tells(self, proof: Proof, state: State, picks: Mapping[RoleId, OptionId]) -> bool:
        condition = proof.always or proof.never or proof.reachable
        return condition is not None and _holds(self.machine, condition, state, picks) != (proof.always is not None)


def prove(machine: ScenarioMachine, surveys: Iterable[Survey], watcher: Watcher) -> tuple[Proven, ...]:
    """Return what became of every claim of a scenario, in file order.

    Args:
        machine: the compiled scenario.
        surveys: of every act.
        watcher: that saw them.

    """
    every = tuple(surveys)
    return tuple(_proven(machine, proof, every, watcher) for proof in machine.scenario.proofs)


def _proven(machine: ScenarioMachine, proof: Proof, surveys: tuple[Survey, ...], watcher: Watcher) -> Proven:
    about = [survey for survey in surveys if not proof.acts or survey.act in proof.acts]
    limits = [f"act {survey.act}: {survey.limit}" for survey in about if not survey.exhaustive]
    visited = f"exhaustive: {sum(len(survey.states) for survey in about):,} states, every one visited"
    if proof.escapable:
        return _escapable(machine, proof, about, limits, visited)
    found = watcher.found.get(proof.id)
    if found is None:
        if limits:
            return Proven(proof, "undecided", "; ".join(limits), None)
        verdict: Verdict = "holds" if proof.reachable is None else "broken"
        return Proven(proof, verdict, visited, None)
    state, leg = found
    survey = next(survey for survey in about if state in survey.states)
    route = survey.route(state, *([leg] if leg else []))
    if proof.reachable is not None:
        return Proven(proof, "holds", f"{_play(route)} comes to it", route)
    return Proven(proof, "broken", f"{_play(route)} breaks it", route)


def _play(route: Route) -> str:
    count = len(route.legs)
    return "the beginning" if count == 0 else "a play of 1 turn" if count == 1 else f"a play of {count} turns"


def _escapable(machine: ScenarioMachine, proof: Proof, surveys: list[Survey], limits: list[str], visited: str) -> Proven:
    if limits:
        return Proven(proof, "undecided", "; ".join(limits), None)
    for survey in surveys:
        classes = classes_left(machine, survey)
        for state in _before(survey, frozenset(proof.escapable)):
            if outcome(machine, state) is None and len(classes[state]) < _TWO and speaks_of(machine, proof, state):
                left = f"only outcomes of class {next(iter(classes[state]))!r} are" if classes[state] else "no outcome is"
                route = survey.route(state)
                return Proven(proof, "broken", f"after {_play(route)} {left} left", route)
    return Proven(proof, "holds", visited, None)


def _before(survey: Survey, ends: frozenset[str]) -> list[State]:
    """Return the states that a play can be in before it has come to one of some scenes, nearest first."""
    queue = [state for state in survey.roots if state.scene not in ends]
    seen = set(queue)
    for state in queue:
        for after in survey.after[state]:
            if after not in seen and after.scene not in ends:
                seen.add(after)
                queue.append(after)
    return queue


def classes_left(machine: ScenarioMachine, survey: Survey) -> dict[State, frozenset[OutcomeClassId]]:
    """Return the classes of outcomes that can still be reached from each state of an act."""
    left: dict[State, frozenset[OutcomeClassId]] = dict.fromkeys(survey.states, frozenset())
    before: dict[State, list[State]] = {state: [] for state in survey.states}
    waiting: list[State] = []
    for state, following in survey.after.items():
        for after in following:
            before[after].append(state)
        ended = outcome(machine, state)
        if ended is not None:
            left[state] = frozenset((ended.outcome_class,))
            waiting.append(state)
    while waiting:
        state = waiting.pop()
        for earlier in before[state]:
            together = left[earlier] | left[state]
            if together != left[earlier]:
                left[earlier] = together
                waiting.append(earlier)
    return left
