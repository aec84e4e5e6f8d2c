"""The first page: what everything in a scenario rests on, and whose texts these are."""

from sim.terminal.blocks import Block, Gap, Prose, Rule
from sim.terminal.pages import Page

EVERYBODY = "Everybody"
"""For whose eyes a page is that names nobody."""


def notice_page(title: str, author: str, notice: str, *, ours: bool) -> Page:
    """Return the page.

    Args:
        title: the scenario's.
        author: whose texts they are.
        notice: what everything rests on.
        ours: whether the scenario came with the program.

    """
    blocks: list[Block] = [Rule("Before you begin"), Gap(), Prose(notice)]
    if not ours:
        whose = f"This scenario is by {author}. Its texts are its author's and not ours; nobody here has checked them."
        blocks += [Gap(), Prose(whose, "invented")]
    return Page(title, tuple(blocks), ask="Press Enter when you have read this.")
