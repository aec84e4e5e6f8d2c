"""The table of prices: whether it speaks of indicators and options that are there.

Whether options keep to it is for `evidence.fairness`.
"""

from collections.abc import Iterator

from sim.errors import Problem
from sim.model.crossref.scope import Scope, unknown
from sim.model.ids import OptionId, RoleId, SceneId
from sim.model.scenario import Prices


def price_problems(scope: Scope) -> Iterator[Problem]:
    """Report what does not fit in the table of prices; nothing where there is none."""
    prices = scope.scenario.prices
    if prices is None:
        return
    for index, name in enumerate(prices.shared):
        if name not in scope.indicators:
            yield unknown("indicator", f"prices.shared[{index}]", name, scope.indicators)
    yield from _kinds(scope, prices)
    options = set(_options(scope))
    for index, exception in enumerate(prices.exceptions):
        if (exception.scene, exception.role, exception.option) not in options:
            what = f"{exception.role} has no option {exception.option!r} in scene {exception.scene!r}"
            yield Problem("unknown-exception", f"prices.exceptions[{index}]", what, "name a scene, role and option of this scenario")


def _kinds(scope: Scope, prices: Prices) -> Iterator[Problem]:
    kinds = [price.kind for price in prices.kinds]
    for index, price in enumerate(prices.kinds):
        here = f"prices.kinds.{price.kind}"
        if price.kind in kinds[:index]:
            yield Problem("duplicate-id", here, f"kind {price.kind.value!r} is used twice", "use each once")
        yield from scope.effects(here, price.effects)
        for effect in price.effects:
            if effect.indicator in scope.indicators and effect.indicator not in prices.shared:
                what = f"indicator {effect.indicator!r} is not shared"
                yield Problem("price-not-shared", f"{here}.{effect.indicator}", what, "name it in prices.shared, or leave it out")


def _options(scope: Scope) -> Iterator[tuple[SceneId, RoleId, OptionId]]:
    for act in scope.scenario.acts:
        for scene in act.scenes:
            for entry in scene.decision:
                for option in entry.options:
                    yield scene.id, entry.role, option.id
