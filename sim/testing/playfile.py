"""What an author writes in a `*.play.yaml`: a play that must go so, step by step.

Rule 1: shapes live here. Whether the names in a play are those of its scenario is asked in `fit`, what happens when it is played in `run`.
"""

from collections.abc import Mapping
from typing import Annotated, Self, TypeAlias

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from sim.model.condition import Bounds, Picks
from sim.model.ids import ActId, CourseId, IndicatorId, InjectId, OptionId, OutcomeClassId, RoleId, SceneId, Seed
from sim.model.part import KeyedSchema, Part, Whole, YesNo, keyed
from sim.model.text import Label, Text

PlayId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]  # "both-words-kept"

PUBLIC = "public"
"""Stands for everybody, where a play asks what a role sees."""


class Level(Part):
    """What an indicator must be: `tension: 5`, or `tension: {at_least: 2, at_most: 4}`."""

    indicator: IndicatorId
    at_least: Whole | None = None
    at_most: Whole | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise PydanticCustomError("empty_condition", "nothing is expected; a number, or at_least and at_most")
        return self


class Texts(Part):
    """Texts that one role's view holds, or does not hold."""

    role: RoleId
    texts: tuple[Text, ...] = Field(min_length=1)


class Menu(Part):
    """The options that one role has, in file order."""

    role: RoleId
    options: tuple[OptionId, ...]


class Bot(Part):
    """Who decides for a role that the play does not choose for."""

    role: RoleId
    by: str


def _levels(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    return tuple(
        {"indicator": name, **given} if isinstance(given, Mapping) else {"indicator": name, "at_least": given, "at_most": given}
        for name, given in value.items()
    )


def _pairs(key: str, value: str) -> BeforeValidator:
    return BeforeValidator(lambda given: tuple({key: k, value: v} for k, v in given.items()) if isinstance(given, Mapping) else given)


_LISTS = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}
_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
_BOUNDS = {"type": "object", "additionalProperties": False, "properties": {"at_least": {"type": "integer"}, "at_most": {"type": "integer"}}}
_LEVELS = {"type": "object", "additionalProperties": {"anyOf": [{"type": "integer"}, {"type": "string"}, _BOUNDS]}}

_SCALAR = {"type": ["string", "integer", "boolean"]}
_PARAMETERS = {
    "anyOf": [
        {"type": "object", "additionalProperties": {"type": "array", "items": _SCALAR, "minItems": 1}},
        {"type": "array", "items": {"type": "object", "additionalProperties": _SCALAR}, "minItems": 1},
    ]
}

Levels: TypeAlias = Annotated[tuple[Level, ...], BeforeValidator(_levels), KeyedSchema("indicator"), WithJsonSchema(_LEVELS)]
TextsByRole: TypeAlias = Annotated[tuple[Texts, ...], _pairs("role", "texts"), KeyedSchema("role"), WithJsonSchema(_LISTS)]
Menus: TypeAlias = Annotated[tuple[Menu, ...], _pairs("role", "options"), KeyedSchema("role"), WithJsonSchema(_LISTS)]
Bots: TypeAlias = Annotated[tuple[Bot, ...], _pairs("role", "by"), KeyedSchema("role"), WithJsonSchema(_TEXTS)]


class Expectation(Part):
    """What must be so after a step; whatever is not named is not looked at."""

    scene: SceneId | None = None
    """Where the play stands."""
    indicators: Levels = ()
    """Hidden ones too."""
    branch: Annotated[int, Field(ge=0)] | None = None
    """Which branch the step took: its number in the scene's list, from 0, as messages give it."""
    injects: tuple[InjectId, ...] | None = None
    """The news of this step, in the order it came; an empty list: none."""
    outcome: OutcomeClassId | None = None
    """The class in which the play has ended."""
    offered: Menus = ()
    """What a role was offered in this turn, whether or not it has chosen; an empty list: nothing."""
    waits_for: tuple[RoleId, ...] | None = None
    """Whose choice the turn still waits for, in the scene's order; an empty list: nobody's."""
    sees: TextsByRole = ()
    """Texts that stand in the role's view; `public` asks for what everybody sees."""
    does_not_see: TextsByRole = ()
    """Texts that do not stand in the role's view."""


class Refusal(Part):
    """An event that the rules must refuse, and the code with which they do; nothing changes."""

    code: Label
    """The code of the refusal, such as `option-not-offered`."""
    choose: Picks = ()
    """One role and its option."""
    draw: OptionId | None = None
    release: InjectId | None = None
    expire: YesNo = False
    rewind: Whole | None = Field(default=None, ge=0)
    proceed: ActId | None = None


class PlayStep(Part):
    """One thing that happens; a turn may give all choices and the draw of chance in one step."""

    choose: Picks = ()
    """Roles and the options they choose, sealed, in this order."""
    draw: OptionId | None = None
    """What chance falls on; not in a play with a seed, which draws by itself."""
    release: InjectId | None = None
    """The inject that the facilitator releases."""
    expire: YesNo = False
    """true: the time of the turn runs out, and missing choices become defaults."""
    rewind: Whole | None = Field(default=None, ge=0)
    """How many turns to go back; 0: to the start of the current one."""
    proceed: ActId | None = None
    """The next act of the campaign begins."""
    refused: Refusal | None = None
    """What must be refused now."""
    expect: Expectation | None = None
    """What must be so afterwards; alone, it looks at the play as it stands."""


class Throughout(Part):
    """What must be so over the whole play, its beginning included."""

    visits: tuple[SceneId, ...] = ()
    """The play comes to each of these scenes."""
    avoids: tuple[SceneId, ...] = ()
    """It comes to none of these."""
    never_above: Bounds = ()
    """At no time is an indicator higher."""
    never_below: Bounds = ()
    """At no time is an indicator lower."""


class _Body(Part):
    """What both a play of its own and one of several say."""

    act: ActId | None = None
    """Absent: the scenario's first."""
    course: CourseId | None = None
    """Absent: `whole`."""
    campaign: YesNo = False
    """Whether the acts that follow may be played too, by `proceed`."""
    cued: YesNo = False
    """Whether news comes at its cue, as where nobody leads; absent: only when a step releases it."""
    log: Label | None = None
    """A saved session (JSON Lines) that is played first, by its path from this file; it brings act, course, bots and seed."""
    seed: Annotated[Seed, Field(ge=0, lt=2**64, strict=True)] | None = None
    """From which chance and bots draw; absent: every draw of chance is a step's `draw`, and bots draw from 0."""
    bots: Bots = ()
    """Roles that decide by themselves: reported, cautious, hard-line, random."""
    xfail: Label | None = None
    """Why the play is expected to fail; when it does not, that is a failure."""
    throughout: Throughout | None = None
    """What must be so over the whole play."""
    steps: tuple[PlayStep, ...] = ()
    """What happens, in order."""


class Play(_Body):
    """A scripted play."""

    about: Text
    """What it shows, in a sentence."""
    scenario: Label | None = None
    """Name of a shipped scenario, or the path of a folder as seen from this file; absent: the folder above `plays/`."""
    parameters: Annotated[None, WithJsonSchema(_PARAMETERS)] = Field(default=None, alias="with")
    """Values for the names written as `$name`: one test for each combination. They are put in before the rest is read, so none is left."""


class OneOfSeveral(_Body):
    """One of several plays of a file; what it does not say, the file says for all of them."""

    name: PlayId
    about: Text | None = None
    """What this one shows."""


class PlayFile(Play):
    """A file of one play, or of several that share what stands above them."""

    plays: Annotated[tuple[OneOfSeveral, ...], BeforeValidator(keyed("name")), KeyedSchema("name")] = ()
    """Several plays by their names, each with steps of its own; the file then has neither `steps` nor `with`."""
