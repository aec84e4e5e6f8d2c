"""Passwords of further facilitators: what is kept of one, whether one is right, and how often that may be tried.

Rule 1: a password is never kept, logged or compared but through scrypt, whose parameters are kept beside what it made.
Rule 2: trying one costs 128 MB for half a second; so one is tried at a time, beside the event loop, and a minute's are never more than fit
into it. Half of those are for the first tries of each network, so that whoever tries one after another does not use up all.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable

from sim.classroom.server.limits import Bucket, Networks
from sim.engine.lesson import Lesson
from sim.engine.members import Facilitator
from sim.errors import Illegal, Invalid
from sim.model.ids import SeatId
from sim.model.leading import FACILITATOR, Appointed, Password, SignedIn, SignedOut
from sim.store.drafting import Draft

SHORTEST, LONGEST = 12, 128
"""Characters of a password; there is no other rule about them."""
MOST = 20
"""Further facilitators of one lesson, at most."""
_N, _R, _P = 2**17, 8, 1
_MEMORY = 2**28
"""Bytes that one try may take."""
_A_MINUTE, _WIDE = 10, 30
"""Passwords that are tried a minute from one network, and from all of IPv6 whose first 48 bits are alike."""
_FIRST = 2
"""Those of them that count as the first tries of a network."""
_FIRSTS, _OTHERS = 30, 30
"""First tries of all networks together that are tried a minute, and all others."""
_NOBODY = Password(salt="0" * 32, digest="0" * 64, n=_N, r=_R, p=_P)
"""Stands for the password of somebody who is not there, so that a wrong name takes as long as a wrong password."""


def kept(password: str, salt: bytes | None = None) -> Password:
    """Return what is kept of a password.

    Args:
        password: as typed.
        salt: 16 bytes; None: fresh ones.

    Raises:
        Invalid: it is too short or too long.

    """
    if not SHORTEST <= len(password) <= LONGEST:
        message = f"a password has {SHORTEST} to {LONGEST} characters; a few words that nobody guesses are the easiest to keep in mind"
        raise Invalid(message, "wrong-password-length")
    salted = secrets.token_bytes(16) if salt is None else salt
    return Password(salt=salted.hex(), digest=_made(password, salted, _N, _R, _P), n=_N, r=_R, p=_P)


def is_right(password: str, known: Password) -> bool:
    """Tell whether a password is the one of which something was kept; takes half a second."""
    return hmac.compare_digest(_made(password, bytes.fromhex(known.salt), known.n, known.r, known.p), known.digest)


def _made(password: str, salt: bytes, n: int, r: int, p: int) -> str:
    return hashlib.scrypt(password[: LONGEST + 1].encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32).hex()


def appoint(draft: Draft, name: str, password: Password) -> SeatId:
    """Name a further facilitator, or give one a new password, and return as whom they act.

    Raises:
        Illegal: there are too many.

    """
    known = {one.name: one.seat for one in draft.lesson.facilitators}
    if name not in known and len(known) >= MOST:
        message = f"a lesson has at most {MOST} further facilitators"
        raise Illegal(message, "too-many-facilitators")
    seat = known.get(name, f"{FACILITATOR}-{len(known) + 2}")
    draft.note(Appointed(seat=seat, name=name, key=password))
    return seat


def sign_in(draft: Draft, seat: SeatId, token: str) -> None:
    """Let a facilitator's browser in; `token` is the digest of what it keeps."""
    draft.note(SignedIn(seat=seat, token=token), seat)


def sign_out(draft: Draft) -> None:
    """Let whoever gives this order out of the console, in every browser.

    Raises:
        Illegal: they came in with the key and not with a password.

    """
    if draft.by == FACILITATOR:
        message = "whoever came in with the key closes the browser; there is no password to sign out from"
        raise Illegal(message, "no-password")
    draft.note(SignedOut(seat=draft.by))


class Doorkeeper:
    """Tries passwords for one server."""

    def __init__(self, pulse: Callable[[], float], right: Callable[[str, Password], bool] = is_right) -> None:
        """Begin with nobody having tried.

        Args:
            pulse: gives seconds that only grow.
            right: tells whether a password is the one of which something was kept.

        """
        self._right = right
        self._one = asyncio.Lock()
        self._own = Networks(_A_MINUTE, _WIDE, pulse)
        self._first = Networks(_FIRST, _FIRST, pulse)
        self._firsts, self._others = Bucket(_FIRSTS, pulse), Bucket(_OTHERS, pulse)

    async def admit(self, lesson: Lesson, name: str, password: str, address: str) -> Facilitator:
        """Return the facilitator whose name and password these are.

        Raises:
            Illegal: they are nobody's, or too many were tried just now.

        """
        if not self._takes(address):
            message = "too many passwords were tried just now; wait a minute"
            raise Illegal(message, "too-many")
        found = next((one for one in lesson.facilitators if one.name == name), None)
        async with self._one:
            right = await asyncio.to_thread(self._right, password, found.password if found else _NOBODY)
        if found is None or not right:
            message = "no facilitator of this lesson has this name and password"
            raise Illegal(message, "not-yours")
        return found

    def _takes(self, address: str) -> bool:
        """Let a password be tried, or tell that whoever asks has to wait."""
        if self._own.is_empty(address):
            return False
        if not self._first.is_empty(address) and self._firsts.take():
            self._first.take(address)
        elif not self._others.take():
            return False
        return self._own.take(address)
