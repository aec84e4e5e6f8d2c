"""The corpus of bad scenarios: the good one with an edit or an attack, and what the reader says of it."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import yaml

from sim.errors import InvalidScenario
from sim.library import open_scenario
from tests.bad.attacks import ATTACKS

HERE = Path(__file__).parent
MESSAGES = HERE / "messages.txt"
SHOWN = 12
"""Lines of one answer that messages.txt has; of a longer one, their number too."""


def _edits() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    written = yaml.safe_load((HERE / "cases.yaml").read_text("utf-8"))
    return {name: (case, case["and"]) if "and" in case else (case,) for name, case in written.items()}


EDITS = _edits()
NAMES = (*EDITS, *ATTACKS)


def make(name: str, where: Path) -> Path:
    """Return the folder of a bad scenario, made inside another folder."""
    folder = where / "bad"
    shutil.copytree(HERE / "good", folder)
    for edit in EDITS.get(name, ()):
        _apply(edit, folder)
    if name in ATTACKS:
        ATTACKS[name](folder)
    return folder


def _apply(edit: Mapping[str, str], folder: Path) -> None:
    find = edit["find"]
    if find == "GONE":
        for file in folder.glob(edit["in"]):
            file.unlink()
        return
    file = folder / edit["in"]
    if find not in {"ALL", "NEW"}:
        text = file.read_text("utf-8")
        assert text.count(find) == 1, f"{find!r} stands {text.count(find)} times in {file.name}"
        file.write_bytes(text.replace(find, edit["put"]).encode())
    else:
        file.write_bytes(edit["put"].encode())


def said(folder: Path) -> tuple[str, ...]:
    """Return what is wrong with a scenario, one problem a line, each after its code."""
    try:
        open_scenario(str(folder))
    except InvalidScenario as error:
        lines = [f"{problem.code} {problem}" for problem in error.problems]
        return (*lines[:SHOWN], f"… {len(lines)} lines") if len(lines) > SHOWN else tuple(lines)
    return ()


def expected() -> dict[str, tuple[str, ...]]:
    """Return what the reader is known to say of each bad scenario."""
    found: dict[str, list[str]] = {}
    for line in MESSAGES.read_text("utf-8").splitlines():
        if line.startswith("## "):
            lines = found.setdefault(line.removeprefix("## "), [])
        elif line:
            lines.append(line)
    return {name: tuple(lines) for name, lines in found.items()}
