"""A code on a slip is one option of one role in one scene, whatever was printed."""

import pytest

from sim.errors import SimError
from sim.library import open_scenario
from sim.report.paper.numbering import card_of, cards, news_cards, option_letter, read_code

SCENARIO = open_scenario("kosovo").scenario


@pytest.mark.parametrize(("place", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (52, "BA")])
def test_options_have_letters(place: int, letter: str) -> None:
    """However many there are, no two have the same."""
    assert letter == option_letter(place)


def test_every_code_is_read_back() -> None:
    """Every option of every card of every act has a code of its own, which leads back to it."""
    every = [(card, option) for card in cards(SCENARIO) for option in card.options]
    codes = [card.code(option) for card, option in every]

    assert every == [read_code(SCENARIO, code) for code in codes]
    assert len(codes) == len({*codes})


def test_no_two_cards_have_a_number() -> None:
    """Cards count from 1 without a gap through all acts, and news cards for themselves."""
    numbers, news = [card.number for card in cards(SCENARIO)], [card.number for card in news_cards(SCENARIO)]

    assert [*range(1, len(numbers) + 1)] == numbers
    assert [*range(1, len(news) + 1)] == news
    assert news


@pytest.mark.parametrize("written", ["21a", " 21 A ", "21-A", "21.a", "21\tA"])
def test_what_people_write_is_read(written: str) -> None:
    """Small letters, spaces and dashes make no difference."""
    assert read_code(SCENARIO, "21A") == read_code(SCENARIO, written)


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        ("", "not-a-card", "such as 21A"),
        ("A", "not-a-card", "'A' is no code"),
        ("21", "not-a-card", "'21' is no code"),
        ("A21", "not-a-card", "'A21' is no code"),
        ("21A22B", "not-a-card", "is no code"),
        ("²1A", "not-a-card", "is no code"),
        ("0A", "unknown-card", "there is no card 0"),
        ("999A", "unknown-card", "1 to "),
        ("21Z", "unknown-card", "card 21 has no Z; its letters are A to "),
    ],
)
def test_what_is_no_code_is_refused_with_what_is(written: str, code: str, said: str) -> None:
    """A slip that cannot be read says what a code looks like, and which there are."""
    with pytest.raises(SimError, match=said) as refused:
        read_code(SCENARIO, written)

    assert code == refused.value.code


def test_a_role_that_decides_nothing_has_no_card() -> None:
    """A card is asked for by scene and role, and refused where there is none."""
    card = cards(SCENARIO)[0]
    with pytest.raises(SimError, match="decides nothing"):
        card_of(SCENARIO, card.scene, "nobody")

    assert card == card_of(SCENARIO, card.scene, card.role)
