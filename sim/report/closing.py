"""The debrief proper, without the turns: outcome, each decision beside what else was open, the reported course, promises, sources."""

from collections.abc import Iterable, Iterator

from sim.model.ids import CHANCE
from sim.report.closing_reading import reading
from sim.report.outline import Element, Heading, Item, Paragraph, Table, prose, quotations
from sim.report.review import ReportedCourse, Review, ReviewedCommitment, ReviewedDecision, ReviewedStop
from sim.report.wording import asked, basis_sentence, by_whom, of_the_last, quoted, sentence, turns, whose

NO_LONGER = "You no longer speak for anybody in this crisis. What was decided in a role is not what the person in it thinks."
"""Said when a play is over, before anything is looked back on."""


def so_far(review: Review) -> Iterator[Element]:
    """Yield what is looked back on where a play was stopped before its end."""
    yield Paragraph(NO_LONGER)
    yield from aims_told(review)
    yield from _looked_back(review)


def closing(review: Review) -> Iterator[Element]:
    """Yield the debrief of a play that has ended."""
    if review.outcome is None:
        return
    yield Heading(2, f"Outcome: {review.outcome.name}")
    yield Paragraph(basis_sentence(review.last.basis))
    yield from prose(review.outcome.about)
    yield from prose(review.outcome.epilogue)
    yield from prose(review.outcome.compared)
    if review.ended:
        yield Paragraph(NO_LONGER)
    for result in review.results[:-1]:
        yield Paragraph(f"Before it, “{result.act}” ended so: {sentence(result.outcome.name)}")
    yield from aims_told(review)
    yield from _looked_back(review)


def _looked_back(review: Review) -> Iterator[Element]:
    """Yield the decisions, what the documents report, the indicators, the promises, and what was read."""
    yield Heading(2, "The decisions, and what else was open")
    for turn in review.turns:
        yield Paragraph(asked(f"Turn {turn.number}, {turn.heading}"))
        for decision in turn.decisions:
            yield Item(decided(decision))
    if review.reported is not None:
        yield from beside_told(review, review.reported)
    yield from indicators_told(review)
    yield from promises_told(review)
    yield from reading(review)
    yield from sources_told(review)


def decided(decision: ReviewedDecision) -> str:
    """Return a decision in one line: who, what was chosen, what was not taken, the reason and expectation given."""
    chosen = decision.chosen
    who = decision.name if decision.by == CHANCE else f"{decision.name} ({by_whom(decision.by)})"
    said = f"“{chosen.label}”{' (on the reported course)' if chosen.reported else ''}" if chosen else "not opened"
    parts = [f"{who}: {said}."]
    others = [option for option in decision.options if not option.chosen]
    if others:
        parts.append(
            "Not taken: "
            + "; ".join(f"“{option.label}”{' (on the reported course)' if option.reported else ''}" for option in others)
            + "."
        )
    if decision.reason:
        parts.append(f"Reason given: {quoted(decision.reason)}")
    if decision.expectation:
        parts.append(f"Expected of the tension: it {decision.expectation}.")
    return " ".join(parts)


def beside_told(review: Review, course: ReportedCourse) -> Iterator[Element]:
    """Yield where a play went another way than what is reported, and what is reported of whom."""
    yield Heading(2, "Beside the reported course")
    yield Paragraph("A report is not proof. The reported course is what the texts report or imply, as far as they go.")
    if len(review.acts) > 1:
        yield Paragraph(of_the_last(review))
    if not course.stops:
        yield Paragraph("The texts report no course of this act.")
        return
    if course.left is not None:
        yield Paragraph(f"The play left the reported course in turn {course.left}.")
    else:
        yield Paragraph("The play never left the reported course, as far as it goes.")
    if course.first_difference is not None:
        yield Paragraph(f"The first choice that differs from what is reported was made in turn {course.first_difference}.")
    yield from _stops("The same in both", (stop for stop in review.path if stop.shared))
    yield from _stops("In the play alone", (stop for stop in review.path if not stop.shared))
    yield from _stops("In the reported course alone", (stop for stop in course.stops if not stop.shared))
    yield Paragraph(f"The reported course ends: {sentence(course.ends)}")
    if course.picks:
        yield Heading(3, "What is reported of whom")
        for pick in course.picks:
            yield Item(f"{asked(pick.heading)} {pick.name}, “{pick.label}”.")
            yield from quotations(pick.passages, "this choice", under=True)


def _stops(title: str, stops: Iterable[ReviewedStop]) -> Iterator[Element]:
    said = tuple(dict.fromkeys(f"{stop.heading} – {stop.date}" for stop in stops))
    if said:
        yield Heading(3, title)
        yield from map(Item, said)


def indicators_told(review: Review) -> Iterator[Element]:
    """Yield the values of the indicators that count something, turn by turn."""
    shown = [row for row in review.indicators if (row.low, row.high) != (0, 1)]
    yield Heading(2, "The indicators, turn by turn")
    moments = [*(f"turn {turn.number}" for turn in review.turns), "end"]
    yield Table(
        "Values at the start of each turn, and at the end.",
        ("Turn", *(f"{row.name}{' (hidden in play)' if row.hidden else ''}" for row in shown)),
        tuple((moment, *map(str, values)) for moment, *values in zip(moments, *(row.values for row in shown), strict=True)),
    )


def promises_told(review: Review) -> Iterator[Element]:
    """Yield the public promises and what became of them."""
    if not review.commitments:
        return
    yield Heading(2, "Public promises")
    for promise in review.commitments:
        yield Item(f"{whose(promise)} – {_status(promise)}")


def _status(promise: ReviewedCommitment) -> str:
    parts: list[str] = [promise.status]
    if promise.given:
        parts.append(f"given in {turns(promise.given)}")
    if promise.broken:
        parts.append(f"broken in {turns(promise.broken)}")
    return ", ".join(parts)


def aims_told(review: Review) -> Iterator[Element]:
    """Yield what each role was after, and whether it was met."""
    acts = [result for result in review.results if result.aims]
    if not acts:
        return
    yield Heading(2, "What each role was after")
    yield Paragraph("These aims are the scenario author's, for teaching; they claim nothing about anybody, and nobody wins by them.")
    for result in acts:
        if len(review.results) > 1:
            yield Paragraph(f"In “{result.act}”:")
        for aim in result.aims:
            yield Item(f"{aim.role}: {aim.text} – {'met' if aim.met else 'not met'}")


def sources_told(review: Review) -> Iterator[Element]:
    """Yield the documents that were quoted, with whose voice is not in them."""
    yield Heading(2, "On whose account all this rests")
    for account in dict.fromkeys(act.account for act in review.acts):
        yield from prose(account)
    for source in review.sources:
        count = "1 passage" if source.quoted == 1 else f"{source.quoted} passages"
        yield Item(
            f"{source.outlet} (owner: {source.owner}), “{source.title}”, {source.date}: {count}. "
            f"Not heard in it: {sentence(source.absent)} {sentence(source.caution)}"
        )
