"""Plays drawn at random, of the same generated scenario, by us and by every peer that is found; each has to end its plays as is known.

Ours and a peer take turns; times are of the processor, without starting and compiling. A turn is one visit to a scene.
"""

import importlib.util
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from benchmarks.exact import kernel
from benchmarks.generated import Generated, generated
from benchmarks.peers.in_c import InC, compiler, from_tables, written_out
from benchmarks.peers.in_node import InNode, found
from benchmarks.peers.in_python import Walker, played, sismic, statemachine
from benchmarks.played import Played, wrong
from sim.analysis.solve.sample import sample

Player = Callable[[int], Played]
"""Makes some plays from a seed."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A program that plays too."""

    name: str
    play: Player
    least: float | None = None
    """How many times as fast we have to be."""
    same: bool = True
    """Whether it plays our scenario."""


@dataclass(frozen=True, slots=True)
class Raced:
    """A program beside ours."""

    name: str
    rate: float
    """Median of its turns a second."""
    ratio: float
    """Median of how many times as fast we were in the same round."""
    least: float | None


def ours(data: Generated, plays: int) -> Player:
    """Return our own plays."""
    act = kernel(data)
    endings = {f"n{node.id}": node.ending for node in data.nodes}

    def play(seed: int) -> Played:
        before = time.process_time()
        made = sample(act, {}, plays, seed)
        taken = time.process_time() - before
        ended = {ending: frequency.count for scene, frequency in made.outcomes.items() if (ending := endings[scene]) is not None}
        return Played(made.plays, made.steps, taken, ended)

    return play


def rivals(data: Generated, *, quick: bool) -> Iterator[Rival | str]:
    """Give every program that can be had here, and a sentence for each that cannot."""
    share = 10 if quick else 1
    yield Rival("transitions, one model for all plays", partial(_new, lambda seed: Walker(data, seed).play, 2_000 // share))
    for name, make, plays in (("python-statemachine", statemachine, 200), ("sismic", sismic, 500)):
        if importlib.util.find_spec(name.removeprefix("python-")):
            yield Rival(name, partial(_new, partial(make, data), plays // share))
        else:
            yield f"{name} is not installed"
    if compiler():
        yield Rival("C, from tables", partial(InC(from_tables(data)).play, 2_000_000 // share), 0.25)
        yield Rival("C, written for this scenario", partial(InC(written_out(data)).play, 2_000_000 // share))
    else:
        yield "there is no C compiler here"
    if importlib.util.find_spec("pyspiel"):
        from benchmarks.peers.in_spiel import goofspiel  # noqa: PLC0415 -- only where it is installed

        yield Rival("OpenSpiel, its goofspiel in C++", partial(goofspiel, 200_000 // share), 5, same=False)
    else:
        yield "OpenSpiel is not installed"
    if found():
        yield from _in_node(share)
    else:
        yield "node is not found here"
    yield "ChoiceScript is in no package index"


def _in_node(share: int) -> Iterator[Rival]:
    programs = InNode()
    for name, program, plays, least in (
        ("JavaScript without a library", "plain", 50_000, None),
        ("xstate", "xstate", 5_000, None),
        ("boardgame.io", "boardgame", 1_000, 1_000),
        ("ink (inkjs)", "ink", 1_000, 1_000),
    ):
        yield Rival(name, partial(programs.play, program, "L", plays // share), least)


def _new(make: Callable[[int], Callable[[], tuple[int, int]]], plays: int, seed: int) -> Played:
    return played(make(seed), plays)


def race(*, quick: bool) -> tuple[list[Raced], list[str]]:
    """Play scenario L by everybody, and return what came out and what is wrong or missing."""
    data = generated("L")
    mine = ours(data, 200_000 if quick else 1_000_000)
    raced, told = [], []
    rates: list[float] = []
    for rival in rivals(data, quick=quick):
        if isinstance(rival, str):
            told.append(rival)
            continue
        pairs = [(mine(seed), rival.play(seed)) for seed in range(2 if quick else 3)]
        rates += [own.rate for own, _ in pairs]
        if rival.same:
            told += [f"{rival.name}: {problem}" for _, other in pairs if (problem := wrong("L", other))]
        told += [f"ours: {problem}" for own, _ in pairs if (problem := wrong("L", own))]
        rate = statistics.median(other.rate for _, other in pairs)
        raced.append(Raced(rival.name, rate, statistics.median(own.rate / other.rate for own, other in pairs), rival.least))
    return [Raced("ours, many plays at once", statistics.median(rates), 1, None), *raced], told


def table(raced: list[Raced]) -> str:
    """Return what came out as a Markdown table."""
    lines = ["### Drawn plays of scenario L", "", "| program | turns a second | ours is | at least |", "| --- | ---: | ---: | ---: |"]
    for one in sorted(raced, key=lambda one: -one.rate):
        least = "" if one.least is None else f"{one.least:g} ×"
        lines.append(f"| {one.name} | {_number(one.rate)} | {one.ratio:,.2f} × | {least} |")
    return "\n".join(lines)


def below(raced: list[Raced]) -> list[str]:
    """Return a sentence for each program beside which we are too slow."""
    return [f"{one.name}: {one.ratio:.2f} ×, at least {one.least:g} ×" for one in raced if one.least is not None and one.ratio < one.least]


def _number(rate: float) -> str:
    million = 1_000_000
    return f"{rate / million:.1f} million" if rate >= million else f"{rate:,.0f}"
