"""A debrief for programs: the whole value as JSON, and the decisions as CSV for a spreadsheet."""

from collections.abc import Iterator

from sim.report.hour.debriefed import Debrief, DebriefedPlay
from sim.report.spreadsheet import table

SCHEMA = 1
"""Version of the JSON form and of the columns."""
_COLUMNS = (
    *("play", "act", "turn", "scene", "heading", "date", "role", "decided by", "option", "label", "kind", "basis"),
    *("reported option", "differs from report", "reason", "expected of tension", "minutes", "outcome"),
)


def as_json(debrief: Debrief) -> str:
    """Return the whole debrief as JSON."""
    return f'{{\n "debrief_version": {SCHEMA},{debrief.model_dump_json(indent=1).removeprefix("{")}\n'


def as_csv(debrief: Debrief) -> str:
    """Return a line for each decision of each play, under a line of headings; a mark before it says that it is UTF-8."""
    return table(_COLUMNS, (row for play in debrief.plays for row in _rows(play)))


def _rows(play: DebriefedPlay) -> Iterator[tuple[str, ...]]:
    review = play.review
    for place, turn in enumerate(review.turns):
        act = next(known.title for known in reversed(review.acts) if known.first <= turn.number)
        for entry in turn.decisions:
            chosen = entry.chosen
            reported = next((option.id for option in entry.options if option.reported), "")
            yield (
                *(play.label, act, str(turn.number), turn.scene, turn.heading, turn.date, entry.role, entry.by),
                *((chosen.id, chosen.label, chosen.kind or "", chosen.basis) if chosen else ("", "", "", "")),
                *(reported, "yes" if entry.differs else "no" if reported else "", entry.reason or "", entry.expectation or ""),
                *(str(play.minutes[place]), review.last.heading if review.ended else ""),
            )
