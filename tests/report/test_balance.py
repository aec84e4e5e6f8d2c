"""How many words on screen carry each side's claims."""

import pytest

from sim.engine.machine import ScenarioMachine
from sim.evidence.account import words
from sim.model.scenario import Scenario
from sim.report.balance import Weighed, heard, unbalanced, weigh
from tests.engine import council

SIDES = {"north": {"name": "North"}, "south": {"name": "South"}, "far": {"name": "Far away"}}
CORPUS = council.corpus()
CORPUS = CORPUS.model_copy(update={"catalogue": CORPUS.catalogue.model_validate(CORPUS.catalogue.model_dump() | {"sides": SIDES})})


def declared(**balance: object) -> ScenarioMachine:
    """Return the council with a balance."""
    data = council.council().model_dump(by_alias=True)
    return ScenarioMachine(Scenario.model_validate(data | ({"balance": balance} if balance else {})))


def weighed(north: int, south: int, far: int = 0) -> tuple[Weighed, ...]:
    """Return the screens of two roles that together carry so many words."""
    return (
        Weighed("one", "north", 2, {"north": north, "south": 0, "far": 0}),
        Weighed("one", "south", 2, {"north": 0, "south": south, "far": far}),
    )


def findings(machine: ScenarioMachine, screens: tuple[Weighed, ...]) -> list[str]:
    """Return the paths of what is found."""
    return [problem.path for problem in unbalanced(machine, screens)]


ALIKE = declared(between=["north", "south"], fewer=["far"])


@pytest.mark.parametrize(
    ("north", "south", "found"), [(100, 80, []), (80, 100, []), (100, 79, ["balance.between"]), (0, 0, ["balance.fewer"])]
)
def test_sides_are_heard_alike(north: int, south: int, found: list[str]) -> None:
    """Sides that differ by more than a fifth of the most are found, whichever it is."""
    assert found == findings(ALIKE, weighed(north, south))


@pytest.mark.parametrize(("far", "found"), [(79, []), (80, ["balance.fewer"]), (200, ["balance.fewer"])])
def test_a_third_side_is_heard_less(far: int, found: list[str]) -> None:
    """A side that should be heard less is found when it is not below the least of the others."""
    assert found == findings(ALIKE, weighed(100, 80, far))


def test_how_far_sides_may_differ_is_the_authors() -> None:
    """Another bound is kept to."""
    assert [] == findings(declared(between=["north", "south"], within=50), weighed(100, 50))


def test_without_a_balance_nothing_is_wanted() -> None:
    """A scenario that declares none has no finding."""
    assert [] == findings(declared(), weighed(100, 0))


def test_screens_add_up() -> None:
    """All roles' screens count together, and a mean is by play."""
    assert {"north": 100, "south": 60, "far": 5} == dict(heard(weighed(100, 60, 5)))
    assert 50 == weighed(100, 60)[0].mean("north")


def test_each_role_sees_its_own_screen() -> None:
    """A role's briefing and options carry its side's claims on its own screen; elsewhere only its speakers and what it chose do."""
    north, south = weigh(declared(), CORPUS, 20, "one")

    assert (True, True, 0) == (
        north.words["north"] > south.words["north"] > 0,
        south.words["south"] > north.words["south"] > 0,
        north.words["far"],
    )


def test_a_play_is_counted_page_by_page() -> None:
    """One turn counts scene, conflict, exercise, briefing, options and what was opened, each as often as it is shown."""
    scenes = council.council().model_dump(by_alias=True)
    over = {**scenes["acts"][0]["scenes"][0], "branches": [{**scenes["acts"][0]["scenes"][0]["branches"][2], "when": None}]}
    short = {**scenes["acts"][0], "scenes": [over, scenes["acts"][0]["scenes"][3]], "injects": []}
    machine = ScenarioMachine(Scenario.model_validate(scenes | {"acts": [short, scenes["acts"][1]]}))
    _, south = weigh(machine, CORPUS, 1, "one")
    quoted = words("the bridge would be closed")
    told = words("Not at all.")
    opened = south.words["north"] - quoted - told

    assert opened in (words("Pledge to open it") + quoted, words("Close the bridge"))


def test_the_same_plays_give_the_same_words() -> None:
    """Seeds are the numbers from 0, so that a measure can be repeated."""
    assert weigh(declared(), CORPUS, 5, "one") == weigh(declared(), CORPUS, 5, "one")


def test_each_act_is_judged_by_itself() -> None:
    """An act that hears one side only is found, though another act makes up for it."""
    screens = (Weighed("one", "north", 2, {"north": 100, "south": 0}), Weighed("two", "south", 2, {"north": 0, "south": 100}))

    assert ["in act one", "in act two"] == [
        str(problem).split(": ")[1][:10] for problem in unbalanced(declared(between=["north", "south"]), screens)
    ]
