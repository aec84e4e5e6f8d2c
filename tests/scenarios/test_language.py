"""Every text of a shipped scenario, read aloud: it is spelt right, easy enough for a school, and says whose account it is."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.engine.shown import basis_of
from sim.evidence.texts import OwnText, own_texts
from sim.library import shipped
from sim.model.scene import Scene
from sim.model.source import Basis
from tests.scenarios.prose import grade, longest, misspelt, syllables, words
from tests.scenarios.reached import opened

pytestmark = pytest.mark.whole

LONG = 40
"""Words from which a text is long enough for its grade to mean something."""
HARDEST = 13
"""The last year of upper secondary school."""
USUAL = 9
"""Of all texts of a scenario together."""
BREATH = 40
"""Words of the longest sentence, or part of one before a colon or semicolon."""
NAMES = frozenset(
    line for line in Path(__file__).with_name("names.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")
)
ACCOUNT = re.compile(r"\b(?:RT|TASS|GlobalSecurity|pages?|documents?|texts?|papers?|reports?|reported|article)\b")
"""By what a reader of a scene learns on whose account it rests, before any passage is opened."""


def texts() -> Iterator[tuple[str, OwnText]]:
    """Give every text of every shipped scenario, with the scenario's name."""
    return ((name, text) for name in shipped() for text in own_texts(opened(name).scenario))


def scenes() -> Iterator[tuple[str, Scene]]:
    """Give every scene of every shipped scenario, with its path."""
    return (
        (f"{name}: acts.{act.id}.scenes.{scene.id}", scene)
        for name in shipped()
        for act in opened(name).scenario.acts
        for scene in act.scenes
    )


def test_every_word_is_spelt_right() -> None:
    """Outside quotations every word is in the dictionary, in its British spelling, or is a name that we know."""
    assert [] == [(name, text.path, word) for name, text in texts() for word in misspelt(text.unquoted, NAMES)]


def test_no_text_is_too_hard_for_a_school() -> None:
    """No longer text needs more than the last year of upper secondary school, by sentences and syllables."""
    long = [(name, text) for name, text in texts() if len(words(text.unquoted)) >= LONG]

    assert long
    assert [] == [(name, text.path, round(grade(text.unquoted), 1)) for name, text in long if grade(text.unquoted) > HARDEST]


def test_no_sentence_is_too_long_to_be_read_aloud() -> None:
    """A grade says little of a short text; so no sentence is longer than a reader can hold, wherever it stands."""
    assert [] == [(name, text.path) for name, text in texts() if longest(text.unquoted) > BREATH]


@pytest.mark.parametrize("name", shipped())
def test_most_is_easier_than_that(name: str) -> None:
    """Taken together, the texts of a scenario are for the end of lower secondary school or below."""
    assert grade("\n\n".join(text.unquoted for found, text in texts() if found == name)) < USUAL


def test_every_scene_that_reports_says_on_whose_account() -> None:
    """A situation that is reported or follows from a report names its outlet or speaks of the document, before a passage is opened."""
    told = [(path, scene) for path, scene in scenes() if basis_of(scene.cites) in (Basis.REPORTED, Basis.INFERRED)]

    assert told
    assert [] == [path for path, scene in told if not ACCOUNT.search(scene.situation)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Their neighbours recieve a letter.", ["recieve"]),
        ("The color of the armoured truck.", ["color"]),
        ("EULEX's judges, and Eulex.", ["Eulex"]),
        ("It's a story that nobody's told.", []),
    ],
)
def test_a_misspelt_word_is_found(text: str, wrong: list[str]) -> None:
    """A slip, an American spelling and a name written otherwise are found, and nothing else."""
    assert wrong == list(misspelt(text, NAMES))


def test_syllables_are_counted_as_they_are_spoken() -> None:
    """Silent endings do not count."""
    said = {"talk": 1, "makes": 1, "table": 2, "wanted": 2, "reached": 1, "municipality": 6}

    assert said == {word: syllables(word) for word in said}


def test_short_words_in_short_sentences_are_easy() -> None:
    """A children's sentence is below the first year; a lawyer's is above the last."""
    hard = (
        "Notwithstanding considerable administrative difficulties, municipal representatives subsequently reconsidered their participation."
    )

    assert (True, True) == (grade("The cat sat. It was a red cat.") < 1, grade(hard) > HARDEST)
