"""The statements of a debrief keep to the published rules of xAPI 1.0.3, written down here as a strict model."""

import json
import re
from collections.abc import Mapping
from typing import Annotated, Literal

import pytest
from pydantic import UUID4, UUID5, AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

from sim.report.hour.debriefed import Debrief
from sim.report.hour.xapi import xapi
from tests.report.hour.plays import alone, side_by_side, unfinished


def _iri(text: str) -> str:
    """Refuse what is no absolute IRI."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+", text):
        message = "no absolute IRI"
        raise ValueError(message)
    return text


def _url(text: str) -> str:
    """Refuse what is no IRL."""
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", text):
        message = "no IRL"
        raise ValueError(message)
    return text


Iri = Annotated[str, AfterValidator(_iri)]
Irl = Annotated[str, AfterValidator(_url)]
Tag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
LanguageMap = dict[Tag, str]


class Strict(BaseModel):
    """Nothing but what the rules name."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Account(Strict):
    """4.1.2.4: both are required."""

    homePage: Irl  # noqa: N815 -- the rules' name
    name: Annotated[str, Field(min_length=1)]


class Agent(Strict):
    """4.1.2.1: exactly one way to identify; here always an account."""

    objectType: Literal["Agent"]  # noqa: N815 -- the rules' name
    name: str
    account: Account


class Verb(Strict):
    """4.1.3."""

    id: Iri
    display: LanguageMap


class Choice(Strict):
    """4.1.4.1: an interaction component; its id has no white space."""

    id: Annotated[str, Field(pattern=r"^\S+$")]
    description: LanguageMap


class Definition(Strict):
    """4.1.4.1: an interaction of type `choice` may list its choices."""

    type: Iri
    name: LanguageMap
    description: LanguageMap | None = None
    interactionType: Literal["choice"] | None = None  # noqa: N815 -- the rules' name
    choices: tuple[Choice, ...] | None = None


class Activity(Strict):
    """4.1.4.1."""

    objectType: Literal["Activity"]  # noqa: N815 -- the rules' name
    id: Iri
    definition: Definition


class Result(Strict):
    """4.1.5: no score, no success, nothing correct."""

    response: str
    extensions: dict[Iri, JsonValue]


class ContextActivities(Strict):
    """4.1.6.2: arrays of activities."""

    parent: list[Activity]
    grouping: list[Activity]


class Context(Strict):
    """4.1.6: `platform` only where the object is an activity."""

    registration: UUID5
    platform: str
    language: Tag
    contextActivities: ContextActivities  # noqa: N815 -- the rules' name
    extensions: dict[Iri, JsonValue]


class Statement(Strict):
    """4.1."""

    id: UUID4 | UUID5
    actor: Agent
    verb: Verb
    object: Activity
    result: Result
    context: Context
    timestamp: AwareDatetime
    version: Annotated[str, Field(pattern=r"^1\.0\.[0-9]+$")]


STATEMENTS = TypeAdapter(list[Statement])


@pytest.mark.parametrize("made", [alone(), side_by_side()])
def test_statements_keep_to_the_rules(made: Debrief) -> None:
    """Every statement validates, ids are used once, and each response is one of the choices."""
    found = STATEMENTS.validate_json(xapi(made))

    assert len(found) == len({statement.id for statement in found})
    for statement in found:
        assert statement.object.definition.choices is not None
        assert statement.result.response in {choice.id for choice in statement.object.definition.choices}


def test_there_is_a_statement_for_each_decision_of_a_person() -> None:
    """What chance, a bot or the clock decided is nobody's statement."""
    found: list[Mapping[str, Mapping[str, str]]] = json.loads(xapi(side_by_side()))

    assert [
        ("Play 1, North", "pledge"),
        ("Play 1, South", "leave"),
        ("Play 1, North", "hold"),
        ("Play 1, South", "go"),
        ("Play 2, North", "pledge"),
        ("Play 2, North", "break"),
        ("Play 3, North", "pledge"),
        ("Play 3, South", "listen"),
    ] == [(statement["actor"]["name"], statement["result"]["response"]) for statement in found]


def test_what_is_sealed_is_in_no_statement() -> None:
    """A choice of a turn that is not resolved stays sealed."""
    assert "sealed for now" in unfinished().session.log[-1].model_dump_json()
    assert "sealed for now" not in xapi(side_by_side())


def test_null_is_nowhere_in_a_statement() -> None:
    """2.2: a statement holds no null outside extensions, and ours hold none there either."""
    assert "null" not in xapi(side_by_side())
