"""From a route to a play file: what a survey or a fuzz found, as a test that anybody can run and keep.

Rule 1: what is written here reads back to the same play; a test holds it to that.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sim.analysis.explore import Leg
from sim.analysis.survey import Onward, Route
from sim.library import OpenScenario
from sim.model.ids import CHANCE
from sim.store.scalars import is_text
from sim.testing.script import PLAYS, SUFFIX
from sim.testing.table import Beginning, Table

URN = "urn:standoff:schema:1:play"
"""The name of the schema of play files."""
_SCHEMAS = ("schema/play.schema.json", "docs/schema/play.schema.json")
"""Where it may lie, as seen from a folder above a play: made by `sim new`, and in the repository."""

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*\Z")
_UNSAFE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Named:
    """One of several plays that go into a file."""

    name: str
    about: str
    """What it shows, in a sentence."""
    route: Route


def walk_route(opened: OpenScenario, route: Route) -> Table:
    """Play a route at a table, one sealed choice after another.

    Raises:
        SimError: a step of it is refused.

    """
    table = Table(opened, Beginning(route.act, route.course, route.campaign))
    for leg in route.legs:
        take(table, leg)
    return table


def take(table: Table, leg: Leg | Onward) -> None:
    """Play one leg.

    Raises:
        SimError: it is refused.

    """
    if isinstance(leg, Onward):
        table.proceed(leg.to)
    elif leg.inject is not None:
        table.release(leg.inject)
    else:
        for role, option in sorted(leg.picks, key=lambda pick: pick[0] != CHANCE):  # chance is drawn on entering a turn
            if role == CHANCE:
                table.draw(option)
            else:
                table.choose(**{role: option})


def play_text(opened: OpenScenario, route: Route, about: str, *, beside: Path | None = None, last: str = "") -> str:
    """Return a route as a play file, with the scene that each step leads to.

    Args:
        opened: the scenario.
        route: the play.
        about: what it shows, in a sentence.
        beside: the folder where the file will be kept; the scenario is named in it unless that is the scenario's own `plays`.
        last: a further line for what the end must be, such as `outcome: agreement`.

    """
    return "\n".join([*_head(opened, about, beside), *_beginning(route), *_steps(opened, route, last), ""])


def plays_text(opened: OpenScenario, about: str, plays: Iterable[Named], *, beside: Path | None = None) -> str:
    """Return several routes as one play file.

    Args:
        opened: the scenario.
        about: what the plays have in common.
        plays: with names that differ.
        beside: as in `play_text`.

    """
    every = [*plays]
    acts = {one.route.act for one in every}
    shared = [f"act: {_scalar(*acts)}"] if len(acts) == 1 else []
    lines = [*_head(opened, about, beside), *shared, "plays:"]
    for one in every:
        beginning = [line for line in _beginning(one.route) if line not in shared]
        body = [f"about: {_scalar(one.about)}", *beginning, *_steps(opened, one.route, "")]
        lines += [f"  {_scalar(one.name)}:", *(f"    {line}" for line in body)]
    return "\n".join([*lines, ""])


def _head(opened: OpenScenario, about: str, beside: Path | None) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={schema_path(beside)}"
    yield f"about: {_scalar(about)}"
    named = _scenario(opened, beside)
    if named:
        yield f"scenario: {_scalar(named)}"


def schema_path(beside: Path | None) -> str:
    """Return the schema of play files as seen from a folder; its name where no folder above holds it."""
    if beside is not None:
        here = beside.resolve()
        for steps, folder in enumerate((here, *here.parents)):
            for place in _SCHEMAS:
                if (folder / place).is_file():
                    return f"{'../' * steps}{place}"
    return URN


def _beginning(route: Route) -> Iterator[str]:
    yield f"act: {_scalar(route.act)}"
    if route.course != "whole":
        yield f"course: {_scalar(route.course)}"
    if route.campaign:
        yield "campaign: true"


def _steps(opened: OpenScenario, route: Route, last: str) -> Iterator[str]:
    yield "steps:"
    table = Table(opened, Beginning(route.act, route.course, route.campaign))
    for leg in route.legs:
        take(table, leg)
        yield from _leg(leg)
        yield f"    expect: {{scene: {_scalar(table.scene)}}}"
    if last or not route.legs:
        yield f"  - expect: {{{last or f'scene: {_scalar(table.scene)}'}}}"


def _leg(leg: Leg | Onward) -> Iterator[str]:
    if isinstance(leg, Onward):
        yield f"  - proceed: {_scalar(leg.to)}"
    elif leg.inject is not None:
        yield f"  - release: {_scalar(leg.inject)}"
    else:
        choices = ", ".join(f"{_scalar(role)}: {_scalar(option)}" for role, option in leg.picks if role != CHANCE)
        drawn = next((option for role, option in leg.picks if role == CHANCE), None)
        lines = [f"choose: {{{choices}}}"] * bool(choices) + ([f"draw: {_scalar(drawn)}"] if drawn else [])
        for place, line in enumerate(lines):
            yield f"  {' ' if place else '-'} {line}"


def _scenario(opened: OpenScenario, beside: Path | None) -> str:
    if opened.folder is None or beside is None or beside.resolve().is_relative_to(opened.folder / PLAYS):
        return ""
    return opened.scenario.id if opened.origin == "shipped" else str(opened.folder)


def _scalar(text: str) -> str:
    """Return a text as YAML reads it back."""
    return text if _PLAIN.match(text) and is_text(text) else json.dumps(text, ensure_ascii=False)


def safe(name: str) -> str:
    """Return a name as files and plays may have it."""
    return _UNSAFE.sub("-", name.lower()).strip("-")[:60] or "play"


def save(folder: Path, name: str, text: str) -> Path:
    """Write a play file under a name made safe, in a folder that is made if need be; an older one of that name is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{safe(name)}{SUFFIX}"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
