"""What the line mode says: every page as headings, paragraphs, items and quotations, in the order in which it is read aloud.

Rule 1: pure; nothing is read or written here. Rule 2: a quotation is never said without the lines that stand beside it.
"""

import re
from collections.abc import Iterator

from sim.model.guide import Guide, ShownGloss
from sim.model.ids import RoleId
from sim.model.view import ShownDecision, ShownIndicator, ShownInject, ShownOption, ShownPassage, ShownTurn, View
from sim.report.outline import Element, Heading, Item, Paragraph, Quotation, prose
from sim.report.prose import one_line
from sim.report.review import ReviewedTurn
from sim.report.wording import BEHIND, DEFAULTED, basis_sentence, by_whom, changed, minutes, moved, promised, sentence, tags
from sim.terminal import weighing
from sim.terminal.cited import Passages
from sim.terminal.phrases import deadline, whole_act

_ALL = "all"
"""What is typed after `g` to hear the whole glossary."""


def notice(guide: Guide) -> Iterator[Element]:
    """Yield what comes before everything else, once a session."""
    yield Heading(1, guide.title)
    if not guide.ours:
        yield Paragraph(f"This scenario is by {guide.author}. Its texts are its author's, not ours.")
    yield from prose(guide.notice)


def opening(guide: Guide, people: tuple[RoleId, ...], carried: tuple[str, ...] = ()) -> Iterator[Element]:
    """Yield the first page of an act: what it is, on whose account, what the act before left, and who plays."""
    yield Heading(1, guide.act_title)
    yield from prose(guide.about)
    yield from prose(whole_act(guide))
    yield from prose(guide.account)
    yield from prose(guide.course_about)
    yield from _given(guide)
    yield from _left(carried)
    for role in guide.roles:
        yield Heading(3, f"Your role: {role.name}" if role.id in people else role.name)
        yield from prose(role.about)
        if role.audience:
            yield Paragraph(f"{'You answer' if role.id in people else 'It answers'} to: {one_line(role.audience)}")
        if role.aims and role.id in people:
            yield Paragraph("What this role is after, as the scenario's author set it for teaching:")
            for aim in role.aims:
                yield Item(aim)
    yield Paragraph("Type the number of an option to choose it, and ? for everything else you can do.")


def _given(guide: Guide) -> Iterator[Element]:
    """Yield what the course that is played takes as having happened."""
    if guide.given:
        yield Paragraph(f"When it begins, this has happened already: {'; '.join(map(changed, guide.given))}.")


def _left(carried: tuple[str, ...]) -> Iterator[Element]:
    for left in carried:
        yield Paragraph(f"From the act before: {one_line(left)}")


def scene(view: View, cites: Passages) -> Iterator[Element]:
    """Yield where the play stands, as the view's role may know it."""
    yield Heading(2, f"Turn {view.turn}: {view.heading} – {view.date}")
    yield from _left(view.carried)
    yield Paragraph(basis_sentence(view.basis))
    yield from prose(view.situation)
    yield from cites.quote(view.passages, "this outcome" if view.outcome else "the situation")
    for conflict in view.conflicts:
        yield Paragraph(f"The texts contradict each other here: {conflict.question} (c says both accounts)")
    if view.briefing:
        yield Heading(3, f"For {view.role_name} alone")
        yield from prose(view.briefing)
    if view.aims:
        yield Paragraph(f"What you are after, as the scenario's author set it for teaching: {'; '.join(aim.text for aim in view.aims)}.")
    for inject in view.injects:
        yield from news(inject, cites)
    yield from indicators(view.indicators)
    if view.exercise:
        yield from weighing.claim(view.exercise, cites)
    if view.talk_prompt:
        yield Heading(3, f"Time to talk: {minutes(view.talk_seconds or 0)}")
        yield from prose(view.talk_prompt)
    if view.seats:
        yield Heading(3, "Who decides")
        for seat in view.seats:
            yield Item(f"{seat.name}, {by_whom(seat.by)}: {'has decided' if seat.decided else 'has not decided yet'}")
    if view.deadline:
        yield Paragraph(deadline(view.deadline))


def missed(turn: ReviewedTurn, cites: Passages) -> Iterator[Element]:
    """Yield the scene of a turn in which nobody at this terminal decided."""
    yield Heading(2, f"Turn {turn.number}: {turn.heading} – {turn.date}")
    yield Paragraph(basis_sentence(turn.basis))
    yield from prose(turn.situation)
    yield from cites.quote(turn.passages, "the situation")


def indicators(shown: tuple[ShownIndicator, ...]) -> Iterator[Element]:
    """Yield the indicators with their change, and the public promises."""
    yield Heading(3, "Indicators")
    promises = [indicator for indicator in shown if indicator.commitment is not None]
    for indicator in shown:
        if indicator.commitment is not None:
            continue
        if (indicator.low, indicator.high) == (0, 1):
            yield Item(f"{indicator.name}: {'yes' if indicator.value else 'no'}{', which is new' if indicator.change else ''}")
        else:
            yield Item(f"{indicator.name}: {indicator.value}, {moved(indicator.change)} (from {indicator.low} to {indicator.high})")
    for value, broken in ((1, False), (0, True), (0, False)):
        how = promised(value, broken=broken)
        names = [promise.name for promise in promises if promised(promise.value, broken=promise.broken) == how]
        if names:
            yield Item(f"Promises {how}: {'; '.join(names)}")


def news(inject: ShownInject, cites: Passages) -> Iterator[Element]:
    """Yield one piece of news."""
    yield Heading(3, f"News{', not received by everybody' if inject.private else ''}: {inject.heading}")
    yield Paragraph(basis_sentence(inject.basis))
    yield from prose(inject.text)
    yield from cites.quote(inject.passages, "this news")


def question(decision: ShownDecision, name: str, adviser: str, cites: Passages) -> Iterator[Element]:
    """Yield what a role is asked, with every option that is open to it."""
    yield Heading(3, f"{name}: {decision.question}")
    for option in decision.options:
        yield from _option(option, decision.chosen, adviser, cites)


def _option(option: ShownOption, chosen: str | None, adviser: str, cites: Passages) -> Iterator[Element]:
    yield Item(f"{option.number}. {option.label} ({tags(option.kind, option.basis)})", chosen=option.id == chosen)
    yield from prose(option.text, under=True)
    yield Paragraph(f"{adviser} says for it: {one_line(option.pro)}", under=True)
    yield Paragraph(f"{adviser} says against it: {one_line(option.contra)}", under=True)
    for promise in option.gives:
        yield Paragraph(f"Makes a public promise: {promise}.", under=True)
    for promise in option.breaks:
        yield Paragraph(f"Breaks a public promise: {promise}.", under=True)
    yield from cites.quote(option.passages, "this option", under=True)


def happened(turn: ShownTurn, cites: Passages) -> Iterator[Element]:
    """Yield how a turn was resolved, without its news, which the next scene tells."""
    yield Heading(2, f"What happened in turn {turn.number}: {turn.heading} – {turn.date}")
    for choice in turn.choices:
        yield Item(f"{choice.name}: {choice.label} ({tags(choice.kind, choice.basis)})", chosen=True)
        if choice.defaulted:
            yield Paragraph(DEFAULTED, under=True)
        yield from cites.quote(choice.passages, "this choice", under=True)
    yield Paragraph(basis_sentence(turn.basis))
    yield from prose(turn.narration)
    yield from cites.quote(turn.passages, "what came of it")
    yield Paragraph(f"Why: {'; '.join(turn.why)}.")
    for change in turn.changes:
        yield Item(changed(change))


def passage(shown: ShownPassage, number: int, cites: Passages) -> Iterator[Element]:
    """Yield a passage with its neighbourhood and everything that is known of where it comes from."""
    place = f"sentence {shown.first}" if shown.first == shown.last else f"sentences {shown.first} to {shown.last}"
    yield Heading(3, f"Passage {number}, {place} of “{shown.title}” ({shown.date})")
    if shown.before:
        yield Paragraph(f"Before it: {one_line(' '.join(shown.before))}")
    yield Quotation(one_line(shown.sentence), shown.credit, shown.bearing(BEHIND))
    if one_line(shown.sentence) != one_line(shown.quote):
        yield Paragraph(f"The words cited: “{one_line(shown.quote)}”")
    if shown.after:
        yield Paragraph(f"After it: {one_line(' '.join(shown.after))}")
    yield Paragraph(f"Reported by: {', '.join(shown.publisher_names)}.")
    yield Paragraph(f"Caution: {shown.caution}")
    for note in shown.notes:
        yield from weighing.outside(note, cites)
    yield Paragraph(f"The whole document: sim sources show {shown.source}")


def glossary(guide: Guide, word: str, cites: Passages) -> Iterator[Element]:
    """Yield the words explained and the names in dispute: those of this page, those that contain `word`, or with `all` every one."""
    sought = "" if word.casefold() == _ALL else word.casefold()
    if not word and (guide.glossary or guide.terms):
        yield from _explained(guide, cites)
        return
    words = [gloss for gloss in guide.glossary if any(sought in name.casefold() for name in (gloss.term, *gloss.also))]
    terms = [term for term in guide.terms if sought in term.neutral.casefold() or any(sought in said.casefold() for _, said in term.usage)]
    if not words and not terms:
        yield Paragraph(f"The glossary has nothing on “{word}”; g all says all of it." if sought else "There is no glossary.")
        return
    yield Heading(3, "Words")
    for gloss in words:
        yield from _gloss(gloss, cites)
    for term in terms:
        usage = "; ".join(f"{name} says {one_line(said)}" for name, said in term.usage)
        yield Item(f"A name in dispute: {term.neutral}. {sentence(one_line(term.reason))} {sentence(usage) if usage else ''}".rstrip())


def _explained(guide: Guide, cites: Passages) -> Iterator[Element]:
    """Yield the explained words that were said since the page began."""
    said = cites.text
    here = [gloss for gloss in guide.glossary if any(_says(said, name) for name in (gloss.term, *gloss.also))]
    yield Heading(3, "Words on this page")
    for gloss in here:
        yield from _gloss(gloss, cites)
    yield Paragraph(f"{'' if here else 'No word of it is explained. '}g all says every word and the names in dispute.")


def _says(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _gloss(gloss: ShownGloss, cites: Passages) -> Iterator[Element]:
    yield Item(f"{', '.join((gloss.term, *gloss.also))}: {one_line(gloss.text)}")
    yield from cites.quote(gloss.passages, "this explanation", under=True)


def seen(view: View) -> Iterator[Element]:
    """Yield the scenes of the play so far, and none to come."""
    yield Heading(3, "Scenes so far")
    for turn in view.turns:
        yield Item(f"Turn {turn.number}: {turn.heading} – {turn.date}")
    yield Item(f"Turn {view.turn}: {view.heading} – {view.date}, where the play stands", chosen=True)


def log(view: View) -> Iterator[Element]:
    """Yield what was chosen and what changed, turn by turn."""
    yield Heading(3, "What was decided so far")
    if not view.turns:
        yield Paragraph("Nothing yet.")
    for turn in view.turns:
        choices = "; ".join(f"{choice.name}: {choice.label}" for choice in turn.choices)
        changes = "; ".join(map(changed, turn.changes))
        said = (sentence(part) for part in (f"turn {turn.number}, {turn.heading}", choices, changes) if part)
        yield Item(" ".join(said))
