"""The parts of reference pages that are read off the code: `python -m tests.pages` writes them and docs/schema/, tests compare them.

Each stands in its page between two comments, `<!-- NAME: read off the code -->` and `<!-- NAME: end -->`.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import get_args

from pydantic.fields import FieldInfo

from sim.model.codes import PROBLEMS
from sim.model.part import Part
from sim.model.paths import slots, written_as
from sim.model.scenario import Scenario
from sim.model.source import Catalogue
from sim.store.schema import PARTS, lines_of, text_of

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"


def problems() -> str:
    """Return the table of every problem that a scenario can have."""
    rows = (f"| `{code}` | {explained.meaning} | {explained.remedy} |" for code, explained in PROBLEMS.items())
    return "\n".join(("| code | meaning | remedy |", "|---|---|---|", *rows))


def fields(root: type[Part]) -> Callable[[], str]:
    """Return a writer of one table of fields for each kind of part inside a file."""
    return lambda: "\n\n".join(_table(part) for part in _parts(root))


def _parts(root: type[Part]) -> Iterator[type[Part]]:
    """Give a kind of part and those inside it, each once, as an author meets them."""
    seen: list[type[Part]] = []
    waiting = [root]
    while waiting:
        part = waiting.pop(0)
        if part not in seen and part.__name__ not in _PAIRS:
            seen.append(part)
            yield part
            waiting = [slot.model for slot in slots(part)] + waiting


def _table(part: type[Part]) -> str:
    lines = dict(lines_of(part))
    keyed = _keys()
    head = f"### {part.__name__}\n\n{(part.__doc__ or '').splitlines()[0]}"
    rows = []
    for name, field in part.model_fields.items():
        written = written_as(name, field)
        needed = "key" if keyed.get(part) == name else "yes" if field.is_required() else "no"
        rows.append(f"| `{written}` | {_form(part, name, field)} | {needed} | {' '.join(lines.get(written, '').split())} |")
    return "\n".join((head, "", "| field | written as | needed | meaning |", "|---|---|---|---|", *rows))


def _keys() -> Mapping[type[Part], str]:
    """Return the kinds of parts that are written as a mapping, with the field that is its key."""
    return {slot.model: slot.key for root in (Scenario, Catalogue) for part in _parts(root) for slot in slots(part) if slot.key}


def _form(part: type[Part], name: str, field: FieldInfo) -> str:
    """Return how a field is written, in words."""
    slot = next((slot for slot in slots(part) if slot.name == name), None)
    text = str(field.annotation)
    if slot is not None and slot.key is not None:
        return f"mapping: {slot.key} to {slot.model.__name__}"
    if slot is not None and slot.model.__name__ in _PAIRS:
        return _PAIRS[slot.model.__name__]
    if slot is not None:
        return f"list of {slot.model.__name__}" if text.startswith("tuple") else slot.model.__name__
    leaves = set(_leaves(field.annotation))
    plain = _choices(field) or ("true or false" if bool in leaves else "whole number" if int in leaves else "text")
    return f"list of {plain}" if text.startswith("tuple") else plain


def _leaves(annotation: object) -> Iterator[object]:
    """Give the plain types that a type is made of."""
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for inner in get_args(annotation):
        yield from _leaves(inner)


_PAIRS = {
    "Effect": 'mapping: indicator to `+1`, `-1` or `"= 0"`',
    "StartValue": "mapping: indicator to whole number",
    "Briefing": "mapping: role to text",
    "Pick": "mapping: role to option",
    "Bound": "mapping: indicator to whole number",
    "Price": "mapping: kind to effects",
}
"""Parts that authors write as pairs."""


def _choices(field: FieldInfo) -> str:
    """Return the few values that a field may have, or an empty text."""
    inner = [field.annotation, *get_args(field.annotation)]
    enumerated = next((kind for kind in inner if isinstance(kind, type) and hasattr(kind, "__members__")), None)
    if enumerated is not None:
        return ", ".join(f"`{member.value}`" for member in enumerated.__members__.values())
    given = [value for value in get_args(field.annotation) if isinstance(value, str | int)]
    return ", ".join(f"`{value}`" for value in given)


BLOCKS: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "errors.md": {"problems": problems},
    "scenario.md": {"scenario": fields(Scenario), "catalogue": fields(Catalogue)},
}
"""What is read off the code: for each page, its blocks by name."""


def written(page: str) -> str:
    """Return the text of a page with its blocks as the code has them now."""
    text = REFERENCE.joinpath(page).read_text("utf-8")
    for name, write in BLOCKS[page].items():
        begin, end = f"<!-- {name}: read off the code -->\n", f"<!-- {name}: end -->"
        assert text.count(begin) == text.count(end) == 1, f"{page} has no block {name}"
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}{write()}\n{end}{rest.partition(end)[2]}"
    return text


if __name__ == "__main__":
    for name in BLOCKS:
        REFERENCE.joinpath(name).write_text(written(name), "utf-8")
    for part in PARTS:
        REFERENCE.parent.joinpath("schema", f"{part}.schema.json").write_text(text_of(part), "utf-8")
