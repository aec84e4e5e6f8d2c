"""The account of the documents as one page of HTML: every document in full, and under each sentence what rests on it.

Rule 1: every word of a scenario and of a document is escaped; the page runs nothing and asks for nothing from anywhere.
"""

from collections.abc import Iterator

from sim.evidence.account import Account, Sentence, Used
from sim.model.source import Corpus, Outlet, Owner, Source
from sim.report.accounting import share, sums, tables
from sim.report.page import page, safe, table

_STYLE = """
ol { padding-left: 3rem } li { margin: .3rem 0 } ol > li { padding-left: .4rem; border-left: .3rem solid var(--paper) }
li.used { border-color: var(--three) } li.aside { border-color: var(--line); color: var(--soft) } li.open { border-color: var(--warn) }
summary, .what { font-size: .85rem }
@media (max-width: 40rem) { ol { padding-left: 2rem } }
"""
_STATES = {"used": "used", "aside": "set aside", "open": "not accounted for"}


def exhibit(title: str, account: Account, corpus: Corpus) -> str:
    """Return the page for a scenario of this title."""
    return page(f"{title}: what rests on the documents", _body(title, account, corpus), style=_STYLE)


def _body(title: str, account: Account, corpus: Corpus) -> Iterator[str]:
    used, whole = account.cited
    yield f"<h1>{safe(title)}: what rests on the documents</h1>"
    yield f"<p>{used} of {whole} sentences that report, claim, demand or warn are cited ({share(used, whole)}).</p>"
    yield from _contents(account, corpus)
    yield "<h2>On what basis</h2>"
    bases = ((basis, str(count)) for basis, count in account.bases)
    yield from table(("Basis", "citations"), bases, caption="Citations by basis", numbers=(1,))
    for counts in tables(account, corpus):
        yield f"<h2>{safe(counts.title)}</h2>"
        columns = range(1, len(counts.head))
        yield from table(counts.head, counts.rows, caption="Quoted words count as often as they are cited.", numbers=columns)
    for document in account.documents:
        yield from _document(document, corpus.sources[document.source], corpus)
    yield f'<h2 id="alone">Parts that rest on one document only</h2>\n<p>{len(account.alone)} of {account.elements}.</p>\n<ul>'
    for element in account.alone:
        yield f"<li><code>{safe(element.path)}</code> {safe(element.source)} ({', '.join(element.bases)})</li>"
    yield "</ul>"


def _contents(account: Account, corpus: Corpus) -> Iterator[str]:
    yield "<ul>"
    for document in account.documents:
        yield f'<li><a href="#d-{safe(document.source)}">{safe(corpus.sources[document.source].title)}</a></li>'
    yield '<li><a href="#alone">Parts that rest on one document only</a></li>\n</ul>'


def _document(document: Used, source: Source, corpus: Corpus) -> Iterator[str]:
    outlet = corpus.outlets[source.outlet]
    yield f'<h2 id="d-{safe(source.id)}">{safe(source.title)}</h2>'
    yield f"<p>{safe(outlet.name)} · owner: {safe(corpus.owners[outlet.owner].name)} · {safe(source.date)} · {safe(source.id)}</p>"
    yield f"<p>{safe(source.caution)} Not heard in it: {safe(source.absent)}</p>"
    for publisher in (outlet, corpus.owners[outlet.owner]):
        yield from _publisher(publisher, corpus)
    yield f"<p>{', '.join(f'{count} {what}' for what, count in sums(document))}.</p>"
    yield "<ol>"
    for sentence in document.sentences:
        yield from _sentence(sentence)
    yield "</ol>"


def _publisher(publisher: Outlet | Owner, corpus: Corpus) -> Iterator[str]:
    """Yield what the catalogue says of an outlet or owner, with what that rests on."""
    yield f"<p>{safe(publisher.name)}: {safe(publisher.about)} {safe(publisher.unsourced or '')}</p>"
    if publisher.references:
        yield "<details><summary>From outside: what carries this</summary>\n<ul>"
        for reference in publisher.references:
            words = " ".join(f"“{safe(one)}”" for one in reference.words)
            owner = corpus.owner_name(reference.owner)
            where = f"{safe(reference.title)}, {safe(reference.publisher)} (owner: {safe(owner)}), {safe(reference.date)}"
            yield f"<li>{words} {where}, <code>{safe(reference.address)}</code></li>"
        yield "</ul></details>"


def _sentence(sentence: Sentence) -> Iterator[str]:
    state = "used" if sentence.is_used else "aside" if sentence.set_aside else "open"
    yield f'<li class="{state}">{safe(sentence.text)}'
    said = f"{_STATES[state]}: {sentence.set_aside}" if state == "aside" else _STATES[state]
    if state != "used":
        yield f'<div class="what">{safe(said)}</div>'
    if sentence.parts:
        count = "1 part" if len(sentence.parts) == 1 else f"{len(sentence.parts)} parts"
        yield f"<details><summary>{count}: {', '.join(sentence.purposes)}</summary>\n<ul>"
        yield from (f"<li><code>{safe(path)}</code></li>" for path in sentence.parts)
        yield "</ul></details>"
    yield "</li>"
