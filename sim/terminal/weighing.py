"""What the line mode says of a claim to weigh before a decision, and of what the documents leave out.

Rule 1: how many publishers there are, and what comes from outside, is said only after the role has judged.
Rule 2: no judgement is called right or wrong.
"""

from collections.abc import Iterable, Iterator
from typing import get_args

from sim.model.events import Support
from sim.model.view import ShownConflict, ShownExercise, ShownNote, ShownPassage
from sim.report.outline import Element, Heading, Item, Paragraph, prose
from sim.report.outside import unsourced
from sim.report.prose import one_line
from sim.report.wording import publishers, sentence, supported
from sim.terminal.cited import Passages

SUPPORTS: tuple[Support, ...] = get_args(Support)
"""How a claim can be judged, in the order of the numbers under which it is offered."""


def judgement(typed: str) -> Support | None:
    """Return what a person typed as a judgement, by its number or its word; None if it is neither."""
    word = "-".join(typed.lower().split())
    offered = {str(number): support for number, support in enumerate(SUPPORTS, 1)} | {support: support for support in SUPPORTS}
    return offered.get(word)


def says(passage: ShownPassage, words: str) -> bool:
    """Tell whether words stand in a passage or just before or after it, capitals or not."""
    told = one_line(" ".join((*passage.before, passage.sentence, *passage.after)))
    return one_line(words).casefold() in told.casefold()


def claim(exercise: ShownExercise, cites: Passages) -> Iterator[Element]:
    """Yield a claim with the passages to judge it by, and what follows from the judgement if there is one."""
    yield Heading(3, "A claim to weigh before you decide")
    yield from prose(exercise.claim)
    yield from cites.quote(exercise.passages, "this claim", alone=exercise.support is None)
    if exercise.support is None:
        yield ways()
        return
    yield from _standing(exercise)


def ways() -> Paragraph:
    """Return how a claim can be judged."""
    offered = ", ".join(f"j {number} {supported(support)}" for number, support in enumerate(SUPPORTS, 1))
    return Paragraph(f"How well do these passages support it? {offered}. You may also choose without judging.")


def weighed(exercise: ShownExercise, conflicts: Iterable[ShownConflict], cites: Passages) -> Iterator[Element]:
    """Yield what a role learns once it has judged: publishers, contradictions, what comes from outside."""
    yield from _standing(exercise)
    for found in conflicts:
        yield from conflict(found, cites)
    for note in exercise.notes:
        yield from outside(note, cites)
    yield Paragraph("You may judge again, or choose.")


def _standing(exercise: ShownExercise) -> Iterator[Element]:
    judged = supported(exercise.support) if exercise.support else ""
    yield Item(f"You judged: {judged}{', after another judgement before' if exercise.revised else ''}.", chosen=True)
    yield Paragraph(f"Behind these passages together: {publishers(exercise.publishers or 1)}. Outlets of one owner count once.")


def conflict(shown: ShownConflict, cites: Passages) -> Iterator[Element]:
    """Yield the accounts of a conflict, one after the other, each with what it leaves out."""
    yield Heading(3, shown.question)
    for version in shown.versions:
        yield Item(f"{sentence(version.says)} It leaves out: {sentence(version.leaves_out)}")
        yield from cites.quote(version.passages, "this account", under=True)


def outside(note: ShownNote, cites: Passages) -> Iterator[Element]:
    """Yield what the documents leave out, marked as coming from outside, with the number by which its references are asked for."""
    yield from unsourced(note)
    yield Paragraph(f"It rests on texts that are not among the documents ({len(note.references)}); n {cites.number(note)} says them.")


def references(note: ShownNote, cites: Passages) -> Iterator[Element]:
    """Yield a note with the texts that it rests on and the words that carry it."""
    yield from outside(note, cites)
    for reference in note.references:
        words = " … ".join(f"“{one_line(quoted)}”" for quoted in reference.words)
        said = f"{words} – {reference.title}, {reference.publisher} (owner: {reference.owner})"
        yield Item(f"{said}, {reference.date}, {reference.address}")
