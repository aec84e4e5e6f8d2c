"""What a page says to somebody who cannot see it: trees of accessibility, and kept ones to compare with.

`BLESS=1 pytest -m "" tests/classroom/browser/test_states.py tests/classroom/browser/test_other_states.py` writes the kept trees anew; their
difference is reviewed like any other.
"""

import os
import re
from difflib import unified_diff
from pathlib import Path

from playwright.sync_api import Page

TREES = Path(__file__).parent / "trees"
_CHANGING = (
    (re.compile(r"127\.0\.0\.1:\d+"), "127.0.0.1:8000"),
    (re.compile(r"\b\d\d:\d\d\b"), "12:00"),
    (re.compile(r"\b\d+:\d\d\b"), "1:00"),
    (re.compile(r"\(\d+ s a turn\)"), "(9 s a turn)"),
    (re.compile(r"^ *- status(?!: .?(?:Not saved|No connection)).*\n", re.MULTILINE), ""),
    (re.compile(r"\d+ connected"), "2 connected"),
    (re.compile(r"about \d+ minutes?"), "about 9 minutes"),
    (re.compile(r"\b[0-9BCDFGHJKMNPQRSTVWXYZ]{10}\b"), "BCDFGHJKMN"),
)
"""What is another in every run: addresses, times, the pace, what is told for some seconds only, and the code of a seat."""


def tree(page: Page) -> str:
    """Return the tree of a page, without what is another in every run."""
    text = page.locator("body").aria_snapshot() + "\n"
    for found, put in _CHANGING:
        text = found.sub(put, text)
    return text


def grown(name: str, page: Page) -> list[str]:
    """Return how the tree of a page differs from the one that is kept under a name, or keep it if that was asked for."""
    file, found = TREES / f"{name}.txt", tree(page)
    if os.environ.get("BLESS"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found, encoding="utf-8")
    kept = file.read_text("utf-8") if file.exists() else ""
    return [*unified_diff(kept.splitlines(), found.splitlines(), f"kept {name}", f"found {name}", lineterm="", n=1)]
