"""A play told from its beginning: notice, roles, every finished turn with its passages, and the debrief."""

from collections.abc import Iterator

from sim.model.ids import CHANCE
from sim.report.closing import closing
from sim.report.outline import Element, Heading, Item, Paragraph, prose, quotations
from sim.report.prose import one_line
from sim.report.review import Review, ReviewedAct, ReviewedDecision, ReviewedScene, ReviewedTurn
from sim.report.wording import basis_sentence, by_whom, changed, sentence, tags


def transcript(review: Review) -> Iterator[Element]:
    """Yield the whole account of a play."""
    yield from _opening(review)
    yield from turns_told(review)
    if review.ended:
        yield from closing(review)


def turns_told(review: Review) -> Iterator[Element]:
    """Yield every finished turn with its passages, and where the play ended or stands."""
    for act, following in zip(review.acts, (*review.acts[1:], None), strict=True):
        if len(review.acts) > 1:
            yield from _begun(act)
        for turn in review.turns:
            if act.first <= turn.number and (following is None or turn.number < following.first):
                yield from _turn(turn)
        if following is not None:
            yield from _over(act)
    where = "The end" if review.ended else "Where the play stands"
    yield Heading(2, f"{where}: {review.last.heading} – {review.last.date}")
    yield from _scene(review.last)


def _opening(review: Review) -> Iterator[Element]:
    acts = ", then ".join(f"“{act.title}”" for act in review.acts)
    yield Heading(1, f"{review.title} – {review.act_title if len(review.acts) == 1 else acts}")
    begun = f"{review.started[:10]}, {review.started[11:16]} UTC"
    yield Paragraph(f"Session {review.session}, course “{review.course}”, begun {begun}.")
    if review.forked_from:
        yield Paragraph(f"It was forked from session {review.forked_from}.")
    if review.seed is not None:
        yield Paragraph(f"Its draws follow from the seed {review.seed}.")
    if not review.ours:
        yield Paragraph(f"This scenario is by {review.author}. Its texts are its author's, not ours.")
    yield Heading(2, "Before you read")
    yield from prose(review.notice)
    if len(review.acts) == 1:
        yield from prose(review.account)
    yield Heading(2, "Who played")
    for role in review.roles:
        yield Item(f"{role.name}: {', then '.join(map(by_whom, (role.by, *role.then)))}")


def _begun(act: ReviewedAct) -> Iterator[Element]:
    yield Heading(2, f"Here begins “{act.title}”")
    yield from prose(act.account)
    if act.carried:
        yield Paragraph("What the act before left:")
    for left in act.carried:
        yield Item(one_line(left))


def _over(act: ReviewedAct) -> Iterator[Element]:
    """Yield how an act ended after which another one was played."""
    if act.end is None or act.outcome is None:
        return
    yield Heading(2, f"So ends “{act.title}”: {act.end.heading} – {act.end.date}")
    yield from _scene(act.end)
    yield Paragraph(f"Outcome: {sentence(act.outcome.name)} {act.outcome.about}")
    yield from prose(act.outcome.epilogue)
    yield from prose(act.outcome.compared)


def _scene(scene: ReviewedScene) -> Iterator[Element]:
    yield Paragraph(basis_sentence(scene.basis))
    yield from prose(scene.situation)
    yield from quotations(scene.passages, "the situation")
    for conflict in scene.conflicts:
        yield Paragraph(f"The texts contradict each other here: {conflict.question}")
        for version in conflict.versions:
            yield Item(f"{sentence(version.says)} It leaves out: {sentence(version.leaves_out)}")
            yield from quotations(version.passages, "this account", under=True)


def _turn(turn: ReviewedTurn) -> Iterator[Element]:
    yield Heading(2, f"Turn {turn.number}: {turn.heading} – {turn.date}")
    yield from _scene(turn)
    for decision in turn.decisions:
        yield from _decision(decision)
    yield Heading(3, "What happened")
    yield Paragraph(basis_sentence(turn.narration_basis))
    yield from prose(turn.narration)
    yield from quotations(turn.narration_passages, "what came of it")
    yield Paragraph(f"Why: {'; '.join(turn.why)}.")
    if turn.changes:
        yield Paragraph(f"Changes: {'; '.join(map(changed, turn.changes))}.")
    for inject in turn.injects:
        to_whom = " (only some roles received it)" if inject.private else ""
        yield Paragraph(f"News{to_whom}: {inject.heading}. {basis_sentence(inject.basis)}")
        yield from prose(inject.text)
        yield from quotations(inject.passages, "this news")


def _decision(decision: ReviewedDecision) -> Iterator[Element]:
    yield Heading(3, f"{decision.name}, decided by {by_whom(decision.by)}" if decision.by != CHANCE else decision.name)
    if decision.briefing:
        yield Paragraph(f"Told to this role alone: {' '.join(part.text for part in prose(decision.briefing))}")
    if decision.by != CHANCE:
        yield Paragraph(sentence(decision.question))
    if decision.chosen is None:
        yield Paragraph("News ended this moment before the choices were opened.")
    for option in decision.options:
        reported = "; this is what is reported" if option.reported and not option.chosen else ""
        said = f"{'Chosen: ' if option.chosen else ''}{option.label}"
        yield Item(f"{said} ({tags(option.kind, option.basis)}){reported}", chosen=option.chosen)
        yield from prose(option.text, under=True)
        yield from quotations(option.passages, "this option", under=True)
    if decision.reason:
        yield Paragraph(f"Reason given: {decision.reason}")
    if decision.expectation:
        yield Paragraph(f"Expected of the tension: it {decision.expectation}.")
