"""A lesson in which people have chosen, given reasons and written to each other, for tests of what is done with it afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.classroom.lesson import seats, turns, words
from sim.classroom.lesson.turns import Ballot
from sim.store.drafting import Draft
from tests.classroom.taught import Class, held, placing

ANA = "Anabel Xyzzy"
"""A name that stands nowhere else."""


def wanting(seat: str, option: str, turn: int, reason: str | None = None) -> Callable[[Draft], object]:
    """Return a vote."""
    return lambda draft: turns.vote(draft, seat, Ballot(turn, option, reason, "rises"))


@contextmanager
def written(folder: Path) -> Iterator[Class]:
    """Hold a lesson of three people in one group, up to the second turn of their play."""
    with held(folder) as made:
        made.come(ANA, "Ben", "Cem")
        made.do(placing(s1="g1 north", s2="g1 north", s3="g1 south"), seats.start, lambda draft: words.permit(draft, talk=True))
        made.do(
            lambda draft: words.speak(draft, "s1", "south", "=1+1 is my formula"),
            lambda draft: words.speak(draft, "s3", None, f"I agree with {ANA}."),
            lambda draft: words.propose(draft, "s1", 1, "We would rather phone them."),
            lambda draft: words.note(draft, "anabel xyzzy was quick."),
            lambda draft: words.tell(draft, "You may speak.", seat="s1"),
        )
        made.do(
            wanting("s1", "open", 1),
            wanting("s1", "block", 1, "My secret reason"),
            wanting("s2", "block", 1, f"As {ANA} says"),
            wanting("s3", "wait", 1),
        )
        yield made
