"""Commands that move about a page; nothing of the play changes by them, but for reading on at the end of a page."""

from sim.terminal import commands
from sim.terminal.desk import Desk
from sim.terminal.pages import columns, sections

FAR = 1_000_000
"""More lines than any page has."""


def turn_side(desk: Desk, _key: str) -> None:
    """Go to the other column; where there is one, to its next part, and from the last to the first."""
    sides = columns(desk.page, desk.width)
    if len(sides) > 1:
        desk.side = 1 - desk.side
        return
    scroll = desk.scrolls[0]
    later = (line.anchor for line in sides[0][scroll.offset + 1 :] if line.anchor and not line.anchor.startswith("option-"))
    scroll.to(next(later, "") if scroll.below else "")


def section(desk: Desk, _key: str) -> None:
    """Go to the next section of the end, from the last one of a column to the other column."""
    sides = columns(desk.page, desk.width)
    scroll = desk.scrolls[desk.side]
    later = next((line.anchor for line in sides[desk.side][scroll.offset + 1 :] if line.anchor), "")
    if later and scroll.below:
        scroll.to(later)
    elif desk.side + 1 < len(sides):
        desk.side += 1
    else:
        desk.message = "This is the last section. e writes the transcript, q leaves."


def jump(desk: Desk, key: str) -> None:
    """Go to a section of the end by its number, in whichever column it stands."""
    found = sections(desk.page)
    if int(key) > len(found):
        desk.message = f"There are {len(found)} sections here."
        return
    _, anchor = found[int(key) - 1]
    for side, lines in enumerate(columns(desk.page, desk.width)):
        if any(line.anchor == anchor for line in lines):
            desk.side = side
            desk.scrolls[side].to(anchor)


def line(desk: Desk, rows: int) -> None:
    """Scroll by some lines, down when positive."""
    desk.scrolls[desk.side].by(rows)


def leaf(desk: Desk, pages: int) -> None:
    """Scroll by windows, down when positive."""
    desk.scrolls[desk.side].leaf(pages)


def read_on(desk: Desk, _key: str) -> None:
    """Scroll a window down; at the end go to the other column, and from there on."""
    scroll, other = desk.scrolls[desk.side], desk.scrolls[1 - desk.side]
    if scroll.below:
        scroll.leaf(1)
    elif desk.side == 0 and other.below:
        desk.side = 1
    elif desk.where in (commands.NOTICE, commands.OPENING, commands.HAPPENED):
        desk.go_on()
