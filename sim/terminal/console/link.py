"""What a terminal needs of the console of a lesson.

Rule 1: what an order does, and whether it may be, the server decides; a terminal sends it and shows the answer.
"""

from collections.abc import Mapping
from typing import Protocol

from sim.model.lesson_view import ConsoleView


class Console(Protocol):
    """The console of one lesson; both methods wait for the server."""

    def look(self) -> ConsoleView:
        """Return the console as it is now, or raise `SimError`."""

    def order(self, name: str, form: Mapping[str, str]) -> tuple[str, ...]:
        """Carry out an order and return what is shown once, such as what is sealed; raise `SimError` where it is refused."""
