"""A citation is never shown without what must stand beside it."""

import pytest

from sim.engine.shown import BACKGROUND, BASIS_LABELS, basis_of, show, show_all
from sim.model.source import Basis, Citation
from tests.engine import council

GROUNDS = council.grounds()


def citation(data: dict[str, object]) -> Citation:
    """Return a citation as the model has it."""
    return Citation.model_validate(data)


def test_the_outlet_speaks_for_itself() -> None:
    """Words in nobody else's name are the outlet's own, with its owner beside them."""
    shown = show(citation(council.MET), GROUNDS)

    assert ("The council met on Monday", "The Post itself", "The Post", "The House", "One voice.") == (
        shown.quote,
        shown.speaker,
        shown.outlet,
        shown.owner,
        shown.caution,
    )


def test_a_speaker_is_named_with_the_office() -> None:
    """Words of a person have the person's name and office."""
    assert "Anna Hill, mayor of the north" == show(citation(council.CLOSED), GROUNDS).speaker


def test_independent_publishers_are_counted() -> None:
    """A passage that another owner's document reports too has both owners, its own first."""
    both, one = show(citation(council.MET), GROUNDS), show(citation(council.CLOSED), GROUNDS)

    assert ((2, ("The House", "The Union")), (1, ("The House",))) == (
        (both.publishers, both.publisher_names),
        (one.publishers, one.publisher_names),
    )


def test_the_credit_says_whose_words_they_are_without_a_key() -> None:
    """The first line beside the words has speaker, owner and publishers; an outlet that speaks itself is not named twice."""
    assert "The Post itself · 2020-01 · owner: The House · 2 independent publishers" == show(citation(council.MET), GROUNDS).credit
    assert "The Times itself · 2020 (inferred) · owner: The Union · 1 publisher" == show(citation(council.OPEN), GROUNDS).credit


def test_the_credit_names_the_outlet_of_somebody_else_s_words() -> None:
    """Where somebody else speaks, the outlet that reports it stands after the speaker."""
    shown = show(citation(council.MET), GROUNDS).model_copy(update={"speaker": "Ann, the mayor"})

    assert "Ann, the mayor · The Post · 2020-01 · owner: The House · 2 independent publishers" == shown.credit


def test_the_basis_is_said_of_the_part_and_not_of_the_words() -> None:
    """The second line says on what basis a part rests on the words."""
    assert "For this option: inferred from a report" == show(citation(council.OPEN), GROUNDS).bearing("this option")


def test_a_date_that_is_inferred_says_so() -> None:
    """The date of a document that does not state it is marked."""
    assert ("2020-01", "2020 (inferred)") == (show(citation(council.MET), GROUNDS).date, show(citation(council.OPEN), GROUNDS).date)


def test_an_invented_part_gets_no_authority_from_its_passage() -> None:
    """Beside an invented part a true passage is called background, not reported."""
    assert BACKGROUND == show(citation(council.NOBODY), GROUNDS).label


@pytest.mark.parametrize("basis", [Basis.REPORTED, Basis.INFERRED, Basis.COUNTERFACTUAL])
def test_every_other_basis_has_its_own_words(basis: Basis) -> None:
    """A passage is labelled by its basis."""
    given = citation(council.MET).model_copy(update={"basis": basis})

    assert BASIS_LABELS[basis] == show(given, GROUNDS).label


def test_notes_from_outside_stand_beside_their_passage() -> None:
    """A passage shows the notes that the scenario puts beside it, with their references."""
    (note,) = show(citation(council.OPEN), GROUNDS).notes

    assert ("It was open. So it was said.", "Nobody counted.", ("the council",), ["A report", "Another"]) == (
        note.text,
        note.caution,
        note.unwelcome_to,
        [reference.title for reference in note.references],
    )


def test_a_reference_says_who_owns_its_publisher() -> None:
    """The owner is shown by name, and that it is not known is said."""
    (note,) = show(citation(council.OPEN), GROUNDS).notes

    assert ["The House", "not known"] == [reference.owner for reference in note.references]


def test_the_neighbourhood_is_shown() -> None:
    """Around the words stand their sentence and the sentences before and after."""
    shown = show(citation(council.CLOSED), GROUNDS)

    assert (
        ("The council met on Monday.",),
        "Anna Hill said that the bridge would be closed.",
        ("Nobody was hurt.", "These are words of a letter."),
    ) == (
        shown.before,
        shown.sentence,
        shown.after,
    )


def test_the_weakest_basis_counts() -> None:
    """A part claims no more than its weakest citation, wherever it stands."""
    cites = [citation(data) for data in (council.MET, council.WARNED, council.OPEN)]

    assert [Basis.COUNTERFACTUAL, Basis.INFERRED, Basis.REPORTED] == [
        basis_of(tuple(cites)),
        basis_of((cites[0], cites[2])),
        basis_of((cites[0],)),
    ]


def test_citations_keep_their_order() -> None:
    """All citations of a part are shown in file order."""
    cites = tuple(citation(data) for data in (council.MET, council.CLOSED))

    assert ["The council met on Monday", "the bridge would be closed"] == [shown.quote for shown in show_all(cites, GROUNDS)]
