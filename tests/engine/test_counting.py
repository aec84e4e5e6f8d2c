"""How a class judged claims, told so that it speaks of nobody."""

import pytest

from sim.engine.counting import LEAST, judged
from sim.engine.lesson import Lesson
from sim.engine.session import Session
from sim.model.events import Judged, Support
from sim.model.leading import Ended
from sim.model.lesson import LessonEntry
from tests.engine import council
from tests.engine.test_lesson import CONVENED, TIME
from tests.harness import Table

MACHINE = council.machine()


def lesson(*, ended: bool = True) -> Lesson:
    """Return a lesson."""
    entries = (LessonEntry(number=1, time=TIME, seat="facilitator", event=CONVENED),)
    return Lesson.open((*entries, LessonEntry(number=2, time=TIME, seat="facilitator", event=Ended())) if ended else entries)


def said(*supports: Support) -> Session:
    """Return a play in which the north judged the first claim, and thought it over."""
    table = Table(MACHINE)
    for support in supports:
        table = table.play(Judged(role="north", scene="meeting", support=support), "north")
    return table.session


@pytest.mark.parametrize(("there", "told"), [(1, {}), (4, {}), (5, {"well": 5}), (9, {"well": 5}), (10, {"well": 10}), (12, {"well": 10})])
def test_a_count_is_told_in_fives(there: int, told: dict[str, int]) -> None:
    """Fewer than five judgements are not told, and more of them in whole fives."""
    sessions = {f"g{number}": said("well") for number in range(there)}
    found = judged(lesson(), sessions, MACHINE)

    assert told == (dict(found[0].counts) if found else {})


def test_what_is_told_is_of_a_claim() -> None:
    """A claim is told with its scene, and each judgement of it that five share."""
    sessions = {f"g{number}": said("well" if number < 6 else "partly" if number < 13 else "poorly") for number in range(17)}
    (claim,) = judged(lesson(), sessions, MACHINE)

    assert ("meeting", "The letter says that the bridge was closed.", (("well", 5), ("partly", 5))) == (
        claim.scene,
        claim.claim,
        claim.counts,
    )


def test_only_the_last_judgement_of_a_role_counts() -> None:
    """Whoever thinks a claim over is counted once."""
    sessions = {f"g{number}": said("poorly", "well") for number in range(5)}
    (claim,) = judged(lesson(), sessions, MACHINE)

    assert (("well", 5),) == claim.counts


def test_nothing_is_told_before_the_end() -> None:
    """While the lesson goes on there is no count that a later one could be held against."""
    sessions = {f"g{number}": said("well") for number in range(10)}

    assert () == judged(lesson(ended=False), sessions, MACHINE)


def test_no_two_counts_differ_by_fewer_than_five() -> None:
    """Whatever was judged, what is told, and what two claims or two classes differ by, is nothing or at least five."""
    classes = ({f"g{number}": said("well") for number in range(there)} for there in range(0, 30, 3))
    told = {count for sessions in classes for claim in judged(lesson(), sessions, MACHINE) for _, count in claim.counts}

    assert all(one == other or abs(one - other) >= LEAST for one in {0, *told} for other in told)
