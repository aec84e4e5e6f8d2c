"""The parts of a view say in words what they show in colour."""

import pytest

from sim.engine.shown import BASIS_LABELS
from sim.model.effects import Kind
from sim.model.source import Basis
from sim.model.view import ShownChange, ShownDecision, ShownIndicator, ShownOption, ShownSeat
from sim.terminal.blocks import Block, laid_out
from sim.terminal.panels import SHORT_LABELS, basis_block, board, change_block, decision, moved_words, seats_block
from tests.terminal.seated import GLOSSARY
from tests.terminal.test_blocks import PASSAGE


def _said(*blocks: Block) -> str:
    return " ".join(" ".join(line.text for line in laid_out(blocks, 60)).split())


def _indicator(**changes: object) -> ShownIndicator:
    plain = ShownIndicator(id="tension", name="Tension", about="How tense.", value=3, low=0, high=10, change=1, commitment=None)
    return plain.model_copy(update=changes)


OPTION = ShownOption(
    number=1,
    id="fine",
    label="Fine them",
    text="You fine them.",
    kind=Kind.PRESSURE,
    pro="It is firm.",
    contra="It is costly.",
    gives=("A new word",),
    breaks=("An old word",),
    basis=Basis.INVENTED,
    passages=(PASSAGE,),
)
ASKED = ShownDecision(question="What now?", options=(OPTION,), chosen=None, reason=None, expectation=None)


@pytest.mark.parametrize("basis", Basis)
def test_a_basis_is_said_in_words(basis: Basis) -> None:
    """Every basis has its words, the long ones where a part begins and short ones in lists."""
    assert BASIS_LABELS[basis].lower() in _said(basis_block(basis)).lower()
    assert SHORT_LABELS[basis]


@pytest.mark.parametrize(("change", "words"), [(2, "+2, rises"), (-1, "−1, falls"), (0, "unchanged")])
def test_a_change_has_a_sign_and_a_word(change: int, words: str) -> None:
    """Nobody needs to see red or green."""
    assert words == moved_words(change)


def test_an_indicator_shows_value_scale_bar_and_change() -> None:
    """All four stand on one line of the board."""
    assert "Tension ███░░░░░░░ 3 of 10 +1, rises" in _said(*board((_indicator(),), first=False))


def test_nothing_has_changed_in_the_first_turn() -> None:
    """Where there was no turn before there is no change to show."""
    assert _said(*board((_indicator(),), first=True)).endswith("3 of 10")


def test_a_short_scale_has_two_cells_a_step() -> None:
    """Each step of a bar is as wide as another."""
    assert "████░░░░ 2 of 4" in _said(*board((_indicator(high=4, value=2),), first=True))


def test_a_long_scale_is_drawn_to_scale() -> None:
    """A bar never has more than twelve cells."""
    assert "██████░░░░░░ 50 of 100" in _said(*board((_indicator(high=100, value=50),), first=True))


def test_a_scale_that_does_not_begin_at_nought_says_so() -> None:
    """Its ends are both told."""
    assert "3 (-2 to 10)" in _said(*board((_indicator(low=-2),), first=True))


def test_a_fact_is_yes_or_no() -> None:
    """An indicator of 0 and 1 that is no promise needs no bar."""
    assert "Tension yes new" in _said(*board((_indicator(high=1, value=1),), first=False))


@pytest.mark.parametrize(
    ("value", "change", "broken", "words"),
    [
        (1, 0, False, "● Tension: in force"),
        (1, 1, False, "● Tension: in force just given"),
        (0, -1, True, "○ Tension: just broken or taken back"),
        (0, 0, True, "○ Broken or taken back: Tension"),
        (0, 0, False, "○ Not in force: Tension"),
    ],
)
def test_a_promise_is_told_in_words(value: int, change: int, broken: bool, words: str) -> None:  # noqa: FBT001 -- a case of the table
    """Whether a promise is in force, just given, broken now or before, or was never given, stands there in words."""
    promise = _indicator(commitment="Eastbank", high=1, value=value, change=change, broken=broken)

    assert _said(*board((promise,), first=False)).endswith(words)


def test_a_change_of_a_promise_is_no_figure() -> None:
    """A promise is given or broken, and a fact is so or not; neither rises."""
    changes = (ShownChange(name="A word", before=0, after=1, sort=sort) for sort in ("promise", "fact", "number"))

    assert ["A word: just given", "A word: yes, before that no", "A word: 0 → 1 +1, rises"] == [_said(change_block(one)) for one in changes]


def test_seats_say_who_has_decided_and_never_what() -> None:
    """A sealed choice is a fact without a content."""
    seats = (
        ShownSeat(role="east", name="Eastbank", by="person", decided=False),
        ShownSeat(role="west", name="Westbank", by="cautious", decided=True),
        ShownSeat(role="north", name="Northbank", by="person", decided=False),
    )
    said = _said(*seats_block(seats, "east"))

    assert "· Eastbank (you) has not decided yet" in said
    assert "✓ Westbank (bot: cautious) has decided, sealed" in said
    assert "· Northbank (a person) has not decided yet" in said


def test_nobody_deciding_needs_no_heading() -> None:
    """An outcome has no seats."""
    assert () == seats_block((), None)


def test_an_option_not_looked_at_says_its_kind_basis_and_promises() -> None:
    """That it breaks a promise is said before it is opened."""
    said = _said(*decision(ASKED, "Your clerk", None, GLOSSARY))

    for part in (
        "1 Fine them",
        "pressure",
        "invented for teaching",
        "makes a public promise: A new word",
        "BREAKS a public promise: An old word",
    ):
        assert part in said
    assert "It is firm" not in said


def test_the_option_looked_at_shows_all_that_speaks_for_and_against_it() -> None:
    """Text, both reasons, promises, basis and the line of its passage."""
    said = _said(*decision(ASKED, "Your clerk", 1, GLOSSARY)).replace("┃ ", "")

    for part in (
        "▶ 1 Fine them",
        "You fine them.",
        "Your clerk, for it: It is firm.",
        "Your clerk, against it: It is costly.",
        "It makes a public promise: A new word.",
        "It BREAKS a public promise: An old word.",
        "Invented for teaching: no document shows this.",
        PASSAGE.credit,
        PASSAGE.bearing("this option"),
    ):
        assert part in said
