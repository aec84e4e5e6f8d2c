"""How counts, changes and deciders are put into words, the same in every account and in the line mode."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sim.engine.shown import BASIS_LABELS
from sim.model.effects import Kind
from sim.model.events import Support
from sim.model.source import Basis
from sim.model.view import ShownChange
from sim.report.prose import one_line

if TYPE_CHECKING:  # the first screen does not wait for the account of the play
    from sim.model.lesson_view import ShownTie
    from sim.report.review import Review, ReviewedCommitment

_FULL = 100
_NOTHING = 1e-9
"""A share that computers cannot tell from nothing."""
_YES_NO = ("no", "yes")
_BY = {
    "person": "a person",
    "chance": "chance",
    "clock": "nobody in time, so the default was taken",
    "facilitator": "nobody before the facilitator ended the turn, so the default was taken",
}


DEFAULTED = "Nobody had decided when the turn ended, so the default was taken."
"""Stands with a choice that no person and no bot made."""

BEHIND = "what it stands behind"
"""What the part that rests on a passage is called where the passage is opened alone."""


def by_whom(by: str) -> str:
    """Return who decided, in words: `a person`, `the bot “cautious”`."""
    return _BY.get(by, f"the bot “{by}”")


def decided_instead(by: str) -> str:
    """Return who sealed what stands for a role, told to those who play it, where it was not they; no sentence's end."""
    if by == "facilitator":
        return "The facilitator decided for this role"
    return f"{by_whom(by)[:1].upper()}{by_whom(by)[1:]} decided while nobody played this role"


def tags(kind: Kind | None, basis: Basis) -> str:
    """Return an option's kind and basis in words: `pressure; reported`; chance has no kind."""
    return f"{kind.value}; {BASIS_LABELS[basis]}" if kind else BASIS_LABELS[basis]


def sentence(text: str) -> str:
    """Return a text with a capital letter and a full stop."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?', '”')) else '.'}"


def quoted(words: str) -> str:
    """Return what somebody wrote, as they wrote it, to end a sentence."""
    said = one_line(words)
    return f"“{said}”{'' if said.endswith(('.', '!', '?')) else '.'}"


def basis_sentence(basis: Basis) -> str:
    """Return a basis as a sentence: `Basis: reported.`, or what stands over everything invented."""
    return sentence(BASIS_LABELS[basis] if basis is Basis.INVENTED else f"basis: {BASIS_LABELS[basis]}")


def percent(share: float, *, short: bool = False) -> str:
    """Return a share in per cent, never 0 or 100 of what is more or less than that; `short`: with a sign for the words."""
    if _NOTHING < share < 1 / _FULL:
        return "<1 %" if short else "under 1 %"
    if 1 - 1 / _FULL < share < 1 - _NOTHING:
        return ">99 %" if short else "over 99 %"
    return f"{round(_FULL * share)} %"


def turns(numbers: Iterable[int]) -> str:
    """Return turns as words: `turn 3`, `turns 3 and 7`."""
    *most, last = [str(number) for number in numbers]
    return f"turns {', '.join(most)} and {last}" if most else f"turn {last}"


def changed(change: ShownChange) -> str:
    """Return what an indicator did: `Tension from 2 to 3`, `Tear gas: yes, before that no`, `North's word: given`."""
    if change.sort == "number":
        return f"{change.name} from {change.before} to {change.after}"
    if change.sort == "promise":
        return f"{change.name}: {promised(change.after, broken=not change.after)}"
    return f"{change.name}: {_YES_NO[change.after]}, before that {_YES_NO[change.before]}"


def promised(value: int, *, broken: bool) -> str:
    """Return how a public promise stands, in words; `broken` as in `ShownIndicator`."""
    return "given" if value else "broken or taken back" if broken else "not given"


def asked(heading: str) -> str:
    """Return a heading as it stands before what belongs to it: with a colon, unless it ends in a sign of its own."""
    return heading if heading.endswith(("?", "!", ".", ":")) else f"{heading}:"


def of_the_last(review: Review) -> str:
    """Return which act of several is looked at beside the reported course."""
    return f"This looks at the last act alone, “{review.acts[-1].title}”."


def whose(promise: ReviewedCommitment) -> str:
    """Return a public promise with whose it is, unless its name says so: `Northbank: a second rope`, `Northbank's word on the rope`."""
    return promise.name if promise.name.startswith(promise.role) else f"{promise.role}: {promise.name}"


def moved(change: int) -> str:
    """Return a change in words: `up 2`, `down 1`, `unchanged`."""
    return f"up {change}" if change > 0 else f"down {-change}" if change < 0 else "unchanged"


def supported(support: Support) -> str:
    """Return a judgement in words: `well`, `cannot tell`."""
    return support.replace("-", " ")


def judgement(support: Support) -> str:
    """Return a judgement in words that stand alone: `well supported`, `cannot tell`."""
    return supported(support) if support == "cannot-tell" else f"{supported(support)} supported"


def minutes(seconds: int) -> str:
    """Return seconds as minutes and seconds."""
    whole, rest = divmod(seconds, 60)
    parts = [f"{whole} minute{'s' if whole > 1 else ''}"] if whole else []
    parts += [f"{rest} seconds"] if rest else []
    return " ".join(parts)


EVEN = "Your votes are even. Talk again; one of you can change the vote."
"""What a team reads while its votes are even and the time is not up."""
UNSETTLED = "Your team has changed, so nothing is decided yet. If you stand by your vote, give it again."
"""What a team reads whose votes agree, but were given in another team."""
LATE = "The play has begun already; the facilitator sees that you wait and lets you in."
"""What somebody reads who came late, and waits."""


def numbered(namesake: str, name: str) -> str:
    """Return why somebody has a number behind their name, as they read it when they have joined."""
    return f"Somebody is called {one_line(namesake)} already, so you are {one_line(name)} here."


def tied(tie: ShownTie) -> str:
    """Return how even votes were decided, as their team reads it."""
    if not tie.name:
        how = "of these options the first in the list was taken"
    else:
        how = "yours decided, because you are the speaker" if tie.me else f"that of {tie.name}, the speaker, decided"
    return f"In turn {tie.turn} your votes were even; {how}: “{tie.label}”."


def publishers(count: int) -> str:
    """Return how many independent publishers stand behind something; only another owner corroborates."""
    return "1 publisher, so not corroborated" if count == 1 else f"{count} independent publishers, so corroborated"
