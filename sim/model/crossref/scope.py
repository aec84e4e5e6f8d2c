"""What a scenario declares, prepared for looking names up, and how an unknown name is reported."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sim.errors import Problem
from sim.model.effects import Effect, StartValue
from sim.model.ids import ActId, ConflictId, IndicatorId, OutcomeClassId, RoleId, SceneId
from sim.model.nearest import listed, nearest
from sim.model.part import Part
from sim.model.paths import slots, walk
from sim.model.reading import Conflict
from sim.model.scenario import Act, Indicator, OutcomeClass, Scenario
from sim.model.scene import Scene

MOST = 1_000_000
"""No indicator, effect or start value is further from zero than this."""
_SORTED = 200
"""Names that are put in order for a message; more would cost time and help nobody."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of a scenario, in file order."""

    scenario: Scenario
    roles: frozenset[RoleId]
    indicators: Mapping[IndicatorId, Indicator]
    acts: Mapping[ActId, Act]
    scenes: Mapping[ActId, Mapping[SceneId, Scene]]
    """The scenes of each act."""
    act_of: Mapping[SceneId, ActId]
    """The act in which each scene stands; the first, where an id is used twice."""
    outcome_classes: Mapping[OutcomeClassId, OutcomeClass]
    conflicts: Mapping[ConflictId, Conflict]

    @classmethod
    def of(cls, scenario: Scenario) -> "Scope":
        """Prepare the names of a scenario."""
        return cls(
            scenario=scenario,
            roles=frozenset(role.id for role in scenario.roles),
            indicators={indicator.id: indicator for indicator in scenario.indicators},
            acts={act.id: act for act in scenario.acts},
            scenes={act.id: {scene.id: scene for scene in act.scenes} for act in scenario.acts},
            act_of={scene.id: act.id for act in reversed(scenario.acts) for scene in act.scenes},
            outcome_classes={kind.id: kind for kind in scenario.outcome_classes},
            conflicts={conflict.id: conflict for conflict in scenario.conflicts},
        )

    def scene(self, path: str, wanted: SceneId, act: Act) -> Iterator[Problem]:
        """Report a scene that an act does not have."""
        if wanted in self.scenes[act.id]:
            return
        if wanted in self.act_of:
            what = f"scene {wanted!r} stands in act {self.act_of[wanted]}, not in act {act.id}"
            yield Problem("outside-act", path, what, "stay within the act")
        else:
            yield unknown("scene", path, wanted, self.scenes[act.id])

    def some_roles(self, path: str, wanted: Iterable[RoleId]) -> Iterator[Problem]:
        """Report the roles of a list that the scenario does not have."""
        for index, role in enumerate(wanted):
            if role not in self.roles:
                yield unknown("role", f"{path}[{index}]", role, self.roles)

    def effects(self, path: str, effects: Iterable[Effect]) -> Iterator[Problem]:
        """Report effects on indicators that are not there, and effects too large to mean anything."""
        for effect in effects:
            here = f"{path}.{effect.indicator}"
            if effect.indicator not in self.indicators:
                yield unknown("indicator", here, effect.indicator, self.indicators)
            if abs(effect.amount) > MOST:
                yield Problem("out-of-range", here, "the number is too large", f"at most {MOST:,}")

    def start(self, path: str, values: Iterable[StartValue]) -> Iterator[Problem]:
        """Report start values of indicators that are not there, or outside their bounds."""
        for given in values:
            here = f"{path}.{given.indicator}"
            indicator = self.indicators.get(given.indicator)
            if indicator is None:
                yield unknown("indicator", here, given.indicator, self.indicators)
            elif not indicator.low <= given.value <= indicator.high:
                yield outside_bounds(here, given.value, indicator)


def outside_bounds(path: str, value: int, indicator: Indicator) -> Problem:
    """Report a start outside the bounds of its indicator."""
    return Problem("start-outside-bounds", path, f"{indicator.id} cannot start at {value}", f"from {indicator.low} to {indicator.high}")


def unknown(noun: str, path: str, name: str, known: Collection[str]) -> Problem:
    """Report a name that stands for nothing: `no scene 'talsk'; did you mean 'talks'?`."""
    names = sorted(known) if len(known) <= _SORTED else tuple(known)
    guess = nearest(name, names)
    expected = "" if guess else f"there are: {listed(names)}"
    return Problem(f"unknown-{noun.replace(' ', '-')}", path, f"no {noun} {name!r}", expected, guess)


def duplicates(part: Part) -> Iterator[Problem]:
    """Report ids that are used twice where each may stand once; a YAML file cannot hold them, data from elsewhere can."""
    for path, inside in walk(part):
        for slot in slots(type(inside)):
            held: object = getattr(inside, slot.name)
            if slot.key is None or not isinstance(held, tuple):
                continue
            seen: set[object] = set()
            for piece in held:
                name: object = getattr(piece, slot.key)
                if name in seen:
                    here = f"{path}.{slot.written}.{name}".lstrip(".")
                    yield Problem("duplicate-id", here, f"{slot.key} {name!r} is used twice", "use each once")
                seen.add(name)
