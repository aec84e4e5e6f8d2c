"""What `sim evidence` writes: the account of the documents as text, as JSON or as a page."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from sim.cli.output import Json, columns, talk, tell_at_length, tell_json
from sim.evidence.account import Account, Heard, Sentence, Used, account
from sim.library import open_scenario
from sim.report.accounting import told
from sim.report.exhibit import exhibit
from sim.report.prose import one_line
from sim.report.text import written
from sim.store.anew import write_page_anew


def account_for(scenario: str, page: Path | None, width: int | None, *, as_json: bool) -> None:
    """Write the account of a scenario's documents; a page goes to its file, and nothing else is then written unless it is asked for."""
    opened = open_scenario(scenario)
    found = account(opened.scenario, opened.corpus)
    if page is not None:
        write_page_anew(page, exhibit(opened.scenario.title, found, opened.corpus))
        talk(f"sim: wrote {page}")
    if as_json:
        tell_json({"scenario": opened.scenario.id, **_account(found)})
    elif page is None:
        tell_at_length(written(told(found, opened.corpus), columns(width)))


def _account(found: Account) -> Mapping[str, Json]:
    used, whole = found.cited
    alone: list[Json] = [{"path": element.path, "source": element.source, "bases": [*element.bases]} for element in found.alone]
    return {
        "sentences": {"used": used, "claiming": whole},
        "parts": {"all": found.elements, "on_one_document": alone},
        "bases": {basis.value: count for basis, count in found.bases},
        "roles": _heard(found.roles),
        "sides": _heard(found.sides),
        "outlets": _heard(found.outlets),
        "documents": [_document(document) for document in found.documents],
    }


def _heard(rows: Iterable[tuple[str, Heard]]) -> Mapping[str, Json]:
    return {
        name: {"citations": heard.citations, "words_quoted": heard.quoted, "options": heard.options, "own_words": heard.own}
        for name, heard in rows
    }


def _document(document: Used) -> Mapping[str, Json]:
    return {"source": document.source, "sentences": [_sentence(sentence) for sentence in document.sentences]}


def _sentence(sentence: Sentence) -> Mapping[str, Json]:
    return {
        "number": sentence.number,
        "line": sentence.line,
        "text": one_line(sentence.text),
        "used": sentence.is_used,
        "claims": sentence.claims,
        "parts": [*sentence.parts],
        "purposes": [*sentence.purposes],
        "set_aside": sentence.set_aside or None,
    }
