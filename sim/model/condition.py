"""The condition language: data, never code.

Rule 1: what is not a comparison of a choice or an indicator with a constant is not in the language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Self, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from sim.model.ids import IndicatorId, OptionId, RoleId
from sim.model.part import Part, Whole


class Pick(Part):
    """One role's option, as in `chose: {belgrade: troops}`."""

    role: RoleId
    option: OptionId


class Bound(Part):
    """One indicator against a constant, as in `at_least: {tension: 7}`."""

    indicator: IndicatorId
    value: Whole


def _pairs(key: str, value: str) -> BeforeValidator:
    def read(given: object) -> object:
        return tuple({key: k, value: v} for k, v in given.items()) if isinstance(given, Mapping) else given

    return BeforeValidator(read)


Picks: TypeAlias = Annotated[
    tuple[Pick, ...], _pairs("role", "option"), WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}})
]
Bounds: TypeAlias = Annotated[
    tuple[Bound, ...], _pairs("indicator", "value"), WithJsonSchema({"type": "object", "additionalProperties": {"type": "integer"}})
]


class Condition(Part):
    """What must be true; every form that is given must hold, and at least one must be given."""

    chose: Picks = ()
    """Each named role chose the named option in the turn just resolved."""
    at_least: Bounds = ()
    """Each named indicator is this high or higher."""
    at_most: Bounds = ()
    """Each named indicator is this low or lower."""
    all: tuple[Condition, ...] = ()
    """Every condition in the list holds."""
    any: tuple[Condition, ...] = ()
    """At least one condition in the list holds."""
    negated: Condition | None = Field(default=None, alias="not")
    """The condition does not hold."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.chose or self.at_least or self.at_most or self.all or self.any or self.negated):
            raise PydanticCustomError("empty_condition", "the condition says nothing")
        return self


def holds(condition: Condition | None, picks: Mapping[RoleId, OptionId], values: Mapping[IndicatorId, int]) -> bool:
    """Tell whether a condition is true of a turn's choices and the indicators; no condition is always true.

    Args:
        condition: what must be true, or None.
        picks: option chosen by each role in the turn; empty where conditions may not read choices.
        values: value of each indicator, by id.

    """
    if condition is None:
        return True
    return (
        all(picks.get(pick.role) == pick.option for pick in condition.chose)
        and all(values[bound.indicator] >= bound.value for bound in condition.at_least)
        and all(values[bound.indicator] <= bound.value for bound in condition.at_most)
        and all(holds(part, picks, values) for part in condition.all)
        and (not condition.any or any(holds(part, picks, values) for part in condition.any))
        and (condition.negated is None or not holds(condition.negated, picks, values))
    )
