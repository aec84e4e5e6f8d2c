"""In which language a title is, so that a page can say it to those who hear it: told by its letters and its smallest words.

Rule 1: what is not sure is left in the language of the page, which is English.
"""

import re
from typing import NamedTuple


class Tongue(NamedTuple):
    """What a language is known by."""

    code: str
    """As HTML has it."""
    letters: str
    """Letters that none of the others here has."""
    words: frozenset[str]
    """Words that stand in almost every sentence of it."""


_SERBIAN = ("и", "у", "на", "се", "да", "је", "не", "за", "од", "са", "без", "може")  # noqa: RUF001 -- Cyrillic is meant
_SRPSKI = ("i", "u", "na", "se", "da", "je", "ne", "za", "od", "sa", "iz", "još", "nakon", "kućni", "više")
_RUSSIAN = ("и", "в", "на", "с", "не", "по", "из", "что")  # noqa: RUF001 -- Cyrillic is meant
_TONGUES = (
    Tongue("sr-Cyrl", "ђјљњћџЂЈЉЊЋЏ", frozenset(_SERBIAN)),
    Tongue("ru", "ыэъёйщЫЭЪЁЙЩ", frozenset(_RUSSIAN)),
    Tongue("sr-Latn", "čćžšđČĆŽŠĐ", frozenset(_SRPSKI)),
    Tongue("sq", "ëË", frozenset(["të", "në", "e", "i", "po", "me", "për", "dhe", "nga"])),
    Tongue("de", "äößÄÖ", frozenset(["wir", "der", "die", "das", "und", "werden", "ist"])),
    Tongue("it", "", frozenset(["di", "il", "la", "e", "in", "del", "militari", "feriti"])),
    Tongue("fr", "êœÊŒ", frozenset(["de", "et", "des", "la", "les", "le", "du"])),
)
_ENGLISH = frozenset(["the", "of", "to", "on", "and", "is", "for", "as", "with", "at", "by", "over", "into", "about"])
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 3
"""A letter that only one language has counts as two words of it; fewer than this many do not tell."""


def tongue(text: str) -> str | None:
    """Return the language of a title, such as `sr-Cyrl`; None where it is English, or cannot be told."""
    words = [word.lower() for word in _WORD.findall(text)]
    if _ENGLISH & {*words}:
        return None
    counted = {one.code: _counted(one, words, text) for one in _TONGUES}
    best = max(counted, key=lambda code: counted[code])
    return best if counted[best] >= _ENOUGH else None


def _counted(one: Tongue, words: list[str], text: str) -> int:
    """Return how much speaks for a language; letters alone say only where a name comes from."""
    small = sum(word in one.words for word in words)
    return small and small + 2 * sum(sign in one.letters for sign in text)
