"""How words are compared: whatever their case, accents, apostrophes and hyphens, and in the forms that English gives them.

Rule 1: only regular endings are known here. An irregular form, or a word of the same family with another stem, is a further entry of the
scenario's own list: `flee` and `fled`, `separatist` and `separatism`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

_MARKS = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u0060\u00b4", "'")  # apostrophes and what is typed for one
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")  # hyphens, dashes and the minus sign
    | dict(zip("\u0111\u0110\u0142\u0141\u00f8\u00d8", "dDlLoO", strict=True))  # letters whose stroke is no accent to be taken off
)
_ACCENTS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"\w+")
_ENDINGS = (
    *("s", "es", "d", "ed", "r", "er", "rs", "ers", "or", "ors", "ing", "ings"),
    *("ly", "edly", "ingly", "ally", "ness", "ment", "ments", "ism", "ist", "ists", "ity", "ities"),
    *(f"i{letter}{ending}" for letter in "sz" for ending in ("e", "es", "ed", "er", "ers", "ing", "ation", "ations")),
)
"""What English hangs on a word without making it mean another thing."""
_VOWELS = "aeiou"
_NOT_DOUBLED = "aeiouhswxy"
_SHORT = 3
"""Letters below which a word has a plural and nothing else."""


def plain(text: str) -> str:
    """Return a text as it is compared: without accents, with one sort of apostrophe and of hyphen; its case is kept."""
    told = text.translate(_MARKS)
    return told if told.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFD", told))


@cache
def forms(word: str) -> frozenset[str]:
    """Return a word as a dictionary has it, and its regular forms, in small letters: `invade`, `invades`, `invading`."""
    base = plain(word).lower()
    made = {base, f"{base}s"}
    if len(base) < _SHORT:
        return frozenset(made)
    made.update(base + ending for ending in _ENDINGS)
    if base.endswith("e"):
        made.update(base[:-1] + ending for ending in _ENDINGS if ending[0] in _VOWELS)
    if base.endswith("y") and base[-2] not in _VOWELS:
        made.update(base[:-1] + "i" + ending for ending in _ENDINGS if ending[0] != "i")
    if base[-1] not in _NOT_DOUBLED and base[-2] in _VOWELS and base[-3] not in _VOWELS:
        made.update(base + base[-1] + ending for ending in _ENDINGS if ending[0] in "ei")
    return frozenset(made)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that are looked for, in a form in which thousands of texts are searched quickly."""

    single: frozenset[str]
    """Forms of one word each, in small letters."""
    several: re.Pattern[str] | None
    """What has several words; apostrophes, hyphens and white space between them stand for one another."""

    def within(self, told: str) -> Iterator[str]:
        """Give what of it stands in a text that was made plain, as it stands there, each once."""
        found = {word.lower(): word for word in _WORD.findall(told) if word.lower() in self.single}
        if self.several:
            found |= {word.lower(): word for match in self.several.finditer(told) if (word := " ".join(match.group().split()))}
        yield from found.values()


def wanted(entries: Iterable[str], *, inflected: bool = False) -> Wanted:
    """Return words, or several in a row, as something to look for.

    Args:
        entries: as a dictionary has them.
        inflected: whether every regular form of the last word counts, and not its plural alone.

    """
    rows = {row for entry in entries for row in _rows(entry, inflected=inflected)}
    several = [r"[\s'-]+".join(re.escape(word) for word in row) for row in sorted(rows, key=lambda row: (-len(row), row)) if len(row) > 1]
    return Wanted(
        frozenset(row[0] for row in rows if len(row) == 1),
        re.compile(rf"(?<!\w)(?:{'|'.join(several)})(?!\w)", re.IGNORECASE) if several else None,
    )


def _rows(entry: str, *, inflected: bool) -> Iterator[tuple[str, ...]]:
    *first, last = _WORD.findall(plain(entry).lower())
    return ((*first, form) for form in (forms(last) if inflected else (last, f"{last}s")))
