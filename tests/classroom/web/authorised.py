"""The table of who may use which route: what each answers to everybody there is, held against the routes of the application.

Whoever adds a route adds a row to `TABLE`, and, where it takes a form, one to `FORMS`. The other lesson is a real one, beside this one
on the same server: whoever has a seat or the key there can use them there, and brings them here under the names that this lesson asks for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from sim.classroom.lesson import seats, words
from sim.classroom.server import passwords
from sim.classroom.server.tokens import digest, resume_code, ticket_of
from sim.classroom.web.app import Setting
from sim.model.ids import SeatId
from sim.model.leading import Password
from sim.store.drafting import Asked, Draft
from sim.store.live_lesson import LiveLesson
from tests.classroom.taught import CODE, KEY, NAME, Class, Served, convened, held, placing, served

OTHER = "small-other-test"
OTHER_KEY = "the-key-of-the-other-lesson"
_OTHER_CODE = "H4M9PB"

WHO = (
    "nobody",
    "nobody, near",
    "another lesson's seat",
    "seat",
    "other role's seat",
    "other group's seat",
    "observer",
    "released",
    "replaced",
    "another lesson's facilitator",
    "far",
    "facilitator",
    "further facilitator",
    "signed-out facilitator",
)
"""`near`: on the computer that runs the server, as every facilitator is but `far`, who has the key on another computer, without TLS.

`replaced`: a browser of a seat that newer ones have closed; `further`: named by the facilitator, and come in with a password.
"""

SEATS = ("seat", "other role's seat", "other group's seat", "observer")
DECIDE = SEATS[:-1]
LEADS = ("facilitator", "further facilitator")
NEAR = ("nobody, near", "another lesson's facilitator", *LEADS, "signed-out facilitator")


def row(others: int, **answers: int) -> dict[str, int]:
    """Return what a route answers: to seats, those that decide, the facilitator and whoever is near, as named, else `others`."""
    named = {"seats": SEATS, "deciding": DECIDE, "observer": ("observer",), "facilitator": LEADS, "near": NEAR}
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

_SHUT = row(403, seats=409)
OVER = {
    ("POST", "/join/{code}"): row(409, seats=303),
    ("GET", "/s/{lesson}/debrief"): OF_SEATS,
    **{("POST", f"/s/{{lesson}}/{form}"): _SHUT for form in ("choose", "opened", "mark", "speak", "propose", "watch")},
    ("GET", "/c/{lesson}/debrief"): OF_THE_FACILITATOR,
    ("GET", "/c/{lesson}/debrief.zip"): OF_THE_FACILITATOR,
}
"""What answers otherwise once the lesson is over."""

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
    """Return a browser of one of `WHO`, in the lesson of `served_to_all`; of the other lesson, one that is used there."""
    if who == "facilitator":
        return server.facilitator
    browser = server.browser("127.0.0.1") if who in NEAR else server.browser()
    for name, value in COOKIES.get(who, {}).items():
        browser.cookies.set(name, value)
    if who in _HOME:
        assert 200 == browser.get(_HOME[who]).status_code
    return browser


_HOME = {"another lesson's seat": f"/s/{OTHER}/", "another lesson's facilitator": f"/c/{OTHER}/"}
"""What is theirs."""
COOKIES = {
    "another lesson's seat": {f"seat-{NAME}": "token of Ida", f"seat-{OTHER}": "token of Ida"},
    "seat": {f"seat-{NAME}": "token of Ana"},
    "other role's seat": {f"seat-{NAME}": "token of Dea"},
    "other group's seat": {f"seat-{NAME}": "token of Eva"},
    "observer": {f"seat-{NAME}": "token of Cem"},
    "released": {f"seat-{NAME}": "token of Gul"},
    "replaced": {f"seat-{NAME}": "token of Fen"},
    "another lesson's facilitator": {f"key-{NAME}": OTHER_KEY, f"key-{OTHER}": OTHER_KEY},
    "far": {f"key-{NAME}": KEY},
    "further facilitator": {f"key-{NAME}": "token of Hal"},
    "signed-out facilitator": {f"key-{NAME}": "token of Ilo"},
}
"""What each browser keeps."""


@contextmanager
def served_to_all(folder: Path, setting: Setting | None = None, pulse: Callable[[], float] = time.monotonic) -> Iterator[Served]:
    """Serve a play of two groups, in which messages are open, to everybody of `WHO`; haste is measured by `pulse`."""
    with held(folder) as room:
        room.come("Ana", "Ben", "Cem", "Dea", "Eva", "Fen", "Gul")
        places = {"s1": "g1 north", "s2": "g1 north", "s3": "g1", "s4": "g1 south", "s5": "g2 north", "s6": "g2 south", "s7": "g2 south"}
        room.do(placing(**places), seats.start, lambda draft: words.permit(draft, talk=True), lambda draft: seats.release(draft, "s7"))
        room.do(_replace, _further)
        _other(room)
        FORMS["/s/{lesson}/opened"]["source"] = FORMS["/s/{lesson}/mark"]["source"] = next(iter(room.opened.machine.sources))
        with served(room, setting, pulse) as made:
            yield made


def _replace(draft: Draft) -> None:
    """Let Fen come back on as many newer browsers as close the first."""
    for token in ("second", "third", "fourth"):
        seats.come_back(draft, digest("CODE OF Fen"), digest(f"{token} token of Fen"), digest(resume_code(token)))


def _further(draft: Draft) -> None:
    """Name two further facilitators who have come in, and let one of them sign out."""

    def came_in(name: str) -> SeatId:
        by = passwords.appoint(draft, name, Password(salt="0" * 32, digest="0" * 64, n=2**14, r=8, p=1))
        passwords.sign_in(draft, by, digest(f"token of {name}"))
        return by

    came_in("Hal")
    with draft.acting(Asked(came_in("Ilo"))):
        passwords.sign_out(draft)


def _other(room: Class) -> None:
    """Begin the other lesson beside a lesson: its first seat plays the same role, in a group of the same name."""
    began = convened(room.opened).model_copy(update={"lesson": OTHER, "key": digest(OTHER_KEY), "ticket": digest(ticket_of(OTHER_KEY))})
    live = LiveLesson.convene(
        room.archive, room.opened.machine, edition=room.opened.edition, convened=began, code=_OTHER_CODE, clock=room.clock
    )
    other = Class(live, room.archive, room.opened, room.clock)
    other.come("Ida", "Jon")
    other.do(placing(s1="g1 north", s2="g1 south"), seats.start)
