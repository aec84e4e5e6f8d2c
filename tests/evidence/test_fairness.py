"""Every promise of fairness: a planted violation is found at its place, and its clean neighbour is not."""

from collections.abc import Callable
from typing import TypeAlias

import pytest

from sim.errors import Problem
from sim.evidence.account import account, unaccounted
from sim.evidence.check import ground
from sim.evidence.fairness import fairness, unsourced
from sim.model.scenario import Scenario
from sim.model.source import Catalogue
from tests import small
from tests.engine import council

Data: TypeAlias = dict[str, object]


def data(scenario: Scenario) -> Data:
    """Return a scenario as its author would write it."""
    return scenario.model_dump(by_alias=True)


def within(written: Data, *steps: str | int) -> dict[str, object]:
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
    for place in (0, 1):
        within(written, "notes", 0, "references", place).update(supports=[1, 2])
    return written


def found(edit: Callable[[Data], object]) -> list[tuple[str, str]]:
    """Return code and path of every finding about the council after an edit."""
    written = noted()
    edit(written)
    scenario = Scenario.model_validate(written)
    grounds, problems = ground(scenario, council.corpus())
    assert () == problems
    return [(problem.code, problem.path) for problem in fairness(scenario, grounds)]


MEETING = ("acts", 0, "scenes", 0)
"""A scene that reports and implies."""
PLEDGE = (*MEETING, "decision", 0, "options", 0)
"""An option of the north that is reported."""
M = "acts.one.scenes.meeting"


def test_the_council_is_fair() -> None:
    """The scenario that every test here edits has no finding."""
    assert [] == found(lambda _: None)


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        ("The regime met.", [("loaded-word", f"{M}.situation")]),
        ("The REGIME, it met.", [("loaded-word", f"{M}.situation")]),
        ("The mayor spoke of a “regime”.", []),
        ("The regimen was kept.", []),
    ],
)
def test_words_that_judge_are_somebodys(situation: str, expected: list[tuple[str, str]]) -> None:
    """A loaded word of the narrator is found; one between quotation marks, and another word that only begins like it, is not."""
    assert expected == found(lambda it: (it.update(loaded=["regime"]), within(it, *MEETING).update(situation=situation)))


def test_a_role_may_judge_in_its_own_text() -> None:
    """A loaded word in an option is the role's, not the narrator's."""
    assert [] == found(lambda it: (it.update(loaded=["regime"]), within(it, *PLEDGE).update(text="Answer the regime.")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Go to the gate.", []), ("Go to the crossing.", [])],
)
def test_a_side_uses_its_own_name(text: str, expected: list[tuple[str, str]]) -> None:
    """In its own option a role says what it says, or the neutral name."""
    assert expected == found(lambda it: within(it, *PLEDGE).update(text=text))


@pytest.mark.parametrize(
    ("steps", "field", "path"),
    [
        (MEETING, "situation", f"{M}.situation"),
        ((*MEETING, "decision", 1, "options", 0), "text", f"{M}.decision.south.options.listen.text"),
    ],
)
def test_a_sides_name_belongs_to_that_side(steps: tuple[str | int, ...], field: str, path: str) -> None:
    """The narrator and the other side do not use a name that one side alone uses; quoted, it may stand."""
    assert [("disputed-name", path)] == found(lambda it: within(it, *steps).update({field: "It is at the gate."}))
    assert [] == found(lambda it: within(it, *steps).update({field: "It is at “the gate”."}))


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        ("They met in June.", [("unsupported-figure", f"{M}.situation")]),
        ("All 12 met.", [("unsupported-figure", f"{M}.situation")]),
        ("They met on Monday.", []),
        ("They spoke of “12 chairs”.", []),
    ],
)
def test_a_report_has_the_figures_of_its_passages(situation: str, expected: list[tuple[str, str]]) -> None:
    """A number or month of a text that only reports stands in its passages, or between quotation marks."""
    assert expected == found(lambda it: within(it, *MEETING).update(situation=situation, cites=[council.MET]))


def test_a_figure_of_the_passage_may_be_told() -> None:
    """A number and a month that stand in the cited passage are supported."""
    letter, paper = council.corpus().documents
    longer = letter.model_copy(update={"text": f"{letter.text} All 12 of them met in June."})
    written = noted()
    within(written, *MEETING).update(situation="They were 12, in June.", cites=[council.cite("All 12 of them met in June")])
    scenario = Scenario.model_validate(written)

    assert () == fairness(scenario, ground(scenario, council.corpus().model_copy(update={"documents": (longer, paper)}))[0])


def test_who_uses_the_neutral_name_owns_no_name() -> None:
    """Where a side's usage is the neutral name itself, everybody may use it."""
    usage = {"south": "the crossing"}

    assert [] == found(lambda it: (within(it, "terms", 0).update(usage=usage), within(it, *MEETING).update(situation="At the crossing.")))


def test_what_is_not_reported_may_have_figures() -> None:
    """A text that also implies or invents is not held to the figures of its passages."""
    assert [] == found(lambda it: within(it, *MEETING).update(situation="All 12 met in June."))


@pytest.mark.parametrize(
    ("steps", "field", "expected"),
    [
        (("acts", 0, "scenes", 1), "situation", [("person-in-invented-text", "acts.one.scenes.bridge.situation")]),
        (PLEDGE, "text", [("person-in-invented-text", f"{M}.decision.north.options.pledge.text")]),
        (MEETING, "situation", []),
    ],
)
def test_living_people_are_named_where_something_is_reported(
    steps: tuple[str | int, ...], field: str, expected: list[tuple[str, str]]
) -> None:
    """A speaker of the catalogue is named in no invented part and in no role's text; an attributed report may name her."""
    assert expected == found(lambda it: within(it, *steps).update({field: "Anna Hill will come."}))


def test_a_speaker_without_a_name_is_nobody_in_person() -> None:
    """A speaker whom the catalogue calls by an office or a place may be spoken of anywhere."""
    catalogue = council.corpus().catalogue
    nameless = tuple(speaker.model_copy(update={"name": "The old hill"}) for speaker in catalogue.speakers)
    corpus = council.corpus().model_copy(update={"catalogue": catalogue.model_copy(update={"speakers": nameless})})
    written = noted()
    within(written, *PLEDGE).update(text="Climb the hill.")
    scenario = Scenario.model_validate(written)

    assert () == fairness(scenario, ground(scenario, corpus)[0])


def test_the_office_may_be_named_anywhere() -> None:
    """Who speaks of the mayor names nobody."""
    assert [] == found(lambda it: within(it, *PLEDGE).update(text="The mayor will come to the hill."))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Order the villagers home.", [("command-over-residents", f"{M}.decision.north.options.pledge.text")]),
        ("You are sending all the villagers home.", [("command-over-residents", f"{M}.decision.north.options.pledge.text")]),
        ("Urge the villagers to go home.", []),
        ("Ask the villagers, and order tea.", []),
    ],
)
def test_nobody_commands_residents(text: str, expected: list[tuple[str, str]]) -> None:
    """Roles urge and ask; a role that orders or sends residents is found."""
    assert expected == found(lambda it: (it.update(residents=["villagers"]), within(it, *PLEDGE).update(text=text)))


PRICES: Data = {
    "shared": ["tension"],
    "kinds": {"force": {"tension": 2}, "concession": {}, "wait": {}, "talk": {}, "threat": {}},
}
BREAK = "acts.one.scenes.bridge.decision.north.options.break.effects"


def test_the_same_act_has_the_same_price() -> None:
    """An option that does not cost what its kind costs is found, and one that does is not; indicators that are not shared do not count."""
    assert [("price", BREAK)] == found(lambda it: it.update(prices=PRICES))


def test_an_exception_from_the_prices_has_a_reason() -> None:
    """An option that is named among the exceptions may cost something else."""
    exception = {"scene": "bridge", "role": "north", "option": "break", "reason": "Nobody is near."}

    assert [] == found(lambda it: it.update(prices=PRICES | {"exceptions": [exception]}))


def test_an_option_at_its_price_is_no_finding() -> None:
    """Once the option costs what its kind costs, nothing is found."""
    option = ("acts", 0, "scenes", 1, "decision", 0, "options", 1)

    assert [] == found(lambda it: (it.update(prices=PRICES), within(it, *option).update(effects={"pledge-north": -1, "tension": 2})))


def test_each_sentence_of_a_note_needs_two_owners() -> None:
    """A note whose references belong to one owner, or that has a sentence with one reference, is found sentence by sentence."""

    def one_owner(it: Data) -> None:
        for place in (0, 1):
            within(it, "notes", 0, "references", place).update(owner="A house")

    def one_reference(it: Data) -> None:
        within(it, "notes", 0, "references", 1).update(supports=[1])

    assert [("lonely-note", "notes.open.sentences[0]"), ("lonely-note", "notes.open.sentences[1]")] == found(one_owner)
    assert [("lonely-note", "notes.open.sentences[1]")] == found(one_reference)


def _said(**more: object) -> Catalogue:
    """Return the council's catalogue, in which everything says why it has no references, with an edit of the first owner."""
    written = council.corpus().catalogue.model_dump()
    for part in (*written["owners"], *written["outlets"]):
        part["unsourced"] = "Made up."
    return Catalogue.model_validate(written | {"owners": [written["owners"][0] | {"unsourced": None} | more, *written["owners"][1:]]})


def _reference(owner: str) -> dict[str, object]:
    return {"title": "A text", "publisher": "A paper", "owner": owner, "address": "a.example", "date": "2021", "words": ["It is a house."]}


@pytest.mark.parametrize("owners", [(), ("A trust",), ("A trust", "A trust")])
def test_a_statement_on_an_owner_needs_two_owners(owners: tuple[str, ...]) -> None:
    """What a catalogue says of an owner is found unless references of two owners carry it."""
    problems = unsourced(_said(references=[_reference(owner) for owner in owners]))

    assert [("unsourced-statement", "owners.house.about", "catalogue.yaml")] == [(one.code, one.path, one.file) for one in problems]


@pytest.mark.parametrize("more", [{"references": [_reference("A trust"), _reference("A state")]}, {"unsourced": "Nothing was found."}])
def test_a_statement_with_references_or_a_reason_is_no_finding(more: dict[str, object]) -> None:
    """Two references of different owners, or a line that says why there are none, are enough."""
    assert () == tuple(unsourced(_said(**more)))


def test_a_statement_on_an_outlet_is_looked_at_too() -> None:
    """Outlets are held to the same rule as owners."""
    assert ["outlets.post.about"] == [one.path for one in unsourced(council.corpus().catalogue) if one.path.startswith("outlets.")][:1]


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
