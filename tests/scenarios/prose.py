"""How hard a text is to read, and which of its words no dictionary has.

Rule 1: nothing of a scenario stands here, only what is true of English.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import codespell_lib
from spellchecker import SpellChecker

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_END = re.compile(r"[.!?:;]+[\s\"”)]+|\n\s*\n")
"""Where a sentence, or a part that can be read by itself, ends."""
_VOWELS = re.compile(r"[aeiouy]+")
_SPOKEN_ES = ("ses", "zes", "ces", "ges", "ches", "shes", "xes", "ies", "les")
_SPOKEN_ED = ("ted", "ded", "ied")
_BOTH = frozenset({"story", "stories"})
"""In the table of American spellings for another meaning than ours: a storey is also a floor."""


def words(text: str) -> list[str]:
    """Return the words of a text; a number is none, and the parts of a compound are counted each."""
    return _WORD.findall(text)


def longest(text: str) -> int:
    """Return how many words the longest part of a text has that is read in one breath."""
    return max((len(words(part)) for part in _END.split(text)), default=0)


def syllables(word: str) -> int:
    """Return about how many syllables an English word has: its groups of vowels without endings that are not spoken."""
    word = word.lower()
    count = len(_VOWELS.findall(word))
    mute = (
        (word.endswith("e") and not word.endswith(("le", "ee", "ye")))
        or (word.endswith("es") and not word.endswith(_SPOKEN_ES))
        or (word.endswith("ed") and not word.endswith(_SPOKEN_ED))
    )
    return max(1, count - mute)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text: about the year of school that reads it with ease.

    Kincaid, Fishburne, Rogers and Chissom 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59.
    """
    found = words(text)
    sentences = sum(bool(words(part)) for part in _END.split(text))
    return 0.39 * len(found) / sentences + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


@cache
def _spellings() -> tuple[frozenset[str], frozenset[str]]:
    """Return words as they are spelt in Britain alone, and in America alone."""
    table = Path(codespell_lib.__file__).parent / "data" / "dictionary_en-GB_to_en-US.txt"
    pairs = [line.split("->") for line in table.read_text("utf-8").splitlines() if line]
    american = {spelling.strip() for _, others in pairs for spelling in others.split(",")}
    return frozenset(british for british, _ in pairs), frozenset(american - {""} - _BOTH)


@cache
def _dictionary() -> SpellChecker:
    return SpellChecker(language="en")


def misspelt(text: str, names: frozenset[str]) -> Iterator[str]:
    """Give the words of a text that are no British English words.

    Args:
        text: what is read.
        names: words that are right all the same, as they are written there.

    """
    british, american = _spellings()
    for word in words(text):
        plain = re.sub(r"['’]s?$", "", word)
        lower = plain.lower()
        if plain not in names and lower not in british and (lower in american or lower not in _dictionary()):
            yield word
