"""Hearing from PostgreSQL that a session has changed, so that nobody has to ask again and again.

Rule 1: a hint is no news. It may be lost, come late or twice; whoever hears one reads the log, and looks now and then without any.
"""

from __future__ import annotations

from typing import Self

import psycopg

from sim.model.ids import SessionId
from sim.store.postgres_connection import Link
from sim.store.postgres_database import CHANNEL, PostgresDatabase
from sim.store.postgres_errors import refusal


class Hints:
    """Names of sessions that any process has changed since this object was made."""

    def __init__(self, database: PostgresDatabase) -> None:
        """Begin to listen, on a connection of its own.

        Raises:
            StorageFailed: the server cannot be reached.

        """
        self._database = database
        self._link: Link | None = None
        self._listen()

    def __enter__(self) -> Self:
        """Listen in a `with` statement, which ends it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop listening."""
        self.close()

    def close(self) -> None:
        """Stop listening."""
        if self._link is not None:
            self._link.connection.close()
            self._link = None

    def wait(self, seconds: float) -> frozenset[SessionId] | None:
        """Wait until sessions are said to have changed, but not longer than this.

        Returns:
            Their names, none when nothing was heard; or None when the connection had been lost and is there again, so that hints may have
            been missed and every session has to be looked at.

        Raises:
            StorageFailed: the server cannot be reached; waiting may be tried again.

        """
        if self._link is None:
            self._listen()
            return None
        try:
            return frozenset(hint.payload for hint in self._link.connection.notifies(timeout=seconds, stop_after=1))
        except psycopg.Error:
            self.close()
        self._listen()
        return None

    def _listen(self) -> None:
        try:
            link = self._database.connect()
            link.connection.execute(f"LISTEN {CHANNEL}".encode())
        except psycopg.Error as error:
            raise refusal(self._database.place, error) from error
        self._link = link
