"""Options that never serve an aim are noted, in acts of which that can be told."""

import pytest

from sim.analysis.explore import Limits
from sim.analysis.kernel.compiled import MOST_WAYS
from sim.analysis.lint import lint
from sim.analysis.solve.dominated import dominated
from sim.analysis.solve.policies import profile
from sim.analysis.solve.worth import aims
from sim.analysis.survey import survey
from sim.engine.machine import ScenarioMachine
from sim.model.scenario import Scenario
from tests import small
from tests.analysis.solve.games import crossing, game, solved, with_aims

AIM = {"north": {"arrive": {"text": "Arrive.", "outcomes": ["settled"]}}}


def notes(scenario: Scenario, limits: Limits | None = None) -> list[tuple[str, str]]:
    """Return level and place of what is noted."""
    machine = ScenarioMachine(scenario)
    found = lint(machine, survey(machine, limits=limits))
    return [(one.level, one.path) for one in found if one.code == "option-never-serves"]


def ways(count: int) -> Scenario:
    """Return a scene of so many options, each with a branch of its own to the same end; the first leads to the better one."""
    options = {f"o{place}": small.option() for place in range(count)}
    branches = [small.branch("end" if place else "good", when={"chose": {"north": f"o{place}"}}) for place in range(count)]
    scene = small.scene({"north": {"options": options}}, [*branches, small.branch("end")])
    return small.scenario({"here": scene, "good": small.outcome("settled"), "end": small.outcome("broken")})


def test_an_option_that_never_serves_is_noted() -> None:
    """In a dilemma the option that is worse whatever the other does is noted, for each role."""
    here = "acts.one.scenes.meeting.decision"

    assert [("note", f"{here}.north.options.n0"), ("note", f"{here}.south.options.s0")] == notes(game([[(6, 6), (0, 9)], [(9, 0), (2, 2)]]))


def test_what_serves_somewhere_is_not_noted() -> None:
    """Where each option is the best answer to something, nothing is noted."""
    assert [] == notes(game([[(6, 6), (0, 0)], [(0, 0), (2, 2)]]))


def test_what_is_beaten_only_in_some_states_is_not_noted() -> None:
    """In the crossing, some options are beaten wherever they are offered, and are noted; others only here and there."""
    act = solved(crossing())
    beaten = dominated(act, profile(act.reached, {}), aims(act.reached))

    everywhere = [f"acts.one.scenes.{one.scene}.decision.{one.role}.options.{one.option}" for one in beaten if one.everywhere]

    assert 0 < len(everywhere) < len(beaten)
    assert everywhere == [path for _, path in notes(crossing())]


@pytest.mark.parametrize(
    "scenario",
    [small.stand_off(), with_aims(small.stand_off(), **AIM), with_aims(ways(MOST_WAYS + 1), **AIM)],
    ids=["no aims", "circles", "too many ways out"],
)
def test_where_nothing_can_be_told_nothing_is_said(scenario: Scenario) -> None:
    """Without aims, in circles, and in an act that cannot be taken apart no option is noted."""
    assert [] == notes(scenario)


def test_few_enough_ways_out_are_taken_apart() -> None:
    """The same scene with fewer options has a note for each that never leads to the better end."""
    assert 4 == len(notes(with_aims(ways(5), **AIM)))


def test_an_act_that_was_not_surveyed_whole_is_passed_over() -> None:
    """Where the survey was cut short nothing is claimed."""
    assert [] == notes(crossing(), Limits(1, 1))
