"""States of pages, looked at as people may have them on their devices: every rule of accessibility, what is said aloud, and the width."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.classroom.browser.browsers import NARROW, too_wide, violations
from tests.classroom.browser.trees import TREES, grown

COLOURS = ({"color_scheme": "dark"}, {"contrast": "more"}, {"forced_colors": "active"})
PLAIN = {"color_scheme": "light", "contrast": "no-preference", "forced_colors": "none"}
WIDTHS = (640, 1280)
"""A laptop's window at twice its size, and a laptop's window; a phone's is where each state begins."""
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } "
    "p { margin-bottom: 2em !important }"
)
"""As WCAG 1.4.12 has it: nothing may be lost where people set their own."""


class States:
    """What was found wrong in the states that were looked at."""

    def __init__(self, folder: str) -> None:
        """Begin with none; trees are kept in a folder of that name."""
        self._folder = folder
        self.seen: list[str] = []
        self.wrong: list[str] = []

    def look(self, name: str, page: Page) -> None:
        """Look at a state as people may have it on their devices."""
        self.seen.append(name)
        self.wrong += violations(page, f"{name}, 320 px")
        self.wrong += grown(f"{self._folder}/{name}", page)
        self._width(page, name)
        page.evaluate("css => { const own = new CSSStyleSheet(); own.replaceSync(css); document.adoptedStyleSheets = [own]; }", SPACED)
        self._width(page, f"{name}, spaced")
        page.evaluate("document.adoptedStyleSheets = []")
        for colours in COLOURS:
            page.emulate_media(**{**PLAIN, **colours})
            self.wrong += violations(page, f"{name}, {colours}", ["color-contrast"])
        page.emulate_media(**PLAIN)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            self._width(page, f"{name}, {width} px")
        self.wrong += violations(page, f"{name}, {WIDTHS[-1]} px", ["target-size", "scrollable-region-focusable", "color-contrast"])
        page.set_viewport_size(NARROW)

    def found(self) -> list[str]:
        """Return what is wrong, and every tree that is kept of a state that nobody came to."""
        kept = {file.stem for file in (TREES / self._folder).glob("*.txt")}
        return self.wrong + sorted(f"{name}: nobody comes to it" for name in kept - {*self.seen})

    def _width(self, page: Page, where: str) -> None:
        self.wrong += [f"{where}: has to be moved sideways"] if too_wide(page) else []


def opened(page: Page) -> None:
    """Open everything that can be opened on a page."""
    page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true; })")
