"""The promises of fairness together: a scenario that keeps them has no finding, and a violation of each is found."""

import pytest

from sim.errors import Problem
from sim.evidence.account import account, unaccounted
from sim.evidence.check import ground
from sim.model.scenario import Scenario
from tests.engine import council
from tests.evidence.planted import BRIDGE, MEETING, PLEDGE, Data, data, found, within


def test_the_council_is_fair() -> None:
    """The scenario that every violation is planted in has no finding."""
    assert [] == found(lambda _: None)


@pytest.mark.parametrize(
    ("code", "steps", "field", "text"),
    [
        ("loaded-word", BRIDGE, "situation", "The regimes met."),
        ("disputed-name", BRIDGE, "situation", "They met at the gate."),
        ("unsupported-figure", MEETING, "situation", "Dozens met."),
        ("unsupported-name", MEETING, "situation", "They met in Ashby."),
        ("invented-quotation", MEETING, "situation", "They met “in secret”."),
        ("person-in-invented-text", BRIDGE, "situation", "There stood Anna Hill."),
        ("command-over-residents", PLEDGE, "text", "Order the villagers home."),
    ],
)
def test_each_promise_is_looked_after(code: str, steps: tuple[str | int, ...], field: str, text: str) -> None:
    """One broken promise is one finding, of its own code."""

    def edit(it: Data) -> None:
        it.update(loaded=["regime"], residents=["villagers"])
        within(it, *MEETING).update(cites=[council.MET])
        within(it, *steps).update({field: text})

    assert [code] == [told for told, _ in found(edit)]


def test_prices_and_notes_are_looked_after() -> None:
    """An option off its price and a note of one owner are found with the rest."""
    prices = {"shared": ["tension"], "kinds": {"force": {"tension": 2}, "concession": {}, "wait": {}, "talk": {}, "threat": {}}}

    assert ["price"] == [code for code, _ in found(lambda it: it.update(prices=prices))]
    assert ["lonely-note"] * 2 == [code for code, _ in found(lambda it: within(it, "notes", 0, "references", 1).update(owner="house"))]


def test_a_note_from_outside_is_no_ground_of_a_scene() -> None:
    """A scene that cites a note instead of a document is refused."""
    written = data(council.council())
    within(written, *MEETING).update(cites=[council.cite("It was open. So it was said.", source="open")])
    _, problems = ground(Scenario.model_validate(written), council.corpus())

    assert ["unknown-source"] == [problem.code for problem in problems]


def _lost(set_aside: list[Data]) -> list[Problem]:
    scenario = Scenario.model_validate(data(council.council()) | {"set_aside": set_aside})
    return [*unaccounted(account(scenario, council.corpus()))]


def test_every_sentence_is_accounted_for() -> None:
    """A sentence that nothing rests on is found in its document, by line; a corroboration alone accounts for nothing."""
    assert [("unaccounted-sentence", "paper.txt", 1)] == [(problem.code, problem.file, problem.line) for problem in _lost([])]


def test_a_sentence_set_aside_is_accounted_for() -> None:
    """With a reason, a sentence may stay unused."""
    assert [] == _lost([{"source": "paper", "quote": "The council met again.", "reason": "Repetition."}])
