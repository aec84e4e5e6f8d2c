"""The parts of a view as blocks: the board, the seats, news, an option, what a basis means.

Rule 1: whatever a colour says, a word or a sign says too.
Rule 2: no part that quotes stands without the lines of its passage (`blocks.Quote` sees to it).
"""

from collections.abc import Iterable

from sim.engine.shown import BASIS_LABELS
from sim.model.source import Basis
from sim.model.view import ShownChange, ShownDecision, ShownIndicator, ShownInject, ShownOption, ShownPassage, ShownSeat
from sim.report.wording import changed
from sim.terminal.blocks import Barred, Behind, Block, Gap, Prose, Quote, Rule, Words
from sim.terminal.glossed import Glossary
from sim.terminal.lines import Span, width_of

SHORT_LABELS = {
    Basis.REPORTED: "reported",
    Basis.INFERRED: "inferred",
    Basis.COUNTERFACTUAL: "not reported to have happened",
    Basis.INVENTED: "invented for teaching",
}
"""What a basis is called where there is room for a word or two."""

_BAR = 12
"""Cells of the longest bar."""
_NAME = 22
"""Columns of the names on the board; a longer name takes what it needs."""


def basis_block(basis: Basis) -> Words:
    """Return what a part rests on, in words; what is invented is said loudest."""
    label = BASIS_LABELS[basis]
    if basis is Basis.INVENTED:
        return Words((Span(f"{label[0].upper()}{label[1:]}.", "invented"),))
    return Words((Span(f"Basis: {label}.", "basis"),))


def quotes(passages: Iterable[ShownPassage], of: str, part: str) -> tuple[Block, ...]:
    """Return passages with their lines, an empty line before each; `of` and `part` as in `Quote`."""
    return tuple(block for passage in passages for block in (Gap(), Quote(passage, of, part)))


def board(indicators: tuple[ShownIndicator, ...], *, first: bool) -> tuple[Block, ...]:
    """Return every visible indicator with value, bar and change, and the public promises after them.

    Args:
        indicators: as the view has them.
        first: whether this is the first turn, in which nothing can have changed.

    """
    plain = [entry for entry in indicators if entry.commitment is None]
    promises = [entry for entry in indicators if entry.commitment is not None]
    column = min(_NAME, max((width_of((Span(entry.name),)) for entry in plain), default=0))
    blocks: list[Block] = [Rule("The board", anchor="board"), *(_row(entry, column, first=first) for entry in plain)]
    if promises:
        blocks += [Gap(), Rule("Public promises"), *_promises(promises, first=first)]
    return tuple(blocks)


def _row(entry: ShownIndicator, column: int, *, first: bool) -> Words:
    name = Span(entry.name + " " * (column - width_of((Span(entry.name),))))
    style = "moved" if entry.change else "soft"
    if (entry.low, entry.high) == (0, 1):
        fact = () if first else (Span(f"  {'new' if entry.change else 'unchanged'}", style),)
        return Words((name, Span("  "), Span("yes" if entry.value else "no", "strong"), *fact), rest=(Span("  "),))
    moved = () if first else (Span(f"  {moved_words(entry.change)}", style),)
    filled, cells = _cells(entry)
    bar = (Span("█" * filled, "full"), Span("░" * (cells - filled), "empty"))
    scale = f"of {entry.high}" if entry.low == 0 else f"({entry.low} to {entry.high})"
    value = (Span(f"  {entry.value}", "strong"), Span(f" {scale}", "soft"))
    return Words((name, Span("  "), *bar, *value, *moved), rest=(Span("  "),))


def _cells(entry: ShownIndicator) -> tuple[int, int]:
    """Return how many cells of a bar are full, and how many there are: whole cells for each step where there is room."""
    steps = entry.high - entry.low
    cells = 2 * steps if 2 * steps <= _BAR else min(steps, _BAR)
    return round((entry.value - entry.low) * cells / steps), cells


def _promises(promises: list[ShownIndicator], *, first: bool) -> tuple[Block, ...]:
    """Return those that are in force or have just moved, one a line, and the others together."""
    rows: list[Block] = []
    for entry in promises:
        moved = "" if first or not entry.change else f"  {kept_words(entry.change)}"
        if entry.value:
            spans = (Span(f"{entry.name}: "), Span("in force", "good"), Span(moved, "moved"))
            rows.append(Words(spans, (Span("● ", "good"),), (Span("  "),)))
        elif moved:
            rows.append(Words((Span(f"{entry.name}:"), Span(moved, "moved")), (Span("○ ", "danger"),), (Span("  "),)))
    for broken, said in ((True, "Broken or taken back"), (False, "Not in force")):
        names = [entry.name for entry in promises if not entry.value and (first or not entry.change) and entry.broken is broken]
        if names:
            rows.append(Words((Span(f"{said}: {', '.join(names)}", "soft"),), (Span("○ ", "soft"),), (Span("  "),)))
    return tuple(rows)


def kept_words(change: int) -> str:
    """Return what became of a public promise in a turn."""
    return "just given" if change > 0 else "just broken or taken back"


def moved_words(change: int) -> str:
    """Return a change of an indicator in a sign, a figure and a word."""
    if change == 0:
        return "unchanged"
    return f"+{change}, rises" if change > 0 else f"−{-change}, falls"


def change_block(change: ShownChange) -> Words:
    """Return how far an indicator moved in a turn; of a public promise, what became of it."""
    step = change.after - change.before
    if change.sort == "fact":
        return Words((Span(changed(change), "moved"),), rest=(Span("  "),))
    if change.sort == "promise":
        return Words((Span(f"{change.name}: "), Span(kept_words(step), "moved")), rest=(Span("  "),))
    return Words((Span(f"{change.name}: {change.before} → {change.after}  "), Span(moved_words(step), "moved")), rest=(Span("  "),))


def seats_block(seats: tuple[ShownSeat, ...], me: str | None) -> tuple[Block, ...]:
    """Return who decides in this turn and who has; never what."""
    rows: list[Block] = []
    for seat in seats:
        who = "you" if seat.role == me else ("a person" if seat.by == "person" else f"bot: {seat.by}")
        sign, state = ("✓ ", "has decided, sealed") if seat.decided else ("· ", "has not decided yet")
        spans = (Span(seat.name, "strong"), Span(f" ({who}) ", "soft"), Span(state, "good" if seat.decided else ""))
        rows.append(Words(spans, (Span(sign, "good" if seat.decided else "soft"),), (Span("  "),)))
    return (Rule("Who decides now"), *rows) if rows else ()


def news(injects: tuple[ShownInject, ...], glossary: Glossary) -> tuple[Block, ...]:
    """Return what has arrived, each with its basis and its passages."""
    blocks: list[Block] = []
    for inject in injects:
        private = (Span(" (for you alone)", "private"),) if inject.private else ()
        blocks += [Gap()] if blocks else []
        blocks += [Words((Span("▪ " + inject.heading, "news"), *private)), glossary.prose(inject.text), basis_block(inject.basis)]
        blocks += quotes(inject.passages, f"News: {inject.heading}", "this news")
    return tuple(blocks)


def decision(asked: ShownDecision, adviser: str, focus: int | None, glossary: Glossary) -> tuple[Block, ...]:
    """Return the question and its options; the focused one with all that speaks for and against it.

    Args:
        asked: what the view asks the role.
        adviser: whose voice gives the reasons.
        focus: number of the focused option, or None.
        glossary: marks the words that are explained.

    """
    blocks: list[Block] = [Rule("Your decision", anchor="decision"), Words((Span(asked.question, "strong"),))]
    for option in asked.options:
        blocks.append(Gap())
        blocks += _open(option, adviser, glossary) if option.number == focus else _closed(option)
    return tuple(blocks)


def _closed(option: ShownOption) -> tuple[Block, ...]:
    link = f"option {option.number}"
    first, rest = (Span(f"  {option.number}  ", "number", link),), (Span("     "),)
    facts = " · ".join((option.kind, SHORT_LABELS[option.basis], *_given(option), *_broken(option)))
    return (
        Words((Span(option.label, "subject", link),), first, rest, anchor=f"option-{option.number}"),
        Words((Span(facts, "basis", link),), rest, rest),
        Behind(option.passages, f"Option {option.number}"),
    )


def _open(option: ShownOption, adviser: str, glossary: Glossary) -> tuple[Block, ...]:
    label = (Span(f" {option.label} ", "focus"),)
    inner: list[Block] = [Words((Span(option.kind, "basis"),)), basis_block(option.basis)]
    if option.text:
        inner += [Gap(), glossary.prose(option.text)]
    inner += [Gap(), *_advice(adviser, option.pro, option.contra)]
    inner += [Words((Span(f"It {promise}.", "good"),)) for promise in _given(option)]
    inner += [Words((Span(f"It {promise}.", "danger"),)) for promise in _broken(option)]
    inner += quotes(option.passages, f"Option {option.number}", "this option")
    return (
        Words(label, (Span(f"▶ {option.number} ", "number"),), (Span("    "),), anchor=f"option-{option.number}"),
        Barred(Span("   ┃ ", "edge"), tuple(inner)),
    )


def _advice(adviser: str, pro: str, contra: str) -> tuple[Block, ...]:
    said = ((f"{adviser}, for it: ", pro), (f"{adviser}, against it: ", contra))
    return tuple(Words((Span(who, "strong"), Span(what)), rest=(Span("  "),)) for who, what in said if what)


def _given(option: ShownOption) -> tuple[str, ...]:
    return tuple(f"makes a public promise: {name}" for name in option.gives)


def _broken(option: ShownOption) -> tuple[str, ...]:
    return tuple(f"BREAKS a public promise: {name}" for name in option.breaks)


def private(title: str, text: str, glossary: Glossary) -> tuple[Block, ...]:
    """Return what one role alone may read, marked as such at every line."""
    return (Rule(title, "private-heading"), Barred(Span("▌ ", "private"), (glossary.prose(text),)))


def plain(*texts: str) -> tuple[Block, ...]:
    """Return texts as prose with empty lines between them; empty ones are left out."""
    blocks: list[Block] = []
    for text in filter(None, texts):
        blocks += [Gap(), Prose(text)] if blocks else [Prose(text)]
    return tuple(blocks)
