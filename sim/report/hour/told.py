"""The debrief in words, in the order of the hour: leave the role, feelings, what happened, why, what is left out, what to check next.

Rule 1: the order is fixed, because nobody can look back on a role that they are still in.
"""

from collections.abc import Iterator

from sim.model.events import PERSON
from sim.report.closing_reading import read_told, voices_told
from sim.report.hour.debriefed import Debrief, DebriefedPlay
from sim.report.hour.happened import happened
from sim.report.hour.sheets import sheets, worksheet
from sim.report.hour.why import why
from sim.report.judgements import judgements_told
from sim.report.outline import Break, Element, Heading, Item, Paragraph, lowered, prose
from sim.report.outside import outside
from sim.report.prose import one_line
from sim.report.review import ReviewedRole
from sim.report.transcript import turns_told
from sim.report.wording import sentence

_FEELINGS = (
    "One word: how do you feel now?",
    "When was it hard to stay in the role, and when too easy?",
    "What did you want to say that the role could not?",
    "Did anything touch you, or somebody you know? Say so only if you wish to.",
)
_MODEL = (
    "It knows only the options, numbers and branches that its author wrote. Whatever was not written could not happen.",
    "Its numbers are its author's, for teaching. Nobody measured them, and they predict nothing.",
    "A role stands for offices with many people in them who disagree; here it speaks with one voice.",
    "Those who live there decide nothing in it, and most of what happens to them is not told.",
)


def hour(debrief: Debrief, *, whole: bool = True) -> Iterator[Element]:
    """Yield the debrief of one or several plays; `whole`: with every passage of every play at the end."""
    yield Heading(1, f"Debrief: {debrief.title}")
    yield from _leaving(debrief)
    yield Heading(2, "Feelings")
    yield Paragraph("Before anything is explained. Nobody has to speak, and nobody answers or corrects.")
    yield from map(Item, _FEELINGS)
    yield Heading(2, "What happened")
    yield from happened(debrief)
    yield Heading(2, "Why")
    for play in debrief.plays:
        yield from _of(debrief, play)
        yield from lowered(why(play, _key(debrief, play)), int(len(debrief.plays) > 1))
    yield Heading(2, "What the model and the documents leave out")
    yield from _left_out(debrief)
    yield Heading(2, "What to check next")
    yield from _checks(debrief)
    yield Heading(2, "Questions")
    yield from _questions(debrief)
    yield from sheets(debrief)
    yield from worksheet()
    if not whole:
        return
    yield Break()
    yield Heading(2, "The whole play, with every passage")
    for play in debrief.plays:
        yield from _of(debrief, play)
        yield from lowered(turns_told(play.review), 1 + int(len(debrief.plays) > 1))


def _key(debrief: Debrief, play: DebriefedPlay) -> str:
    """Return how a play is called inside the page."""
    return f"p{debrief.plays.index(play) + 1}"


def _of(debrief: Debrief, play: DebriefedPlay) -> Iterator[Element]:
    """Yield which play follows, where there are several."""
    if len(debrief.plays) > 1:
        yield Heading(3, play.label)


def _played(role: ReviewedRole) -> bool:
    return PERSON in (role.by, *role.then)


def _leaving(debrief: Debrief) -> Iterator[Element]:
    first = debrief.plays[0].review
    count = "One play" if len(debrief.plays) == 1 else f"{len(debrief.plays)} plays"
    acts = "; ".join(dict.fromkeys(f"“{act.title}”" for play in debrief.plays for act in play.review.acts))
    yield Paragraph(f"{count} of {acts}.")
    if not first.ours:
        yield Paragraph(f"This scenario is by {first.author}. Its texts are its author's, not ours.")
    yield Heading(2, "Leaving the role")
    people = dict.fromkeys(role.name for play in debrief.plays for role in play.review.roles if _played(role))
    for name in people:
        yield Item(f"You have left the role: {name}.")
    yield Paragraph("What was decided in a role is not what the person in it thinks. From now on nobody has to defend it.")
    yield Paragraph("Say your own name, and one thing that you are going to do today.")
    yield Heading(2, "Before you read on")
    yield from prose(first.notice)


def _left_out(debrief: Debrief) -> Iterator[Element]:
    deeper = int(len(debrief.plays) > 1)
    yield Heading(3, "The model")
    yield from map(Item, _MODEL)
    for play in debrief.plays:
        yield from _of(debrief, play)
        yield from lowered(_read(play), deeper)
    yield from judgements_told(debrief.judged)
    reviews = [play.review for play in debrief.plays]
    notes = {note.id: note for review in reviews for note in review.notes}
    gaps = dict.fromkeys(gap.what for review in reviews for gap in review.gaps)
    if notes:
        yield Heading(3, "From outside the documents")
    for note in notes.values():
        yield from lowered(outside(note), 1)
    if gaps:
        yield Heading(3, "What could not be found twice either, and so stays open")
        yield from (Item(one_line(what)) for what in gaps)
    yield from _documents(debrief)


def _read(play: DebriefedPlay) -> Iterator[Element]:
    if play.review.readings:
        yield Heading(3, "What was read, and what was not")
        yield Paragraph("Nothing here is right or wrong; it shows on what ground people decided.")
    for one in play.review.readings:
        yield from lowered(read_told(one), 1)
    yield from lowered(voices_told(play.review.voices), 1)


def _documents(debrief: Debrief) -> Iterator[Element]:
    """Yield the documents that were quoted in any of the plays."""
    reviews = [play.review for play in debrief.plays]
    yield Heading(3, "On whose account all this rests")
    for account in dict.fromkeys(act.account for review in reviews for act in review.acts):
        yield from prose(account)
    for source in {source.id: source for review in reviews for source in review.sources}.values():
        yield Item(
            f"{source.outlet} (owner: {source.owner}), “{source.title}”, {source.date}. "
            f"Not heard in it: {sentence(source.absent)} {sentence(source.caution)}"
        )


def _checks(debrief: Debrief) -> Iterator[Element]:
    found = {check.what: check for play in debrief.plays for check in play.checks}
    if not found:
        yield Paragraph("Take one sentence of this account, and look for a second publisher of it who has another owner.")
    for check in found.values():
        yield Item(sentence(check.what))
        yield Paragraph(check.how, under=True)
    yield Paragraph("Then play the other side alone, from the beginning, and see what it saw.")


def _questions(debrief: Debrief) -> Iterator[Element]:
    for play in debrief.plays:
        yield from _of(debrief, play)
        for about in dict.fromkeys(asked.about for asked in play.questions):
            yield Heading(3 + int(len(debrief.plays) > 1), f"{about[:1].upper()}{about[1:]}?")
            yield from (Item(asked.text) for asked in play.questions if asked.about == about)
