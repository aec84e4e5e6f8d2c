"""A lesson in which every scene of an act is being played by some group, with something secret of every kind in each."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sim.classroom.lesson import seats, turns, words
from sim.classroom.lesson.turns import Ballot
from sim.classroom.server.tokens import digest, resume_code
from sim.engine.rules import legal, undecided
from sim.engine.seating import playable
from sim.engine.session import Session
from sim.library import OpenScenario, from_data
from sim.model.events import Chose, Event, Injected
from sim.model.ids import CHANCE, ActId, GroupId, RoleId, SeatId
from sim.model.lesson import Joined, Place
from sim.store.drafting import Draft
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.settle import settled
from sim.store.sqlite import SqliteLog
from tests.classroom.secrecy.canaries import Marks, Secret
from tests.classroom.taught import CODE, Class, convened
from tests.harness import Ticking, clock

_TRIES = 20_000
"""Turns that are played in search of scenes, at most."""
_ENOUGH = 20
"""Plays that are remembered for each scene."""


@dataclass
class Spread:
    """The lesson, and who sits where."""

    room: Class
    marks: Marks
    places: dict[SeatId, tuple[GroupId, RoleId | None]]

    def token(self, seat: SeatId) -> str:
        """Return what the browser of a seat keeps."""
        return f"token of {seat}"


def ways_to(first: Session, scenes: set[str], drawn: random.Random) -> dict[str, list[Event]]:
    """Return a play that comes to each scene: turn by turn, going on from some play that came to a scene of those known so far."""
    known: dict[str, list[tuple[Session, list[Event]]]] = {first.state.scene: [(first, [])]}
    for _ in range(_TRIES):
        if scenes <= known.keys():
            break
        session, way = drawn.choice(known[drawn.choice([*known])])
        if session.over:
            continue
        events = _moves(session, drawn)
        for event in events:
            session = settled(session.apply(session.entry(event, "facilitator", clock())), clock)
        plays = known.setdefault(session.state.scene, [])
        if len(plays) < _ENOUGH:
            plays.append((session, [*way, *events]))
        else:
            plays[drawn.randrange(_ENOUGH)] = session, [*way, *events]
    return {scene: known[scene][0][1] for scene in scenes & known.keys()}


def _moves(session: Session, drawn: random.Random) -> list[Event]:
    """Return what everybody does in one turn; now and then the facilitator releases news first, which may begin another turn."""
    machine, state = session.machine, session.state
    free = [inject for inject in machine.plans[state.scene].injects.values() if inject.id not in state.fired and inject.when is None]
    if free and drawn.random() < 0.15:
        return [Injected(inject=drawn.choice(free).id)]
    waiting = [role for role in undecided(machine, state) if role != CHANCE]
    return [Chose(role=role, option=drawn.choice(legal(machine, state, role)).id) for role in waiting]


@contextmanager
def spread(folder: Path, plain: OpenScenario, act: ActId) -> Iterator[Spread]:
    """Hold a lesson with a group at each scene of an act: two seats in the first role, one in each other, and one that watches."""
    marks, times = Marks(), Ticking()
    scenario = from_data(marks.scenario(plain.scenario), plain.corpus)
    began = convened(scenario).model_copy(update={"act": act})
    scenes = [scene.id for scene in scenario.machine.lookup.act(act).scenes]
    groups = [f"g{number}" for number in range(1, len(scenes) + 1)]
    roles = playable(scenario.machine, act)
    sitting: list[tuple[GroupId, RoleId | None]] = [(group, role) for group in groups for role in (roles[0], *roles, None)]
    places = {f"s{number}": place for number, place in enumerate(sitting, 1)}
    with SqliteLog(folder / "sessions.db") as log:
        archive = Archive(log, log.lessons())
        live = LiveLesson.convene(archive, scenario.machine, edition=scenario.edition, convened=began, code=CODE, clock=times)
        made = Spread(Class(live, archive, scenario, times), marks, places)
        live.do(lambda draft: _come(draft, made))
        live.do(lambda draft: words.permit(draft, talk=True))
        live.do(seats.start)
        ways = ways_to(live.now.sessions["g1"], {*scenes}, random.Random(act))
        assert {*scenes} == ways.keys()
        for group, way in zip(groups, ways.values(), strict=True):
            live.do(lambda draft, group=group, way=way: _walk(draft, group, way, marks))
        assert {*scenes} == {session.state.scene for session in live.now.sessions.values()}
        for act_on in (_seal, _say):
            live.do(lambda draft, act_on=act_on: [act_on(draft, made, group) for group in groups])
        yield made


def _come(draft: Draft, made: Spread) -> None:
    for seat, (group, role) in made.places.items():
        others = [other for other, place in made.places.items() if place == (group, role)]
        name = made.marks.mark(Secret("seat", seat, tuple(others)))
        token = made.token(seat)
        draft.note(Joined(seat=seat, name=name, token=digest(token), resume=digest(resume_code(token))), seat)
    seats.assign(draft, tuple(Place(seat=seat, group=group, role=role) for seat, (group, role) in made.places.items()))


def _walk(draft: Draft, group: GroupId, way: list[Event], marks: Marks) -> None:
    for event in way:
        if isinstance(event, Chose):
            reason = marks.mark(Secret("team", group, (event.role,)))
            draft.play(group, event.model_copy(update={"reason": reason}), event.role)
        else:
            draft.play(group, event, "facilitator")


def _seal(draft: Draft, made: Spread, group: GroupId) -> None:
    """Let one of the first role vote, and all others but the last decide: what is sealed stands in the play, and nobody may see it."""
    session = draft.sessions[group]
    first, *others = (seat for seat, place in made.places.items() if place[0] == group)
    for seat in (first, *others[1:-2]):
        role = made.places[seat][1]
        options = legal(session.machine, session.state, role) if role in undecided(session.machine, session.state) else ()
        if role is not None and options:
            reason = made.marks.mark(Secret("team", group, (role,)))
            turns.vote(draft, seat, Ballot(session.turn, options[-1].id, reason, "rises"))


def _say(draft: Draft, made: Spread, group: GroupId) -> None:
    """Let everybody say something to somebody, and the facilitator to whom nobody else is to hear it."""
    in_group = {seat: role for seat, (where, role) in made.places.items() if where == group and role is not None}
    roles = list(dict.fromkeys(in_group.values()))
    for place, (seat, role) in enumerate(in_group.items()):
        to = [other for other in roles if other != role][place % (len(roles) - 1)]
        marks: list[Callable[[], object]] = [
            lambda seat=seat, role=role, to=to: words.speak(draft, seat, to, made.marks.mark(Secret("team", group, (role, to)))),
            lambda seat=seat: words.speak(draft, seat, None, made.marks.mark(Secret("team", group, tuple(roles))), closed=True),
            lambda seat=seat, role=role: words.propose(
                draft, seat, draft.sessions[group].turn, made.marks.mark(Secret("team", group, (role,)))
            ),
            lambda seat=seat: words.tell(draft, made.marks.mark(Secret("seat", group, (seat,))), seat=seat),
            lambda role=role: words.tell(draft, made.marks.mark(Secret("team", group, (role,))), group=group, role=role),
        ]
        for act in marks:
            act()
    words.note(draft, made.marks.mark(Secret("note", group)))
    for proposal in [said.number for said in draft.lesson.said if said.event.kind == "proposed" and said.event.group == group]:
        asked = next(said.event for said in draft.lesson.said if said.number == proposal)
        words.answer(draft, proposal, made.marks.mark(Secret("team", group, (asked.role,))), None)
