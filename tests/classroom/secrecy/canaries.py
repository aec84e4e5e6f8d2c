"""A mark in everything that somebody may not read yet, and who may read which: what the tests of secrecy look for in every answer.

A mark is a word that stands nowhere else. `Marks` gives each thing its own and remembers what it is; `Known` tells, from the log of a
group's play alone, which of them somebody may have read by now.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from sim.engine.session import Session
from sim.model.condition import Condition
from sim.model.ids import RoleId
from sim.model.scenario import Act, Scenario
from sim.model.scene import Branch, Inject, Option, Scene

MARK = re.compile(r"ZQ(\d+)QZ")
Told = TypeVar("Told", Option, Branch, Inject, Scene)


@dataclass(frozen=True)
class Secret:
    """What a mark stands in."""

    kind: str
    """`briefing`, `option`, `label`, `scene`, `narration`, `inject`, or what somebody wrote."""
    where: str = ""
    """The scene, the inject, or the group."""
    who: tuple[str | None, ...] = ()
    """The roles, or the seats, that may read it; empty: everybody once it is there."""
    detail: str = ""
    """The option, or the number of the branch."""


@dataclass
class Marks:
    """All marks that were given."""

    secrets: list[Secret] = field(default_factory=list)

    def mark(self, secret: Secret) -> str:
        """Return a mark for something secret."""
        self.secrets.append(secret)
        return f"ZQ{len(self.secrets) - 1}QZ"

    def found(self, text: str) -> list[Secret]:
        """Return what the marks in a text stand in."""
        return [self.secrets[int(number)] for number in {*MARK.findall(text)}]

    def scenario(self, plain: Scenario) -> Scenario:
        """Return a scenario with a mark in every text that is not for everybody from the start."""
        return plain.model_copy(update={"acts": tuple(self._act(act) for act in plain.acts)})

    def _act(self, act: Act) -> Act:
        scenes = tuple(self._scene(scene) for scene in act.scenes)
        injects = tuple(self._in(inject, Secret("inject", inject.id, inject.roles), "heading", "text") for inject in act.injects)
        return act.model_copy(update={"scenes": scenes, "injects": injects})

    def _scene(self, scene: Scene) -> Scene:
        told = self._in(scene, Secret("scene", scene.id), "heading", "situation")
        briefings = tuple(
            part.model_copy(update={"text": f"{part.text} {self.mark(Secret('briefing', scene.id, (part.role,)))}"})
            for part in scene.briefings
        )
        decision = tuple(
            entry.model_copy(update={"options": tuple(self._option(option, scene, entry.role) for option in entry.options)})
            for entry in scene.decision
        )
        branches = tuple(
            self._in(branch, Secret("narration", scene.id, (), str(place)), "narration") for place, branch in enumerate(scene.branches)
        )
        more: dict[str, object] = {"briefings": briefings, "decision": decision, "branches": branches}
        if scene.outcome is not None:
            words = {name: f"{getattr(scene.outcome, name)} {self.mark(Secret('scene', scene.id))}" for name in ("epilogue", "compared")}
            more["outcome"] = scene.outcome.model_copy(update=words)
        if scene.exercise is not None:
            roles = scene.exercise.roles or tuple(entry.role for entry in scene.decision)
            claim = f"{scene.exercise.claim} {self.mark(Secret('briefing', scene.id, roles))}"
            more["exercise"] = scene.exercise.model_copy(update={"claim": claim})
        return told.model_copy(update=more)

    def _option(self, option: Option, scene: Scene, role: RoleId) -> Option:
        marked = self._in(option, Secret("label", scene.id, (role,), option.id), "label", "text")
        return self._in(marked, Secret("option", scene.id, (role,)), "pro", "contra")

    def _in(self, part: Told, secret: Secret, *names: str) -> Told:
        present = [name for name in names if getattr(part, name) is not None]
        return part.model_copy(update={name: f"{getattr(part, name)} {self.mark(secret)}" for name in present})


class Known:
    """What may be read by now of one group's play."""

    def __init__(self, session: Session, group: str) -> None:
        """Read it off a play."""
        self._group = group
        turns = [(turn.state.scene, following) for turn, following in zip(session.turns, (*session.turns[1:], None), strict=True)]
        self._visited = {scene for scene, _ in turns}
        steps = session.steps
        taken = [(step.before.scene, step.taken.index) for step in steps if step.taken is not None]
        self._taken = {(scene, str(index)) for scene, index in taken}
        self._labels = {(step.before.scene, role, option) for step in steps for role, option in step.picks}
        for scene, index in taken:  # why a branch was taken is told to everybody, with whatever its condition names
            condition = session.machine.plans[scene].scene.branches[index].when
            self._labels |= {(scene, role, option) for role, option in _named(condition)}
        self._fired = {inject for step in steps for inject in step.injects} | set(session.state.fired)

    def open_to(self, secret: Secret, role: RoleId | None, seat: str) -> bool:
        """Tell whether somebody may have read something."""
        mine = not secret.who or role in secret.who
        rules: dict[str, Callable[[], bool]] = {
            "scene": lambda: secret.where in self._visited,
            "briefing": lambda: secret.where in self._visited and mine,
            "option": lambda: secret.where in self._visited and mine,
            "label": lambda: (secret.where in self._visited and mine) or (secret.where, secret.who[0], secret.detail) in self._labels,
            "narration": lambda: (secret.where, secret.detail) in self._taken,
            "inject": lambda: secret.where in self._fired and mine,
            "team": lambda: secret.where == self._group and mine,
            "seat": lambda: seat in secret.who,
        }
        return secret.kind in rules and rules[secret.kind]()


def _named(condition: Condition | None) -> Iterator[tuple[str, str]]:
    """Yield the choices that a condition names."""
    if condition is not None:
        yield from ((pick.role, pick.option) for pick in condition.chose)
        for part in (*condition.all, *condition.any, condition.negated):
            yield from _named(part)


def leaks(marks: Marks, texts: Iterator[tuple[str, str]], known: Known, role: RoleId | None, seat: str) -> list[str]:
    """Return what somebody was told too early, with where: texts are pairs of a place and what was read there."""
    return [
        f"{place} told {role or 'an observer'} in {seat}: {secret}"
        for place, text in texts
        for secret in marks.found(text)
        if not known.open_to(secret, role, seat)
    ]
