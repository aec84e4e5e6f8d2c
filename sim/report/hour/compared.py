"""Plays of one act side by side: how they ended, where they parted, what was chosen how often; and how probable each end is.

Rule 1: groups are counted, not ranked; a probability holds under the policy that is named, and is no norm for anybody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sim.analysis.kernel.compiled import compile_act
from sim.analysis.solve.policies import POLICIES, Policy, profile
from sim.analysis.solve.reached import Cut, Reached, reach
from sim.analysis.solve.spread import flow_of, spread
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.engine.session import Session
from sim.model.ids import CHANCE, ActId, CourseId, OptionId, RoleId, SceneId
from sim.model.scene import RoleDecision, Scene
from sim.model.state import Step
from sim.report.acts import turns_by_act
from sim.report.hour.debriefed import Compared, ComparedChoice, ComparedEnd, Counted
from sim.report.turns import finished

FEWEST = 5
"""Earlier plays of an act below which they are not told of: from fewer it could be read who chose what."""


@dataclass(frozen=True, slots=True)
class _Play:
    """One play of an act, from its beginning to its outcome."""

    label: str
    course: CourseId
    scenes: tuple[SceneId, ...]
    """The outcome included."""
    steps: tuple[Step, ...]
    """Those that resolved a turn."""
    began: tuple[int, ...]
    """The indicators at the start."""


def compared(sessions: Sequence[tuple[str, Session]], earlier: Sequence[Session] = ()) -> tuple[Compared, ...]:
    """Return the acts that two or more plays ended, or one play beside earlier ones.

    Args:
        sessions: plays of one scenario, each with what it is called.
        earlier: plays of the same scenario by others, which are only counted, and only where there are enough of an act to hide anybody.

    """
    plays = _by_act(sessions)
    before = {act: found for act, found in _by_act([("", session) for session in earlier]).items() if len(found) >= FEWEST}
    machine = sessions[0][1].machine
    return tuple(_compared(machine, act, plays[act], before.get(act, ())) for act in plays if len(plays[act]) > 1 or act in before)


def _by_act(sessions: Sequence[tuple[str, Session]]) -> Mapping[ActId, tuple[_Play, ...]]:
    found: dict[ActId, tuple[_Play, ...]] = {}
    for label, session in sessions:
        machine = session.machine
        resolved = {turn.number: session.steps[until - 1] for turn, until in finished(session)}
        for act, turns in turns_by_act(session):
            if machine.plans[turns[-1].state.scene].scene.outcome is not None:
                course = session.began.course if act == session.began.act else "whole"
                steps = tuple(resolved[turn.number] for turn in turns if turn.number in resolved)
                scenes = tuple(turn.state.scene for turn in turns)
                found[act] = (*found.get(act, ()), _Play(label, course, scenes, steps, turns[0].state.indicators))
    return found


def _compared(machine: ScenarioMachine, act: ActId, plays: tuple[_Play, ...], earlier: tuple[_Play, ...]) -> Compared:
    reached = _reached(machine, act, (*plays, *earlier))
    shares = {name: _ends(reached, policy) for name, policy in POLICIES.items()} if reached else {}
    parted, ways = _parted(machine, plays)
    return Compared(
        act=act,
        title=machine.lookup.act(act).title,
        labels=tuple(play.label for play in plays),
        earlier=len(earlier),
        policies=tuple(shares),
        ends=tuple(_end(machine, plays, earlier, shares, scene) for scene in _outcomes(machine, act, plays, earlier, shares)),
        parted=parted,
        apart=len({play.scenes[0] for play in plays}) > 1,
        ways=ways,
        choices=tuple(_choices(machine, act, plays)),
    )


def _reached(machine: ScenarioMachine, act: ActId, plays: Sequence[_Play]) -> Reached | None:
    """Return the act as it can go from where these plays began; None where they began differently, or where there is too much of it."""
    beginnings = {(play.course, play.began) for play in plays}
    if len(beginnings) > 1:
        return None
    course, began = beginnings.pop()
    state = start(machine, act, course)
    if state.indicators != began:  # the act before left something else
        return None
    found = reach(compile_act(machine, act, [state]))
    return None if isinstance(found, Cut) else found


def _ends(reached: Reached, policy: Policy) -> Mapping[SceneId, float]:
    by = {role.id: policy for role in reached.kernel.machine.scenario.roles}
    made = spread(reached, flow_of(reached, profile(reached, by)))
    return {block.node.scene: float(made.ends[block.rows].sum()) for block in reached.blocks if not block.node.roles}


def _outcomes(
    machine: ScenarioMachine, act: ActId, plays: Sequence[_Play], earlier: Sequence[_Play], shares: Mapping[str, Mapping[SceneId, float]]
) -> Iterator[SceneId]:
    played = {play.scenes[-1] for play in (*plays, *earlier)}
    for scene in machine.lookup.act(act).scenes:
        if scene.outcome and (scene.id in played or any(found.get(scene.id) for found in shares.values())):
            yield scene.id


def _end(
    machine: ScenarioMachine,
    plays: Sequence[_Play],
    earlier: Sequence[_Play],
    shares: Mapping[str, Mapping[SceneId, float]],
    scene: SceneId,
) -> ComparedEnd:
    ended = machine.plans[scene].scene
    kind = ended.outcome.outcome_class if ended.outcome else ""
    return ComparedEnd(
        outcome=ended.heading,
        kind=next((entry.name for entry in machine.scenario.outcome_classes if entry.id == kind), ""),
        plays=sum(1 for play in plays if play.scenes[-1] == scene),
        earlier=sum(1 for play in earlier if play.scenes[-1] == scene),
        shares=tuple(found.get(scene, 0.0) for found in shares.values()),
    )


def _parted(machine: ScenarioMachine, plays: Sequence[_Play]) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the first scene after which plays went different ways, and where each went."""
    place = next((place for place, scenes in enumerate(zip(*(play.scenes for play in plays), strict=False)) if len({*scenes}) > 1), 0)
    if not place:
        return "", ()
    ways: dict[SceneId, tuple[str, ...]] = {}
    for play in plays:
        ways[play.scenes[place]] = (*ways.get(play.scenes[place], ()), play.label)
    heads = {scene: machine.plans[scene].scene.heading for scene in (plays[0].scenes[place - 1], *ways)}
    return heads[plays[0].scenes[place - 1]], tuple((heads[scene], labels) for scene, labels in ways.items())


def _choices(machine: ScenarioMachine, act: ActId, plays: Sequence[_Play]) -> Iterator[ComparedChoice]:
    counts: dict[tuple[SceneId, RoleId], dict[OptionId, int]] = {}
    for play in plays:
        first: dict[tuple[SceneId, RoleId], OptionId] = {}
        for made in play.steps:
            for role, option in made.picks:
                first.setdefault((made.before.scene, role), option)
        for key, option in first.items():
            of_key = counts.setdefault(key, {})
            of_key[option] = of_key.get(option, 0) + 1
    for scene in machine.lookup.act(act).scenes:
        for entry in scene.decision:
            if entry.role != CHANCE and (scene.id, entry.role) in counts:
                yield _choice(machine, scene, entry, counts[scene.id, entry.role])


def _choice(machine: ScenarioMachine, scene: Scene, entry: RoleDecision, counts: Mapping[OptionId, int]) -> ComparedChoice:
    return ComparedChoice(
        scene=scene.id,
        heading=scene.heading,
        role=entry.role,
        name=machine.lookup.names[entry.role],
        options=tuple(
            Counted(label=option.label, plays=counts[option.id], reported=option.id == entry.reported)
            for option in entry.options
            if option.id in counts
        ),
    )
