"""What changed numbers do, found without solving the act anew, is what solving the act anew gives."""

from collections.abc import Mapping, Sequence
from itertools import cycle

import pytest
from hypothesis import assume, given

from sim.analysis.explore import Limits
from sim.analysis.kernel.compiled import compile_act
from sim.analysis.solve.nudging import Moment, nudging
from sim.analysis.solve.order import layers
from sim.analysis.solve.pivotal import judged
from sim.analysis.solve.policies import profile
from sim.analysis.solve.reached import LIMITS, Reached, reach
from sim.analysis.solve.sensitivity import nudged
from sim.analysis.solve.values import Solved
from sim.engine.course import reported_course
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import joint, offered, start
from sim.library import open_scenario
from sim.model.ids import CHANCE, ActId, RoleId
from sim.model.scenario import Scenario
from sim.model.state import State, Step
from tests import small
from tests.analysis.solve.games import crossing, game
from tests.analysis.solve.test_mattered import fragile, played
from tests.strategies import moves, scenarios

Shifts = Mapping[tuple[int, RoleId], float]
MOST = 6
"""Turns of a random play."""


def turns_of(steps: Sequence[Step]) -> tuple[Moment, ...]:
    """Return the turns of a play that nobody's news interrupted."""
    return tuple(
        Moment(made, State(made.before.scene, made.before.opened, made.before.opened, (), made.before.fired), anew=not place)
        for place, made in enumerate(steps)
    )


def anew(scenario: Scenario, act: ActId, steps: Sequence[Step]) -> Shifts | None:
    """Return the shifts under other numbers by playing the same choices, and solving the act that they are played in."""
    machine = ScenarioMachine(scenario)
    state, again = turns_of(steps)[0].opening, list[Step]()
    for made in steps:
        if state.scene != made.before.scene or any(
            pick not in {one.id for one in offered(machine, state, role)} for role, pick in made.picks
        ):
            break
        again.append(joint(machine, state, dict(made.picks)))
        state = again[-1].after
    found = reach(compile_act(machine, act, [start(machine, act), *(turn.opening for turn in turns_of(again))]))
    order = layers(found) if isinstance(found, Reached) else None
    if not isinstance(found, Reached) or order is None:
        return None
    shifts: dict[tuple[int, RoleId], float] = {}
    for pivot in judged(Solved(found, order), profile(found, {}), again).pivots:
        if pivot.role != CHANCE:
            shifts.setdefault((pivot.turn, pivot.role), pivot.shift)
    return shifts


def answered(
    machine: ScenarioMachine, act: ActId, steps: Sequence[Step], every: int = 1, first: int = 0
) -> dict[int, tuple[Shifts, Shifts | None]]:
    """Return for each change that is answered, or every so-manieth of them, the answer and that of solving anew."""
    others = [scenario for _, _, scenario in nudged(machine.scenario, machine.lookup.act(act))][first::every]
    made = nudging(machine, act, [turns_of(steps)], {}, others, LIMITS)
    found = dict(made.answers(range(len(others)))) if made else {}
    return {number: (shifts, anew(others[number], act, steps)) for number, shifts in found.items()}


def twice() -> Scenario:
    """Return an act in which plays come to one scene twice, and never to a state."""
    return small.scenario(
        {
            "gate": small.scene(
                {
                    "north": {
                        "options": {"wait": small.option(effects={"turns": 1}), "knock": small.option(effects={"turns": 1, "noise": 1})}
                    }
                },
                [small.branch("yard", when={"at_least": {"turns": 3}}), small.branch("gate")],
            ),
            "yard": small.scene(
                {"north": {"options": {"stay": small.option(), "call": small.option(effects={"noise": 1})}}},
                [small.branch("loud", when={"at_least": {"noise": 2}}), small.branch("still")],
            ),
            "loud": small.outcome("broken"),
            "still": small.outcome("settled"),
        },
        indicators={"turns": small.indicator(5), "noise": small.indicator(3)},
    )


PLAYS = {
    "crossing": played(crossing(), {"north": "wait", "chance": "rain"}, {"north": "cross", "south": "cut"}),
    "swim": played(crossing(), {"north": "wade", "chance": "dry"}, {"north": "swim", "south": "rope"}),
    "game": played(game([[(1, 2), (3, 4)], [(5, 6), (7, 8)]]), {"north": "n0", "south": "s1"}),
    "fragile": played(fragile(), {"north": "open"}, {"north": "walk"}),
    "twice": played(twice(), {"north": "wait"}, {"north": "knock"}, {"north": "wait"}, {"north": "call"}),
}


@pytest.mark.parametrize("name", PLAYS)
def test_an_answer_is_that_of_solving_anew(name: str) -> None:
    """For every number that is answered, each role could have shifted as much as in the act with that number."""
    machine, steps = PLAYS[name]
    found = answered(machine, "one", steps)

    assert {} != found
    for quick, slow in found.values():
        assert slow == pytest.approx(quick, abs=1e-12)


def test_numbers_of_one_scene_are_all_answered() -> None:
    """Left out are numbers of news, which may come in many scenes, and of a scene to which plays can come again."""
    unanswered = {}
    for name, (machine, steps) in PLAYS.items():
        paths = [path for path, _, _ in nudged(machine.scenario, machine.lookup.act("one"))]
        found = answered(machine, "one", steps)
        unanswered[name] = {".".join(path.split(".")[2:4]) for number, path in enumerate(paths) if number not in found}

    news = {"injects.warning"}
    assert {"crossing": news, "swim": news, "game": set(), "fragile": set(), "twice": {"scenes.gate"}} == unanswered


def test_a_number_that_opens_a_way_back_is_not_answered() -> None:
    """Where only the changed number leads back to its scene, plays can come there twice, and it is left out."""
    scenario = small.scenario(
        {
            "gate": small.scene(
                {"north": {"options": {"wait": small.option(effects={"turns": 2}), "go": small.option(effects={"turns": 2})}}},
                [small.branch("road", when={"at_least": {"turns": 2}}), small.branch("yard")],
            ),
            "yard": small.scene(
                {"north": {"options": {"back": small.option(effects={"turns": 2}), "on": small.option(effects={"turns": 1})}}},
                [small.branch("gate", when={"at_least": {"turns": 3}}), small.branch("road")],
            ),
            "road": small.outcome(),
        },
        indicators={"turns": small.indicator(5)},
    )
    machine, steps = played(scenario, {"north": "wait"})

    assert {} == answered(machine, "one", steps)


def test_what_cannot_be_solved_with_all_numbers_has_no_answers() -> None:
    """Too many states, as it is or with what the numbers add, and circles: there is nothing that answers."""
    machine, steps = PLAYS["crossing"]
    others = [scenario for _, _, scenario in nudged(machine.scenario, machine.lookup.act("one"))]
    circles, round_steps = played(small.stand_off(), {"north": "open", "south": "wait"})
    size = reach(compile_act(machine, "one", [start(machine, "one")], finest=True))
    assert isinstance(size, Reached)

    assert nudging(machine, "one", [turns_of(steps)], {}, others, Limits(states=1, steps=1)) is None
    assert nudging(machine, "one", [turns_of(steps)], {}, others, Limits(states=size.size, steps=1_000)) is None
    assert nudging(circles, "one", [turns_of(round_steps)], {}, [], LIMITS) is None


def test_a_play_that_news_took_elsewhere_goes_on_from_there() -> None:
    """A turn that begins anew is weighed from where it began, whatever the number did before it."""
    machine, (first, second) = PLAYS["crossing"]
    again = turns_of([second])[0]
    others = [scenario for _, _, scenario in nudged(machine.scenario, machine.lookup.act("one"))]
    both = nudging(machine, "one", [(turns_of([first])[0], again)], {}, others, LIMITS)
    alone = nudging(machine, "one", [(again,)], {}, others, LIMITS)
    assert both is not None
    assert alone is not None
    expected = dict(alone.answers(range(len(others))))

    for number, shifts in both.answers(range(len(others))):
        assert expected[number] == pytest.approx({(turn - 1, role): shift for (turn, role), shift in shifts.items() if turn == 2})


@given(scenarios, moves)
def test_answers_hold_in_random_acts(scenario: Scenario, picks: list[int]) -> None:
    """In any act that can be solved, what is answered is what solving anew gives."""
    machine = ScenarioMachine(scenario)
    state, steps = start(machine, "one"), list[Step]()
    rolls = cycle(picks)
    while machine.plans[state.scene].roles and len(steps) < MOST:
        options = {role: offered(machine, state, role) for role in machine.plans[state.scene].roles}
        steps.append(joint(machine, state, {role: menu[next(rolls) % len(menu)].id for role, menu in options.items()}))
        state = steps[-1].after
    assume(steps)

    for quick, slow in answered(machine, "one", steps, every=3).values():
        assert slow == pytest.approx(quick, abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize(("act", "first"), [("2021", 3), ("2022", 7), ("2023", 5)])
def test_answers_hold_in_the_shipped_acts(act: ActId, first: int) -> None:
    """In the reported course of each act of the shipped scenario, one number in a hundred is solved anew, and gives the same."""
    machine = open_scenario("kosovo").machine
    steps = [made for made in reported_course(machine, act) if made.taken is not None]
    found = answered(machine, act, steps, every=100, first=first)

    assert 2 < len(found)
    for quick, slow in found.values():
        assert slow == pytest.approx(quick, abs=1e-12)
