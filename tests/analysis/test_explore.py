"""Exploring: how much there is to reach, and the shortest way to each part of it."""

import pytest

from sim.analysis.explore import Explored, Leg, Limits, explore
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.errors import Fault, Missing
from sim.model.state import State, Step
from tests import small

MACHINE = small.machine()


def corridor(**first: object) -> ScenarioMachine:
    """Return a machine of two rooms and two ends: the first room is left with both roles' choices, the second with chance's."""
    return ScenarioMachine(
        small.scenario(
            {
                "hall": small.scene(
                    {
                        "north": {"options": {"stay": small.option("wait"), "go": small.option("talk", effects={"tension": 1})}},
                        "south": {"options": {"stay": small.option("wait"), "go": small.option("talk", effects={"tension": 1})}},
                    },
                    [small.branch("hall", when={"chose": {"north": "stay", "south": "stay"}}), small.branch("garden")],
                ),
                "garden": small.scene(
                    {"chance": {"options": {"sun": small.option(None, weight=1), "rain": small.option(None, weight=2)}}},
                    [
                        small.branch("party", when={"all": [{"chose": {"chance": "sun"}}, {"at_least": {"tension": 2}}]}),
                        small.branch("party", when={"at_least": {"tension": 5}}),
                        small.branch("home"),
                    ],
                ),
                "party": small.outcome(),
                "home": small.outcome(),
                "cellar": small.outcome(),
            },
            **first,
        )
    )


@pytest.fixture(name="found")
def _found() -> Explored:
    """Give the corridor, explored."""
    return explore(corridor(), "one")


def test_every_start_of_a_turn_is_found_once(found: Explored) -> None:
    """The hall, the garden with one or two in it, and each end as it can be reached; nearest first."""
    assert [
        ("hall", (0,)),
        ("garden", (1,)),
        ("garden", (2,)),
        ("home", (1,)),
        ("party", (2,)),
        ("home", (2,)),
    ] == [(state.scene, state.indicators) for state in found.states]


def test_every_joint_choice_is_tried_once(found: Explored) -> None:
    """Four joint choices in the hall, and two falls of chance in each of the two gardens."""
    assert (8, 2) == (found.steps, found.turns)


def test_exploring_to_the_end_says_so(found: Explored) -> None:
    """A search that met no limit is exhaustive."""
    assert ("exhaustive", True) == (found.limit, found.exhaustive)


def test_the_shortest_way_leads_to_each_scene(found: Explored) -> None:
    """The way to the first scene is empty, and what cannot be reached has none."""
    hall = Leg("hall", (("north", "stay"), ("south", "go")))
    both = Leg("hall", (("north", "go"), ("south", "go")))

    assert {
        "hall": (),
        "garden": (hall,),
        "home": (hall, Leg("garden", (("chance", "sun"),))),
        "party": (both, Leg("garden", (("chance", "sun"),))),
    } == found.scenes


def test_outcomes_are_the_scenes_in_which_a_play_ends(found: Explored) -> None:
    """Of the scenes that were reached, those with an outcome have their ways again."""
    assert {scene: found.scenes[scene] for scene in ("home", "party")} == found.outcomes


def test_every_option_that_can_be_chosen_has_a_way(found: Explored) -> None:
    """The last leg of an option's way chooses it."""
    assert {
        *(("hall", role, option) for role in ("north", "south") for option in ("stay", "go")),
        *(("garden", "chance", option) for option in ("sun", "rain")),
    } == set(found.options)
    assert (Leg("hall", (("north", "go"), ("south", "stay"))),) == found.options["hall", "north", "go"]


def test_a_branch_that_is_never_taken_has_no_way(found: Explored) -> None:
    """A branch whose condition cannot hold is not among those that were taken."""
    assert {("hall", 0), ("hall", 1), ("garden", 0), ("garden", 2)} == set(found.branches)


def test_an_option_that_is_not_offered_is_not_tried() -> None:
    """Options with `when` are tried only from states in which they are offered, and their way leads to one."""
    way = explore(MACHINE, "one").options["bridge", "north", "attack"]

    assert ("bridge", "night", "bridge") == tuple(leg.scene for leg in way)


def test_conditional_news_comes_by_itself() -> None:
    """An inject with a condition has a way without the facilitator; one that is released has none."""
    found = explore(MACHINE, "one")

    assert {"alarm": (Leg("bridge", (("north", "block"), ("south", "march"))),)} == found.injects


def test_the_facilitator_can_be_let_in() -> None:
    """With injects, every one is also released at the start of every turn in which it can be, which reaches more."""
    without, within = explore(MACHINE, "one"), explore(MACHINE, "one", injects=True)

    assert set(without.states) < set(within.states)
    assert (Leg("bridge", (), "letter"),) == within.injects["letter"]
    assert (Leg("bridge", (), "envoy"),) == within.injects["envoy"]


def test_another_course_begins_elsewhere() -> None:
    """A course is explored from its own scene."""
    courses = {"whole": {"scene": "hall", "about": "All."}, "late": {"scene": "garden", "about": "Half.", "start": {"tension": 2}}}
    found = explore(corridor(courses=courses), "one", "late")

    assert ({"garden", "party", "home"}, 2) == (set(found.scenes), found.steps)


def test_an_end_is_explored_as_one_state() -> None:
    """Where a course begins at an outcome there is nothing to do."""
    found = explore(corridor(courses={"whole": {"scene": "cellar", "about": "All."}}), "one")

    assert (1, 0, 0, {"cellar": ()}) == (len(found.states), found.steps, found.turns, found.outcomes)


@pytest.mark.parametrize(
    ("limits", "limit", "states", "steps"),
    [
        (Limits(states=3), "cut short after 3 states", 3, 5),
        (Limits(steps=6), "cut short after 6 steps", 4, 6),
        (Limits(states=6, steps=8), "exhaustive", 6, 8),
    ],
)
def test_a_limit_that_cuts_short_is_named(limits: Limits, limit: str, states: int, steps: int) -> None:
    """What was found up to a limit is kept, and the limit is named; a limit that is just enough is none."""
    found = explore(corridor(), "one", limits=limits)

    assert (limit, limit == "exhaustive", states, steps) == (found.limit, found.exhaustive, len(found.states), found.steps)


def test_progress_is_told() -> None:
    """The callback hears how far the search has come, and at the end how far it came."""
    told: list[tuple[int, int]] = []
    found = explore(corridor(), "one", progress=lambda states, steps: told.append((states, steps)))

    assert [(3, 4), (len(found.states), found.steps)] == told


@pytest.mark.parametrize(("act", "course"), [("two", "whole"), ("one", "late")])
def test_an_unknown_beginning_is_refused(act: str, course: str) -> None:
    """An act or course that is not there cannot be explored."""
    with pytest.raises(Missing):
        explore(MACHINE, act, course)


def test_a_scene_without_a_way_out_is_a_fault() -> None:
    """A scene that a checked scenario cannot have stops the search by name."""
    scenes = {
        "here": small.scene({"north": {"options": {"wait": small.option()}}}, [small.branch("end", when={"at_least": {"tension": 5}})]),
        "end": small.outcome(),
    }
    with pytest.raises(Fault, match="no branch of scene here"):
        explore(ScenarioMachine(small.scenario(scenes)), "one")


def test_a_search_can_begin_in_several_states() -> None:
    """Further starts are searched beside the course's own, and none of them has a way before it."""
    machine = corridor()
    later = State("garden", (5,), (5,))
    found = explore(machine, "one", starts=(later, start(machine, "one")))

    assert (("hall", "garden"), ()) == (tuple(state.scene for state in found.states[:2]), found.scenes["garden"])
    assert (Leg("garden", (("chance", "sun"),)),) == found.scenes["party"]


def test_every_step_can_be_watched() -> None:
    """A watcher is told of each step, with the state it was made from and the leg."""
    seen: list[tuple[str, str]] = []

    def watch(state: State, leg: Leg, made: Step) -> None:
        assert leg.scene == state.scene == made.before.scene
        seen.append((state.scene, made.after.scene))

    found = explore(corridor(), "one", watch=watch)

    assert found.steps == len(seen)
    assert {("hall", "hall"), ("hall", "garden"), ("garden", "home"), ("garden", "party")} == set(seen)


def test_a_watcher_can_stop_the_search() -> None:
    """When it has seen enough, the search ends and says where."""
    found = explore(corridor(), "one", watch=lambda _state, _leg, made: made.after.scene == "party")

    assert ("stopped after 4 states and 7 steps", False) == (found.limit, found.exhaustive)
