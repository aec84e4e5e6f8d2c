"""What bots that look ahead expect, against the equilibrium that it comes from."""

import pytest

from sim.analysis.explore import Limits
from sim.analysis.solve.foresight import LOTS, foreseen
from sim.analysis.solve.logit import logit
from sim.analysis.solve.reached import Cut
from sim.analysis.solve.worth import aims, payoff
from sim.engine.campaign import carried
from sim.engine.foresight import Lots
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.errors import Fault
from sim.model.scenario import Scenario
from tests import small
from tests.analysis.held import endings, reached
from tests.analysis.solve.games import crossing, game, solved


def test_lots_are_the_equilibrium_rounded() -> None:
    """Every state that can be reached has lots in proportion to the equilibrium, and none for what is not offered."""
    act = solved(crossing())
    ends = {role: payoff(aims(act.reached), role, act.reached.size) for role in ("north", "south")}
    profile = logit(act, ends, 1.5).profile
    found = foreseen(act.reached.kernel.machine, ["one"], 1.5)
    assert not isinstance(found, Cut)
    for block in act.reached.playing:
        for place in range(len(block.packed)):
            state = act.reached.state(block.first + place)
            lots = found[block.node.scene][state.opened, state.fired]
            shares = [of_role[place] for of_role in profile[block.node.number]]
            assert [[round(share * LOTS) for share in of_role] for of_role in shares] == [[*of_role] for of_role in lots]


def test_more_is_preferred() -> None:
    """What is worth more to a role gets more lots, and the more the stronger the bot; without strength all are alike."""
    machine = ScenarioMachine(game([[(9, 9), (9, 0)], [(1, 9), (1, 0)]]))
    first = {strength: next(iter(_lots(machine, strength)["meeting"].values())) for strength in (0.0, 0.3, 3.0)}

    assert ((LOTS // 2, LOTS // 2), (LOTS // 2, LOTS // 2)) == first[0.0]
    assert LOTS // 2 < first[0.3][0][0] < first[3.0][0][0] <= LOTS


def test_in_a_campaign_everything_carried_over_is_foreseen() -> None:
    """Each act is computed from its own start and from all that the act before can leave."""
    machine = ScenarioMachine(_two_acts())
    found = foreseen(machine, ["one", "two"], 1.0)
    assert not isinstance(found, Cut)
    begins = [start(machine, "two"), *(carried(machine, end, "two")[0] for end in endings(machine, start(machine, "one")))]

    assert {state.opened for state in begins} == {opened for opened, _ in found["later"]}
    assert {"bank", "ford", "later"} == set(found)


def test_it_says_how_far_it_has_come() -> None:
    """The notice is told of every act, up to its last state."""
    told: list[tuple[str, int, int]] = []
    machine = ScenarioMachine(crossing())
    foreseen(machine, ["one"], 1.0, lambda act, done, wanted: told.append((act, done, wanted)))

    assert {("one", sum(len(block.packed) for block in reached(machine).playing))} == {(act, wanted) for act, _, wanted in told}
    assert told[-1][1] == told[-1][2]


def test_an_act_that_goes_in_circles_is_refused() -> None:
    """Where a play can come back to the state it was in, there is no last turn to look ahead to."""
    machine = ScenarioMachine(
        small.scenario(
            {"round": small.scene({"north": {"options": {"a": small.option()}}}, [small.branch("round")]), "end": small.outcome()}
        )
    )
    with pytest.raises(Fault, match="has no last turn"):
        foreseen(machine, ["one"], 1.0)


def test_an_act_that_is_too_large_is_said() -> None:
    """What the search of states gives up comes back as its reason."""
    assert isinstance(foreseen(ScenarioMachine(crossing()), ["one"], 1.0, limits=Limits(1, 1)), Cut)


def _two_acts() -> Scenario:
    """Return the crossing with a second act after it, into which the water is carried."""
    first = crossing().model_dump(by_alias=True)
    decision = {"north": {"options": {"keep": small.option("wait"), "leave": small.option("threat")}}}
    later = small.scenario({"later": small.scene(decision, [small.branch("kept")]), "kept": small.outcome()}).model_dump(by_alias=True)
    acts = [*first["acts"], {**later["acts"][0], "id": "two"}]
    carry = {"into": "two", "outcomes": ["settled"], "effects": {"water": 1}, "text": "It is remembered."}
    return Scenario.model_validate({**first, "acts": acts, "campaign": {"acts": ["one", "two"], "carry": [carry]}})


def _lots(machine: ScenarioMachine, strength: float) -> Lots:
    found = foreseen(machine, ["one"], strength)
    assert not isinstance(found, Cut)
    return found
