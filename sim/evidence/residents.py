"""Whether anybody commands the people whom nobody commands: roles urge, ask, encourage or discourage them.

Rule 1: who they are is data of the scenario (`residents`); the verbs and the shapes of a command stand here.
Rule 2: what is denied is no command: `cannot command them`, `nobody orders residents`.
Rule 3: `them` counts only where residents are the last people named in the same or the preceding sentence.
Rule 4: a note from outside tells what was, and commands nobody.
"""

import re
from collections.abc import Iterable, Iterator

from sim.errors import Problem
from sim.evidence.matching import plain
from sim.evidence.reported import is_report
from sim.evidence.texts import OwnText
from sim.model.scenario import Scenario

_ORDER = (
    r"(?:order|command|instruct|direct|deploy|steer|mobili[sz]e|dispatch|compel|oblige|forbid|require|force|send|use|conscript|evacuate)"
    r"(?:e?s|e?d|ing|ding)?|mobili[sz]ing|obliging|requiring|forcing|using|evacuating|compelled|compelling|forbade|sent"
)
"""Verbs that command whoever follows them."""
_ORDERED = (
    "ordered|commanded|instructed|directed|deployed|steered|mobili[sz]ed|dispatched|compelled|obliged|forbidden|required|forced|sent|used"
    "|conscripted|evacuated"
)
_TELL = "tell|tells|told|telling|get|gets|got|getting"
"""Verbs that command where `to` and a verb follow: `tell them to leave`."""
_MAKE = "have|has|had|having|make|makes|made|making"
"""Verbs that command where another verb follows at once: `have residents block`."""
_BETWEEN = r"(?:(?!(?:who|whom|that|which|against|for|to|with|by|from|and|or|but|if|when|where|what|how|nobody|not)\b)[\w'-]+\s+){0,4}?"
"""Words that may stand before those who are commanded, none of which begins another thought."""
_WHERE = r"(?:\s+(?:in|of|from|at|on|around)\s+(?:[\w'-]+\s+){0,2}[\w'-]+)?"
_NO_VERB = (
    r"(?!(?:a|an|the|their|his|her|its|your|who|whom|that|which|what|when|where|whether|why|how|in|on|at|of|from|for|with|without|by|as"
    r"|and|or|but|to|is|are|was|were|be|been|being|have|has|had|do|does|did|will|would|can|could|may|might|must|shall|should|not|no|so"
    r"|than|then|there|here|more|much|many|any|all|too|also|already|again|enough|nothing|only|[\w'-]+(?:ed|ly))\b)"
)
_DENIED = re.compile(
    r"(?:\b(?:not|cannot|never|nobody|neither|nor|none|no\s+(?:one|role|side)|without|instead\s+of|refuse[sd]?\s+to)|n't)\W+(?:[\w'-]+\W+){0,3}$",
    re.IGNORECASE,
)
_ARE = r"(?:(?:have|has|had|will|would|must|may|might|can|could|shall|should)\s+)?(?:is|are|was|were|be|been|being|gets?|got)"
_OTHERS = re.compile(
    r"\b(?:police(?:m[ae]n)?|officers?|soldiers?|troops|forces|guards|patrols|units|ministers?|diplomats?|mayors?|envoys?|judges?|staff)\b",
    re.IGNORECASE,
)
"""People whom somebody may command; `them` after one of these is not safe to read."""
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n+")


def commands(scenario: Scenario, texts: Iterable[OwnText]) -> Iterator[Problem]:
    """Find roles that command residents."""
    if not scenario.residents:
        return
    people = "|".join(re.escape(plain(words)) for words in sorted(scenario.residents, key=len, reverse=True))
    named = re.compile(rf"\b(?:{people})\b", re.IGNORECASE)
    shapes, pronoun = _shapes(rf"\b(?:{people})\b"), _shapes(r"\bthem\b")[:_BEFORE]
    for text in texts:
        told = plain(text.unquoted)
        if text.voice != "outside" and named.search(told):
            accounts = text.voice == "narrator" and is_report(text)
            found = next(_commands(told, named, shapes[accounts:], pronoun[accounts:]), None)
            if found:
                expected = "roles urge, ask or discourage residents; they do not command them"
                yield Problem("command-over-residents", text.path, f"{' '.join(found.split())!r}", expected)


def _shapes(people: str) -> tuple[re.Pattern[str], ...]:
    """Return what a command over some people looks like; first what only an account may say (`TASS has them drive`), last the passive."""
    return tuple(
        re.compile(shape, re.IGNORECASE)
        for shape in (
            rf"\b(?:{_MAKE})\s+(?:(?:the|all|your|some|these|those)\s+)?{people}{_WHERE}\s+{_NO_VERB}[a-z]+",
            rf"\b(?:{_ORDER})\s+{_BETWEEN}{people}(?!')(?!\s+(?:a|an|the|your|some|more)\s)",
            rf"\b(?:{_TELL})\s+{_BETWEEN}{people}{_WHERE}\s+(?:not\s+)?to\s+(?!whom|what|which|the\b|a\b)\w+",
            rf"\b(?:orders?|commands?|instructions?)\s+(?:to|for)\s+{_BETWEEN}{people}",
            rf"{people}{_WHERE}\s+{_ARE}\s+(?:(?!not\b|never\b)[\w'-]+\s+){{0,2}}?(?:{_ORDERED}|told\s+to|made\s+to)\b",
        )
    )


_BEFORE = 4
"""Shapes in which the verb stands before those who are commanded."""


def _commands(
    told: str, named: re.Pattern[str], shapes: tuple[re.Pattern[str], ...], pronoun: tuple[re.Pattern[str], ...]
) -> Iterator[str]:
    """Give the commands in a text, sentence by sentence."""
    known = False
    for sentence in _SENTENCE.split(told):
        yield from (match.group() for match in _matches(sentence, shapes))
        for match in _matches(sentence, pronoun):
            if _are_last(sentence[: match.start()], named, known=known):
                yield match.group()
        known = _are_last(sentence, named, known=False)


def _matches(sentence: str, shapes: Iterable[re.Pattern[str]]) -> Iterator[re.Match[str]]:
    """Give what has the shape of a command in a sentence and is not denied."""
    for shape in shapes:
        for match in shape.finditer(sentence):
            if not _DENIED.search(sentence[: match.start()]):
                yield match


def _are_last(words: str, named: re.Pattern[str], *, known: bool) -> bool:
    """Tell whether residents are the last people named in some words; `known` where nobody is."""
    residents, others = (max((match.start() for match in some.finditer(words)), default=-1) for some in (named, _OTHERS))
    return known if residents == others else residents > others
