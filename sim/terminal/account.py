"""The account of a play as the full screen last read it: when the person comes to a page that shows it, never while the page is drawn.

Rule 1: in a lesson the account comes over the network, which may be away; what was read stays, and what was not is read when news come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import SimError, StorageFailed

if TYPE_CHECKING:  # the first screen does not wait for the account of the play
    from sim.report.review import Review
    from sim.terminal.table import Table


class Account:
    """What the page before the person shows of the account, and why it shows nothing."""

    def __init__(self, table: Table) -> None:
        """Read nothing yet."""
        self._table = table
        self.kept: Review | None = None
        """What was read for this page; None: nothing was, or it was refused."""
        self.refused: SimError | None = None
        """Why nothing was read for this page; None: it was read, or is not needed."""

    def forget(self) -> None:
        """Let go of what was read, because another page comes."""
        self.kept, self.refused = None, None

    def look(self) -> None:
        """Read it, unless it was read for this page already; a refusal is kept for the page to say."""
        if self.kept is not None:
            return
        try:
            self.kept, self.refused = self._table.review(), None
        except SimError as error:
            self.refused = error

    def read(self) -> Review:
        """Return the account as it is now; where it cannot be had, as it was read for this page.

        Raises:
            SimError: it is refused, or away, and was not read.

        """
        try:
            return self._table.review()
        except StorageFailed:
            if self.kept is None:
                raise
            return self.kept
