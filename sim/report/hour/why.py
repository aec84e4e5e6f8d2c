"""Why it went so: the decisions and what else was open, the reported course, what mattered, aims, promises, and what was expected.

Rule 1: a figure is told with where it comes from and whether it survives small changes of the author's numbers; where it does not, nothing
is told to have mattered most.
Rule 2: roles stand in the scenario's order, each with the same sentences.
"""

from collections.abc import Iterator

from sim.report.closing import aims_told, beside_told, decided, promises_told
from sim.report.hour.charts import Bar, Curve, bars, curves
from sim.report.hour.debriefed import ActMattered, Alternative, DebriefedPlay, RoleMattered
from sim.report.outline import Element, Figure, Heading, Item, Paragraph, Table, lowered
from sim.report.wording import asked, percent, turns

UNCHECKED = "not yet checked"
FRAGILE = "depends on the authors' numbers"
IN_THIS_MODEL = (
    "All figures here hold in this model, with its author's numbers; they say nothing about what would have happened anywhere else. "
    "For each choice they say how much the probability of outcomes would have moved, had this role alone chosen otherwise in that turn, "
    "the others and chance as they were, and everybody choosing any open option, each as likely as another, from then on. Late decisions "
    "move the most because little comes after them. Every role is treated alike, and roles are not compared with one another."
)


def why(play: DebriefedPlay, key: str) -> Iterator[Element]:
    """Yield why a play went as it went; `key` names its pictures."""
    review = play.review
    yield Heading(3, "The decisions, and what else was open")
    for turn in review.turns:
        yield Paragraph(asked(f"Turn {turn.number}, {turn.heading}"))
        for decision in turn.decisions:
            yield Item(decided(decision))
        yield Paragraph(f"It went on so because: {'; '.join(turn.why)}.", under=True)
    if review.reported is not None:
        yield from lowered(beside_told(review, review.reported), 1)
        yield from _distance(play, key)
    for place, act in enumerate(play.mattered, 1):
        yield from _mattered(act, f"{key}w{place}")
    yield from lowered(aims_told(review), 1)
    yield from lowered(promises_told(review), 1)
    yield from _expected(play)


def _distance(play: DebriefedPlay, key: str) -> Iterator[Element]:
    if not play.distance:
        return
    yield Heading(4, "Distance from the reported course")
    yield Paragraph("Counted, not weighed: choices that differ from what is reported, and turns in scenes that no report comes through.")
    values = tuple(row.steps for row in play.distance)
    moments = [f"turn {row.turn}" for row in play.distance]
    drawn = [Curve("Distance", 0, max(*values, 1), values)]
    yield Figure(curves(f"{key}d", "Distance from the reported course, turn by turn", drawn, moments), "Distance at the end of each turn.")
    yield Table(
        "Distance at the end of each turn.",
        ("Turn", "Scene", "On the reported course", "Choices that differ", "of those reported", "Turns elsewhere", "Distance"),
        tuple(
            (
                str(row.turn),
                row.heading,
                "yes" if row.on_course else "it ends before" if row.beyond else "no",
                str(row.differing),
                str(row.compared),
                str(row.elsewhere),
                str(row.steps),
            )
            for row in play.distance
        ),
    )


def _mattered(act: ActMattered, key: str) -> Iterator[Element]:
    yield Heading(3, f"The decisions that mattered in “{act.title}”")
    if act.without:
        yield Paragraph(act.without)
        return
    yield Paragraph(IN_THIS_MODEL)
    if act.passed_over:
        yield Paragraph(f"Not weighed, because news took the play elsewhere: {turns(act.passed_over)}.")
    for place, role in enumerate(act.roles, 1):
        yield Heading(4, role.name)
        yield Paragraph(most(role))
        yield Figure(
            bars(f"{key}r{place}", f"{role.name}: what another choice would have moved", [_bar(one) for one in role.alternatives]),
            "How much of the probability of outcomes another choice of this role alone would have moved elsewhere, in this model.",
        )
        yield Table(
            f"{role.name}: each choice, what would have moved the most instead, and how much.",
            ("Turn", "Scene", "Chosen", "Instead", "Moved"),
            tuple((str(one.turn), one.heading, one.chosen, one.instead, percent(one.shift)) for one in role.alternatives),
        )


def _bar(one: Alternative) -> Bar:
    return Bar(f"Turn {one.turn}, {one.heading}", one.shift, percent(one.shift))


def most(role: RoleMattered) -> str:
    """Return in words which decision of a role mattered the most, or why none is named."""
    if role.turn is None:
        return f"In this model no other choice of {role.name} alone would have changed how the act could end."
    if role.standing == "unchecked":
        return f"Which of these mattered the most for {role.name}: {UNCHECKED} against small changes of the authors' numbers."
    if role.standing == "fragile":
        count = "1 small change of a single number" if role.breaks == 1 else f"{role.breaks} small changes of single numbers"
        return (
            f"Which of these mattered the most for {role.name} {FRAGILE}: under {count} it is another one, or the same choices do not "
            f"lead to it (for instance {role.example})."
        )
    found = next(one for one in role.alternatives if one.turn == role.turn)
    moved = "; ".join(f"“{one.outcome}” from {percent(one.before)} to {percent(one.after)}" for one in found.outcomes)
    return (
        f"In this model, and under every small change of its numbers that was tried, turn {found.turn}, “{found.heading}”, mattered the "
        f"most for {role.name}: had it alone chosen “{found.instead}” instead of “{found.chosen}”, {moved}."
    )


def _expected(play: DebriefedPlay) -> Iterator[Element]:
    if not play.expectations:
        return
    yield Heading(3, "What was expected, and what came")
    for one in play.expectations:
        went = f"went from {one.before} to {one.after}" if one.before != one.after else f"stayed at {one.before}"
        yield Item(f"Turn {one.turn}, {one.name}: expected that the tension {one.expected}; it {went}.")
