"""The debrief, computed: from plays, and what a lesson adds to them, to the value that every format writes.

Rule 1: with pseudonyms no name that was given leaves here: sessions get labels, and names in what people wrote are replaced.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sim.engine.counting import counted
from sim.engine.session import Session
from sim.model.events import Chose, Rewound
from sim.model.grounds import Grounds
from sim.model.ids import RoleId
from sim.model.lesson_view import ShownJudged
from sim.report.debrief import review
from sim.report.hour.compared import compared
from sim.report.hour.debriefed import ActMattered, Debrief, DebriefedPlay, DecidedAt, Remark, Return
from sim.report.hour.distance import distances, expectations
from sim.report.hour.names import replaced
from sim.report.hour.pivots import Notice, mattered_in
from sim.report.hour.questions import checks, questions
from sim.report.hour.storymap import story_maps
from sim.report.judgements import without_judgements
from sim.report.reading import ReviewedReading
from sim.report.review import Review, ReviewedDecision, ReviewedTurn
from sim.report.turns import finished, unresolved

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Given:
    """One play, and what is known around it."""

    session: Session
    grounds: Grounds
    ours: bool
    """Whether the scenario came with the program."""
    label: str
    """What the play is called in the debrief; its session's name where names are wanted."""
    closed: bool = False
    """Whether nobody goes on with it, because its lesson is over; then it is opened as it stands."""
    remarks: tuple[Remark, ...] = ()
    """Messages between roles, votes and forks, oldest first."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names of people that may stand in what was written, each with what takes its place; empty where names are wanted."""
    teams: Mapping[RoleId, int] = field(default_factory=dict)
    """How many people have each role; empty where no class played."""
    judged: bool = True
    """Whether it is told what each role judged; where a class played, only counts of all groups are, once its lesson is over."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a debrief is to be made."""

    named: bool = False
    """Whether plays keep their own names."""
    figures: bool = True
    """Whether it is computed what mattered; without it the debrief has no such chapter."""
    check: bool | None = None
    """Whether every number of the author's is tried; None: where that takes no more than a moment."""
    notice: Notice | None = None
    """Told how far trying has come; true stops."""
    mattered: tuple[tuple[ActMattered, ...], ...] | None = None
    """Of each play what mattered, where that was computed before; None: it is computed now."""


def debrief(plays: Sequence[Given], earlier: Sequence[Session] = (), wish: Wish | None = None) -> Debrief:
    """Return the debrief of plays of one scenario.

    Args:
        plays: one or more, in the order in which they are told.
        earlier: plays of the same scenario by others, which are only counted.
        wish: how it is to be made; absent: with pseudonyms, checked where that is quick.

    """
    wanted = wish or Wish()
    sessions = [given.session for given in plays]
    mattered = wanted.mattered
    if mattered is None:
        mattered = mattered_in(sessions, check=wanted.check, notice=wanted.notice) if wanted.figures else ((),) * len(plays)
    told = tuple(_play(given, found, named=wanted.named) for given, found in zip(plays, mattered, strict=True))
    ended = [(given.label, given.session) for given in plays if given.session.over]
    return Debrief(
        title=told[0].review.title,
        plays=told,
        compared=compared(ended, earlier) if ended else (),
        named=wanted.named,
        judged=_judged(plays),
    )


def _judged(plays: Sequence[Given]) -> tuple[ShownJudged, ...]:
    """Return how a class judged claims; of one group alone nothing, because two pages would then tell what the rest judged."""
    if len(plays) == 1 or any(given.judged or not given.closed for given in plays):
        return ()
    return counted({given.label: given.session for given in plays}, plays[0].session.machine)


def _play(given: Given, mattered: tuple[ActMattered, ...], *, named: bool) -> DebriefedPlay:
    session = given.session
    closed = given.closed and not session.over
    account = review(session, given.grounds, ours=given.ours, closed=closed)
    names = given.names if named else {session.began.session: given.label, **given.names}
    account = _renamed(account, names)
    account = account if named else account.model_copy(update={"session": given.label, "forked_from": None})
    expected = expectations(account)
    return DebriefedPlay(
        label=given.label,
        review=account if given.judged else without_judgements(account),
        closed=closed,
        unresolved=tuple(_decision(entry, names) for entry in unresolved(session, given.grounds)) if closed else (),
        minutes=_minutes(session),
        maps=story_maps(session, closed=closed),
        decided=_decided(session),
        distance=distances(account),
        mattered=mattered,
        expectations=expected,
        returns=_returns(session),
        remarks=tuple(
            remark.model_copy(update={"by": replaced(remark.by, names), "text": replaced(remark.text, names)}) for remark in given.remarks
        ),
        teams=tuple((role, count) for role, count in given.teams.items() if count > 1),
        questions=questions(account, expected, mattered),
        checks=checks(account),
    )


def _renamed(account: Review, names: Mapping[str, str]) -> Review:
    """Return an account in which people's own words hold no name that is to be replaced."""
    turns = tuple(_turn(turn, names) for turn in account.turns)
    return account.model_copy(update={"turns": turns, "readings": tuple(_reading(one, names) for one in account.readings)})


def _reading(one: ReviewedReading, names: Mapping[str, str]) -> ReviewedReading:
    marked = tuple(mark.model_copy(update={"words": replaced(mark.words, names)}) for mark in one.marked)
    return one.model_copy(update={"marked": marked})


def _turn(turn: ReviewedTurn, names: Mapping[str, str]) -> ReviewedTurn:
    return turn.model_copy(update={"decisions": tuple(_decision(entry, names) for entry in turn.decisions)})


def _decision(entry: ReviewedDecision, names: Mapping[str, str]) -> ReviewedDecision:
    return entry.model_copy(update={"reason": replaced(entry.reason, names)}) if entry.reason else entry


def _minutes(session: Session) -> tuple[int, ...]:
    first = datetime.fromisoformat(session.log[0].time)
    ends = (datetime.fromisoformat(session.kept[until - 1].time) for _, until in finished(session))
    return tuple(max(int((end - first).total_seconds()) // _MINUTE, 0) for end in ends)


def _decided(session: Session) -> tuple[DecidedAt, ...]:
    return tuple(
        DecidedAt(turn=turn.number, role=entry.event.role, time=entry.time)
        for turn, until in finished(session)
        for entry in session.kept[turn.steps : until]
        if isinstance(entry.event, Chose) and entry.seat == entry.event.role
    )


def _returns(session: Session) -> tuple[Return, ...]:
    names = session.machine.lookup.names
    return tuple(
        Return(left=entry.turn, to=entry.event.to, by=names.get(entry.seat, entry.seat))
        for entry in session.log
        if isinstance(entry.event, Rewound)
    )
