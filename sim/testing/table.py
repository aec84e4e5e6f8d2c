"""A table to play at in tests: each method plays one thing through the rules, and what has to happen by itself happens.

Rule 1: nothing here knows a rule; events go through `Session.apply`, as they do for people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from sim.engine.cues import due
from sim.engine.policy import BOTS, automatic, draw
from sim.engine.rules import legal, offered, undecided
from sim.engine.session import Session
from sim.engine.view import view
from sim.errors import Illegal, SimError
from sim.library import OpenScenario
from sim.model.events import PERSON, Began, Chose, Drew, Entry, Event, Expired, Injected, Played, Proceeded, Rewound
from sim.model.ids import CHANCE, ActId, CourseId, IndicatorId, InjectId, OptionId, OutcomeClassId, RoleId, SceneId, Seed
from sim.model.state import Step
from sim.model.view import View

TIME = "2000-01-01T00:00:00Z"
"""Of every entry: a test has no clock."""

_STEPPED = (Chose, Drew, Injected, Expired)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is played, and by whom."""

    act: ActId | None = None
    """None: the scenario's first."""
    course: CourseId = "whole"
    campaign: bool = False
    seed: Seed | None = None
    """None: chance falls only where it is told to, and bots draw from 0."""
    bots: Mapping[RoleId, str] = field(default_factory=dict)
    """The roles that decide by themselves, with the bot's name."""
    cued: bool = False
    """Whether news comes at its cue, as where nobody leads."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The play after one event."""

    session: Session
    step: Step | None
    """What the rules made of the event; None for the beginning, a rewind and a new act."""


class Table:
    """One play, and everything that happened in it; each playing method returns the table."""

    def __init__(self, opened: OpenScenario, beginning: Beginning | None = None) -> None:
        """Sit down to a new play."""
        self.opened = opened
        self.beginning = beginning or Beginning()
        self.moments: list[Moment] = []
        """Oldest first; what a rewind voided is still among them."""
        began = _began(opened, self.beginning)
        self._add(Session.open(opened.machine, (Entry(number=1, time=TIME, seat="facilitator", turn=0, event=began),)))
        self._go_on()

    @classmethod
    def of_log(cls, opened: OpenScenario, log: tuple[Entry, ...]) -> Self:
        """Play a saved log again, by the scenario as it is now.

        Raises:
            SimError: an entry no longer follows the rules; the message says which.

        """
        began = log[0].event
        assert isinstance(began, Began)  # noqa: S101 -- the reader of session files refuses any other first entry
        by = {played.role: played.by for played in began.played if played.by != PERSON}
        table = cls.__new__(cls)
        table.opened = opened
        table.beginning = Beginning(began.act, began.course, began.campaign, began.seed, by, cued=began.cued)
        table.moments = []
        renewed = began.model_copy(update={"rules_hash": opened.rules_hash, "whole_hash": opened.whole_hash})
        table._add(Session.open(opened.machine, (log[0].model_copy(update={"event": renewed}),)))  # noqa: SLF001 -- its own
        for entry in log[1:]:
            try:
                table._add(table.session.apply(entry))  # noqa: SLF001 -- its own
            except SimError as error:
                message = f"entry {entry.number} of the log no longer follows the rules: {error}"
                raise Illegal(message, error.code) from error
        table._go_on()  # noqa: SLF001 -- its own
        return table

    @property
    def session(self) -> Session:
        """The play as it stands."""
        return self.moments[-1].session

    @property
    def scene(self) -> SceneId:
        """Where the play stands."""
        return self.session.state.scene

    @property
    def indicators(self) -> dict[IndicatorId, int]:
        """Every indicator, hidden ones too."""
        return dict(zip(self.opened.machine.names, self.session.state.indicators, strict=True))

    @property
    def outcome(self) -> OutcomeClassId | None:
        """The class in which the play has ended, or None while it goes on."""
        ended = self.session.outcome
        return ended.outcome_class if ended else None

    @property
    def injects(self) -> tuple[InjectId, ...]:
        """The news of the last event."""
        step = self.moments[-1].step
        return step.injects if step else ()

    @property
    def waits_for(self) -> tuple[RoleId, ...]:
        """Whose choice the turn still waits for, chance included."""
        return undecided(self.opened.machine, self.session.state)

    def offered(self, role: RoleId) -> tuple[OptionId, ...]:
        """Return what a role was offered in this turn, whether or not it has chosen."""
        return tuple(option.id for option in offered(self.opened.machine, self.session.state, role))

    def legal(self, role: RoleId) -> tuple[OptionId, ...]:
        """Return what a role may choose now."""
        return tuple(option.id for option in legal(self.opened.machine, self.session.state, role))

    def view(self, role: RoleId | None = None) -> View:
        """Return what a role, or the public, sees now."""
        return view(self.session, role, self.opened.grounds)

    def choose(self, **picks: OptionId) -> Self:
        """Let roles choose, in the order given; a role's id with a hyphen goes in by `choose(**{"some-role": …})`."""
        for role, option in picks.items():
            self.play(Chose(role=role, option=option), role)
        return self

    def draw(self, option: OptionId) -> Self:
        """Let chance fall on an option."""
        return self.play(Drew(option=option), CHANCE)

    def release(self, inject: InjectId) -> Self:
        """Let the facilitator release an inject."""
        return self.play(Injected(inject=inject), "facilitator")

    def expire(self) -> Self:
        """Let the time of the turn run out."""
        return self.play(Expired(turn=self.session.turn), "clock")

    def rewind(self, turns: int = 0) -> Self:
        """Go back by so many turns; 0 goes to the start of the current one."""
        if turns > self.session.depth:
            message = f"the play cannot go back {turns} turns; {self.session.depth} came before this one"
            raise Illegal(message, "unknown-turn")
        return self.play(Rewound(to=self.session.turns[-1 - turns].number), "facilitator")

    def proceed(self, act: ActId) -> Self:
        """Begin the campaign's next act."""
        return self.play(Proceeded(to=act), "facilitator")

    def play(self, event: Event, seat: str) -> Self:
        """Play any event, and everything that then happens by itself.

        Raises:
            SimError: it is refused, and nothing has changed.

        """
        session = self.session
        self._add(session.apply(session.entry(event, seat, TIME)))
        self._go_on()
        return self

    def _add(self, session: Session) -> None:
        event = session.log[-1].event
        self.moments.append(Moment(session, session.steps[-1] if isinstance(event, _STEPPED) else None))

    def _go_on(self) -> None:
        while following := self._follows():
            seat, event = following
            self._add(self.session.apply(self.session.entry(event, seat, TIME)))

    def _follows(self) -> tuple[str, Event] | None:
        """Return what happens by itself now; without a seed chance waits to be told."""
        session = self.session
        if (news := due(session)) is not None:
            return news
        if self.beginning.seed is not None:
            return automatic(session)
        for role in undecided(session.machine, session.state):
            if role in self.beginning.bots:
                decide = BOTS[self.beginning.bots[role]]
                drawn = draw(0, session.depth, session.state.scene, role)
                return "bot", Chose(role=role, option=decide(session.machine, session.state, role, drawn))
        return None


def _began(opened: OpenScenario, beginning: Beginning) -> Began:
    scenario = opened.scenario
    return Began(
        session="play",
        scenario=scenario.id,
        rules_hash=opened.rules_hash,
        whole_hash=opened.whole_hash,
        act=beginning.act or scenario.acts[0].id,
        course=beginning.course,
        seed=beginning.seed or 0,
        played=tuple(Played(role=role.id, by=beginning.bots.get(role.id, PERSON)) for role in scenario.roles),
        campaign=beginning.campaign,
        cued=beginning.cued,
    )
