"""The figures of a text, by what they mean: numbers in digits and in words, percentages, dates and days of the week.

Rule 1: `three hundred and fifty` is 350, `6 December` is `December 6`, `six in a hundred` is 6 %.
Rule 2: `one`, `two` and `three`, and `first` to `third`, are no figures in words: texts count with them what they tell themselves.
Rule 3: only reading stands here; which figures a text may have is for `reported` to say.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sim.evidence.matching import plain

Sort: TypeAlias = Literal["number", "percent", "vague", "day", "month", "weekday"]

_TEENS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL: Mapping[str, int] = {word: value for value, word in enumerate(_TEENS)} | {word: 10 * at for at, word in enumerate(_TENS, 2)}
_LARGE: Mapping[str, int] = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 10**9, "bln": 10**9}
_ORDINALS: Mapping[str, int] = (
    {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
    | {f"{word}th": value for word, value in _SMALL.items() if value in {4, 6, 7, 10, 11} or value in range(13, 20)}
    | {f"{word[:-1]}ieth": value for word, value in _SMALL.items() if word in _TENS}
)
_COUNTED = 4
"""The least number, and the least ordinal, that is looked for in words."""
_HUNDRED = 100

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_SIMPLE = "|".join(sorted((*_SMALL, *_LARGE), key=len, reverse=True))
_ORDINAL = rf"(?i:(?:(?:{'|'.join(_TENS)})[\s-])?(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}))"
_DAY = rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL})"
_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year>(?:1[89]|20)\d\d))?"
_DIGITS = r"(?<![\w.])\d+(?:[,\u202f\u00a0]\d{3})*(?:\.\d+)?"
_VAGUE = (
    r"half\s+an?\s+(?:dozen|hundred|thousand|million)|(?:tens\s+of\s+)?(?:dozens|hundreds|thousands|millions|scores)"
    r"|(?:one|two|three|a)[\s-](?:third|quarter|fifth|tenth)s?(?=\s+of\b)"
)
_SHARE = r"\s*%|[\s-]+(?i:per\s?cent|in\s+(?:a|every)\s+hundred)\b"
_LIST = re.compile(r"(?:[^\s,.;:][^,.;:]{0,40},\s+)+[^\s,.;:][^,.;:]{0,40}?\s+and\s")
WEEK = ("saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday")
"""As Zeller counts them."""
_FEBRUARY = 2
_FIGURE = re.compile(
    "|".join(
        (
            r"(?P<iso>(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d))",
            rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}\b{_YEAR}",
            rf"\b{_MONTH}\s+(?:the\s+)?{_DAY}\b(?!\d){_YEAR}".replace(">", "2>"),  # the same groups, under names of their own
            rf"\b{_MONTH}\b{_YEAR}".replace(">", "3>"),
            r"(?P<weekday>\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)",
            rf"(?P<digits>{_DIGITS})(?:st|nd|rd|th)?(?:[\s-]+(?P<times>(?i:{'|'.join(_LARGE)})))?(?P<share>{_SHARE})?(?!\d)",
            rf"(?P<vague>\b(?i:{_VAGUE}))",
            rf"\b(?P<ordinal>{_ORDINAL})\b",
            rf"\b(?P<words>(?i:(?:an?\s+)?(?:{_SIMPLE})(?:[\s-]+(?:and\s+)?(?:{_SIMPLE}))*))\b(?P<share2>{_SHARE})?",
        )
    )
)
_SURELY_MAY = re.compile(r"(?:\b(?:in|of|by|since|until|till|from|to|late|early|mid|on|and|last|next|this)[\s-]+)$", re.IGNORECASE)
"""Before `May` without a day or year, what makes it a month."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure."""

    sort: Sort
    said: str
    """As the text has it."""
    value: float = 0
    """Of a number or percentage; the day of a date."""
    month: int = 0
    """1 to 12, of a date."""
    year: int = 0
    """Of a date that names one; else 0."""
    word: str = ""
    """Of what has no value: `dozens`, `monday`."""


def figures(text: str) -> Iterator[Figure]:
    """Give the figures of a text, in their order."""
    told = plain(text)
    for match in _FIGURE.finditer(told):
        said = " ".join(match.group().split())
        part = match.groupdict()
        month = part["month"] or part["month2"] or part["month3"]
        if part["iso"]:
            yield Figure("day", said, int(part["d"]), int(part["m"]), int(part["y"]))
        elif month:
            day, year = part["day"] or part["day2"], part["year"] or part["year2"] or part["year3"]
            if day or year or month != "May" or _SURELY_MAY.search(told[: match.start()]):
                yield Figure("day" if day else "month", said, _day(day) if day else 0, _month(month), int(year) if year else 0)
        elif part["weekday"]:
            yield Figure("weekday", said, word=said.lower())
        elif part["vague"]:
            yield Figure("vague", said, word=said.lower().replace("-", " "))
        else:
            yield from _number(said, part)


def _number(said: str, part: Mapping[str, str | None]) -> Iterator[Figure]:
    if digits := part["digits"]:
        value = float(re.sub(r"[^\d.]", "", digits)) * _LARGE[(part["times"] or "").lower()] if part["times"] else _plain_number(digits)
        yield Figure("percent" if part["share"] else "number", said, value)
    elif words := part["words"]:
        value = _value(words)
        if value >= _COUNTED or part["share2"]:
            yield Figure("percent" if part["share2"] else "number", said, value)
    else:
        value = _day(part["ordinal"] or "")
        if value >= _COUNTED:
            yield Figure("number", said, value)


def _plain_number(digits: str) -> float:
    return float(re.sub(r"[^\d.]", "", digits))


def _value(words: str) -> int:
    """Return what a number in words comes to: `three hundred and fifty`, `a dozen`."""
    whole = part = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _SMALL:
            part += _SMALL[word]
        elif word in _LARGE:
            part = max(part, 1) * _LARGE[word]
            if _LARGE[word] > _HUNDRED:
                whole, part = whole + part, 0
    return whole + part


def _day(written: str) -> int:
    """Return the number of a day: `6`, `6th`, `sixth`, `twenty-first`."""
    digits = re.match(r"\d+", written)
    return (
        int(digits.group())
        if digits
        else sum(_ORDINALS.get(word, 0) or _SMALL.get(word, 0) for word in re.split(r"[\s-]+", written.lower()))
    )


def _month(written: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(written.lower().rstrip(".")))


def enumerated(text: str) -> Iterator[int]:
    """Give how many things each list of a text has: 4 for `Leposavic, Mitrovica, Zubin Potok and Zvecan`."""
    return (match.group().count(",") + 2 for match in _LIST.finditer(text))


def falls_on(day: int, month: int, year: int) -> str:
    """Return the day of the week of a date of the Gregorian calendar, in small letters (Zeller 1882)."""
    shifted, late = (month + 12, year - 1) if month <= _FEBRUARY else (month, year)
    return WEEK[(day + 13 * (shifted + 1) // 5 + late + late // 4 - late // 100 + late // 400) % 7]
