"""A play that is settled and not begun: the scenario is opened, and a session kept, when somebody sits down at it.

Rule 1: importing this costs nothing, so that the notice is on the screen while what plays is still loaded.
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from sim.model.playbill import Playbill
from sim.terminal.announced import Announced

if TYPE_CHECKING:
    from contextlib import ExitStack

    from sim.cli.casting import Cast
    from sim.cli.config import Config
    from sim.engine.foresight import Foreseen
    from sim.library import OpenScenario
    from sim.model.ids import SessionId
    from sim.store.shelf import Shelved
    from sim.terminal.local import LocalTable


class Coming:
    """A play before it begins."""

    def __init__(self, shelved: Shelved, language: str | None, config: Config, held: ExitStack) -> None:
        """Keep what it will be opened from; `held` closes what is opened."""
        self._shelved = shelved
        self._language = language
        self._config = config
        self._held = held
        self._foreseen: Foreseen = {}
        self.table: LocalTable | None = None
        """Where somebody sits; None as long as nobody does."""

    @property
    def ours(self) -> bool:
        """Whether the scenario came with the program."""
        return self._shelved.origin == "shipped"

    @cached_property
    def bill(self) -> Playbill:
        """What the scenario says of itself: as it is remembered, else it is opened for it."""
        remembered = self._shelved.playbill() if self._language is None else None
        return remembered or Playbill.of(self._opened.scenario)

    @cached_property
    def _opened(self) -> OpenScenario:
        from sim.library import take

        opened = take(self._shelved)
        if self._language is None:
            return opened
        from sim.cli.translating import in_language

        return in_language(opened, self._language)

    def foresee(self, given: Cast) -> None:
        """Let the bots that look ahead do so; where they have not done it before, it takes its time, and says so.

        Raises:
            SimError: the scenario cannot be opened, or not be foreseen.

        """
        from sim.cli.foreseeing import ready

        self._foreseen = ready(self._opened.machine, given.bots.values(), given.act, self._config.computed, campaign=given.campaign)

    def announced(self, given: Cast, name: SessionId | None) -> Announced:
        """Return the play as a terminal announces it; `name` is what the session is to be called, or None."""
        return Announced(self.bill.title, self.bill.author, self.bill.notice, self.ours, lambda: self._sit(given, name))

    def _sit(self, given: Cast, name: SessionId | None) -> LocalTable:
        """Open the scenario, begin the session, and sit down at it.

        Raises:
            SimError: the scenario cannot be opened, or the session not be kept.

        """
        from sim.cli.keeping import now, open_log
        from sim.model.events import PERSON
        from sim.store.live import LiveSession
        from sim.terminal.local import LocalTable

        opened = self._opened
        live = LiveSession.begin(
            self._held.enter_context(open_log(self._config)),
            opened.machine,
            opened.edition,
            now,
            act=given.act,
            course=given.course,
            seed=_any_seed() if given.seed is None else given.seed,
            played={**dict.fromkeys(given.people, PERSON), **given.bots},
            campaign=given.campaign,
            cued=True,
            name=name,
            foreseen=self._foreseen,
        )
        self.table = LocalTable(live, opened.grounds, ours=self.ours)
        return self.table


def _any_seed() -> int:
    """Return a seed that nobody knows before."""
    return int.from_bytes(os.urandom(4))
