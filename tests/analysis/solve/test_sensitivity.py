"""Small changes of the author's numbers, one at a time, and what they do."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from sim.analysis.explore import Limits
from sim.analysis.solve.reached import Cut
from sim.analysis.solve.sensitivity import Nudge, Tried, nudged, sensitivity
from sim.engine.machine import ScenarioMachine
from tests import small
from tests.analysis.solve.games import crossing


def test_every_number_is_changed_up_and_down() -> None:
    """Each effect is one more and one less, each weight a quarter more and less; what clamps to the same is left out."""
    scenario = crossing()
    found = [(path.removeprefix("acts.one."), change) for path, change, _ in nudged(scenario, scenario.acts[0])]

    assert [
        ("scenes.bank.decision.north.wade.effects.water", "+1"),
        ("scenes.bank.decision.north.wade.effects.water", "-1"),
        ("scenes.bank.decision.chance.dry.weight", "+25 %"),
        ("scenes.bank.decision.chance.dry.weight", "-25 %"),
        ("scenes.bank.decision.chance.rain.effects.water", "+1"),
        ("scenes.bank.decision.chance.rain.effects.water", "-1"),
        ("scenes.bank.decision.chance.rain.weight", "+25 %"),
        ("scenes.bank.decision.chance.rain.weight", "-25 %"),
        ("scenes.bank.branches[1].effects.water", "+1"),
        ("scenes.bank.branches[1].effects.water", "-1"),
        ("scenes.ford.decision.north.swim.effects.water", "+1"),
        ("scenes.ford.decision.north.swim.effects.water", "-1"),
        ("scenes.ford.decision.south.cut.effects.water", "+1"),
        ("scenes.ford.decision.south.cut.effects.water", "-1"),
        ("injects.warning.effects.told", "-1"),
    ] == found


def test_only_one_number_differs() -> None:
    """The scenario with a changed number is the author's but for that number."""
    scenario = crossing()
    changed = {(path, change): other for path, change, other in nudged(scenario, scenario.acts[0])}
    other = changed["acts.one.scenes.bank.decision.chance.dry.weight", "+25 %"]

    assert [15, 4] == [option.weight for option in other.acts[0].scenes[0].decision[1].options]
    assert scenario == other.model_copy(update={"acts": scenario.acts})
    assert scenario.acts[0].scenes[1:] == other.acts[0].scenes[1:]


def test_what_shifts_the_most_comes_first() -> None:
    """With everybody cautious, only water that reaches the ford's mark by itself could change anything; it does not."""
    machine = ScenarioMachine(crossing())
    cautious = sensitivity(machine, "one", dict.fromkeys(("north", "south"), "cautious"))
    evenly = sensitivity(machine, "one", {})

    assert isinstance(cautious, Tried)
    assert isinstance(evenly, Tried)
    assert {0.0} == {one.shift for one in cautious.nudges}
    assert 15 == evenly.wanted == len(evenly.nudges)
    assert [*evenly.nudges] == sorted(evenly.nudges, key=lambda one: -one.shift)
    weights = {one.change: one.shift for one in evenly.nudges if one.path.endswith("dry.weight")}
    assert {"+25 %": (15 / 19 - 0.75) / 2, "-25 %": (0.75 - 9 / 13) / 2} == pytest.approx(weights)


def test_who_does_the_work_leaves_no_trace() -> None:
    """By threads, which take several numbers at a time, the answer is the same as by this process alone."""
    with ThreadPoolExecutor(3) as threads:
        assert sensitivity(ScenarioMachine(crossing()), "one", {}) == sensitivity(ScenarioMachine(crossing()), "one", {}, executor=threads)


def test_trying_can_be_stopped() -> None:
    """Whoever is told how many numbers were tried can end it; how many there are is still said."""
    told = []

    def notice(done: int, wanted: int) -> bool:
        told.append((done, wanted))
        return done == 8

    found = sensitivity(ScenarioMachine(crossing()), "one", {}, notice)

    assert isinstance(found, Tried)
    assert (8, 15, [(4, 15), (8, 15)]) == (len(found.nudges), found.wanted, told)
    assert all(isinstance(one, Nudge) for one in found.nudges)


def test_chance_with_one_option_has_no_weight_to_change() -> None:
    """Where only one thing can be drawn, its weight changes nothing and is not tried; a facilitator's news neither."""
    scenario = small.scenario(
        {
            "bank": small.scene({"chance": {"options": {"dry": small.option(None, weight=1)}}}, [small.branch("over")]),
            "over": small.outcome(),
        },
        injects={"letter": small.inject(effects={"tension": 1})},
    )

    assert [] == [*nudged(scenario, scenario.acts[0])]


@pytest.mark.parametrize("states", [12, 13], ids=["the act itself", "one of its changes"])
def test_what_cannot_be_visited_is_given_up(states: int) -> None:
    """Where the act, or the act with a changed number, has more states than are allowed, nothing is said of the others."""
    found = sensitivity(ScenarioMachine(crossing()), "one", {}, limits=Limits(states, 1_000))

    assert isinstance(found, Cut)
    assert f"more than {states} states" == found.limit
