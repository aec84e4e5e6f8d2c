"""The console of a lesson for a program on this or another computer: it reads what the page is written from, and sends the same orders."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from pydantic import ValidationError

from sim.classroom.client.wire import Answer, Door, Wire, cleaned, no_server, read_door
from sim.errors import Invalid, StorageFailed
from sim.model.ids import LessonId
from sim.model.lesson_view import ConsoleView

WAIT = 10.0
"""Seconds after which a server that does not answer is taken to be away."""
_TRIES = 3
"""How often an order is sent, always under one key, before it is given up."""
_PAUSE = 1.0
"""Seconds between two tries."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a console is."""

    door: Door
    lesson: LessonId
    key: str
    """Empty where the address does not say it."""


def read_place(address: str) -> Place | None:
    """Read the address of a console as sim host prints it; None: it is no address, and may be the name of a lesson.

    Raises:
        Invalid: it is the address of something else.

    """
    if "://" not in address:
        return None
    door = read_door(address)
    parts = urlsplit(address.strip())
    steps = [step for step in parts.path.split("/") if step]
    if len(steps) != 2 or steps[0] not in ("console", "c"):  # noqa: PLR2004 -- /console/LESSON/
        message = "this is no address of a console; it looks like http://127.0.0.1:8000/console/LESSON/#KEY"
        raise Invalid(message, "not-an-address")
    return Place(door, steps[1], parts.fragment)


class RemoteConsole:
    """One console, open."""

    def __init__(self, place: Place, secret: str, name: str = "") -> None:
        """Come in.

        Args:
            place: where the console is.
            secret: the key, or the password of a further facilitator.
            name: theirs; empty where the key is given.

        Raises:
            SimError: it is refused, or nobody answers.

        """
        self._wire = Wire(place.door, WAIT)
        self._at = f"/c/{quote(place.lesson, safe='')}"
        entered = self._wire.told(f"/console/{quote(place.lesson, safe='')}/enter", {"secret": secret, "name": name})
        self._wire.keep(entered.cookie())

    def look(self) -> ConsoleView:
        """Return the console as it is now.

        Raises:
            SimError: it is refused, or nobody answers.

        """
        try:
            shown: object = cleaned(ConsoleView.model_validate_json(self._wire.told(f"{self._at}/console.json").body).model_dump())
            return ConsoleView.model_validate(shown)
        except (ValidationError, RecursionError) as error:
            raise no_server() from error

    def order(self, name: str, form: Mapping[str, str]) -> tuple[str, ...]:
        """Carry out an order, once, however often it has to be sent; return what is shown of it this once.

        Raises:
            SimError: it is refused, or nobody answers; in that case it is not known whether it was carried out.

        """
        sent = {**form, "key": secrets.token_urlsafe(16)}
        for _ in range(_TRIES - 1):
            try:
                return self._ordered(name, sent)
            except StorageFailed as error:
                if error.code not in ("server-away", "store-busy"):
                    raise
            time.sleep(_PAUSE)
        return self._ordered(name, sent)

    def _ordered(self, name: str, sent: dict[str, str]) -> tuple[str, ...]:
        return _sealed(self._wire.told(f"{self._at}/do/{quote(name, safe='')}", sent))


def _sealed(answer: Answer) -> tuple[str, ...]:
    """Return what an order showed, cleaned."""
    try:
        said = cleaned(json.loads(answer.body))
    except (ValueError, RecursionError):
        return ()
    shown = said.get("sealed") if isinstance(said, dict) else None
    return tuple(str(line) for line in shown) if isinstance(shown, list) else ()
