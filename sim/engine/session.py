"""A session: a machine, a log, and what follows from them. Immutable; every change returns a new one.

Turns are numbered through the whole log and never again: after a rewind the next turn has a new number. Which turns are still part of
the play is the *effective* play.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.engine import seat_events
from sim.engine.folding import Fold, following, place_of
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import outcome, start
from sim.errors import InvalidLog, SimError
from sim.model.events import PERSON, Began, Chose, Entry, Event, Expired, Handed, Played, Proceeded
from sim.model.ids import ActId, RoleId, SessionId
from sim.model.scene import Outcome
from sim.model.state import State, Step, Turn


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
    players: Mapping[RoleId, str]
    """Who decides for each role now, `person` or a bot's name; in the scenario's order."""

    @classmethod
    def open(cls, machine: ScenarioMachine, log: tuple[Entry, ...]) -> Session:
        """Fold a log.

        Raises:
            InvalidLog: it is empty, does not begin with `began`, has a gap, belongs to other rules, or an entry after the first is refused;
                the message says which.
            Missing: its beginning names an act, course or bot that there is not.

        """
        if not log or not isinstance(log[0].event, Began):
            message = "a session log begins with one entry of kind 'began'"
            raise InvalidLog(message, "no-beginning")
        began = log[0].event
        if began.rules_hash != machine.rules_hash:
            message = (
                f"this log was played by other rules of scenario {began.scenario!r} (rules {began.rules_hash[:12]}, here "
                f"{machine.rules_hash[:12]}); open it with the edition, and the version of this program, that it was played with"
            )
            raise InvalidLog(message, "other-rules")
        players = seat_events.players(machine, began.played)
        state = start(machine, began.act, began.course)
        folded = Fold(machine, began, state, {**players}, [log[0]], [], [], [Turn(1, state, 0)], 1)
        for entry in log[1:]:
            try:
                folded.add(entry)
            except InvalidLog:
                raise
            except SimError as error:
                message = f"entry {entry.number} does not follow the rules: {error}; the {entry.number - 1} before it are good"
                raise InvalidLog(message, "refused-entry") from error
        return cls._of(folded)

    @classmethod
    def _of(cls, folded: Fold) -> Session:
        steps, kept, turns = tuple(folded.steps), tuple(folded.kept), tuple(folded.turns)
        return cls(folded.machine, tuple(folded.log), folded.began, folded.state, steps, kept, turns, folded.latest, folded.players)

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
    def over(self) -> bool:
        """Whether the play has come to its end: an outcome, after which no act follows."""
        return self.outcome is not None and self.next_act is None

    def players_at(self, number: int) -> Mapping[RoleId, str]:
        """Return who decided for each role when entry `number` was made, in the scenario's order."""
        earlier = (entry.event for entry in self.log[: number - 1])
        handed = {event.role: event.by for event in earlier if isinstance(event, Handed)}
        return {played.role: played.by for played in self.began.played} | handed

    def taken_over(self, role: RoleId) -> tuple[str, ...]:
        """Return to whom a role was handed after the beginning, oldest first; a rewind takes none of it back."""
        events = (entry.event for entry in self.log)
        return tuple(event.by for event in events if isinstance(event, Handed) and event.role == role)

    @property
    def act(self) -> ActId:
        """The act that is being played."""
        return self.machine.lookup.act_of[self.state.scene].id

    @property
    def next_act(self) -> ActId | None:
        """The act that follows in this play, or None when it plays one act, or the last."""
        return following(self.machine, self.began, self.state)

    def entry(self, event: Event, seat: str, time: str, turn: int | None = None) -> Entry:
        """Return an event as the next entry of this log; `turn` is the one it was meant for, the current by default."""
        return Entry(number=len(self.log) + 1, time=time, seat=seat, turn=self.turn if turn is None else turn, event=event)

    def apply(self, entry: Entry) -> Session:
        """Return the session with one more entry; this one stays as it was.

        Raises:
            Stale: the entry was meant for an earlier turn.
            Illegal: the rules refuse it.
            Missing: it names a role, bot, scene or document that this play does not have.
            InvalidLog: its number is not the next, or its turn is still to come.

        """
        folded = Fold(
            self.machine, self.began, self.state, {**self.players}, [*self.log], [*self.steps], [*self.kept], [*self.turns], self.latest
        )
        folded.add(entry)
        return Session._of(folded)

    def undone(self) -> Turn | None:
        """Return the turn to which taking back the last choice of a person leads, or None where there is none to take back.

        It is the current turn if a person has chosen in it, else the last one before it in which a person decides.
        """
        current = self.turns[-1]
        if any(_by_person(entry) for entry in self.kept[current.steps :]):
            return current
        people = {role for role, by in self.players.items() if by == PERSON}
        earlier = (turn for turn in reversed(self.turns[:-1]) if people & set(self.machine.plans[turn.state.scene].roles))
        return next(earlier, None)

    def fork(self, session: SessionId, time: str, to: int | None = None) -> Session:
        """Return a new session that copies the effective play up to the start of turn `to`, or as far as it goes.

        Raises:
            Illegal: `to` is not a turn of the effective play.

        """
        place = len(self.turns) if to is None else place_of(self.turns, to)
        whole = place == len(self.turns)
        steps = len(self.kept) if whole else self.turns[place].steps
        until = next((entry.number for entry in self.log if not whole and entry.turn >= self.turns[place].number), len(self.log) + 1)
        played = tuple(Played(role=role, by=by) for role, by in self.players_at(until).items())
        began = self.began.model_copy(update={"session": session, "forked_from": self.began.session, "played": played})
        forked = Session.open(self.machine, (Entry(number=1, time=time, seat=self.log[0].seat, turn=0, event=began),))
        for old in self.kept[:steps]:
            forked = forked.proceed(time)
            event: Event = Expired(turn=forked.turn) if isinstance(old.event, Expired) else old.event
            forked = forked.apply(forked.entry(event, old.seat, old.time))
        return forked if forked.depth == (self.depth if whole else place) else forked.proceed(time)

    def proceed(self, time: str) -> Session:
        """Return the session in the next act of its campaign if the current one is over, else itself."""
        if self.outcome is None or self.next_act is None:
            return self
        return self.apply(self.entry(Proceeded(to=self.next_act), self.log[0].seat, time))


def _by_person(entry: Entry) -> bool:
    """Tell whether a person chose: a bot's choice is entered for the seat `bot`."""
    return isinstance(entry.event, Chose) and entry.seat == entry.event.role
