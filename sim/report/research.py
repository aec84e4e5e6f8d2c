"""A lesson for research: one row for each choice of a seat that agreed to it, and a codebook that says what every cell means.

Rule 1: without a seat's consent none of its choices is here, and it is not counted in anybody's row but as a member of a team.
Rule 2: no name, no free text and no time of day; times are seconds within a turn.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sim.engine.arms import arm_of
from sim.engine.lesson import Lesson
from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.model.arm import Arm
from sim.model.events import Chose, Entry, Expired
from sim.model.ids import GroupId, SceneId, SeatId
from sim.model.lesson import Voted
from sim.report.spreadsheet import table
from sim.report.taught import Taught

COLUMNS = {
    "lesson": "which lesson, by a pseudonym of this export",
    "scenario": "id of the scenario",
    "act": "id of the act that was being played",
    "course": "how the act was entered",
    "rules_hash": "SHA-256 of all that changes play; equal where the same rules were played",
    "whole_hash": "SHA-256 of the rules, texts and documents",
    "arm": "arm of the study in which the group was drawn; `usual` where none were compared",
    "agree": "how a team decides: by its speaker, or by the majority",
    "group": "which group of the lesson",
    "person": "who chose, by a pseudonym of this export; the same person has the same in every row",
    "role": "id of the role",
    "team": "how many seats the role had in the group at that moment, whether they agreed to research or not",
    "turn": "number of the turn in the group's play; a turn that was gone back to has a new number",
    "undone": "yes: the facilitator took the group back, and the turn counts no more",
    "scene": "id of the scene",
    "option": "id of the option that the person wanted last in this turn",
    "kind": "what sort of act the option is",
    "reported": "yes: it is what the documents report; no: they report another; empty: they report nothing of this role",
    "changed": "how often the person had wanted something else before in this turn",
    "decided": "id of the option that the team decided on, also by its votes when the time was up; empty: it decided nothing, see by",
    "by": "who decided for the role: team, facilitator, bot; default: nobody in time, the scenario's default was taken; empty: nobody yet",
    "expectation": "what the person expected of the tension: falls, rises, or empty",
    "reason_length": "characters of the reason that was given; the reason itself is not here",
    "seconds": "from the beginning of the turn to the last choice, by the wall clock; pauses are in it",
}
"""Each column with what it means, in order."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What one person wanted in one turn."""

    votes: tuple[Voted, ...]
    """Oldest first; at least one."""
    time: str
    """When the last was given."""
    team: int

    @property
    def last(self) -> Voted:
        """What it wanted in the end."""
        return self.votes[-1]


@dataclass(frozen=True, slots=True)
class _Turns:
    """What a group's session says of each turn, those that were undone too."""

    session: Session
    began: Mapping[int, tuple[SceneId, str]]
    """Its scene, and when it began."""


def choices(taught: Taught, machine: ScenarioMachine, people: Mapping[SeatId, str], called: str) -> tuple[dict[str, str], ...]:
    """Return the rows, by group, turn and person.

    Args:
        taught: the lesson.
        machine: the edition it was played with, compiled.
        people: what each seat is called.
        called: what the lesson is called.

    """
    turns = {group: _turns(machine, log) for group, log in taught.logs.items()}
    agreed = [chosen for chosen in _chosen(taught) if taught.lesson.seats[chosen.last.seat].consents]
    agreed.sort(key=lambda chosen: (chosen.last.group, chosen.last.turn, people[chosen.last.seat]))
    lesson = taught.lesson
    return tuple(
        {
            "lesson": called,
            "scenario": lesson.began.scenario,
            "course": lesson.began.course,
            "rules_hash": lesson.began.rules_hash,
            "whole_hash": lesson.began.whole_hash,
            "arm": arm_of(lesson, chosen.last.group).id,
            "agree": arm_of(lesson, chosen.last.group).agree,
            "person": people[chosen.last.seat],
            **_row(machine, turns[chosen.last.group], chosen),
        }
        for chosen in agreed
    )


def choices_csv(rows: Iterable[Mapping[str, str]]) -> str:
    """Return the rows for a spreadsheet."""
    return table(COLUMNS, ([row[column] for column in COLUMNS] for row in rows))


def choices_json(rows: Iterable[Mapping[str, str]]) -> str:
    """Return the rows as a JSON list."""
    return f"{json.dumps([{column: row[column] for column in COLUMNS} for row in rows], ensure_ascii=False, indent=1)}\n"


def choices_lines(rows: Iterable[Mapping[str, str]]) -> str:
    """Return the rows as JSON Lines."""
    return "".join(f"{json.dumps({column: row[column] for column in COLUMNS}, ensure_ascii=False)}\n" for row in rows)


def codebook(machine: ScenarioMachine, rows: Iterable[Mapping[str, str]], arms: Iterable[Arm] = ()) -> str:
    """Return as CSV what every column means, what held in each arm, and how roles, scenes and options are called."""
    acts = {row["act"] for row in rows}
    scenario = machine.scenario
    roles = (("role", role.id, role.name) for role in scenario.roles)
    scenes = [scene for act in scenario.acts if act.id in acts for scene in act.scenes]
    headings = (("scene", scene.id, scene.heading) for scene in scenes)
    labels = (
        ("option", f"{scene.id}/{asked.role}/{option.id}", option.label)
        for scene in scenes
        for asked in scene.decision
        for option in asked.options
    )
    columns = (("column", name, meaning) for name, meaning in COLUMNS.items())
    held = (("arm", arm.id, _held(arm)) for arm in arms)
    return table(("what", "value", "meaning"), (*columns, *held, *roles, *headings, *labels))


def _held(arm: Arm) -> str:
    decides = "the speaker decides" if arm.agree == "speaker" else "most votes decide"
    asks = "a reason and an expectation are asked for" if arm.reasons else "no reason and no expectation are asked for"
    return f"{decides}; {asks}; {'roles may write to each other' if arm.talk else 'roles cannot write to each other'}"


def _chosen(taught: Taught) -> tuple[_Chosen, ...]:
    """Return what each seat wanted in each turn of its group."""
    found: dict[tuple[SeatId, GroupId, int], _Chosen] = {}
    lesson = Lesson.open(taught.entries[:1])
    for entry in taught.entries[1:]:
        lesson = lesson.apply(entry)
        vote = entry.event
        if isinstance(vote, Voted):
            key = vote.seat, vote.group, vote.turn
            before = found[key].votes if key in found else ()
            found[key] = _Chosen((*before, vote), entry.time, len(lesson.team(vote.group, vote.role)))
    return tuple(found.values())


def _turns(machine: ScenarioMachine, log: tuple[Entry, ...]) -> _Turns:
    session = Session.open(machine, log[:1])
    began = {session.turn: (session.state.scene, log[0].time)}
    for entry in log[1:]:
        session = session.apply(entry)
        if session.turn == session.latest and session.turn not in began:
            began[session.turn] = session.state.scene, entry.time
    return _Turns(session, began)


def _row(machine: ScenarioMachine, turns: _Turns, chosen: _Chosen) -> dict[str, str]:
    vote = chosen.last
    scene, began = turns.began[vote.turn]
    asked = next(asked for asked in machine.lookup.scenes[scene].decision if asked.role == vote.role)
    option = next(option for option in asked.options if option.id == vote.option)
    decided, by = _decided(turns.session.log, vote)
    spent = datetime.fromisoformat(chosen.time) - datetime.fromisoformat(began)
    return {
        "act": machine.lookup.act_of[scene].id,
        "group": vote.group,
        "role": vote.role,
        "team": str(chosen.team),
        "turn": str(vote.turn),
        "undone": "no" if any(turn.number == vote.turn for turn in turns.session.turns) else "yes",
        "scene": scene,
        "option": vote.option,
        "kind": str(option.kind or ""),
        "reported": "" if asked.reported is None else "yes" if asked.reported == vote.option else "no",
        "changed": str(sum(one.option != other.option for one, other in pairwise(chosen.votes))),
        "decided": decided,
        "by": by,
        "expectation": vote.expectation or "",
        "reason_length": str(len(vote.reason or "")),
        "seconds": str(max(round(spent.total_seconds()), 0)),
    }


def _decided(log: tuple[Entry, ...], vote: Voted) -> tuple[str, str]:
    """Return which option the team of a vote decided on, if it did, and who decided for its role in that turn."""
    made = [entry for entry in log if entry.turn == vote.turn]
    for entry in made:
        if isinstance(entry.event, Chose) and entry.event.role == vote.role:
            return (entry.event.option, "team") if entry.seat == vote.role else ("", entry.seat)
    return "", "default" if any(isinstance(entry.event, Expired) for entry in made) else ""
