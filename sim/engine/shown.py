"""How a citation is shown: never without its speaker, outlet, owner, basis and the number of independent publishers."""

from sim.model.grounds import Grounds
from sim.model.reading import Note
from sim.model.source import OUTLET, Basis, Citation, Corpus
from sim.model.view import ShownNote, ShownPassage, ShownReference

BASIS_LABELS = {
    Basis.REPORTED: "reported",
    Basis.INFERRED: "inferred from a report",
    Basis.COUNTERFACTUAL: "not reported to have happened; a text warns of, threatens or proposes it",
    Basis.INVENTED: "invented for teaching: no document shows this",
}
"""What players read for each basis; a report is not proof, and no label says more."""

BACKGROUND = "background only"
"""Stands beside a passage under an invented part, so that a true passage lends it no authority."""


def basis_of(cites: tuple[Citation, ...]) -> Basis:
    """Return the weakest basis among citations; a part never claims more than its weakest ground."""
    order = tuple(Basis)
    return max((citation.basis for citation in cites), key=order.index)


def show(citation: Citation, grounds: Grounds) -> ShownPassage:
    """Return a citation with everything that must stand beside it; the same value every time."""
    if citation not in grounds.shown:
        grounds.shown[citation] = _shown(citation, grounds)
    return grounds.shown[citation]


def _shown(citation: Citation, grounds: Grounds) -> ShownPassage:
    corpus = grounds.corpus
    passage = grounds.of(citation)
    source = corpus.sources[citation.source]
    outlet = corpus.outlets[source.outlet]
    if citation.speaker == OUTLET:
        speaker = f"{outlet.name} itself"
    else:
        person = corpus.speakers[citation.speaker]
        speaker = f"{person.name}, {person.office}"
    return ShownPassage(
        quote=passage.words,
        speaker=speaker,
        outlet=outlet.name,
        owner=corpus.owners[outlet.owner].name,
        publishers=len(passage.publishers),
        publisher_names=tuple(corpus.owners[owner].name for owner in passage.publishers),
        basis=citation.basis,
        label=BACKGROUND if citation.basis is Basis.INVENTED else BASIS_LABELS[citation.basis],
        source=source.id,
        title=source.title,
        date=source.date if source.date_known == "stated" else f"{source.date} (inferred)",
        first=passage.first,
        last=passage.last,
        before=passage.before,
        sentence=passage.sentence,
        after=passage.after,
        caution=source.caution,
        notes=tuple(show_note(grounds.notes[note], corpus) for note in passage.notes),
    )


def show_note(note: Note, corpus: Corpus) -> ShownNote:
    """Return a note from outside with its references."""
    return ShownNote(
        id=note.id,
        date=note.date,
        text=note.text,
        unwelcome_to=note.unwelcome_to,
        caution=note.caution,
        references=tuple(
            ShownReference(
                title=reference.title,
                publisher=reference.publisher,
                owner=corpus.owner_name(reference.owner),
                address=reference.address,
                date=reference.date,
                words=reference.words,
            )
            for reference in note.references
        ),
    )


def show_all(cites: tuple[Citation, ...], grounds: Grounds) -> tuple[ShownPassage, ...]:
    """Return every citation of a part, in file order."""
    return tuple(show(citation, grounds) for citation in cites)
