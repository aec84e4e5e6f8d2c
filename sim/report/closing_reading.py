"""What a debrief says of reading: claims judged, decisions taken unread, what one voice stood for, what the documents never say.

Rule 1: no judgement is called right or wrong; beside each stands how many independent publishers there are.
"""

from collections.abc import Iterable, Iterator

from sim.report.outline import Element, Heading, Item, Paragraph
from sim.report.outside import outside
from sim.report.prose import one_line
from sim.report.reading import ReviewedJudgement, ReviewedReading, ReviewedVoice
from sim.report.review import Review
from sim.report.wording import asked, publishers, sentence, supported


def reading(review: Review) -> Iterator[Element]:
    """Yield what was read and not read in a play, what rested on one voice, and what the documents leave out."""
    if review.readings:
        yield Heading(2, "What was read, and what was not")
        yield Paragraph("Nothing here is right or wrong; it shows on what ground people decided.")
    for one in review.readings:
        yield from read_told(one)
    yield from voices_told(review.voices)
    yield from silence_told(review)


def read_told(one: ReviewedReading) -> Iterator[Element]:
    """Yield what one role opened, judged, marked, and decided unread."""
    yield Heading(3, one.name)
    count = {0: "No passage was", 1: "1 passage was"}.get(len(one.opened), f"{len(one.opened)} passages were")
    yield Paragraph(f"{count} opened in the document.")
    if one.judged:
        yield Paragraph("Claims to weigh:")
    for judged in one.judged:
        yield Item(_judged(judged))
    if one.unread:
        yield Paragraph("Decided by what the page showed, without opening a passage in its document:")
    for unread in one.unread:
        yield Item(f"{asked(f'Turn {unread.turn}, {unread.heading}')} “{unread.label}”")
    if one.marked:
        yield Paragraph("Marked as loaded:")
    for mark in one.marked:
        yield Item(f"“{one_line(mark.words)}”, in “{mark.title}”")


def _judged(judged: ReviewedJudgement) -> str:
    said = "not judged"
    if judged.supports:
        first, *later = judged.supports
        said = f"judged {supported(first)}" + "".join(f", then {supported(support)}" for support in later)
    return f"{asked(judged.heading)} {sentence(one_line(judged.claim))} {sentence(f'{said}; {publishers(judged.publishers)}')}"


def voices_told(voices: Iterable[ReviewedVoice]) -> Iterator[Element]:
    """Yield what was told on the way for which one publisher alone stands."""
    owners: dict[str, list[ReviewedVoice]] = {}
    for voice in voices:
        owners.setdefault(voice.owner, []).append(voice)
    if not owners:
        return
    yield Heading(2, "What rested on one voice")
    for owner, told in owners.items():
        yield Paragraph(f"One publisher alone stands behind this, {owner}:")
        for voice in told:
            yield Item(f"Turn {voice.turn}: {one_line(voice.what)}")


def silence_told(review: Review) -> Iterator[Element]:
    """Yield the notes from outside, and what nothing settles."""
    if not (review.notes or review.gaps):
        return
    yield Heading(2, "What the documents never say")
    yield Paragraph("Whose voice is missing stands with each document further on.")
    for note in review.notes:
        yield from outside(note)
    if review.gaps:
        yield Paragraph("What could not be found twice either, and so stays open:")
    for gap in review.gaps:
        yield Item(one_line(gap.what))
