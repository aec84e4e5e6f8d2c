"""The reported course of an act."""

from sim.engine.course import reported_course, reported_option, tells
from sim.engine.machine import ScenarioMachine
from tests import small

MACHINE = small.machine()


def compiled(decision: small.Data, **scenes: object) -> ScenarioMachine:
    """Return a machine whose first scene has a decision and leads to the end."""
    return ScenarioMachine(small.scenario({"here": small.scene(decision, [small.branch("end")]), "end": small.outcome(), **scenes}))


def test_every_role_does_what_is_reported_of_it() -> None:
    """The first turn of the course takes the reported option of each role."""
    assert (("north", "block"), ("south", "wait")) == reported_course(MACHINE, "one")[0].picks


def test_where_nothing_is_reported_of_a_role_it_takes_its_default() -> None:
    """A role without a reported option stands in with its default."""
    assert (("south", "call"), ("chance", "quiet")) == reported_course(MACHINE, "one")[1].picks


def test_the_course_ends_at_an_outcome() -> None:
    """The last turn of the course leads to an outcome."""
    machine = compiled({"north": {"reported": "a", "options": {"a": small.option()}}})

    assert ["end"] == [step.after.scene for step in reported_course(machine, "one")]


def test_a_course_that_would_repeat_itself_ends() -> None:
    """A course that comes back to a state it has been in stops there."""
    there = small.scene({"north": {"a": small.option()}}, [small.branch("here")])
    here = small.scene({"north": {"a": small.option()}}, [small.branch("there")])
    machine = ScenarioMachine(small.scenario({"here": here, "there": there, "end": small.outcome()}))

    assert ["there", "here"] == [step.after.scene for step in reported_course(machine, "one")]


def test_a_scene_tells_if_anything_is_reported_in_it() -> None:
    """Of the small stand-off's scenes only the bridge has reported options."""
    assert {"bridge": True, "night": False, "talks": False} == {scene: tells(MACHINE, scene) for scene in ("bridge", "night", "talks")}


def test_a_role_that_does_not_decide_has_no_reported_option() -> None:
    """Nothing is reported of a role in a scene where it decides nothing."""
    assert reported_option(MACHINE, "talks", "south") is None
