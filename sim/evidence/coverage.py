"""Which sentences of the documents carry which parts of a scenario, and which carry none."""

from dataclasses import dataclass

from sim.evidence.check import quotations
from sim.evidence.document import Prepared
from sim.evidence.sentences import Sentence
from sim.model.ids import SourceId
from sim.model.reading import SetAside
from sim.model.scenario import Scenario
from sim.model.source import Corpus


@dataclass(frozen=True, slots=True)
class Use:
    """One sentence of a document, and what rests on it."""

    sentence: Sentence
    text: str
    parts: tuple[str, ...]
    """Paths of the citations that quote it or a piece of it, in file order."""
    set_aside: str
    """Why it is not used, in the scenario's words; empty where the scenario does not say."""
    claims: bool
    """False where all words that are set aside there report, claim, demand or warn of nothing."""

    @property
    def is_open(self) -> bool:
        """Whether nothing rests on it and no reason is given."""
        return not self.parts and not self.set_aside


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a scenario uses of one document."""

    source: SourceId
    uses: tuple[Use, ...]
    """One for each sentence, in the document's order."""

    @property
    def cited(self) -> int:
        """How many sentences carry a part."""
        return sum(1 for use in self.uses if use.parts)

    @property
    def open(self) -> tuple[Use, ...]:
        """The sentences that carry nothing and are not set aside."""
        return tuple(use for use in self.uses if use.is_open)


def coverage(scenario: Scenario, corpus: Corpus) -> tuple[Coverage, ...]:
    """Return, for each document in the catalogue's order, what rests on each of its sentences."""
    prepared = {document.source: Prepared(document.text) for document in corpus.documents}
    parts: dict[tuple[SourceId, int], list[str]] = {}
    reasons: dict[tuple[SourceId, int], str] = {}
    silent: dict[tuple[SourceId, int], bool] = {}
    for path, quoted in quotations(scenario):
        if quoted.source not in prepared:
            continue
        document = prepared[quoted.source]
        for span in document.places(quoted.quote, 1):
            first, last = document.spanning(span)
            for number in range(first, last + 1):
                if isinstance(quoted, SetAside):
                    reasons.setdefault((quoted.source, number), quoted.reason)
                    silent[quoted.source, number] = silent.get((quoted.source, number), True) and not quoted.claims
                else:
                    parts.setdefault((quoted.source, number), []).append(path)
    return tuple(
        Coverage(
            source,
            tuple(
                Use(
                    sentence,
                    document.words(sentence.number, sentence.number),
                    tuple(parts.get((source, sentence.number), ())),
                    reasons.get((source, sentence.number), ""),
                    not silent.get((source, sentence.number), False),
                )
                for sentence in document.sentences
            ),
        )
        for source, document in prepared.items()
    )
