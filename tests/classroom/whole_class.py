"""A class of forty in ten groups of the shipped scenario, played to its end in the room, for tests of what comes after."""

import random
from collections.abc import Callable
from pathlib import Path

from sim.classroom.lesson import seats, turns
from sim.classroom.lesson.turns import Ballot
from sim.classroom.server.tokens import digest
from sim.engine.rules import legal
from sim.library import OpenScenario
from sim.model.leading import Ended
from sim.model.lesson import Convened
from sim.store.drafting import Draft
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.opening import open_log
from tests.harness import Ticking

PEOPLE, GROUPS = 40, 10
Act = Callable[[Draft], object]
KEY = "the-key-of-the-class"
NAME = "whole-class"


def play_whole_class(database: Path, opened: OpenScenario, act: str = "2022", course: str = "whole", name: str = NAME) -> None:
    """Convene a lesson in a database, let everybody join and vote at random with a reason until every group has ended, and end it."""
    clock, rolls = Ticking(), random.Random(7)
    began = Convened(
        lesson=name,
        scenario=opened.scenario.id,
        rules_hash=opened.rules_hash,
        whole_hash=opened.whole_hash,
        act=act,
        course=course,
        seed=3,
        agree="majority",
        bot="reported",
        reasons=True,
        key=digest(KEY),
        ticket=digest("a ticket"),
    )
    with open_log(database) as log:
        live = LiveLesson.convene(
            Archive(log, log.lessons()), opened.machine, edition=opened.edition, convened=began, code="K7R2HX", clock=clock
        )
        live.do_all([_coming(number) for number in range(PEOPLE)])
        live.do_all([lambda draft: seats.deal(draft, GROUPS), seats.start])
        while wishes := [*_wishes(live, rolls)]:
            live.do_all(wishes)
        live.do(lambda draft: draft.note(Ended()))


def _coming(number: int) -> Act:
    return lambda draft: seats.join(draft, f"Student {number}", digest(f"token {number}"), digest(f"code {number}"))


def _wishes(live: LiveLesson, rolls: random.Random) -> list[Act]:
    found: list[Act] = []
    for seat in live.now.lesson.seats.values():
        session = live.now.sessions[seat.place.group] if seat.place else None
        role = seat.place.role if seat.place else None
        if session is not None and role is not None and not session.over:
            options = legal(session.machine, session.state, role)
            if options:
                found.append(_voting(seat.id, Ballot(session.turn, rolls.choice(options).id, "So.", "rises")))
    return found


def _voting(seat: str, ballot: Ballot) -> Act:
    return lambda draft: turns.vote(draft, seat, ballot)
