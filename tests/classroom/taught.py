"""A lesson of the small scenario, for tests: convened, joined, dealt and played without a browser."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.testclient import TestClient
from starlette.types import ASGIApp

from sim.classroom.lesson import seats
from sim.classroom.server.hall import Keeping
from sim.classroom.server.tokens import digest, ticket_of
from sim.classroom.web.app import Setting, application
from sim.library import OpenScenario, from_data
from sim.model.arm import Agreement, Arm
from sim.model.lesson import Convened, Place
from sim.store.drafting import Draft
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.sqlite import SqliteLog
from tests import small
from tests.harness import Ticking

KEY = "the-facilitators-key"
TICKET = ticket_of(KEY)
CODE = "K7R2HX"
NAME = "small-one-test"
BASE = "http://127.0.0.1:8000"
JSON = {"accept": "application/json"}


def opened() -> OpenScenario:
    """Return the small scenario, checked and compiled."""
    return from_data(small.stand_off(), small.corpus())


def convened(scenario: OpenScenario, agree: Agreement = "majority", *, reasons: bool = True, arms: tuple[Arm, ...] = ()) -> Convened:
    """Return how a lesson of a scenario begins."""
    return Convened(
        lesson=NAME,
        scenario=scenario.scenario.id,
        rules_hash=scenario.rules_hash,
        whole_hash=scenario.whole_hash,
        act=scenario.scenario.acts[0].id,
        course="whole",
        seed=7,
        agree=agree,
        bot="reported",
        reasons=reasons,
        arms=arms,
        key=digest(KEY),
        ticket=digest(TICKET),
    )


@dataclass
class Class:
    """A lesson that is held."""

    live: LiveLesson
    archive: Archive
    opened: OpenScenario
    clock: Ticking

    def again(self) -> LiveLesson:
        """Return the lesson as another server reads it."""
        return LiveLesson(self.archive, self.opened.machine, NAME, self.clock)

    def do(self, *acts: Callable[[Draft], object]) -> None:
        """Do things one after another."""
        for act in acts:
            self.live.do(act)

    def come(self, *names: str) -> None:
        """Let people join."""
        self.do(*(coming(name) for name in names))


def coming(name: str) -> Callable[[Draft], object]:
    """Return how somebody joins."""
    return lambda draft: seats.join(draft, name, digest(f"token of {name}"), digest(f"CODE OF {name}"))


def placing(**places: str) -> Callable[[Draft], object]:
    """Return how seats are placed, such as `s1="g1 north"`; a group alone lets a seat watch."""

    def place(seat: str, where: str) -> Place:
        group, _, role = where.partition(" ")
        return Place(seat=seat, group=group, role=role or None)

    return lambda draft: seats.assign(draft, tuple(place(*item) for item in places.items()))


@contextmanager
def held(  # noqa: PLR0913 -- each of them for tests of its own
    folder: Path,
    agree: Agreement = "majority",
    *,
    reasons: bool = True,
    arms: tuple[Arm, ...] = (),
    asks: bool = False,
    rehearsal: bool = False,
    of: OpenScenario | None = None,
) -> Iterator[Class]:
    """Hold a lesson that nobody has joined yet, of the small scenario or of another.

    Where it asks, whoever joins once a group plays waits to be let in.
    """
    scenario, clock = of or opened(), Ticking()
    with SqliteLog(folder / "sessions.db") as log:
        archive = Archive(log, log.lessons())
        began = convened(scenario, agree, reasons=reasons, arms=arms).model_copy(
            update={"latecomers": "asked" if asks else "seated", "rehearsal": rehearsal}
        )
        live = LiveLesson.convene(archive, scenario.machine, edition=scenario.edition, convened=began, code=CODE, clock=clock)
        yield Class(live, archive, scenario, clock)


class Served:
    """A server in this process, and browsers that share its loop."""

    def __init__(self, app: ASGIApp, first: TestClient) -> None:
        """Use an application that is running in a first browser."""
        self._app = app
        self.facilitator = first
        """On the computer that runs the server; not yet in the console."""

    @property
    def app(self) -> ASGIApp:
        """The application."""
        return self._app

    def browser(self, address: str = "192.168.0.20") -> TestClient:
        """Return a browser on a computer with this address."""
        made = _browser(self._app, address, secure=str(self.facilitator.base_url).startswith("https"))
        made.portal = self.facilitator.portal
        return made

    def seat(self, name: str) -> TestClient:
        """Return a browser in which somebody has joined."""
        browser = self.browser()
        answer = browser.post(f"/join/{CODE}", data={"name": name})
        assert 303 == answer.status_code, answer.text
        return browser

    def order(self, name: str, **form: str) -> int:
        """Give an order from the console, and return the status of the answer."""
        return self.facilitator.post(f"/c/{NAME}/do/{name}", data=form, headers=JSON).status_code


def fields(page: str) -> dict[str, str]:
    """Return what the form to join sends as a page has it, but for what a person adds."""
    form = page[page.index('action="/join/') : page.index("</form>")]
    return dict(re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', form))


@contextmanager
def served(
    room: Class, setting: Setting | None = None, pulse: Callable[[], float] = time.monotonic, *, enters: bool = True
) -> Iterator[Served]:
    """Serve a lesson, with a facilitator who enters the console; `pulse` gives the seconds by which haste is measured."""

    def known(whole_hash: str) -> OpenScenario | None:
        return room.opened if whole_hash == room.opened.whole_hash else None

    keeping = Keeping(room.archive, room.clock, known, pulse=pulse)
    app = application(keeping, setting or Setting(tickets={NAME: TICKET}))
    with _browser(app, "127.0.0.1", secure=setting is not None and setting.secure) as first:
        if enters:
            answer = first.post(f"/console/{NAME}/enter", data={"secret": KEY})
            assert 303 == answer.status_code, answer.text
        yield Served(app, first)


def _browser(app: ASGIApp, address: str, *, secure: bool) -> TestClient:
    base = BASE.replace("http:", "https:") if secure else BASE
    return TestClient(app, base, client=(address, 50_000), follow_redirects=False, headers={"origin": base})
