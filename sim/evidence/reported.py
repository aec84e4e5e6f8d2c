"""Whether a text that only reports has every figure from the passages that it cites, and every quotation from their documents.

Rule 1: a report is what a part tells on passages that all report it. An adviser's reasons and what a passage leaves out are none.
Rule 2: a figure may also be what the passages come to: the day of the week of a date in them, how many things they list, the year of their
document; and how many roles or documents the scenario has.
"""

import re
from collections.abc import Iterable, Iterator

from sim.errors import Problem
from sim.evidence.figures import Figure, enumerated, falls_on, figures
from sim.evidence.matching import plain
from sim.evidence.texts import OwnText
from sim.model.grounds import Grounds
from sim.model.scenario import Scenario
from sim.model.source import Basis

_YEAR = re.compile(r"\b\d{4}\b")
_ELLIPSIS = re.compile(r"…|\.\.\.|\[[^\]]*\]")
"""Where a quotation leaves words out, or puts its own in."""
_WORD = re.compile(r"\w+")
_FIRST_YEAR, _LAST_YEAR = 1800, 2099
"""Between these a number may be a year."""
_NO_REPORT = (".leaves_out", ".pro", ".contra")


def is_report(text: OwnText) -> bool:
    """Tell whether a text says no more than what its passages report."""
    return text.bases == {Basis.REPORTED} and not text.path.endswith(_NO_REPORT)


def unsupported_figures(scenario: Scenario, texts: Iterable[OwnText], grounds: Grounds) -> Iterator[Problem]:
    """Find figures in a text that only reports, which its passages do not have."""
    counted = {len(scenario.roles), len(grounds.corpus.documents)}
    for text in texts:
        told = {figure.said: figure for figure in figures(text.text)} if is_report(text) else {}
        if told:
            known = _Known(text, grounds, counted)
            for figure in told.values():
                if not known.has(figure):
                    expected = "a figure of the cited passages, another citation, or another basis"
                    yield Problem("unsupported-figure", text.path, f"{figure.said!r} is not in its passages", expected)


def invented_quotations(scenario: Scenario, texts: Iterable[OwnText], grounds: Grounds) -> Iterator[Problem]:
    """Find words between quotation marks, in a text that only reports, which none of its documents has; a name in dispute may be quoted."""
    documents = {source: _words(text) for source, text in grounds.corpus.texts.items()}
    names = [_words(usage.text) for term in scenario.terms for usage in (*term.usage, *term.also)]
    for text in texts:
        if is_report(text):
            cited = [*names, *(documents[source] for source in {cite.source for cite in text.cites})]
            for quoted in text.quoted:
                missing = [piece for piece in _ELLIPSIS.split(quoted) if not any(_words(piece) in said for said in cited)]
                if missing:
                    expected = "words of a cited document, letter by letter, or no quotation marks"
                    yield Problem("invented-quotation", text.path, f"no cited document has “{missing[0].strip()}”", expected)


def _words(text: str) -> str:
    """Return the words of a text in small letters, with a space around each."""
    return f" {' '.join(_WORD.findall(plain(text).lower()))} "


class _Known:
    """The figures that a text may have."""

    def __init__(self, text: OwnText, grounds: Grounds, counted: Iterable[int]) -> None:
        passages = [grounds.of(cite).sentence for cite in text.cites]
        dated = " ".join(grounds.corpus.sources[cite.source].date for cite in text.cites)
        self._figures = [figure for passage in passages for figure in figures(passage)]
        self._numbers = {float(number) for number in counted} | {figure.value for figure in self._figures}
        self._years = {0, *map(int, _YEAR.findall(dated)), *(figure.year for figure in self._figures)}
        self._years.update(int(number) for number in self._numbers if _FIRST_YEAR <= number <= _LAST_YEAR)
        self._numbers |= self._years
        self._numbers.update(number for passage in passages for number in enumerated(passage))

    def has(self, figure: Figure) -> bool:
        """Tell whether a figure is among them, or what they come to."""
        same = [other for other in self._figures if (other.value, other.month, other.word) == (figure.value, figure.month, figure.word)]
        match figure.sort:
            case "number":
                return figure.value in self._numbers
            case "month":
                return figure.year in self._years and any(other.month == figure.month for other in self._figures)
            case "weekday":
                return bool(same) or figure.word in self._weekdays()
            case "day":
                return figure.year in self._years and bool(same)
            case _:
                return any(other.sort == figure.sort for other in same)

    def _weekdays(self) -> Iterator[str]:
        for figure in self._figures:
            if figure.sort == "day":
                yield from (
                    falls_on(int(figure.value), figure.month, year) for year in ({figure.year} if figure.year else self._years - {0})
                )
