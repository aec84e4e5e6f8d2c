"""What the facilitators of a lesson do: events of its log, every one of which everybody's debrief can tell.

Rule 1: none of them is a rule of the play; where one acts on a group's play, what came of it stands in the group's session.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from sim.model.ids import GroupId, OptionId, RoleId, SeatId
from sim.model.part import Digest, Numerous, Whole, YesNo
from sim.model.text import WORDS_LIMIT, Name, Words, clean

FACILITATOR: SeatId = "facilitator"
"""Who acts in a log where it is no seat's doing; further facilitators act as `facilitator-2` and so on."""

USUAL_TIME = 100
"""Percent of the time that a turn has, for a seat that was given no more."""


class Password(Numerous):
    """What is kept of a password: what scrypt made of it, with everything that is needed to do it again."""

    salt: str = Field(pattern=r"^[0-9a-f]{32}$")
    digest: Digest
    n: Whole = Field(ge=2**14, le=2**20)
    r: Whole = Field(ge=8, le=32)
    p: Whole = Field(ge=1, le=16)


class Appointed(Numerous):
    """A further facilitator was named, or has a new password; whoever was in under the old one is out."""

    kind: Literal["appointed"] = "appointed"
    seat: SeatId = Field(pattern=r"^facilitator-[1-9][0-9]{0,2}$")
    """As whom they act in the log."""
    name: Name
    key: Password


class SignedIn(Numerous):
    """A further facilitator gave their password in a browser."""

    kind: Literal["signed-in"] = "signed-in"
    seat: SeatId
    token: Digest
    """Of what the browser keeps."""


class SignedOut(Numerous):
    """A further facilitator left the console in every browser."""

    kind: Literal["signed-out"] = "signed-out"
    seat: SeatId


class Invited(Numerous):
    """The facilitator let everybody say which role they would like, or lets them no longer."""

    kind: Literal["invited"] = "invited"
    open: YesNo


class Allowed(Numerous):
    """The facilitator gave a seat more time than the others have, of which nobody else is told."""

    kind: Literal["allowed"] = "allowed"
    seat: SeatId
    percent: Whole = Field(ge=0, le=1_000)
    """Of the time that a turn has; 100: as everybody; 0: without a limit."""


class Left(Numerous):
    """What the clock of a group had left."""

    group: GroupId
    milliseconds: Whole = Field(ge=0, le=86_400_000)


class Paused(Numerous):
    """The facilitator stopped the lesson: every clock stands, and choices are refused."""

    kind: Literal["paused"] = "paused"
    left: tuple[Left, ...] = Field(default=(), max_length=500)
    """Of each group whose turn has a clock; by it every server knows how the clocks stand, however late it hears of the pause."""


class Continued(Numerous):
    """The lesson goes on after a pause."""

    kind: Literal["continued"] = "continued"


class Ran(Numerous):
    """Clocks run: noted every few seconds by a server that lets them run, so that any other can go on from there. Nobody gave an order."""

    kind: Literal["ran"] = "ran"
    left: tuple[Left, ...] = Field(min_length=1, max_length=500)
    """Of each group whose clock runs."""


class Clocked(Numerous):
    """A group was given this much running time for its turn; with 0 its clock was taken away."""

    kind: Literal["clocked"] = "clocked"
    group: GroupId
    turn: Whole = Field(ge=1)
    seconds: Whole = Field(ge=0, le=86_400)


class Extended(Numerous):
    """The clock of a group's turn was given this much more."""

    kind: Literal["extended"] = "extended"
    group: GroupId
    turn: Whole = Field(ge=1)
    seconds: Whole = Field(ge=1, le=86_400)


class Scheduled(Numerous):
    """The facilitator set when the lesson has to be over."""

    kind: Literal["scheduled"] = "scheduled"
    ends: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
    """UTC."""


class Permitted(Numerous):
    """Messages between the roles of a group were allowed or stopped."""

    kind: Literal["permitted"] = "permitted"
    talk: YesNo


class Withheld(Numerous):
    """The facilitator keeps a message from being opened after the end."""

    kind: Literal["withheld"] = "withheld"
    message: Whole = Field(ge=1)
    """The number of its entry."""


class Told(Numerous):
    """The facilitator told something to everybody, or to those whom group, role and seat name."""

    kind: Literal["told"] = "told"
    group: GroupId | None = None
    role: RoleId | None = None
    seat: SeatId | None = None
    words: Words
    news: YesNo = False
    """Whether it is news inside the play, which the facilitator made up; it has no effect on the rules."""


class Noted(Numerous):
    """The facilitator noted something that nobody else is to read."""

    kind: Literal["noted"] = "noted"
    words: Words


class Answered(Numerous):
    """The facilitator answered a proposal: returned it, or entered the option nearest to it."""

    kind: Literal["answered"] = "answered"
    proposal: Whole = Field(ge=1)
    """The number of its entry."""
    words: Words
    option: OptionId | None = None


class Intervened(Numerous):
    """The facilitator acted on a group's play; what came of it stands in the group's session."""

    kind: Literal["intervened"] = "intervened"
    group: GroupId
    act: Literal["forced", "decided", "released", "rewound", "proceeded", "forked", "handed"]
    about: str = Field(default="", max_length=200)
    """Which role, inject or turn, where it is one."""
    reason: Annotated[str, AfterValidator(lambda text: clean(text, WORDS_LIMIT))] = Field(default="", max_length=8_000)


class Looked(Numerous):
    """The facilitator looked at what is sealed in a group."""

    kind: Literal["looked"] = "looked"
    group: GroupId


class Erased(Numerous):
    """The name and the words of a seat were taken out of the log, so that whoever has read it before reads all of it anew."""

    kind: Literal["erased"] = "erased"
    seat: SeatId


class Ended(Numerous):
    """The lesson is over: nothing more is decided, and the debrief is open to everybody in it."""

    kind: Literal["ended"] = "ended"


FacilitatorEvent: TypeAlias = (
    Appointed
    | SignedIn
    | SignedOut
    | Invited
    | Allowed
    | Paused
    | Continued
    | Ran
    | Clocked
    | Extended
    | Scheduled
    | Permitted
    | Withheld
    | Told
    | Noted
    | Answered
    | Intervened
    | Looked
    | Erased
    | Ended
)
"""Whatever a facilitator does to a lesson as a whole, or to a part of it."""
