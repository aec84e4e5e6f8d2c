"""Asking a server of lessons over HTTP: one question, one answer, with everything that comes back cleaned.

Rule 1: nothing that a server sends can move the cursor of a terminal, whoever runs the server.
Rule 2: it needs nothing beyond Python, so that a student's computer needs nothing more than solo play does.
"""

from __future__ import annotations

import http.client
import json
import ssl
from dataclasses import dataclass, field
from urllib.parse import unquote, urlencode, urlsplit

from sim.errors import Illegal, Invalid, Missing, SimError, Stale, StorageFailed
from sim.model.text import clean, forbidden_character

_MOST = 16 * 1024 * 1024
"""Bytes of an answer, at most."""
LONGEST = 100_000
"""Characters of a text, at most."""
_AGAIN = (429, 500, 502, 503, 504)
"""What a server answers that may answer better in a moment."""
_KINDS: dict[int, type[SimError]] = {404: Missing, 422: Invalid, 403: Illegal, 409: Illegal}


@dataclass(frozen=True, slots=True)
class Door:
    """Where a lesson is joined."""

    secure: bool
    place: str
    """Host and port."""
    code: str
    """Empty where the address does not say it."""
    ticket: str
    """The long word of the QR code, or empty."""

    @property
    def base(self) -> str:
        """The address of the server."""
        return f"{'https' if self.secure else 'http'}://{self.place}"


def read_door(address: str, code: str = "") -> Door:
    """Read an address as people type it, or the whole link of a QR code.

    Raises:
        Invalid: it is no address.

    """
    whole = address.strip() if "://" in address else f"http://{address.strip()}"
    try:
        parts = urlsplit(whole)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and parts.username is None
    except ValueError:
        known = False
    if not known or forbidden_character(whole) or " " in whole:
        message = f"{clean(address)[:80]!r} is no address of a server; type it as the facilitator's screen shows it, such as http://192.168.1.20:8000"
        raise Invalid(message, "not-an-address")
    parts = urlsplit(whole)
    steps = [unquote(step) for step in parts.path.split("/") if step]
    linked = steps[1] if steps[:1] == ["join"] and len(steps) > 1 else ""
    return Door(parts.scheme == "https", parts.netloc, (code or linked)[:64], parts.fragment)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    """By small letters."""

    def error(self) -> SimError | None:
        """Return the refusal that it is, or None."""
        if self.status < 400:  # noqa: PLR2004 -- where refusals begin
            return None
        code, message = "refused", f"the server refused this with status {self.status}"
        try:
            said = cleaned(json.loads(self.body))
        except (ValueError, RecursionError):
            said = None
        if isinstance(said, dict):
            code, message = str(said.get("code") or code)[:40], str(said.get("message") or message)[:2_000]
        if self.status in _AGAIN:
            return StorageFailed(message, code)
        return Stale(message, code) if code.startswith("stale") else _KINDS.get(self.status, Illegal)(message, code)

    def cookie(self) -> str:
        """Return the cookie that whoever comes in is given, `NAME=VALUE`.

        Raises:
            Invalid: there is none that could be sent back.

        """
        given = self.headers.get("set-cookie", "").partition(";")[0]
        if not given or not given.isascii() or not given.isprintable():
            raise no_server()
        return given


def no_server() -> Invalid:
    """Return the error of an answer that no server of lessons gives."""
    return Invalid("what answers there is no server of lessons, or one of another version", "not-a-lesson")


def other_version() -> Invalid:
    """Return the error of data that a server of lessons sends, and that are none of ours."""
    return Invalid("the server sends what this version of sim does not know; use the same version as the facilitator", "not-a-lesson")


def unreachable(place: str, error: OSError | http.client.HTTPException) -> StorageFailed:
    """Return the error of a server that does not answer."""
    cause = getattr(error, "strerror", None) or str(error) or type(error).__name__
    message = (
        f"{place} does not answer ({clean(str(cause))[:120]}); look whether the address is the one on the facilitator's screen, "
        "and whether this computer is in the same network"
    )
    return StorageFailed(message, "server-away")


def cleaned(value: object) -> object:
    """Return data from outside without characters that hide or move text."""
    if isinstance(value, str):
        kept = clean(value, LONGEST)  # towers of marks go too, not only what no text may hold
        return value if kept == value.strip() else kept
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if isinstance(value, dict):
        return {str(key): cleaned(item) for key, item in value.items()}
    return value


class Wire:
    """The way to one server."""

    def __init__(self, door: Door, wait: float) -> None:
        """Ask a server.

        Args:
            door: which.
            wait: seconds after which it is taken to be away.

        """
        self.door = door
        self._wait = wait
        self._cookie = ""

    def keep(self, cookie: str) -> None:
        """Send a cookie with every question from now on."""
        self._cookie = cookie

    def ask(self, path: str, form: dict[str, str] | None = None) -> Answer:
        """Ask for a page, or send a form.

        Raises:
            OSError: the server is away.
            HTTPException: what answers is no server of lessons.

        """
        asked = self.open(path, form)
        try:
            said = asked.getresponse()
            body = said.read(_MOST)
            return Answer(said.status, body.decode("utf-8", "replace"), {name.lower(): text for name, text in said.getheaders()})
        finally:
            asked.close()

    def told(self, path: str, form: dict[str, str] | None = None, tries: int = 1) -> Answer:
        """Ask as `ask` does, and return an answer that is no refusal.

        Args:
            path: of the page.
            form: what is sent; None: nothing is.
            tries: how often it is asked while no answer comes, at least once; more often only what is done once however often it is sent.

        Raises:
            StorageFailed: the server is away, or can do nothing at the moment.
            SimError: it refuses.

        """
        try:
            answer = self.ask(path, form)
        except (OSError, http.client.HTTPException) as error:
            if tries > 1:
                return self.told(path, form, tries - 1)
            raise unreachable(self.door.place, error) from error
        refused = answer.error()
        if refused is not None:
            raise refused
        return answer

    def open(self, path: str, form: dict[str, str] | None = None, wait: float = 0.0) -> http.client.HTTPConnection:
        """Return a connection on which a question has been sent.

        Raises:
            OSError: the server is away.

        """
        made = self._connection(wait or self._wait)
        headers = {"accept": "application/json", "origin": self.door.base}
        if self._cookie:
            headers["cookie"] = self._cookie
        body = None
        if form is not None:
            body = urlencode(form).encode()
            headers["content-type"] = "application/x-www-form-urlencoded"
        try:
            made.request("GET" if form is None else "POST", path, body, headers)
        except BaseException:
            made.close()
            raise
        return made

    def _connection(self, wait: float) -> http.client.HTTPConnection:
        if self.door.secure:
            return http.client.HTTPSConnection(self.door.place, timeout=wait, context=ssl.create_default_context())
        return http.client.HTTPConnection(self.door.place, timeout=wait)
