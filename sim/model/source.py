"""The documents, what the catalogue says of them, and the words that a part of a scenario rests on."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from sim.model.ids import NoteId, OutletId, OwnerId, SideId, SourceId, SpeakerId
from sim.model.part import KeyedSchema, Part, YesNo, keyed
from sim.model.text import Label, Text

OUTLET: SpeakerId = "outlet"
"""The speaker of words that the outlet itself says, in nobody else's name."""


class Basis(StrEnum):
    """How a part of a scenario rests on a passage, firmest first; declared in that order."""

    REPORTED = "reported"
    """The passage reports it. A report is not proof."""
    INFERRED = "inferred"
    """The passage implies it."""
    COUNTERFACTUAL = "counterfactual"
    """The passage warns of, threatens or proposes it; it is not reported to have happened."""
    INVENTED = "invented"
    """A teaching device; the passage is background only."""


class Citation(Part):
    """Words of a document, and how something rests on them."""

    source: SourceId
    """Which document: the stem of its file."""
    quote: str = Field(min_length=8, max_length=2_000)
    """The words, verbatim; white space, hyphens and quotation marks may differ in form."""
    basis: Basis
    """How far the passage carries what cites it: said there, drawn from it, thought on from it, or made up."""
    speaker: SpeakerId = OUTLET
    """Whose words these are: `outlet`, or a speaker of the catalogue."""


class Reference(Part):
    """A text from outside the documents that was found and read, with the words that carry a statement."""

    title: Label
    """Its title; in square brackets where it is ours."""
    publisher: Label
    """Where it was read."""
    owner: OwnerId | None
    """Who owns or directs the publisher, an owner of the catalogue; `null` where it is not known, which counts as none."""
    address: Label
    """Where it can be found."""
    date: Label
    """When it was published, as exactly as it shows."""
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    """The supporting words, verbatim."""


class Owner(Part):
    """Who owns or directs publishers; one owner counts once, however many of its outlets say a thing."""

    id: OwnerId
    """Names the owner in the catalogue."""
    name: Label
    """Its name on the screen."""
    about: Text
    """What a reader should know of it, in a neutral sentence."""
    references: tuple[Reference, ...] = ()
    """What carries `about`: two or more of different owners; one is enough for an owner whose texts are all from outside."""
    unsourced: Text | None = None
    """Why there are no such references: what was looked for and found, or that it is made up."""


class Outlet(Part):
    """Where a document was published."""

    id: OutletId
    """Names the outlet in the catalogue."""
    name: Label
    """Its name on the screen."""
    owner: OwnerId
    """Who owns it."""
    about: Text
    """What a reader should know of it, in a neutral sentence."""
    references: tuple[Reference, ...] = ()
    """What carries `about`: two or more of different owners."""
    unsourced: Text | None = None
    """Why no two references carry it: what was looked for and found, or that it is made up."""


class Side(Part):
    """On whose behalf a speaker speaks."""

    id: SideId
    """Names the side in the catalogue and in `balance`."""
    name: Label
    """Its name in reports."""


class Speaker(Part):
    """A named person or office whose words a document gives."""

    id: SpeakerId
    """Names the speaker in citations."""
    name: Label
    """The name, and the office where a reader needs it."""
    office: Label
    """What the document calls them, such as `head of Serbia's office for the region`."""
    side: SideId
    """For whom the speaker speaks."""
    person: YesNo | None = None
    """Whether this is a person, or several; absent: a name of capitalised words without an article is taken for a person's."""


class Source(Part):
    """What the catalogue says of one document."""

    id: SourceId
    """Names the document in citations; its file is named so too."""
    title: Label
    """Its title."""
    outlet: OutletId
    """Who published it."""
    date: Label
    """As exactly as it is known: `2022-12`, `2022-12-22`."""
    date_known: Literal["stated", "inferred"]
    """Whether the document states its date or it was worked out; `date_note` says how."""
    date_note: Text
    """How the date is known."""
    stance: Text
    """Whose account it is, in one or two sentences."""
    absent: Text
    """Whose voice is not in it."""
    loaded: tuple[Label, ...] = ()
    """Words in it that judge while they name."""
    defects: tuple[Label, ...] = ()
    """Machine translation, pasted text, captions run into sentences …"""
    caution: Label
    """One line for a reader who opens a passage of it."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    """The SHA-256 of its file, so that a changed letter is noticed."""


class Catalogue(Part):
    """What is known about the documents in a folder: `catalogue.yaml` beside them."""

    owners: Annotated[tuple[Owner, ...], BeforeValidator(keyed()), KeyedSchema()]
    """Who owns the outlets, and who stands behind texts from outside; publishers with one owner count once."""
    outlets: Annotated[tuple[Outlet, ...], BeforeValidator(keyed()), KeyedSchema()]
    """Who published the documents."""
    sides: Annotated[tuple[Side, ...], BeforeValidator(keyed()), KeyedSchema()]
    """The sides that speakers speak for."""
    speakers: Annotated[tuple[Speaker, ...], BeforeValidator(keyed()), KeyedSchema()] = ()
    """Who is quoted in the documents."""
    people: tuple[Label, ...] = ()
    """People whom the documents name and do not quote, and other spellings of those whom they do."""
    sources: Annotated[tuple[Source, ...], BeforeValidator(keyed()), KeyedSchema()]
    """The documents."""


class Document(Part):
    """The text of one source, byte for byte as UTF-8."""

    source: SourceId
    text: str


class Corpus(Part):
    """The documents a scenario rests on, with their catalogue."""

    catalogue: Catalogue
    documents: tuple[Document, ...]

    @cached_property
    def sources(self) -> Mapping[SourceId, Source]:
        """The catalogue's entry for each document, by id."""
        return {source.id: source for source in self.catalogue.sources}

    @cached_property
    def texts(self) -> Mapping[SourceId, str]:
        """The text of each document, by id."""
        return {document.source: document.text for document in self.documents}

    @cached_property
    def outlets(self) -> Mapping[OutletId, Outlet]:
        """The outlets, by id."""
        return {outlet.id: outlet for outlet in self.catalogue.outlets}

    @cached_property
    def owners(self) -> Mapping[OwnerId, Owner]:
        """The owners, by id."""
        return {owner.id: owner for owner in self.catalogue.owners}

    @cached_property
    def speakers(self) -> Mapping[SpeakerId, Speaker]:
        """The speakers, by id."""
        return {speaker.id: speaker for speaker in self.catalogue.speakers}

    def owner_name(self, owner: OwnerId | None) -> str:
        """Return the name of an owner, or that it is not known."""
        return "not known" if owner is None else self.owners[owner].name

    def owner_of(self, source: SourceId) -> OwnerId:
        """Return who owns the outlet that published a document."""
        return self.outlets[self.sources[source].outlet].owner


class Passage(Part):
    """A citation found in its document: the numbered sentences that hold the words, and what stands around them."""

    source: SourceId
    first: int
    """Number of the first sentence that holds the words, from 1."""
    last: int
    before: tuple[str, ...]
    """Up to three sentences before, oldest first."""
    words: str
    """The quoted words exactly as the document has them."""
    sentence: str
    """The whole sentence or sentences that hold the words."""
    after: tuple[str, ...]
    """Up to three sentences after."""
    publishers: tuple[OwnerId, ...]
    """Independent publishers that report it: owners, each once, this one's first."""
    notes: tuple[NoteId, ...] = ()
    """Notes from outside that stand beside it, in file order."""
