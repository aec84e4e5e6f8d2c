"""Windows of a real browser for tests of pages: a Chromium of this computer, what went wrong in it, and rules of accessibility."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

ROOT = Path(__file__).parents[3]
VENDORED = ROOT / "tests" / "vendored"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
LAPTOP = {"width": 1280, "height": 900}
PROJECTOR = {"width": 1920, "height": 1080}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DECIDES = re.compile("^(Decide|Vote|Change my vote|Give my vote again)$")
"""What the button says with which somebody decides, alone or in a team."""
_OURS = ("http://127.0.0.1:", "data:", "about:")


@dataclass
class Browsing:
    """Windows of one browser, and everything in them that went wrong."""

    browser: Browser
    wrong: list[str] = field(default_factory=list)
    """What a page complained of."""
    outside: list[str] = field(default_factory=list)
    """What a page asked for elsewhere."""

    def context(self, size: dict[str, int], **more: str | bool) -> BrowserContext:
        """Open a browser with cookies of its own."""
        made = self.browser.new_context(viewport=size, **more)
        made.on("page", self._attend)
        return made

    def window(self, size: dict[str, int], **more: str | bool) -> Page:
        """Open a window of its own, with cookies of its own."""
        return self.context(size, **more).new_page()

    def _attend(self, page: Page) -> None:
        def say(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                self.wrong.append(message.text)

        def ask(request: Request) -> None:
            if not request.url.startswith(_OURS):
                self.outside.append(request.url)

        page.on("console", say)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", ask)
        page.on("dialog", lambda dialog: dialog.accept())


@contextmanager
def started(*arguments: str) -> Iterator[Browsing]:
    """Start the browser of this computer, with further arguments; the test is skipped where there is none."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("there is no Chromium on this computer")
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, *arguments])
        yield Browsing(browser)
        browser.close()


def violations(page: Page, where: str, rules: Sequence[str] = ()) -> list[str]:
    """Return what axe finds on a page by all rules, or by some."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate((VENDORED / "axe.min.js").read_text("utf-8"))
    chosen = {"type": "rule", "values": [*rules]} if rules else {"type": "tag", "values": RULES}
    found = page.evaluate(
        "chosen => axe.run(document, {runOnly: chosen, resultTypes: ['violations']}).then(found => found.violations)", chosen
    )
    return [f"{where}: {one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def too_wide(page: Page) -> bool:
    """Tell whether a page has to be moved sideways to be read."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def joined(page: Page, base: str, code: str, name: str) -> Page:
    """Let somebody join by typing, where a script puts the focus into each field; `test_keyboard` goes there by the Tab key."""
    page.goto(f"{base}/")
    page.locator("#code").press_sequentially(code.lower())
    page.keyboard.press("Enter")
    page.locator("#name").press_sequentially(name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/s/**")
    return page


def beside(page: Page, path: str) -> str:
    """Return the address of a page beside the one that is shown."""
    return re.sub(r"[^/]*$", path, page.url.partition("#")[0])


def promise_nothing(phone: Page) -> None:
    """Let whoever has Eastbank decide the first turn and write to Westbank, and wait until the page says that both are kept."""
    phone.get_by_role("radio", name="Promise nothing yet").check()
    phone.get_by_role("button", name=DECIDES).click()
    phone.locator(".sealed", has_text="Eastbank has decided: Promise nothing yet.").wait_for()
    phone.locator("#speak-words").fill("Shall we meet?")
    phone.get_by_role("button", name="Send").click()
    phone.locator(".messages li", has_text="Shall we meet?").wait_for()
