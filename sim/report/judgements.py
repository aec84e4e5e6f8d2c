"""What a class is told of how claims were judged: each role its own judgement, and of all others only counts that speak of nobody."""

from collections.abc import Iterator

from sim.model.ids import RoleId
from sim.model.lesson_view import ShownJudged
from sim.report.outline import Element, Heading, Item, Paragraph
from sim.report.prose import one_line
from sim.report.review import Review
from sim.report.wording import supported


def without_judgements(account: Review, own: RoleId | None = None) -> Review:
    """Return an account of a play in which nobody's judgements stand but those of one role."""
    readings = tuple(one if one.role == own else one.model_copy(update={"judged": ()}) for one in account.readings)
    return account.model_copy(update={"readings": readings})


def judgements_told(claims: tuple[ShownJudged, ...]) -> Iterator[Element]:
    """Yield how often each claim was judged in each way, by all groups together."""
    if not claims:
        return
    yield Heading(3, "How claims were judged")
    yield Paragraph("By all groups together, in steps of five; a judgement of fewer than five is left out, so that nobody is told apart.")
    for claim in claims:
        counts = "; ".join(f"{supported(support)}: {count} or more" for support, count in claim.counts)
        yield Item(f"{one_line(claim.heading)}: “{one_line(claim.claim)}” – {counts}.")
