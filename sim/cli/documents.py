"""What `sim sources` prints of the documents; each under the same line on who published it."""

from collections.abc import Mapping

import click

from sim.cli.output import Json, talk, tell, tell_json
from sim.errors import Missing
from sim.evidence.search import search
from sim.evidence.sentences import sentences
from sim.library import open_scenario
from sim.model.ids import SourceId
from sim.model.nearest import nearest
from sim.model.source import Corpus, Outlet, Owner, Source
from sim.report.prose import one_line


def list_sources(scenario: str, *, as_json: bool) -> None:
    """Print what the catalogue says of each document."""
    corpus = open_scenario(scenario).corpus
    if as_json:
        tell_json({"sources": [_as_json(corpus, source) for source in corpus.catalogue.sources]})
        return
    for source in corpus.catalogue.sources:
        tell(f"{source.id}  {_published(corpus, source)}")
        tell(f"    “{source.title}”")
        tell(f"    {source.caution}")


def show_source(scenario: str, wanted: SourceId, *, as_json: bool) -> None:
    """Print a document with what is known of it."""
    corpus = open_scenario(scenario).corpus
    source = _source(corpus, wanted)
    text = corpus.texts[source.id]
    spans = sentences(text)
    if as_json:
        numbered: list[dict[str, str | int]] = [{"number": span.number, "text": text[span.start : span.end]} for span in spans]
        tell_json({"source": _as_json(corpus, source), "sentences": numbered})
        return
    tell(f"{source.title}\n{_published(corpus, source)}\n")
    for publisher in _publishers(corpus, source):
        _tell_of(publisher, corpus)
    tell(f"How the date is known: {one_line(source.date_note)}")
    tell(f"Whose account it is: {one_line(source.stance)}")
    tell(f"Not heard in it: {one_line(source.absent)}")
    if source.defects:
        tell(f"Defects: {'; '.join(source.defects)}")
    if source.loaded:
        tell(f"Words in it that judge while they name: {', '.join(source.loaded)}")
    tell(f"Caution: {source.caution}")
    paragraph = 0
    for span in spans:
        if span.paragraph != paragraph:
            tell("")
            paragraph = span.paragraph
        tell(f"{span.number:>4}  {one_line(text[span.start : span.end])}")


def search_sources(scenario: str, words: str, *, as_json: bool) -> None:
    """Print the sentences that hold the words, each with who published it; the status is 1 when there is none."""
    corpus = open_scenario(scenario).corpus
    hits = search(corpus, words)
    if as_json:
        found: list[dict[str, str | int]] = [
            {"source": hit.source, "number": hit.number, "sentence": one_line(hit.sentence), "likeness": hit.likeness} for hit in hits
        ]
        tell_json({"words": words, "found": found})
    else:
        if hits and hits[0].likeness < 100:  # noqa: PLR2004 -- 100 of 100
            talk("sim: no sentence holds these words as they stand; the nearest ones:")
        for hit in hits:
            tell(f"{hit.source}, sentence {hit.number}  {_published(corpus, corpus.sources[hit.source])}")
            tell(f"    {one_line(hit.sentence)}")
    if not hits:
        talk("sim: nothing like these words is in the documents")
        raise click.exceptions.Exit(1)


def _source(corpus: Corpus, wanted: SourceId) -> Source:
    """Return a source by its id, or by a beginning that only one has."""
    begun = [source for name, source in corpus.sources.items() if name == wanted or (wanted and name.startswith(wanted))]
    if len(begun) == 1:
        return begun[0]
    guess = nearest(wanted, corpus.sources)
    hint = f"; did you mean {guess!r}?" if guess else ""
    message = f"there is no document {ascii(wanted)[1:-1][:80]!r}; there are: {', '.join(corpus.sources)}{hint}"
    raise Missing(message, "unknown-source")


def _published(corpus: Corpus, source: Source) -> str:
    outlet = corpus.outlets[source.outlet]
    inferred = "" if source.date_known == "stated" else " (inferred)"
    return f"{outlet.name} · owner: {corpus.owners[outlet.owner].name} · {source.date}{inferred}"


def _publishers(corpus: Corpus, source: Source) -> tuple[Outlet, Owner]:
    outlet = corpus.outlets[source.outlet]
    return outlet, corpus.owners[outlet.owner]


def _tell_of(publisher: Outlet | Owner, corpus: Corpus) -> None:
    """Print what the catalogue says of an outlet or owner, and what that rests on."""
    tell(f"{publisher.name}: {one_line(publisher.about)}")
    for reference in publisher.references:
        owner = corpus.owner_name(reference.owner)
        tell(f"    From outside: {reference.publisher} (owner: {owner}), {reference.date}, {reference.address}")
        for words in reference.words:
            tell(f"        “{one_line(words)}”")
    if publisher.unsourced:
        tell(f"    No two references: {one_line(publisher.unsourced)}")


def _as_json(corpus: Corpus, source: Source) -> Mapping[str, Json]:
    outlet = corpus.outlets[source.outlet]
    return {
        "id": source.id,
        "title": source.title,
        "outlet": outlet.name,
        "owner": corpus.owners[outlet.owner].name,
        "publishers": [publisher.model_dump(mode="json") for publisher in _publishers(corpus, source)],
        "date": source.date,
        "date_known": source.date_known,
        "date_note": source.date_note,
        "stance": source.stance,
        "absent": source.absent,
        "loaded": [*source.loaded],
        "defects": [*source.defects],
        "caution": source.caution,
        "sha256": source.sha256,
    }
