"""The table of problems."""

import ast
from pathlib import Path

from sim.model.codes import PROBLEMS

ROOT = Path(__file__).parent.parent.parent
NOUNS = ("act", "conflict", "indicator", "option", "outcome class", "outlet", "owner", "role", "scene", "side")
"""What `unknown` makes codes of."""


def _made() -> set[str]:
    """Return every first argument of a `Problem` in the layers that read scenarios, and the codes made of nouns."""
    calls = [
        node
        for layer in ("model/crossref", "evidence")
        for file in (ROOT / "sim" / layer).glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem"
    ]
    codes = {
        first.value for call in calls if call.args and isinstance(first := call.args[0], ast.Constant) and isinstance(first.value, str)
    }
    return codes | {f"unknown-{noun.replace(' ', '-')}" for noun in NOUNS}


def test_every_code_between_parts_is_in_the_table() -> None:
    """No check reports a code that is not explained; tests/test_bad_scenarios.py shows the same of the codes for files."""
    assert set() == _made() - set(PROBLEMS)


def test_explanations_are_sentences() -> None:
    """Each meaning and each remedy begins with a capital and ends with a full stop."""
    texts = [text for explained in PROBLEMS.values() for text in explained]

    assert [] == [text for text in texts if not (text[0].isupper() and text.endswith("."))]
