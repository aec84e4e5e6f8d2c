"""How often something may be tried, typed, sent or joined, without locking out a class behind one address.

Rule 1: only wrong guesses are counted, for the whole server: a class that types its code right is never slowed by its own number.
Rule 2: a flood of guesses from a few networks locks nobody out who has not guessed: beyond what the server allows, each network is allowed
a few of its own. All of those together have an end too, or whoever has many networks could guess as often as they like.
"""

import asyncio
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from sim.classroom.server.tokens import digest, fresh_token

WRONG_GUESSES = 60
"""Codes a minute that may be typed wrong before typing is slowed; whoever scans the QR code is never slowed."""
OWN_GUESSES = 12
"""Codes a minute that one network may type wrong before it is slowed where the whole server is."""
WIDE_GUESSES = 60
"""The same for all networks of IPv6 whose first 48 bits are alike: one person may have all of them."""
GUESSES_TOGETHER = 600
"""The same for all networks there are; beyond it no code that is typed is tried, whoever types it."""
FORMS_AT_ONCE = 300
"""Forms that one seat may send at once; a phone that was away for a while sends what it kept."""
FORMS_A_MINUTE = 600
"""Forms that one seat may send a minute, after that."""
JOINS = 300
"""Seats that people with the QR code may take in a lesson at once, and then a minute."""
TYPED_JOINS = 100
"""The same for people who typed the code; so that, if all of these are a flood, a class that scans is in before the lesson is full."""
_SPELL = 60.0
"""Seconds without a refusal after which another is told of anew."""
_MOST_BUCKETS = 10_000
"""Seats, or networks, whose haste is remembered."""


class Bucket:
    """How often something may happen: so many times at once, and so many a minute."""

    def __init__(self, a_minute: float, clock: Callable[[], float], at_once: float | None = None) -> None:
        """Begin full.

        Args:
            a_minute: how many times a minute.
            clock: seconds that only grow.
            at_once: how many times at once; None: as many as a minute.

        """
        self.taken = 0
        """How often it has happened."""
        self._a_minute = a_minute
        self._most = a_minute if at_once is None else at_once
        self._left = self._most
        self._clock = clock
        self._seen = clock()

    def _fill(self) -> None:
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._seen) * self._a_minute / 60)
        self._seen = now

    def is_empty(self) -> bool:
        """Tell whether it may not happen now."""
        self._fill()
        return self._left < 1

    def take(self) -> bool:
        """Let it happen once, or tell that it may not."""
        self._fill()
        if self._left < 1:
            return False
        self._left -= 1
        self.taken += 1
        return True


class Buckets:
    """A bucket for each of many; when there are too many of them, the one that was asked for first is forgotten."""

    def __init__(self, a_minute: float, clock: Callable[[], float], at_once: float) -> None:
        """Begin with nobody; each begins full."""
        self._a_minute, self._clock, self._at_once = a_minute, clock, at_once
        self._known: dict[str, Bucket] = {}

    def is_empty(self, whose: str) -> bool:
        """Tell whether it may not happen now for one of them."""
        found = self._known.get(whose)
        return found is not None and found.is_empty()

    def take(self, whose: str) -> bool:
        """Let it happen once for one of them, or tell that it may not."""
        found = self._known.get(whose)
        if found is None:
            if len(self._known) >= _MOST_BUCKETS:
                del self._known[next(iter(self._known))]
            found = self._known[whose] = Bucket(self._a_minute, self._clock, self._at_once)
        return found.take()


class Networks:
    """A bucket for each network: an address of IPv4; with IPv6 all that begin with the same 64 bits, and once more with the same 48."""

    def __init__(self, a_minute: float, wide: float, clock: Callable[[], float]) -> None:
        """Begin with nobody; each begins full.

        Args:
            a_minute: how many times a minute, and at once, for each network.
            wide: the same for all networks of IPv6 whose first 48 bits are alike.
            clock: seconds that only grow.

        """
        self._own = Buckets(a_minute, clock, a_minute)
        self._wide = Buckets(wide, clock, wide)
        self._salt = fresh_token()

    def is_empty(self, address: str) -> bool:
        """Tell whether it may not happen now for the network of an address."""
        return any(buckets.is_empty(whose) for buckets, whose in self._of(address))

    def take(self, address: str) -> bool:
        """Let it happen once for the network of an address, or tell that it may not."""
        if self.is_empty(address):
            return False
        for buckets, whose in self._of(address):
            buckets.take(whose)
        return True

    def _of(self, address: str) -> list[tuple[Buckets, str]]:
        """Return the buckets of an address, each with a word for its network that says nothing of it."""
        try:
            known = ip_address(address)
        except ValueError:
            return [(self._own, digest(self._salt + address))]
        if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
            return [(buckets, digest(f"{self._salt}{int(known) >> rest}")) for buckets, rest in ((self._own, 64), (self._wide, 80))]
        return [(self._own, digest(self._salt + address))]


class Guesses:
    """Codes that are typed wrong, on the whole server and from each network."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin with none; the clock gives seconds that only grow."""
        self.turn = asyncio.Lock()
        """Held while a code is looked up: one that comes meanwhile is tried only once this one is counted."""
        self._all = Bucket(WRONG_GUESSES, clock)
        self._own = Networks(OWN_GUESSES, WIDE_GUESSES, clock)
        self._together = Bucket(GUESSES_TOGETHER, clock)

    @property
    def taken(self) -> int:
        """How many were told that they are wrong."""
        return self._all.taken

    def are_over(self, address: str) -> bool:
        """Tell whether nobody may type a code now who asks from there."""
        return self._all.is_empty() and (self._own.is_empty(address) or self._together.is_empty())

    def wrong(self, address: str) -> bool:
        """Count one that was typed wrong, and tell whether whoever typed it may hear that it is."""
        self._own.take(address)
        if self._all.take():
            return True
        self._together.take()
        return False


class Joins:
    """Seats that are taken in each lesson; whoever scanned its QR code is counted apart from those who typed its code."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin with none; the clock gives seconds that only grow."""
        self._scanned = Buckets(JOINS, clock, JOINS)
        self._typed = Buckets(TYPED_JOINS, clock, TYPED_JOINS)

    def take(self, lesson: str, *, scanned: bool) -> bool:
        """Let a seat be taken in a lesson, or tell that whoever asks has to wait."""
        return (self._scanned if scanned else self._typed).take(lesson)


class Spell:
    """A time in which something is refused again and again, of which it is told once."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin when nothing is refused; the clock gives seconds that only grow."""
        self._clock = clock
        self._last = float("-inf")

    def begins(self) -> bool:
        """Take that something is refused, and tell whether that has not been told of yet."""
        last, self._last = self._last, self._clock()
        return self._last - last > _SPELL
