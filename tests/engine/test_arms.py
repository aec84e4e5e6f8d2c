"""The arms of a study: which group gets which, and what holds in it."""

from collections import Counter

import pytest

from sim.engine.arms import USUAL, arm_of, may_talk, next_arm
from sim.engine.lesson import Lesson
from sim.model.arm import Arm
from sim.model.leading import Ended, Permitted
from sim.model.lesson import Formed, LessonEntry, LessonEvent
from tests.engine.test_lesson import CONVENED, TIME

LOUD = Arm(id="loud", agree="majority", reasons=True, talk=True)
QUIET = Arm(id="quiet", agree="speaker", reasons=False, talk=False)
THIRD = Arm(id="third", agree="speaker", reasons=True, talk=True)


def lesson(*events: LessonEvent, arms: tuple[Arm, ...] = (), seed: int = 1) -> Lesson:
    """Return a lesson in which this has happened."""
    began = CONVENED.model_copy(update={"arms": arms, "seed": seed})
    return Lesson.open(
        tuple(LessonEntry(number=n, time=TIME, seat="facilitator", event=event) for n, event in enumerate((began, *events), 1))
    )


def formed(count: int, arms: tuple[Arm, ...], seed: int) -> tuple[str, ...]:
    """Return the arms of this many groups that are formed one after another."""
    found: list[LessonEvent] = []
    for number in range(count):
        arm = next_arm(lesson(*found, arms=arms, seed=seed))
        found.append(Formed(group=f"g{number + 1}", session=f"s{number}", arm=arm))
    return tuple(event.arm or "" for event in found if isinstance(event, Formed))


def test_without_a_study_a_group_has_what_the_lesson_began_with() -> None:
    """No arm is drawn, and the usual one says what the first entry says."""
    plain = lesson(Formed(group="g1", session="s1"))

    assert next_arm(plain) is None
    assert Arm(id=USUAL, agree="majority", reasons=True, talk=True) == arm_of(plain, "g1") == arm_of(plain, None)


def test_a_group_has_what_its_arm_says() -> None:
    """How it decides, whether reasons are asked for and whether it can write follow from the arm that its entry names."""
    study = lesson(Formed(group="g1", session="s1", arm="quiet"), Formed(group="g2", session="s2", arm="loud"), arms=(LOUD, QUIET))

    assert (QUIET, LOUD) == (arm_of(study, "g1"), arm_of(study, "g2"))


@pytest.mark.parametrize(("event", "expected"), [(Permitted(talk=True), (False, True)), (Permitted(talk=False), (False, False))])
def test_an_arm_without_talk_never_talks(event: LessonEvent, expected: tuple[bool, bool]) -> None:
    """The facilitator opens messages for the groups whose arm has them, and for no other."""
    study = lesson(Formed(group="g1", session="s1", arm="quiet"), Formed(group="g2", session="s2", arm="loud"), event, arms=(LOUD, QUIET))

    assert expected == (may_talk(study, "g1"), may_talk(study, "g2"))


def test_after_the_end_nobody_talks() -> None:
    """Opened messages are closed when the lesson is over."""
    assert not may_talk(lesson(Permitted(talk=True), Ended()), None)


@pytest.mark.parametrize("seed", range(20))
def test_arms_differ_by_one_group_at_most(seed: int) -> None:
    """Of any number of groups formed so far, no arm has two more than another."""
    drawn = formed(10, (LOUD, QUIET, THIRD), seed)

    for count in range(1, 11):
        so_far = Counter({"loud": 0, "quiet": 0, "third": 0}) | Counter(drawn[:count])
        assert max(so_far.values()) - min([so_far[name] for name in ("loud", "quiet", "third")]) <= 1


def test_which_arm_comes_follows_from_the_seed_and_from_nothing_else() -> None:
    """The same seed draws the same; over many seeds each arm comes first about as often."""
    first = Counter(formed(1, (LOUD, QUIET, THIRD), seed)[0] for seed in range(300))

    assert formed(9, (LOUD, QUIET, THIRD), 5) == formed(9, (LOUD, QUIET, THIRD), 5)
    assert all(70 <= first[name] <= 130 for name in ("loud", "quiet", "third"))
