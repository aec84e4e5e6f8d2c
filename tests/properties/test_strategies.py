"""The random scenarios are scenarios that a check would pass, and have every feature the rules know."""

import random
from collections import Counter

from hypothesis import given

from sim.model.crossref import problems
from sim.model.scenario import Scenario
from tests.strategies import BYTES, scenario_of, scenarios


@given(scenarios)
def test_random_scenarios_fit_together(scenario: Scenario) -> None:
    """Nothing that compares two places of a scenario finds a fault in a random one."""
    assert () == problems(scenario)


def test_random_scenarios_have_every_feature() -> None:
    """Among a hundred random scenarios each feature stands in ten or more."""
    dice = random.Random(1)
    found: Counter[str] = Counter()
    for _ in range(100):
        found.update(features(scenario_of(dice.randbytes(BYTES))))

    assert {
        *("joint", "chance", "when", "set", "add", "talk", "condition", "chose", "not", "any", "all"),
        *("conditional inject", "bound inject", "free inject", "moving inject", "cycle"),
    } == {feature for feature, count in found.items() if count >= 10}


def features(scenario: Scenario) -> set[str]:
    """Return the features of a scenario."""
    text = scenario.model_dump_json(exclude_none=True, exclude_defaults=True)
    act = scenario.acts[0]
    has = {
        "joint": any(len(scene.decision) > 1 for scene in act.scenes),
        "chance": '"role":"chance"' in text,
        "when": any(option.when for scene in act.scenes for entry in scene.decision for option in entry.options),
        "set": '"op":"set"' in text,
        "add": '"op":"add"' in text,
        "talk": any(scene.talk for scene in act.scenes),
        "condition": any(branch.when for scene in act.scenes for branch in scene.branches),
        "chose": '"chose":' in text,
        "not": '"not":' in text,
        "any": '"any":' in text,
        "all": '"all":' in text,
        "conditional inject": any(inject.when and not inject.scenes for inject in act.injects),
        "bound inject": any(inject.scenes for inject in act.injects),
        "free inject": any(not inject.scenes and not inject.when for inject in act.injects),
        "moving inject": any(inject.to for inject in act.injects),
        "cycle": any(branch.to == scene.id for scene in act.scenes for branch in scene.branches),
    }
    return {feature for feature, here in has.items() if here}
