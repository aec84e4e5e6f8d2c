"""Names of people in what they wrote, and what stands in their place where a debrief is given on."""

import re
from collections.abc import Iterable, Mapping

from sim.engine.members import Seat


def replaced(text: str, names: Mapping[str, str]) -> str:
    """Return a text in which whole words that are names, in whatever letters, stand as what takes their place; longer names first."""
    if not names:
        return text
    known = {name.casefold(): other for name, other in names.items()}
    longest = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"(?<!\w)({longest})(?!\w)", lambda found: known.get(found[0].casefold(), ""), text, flags=re.IGNORECASE)


def in_place_of(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return each name with what takes its place in what was written; a name that several people bear stands for any of them."""
    known = tuple(names)
    bearers: dict[str, list[str]] = {}
    for name, other in known:
        bearers.setdefault(name.casefold(), []).append(other)
    return {name: " or ".join(bearers[name.casefold()]) for name, _ in known}


def names_of(seat: Seat) -> tuple[str, ...]:
    """Return what somebody may be called in what others wrote: the name, and, where a number was put behind it, what they gave."""
    return (seat.name, seat.given) if seat.given else (seat.name,)
