"""Whose each text of a scenario is, and what it rests on."""

from collections.abc import Callable

import pytest

from sim.evidence.texts import OwnText, own_texts
from sim.model.scenario import Scenario
from sim.model.source import Basis
from tests.evidence.planted import MEETING, Data, M, noted, within


def texts(edit: Callable[[Data], object] = lambda _: None) -> dict[str, OwnText]:
    """Return every text of the council by its path, after an edit."""
    written = noted()
    edit(written)
    return {text.path: text for text in own_texts(Scenario.model_validate(written))}


@pytest.mark.parametrize(
    ("path", "voice", "role"),
    [
        (f"{M}.situation", "narrator", None),
        (f"{M}.briefings[0].text", "role", "north"),
        (f"{M}.decision.north.question", "role", "north"),
        (f"{M}.decision.south.options.listen.label", "role", "south"),
        ("roles.north.aims.calm.text", "role", "north"),
        ("roles.north.about", "narrator", None),
        ("acts.one.scenes.bridge.decision.chance.options.rain.label", "narrator", None),
        ("terms.crossing.usage[0].text", "role", "north"),
        ("notes.open.text", "outside", None),
        ("corroborations[0].what", "narrator", None),
    ],
)
def test_a_text_is_somebodys(path: str, voice: str, role: str | None) -> None:
    """A role speaks in its briefings, questions, options and aims; what chance brings is the narrator's; notes come from outside."""
    found = texts()[path]

    assert (voice, role) == (found.voice, found.role)


def test_an_option_called_like_a_role_is_still_its_deciders() -> None:
    """The id of an option says nothing of whose it is."""
    found = texts(lambda it: within(it, *MEETING, "decision", 1, "options", 1).update(id="north"))

    assert "south" == found[f"{M}.decision.south.options.north.label"].role


@pytest.mark.parametrize(
    ("path", "bases"),
    [
        (f"{M}.situation", {Basis.REPORTED, Basis.INFERRED}),
        (f"{M}.talk.prompt", {Basis.REPORTED, Basis.INFERRED}),
        (f"{M}.exercise.claim", {Basis.REPORTED, Basis.INFERRED}),
        (f"{M}.decision.north.options.close.label", {Basis.REPORTED, Basis.COUNTERFACTUAL}),
        (f"{M}.briefings[0].text", set()),
        ("acts.one.scenes.agreed.outcome.epilogue", set()),
        ("acts.one.title", set()),
    ],
)
def test_a_text_rests_on_something(path: str, bases: set[Basis]) -> None:
    """On the citations of its own part; a claim on its passages, a talk on those of its scene; advice and endings on nothing."""
    assert bases == set(texts()[path].bases)


def test_what_is_for_the_check_alone_is_no_text() -> None:
    """What a term lists under `also`, and why a role's screen is uneven, is told to nobody who plays."""

    def edit(it: Data) -> None:
        within(it, "terms", 0).update(also={"north": "the gates"})
        it.update(balance={"between": ["north", "south"], "uneven": {"north": "It is one."}})

    assert texts().keys() == texts(edit).keys()


def test_quotations_are_told_apart() -> None:
    """What stands between quotation marks of either form can be left out, or had alone."""
    found = texts(lambda it: within(it, *MEETING).update(situation='He said “one” and "two".'))[f"{M}.situation"]

    assert (("one", "two"), ["He", "said", "and", "."]) == (found.quoted, found.unquoted.split())
