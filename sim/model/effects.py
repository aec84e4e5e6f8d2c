"""The small values that parts of a scenario share: kinds of act, effects, start values, and how they are written."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from sim.model.ids import IndicatorId, RoleId
from sim.model.part import KeyedSchema, Part, Whole, keyed
from sim.model.source import Citation
from sim.model.text import Text

_P = TypeVar("_P", bound=Part)
ById: TypeAlias = Annotated[tuple[_P, ...], BeforeValidator(keyed()), KeyedSchema()]
"""Parts written as a mapping from id to the rest, kept in that order."""

Cites: TypeAlias = Annotated[tuple[Citation, ...], Field(min_length=1)]
"""What a part rests on: one citation or more."""


class Kind(StrEnum):
    """What sort of act an option is, mildest first; the same sort costs every role the same."""

    CONCESSION = "concession"
    TALK = "talk"
    WAIT = "wait"
    PRESSURE = "pressure"
    THREAT = "threat"
    FORCE = "force"


class Effect(Part):
    """A change of one indicator: written `tension: +2` (add) or `tension: "= 0"` (set)."""

    indicator: IndicatorId
    op: Literal["add", "set"]
    amount: Whole


_SET_FORM = re.compile(r"= ?(-?[0-9]{1,9})", re.ASCII)


def _effects(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    read: list[dict[str, object]] = []
    for name, change in value.items():
        if isinstance(change, str) and change.startswith("="):
            digits = _SET_FORM.fullmatch(change)
            read.append({"indicator": name, "op": "set", "amount": int(digits[1]) if digits else change})
        else:
            read.append({"indicator": name, "op": "add", "amount": change})
    return tuple(read)


_SET = {"type": "string", "pattern": "^= ?-?[0-9]+$"}

Effects: TypeAlias = Annotated[
    tuple[Effect, ...],
    BeforeValidator(_effects),
    WithJsonSchema({"type": "object", "additionalProperties": {"anyOf": [{"type": "integer"}, _SET]}}),
]


class StartValue(Part):
    """Where an indicator begins, when not at its own `start`."""

    indicator: IndicatorId
    value: Whole


def _start(value: object) -> object:
    return tuple({"indicator": k, "value": v} for k, v in value.items()) if isinstance(value, Mapping) else value


StartValues: TypeAlias = Annotated[
    tuple[StartValue, ...], BeforeValidator(_start), WithJsonSchema({"type": "object", "additionalProperties": {"type": "integer"}})
]


class Briefing(Part):
    """A text for one role alone."""

    role: RoleId
    text: Text


def _briefings(value: object) -> object:
    return tuple({"role": k, "text": v} for k, v in value.items()) if isinstance(value, Mapping) else value


Briefings: TypeAlias = Annotated[
    tuple[Briefing, ...], BeforeValidator(_briefings), WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}})
]
