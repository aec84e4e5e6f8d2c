"""The facilitator's orders: each a form of `protocol` and what it does to a lesson, in one table.

Rule 1: whatever an order does stands in the log of the lesson.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sim.classroom.lesson import clocks, forking, guards, lists, players, seats, turns, words
from sim.classroom.server import passwords
from sim.classroom.web import slips
from sim.classroom.web.protocol import (
    AnswerForm,
    ClockForm,
    DealForm,
    DecideForm,
    ExtendForm,
    ForkForm,
    Form,
    GroupForm,
    InjectForm,
    ListForm,
    MinutesForm,
    NumberForm,
    PlaceForm,
    ReasonForm,
    RewindForm,
    SeatForm,
    SwitchForm,
    TellForm,
    TimeForm,
    WaitingForm,
    WordsForm,
    read_form,
    read_key,
)
from sim.engine.seating import stands
from sim.errors import Missing, Stale
from sim.model.ids import NEW_GROUP, SeatId
from sim.model.leading import FACILITATOR, Looked
from sim.store.drafting import Asked, Draft


def _deal(draft: Draft, body: bytes) -> None:
    form = read_form(DealForm, body)
    _must_be_as_seen(form.seen, draft.lesson.placed, "places were given")
    seats.deal(draft, form.groups or None, as_wished=form.by == "wish")


def _place(draft: Draft, body: bytes) -> None:
    form = read_form(PlaceForm, body)
    seats.move(draft, form.seat, None if form.group == NEW_GROUP else form.group, form.role)


def _list(draft: Draft, body: bytes) -> None:
    text = read_form(ListForm, body).places
    seats.assign(draft, lists.from_list(draft.lesson, draft.sessions, draft.machine, text))


def _release(draft: Draft, body: bytes) -> None:
    seats.release(draft, read_form(SeatForm, body).seat)


def _force(draft: Draft, body: bytes) -> None:
    form = read_form(ReasonForm, body)
    turns.force(draft, form.group, form.turn, form.reason)


def _decide(draft: Draft, body: bytes) -> None:
    form = read_form(DecideForm, body)
    turns.decide(draft, form.group, form.role, form.turn, form.option, form.reason)


def _inject(draft: Draft, body: bytes) -> None:
    form = read_form(InjectForm, body)
    turns.release_inject(draft, form.group, form.inject)


def _clock(draft: Draft, body: bytes) -> None:
    form = read_form(ClockForm, body)
    playing = [group for group in draft.lesson.groups if not stands(draft.lesson, draft.sessions, group)]
    for group in (form.group,) if form.group else playing:
        turns.set_clock(draft, group, form.seconds)


def _extend(draft: Draft, body: bytes) -> None:
    form = read_form(ExtendForm, body)
    guards.must_be_turn(draft, form.group, form.turn)
    held = draft.lesson.group(form.group)
    _must_be_as_seen(form.seen, held.clock.seconds + held.more if held.clock else 0, "the clock was set or given more time")
    clocks.extend(draft, form.group, form.turn, form.seconds)


def _time(draft: Draft, body: bytes) -> None:
    form = read_form(TimeForm, body)
    clocks.allow(draft, form.seat, form.percent)


def _fork(draft: Draft, body: bytes) -> None:
    form = read_form(ForkForm, body)
    _must_be_as_seen(form.seen, len(draft.lesson.groups), "a new group has begun")
    forking.fork(draft, form.group, form.turn, form.reason, half=form.who == "half")


def _rewind(draft: Draft, body: bytes) -> None:
    form = read_form(RewindForm, body)
    draft.lesson.group(form.group)
    _must_be_as_seen(form.seen, draft.sessions[form.group].turn, "the group has come to another turn")
    turns.rewind(draft, form.group, form.turn, form.reason)


def _bots(draft: Draft, body: bytes) -> None:
    players.leave_to_bots(draft, read_form(GroupForm, body).group)


def _proceed(draft: Draft, body: bytes) -> None:
    turns.proceed(draft, read_form(GroupForm, body).group)


def _look(draft: Draft, body: bytes) -> None:
    draft.note(Looked(group=draft.lesson.group(read_form(GroupForm, body).group).id))


def _tell(draft: Draft, body: bytes) -> None:
    form = read_form(TellForm, body)
    words.tell(draft, form.words, form.group, form.role, form.seat, news=form.news is not None)


def _answer(draft: Draft, body: bytes) -> None:
    form = read_form(AnswerForm, body)
    words.answer(draft, form.proposal, form.words, form.option)


def _schedule(draft: Draft, body: bytes) -> None:
    ends = datetime.now(UTC) + timedelta(minutes=read_form(MinutesForm, body).minutes)
    words.schedule(draft, ends.isoformat(timespec="seconds").replace("+00:00", "Z"))


def _let_in(draft: Draft, body: bytes) -> None:
    seats.let_in(draft, read_form(WaitingForm, body).seat)


def _turn_away(draft: Draft, body: bytes) -> None:
    seats.turn_away(draft, read_form(WaitingForm, body).seat)


def _must_be_as_seen(seen: int | None, now: int, otherwise: str) -> None:
    """Refuse an order that was given before another of its kind was carried out: of two who give it at once the second is told."""
    if seen is not None and seen != now:
        message = f"{otherwise} since you looked; look again, and give the order anew if it is still wanted"
        raise Stale(message, "stale-order")


def _plain(act: Callable[[Draft], None]) -> Callable[[Draft, bytes], None]:
    def done(draft: Draft, body: bytes) -> None:
        read_form(Form, body)
        act(draft)

    return done


ORDERS: dict[str, Callable[[Draft, bytes], None]] = {
    "deal": _deal,
    "place": _place,
    "list": _list,
    "release": _release,
    "let-in": _let_in,
    "turn-away": _turn_away,
    "start": _plain(seats.start),
    "pause": _plain(words.pause),
    "resume": _plain(words.go_on),
    "end": _plain(words.end),
    "force": _force,
    "decide": _decide,
    "inject": _inject,
    "clock": _clock,
    "extend": _extend,
    "time": _time,
    "rewind": _rewind,
    "fork": _fork,
    "proceed": _proceed,
    "bots": _bots,
    "look": _look,
    "wishes": lambda draft, body: seats.invite(draft, choosing=read_form(SwitchForm, body).words == "on"),
    "talk": lambda draft, body: words.permit(draft, talk=read_form(SwitchForm, body).words == "on"),
    "withhold": lambda draft, body: words.withhold(draft, read_form(NumberForm, body).message),
    "tell": _tell,
    "note": lambda draft, body: words.note(draft, read_form(WordsForm, body).words),
    "answer": _answer,
    "schedule": _schedule,
    "tables": slips.begin,
    "cards": slips.hand_in,
    "by": slips.play_by,
    "sign-out": _plain(passwords.sign_out),
}
"""Every order, by the last part of its address."""


def ordered(name: str, body: bytes, by: SeatId = FACILITATOR) -> Callable[[Draft], None]:
    """Return what an order does when it is carried out: once, however often it comes under its key.

    Args:
        name: which order.
        body: the form.
        by: which facilitator gives it, as the log names them.

    Raises:
        Missing: there is no such order.

    """
    act = ORDERS.get(name)
    if act is None:
        message = "there is no such order"
        raise Missing(message, "unknown-order")

    def done(draft: Draft) -> None:
        key = read_key(body)
        if not draft.answered(by, key):
            with draft.acting(Asked(by, key)):
                act(draft, body)

    return done
