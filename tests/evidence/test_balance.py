"""How many words on screen carry each side's claims."""

import pytest

from sim.engine.machine import ScenarioMachine
from sim.evidence.account import words
from sim.evidence.balance import Weighed, heard, unbalanced, weigh
from sim.evidence.check import ground
from sim.model.crossref import problems as crossed
from sim.model.scenario import Scenario
from tests import small
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


OWN = {"north": "It speaks for itself.", "south": "It speaks for itself."}
"""Each of the two roles is a side, so that neither screen is even by itself."""
ALIKE = declared(between=["north", "south"], fewer=["far"], uneven=OWN)


@pytest.mark.parametrize(("north", "south", "found"), [(100, 80, []), (80, 100, []), (100, 79, ["balance.between"])])
def test_sides_are_heard_alike(north: int, south: int, found: list[str]) -> None:
    """Sides that differ by more than a fifth of the most are found, whichever it is."""
    assert found == findings(ALIKE, weighed(north, south))


@pytest.mark.parametrize(("far", "found"), [(79, []), (80, ["balance.fewer"]), (200, ["balance.fewer"])])
def test_a_third_side_is_heard_less(far: int, found: list[str]) -> None:
    """A side that should be heard less is found when it is not below the least of the others."""
    assert found == findings(ALIKE, weighed(100, 80, far))


def test_where_nobody_is_heard_nobody_is_heard_more() -> None:
    """A play without any side's words has no finding."""
    assert [] == findings(declared(between=["north", "south"], fewer=["far"]), weighed(0, 0))


def test_how_far_sides_may_differ_is_the_authors() -> None:
    """Another bound is kept to."""
    assert [] == findings(declared(between=["north", "south"], within=50, uneven=OWN), weighed(100, 50))


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


def test_news_at_its_cue_is_on_screen() -> None:
    """What comes at its cue where nobody leads is counted once a play, on every screen that it reaches."""
    data = council.council().model_dump(by_alias=True)
    act, *others = data["acts"]
    first = act["scenes"][0]
    news = {"id": "word", **small.inject(cue=[first["id"]], cites=[council.CLOSED])}
    machine = ScenarioMachine(Scenario.model_validate(data | {"acts": [act | {"injects": [*act["injects"], news]}, *others]}))
    before, after = weigh(declared(), CORPUS, 4, "one"), weigh(machine, CORPUS, 4, "one")
    added = 4 * words("the bridge would be closed")

    assert [added, added] == [now.words["north"] - then.words["north"] for then, now in zip(before, after, strict=True)]


def _news(roles: list[str]) -> list[int]:
    """Return how many words of the north news for some roles, which comes after one turn, adds to each role's screen in four plays."""
    told = council.council().model_dump(by_alias=True)
    act, *others = told["acts"]
    news = {**act["injects"][0], "id": "news", "roles": roles, "when": {"at_least": {"tension": 0}}, "cites": [council.CLOSED]}
    machine = ScenarioMachine(Scenario.model_validate(told | {"acts": [act | {"injects": [*act["injects"], news]}, *others]}))
    before, after = weigh(declared(), CORPUS, 4, "one"), weigh(machine, CORPUS, 4, "one")
    return [now.words["north"] - then.words["north"] for then, now in zip(before, after, strict=True)]


def test_news_counts_for_those_who_read_it() -> None:
    """News is counted on the screens of the roles that see it, or of all, and on no other."""
    north, south = _news([])

    assert north == south > 0
    assert ([0, south], [north, 0]) == (_news(["south"]), _news(["north"]))


def test_a_play_that_never_ends_is_left() -> None:
    """Plays that go round without an end are counted as far as they were followed."""
    told = council.council().model_dump(by_alias=True)
    first = told["acts"][0]["scenes"][0]
    again = {**first, "branches": [{**first["branches"][2], "when": None, "to": "meeting"}]}
    short = {**told["acts"][0], "scenes": [again, told["acts"][0]["scenes"][3]], "injects": []}
    machine = ScenarioMachine(Scenario.model_validate(told | {"acts": [short, told["acts"][1]]}))
    _, south = weigh(machine, CORPUS, 1, "one")

    assert south.words["north"] > 200 * words("the bridge would be closed")


def test_the_same_plays_give_the_same_words() -> None:
    """Seeds are the numbers from 0, so that a measure can be repeated."""
    assert weigh(declared(), CORPUS, 5, "one") == weigh(declared(), CORPUS, 5, "one")


def test_each_act_is_judged_by_itself() -> None:
    """An act that hears one side only is found, though another act makes up for it."""
    screens = (Weighed("one", "north", 2, {"north": 100, "south": 0}), Weighed("two", "south", 2, {"north": 0, "south": 100}))

    assert ["in act one", "in act two"] == [
        str(problem).split(": ")[1][:10] for problem in unbalanced(declared(between=["north", "south"], uneven=OWN), screens)
    ]


def test_each_roles_own_screen_is_judged() -> None:
    """Screens that make up for each other are found one by one, unless the role is excepted with a reason."""
    between = ["balance.between"]
    even = Weighed("one", "south", 2, {"north": 50, "south": 50, "far": 0})
    uneven = Weighed("one", "north", 2, {"north": 60, "south": 40, "far": 0})
    told = [str(problem) for problem in unbalanced(declared(between=["north", "south"]), (uneven, even))]

    assert (1, True) == (len(told), "in act one, as north, the words that carry these sides' claims differ by 33 %" in told[0])
    assert between * 2 == findings(declared(between=["north", "south"]), weighed(100, 100))
    assert between == findings(declared(between=["north", "south"], uneven={"south": "It is one."}), weighed(100, 100))
    assert [] == findings(declared(between=["north", "south"], uneven=OWN), weighed(100, 100))


def test_a_role_hears_less_of_a_third_side() -> None:
    """On the screen of one role a third side may not be loud, though it is quiet on all screens together."""
    loud = Weighed("one", "north", 2, {"north": 10, "south": 10, "far": 10})
    quiet = Weighed("one", "south", 2, {"north": 90, "south": 90, "far": 0})

    assert ["balance.fewer"] == findings(declared(between=["north", "south"], fewer=["far"]), (loud, quiet))


def test_an_exception_that_no_act_needs_is_found() -> None:
    """A role that is excepted although its screen is even in every act is excepted for nothing."""
    even = tuple(Weighed(act, "north", 2, {"north": 50, "south": 50, "far": 0}) for act in ("one", "two"))

    assert ["balance.uneven.north"] == findings(declared(between=["north", "south"], uneven={"north": "It is one."}), even)


def test_a_side_that_nobody_speaks_for_is_refused() -> None:
    """A balance that names a side which the catalogue does not have is a problem of the scenario: of nobody any number of words is few."""
    scenario = declared(between=["north", "souht"], fewer=["fra"]).scenario
    _, problems = ground(scenario, CORPUS)

    assert [("unknown-side", "balance.between[1]"), ("unknown-side", "balance.fewer[0]")] == [(one.code, one.path) for one in problems]


def test_a_role_that_is_excepted_is_there() -> None:
    """An exception for a role that nobody plays is a problem of the scenario."""
    assert [("unknown-role", "balance.uneven.nroth")] == [
        (one.code, one.path) for one in crossed(declared(between=["north", "south"], uneven={"nroth": "It is one."}).scenario)
    ]
