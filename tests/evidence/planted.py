"""Violations of fairness planted in the council, a scenario that has none, and what is found of them.

Rule 1: edits are made in the scenario as its author writes it, so that paths are those of a file.
"""

from collections.abc import Callable
from typing import TypeAlias

from sim.evidence.check import ground
from sim.evidence.fairness import fairness
from sim.model.scenario import Scenario
from sim.model.source import Corpus
from tests import small
from tests.engine import council

Data: TypeAlias = dict[str, object]
Found: TypeAlias = list[tuple[str, str]]
"""Code and path of each finding."""

MEETING = ("acts", 0, "scenes", 0)
"""A scene that reports and implies."""
BRIDGE = ("acts", 0, "scenes", 1)
"""A scene that was made up."""
PLEDGE = (*MEETING, "decision", 0, "options", 0)
"""An option of the north that is reported."""
LISTEN = (*MEETING, "decision", 1, "options", 0)
"""An option of the south."""
M, B = "acts.one.scenes.meeting", "acts.one.scenes.bridge"


def data(scenario: Scenario) -> Data:
    """Return a scenario as its author would write it."""
    return scenario.model_dump(by_alias=True)


def within(written: Data, *steps: str | int) -> Data:
    """Return the mapping at the end of some steps."""
    here: object = written
    for step in steps:
        if isinstance(step, int):
            assert isinstance(here, list | tuple)
            here = here[step]
        else:
            assert isinstance(here, dict)
            here = here[step]
    return small.mapping(here)


def noted() -> Data:
    """Return the council with a note of which both references, of two owners, carry both sentences."""
    written = data(council.council())
    for place, owner in enumerate(("house", "union")):
        within(written, "notes", 0, "references", place).update(supports=[1, 2], owner=owner)
    return written


def found(edit: Callable[[Data], object], corpus: Corpus | None = None) -> Found:
    """Return every finding about the council after an edit, with other documents if they are given."""
    written = noted()
    edit(written)
    scenario = Scenario.model_validate(written)
    grounds, problems = ground(scenario, corpus or council.corpus())
    assert () == problems
    return [(problem.code, problem.path) for problem in fairness(scenario, grounds)]


def told(text: str, *steps: str | int, field: str = "text") -> Found:
    """Return every finding about the council with another text somewhere."""
    return found(lambda it: within(it, *steps).update({field: text}))


def reported(text: str, passage: str, **more: object) -> Found:
    """Return every finding about a scene that tells a text and cites a passage that reports it.

    Args:
        text: the situation.
        passage: a sentence that the letter has beside its own.
        more: fields of the scenario itself.

    """
    letter, paper = council.corpus().documents
    longer = council.corpus().model_copy(update={"documents": (letter.model_copy(update={"text": f"{letter.text} {passage}"}), paper)})

    def edit(it: Data) -> None:
        it.update(more)
        within(it, *MEETING).update(situation=text, cites=[council.cite(passage)])

    return found(edit, longer)
