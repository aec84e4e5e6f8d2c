"""How long a turn of a group is, where some of those who decide were given more time than others.

Rule 1: everybody in the group has the longest of these times, and sees one clock: nobody can tell from it who was given more, or that
anybody was. For the same reason a clock is not shortened when a seat has decided.
"""

from sim.engine.lesson import Lesson
from sim.engine.rules import undecided
from sim.engine.session import Session
from sim.model.ids import GroupId
from sim.model.leading import USUAL_TIME

LONGEST = 86_400
"""Seconds of a turn, at most."""


def lengthened(lesson: Lesson, session: Session, group: GroupId, seconds: int) -> int:
    """Return how long the current turn of a group is, in seconds; 0 where somebody decides in it without a limit.

    Args:
        lesson: the lesson.
        session: of the group.
        group: which.
        seconds: how long a turn is for those who were given no more.

    """
    deciding = undecided(session.machine, session.state)
    percents = [lesson.seats[seat].time for role in deciding for seat in lesson.team(group, role)]
    return 0 if 0 in percents else min(LONGEST, seconds * max([USUAL_TIME, *percents]) // USUAL_TIME)
