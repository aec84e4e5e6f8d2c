"""One line of a session's file as one part, or what is wrong with it."""

from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sim.errors import Problem
from sim.model.nearest import nearest
from sim.model.part import Part
from sim.store.wording import short, wording

_P = TypeVar("_P", bound=Part)


def part_of(kind: type[_P], line: bytes, number: int, limit: int, problems: list[str]) -> _P | None:
    """Read one line, or add everything that is wrong with it to the problems and return None.

    Args:
        kind: what the line should hold.
        line: its bytes, without the line feed.
        number: which line of the file it is, from 1.
        limit: bytes that are read, at most.
        problems: gets one sentence for each problem, which begins with the line's number.

    """
    if len(line) > limit:
        problems.append(f"line {number}: {len(line):,} bytes; at most {limit:,} are read")
        return None
    try:
        return kind.model_validate_json(line.removesuffix(b"\r"), strict=True)
    except ValidationError as error:
        problems += [f"line {number}: {_said(kind, details)}" for details in error.errors(include_url=False)]
        return None


def _said(kind: type[Part], details: ErrorDetails) -> str:
    context = details.get("ctx", {})
    if details["type"] == "json_invalid":
        reason = str(context["error"]).partition(" at line ")[0]
        return f"no JSON that can be read ({reason}); the line is damaged, or the file was cut off"
    *before, last = [str(step) for step in details["loc"]] or [""]
    if details["type"] == "union_tag_invalid":
        known = str(context["expected_tags"]).replace("'", "")
        what = f"unknown kind {short(str(context['tag']))}"
        return str(Problem("not-one-of", last, what, f"one of {known}", nearest(str(context["tag"]), known.split(", "))))
    words = wording(details, kind if not before else None)
    at_parent = details["type"] in {"missing", "extra_forbidden"}
    return str(Problem(words.code, ".".join(before if at_parent else [*before, last]), words.what, words.expected, words.suggestion))
