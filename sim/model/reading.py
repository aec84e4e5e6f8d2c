"""What helps people to read the documents: words, names in dispute, conflicts, corroborations, notes from outside, what is set aside."""

from typing import Annotated

from pydantic import Field

from sim.model.effects import Briefings, Cites
from sim.model.ids import ActId, ConflictId, NoteId, SourceId, TermId
from sim.model.part import Part, Whole
from sim.model.source import Citation, Reference
from sim.model.text import Label, Text


class Term(Part):
    """A name in dispute: the neutral default, why, and each role's own usage, which only its own texts may have."""

    id: TermId
    """Names the term in reports."""
    neutral: Label
    """The name that the author's own texts use."""
    reason: Text
    """Why this one."""
    usage: Briefings = ()
    """The name that a role uses in its own texts; several are separated by commas."""
    also: Briefings = ()
    """More names of a role that nobody else's texts have, separated by commas: parts of its usage, other forms. Not shown to players."""


class Gloss(Part):
    """A word explained."""

    id: TermId
    """Names the entry in reports."""
    term: Label
    """The word, as it is used on the screen."""
    also: tuple[Label, ...] = ()
    """Other forms under which texts have it."""
    text: Text
    """What it means, in a sentence or two."""
    cites: tuple[Citation, ...] = ()
    """What the explanation rests on, if it rests on the documents."""


class Version(Part):
    """One account in a conflict of accounts."""

    says: Text
    """What this account says, in our words and attributed."""
    leaves_out: Text
    """What it does not mention."""
    cites: Cites
    """The passages that say so."""


class Conflict(Part):
    """A contradiction between or within the documents, shown side by side."""

    id: ConflictId
    """Names the conflict in reports."""
    question: Label
    """The question to which the documents give different answers."""
    versions: tuple[Version, ...] = Field(min_length=2)
    """The answers, each with its passages."""


class Quoted(Part):
    """Words of a document, without a claim to rest anything on them."""

    source: SourceId
    """The document it stands in."""
    quote: str = Field(min_length=8, max_length=2_000)
    """Its words, letter by letter."""


class Corroboration(Part):
    """Passages of several documents that report the same thing; who counts as independent is worked out from their owners."""

    what: Label
    """What they say, in the author's words."""
    passages: tuple[Quoted, ...] = Field(min_length=2)
    """The passages that say the same."""


class NoteReference(Reference):
    """A text from outside the documents that carries sentences of a note."""

    supports: Annotated[tuple[Whole, ...], Field(min_length=1)]
    """Which sentences of the note it carries, from 1."""


class Note(Part):
    """What the documents leave out, in our own words: always marked "from outside", never the basis of a scene."""

    id: NoteId
    """Names the note in reports."""
    act: ActId
    """The act whose account at the end tells it; beside its passages it stands wherever they are shown."""
    date: Label
    """The day or days it speaks of, as they are to be shown: `21 November 2022`, `from 2013 to 2022`."""
    sentences: Annotated[tuple[Text, ...], Field(min_length=1, max_length=4)]
    """Each rests on references of two known owners."""
    caution: Text | None = None
    """What the references do not settle."""
    beside: tuple[Quoted, ...] = ()
    """The passages it is shown with."""
    unwelcome_to: tuple[Label, ...] = ()
    """Whose account it disturbs."""
    references: Annotated[tuple[NoteReference, ...], Field(min_length=1)]
    """Two or more of different known owners for each sentence; `sim check --strict` reports a sentence with fewer."""

    @property
    def text(self) -> str:
        """The note as it is told."""
        return " ".join(self.sentences)


class Gap(Part):
    """Something the documents leave out that could not be sourced twice, named as a gap."""

    what: Text
    """What is not known."""
    searched: Text
    """Where it was looked for, and what was found instead."""
    found: Text
    """What little was found, or that nothing was."""
    acts: tuple[ActId, ...] = ()
    """Told only at the end of a play in which one of these acts has ended; empty: at the end of any."""


class Background(Part):
    """What lies behind the crises, told with its passages and reachable from the glossary; never a scene."""

    id: TermId
    """Names the passage of background in reports."""
    heading: Label
    """Its heading on the page of background."""
    also: tuple[Label, ...] = ()
    """Words of other texts that lead to it, like those of the glossary."""
    text: Text
    """What happened before or around the play, in the author's words."""
    cites: Cites
    """What it rests on."""


class SetAside(Quoted):
    """Words of a document that are not used, and why: caption, navigation, repetition, machine-made text, an unsupported accusation."""

    quote: str = Field(min_length=1, max_length=2_000)
    """The words, letter by letter, from the beginning of the first sentence to the end of the last."""
    reason: Label
    """Why: caption, navigation, repetition, machine-made text, an accusation without support."""
    claims: bool = False
    """Whether they report, claim, demand or warn all the same; they then count among the sentences that are not cited."""
