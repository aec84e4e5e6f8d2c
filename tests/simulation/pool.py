"""The scenarios that are played: the small one, and wild ones made from bytes, with labels that tell whose option it is.

Rule 1: a scenario is compiled once for all seeds that play it.
"""

from __future__ import annotations

from functools import cache
from random import Random

from sim.library import OpenScenario, from_data
from sim.model.scenario import Scenario
from sim.testing import build
from sim.testing.strategies import scenario_of
from tests import small

SIZE = 40
"""Scenarios that seeds draw from."""
_BYTES = 300


@cache
def scenario(number: int) -> OpenScenario:
    """Return one of the pool, checked and compiled."""
    drawn = Random(f"scenario {number}")
    made = small.stand_off() if number == 0 else scenario_of(drawn.randbytes(_BYTES))
    data = made.model_dump(by_alias=True, mode="json")
    for act in data["acts"]:
        for scene in act["scenes"]:
            _mark(scene, drawn)
    return from_data(Scenario.model_validate(data), build.corpus())


def _mark(scene: dict[str, object], drawn: Random) -> None:
    """Let the labels of a scene say whose they are, and give every third scene a clock."""
    decision = scene.get("decision")
    for entry in decision if isinstance(decision, list) else []:
        for option in entry["options"]:
            option["label"] = f"@{entry['role']}: {option['id']} in {scene['id']}"
    if decision and drawn.random() < 0.3:
        scene["deadline"] = drawn.choice([20, 45, 90])
