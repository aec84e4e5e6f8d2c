"""Lists of places, as a facilitator writes them or a table program saves them: read whole, or refused by line.

Rule 1: nothing is given out here; a list becomes places, and whether they can be, `seats` says.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from sim.engine.lesson import Lesson
from sim.engine.machine import ScenarioMachine
from sim.engine.members import Seat
from sim.engine.seating import MOST_GROUPS, group_names, playable_in
from sim.engine.session import Session
from sim.errors import Invalid, Missing, SimError
from sim.model.ids import WATCHES, GroupId, RoleId
from sim.model.lesson import Place
from sim.model.nearest import nearest

_HEADER = ("name", "group", "role")
_SEPARATORS = (",", ";", "\t")
"""What stands between cells: table programs save with the one that is usual where they are used."""
_SHOWN = 40
"""Characters of a cell that a message repeats, at most."""


def from_list(lesson: Lesson, sessions: Mapping[GroupId, Session], machine: ScenarioMachine, text: str) -> tuple[Place, ...]:
    """Read a list of places: a line `name,group,role`, then one for each seat; a role of `observer` watches.

    Seats are named by what they are called or by their id, groups by `g1` or `1`, roles by name or id, all in letters of any size.

    Args:
        lesson: whose seats are placed.
        sessions: of its groups; a seat is given a role that people may take there, or keeps the one that it has.
        machine: the compiled scenario.
        text: the list, with lines ended as any system ends them.

    Raises:
        Invalid: it cannot be read, or places a seat twice; the message names the line.
        Missing: it names a seat, group or role that there is not, likewise.

    """
    rows = _rows(text)
    if not rows or tuple(cell.lower() for cell in rows[0]) != _HEADER:
        message = f"line 1: the list begins with the line {','.join(_HEADER)}"
        raise Invalid(message, "not-a-list")
    seats = _seats(lesson)
    lines: dict[str, int] = {}
    places = []
    for number, cells in enumerate(rows[1:], 2):
        if not any(cells):
            continue
        if len(cells) != len(_HEADER):
            message = f"line {number}: {len(cells)} {'cell' if len(cells) == 1 else 'cells'}; name, group and role are expected"
            raise Invalid(message, "not-a-list")
        name, group, role = cells
        seat = _found(seats, name, f"line {number}: nobody called {name[:_SHOWN]!r} has joined", [one.name for one in seats.values()])
        if seat.id in lines:
            message = f"line {number}: {seat.name!r} has a place in line {lines[seat.id]} already; leave one of the two lines out"
            raise Invalid(message, "not-a-list")
        lines[seat.id] = number
        of = _group(group, number)
        own = (seat.place.role,) if seat.place and seat.place.group == of and seat.place.role else ()
        places.append(Place(seat=seat.id, group=of, role=_role(machine, (*playable_in(lesson, sessions, machine, of), *own), role, number)))
    return tuple(places)


def _rows(text: str) -> list[list[str]]:
    """Return the cells of each line, which the first line's separator parts."""
    whole = text.lstrip("\ufeff").strip()
    first = whole.splitlines()[0] if whole else ""
    separator = max(_SEPARATORS, key=first.count)
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(whole, None), delimiter=separator, skipinitialspace=True)]


def _seats(lesson: Lesson) -> dict[str, Seat]:
    """Return the seats by what a list may call them; a name goes before an id, and who came first before others."""
    present = [seat for seat in reversed([*lesson.seats.values()]) if not seat.released]
    return {seat.id: seat for seat in present} | {seat.name.casefold(): seat for seat in present}


def _found(known: Mapping[str, Seat], typed: str, otherwise: str, names: Iterable[str]) -> Seat:
    if typed.casefold() in known:
        return known[typed.casefold()]
    shown = {name.casefold(): name for name in names}
    raise _missing(otherwise, "unknown-seat", shown.get(nearest(typed.casefold(), shown) or ""))


def _group(typed: str, number: int) -> GroupId:
    named = f"g{typed}" if typed.isdigit() else typed.casefold()
    if named not in group_names(MOST_GROUPS):
        raise _missing(f"line {number}: there is no group {typed[:_SHOWN]!r}; groups are g1 to g{MOST_GROUPS}", "unknown-group", None)
    return named


def _role(machine: ScenarioMachine, roles: Sequence[RoleId], typed: str, number: int) -> RoleId | None:
    named, every = typed.casefold(), {name.casefold(): role for role, title in machine.lookup.names.items() for name in (title, role)}
    known = {name: role for name, role in every.items() if role in roles}
    if named == WATCHES:
        return None
    if named in known:
        return known[named]
    there = f"the roles: {', '.join(dict.fromkeys((*roles, WATCHES)))}"
    guess = nearest(named, [*known, WATCHES]) if named not in every else None  # a role that this act does not ask is no slip of the pen
    raise _missing(f"line {number}: nobody can play {typed[:_SHOWN]!r} here; {there}", "unknown-role", known.get(guess or "", guess))


def _missing(message: str, code: str, guess: str | None) -> SimError:
    return Missing(f"{message}; did you mean {guess!r}?" if guess else message, code)
