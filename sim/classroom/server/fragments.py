"""Pieces of pages that many read: each is kept once, however many seats, groups and lessons stand at the same place.

Rule 1: a piece that nobody holds any more is gone; nothing here keeps one alive.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from typing import NamedTuple
from weakref import WeakValueDictionary

from sim.model.view import View


class Fragment:
    """A piece of a page, as it stands in a JSON text."""

    __slots__ = ("__weakref__", "wire")

    def __init__(self, wire: bytes) -> None:
        """Hold the text, in UTF-8, which is half as large in memory as a text with typographic signs."""
        self.wire = wire

    @property
    def html(self) -> str:
        """The piece as it stands in a page."""
        text: str = json.loads(self.wire)
        return text


class Asks(NamedTuple):
    """How a role is asked, besides what its view tells."""

    reasons: bool
    """Whether it is asked why."""
    team: bool
    """Whether several decide for it."""
    adviser: str
    """Whose voice gives the reasons for and against each option; empty for whoever watches."""


class Alike(NamedTuple):
    """What all seats of a role in a group read."""

    view: View
    """What it was written from."""
    fragments: Mapping[str, Fragment]
    asks: Asks


@cache
def _kept() -> WeakValueDictionary[bytes, Fragment]:
    """Return every fragment that somebody holds."""
    return WeakValueDictionary()


def fragment(html: str) -> Fragment:
    """Return a piece of a page; the same object as long as somebody holds an equal one."""
    wire = wired(html)
    known, name = _kept(), blake2b(wire, digest_size=16).digest()
    found = known.get(name)
    if found is None:
        found = known[name] = Fragment(wire)
    return found


def wired(html: str) -> bytes:
    """Return a text as it stands in JSON."""
    return json.dumps(html, ensure_ascii=False).encode()
