"""What is said from outside the documents: an owner that is not known counts as none, and a planted violation is found at its place."""

import pytest

from sim.evidence.check import ground
from sim.evidence.outside import lonely_notes, strangers, unsourced
from sim.model.crossref.catalogue import catalogue_problems
from sim.model.reading import Note
from sim.model.scenario import Scenario
from sim.model.source import Catalogue
from tests.engine import council


def _reference(owner: str | None, *supports: int) -> dict[str, object]:
    text = {"title": "A text", "publisher": "A paper", "owner": owner, "address": "a.example", "date": "2021", "words": ["It is a house."]}
    return text | ({"supports": supports} if supports else {})


def _note(*references: dict[str, object]) -> Note:
    """Return a note of two sentences."""
    return Note.model_validate(
        {"id": "open", "act": "one", "date": "2021", "sentences": ["It was open.", "So it was said."], "references": references}
    )


def _found(*references: dict[str, object]) -> list[tuple[str, str]]:
    return [(problem.path, problem.what) for problem in lonely_notes([_note(*references)])]


FIRST, SECOND = "notes.open.sentences[0]", "notes.open.sentences[1]"
ONE, NONE = "the sentence rests on one known owner", "the sentence rests on no known owner"


def test_two_known_owners_are_enough() -> None:
    """A note of which references of two owners carry each sentence is no finding."""
    assert [] == _found(_reference("house", 1, 2), _reference("union", 1, 2))


def test_one_owner_twice_is_one() -> None:
    """Two papers of one house carry a sentence as one would."""
    assert [(FIRST, ONE), (SECOND, ONE)] == _found(_reference("house", 1, 2), _reference("house", 1, 2))


def test_an_owner_that_is_not_known_counts_as_none() -> None:
    """References whose owner nobody knows make no second owner, however many there are."""
    assert [(SECOND, ONE)] == _found(_reference("house", 1, 2), _reference("union", 1), _reference(None, 2), _reference(None, 2))
    assert [(FIRST, NONE), (SECOND, NONE)] == _found(_reference(None, 1, 2), _reference(None, 1, 2))


def test_each_sentence_stands_for_itself() -> None:
    """Two owners of one sentence do not help the other, which may have no reference at all."""
    assert [(SECOND, NONE)] == _found(_reference("house", 1), _reference("union", 1))


def test_a_note_names_owners_of_the_catalogue() -> None:
    """An owner that the catalogue does not have is refused with the nearest one; that it is not known may be said."""
    notes = [_note(_reference("hause", 1, 2), _reference(None, 1, 2))]

    assert ["notes.open.references[0].owner: no owner 'hause'; did you mean 'house'?"] == [
        str(problem) for problem in strangers(notes, council.corpus())
    ]


def test_a_scenario_with_a_stranger_among_owners_does_not_load() -> None:
    """The owners of notes are looked at where its quotations are."""
    written = council.council().model_dump(by_alias=True)
    written["notes"][0]["references"][0]["owner"] = "nobody"

    assert [("unknown-owner", "notes.open.references[0].owner")] == [
        (problem.code, problem.path) for problem in ground(Scenario.model_validate(written), council.corpus())[1]
    ]


def _said(outlet: dict[str, object], **owners: dict[str, object]) -> Catalogue:
    """Return the council's catalogue with other owners beside The House, which says that it is made up; the outlet is its."""
    written = council.corpus().catalogue.model_dump()
    house = written["owners"][0] | {"unsourced": "Made up."}
    others = [{"id": name, "name": name.title(), "about": "An owner."} | fields for name, fields in owners.items()]
    return Catalogue.model_validate(written | {"owners": [house, *others], "outlets": [written["outlets"][0] | outlet], "sources": []})


ENOUGH: dict[str, object] = {"references": [_reference("house"), _reference("trust")]}
TRUST: dict[str, object] = {"references": [_reference("house")]}


@pytest.mark.parametrize(
    ("owners", "counted"),
    [
        ((), "no known owner"),
        ((None, None), "no known owner"),
        (("trust", None), "one known owner"),
        (("trust", "trust"), "one known owner"),
    ],
)
def test_a_statement_on_an_outlet_needs_two_known_owners(owners: tuple[str | None, ...], counted: str) -> None:
    """What a catalogue says of an outlet of the documents is found unless references of two known owners carry it."""
    (problem,) = unsourced(_said({"references": [_reference(owner) for owner in owners]}, trust=TRUST))

    assert ("unsourced-statement", "outlets.post.about", "catalogue.yaml", f"what is said of The Post rests on {counted}") == (
        problem.code,
        problem.path,
        problem.file,
        problem.what,
    )


@pytest.mark.parametrize("outlet", [ENOUGH, {"unsourced": "Nothing was found."}])
def test_a_statement_with_references_or_a_reason_is_no_finding(outlet: dict[str, object]) -> None:
    """Two references of different owners, or a line that says why there are none, are enough."""
    assert () == tuple(unsourced(_said(outlet, trust=TRUST)))


def test_an_owner_of_an_outlet_needs_two_known_owners_as_well() -> None:
    """One reference is too little for the owner of a document's outlet."""
    written = _said(ENOUGH, trust=TRUST).model_dump()
    written["outlets"][0]["owner"] = "trust"

    assert ["owners.trust.about"] == [problem.path for problem in unsourced(Catalogue.model_validate(written))]


def test_an_owner_of_texts_from_outside_needs_one_reference() -> None:
    """Who stands behind a text from outside has to have been read somewhere, whoever wrote it."""
    found = unsourced(_said(ENOUGH, trust={}, fund={"references": [_reference(None)]}))

    assert [
        "owners.trust.about: what is said of Trust rests on no known owner; a reference, or a line `unsourced` that says why there are none"
    ] == [f"{problem.path}: {problem.what}; {problem.expected}" for problem in found]


def test_a_catalogue_names_its_own_owners_in_references() -> None:
    """A reference of an owner or outlet that names an owner who is not there is refused."""
    catalogue = _said(
        {"references": [_reference("house"), _reference("hause")]}, trust={"references": [_reference("trusd"), _reference(None)]}
    )

    assert [
        "owners.trust.references[0].owner: no owner 'trusd'; did you mean 'trust'?",
        "outlets.post.references[1].owner: no owner 'hause'; did you mean 'house'?",
    ] == [str(problem) for problem in catalogue_problems(catalogue)]
