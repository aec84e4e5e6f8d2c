"""The story map of a play: the scenes of each act in layers, the ways between them, and the one that was played.

Rule 1: before the end the map holds only what was visited.
"""

from collections.abc import Mapping
from itertools import pairwise

from sim.analysis.solve.layered import depths
from sim.engine.session import Session
from sim.model.ids import SceneId
from sim.model.scenario import Act
from sim.model.state import Turn
from sim.report.acts import turns_by_act
from sim.report.beside import told
from sim.report.hour.debriefed import MappedScene, MappedWay, StoryMap


def story_maps(session: Session, *, closed: bool = False) -> tuple[StoryMap, ...]:
    """Return a map for each act that a play has entered, oldest first; `closed`: nobody goes on with it; it says what is reported."""
    opened = session.over or closed
    return tuple(_map(session, session.machine.lookup.act(act), turns, opened=opened) for act, turns in turns_by_act(session))


def _map(session: Session, act: Act, turns: tuple[Turn, ...], *, opened: bool) -> StoryMap:
    path = tuple(turn.state.scene for turn in turns)
    after = _ways(act)
    begin = path[0]
    scenes = _reached(begin, after)
    layers = depths(scenes, ((scene, to) for scene in scenes for to in after[scene]))
    if not session.over:
        layers = {scene: layer for scene, layer in layers.items() if scene in path}
    reported = set(told(session)[1]) if opened and act.id == session.act else set()
    numbers = {scene: number for number, scene in enumerate(sorted(layers, key=lambda scene: layers[scene]), 1)}
    counts: dict[int, int] = {}
    mapped = []
    for scene, number in numbers.items():
        place = counts.get(layers[scene], 0)
        counts[layers[scene]] = place + 1
        there = session.machine.plans[scene].scene
        mapped.append(
            MappedScene(
                number=number,
                scene=scene,
                heading=there.heading,
                layer=layers[scene],
                place=place,
                turns=tuple(turn.number for turn in turns if turn.state.scene == scene and there.outcome is None),
                on_path=scene in path,
                reported=scene in reported,
                outcome=there.outcome is not None,
            )
        )
    played = set(pairwise(path))
    ways = [(scene, to) for scene in numbers for to in after[scene] if to in numbers and (session.over or (scene, to) in played)]
    jumps = [pair for pair in dict.fromkeys(pairwise(path)) if pair not in ways]  # by a facilitator's news
    return StoryMap(
        act=act.id,
        title=act.title,
        scenes=tuple(mapped),
        ways=tuple(MappedWay(begin=numbers[one], end=numbers[to], played=(one, to) in played) for one, to in (*ways, *jumps)),
    )


def _ways(act: Act) -> Mapping[SceneId, tuple[SceneId, ...]]:
    """Return where each scene of an act can lead, in file order: by its branches, and by news that comes by itself and moves the play."""
    found = {scene.id: [branch.to for branch in scene.branches] for scene in act.scenes}
    for inject in act.injects:
        if inject.to is not None and (inject.when or inject.scenes):
            for scene in inject.scenes:
                found[scene].append(inject.to)
    return {scene: tuple(dict.fromkeys(to)) for scene, to in found.items()}


def _reached(begin: SceneId, after: Mapping[SceneId, tuple[SceneId, ...]]) -> tuple[SceneId, ...]:
    """Return the scenes that can be come to, where the play begins first, then in file order."""
    found, left = {begin}, [begin]
    while left:
        fresh = {*after[left.pop()]} - found
        found |= fresh
        left += fresh
    return (begin, *(scene for scene in after if scene in found and scene != begin))
