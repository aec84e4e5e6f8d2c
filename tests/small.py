"""The small scenario that most tests play, and what it is built with.

Rule 1: only what shortens a test lives here; random scenarios are in `strategies`.
"""

from sim.engine.machine import ScenarioMachine
from sim.model.scenario import Scenario
from sim.testing.build import CITES, Data, branch, corpus, indicator, inject, mapping, option, outcome, scenario, scene

__all__ = [
    "CITES",
    "Data",
    "branch",
    "corpus",
    "indicator",
    "inject",
    "machine",
    "mapping",
    "option",
    "outcome",
    "scenario",
    "scene",
    "stand_off",
]


def stand_off() -> Scenario:
    """Return a scenario with a joint decision, chance, an option with `when`, injects, a way back and three outcomes."""
    return scenario(
        {
            "bridge": scene(
                {
                    "north": {
                        "reported": "block",
                        "options": {
                            "open": option("concession", effects={"tension": -2, "trust": "= 1"}),
                            "block": option("pressure", effects={"tension": 2}),
                            "attack": option("force", effects={"tension": 5}, when={"at_least": {"tension": 5}}),
                        },
                    },
                    "south": {
                        "reported": "wait",
                        "options": {"wait": option("wait"), "march": option("force", effects={"tension": 3})},
                    },
                },
                [
                    branch("clash", when={"chose": {"north": "attack"}}),
                    branch("talks", when={"at_least": {"trust": 1}}, effects={"tension": -1}),
                    branch("night"),
                ],
            ),
            "night": scene(
                {
                    "south": {"options": {"call": option("talk", effects={"trust": "= 1"}), "guard": option("pressure")}},
                    "chance": {"options": {"quiet": option(None, weight=2), "shots": option(None, weight=1, effects={"tension": 4})}},
                },
                [branch("clash", when={"at_least": {"tension": 9}}), branch("bridge", effects={"tension": 1})],
            ),
            "talks": scene(
                {"north": {"options": {"sign": option("concession"), "leave": option("threat", effects={"trust": "= 0"})}}},
                [branch("treaty", when={"chose": {"north": "sign"}}), branch("bridge")],
            ),
            "treaty": outcome("settled"),
            "clash": outcome("broken"),
        },
        indicators={"tension": indicator(start=3), "trust": indicator(1), "rumours": indicator(3, hidden=True)},
        injects={
            "alarm": inject(when={"at_least": {"tension": 8}}, effects={"rumours": 1}),
            "summit": inject(scenes=["night"], when={"at_least": {"trust": 1}}, to="talks"),
            "letter": inject(effects={"tension": -1}),
            "envoy": inject(to="talks"),
        },
    )


def machine() -> ScenarioMachine:
    """Return `stand_off`, compiled."""
    return ScenarioMachine(stand_off())
