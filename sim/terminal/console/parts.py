"""The parts of a typed command: what each can be, and which fields of a form it fills.

Rule 1: a part is only named here, never judged: a group, role, seat or option is looked up among those that the console shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sim.errors import Illegal, Invalid, Missing
from sim.model.ids import NEW_GROUP, WATCHES
from sim.model.lesson_view import ConsoleView, GroupView
from sim.model.nearest import listed, nearest

Fields: TypeAlias = Mapping[str, str]
Filled: TypeAlias = "dict[str, str]"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a command."""

    shown: str
    """How help names it."""
    fill: Callable[[ConsoleView, Fields, str], Filled]
    """Returns the fields that a typed word fills; it is given those that are filled already."""
    offers: Callable[[ConsoleView, Fields], Iterable[str]]
    """Returns what can be typed."""
    optional: bool = False
    rest: bool = False
    """Whether it takes everything that follows."""
    missing: str = ""
    """What is said where it is left out; empty: what is missing, and how the command is typed."""


def _found(what: str, typed: str, known: Mapping[str, str]) -> str:
    """Return what a typed word stands for, whatever the size of its letters."""
    folded = {name.casefold(): value for name, value in known.items()}
    if typed.casefold() in folded:
        return folded[typed.casefold()]
    guess = nearest(typed.casefold(), folded)
    there = listed(dict.fromkeys(value or name for name, value in known.items()))  # `all` and `observer` stand for no id
    message = f"there is no {what} {typed[:40]!r}; there are: {there}{f'; did you mean {guess!r}?' if guess else ''}"
    raise Missing(message, f"unknown-{what}")


def _groups(view: ConsoleView) -> dict[str, str]:
    """Return the groups that play, by what they can be called."""
    return {name: group.group for group in view.groups for name in (group.group, group.group[1:])}


def _group(view: ConsoleView, name: str) -> GroupView:
    return next(group for group in view.groups if group.group == name)


def _roles(view: ConsoleView) -> dict[str, str]:
    return {name: role for role, title in view.roles for name in (title, role)}


def _seats(view: ConsoleView) -> dict[str, str]:
    """Return the seats, by what they can be called, the one that was given first first."""
    roster = sorted(view.roster, key=lambda line: (len(line.seat), line.seat))
    return {name: line.seat for line in roster for name in (line.name, line.seat)}


def _waiting(view: ConsoleView, _fields: Fields, typed: str) -> Filled:
    """Return the seat of somebody who waits to be let in; for `all` none, which is all of them."""
    folded, late = typed.casefold(), [line for line in view.roster if line.late]
    known = {name.casefold(): line.seat for line in late for name in (line.name, line.seat)} | {"all": ""}
    if folded in known:
        return {"seat": known[folded]}
    who = f"; who waits: all, or {listed([f'{line.name} ({line.seat})' for line in late])}" if late else ""
    seated = next((line.name for line in view.roster if folded in (line.name.casefold(), line.seat)), "")
    if seated:
        message = f"{seated} does not wait to be let in{who or '; nobody does'}"
        raise Illegal(message, "nobody-waits")
    guess = nearest(folded, known) if late else ""
    hint = f"; did you mean {guess!r}?" if guess else ""
    message = f"there is no seat {typed[:40]!r}{who or ', and nobody waits to be let in'}{hint}"
    raise Missing(message, "unknown-seat")


def _number(what: str, typed: str) -> str:
    if not (typed.isascii() and typed.isdigit()):
        message = f"{what} is a whole number, not {typed[:40]!r}"
        raise Invalid(message, "not-a-number")
    return typed


def number(field: str, shown: str, *, optional: bool = False) -> Part:
    """Return a part that is a whole number."""
    return Part(shown, lambda _view, _fields, typed: {field: _number(shown, typed)}, lambda _view, _fields: (), optional=optional)


def one_of(field: str, *words: str) -> Part:
    """Return a part that is one of some words."""
    known = {word: word for word in words}
    return Part("|".join(words), lambda _view, _fields, typed: {field: _found("choice", typed, known)}, lambda _view, _fields: words)


def words(field: str, shown: str, *, optional: bool = False) -> Part:
    """Return a part that takes the rest of the line."""
    return Part(shown, lambda _view, _fields, typed: {field: typed}, lambda _view, _fields: (), optional=optional, rest=True)


_FINAL = "the end of a lesson cannot be undone; if you mean it, type: end now"


def _now(_view: ConsoleView, _fields: Fields, typed: str) -> Filled:
    if typed.casefold() != "now":
        message = f"{typed[:40]!r} ends nothing; {_FINAL}"
        raise Invalid(message, "part-missing")
    return {}


NOW = Part("now", _now, lambda _view, _fields: ("now",), missing=_FINAL)
"""Says that somebody means what cannot be undone."""
GROUP = Part(
    "GROUP",
    lambda view, _fields, typed: {"group": _found("group", typed, _groups(view))},
    lambda view, _fields: [group.group for group in view.groups],
)
ANY_GROUP = Part(
    "GROUP",
    lambda _view, _fields, typed: {"group": f"g{typed}" if typed.isdigit() else typed},
    lambda view, fields: [*GROUP.offers(view, fields), NEW_GROUP],
)
"""A group that need not play yet; `new` begins another one."""
TURN_OF_GROUP = Part(
    "GROUP",
    lambda view, _fields, typed: {
        "group": (found := _found("group", typed, _groups(view))),
        "turn": str(_group(view, found).turn),
    },
    GROUP.offers,
)
"""A group, for the turn that is shown: an order that comes after it is refused."""
EVERY_GROUP = Part(
    "GROUP|all",
    lambda view, _fields, typed: {"group": _found("group", typed, {**_groups(view), "all": ""})},
    lambda view, _fields: ["all", *(group.group for group in view.groups)],
)
ROLE = Part(
    "ROLE",
    lambda view, _fields, typed: {"role": _found("role", typed, _roles(view))},
    lambda view, _fields: [role for role, _ in view.roles],
)
ROLE_OR_WATCH = Part(
    f"ROLE|{WATCHES}",
    lambda view, _fields, typed: {"role": _found("role", typed, {**_roles(view), WATCHES: ""})},
    lambda view, _fields: [WATCHES, *(role for role, _ in view.roles)],
)
SEAT = Part(
    "SEAT",
    lambda view, _fields, typed: {"seat": _found("seat", typed, _seats(view))},
    lambda view, _fields: [line.seat for line in view.roster],
)
SEAT_OR_ALL = Part(
    "SEAT|all",
    _waiting,
    lambda view, _fields: ["all", *(line.seat for line in view.roster if line.late)],
)
"""Somebody who waits to be let in."""


def as_seen(order: str, view: ConsoleView, fields: Fields) -> Filled:
    """Return what the console shows of what an order changes, so that one that comes after another of its kind is refused."""
    match order:
        case "deal":
            seen: int | None = view.placed
        case "fork":
            seen = len(view.groups)
        case "rewind":
            seen = _group(view, fields["group"]).turn
        case "extend":
            seen = _group(view, fields["group"]).seconds
        case _:
            seen = None
    return {} if seen is None else {"seen": str(seen)}


def _options(view: ConsoleView, fields: Fields) -> list[str]:
    group = _group(view, fields["group"])
    return [option for role in group.deciding if role.role == fields.get("role") for option, _ in role.options]


OPTION = Part("OPTION", lambda _view, _fields, typed: {"option": typed}, _options)
INJECT = Part(
    "NEWS",
    lambda _view, _fields, typed: {"inject": typed},
    lambda view, fields: [news.id for news in _group(view, fields["group"]).injects],
)
TURN = Part(
    "TURN",
    lambda _view, _fields, typed: {"turn": _number("TURN", typed)},
    lambda view, fields: [str(turn) for turn, _ in _group(view, fields["group"]).turns],
)
PROPOSAL = Part(
    "NUMBER",
    lambda _view, _fields, typed: {"proposal": _number("NUMBER", typed)},
    lambda view, _fields: [str(asked.number) for asked in view.proposals],
)
ENTERED = Part(
    "OPTION",
    lambda _view, _fields, typed: {"option": typed},
    lambda view, fields: [option for asked in view.proposals if str(asked.number) == fields["proposal"] for option, _ in asked.options],
)
MESSAGE = Part(
    "NUMBER",
    lambda _view, _fields, typed: {"message": _number("NUMBER", typed)},
    lambda view, _fields: [str(said.number) for said in view.messages],
)


_GROUP = re.compile(r"g[0-9]{1,3}", re.IGNORECASE)


def _whom(view: ConsoleView, _fields: Fields, typed: str) -> Filled:
    if typed.casefold() == "all":
        return {}
    group, _, role = typed.partition("/")
    if group.casefold() in _groups(view):
        found = {"group": _groups(view)[group.casefold()]}
        return {**found, "role": _found("role", role, _roles(view))} if role else found
    if _GROUP.fullmatch(group) and typed.casefold() not in map(str.casefold, _seats(view)):
        return {"group": _found("group", group, _groups(view))}
    roles = {name.casefold(): known for name, known in _roles(view).items()}
    return {"role": roles[typed.casefold()]} if typed.casefold() in roles else {"seat": _found("seat", typed, _seats(view))}


WHOM = Part(
    "all|GROUP|GROUP/ROLE|ROLE|SEAT",
    _whom,
    lambda view, _fields: ["all", *GROUP.offers(view, {}), *ROLE.offers(view, {}), *SEAT.offers(view, {})],
)


def _slips(_view: ConsoleView, _fields: Fields, typed: str) -> Filled:
    pairs = [pair.partition("=") for pair in typed.split()]
    if not all(role and code for role, _, code in pairs):
        message = "cards are typed as ROLE=CARD, such as north=21A south=22B"
        raise Invalid(message, "not-a-card")
    return {f"card-{role}": code for role, _, code in pairs}


SLIPS = Part("ROLE=CARD …", _slips, lambda _view, _fields: (), rest=True)
