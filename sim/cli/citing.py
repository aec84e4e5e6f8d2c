"""What `sim cite` and `sim sources add` do: from a document to a citation, and from a file to a document.

Rule 1: a scenario that is still being written need not be whole; only its documents have to be.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import click
from rapidfuzz.fuzz import ratio

from sim.cli.exits import PROBLEMS
from sim.cli.output import talk, tell
from sim.errors import Invalid, InvalidScenario, Missing, StorageFailed
from sim.evidence.document import Prepared
from sim.evidence.quotation import normal
from sim.library import data_folder, find
from sim.model.ids import SourceId
from sim.model.nearest import listed, nearest
from sim.model.source import OUTLET, Basis, Corpus, Source
from sim.store.decoding import decoded
from sim.store.documents import read_yaml
from sim.store.ordinary import ordinary
from sim.store.seeds import MAX_TEXT, read_corpus

_SHORTEST = 8
"""Characters of a quotation, at least."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Words found in a document."""

    source: SourceId
    sentence: int
    """Number of the sentence they begin in, from 1."""
    words: str
    """As the document has them, on one line."""
    around: str
    """The whole sentence or sentences."""
    likeness: int
    """100: the words as they were typed."""


def cite(words: str, scenario: str) -> None:
    """Print a citation ready to paste for each place where the words stand; else for the nearest words there are."""
    corpus = documents_of(scenario)
    hits = quoted(corpus, words)
    if not hits:
        talk("sim: nothing like these words is in the documents")
        raise click.exceptions.Exit(PROBLEMS)
    if hits[0].likeness < 100:  # noqa: PLR2004 -- 100 of 100
        talk("sim: no document holds these words; the nearest that one does hold:")
    for hit in hits:
        talk(f"sim: {corpus.sources[hit.source].title}, sentence {hit.sentence}: {hit.around}")
        for line in _citation(hit, corpus):
            tell(line)


def _citation(hit: Hit, corpus: Corpus) -> list[str]:
    speakers = ", ".join((OUTLET, *(speaker.id for speaker in corpus.catalogue.speakers)))
    return [
        f"- source: {hit.source}",
        f"  quote: {json.dumps(hit.words, ensure_ascii=False)}",
        f"  basis: {Basis.REPORTED}  # or: {', '.join(basis for basis in Basis if basis is not Basis.REPORTED)}",
        f"  speaker: {OUTLET}  # one of: {speakers}",
    ]


def quoted(corpus: Corpus, words: str) -> tuple[Hit, ...]:
    """Return every place that holds the words, in the order of the documents; if there is none, the nearest one."""
    exact: list[Hit] = []
    near: list[Hit] = []
    for document in corpus.documents:
        prepared = Prepared(document.text)
        places = prepared.places(words)
        exact += [_hit(document.source, prepared, place, 100) for place in places]
        best = None if places else prepared.nearest(words)
        if best:
            likeness = min(int(ratio(normal(words), normal(document.text[best[0] : best[1]]))), 99)
            near.append(_hit(document.source, prepared, best, likeness))
    return tuple(exact or sorted(near, key=lambda hit: -hit.likeness)[:1])


def _hit(source: SourceId, prepared: Prepared, place: tuple[int, int], likeness: int) -> Hit:
    first, last = prepared.spanning(place)
    around = " ".join(prepared.words(first, last).split())
    words = " ".join(prepared.text[place[0] : place[1]].split())
    return Hit(source, first, words if len(words) >= _SHORTEST else around, around, likeness)


def documents_of(scenario: str) -> Corpus:
    """Return the documents of a scenario, whatever state its other files are in.

    Raises:
        Missing: there is no such scenario.
        InvalidScenario: the documents or their catalogue have problems.

    """
    own = find(scenario) / "sources"
    return read_corpus(own if own.is_dir() else data_folder() / "seeds")


@dataclass(frozen=True, slots=True)
class Added:
    """What is known of a document that is added; what is not is for the author to write."""

    file: str
    source: str | None
    title: str | None
    outlet: str | None
    date: str | None


def add_source(scenario: str, added: Added) -> None:
    """Copy a file to a scenario's documents and describe it in the catalogue, as far as that can be known.

    Raises:
        Invalid: the file is no document, or the catalogue would not be whole with it; nothing was changed.
        Missing: the file, the catalogue or the outlet is not there.
        StorageFailed: the folder cannot be written.

    """
    folder = find(scenario) / "sources"
    catalogue = folder / "catalogue.yaml"
    if not catalogue.is_file():
        message = f"{scenario} has no sources/catalogue.yaml; a scenario with `documents: own` has one, and `sim new` makes one"
        raise Missing(message, "no-such-file")
    corpus = read_corpus(folder)
    _one_line("--title", added.title)
    _one_line("--date", added.date)
    content, text = _document(added.file)
    source = added.source or Path(added.file).stem.lower().replace(" ", "-").replace(".", "-")
    outlet = _outlet(corpus, added.outlet)
    if source in corpus.sources:
        message = f"there is a document {source!r} already; name this one with --id"
        raise Invalid(message, "duplicate-id")
    before = catalogue.read_text(encoding="utf-8")
    target = folder / f"{source}.txt"
    title = added.title or next((line.strip() for line in text.splitlines() if line.strip()), source)[:200]
    entry = _entry(source, title, outlet, added.date or "unknown", hashlib.sha256(content).hexdigest())
    try:
        target.write_bytes(content)
        catalogue.write_text(_with(before, entry), encoding="utf-8", newline="\n")
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror}"
        raise StorageFailed(message, "file-not-written") from error
    try:
        found: Source = read_corpus(folder).sources[source]
    except InvalidScenario as error:
        catalogue.write_text(before, encoding="utf-8", newline="\n")
        target.unlink()
        message = f"the catalogue would not be whole with it, so nothing was changed: {error}"
        raise Invalid(message, error.problems[0].code) from error
    tell(f"{found.id}  {found.title}")
    talk(f"sim: describe it in {catalogue}: whose account it is, who is not heard, how its date is known")


def _document(file: str) -> tuple[bytes, str]:
    content = ordinary(Path(file), MAX_TEXT)
    text, problems = decoded(content, file, MAX_TEXT)
    if text is None or problems:
        message = "\n".join(str(problem) for problem in problems)
        raise Invalid(message, problems[0].code)
    if not text.strip():
        message = f"{file} is empty; a document has words"
        raise Invalid(message, "too-short")
    return content, text


def _one_line(option: str, text: str | None) -> None:
    """Refuse a text that the catalogue could not show on one line."""
    if text is not None and not (text.isprintable() and text.strip()):
        message = f"{option} {ascii(text)[:80]} is no line of text; write it on one line, without control characters"
        raise Invalid(message, "invalid-value")


def _outlet(corpus: Corpus, wanted: str | None) -> str:
    known = [*corpus.outlets]
    if wanted is None and len(known) == 1:
        return known[0]
    if wanted not in corpus.outlets:
        guess = nearest(wanted or "", known)
        hint = f"; did you mean {guess!r}?" if guess else ""
        message = f"name the outlet with --outlet; the catalogue has: {listed(known)}{hint}"
        raise Missing(message, "unknown-outlet")
    return str(wanted)


def _entry(source: str, title: str, outlet: str, date: str, digest: str) -> list[str]:
    """Return the lines of an entry, without their indent; what only the author can know says so."""
    return [
        f"{source if not source[0].isdigit() else json.dumps(source)}:",
        f"  title: {json.dumps(title, ensure_ascii=False)}",
        f"  outlet: {outlet}",
        f"  date: {json.dumps(date, ensure_ascii=False)}",
        "  date_known: inferred",
        "  date_note: Not said yet.",
        "  stance: Not said yet.",
        "  absent: Not said yet.",
        "  caution: Not described yet; read it with care.",
        f"  sha256: {json.dumps(digest)}",
    ]


def _with(catalogue: str, entry: list[str]) -> str:
    """Return a catalogue's text with one more entry at the end of its sources; comments and all else stay as they are."""
    place = read_yaml(catalogue.encode(), "catalogue.yaml").place
    parts = place.parts if isinstance(place.parts, dict) else {}
    sources = parts["sources"]
    inner = sources.parts if isinstance(sources.parts, dict) else {}
    indent = " " * (min((one.key[1] for one in inner.values()), default=3) - 1)
    following = min((one.key[0] for one in parts.values() if one.key[0] > sources.key[0]), default=0)
    lines = catalogue.splitlines()
    if not inner:  # `sources: {}`, as a catalogue begins
        lines[sources.key[0] - 1] = lines[sources.key[0] - 1].partition(":")[0] + ":"
    at = following - 1 if following else len(lines)
    while at > 0 and (not lines[at - 1].strip() or lines[at - 1].startswith("#")):
        at -= 1
    return "\n".join([*lines[:at], *(f"{indent}{line}" for line in entry), *lines[at:]]) + "\n"
