"""Claims to weigh, and what is told of reading, as blocks of the full screen.

Rule 1: pure, like `render`. Rule 2: how many publishers there are, and what comes from outside, shows only after the role has judged.
"""

from collections.abc import Iterable, Iterator

from sim.model.view import ShownConflict, ShownExercise
from sim.report.outline import Element, Heading, Item, Paragraph
from sim.report.wording import publishers, supported
from sim.terminal.blocks import Block, Gap, Prose, Rule, Words
from sim.terminal.glossed import Glossary
from sim.terminal.lines import Span
from sim.terminal.pages import Page
from sim.terminal.panels import quotes
from sim.terminal.reading import CLOSE, conflicts_page, note_blocks, notes_beside

_OF, _PART = "The claim to weigh", "this claim"


def claim(exercise: ShownExercise, glossary: Glossary) -> tuple[Block, ...]:
    """Return a claim with its passages, and how it can be judged or was."""
    head = Rule("A claim to weigh before you decide", "news")
    blocks: tuple[Block, ...] = (head, glossary.prose(exercise.claim), *quotes(exercise.passages, _OF, _PART), Gap())
    if exercise.support is None:
        hint = "w weighs it: how well do these passages support it? You may also choose without."
        return (*blocks, Words((Span(hint, "hint", "key weigh"),)))
    return (*blocks, *_standing(exercise), Words((Span("w judges it again.", "hint", "key weigh"),)))


def _standing(exercise: ShownExercise) -> tuple[Block, ...]:
    judged = supported(exercise.support) if exercise.support else ""
    again = Span(", after another judgement before" if exercise.revised else "", "soft")
    return (
        Words((Span("You judged: ", "strong"), Span(judged), again), (Span("▶ ", "number"),), (Span("  "),)),
        Words((Span("Behind these passages together: ", "strong"), Span(f"{publishers(exercise.publishers or 1)}."))),
    )


def question_page(exercise: ShownExercise, glossary: Glossary, ask: str) -> Page:
    """Return the page on which a claim is judged: the claim stands right above its answers, where a small window shows both."""
    question = Prose("How well do these passages support it? Nothing is scored.", "strong")
    told: tuple[Block, ...] = (*quotes(exercise.passages, _OF, _PART), Gap(), glossary.prose(exercise.claim))
    blocks: tuple[Block, ...] = (Rule("A claim to weigh"), *told, Gap(), question, Gap())
    return Page("Weigh", blocks, ask=ask)


def weighed_page(exercise: ShownExercise, conflicts: tuple[ShownConflict, ...], glossary: Glossary) -> Page:
    """Return what a role learns once it has judged: publishers, contradictions, what comes from outside."""
    blocks: list[Block] = [Rule("What stands behind the claim"), Gap(), glossary.prose(exercise.claim), Gap(), *_standing(exercise)]
    blocks += [Prose("Outlets of one owner count once.", "soft")]
    if conflicts:
        blocks += [Gap(), *conflicts_page(conflicts).blocks]
    told = notes_beside(conflicts)
    blocks += [block for note in exercise.notes if note not in told for block in note_blocks(note)]
    blocks += [Gap(), Prose("You may judge again with w, or choose.", "hint")]
    return Page("Weighed", tuple(blocks), ask=CLOSE)


def blocks_of(elements: Iterable[Element]) -> Iterator[Block]:
    """Yield headings, paragraphs and items of a written account as blocks."""
    for element in elements:
        match element:
            case Heading(2, title):
                yield Gap()
                yield Rule(title)
            case Heading(_, title):
                yield Gap()
                yield Words((Span(title, "subject"),))
            case Paragraph(text):
                yield Prose(text, "soft")
            case Item(text):
                yield Words((Span(text),), (Span("· "),), (Span("  "),))
