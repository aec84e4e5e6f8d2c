"""A play beside the reported course."""

from sim.engine.machine import ScenarioMachine
from sim.report.beside import UNTOLD
from sim.report.debrief import review
from sim.report.review import ReportedCourse
from tests import small
from tests.harness import Table
from tests.report.played import TUTORIAL, account, ferry_runs, settled, table


def course(at: Table) -> ReportedCourse:
    """Return the reported course in the account of an ended play."""
    found = account(at).reported
    assert found is not None
    return found


REPORTED = {"cites": [{**small.CITES[0], "basis": "reported"}]}


def as_reported(last: small.Data) -> Table:
    """Begin a play whose first scene reports option `a` of the north and leads to a scene given."""
    here = small.scene(
        {"north": {"reported": "a", "options": {"a": small.option(), "b": small.option()}}},
        [small.branch("other", when={"chose": {"north": "b"}}), small.branch("end")],
        **REPORTED,
    )
    return table(ScenarioMachine(small.scenario({"here": here, "end": last, "other": small.outcome("broken")})))


def test_a_play_that_does_what_is_reported_never_leaves_the_course() -> None:
    """A play along the reported course has left it in no turn and differs in none."""
    found = course(as_reported({**small.outcome(), **REPORTED}).choose(north="a"))

    assert (None, None) == (found.left, found.first_difference)


def test_a_play_leaves_the_course_in_the_turn_that_leads_elsewhere() -> None:
    """The turn whose way out is another than reported is where the play left."""
    found = course(as_reported({**small.outcome(), **REPORTED}).choose(north="b"))

    assert (1, 1) == (found.left, found.first_difference)


def test_a_reported_outcome_ends_the_course() -> None:
    """Where a text reports how it ended, the course ends with that outcome."""
    found = course(as_reported({**small.outcome(), **REPORTED}).choose(north="b"))

    assert ("Settled", ["here", "end"]) == (found.ends, [stop.scene for stop in found.stops])


def test_the_course_goes_on_through_scenes_that_texts_still_report() -> None:
    """After the last reported choice the course holds the scenes that a text reports or implies, and stops at the first that none does."""
    one = {"north": {"a": small.option()}}
    here = small.scene({"north": {"reported": "a", "options": {"a": small.option()}}}, [small.branch("there")])
    scenes = {"here": here, "there": small.scene(one, [small.branch("end")], **REPORTED), "end": small.outcome()}
    found = course(table(ScenarioMachine(small.scenario(scenes))).choose(north="a").choose(north="a"))

    assert (UNTOLD, ["here", "there"]) == (found.ends, [stop.scene for stop in found.stops])


def test_an_invented_outcome_is_no_part_of_the_course() -> None:
    """What no text reports is not told as reported: the course stops with the last turn that is."""
    found = course(as_reported(small.outcome()).choose(north="a"))

    assert (UNTOLD, ["here"]) == (found.ends, [stop.scene for stop in found.stops])


def test_a_stop_says_whether_both_ways_come_through_it() -> None:
    """Each scene of the play says whether the reported course comes through it too."""
    told = account(as_reported({**small.outcome(), **REPORTED}).choose(north="b"))

    assert [("here", True), ("other", False)] == [(stop.scene, stop.shared) for stop in told.path]


def test_what_is_reported_of_whom_is_told_with_its_passages() -> None:
    """The reported course names who is reported to have done what, and every such pick cites."""
    found = review(ferry_runs(), TUTORIAL.grounds, ours=True).reported
    assert found is not None

    assert [("Westbank", "Threaten to close the landing", 1)] == [(pick.name, pick.label, len(pick.passages)) for pick in found.picks]


def test_a_role_that_did_otherwise_differs_though_the_play_stays_on_course() -> None:
    """A different choice that leads to the same scene is told as a difference, not as a way left."""
    at = Table(TUTORIAL.machine, "ferry").choose(eastbank="promise-nothing", westbank="promise-open").draw("dry")
    at.choose(eastbank="keep-rope", westbank="close-landing")
    found = account(at, grounds=TUTORIAL.grounds).reported
    assert found is not None

    assert (None, 1) == (found.left, found.first_difference)


def test_an_act_of_which_nothing_is_reported_has_no_course() -> None:
    """Where the documents report no choice at all, the course is empty and says that it is untold."""
    here = small.scene({"north": {"a": small.option()}}, [small.branch("end")])
    at = table(ScenarioMachine(small.scenario({"here": here, "end": small.outcome()}))).choose(north="a")

    assert ((), UNTOLD) == (course(at).stops, course(at).ends)


def test_a_play_that_goes_its_own_way_at_once_has_left_in_its_first_turn() -> None:
    """The small stand-off's treaty is reached by leaving the bridge for the talks."""
    assert 1 == course(settled()).left
