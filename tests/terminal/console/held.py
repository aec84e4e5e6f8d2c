"""A console over a real lesson, without a server between: for tests of what a terminal does with it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from sim.classroom.lesson import seats, words
from sim.classroom.web.orders import ordered
from sim.engine.console_view import console_view
from sim.errors import StorageFailed
from sim.model.lesson_view import ConsoleView
from tests.classroom.taught import Class, held, placing


class Here:
    """The console of a lesson in this process."""

    def __init__(self, room: Class) -> None:
        """Lead a lesson."""
        self.room = room
        self.given: list[tuple[str, dict[str, str]]] = []
        """The orders that were given, with their forms."""
        self.is_away = False
        """Whether its server does not answer."""

    def look(self) -> ConsoleView:
        """Return the console as it is now."""
        if self.is_away:
            message = "127.0.0.1:8000 does not answer"
            raise StorageFailed(message, "server-away")
        lesson, sessions = self.room.live.now
        shown = console_view(lesson, sessions, self.room.opened.machine)
        return shown.model_copy(update={"here": ("s1",), "left": (("g1", 90),) if sessions else (), "code": "K7R2HX"})

    def order(self, name: str, form: Mapping[str, str]) -> tuple[str, ...]:
        """Carry out an order."""
        self.given.append((name, {**form}))
        self.room.do(ordered(name, urlencode(form).encode()))
        return ("North: Open the bridge.",) if name == "look" else ()


@contextmanager
def playing(folder: Path, *, asks: bool = False) -> Iterator[Here]:
    """Lead a play with two in the north and one that watches, in which messages are open and something was proposed."""
    with held(folder, asks=asks) as room:
        room.come("Ana", "Ben Ali", "Cem")
        room.do(placing(s1="g1 north", s2="g1 north", s3="g1"), seats.start, lambda draft: words.permit(draft, talk=True))
        room.do(lambda draft: words.speak(draft, "s1", None, "We stay."), lambda draft: words.propose(draft, "s1", 1, "A mediator."))
        yield Here(room)
