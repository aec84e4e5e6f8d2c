"""Playbills remembered from the last time: the first line of what is remembered of a checked scenario (`remembered`).

Rule 1: whatever is wrong with what was remembered is no error; the scenario is then opened before anything is shown of it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from sim.model.playbill import BilledAct, Playbill

if TYPE_CHECKING:
    from pathlib import Path

_MOST_BYTES = 1_000_000
"""A longer first line is none of ours."""


def file_of(cache: Path, name: str) -> Path:
    """Return the file in which a scenario is remembered whose letters have a name."""
    return cache / f"{name}.jsonl"


def written(bill: Playbill) -> str:
    """Return a playbill as one line."""
    return json.dumps(asdict(bill))


def recall_playbill(cache: Path, name: str) -> Playbill | None:
    """Return the playbill that is remembered under a name, or None."""
    try:
        with file_of(cache, name).open("rb") as file:
            return _playbill(json.loads(file.readline(_MOST_BYTES)))
    except (OSError, ValueError, RecursionError):  # not there, not JSON, or no playbill
        return None


def _playbill(data: object) -> Playbill:
    match data:
        case {
            "scenario": str(scenario),
            "title": str(title),
            "author": str(author),
            "notice": str(notice),
            "roles": list(roles),
            "acts": list(acts),
            "campaign": list(campaign),
        }:
            named = tuple(_pair(role) for role in roles)
            return Playbill(scenario, title, author, notice, named, tuple(_act(act) for act in acts), tuple(map(_text, campaign)))
        case _:
            raise ValueError


def _act(data: object) -> BilledAct:
    match data:
        case {"id": str(act), "title": str(title), "courses": list(courses)}:
            return BilledAct(act, title, tuple(_pair(course) for course in courses))
        case _:
            raise ValueError


def _pair(data: object) -> tuple[str, str]:
    match data:
        case [str(first), str(second)]:
            return first, second
        case _:
            raise ValueError


def _text(data: object) -> str:
    match data:
        case str(text):
            return text
        case _:
            raise ValueError
