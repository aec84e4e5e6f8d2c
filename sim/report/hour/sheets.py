"""Sheets to hand out: one page for each role that a person played, and a blank one for those who watched."""

from collections.abc import Iterator

from sim.model.events import PERSON
from sim.model.leading import FACILITATOR
from sim.report.hour.debriefed import Debrief, DebriefedPlay
from sim.report.hour.why import most
from sim.report.outline import Blank, Break, Element, Heading, Item, Paragraph, Table
from sim.report.review import ReviewedRole
from sim.report.wording import DEFAULTED, quoted, sentence

SHEET = "Sheet for"
"""What the title of every sheet begins with."""
_OWN = 3
"""Questions on a sheet, at most."""
_NOBODY = ("clock", FACILITATOR)
"""Who has decided where nobody had before the turn ended."""
_ROWS = 8
"""Empty rows of the worksheet."""


def sheets(debrief: Debrief) -> Iterator[Element]:
    """Yield a page for each role of each play that a person decided for."""
    for play in debrief.plays:
        for role in play.review.roles:
            if PERSON in (role.by, *role.then):
                yield from _sheet(play, role)


def _sheet(play: DebriefedPlay, role: ReviewedRole) -> Iterator[Element]:
    review = play.review
    yield Break()
    yield Heading(2, f"{SHEET} {role.name}, {play.label}")
    yield Paragraph(f"You have left your role: {role.name}. This sheet is yours; nobody collects or marks it.")
    if review.outcome is not None and review.ended:
        yield Paragraph(f"The play ended in “{review.last.heading}”: {sentence(review.outcome.name)}")
    yield Heading(3, "What your role did")
    for turn in review.turns:
        for entry in turn.decisions:
            if entry.role == role.id and entry.chosen:
                note = f" {DEFAULTED}" if entry.by in _NOBODY else _reason(entry.reason)
                yield Item(f"Turn {turn.number}, {turn.heading}: “{entry.chosen.label}”{note}")
    own = [aim for aim in review.aims if aim.role == role.id]
    if own:
        yield Heading(3, "What you were after")
        yield from (Item(f"{aim.text} – {'met' if aim.met else 'not met'}") for aim in own)
    for promise in review.commitments:
        if promise.role == role.name and promise.given:
            yield Paragraph(f"Your public promise “{promise.name}”: {promise.status}.")
    held = [entry for act in play.mattered for entry in act.roles if entry.role == role.id and entry.standing == "holds"]
    yield from (Paragraph(most(entry)) for entry in held)
    yield Heading(3, "For yourself")
    for asked in [asked for asked in play.questions if asked.about == "what to do with it"][:_OWN]:
        yield Item(asked.text)
        yield Blank(2)


def _reason(reason: str | None) -> str:
    return f" Your reason: {quoted(reason)}" if reason else ""


def worksheet() -> Iterator[Element]:
    """Yield the blank worksheet of somebody who watches."""
    yield Break()
    yield Heading(2, "Worksheet for observers")
    yield Paragraph("Write what you see and hear, not what you think of it; that comes at the end. Names of roles, not of people.")
    columns = ("Turn", "Who decided what", "What they said they wanted", "What they did not know", "What changed")
    yield Table("One row for each turn.", columns, tuple(("", "", "", "", "") for _ in range(_ROWS)))
    for asked in (
        "Where did two people read the same text in different ways?",
        "Which words made it harder to go on talking, which made it easier?",
        "What would you ask one of the roles now?",
    ):
        yield Item(asked)
        yield Blank(3)
