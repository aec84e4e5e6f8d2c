"""Small scenarios in a few lines, for tests in Python: written as an author would, with every text that does not matter filled in.

Each function returns data as it stands in a file; `scenario` reads it. What such a scenario cites is the one document of `corpus`.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from sim.model.scenario import Scenario
from sim.model.source import Corpus

Data: TypeAlias = Mapping[str, object]

CITES = [{"source": "letter", "quote": "words of a letter", "basis": "invented"}]


def _told() -> dict[str, object]:
    return {"heading": "A place", "date": "2020-01", "situation": "How it stands.", "cites": CITES}


def mapping(value: object) -> dict[str, object]:
    """Return a value that is known to be a mapping."""
    if not isinstance(value, dict):
        message = f"a mapping is expected, not {value!r:.60}"
        raise TypeError(message)
    return value


def option(kind: str | None = "talk", **fields: object) -> dict[str, object]:
    """Return an option of a role; without a kind, one of chance."""
    texts: dict[str, object] = {"label": "An option", "cites": CITES}
    if kind is not None:
        texts |= {"kind": kind, "text": "What it is.", "pro": "For it.", "contra": "Against it."}
    return texts | fields


def branch(to: str, **fields: object) -> dict[str, object]:
    """Return a branch."""
    return {"to": to, "narration": "It happened.", "cites": CITES, **fields}


def scene(decision: Data, branches: Sequence[Data], **fields: object) -> dict[str, object]:
    """Return a scene in which roles decide; `decision` is written as role to options, or as role to a whole entry."""
    entries = {role: given if isinstance(given, Mapping) and "options" in given else {"options": given} for role, given in decision.items()}
    return {**_told(), "decision": entries, "branches": list(branches), **fields}


def outcome(outcome_class: str = "settled") -> dict[str, object]:
    """Return a scene in which the play ends."""
    return {**_told(), "outcome": {"class": outcome_class, "epilogue": "It ended.", "compared": "Far from it."}}


def inject(**fields: object) -> dict[str, object]:
    """Return an inject."""
    return {"heading": "News", "text": "Something was heard.", "cites": CITES, **fields}


def indicator(high: int = 10, start: int = 0, **fields: object) -> dict[str, object]:
    """Return an indicator."""
    return {"name": "An indicator", "about": "High is high.", "high": high, "start": start, **fields}


def scenario(
    scenes: Data,
    *,
    roles: Sequence[str] = ("north", "south"),
    indicators: Data | None = None,
    injects: Data | None = None,
    **act: object,
) -> Scenario:
    """Return a scenario of one act, `one`, whose course `whole` enters the first scene."""
    body: dict[str, object] = {
        "title": "An act",
        "about": "What it is about.",
        "account": "Nobody's.",
        "courses": {"whole": {"scene": next(iter(scenes)), "about": "All of it."}},
        "scenes": scenes,
        "injects": injects or {},
    }
    return Scenario.model_validate(
        {
            "schema": 1,
            "id": "small",
            "title": "A small scenario",
            "author": "Tests",
            "about": "Nothing real.",
            "notice": "Nothing real.",
            "roles": {role: {"name": role.title(), "about": "A side.", "adviser": "An adviser"} for role in roles},
            "indicators": indicators or {"tension": indicator()},
            "outcome_classes": {
                "settled": {"name": "Settled", "about": "They agree."},
                "broken": {"name": "Broken", "about": "They do not."},
            },
            "acts": {"one": body | act},
        }
    )


def corpus() -> Corpus:
    """Return the one invented document that small scenarios cite."""
    source = {
        "title": "A letter",
        "outlet": "post",
        "date": "2020",
        "date_known": "stated",
        "date_note": "Invented.",
        "stance": "Nobody's.",
        "absent": "Everybody's.",
        "caution": "Invented.",
        "sha256": "0" * 64,
    }
    catalogue = {
        "owners": {"nobody": {"name": "Nobody", "about": "No owner."}},
        "outlets": {"post": {"name": "The post", "owner": "nobody", "about": "A post."}},
        "sides": {"none": {"name": "None"}},
        "sources": {"letter": source},
    }
    return Corpus.model_validate({"catalogue": catalogue, "documents": [{"source": "letter", "text": "These are words of a letter."}]})
