"""What a page may send: strict models of every form, which refuse what they do not know.

Rule 1: a form is text; what a number, a choice or an empty field is, is said here and nowhere else.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias, TypeVar
from urllib.parse import parse_qsl

from pydantic import BeforeValidator, Field, ValidationError

from sim.errors import Invalid
from sim.model.events import Support
from sim.model.part import Part
from sim.model.text import Name, Words

BODY_LIMIT = 64 * 1024
"""Bytes of a request, at most."""
_FIELDS = 40
"""Fields of a form, at most."""

_DIGITS = 9


def _number(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _DIGITS else value


def _empty(value: object) -> object:
    return None if value == "" else value


_KEY = re.compile(r"^[A-Za-z0-9_-]{8,64}$")
"""What a page calls a request."""

Count: TypeAlias = Annotated[int, Field(strict=True, ge=0), BeforeValidator(_number)]
Id: TypeAlias = Annotated[str, Field(min_length=1, max_length=64)]
Seen: TypeAlias = Annotated[Annotated[int, Field(strict=True, ge=0)] | None, BeforeValidator(_number), BeforeValidator(_empty)]
"""What the page showed of what an order changes, so that of two facilitators who give it at once the second is told; None: not compared."""
MaybeId: TypeAlias = Annotated[Id | None, BeforeValidator(_empty)]
Token: TypeAlias = Annotated[str | None, Field(pattern=r"^[A-Za-z0-9_-]{43}$"), BeforeValidator(_empty)]
Because: TypeAlias = Annotated[str, Field(max_length=8_000)]


class Form(Part):
    """What a page sends; `key` names the request, so that sending it twice does it once."""

    key: Annotated[str | None, Field(pattern=_KEY), BeforeValidator(_empty)] = None


class EnterForm(Form):
    """Somebody typed a code."""

    code: Annotated[str, Field(max_length=64)]


class NamelessForm(Form):
    """Somebody wants a seat and has given no name: what the page sends besides it."""

    ticket: Annotated[str, Field(max_length=128)] = ""
    """The long word of the QR code, if they scanned it."""
    token: Token = None
    """Drawn with the page, so that a name that is sent twice takes one seat."""
    unread: Literal["yes", "no"] = "no"
    """Whether the page could not show the notice, because codes were slowed: then it is shown first."""
    agrees: Literal["yes", "no"] = "no"
    """Whether their choices may be used for research."""


class JoinForm(NamelessForm):
    """Somebody wants a seat."""

    name: Name


class ConsentForm(Form):
    """Whether a seat's choices may be used for research; what is not ticked is not sent."""

    agrees: Literal["yes", "no"] = "no"


class WishForm(Form):
    """Which role a seat would like: its id, `any`, or `observer`."""

    wish: Id


class ResumeForm(Form):
    """Somebody comes back to their seat."""

    resume: Annotated[str, Field(min_length=1, max_length=64)]
    token: Token = None
    """Drawn with the page, so that a code that is sent twice opens one device."""


class ChooseForm(Form):
    """A seat says what it wants."""

    turn: Count
    option: Id
    reason: Annotated[str | None, Field(max_length=4_000), BeforeValidator(_empty)] = None
    expectation: Annotated[Literal["falls", "rises"] | None, BeforeValidator(_empty)] = None


class JudgeForm(Form):
    """A seat judges a claim."""

    scene: Id
    support: Support


class PassageForm(Form):
    """A seat opened a passage."""

    source: Id
    quote: Annotated[str, Field(min_length=1, max_length=2_000)]


class SpeakForm(Form):
    """A seat writes to another role, to all of them (`*`), or to everybody in its group (nothing)."""

    to: MaybeId | Literal["*"] = None
    words: Words


class ProposeForm(Form):
    """A seat asks for something beyond its options."""

    turn: Count
    words: Words


class SignInForm(Form):
    """The facilitator's key, or the name of a further facilitator with their password."""

    secret: Annotated[str, Field(min_length=1, max_length=128)]
    name: Annotated[str, Field(max_length=400)] = ""
    """Empty where the key is given."""


class DealForm(Form):
    """Deal everybody into groups; 0: as many as are usual."""

    groups: Count = 0
    by: Literal["random", "wish"] = "random"
    seen: Seen = None
    """The number of the entry that had given places last."""


class PlaceForm(Form):
    """Move one seat; `new` as its group begins another one."""

    seat: Id
    group: Id
    role: MaybeId = None


class ListForm(Form):
    """A list of places as CSV."""

    places: Annotated[str, Field(min_length=1, max_length=60_000)]


class SeatForm(Form):
    """An order about one seat."""

    seat: Id


class WaitingForm(Form):
    """An order about one seat that waits to be let in, or about all of them."""

    seat: MaybeId = None


class GroupForm(Form):
    """An order about one group."""

    group: Id


class TurnForm(GroupForm):
    """An order about a turn of one group."""

    turn: Count = 0


class ReasonForm(TurnForm):
    """An order about a turn of one group, with why it is given."""

    reason: Because = ""


class ForkForm(ReasonForm):
    """Let people of a group play on from a turn as a new group."""

    who: Literal["all", "half"] = "all"
    seen: Seen = None
    """How many groups had begun."""


class RewindForm(ReasonForm):
    """Take a group back to the start of a turn."""

    seen: Seen = None
    """The turn that it was at."""


class ExtendForm(TurnForm):
    """Give the clock of a turn more."""

    seconds: Count
    seen: Seen = None
    """The seconds that it had been set to and given."""


class TimeForm(SeatForm):
    """Give a seat more time than the others have, in percent; 0: without a limit."""

    percent: Count


class DecideForm(ReasonForm):
    """Decide for a role."""

    role: Id
    option: Id


class InjectForm(Form):
    """Release news."""

    group: Id
    inject: Id


class ClockForm(Form):
    """Set a group's clock, or, without a group, everybody's."""

    group: MaybeId = None
    seconds: Count


class TellForm(Form):
    """Tell something to everybody, or to those who are named."""

    group: MaybeId = None
    role: MaybeId = None
    seat: MaybeId = None
    words: Words
    news: Annotated[Literal["yes"] | None, BeforeValidator(_empty)] = None
    """Whether it is news inside the play, which the facilitator made up."""


class SwitchForm(Form):
    """Let something be, or let it be no longer."""

    words: Literal["on", "off"]


class WordsForm(Form):
    """Words alone."""

    words: Words


class AnswerForm(Form):
    """Answer a proposal."""

    proposal: Count
    words: Words
    option: MaybeId = None


class NumberForm(Form):
    """An order about one message."""

    message: Count


class MinutesForm(Form):
    """When the lesson ends, in minutes from now."""

    minutes: Annotated[int, Field(strict=True, ge=1, le=600), BeforeValidator(_number)]


Read = TypeVar("Read", bound=Form)


def read_key(body: bytes) -> str | None:
    """Return what a page calls its request, whatever form it sends; None where it says nothing that could be one."""
    try:
        said = dict(parse_qsl(body.decode("utf-8", "replace"), max_num_fields=_FIELDS)).get("key", "")
    except ValueError:
        return None
    return said if _KEY.fullmatch(said) else None


def read_form(kind: type[Read], body: bytes) -> Read:
    """Return what a page sent.

    Raises:
        Invalid: it is not such a form; the message names the field and never repeats what was sent.

    """
    return checked(kind, read_fields(body))


def read_fields(body: bytes) -> dict[str, str]:
    """Return the fields of what a page sent, each once; it raises the same as `read_form`."""
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, strict_parsing=bool(body), max_num_fields=_FIELDS, errors="strict")
    except ValueError as error:
        message = "the request is no form that this page sends"
        raise Invalid(message, "not-a-form") from error
    fields = dict(pairs)
    if len(fields) < len(pairs):
        message = "a field of the form stands in it twice"
        raise Invalid(message, "not-a-form")
    return fields


def checked(kind: type[Read], fields: Mapping[str, str]) -> Read:
    """Return fields as the form that they have to be; it raises the same as `read_form`."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise unfit(error) from error


_PLAIN = {
    "string_too_short": "it is empty; write something",
    "too_short": "there is nothing in it to read; write something",
    "string_too_long": "it is too long; write less",
    "missing": "it is missing; send it too",
    "int_type": "it is no whole number; write one in digits",
    "greater_than_equal": "that is too small; write {ge} or more",
    "less_than_equal": "that is too large; write {le} or less",
    "literal_error": "it is none of what can be chosen here; look again",
}
"""What people do wrong most often, in plain words."""


def unfit(error: ValidationError) -> Invalid:
    """Return the refusal of what does not fit a model; it names the field, and never repeats what was sent."""
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "form"
    plain = _PLAIN.get(first["type"])
    said = plain.format_map(first.get("ctx", {})) if plain is not None else first["msg"]
    return Invalid(f"{place[:40]}: {said}", "not-a-form")
