"""The table of who may use which route: what each answers to everybody there is, held against the routes of the application.

Whoever adds a route adds a row to `TABLE`, and, where it takes a form, one to `FORMS`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from sim.classroom.lesson import seats, words
from sim.classroom.web.app import Setting
from tests.classroom.taught import CODE, KEY, NAME, Served, held, placing, served

WHO = (
    "nobody",
    "nobody, near",
    "another lesson's seat",
    "seat",
    "other role's seat",
    "other group's seat",
    "observer",
    "released",
    "another lesson's facilitator",
    "far",
    "facilitator",
)
"""`near`: on the computer that runs the server; `far`: the facilitator's key on another computer, without TLS."""

SEATS = ("seat", "other role's seat", "other group's seat", "observer")
DECIDE = SEATS[:-1]
NEAR = ("nobody, near", "facilitator")


def row(others: int, **answers: int) -> dict[str, int]:
    """Return what a route answers: to seats, those that decide, the facilitator and whoever is near, as named, else `others`."""
    named = {"seats": SEATS, "deciding": DECIDE, "observer": ("observer",), "facilitator": ("facilitator",), "near": NEAR}
    found = dict.fromkeys(WHO, others)
    for group, status in answers.items():
        found.update(dict.fromkeys(named[group], status))
    return found


EVERYBODY = row(200)
OF_SEATS = row(403, seats=200)
OF_THE_FACILITATOR = row(403, facilitator=200)
OF_THIS_COMPUTER = row(403, near=200)
DECIDING = row(403, deciding=200, observer=409)

TABLE: dict[tuple[str, str], dict[str, int]] = {
    ("GET", "/"): EVERYBODY,
    ("POST", "/enter"): row(303),
    ("GET", "/join/{code}"): EVERYBODY,
    ("POST", "/join/{code}"): row(303),
    ("POST", "/back/{code}"): row(404),
    ("GET", "/s/{lesson}/"): OF_SEATS,
    ("GET", "/s/{lesson}/events"): OF_SEATS,
    ("GET", "/s/{lesson}/seat.json"): OF_SEATS,
    ("GET", "/s/{lesson}/seat-news.json"): OF_SEATS,
    ("GET", "/s/{lesson}/seat-events"): OF_SEATS,
    ("GET", "/s/{lesson}/guide.json"): OF_SEATS,
    ("GET", "/s/{lesson}/review.json"): OF_SEATS,
    ("GET", "/s/{lesson}/past"): OF_SEATS,
    ("GET", "/s/{lesson}/guide"): OF_SEATS,
    ("GET", "/s/{lesson}/debrief"): row(403, seats=409),
    ("POST", "/s/{lesson}/choose"): {**DECIDING, "other role's seat": 409},  # an option of another role
    ("POST", "/s/{lesson}/judge"): row(403, seats=409),
    ("POST", "/s/{lesson}/opened"): DECIDING,
    ("POST", "/s/{lesson}/mark"): DECIDING,
    ("POST", "/s/{lesson}/speak"): DECIDING,
    ("POST", "/s/{lesson}/propose"): DECIDING,
    ("POST", "/s/{lesson}/wish"): row(403, seats=409),  # nobody is asked for wishes
    ("POST", "/s/{lesson}/watch"): OF_SEATS,
    ("POST", "/s/{lesson}/consent"): OF_SEATS,
    ("GET", "/screen/{code}/"): EVERYBODY,
    ("GET", "/screen/{code}/events"): EVERYBODY,
    ("GET", "/screen/{code}/qr.svg"): EVERYBODY,
    ("GET", "/console/{lesson}/"): OF_THIS_COMPUTER,
    ("POST", "/console/{lesson}/enter"): row(403, near=303),
    ("GET", "/c/{lesson}/"): OF_THE_FACILITATOR,
    ("GET", "/c/{lesson}/events"): OF_THE_FACILITATOR,
    ("GET", "/c/{lesson}/console.json"): OF_THE_FACILITATOR,
    ("GET", "/c/{lesson}/debrief"): row(403, facilitator=409),
    ("GET", "/c/{lesson}/debrief.zip"): row(403, facilitator=409),
    ("POST", "/c/{lesson}/do/{order}"): OF_THE_FACILITATOR,
    ("GET", "/c/{lesson}/table/"): OF_THE_FACILITATOR,
    ("GET", "/c/{lesson}/table/events"): OF_THE_FACILITATOR,
    ("GET", "/c/{lesson}/table/read/{group}/"): OF_THE_FACILITATOR,
    ("GET", "/c/{lesson}/table/read/{group}/events"): OF_THE_FACILITATOR,
    ("POST", "/c/{lesson}/table/do/{order}"): OF_THE_FACILITATOR,
    ("GET", "/static/{name}"): EVERYBODY,
    ("GET", "/health"): EVERYBODY,
    ("GET", "/health/live"): EVERYBODY,
    ("GET", "/health/ready"): EVERYBODY,
    ("GET", "/metrics"): OF_THIS_COMPUTER,
    ("GET", "/openapi.json"): EVERYBODY,
}
"""Every route with what it answers to each of `WHO`."""

FORMS: dict[str, dict[str, str]] = {
    "/enter": {"code": CODE},
    "/join/{code}": {"name": "Zoe"},
    "/back/{code}": {"resume": "BCDFGHJKMN"},
    "/s/{lesson}/choose": {"turn": "1", "option": "block"},
    "/s/{lesson}/judge": {"scene": "bridge", "support": "well"},
    "/s/{lesson}/opened": {"source": "doc", "quote": "words"},
    "/s/{lesson}/mark": {"source": "doc", "words": "words"},
    "/s/{lesson}/speak": {"to": "", "words": "Hello."},
    "/s/{lesson}/wish": {"wish": "any"},
    "/s/{lesson}/consent": {"agrees": "yes"},
    "/s/{lesson}/propose": {"turn": "1", "words": "A mediator."},
    "/console/{lesson}/enter": {"secret": KEY},
    "/c/{lesson}/do/{order}": {"words": "A note."},
    "/c/{lesson}/table/do/{order}": {"words": "A note."},
}
"""A good form for each route that takes one, for a seat in the north."""

STREAMS = frozenset(path for _, path in TABLE if path.endswith("events"))
"""The routes whose answer has no end."""


def address(path: str) -> str:
    """Return the address of a route in the lesson."""
    return path.format(lesson=NAME, code=CODE, name="classroom.css", order="note", group="g1")


def browser_of(server: Served, who: str) -> TestClient:
    """Return a browser of one of `WHO`, in the lesson of `served_to_all`."""
    if who == "facilitator":
        return server.facilitator
    browser = server.browser("127.0.0.1") if who == "nobody, near" else server.browser()
    for name, value in COOKIES.get(who, {}).items():
        browser.cookies.set(name, value)
    return browser


COOKIES = {
    "another lesson's seat": {f"seat-{NAME}": "token of a seat elsewhere", "seat-another": "token of a seat elsewhere"},
    "seat": {f"seat-{NAME}": "token of Ana"},
    "other role's seat": {f"seat-{NAME}": "token of Dea"},
    "other group's seat": {f"seat-{NAME}": "token of Eva"},
    "observer": {f"seat-{NAME}": "token of Cem"},
    "released": {f"seat-{NAME}": "token of Gul"},
    "another lesson's facilitator": {f"key-{NAME}": "the key of another lesson", "key-another": "the key of another lesson"},
    "far": {f"key-{NAME}": KEY},
}
"""What each browser keeps."""


@contextmanager
def served_to_all(folder: Path, setting: Setting | None = None, pulse: Callable[[], float] = time.monotonic) -> Iterator[Served]:
    """Serve a play of two groups, in which messages are open, to everybody of `WHO`; haste is measured by `pulse`."""
    with held(folder) as room:
        room.come("Ana", "Ben", "Cem", "Dea", "Eva", "Fen", "Gul")
        places = {"s1": "g1 north", "s2": "g1 north", "s3": "g1", "s4": "g1 south", "s5": "g2 north", "s6": "g2 south", "s7": "g2 south"}
        room.do(placing(**places), seats.start, lambda draft: words.permit(draft, talk=True), lambda draft: seats.release(draft, "s7"))
        FORMS["/s/{lesson}/opened"]["source"] = FORMS["/s/{lesson}/mark"]["source"] = next(iter(room.opened.machine.sources))
        with served(room, setting, pulse) as made:
            yield made
