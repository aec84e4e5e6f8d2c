"""A scenario in another language: which texts it has to have, and the scenario with them put in.

Rule 1: only texts that the author wrote are translated; ids, quotations, dates and numbers stay as they are.
"""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sim.evidence.texts import own_texts
from sim.model.part import Part
from sim.model.paths import slots, walk
from sim.model.reading import Term
from sim.model.scenario import Role, Scenario
from sim.model.translation import Translation

_P = TypeVar("_P", bound=Part)

_NAMES: Mapping[type[Part], tuple[str, ...]] = {Role: ("name", "adviser"), Term: ("neutral",)}
"""Fields that are no running text and are translated all the same."""


def translatable(scenario: Scenario) -> dict[str, str]:
    """Return every text of a scenario that a translation has to have, by its path, in file order."""
    found = {own.path: own.text for own in own_texts(scenario)}
    for path, part in walk(scenario):
        for field in _NAMES.get(type(part), ()):
            found[f"{path}.{field}"] = getattr(part, field)
    order = {path: place for place, (path, _) in enumerate(walk(scenario))}
    return dict(sorted(found.items(), key=lambda item: order.get(item[0].rpartition(".")[0], 0)))


def same(one: str, other: str) -> bool:
    """Tell whether two texts are the same but for white space."""
    return one.split() == other.split()


def misfits(scenario: Scenario, texts: Mapping[str, str]) -> dict[str, ErrorDetails]:
    """Return what is wrong with texts, by their paths, where a field cannot hold them: too long, or several lines for one."""
    kinds = {path: type(part) for path, part in walk(scenario)}
    found: dict[str, ErrorDetails] = {}
    for path, text in texts.items():
        around, _, field = path.rpartition(".")
        try:
            kinds[around].model_validate({field: text})
        except ValidationError as error:  # of a part with this field alone, most of which says only that the others are missing
            wrong = next((details for details in error.errors(include_url=False) if details["loc"] == (field,)), None)
            if wrong is not None:
                found[path] = wrong
    return found


def put_in(scenario: Scenario, translation: Translation) -> Scenario:
    """Return a scenario with the texts of a translation; what it lacks, has out of date or cannot hold stays as it was written."""
    wanted = translatable(scenario)
    texts = {
        entry.path: entry.text
        for entry in translation.texts
        if entry.text is not None and entry.path in wanted and same(entry.of, wanted[entry.path])
    }
    unfit = misfits(scenario, texts)
    return _with(scenario, "", {path: text for path, text in texts.items() if path not in unfit})


def _with(part: _P, path: str, texts: Mapping[str, str]) -> _P:
    here = f"{path}." if path else ""
    changed: dict[str, object] = {}
    for name in type(part).model_fields:
        if f"{here}{name}" in texts:
            changed[name] = texts[f"{here}{name}"]
    for slot in slots(type(part)):
        held: Part | tuple[Part, ...] | None = getattr(part, slot.name)
        if isinstance(held, Part):
            changed[slot.name] = _with(held, f"{here}{slot.written}", texts)
        elif held is not None:
            changed[slot.name] = tuple(
                _with(inner, f"{here}{slot.written}{f'[{index}]' if slot.key is None else f'.{getattr(inner, slot.key)}'}", texts)
                for index, inner in enumerate(held)
            )
    return part.model_copy(update=changed)
