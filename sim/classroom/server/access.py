"""Who may come in: join codes, seat tokens, the facilitator's key, and limits that do not lock out a class behind one address.

Rule 1: what opens a seat or the console is kept nowhere but with its holder; logs and databases have its digest.
Rule 2: only wrong guesses are counted, for the whole server: a class that types its code right is never slowed by its own number.
Rule 3: a flood of guesses locks nobody out who has not guessed: beyond what the server allows, each address is allowed a few of its own.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody takes for one another, and that make no words."""
CODE_LENGTH = 6
RESUME_LENGTH = 10

WRONG_GUESSES = 60
"""Codes a minute that may be typed wrong before typing is slowed; whoever scans the QR code is never slowed."""
OWN_GUESSES = 12
"""Codes a minute that one address may type wrong before it is slowed where the whole server is."""
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
"""Seats whose haste is remembered."""


def digest(secret: str) -> str:
    """Return what is kept of something secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def fresh_code() -> str:
    """Return a code to join with, such as `K7R2HX`; whether it is free, the log tells."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def fresh_token() -> str:
    """Return 256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


def resume_code(token: str) -> str:
    """Return the code with which the holder of a token can come back on another device; it follows from the token."""
    drawn = int.from_bytes(hmac.digest(token.encode(), b"resume", "sha256"))
    letters = []
    for _ in range(RESUME_LENGTH):
        drawn, place = divmod(drawn, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def ticket_of(key: str) -> str:
    """Return the long word in a lesson's QR code; it follows from the facilitator's key, so that a server that was shown that has it."""
    return base64.urlsafe_b64encode(hmac.digest(key.encode(), b"ticket", "sha256")).rstrip(b"=").decode()


def typed(code: str) -> str:
    """Return a code as it is compared: people type small letters, spaces and dashes."""
    return "".join(letter for letter in code.upper() if letter.isascii() and letter.isalnum())[:64]


def same(secret: str, kept: str) -> bool:
    """Tell whether something secret is what a digest was taken of, in a time that tells nothing."""
    return hmac.compare_digest(digest(secret), kept)


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


class Guesses:
    """Codes that are typed wrong, on the whole server and from each address."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin with none; the clock gives seconds that only grow."""
        self._all = Bucket(WRONG_GUESSES, clock)
        self._own = Buckets(OWN_GUESSES, clock, OWN_GUESSES)
        self._salt = fresh_token()

    @property
    def taken(self) -> int:
        """How many were told that they are wrong."""
        return self._all.taken

    def are_over(self, address: str) -> bool:
        """Tell whether nobody may type a code now who asks from there."""
        return self._all.is_empty() and self._own.is_empty(self._whose(address))

    def wrong(self, address: str) -> bool:
        """Count one that was typed wrong, and tell whether whoever typed it may hear that it is."""
        self._own.take(self._whose(address))
        return self._all.take()

    def _whose(self, address: str) -> str:
        """Return a word for an address that says nothing of it; whoever has one of IPv6 has all that begin alike."""
        try:
            known = ip_address(address)
        except ValueError:
            return digest(self._salt + address)
        alike = isinstance(known, IPv6Address) and known.ipv4_mapped is None
        return digest(self._salt + (str(int(known) >> 64) if alike else address))


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
