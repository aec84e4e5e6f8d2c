"""A scenario as data: what an author writes, frozen.

Rule 1: shapes and bounds of single fields live here; whatever compares two places of a scenario lives in `crossref`.
Fields carry a line on what they mean, because the published JSON Schema and docs/reference/scenario.md are read off them.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from sim.model.condition import Condition
from sim.model.ids import (
    ActId,
    ConflictId,
    CourseId,
    IndicatorId,
    InjectId,
    OptionId,
    OutcomeClassId,
    RoleId,
    ScenarioId,
    SceneId,
    SourceId,
    TermId,
)
from sim.model.part import KeyedSchema, Part, Whole, YesNo, keyed
from sim.model.source import Citation
from sim.model.text import Label, Text

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


def _effects(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    read: list[dict[str, object]] = []
    for name, change in value.items():
        if isinstance(change, str) and change.startswith("="):
            digits = change[1:].strip()
            amount: object = int(digits) if digits.lstrip("-").isdecimal() else change
            read.append({"indicator": name, "op": "set", "amount": amount})
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


class Indicator(Part):
    """A named whole number with bounds; the memory of a play."""

    id: IndicatorId
    name: Label
    about: Text
    """What a player should know: what it stands for, and what high and low mean."""
    low: Whole = 0
    high: Whole
    start: Whole
    hidden: YesNo = False
    """Not shown, and no option's `when` may read it."""
    commitment: RoleId | None = None
    """The role whose public commitment this is; its bounds are 0 (not given, or broken) and 1 (given)."""


class Role(Part):
    """A part in the crisis."""

    id: RoleId
    name: Label
    about: Text
    """Who this is, what it wants and whom it answers to; everybody may read it."""
    adviser: Label
    """Whose voice gives the reasons for and against each option, such as `Your chief of staff`."""


class Option(Part):
    """One answer offered by a decision; for the role `chance`, one thing that may happen."""

    id: OptionId
    label: Label
    text: Text | None = None
    kind: Kind | None = None
    """What sort of act it is; every option of a role has one, options of chance have none."""
    weight: Whole | None = Field(default=None, ge=1, le=1_000_000)
    """How likely, against the other options of chance; only there."""
    when: Condition | None = None
    """Offered only when this held at the start of the turn; reads visible indicators, never choices."""
    effects: Effects = ()
    pro: Text | None = None
    """The adviser's reason for it; every option of a role has one."""
    contra: Text | None = None
    """The adviser's reason against it; every option of a role has one."""
    cites: Cites


class RoleDecision(Part):
    """What one role is asked in a scene."""

    role: RoleId
    question: Label | None = None
    """What the role is asked; without one the scene's heading serves."""
    reported: OptionId | None = None
    """The option that the documents report; absent where they report nothing of this role."""
    default: OptionId | None = None
    """Taken at a deadline; an option without `when`, the first such one if absent."""
    options: ById[Option] = Field(min_length=1)


class Branch(Part):
    """A way out of a scene; the first whose `when` agrees is taken, and the last has none."""

    when: Condition | None = None
    to: SceneId
    effects: Effects = ()
    narration: Text
    """What happened, told to everybody when the turn is resolved."""
    cites: Cites


class Talk(Part):
    """A time to negotiate aloud before a decision whose options are public commitments."""

    prompt: Text
    seconds: Whole = Field(ge=10, le=3_600)
    """How long to talk; shown, never enforced."""


class Outcome(Part):
    """What makes a scene the end of a play."""

    outcome_class: OutcomeClassId = Field(alias="class")
    epilogue: Text
    """Two or three paragraphs."""
    compared: Text
    """How near this is to the reported course."""


class Briefing(Part):
    """A text for one role alone."""

    role: RoleId
    text: Text


def _briefings(value: object) -> object:
    return tuple({"role": k, "text": v} for k, v in value.items()) if isinstance(value, Mapping) else value


Briefings: TypeAlias = Annotated[
    tuple[Briefing, ...], BeforeValidator(_briefings), WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}})
]

Decision: TypeAlias = Annotated[tuple[RoleDecision, ...], BeforeValidator(keyed("role")), KeyedSchema("role")]


class Scene(Part):
    """One node: a situation, and either a decision with branches or an outcome."""

    id: SceneId
    heading: Label
    date: Label
    """When it plays, as exactly as the documents allow: `2022-11-05`, `2022-11`, `early November 2022`."""
    date_known: Literal["stated", "inferred", "invented"] = "stated"
    """`inferred`: the year or day comes from the catalogue; `invented`: the scene is no report, and so is its date."""
    situation: Text
    briefings: Briefings = ()
    cites: Cites
    conflicts: tuple[ConflictId, ...] = ()
    """Contradictions of the documents that matter here."""
    talk: Talk | None = None
    deadline: Whole | None = Field(default=None, ge=5, le=86_400)
    """Seconds of running time to decide, after which defaults are taken; absent: no deadline."""
    decision: Decision = ()
    branches: tuple[Branch, ...] = ()
    outcome: Outcome | None = None


class Inject(Part):
    """News. With `when` or `scenes` it comes by itself, once; without, only when the facilitator releases it."""

    id: InjectId
    heading: Label
    text: Text
    roles: tuple[RoleId, ...] = ()
    """Who sees it; empty: everybody."""
    scenes: tuple[SceneId, ...] = ()
    """Only while the play is in one of these; empty: anywhere in the act."""
    when: Condition | None = None
    """Tried after the branch effects of each turn, in file order."""
    effects: Effects = ()
    to: SceneId | None = None
    """Moves the play there and starts a turn; absent: only informs."""
    cites: Cites


class Course(Part):
    """One way to enter an act: the whole of it, or a short course."""

    id: CourseId
    scene: SceneId
    about: Text
    start: StartValues = ()
    """Overrides of the act's own start."""


class Act(Part):
    """A part of a scenario that can be played alone: `acts/ID.yaml`."""

    id: ActId
    title: Label
    about: Text
    account: Text
    """On whose account the act rests; shown on its first screen."""
    start: StartValues = ()
    courses: ById[Course] = Field(min_length=1)
    scenes: ById[Scene] = Field(min_length=2)
    injects: ById[Inject] = ()


class OutcomeClass(Part):
    """A class of outcomes, such as settlement or armed clash."""

    id: OutcomeClassId
    name: Label
    about: Text


class Term(Part):
    """A name in dispute: the neutral default, why, and each role's own usage, which only its own texts may have."""

    id: TermId
    neutral: Label
    reason: Text
    usage: Briefings = ()


class Gloss(Part):
    """A word explained."""

    id: TermId
    term: Label
    also: tuple[Label, ...] = ()
    """Other forms under which texts have it."""
    text: Text
    cites: tuple[Citation, ...] = ()


class Version(Part):
    """One account in a conflict of accounts."""

    says: Text
    """What this account says, in our words and attributed."""
    leaves_out: Text
    """What it does not mention."""
    cites: Cites


class Conflict(Part):
    """A contradiction between or within the documents, shown side by side."""

    id: ConflictId
    question: Label
    versions: tuple[Version, ...] = Field(min_length=2)


class Quoted(Part):
    """Words of a document, without a claim to rest anything on them."""

    source: SourceId
    quote: str = Field(min_length=8, max_length=2_000)


class Corroboration(Part):
    """Passages of several documents that report the same thing; who counts as independent is worked out from their owners."""

    what: Label
    passages: tuple[Quoted, ...] = Field(min_length=2)


class Scenario(Part):
    """The whole declarative exercise: one folder in `scenarios/`."""

    schema_version: Literal[1] = Field(alias="schema")
    id: ScenarioId
    title: Label
    author: Label
    about: Text
    notice: Text
    """Shown before the first scene of every session, and not skippable."""
    documents: Literal["shipped", "own"] = "own"
    """`own`: the scenario's folder has a `sources/` with a catalogue; `shipped`: it rests on the project's `seeds/`."""
    roles: ById[Role] = Field(min_length=1)
    indicators: ById[Indicator] = Field(min_length=1)
    outcome_classes: ById[OutcomeClass] = Field(min_length=1)
    acts: ById[Act] = Field(min_length=1)
    terms: ById[Term] = ()
    glossary: ById[Gloss] = ()
    conflicts: ById[Conflict] = ()
    corroborations: tuple[Corroboration, ...] = ()
