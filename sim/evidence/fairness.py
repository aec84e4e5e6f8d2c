"""Whether a scenario's own words keep its author's promises of fairness: what `sim check` adds to "does it load".

Rule 1: what is forbidden is data of the scenario (loaded words, terms, prices, residents); only how it is looked for stands here.
Rule 2: a finding names the place and the words; whether the words are fair all the same is for its author to say, by rewording them.
"""

import re
from collections.abc import Iterable, Iterator

from sim.errors import Problem
from sim.evidence.texts import OwnText, own_texts
from sim.model.grounds import Grounds
from sim.model.ids import CHANCE, OptionId, RoleId, SceneId
from sim.model.scenario import Prices, Scenario
from sim.model.scene import Option
from sim.model.source import Basis, Catalogue, Outlet, Owner

_COMMANDS = ("order", "command", "instruct", "direct", "tell", "send", "deploy", "mobilise", "mobilize", "make", "force", "use", "steer")
"""What nobody does to residents; roles urge, ask, encourage or discourage them."""
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_MONTH = re.compile(r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b")
_NEEDED = 2
"""References of different owners that a statement from outside needs."""


def fairness(scenario: Scenario, grounds: Grounds) -> tuple[Problem, ...]:
    """Return every finding of the checks below, in their order."""
    texts = tuple(own_texts(scenario))
    return (
        *loaded_words(scenario, texts),
        *disputed_names(scenario, texts),
        *unsupported_figures(texts, grounds),
        *people_in_invented_parts(texts, grounds),
        *commands(scenario, texts),
        *prices(scenario),
        *lonely_notes(scenario),
    )


def _mentions(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def loaded_words(scenario: Scenario, texts: Iterable[OwnText]) -> Iterator[Problem]:
    """Find words that judge while they name in what the narrator says outside quotation marks."""
    for text in texts:
        if text.voice == "narrator":
            for word in scenario.loaded:
                if _mentions(text.unquoted, word):
                    yield Problem("loaded-word", text.path, f"the narrator says {word!r}", "a word that does not judge, or a quotation")


def disputed_names(scenario: Scenario, texts: Iterable[OwnText]) -> Iterator[Problem]:
    """Find a side's name for something outside that side's own texts."""
    owners: dict[str, set[RoleId]] = {}
    neutral = {term.neutral.lower() for term in scenario.terms}
    for term in scenario.terms:
        for usage in term.usage:
            if usage.text.lower() not in neutral:
                owners.setdefault(usage.text, set()).add(usage.role)
    for text in texts:
        if text.path.startswith("terms."):
            continue
        for name, roles in owners.items():
            if text.role not in roles and _mentions(text.unquoted, name):
                who = " and ".join(sorted(roles))
                yield Problem("disputed-name", text.path, f"{name!r} is the usage of {who} alone", "the neutral name")


def unsupported_figures(texts: Iterable[OwnText], grounds: Grounds) -> Iterator[Problem]:
    """Find numbers and months in a text that only reports, which its passages do not have."""
    for text in texts:
        if text.bases != {Basis.REPORTED} or text.path.endswith(".leaves_out"):  # what a passage does not say is not in it
            continue
        passages = " ".join(grounds.of(cite).sentence for cite in text.cites)
        for figure in (*_NUMBER.findall(text.unquoted), *_MONTH.findall(text.unquoted)):
            if not _mentions(passages, figure):
                expected = "a figure of the cited passages, another citation, or another basis"
                yield Problem("unsupported-figure", text.path, f"{figure!r} is not in its passages", expected)


def people_in_invented_parts(texts: Iterable[OwnText], grounds: Grounds) -> Iterator[Problem]:
    """Find names of the catalogue's speakers in parts that no document reports."""
    speakers = (speaker.name.split() for speaker in grounds.corpus.catalogue.speakers)
    names = {words[-1] for words in speakers if len(words) in {2, 3} and all(word[0].isupper() for word in words)}  # not “The upper lock”
    for text in texts:
        if text.bases & {Basis.INVENTED, Basis.COUNTERFACTUAL} or text.voice == "role":
            for name in sorted(names):
                if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text.unquoted):
                    yield Problem("person-in-invented-text", text.path, f"{name} is named where nothing is reported", "the office")


def commands(scenario: Scenario, texts: Iterable[OwnText]) -> Iterator[Problem]:
    """Find roles that command residents."""
    if not scenario.residents:
        return
    people = "|".join(re.escape(words) for words in sorted(scenario.residents, key=len, reverse=True))
    verbs = "|".join(_COMMANDS)
    pattern = re.compile(rf"\b(?:{verbs})(?:s|es|ed|d|ing)?\s+(?:the\s+|all\s+|your\s+)*(?:{people})\b", re.IGNORECASE)
    for text in texts:
        found = pattern.search(text.unquoted)
        if found:
            expected = "roles urge, ask or discourage residents; they do not command them"
            yield Problem("command-over-residents", text.path, f"{found.group()!r}", expected)


def prices(scenario: Scenario) -> Iterator[Problem]:
    """Find options whose effect on the shared indicators is not that of their kind."""
    table = scenario.prices
    if table is None:
        return
    excepted = {(entry.scene, entry.role, entry.option) for entry in table.exceptions}
    for act in scenario.acts:
        for scene in act.scenes:
            for entry in scene.decision:
                for option in entry.options:
                    place: tuple[SceneId, RoleId, OptionId] = (scene.id, entry.role, option.id)
                    if entry.role != CHANCE and place not in excepted and _shared(option, table) != _price(option, table):
                        path = f"acts.{act.id}.scenes.{scene.id}.decision.{entry.role}.options.{option.id}.effects"
                        what = f"{option.kind} costs {_words(_price(option, table))}, this option {_words(_shared(option, table))}"
                        yield Problem("price", path, what, "the price of its kind, or an exception with its reason")


def _shared(option: Option, table: Prices) -> dict[str, tuple[str, int]]:
    return {effect.indicator: (effect.op, effect.amount) for effect in option.effects if effect.indicator in table.shared}


def _price(option: Option, table: Prices) -> dict[str, tuple[str, int]]:
    effects = next((price.effects for price in table.kinds if price.kind == option.kind), ())
    return {effect.indicator: (effect.op, effect.amount) for effect in effects}


def _words(effects: dict[str, tuple[str, int]]) -> str:
    if not effects:
        return "nothing"
    return ", ".join(f"{name} {amount:+d}" if op == "add" else f"{name} = {amount}" for name, (op, amount) in effects.items())


def lonely_notes(scenario: Scenario) -> Iterator[Problem]:
    """Find sentences of notes from outside that rest on fewer than two owners."""
    for note in scenario.notes:
        for number, _ in enumerate(note.sentences, 1):
            owners = {reference.owner for reference in note.references if number in reference.supports}
            if len(owners) < _NEEDED:
                path = f"notes.{note.id}.sentences[{number - 1}]"
                what = f"the sentence rests on references of {len(owners)} owners"
                yield Problem("lonely-note", path, what, "two references of different ownership, or a gap")


def unsourced(catalogue: Catalogue) -> Iterator[Problem]:
    """Find statements on outlets and owners that rest on fewer than two owners, where the catalogue does not say why."""
    said: list[tuple[str, Owner | Outlet]] = [("owners", owner) for owner in catalogue.owners]
    said += [("outlets", outlet) for outlet in catalogue.outlets]
    for group, part in said:
        owners = {reference.owner for reference in part.references}
        if len(owners) < _NEEDED and part.unsourced is None:
            what = f"what is said of {part.name} rests on references of {len(owners)} owners"
            expected = "two references of different ownership, or a line `unsourced` that says why there are none"
            yield Problem("unsourced-statement", f"{group}.{part.id}.about", what, expected, file="catalogue.yaml", line=1, column=1)
