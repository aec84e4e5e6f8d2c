"""`sim host --arm NAME:SETTING,…`: the arms of a study among which the groups of a lesson are drawn."""

import re
from collections.abc import Sequence

import click

from sim.model.arm import Agreement, Arm
from sim.model.nearest import nearest

_AGREE: dict[str, Agreement] = {"speaker": "speaker", "majority": "majority"}
_SWITCHES = {"reasons": ("reasons", True), "no-reasons": ("reasons", False), "talk": ("talk", True), "no-talk": ("talk", False)}
_LEAST = 2
_MOST = 12


def read_arms(given: Sequence[str], agree: Agreement, *, reasons: bool) -> tuple[Arm, ...]:
    """Read the arms of a lesson.

    Args:
        given: as typed, `name` or `name:setting,setting`.
        agree: how teams decide where an arm says nothing.
        reasons: whether a choice asks for a reason where an arm says nothing.

    Raises:
        click.BadParameter: an arm cannot be read, stands twice, or has nothing to be compared with.

    """
    arms = tuple(_arm(text, agree, reasons=reasons) for text in given)
    if len({arm.id for arm in arms}) < len(arms):
        raise _bad("every arm needs a name of its own")
    if given and not _LEAST <= len(arms) <= _MOST:
        raise _bad(f"a study compares {_LEAST} to {_MOST} arms; give --arm once for each of them, the usual one too, such as --arm usual")
    return arms


def _arm(text: str, agree: Agreement, *, reasons: bool) -> Arm:
    name, _, settings = text.partition(":")
    if not re.fullmatch("[a-z][a-z0-9_-]{0,63}", name):
        raise _bad(f"{name[:64]!r} is no name of an arm: small letters, digits, - and _, beginning with a letter")
    found = {"reasons": reasons, "talk": True}
    words = [word.strip() for word in settings.split(",")] if settings else []
    for word in words:
        if word in _AGREE:
            agree = _AGREE[word]
        elif word in _SWITCHES:
            switch, on = _SWITCHES[word]
            found[switch] = on
        else:
            known = (*_AGREE, *_SWITCHES)
            guess = nearest(word, known)
            raise _bad(f"no setting {word[:64]!r}; there are {', '.join(known)}{f'; did you mean {guess!r}?' if guess else ''}")
    about = [_SWITCHES[word][0] if word in _SWITCHES else "agree" for word in words]
    if len({*about}) < len(about):
        raise _bad(f"arm {name} says two things about the same: {', '.join(words)}")
    return Arm(id=name, agree=agree, reasons=found["reasons"], talk=found["talk"])


def _bad(message: str) -> click.BadParameter:
    return click.BadParameter(message, param_hint="--arm")
