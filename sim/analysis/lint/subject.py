"""What lint looks at: a scenario with the surveys of its acts, and how its parts are named and shown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sim.analysis.explore import Leg, Limits, Picks, joint_picks
from sim.analysis.lint.finding import Level
from sim.analysis.survey import Part, Route, Survey, survey
from sim.engine.machine import ScenarioMachine, change
from sim.engine.rules import joint
from sim.model.ids import ActId, IndicatorId, OutcomeClassId, RoleId, SceneId
from sim.model.scenario import Act
from sim.model.scene import Scene
from sim.model.state import State

_RELEASED = Limits(states=10_000, steps=200_000)
"""How far the surveys with the facilitator's injects go: every inject doubles the states."""


@dataclass
class Subject:
    """One scenario, explored."""

    machine: ScenarioMachine
    surveys: Mapping[ActId, Survey]
    idle: int
    """Turns in a row that a role may have nothing to decide in."""
    played: frozenset[OutcomeClassId] | None
    """Classes of outcomes that a play of the author's ends in; None when no plays were looked at."""

    @property
    def acts(self) -> tuple[Act, ...]:
        """The acts, in file order."""
        return self.machine.scenario.acts

    def scenes(self, *, reached: bool = True) -> Iterator[tuple[Survey, Scene, str]]:
        """Give scenes with the survey of their act and their path; only those that an exhaustive survey reached, if asked."""
        for act in self.acts:
            survey = self.surveys[act.id]
            if reached and not survey.exhaustive:
                continue
            for scene in act.scenes:
                if not reached or scene.id in survey.scenes:
                    yield survey, scene, f"acts.{act.id}.scenes.{scene.id}"

    @cached_property
    def shortest(self) -> Route | None:
        """The shortest play to an end: it shows whatever every play shows."""
        ends = [survey.route(state) for survey in self.surveys.values() for state in survey.outcomes.values()]
        return min(ends, key=lambda route: len(route.legs), default=None)

    @cached_property
    def released(self) -> Mapping[ActId, Survey]:
        """Surveys in which the facilitator releases injects at any time; made only where something was never played without them."""
        changing = any(inject.effects or inject.to for act in self.acts for inject in act.injects)
        return {found.act: found for found in survey(self.machine, limits=_RELEASED, injects=True)} if changing else self.surveys

    def never(self, act: ActId, part: Part) -> Level | None:
        """Tell how surely something is never played: None where it is, a warning where no inject brings it about, else a note."""
        if self.surveys[act].comes_to(part) or self.released[act].comes_to(part):
            return None
        return "warning" if self.released[act].exhaustive else "note"

    def states(self, survey: Survey, scene: SceneId) -> Iterator[State]:
        """Give the states of a survey that stand in a scene, nearest first."""
        return (state for state in survey.states if state.scene == scene)

    def resolved(self, state: State, picks: Picks) -> dict[IndicatorId, int]:
        """Return the indicators after the options of a joint choice, before any branch."""
        values = dict(zip(self.machine.names, state.indicators, strict=True))
        options = self.machine.plans[state.scene].options
        change(self.machine, values, [effect for role, pick in picks for effect in options[role][pick].effects])
        return values

    def way(self, survey: Survey, states: Iterable[State]) -> Route:
        """Return a play that goes through states one after another, beginning with the shortest way to the first."""
        first, *rest = states
        legs: list[Leg] = []
        here = first
        for after in rest:
            legs.append(self.leg(here, after))
            here = after
        return survey.route(first, *legs)

    def leg(self, state: State, after: State) -> Leg:
        """Return the joint choice that leads from one state to another that can follow it."""
        found = next(picks for picks in joint_picks(self.machine, state) if joint(self.machine, state, dict(picks)).after == after)
        return Leg(state.scene, found)

    def decides(self, role: RoleId, scene: SceneId) -> bool:
        """Tell whether a role decides in a scene."""
        return role in self.machine.plans[scene].roles
