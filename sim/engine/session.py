"""A session: a machine, a log, and what follows from them. Immutable; every change returns a new one.

Turns are numbered through the whole log and never again: after a rewind the next turn has a new number. Which turns are still part of
the play is the *effective* play.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sim.engine.campaign import carried, next_act
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import outcome, start, step
from sim.errors import Illegal, InvalidLog, Stale
from sim.model.events import Began, Entry, Event, Expired, Handed, Judged, Marked, Opened, Played, Proceeded, Rewound
from sim.model.ids import ActId, RoleId, SessionId
from sim.model.scene import Outcome
from sim.model.state import State, Step


@dataclass(frozen=True, slots=True)
class Turn:
    """One visit to a scene in the effective play."""

    number: int
    """Never repeats in a log."""
    state: State
    """At its start."""
    steps: int
    """How many steps of the effective play came before it."""


@dataclass(frozen=True, slots=True)
class Session:
    """One play. Open it with `Session.open` and extend it with `apply`."""

    machine: ScenarioMachine
    log: tuple[Entry, ...]
    """All entries, oldest first; the only truth."""
    began: Began
    state: State
    steps: tuple[Step, ...]
    """The effective play's steps, oldest first."""
    kept: tuple[Entry, ...]
    """The entry behind each step of the effective play."""
    turns: tuple[Turn, ...]
    """The effective play's turns, oldest first; the last is the current one."""
    latest: int
    """The highest turn number ever given."""

    @classmethod
    def open(cls, machine: ScenarioMachine, log: tuple[Entry, ...]) -> Session:
        """Fold a log.

        Raises:
            InvalidLog: it is empty, does not begin with `began`, has a gap, or belongs to other rules.
            SimError: an entry of it is refused; the message says which.

        """
        if not log or not isinstance(log[0].event, Began):
            message = "a session log begins with one entry of kind 'began'"
            raise InvalidLog(message, "no-beginning")
        began = log[0].event
        if began.rules_hash != machine.rules_hash:
            message = (
                f"this log was played by other rules of scenario {began.scenario!r} (rules {began.rules_hash[:12]}, here "
                f"{machine.rules_hash[:12]}); open it with the edition it was played with"
            )
            raise InvalidLog(message, "other-rules")
        state = start(machine, began.act, began.course)
        session = cls(machine, log[:1], began, state, (), (), (Turn(1, state, 0),), 1)
        for entry in log[1:]:
            session = session.apply(entry)
        return session

    @property
    def turn(self) -> int:
        """Number of the current turn."""
        return self.turns[-1].number

    @property
    def depth(self) -> int:
        """How many turns of the effective play came before the current one."""
        return len(self.turns) - 1

    @property
    def outcome(self) -> Outcome | None:
        """How the play ended, or None while it goes on."""
        return outcome(self.machine, self.state)

    @property
    def players(self) -> Mapping[RoleId, str]:
        """Who decides for each role now, `person` or a bot's name; in the scenario's order."""
        return self._players(before=None)

    def _players(self, before: int | None) -> Mapping[RoleId, str]:
        """Return who decides for each role, by what was handed over before a turn; None asks for now."""
        handed = {
            entry.event.role: entry.event.by
            for entry in self.log
            if isinstance(entry.event, Handed) and (before is None or entry.turn < before)
        }
        return {played.role: played.by for played in self.began.played} | handed

    @property
    def act(self) -> ActId:
        """The act that is being played."""
        return self.machine.lookup.act_of[self.state.scene].id

    @property
    def next_act(self) -> ActId | None:
        """The act that follows in this play, or None when it plays one act, or the last."""
        return next_act(self.machine, self.act) if self.began.campaign else None

    def entry(self, event: Event, seat: str, time: str, turn: int | None = None) -> Entry:
        """Return an event as the next entry of this log; `turn` is the one it was meant for, the current by default."""
        return Entry(number=len(self.log) + 1, time=time, seat=seat, turn=self.turn if turn is None else turn, event=event)

    def apply(self, entry: Entry) -> Session:
        """Return the session with one more entry; this one stays as it was.

        Raises:
            Stale: the entry was meant for an earlier turn.
            Illegal: the rules refuse it.
            InvalidLog: its number is not the next, or its turn is still to come.

        """
        if entry.number != len(self.log) + 1:
            message = f"entry {entry.number} does not follow entry {len(self.log)}"
            raise InvalidLog(message, "gap-in-log")
        if entry.turn < self.turn:
            message = f"this was for turn {entry.turn}, but the play is at turn {self.turn}; look again and decide anew"
            raise Stale(message, "stale-turn")
        if entry.turn > self.turn:
            message = f"turn {entry.turn} is still to come; the play is at turn {self.turn}"
            raise InvalidLog(message, "unknown-turn")
        event = entry.event
        if isinstance(event, Handed) and event.role not in self.players:
            message = f"there is no role {event.role!r} in this play; its roles: {', '.join(self.players)}"
            raise Illegal(message, "unknown-role")
        if isinstance(event, Opened | Judged | Marked | Handed):
            return replace(self, log=(*self.log, entry))
        if isinstance(event, Proceeded):
            return self._proceeded(entry, event)
        if isinstance(event, Began):
            message = "a session begins once"
            raise InvalidLog(message, "began-twice")
        if isinstance(event, Rewound):
            return self._rewound(entry, event)
        if isinstance(event, Expired) and event.turn != self.turn:
            message = f"the clock of turn {event.turn} ran out, but the play is at turn {self.turn}"
            raise Stale(message, "stale-turn")
        return self._stepped(entry, step(self.machine, self.state, event))

    def _stepped(self, entry: Entry, taken: Step) -> Session:
        steps = (*self.steps, taken)
        turns, latest = self.turns, self.latest
        if taken.turned:
            latest += 1
            turns = (*turns, Turn(latest, taken.after, len(steps)))
        return replace(self, log=(*self.log, entry), state=taken.after, steps=steps, kept=(*self.kept, entry), turns=turns, latest=latest)

    def _proceeded(self, entry: Entry, event: Proceeded) -> Session:
        if event.to != self.next_act:
            following = f"the next act is {self.next_act}" if self.next_act else "no act follows in this play"
            message = f"act {event.to!r} cannot begin here; {following}"
            raise Illegal(message, "not-next-act")
        begun, _ = carried(self.machine, self.state, event.to)
        turns = (*self.turns, Turn(self.latest + 1, begun, len(self.steps)))
        return replace(self, log=(*self.log, entry), state=begun, turns=turns, latest=self.latest + 1)

    def _rewound(self, entry: Entry, event: Rewound) -> Session:
        place = next((place for place, turn in enumerate(self.turns) if turn.number == event.to), None)
        if place is None:
            known = ", ".join(str(turn.number) for turn in self.turns)
            message = f"turn {event.to} is not part of this play; its turns: {known}"
            raise Illegal(message, "unknown-turn")
        target = self.turns[place]
        return replace(
            self,
            log=(*self.log, entry),
            state=target.state,
            steps=self.steps[: target.steps],
            kept=self.kept[: target.steps],
            turns=(*self.turns[:place], replace(target, number=self.latest + 1)),
            latest=self.latest + 1,
        )

    def fork(self, session: SessionId, time: str, to: int | None = None) -> Session:
        """Return a new session that copies the effective play up to the start of turn `to`, or as far as it goes.

        Raises:
            Illegal: `to` is not a turn of the effective play.

        """
        place = next((turn for turn in self.turns if turn.number == to), None)
        if to is not None and place is None:
            known = ", ".join(str(turn.number) for turn in self.turns)
            message = f"turn {to} is not part of this play; its turns: {known}"
            raise Illegal(message, "unknown-turn")
        played = tuple(Played(role=role, by=by) for role, by in self._players(before=place.number if place else None).items())
        began = self.began.model_copy(update={"session": session, "forked_from": self.began.session, "played": played})
        forked = Session.open(self.machine, (Entry(number=1, time=time, seat=self.log[0].seat, turn=0, event=began),))
        for old in self.kept[: place.steps if place else None]:
            forked = forked.proceed(time)
            event: Event = Expired(turn=forked.turn) if isinstance(old.event, Expired) else old.event
            forked = forked.apply(forked.entry(event, old.seat, old.time))
        return forked if forked.depth == (self.turns.index(place) if place else self.depth) else forked.proceed(time)

    def proceed(self, time: str) -> Session:
        """Return the session in the next act of its campaign if the current one is over, else itself."""
        if self.outcome is None or self.next_act is None:
            return self
        return self.apply(self.entry(Proceeded(to=self.next_act), self.log[0].seat, time))
