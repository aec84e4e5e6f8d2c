"""Golden traces: what a play did, turn by turn, as text that is kept beside the play and compared.

Rule 1: a trace holds what the rules made, not the texts: it changes when play changes, and stays when only wording does.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from sim.engine.rules import offered, outcome
from sim.model.events import Chose, Drew, Entry, Expired, Injected, Proceeded, Rewound
from sim.model.state import State, Step
from sim.testing.table import Moment, Table

_AROUND = 2
"""Lines that are the same and are shown before and after a difference."""
_WIDTH = 62


def trace(table: Table) -> str:
    """Return a play as text, one line for each thing that happened."""
    return "".join(f"{line}\n" for line in _lines(table))


def _lines(table: Table) -> Iterator[str]:
    began = table.session.began
    bots = "".join(f", {played.role} by {played.by}" for played in began.played if played.by != "person")
    seed = "" if table.beginning.seed is None else f", seed {began.seed}"
    cued = ", news at its cue" if began.cued else ""
    yield f"act {began.act}, course {began.course}{bots}{seed}{cued}"
    turn = 0
    sealed: list[str] = []  # choices of the turn, which are told once: when all of them are opened
    for moment in table.moments:
        event = moment.session.log[-1].event
        chosen = isinstance(event, Chose | Drew)
        opened = moment.step is not None and moment.step.taken is not None
        if chosen and not opened:
            sealed.append(f"  {_said(moment.session.log[-1])}")
            continue
        if not chosen:
            yield from sealed
        sealed = []
        yield from _happened(table, moment)
        if moment.session.turn != turn:
            turn = moment.session.turn
            yield f"turn {turn} {moment.session.state.scene}"
            if moment.step is None:  # otherwise the changes tell it
                yield f"  at {_values(table, moment.session.state)}"
            yield from _opened(table, moment.session.state)
    yield from sealed


def _opened(table: Table, state: State) -> Iterator[str]:
    """Give the lines of what a turn asks."""
    machine = table.opened.machine
    ended = outcome(machine, state)
    if ended is not None:
        yield f"  ended {ended.outcome_class}"
    for role in machine.plans[state.scene].roles:
        yield f"  asks {role}: {', '.join(option.id for option in offered(machine, state, role))}"


def _values(table: Table, state: State) -> str:
    """Return the indicators that are not 0, so that a new one changes no old trace."""
    values = zip(table.opened.machine.names, state.indicators, strict=True)
    return ", ".join(f"{name} {value}" for name, value in values if value) or "0 everywhere"


def _happened(table: Table, moment: Moment) -> Iterator[str]:
    entry = moment.session.log[-1]
    by_itself = moment.session.began.cued and isinstance(entry.event, Injected)
    said = "" if by_itself or isinstance(entry.event, Chose | Drew) else _said(entry)
    if said:
        yield f"  {said}"
    if moment.step is not None:
        yield from _made(table, moment.step)


def _said(entry: Entry) -> str:
    event = entry.event
    if isinstance(event, Chose):
        return f"{event.role} chooses {event.option}{' (bot)' if entry.seat == 'bot' else ''}"
    if isinstance(event, Drew):
        return f"chance falls on {event.option}"
    if isinstance(event, Injected):
        return f"the facilitator releases {event.inject}"
    if isinstance(event, Expired):
        return "the time runs out"
    if isinstance(event, Rewound):
        return f"back to turn {event.to}"
    return f"on to act {event.to}" if isinstance(event, Proceeded) else ""


def _made(table: Table, step: Step) -> Iterator[str]:
    """Give the lines of what the rules made of an event."""
    if step.taken is not None:
        yield f"  opened {', '.join(f'{role} {option}' for role, option in step.picks)}"
        yield f"  takes branches[{step.taken.index}] of {step.taken.scene}"
    for inject in step.injects:
        yield f"  news {inject}"
    changes = [
        f"{name} {before} to {after}"
        for name, before, after in zip(table.opened.machine.names, step.before.indicators, step.after.indicators, strict=True)
        if before != after
    ]
    if changes:
        yield f"  changes {', '.join(changes)}"


def side_by_side(kept: str, now: str) -> str:
    """Return two traces in two columns, where they differ and a little around it; `|` marks lines that differ."""
    left, right = kept.splitlines(), now.splitlines()
    width = min(max([len(line) for line in left] + [len("kept")]), _WIDTH)
    rows = [f"    {'kept':{width}}   now"]
    for group in SequenceMatcher(None, left, right, autojunk=False).get_grouped_opcodes(_AROUND):
        rows.append(f"    {'…':{width}}   …")
        for kind, a, b, c, d in group:
            for one, other in zip_longest(left[a:b], right[c:d], fillvalue=""):
                skip = 0 if kind == "equal" else _same_beginning(one, other, width)
                rows.append(f"    {_cut(one, skip, width):{width}} {' ' if kind == 'equal' else '|'} {_cut(other, skip, _WIDTH)}".rstrip())
    return "\n".join(rows)


def _same_beginning(one: str, other: str, width: int) -> int:
    """Return how many characters at the beginning of two lines to leave out, so that their difference is seen within a width."""
    same = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return max(same - width // 2, 0) if max(len(one), len(other)) > width else 0


def _cut(line: str, skip: int, width: int) -> str:
    """Return a line without so many characters at its beginning, cut to a width."""
    shown = f"…{line[skip + 1 :]}" if skip and line else line
    return shown if len(shown) <= width else f"{shown[: width - 1]}…"
