"""What helps people to read the documents: words, names in dispute, conflicts, corroborations, notes from outside, what is set aside."""

from typing import Annotated

from pydantic import Field

from sim.model.effects import Briefings, Cites
from sim.model.ids import ActId, ConflictId, NoteId, SourceId, TermId
from sim.model.part import Part, Whole
from sim.model.source import Citation
from sim.model.text import Label, Text


class Term(Part):
    """A name in dispute: the neutral default, why, and each role's own usage, which only its own texts may have."""

    id: TermId
    neutral: Label
    reason: Text
    usage: Briefings = ()


class Gloss(Part):
    """A word explained."""

    id: TermId
    term: Label
    also: tuple[Label, ...] = ()
    """Other forms under which texts have it."""
    text: Text
    cites: tuple[Citation, ...] = ()


class Version(Part):
    """One account in a conflict of accounts."""

    says: Text
    """What this account says, in our words and attributed."""
    leaves_out: Text
    """What it does not mention."""
    cites: Cites


class Conflict(Part):
    """A contradiction between or within the documents, shown side by side."""

    id: ConflictId
    question: Label
    versions: tuple[Version, ...] = Field(min_length=2)


class Quoted(Part):
    """Words of a document, without a claim to rest anything on them."""

    source: SourceId
    quote: str = Field(min_length=8, max_length=2_000)


class Corroboration(Part):
    """Passages of several documents that report the same thing; who counts as independent is worked out from their owners."""

    what: Label
    passages: tuple[Quoted, ...] = Field(min_length=2)


class Reference(Part):
    """A text from outside the documents that was found and read, with the words that carry the note."""

    title: Label
    publisher: Label
    owner: Label
    """Who owns or directs the publisher; a note needs two different ones."""
    address: Label
    date: Label
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    """The supporting words, verbatim."""
    supports: Annotated[tuple[Whole, ...], Field(min_length=1)]
    """Which sentences of the note it carries, from 1."""


class Note(Part):
    """What the documents leave out, in our own words: always marked "from outside", never the basis of a scene."""

    id: NoteId
    act: ActId
    date: Label
    sentences: Annotated[tuple[Text, ...], Field(min_length=1, max_length=4)]
    """Each rests on references of two owners."""
    caution: Text | None = None
    """What the references do not settle."""
    beside: tuple[Quoted, ...] = ()
    """The passages it is shown with."""
    unwelcome_to: tuple[Label, ...] = ()
    """Whose account it disturbs."""
    references: Annotated[tuple[Reference, ...], Field(min_length=1)]
    """Two or more of different owners for each sentence; `sim check` refuses a note with fewer."""

    @property
    def text(self) -> str:
        """The note as it is told."""
        return " ".join(self.sentences)


class Gap(Part):
    """Something the documents leave out that could not be sourced twice, named as a gap."""

    what: Text
    searched: Text
    found: Text
    """What little was found, or that nothing was."""


class Background(Part):
    """What lies behind the crises, told with its passages and reachable from the glossary; never a scene."""

    id: TermId
    heading: Label
    text: Text
    cites: Cites


class SetAside(Quoted):
    """Words of a document that are not used, and why: caption, navigation, repetition, machine-made text, an unsupported accusation."""

    quote: str = Field(min_length=1, max_length=2_000)
    reason: Label
