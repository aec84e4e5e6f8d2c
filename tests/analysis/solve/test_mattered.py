"""Which decisions mattered, held against enumerating every play by hand, and what small changes of numbers do to that."""

from collections.abc import Mapping

import pytest

from sim.analysis.explore import Limits
from sim.analysis.solve.mattered import Weighed, mattered
from sim.analysis.solve.reached import Cut
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import joint, start, step
from sim.model.events import Injected
from sim.model.ids import OptionId, RoleId
from sim.model.scenario import Scenario
from sim.model.state import Step
from tests import small
from tests.analysis.solve.enumerated import by_hand
from tests.analysis.solve.games import crossing, game

Picks = Mapping[RoleId, OptionId]


def fragile() -> Scenario:
    """Return two turns in which the first choice decides everything, unless one number is a little different."""
    return small.scenario(
        {
            "gate": small.scene(
                {"north": {"options": {"open": small.option(effects={"calm": 2}), "shut": small.option()}}},
                [small.branch("road")],
            ),
            "road": small.scene(
                {"north": {"options": {"walk": small.option(), "run": small.option(effects={"calm": 1})}}},
                [small.branch("home", when={"at_least": {"calm": 2}}), small.branch("lost")],
            ),
            "home": small.outcome("settled"),
            "lost": small.outcome("broken"),
        },
        indicators={"calm": small.indicator()},
    )


def played(scenario: Scenario, *turns: Picks) -> tuple[ScenarioMachine, list[Step]]:
    """Play turns of the act `one` from its beginning."""
    machine = ScenarioMachine(scenario)
    state, steps = start(machine, "one"), []
    for picks in turns:
        steps.append(joint(machine, state, picks))
        state = steps[-1].after
    return machine, steps


PLAYS = [
    played(crossing(), {"north": "wait", "chance": "rain"}, {"north": "cross", "south": "cut"}),
    played(game([[(1, 2), (3, 4)], [(5, 6), (7, 8)]]), {"north": "n0", "south": "s1"}),
    played(fragile(), {"north": "open"}, {"north": "walk"}),
]


@pytest.mark.parametrize(("machine", "steps"), PLAYS)
def test_what_mattered_is_what_playing_everything_gives(machine: ScenarioMachine, steps: list[Step]) -> None:
    """For every choice the greatest shift equals that of enumerating all plays, and each role's greatest turn is the largest of its own."""
    found = mattered(machine, "one", [steps], {}, check=False)

    assert isinstance(found, Weighed)
    expected = {(turn, role): shift for turn, role, shift in by_hand(machine, steps)}
    assert expected == pytest.approx({(pivot.turn, pivot.role): pivot.shift for pivot in found.plays[0].pivots}, abs=1e-12)
    for greatest in found.plays[0].greatest:
        own = {turn: shift for (turn, role), shift in expected.items() if role == greatest.role}
        most = max(own.values())
        assert greatest.turn == (None if most == 0 else min(turn for turn, shift in own.items() if shift > most - 1e-9))


def test_plays_are_weighed_together_as_alone() -> None:
    """Several plays of an act get the figures that each of them gets alone, with turns numbered from 1 in each."""
    machine, first = PLAYS[0]
    _, second = played(crossing(), {"north": "wait", "chance": "dry"}, {"north": "cross", "south": "rope"})
    both, alone = mattered(machine, "one", [first, second], {}, check=True), mattered(machine, "one", [second], {}, check=True)

    assert isinstance(both, Weighed)
    assert isinstance(alone, Weighed)
    assert both.plays[1] == alone.plays[0]


def test_a_decision_that_hangs_on_one_number_is_called_fragile() -> None:
    """Opening mattered more only because of the author's numbers: with one number changed, what followed matters as much or more."""
    machine, steps = PLAYS[2]
    found = mattered(machine, "one", [steps], {}, check=True)

    assert isinstance(found, Weighed)
    (north,) = found.plays[0].greatest
    assert (1, "fragile") == (north.turn, north.standing)
    assert ("acts.one.scenes.gate.decision.north.open.effects.calm", "-1") in north.breaks


def test_a_decision_that_no_number_moves_holds() -> None:
    """Cutting the rope in the last turn decided everything, and does so under every changed number."""
    machine, steps = PLAYS[0]
    found = mattered(machine, "one", [steps], {}, check=True)

    assert isinstance(found, Weighed)
    assert [("south", 2, "holds", ())] == [(one.role, one.turn, one.standing, one.breaks) for one in found.plays[0].greatest[1:]]


def test_small_acts_are_checked_without_being_asked() -> None:
    """Where trying every number takes a moment it is done; where it is told not to, nothing is called checked."""
    machine, steps = PLAYS[0]
    found = [mattered(machine, "one", [steps], {}, check=check) for check in (None, False)]

    assert [False, True] == [
        all(one.standing == "unchecked" for one in answer.plays[0].greatest) for answer in found if isinstance(answer, Weighed)
    ]


def test_stopped_trying_leaves_everything_unchecked() -> None:
    """Who stops the trying gets figures, and no word on whether they hold."""
    machine, steps = PLAYS[0]
    told: list[tuple[int, int]] = []
    found = mattered(machine, "one", [steps], {}, check=True, notice=lambda done, whole: bool(told.append((done, whole))) or done == 2)

    assert isinstance(found, Weighed)
    assert (2, {"unchecked"}) == (len(told), {one.standing for one in found.plays[0].greatest})


def test_a_role_whose_choices_change_nothing_has_no_greatest_turn() -> None:
    """In a game whose branches all lead to one end, no choice moves anything."""
    machine, steps = PLAYS[1]
    found = mattered(machine, "one", [steps], {})

    assert isinstance(found, Weighed)
    assert [("north", None), ("south", None)] == [(one.role, one.turn) for one in found.plays[0].greatest]


def test_an_act_that_goes_in_circles_has_no_figures() -> None:
    """Where a play can come back to where it was, nothing is weighed."""
    machine, steps = played(small.stand_off(), {"north": "open", "south": "wait"})

    assert mattered(machine, "one", [steps], {}) is None


def test_too_many_states_are_said() -> None:
    """Where the search is given up the reason comes back."""
    machine, steps = PLAYS[0]

    assert isinstance(mattered(machine, "one", [steps], {}, limits=Limits(states=1, steps=1)), Cut)


def test_moments_out_of_the_model_are_passed_over() -> None:
    """A turn in which news of a facilitator's changed the numbers is named, and the turns after it are weighed again."""
    data = crossing().model_dump(by_alias=True)
    more = [{"id": "flood", **small.inject(effects={"water": 1})}]
    acts = [act | {"injects": [*act["injects"], *more]} for act in data["acts"]]
    machine = ScenarioMachine(Scenario.model_validate(data | {"acts": acts}))
    told = step(machine, start(machine, "one"), Injected(inject="flood"))
    first = joint(machine, told.after, {"north": "wait", "chance": "dry"})
    found = mattered(machine, "one", [[told, first, joint(machine, first.after, {"north": "cross", "south": "cut"})]], {}, check=True)

    assert isinstance(found, Weighed)
    assert ((1,), {2}) == (found.plays[0].passed_over, {pivot.turn for pivot in found.plays[0].pivots})


def test_a_change_that_makes_an_act_circle_leaves_it_unchecked() -> None:
    """If an act with a changed number can no longer be solved, nothing is said to hold."""
    scenario = small.scenario(
        {
            "gate": small.scene(
                {"north": {"options": {"wait": small.option(effects={"turns": 1}), "go": small.option(effects={"turns": 2})}}},
                [small.branch("end", when={"at_least": {"turns": 2}}), small.branch("gate")],
            ),
            "end": small.outcome(),
        },
        indicators={"turns": small.indicator(3)},
    )
    machine, steps = played(scenario, {"north": "wait"}, {"north": "go"})
    found = mattered(machine, "one", [steps], {}, check=True)

    assert isinstance(found, Weighed)
    assert {"unchecked"} == {one.standing for one in found.plays[0].greatest}
