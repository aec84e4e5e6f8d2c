"""Words that judge while they name, and names in dispute: whether each stands only in the mouth that it belongs to.

Rule 1: which words, and whose, is data of the scenario (`loaded`, `terms`); only how they are looked for stands here.
Rule 2: what stands between quotation marks is somebody's, and never found.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from sim.errors import Problem
from sim.evidence.matching import plain, wanted
from sim.evidence.texts import OwnText
from sim.model.ids import RoleId
from sim.model.scenario import Scenario

_APART = re.compile(r"\s*[,;]\s*(?:or\s+|and\s+)?|\s+or\s+")
"""What stands between several names for one thing."""
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_TERMS = "terms."
"""Where names in dispute are explained, all of them beside one another."""


def loaded_words(scenario: Scenario, texts: Iterable[OwnText]) -> Iterator[Problem]:
    """Find words that judge while they name, in any regular form, in what no role says and nobody is quoted with."""
    judging = wanted(scenario.loaded, inflected=True)
    for text in texts:
        if text.voice != "role":
            for word in judging.within(plain(text.unquoted)):
                who = "the narrator says" if text.voice == "narrator" else "a note from outside says"
                yield Problem("loaded-word", text.path, f"{who} {word!r}", "a word that does not judge, or a quotation")


def names(listed: str) -> tuple[str, ...]:
    """Return the names in a text that lists some: `Kosovo and Metohija, our southern province`, without their articles."""
    return tuple(_ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name for name in _APART.split(listed.strip()) if name)


def disputed_names(scenario: Scenario, texts: Iterable[OwnText]) -> Iterator[Problem]:
    """Find a side's name outside that side's own texts; a heading of the glossary may be one where its text quotes it as a name."""
    owners = _owners(scenario)
    disputed = {name: wanted([name]) for name in owners}
    any_of_them = wanted(owners)
    texts = tuple(texts)
    explained = {f"{text.path.removesuffix('.text')}.term": text for text in texts if text.path.startswith("glossary.")}
    for text in texts:
        told = plain(text.unquoted)
        if text.path.startswith(_TERMS) or not any(any_of_them.within(told)):
            continue
        for name, roles in owners.items():
            if text.role in roles or not any(disputed[name].within(told)):
                continue
            if text.path in explained and any(disputed[name].within(plain(" ; ".join(explained[text.path].quoted)))):
                continue
            who = " and ".join(sorted(roles))
            yield Problem("disputed-name", text.path, f"{name!r} is the usage of {who} alone", "the neutral name, or a quotation")


def _owners(scenario: Scenario) -> Mapping[str, set[RoleId]]:
    """Return each name that is not neutral, with the roles whose own it is."""
    neutral = {plain(name).lower() for term in scenario.terms for name in names(term.neutral)}
    owners: dict[str, set[RoleId]] = {}
    for term in scenario.terms:
        for usage in (*term.usage, *term.also):
            for name in names(usage.text):
                if plain(name).lower() not in neutral:
                    owners.setdefault(name, set()).add(usage.role)
    return owners
