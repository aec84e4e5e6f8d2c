"""A debrief as another process is asked for it: everything that it needs as plain data, and what it gives back as bytes.

Rule 1: whatever is asked stands in what is sent; nothing is read from anywhere.
Rule 2: what reckons and writes is imported where it works: a server only asks, and would hold 13 MiB for it in vain.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from sim.engine.lesson import Lesson
from sim.engine.session import Session
from sim.library import OpenScenario, reopen
from sim.model.events import Entry
from sim.model.ids import GroupId, RoleId
from sim.model.lesson import Voted
from sim.report.hour.debriefed import ActMattered, Debrief, Remark
from sim.report.hour.lesson import NOTES, label, notes, notes_file, people, remarks, teams

Figures: TypeAlias = tuple[tuple[ActMattered, ...], ...]
"""Of each play what mattered in each of its acts."""


@dataclass(frozen=True, slots=True)
class AskedPlay:
    """One group's play."""

    label: str
    entries: tuple[Entry, ...]
    closed: bool
    remarks: tuple[Remark, ...]
    names: Mapping[str, str]
    teams: Mapping[RoleId, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A debrief that is asked for."""

    edition: tuple[str, str]
    """The scenario and its documents as JSON."""
    ours: bool
    plays: tuple[AskedPlay, ...]
    earlier: tuple[tuple[Entry, ...], ...] = ()
    """Plays of earlier classes, which are only counted."""
    figures: Figures | None = None
    """What mattered, tried under every changed number; None: it has not been tried yet."""
    form: Literal["page", "archive"] = "page"
    """One page of HTML, or every form as one ZIP archive."""
    notes: tuple[tuple[str, str], ...] = ()
    """What the facilitator noted, with its time, for a file of the archive, which nobody else is given."""


def of_lesson(
    lesson: Lesson, sessions: Mapping[GroupId, Session], groups: tuple[GroupId, ...], opened: OpenScenario, cast: tuple[Voted, ...] = ()
) -> Asked:
    """Return how the debrief of some groups of a lesson is asked for; `cast` are the votes of the lesson, oldest first."""
    return Asked(
        edition=(opened.edition.scenario, opened.edition.corpus),
        ours=opened.origin == "shipped",
        plays=tuple(
            AskedPlay(
                label(group),
                sessions[group].log,
                lesson.ended,
                remarks(lesson, sessions[group], group, cast),
                people(lesson),
                teams(lesson, group),
            )
            for group in groups
        ),
        notes=notes(lesson),
    )


def figured(asked: Asked) -> Figures:
    """Return what mattered in plays, with every number of the author's tried."""
    from sim.report.hour.pivots import mattered_in  # noqa: PLC0415 -- rule 2

    machine = _opened(*asked.edition).machine
    return mattered_in([Session.open(machine, play.entries) for play in asked.plays], check=True)


def written_as(asked: Asked) -> bytes:
    """Return a debrief in the form that is asked for."""
    from sim.report.hour.forms import archive, every_form  # noqa: PLC0415 -- rule 2
    from sim.report.hour.one_page import html  # noqa: PLC0415 -- rule 2

    made = _made(asked)
    if asked.form == "page":
        return html(made, back="./").encode()
    noted = [(NOTES, notes_file(asked.notes, asked.plays[0].names))] if asked.notes else []
    return archive((*every_form(made, "debrief"), *noted))


def _made(asked: Asked) -> Debrief:
    from sim.report.hour.debriefing import Given, Wish, debrief  # noqa: PLC0415 -- rule 2

    opened = _opened(*asked.edition)
    plays = [
        Given(
            Session.open(opened.machine, play.entries),
            opened.grounds,
            ours=asked.ours,
            label=play.label,
            closed=play.closed,
            remarks=play.remarks,
            names=play.names,
            teams=play.teams,
            judged=False,
        )
        for play in asked.plays
    ]
    earlier = [Session.open(opened.machine, entries) for entries in asked.earlier]
    return debrief(plays, earlier, Wish(check=False, mattered=asked.figures))


@lru_cache(maxsize=2)
def _opened(scenario: str, corpus: str) -> OpenScenario:
    """Return a scenario, opened once by each process for the last two that were asked for."""
    return reopen(scenario, corpus)
