"""Where the scenes of an act stand when they are drawn: in layers from the beginning to the ends, with few lines that cross.

What goes over several layers passes through a place of its own in each of them. Lines that lead back, where a play can come to a scene
again, count as going forward from their end to their beginning.
Rule 1: places are numbers without a unit; how wide a scene is, is told from outside.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean
from typing import TypeAlias

from sim.model.ids import SceneId

Stop: TypeAlias = tuple[SceneId, SceneId | None, int]
"""What has a place: a scene (with None), or where a line from one scene to another passes a layer."""
Line: TypeAlias = tuple[SceneId, SceneId]

_SWEEPS = 8
"""How often every layer is put into the order of its neighbours, and then moved towards them."""


@dataclass(frozen=True, slots=True)
class Layered:
    """The places of everything."""

    layers: tuple[tuple[SceneId, ...], ...]
    """The scenes of each layer, from left to right; the first layer is where plays begin."""
    middle: Mapping[SceneId, float]
    """Of each scene, from the left edge."""
    bends: Mapping[Line, tuple[tuple[int, float], ...]]
    """Of each line: the layers that it passes between its scenes, in its direction, each with the place from the left edge."""
    width: float


def layered(scenes: Sequence[SceneId], lines: Iterable[Line], wide: Callable[[SceneId], float], gap: float, narrow: float) -> Layered:
    """Return the places of an act's scenes.

    Args:
        scenes: in file order; the first is where plays begin.
        lines: from which scene to which, each once; one from a scene to itself is left out.
        wide: how wide a scene is.
        gap: between two that stand beside each other.
        narrow: how wide the place is in which a line passes a layer.

    """
    known = [line for line in dict.fromkeys(lines) if line[0] != line[1]]
    forward = _forward(scenes, known)
    depth = _depths(scenes, set(forward.values()))
    chains = {line: _chain(*forward[line], depth) for line in known}
    stops: list[list[Stop]] = [[] for _ in range(max(depth.values()) + 1)]
    for scene in scenes:
        stops[depth[scene]].append((scene, None, depth[scene]))
    for chain in dict.fromkeys(chains.values()):
        for stop in chain[1:-1]:
            stops[stop[2]].append(stop)
    beside: dict[Stop, list[Stop]] = {stop: [] for layer in stops for stop in layer}
    for chain in dict.fromkeys(chains.values()):
        for above, below in pairwise(chain):
            beside[above].append(below)
            beside[below].append(above)
    rooms = {stop: wide(stop[0]) if stop[1] is None else narrow for stop in beside}
    places = _placed(_ordered(stops, beside), beside, rooms, gap)
    left = min(place - rooms[stop] / 2 for stop, place in places.items())
    right = max(place + rooms[stop] / 2 for stop, place in places.items())
    middles = {stop: place - left for stop, place in places.items()}
    middle = {scene: middles[scene, None, depth[scene]] for scene in scenes}
    return Layered(
        tuple(tuple(sorted((scene for scene in scenes if depth[scene] == number), key=middle.__getitem__)) for number in range(len(stops))),
        middle,
        {line: tuple((stop[2], middles[stop]) for stop in _directed(line, forward[line], chains[line])) for line in known},
        right - left,
    )


def depths(scenes: Sequence[SceneId], lines: Iterable[Line]) -> dict[SceneId, int]:
    """Return the layer of each scene, from 0: one more than that of the deepest that leads to it; `scenes` and `lines` as in `layered`."""
    known = [line for line in dict.fromkeys(lines) if line[0] != line[1]]
    return _depths(scenes, set(_forward(scenes, known).values()))


def _forward(scenes: Sequence[SceneId], lines: Sequence[Line]) -> dict[Line, Line]:
    """Return each line as it counts: turned round if it leads back to a scene on the way from the beginning."""
    after: dict[SceneId, list[SceneId]] = {scene: [to for begin, to in lines if begin == scene] for scene in scenes}
    found: dict[Line, Line] = {}
    done: set[SceneId] = set()
    for root in scenes:
        way: list[tuple[SceneId, int]] = [(root, 0)] if root not in done else []
        open_now = {root}
        while way:
            scene, place = way.pop()
            if place == len(after[scene]):
                done.add(scene)
                open_now.discard(scene)
                continue
            way.append((scene, place + 1))
            to = after[scene][place]
            found[scene, to] = (to, scene) if to in open_now else (scene, to)
            if to not in done and to not in open_now:
                open_now.add(to)
                way.append((to, 0))
    return found


def _depths(scenes: Sequence[SceneId], lines: set[Line]) -> dict[SceneId, int]:
    """Return the layer of each scene: one more than that of the deepest that leads to it."""
    depth = dict.fromkeys(scenes, 0)
    for _ in scenes:
        for begin, to in lines:
            depth[to] = max(depth[to], depth[begin] + 1)
    return depth


def _chain(begin: SceneId, to: SceneId, depth: Mapping[SceneId, int]) -> tuple[Stop, ...]:
    between = ((begin, to, layer) for layer in range(depth[begin] + 1, depth[to]))
    return ((begin, None, depth[begin]), *between, (to, None, depth[to]))


def _directed(line: Line, counted: Line, chain: Sequence[Stop]) -> Sequence[Stop]:
    return chain[1:-1] if line == counted else chain[-2:0:-1]


def _ordered(stops: Sequence[Sequence[Stop]], beside: Mapping[Stop, Sequence[Stop]]) -> list[list[Stop]]:
    """Return each layer in an order in which few lines cross: by the mean place of what stands before, then of what stands after."""
    layers = [[*layer] for layer in stops]
    for sweep in range(_SWEEPS):
        for number in range(len(layers)) if sweep % 2 == 0 else reversed(range(len(layers))):
            side = number - 1 if sweep % 2 == 0 else number + 1
            if 0 <= side < len(layers):
                rank = {stop: place for place, stop in enumerate(layers[side])}
                means = {stop: [rank[other] for other in beside[stop] if other in rank] for stop in layers[number]}
                here = {stop: place for place, stop in enumerate(layers[number])}
                layers[number].sort(key=lambda stop: mean(means[stop]) if means[stop] else here[stop])
    return layers


def _placed(
    layers: Sequence[Sequence[Stop]], beside: Mapping[Stop, Sequence[Stop]], rooms: Mapping[Stop, float], gap: float
) -> dict[Stop, float]:
    """Return places in which nothing overlaps: each layer moved as near to its neighbours as its order allows."""
    places: dict[Stop, float] = {}
    for layer in layers:
        at = -sum(rooms[stop] + gap for stop in layer) / 2
        for stop in layer:
            places[stop] = at + rooms[stop] / 2
            at += rooms[stop] + gap
    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 else reversed(layers):
            wanted = [mean([places[other] for other in beside[stop]] or [places[stop]]) for stop in layer]
            from_left = _apart(layer, wanted, rooms, gap)
            from_right = _apart([*reversed(layer)], [-one for one in reversed(wanted)], rooms, gap)
            for stop, left, right in zip(layer, from_left, reversed(from_right), strict=True):
                places[stop] = (left - right) / 2
    return places


def _apart(layer: Sequence[Stop], wanted: Sequence[float], rooms: Mapping[Stop, float], gap: float) -> list[float]:
    """Return places from left to right, none further left than it is wanted, and none over the one before."""
    found: list[float] = []
    free = float("-inf")
    for stop, place in zip(layer, wanted, strict=True):
        found.append(max(place, free + rooms[stop] / 2))
        free = found[-1] + rooms[stop] / 2 + gap
    return found
