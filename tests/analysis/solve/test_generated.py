"""The generated scenarios, on whose endings six independent programs agree, end here as they do there."""

from collections import Counter

import pytest

from benchmarks.exact import kernel
from benchmarks.generated import REFERENCE, Size, generated
from benchmarks.peers.in_python import Walker
from sim.analysis.solve.sample import sample
from sim.analysis.solve.sweep import Swept, sweep


def _endings(found: Swept, size: Size) -> list[float]:
    nodes = {f"n{node.id}": node.ending for node in generated(size).nodes}
    shares = dict.fromkeys(range(10), 0.0)
    for scene, share in found.outcomes:
        ending = nodes[scene]
        assert ending is not None
        shares[ending] += share
    return [*shares.values()]


@pytest.mark.parametrize("size", ["S", pytest.param("M", marks=pytest.mark.slow)])
def test_a_sweep_comes_to_the_known_distribution(size: Size) -> None:
    """Of 1.6 and of 45 million states, every ending has the known probability to six digits."""
    found = sweep(kernel(generated(size)), {})

    assert isinstance(found, Swept)
    assert [*REFERENCE[size]] == pytest.approx(_endings(found, size), abs=6e-7)


def test_drawn_plays_come_to_the_known_distribution() -> None:
    """Plays drawn by the kernel, and those that the peer walks, end as often as is known, within their intervals."""
    data = generated("S")
    found = sample(kernel(data), {}, 30_000, 1)
    walker = Walker(data, 2)
    walked = Counter(walker.play()[0] for _ in range(2_000))
    nodes = {f"n{node.id}": node.ending for node in data.nodes}

    for scene, frequency in found.outcomes.items():
        ending = nodes[scene]
        assert ending is not None
        low, high = frequency.interval
        assert low <= REFERENCE["S"][ending] <= high
    assert all(abs(walked[ending] / 2_000 - share) < 0.04 for ending, share in enumerate(REFERENCE["S"]))
