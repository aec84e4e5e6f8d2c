"""What is played and by whom: from the command line, from questions where somebody can answer, else from defaults that are said.

Rule 1: a question is asked only in a terminal, never with `--no-input`, and only for what the command line leaves open.
Rule 2: a scenario's playbill is enough; nothing here waits for the scenario itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from sim.errors import Missing
from sim.model.playbill import Playbill
from sim.store.shelf import shipped, title_of

if TYPE_CHECKING:  # the first screen does not wait for what checks a name
    from sim.model.ids import ActId, CourseId, RoleId, Seed

BOTS: Mapping[str, str] = {
    "reported": "does what is reported of the role; where nothing is, its default",
    "cautious": "prefers to talk and to give way",
    "hard-line": "prefers force and threats",
    "random": "chooses any option, each as likely as another",
}
"""The simple bots, each with what it does."""
_AHEAD = "looks ahead to the end of the act, and prefers what promises more of the role's declared aims"
_DEFAULT_BOT = "reported"
"""Who decides for a role that nobody plays, unless something else is asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line says; None or empty where it says nothing."""

    scenario: str | None
    act: ActId | None
    course: CourseId | None
    roles: tuple[RoleId, ...]
    bots: tuple[str, ...]
    """Each `ROLE=NAME`, or a name for all."""
    seed: Seed | None
    watch: bool
    """Whether nobody plays and bots decide for every role."""
    campaign: bool = False
    """Whether the acts of the scenario's campaign are played in a row."""
    language: str | None = None
    """In which language, if the scenario is translated into it."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Everything that a session begins with."""

    act: ActId
    course: CourseId
    people: tuple[RoleId, ...]
    """The roles that people play."""
    bots: Mapping[RoleId, str]
    """Who decides for each of the others."""
    seed: Seed | None
    """None: any will do."""
    campaign: bool


def which(wanted: Wanted, *, asks: bool) -> str:
    """Return which scenario is played, by its name or its path; `asks` tells whether somebody is there to answer."""
    if wanted.watch and wanted.roles:
        message = "--watch gives every role to a bot, and --role one to you; leave one of them out"
        raise click.UsageError(message)
    return wanted.scenario or _choose("scenario", [(name, title_of(name)) for name in shipped()], asks=asks)


def cast(wanted: Wanted, bill: Playbill, *, asks: bool) -> Cast:
    """Settle what is played.

    Args:
        wanted: what the command line says.
        bill: what there is to play.
        asks: whether somebody is there to answer.

    Raises:
        SimError: the scenario has no such act, course, role or bot.

    """
    act, campaign = _act(wanted, bill, asks=asks)
    courses = bill.act(act).courses
    course = wanted.course or ("whole" if campaign else _choose("course", courses, asks=asks))
    bill.check_course(act, course)
    known = dict(bill.roles)
    people = tuple(_known(role, known, "role", "; to play none, say --watch") for role in wanted.roles)
    if len(set(people)) < len(people):
        message = f"role {next(role for role in people if people.count(role) > 1)} is named twice; one person plays it"
        raise click.BadParameter(message, param_hint="--role")
    if not people and not wanted.watch:
        chosen = _choose("role", [*bill.roles, *([] if not asks or _WATCH in known else [(_WATCH, _ABOUT_WATCHING)])], asks=asks)
        people = (chosen,) if chosen in known else ()
    bots = _bots(wanted.bots, known)
    played = next((role for role in people for text in wanted.bots if text.startswith(f"{role}=")), None)
    if played is not None:
        message = f"a bot is named for {played}, and {played} is played by a person; leave out --role {played} or --bot {played}=…"
        raise click.BadParameter(message, param_hint="--bot")
    if not wanted.bots and len(people) < len(known):
        chosen = _choose("bot", [*BOTS.items(), ("foresight", _AHEAD)], asks=asks, many="the other roles" if people else "all roles")
        bots = dict.fromkeys(known, _bot(chosen))
    others = {role: bots.get(role, _DEFAULT_BOT) for role in known if role not in people}
    return Cast(act, course, people, others, wanted.seed, campaign)


_WATCH, _ABOUT_WATCHING = "watch", "play no role: bots decide for all of them"
"""What the list of roles calls playing none."""
_CAMPAIGN = "campaign"
"""What the list of acts calls all of them in a row."""


def _act(wanted: Wanted, bill: Playbill, *, asks: bool) -> tuple[ActId, bool]:
    """Return the act that is played first, and whether the rest of the campaign follows it.

    Raises:
        Missing: a campaign is wanted, and the scenario has none.
        BadParameter: it does not begin with the act that is wanted.

    """
    row = bill.campaign
    if wanted.campaign:
        if not row:
            message = f"scenario {bill.scenario} has no campaign; its acts are played one at a time"
            raise Missing(message, "no-campaign")
        if wanted.act not in (None, row[0]):
            message = f"a campaign begins with its first act, {row[0]}; leave --act out, or play act {wanted.act} without --campaign"
            raise click.BadParameter(message, param_hint="--act")
        return row[0], True
    acts = [(act.id, act.title) for act in bill.acts]
    if not row or not asks or _CAMPAIGN in dict(acts):
        return wanted.act or _choose("act", acts, asks=asks), False
    whole = (_CAMPAIGN, f"{', '.join(row)} in a row, with what happened carried over")
    chosen = wanted.act or _choose("act", [*acts, whole], asks=asks)
    return (row[0], True) if chosen == _CAMPAIGN and not wanted.act else (chosen, False)


def _known(given: str, known: Sequence[str] | Mapping[str, object], what: str, besides: str = "") -> str:
    if given in known:
        return given
    from sim.model.nearest import nearest

    guess = nearest(given, known)
    hint = f"; did you mean {guess!r}?" if guess else ""
    message = f"there is no {what} {ascii(given)[1:-1][:80]!r}; there are: {', '.join(known)}{besides}{hint}"
    raise Missing(message, f"unknown-{what}")


def _bots(given: Sequence[str], known: Mapping[RoleId, str]) -> dict[RoleId, str]:
    """Return the bot of each role: a bare name is for all, `ROLE=NAME` for one and goes before it."""
    general = [text for text in given if "=" not in text]
    bots = {role: _bot(name) for name in general for role in known}
    for text in given:
        if "=" in text:
            role, _, name = text.partition("=")
            bots[_known(role, known, "role")] = _bot(name)
    return bots


def _bot(given: str) -> str:
    """Return a bot's name as a log has it: that of a bot that looks ahead says how strongly it prefers what promises more."""
    if given in BOTS:
        return given
    from sim.engine.foresight import FORESIGHT, MOST, STRENGTH, foresight_name, strength_of

    if given.partition(":")[0] != FORESIGHT:
        return _known(given, [*BOTS, FORESIGHT], "bot")
    strength = strength_of(given)
    if strength is None:
        message = f"{given!r}: after {FORESIGHT}: stands a number from 0 to {MOST:g}, such as {foresight_name(STRENGTH)}"
        raise click.BadParameter(message, param_hint="--bot")
    return foresight_name(strength)


def _choose(what: str, choices: Sequence[tuple[str, str]], *, asks: bool, many: str = "") -> str:
    """Return one of the choices: the only one, the one that is picked, or, where nobody can answer, the first, which is said."""
    if len(choices) == 1:
        return choices[0][0]
    from shutil import get_terminal_size

    from sim.cli.output import talk, tell
    from sim.report.prose import one_line, wrapped

    if not asks:
        talk(f"sim: {what} {choices[0][0]}{f' for {many}' if many else ''} (others: {', '.join(name for name, _ in choices[1:])})")
        return choices[0][0]
    tell(f"Which {what}{f' for {many}' if many else ''}?")
    for number, (name, about) in enumerate(choices, 1):
        line = f"  {number}. {name}{f' – {one_line(about)}' if about and about != name else ''}"
        tell("\n".join(wrapped(line, get_terminal_size().columns)))
    return _answer([name for name, _ in choices], lambda text: click.prompt(text, default="1", show_default=True, type=str))


def _answer(names: Sequence[str], ask: Callable[[str], str]) -> str:
    """Ask until the answer is a number of the list or one of its names."""
    from sim.cli.output import printable, talk

    while True:
        given = printable(ask(f"1 to {len(names)}")).strip()
        if given in names:
            return given
        if given.isascii() and given.isdecimal() and 1 <= int(given[:4]) <= len(names):
            return names[int(given[:4]) - 1]
        talk(f"That is none of them; type a number from 1 to {len(names)}, or a name of the list.")
