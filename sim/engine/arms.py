"""Which arm of a study a group of a lesson is in, and what holds in it.

Rule 1: pure: which group gets which arm follows from the lesson's seed and from how many groups were formed before it.
"""

from functools import cache

from sim.engine.lesson import Lesson
from sim.engine.seating import shuffled
from sim.model.arm import Agreement, Arm
from sim.model.ids import GroupId

USUAL = "usual"
"""What the one arm of a lesson is called in which no arms are compared."""


def arm_of(lesson: Lesson, group: GroupId | None) -> Arm:
    """Return what holds in a group: its arm, or what the lesson began with where it has none."""
    began = lesson.began
    playing = lesson.groups.get(group or "")
    named = playing.arm if playing else None
    return next((arm for arm in began.arms if arm.id == named), None) or _usual(began.agree, reasons=began.reasons)


@cache
def _usual(agree: Agreement, *, reasons: bool) -> Arm:
    """Return the one arm of a lesson without arms; every vote asks for it, and there are few."""
    return Arm(id=USUAL, agree=agree, reasons=reasons, talk=True)


def may_talk(lesson: Lesson, group: GroupId | None) -> bool:
    """Tell whether the roles of a group can write to each other now."""
    return lesson.talk and not lesson.ended and arm_of(lesson, group).talk


def next_arm(lesson: Lesson) -> str | None:
    """Return the arm of the group that is formed next, or None where no arms are compared.

    Arms are drawn in blocks: of as many groups in a row as there are arms, each gets one, in an order that is drawn anew for every block.
    So the arms differ by one group at most at any time, and nobody can tell beforehand which comes.
    """
    names = [arm.id for arm in lesson.began.arms]
    if not names:
        return None
    block, place = divmod(len(lesson.groups), len(names))
    return shuffled(names, f"{lesson.began.seed}/arms/{block}")[place]
