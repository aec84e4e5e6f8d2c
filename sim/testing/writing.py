"""From a route to a play file: what a survey or a fuzz found, as a test that anybody can run and keep.

Rule 1: what is written here reads back to the same play; a test holds it to that.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from sim.analysis.explore import Leg
from sim.analysis.survey import Onward, Route
from sim.library import Opened
from sim.model.ids import CHANCE
from sim.store.scalars import is_text
from sim.testing.script import PLAYS, SUFFIX
from sim.testing.table import Beginning, Table

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*\Z")
_UNSAFE = re.compile(r"[^a-z0-9]+")


def walk_route(opened: Opened, route: Route) -> Table:
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


def play_text(opened: Opened, route: Route, about: str, *, beside: Path | None = None, last: str = "") -> str:
    """Return a route as a play file, with the scene that each step leads to.

    Args:
        opened: the scenario.
        route: the play.
        about: what it shows, in a sentence.
        beside: the folder where the file will be kept; the scenario is named in it unless that is the scenario's own `plays`.
        last: a further line for what the end must be, such as `outcome: agreement`.

    """
    return "\n".join([*_lines(opened, route, about, beside, last), ""])


def _lines(opened: Opened, route: Route, about: str, beside: Path | None, last: str) -> Iterator[str]:
    yield f"about: {_scalar(about)}"
    named = _scenario(opened, beside)
    if named:
        yield f"scenario: {_scalar(named)}"
    yield f"act: {_scalar(route.act)}"
    if route.course != "whole":
        yield f"course: {_scalar(route.course)}"
    if route.campaign:
        yield "campaign: true"
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


def _scenario(opened: Opened, beside: Path | None) -> str:
    if opened.folder is None or beside is None or beside.resolve().is_relative_to(opened.folder / PLAYS):
        return ""
    return opened.scenario.id if opened.origin == "shipped" else str(opened.folder)


def _scalar(text: str) -> str:
    """Return a text as YAML reads it back."""
    return text if _PLAIN.match(text) and is_text(text) else json.dumps(text, ensure_ascii=False)


def save(folder: Path, name: str, text: str) -> Path:
    """Write a play file under a name made safe, in a folder that is made if need be; an older one of that name is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = _UNSAFE.sub("-", name.lower()).strip("-")[:80] or "play"
    path = folder / f"{stem}{SUFFIX}"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
