"""An act as a game in Gambit's extensive form, with the declared aims as payoffs, so that other programs can look at it.

A history of the act is a path of the game's tree. Sealed choices of one turn are moves that do not see each other; chance comes after
them.
Rule 1: the histories are counted before anything is written.
"""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from sim.analysis.solve.reached import Block
from sim.analysis.solve.values import Solved
from sim.analysis.solve.worth import aims, payoff
from sim.errors import Fault
from sim.model.ids import CHANCE, OptionId

MOST = 1_000_000
"""Histories that are written, at most."""


def histories(solved: Solved) -> int:
    """Return how many different ways plays can go from the first start of an act to an end."""
    reached = solved.reached
    count = np.ones(reached.size, dtype=np.object_)
    for layer in reversed(solved.layers):
        after = layer.block.after[layer.places]
        count[layer.rows] = np.where(after >= 0, count[after], 0).sum(axis=1)
    return int(count[int(reached.starts[0])])


def efg(solved: Solved) -> Iterator[str]:
    """Give the lines of the game.

    Raises:
        Fault: there are more histories than can be written.

    """
    count = histories(solved)
    if count > MOST:
        message = (
            f"act {solved.reached.kernel.act} has {count:,} histories, and a game file at most {MOST:,}; "
            "an act with fewer turns or options has less"
        )
        raise Fault(message, "too-many-histories")
    return _Writer(solved).lines()


def quoted(text: str) -> str:
    """Return a text in the quotation marks of a game file."""
    return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))


class _Writer:
    """Walks the tree from its root, branch by branch."""

    def __init__(self, solved: Solved) -> None:
        self.reached = solved.reached
        scenario = self.reached.kernel.machine.scenario
        self.title = f"{scenario.id}, act {self.reached.kernel.act}"
        self.players = [role.id for role in scenario.roles]
        met = aims(self.reached)
        self.worth = [payoff(met, role, self.reached.size) for role in self.players]
        self.asked = dict.fromkeys(self.players, 0)
        """How many times each role has been asked so far: the number of its last information set."""
        self.drawn = 0
        self.nodes = 0
        """How many nodes were written; their names say which scene they belong to, and no two are the same."""

    def lines(self) -> Iterator[str]:
        """Give the lines: the head, then every node before those below it."""
        yield f"EFG 2 R {quoted(self.title)} {{ {' '.join(quoted(player) for player in self.players)} }}"
        yield quoted("Payoffs are the weights of the aims that are met: teaching values that the author declared.")
        waiting: list[tuple[int, tuple[tuple[int, int], ...], dict[str, int]]] = [(int(self.reached.starts[0]), (), {})]
        while waiting:
            row, chosen, sets = waiting.pop()
            block = next(block for block in reversed(self.reached.blocks) if block.first <= row and len(block.packed))
            if not block.node.roles:
                yield self.end(block, row)
                continue
            order = [*_people(block), *(place for place, role in enumerate(block.node.roles) if role == CHANCE)]
            place = order[len(chosen)]
            if not chosen:
                sets = self.ask(block)
            options = [option for option in range(block.node.shape[place]) if block.offered[place][row - block.first, option]]
            yield self.move(block, place, options, sets)
            for option in reversed(options):
                picks = (*chosen, (place, option))
                if len(picks) < len(order):
                    waiting.append((row, picks, sets))
                else:
                    joint = int(np.ravel_multi_index([option for _, option in sorted(picks)], block.node.shape))
                    waiting.append((int(block.after[row - block.first, joint]), (), {}))

    def ask(self, block: Block) -> dict[str, int]:
        """Give each role that decides in a turn a new information set."""
        roles = [block.node.roles[place] for place in _people(block)]
        for role in roles:
            self.asked[role] += 1
        return {role: self.asked[role] for role in roles}

    def move(self, block: Block, place: int, options: list[int], sets: dict[str, int]) -> str:
        """Return the line of a choice or a draw."""
        role, names = block.node.roles[place], [block.node.options[place][option] for option in options]
        self.nodes += 1
        label = quoted(f"{block.node.scene} {self.nodes}")
        if role != CHANCE:
            moves = " ".join(quoted(name) for name in names)
            return f"p {label} {self.players.index(role) + 1} {sets[role]} {quoted('')} {{ {moves} }} 0"
        self.drawn += 1
        weights = self.weights(block, place, names)
        draws = " ".join(f"{quoted(name)} {weight}" for name, weight in weights)
        return f"c {label} {self.drawn} {quoted('')} {{ {draws} }} 0"

    def weights(self, block: Block, place: int, names: list[OptionId]) -> list[tuple[OptionId, Fraction]]:
        """Return what may be drawn, with its probability as a fraction."""
        options = self.reached.kernel.machine.plans[block.node.scene].scene.decision[place].options
        given = {option.id: option.weight or 0 for option in options if option.id in names}
        return [(name, Fraction(given[name], sum(given.values()))) for name in names]

    def end(self, block: Block, row: int) -> str:
        """Return the line of an end; ends in the same state are the same outcome."""
        payoffs = ", ".join(f"{worth[row]:g}" for worth in self.worth)
        return f"t {quoted('')} {row + 1} {quoted(f'{block.node.scene} {row + 1}')} {{ {payoffs} }}"


def _people(block: Block) -> list[int]:
    """Return the places of the roles that decide, without chance."""
    return [place for place, role in enumerate(block.node.roles) if role != CHANCE]
