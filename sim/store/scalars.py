"""What a plain word of YAML is: the core schema of YAML 1.2, so that `no` and `2022-11-05` are text and `0755` is 755.

Rule 1: whatever stands in quotation marks is text and does not come here.
"""

import re
from collections.abc import Mapping
from typing import TypeAlias

Data: TypeAlias = "str | int | float | bool | Mapping[str, Data] | tuple[Data, ...] | None"
"""Plain data of a file; lists are tuples, so that nothing changes after reading."""

MAX_DIGITS = 18
"""Characters of a number."""
_WHOLE = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FRACTION = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z|[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z")
_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class LongNumberError(ValueError):
    """A number is longer than anything a scenario counts."""


def is_text(word: str) -> bool:
    """Tell whether a plain word is text."""
    return word not in _WORDS and not _WHOLE.match(word) and not _FRACTION.match(word)


def value_of(word: str) -> Data:
    """Return what a plain word stands for.

    Raises:
        LongNumberError: it is a number of too many digits.

    """
    if word in _WORDS:
        return _WORDS[word]
    if _WHOLE.match(word):
        if len(word) > MAX_DIGITS:
            message = f"a number of {len(word):,} characters"
            raise LongNumberError(message)
        return int(word, 0) if word[:2] in {"0o", "0x"} else int(word)
    return float(word.lower().replace(".inf", "inf").replace(".nan", "nan")) if _FRACTION.match(word) else word
