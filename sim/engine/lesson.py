"""A lesson: what follows from its log. Immutable; every entry makes a new one.

Rule 1: nothing here knows a rule of the play. Whether an option is offered, a session tells; what a vote comes to, `voting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sim.engine.calling import namesake
from sim.engine.members import Facilitator, Group, Pause, Said, Seat, Stood
from sim.errors import Illegal, InvalidLog, Missing
from sim.model.ids import GroupId, OptionId, RoleId, SeatId
from sim.model.leading import (
    Allowed,
    Answered,
    Appointed,
    Clocked,
    Continued,
    Ended,
    Erased,
    Extended,
    Intervened,
    Invited,
    Left,
    Noted,
    Paused,
    Permitted,
    Ran,
    Scheduled,
    SignedIn,
    SignedOut,
    Told,
    Withheld,
)
from sim.model.lesson import (
    Advanced,
    Consented,
    Convened,
    Formed,
    Joined,
    LessonEntry,
    LessonEvent,
    Place,
    Proposed,
    Readmitted,
    Released,
    Seated,
    Spoke,
    Voted,
    Wished,
)
from sim.model.part import Digest

MOST_SEATS = 500
"""Seats of one lesson that somebody holds, at most."""
MOST_EVER = 5_000
"""Seats of one lesson that were ever given, at most: what is released stays in its log."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson. Open it with `Lesson.open` and extend it with `apply`."""

    began: Convened
    number: int
    """Of the last entry."""
    seats: Mapping[SeatId, Seat]
    """All that ever joined, oldest first."""
    groups: Mapping[GroupId, Group]
    """Those that play, in the order in which they were formed."""
    votes: Mapping[tuple[GroupId, SeatId], Voted]
    """The latest vote of each seat; one of an earlier turn counts no more."""
    said: tuple[Said, ...] = ()
    """Oldest first."""
    answers: Mapping[int, Answered] | None = None
    """The answer to each proposal that has one, by the number of its entry."""
    withheld: frozenset[int] = frozenset()
    facilitators: tuple[Facilitator, ...] = ()
    """Those with names and passwords of their own, in the order in which they were named."""
    choosing: bool = False
    """Whether everybody may say which role they would like."""
    placed: int = 0
    """The number of the entry that last gave places; 0: none did."""
    pauses: tuple[Pause, ...] = ()
    """Oldest first; none but the last can still last."""
    talk: bool = False
    ends: str | None = None
    counted: str | None = None
    """When the facilitator first said when it ends: by then, at the latest, it had begun."""
    ended: bool = False

    @classmethod
    def open(cls, log: tuple[LessonEntry, ...]) -> Lesson:
        """Fold a log.

        Raises:
            InvalidLog: it is empty, does not begin with `convened`, has a gap, or an entry after the first is refused.

        """
        if not log or not isinstance(log[0].event, Convened):
            message = "the log of a lesson begins with one entry of kind 'convened'"
            raise InvalidLog(message, "no-beginning")
        lesson = cls(log[0].event, 1, {}, {}, {})
        for entry in log[1:]:
            lesson = lesson.apply(entry)
        return lesson

    def apply(self, entry: LessonEntry) -> Lesson:
        """Return the lesson with one more entry; this one stays as it was.

        Raises:
            InvalidLog: its number is not the next.
            Illegal: this cannot happen now.
            Missing: it names a seat, group or message that there is not.

        """
        if entry.number != self.number + 1:
            message = f"entry {entry.number} does not follow entry {self.number}"
            raise InvalidLog(message, "gap-in-log")
        return replace(_after(self, entry), number=entry.number)

    @property
    def paused(self) -> bool:
        """Whether the lesson is paused now."""
        return bool(self.pauses) and self.pauses[-1].until is None

    @property
    def places(self) -> tuple[Place, ...]:
        """Where everybody sits who has a place, in the order in which they joined."""
        return tuple(seat.place for seat in self.seats.values() if seat.place is not None)

    @property
    def late(self) -> tuple[SeatId, ...]:
        """Who has no place though a group plays already, the first of them first: they wait until somebody lets them in."""
        waits = bool(self.groups) and not self.ended
        return tuple(seat.id for seat in self.seats.values() if waits and seat.place is None and not seat.released)

    def team(self, group: GroupId, role: RoleId | None) -> tuple[SeatId, ...]:
        """Return the seats of a role in a group, the speaker first; with None, those that watch it."""
        places = (seat.place for seat in self.seats.values())
        return tuple(place.seat for place in places if place is not None and place.group == group and place.role == role)

    def vote_of(self, group: GroupId, seat: SeatId, role: RoleId | None, turn: int) -> OptionId | None:
        """Return what a seat wants its role to do in a turn, or None; what it voted for in another role or turn counts no more."""
        cast = self.votes.get((group, seat))
        return cast.option if cast is not None and (cast.role, cast.turn) == (role, turn) else None

    def votes_of(self, group: GroupId, role: RoleId, turn: int) -> dict[SeatId, OptionId]:
        """Return what each seat that voted in a role in a turn wants, also one that has left its team since."""
        cast = ((seat, self.vote_of(group, seat, role, turn)) for where, seat in self.votes if where == group)
        return {seat: option for seat, option in cast if option is not None}

    def seat(self, seat: SeatId) -> Seat:
        """Return a seat that somebody holds, or raise `Missing`."""
        found = self.seats.get(seat)
        if found is None or found.released:
            message = f"nobody has seat {seat!r} in this lesson"
            raise Missing(message, "unknown-seat")
        return found

    def group(self, group: GroupId) -> Group:
        """Return a group that plays, or raise `Missing`."""
        if group not in self.groups:
            message = f"there is no group {group!r} that plays; there are: {', '.join(self.groups) or 'none yet'}"
            raise Missing(message, "unknown-group")
        return self.groups[group]

    def holder(self, token: Digest) -> Seat | None:
        """Return the seat that a browser's token opens, or None."""
        return self.holders().get(token)

    def holders(self) -> dict[Digest, Seat]:
        """Return the seat that each browser's token opens; whoever asks often keeps it for as long as the seats are the same."""
        return {token: seat for seat in self.seats.values() if not seat.released for token in seat.tokens}

    def was_released(self, token: Digest) -> bool:
        """Tell whether a browser's token opened a seat that the facilitator released; of one that was erased nothing is known."""
        return any(token in seat.tokens and seat.released for seat in self.seats.values())

    def leader(self, token: Digest) -> Facilitator | None:
        """Return the facilitator whose console a browser's token opens, or None."""
        return next((one for one in self.facilitators if token in one.tokens), None)


def _after(lesson: Lesson, entry: LessonEntry) -> Lesson:
    """Return what a lesson becomes by an entry, but for its number."""
    event = entry.event
    match event:
        case Convened():
            message = "a lesson begins once"
            raise InvalidLog(message, "began-twice")
        case Joined() | Readmitted() | Seated() | Released() | Consented() | Wished() | Allowed() | Erased():
            return _with_seat(lesson, event)
        case Formed() | Advanced() | Clocked() | Extended():
            return _with_group(lesson, event, entry.time)
        case Voted():
            _is_placed(lesson, event.seat, event.group, event.role)
            return replace(lesson, votes={**lesson.votes, (event.group, event.seat): event})
        case Spoke() | Proposed() | Told() | Noted() | Intervened():
            if isinstance(event, Spoke | Proposed):
                _is_placed(lesson, event.seat, event.group, event.role)
            return replace(lesson, said=(*lesson.said, Said(entry.number, entry.time, event, entry.seat)))
        case Withheld() | Answered():
            return _with_answer(lesson, event)
        case _:
            return _with_order(lesson, event, entry.time)


def _with_order(lesson: Lesson, event: LessonEvent, time: str) -> Lesson:
    """Return a lesson after an order of the facilitator about the lesson as a whole."""
    match event:
        case Ran() | Paused() | Continued() | Ended():  # clocks run only where there is no pause
            left = event.left if isinstance(event, Ran | Paused) else _as_told(lesson)
            ended = lesson.ended or isinstance(event, Ended)
            return replace(lesson, pauses=_pauses(lesson, event, time), ended=ended, groups=_standing(lesson, left, time))
        case Permitted():
            return replace(lesson, talk=event.talk)
        case Invited():
            return replace(lesson, choosing=event.open)
        case Scheduled():
            return replace(lesson, ends=event.ends, counted=lesson.counted or time)
        case Appointed() | SignedIn() | SignedOut():
            return _with_facilitator(lesson, event)
        case _:  # `looked` is there to be read afterwards, and changes nothing
            return lesson


def _with_seat(lesson: Lesson, event: Joined | Readmitted | Seated | Released | Consented | Wished | Allowed | Erased) -> Lesson:
    seats = {**lesson.seats}
    match event:
        case Joined():
            _has_room(lesson, event.seat)
            given = event.given or ""
            before = namesake(given, (seat.name for seat in seats.values() if not seat.released))
            seats[event.seat] = Seat(event.seat, event.name, (event.token,), (event.resume,), given=given, namesake=before)
        case Readmitted():
            held = lesson.seat(event.seat)
            resumes = (*held.resumes[:1], *(*held.resumes[1:], event.resume)[1 - _CODES :])
            seats[event.seat] = replace(held, tokens=(*held.tokens, event.token)[-_DEVICES:], resumes=resumes)
        case Seated():
            for place in event.places:
                seats[place.seat] = replace(lesson.seat(place.seat), place=place)
        case Consented():
            seats[event.seat] = replace(lesson.seat(event.seat), consents=event.agrees)
        case Wished():
            seats[event.seat] = replace(lesson.seat(event.seat), wish=event)
        case Allowed():
            seats[event.seat] = replace(lesson.seat(event.seat), time=event.percent)
        case Erased():
            held = _ever(lesson, event.seat)
            gone = held if lesson.ended else replace(held, place=None, released=True)  # nobody can open it, and no team may wait for it
            seats[event.seat] = replace(gone, tokens=(), resumes=())
        case _:
            seats[event.seat] = replace(lesson.seat(event.seat), place=None, released=True, resumes=())
    return replace(lesson, seats=seats, placed=lesson.number + 1 if isinstance(event, Seated) else lesson.placed)


def _ever(lesson: Lesson, seat: SeatId) -> Seat:
    """Return a seat that somebody held once, or raise `Missing`."""
    if seat not in lesson.seats:
        message = f"nobody ever had seat {seat!r} in this lesson"
        raise Missing(message, "unknown-seat")
    return lesson.seats[seat]


def _has_room(lesson: Lesson, seat: SeatId) -> None:
    """Refuse a seat that is taken, or one more than a lesson has."""
    if seat in lesson.seats:
        message = f"seat {seat} is taken"
    elif sum(not held.released for held in lesson.seats.values()) >= MOST_SEATS:
        message = f"a lesson has at most {MOST_SEATS} seats at once; the facilitator can release those that nobody should have"
    elif len(lesson.seats) >= MOST_EVER:
        message = f"this lesson has given {MOST_EVER} seats, more than it can; the facilitator has to begin another"
    else:
        return
    raise Illegal(message, "no-seat")


_DEVICES = 3
"""Devices on which one seat is open; a further one closes the oldest."""
_CODES = 16
"""Codes with which its holder comes back, at most: the first, which somebody may have written down, and the latest."""


def _with_facilitator(lesson: Lesson, event: Appointed | SignedIn | SignedOut) -> Lesson:
    known = {one.seat: one for one in lesson.facilitators}
    if isinstance(event, Appointed):
        known[event.seat] = Facilitator(event.seat, event.name, event.key)
    elif event.seat not in known:
        message = f"there is no facilitator {event.seat!r} in this lesson"
        raise Missing(message, "unknown-facilitator")
    elif isinstance(event, SignedIn):
        held = known[event.seat]
        known[event.seat] = replace(held, tokens=(*held.tokens, event.token)[-_DEVICES:])
    else:
        known[event.seat] = replace(known[event.seat], tokens=())
    return replace(lesson, facilitators=tuple(known.values()))


def _with_group(lesson: Lesson, event: Formed | Advanced | Clocked | Extended, time: str) -> Lesson:
    if isinstance(event, Formed):
        if event.group in lesson.groups:
            message = f"group {event.group} plays already"
            raise Illegal(message, "group-plays")
        return replace(
            lesson, groups={**lesson.groups, event.group: Group(event.group, event.session, arm=event.arm, instead=event.instead)}
        )
    group = lesson.group(event.group)
    match event:
        case Advanced():
            changed = replace(group, entries=event.to)
        case Clocked():
            stood = Stood(1000 * event.seconds, 0, time) if event.seconds else None
            changed = replace(group, clock=event if stood else None, more=0, stood=stood)
        case _:
            changed = replace(group, more=group.more + event.seconds)
    return replace(lesson, groups={**lesson.groups, event.group: changed})


def _pauses(lesson: Lesson, event: Ran | Paused | Continued | Ended, time: str) -> tuple[Pause, ...]:
    """Return the pauses of a lesson after one begins, or whatever ends the one that lasts."""
    before = (*lesson.pauses[:-1], replace(lesson.pauses[-1], until=time)) if lesson.paused else lesson.pauses
    return (*before, Pause(time)) if isinstance(event, Paused) else before


def _standing(lesson: Lesson, told: Iterable[Left], time: str) -> Mapping[GroupId, Group]:
    """Return the groups with their clocks as they stood at a time."""
    found = [(lesson.group(left.group), left.milliseconds) for left in told]
    return {**lesson.groups, **{group.id: replace(group, stood=Stood(left, group.more, time)) for group, left in found}}


def _as_told(lesson: Lesson) -> Iterable[Left]:
    """Return what every clock has left that stood in a pause."""
    return (Left(group=group.id, milliseconds=group.left) for group in lesson.groups.values() if lesson.paused and group.clock is not None)


def _with_answer(lesson: Lesson, event: Withheld | Answered) -> Lesson:
    wanted, number = (Spoke, event.message) if isinstance(event, Withheld) else (Proposed, event.proposal)
    if not any(said.number == number and isinstance(said.event, wanted) for said in lesson.said):
        message = f"entry {number} of this lesson is no {'message' if wanted is Spoke else 'proposal'}"
        raise Missing(message, "unknown-message")
    if isinstance(event, Withheld):
        return replace(lesson, withheld=lesson.withheld | {number})
    return replace(lesson, answers={**(lesson.answers or {}), number: event})


def _is_placed(lesson: Lesson, seat: SeatId, group: GroupId, role: RoleId) -> None:
    place = lesson.seat(seat).place
    if place is None or (place.group, place.role) != (group, role):
        message = f"seat {seat} does not sit at {role} in group {group}"
        raise Illegal(message, "not-your-seat")
