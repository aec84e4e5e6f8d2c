"""Commands that open a page to read or a list over the play; nothing of the play changes by them."""

from functools import partial

from sim.model.view import ShownConflict, ShownPassage, ShownTurn
from sim.terminal import reading, render, stage_pages
from sim.terminal.blocks import Barred, Gap, Rule, key_of
from sim.terminal.desk import Desk
from sim.terminal.flow import Stage
from sim.terminal.pages import Page, columns
from sim.terminal.sheets import LIST_ASK, MARGIN, Item, Sheet, below


def passages(desk: Desk) -> None:
    """Open the passage behind the page, or a list of them where there are several."""
    found = desk.page.passages
    option = desk.option if not desk.sheets else None
    if option:  # what is looked at comes first
        found = tuple(sorted(found, key=lambda entry: entry[0] != f"Option {option.number}"))
    if not found:
        desk.message = "Nothing on this page quotes a document."
    elif len(found) == 1:
        open_passage(desk, found[0][1], found[0][0])
    else:
        page = Page("Passages", (Rule("The passages behind this page"), Gap()), ask=LIST_ASK)
        desk.open(Sheet(page, tuple(_passage_item(desk, of, passage) for of, passage in found)))


def _passage_item(desk: Desk, of: str, passage: ShownPassage) -> Item:
    title, body = reading.passage_words(passage, of)
    return Item(title, lambda: open_passage(desk, passage, of), (Barred(MARGIN[0], body), Gap()))


def linked_passage(desk: Desk, key: str) -> None:
    """Open the passage of the page that has a key."""
    found = next(((of, passage) for of, passage in desk.page.passages if key_of(passage) == key), None)
    if found:
        open_passage(desk, found[1], found[0])


def open_passage(desk: Desk, passage: ShownPassage, of: str) -> None:
    """Open a passage; that a role opened it is kept before it is shown."""
    if desk.moment.role is not None:
        desk.table.open_passage(desk.moment.role, passage.source, passage.quote)
    desk.read(reading.passage_page(passage, of))


def conflicts(desk: Desk) -> None:
    """Open the contradictions that matter here."""
    desk.read(reading.conflicts_page(_contradictions(desk)))


def _contradictions(desk: Desk) -> tuple[ShownConflict, ...]:
    """Return those of the scene that the page of the play shows, or all that were seen at the end."""
    if desk.moment.stage is Stage.HAPPENED:
        return next(turn.conflicts for turn in desk.account.read().turns if turn.number == desk.moment.turn)
    if desk.moment.stage is Stage.END:
        review = desk.account.read()
        return tuple({conflict.id: conflict for scene in (*review.turns, review.last) for conflict in scene.conflicts}.values())
    return desk.view.conflicts


def glossary(desk: Desk) -> None:
    """Open the words explained: first those that stand in the window, then those of the rest of the page."""
    parts = columns(desk.page, desk.width)
    shown = [
        line for lines, scroll in zip(parts, desk.scrolls, strict=False) for line in lines[scroll.offset : scroll.offset + scroll.height]
    ]
    text = " ".join(line.text for line in (*shown, *(line for lines in parts for line in lines)))
    desk.read(reading.glossary_page(desk.guide, desk.glossary.within(" ".join(text.split()))))


def board(desk: Desk) -> None:
    """Open what the indicators mean."""
    desk.read(reading.board_page(desk.view.indicators))


def brief(desk: Desk) -> None:
    """Open the page about the act, its sources and the roles."""
    page = stage_pages.opening(desk)
    desk.read(Page(page.title, page.blocks, page.aside, reading.CLOSE))


def notice(desk: Desk) -> None:
    """Open the notice again."""
    desk.read(Page("Notice", render.notice_page(desk.guide).blocks, ask=reading.CLOSE))


def way(desk: Desk) -> None:
    """Open the way the play has taken."""
    desk.read(reading.map_page(desk.view, desk.told))


def turns(desk: Desk) -> None:
    """Open the list of turns, each of which opens its page."""
    resolved = desk.told
    if not resolved:
        desk.message = "No turn has been resolved yet."
        return
    page = Page("Log", (Rule("What happened, turn by turn"), Gap()), ask=LIST_ASK)
    desk.open(Sheet(page, tuple(_turn_item(desk, turn) for turn in resolved), len(resolved) - 1))


def _turn_item(desk: Desk, turn: ShownTurn) -> Item:
    title, chosen = reading.turn_words(turn)
    opened = partial(render.happened_page, turn, desk.guide, desk.glossary, ask=reading.CLOSE)
    return Item(title, lambda: desk.read(opened()), below(chosen))
