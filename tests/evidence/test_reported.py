"""Whether a text that only reports has its figures and quotations from its passages."""

import pytest

from tests.engine import council
from tests.evidence.planted import LISTEN, MEETING, M, data, found, noted, reported, told, within

FIGURE = [("unsupported-figure", f"{M}.situation")]


@pytest.mark.parametrize(
    "situation",
    [
        "They met in June.",
        "All 12 met.",
        "A dozen met.",
        "Twelve hundred met.",
        "Three hundred and fifty met.",
        "Dozens met.",
        "Seven met.",
        "Some 40 per cent met.",
        "They met on Tuesday.",
        "They met on 8 May.",
        "They met on the eighth.",
        "They met on the eighth of May.",
        "They met in 2019.",
        "They met at half a dozen doors.",
        "Two thirds of them met.",
    ],
)
def test_a_figure_that_no_passage_has_is_found(situation: str) -> None:
    """Numbers in digits or words, shares, days, months, years and dozens of a report have to be in its passages."""
    assert FIGURE == found(lambda it: within(it, *MEETING).update(situation=situation, cites=[council.MET]))


@pytest.mark.parametrize(
    ("situation", "passage"),
    [
        ("They were 12, in June.", "All 12 of them met in June."),
        ("A dozen met.", "All 12 of them met in June."),
        ("Up to 350 came.", "Up to three hundred and fifty men came."),
        ("They came on 8 December.", "They came on December 8."),
        ("They came on 8 December 2020.", "They came on December 8."),
        ("They came on a Tuesday.", "They came on December 8."),
        ("They came on the eighth.", "They came on December 8."),
        ("They came in December.", "They came on December 8."),
        ("Six in a hundred came.", "Around six percent came."),
        ("Four towns voted.", "The towns of Ashby, Corby, Derby and Selby voted."),
        ("In 2017 they met.", "They met in 2017 again."),
        ("Both councils speak, two of two.", "They met in 2017 again."),
        ("It happened in 2020.", "They met there again."),
        ("Dozens came.", "Then dozens of men came."),
    ],
)
def test_a_figure_of_the_passage_may_be_told_in_other_words(situation: str, passage: str) -> None:
    """What the passage has, or comes to, is supported: the day of the week of its date, the length of its list, its document's year."""
    assert [] == reported(situation, passage)


@pytest.mark.parametrize(
    ("situation", "passage"),
    [
        ("They came on 20 October.", "They came on October 13, and on September 20."),
        ("They came on 8 December 2021.", "They came on December 8."),
        ("They came in June 2021.", "They came in June."),
        ("They came on a Monday.", "They came on December 8."),
        ("Some 350 per cent came.", "Up to 350 men came."),
        ("Some 12 came.", "Then dozens of men came."),
        ("They came on a Tuesday.", "They came in December."),
    ],
)
def test_a_figure_put_together_anew_is_found(situation: str, passage: str) -> None:
    """A day with another month, a date with another year, a number made a share, are not what the passage has."""
    assert FIGURE == reported(situation, passage)


@pytest.mark.parametrize(("roles", "expected"), [("Both of the 2 councils met.", []), ("All 5 councils met.", FIGURE)])
def test_roles_and_documents_may_be_counted(roles: str, expected: list[tuple[str, str]]) -> None:
    """How many roles and documents there are is no claim about what happened."""
    assert expected == found(lambda it: within(it, *MEETING).update(situation=roles, cites=[council.MET]))


def test_what_is_not_reported_may_have_figures() -> None:
    """A text that also implies or invents is not held to the figures of its passages."""
    assert [] == told("All 12 met in June.", *MEETING, field="situation")


@pytest.mark.parametrize(("field", "expected"), [("text", 1), ("label", 1), ("pro", 0), ("contra", 0)])
def test_an_advisers_reason_is_no_report(field: str, expected: int) -> None:
    """An option that is reported has its figures from its passages; what an adviser thinks of it has them from nowhere."""
    planted = found(lambda it: within(it, *MEETING, "decision", 0, "options", 0).update({field: "In ten minutes, 12 will come."}))

    assert 2 * expected == len([path for code, path in planted if code == "unsupported-figure" and path.endswith(field)])


def test_what_a_passage_leaves_out_is_not_in_it() -> None:
    """An account's gap may be told with figures."""
    assert [] == told("The other 12.", "conflicts", 0, "versions", 1, field="leaves_out")


def test_a_claim_is_held_to_the_passages_that_it_is_judged_by() -> None:
    """The claim of an exercise reports what its passages do."""
    claim = "The letter says that the bridge was closed on 13 June."
    passages = [council.CLOSED, council.MET]

    assert [("unsupported-figure", f"{M}.exercise.claim")] == found(
        lambda it: within(it, *MEETING, "exercise").update(claim=claim, passages=passages)
    )


def test_what_is_to_be_talked_about_is_held_to_its_scene() -> None:
    """The prompt of a talk in a scene that reports has no other figures than the scene's passages."""
    assert [("unsupported-figure", f"{M}.talk.prompt")] == found(
        lambda it: (within(it, *MEETING).update(cites=[council.MET]), within(it, *MEETING, "talk").update(prompt="Talk about the 12."))
    )


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        ("They spoke of “twelve chairs”.", ["invented-quotation", "unsupported-figure"]),
        ('They spoke of "a treason".', ["invented-quotation"]),
        ("They said: “The council met”, and left.", []),
        ("They said: “the Council … on Monday”.", []),
        ("They said: “The council [of both sides] met on Monday”.", []),
        ("They said: “The council treated … on Monday”.", ["invented-quotation"]),
        ("They spoke of “the gate”.", []),
    ],
)
def test_a_report_invents_no_quotation(situation: str, expected: list[str]) -> None:
    """Words between quotation marks in a report stand in a cited document, but for what is left out and a name in dispute."""
    planted = found(lambda it: within(it, *MEETING).update(situation=situation, cites=[council.MET]))

    assert expected == sorted(code for code, _ in planted)


def test_what_is_made_up_may_quote_what_is_said_in_it() -> None:
    """A quotation in a scene that was invented is not looked for."""
    assert [] == told("She said: “Never.”", "acts", 0, "scenes", 1, field="situation")
    assert [] == told("Say: “Never.”", *LISTEN)


def test_the_council_is_what_every_edit_begins_with() -> None:
    """The edited scenario differs from the council in the note alone."""
    assert [] == [key for key, value in noted().items() if key != "notes" and value != data(council.council())[key]]
