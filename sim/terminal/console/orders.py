"""What is typed at a console, in one table: for each command the order it gives, its parts, and what it does.

Rule 1: help, completion and reading a line all come from this table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sim.errors import Invalid, Missing
from sim.model.lesson_view import ConsoleView
from sim.model.nearest import nearest
from sim.terminal.console.parts import (
    ANY_GROUP,
    ENTERED,
    EVERY_GROUP,
    GROUP,
    INJECT,
    MESSAGE,
    NOW,
    OPTION,
    PROPOSAL,
    ROLE,
    ROLE_OR_WATCH,
    SEAT,
    SEAT_OR_ALL,
    SLIPS,
    TURN,
    TURN_OF_GROUP,
    WHOM,
    Part,
    as_seen,
    number,
    one_of,
    words,
)


@dataclass(frozen=True, slots=True)
class Command:
    """One command."""

    name: str
    order: str
    """The order it gives; empty: it only shows something here."""
    parts: tuple[Part, ...]
    about: str
    always: Mapping[str, str] = field(default_factory=dict)
    """Fields that it fills by itself."""

    @property
    def usage(self) -> str:
        """How it is typed."""
        return " ".join((self.name, *(f"[{part.shown}]" if part.optional else part.shown for part in self.parts)))


COMMANDS: tuple[Command, ...] = (
    Command("groups", "", (), "Show the groups: who has decided, clocks, what waits for you."),
    Command("who", "", (), "Show who is here."),
    Command("said", "", (), "Show what was said, told, noted and done."),
    Command("help", "", (words("about", "COMMAND", optional=True),), "Show the commands, or how one is typed."),
    Command("quit", "", (), "Leave; the lesson goes on."),
    Command("wishes", "wishes", (one_of("words", "on", "off"),), "Let everybody say which role they would like, or no longer."),
    Command("deal", "deal", (number("groups", "GROUPS", optional=True),), "Deal the roles at random."),
    Command("deal-wished", "deal", (number("groups", "GROUPS", optional=True),), "Deal the roles as wished.", {"by": "wish"}),
    Command("place", "place", (SEAT, ANY_GROUP, ROLE_OR_WATCH), "Move a seat."),
    Command("list", "list", (words("places", "FILE"),), "Give out places from a file of CSV: name,group,role."),
    Command("release", "release", (SEAT,), "Take a seat out of the lesson."),
    Command("let-in", "let-in", (SEAT_OR_ALL,), "Let somebody in who came late and waits, or all of them."),
    Command("turn-away", "turn-away", (SEAT_OR_ALL,), "Take somebody who came late and waits out of the lesson, or all of them."),
    Command("time", "time", (SEAT, number("percent", "PERCENT")), "Give a seat more time, privately: 150 is half again, 0 no limit."),
    Command("start", "start", (), "Start the play of every group that waits."),
    Command("tables", "tables", (number("groups", "GROUPS"),), "Let so many groups play at tables, with printed cards."),
    Command("by", "by", (GROUP, ROLE, one_of("by", "group", "bot")), "Say who decides for a role of a group at a table."),
    Command("cards", "cards", (TURN_OF_GROUP, SLIPS), "Enter the cards that a group laid down."),
    Command("pause", "pause", (), "Stop every clock, and refuse choices."),
    Command("resume", "resume", (), "Go on after a pause."),
    Command("clock", "clock", (EVERY_GROUP, number("seconds", "SECONDS")), "Set the clock of a turn; 0 takes it away."),
    Command("extend", "extend", (TURN_OF_GROUP, number("seconds", "SECONDS")), "Give the clock of a turn more."),
    Command("force", "force", (TURN_OF_GROUP, words("reason", "WHY", optional=True)), "End a turn as if its time were up."),
    Command("decide", "decide", (TURN_OF_GROUP, ROLE, OPTION, words("reason", "WHY", optional=True)), "Decide for a role."),
    Command("inject", "inject", (GROUP, INJECT), "Release news of the scenario."),
    Command("look", "look", (GROUP,), "Show what is sealed in a group, once; it is noted that you looked."),
    Command("rewind", "rewind", (GROUP, TURN, words("reason", "WHY")), "Take a group back to the start of a turn."),
    Command("fork", "fork", (GROUP, TURN, one_of("who", "all", "half"), words("reason", "WHY")), "Try another way as a new group."),
    Command("bots", "bots", (GROUP,), "Let bots play on for a group that nobody plays any more."),
    Command("proceed", "proceed", (GROUP,), "Take a group on to the next act."),
    Command("tell", "tell", (WHOM, words("words", "WORDS")), "Tell somebody something."),
    Command("news", "tell", (WHOM, words("words", "WORDS")), "Bring news that you made up; everybody reads that you did.", {"news": "yes"}),
    Command("note", "note", (words("words", "WORDS"),), "Note something that no student reads."),
    Command("talk", "talk", (one_of("words", "on", "off"),), "Open or stop messages between roles."),
    Command("withhold", "withhold", (MESSAGE,), "Keep a message from being opened after the end."),
    Command("answer", "answer", (PROPOSAL, words("words", "WORDS")), "Return a proposal with an answer."),
    Command("enter", "answer", (PROPOSAL, ENTERED, words("words", "WORDS")), "Enter the nearest option for a proposal."),
    Command("schedule", "schedule", (number("minutes", "MINUTES"),), "Set when the lesson ends, from now."),
    Command("end", "end", (NOW,), "End the lesson for everybody, and open the debrief; that cannot be undone."),
    Command("sign-out", "sign-out", (), "Leave the console in every browser, if you came in with a password."),
)


def command_of(typed: str) -> Command:
    """Return a command by its name, or raise `Missing` with the nearest."""
    found = {command.name: command for command in COMMANDS}
    if typed.casefold() in found:
        return found[typed.casefold()]
    guess = nearest(typed.casefold(), found)
    message = f"there is no command {typed[:40]!r}{f'; did you mean {guess!r}?' if guess else '; help lists them'}"
    raise Missing(message, "unknown-command")


def read_command(line: str, view: ConsoleView, read: Callable[[str], str]) -> tuple[Command, dict[str, str]]:
    """Return a command with the form of its order.

    Args:
        line: what was typed; not empty.
        view: the console as it was shown.
        read: returns the text of a file by its name.

    Raises:
        Missing: it names what the console does not show.
        Invalid: a part is missing, or one too many.

    """
    name, _, rest = line.strip().partition(" ")
    command = command_of(name)
    fields = dict(command.always)
    for part in command.parts:
        rest = rest.strip()
        if not rest and part.optional:
            break
        typed, rest = (rest, "") if part.rest else (rest.partition(" ")[0], rest.partition(" ")[2])
        if not typed:
            message = part.missing or f"{part.shown} is missing; type: {command.usage}"
            raise Invalid(message, "part-missing")
        fields |= part.fill(view, fields, typed)
    if rest.strip():
        message = f"{rest.strip()[:40]!r} is too much; type: {command.usage}"
        raise Invalid(message, "part-too-many")
    if command.order == "list":
        fields["places"] = read(fields["places"])
    fields |= as_seen(command.order, view, fields)
    return command, fields


def completions(line: str, view: ConsoleView) -> Iterator[str]:
    """Yield what the last word of an unfinished line can be."""
    *before, last = line.split(" ")
    if not before:
        yield from (command.name for command in COMMANDS if command.name.startswith(last.casefold()))
        return
    try:
        command = command_of(before[0])
        fields = dict(command.always)
        for part, typed in zip(command.parts, before[1:], strict=False):
            if part.rest:
                return
            fields |= part.fill(view, fields, typed)
    except (Missing, Invalid):
        return
    if command.name == "help":
        yield from (other.name for other in COMMANDS if other.name.startswith(last.casefold()))
    elif len(before) <= len(command.parts):
        offers = command.parts[len(before) - 1].offers(view, fields)
        yield from (offer for offer in offers if offer.casefold().startswith(last.casefold()))
