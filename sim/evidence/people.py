"""Names: whether people are named only where something is reported of them, and other names only where the passages have them.

Rule 1: who is a person stands in the catalogue, as a speaker or among its `people`; of other names only their capital letters are known.
Rule 2: where something is made up, what stands between quotation marks is a passage, or somebody's, and may name anybody.
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from sim.errors import Problem
from sim.evidence.figures import MONTHS, WEEK
from sim.evidence.matching import plain
from sim.evidence.reported import is_report
from sim.evidence.texts import OwnText
from sim.model.grounds import Grounds
from sim.model.scenario import Scenario
from sim.model.source import Basis, Catalogue, Speaker

_WORD = re.compile(r"[^\W\d_][^\W_]*")
_CAPITAL = re.compile(r"(?<![^\W_])[A-Z][^\W_]*(?:-[A-Z][^\W_]*)*")
_BEGINS = re.compile(r"(?:^|\n|[.!?:;…(\"“]\s*|\s-\s+)$")
"""Before a word that has a capital letter whatever it means."""
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lady|Lord|President|Minister|Premier|Chancellor|Ambassador|General|Colonel|Major|Captain|Professor|Mayor)\.?\s+$"
)
"""Before somebody's name."""
_ARTICLES = frozenset({"the", "a", "an"})
_MADE_UP = frozenset({Basis.INVENTED, Basis.COUNTERFACTUAL})
_STEM = 4
"""Letters that `Serbia`, `Serbian` and `Serbs` have in common, at least."""
_CALENDAR = frozenset((*MONTHS, *WEEK))


def people(catalogue: Catalogue) -> frozenset[str]:
    """Return every word of the name of a person whom the documents name, without accents."""
    names = [name for speaker in catalogue.speakers for name in _persons(speaker)]
    return frozenset(word for name in (*names, *catalogue.people) for word in _CAPITAL.findall(plain(name)) if len(word) > 1)


def _persons(speaker: Speaker) -> Iterator[str]:
    """Give the names of people in a speaker's name: `Emmanuel Macron and Olaf Scholz` are two, `The old hill` is none."""
    for name in re.split(r"\s+and\s+|,\s*", speaker.name):
        words = name.split()
        is_name = len(words) in {2, 3, 4} and words[0].lower() not in _ARTICLES and all(word[0].isupper() for word in words)
        if is_name if speaker.person is None else speaker.person:
            yield name


def people_in_invented_parts(scenario: Scenario, texts: Iterable[OwnText], grounds: Grounds) -> Iterator[Problem]:
    """Find people who are named where nothing is reported: in what is made up or cites nothing, and in a role's own texts."""
    persons = people(grounds.corpus.catalogue)
    known = _pool(grounds.corpus.texts.values()) | _vocabulary(scenario, grounds)
    for text in texts:
        if text.voice == "role" or (text.voice == "narrator" and (not text.bases or text.bases & _MADE_UP)):
            told = plain(text.unquoted)
            for name in dict.fromkeys((*_named(told, persons), *_strangers(told, known))):
                yield Problem("person-in-invented-text", text.path, f"{name} is named where nothing is reported", "the office")


def _named(told: str, persons: AbstractSet[str]) -> Iterator[str]:
    """Give the people of the catalogue who are named, each with the words of the name that stand together."""
    end = -1
    name = ""
    for match in _CAPITAL.finditer(told):
        if match.group() in persons:
            if name and told[end : match.start()].isspace():
                name = f"{name} {match.group()}"
            else:
                if name:
                    yield name
                name = match.group()
            end = match.end()
    if name:
        yield name


def _strangers(told: str, known: AbstractSet[str]) -> Iterator[str]:
    """Give what looks like the name of a person whom no document knows: two unknown names in a row, or one after a title.

    A word that begins a sentence is none, whatever it is: `Ask Paris` names nobody.
    """
    names = [match for match in _CAPITAL.finditer(told) if not (_is_known(match.group(), known) or _BEGINS.search(told[: match.start()]))]
    for name, after in zip(names, [*names[1:], None], strict=False):
        if after and told[name.end() : after.start()] == " ":
            yield f"{name.group()} {after.group()}"
        elif _TITLE.search(told[: name.start()]):
            yield name.group()


def unsupported_names(scenario: Scenario, texts: Iterable[OwnText], grounds: Grounds) -> Iterator[Problem]:
    """Find names in a text that only reports, which neither its passages nor their speakers' names and offices have."""
    persons = {word.lower() for word in people(grounds.corpus.catalogue)}
    vocabulary = _vocabulary(scenario, grounds)
    for text in texts:
        if is_report(text):
            pool = vocabulary | _pool(_said(text, grounds))
            told = plain(text.text)
            for match in _CAPITAL.finditer(told):
                name = match.group()
                begins = _BEGINS.search(told[: match.start()])
                if name.lower() in persons - pool or not (begins or _is_known(name, pool)):
                    expected = "a name of the cited passages, another citation, or an entry of `names`"
                    yield Problem("unsupported-name", text.path, f"{name} is not in its passages", expected)


def _said(text: OwnText, grounds: Grounds) -> Iterator[str]:
    for cite in text.cites:
        yield f"{grounds.of(cite).sentence} {grounds.corpus.sources[cite.source].title}"
        speaker = grounds.corpus.speakers.get(cite.speaker)
        if speaker:
            yield f"{speaker.name} {speaker.office}"


def _vocabulary(scenario: Scenario, grounds: Grounds) -> frozenset[str]:
    """Return the words of names that any text may use, in small letters: of roles, sides, outlets, what is explained, and `names`."""
    catalogue = grounds.corpus.catalogue
    named: tuple[str, ...] = (
        *scenario.names,
        *(role.name for role in scenario.roles),
        *(outlet.name for outlet in catalogue.outlets),
        *(side.name for side in catalogue.sides),
        *(word for gloss in scenario.glossary for word in (gloss.term, *gloss.also)),
        *(term.neutral for term in scenario.terms),
        *(speaker.name for speaker in catalogue.speakers if not any(_persons(speaker))),
    )
    return _pool(" ".join(word for word in _WORD.findall(plain(name)) if word[0].isupper()) for name in named)


def _pool(said: Iterable[str]) -> frozenset[str]:
    """Return the words of some texts in small letters, and the stem of each."""
    words = {word.lower() for text in said for word in _WORD.findall(plain(text))}
    return frozenset(words | {f"{word[:_STEM]}…" for word in words if len(word) >= _STEM})


def _is_known(name: str, pool: AbstractSet[str]) -> bool:
    """Tell whether every part of a name is known, in this form or in another of the same stem; days and months are no names."""
    parts = [part.lower() for part in name.split("-")]
    return all(len(part) == 1 or part in pool or part in _CALENDAR or f"{part[:_STEM]}…" in pool for part in parts)
