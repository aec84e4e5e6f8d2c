"""The end tells how people decided, beside the reported course and beside what else was open."""

from pathlib import Path

import pytest

from sim.model.view import ShownAim, View
from sim.report.review import Review
from sim.terminal.ending import ending_page
from sim.terminal.pages import columns
from tests.terminal.seated import GLOSSARY, GUIDE, seated

PEOPLE = ("eastbank",)


@pytest.fixture
def ended(tmp_path: Path) -> tuple[View, Review]:
    """A play of Eastbank that kept its word and ended in a standstill."""
    with seated(tmp_path, "eastbank") as table:
        table.choose("eastbank", "promise-notice", 1, "To be heard.", "falls")
        table.choose("eastbank", "keep-rope", 2)
        return table.view("eastbank"), table.review()


def _said(view: View, review: Review) -> str:
    return " ".join(
        " ".join(line.text for column in columns(ending_page(view, review, GUIDE, GLOSSARY, PEOPLE), 80) for line in column).split()
    )


def test_everybody_who_spoke_stops_speaking(ended: tuple[View, Review]) -> None:
    """The page names the roles that people here played, not those of other terminals, and says what a role is not."""
    page = ending_page(*ended, GUIDE, GLOSSARY, PEOPLE)

    assert page.ask.startswith("You have left your role: Eastbank.")
    assert ending_page(*ended, GUIDE, GLOSSARY, ("eastbank", "westbank")).ask.startswith("You have left your roles: Eastbank and Westbank.")
    assert "What was decided in a role is not what the person in it thinks." in _said(*ended)


def test_who_only_watched_is_told_so_too(ended: tuple[View, Review]) -> None:
    """Where nobody played, nobody in particular stops speaking."""
    assert ending_page(*ended, GUIDE, GLOSSARY, ()).ask.startswith("You no longer speak for anybody in this crisis.")


def test_only_who_can_go_on_is_told_how(ended: tuple[View, Review]) -> None:
    """Where another act follows, Enter goes on to it and `sim resume` later; in a lesson neither is said."""
    view, review = ended
    before = review.model_copy(update={"next_act": "The ice"})
    page = ending_page(view.model_copy(update={"next_act": "The ice"}), before, GUIDE, GLOSSARY, PEOPLE)
    led = ending_page(view, before, GUIDE, GLOSSARY, PEOPLE)

    assert page.ask.startswith("Enter goes on to “The ice”. q stops here; sim resume goes on later.")
    assert led.ask.startswith("You have left your role: Eastbank.")


def test_reasons_and_expectations_are_opened(ended: tuple[View, Review]) -> None:
    """Each beside what the indicators then did."""
    said = _said(*ended)

    assert "Reason, sealed then: “To be heard.”" in said
    assert "Expected: the tension falls; what moved: Tension from 2 to 0; Eastbank's word: given; Westbank's word: given" in said


def test_what_is_reported_is_marked_among_what_was_not_taken(ended: tuple[View, Review]) -> None:
    """The reported option of Westbank is one of those that were not taken."""
    assert "not taken: Threaten to close the landing (on the reported course)" in _said(*ended)


@pytest.mark.parametrize(
    ("left", "first", "words"),
    [
        (None, None, "The play never left the reported course, as far as it goes."),
        (2, None, "The play left the reported course in turn 2."),
        (2, 1, "The first choice that differs from what is reported was made in turn 1."),
    ],
)
def test_where_the_play_left_the_reported_course_is_said(
    ended: tuple[View, Review], left: int | None, first: int | None, words: str
) -> None:
    """Scenes and choices are told apart."""
    view, review = ended
    assert review.reported is not None
    course = review.reported.model_copy(update={"left": left, "first_difference": first})

    assert words in _said(view, review.model_copy(update={"reported": course}))


def test_an_act_without_a_reported_course_says_so(ended: tuple[View, Review]) -> None:
    """Nothing is put beside the play then."""
    view, review = ended
    assert review.reported is not None
    course = review.reported.model_copy(update={"stops": (), "picks": ()})

    assert "The texts report no course of this act." in _said(view, review.model_copy(update={"reported": course}))


def test_aims_are_the_authors_and_met_or_not(ended: tuple[View, Review]) -> None:
    """They say nothing about anybody real."""
    view, review = ended
    aims = tuple(ShownAim(role="Eastbank", text=text, met=text == "Peace") for text in ("Peace", "A new boat"))
    result = review.results[0].model_copy(update={"aims": aims})
    said = _said(view, review.model_copy(update={"results": (result,)}))

    assert "they claim nothing about anybody" in said
    assert "✓ Eastbank: Peace – met" in said
    assert "· Eastbank: A new boat – not met" in said


def test_a_turn_that_news_broke_off_says_so(ended: tuple[View, Review]) -> None:
    """No option was opened in it."""
    view, review = ended
    turn = review.turns[0]
    options = tuple(option.model_copy(update={"chosen": False}) for option in turn.decisions[0].options)
    broken = turn.model_copy(update={"decisions": (turn.decisions[0].model_copy(update={"options": options}),), "changes": ()})
    said = _said(view, review.model_copy(update={"turns": (broken,)}))

    assert "Eastbank: nothing was opened; news ended this moment" in said
    assert "no indicator moved" in said


def test_promises_and_facts_need_no_row_of_figures(ended: tuple[View, Review]) -> None:
    """Where every indicator is yes or no there is no table of the board."""
    view, review = ended
    facts = tuple(row for row in review.indicators if (row.low, row.high) == (0, 1))

    assert "The board, turn by turn" not in _said(view, review.model_copy(update={"indicators": facts, "commitments": ()}))
    assert "Public promises" not in _said(view, review.model_copy(update={"commitments": ()}))


def test_a_play_without_an_outcome_has_no_heading_of_one(ended: tuple[View, Review]) -> None:
    """Nothing is claimed that did not come."""
    view, review = ended

    assert "Outcome:" not in _said(view.model_copy(update={"outcome": None}), review)
    assert "Beside the reported course" not in _said(view, review.model_copy(update={"reported": None}))


def test_what_was_chosen_stands_before_what_was_not_taken(ended: tuple[View, Review]) -> None:
    """The facts of a choice follow its name, also where it was not the first option."""
    assert "Eastbank: Keep the rope in the barn wait · reported not taken: Hang the new rope" in _said(*ended)


def test_what_moved_in_all_is_said_of_one_act_alone(ended: tuple[View, Review]) -> None:
    """Each act begins anew, so over several acts a first and a last figure compare nothing."""
    view, review = ended
    several = review.model_copy(update={"acts": (*review.acts, *review.acts)})

    assert (True, False) == ("in all" in _said(view, review), "in all" in _said(view, several))
    assert "This looks at the last act alone" in _said(view, several)
