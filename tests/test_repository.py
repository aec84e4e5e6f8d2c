"""What no file of the repository may hold, and what every file must."""

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from sim import __version__

ROOT = Path(__file__).parent.parent
FOLDERS = ("sim", "tests", "docs", "scenarios", "benchmarks", ".ci")
TEXTS = sorted(
    file
    for file in chain(ROOT.glob("*.*"), ROOT.glob("LICENSE"), *(ROOT.joinpath(folder).rglob("*") for folder in FOLDERS))
    if file.is_file() and file.suffix not in {".pyc", ".png", ".sqlite"} and not file.name.startswith(".coverage")
)
MACHINE_PATH = re.compile(r"/(?:work|root|home/[a-z]+|Users/[A-Za-z]+)/")
INDEX_ADDRESS = re.compile(r"index[-]url|find[-]links|://[^ ]*/simple(?:/|\b)|://registry\.|://pypi\.|files\.pythonhosted\.")
LEFT_OPEN = re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X])\b")


def _lines(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for file in TEXTS
        for number, line in enumerate(file.read_text("utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("pattern", [MACHINE_PATH, INDEX_ADDRESS, LEFT_OPEN], ids=["machine path", "index address", "left open"])
def test_no_file_holds_what_belongs_to_one_machine_or_one_day(pattern: re.Pattern[str]) -> None:
    """No file names a folder of somebody's machine, the address of a package index, or work left open."""
    assert [] == _lines(pattern)


def test_no_file_of_the_package_outgrows_one_idea() -> None:
    """No module of sim/ is longer than 400 lines."""
    lengths = {str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines()) for file in ROOT.joinpath("sim").rglob("*.py")}

    assert {} == {name: length for name, length in lengths.items() if length > 400}


def test_every_module_says_what_belongs_there() -> None:
    """Every module of sim/ that holds anything begins with a docstring."""
    modules = [file for file in ROOT.joinpath("sim").rglob("*.py") if file.read_text("utf-8").strip()]

    assert [] == [str(file.relative_to(ROOT)) for file in modules if not file.read_text("utf-8").startswith('"""')]


def test_every_lint_exception_has_its_reason() -> None:
    """Every rule that pyproject.toml switches off has a comment beside it."""
    text = ROOT.joinpath("pyproject.toml").read_text("utf-8")
    lint = text[text.index("[tool.ruff.lint]") : text.index("[tool.ruff.lint.pydocstyle]")]
    codes = [line for line in lint.splitlines() if re.match(r' +"[A-Z]+[0-9]+",', line)]

    assert codes
    assert [] == [line for line in codes if not re.search(r",\s+# \S", line)]


def test_every_exception_in_the_code_has_its_reason() -> None:
    """Every rule that is switched off for a line has a reason beside it."""
    files = [file for folder in ("sim", "tests", "benchmarks") for file in ROOT.joinpath(folder).rglob("*.py")]
    found = [(file, line) for file in files for line in file.read_text("utf-8").splitlines() if re.search(r"# [n]oqa", line)]

    assert found
    assert [] == [f"{file.relative_to(ROOT)}: {line.strip()}" for file, line in found if not re.search(r"[n]oqa: [A-Z0-9, ]+ -- \S", line)]


def test_the_lock_holds_every_declared_package() -> None:
    """Every package that pyproject.toml names stands in requirements.lock with its hashes."""
    project = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text("utf-8"))["project"]
    extras = chain.from_iterable(project["optional-dependencies"].values())
    declared = {re.split(r"[^A-Za-z0-9-]", name)[0].lower() for name in chain(project["dependencies"], extras)} - {project["name"]}
    locked = set(re.findall(r"^([a-z0-9-]+)==.* \\$", ROOT.joinpath("requirements.lock").read_text("utf-8"), re.MULTILINE))

    assert set() == declared - locked


def test_the_changelog_knows_this_version() -> None:
    """The changelog has a section for the version of the package, or one for what is not released yet."""
    changelog = ROOT.joinpath("CHANGELOG.md").read_text("utf-8")

    assert f"## [{__version__}]" in changelog or "## [Unreleased]" in changelog
