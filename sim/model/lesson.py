"""All that can happen in a lesson: a class, or part of one, under a facilitator; its log is a list of these and nothing else.

Each group of a lesson plays an ordinary session, whose log is the only truth about the play. The log of the lesson tells everything beside
it: who sits where, how the seats of a role vote, what is said, and, by `advanced`, in which order it all happened; `leading` has what the
facilitators do.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from sim.model.arm import Agreement, Arm, ArmId
from sim.model.events import REASON_LIMIT
from sim.model.ids import ActId, CourseId, GroupId, LessonId, OptionId, RoleId, ScenarioId, SeatId, Seed, SessionId
from sim.model.leading import FacilitatorEvent
from sim.model.part import Digest, Numerous, Whole, YesNo
from sim.model.text import Name, Words, clean


class Convened(Numerous):
    """A lesson was opened; always the first entry of its log, and only there."""

    kind: Literal["convened"] = "convened"
    lesson: LessonId = Field(min_length=1, max_length=60)
    scenario: ScenarioId
    rules_hash: Digest
    whole_hash: Digest
    act: ActId
    course: CourseId
    seed: Seed = Field(ge=0, lt=2**64)
    """From which the dealing of roles and the draws of every group follow."""
    agree: Agreement
    bot: str = Field(min_length=1, max_length=64)
    """Who decides for a role that nobody sits at."""
    reasons: YesNo
    """Whether a choice asks for a reason and an expectation."""
    campaign: YesNo = False
    """Whether the acts that follow in the scenario's campaign can be gone on to."""
    arms: tuple[Arm, ...] = Field(default=(), max_length=12)
    """Those among which the groups are drawn, where a study compares some; `agree` and `reasons` above hold where there are none."""
    table: Whole = Field(default=0, ge=0, le=60)
    """How many groups are to play at tables with printed cards, which the facilitator enters; 0: people join and decide themselves."""
    rehearsal: YesNo = False
    """Whether people are invented for it, so that its plays are no class's."""
    latecomers: Literal["seated", "asked"] = "seated"
    """Whether whoever joins once a group plays has a place at once, or waits until the facilitator lets them in."""
    key: Digest
    """Of the facilitator's key."""
    ticket: Digest
    """Of the long word inside the QR code."""


class Joined(Numerous):
    """Somebody came in and has a seat of their own from now on."""

    kind: Literal["joined"] = "joined"
    seat: SeatId
    name: Name
    token: Digest
    """Of what their browser keeps."""
    resume: Digest
    """Of the code with which they come back on another device."""
    given: Name | None = None
    """What they gave as their name, where somebody had that, so that theirs has a number; None: the one that they have."""


class Readmitted(Numerous):
    """Somebody came back to their seat on another device, or after losing one."""

    kind: Literal["readmitted"] = "readmitted"
    seat: SeatId
    token: Digest
    resume: Digest


class Place(Numerous):
    """Where a seat sits."""

    seat: SeatId
    group: GroupId
    role: RoleId | None
    """None: it watches."""


class Seated(Numerous):
    """Seats were given their places; whoever is not named stays where they were."""

    kind: Literal["seated"] = "seated"
    places: tuple[Place, ...] = Field(min_length=1, max_length=500)


class Released(Numerous):
    """A seat was released; whoever held it is out of the lesson."""

    kind: Literal["released"] = "released"
    seat: SeatId


class Consented(Numerous):
    """A seat agreed that its choices are used for research, or agrees no longer; without this entry it does not."""

    kind: Literal["consented"] = "consented"
    seat: SeatId
    agrees: YesNo


class Wished(Numerous):
    """A seat said which role it would like; a later wish replaces an earlier."""

    kind: Literal["wished"] = "wished"
    seat: SeatId
    role: RoleId | None = None
    """None: any role, or none where it would rather watch."""
    watches: YesNo = False


class Formed(Numerous):
    """A group begins to play."""

    kind: Literal["formed"] = "formed"
    group: GroupId
    session: SessionId
    arm: ArmId | None = None
    """Of the study; None where no arms are compared."""
    instead: GroupId | None = None
    """The group that was forked and from which everybody went along; its own play stands."""


class Advanced(Numerous):
    """The session of a group has grown; it stands here so that one log orders everything."""

    kind: Literal["advanced"] = "advanced"
    group: GroupId
    to: Whole = Field(ge=1)
    """The number of the session's last entry now."""


class Voted(Numerous):
    """A seat voted within its role; a later vote in the same turn replaces it."""

    kind: Literal["voted"] = "voted"
    seat: SeatId
    group: GroupId
    role: RoleId
    turn: Whole = Field(ge=1)
    option: OptionId
    reason: Annotated[str, AfterValidator(lambda text: clean(text, REASON_LIMIT))] | None = Field(default=None, max_length=4_000)
    expectation: Literal["falls", "rises"] | None = None


class HandedIn(Numerous):
    """A card that a role of a group laid down was entered; the choice itself stands in the group's session."""

    kind: Literal["handed-in"] = "handed-in"
    group: GroupId
    turn: Whole = Field(ge=1)
    role: RoleId
    code: str = Field(pattern=r"^[0-9]{1,4}[A-Z]{1,2}$")
    """What was on the slip: the card's number and the letter of an option."""


class Spoke(Numerous):
    """A seat wrote to another role of its group, or, without one, to all of them: behind closed doors, or as a public statement."""

    kind: Literal["spoke"] = "spoke"
    seat: SeatId
    group: GroupId
    role: RoleId
    to: RoleId | None
    closed: bool = False
    """Where it went to no single role: whether the roles alone may read it, and not who watches the group."""
    words: Words


class Proposed(Numerous):
    """A team asked for something that is not among its options."""

    kind: Literal["proposed"] = "proposed"
    seat: SeatId
    group: GroupId
    role: RoleId
    turn: Whole = Field(ge=1)
    words: Words


LessonEvent: TypeAlias = Annotated[
    Convened
    | Joined
    | Readmitted
    | Seated
    | Released
    | Consented
    | Wished
    | Formed
    | Advanced
    | Voted
    | HandedIn
    | Spoke
    | Proposed
    | FacilitatorEvent,
    Field(discriminator="kind"),
]


class LessonEntry(Numerous):
    """An event as it stands in the log of a lesson."""

    number: Whole = Field(ge=1)
    """Place in the log, from 1 without gaps."""
    time: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
    """UTC, for people; nothing is ordered by it."""
    seat: SeatId = Field(min_length=1, max_length=64)
    """Who acted: a seat, or `facilitator`."""
    key: str | None = Field(default=None, min_length=1, max_length=64)
    """What the sender called this request; a request of the same seat and key is the same request."""
    event: LessonEvent
