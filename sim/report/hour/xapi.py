"""A debrief as xAPI statements, version 1.0.3: one for each decision that a person made in a role.

Who acts is the role of a play by its label, never a person; nothing is correct or incorrect, and no statement has a score.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias
from uuid import NAMESPACE_URL, uuid5

from sim.report.hour.debriefed import Debrief, DebriefedPlay
from sim.report.prose import one_line
from sim.report.review import ReviewedDecision, ReviewedOption, ReviewedTurn

_Json: TypeAlias = "Mapping[str, _Json] | Sequence[_Json] | str | int | bool | None"

VERSION = "1.0.3"
HOME = "https://standoff.invalid"
"""Where the accounts of roles belong: an address that leads nowhere, because there is no such place."""
_TAG = "tag:standoff.invalid,2026:"
"""What the ids of activities and extensions begin with; nothing is fetched from them."""
_RESPONDED = "http://adlnet.gov/expapi/verbs/responded"
_INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
_SIMULATION = "http://adlnet.gov/expapi/activities/simulation"


def xapi(debrief: Debrief) -> str:
    """Return the statements as one JSON array, play by play, oldest first."""
    found = [statement for play in debrief.plays for statement in _statements(play)]
    return f"{json.dumps(found, ensure_ascii=False, indent=1)}\n"


def _statements(play: DebriefedPlay) -> list[_Json]:
    turns = {turn.number: turn for turn in play.review.turns}
    found: list[_Json] = []
    for made in play.decided:
        turn = turns[made.turn]
        entry = next(entry for entry in turn.decisions if entry.role == made.role)
        if entry.chosen is not None:
            found.append(_statement(play, turn, entry, entry.chosen, made.time))
    return found


def _id(play: DebriefedPlay, *more: str) -> str:
    review = play.review
    return str(uuid5(NAMESPACE_URL, "/".join((_TAG, review.scenario, review.started, play.label, *more))))


def _text(words: str) -> _Json:
    return {"en": one_line(words)}


def _statement(play: DebriefedPlay, turn: ReviewedTurn, entry: ReviewedDecision, chosen: ReviewedOption, time: str) -> _Json:
    review = play.review
    where = f"{_TAG}{review.scenario}"
    extensions: dict[str, _Json] = {f"{_TAG}basis": chosen.basis.value, f"{_TAG}kind": chosen.kind.value if chosen.kind else None}
    if entry.reason:
        extensions[f"{_TAG}reason"] = entry.reason
    if entry.expectation:
        extensions[f"{_TAG}expectation"] = entry.expectation
    return {
        "id": _id(play, str(turn.number), entry.role),
        "actor": {
            "objectType": "Agent",
            "name": f"{play.label}, {entry.name}",
            "account": {"homePage": HOME, "name": f"{_id(play)}/{entry.role}"},
        },
        "verb": {"id": _RESPONDED, "display": {"en": "responded"}},
        "object": {
            "objectType": "Activity",
            "id": f"{where}/{turn.scene}/{entry.role}",
            "definition": {
                "type": _INTERACTION,
                "name": _text(turn.heading),
                "description": _text(entry.question),
                "interactionType": "choice",
                "choices": [{"id": option.id, "description": _text(option.label)} for option in entry.options],
            },
        },
        "result": {"response": chosen.id, "extensions": {key: value for key, value in extensions.items() if value is not None}},
        "context": {
            "registration": _id(play),
            "platform": "Standoff",
            "language": "en",
            "contextActivities": {
                "parent": [_activity(f"{where}/{review.act}", review.act_title)],
                "grouping": [_activity(where, review.title)],
            },
            "extensions": {f"{_TAG}turn": turn.number, f"{_TAG}role": entry.role},
        },
        "timestamp": time,
        "version": VERSION,
    }


def _activity(name: str, title: str) -> _Json:
    return {"objectType": "Activity", "id": name, "definition": {"type": _SIMULATION, "name": _text(title)}}
