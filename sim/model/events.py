"""All that can happen in a session; its log is a list of these and nothing else.

The rules read `chose`, `drew`, `injected`, `expired`, `rewound` and `proceeded`; `began` says what is played and by whom. `opened`,
`judged`, `marked` and `handed` are events of the seats: they tell what was read there and who sits there, and change nothing in the play.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from sim.model.ids import ActId, CourseId, InjectId, OptionId, RoleId, ScenarioId, SceneId, Seed, SessionId, SourceId
from sim.model.part import Numerous, Whole, YesNo
from sim.model.text import clean

PERSON = "person"
"""The decider of a role that a person plays."""

Support: TypeAlias = Literal["well", "partly", "poorly", "cannot-tell"]
"""How well a claim is supported by the passages that were read."""

REASON_LIMIT = 280
"""Characters of a sealed reason, at most."""


class Played(Numerous):
    """Who decides for a role: a person, or a bot by its name."""

    role: RoleId
    by: str = Field(min_length=1, max_length=64)


class Began(Numerous):
    """A session was opened; always the first entry of a log, and only there."""

    kind: Literal["began"] = "began"
    session: SessionId = Field(min_length=1, max_length=64)
    scenario: ScenarioId
    rules_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    """Hash of what changes play."""
    whole_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    """Hash of everything: texts and documents too."""
    act: ActId
    course: CourseId
    seed: Seed = Field(ge=0, lt=2**64)
    """From which the draws of chance and of random bots follow."""
    played: tuple[Played, ...]
    """One entry for each role, in the scenario's order."""
    forked_from: SessionId | None = None
    campaign: YesNo = False
    """Whether the acts that follow in the scenario's campaign are played too, with what happened carried over."""
    cued: YesNo = False
    """Whether news comes at its cue, because nobody leads the play; if not, it waits for a facilitator."""


class Chose(Numerous):
    """A role gave its sealed answer."""

    kind: Literal["chose"] = "chose"
    role: RoleId
    option: OptionId
    reason: Annotated[str, AfterValidator(lambda text: clean(text, REASON_LIMIT))] | None = Field(default=None, max_length=4_000)
    """Sealed with the choice, opened after the end; cleaned and cut to 280 characters."""
    expectation: Literal["falls", "rises"] | None = None
    """What the role expects of the tension; sealed with the choice."""


class Drew(Numerous):
    """Chance fell on an option; drawn by the writer of the log on entering the turn."""

    kind: Literal["drew"] = "drew"
    option: OptionId


class Injected(Numerous):
    """The facilitator released an inject, or it came at its cue where nobody leads."""

    kind: Literal["injected"] = "injected"
    inject: InjectId


class Expired(Numerous):
    """The time to decide was up, or the facilitator forced the step: missing choices become defaults."""

    kind: Literal["expired"] = "expired"
    turn: Whole


class Rewound(Numerous):
    """The play goes back to the start of an earlier turn."""

    kind: Literal["rewound"] = "rewound"
    to: Whole = Field(ge=1)
    """Number of a turn of the effective play; its own number does not come back."""


class Proceeded(Numerous):
    """The play goes from an act's outcome to the start of the campaign's next act."""

    kind: Literal["proceeded"] = "proceeded"
    to: ActId


class Opened(Numerous):
    """A role opened the passage behind something on screen."""

    kind: Literal["opened"] = "opened"
    role: RoleId
    source: SourceId
    quote: str = Field(min_length=1, max_length=2_000)


class Judged(Numerous):
    """A role judged how well the claim of a scene's exercise is supported; a later one revises an earlier."""

    kind: Literal["judged"] = "judged"
    role: RoleId
    scene: SceneId
    support: Support


class Marked(Numerous):
    """A role marked wording of a passage as loaded."""

    kind: Literal["marked"] = "marked"
    role: RoleId
    source: SourceId
    words: Annotated[str, AfterValidator(lambda text: clean(text, REASON_LIMIT))] = Field(min_length=1, max_length=4_000)


class Handed(Numerous):
    """A role was handed to a bot, because the person in its seat watches from now on, or back to a person; no reason is asked."""

    kind: Literal["handed"] = "handed"
    role: RoleId
    by: str = Field(min_length=1, max_length=64)
    """`person`, or a bot's name."""


SeatEvent: TypeAlias = Opened | Judged | Marked | Handed
"""What is done at a seat beside its choices: the rules never see it, and a rewind does not void it."""

Event: TypeAlias = Annotated[
    Began | Chose | Drew | Injected | Expired | Rewound | Proceeded | Opened | Judged | Marked | Handed, Field(discriminator="kind")
]

RuleEvent: TypeAlias = Chose | Drew | Injected | Expired
"""What `engine.rules.step` reads."""


class Entry(Numerous):
    """An event as it stands in the log."""

    number: Whole = Field(ge=1)
    """Place in the log, from 1 without gaps."""
    time: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
    """UTC, for people; nothing is ordered by it."""
    seat: str = Field(min_length=1, max_length=64)
    """Who acted: a role's id, `bot`, `clock`, `chance` or `facilitator`."""
    turn: Whole = Field(ge=0)
    """The turn it was meant for; 0 for `began`."""
    event: Event
