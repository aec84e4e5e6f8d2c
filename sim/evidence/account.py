"""What a scenario makes of its documents, counted: what rests on each sentence, and whose words are heard how much.

Rule 1: counts only. Whether they are fair is for `fairness` and for whoever reads them.
Rule 2: a sentence is accounted for where play, a conflict, an exercise, a background or the glossary cites it, or where it is set aside.
Rule 3: what is set aside although it claims something counts as not cited; only captions, headings and the like do not count.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sim.errors import Problem
from sim.evidence.coverage import Coverage, Use, coverage
from sim.evidence.texts import OwnText, own_texts
from sim.model.ids import CHANCE, OutletId, RoleId, SourceId
from sim.model.paths import walk
from sim.model.scenario import Scenario
from sim.model.scene import Exercise, Option
from sim.model.source import OUTLET, Basis, Citation, Corpus

Purpose: TypeAlias = Literal["play", "conflict", "exercise", "background", "glossary", "corroboration", "note"]
"""What a citation serves; the last two stand beside other uses and account for nothing alone."""

PURPOSES: tuple[Purpose, ...] = ("play", "conflict", "exercise", "background", "glossary", "corroboration", "note")
_ROOTS: Mapping[str, Purpose] = {
    "acts": "play",
    "conflicts": "conflict",
    "background": "background",
    "glossary": "glossary",
    "corroborations": "corroboration",
    "notes": "note",
}
_SHOWN = 100
"""Characters of a sentence that a message repeats, at most."""
_BESIDE: tuple[Purpose, ...] = ("corroboration", "note")


def purpose(path: str) -> Purpose:
    """Return what the part at a path is for."""
    return "exercise" if ".exercise." in path else _ROOTS.get(path.partition(".")[0].partition("[")[0], "play")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document, and what rests on it."""

    number: int
    text: str
    line: int
    """In its file, from 1."""
    parts: tuple[str, ...]
    """Paths of what cites it, in file order."""
    purposes: tuple[Purpose, ...]
    """Each once, in the order of `PURPOSES`."""
    set_aside: str
    """Why it is not used; empty where the scenario does not say."""
    claims: bool
    """Whether it reports, claims, demands or warns: all do but those that are set aside as doing nothing of the kind."""

    @property
    def is_used(self) -> bool:
        """Whether something rests on it that accounts for it."""
        return any(served not in _BESIDE for served in self.purposes)

    @property
    def is_open(self) -> bool:
        """Whether nothing accounts for it."""
        return not self.is_used and not self.set_aside


@dataclass(frozen=True, slots=True)
class Used:
    """What a scenario uses of one document."""

    source: SourceId
    sentences: tuple[Sentence, ...]

    @property
    def used(self) -> tuple[Sentence, ...]:
        """The sentences on which something rests."""
        return tuple(sentence for sentence in self.sentences if sentence.is_used)

    @property
    def often(self) -> tuple[Sentence, ...]:
        """The sentences on which more than one part rests."""
        return tuple(sentence for sentence in self.used if len(sentence.parts) > 1)

    @property
    def set_aside(self) -> tuple[Sentence, ...]:
        """The sentences that are not used, with a reason."""
        return tuple(sentence for sentence in self.sentences if sentence.set_aside and not sentence.is_used)

    @property
    def background(self) -> tuple[Sentence, ...]:
        """The sentences that are used as background alone."""
        return tuple(sentence for sentence in self.used if set(sentence.purposes) <= {"background", "glossary", *_BESIDE})

    @property
    def open(self) -> tuple[Sentence, ...]:
        """The sentences that nothing accounts for."""
        return tuple(sentence for sentence in self.sentences if sentence.is_open)


@dataclass(frozen=True, slots=True)
class Element:
    """A part of the scenario with everything that it cites from one document alone."""

    path: str
    source: SourceId
    bases: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """How much is heard of one role, side or outlet."""

    citations: int = 0
    quoted: int = 0
    """Words of the passages, each as often as it is cited."""
    options: int = 0
    """Of a role: its own; of a side or outlet: those that cite it."""
    own: int = 0
    """Words of a role's own texts: briefings, options, the adviser."""


@dataclass(frozen=True, slots=True)
class Account:
    """What a scenario makes of its documents."""

    documents: tuple[Used, ...]
    alone: tuple[Element, ...]
    """Parts that rest on one document only, in file order."""
    elements: int
    """Parts that cite anything."""
    bases: tuple[tuple[Basis, int], ...]
    """How many citations of each basis, firmest first."""
    roles: tuple[tuple[RoleId, Heard], ...]
    sides: tuple[tuple[str, Heard], ...]
    """By the side of the speaker; what an outlet says itself is under `outlet`."""
    outlets: tuple[tuple[OutletId, Heard], ...]

    @property
    def cited(self) -> tuple[int, int]:
        """How many sentences are used, and how many report, claim, demand or warn; together they say how much of the documents is heard."""
        claims = sum(sentence.claims for document in self.documents for sentence in document.sentences)
        return sum(len(document.used) for document in self.documents), claims


def account(scenario: Scenario, corpus: Corpus) -> Account:
    """Return what a scenario makes of its documents."""
    elements = tuple(_elements(scenario))
    cites = tuple((path, cite) for path, cited in elements for cite in cited)
    return Account(
        documents=tuple(_used(found, corpus.texts[found.source]) for found in coverage(scenario, corpus)),
        alone=tuple(
            Element(path, cited[0].source, tuple(dict.fromkeys(cite.basis for cite in cited)))
            for path, cited in elements
            if len({cite.source for cite in cited}) == 1
        ),
        elements=len(elements),
        bases=tuple((basis, sum(cite.basis is basis for _, cite in cites)) for basis in Basis),
        roles=_roles(scenario),
        sides=_heard(scenario, [OUTLET, *(side.id for side in corpus.catalogue.sides)], lambda cite: side_of(cite, corpus)),
        outlets=_heard(scenario, [*corpus.outlets], lambda cite: corpus.sources[cite.source].outlet),
    )


def _used(found: Coverage, text: str) -> Used:
    return Used(found.source, tuple(_sentence(use, text) for use in found.uses))


def _sentence(use: Use, text: str) -> Sentence:
    served = {purpose(path) for path in use.parts}
    return Sentence(
        number=use.sentence.number,
        text=use.text,
        line=text.count("\n", 0, use.sentence.start) + 1,
        parts=use.parts,
        purposes=tuple(known for known in PURPOSES if known in served),
        set_aside=use.set_aside,
        claims=use.claims or bool(served.difference(_BESIDE)),
    )


def _elements(scenario: Scenario) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Give every part that cites, with its citations, in file order."""
    for path, part in walk(scenario):
        cited: tuple[Citation, ...] = part.passages if isinstance(part, Exercise) else getattr(part, "cites", ())
        if cited:
            yield path, cited


def _options(scenario: Scenario) -> Iterator[tuple[RoleId, Option]]:
    for act in scenario.acts:
        for scene in act.scenes:
            for entry in scene.decision:
                yield from ((entry.role, option) for option in entry.options)


def _roles(scenario: Scenario) -> tuple[tuple[RoleId, Heard], ...]:
    texts = tuple(own_texts(scenario))
    options = tuple(_options(scenario))
    return tuple((role, _role(role, texts, options)) for role in (*(role.id for role in scenario.roles), CHANCE))


def _role(role: RoleId, texts: Iterable[OwnText], options: Iterable[tuple[RoleId, Option]]) -> Heard:
    own = [option for owner, option in options if owner == role]
    cites = [cite for option in own for cite in option.cites]
    return Heard(
        citations=len(cites),
        quoted=sum(words(cite.quote) for cite in cites),
        options=len(own),
        own=sum(words(text.text) for text in texts if text.role == role),
    )


def _heard(scenario: Scenario, names: Iterable[str], name_of: Callable[[Citation], str]) -> tuple[tuple[str, Heard], ...]:
    citations: Counter[str] = Counter()
    quoted: Counter[str] = Counter()
    for _, cited in _elements(scenario):
        for cite in cited:
            citations[name_of(cite)] += 1
            quoted[name_of(cite)] += words(cite.quote)
    options = Counter(name for _, option in _options(scenario) for name in {name_of(cite) for cite in option.cites})
    return tuple((name, Heard(citations[name], quoted[name], options[name])) for name in names)


def side_of(cite: Citation, corpus: Corpus) -> str:
    """Return on whose behalf the words of a citation are spoken: a side's id, or `outlet` for what an outlet says itself."""
    return OUTLET if cite.speaker == OUTLET else corpus.speakers[cite.speaker].side


def words(text: str) -> int:
    """Return how many words a text has."""
    return len(text.split())


def unaccounted(found: Account) -> Iterator[Problem]:
    """Find sentences on which nothing rests and for which no reason is given, each at its place in the document."""
    for document in found.documents:
        for sentence in document.open:
            what = f"nothing rests on sentence {sentence.number}: {_shortly(sentence.text)}"
            place = f"sources.{document.source}"
            yield Problem(
                "unaccounted-sentence",
                place,
                what,
                "a use, or an entry of set_aside",
                file=f"{document.source}.txt",
                line=sentence.line,
                column=1,
            )


def _shortly(text: str) -> str:
    one_line = " ".join(text.split())
    return f"“{one_line if len(one_line) <= _SHOWN else one_line[:_SHOWN] + '…'}”"
