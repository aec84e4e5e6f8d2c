"""The facilitator's orders: each a form of `protocol` and what it does to a lesson, in one table.

Rule 1: whatever an order does stands in the log of the lesson.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sim.classroom import seats, turns, words
from sim.classroom.protocol import (
    AnswerForm,
    ClockForm,
    DealForm,
    DecideForm,
    Form,
    GroupForm,
    InjectForm,
    ListForm,
    MinutesForm,
    NumberForm,
    PlaceForm,
    SeatForm,
    TellForm,
    WordsForm,
    read_form,
)
from sim.model.lesson import Looked, Place
from sim.store.live_lesson import Draft


def _deal(draft: Draft, body: bytes) -> None:
    seats.deal(draft, read_form(DealForm, body).groups or None)


def _place(draft: Draft, body: bytes) -> None:
    form = read_form(PlaceForm, body)
    seats.assign(draft, (Place(seat=form.seat, group=form.group, role=form.role),))


def _list(draft: Draft, body: bytes) -> None:
    seats.assign(draft, seats.from_list(draft.lesson, read_form(ListForm, body).places))


def _release(draft: Draft, body: bytes) -> None:
    seats.release(draft, read_form(SeatForm, body).seat)


def _force(draft: Draft, body: bytes) -> None:
    form = read_form(GroupForm, body)
    turns.force(draft, form.group, form.turn, form.reason)


def _decide(draft: Draft, body: bytes) -> None:
    form = read_form(DecideForm, body)
    turns.decide(draft, form.group, form.role, form.turn, form.option, form.reason)


def _inject(draft: Draft, body: bytes) -> None:
    form = read_form(InjectForm, body)
    turns.release_inject(draft, form.group, form.inject)


def _clock(draft: Draft, body: bytes) -> None:
    form = read_form(ClockForm, body)
    for group in (form.group,) if form.group else tuple(draft.lesson.groups):
        turns.set_clock(draft, group, form.seconds)


def _rewind(draft: Draft, body: bytes) -> None:
    form = read_form(GroupForm, body)
    turns.rewind(draft, form.group, form.turn, form.reason)


def _proceed(draft: Draft, body: bytes) -> None:
    turns.proceed(draft, read_form(GroupForm, body).group)


def _look(draft: Draft, body: bytes) -> None:
    draft.note(Looked(group=draft.lesson.group(read_form(GroupForm, body).group).id))


def _tell(draft: Draft, body: bytes) -> None:
    form = read_form(TellForm, body)
    words.tell(draft, form.words, form.group, form.role, form.seat)


def _answer(draft: Draft, body: bytes) -> None:
    form = read_form(AnswerForm, body)
    words.answer(draft, form.proposal, form.words, form.option)


def _schedule(draft: Draft, body: bytes) -> None:
    ends = datetime.now(UTC) + timedelta(minutes=read_form(MinutesForm, body).minutes)
    words.schedule(draft, ends.isoformat(timespec="seconds").replace("+00:00", "Z"))


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
    "start": _plain(seats.start),
    "pause": _plain(words.pause),
    "resume": _plain(words.go_on),
    "end": _plain(words.end),
    "force": _force,
    "decide": _decide,
    "inject": _inject,
    "clock": _clock,
    "rewind": _rewind,
    "proceed": _proceed,
    "look": _look,
    "talk": lambda draft, body: words.permit(draft, talk=read_form(WordsForm, body).words == "on"),
    "withhold": lambda draft, body: words.withhold(draft, read_form(NumberForm, body).message),
    "tell": _tell,
    "note": lambda draft, body: words.note(draft, read_form(WordsForm, body).words),
    "answer": _answer,
    "schedule": _schedule,
}
"""Every order, by the last part of its address."""
