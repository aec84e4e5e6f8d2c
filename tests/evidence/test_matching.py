"""How words are compared."""

import pytest

from sim.evidence.matching import forms, plain, wanted


def within(told: str, *entries: str, inflected: bool = True) -> list[str]:
    """Return what of some entries stands in a text."""
    return list(wanted(entries, inflected=inflected).within(plain(told)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Vučić", "Vucic"),
        ("Đurić and Łukasz", "Duric and Lukasz"),
        ("Kosovo’s half–measures", "Kosovo's half-measures"),
        ("self\u2011styled", "self-styled"),
        ("Plain words", "Plain words"),
    ],
)
def test_accents_and_marks_make_no_difference(text: str, said: str) -> None:
    """Accents fall, and one apostrophe and one hyphen stand for all; case stays."""
    assert said == plain(text)


@pytest.mark.parametrize(
    ("entry", "form"),
    [
        ("regime", "regimes"),
        ("terror", "terrorising"),
        ("terror", "Terrorists"),
        ("illegal", "illegally"),
        ("invade", "invading"),
        ("invade", "invaders"),
        ("occupy", "occupied"),
        ("occupy", "occupying"),
        ("harass", "harassment"),
        ("rebel", "rebelled"),
        ("brutal", "BRUTALITY"),
        ("self-styled", "self styled"),
        ("puppet regime", "puppet regimes"),
        ("régime", "regime"),
    ],
)
def test_regular_forms_of_a_word_are_found(entry: str, form: str) -> None:
    """Plurals, tenses, adverbs and what else English hangs on a word are the word."""
    assert [form] == within(f"So it was: {form}, they said.", entry)


@pytest.mark.parametrize(
    ("entry", "other"),
    [("regime", "regimen"), ("terror", "territory"), ("radical", "radish"), ("criminal", "crime"), ("us", "using"), ("thug", "through")],
)
def test_other_words_are_other_words(entry: str, other: str) -> None:
    """A word that only begins alike is another; a very short one has a plural and nothing else."""
    assert [] == within(f"A {other} is no {other}s.", entry)


def test_a_letter_after_a_short_vowel_is_doubled() -> None:
    """Where English doubles the last letter, both spellings count."""
    assert {"rebelled", "rebeled"} <= forms("rebel")
    assert "keepping" not in forms("keep")


def test_a_word_is_told_once() -> None:
    """Found twice in a text, it is told once, as it stood last."""
    assert ["regime"] == within("Regime! What regime?", "regime")


def test_a_name_has_a_plural_alone() -> None:
    """What is not inflected counts as it is written, and with an s."""
    assert ["border", "borders"] == within("They border on two borders.", "border", inflected=False)
    assert [] == within("They were bordering on it.", "border", inflected=False)


def test_several_words_stand_in_a_row() -> None:
    """An entry of several words is found across a line, a hyphen or an apostrophe, and not when something stands between."""
    assert ["the north of the province"] == within("In the north of\nthe province.", "the north of the province")
    assert ["Kosovo's government"] == within("Kosovo’s government met.", "Kosovo's government")
    assert [] == within("In the north of all the province.", "the north of the province")
