"""The pages that can be opened over a play to read in: a passage, conflicts, the glossary, the board, the map, the keys.

Rule 1: pure, like `render`. Rule 2: the map and the log show what was seen and nothing that is still to come.
"""

from collections.abc import Iterable, Iterator

from sim.model.guide import Guide, ShownGloss, ShownTerm
from sim.model.view import ShownConflict, ShownIndicator, ShownNote, ShownPassage, ShownTurn, View
from sim.report.wording import BEHIND
from sim.terminal.blocks import Barred, Behind, Beside, Block, Gap, Prose, Quote, Rule, Words
from sim.terminal.commands import Command, shown_keys
from sim.terminal.lines import Span, paragraphs
from sim.terminal.pages import MEASURE, Page
from sim.terminal.panels import plain, quotes

CLOSE = "Esc goes back."
PASSAGE = "Passage"
"""What the page of a passage is called."""
_ACROSS = 3 * MEASURE
"""Columns of a page whose accounts stand beside each other."""


def passage_page(passage: ShownPassage, of: str) -> Page:
    """Return a passage in its neighbourhood, with everything that is known about it; who says it comes first, however long the rest is."""
    head, quoted, tail = _parted(passage)
    told = (Span(head), Span(quoted, "found"), Span(tail))
    number = f"Sentence {passage.first}" if passage.first == passage.last else f"Sentences {passage.first} to {passage.last}"
    blocks: list[Block] = [Rule(passage.title)]
    blocks += [Words((Span(passage.credit, "credit"),), (Span("— ", "credit"),), (Span("  "),))]
    blocks += [Words((Span(passage.bearing(BEHIND), "credit"),), (Span("  "),), (Span("  "),)), Gap()]
    blocks += [block for text in passage.before for block in (Prose(text, "soft"), Gap())]
    blocks += [Barred(Span("┃ ", "edge"), (Words(told),))]
    blocks += [block for text in passage.after for block in (Gap(), Prose(text, "soft"))]
    blocks += [Gap(), Behind((passage,), of)]
    facts = (
        ("Stands behind", of),
        ("Where", f"{number} of {passage.source}, {passage.date}"),
        ("Outlet", f"{passage.outlet}, owner: {passage.owner}"),
        ("Speaker", passage.speaker),
        ("Reported by", f"{', '.join(passage.publisher_names)} (outlets of one owner count once)"),
    )
    blocks += [Gap(), *(Words((Span(value),), (Span(f"{name}: ", "strong"),), (Span("  "),)) for name, value in facts)]
    blocks += [Gap(), Words((Span("Caution: ", "invented"), Span(passage.caution)), rest=(Span("  "),))]
    blocks += [block for note in passage.notes for block in note_blocks(note)]
    blocks += [Gap(), Prose(f"The whole document: sim sources show {passage.source}", "hint")]
    return Page(PASSAGE, tuple(blocks), ask=CLOSE)


def note_blocks(note: ShownNote) -> tuple[Block, ...]:
    """Return what the documents leave out, always marked as coming from outside them, with what it rests on."""
    blocks: list[Block] = [*_told(note)]
    for entry in note.references:
        where = f"{entry.title} · {entry.publisher} · owner: {entry.owner} · {entry.date} · {entry.address}"
        blocks += [Gap(), *(Words((Span(f"“{words}”", "soft"),), (Span("  "),), (Span("  "),)) for words in entry.words)]
        blocks += [Words((Span(where, "credit"),), (Span("  — ", "credit"),), (Span("    "),))]
    return tuple(blocks)


def _told(note: ShownNote) -> Iterator[Block]:
    yield Gap()
    yield Rule(f"From outside · {note.date}", "news")
    yield from plain(note.text)
    if note.caution:
        yield Gap()
        yield Words((Span("What the references do not settle: ", "strong"), Span(note.caution)))
    if note.unwelcome_to:
        yield Words((Span("Unwelcome to: ", "strong"), Span(", ".join(note.unwelcome_to))))


def _parted(passage: ShownPassage) -> tuple[str, str, str]:
    """Return the sentence before the quoted words, the words, and what follows; white space counts as one space."""
    sentence, quote = " ".join(passage.sentence.split()), " ".join(passage.quote.split())
    head, found, tail = sentence.partition(quote)
    return (head, found, tail) if found else ("", sentence, "")


def conflicts_page(conflicts: tuple[ShownConflict, ...]) -> Page:
    """Return contradictions of the documents, their accounts side by side where there is room."""
    blocks: list[Block] = []
    for conflict in conflicts:
        blocks += [Gap()] if blocks else []
        columns = tuple(_account(conflict, number) for number in range(1, len(conflict.versions) + 1))
        blocks += [Rule(conflict.question), Gap(), Beside(columns)]
    noted = notes_beside(conflicts)
    blocks += [block for note in noted for block in _told(note)]
    blocks += [Gap(), Prose("What a note from outside rests on stands with the passages.", "hint")] if noted else []
    if not conflicts:
        blocks = [Rule("Conflicts"), Gap(), Prose("No contradiction of the documents is noted for this page.")]
    return Page("Conflicts", tuple(blocks), ask=CLOSE, measure=_ACROSS)


def notes_beside(conflicts: Iterable[ShownConflict]) -> tuple[ShownNote, ...]:
    """Return the notes from outside that stand beside the passages of conflicts, each once."""
    passages = (passage for conflict in conflicts for version in conflict.versions for passage in version.passages)
    return tuple(dict.fromkeys(note for passage in passages for note in passage.notes))


def _account(conflict: ShownConflict, number: int) -> tuple[Block, ...]:
    version = conflict.versions[number - 1]
    return (
        Words((Span(f"Account {number}", "strong"),)),
        Prose(version.says),
        *quotes(version.passages, f"Account {number}: {conflict.question}", "this account"),
        Gap(),
        Words((Span("Leaves out: ", "strong"), Span(version.leaves_out))),
    )


def glossary_page(guide: Guide, here: tuple[ShownGloss, ...]) -> Page:
    """Return the words explained, those of the page underneath first, and the names in dispute."""
    rest = tuple(gloss for gloss in sorted(guide.glossary, key=lambda gloss: gloss.term.lower()) if gloss not in here)
    blocks: list[Block] = []
    for title, glosses in (("Words on this page", here), ("All other words" if here else "Words explained", rest)):
        if glosses:
            blocks += [Gap()] if blocks else []
            blocks += [Rule(title)]
        for gloss in glosses:
            blocks += [Gap(), *_gloss(gloss)]
    if guide.terms:
        blocks += [Gap()] if blocks else []
        blocks += [Rule("Names in dispute", anchor="terms")]
    for term in guide.terms:
        blocks += [Gap(), *_term(term)]
    if not blocks:
        blocks = [Rule("Glossary"), Gap(), Prose("This scenario explains no words.")]
    return Page("Glossary", tuple(blocks), ask=CLOSE)


def _gloss(gloss: ShownGloss) -> tuple[Block, ...]:
    also = f" (also: {', '.join(gloss.also)})" if gloss.also else ""
    name = Words((Span(gloss.term, "subject"), Span(also, "soft")), anchor=f"term {gloss.term}")
    return (name, *plain(gloss.text), *quotes(gloss.passages, f"Glossary: {gloss.term}", "this explanation"))


def _term(term: ShownTerm) -> tuple[Block, ...]:
    usage = tuple(Words((Span(f"{name}: ", "strong"), Span(words)), (Span("  "),), (Span("    "),)) for name, words in term.usage)
    return (Words((Span("Here: ", "soft"), Span(term.neutral, "subject"))), *plain(term.reason), *usage)


def board_page(indicators: tuple[ShownIndicator, ...]) -> Page:
    """Return what each indicator and each public promise means."""
    blocks: list[Block] = [Rule("What the board means")]
    for entry in indicators:
        promise = f" (public promise of {entry.commitment})" if entry.commitment else f" ({entry.low} to {entry.high})"
        blocks += [Gap(), Words((Span(entry.name, "subject"), Span(promise, "soft"))), *plain(entry.about)]
    return Page("Indicators", tuple(blocks), ask=CLOSE)


def map_page(view: View, told: tuple[ShownTurn, ...]) -> Page:
    """Return the way that the play has taken so far, up to the turns that the person has been told of."""
    blocks: list[Block] = [Rule("The scenes you have seen"), Gap()]
    seen: dict[str, int] = {}
    for turn in told:
        again = f" · seen before, in turn {seen[turn.scene]}" if turn.scene in seen else ""
        seen.setdefault(turn.scene, turn.number)
        blocks += [_stop("●", turn.heading, f"turn {turn.number} · {turn.date}{again}"), *_edge(turn)]
    again = f" · seen before, in turn {seen[view.scene]}" if view.scene in seen else ""
    arrived = len(told) == len(view.turns)
    if arrived:
        blocks += [_stop("◉", view.heading, f"{view.date} · {'the end' if view.outcome else 'you are here'}{again}")]
    if not (arrived and view.outcome):
        blocks += [Words((Span("┆", "rule"),)), Words((Span("?  What comes next shows when you get there.", "soft"),))]
    return Page("Map", tuple(blocks), ask=CLOSE)


def _stop(sign: str, heading: str, facts: str) -> Words:
    return Words((Span(heading, "subject"), Span(f"  {facts}", "soft")), (Span(f"{sign}  ", "number"),), (Span("│  ", "rule"),))


def _edge(turn: ShownTurn) -> tuple[Block, ...]:
    """Return what led from one scene to the next."""
    chosen = (f"{choice.name}: {choice.label}" for choice in turn.choices)
    return (Barred(Span("│  ", "rule"), (*(Words((Span(text),), rest=(Span("  "),)) for text in chosen), Gap())),)


def turn_words(turn: ShownTurn) -> tuple[str, str]:
    """Return a finished turn as a line of a list: its title, and what was chosen in it."""
    chosen = " · ".join(f"{choice.name}: {choice.label}" for choice in turn.choices)
    return f"Turn {turn.number}: {turn.heading} · {turn.date}", chosen or "news moved the play on"


def passage_words(passage: ShownPassage, of: str) -> tuple[str, tuple[Block, ...]]:
    """Return a passage as an entry of a list: what it stands behind, and the words with their line."""
    return of, (Quote(passage, of, "it"),)


def help_page(here: tuple[Command, ...], place: str) -> Page:
    """Return the keys that do something where the person is."""
    width = max((len(shown_keys(command)) for command in here), default=0)
    rows = tuple(
        Words((Span(command.help),), (Span(f"{shown_keys(command):>{width}}  ", "number"),), (Span(" " * (width + 2)),))
        for command in here
        if command.keys
    )
    more = "Every command is also found by typing a part of its name after : or Ctrl-P. With a mouse: click what you see, turn the wheel."
    return Page("Help", (Rule(place), Gap(), *rows, Gap(), Prose(more)), ask=CLOSE)


def refusal_page(message: str, *, is_stale: bool = False) -> Page:
    """Return the page that shows why something was refused; `is_stale`: because the play has gone on meanwhile, which closing it shows."""
    blocks = [Prose(part) for part in paragraphs(message.replace("\n", "\n\n"))]
    said: list[Block] = [Rule("That did not go through", "danger"), Gap()]
    for block in blocks:
        said += [block, Gap()]
    said += [Prose("Nothing was changed and nothing is lost."), *([Prose("Esc shows how it stands now.")] if is_stale else [])]
    return Page("Refused", tuple(said), ask=CLOSE, urgent=True)
