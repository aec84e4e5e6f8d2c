"""The page between two people who share a keyboard.

Rule 1: it holds nothing that everybody may not see: it is made of names alone.
"""

from sim.terminal.blocks import Block, Gap, Prose, Rule, Words
from sim.terminal.lines import Span
from sim.terminal.pages import Page


def handover_page(title: str, to: str, sealed: tuple[str, ...], person: str = "") -> Page:
    """Return the page that asks for the keyboard to be passed on.

    Args:
        title: what is played.
        to: name of the role whose turn it is to look.
        sealed: names of the roles at this keyboard that have sealed their choice in this turn.
        person: what the person who plays the role is called; empty where nobody has said.

    """
    who = person or to
    addition = f", who plays {to}" if person else ""
    asked = (Span("Pass the keyboard to "), Span(who, "subject"), Span(f"{addition}."))
    blocks: list[Block] = [Rule("Pass the keyboard on"), Gap(), Words(asked), Gap()]
    blocks += [Prose(f"The next page is for {who} alone. Everybody else looks away.")]
    if sealed:
        blocks += [Gap(), Prose(f"Sealed in this turn: {', '.join(sealed)}. Nobody sees what until all have decided.", "soft")]
    return Page(title, tuple(blocks), ask=f"Press Enter when only {who} looks.")
