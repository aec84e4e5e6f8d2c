"""Conditions as ways: each a set of choices and an interval for some indicators, all of which must hold.

Every condition is the "or" of such ways (its disjunctive form); a negated bound is the opposite bound, as indicators are whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from sim.errors import Fault
from sim.model.condition import Condition
from sim.model.ids import IndicatorId, OptionId, RoleId

LOWEST, HIGHEST = -(2**31), 2**31
"""Beyond every value that an indicator can have."""

MOST = 4_096
"""Ways into which a condition may be taken apart."""


@dataclass(frozen=True, slots=True)
class Way:
    """One conjunction."""

    picks: tuple[tuple[RoleId, OptionId, bool], ...] = ()
    """Role, option, and whether the role must, or must not, have chosen it."""
    bounds: tuple[tuple[IndicatorId, int, int], ...] = ()
    """Indicator, lowest and highest value, both included; each indicator once."""

    def fits(self, picks: Mapping[RoleId, OptionId]) -> bool:
        """Tell whether the choices of a turn agree with this way."""
        return all((picks.get(role) == option) is wanted for role, option, wanted in self.picks)

    def __and__(self, other: Way) -> Way:
        """Return the way in which both hold."""
        intervals: dict[IndicatorId, tuple[int, int]] = {}
        for name, low, high in (*self.bounds, *other.bounds):
            before = intervals.get(name, (LOWEST, HIGHEST))
            intervals[name] = max(before[0], low), min(before[1], high)
        picks = tuple(dict.fromkeys((*self.picks, *other.picks)))
        return Way(picks, tuple((name, low, high) for name, (low, high) in intervals.items()))

    @property
    def possible(self) -> bool:
        """Whether its bounds leave anything."""
        return all(low <= high for _, low, high in self.bounds)


def ways(condition: Condition | None, *, wanted: bool = True) -> tuple[Way, ...]:
    """Return the ways in which a condition holds, or with `wanted` false, those in which it does not.

    Raises:
        Fault: there are more than can be analysed.

    """
    if condition is None:
        return (Way(),) if wanted else ()
    parts: list[tuple[Way, ...]] = []
    parts.extend((Way(picks=((pick.role, pick.option, wanted),)),) for pick in condition.chose)
    parts.extend((_interval(bound.indicator, bound.value, HIGHEST, wanted=wanted),) for bound in condition.at_least)
    parts.extend((_interval(bound.indicator, LOWEST, bound.value, wanted=wanted),) for bound in condition.at_most)
    parts.extend(ways(part, wanted=wanted) for part in condition.all)
    if condition.any:
        alternatives = [ways(part, wanted=wanted) for part in condition.any]
        parts.append(_either(alternatives) if wanted else _both(alternatives))
    if condition.negated is not None:
        parts.append(ways(condition.negated, wanted=not wanted))
    return _both(parts) if wanted else _either(parts)


def _interval(name: IndicatorId, low: int, high: int, *, wanted: bool) -> Way:
    if wanted:
        return Way(bounds=((name, low, high),))
    return Way(bounds=((name, LOWEST, low - 1) if high == HIGHEST else (name, high + 1, HIGHEST),))


def _both(parts: Sequence[tuple[Way, ...]]) -> tuple[Way, ...]:
    if prod(len(part) for part in parts) > MOST:
        message = f"a condition can hold in more than {MOST:,} ways, which is more than can be analysed; split it over several branches"
        raise Fault(message, "too-many-ways")
    joined = [Way()]
    for part in parts:
        joined = [way for before in joined for after in part if (way := before & after).possible]
    return tuple(dict.fromkeys(joined))


def _either(parts: Sequence[tuple[Way, ...]]) -> tuple[Way, ...]:
    return tuple(dict.fromkeys(way for part in parts for way in part))
