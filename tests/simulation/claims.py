"""What has to hold after every step, and what is compared at the end.

Rule 1: what is claimed is held against what was committed, as the witness before the store saw it, and never against a server's memory.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.classroom.lesson.turns import CLOCK
from sim.engine.lesson import Lesson
from sim.engine.session import Session
from sim.engine.voting import agreed
from sim.model.events import PERSON, Began, Chose, Entry, Expired, Handed, Marked, Opened
from sim.model.leading import (
    FACILITATOR,
    Answered,
    Clocked,
    Continued,
    Ended,
    Intervened,
    Noted,
    Paused,
    Told,
)
from sim.model.lesson import Advanced, Formed, LessonEntry, Proposed, Seated, Spoke, Voted
from tests.simulation.orders import Orders

if TYPE_CHECKING:
    from sim.classroom.server.room import Room
    from sim.engine.machine import ScenarioMachine
    from sim.store.lessons import Change
    from tests.simulation.loop import VirtualLoop

_KEEPS_KEY = frozenset({"choose", "speak", "propose", "watch"})
"""Forms of which each leaves one entry with its key."""
_LAG = 0.02
"""Seconds that a clock may run on after a pause, while the answer of the disk is on its way; times a slow disk's slowness."""
_CANARY = re.compile(r"@(\w+):")
_OWN = re.compile(r'"role":(?:null|"(\w+)")')
_PAST = re.compile(r'"number":(\d+),"scene"')
_SAID = re.compile(r"words to \w+ by [\w ]+")


class BrokenError(AssertionError):
    """Something that has to hold did not."""


@dataclass
class Running:
    """The clock of a group, as far as it can have run."""

    clocked: Clocked
    ran: float = 0.0
    """Seconds, at most, before `since`."""
    since: float | None = None
    pauses: int = 0


@dataclass
class Sent:
    """A form of somebody."""

    at: float
    turn: int | None
    """The turn that it was meant for."""
    group: str | None
    acknowledged: float | None = None
    tried: float = 0.0
    """When it was last sent."""
    kept: float | None = None


@dataclass
class Claims:
    """Everything that was committed and said to be, and whether it agrees."""

    loop: VirtualLoop
    machine: ScenarioMachine
    lesson: Lesson
    slowness: float = 1.0
    committed: dict[str, LessonEntry] = field(default_factory=dict)
    """By the key of the request."""
    sent_at: dict[str, Sent] = field(default_factory=dict)
    orders: Orders = field(default_factory=Orders)
    by: dict[tuple[str, str], str] = field(default_factory=dict)
    """Who plays each role of each group."""
    log: dict[str, list[Entry]] = field(default_factory=dict)
    """Of each session."""
    clocks: dict[str, Running] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    """What was written, in the order of the log; everybody numbers what they write."""
    trace: hashlib._Hash = field(default_factory=hashlib.sha256)
    counts: dict[str, int] = field(default_factory=dict)
    voted: Voted | None = None
    """The last vote that was given: nothing but a vote decides for a team before its time is up."""
    moved: dict[str, float] = field(default_factory=dict)
    """When each group's play last grew."""
    placed: dict[str, float] = field(default_factory=dict)
    """When each seat was last given a place."""
    resumed: float = 0.0
    """When the lesson was last paused or resumed."""
    broken: str | None = None
    """What was the first thing that was committed and may not be."""
    spoken: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    """Which role wrote which words to which; a device may send them when its seat has been moved already."""
    _folded: dict[str, Session] = field(default_factory=dict)

    def note(self, what: str) -> None:
        """Add a line to the trace of the run."""
        self.trace.update(f"{self.loop.time():.6f} {what}\n".encode())

    def count(self, what: str) -> None:
        """Count something, to tell afterwards what the runs came to."""
        self.counts[what] = self.counts.get(what, 0) + 1

    # -------------------------------------------------------------------------------------------------------- what is committed

    def commit(self, change: Change) -> None:
        """Take what was committed, and look whether it may be."""
        try:
            self._commit(change)
        except BrokenError as error:  # raised into the server, which may take it for something else
            self.broken = self.broken or str(error)
            raise

    def _commit(self, change: Change) -> None:
        sessions = {grown.session: list(grown.entries) for grown in change.sessions}
        self.note(f"kept {change.entries[0].number} {' '.join(entry.event.kind for entry in change.entries)}")
        self.count("commits")
        acts: dict[str, LessonEntry] = {}
        formed = {entry.event.group for entry in change.entries if isinstance(entry.event, Formed)}
        for entry in change.entries:
            self._keyed(entry)
            self._let_in(entry)
            self._asked_for(entry)
            self.lesson = self.lesson.apply(entry)
            event = entry.event
            match event:
                case Advanced():
                    fresh = sessions[self.lesson.groups[event.group].session]
                    grown = self._grow(event, fresh, acts.get(event.group), change)
                    if event.group not in formed | acts.keys():
                        self._may_go_on(event.group, grown)
                case Intervened():
                    acts[event.group] = entry
                case Clocked():
                    self.clocks[event.group] = Running(event, since=None if self.lesson.paused else self.loop.time())
                case Paused() | Continued() | Ended():
                    self._stand(runs=isinstance(event, Continued))
                    self.resumed = self.loop.time()
                case Voted():
                    self.voted = event
                case Told() | Noted() | Spoke() | Proposed():
                    self._said(event)
        if any(sessions.values()):
            raise BrokenError("a session grew without an entry of the lesson that says so")

    def _grow(self, event: Advanced, fresh: list[Entry], act: LessonEntry | None, change: Change) -> list[Entry]:
        """Take from what is fresh in a change how far a play has come, look whether it may be, and return what was taken."""
        self.moved[event.group] = self.loop.time()
        known = self.log.setdefault(self.lesson.groups[event.group].session, [])
        before = len(known)
        while len(known) < event.to:
            known.append(fresh.pop(0))
            self._decided(event.group, known[-1], act, change)
        return known[before:]

    def _said(self, event: Told | Noted | Spoke | Proposed) -> None:
        self.told.append(event.words)
        if isinstance(event, Spoke):
            self.spoken[event.words] = event.role, event.to

    def _may_go_on(self, group: str, fresh: list[Entry]) -> None:
        """Look whether a play goes on that nobody has told to: in a pause, after the end, or where nobody decides any more."""
        if all(isinstance(entry.event, Opened | Marked) for entry in fresh) and not self.lesson.ended:
            return
        if self.lesson.paused or self.lesson.ended or not any(place.group == group and place.role for place in self.lesson.places):
            raise BrokenError(f"the play of {group} went on by itself, in a pause, after the end, or without anybody")

    def _let_in(self, entry: LessonEntry) -> None:
        """Look whether somebody who came late has a place that no order gave them, where the facilitator wanted to be asked."""
        seated = entry.event.places if isinstance(entry.event, Seated) else ()
        self.placed |= {place.seat: self.loop.time() for place in seated}
        places = seated if self.lesson.began.latecomers == "asked" else ()
        late = [place.seat for place in places if place.seat in self.lesson.late]
        if late:
            self.count("let in")
        if late and (entry.seat != FACILITATOR or entry.key is None):
            raise BrokenError(f"{late[0]} came late, and was let in by nobody")

    def _asked_for(self, entry: LessonEntry) -> None:
        """Look whether somebody has sent what an entry says that they want, and the console the order that it says was given."""
        if isinstance(entry.event, Voted | Spoke | Proposed) and entry.key not in self.sent_at:
            raise BrokenError(f"{entry.seat} has {entry.event.kind}, in entry {entry.number}, and sent nothing")
        if self.orders.lacks(entry):
            raise BrokenError(f"entry {entry.number} is what only an order brings about, and none was given: {entry.event}")

    def _keyed(self, entry: LessonEntry) -> None:
        """Note which request an entry is the answer to."""
        if entry.key is not None:
            if entry.key in self.committed:
                raise BrokenError(f"request {entry.key} was done twice, in entries {self.committed[entry.key].number} and {entry.number}")
            self.committed[entry.key] = entry
            if entry.key in self.sent_at:
                self.sent_at[entry.key].kept = self.loop.time()

    def _stand(self, *, runs: bool) -> None:
        for clock in self.clocks.values():
            if clock.since is not None:
                clock.ran += self.loop.time() - clock.since
                clock.pauses += 1
            clock.since = self.loop.time() if runs else None

    def _decided(self, group: str, entry: Entry, act: LessonEntry | None, change: Change) -> None:
        """Look whether somebody or something that may decide has decided."""
        event = entry.event
        if entry.seat == FACILITATOR and not self.orders.allows(act, entry):
            raise BrokenError(f"the facilitator has {event.kind} in turn {entry.turn} of {group}, and ordered nothing like it")
        if isinstance(event, Began):
            self.by.update({(group, played.role): played.by for played in event.played})
        if isinstance(event, Handed):
            self.by[group, event.role] = event.by
        if isinstance(event, Expired):
            self.count("time up")
            if entry.seat == CLOCK:
                self._time_was_up(group, "a clock")
            elif entry.seat != FACILITATOR:
                raise BrokenError(f"turn {event.turn} of {group} ended, and neither clock nor facilitator ended it")
        if isinstance(event, Chose) and self.by[group, event.role] == PERSON and entry.seat != FACILITATOR:
            self._somebody_chose(group, entry, event, act, change)

    def _somebody_chose(self, group: str, entry: Entry, event: Chose, act: LessonEntry | None, change: Change) -> None:
        self.count("choices")
        team = self.lesson.team(group, event.role)
        cast = {seat: self.lesson.votes.get((group, seat)) for seat in team}
        votes = {
            seat: vote.option for seat, vote in cast.items() if vote is not None and (vote.turn, vote.role) == (entry.turn, event.role)
        }
        if event.option not in votes.values():
            raise BrokenError(f"{event.role} of {group} chose {event.option} in turn {entry.turn}, which nobody there wants")
        last = self.voted
        gave = last is not None and (last.group, last.role, last.turn) == (group, event.role, entry.turn) and last.seat in team
        if self._is_forced(act, entry.turn) or (gave and agreed(self.lesson.began.agree, team, votes) == event.option):
            return
        if any(isinstance(one.event, Answered) for one in change.entries):
            return
        self._time_was_up(group, f"{event.role} had not agreed, and a clock")

    @staticmethod
    def _is_forced(act: LessonEntry | None, turn: int) -> bool:
        """Tell whether the facilitator ended a turn, so that what most of each team wanted by then is chosen."""
        event = act.event if act is not None else None
        return isinstance(event, Intervened) and (event.act, event.about) == ("forced", f"turn {turn}")

    def _time_was_up(self, group: str, what: str) -> None:
        clock = self.clocks.get(group)
        if clock is None or self.lesson.paused or self.lesson.ended:
            raise BrokenError(f"{what} decided in {group}, where none runs")
        if self._left(clock) > 0:
            raise BrokenError(f"{what} decided in {group} {self._left(clock):.3f} of {clock.clocked.seconds} seconds before the time is up")

    def _left(self, clock: Running) -> float:
        """Return what a clock has left at least, but for what the disk took to keep that it was set, paused and let go on."""
        ran = clock.ran + (self.loop.time() - clock.since if clock.since is not None else 0.0)
        return clock.clocked.seconds - ran - _LAG * (self.slowness * (2 * clock.pauses + 1) + 1)

    def clocks_shown(self, who: str, room: Room, *, late: bool) -> None:
        """Look whether a server shows what a turn has left.

        Args:
            who: the server.
            room: its room of the lesson, which has heard of everything.
            late: whether it may not show more either; where servers are killed it may.

        """
        for group, clock in self.clocks.items():
            left = room.left(group)
            if left is None or not room.is_running(group) or self.lesson.groups[group].more:
                continue
            fair = max(0.0, self._left(clock))
            if left < fair - 1 or (late and left > fair + 2):
                raise BrokenError(f"{who} shows that {group} has {left} seconds left, and it has {fair:.3f}")
            self.count("clocks compared")

    def session(self, group: str) -> Session:
        """Return the play of a group, folded as far as it was committed."""
        log = self.log[self.lesson.groups[group].session]
        known = self._folded.get(group) or Session.open(self.machine, (log[0],))
        for entry in log[len(known.log) :]:
            known = known.apply(entry)
        self._folded[group] = known
        return known

    # ------------------------------------------------------------------------------------------------------------ what is said

    def sent(self, key: str, group: str | None, turn: int | None) -> None:
        """Take that somebody sends a form."""
        self.sent_at[key] = Sent(self.loop.time(), turn, group)

    def tried(self, key: str) -> None:
        """Take that somebody sends a form once more."""
        if key in self.sent_at:
            self.sent_at[key].tried = self.loop.time()

    def acknowledged(self, who: str, key: str, name: str) -> None:
        """Take that somebody was told that a form is kept."""
        self.note(f"{who} has {name} acknowledged")
        self.count("acknowledged")
        if name in _KEEPS_KEY and key not in self.committed:
            raise BrokenError(f"{who} was told that {name} is kept, and it is not")
        if key in self.sent_at:
            self.sent_at[key].acknowledged = self.loop.time()

    def refused(self, who: str, key: str, name: str, code: str) -> None:
        """Take that somebody was told that a form is not kept."""
        self.note(f"{who} has {name} refused: {code}")
        self.count(f"refused {code}")
        sent = self.sent_at.get(key)
        if sent is None:
            return
        if sent.kept is not None and sent.kept < sent.tried and code not in ("not-yours", "seat-released"):
            raise BrokenError(f"{who} was told that {name} is not kept ({code}), and it is")
        if code == "stale-turn" and self._has_sat(who, sent) and self._has_stood(sent):
            raise BrokenError(f"{who} was told that turn {sent.turn} of {sent.group} is over, and it is not")
        if code == "paused" and not self.lesson.paused and self.resumed < sent.at:
            raise BrokenError(f"{who} was told that the lesson is paused, and it is not")

    def _has_sat(self, who: str, sent: Sent) -> bool:
        """Tell whether somebody has sat in the group of a form ever since they sent it; while they sit elsewhere it is for no turn."""
        return any(
            seat.name == who and seat.place is not None and seat.place.group == sent.group and self.placed.get(seat.id, 0.0) < sent.at
            for seat in self.lesson.seats.values()
        )

    def _has_stood(self, sent: Sent) -> bool:
        """Tell whether a group has been at the turn of a form ever since it was sent, so that no server may say that it is over."""
        return self.session(sent.group or "").turn == sent.turn and self.moved.get(sent.group or "", 0.0) < sent.at

    def shown(self, who: str, news: dict[str, object], text: str) -> None:
        """Take that somebody is shown something, and look whether it is theirs to see."""
        self.count("shown")
        seat = news["seat"]
        assert isinstance(seat, dict)
        view = seat["view"]
        if seat["late"] and (view is not None or seat["team"] or seat["role"]):
            raise BrokenError(f"{who} waits to be let in, and sees the play")
        if isinstance(view, dict):
            head, _, rest = text.partition('"turns":[')
            past, _, tail = rest.partition('],"outcome":')
            foreign = {*_CANARY.findall(head), *_CANARY.findall(tail)} - {seat["role"]}
            if foreign:
                raise BrokenError(f"{who}, as {seat['role']}, sees what {sorted(foreign)} may choose")
            if any(int(number) >= view["turn"] for number in _PAST.findall(past)):
                raise BrokenError(f"{who} sees a turn that is not over")
        if seat["stage"] != "over":
            for words in _SAID.findall(text):
                by, to = self.spoken[words]
                if to is not None and seat["role"] not in (by, to):
                    raise BrokenError(f"{who}, as {seat['role']}, reads what {by} wrote to {to}")

    # ---------------------------------------------------------------------------------------------------------------- the end

    def in_order(self) -> None:
        """Compare the order of the log with that of the acknowledgements: what was kept before something was sent stands before it.

        A form that changes nothing, such as a passage that its role has opened already, is acknowledged without an entry. If the network
        brings it once more after its seat was moved, it may be entered for the new role then; of that nothing was acknowledged before.
        """
        done = [
            (sent.at, sent.acknowledged, self.committed[key].number)
            for key, sent in self.sent_at.items()
            if sent.acknowledged is not None and sent.kept is not None and sent.kept <= sent.acknowledged and key in self.committed
        ]
        ends = sorted((acknowledged, number) for _, acknowledged, number in done)
        latest, place = 0, 0
        for begun, _, number in sorted(done):
            while place < len(ends) and ends[place][0] < begun:
                latest = max(latest, ends[place][1])
                place += 1
            if number < latest:
                raise BrokenError(f"entry {number} was sent after entry {latest} was acknowledged, and stands before it")

    def nobody_doubled(self) -> None:
        """Look whether anybody has two seats, and whether anything was told twice."""
        names = [seat.name for seat in self.lesson.seats.values()]
        if len({*names}) < len(names):
            raise BrokenError(f"somebody has two seats: {sorted(name for name in {*names} if names.count(name) > 1)}")
        if len({*self.told}) < len(self.told):
            raise BrokenError("something was said once, and it stands there twice")
