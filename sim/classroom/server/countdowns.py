"""The clocks of one lesson as one server runs them: what each group has left, when its time is up, and what the log tells of it.

Rule 1: what passes is measured by a clock that only grows, so that a computer's clock that jumps ends no turn.
Rule 2: the log tells every few seconds how the clocks stand, so that a server that goes on with the lesson, after this one or beside it,
goes on from there. When that was is told by the computer's clock; it is believed for a few seconds alone, and only where another server
can have run the clocks meanwhile. Time in which no server ran is nobody's loss.
Rule 3: a clock that runs here goes by this server's own measure; only a pause of which it had not heard sets it right. Computers whose
clocks differ would else take the difference off again with every sign.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sim.engine.members import Group, Stood
from sim.model.ids import GroupId
from sim.model.leading import Clocked
from sim.store.live_lesson import Standing
from sim.store.settle import Clock

_SIGN = 5.0
"""Seconds after which the log is told again how the clocks stand."""
_SOON = 1.0
"""Seconds until it is told for the first time, so that a server that never lives long lets clocks run on nevertheless."""
_SILENCE = 10.0
"""Seconds for which the log may tell nothing of a clock that another server lets run: its sign of life may be on its way."""
_APART = 1.0
"""Seconds by which a clock may be wrong beside what the log tells, until it is set right: entries are not kept at once, nor heard of."""


@dataclass(slots=True)
class _Countdown:
    """The clock of one group's turn."""

    clocked: Clocked
    left: float
    """Seconds when it last stood or was set."""
    more: int
    """Seconds that it was given since it was set."""
    stood: Stood | None
    """How the log told it that it stood, when it was last compared."""
    since: float | None = None
    """When it began to run; None while it stands."""
    timer: asyncio.TimerHandle | None = None

    def now(self, pulse: float) -> float:
        """Return the seconds that it has left."""
        return max(0.0, self.left - (pulse - self.since if self.since is not None else 0.0))

    def halt(self, pulse: float) -> None:
        """Let it stand."""
        self.left, self.since = self.now(pulse), None
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None


class Countdowns:
    """The clocks of a lesson."""

    def __init__(self, time_up: Callable[[Clocked, int], None], sign: Callable[[], None], wall: Clock | None) -> None:
        """Begin with no clock; needs a running event loop.

        Args:
            time_up: told which clock has run out, and how many seconds that one was given after it was set.
            sign: asked to let the log tell how the clocks stand.
            wall: gives the time as entries have it; None where no other server can let the clocks run.

        """
        self._loop = asyncio.get_running_loop()
        self._time_up = time_up
        self._sign = sign
        self._wall = wall
        self._known: dict[GroupId, _Countdown] = {}
        self._pauses = 0
        """How often the lesson had been paused when the clocks were last let be as it has them."""
        self._heard = 0.0
        """When the log last told how a clock stood."""
        self._telling: asyncio.TimerHandle | None = None

    def left(self, group: GroupId) -> int | None:
        """Return how many seconds a group has left for its turn, or None where no clock is set."""
        found = self._known.get(group)
        return round(found.now(self._loop.time())) if found is not None else None

    def is_running(self, group: GroupId) -> bool:
        """Tell whether a group's clock runs."""
        found = self._known.get(group)
        return found is not None and found.since is not None

    def any_runs(self) -> bool:
        """Tell whether any clock runs; one that has run out does no more, also where that ends no turn, as at a table."""
        return any(known.timer is not None for known in self._known.values())

    def close(self) -> None:
        """Take all clocks away."""
        for group in tuple(self._known):
            self._take_away(group)
        self._tell_seldom()

    def measured(self, group: Group) -> int:
        """Return the milliseconds that the running clock of a group has left; where it is not known here yet, by what the log tells."""
        known = self._known.get(group.id)
        if known is None or known.clocked is not group.clock or known.stood is not group.stood:
            return ceil(1000 * self._told(group, runs=True))
        return ceil(1000 * (known.now(self._loop.time()) + group.more - known.more))

    def follow(self, now: Standing) -> bool:
        """Let the clocks be as a lesson has them, standing while it is paused; tell whether one that ran on was wrong and was set right."""
        lesson, corrected = now.lesson, False
        paused, self._pauses = len(lesson.pauses) != self._pauses, len(lesson.pauses)
        for group in lesson.groups.values():
            if group.clock is None or group.clock.turn != now.sessions[group.id].turn or lesson.ended:
                self._take_away(group.id)
            else:
                corrected |= self._set(group, group.clock, runs=not lesson.paused, paused=paused)
        self._tell_seldom()
        return corrected

    def _set(self, group: Group, clocked: Clocked, *, runs: bool, paused: bool) -> bool:
        """Let one clock be as the log has it; tell whether it was set right.

        Args:
            group: whose clock.
            clocked: how it was set.
            runs: whether it runs.
            paused: whether the lesson has been paused since this was called last, of which nothing may have been heard in time.

        """
        pulse, corrected = self._loop.time(), False
        known = self._known.get(group.id)
        if known is None or known.clocked is not clocked:
            self._take_away(group.id)
            known = self._known[group.id] = _Countdown(clocked, self._told(group, runs=runs), group.more, group.stood)
        elif known.stood is not group.stood:
            self._heard = pulse
            told = self._told(group, runs=runs)
            corrected = paused and known.since is not None and abs(known.now(pulse) + group.more - known.more - told) > _APART
            if corrected or not runs or known.since is None:
                known.halt(pulse)
                known.left, known.more = told, group.more
            known.stood = group.stood
        if known.more != group.more:
            known.halt(pulse)
            known.left, known.more = known.left + group.more - known.more, group.more
        if not runs:
            known.halt(pulse)
        elif known.since is None:
            known.since = pulse
            known.timer = self._loop.call_later(known.left, self._ring, known)
        return corrected

    def _ring(self, known: _Countdown) -> None:
        known.timer = None
        self._time_up(known.clocked, known.more)

    def _told(self, group: Group, *, runs: bool) -> float:
        """Return the seconds that a clock has left by what the log tells, and by how long ago that was if another server let it run."""
        left = group.left / 1000
        if not runs or self._wall is None or group.stood is None:
            return left
        gone = (datetime.fromisoformat(self._wall()) - datetime.fromisoformat(group.stood.at)).total_seconds()
        return max(0.0, left - gone) if 0 <= gone <= _SILENCE else left

    def _take_away(self, group: GroupId) -> None:
        known = self._known.pop(group, None)
        if known is not None:
            known.halt(self._loop.time())

    def _tell_seldom(self) -> None:
        """Let the log be told how the clocks stand, as long as one runs."""
        pulse = self._loop.time()
        runs = any(known.since is not None and known.now(pulse) for known in self._known.values())
        if runs and self._telling is None:
            self._telling = self._loop.call_later(_SOON, self._tell)
        elif not runs and self._telling is not None:
            self._telling.cancel()
            self._telling = None

    def _tell(self) -> None:
        self._telling = self._loop.call_later(_SIGN, self._tell)
        if self._loop.time() - self._heard > _SIGN - _SOON or not self._heard:  # else another server has told it meanwhile
            self._sign()
        self._tell_seldom()
