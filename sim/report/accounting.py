"""The account of the documents in words: what of each is used, what rests on one of them alone, and whose words are heard how much."""

from collections.abc import Iterator
from dataclasses import dataclass

from sim.evidence.account import Account, Heard, Sentence, Used
from sim.model.source import OUTLET, Corpus
from sim.report.outline import Element, Heading, Item, Paragraph, Table
from sim.report.prose import one_line

_SHOWN = 160
"""Characters of a sentence in a list, at most; the page of `--html` has all of it."""


def told(account: Account, corpus: Corpus) -> Iterator[Element]:
    """Yield the account of the documents."""
    used, all_of_them = account.cited
    yield Heading(1, "What rests on the documents")
    yield Paragraph(
        f"{used} of {all_of_them} sentences that report, claim, demand or warn are cited ({share(used, all_of_them)}). "
        f"{len(account.alone)} of {account.elements} parts rest on one document only."
    )
    yield from _bases(account)
    for counts in tables(account, corpus):
        yield Heading(2, counts.title)
        yield Table("Quoted words count as often as they are cited.", counts.head, counts.rows)
    for document in account.documents:
        yield from _document(document, corpus)
    yield Heading(2, "Parts that rest on one document only")
    for element in account.alone:
        yield Item(f"{element.path}: {element.source} ({', '.join(element.bases)})")


def share(part: int, whole: int) -> str:
    """Return a share in per cent, rounded down, so that 100 means all."""
    return f"{100 * part // whole if whole else 100} %"


def _bases(account: Account) -> Iterator[Element]:
    whole = sum(count for _, count in account.bases)
    yield Heading(2, "On what basis")
    for basis, count in account.bases:
        yield Item(f"{basis}: {count} of {whole} citations ({share(count, whole)})")


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts by role, side or outlet."""

    title: str
    head: tuple[str, ...]
    """What the rows are, and what is counted."""
    rows: tuple[tuple[str, ...], ...]


_HEARD = ("citations", "words quoted", "options")


def tables(account: Account, corpus: Corpus) -> tuple[Counts, ...]:
    """Return the counts by role, by side and by outlet."""
    sides = {side.id: side.name for side in corpus.catalogue.sides} | {OUTLET: "the outlets themselves"}
    roles = tuple((name, *_cells(heard), str(heard.own)) for name, heard in account.roles)
    return (
        Counts("By role: what its options cite, and its own words", ("Role", *_HEARD, "own words"), roles),
        Counts("By the speaker's side", ("Side", *_HEARD), tuple((sides[name], *_cells(heard)) for name, heard in account.sides)),
        Counts("By outlet", ("Outlet", *_HEARD), tuple((corpus.outlets[name].name, *_cells(heard)) for name, heard in account.outlets)),
    )


def _cells(heard: Heard) -> tuple[str, str, str]:
    return str(heard.citations), str(heard.quoted), str(heard.options)


def sums(document: Used) -> tuple[tuple[str, int], ...]:
    """Return how many sentences of a document are used, and how; the same on every page."""
    return (
        ("sentences", len(document.sentences)),
        ("used", len(document.used)),
        ("used more than once", len(document.often)),
        ("used as background alone", len(document.background)),
        ("set aside with a reason", len(document.set_aside)),
        ("not accounted for", len(document.open)),
    )


def _document(document: Used, corpus: Corpus) -> Iterator[Element]:
    yield Heading(2, f"{document.source}: {corpus.sources[document.source].title}")
    yield Paragraph(", ".join(f"{count} {what}" for what, count in sums(document)) + ".")
    if document.open:
        yield Heading(3, "Not accounted for")
        for sentence in document.open:
            yield Item(_shortly(sentence))
    if document.set_aside:
        yield Heading(3, "Set aside")
        for sentence in document.set_aside:
            yield Item(f"{sentence.set_aside}: {_shortly(sentence)}")
    yield Heading(3, "Used, and by what")
    for sentence in document.used:
        yield Item(_shortly(sentence))
        for path in sentence.parts:
            yield Paragraph(path, under=True)


def _shortly(sentence: Sentence) -> str:
    words = one_line(sentence.text)
    return f"{sentence.number}. {words if len(words) <= _SHOWN else words[:_SHOWN] + '…'}"
