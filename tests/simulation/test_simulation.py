"""Lessons over a bad network hold what is promised, whatever the seed; and where a fault is put in, they do not."""

import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from random import Random

import pytest

from tests.simulation.kind import Kind, kind
from tests.simulation.many import play_many
from tests.simulation.planted import Planted
from tests.simulation.world import World

_FILE = Path(__file__).parent / "seeds.txt"
_KEPT = [int(line.split()[0]) for line in _FILE.read_text("utf-8").splitlines() if line[:1].isdigit()]
_WITHIN = 120
"""Seeds within which a planted fault has to be found."""


def again(seed: int) -> str:
    """Return what is said of a seed that breaks."""
    return f"to see it again: python -m tests.simulation --seed {seed}"


@pytest.mark.parametrize("seed", _KEPT)
def test_what_broke_once_holds(seed: int) -> None:
    """Every seed that found a fault of the product is played again with every change."""
    assert World(seed).run().broken is None, again(seed)


@pytest.mark.parametrize("seed", range(40))
def test_a_lesson_holds_what_is_promised(seed: int) -> None:
    """Nothing acknowledged is lost, doubled or reordered, nobody sees too much, and everybody ends up seeing the same."""
    assert World(seed).run().broken is None, again(seed)


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(lambda drawn: drawn.on_disk and drawn.kills > 0, id="on disk"),
        pytest.param(lambda drawn: drawn.whole and drawn.servers > 1, id="whole application, two servers"),
        pytest.param(lambda drawn: drawn.people > 40, id="a large class"),
        pytest.param(lambda drawn: drawn.weather.loss > 0.2 and drawn.kills > 1, id="a very bad network"),
    ],
)
def test_each_kind_of_lesson_holds(wanted: Callable[[Kind], bool]) -> None:
    """What is drawn seldom is played with every change too."""
    seed = next(seed for seed in count() if wanted(kind(Random(seed))))

    assert World(seed).run().broken is None, again(seed)


def test_a_seed_plays_the_same_again() -> None:
    """Two runs of one seed are the same run, in another process and with other hashes too."""
    script = "from tests.simulation.world import World; print(*(World(seed).run().trace for seed in (5, 8, 77)))"
    traces = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": hashes, "PYTHONPATH": str(_FILE.parents[2])},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hashes in ("1", "2")
    }

    assert {f"{' '.join(World(seed).run().trace for seed in (5, 8, 77))}\n"} == traces


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param(Planted(acknowledges_too_early=5), id="a store that acknowledges before it keeps"),
        pytest.param(Planted(keeps_half=7), id="a store that keeps half of a change"),
        pytest.param(Planted(forgets_keys=True), id="a device that sends again under another key"),
        pytest.param(Planted(shows_what_is_old=True), id="a page that shows what is old"),
        pytest.param(Planted(haste=0.8), id="a server whose clocks hurry"),
    ],
)
def test_a_planted_fault_is_found(planted: Planted) -> None:
    """What is wrong on purpose breaks a run within so many seeds."""
    assert any(World(seed, planted).run().broken for seed in range(_WITHIN))


def test_who_is_let_in_by_nobody_is_found() -> None:
    """Where a server seats whoever comes late, though the facilitator wanted to be asked, a run says so."""
    runs = (World(seed, Planted(seats_latecomers=True)).run() for seed in range(0, _WITHIN, 7))

    assert any("was let in by nobody" in (run.broken or "") for run in runs)


def test_an_order_that_nobody_gave_is_found() -> None:
    """Where a server decides by itself, and enters it as an order of the facilitator, a run says so."""
    runs = (World(seed, Planted(orders_itself=True)).run() for seed in range(_WITHIN))

    assert any("only an order brings about" in (run.broken or "") for run in runs)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_five_thousand_lessons_hold() -> None:
    """As many as every change is to be held against."""
    report = play_many(1_000_000, 5_000)

    assert ([], 5_000) == (report.lost, report.seeds)
