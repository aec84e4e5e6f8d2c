"""What `sim new` and `sim schema` make: a scenario folder that plays at once, and the schemas of its files."""

import re
import shutil
from pathlib import Path

import click

from sim.cli.output import talk, tell
from sim.errors import Invalid, StorageFailed
from sim.library import data_folder, open_scenario, shipped
from sim.model.nearest import nearest
from sim.store.schema import PARTS, text_of
from sim.testing.playschema import PLAY, play_schema

_ID = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_SCHEMAS = (*PARTS, PLAY)
"""The files that have a schema: those of a scenario, and its plays."""
_PLAYS = ("promises-kept.play.yaml", "threat.play.yaml")
"""The plays that go along, as examples of tests: one to each class of outcome."""
_AUTHOR = "author: an author who has not given a name yet    # shown before every play; write your name"
_COMMENTS = 25
"""Columns before the space and the comment of a line."""
_MODELINE = re.compile(r"^# yaml-language-server: \$schema=(?:\.\./)*docs/schema/", re.MULTILINE)


def make_folder(name: str) -> None:
    """Copy the tutorial to a folder under a name of its own, with the schemas of its files beside it."""
    target = Path(name)
    if not _ID.fullmatch(target.name) or target.name in shipped():
        taken = "is the name of a scenario that came with the program" if target.name in shipped() else "cannot be a scenario's name"
        message = f"{target.name!r} {taken}; use small letters, digits, - and _, beginning with a letter, such as lake-dispute"
        raise Invalid(message, "scenario-name")
    try:
        target.mkdir()
        _fill(target, data_folder() / "scenarios" / "tutorial")
    except FileExistsError as error:
        message = f"{target} exists already; take another name"
        raise StorageFailed(message, "folder-exists") from error
    except FileNotFoundError as error:
        message = f"{target} cannot be made: there is no folder {target.parent}; make it first, or go to where the scenario is to be"
        raise StorageFailed(message, "folder-not-made") from error
    except OSError as error:
        message = f"{target} cannot be made: {error.strerror}"
        raise StorageFailed(message, "folder-not-made") from error
    open_scenario(str(target))
    tell(str(target))
    talk(f"sim: next: sim check {target}, then sim play {target}; its texts are in {target}/scenario.yaml and {target}/acts")


def _fill(target: Path, tutorial: Path) -> None:
    for source in sorted(tutorial.rglob("*")):
        place = source.relative_to(tutorial)
        if not source.is_file() or source.suffix not in (".yaml", ".txt") or (place.parts[0] == "plays" and source.name not in _PLAYS):
            continue
        copy = target / place
        copy.parent.mkdir(exist_ok=True)
        if source.suffix == ".txt":
            shutil.copyfile(source, copy)
            continue
        text = _MODELINE.sub(f"# yaml-language-server: $schema={'../' * (len(place.parts) - 1)}schema/", source.read_text(encoding="utf-8"))
        if place.name == "scenario.yaml":
            text = re.sub(r"^id: tutorial *", f"{f'id: {target.name}':<{_COMMENTS}} ", text, count=1, flags=re.MULTILINE)
            title = target.name.replace("-", " ").replace("_", " ").capitalize()
            text = re.sub(r"^title: .*$", f"title: {title}", text, count=1, flags=re.MULTILINE)
            text = re.sub(r"^author: .*$", _AUTHOR, text, count=1, flags=re.MULTILINE)
        copy.write_text(text.replace("sim test scenarios/tutorial", f"sim test {target.name}"), encoding="utf-8", newline="\n")
    (target / "schema").mkdir()
    for part in _SCHEMAS:
        (target / "schema" / f"{part}.schema.json").write_text(_schema(part), encoding="utf-8", newline="\n")


def _schema(part: str) -> str:
    return play_schema() if part == PLAY else text_of(part)


def print_schema(part: str, *, listed: bool) -> None:
    """Print the schema of a part, or the names of all parts."""
    if listed:
        for name in _SCHEMAS:
            tell(name)
        return
    if part not in _SCHEMAS:
        guess = nearest(part, _SCHEMAS)
        hint = f"; did you mean {guess!r}?" if guess else ""
        message = f"there is no schema of {part!r}; there are: {', '.join(_SCHEMAS)}{hint}"
        raise click.BadParameter(message, param_hint="PART")
    click.echo(_schema(part), nl=False)
