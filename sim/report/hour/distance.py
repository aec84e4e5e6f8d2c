"""How far a play is from the reported course, turn by turn, and how expectations compare with what came: counted, never weighed."""

from collections.abc import Iterator

from sim.report.hour.debriefed import Distance, Foreseen
from sim.report.review import Review, ReviewedTurn

_TENSION = "tension"
"""The indicator of which an expectation speaks."""


def distances(review: Review) -> tuple[Distance, ...]:
    """Return how far a play that has ended is from the reported course at the end of each turn of its last act."""
    if review.reported is None or not review.reported.stops:
        return ()
    return tuple(_distances(review, {stop.scene for stop in review.reported.stops}, followed=review.reported.left is None))


def _distances(review: Review, course: set[str], *, followed: bool) -> Iterator[Distance]:
    compared = differing = elsewhere = 0
    for turn in review.turns:
        if turn.number < review.acts[-1].first:
            continue
        told = [entry for entry in turn.decisions if entry.chosen and any(option.reported for option in entry.options)]
        compared += len(told)
        differing += sum(1 for entry in told if entry.differs)
        beyond = followed and turn.scene not in course  # nothing is reported that it could have left
        elsewhere += turn.scene not in course and not beyond
        yield Distance(
            turn=turn.number,
            heading=turn.heading,
            on_course=turn.scene in course,
            compared=compared,
            differing=differing,
            elsewhere=elsewhere,
            beyond=beyond,
        )


def expectations(review: Review) -> tuple[Foreseen, ...]:
    """Return what roles expected of the tension, and what it did in that turn; nothing in a scenario without tension."""
    values = next((row.values for row in review.indicators if row.id == _TENSION), None)
    if values is None or not review.ended:
        return ()
    return tuple(found for place, turn in enumerate(review.turns) for found in _expectations(turn, values[place], values[place + 1]))


def _expectations(turn: ReviewedTurn, before: int, after: int) -> Iterator[Foreseen]:
    for entry in turn.decisions:
        if entry.expectation is not None:
            yield Foreseen(
                turn=turn.number,
                heading=turn.heading,
                role=entry.role,
                name=entry.name,
                expected=entry.expectation,
                before=before,
                after=after,
            )
