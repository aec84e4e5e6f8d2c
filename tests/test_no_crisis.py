"""The program is for any crisis: what belongs to the one that is shipped stands in its folder, and nowhere in sim/."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from sim.library import open_scenario

ROOT = Path(__file__).parent.parent
SHIPPED = open_scenario("kosovo").scenario
NAMES = re.compile(
    r"kosov|serb|belgrade|pristina|albania|mitrovica|zvecan|brussels|eulex|\bkfor\b|\bnato\b|moscow|russia|vucic|kurti|\bplates?\b",
    re.IGNORECASE,
)


def _texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """Give every text that the program can use: not docstrings, and not the examples on help pages."""
    shown = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    shown |= {
        id(inner)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "examples"
        for inner in ast.walk(call)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in shown:
            yield node


def test_nothing_in_the_program_names_the_crisis() -> None:
    """No text in sim/ has a name of the shipped crisis, but for the scenario's own name where shipped scenarios are listed."""
    found = [
        f"{file.relative_to(ROOT)}:{node.lineno}: {node.value!r}"
        for file in ROOT.joinpath("sim").rglob("*.py")
        for node in _texts(ast.parse(file.read_text("utf-8")))
        if node.value != SHIPPED.id and isinstance(node.value, str) and NAMES.search(node.value)
    ]

    assert [] == found


def test_the_scenarios_own_name_stands_in_one_place() -> None:
    """The name of the shipped scenario is used by the list of shipped ones, and as what commands take when none is named."""
    files = {
        str(file.relative_to(ROOT))
        for file in ROOT.joinpath("sim").rglob("*.py")
        if any(node.value == SHIPPED.id for node in _texts(ast.parse(file.read_text("utf-8"))))
    }

    assert files <= {"sim/store/shelf.py", "sim/cli/sources.py"}


def test_no_role_is_known_to_the_program() -> None:
    """No id of a role of the shipped scenario is a text of the program."""
    used = {str(node.value) for file in ROOT.joinpath("sim").rglob("*.py") for node in _texts(ast.parse(file.read_text("utf-8")))}

    assert set() == {role.id for role in SHIPPED.roles} & used
