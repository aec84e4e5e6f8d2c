"""The console in lines: the groups, who is here, what was said, and the commands.

Rule 1: pure but for the computer's time zone; everything in it comes from what the server told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sim.model.lesson_view import ConsoleView, GroupView, RoleProgress
from sim.model.nearest import listed
from sim.report.prose import one_line
from sim.report.wording import judgement, minutes
from sim.terminal.clockface import at_clock
from sim.terminal.console.orders import COMMANDS, command_of
from sim.terminal.lines import Line, Span, wrap

_LAST = 40
"""Things said that are shown, at most."""
_STAGES = {"waiting": "waiting for people", "dealt": "roles are dealt", "playing": "playing", "paused": "PAUSED", "over": "over"}


def head(view: ConsoleView, width: int) -> tuple[Line, ...]:
    """Return what stands above every page."""
    here = f"{len(view.roster)} {'seat' if len(view.roster) == 1 else 'seats'}, {len(view.here)} connected"
    facts = [
        "rehearsal, people invented" if view.rehearsal else "",
        _STAGES[view.stage],
        here,
        f"code {view.code}{' to come back with' if view.stage == 'over' and not view.table else ''}" if view.code else "",
        f"ends {at_clock(view.ends)}" if view.ends else "",
    ]
    lines = [*wrap((Span(f"{one_line(view.title)}: {one_line(view.act)}", "subject"),), width)]
    lines += wrap((Span(" · ".join(filter(None, facts)), "soft"),), width)
    if view.pace:
        lines += wrap((Span(view.pace, "soft"),), width)
    if view.failed:
        lines += wrap((Span(f"Nothing can be kept at the moment: {one_line(view.failed)}", "danger"),), width)
    return tuple(lines)


def groups(view: ConsoleView, width: int) -> tuple[Line, ...]:
    """Return how far each group is, and what waits for the facilitator."""
    lines: list[Line] = []
    for asked in view.proposals:
        words = f"{asked.number} waits for an answer: group {asked.group[1:]}, {asked.role}: {one_line(asked.words)}"
        lines += wrap((Span(words, "news"),), width)
    late = [line.name for line in view.roster if line.late]
    if late:
        lines += wrap((Span(f"{len(late)} came late and can be let in: {listed([one_line(name) for name in late])}", "news"),), width)
    left = dict(view.left)
    for group in view.groups:
        lines += wrap((Span(_heading(group, left), "heading"),), width)
        lines += [
            line for words in _progress(group, table=view.table) for line in wrap((Span(words),), width, (Span("  "),), (Span("    "),))
        ]
    if not view.groups:
        wishes = sum(bool(line.wish) for line in view.roster)
        lines += wrap((Span("No group plays yet: deal, then start."),), width)
        timed = ", ".join(f"“{one_line(heading)}” ({minutes(seconds)})" for heading, seconds in view.timed)
        if timed:
            lines += wrap((Span(f"The author has set a time in {timed}; its clock starts by itself."),), width)
        if view.choosing or wishes:
            lines += wrap((Span(f"{wishes} of {len(view.roster)} have said which role they would like: deal-wished."),), width)
    for claim in view.judged:
        counts = "; ".join(f"{judgement(support)}: {count} or more" for support, count in claim.counts)
        lines += wrap((Span(f"Judged by all groups: {one_line(claim.heading)}: {counts}"),), width)
    return tuple(lines)


def _heading(group: GroupView, left: Mapping[str, int]) -> str:
    clock = f" · {left[group.group] // 60}:{left[group.group] % 60:02} left" if group.group in left else ""
    return f"{group.group} · turn {group.turn}{clock} · {one_line(group.heading)}"


def _progress(group: GroupView, *, table: bool) -> Iterator[str]:
    if group.outcome:
        yield f"ended: {group.outcome.name}"
    if group.stands:
        if not group.over:
            yield group.went if table else f"{group.went}; bots {group.group} lets bots play on"
        return
    if group.deciding:
        yield "; ".join(map(_role, group.deciding))
    if group.next_act:
        yield f"proceed {group.group} goes on to: {one_line(group.next_act)}"
    advised = [news.id for news in group.injects if news.advised]
    if advised:
        yield f"its author advises now: {', '.join(f'inject {group.group} {news}' for news in advised)}"


def _role(role: RoleProgress) -> str:
    if role.decided:
        return f"{role.name} has decided"
    silence = f", if nobody votes in time: “{one_line(role.default)}”" if role.default else ""
    voted = f"{role.voted} of {role.team} voted{silence}"
    return f"{role.name}: {voted if role.team else 'a bot' if role.by != 'person' else 'open'}"


def who(view: ConsoleView, width: int) -> tuple[Line, ...]:
    """Return who is here, and where they sit."""
    lines: list[Line] = []
    for seat in view.roster:
        place = f"{seat.group} {seat.role_name}" if seat.group else f"would like {seat.wish}" if seat.wish else "no place yet"
        place = "waits to be let in" if seat.late else place
        more = "" if seat.time == 100 else ", no time limit" if seat.time == 0 else f", {seat.time} % of the time"  # noqa: PLR2004 -- percent
        facts = (place, "speaker" if seat.speaker and seat.role else "", "" if seat.seat in view.here else "not connected")
        voted = "voted" if seat.voted else ""
        said = ", ".join(filter(None, (*facts, voted)))
        lines += wrap((Span(f"{seat.seat} {one_line(seat.name)}: {said}{more}"),), width, (), (Span("    "),))
    return tuple(lines) or wrap((Span("Nobody has joined yet."),), width)


def said(view: ConsoleView, width: int) -> tuple[Line, ...]:
    """Return what was said, told, noted and done, the newest first."""
    mine = [(note.number, f"{at_clock(note.time)} {one_line(note.by)} ({note.to}): {one_line(note.words)}") for note in view.notes]
    theirs = [
        (
            message.number,
            (
                f"{at_clock(message.time)} {message.number} {one_line(message.by)} to {one_line(message.to)}: {one_line(message.words)}"
                f"{' (withheld)' if message.number in view.withheld else ''}"
            ),
        )
        for message in view.messages
    ]
    newest = sorted((*mine, *theirs), reverse=True)[:_LAST]
    lines = [line for _, words in newest for line in wrap((Span(words),), width, (), (Span("    "),))]
    return tuple(lines) or wrap((Span("Nothing was said, told or noted yet."),), width)


def helped(about: str, width: int) -> tuple[Line, ...]:
    """Return what the commands are, or how one is typed; raises `Missing` for one that there is not."""
    if about.strip():
        command = command_of(about.strip())
        return (*wrap((Span(command.usage, "heading"),), width), *wrap((Span(command.about),), width))
    lines: list[Line] = []
    for command in COMMANDS:
        lines += wrap((Span(command.usage, "number"), Span(f"  {command.about}")), width, (), (Span("    "),))
    return tuple(lines)


PAGES: Mapping[str, Callable[[ConsoleView, int], tuple[Line, ...]]] = {"groups": groups, "who": who, "said": said}
"""The pages, by the command that shows each."""
