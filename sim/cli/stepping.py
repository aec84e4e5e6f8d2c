"""`sim replay --step`: a play shown shortly, one moment after the other, at the pace of whoever watches."""

import sys
import time
from collections.abc import Sequence

import click

from sim.cli.kept import kept
from sim.cli.output import columns, tell
from sim.model.ids import SessionId
from sim.report.hour.debriefing import Given, Wish, debrief
from sim.report.hour.happened import moments
from sim.report.outline import Element
from sim.report.text import written

_ASK = "Enter: on, b: back, q: end"


def step_through(session: SessionId | None, width: int | None, every: float | None) -> None:
    """Show the moments of a session.

    Args:
        session: its name; None: one's own that was used last.
        width: columns at which text wraps; 0: not at all; None: those of the terminal.
        every: seconds after which the next moment is shown; None: when somebody asks for it.

    """
    found = kept(session)
    played = found.session
    given = Given(played, found.opened.grounds, found.ours, played.began.session, judged=not found.of_class)
    made = debrief([given], wish=Wish(named=True, figures=False))
    (play,) = made.plays
    parts, wide = moments(play), columns(width)
    if every is None:
        _by_hand(parts, wide)
    else:
        for place in range(len(parts)):
            _show(parts, place, wide)
            tell("")
            if place < len(parts) - 1:
                time.sleep(every)
    tell(f"{'It ended' if played.over else 'It stands'} in “{play.review.last.heading}”.")


def _by_hand(parts: Sequence[tuple[Element, ...]], width: int) -> None:
    place = 0
    while place < len(parts):
        _show(parts, place, width)
        tell("")
        click.echo(f"[{place + 1} of {len(parts)}] {_ASK} ", err=True, nl=False)
        asked = sys.stdin.readline()
        if not asked or asked.strip().lower() == "q":
            click.echo("", err=True)
            return
        place = max(place - 1, 0) if asked.strip().lower() == "b" else place + 1


def _show(parts: Sequence[tuple[Element, ...]], place: int, width: int) -> None:
    for line in written(parts[place], width):
        tell(line)
