"""Hypothesis strategies for authors and for those who test the product: scenarios, plays of one, and what is seen in them.

    from sim.testing.strategies import plays, scenarios, views

    @given(plays(opened))
    def test_it_ends(table): ...

The scenarios are small and wild: cycles, branches that are never tried, indicators that hit their bounds, injects that move the play.
They keep to what `crossref` demands of a checked scenario, and nothing more. They are made from bytes, not from a strategy for each part:
that is thirty times as fast, and still shrinks, because fewer and smaller bytes make simpler scenarios.
Rule 1: nothing else in the product imports this file, because Hypothesis need not be installed.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sim.engine.rules import legal, undecided
from sim.engine.session import Session
from sim.library import OpenScenario, from_data
from sim.model.effects import Kind
from sim.model.events import Chose, Drew, Event, Expired, Injected, Proceeded, Rewound
from sim.model.ids import CHANCE, ActId, CourseId, RoleId
from sim.model.scenario import Scenario
from sim.model.view import View
from sim.testing import build
from sim.testing.table import Beginning, Table

_T = TypeVar("_T")

ROLES = ("north", "south", "east")
VISIBLE = {"tension": (-2, 6), "trust": (0, 1)}
HIDDEN = {"rumours": (0, 3)}
OUTCOMES = ("settled", "broken")
BYTES = 400
"""As many as a scenario ever asks for, and some more."""


class Dice:
    """Draws out of bytes; when they are used up, every draw is the first possibility."""

    def __init__(self, data: bytes) -> None:
        """Begin at the first byte."""
        self._left = iter(data)

    def number(self, low: int, high: int) -> int:
        """Return a whole number between two, both included."""
        return low + next(self._left, 0) % (high - low + 1)

    def coin(self) -> bool:
        """Return true half the time."""
        return next(self._left, 0) % 2 == 1

    def one_of(self, things: Sequence[_T]) -> _T:
        """Return one of several things."""
        return things[self.number(0, len(things) - 1)]

    def some_of(self, things: Sequence[_T], most: int) -> list[_T]:
        """Return one thing or more, each once, in a random order."""
        left = list(things)
        return [left.pop(self.number(0, len(left) - 1)) for _ in range(self.number(1, min(most, len(left))))]


def scenario_of(data: bytes) -> Scenario:
    """Return a scenario of two acts, played in a row as a campaign."""
    dice = Dice(data)
    roles = ROLES[: dice.number(1, len(ROLES))]
    maker = _Maker(dice, roles)
    scenes, injects = maker.act("a")
    later, more = maker.act("b")
    made = build.scenario(
        scenes,
        roles=roles,
        injects=injects,
        indicators={
            **{name: build.indicator(high, low, low=low) for name, (low, high) in VISIBLE.items()},
            **{name: build.indicator(high, low, low=low, hidden=True) for name, (low, high) in HIDDEN.items()},
            **{f"pledge-{role}": build.indicator(1, commitment=role) for role in roles},
        },
    ).model_dump(by_alias=True)
    second = build.scenario(later, roles=roles, injects=more).acts[0].model_dump(by_alias=True)
    carry = {"into": "two", "outcomes": ["broken"], "effects": {"tension": 1}, "text": "It is remembered."}
    campaign = {"acts": ["one", "two"], "carry": [carry]}
    return Scenario.model_validate({**made, "acts": [*made["acts"], {**second, "id": "two"}], "campaign": campaign})


scenarios: SearchStrategy[Scenario] = st.binary(min_size=BYTES // 4, max_size=BYTES).map(scenario_of)
"""Random scenarios; act `one` is followed by act `two`."""


class _Maker:
    """Writes the parts of one scenario."""

    def __init__(self, dice: Dice, roles: tuple[str, ...]) -> None:
        self.dice = dice
        self.roles = roles
        self.visible = VISIBLE | {f"pledge-{role}": (0, 1) for role in roles}
        self.all = self.visible | HIDDEN
        self.menus: dict[str, tuple[str, ...]] = {}
        """Every option of each role anywhere in the act."""

    def act(self, prefix: str) -> tuple[dict[str, object], dict[str, object]]:
        """Return the scenes and the injects of an act."""
        self.menus = {}
        decisions = [f"{prefix}{place}" for place in range(self.dice.number(1, 4))]
        targets = [*(f"{prefix}-{outcome}" for outcome in OUTCOMES), *decisions]
        scenes: dict[str, object] = {name: self.scene(targets) for name in decisions}
        scenes |= {f"{prefix}-{outcome}": build.outcome(outcome) for outcome in OUTCOMES}
        return scenes, {f"{prefix}-news{place}": self.inject(decisions) for place in range(self.dice.number(0, 3))}

    def scene(self, targets: list[str]) -> dict[str, object]:
        """Return a scene with a joint decision; now and then it is a talk scene."""
        deciding = self.dice.some_of([*self.roles, "chance"], 3)
        talk = deciding != ["chance"] and self.dice.coin()
        decision = {role: self.entry(role, commits=talk) for role in deciding}
        picks = {role: tuple(build.mapping(entry["options"])) for role, entry in decision.items()}
        self.menus |= picks
        branches = [
            build.branch(self.dice.one_of(targets), when=self.condition(self.all, picks), effects=self.effects())
            for _ in range(self.dice.number(0, 3))
        ]
        last = build.branch(self.dice.one_of(targets), effects=self.effects())
        fields: dict[str, object] = {"talk": {"prompt": "Speak.", "seconds": 60}} if talk else {}
        return build.scene(decision, [*branches, last], **fields)

    def entry(self, role: str, *, commits: bool) -> dict[str, object]:
        """Return what one role, or chance, is asked."""
        names = [f"x{place}" for place in range(self.dice.number(1, 3))]
        if role == "chance":
            return {"options": {name: build.option(None, weight=self.dice.number(1, 3), effects=self.effects()) for name in names}}
        options: dict[str, object] = {}
        for name in names:
            when = {"when": self.condition(self.visible, {})} if options and self.dice.coin() else {}
            effects = self.effects() if options or not commits else {f"pledge-{role}": "= 1"}
            options[name] = build.option(self.dice.one_of(list(Kind)), effects=effects, **when)
        return {"options": options, "reported": self.dice.one_of(names)} if self.dice.coin() else {"options": options}

    def effects(self) -> dict[str, object]:
        """Return changes of up to two indicators, adding or setting, beyond their bounds too."""
        names = [self.dice.one_of(list(self.all)) for _ in range(self.dice.number(0, 2))]
        return {name: f"= {self.dice.number(-3, 6)}" if self.dice.coin() else self.dice.number(-3, 3) for name in names}

    def condition(self, bounds: Mapping[str, tuple[int, int]], picks: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
        """Return a condition on indicators and, where there are picks to read, on choices."""
        shape = self.dice.one_of(("", "", "", "all", "any", "not"))
        if shape == "not":
            return {"not": self.comparison(bounds, picks)}
        parts = [self.comparison(bounds, picks) for _ in range(self.dice.number(1, 2))]
        return {shape: parts} if shape else parts[0]

    def comparison(self, bounds: Mapping[str, tuple[int, int]], picks: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
        """Return one comparison."""
        if picks and self.dice.coin():
            role = self.dice.one_of(list(picks))
            return {"chose": {role: self.dice.one_of(picks[role])}}
        name = self.dice.one_of(list(bounds))
        return {self.dice.one_of(("at_least", "at_most")): {name: self.dice.number(*bounds[name])}}

    def inject(self, decisions: list[str]) -> dict[str, object]:
        """Return an inject: conditional, bound to scenes, or left to the facilitator; some move the play."""
        fields: dict[str, object] = {"effects": self.effects()}
        if self.dice.coin():
            fields["when"] = self.condition(self.all, self.menus)
        if self.dice.coin():
            fields["scenes"] = self.dice.some_of(decisions, 2)
        if self.dice.coin():
            fields["to"] = self.dice.one_of(decisions)
        return build.inject(**fields)


opened_scenarios: SearchStrategy[OpenScenario] = scenarios.map(lambda scenario: from_data(scenario, build.corpus()))
"""Random scenarios, compiled and with the document that they cite."""


def plays(opened: OpenScenario, act: ActId | None = None, course: CourseId = "whole", *, turns: int = 30) -> SearchStrategy[Table]:
    """Return plays of a scenario: sealed choices in any order, draws, news, deadlines and rewinds, ended or broken off.

    Args:
        opened: the scenario.
        act: which act; None for the first. In a campaign the following acts are played too.
        course: which way into it.
        turns: a play has about so many, at most.

    """
    beginning = Beginning(act, course, campaign=opened.scenario.campaign is not None)
    moves = st.lists(st.integers(0, 10_000), max_size=4 * turns)
    return moves.map(lambda numbers: _played(Table(opened, beginning), numbers))


def views(opened: OpenScenario, act: ActId | None = None, course: CourseId = "whole") -> SearchStrategy[View]:
    """Return what somebody sees at some moment of some play: a role, or the public."""
    roles: list[RoleId | None] = [None, *(role.id for role in opened.scenario.roles)]
    return st.builds(lambda table, role: table.view(role), plays(opened, act, course), st.sampled_from(roles))


def _played(table: Table, numbers: Sequence[int]) -> Table:
    """Play on: each number picks one of the events that are possible, choices four times as often as anything else."""
    for number in numbers:
        events = possible(table.session)
        usual = [entry for entry in events if isinstance(entry[1], Chose | Drew | Proceeded)]
        among = usual if usual and number % 5 else events
        seat, event = among[number // 5 % len(among)]
        table.play(event, seat)
    return table


def possible(session: Session) -> tuple[tuple[str, Event], ...]:
    """Return every event that the rules admit now, each with the seat it is entered for: choices, draws, injects, expiry, rewinds."""
    machine, state = session.machine, session.state
    waiting = undecided(machine, state)
    events: list[tuple[str, Event]] = [
        (role, Drew(option=option.id) if role == CHANCE else Chose(role=role, option=option.id))
        for role in waiting
        for option in legal(machine, state, role)
    ]
    if waiting:
        events += [("facilitator", Injected(inject=inject)) for inject in machine.plans[state.scene].injects if inject not in state.fired]
        if CHANCE not in waiting:
            events.append(("clock", Expired(turn=session.turn)))
    elif session.next_act is not None:
        events.append(("facilitator", Proceeded(to=session.next_act)))
    events += [("facilitator", Rewound(to=turn.number)) for turn in session.turns]
    return tuple(events)
