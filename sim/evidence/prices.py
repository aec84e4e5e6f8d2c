"""Same act, same price: whether options change the shared indicators as acts of their kind do, whoever decides.

Rule 1: the table and its exceptions are data of the scenario (`prices`). What follows when choices meet stands in branches.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from sim.errors import Problem
from sim.model.effects import Effect, Kind
from sim.model.ids import IndicatorId, OptionId, RoleId, SceneId
from sim.model.scenario import Prices, Scenario

_Cost: TypeAlias = Mapping[IndicatorId, tuple[str, int]]
_Place: TypeAlias = tuple[SceneId, RoleId, OptionId]


def prices(scenario: Scenario) -> Iterator[Problem]:
    """Find options that do not cost what their kind costs, kinds without a price, and exceptions that except nothing."""
    table = scenario.prices
    if table is None:
        return
    costs = {price.kind: _cost(price.effects, table) for price in table.kinds}
    excepted = {(entry.scene, entry.role, entry.option): index for index, entry in enumerate(table.exceptions)}
    unpriced: set[Kind] = set()
    for place, path, kind, effects in _acts(scenario):
        if kind not in costs:
            if kind not in unpriced:
                yield Problem("price", "prices.kinds", f"{kind} has no price, and {path} is one", "a price, or `{}` for none")
            unpriced.add(kind)
            continue
        price, cost = costs[kind], _cost(effects, table)
        if place in excepted and cost == price:
            what = f"{path} costs what its kind costs"
            yield Problem("price", f"prices.exceptions[{excepted[place]}]", what, "leave the exception out")
        elif place not in excepted and cost != price:
            what = f"{kind} costs {_words(price)}, this option {_words(cost)}"
            yield Problem("price", f"{path}.effects", what, "the price of its kind, or an exception with its reason")


def _acts(scenario: Scenario) -> Iterator[tuple[_Place, str, Kind, tuple[Effect, ...]]]:
    """Give every option that is an act of some kind, which what chance brings is not, with its place, its path and its effects."""
    for act in scenario.acts:
        for scene in act.scenes:
            for entry in scene.decision:
                for option in entry.options:
                    if option.kind:
                        path = f"acts.{act.id}.scenes.{scene.id}.decision.{entry.role}.options.{option.id}"
                        yield (scene.id, entry.role, option.id), path, option.kind, option.effects


def _cost(effects: tuple[Effect, ...], table: Prices) -> _Cost:
    return {effect.indicator: (effect.op, effect.amount) for effect in effects if effect.indicator in table.shared}


def _words(cost: _Cost) -> str:
    if not cost:
        return "nothing"
    return ", ".join(f"{name} {amount:+d}" if op == "add" else f"{name} = {amount}" for name, (op, amount) in cost.items())
