"""Where a part stands in a scenario, written as people write it: `acts.2022.scenes.talks.branches[1].to`.

Every problem names its place in this form, and the readers of files know the line for it. Parts that authors write as a mapping are
named by their key, parts of a list by their number from 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args

from pydantic.fields import FieldInfo

from sim.model.part import KeyedSchema, Part


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of a part that holds other parts."""

    name: str
    """Name of the attribute."""
    written: str
    """Name in the file; differs from `name` where that is a word of Python."""
    key: str | None
    """Which field of the parts inside is the key of the mapping; None where they stand in a list or alone."""
    model: type[Part]
    """What stands inside."""


def written_as(name: str, field: FieldInfo) -> str:
    """Return the name that a field has in a file."""
    return field.alias or name


def part_within(annotation: object) -> type[Part] | None:
    """Return the kind of part that a field's type speaks of, or None where it speaks of none."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((found for inner in get_args(annotation) if (found := part_within(inner))), None)


@cache
def slots(model: type[Part]) -> tuple[Slot, ...]:
    """Return the fields of a kind of part that hold other parts, in their order."""
    found = []
    for name, field in model.model_fields.items():
        inner = part_within(field.annotation)
        if inner is not None:
            key = next((mark.field for mark in field.metadata if isinstance(mark, KeyedSchema)), None)
            found.append(Slot(name, written_as(name, field), key, inner))
    return tuple(found)


def walk(part: Part, path: str = "") -> Iterator[tuple[str, Part]]:
    """Give a part and every part inside it, each with its path, in the order of the file."""
    yield path, part
    here = f"{path}." if path else ""
    for slot in slots(type(part)):
        held: Part | tuple[Part, ...] | None = getattr(part, slot.name)
        if isinstance(held, Part):
            yield from walk(held, f"{here}{slot.written}")
        elif held is not None:
            for index, inner in enumerate(held):
                step = f"[{index}]" if slot.key is None else f".{getattr(inner, slot.key)}"
                yield from walk(inner, f"{here}{slot.written}{step}")


@cache
def field_names(*roots: type[Part]) -> frozenset[str]:
    """Return every name that a field has in files of some kinds; any other key in them is an id that the author chose."""
    waiting, seen = [*roots], set(roots)
    while waiting:
        fresh = {slot.model for slot in slots(waiting.pop())} - seen
        seen |= fresh
        waiting += fresh
    return frozenset(written_as(name, field) for kind in seen for name, field in kind.model_fields.items())
