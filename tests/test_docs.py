"""The documentation is complete, its links lead somewhere, and its examples run."""

import ast
import doctest
import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from sim import errors
from sim.cli.app import app
from sim.cli.config import KEYS
from sim.cli.exits import EXITS
from sim.model.events import Entry
from sim.model.lesson import LessonEntry
from sim.terminal.lookups import HELP, HELP_IN_A_LESSON
from tests.shell import FLAGS, agrees, commands, said

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.joinpath("docs").rglob("*.md")])
REFERENCE = ROOT / "docs" / "reference"
EXAMPLE = re.compile(r"^```console run\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def _links(page: Path) -> list[str]:
    return [link for link in LINK.findall(FENCED.sub("", page.read_text("utf-8"))) if "://" not in link]


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", FENCED.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """Every link to a file of the repository names one that is there, and every anchor a heading of it."""
    broken = []
    for link in _links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(link)

    assert [] == broken


def test_every_page_can_be_reached_from_the_readme() -> None:
    """Somebody who follows links from the README comes to every page of the documentation."""
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        waiting.extend((page.parent / link.partition("#")[0]).resolve() for link in _links(page) if not link.startswith("#"))

    assert [] == [_name(page) for page in PAGES if page not in reached]


@pytest.mark.parametrize("page", [page for page in PAGES if ">>> " in page.read_text("utf-8")], ids=_name)
def test_every_python_example_runs(page: Path) -> None:
    """Every Python example of a page gives what the page says."""
    failed, _ = doctest.testfile(str(page), module_relative=False, optionflags=FLAGS, encoding="utf-8")

    assert 0 == failed


def test_the_readme_has_a_tour_in_python() -> None:
    """The README shows at least ten lines of Python, so the test above has something to run."""
    assert ROOT.joinpath("README.md").read_text("utf-8").count(">>> ") >= 10


def _shell_examples() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for place, block in enumerate(EXAMPLE.findall(page.read_text("utf-8")), 1):
            yield f"{_name(page)}-{place}", block


@pytest.mark.parametrize("block", [pytest.param(block, id=name) for name, block in _shell_examples()])
def test_every_shell_example_runs(block: str, tmp_path: Path) -> None:
    """Every block marked `console run` prints what the page says, line by line in one new folder."""
    for line, expected in commands(block):
        found = said(line, tmp_path, tmp_path / "data")

        assert agrees(expected, found), f"$ {line}\n{found}\nbut the page says\n{expected}"


def test_there_are_shell_examples() -> None:
    """At least three pages have examples for the test above."""
    assert len({name.rpartition("-")[0] for name, _ in _shell_examples()}) >= 3


def _commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from _commands(found, f"{name} {inner}")


@pytest.mark.parametrize(("name", "command"), [pytest.param(name, command, id=name) for name, command in _commands(app, "sim")])
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    """Every command has a section in the reference, which names each of its options and arguments."""
    section = re.search(
        rf"^##+ `{re.escape(name)}`$(.*?)(?=^##|\Z)", REFERENCE.joinpath("commands.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    said = section.group(1) if section else ""
    wanted = [
        option if isinstance(parameter, click.Option) else parameter.human_readable_name.upper()
        for parameter in command.params
        for option in (parameter.opts if isinstance(parameter, click.Option) else [""])
    ]

    assert section is not None
    assert [] == [option for option in wanted if not re.search(rf"{re.escape(option)}(?![\w-])", said)]


def _raised_codes() -> set[str]:
    """Every code in sim/: of an error's class, of an error that is raised, and of a problem that is reported."""
    kinds = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.SimError)}
    codes = {getattr(errors, name).code for name in kinds}
    for file in ROOT.joinpath("sim").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            keyed = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            given = keyed or (node.args[1:2] if node.func.id in kinds else node.args[:1] if node.func.id == "Problem" else [])
            codes |= {value.value for value in given if isinstance(value, ast.Constant) and isinstance(value.value, str)}
    return codes - {""}


def test_every_error_code_is_documented() -> None:
    """Every code that an error or a problem can carry stands in the reference of errors."""
    documented = set(re.findall(r"`([a-z][a-z-]+)`", REFERENCE.joinpath("errors.md").read_text("utf-8")))

    assert set() == _raised_codes() - documented


def test_every_exit_code_is_documented() -> None:
    """The page about exit codes has the program's own table, row by row."""
    said = REFERENCE.joinpath("exit-codes.md").read_text("utf-8")

    assert [] == [number for number, meaning in EXITS if f"| {number} | {meaning} |" not in said]


def test_every_setting_is_documented() -> None:
    """The page about settings has a row for each, with its default."""
    said = REFERENCE.joinpath("config.md").read_text("utf-8")
    rows = {name: f"| `{name}` | `{json.dumps(key.default)}` |" for name, key in KEYS.items() if name != "paths.data"}

    assert [] == [name for name, row in rows.items() if row not in said]
    assert "| `paths.data` | the system's" in said


@pytest.mark.parametrize("log", [Entry, LessonEntry])
def test_every_event_is_documented(log: type[Entry | LessonEntry]) -> None:
    """The page about sessions has a row for every kind of event, of a play and of a lesson."""
    rows = re.findall(r"^\| (`[^|]*) \|", REFERENCE.joinpath("sessions.md").read_text("utf-8"), re.MULTILINE)
    kinds = set(re.findall(r"'const': '([a-z-]+)'", str(log.model_json_schema())))

    assert kinds
    assert set() == kinds - {name.strip("`") for row in rows for name in row.split(", ")}


def test_everything_that_can_be_typed_is_documented() -> None:
    """The page about plain mode names everything that a line of input can be."""
    said = ROOT.joinpath("docs", "how-to", "play-in-plain-mode.md").read_text("utf-8")

    assert [] == [typed for typed, _ in (*HELP, *HELP_IN_A_LESSON) if not all(f"`{word}`" in said for word in typed.split(" to "))]


def test_every_status_of_an_answer_is_documented() -> None:
    """The page about the HTTP interface tells of every status that the description of the server names."""
    described = json.loads(REFERENCE.joinpath("http.openapi.json").read_text("utf-8"))["paths"]
    named = {status for path in described.values() for asked in path.values() for status in asked["responses"]}
    rows = re.findall(r"^\| ([0-9, ]+) \|", REFERENCE.joinpath("http.md").read_text("utf-8"), re.MULTILINE)

    assert set() == named - {status for row in rows for status in row.split(", ")}


def test_every_layer_is_on_the_floor_plan() -> None:
    """The page about the floor plan has a row for every layer of sim/."""
    plan = ROOT.joinpath("docs", "explanation", "floor-plan.md").read_text("utf-8")
    layers = {
        path.stem for path in ROOT.joinpath("sim").iterdir() if not path.name.startswith("_") and (path.is_dir() or path.suffix == ".py")
    }

    assert set() == {layer for layer in layers if f"| `{layer}` |" not in plan}
