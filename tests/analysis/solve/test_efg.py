"""Game files say the same as the act they are made of."""

import re
from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest

from sim.analysis.solve.efg import MOST, efg, histories, quoted
from sim.analysis.solve.policies import profile
from sim.analysis.solve.values import expected
from sim.analysis.solve.worth import aims, payoff
from sim.errors import Fault
from tests import small
from tests.analysis.solve.games import crossing, game, solved

_WORD = r'"(?:[^"\\]|\\.)*"'
_NODE = re.compile(rf"([pct]) {_WORD} (?:(\d+) )?(\d+) {_WORD} \{{ (.*) \}}(?: 0)?")


def _evenly(lines: Iterator[str], sets: dict[tuple[str, str], list[str]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Read one node and all below it; return what each player expects when everybody chooses evenly. Information sets are noted."""
    found = _NODE.fullmatch(next(lines))
    assert found is not None
    kind, player, number, rest = found.groups()
    if kind == "t":
        return np.array([float(worth) for worth in rest.split(", ")])
    names = re.findall(_WORD, rest)
    if kind == "c":
        shares = [float(Fraction(share)) for share in re.sub(_WORD, "", rest).split()]
    else:
        shares = [1 / len(names)] * len(names)
        assert names == sets.setdefault((player, number), names)
    assert 1 == pytest.approx(sum(shares))
    return sum((share * _evenly(lines, sets) for share in shares), np.zeros(2))


def test_a_game_file_has_the_act_s_expectations() -> None:
    """Read by itself, node by node, the file gives each role what the act gives it."""
    act = solved(crossing())
    lines = efg(act)
    assert 'EFG 2 R "small, act one" { "north" "south" }' == next(lines)
    assert next(lines).startswith('"Payoffs are the weights of the aims that are met')
    sets: dict[tuple[str, str], list[str]] = {}
    read = _evenly(lines, sets)
    met = aims(act.reached)
    ends = np.stack([payoff(met, role, act.reached.size) for role in ("north", "south")], axis=1)

    assert [] == [*lines]
    assert expected(act, profile(act.reached, {}), ends)[act.reached.starts[0]].tolist() == pytest.approx(read.tolist())
    assert {("1", "1"): ['"wait"', '"wade"'], ("2", "1"): ['"rope"', '"cut"']}.items() <= sets.items()


def test_sealed_choices_do_not_see_each_other() -> None:
    """In one joint decision the second role has one information set, whatever the first chooses."""
    lines = [*efg(solved(game([[(6, 6), (0, 9)], [(9, 0), (2, 2)]])))]

    assert {'2 1 "" { "s0" "s1" } 0'} == {line.split(" ", 3)[3] for line in lines if line.startswith("p") and '"s0"' in line}
    assert 4 == sum(line.startswith("t") for line in lines)


def test_histories_are_counted() -> None:
    """There are as many ends in the file as there are histories."""
    act = solved(crossing())

    assert histories(act) == sum(line.startswith("t") for line in efg(act)) == 11


def test_too_many_histories_are_refused() -> None:
    """An act with more histories than can be written is refused before anything is written, with their number."""
    options = {f"o{place}": small.option() for place in range(8)}
    scenes = {f"s{turn}": small.scene({"north": {"options": options}}, [small.branch(f"s{turn + 1}")]) for turn in range(7)}
    act = solved(small.scenario({**scenes, "s7": small.outcome()}))

    with pytest.raises(Fault, match=f"has {8**7:,} histories, and a game file at most {MOST:,}") as caught:
        efg(act)
    assert "too-many-histories" == caught.value.code


def test_names_are_quoted() -> None:
    """Quotation marks and backslashes in a name do not end it."""
    assert r'"a \"b\" \\ c"' == quoted('a "b" \\ c')


def test_names_of_nodes_are_their_own() -> None:
    """Every node of the tree has a name that no other has, with its scene in it; ends in the same state have one name."""
    lines = [*efg(solved(crossing()))]
    nodes = [found[1] for line in lines if (found := re.match(rf"[pc] ({_WORD})", line))]
    ends = {tuple(line.split(" ", 4)[2:4]) for line in lines if line.startswith("t")}

    assert len(nodes) == len({*nodes})
    assert '"bank 1"' == nodes[0]
    assert len(ends) == len({number for number, _ in ends})
