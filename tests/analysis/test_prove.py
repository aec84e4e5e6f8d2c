"""What an author claims of every play is proven, or broken by a play that shows it, or said to be undecided."""

import pytest

from sim.analysis.explore import Limits
from sim.analysis.prove import Proven, Watcher, prove
from sim.analysis.survey import survey
from sim.engine.machine import ScenarioMachine
from sim.model.crossref import problems
from sim.model.scenario import Scenario
from sim.testing.writing import walk_route
from tests import small
from tests.testing.at_table import claiming, opened, two_acts


def proven(scenario: Scenario, limits: Limits | None = None) -> Proven:
    """Return what became of the only claim of a scenario."""
    machine = ScenarioMachine(scenario)
    watcher = Watcher(machine)
    (found,) = prove(machine, survey(machine, limits=limits, spy=watcher.see), watcher)
    return found


HOLDS: dict[str, dict[str, object]] = {
    "always": {"always": {"at_most": {"tension": 10}}},
    "always, of a scene": {"always": {"at_least": {"trust": 1}}, "scenes": ["talks"]},
    "never": {"never": {"all": [{"chose": {"north": "attack"}}, {"at_most": {"tension": 4}}]}},
    "never, of another act": {"never": {"at_least": {"tension": 6}}, "acts": ["two"]},
    "reachable": {"reachable": {"at_least": {"rumours": 1}}},
    "reachable, of a scene": {"reachable": {"chose": {"south": "march"}}, "scenes": ["clash"]},
    "escapable": {"escapable": ["talks"], "scenes": ["bridge"]},
}


@pytest.mark.parametrize("claim", HOLDS.values(), ids=[*HOLDS])
def test_a_claim_that_is_true_holds(claim: dict[str, object]) -> None:
    """A claim that is true of every play holds, and says how many states were visited or which play shows it."""
    scenario = two_acts() if "acts" in claim else small.stand_off()
    found = proven(claiming(scenario, **claim))

    assert "holds" == found.verdict, found.why
    assert found.why.startswith(("exhaustive: ", "a play of ", "the beginning"))


def forced() -> Scenario:
    """Return a play whose end is decided by its first choice, though it goes on for a turn."""
    return small.scenario(
        {
            "fork": small.scene(
                {"north": {"options": {"left": small.option(), "right": small.option("wait")}}},
                [small.branch("march", when={"chose": {"north": "left"}}), small.branch("calm")],
            ),
            "march": small.scene({"south": {"options": {"go": small.option(), "run": small.option("force")}}}, [small.branch("war")]),
            "calm": small.outcome("settled"),
            "war": small.outcome("broken"),
        }
    )


@pytest.mark.parametrize(
    ("scenario", "claim", "turns"),
    [
        (small.stand_off(), {"always": {"at_most": {"tension": 7}}}, 1),
        (small.stand_off(), {"always": {"at_least": {"tension": 4}}}, 0),
        (small.stand_off(), {"never": {"chose": {"north": "attack"}}}, 3),
        (forced(), {"escapable": ["war"]}, 1),
    ],
    ids=["always", "always, at the start", "never", "escapable"],
)
def test_a_claim_that_is_false_is_broken_by_the_shortest_play(scenario: Scenario, claim: dict[str, object], turns: int) -> None:
    """A claim that some play breaks comes with the shortest such play, which can be played."""
    claimed = claiming(scenario, **claim)
    found = proven(claimed)

    assert found.route is not None
    assert ("broken", turns) == (found.verdict, len(found.route.legs))
    walk_route(opened(scenario), found.route)


def test_what_no_play_comes_to_is_not_reachable() -> None:
    """A goal that no play reaches is broken, after every state was visited; no play can show it."""
    found = proven(claiming(reachable={"at_least": {"rumours": 3}}))

    assert ("broken", None) == (found.verdict, found.route)
    assert found.why.startswith("exhaustive: ")


@pytest.mark.parametrize(
    "claim", [{"always": {"at_most": {"tension": 10}}}, {"reachable": {"at_least": {"rumours": 3}}}, {"escapable": ["clash"]}]
)
def test_a_survey_that_was_cut_short_decides_nothing(claim: dict[str, object]) -> None:
    """Where not every state was visited a claim is undecided, and the limit is named."""
    found = proven(claiming(**claim), Limits(states=3))

    assert ("undecided", "act one: cut short after 3 states") == (found.verdict, found.why)


def test_a_play_that_breaks_a_claim_decides_it_even_when_cut_short() -> None:
    """One play is enough to break a claim, whatever was left unvisited."""
    assert "broken" == proven(claiming(always={"at_least": {"tension": 4}}), Limits(states=3)).verdict


def test_a_play_that_never_ends_is_not_escapable() -> None:
    """A state from which no outcome is left breaks the claim that the end stays open."""
    scenario = small.scenario(
        {
            "pit": small.scene({"north": {"options": {"dig": small.option(), "rest": small.option("wait")}}}, [small.branch("pit")]),
            "out": small.outcome(),
        }
    )
    found = proven(claiming(scenario, escapable=["out"]))

    assert ("broken", "after the beginning no outcome is left") == (found.verdict, found.why)


def test_a_claim_says_one_thing() -> None:
    """A proof that claims nothing, or two things, is no proof."""
    with pytest.raises(ValueError, match="a proof claims one thing, this one nothing"):
        claiming()
    with pytest.raises(ValueError, match="a proof claims one thing, this one always and never"):
        claiming(always={"at_most": {"tension": 1}}, never={"at_most": {"tension": 1}})


def test_a_claim_speaks_of_what_is_there() -> None:
    """A claim about scenes, acts, choices and indicators of the scenario has no problem; about others it has one for each."""
    good = claiming(never={"chose": {"north": "attack"}}, scenes=["talks", "clash"], acts=["one"])
    bad = claiming(never={"chose": {"north": "atack"}}, scenes=["talsk"], acts=["two"])

    assert () == problems(good)
    assert ["unknown-act", "unknown-option", "unknown-scene"] == sorted(problem.code for problem in problems(bad))
