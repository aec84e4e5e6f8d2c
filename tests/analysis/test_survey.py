"""A survey visits every act from every beginning, and knows the way to each part."""

from sim.analysis.explore import Leg, Limits
from sim.analysis.survey import Onward, Tally, survey
from sim.engine.machine import ScenarioMachine
from sim.library import open_scenario
from sim.model.scenario import Scenario
from sim.testing.writing import walk_route
from tests import small
from tests.testing.at_table import opened, two_acts


def test_every_act_is_surveyed_in_file_order() -> None:
    """There is a survey for each act, in the order of the file, and all of small acts are exhaustive."""
    found = survey(ScenarioMachine(two_acts()))

    assert [("one", True), ("two", True)] == [(act.act, act.exhaustive) for act in found]


def test_an_act_begins_as_its_courses_and_the_act_before_leave_it() -> None:
    """The second act of a campaign begins from its own start, and from all that outcomes of the first carry into it."""
    second = survey(ScenarioMachine(two_acts()))[1]

    assert {(3, 0, 0), (1, 0, 0)} == {state.indicators for state in second.roots}


def test_a_way_into_a_later_act_goes_through_the_one_before() -> None:
    """The way to a state that only a campaign can bring about begins in the first act and goes on."""
    found = survey(ScenarioMachine(two_acts()))[1]
    carried = next(state for state in found.roots if state.indicators[0] == 1)
    route = found.route(carried)

    assert ("one", True, Onward("two")) == (route.act, route.campaign, route.legs[-1])
    assert carried == walk_route(opened(two_acts()), route).session.state


def test_every_way_can_be_played() -> None:
    """The way to each scene, option, branch and inject leads there when it is played."""
    scenario = opened()
    found = survey(scenario.machine, injects=True)[0]
    for scene, state in found.scenes.items():
        assert scene == walk_route(scenario, found.route(state)).scene
    for (scene, index), (state, leg) in found.branches.items():
        taken = walk_route(scenario, found.route(state, leg)).session.steps[-1].taken
        assert (scene, index) == (taken and taken.scene, taken and taken.index)
    for (_, role, option), (state, leg) in found.options.items():
        assert (role, option) in walk_route(scenario, found.route(state, leg)).session.steps[-1].picks
    for inject, (state, leg) in found.injects.items():
        assert inject in walk_route(scenario, found.route(state, leg)).injects


def test_outcomes_are_among_the_scenes() -> None:
    """The outcomes of a survey are the reached scenes in which a play ends."""
    assert {"treaty", "clash"} == set(survey(small.machine())[0].outcomes)


def test_a_limit_is_named() -> None:
    """A survey that is cut short says by what, and is not exhaustive."""
    found = survey(small.machine(), limits=Limits(states=3))[0]

    assert ("cut short after 3 states", False) == (found.limit, found.exhaustive)


def test_a_survey_tells_how_far_it_has_come_and_can_be_stopped() -> None:
    """Told of every 2,000 steps, a listener that answers true stops the survey there."""
    told: list[Tally] = []

    def stop(tally: Tally) -> bool:
        told.append(tally)
        return True

    found = survey(ScenarioMachine(wide()), notice=stop)[0]

    assert [(2_000, "one")] == [(tally.steps, tally.act) for tally in told]
    assert f"stopped after {len(found.states):,} states and 2,000 steps" == found.limit
    assert told[0].done < told[0].states


def wide() -> Scenario:
    """Return a scenario of a few thousand steps: two roles move a counter of their own up and down for ever."""
    move = {
        "up": small.option(),
        "still": small.option("wait"),
        "down": small.option("talk"),
    }
    options = {
        role: {
            "options": {
                name: {**option, "effects": {f"at-{role}": change}} for (name, option), change in zip(move.items(), (1, 0, -1), strict=True)
            }
        }
        for role in ("north", "south")
    }
    return small.scenario(
        {
            "field": small.scene(
                options, [small.branch("end", when={"at_least": {"at-north": 30, "at-south": 30}}), small.branch("field")]
            ),
            "end": small.outcome(),
        },
        indicators={"at-north": small.indicator(30), "at-south": small.indicator(30)},
    )


def test_a_spy_sees_every_beginning_and_every_step() -> None:
    """A spy is told of each beginning without a leg, then of as many steps as the survey counts."""
    seen: list[Leg | None] = []
    found = survey(small.machine(), spy=lambda _state, leg, _made: seen.append(leg))[0]

    assert [None] == [leg for leg in seen if leg is None]
    assert found.steps == len(seen) - 1


def test_a_course_has_its_own_reach() -> None:
    """What one course can come to is counted apart from the others: states, steps, and the turns to each outcome."""
    found = survey(open_scenario("tutorial").machine)[0]
    whole, short = found.reach("whole"), found.reach("short")

    assert (42, 64, {"ferry-idle": 1, "ferry-runs": 2}) == (whole.states, whole.steps, whole.outcomes)
    assert (5, 4, {"ferry-idle": 1, "ferry-runs": 1}) == (short.states, short.steps, short.outcomes)
