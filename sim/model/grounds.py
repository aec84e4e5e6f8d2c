"""What a scenario rests on: every citation, found in its documents, and the notes that stand beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from sim.model.ids import NoteId, SourceId
from sim.model.reading import Note
from sim.model.source import Citation, Corpus, Passage
from sim.model.view import ShownPassage, ShownTurn


@dataclass(frozen=True, slots=True)
class Grounds:
    """Every citation of a scenario, found in its documents."""

    corpus: Corpus
    passages: Mapping[tuple[SourceId, str], Passage]
    """By source and quoted words."""
    notes: Mapping[NoteId, Note] = field(default_factory=dict)
    """Notes from outside, by id."""
    shown: dict[Citation, ShownPassage] = field(default_factory=dict, compare=False, repr=False)
    """What was shown of a citation before: the same words stand on thousands of screens. Only `engine.shown` writes it."""
    past: WeakValueDictionary[tuple[object, ...], ShownTurn] = field(default_factory=WeakValueDictionary, compare=False, repr=False)
    """Turns that are over, as somebody sees them now: all roles of all groups that played alike. Only `engine.view` writes it."""

    def of(self, citation: Citation) -> Passage:
        """Return where the words of a citation stand."""
        return self.passages[citation.source, citation.quote]

    def publishers(self, citations: Iterable[Citation]) -> int:
        """Return how many independent publishers report the same, by the best backed of some passages; 0 for none.

        Passages of two owners side by side corroborate nothing by that: one may say what the other denies.
        """
        return max((len(self.of(citation).publishers) for citation in citations), default=0)
