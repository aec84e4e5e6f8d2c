"""Lessons of a small play that can be worked out: two turns, chance, and two people in each group."""

from sim.classroom.lesson import seats
from sim.library import from_data
from sim.model.leading import Ended
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from tests import small
from tests.analysis.solve.games import crossing
from tests.classroom.taught import Class, coming, convened, placing
from tests.classroom.written import wanting
from tests.harness import Ticking

SCENARIO = from_data(crossing(), small.corpus())


def cross(archive: Archive, clock: Ticking, name: str, code: str, groups: int = 1) -> Class:
    """Hold a lesson in which every group plays to its end, and end it."""
    began = convened(SCENARIO).model_copy(update={"lesson": name})
    live = LiveLesson.convene(archive, SCENARIO.machine, edition=SCENARIO.edition, convened=began, code=code, clock=clock)
    room = Class(live, archive, SCENARIO, clock)
    people = range(1, 2 * groups + 1)
    room.do(*(coming(f"Student {number}") for number in people))
    room.do(placing(**{f"s{number}": f"g{(number + 1) // 2} {('south', 'north')[number % 2]}" for number in people}), seats.start)
    north, south = [f"s{number}" for number in people[::2]], [f"s{number}" for number in people[1::2]]
    room.do(*(wanting(seat, "wait", 1) for seat in north))
    room.do(*(wanting(seat, "cross", 2) for seat in north), *(wanting(seat, "cut", 2) for seat in south))
    room.do(lambda draft: draft.note(Ended()))
    return room
