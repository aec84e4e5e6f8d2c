"""What happened: groups side by side, each play moment by moment, its indicators, its way on the story map, and what was sealed, opened."""

from collections.abc import Iterator

from sim.model.events import PERSON
from sim.model.ids import CHANCE
from sim.report.hour.charts import Bar, Curve, bars, curves, story
from sim.report.hour.debriefed import Compared, ComparedEnd, Debrief, DebriefedPlay, StoryMap
from sim.report.outline import Element, Figure, Heading, Item, Moments, Paragraph, Table, lowered, prose
from sim.report.prose import one_line
from sim.report.review import Review, ReviewedDecision, ReviewedTurn
from sim.report.wording import by_whom, changed, percent, quoted, sentence, turns

_NOBODY = frozenset({"clock", "facilitator"})
"""Who ended a turn in which a role had not decided."""


def happened(debrief: Debrief) -> Iterator[Element]:
    """Yield what happened in each play."""
    for place, act in enumerate(debrief.compared, 1):
        yield from _beside(act, f"c{place}")
    for place, play in enumerate(debrief.plays, 1):
        if len(debrief.plays) > 1:
            yield Heading(3, play.label)
        yield from lowered(_play(play, f"p{place}"), int(len(debrief.plays) > 1))


def _beside(act: Compared, key: str) -> Iterator[Element]:
    count = len(act.labels)
    yield Heading(3, f"Side by side: “{act.title}”")
    if count > 1 and act.parted:
        ways = "; ".join(f"{', '.join(labels)} to “{heading}”" for heading, labels in act.ways)
        yield Paragraph(f"The plays went the same way up to “{act.parted}”. There they parted: {ways}.")
    elif count > 1:
        alike = "All plays went the same way from beginning to end."
        yield Paragraph("The plays had nothing in common from the beginning." if act.apart else alike)
    name = "1 play" if count == 1 else f"{count} plays"
    yield Figure(
        bars(
            key,
            f"How the plays of “{act.title}” ended",
            [Bar(end.outcome, end.plays / count, f"{end.plays} of {count}") for end in act.ends],
        ),
        "How many plays came to each outcome.",
    )
    if act.policies:
        yield Paragraph(
            "Beside the plays stands how probable each outcome is in this model if every role chose by one simple rule: uniform means any "
            "option that is open, each as likely as another. None of these is how anybody ought to choose."
        )
    earlier = ("1 earlier play" if act.earlier == 1 else f"{act.earlier} earlier plays",) if act.earlier else ()
    yield Table(
        "Outcomes: how many plays came to each, and the probability under each rule, in this model.",
        ("Outcome", name, *earlier, *act.policies),
        tuple(_end(end, earlier=bool(earlier)) for end in act.ends),
    )
    yield Heading(4, "What was chosen how often")
    for choice in act.choices:
        said = "; ".join(f"“{one.label}” {one.plays}{' (reported)' if one.reported else ''}" for one in choice.options)
        yield Item(f"“{choice.heading}”, {choice.name}: {said}.")


def _end(end: ComparedEnd, *, earlier: bool) -> tuple[str, ...]:
    name = f"{end.outcome} ({end.kind})"
    return name, str(end.plays), *([str(end.earlier)] if earlier else []), *map(percent, end.shares)


def _play(play: DebriefedPlay, key: str) -> Iterator[Element]:
    review = play.review
    if review.outcome is not None and review.ended:
        yield Paragraph(f"It ended in “{review.last.heading}”: {sentence(review.outcome.name)} {one_line(review.outcome.about)}")
        yield from prose(review.outcome.epilogue)
        yield from prose(review.outcome.compared)
    elif play.closed:
        yield Paragraph(
            f"The play had not ended when the lesson did. It stood at “{review.last.heading}”; what was sealed in it is opened below, "
            "and the reported course is told beside the turns that were played. "
            "What hangs on an end, such as the decisions that mattered, is not told."
        )
    else:
        yield Paragraph(
            f"The play has not ended. It stands at “{review.last.heading}”, and what is sealed stays so: "
            "only what everybody may know is told here."
        )
    counts = dict(play.teams)
    players = "; ".join(
        f"{role.name}, {', then '.join(_players(by, counts.get(role.id, 1)) for by in (role.by, *role.then))}" for role in review.roles
    )
    yield Paragraph(f"Who played: {players}.")
    for remark in play.remarks:
        if remark.kind == "fork":
            yield Paragraph(one_line(remark.text))
    yield Heading(3, "Moment by moment")
    yield Moments(key, moments(play))
    for back in play.returns:
        yield Item(f"In turn {back.left} the play was taken back to turn {back.to} ({back.by}); what had come after it no longer counts.")
    yield from _indicators(review, key)
    for place, shown in enumerate(play.maps, 1):
        yield from _map(shown, f"{key}m{place}")
    yield from _opened(play)


def _players(by: str, count: int) -> str:
    return f"{count} people" if by == PERSON and count > 1 else by_whom(by)


def moments(play: DebriefedPlay) -> tuple[tuple[Element, ...], ...]:
    """Return the finished turns of a play, oldest first, each told shortly."""
    return tuple(tuple(_moment(play, turn, place)) for place, turn in enumerate(play.review.turns))


def _moment(play: DebriefedPlay, turn: ReviewedTurn, place: int) -> Iterator[Element]:
    yield Heading(4, f"Turn {turn.number}: {turn.heading} – {turn.date}")
    if play.minutes[place] > (play.minutes[place - 1] if place else 0):
        yield Paragraph(f"When it ended, {_minutes(play.minutes[place])} had passed since the beginning.")
    for entry in turn.decisions:
        chosen = f"“{entry.chosen.label}”" if entry.chosen else "not opened"
        late = f" ({by_whom(entry.by)})" if entry.by in _NOBODY else ""
        yield Item(f"{entry.name}: {chosen}{late}")
    yield from prose(turn.narration)
    yield Paragraph(f"Why: {'; '.join(turn.why)}.")
    if turn.changes:
        yield Paragraph(f"Changes: {'; '.join(map(changed, turn.changes))}.")
    for inject in turn.injects:
        to_whom = " (only some roles received it)" if inject.private else ""
        yield Paragraph(f"News{to_whom}: {inject.heading}. {one_line(inject.text)}")
    for remark in play.remarks:
        if remark.turn == turn.number and remark.kind == "message":
            yield Paragraph(f"Message from {remark.by}: {one_line(remark.text)}")


def _minutes(count: int) -> str:
    return "1 minute" if count == 1 else f"{count} minutes"


def _indicators(review: Review, key: str) -> Iterator[Element]:
    shown = [row for row in review.indicators if (row.low, row.high) != (0, 1)]
    if not shown:
        return
    moments = [*(f"turn {turn.number}" for turn in review.turns), "end"]
    yield Heading(3, "The indicators")
    drawn = [Curve(f"{row.name}{' (hidden in play)' if row.hidden else ''}", row.low, row.high, row.values) for row in shown]
    yield Figure(curves(f"{key}i", "Indicators, turn by turn", drawn, moments), "Values at the start of each turn, and at the end.")
    yield Table(
        "Values at the start of each turn, and at the end.",
        ("Moment", *(row.name for row in drawn)),
        tuple((moment, *map(str, values)) for moment, *values in zip(moments, *(row.values for row in shown), strict=True)),
    )


def _map(shown: StoryMap, key: str) -> Iterator[Element]:
    yield Heading(3, f"The way through “{shown.title}”")
    yield Figure(
        story(key, shown), "The story map: filled and with a strong line, the way of this play; with a second edge, the reported course."
    )
    yield Table(
        "The scenes of the map.",
        ("No.", "Scene", "In this play", "Reported"),
        tuple(
            (str(scene.number), scene.heading, _visited(scene.turns, on_path=scene.on_path), "yes" if scene.reported else "")
            for scene in shown.scenes
        ),
    )


def _visited(numbers: tuple[int, ...], *, on_path: bool) -> str:
    return turns(numbers) if numbers else "here it ended, or stands" if on_path else ""


def _opened(play: DebriefedPlay) -> Iterator[Element]:
    review = play.review
    sealed = [(turn, [*_sealed(turn), *_wanted(play, turn.number)]) for turn in review.turns]
    later = [*_wanted(play, None)]
    if not (review.ended or play.closed) or not (play.unresolved or later or any(lines for _, lines in sealed)):
        return
    yield Heading(3, "What was sealed or told to one role alone, opened")
    for turn, lines in sealed:
        if lines:
            yield Paragraph(f"Turn {turn.number}, {turn.heading}:")
            yield from map(Item, lines)
    if play.unresolved or later:
        yield Paragraph("Unresolved, because the lesson ended before:")
        for entry in play.unresolved:
            chose = f"{entry.name} had chosen “{entry.chosen.label}”." if entry.chosen else ""
            yield Item(" ".join((chose, *_of_role(entry))))
        yield from map(Item, later)


def _wanted(play: DebriefedPlay, turn: int | None) -> Iterator[str]:
    """Yield what people of the teams wanted in a turn, in their own words; None: in the one that did not end."""
    ended = {told.number for told in play.review.turns}
    for remark in play.remarks:
        if remark.kind == "vote" and (remark.turn if remark.turn in ended else None) == turn:
            yield f"{remark.by}: {quoted(remark.text)}" if remark.text else f"{remark.by}."


def _sealed(turn: ReviewedTurn) -> Iterator[str]:
    for entry in turn.decisions:
        own = " ".join(_of_role(entry)) if entry.role != CHANCE else ""
        if own:
            yield own
    for inject in turn.injects:
        if inject.private:
            yield f"News that only some roles received: {inject.heading}."


def _of_role(entry: ReviewedDecision) -> Iterator[str]:
    if entry.briefing:
        yield f"{entry.name} was told: {sentence(one_line(entry.briefing))}"
    if entry.reason:
        yield f"{entry.name} gave as its reason: {quoted(entry.reason)}"
    if entry.expectation:
        yield f"{entry.name} expected that the tension {entry.expectation}."
