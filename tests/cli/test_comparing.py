"""`sim compare`: rows of policies, whoever computes them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import sim

_TABLE = """
tutorial, act ferry: exact, over 42 states and 64 joint steps
                              agreement  standstill  turns
  uniform                        0.1389      0.8611    1.8
  cautious,eastbank=hard-line    0.0000      1.0000    2.0
"""


def test_policies_stand_side_by_side(tmp_path: Path) -> None:
    """Each policy, for all or with commas for single roles, has a line with the probability of each class of outcomes."""
    said = sim(tmp_path, "compare", "tutorial", "--policy", "uniform", "--policy", "cautious,eastbank=hard-line", "--executor", "here")

    assert (0, "") == (said.exit_code, said.stderr)
    assert said.stdout.startswith("In this model every role chooses by the policy of its row, whatever came before; ")
    assert said.stdout.endswith(_TABLE)


def test_without_policies_every_named_one_is_compared(tmp_path: Path) -> None:
    """A bare command has a row for each policy by name, with every figure whole in JSON."""
    found = json.loads(sim(tmp_path, "compare", "tutorial", "--executor", "here", "--json").stdout)
    alone = json.loads(sim(tmp_path, "analyse", "tutorial", "--policy", "cautious", "--json").stdout)["act ferry"]

    assert ["uniform", "reported", "cautious", "hard-line"] == [row["policy"] for row in found["rows"]]
    assert (False, 4) == (found["partial"], found["wanted"])
    assert alone["outcomes"] == found["rows"][2]["outcomes"]
    assert alone["aims"] == found["rows"][2]["aims"]


def test_processes_give_the_same(tmp_path: Path) -> None:
    """Two processes give the same bytes as this one."""
    here, processes = (
        sim(tmp_path, "compare", "tutorial", "--json", "--executor", executor).stdout for executor in ("here", "processes:2")
    )

    assert here == processes


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Give the address of a cluster of two workers, each a process of its own, on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1", silence_logs=50
    ) as made:
        yield made.scheduler_address.removeprefix("tcp://")


def test_a_cluster_gives_the_same(tmp_path: Path, cluster: str) -> None:
    """Two workers of a cluster give the same bytes as one process, for every act of two scenarios."""
    here, there = (
        sim(tmp_path, "compare", "tutorial", "kosovo", "--policy", "uniform", "--policy", "hard-line", "--json", "--executor", executor)
        for executor in ("here", f"dask://{cluster}")
    )

    assert (0, "") == (there.exit_code, there.stderr)
    assert here.stdout == there.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--executor", "dusk"), 2, "there is no executor 'dusk'; there are: here, processes, processes:NUMBER, dask://HOST:PORT"),
        (("--executor", "processes:0"), 2, "there is no executor 'processes:0'"),
        (("--act", "fery"), 4, "none of the scenarios has an act 'fery'"),
        (
            ("--policy", "cautios"),
            4,
            "there is no policy 'cautios'; there are: uniform, reported, cautious, hard-line; did you mean 'cautious'?",
        ),
        (("--policy", "uniform,east=cautious"), 4, "has no role 'east'; its roles: eastbank, westbank"),
    ],
)
def test_what_there_is_not_is_refused(tmp_path: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    """An executor, act, policy or role that there is not is refused before anything is computed."""
    found = sim(tmp_path, "compare", "tutorial", *arguments)

    assert code == found.exit_code
    assert said in found.stderr
