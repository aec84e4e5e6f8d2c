"""A scenario with one small slip in it, over and over: to see whether its plays and checks would notice.

Slips are those that authors make: a branch lost, two branches in the wrong order, an effect that is off by one or missing, a condition that
asks for too little.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from sim.model.condition import Bound, Condition
from sim.model.effects import Effect
from sim.model.ids import ActId, SceneId
from sim.model.part import Part
from sim.model.scenario import Act, Scenario
from sim.model.scene import Branch, Inject, Option, RoleDecision, Scene

_P = TypeVar("_P", bound=Part)
_Slip: TypeAlias = tuple[str, str, _P]
"""Where below a part, what was done, and the part with the slip."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A scenario with one slip."""

    path: str
    """Where the slip is."""
    what: str
    """What it is, such as `dropped`."""
    act: ActId
    scene: SceneId | None
    """The scene that it changes; None where it changes an inject, which may come anywhere in the act."""
    scenario: Scenario


def mutants(scenario: Scenario) -> Iterator[Mutant]:
    """Give every mutant of a scenario, in the order of the file."""
    for act_place, act in enumerate(scenario.acts):
        for name, path, what, changed in _acts(act):
            acts = _put(scenario.acts, act_place, changed)
            yield Mutant(f"acts.{act.id}.{path}", what, act.id, name, scenario.model_copy(update={"acts": acts}))


def _acts(act: Act) -> Iterator[tuple[SceneId | None, str, str, Act]]:
    for place, scene in enumerate(act.scenes):
        for path, what, changed in _scenes(scene):
            yield scene.id, f"scenes.{scene.id}.{path}", what, act.model_copy(update={"scenes": _put(act.scenes, place, changed)})
    for place, inject in enumerate(act.injects):
        for path, what, news in _guarded(inject):
            yield None, f"injects.{inject.id}{path}", what, act.model_copy(update={"injects": _put(act.injects, place, news)})


def _put(parts: tuple[_P, ...], place: int, part: _P) -> tuple[_P, ...]:
    return (*parts[:place], part, *parts[place + 1 :])


def _scenes(scene: Scene) -> Iterator[_Slip[Scene]]:
    for place, entry in enumerate(scene.decision):
        for path, what, other_entry in _entries(entry):
            decision = _put(scene.decision, place, other_entry)
            yield f"decision.{entry.role}.{path}", what, scene.model_copy(update={"decision": decision})
    branches = scene.branches
    for place, branch in enumerate(branches):
        here = f"branches[{place}]"
        if place < len(branches) - 1:
            yield here, "dropped", scene.model_copy(update={"branches": (*branches[:place], *branches[place + 1 :])})
        if place < len(branches) - 2:
            swapped = (*branches[:place], branches[place + 1], branch, *branches[place + 2 :])
            yield here, "swapped with the next", scene.model_copy(update={"branches": swapped})
        for path, what, other in _guarded(branch):
            yield f"{here}{path}", what, scene.model_copy(update={"branches": _put(branches, place, other)})


def _entries(entry: RoleDecision) -> Iterator[_Slip[RoleDecision]]:
    for place, option in enumerate(entry.options):
        for path, what, changed in _guarded(option):
            yield f"options.{option.id}{path}", what, entry.model_copy(update={"options": _put(entry.options, place, changed)})


_G = TypeVar("_G", Option, Branch, Inject)


def _guarded(part: _G) -> Iterator[_Slip[_G]]:
    """Give a part with effects and perhaps a condition, with one slip in either."""
    for path, what, effects in _effects(part.effects):
        yield path, what, part.model_copy(update={"effects": effects})
    if part.when is not None:
        yield ".when", "removed", part.model_copy(update={"when": None})
        for path, what, weaker in _weaker(part.when):
            yield f".when{path}", what, part.model_copy(update={"when": weaker})


def _effects(effects: tuple[Effect, ...]) -> Iterator[tuple[str, str, tuple[Effect, ...]]]:
    for place, effect in enumerate(effects):
        path = f".effects.{effect.indicator}"
        yield path, "dropped", (*effects[:place], *effects[place + 1 :])
        for change in (1, -1):
            yield path, f"{change:+d}", _put(effects, place, effect.model_copy(update={"amount": effect.amount + change}))


def _weaker(condition: Condition) -> Iterator[_Slip[Condition]]:
    """Give a condition that holds more often, by one slip."""
    for field, change in (("at_least", -1), ("at_most", 1)):
        bounds: tuple[Bound, ...] = getattr(condition, field)
        for place, bound in enumerate(bounds):
            looser = bound.model_copy(update={"value": bound.value + change})
            yield f".{field}.{bound.indicator}", f"{change:+d}", condition.model_copy(update={field: _put(bounds, place, looser)})
    for field in ("chose", "at_least", "at_most", "all"):
        parts: tuple[Part, ...] = getattr(condition, field)
        if _says(condition) > 1:
            for place in range(len(parts)):
                left = (*parts[:place], *parts[place + 1 :])
                yield f".{field}[{place}]", "dropped", condition.model_copy(update={field: left})
    for field in ("all", "any"):
        inner: tuple[Condition, ...] = getattr(condition, field)
        for place, part in enumerate(inner):
            for path, what, weaker in _weaker(part):
                yield f".{field}[{place}]{path}", what, condition.model_copy(update={field: _put(inner, place, weaker)})
    if condition.negated is not None and _says(condition) > 1:
        yield ".not", "dropped", condition.model_copy(update={"negated": None})


def _says(condition: Condition) -> int:
    """Return how many things a condition asks for."""
    lists = len(condition.chose) + len(condition.at_least) + len(condition.at_most) + len(condition.all)
    return lists + bool(condition.any) + (condition.negated is not None)
