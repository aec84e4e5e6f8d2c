"""The account of the documents as one page of HTML: every document in full, and under each sentence what rests on it.

Rule 1: every word of a scenario and of a document is escaped; the page runs nothing and asks for nothing from anywhere.
"""

from collections.abc import Iterable, Iterator
from html import escape

from sim.evidence.account import Account, Sentence, Used
from sim.model.source import Corpus, Outlet, Owner, Source
from sim.report.accounting import share, sums, tables
from sim.report.prose import one_line

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
table { border-collapse: collapse; margin: 1rem 0 } th, td { border: 1px solid #767676; padding: .2rem .6rem; text-align: left }
td + td { text-align: right } ol { padding-left: 3rem } li { margin: .3rem 0; padding-left: .4rem; border-left: .3rem solid #fff }
li.used { border-color: #1b6e3c } li.aside { border-color: #767676; color: #4a4a4a } li.open { border-color: #a32020 }
summary { cursor: pointer; font-size: .85rem } code { font-size: .8rem; overflow-wrap: anywhere } .what { font-size: .85rem }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #161616 } li { border-color: #161616 } li.aside { color: #bbb } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STATES = {"used": "used", "aside": "set aside", "open": "not accounted for"}


def exhibit(title: str, account: Account, corpus: Corpus) -> str:
    """Return the page for a scenario of this title."""
    head = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_safe(title)}: what rests on the documents</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    )
    return "\n".join((head, *_body(title, account, corpus), "</body>\n</html>\n"))


def _safe(text: str) -> str:
    return escape(one_line(text))


def _body(title: str, account: Account, corpus: Corpus) -> Iterator[str]:
    used, whole = account.cited
    yield f"<h1>{_safe(title)}: what rests on the documents</h1>"
    yield f"<p>{used} of {whole} sentences that report, claim, demand or warn are cited ({share(used, whole)}).</p>"
    yield from _contents(account, corpus)
    yield "<h2>On what basis</h2>"
    yield from _table(("Basis", "citations"), ((basis, str(count)) for basis, count in account.bases))
    for counts in tables(account, corpus):
        yield f"<h2>{_safe(counts.title)}</h2>"
        yield from _table(counts.head, counts.rows)
    for document in account.documents:
        yield from _document(document, corpus.sources[document.source], corpus)
    yield f'<h2 id="alone">Parts that rest on one document only</h2>\n<p>{len(account.alone)} of {account.elements}.</p>\n<ul>'
    for element in account.alone:
        yield f"<li><code>{_safe(element.path)}</code> {_safe(element.source)} ({', '.join(element.bases)})</li>"
    yield "</ul>"


def _contents(account: Account, corpus: Corpus) -> Iterator[str]:
    yield "<ul>"
    for document in account.documents:
        yield f'<li><a href="#d-{_safe(document.source)}">{_safe(corpus.sources[document.source].title)}</a></li>'
    yield '<li><a href="#alone">Parts that rest on one document only</a></li>\n</ul>'


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield "<table>\n<tr>" + "".join(f'<th scope="col">{_safe(column)}</th>' for column in head) + "</tr>"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{_safe(cell)}</td>" for cell in row) + "</tr>"
    yield "</table>"


def _document(document: Used, source: Source, corpus: Corpus) -> Iterator[str]:
    outlet = corpus.outlets[source.outlet]
    yield f'<h2 id="d-{_safe(source.id)}">{_safe(source.title)}</h2>'
    yield f"<p>{_safe(outlet.name)} · owner: {_safe(corpus.owners[outlet.owner].name)} · {_safe(source.date)} · {_safe(source.id)}</p>"
    yield f"<p>{_safe(source.caution)} Not heard in it: {_safe(source.absent)}</p>"
    for publisher in (outlet, corpus.owners[outlet.owner]):
        yield from _publisher(publisher)
    yield f"<p>{', '.join(f'{count} {what}' for what, count in sums(document))}.</p>"
    yield "<ol>"
    for sentence in document.sentences:
        yield from _sentence(sentence)
    yield "</ol>"


def _publisher(publisher: Outlet | Owner) -> Iterator[str]:
    """Yield what the catalogue says of an outlet or owner, with what that rests on."""
    yield f"<p>{_safe(publisher.name)}: {_safe(publisher.about)} {_safe(publisher.unsourced or '')}</p>"
    if publisher.references:
        yield "<details><summary>From outside: what carries this</summary>\n<ul>"
        for reference in publisher.references:
            words = " ".join(f"“{_safe(one)}”" for one in reference.words)
            where = f"{_safe(reference.title)}, {_safe(reference.publisher)} (owner: {_safe(reference.owner)}), {_safe(reference.date)}"
            yield f"<li>{words} {where}, <code>{_safe(reference.address)}</code></li>"
        yield "</ul></details>"


def _sentence(sentence: Sentence) -> Iterator[str]:
    state = "used" if sentence.is_used else "aside" if sentence.set_aside else "open"
    yield f'<li class="{state}">{_safe(sentence.text)}'
    said = f"{_STATES[state]}: {sentence.set_aside}" if state == "aside" else _STATES[state]
    if state != "used":
        yield f'<div class="what">{_safe(said)}</div>'
    if sentence.parts:
        count = "1 part" if len(sentence.parts) == 1 else f"{len(sentence.parts)} parts"
        yield f"<details><summary>{count}: {', '.join(sentence.purposes)}</summary>\n<ul>"
        yield from (f"<li><code>{_safe(path)}</code></li>" for path in sentence.parts)
        yield "</ul></details>"
    yield "</li>"
