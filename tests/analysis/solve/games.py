"""Small acts without circles, for tests of what is solved from the ends: games written as tables, and a short play of two turns."""

from collections.abc import Mapping, Sequence

from sim.analysis.solve.order import layers
from sim.analysis.solve.values import Solved, solvable
from sim.engine.machine import ScenarioMachine
from sim.model.scenario import Scenario
from tests import small
from tests.analysis.held import reached

Table = Sequence[Sequence[tuple[int, int]]]
"""What each pair of options, north's (rows) and south's (columns), is worth to north and to south: from 0 to 10."""


def with_aims(scenario: Scenario, **aims: Mapping[str, object]) -> Scenario:
    """Return a scenario whose roles have aims."""
    data = scenario.model_dump(by_alias=True)
    roles = [{**role, "aims": aims.get(role["id"], {})} for role in data["roles"]]
    return Scenario.model_validate({**data, "roles": roles})


def game(table: Table) -> Scenario:
    """Return a scenario of one joint decision, worth to the two roles what a table says."""
    decision = {
        "north": {"options": {f"n{row}": small.option() for row in range(len(table))}},
        "south": {"options": {f"s{column}": small.option() for column in range(len(table[0]))}},
    }
    cells = [(row, column, *worth) for row, line in enumerate(table) for column, worth in enumerate(line)]
    branches = [
        small.branch("end", when={"chose": {"north": f"n{row}", "south": f"s{column}"}}, effects={"north": north, "south": south})
        for row, column, north, south in cells
    ]
    scenario = small.scenario(
        {"meeting": small.scene(decision, [*branches, small.branch("end")]), "end": small.outcome()},
        indicators={"north": small.indicator(), "south": small.indicator()},
    )
    return with_aims(
        scenario,
        **{
            role: {f"worth-{least}": {"text": "More.", "when": {"at_least": {role: least}}} for least in range(1, 11)}
            for role in ("north", "south")
        },
    )


def crossing() -> Scenario:
    """Return two turns with chance, an option with `when`, news that comes by itself, and aims for both roles."""
    scenario = small.scenario(
        {
            "bank": small.scene(
                {
                    "north": {
                        "options": {"wait": small.option("wait"), "wade": small.option("force", effects={"water": 2})},
                        "reported": "wait",
                    },
                    "chance": {
                        "options": {"dry": small.option(None, weight=3), "rain": small.option(None, weight=1, effects={"water": 3})}
                    },
                },
                [small.branch("swept", when={"at_least": {"water": 5}}), small.branch("ford", effects={"water": 1})],
            ),
            "ford": small.scene(
                {
                    "north": {
                        "options": {
                            "cross": small.option("threat"),
                            "swim": small.option("force", when={"at_least": {"water": 3}}, effects={"water": -1}),
                        },
                        "reported": "swim",
                    },
                    "south": {"options": {"rope": small.option("concession"), "cut": small.option("pressure", effects={"water": 2})}},
                },
                [small.branch("swept", when={"all": [{"chose": {"south": "cut"}}, {"at_least": {"water": 4}}]}), small.branch("over")],
            ),
            "over": small.outcome("settled"),
            "swept": small.outcome("broken"),
        },
        indicators={"water": small.indicator(8), "told": small.indicator(1)},
        injects={"warning": small.inject(when={"at_least": {"water": 3}}, effects={"told": "= 1"})},
    )
    return with_aims(
        scenario,
        north={
            "arrive": {"text": "Arrive.", "outcomes": ["settled"], "weight": 3},
            "dry": {"text": "Stay dry.", "when": {"at_most": {"water": 2}}},
            "elsewhere": {"text": "In another act.", "acts": ["one"], "when": {"at_least": {"told": 1}}},
        },
        south={"keep": {"text": "Keep them out.", "outcomes": ["broken"], "weight": 2}},
    )


def solved(scenario: Scenario) -> Solved:
    """Return the act `one` of a scenario, reached and in order."""
    found = reached(ScenarioMachine(scenario))
    return solvable(found, layers(found))
