"""A session that is being played: the single writer of its log.

An event is real when it is in the log: it is applied, kept, and only then shown. Chance and bots add their entries in the same
transaction, so that a log that was cut off at any moment still ends where a person has to decide, or where the play is over.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from sim.engine.foresight import NOTHING_FORESEEN, Foreseen
from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.errors import Illegal
from sim.model.events import (
    Began,
    Chose,
    Event,
    Expired,
    Handed,
    Injected,
    Judged,
    Marked,
    Opened,
    Proceeded,
    Rewound,
    Support,
)
from sim.model.ids import ActId, CourseId, RoleId, SceneId, Seed, SessionId, SourceId
from sim.model.state import Turn
from sim.store.beginning import cast, create, first_entry
from sim.store.kept import Edition
from sim.store.log import SessionLog, Standing
from sim.store.naming import fresh_name
from sim.store.settle import Clock, settled

Submitted: TypeAlias = Chose | Injected | Expired | Proceeded
"""What comes from outside; the rest follows from it, or has a method of its own."""


class LiveSession:
    """One session open for play; every change of it goes through here."""

    def __init__(self, log: SessionLog, session: Session, clock: Clock, foreseen: Foreseen = NOTHING_FORESEEN) -> None:
        """Go on with a session as its log has it; `begin` and `resume` are the usual ways in."""
        self._log = log
        self._session = session
        self._clock = clock
        self._foreseen = foreseen

    @classmethod
    def begin(  # noqa: PLR0913 -- what is played, how, and with what
        cls,
        log: SessionLog,
        machine: ScenarioMachine,
        edition: Edition,
        clock: Clock,
        *,
        act: ActId,
        course: CourseId = "whole",
        seed: Seed,
        played: Mapping[RoleId, str],
        campaign: bool = False,
        cued: bool = False,
        name: SessionId | None = None,
        foreseen: Foreseen = NOTHING_FORESEEN,
    ) -> LiveSession:
        """Open a new session and keep it, with what chance and bots decide at once.

        Args:
            log: where it is kept.
            machine: the compiled scenario.
            edition: the same scenario, to be kept beside the session.
            clock: gives the time of entries.
            act: which act is played.
            course: which way into it.
            seed: from which the draws of chance and of random bots follow.
            played: who decides for each role, `person` or the name of a bot; a role left out is decided by the bot `reported`.
            campaign: whether the acts that follow in the scenario's campaign are played too.
            cued: whether news comes at its cue, because nobody leads the play.
            name: the session's name; absent: a fresh one.
            foreseen: what bots that look ahead expect, by their names; needed where one of them plays.

        Raises:
            Missing: there is no such act, course, role or bot, or nothing was computed for a bot that looks ahead.
            Illegal: there is a session of that name.
            Fault: no person would ever decide, and the play never ends.
            StorageFailed: it could not be kept.

        """
        began = Began(
            session=name or fresh_name(machine.scenario.id, act),
            scenario=machine.scenario.id,
            rules_hash=edition.rules_hash,
            whole_hash=edition.whole_hash,
            act=act,
            course=course,
            seed=seed,
            played=cast(machine, played),
            campaign=campaign,
            cued=cued,
        )
        first = Session.open(machine, (first_entry(began, clock()),))
        log.keep(edition)
        return cls(log, create(log, settled(first, clock, foreseen), renew=name is None), clock, foreseen)

    @classmethod
    def resume(
        cls, log: SessionLog, machine: ScenarioMachine, name: SessionId, clock: Clock, foreseen: Foreseen = NOTHING_FORESEEN
    ) -> LiveSession:
        """Go on with a kept session.

        Args:
            log: where it is kept.
            machine: the edition it was played with, compiled.
            name: the session's.
            clock: gives the time of new entries.
            foreseen: what bots that look ahead expect, by their names.

        Raises:
            Missing: there is no such session, or nothing was computed for a bot that looks ahead.
            InvalidLog: its log is damaged, or was played by other rules.

        """
        live = cls(log, Session.open(machine, log.read(name)), clock, foreseen)
        live._extend(live._session)  # a log from elsewhere may end where chance has to be drawn
        return live

    @property
    def session(self) -> Session:
        """The session as it is kept."""
        return self._session

    @property
    def name(self) -> SessionId:
        """The session's name."""
        return self._session.began.session

    def submit(self, event: Submitted, seat: str, turn: int | None = None) -> Session:
        """Apply an event and keep it, with all that chance and bots decide after it.

        Args:
            event: what happened.
            seat: who acted: a role's id, `clock` or `facilitator`.
            turn: the turn it was meant for; absent: the current one.

        Returns:
            The session after it, which is on disk.

        Raises:
            Stale: it was meant for an earlier turn, or the session has gone on elsewhere (then `reload` first). Nothing was changed.
            Illegal: the rules refuse it. Nothing was changed.
            StorageFailed: it could not be kept. Nothing was changed.

        """
        return self._extend(self._with(event, seat, turn))

    def open_passage(self, role: RoleId, source: SourceId, quote: str) -> Session:
        """Note that a role opened a passage; once for each role and passage, however often it is opened.

        Raises:
            Missing: there is no such role or document in this play.

        """
        return self._once(Opened(role=role, source=source, quote=quote))

    def mark(self, role: RoleId, source: SourceId, words: str) -> Session:
        """Note that a role finds wording of a document loaded; once for each role and wording.

        Raises:
            Missing: there is no such role or document in this play.

        """
        return self._once(Marked(role=role, source=source, words=words))

    def judge(self, role: RoleId, scene: SceneId, support: Support) -> Session:
        """Note how well a role finds the claim of a scene's exercise supported; a later judgement revises an earlier one.

        Raises:
            Missing: there is no such role or scene in this play.
            Stale: the play is not in that scene now.
            Illegal: nothing is to be judged there by this role, or it has decided already.

        """
        return self._extend(self._with(Judged(role=role, scene=scene, support=support), role, None))

    def hand(self, role: RoleId, by: str = "reported") -> Session:
        """Hand a role to a bot, because the person in its seat watches from now on, or back to a `person`; no reason is asked.

        Raises:
            Missing: there is no such role or bot.
            Illegal: no person plays it, or, to hand it back, no bot.

        """
        return self._extend(self._with(Handed(role=role, by=by), role, None))

    def proceed(self, seat: str) -> Session:
        """Go on from an act's outcome to the next act of the campaign.

        Raises:
            Illegal: the act is not over, or none follows in this play.

        """
        following = self._session.next_act
        if following is None:
            message = "no act follows in this play"
            raise Illegal(message, "not-next-act")
        return self._extend(self._with(Proceeded(to=following), seat, None))

    def undo(self, seat: str) -> Session:
        """Go back to the start of the turn if a person has chosen in it, else to the last turn before it in which a person decides.

        Raises:
            Illegal: there is nothing to take back.

        """
        target = self.undone()
        if target is None:
            message = "there is no choice to take back"
            raise Illegal(message, "nothing-to-undo")
        return self.rewind(target.number, seat)

    def undone(self) -> Turn | None:
        """Return the turn that `undo` would go back to, or None when there is nothing to take back."""
        return self._session.undone()

    def rewind(self, to: int, seat: str) -> Session:
        """Go back to the start of a turn of the effective play.

        Raises:
            Illegal: it is not one.

        """
        return self._extend(self._with(Rewound(to=to), seat, None))

    def fork(self, to: int | None = None, name: SessionId | None = None) -> LiveSession:
        """Open a new session that shares the effective play up to the start of turn `to`, or as far as it goes.

        Raises:
            Illegal: `to` is not a turn of the effective play, or there is a session of that name.

        """
        began = self._session.began
        forked = self._session.fork(name or fresh_name(began.scenario, began.act), self._clock(), to)
        kept = create(self._log, settled(forked, self._clock, self._foreseen), renew=name is None)
        return LiveSession(self._log, kept, self._clock, self._foreseen)

    def reload(self) -> Session:
        """Read the session again, after it has gone on elsewhere."""
        self._session = Session.open(self._session.machine, self._log.read(self.name))
        return self._session

    def _once(self, event: Opened | Marked) -> Session:
        """Keep an event of a role unless the log has it already."""
        if any(entry.event == event for entry in self._session.log):
            return self._session
        return self._extend(self._with(event, event.role, None))

    def _with(self, event: Event, seat: str, turn: int | None) -> Session:
        return self._session.apply(self._session.entry(event, seat, self._clock(), turn))

    def _extend(self, longer: Session) -> Session:
        """Keep what a longer session has beyond this one, settled; then take it over."""
        after = settled(longer, self._clock, self._foreseen)
        fresh = after.log[len(self._session.log) :]
        if not fresh:
            return self._session
        self._log.append(self.name, fresh, Standing.of(after))
        self._session = after
        return after
