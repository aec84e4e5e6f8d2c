"""Mutants are the scenario with one slip each."""

from collections import Counter

from sim.analysis.mutate import mutants
from sim.model.scenario import Scenario
from tests import small
from tests.analysis.draft import at_least, chose


def hut() -> Scenario:
    """Return a scenario with one part of each kind that a slip can be in."""
    condition = {"all": [chose(north="go"), at_least(tension=2)], "not": {"at_most": {"tension": 1}}}
    return small.scenario(
        {
            "hut": small.scene(
                {"north": {"options": {"stay": small.option(effects={"tension": 1}), "go": small.option(when=at_least(tension=1))}}},
                [
                    small.branch("hut", when=chose(north="stay")),
                    small.branch("end", when=condition, effects={"tension": "= 3"}),
                    small.branch("end"),
                ],
            ),
            "end": small.outcome(),
        },
        injects={"news": small.inject(when={"any": [at_least(tension=4), {"at_most": {"tension": 0}}]})},
    )


def test_every_slip_is_made_once() -> None:
    """Branches are lost and swapped, effects lost and off by one, conditions lost and weakened, each at its place."""
    found = [(mutant.path.removeprefix("acts.one.").removeprefix("scenes.hut."), mutant.what) for mutant in mutants(hut())]

    assert [
        ("decision.north.options.stay.effects.tension", "dropped"),
        ("decision.north.options.stay.effects.tension", "+1"),
        ("decision.north.options.stay.effects.tension", "-1"),
        ("decision.north.options.go.when", "removed"),
        ("decision.north.options.go.when.at_least.tension", "-1"),
        ("branches[0]", "dropped"),
        ("branches[0]", "swapped with the next"),
        ("branches[0].when", "removed"),
        ("branches[1]", "dropped"),
        ("branches[1].effects.tension", "dropped"),
        ("branches[1].effects.tension", "+1"),
        ("branches[1].effects.tension", "-1"),
        ("branches[1].when", "removed"),
        ("branches[1].when.all[0]", "dropped"),
        ("branches[1].when.all[1]", "dropped"),
        ("branches[1].when.all[1].at_least.tension", "-1"),
        ("branches[1].when.not", "dropped"),
        ("injects.news.when", "removed"),
        ("injects.news.when.any[0].at_least.tension", "-1"),
        ("injects.news.when.any[1].at_most.tension", "+1"),
    ] == found


def test_each_mutant_differs_from_the_scenario() -> None:
    """No mutant is the scenario itself, and no two are the same."""
    scenario = small.stand_off()
    texts = Counter(mutant.scenario.model_dump_json() for mutant in mutants(scenario))

    assert scenario.model_dump_json() not in texts
    assert 1 == max(texts.values())


def test_a_mutant_knows_its_scene() -> None:
    """A slip in a scene names it; one in an inject names none, because news may come anywhere."""
    assert {"hut", None} == {mutant.scene for mutant in mutants(hut())}
