"""What a lesson adds to a play, as the full screen shows it: the page before the play begins, and what stands beside the scene.

Rule 1: pure, and everything in it comes from what the server told this seat; `company` has the words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.terminal.blocks import Block, Gap, Prose, Rule, Words
from sim.terminal.company import APART, KEPT, heard, out, sentences
from sim.terminal.lines import Span
from sim.terminal.pages import Page

if TYPE_CHECKING:
    from sim.model.guide import Guide
    from sim.terminal.led import Led


def beside(page: Page, led: Led) -> Page:
    """Return a page of the play with what the lesson adds to it: on top what the facilitator said last, beside it the rest."""
    seat = led.news().seat
    said, first = sentences(seat), heard(seat) if seat.stage != "over" else ""
    above = (Words((Span(first, "strong"),), (Span("· ", "number"),), (Span("  "),)), Gap()) if first else ()
    beside_it = (*_company(said), *((Gap(), *page.aside) if page.aside else ())) if said else page.aside
    return replace(page, blocks=(*above, *page.blocks), aside=beside_it)


def noticed(page: Page, led: Led | None) -> Page:
    """Return the notice with what those who join a lesson are told besides."""
    if led is None:
        return page
    kept: tuple[Block, ...] = (Prose(KEPT),)
    if led.notice is not None:
        kept = (Rule(led.notice.heading), Gap(), Prose(led.notice.text))
    return replace(page, blocks=(*page.blocks, Gap(), Prose(APART), Gap(), *kept))


def _company(said: tuple[str, ...]) -> tuple[Block, ...]:
    return (Rule("Your lesson", "news"), *(Words((Span(sentence),), (Span("· ", "number"),), (Span("  "),)) for sentence in said))


def lobby_page(guide: Guide, led: Led | None) -> Page:
    """Return the page that is shown until the seat's group plays; a play that nobody leads has none."""
    if led is not None and led.gone:
        return Page(guide.title, (Prose(f"{led.said()} {out(led)}"),), ask="q leaves.")
    said = _company(sentences(led.news().seat)) if led is not None else ()
    again = led.again if led is not None else ""
    blocks = (*said, Gap(), Words((Span("To come back to this seat from anywhere: ", "strong"), Span(again))))
    asked = "w says which role you would like; " if led is not None and led.news().seat.choosing else ""
    return Page(guide.title, blocks, ask=f"{asked}b shows the brief: the act, its sources and the roles.")
