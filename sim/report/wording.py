"""How counts, changes and deciders are put into words, the same in every account and in the line mode."""

from collections.abc import Iterable

from sim.engine.shown import BASIS_LABELS
from sim.model.effects import Kind
from sim.model.events import Support
from sim.model.source import Basis

_BY = {"person": "a person", "chance": "chance", "clock": "nobody in time, so the default was taken"}


BEHIND = "what it stands behind"
"""What the part that rests on a passage is called where the passage is opened alone."""


def by_whom(by: str) -> str:
    """Return who decided, in words: `a person`, `the bot “cautious”`."""
    return _BY.get(by, f"the bot “{by}”")


def tags(kind: Kind | None, basis: Basis) -> str:
    """Return an option's kind and basis in words: `pressure; reported`; chance has no kind."""
    return f"{kind.value}; {BASIS_LABELS[basis]}" if kind else BASIS_LABELS[basis]


def sentence(text: str) -> str:
    """Return a text with a capital letter and a full stop."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?', '”')) else '.'}"


def basis_sentence(basis: Basis) -> str:
    """Return a basis as a sentence: `Basis: reported.`, or what stands over everything invented."""
    return sentence(BASIS_LABELS[basis] if basis is Basis.INVENTED else f"basis: {BASIS_LABELS[basis]}")


def turns(numbers: Iterable[int]) -> str:
    """Return turns as words: `turn 3`, `turns 3 and 7`."""
    *most, last = [str(number) for number in numbers]
    return f"turns {', '.join(most)} and {last}" if most else f"turn {last}"


def moved(change: int) -> str:
    """Return a change in words: `up 2`, `down 1`, `unchanged`."""
    return f"up {change}" if change > 0 else f"down {-change}" if change < 0 else "unchanged"


def supported(support: Support) -> str:
    """Return a judgement in words: `well`, `cannot tell`."""
    return support.replace("-", " ")


def publishers(count: int) -> str:
    """Return how many independent publishers stand behind something; only another owner corroborates."""
    return "1 publisher, so not corroborated" if count == 1 else f"{count} independent publishers, so corroborated"
