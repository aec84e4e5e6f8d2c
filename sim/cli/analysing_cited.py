"""What a branch tells, as HTML: its words, on what basis they stand, and each passage with whoever says it.

Rule 1: no passage stands alone; who says it, where, and what it bears on stand under it.
"""

from collections.abc import Iterator

from sim.engine.shown import basis_of, show_all
from sim.library import OpenScenario
from sim.model.scene import Branch
from sim.report.page import safe
from sim.report.wording import basis_sentence

_SILENT = "The play goes on, and nothing is told."


def narration(branch: Branch) -> str:
    """Return what happens, in the author's words."""
    return safe(branch.narration or _SILENT)


def cited(opened: OpenScenario, branch: Branch) -> Iterator[str]:
    """Give the basis and the passages, in elements that may stand inside a line of text."""
    yield f"<small>{safe(basis_sentence(basis_of(branch.cites)))}</small>"
    for passage in show_all(branch.cites, opened.grounds):
        yield f"<q>{safe(passage.quote)}</q>"
        yield f"<small>{safe(passage.credit)}. {safe(passage.bearing('what happens'))}.</small>"
