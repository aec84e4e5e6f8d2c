"""Logit equilibrium: everybody chooses better options more often, and knows that all others do the same.

A role takes each of its options with a probability in proportion to exp(strength × what the option promises), where what it promises takes
account of how the others choose. Solved from the last turn to the first, one joint decision at a time: each is followed along its principal
branch, from strength 0, where everything is equally likely, up to the strength that is asked for.

Rule 1: what remains of the equations is reported (`residual`), and so are states in which the branch could not be followed (`lost`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.kernel.compiled import Numbers, Truth
from sim.analysis.solve.policies import Floats, Profile, profile
from sim.analysis.solve.values import Solved, backwards, contracted
from sim.model.ids import RoleId

_STEPS, _FINER, _DEEPEST = 2, 3, 6
"""Steps from strength 0 to the one asked for; into how many one is divided that fails, and how often."""
_CLOSE, _TRIES = 1e-12, 8
"""When the equations count as solved, and how often a solution is improved before that fails."""
_LEAP = 0.25
"""No probability changes by more in one step along a branch."""


@dataclass(frozen=True, slots=True)
class Equilibrium:
    """How everybody chooses, and what is to be expected then."""

    profile: Profile
    value: Floats
    """For each row, what each role (columns) can expect."""
    residual: float
    """The largest difference between a probability and what the equations ask of it."""
    lost: int
    """States in which the principal branch could not be followed to the end; there it is some solution, as exact as the residual."""


def logit(
    solved: Solved, ends: Mapping[RoleId, Floats], strength: float, notice: Callable[[int, int], object] | None = None
) -> Equilibrium:
    """Return the logit equilibrium of an act.

    Args:
        solved: the act.
        ends: for each role, what each outcome is worth to it, by row; a role that is not named wants nothing.
        strength: how much better options are preferred; 0: not at all.
        notice: told now and then how many states are solved, and how many there are.

    """
    reached, roles = solved.reached, tuple(ends)
    value = np.stack([ends[role] for role in roles], axis=1)
    chosen = profile(reached, {})
    residual, lost, done = 0.0, 0, 0
    for layer, places, tensor in backwards(solved, value):
        shares = [of_role[places] for of_role in chosen[layer.block.node.number]]
        offered = [of_role[places] for of_role in layer.block.offered]
        who = [(place, roles.index(name)) for place, name in enumerate(layer.block.node.roles) if name in ends]
        game = _Game([np.ascontiguousarray(tensor[..., column]) for _, column in who], shares, offered, who)
        if who:
            found, off_branch = _followed(game, game.packed(), 0.0, strength)
            residual = max(residual, float(game.residual(found, strength).max()))
            lost += int(off_branch.sum())
            for (place, _), part in zip(who, game.parts(found), strict=True):
                chosen[layer.block.node.number][place][places] = part
                shares[place] = part
        value[layer.block.first + places] = contracted(tensor, shares)
        done += len(places)
        if notice is not None:
            notice(done, sum(len(block.packed) for block in reached.playing))
    return Equilibrium(chosen, value, residual, lost)


class _Game:
    """The joint decisions of many states of one scene, as equations in the probabilities of all options of those who want something."""

    def __init__(self, worth: Sequence[Floats], shares: Sequence[Floats], offered: Sequence[Truth], who: Sequence[tuple[int, int]]) -> None:
        self.worth, self.shares, self.offered, self.who = worth, list(shares), offered, who
        sizes = [offered[place].shape[1] for place, _ in who]
        self.cuts = np.cumsum(sizes)[:-1]

    def packed(self) -> Floats:
        """Return the probabilities of all options side by side."""
        return np.concatenate([self.shares[place] for place, _ in self.who], axis=1)

    def parts(self, packed: Floats) -> list[Floats]:
        """Return them role by role."""
        return np.split(packed, self.cuts, axis=1)

    def some(self, rows: Truth | Numbers) -> _Game:
        """Return the same for some of the states."""
        worth = [of_role[rows] for of_role in self.worth]
        return _Game(worth, [part[rows] for part in self.shares], [part[rows] for part in self.offered], self.who)

    def promised(self, packed: Floats) -> list[Floats]:
        """Return what each option of each role promises when the others choose so."""
        shares = self._with(packed)
        return [contracted(worth, shares, (place,)) for worth, (place, _) in zip(self.worth, self.who, strict=True)]

    def answers(self, packed: Floats, strength: float) -> list[Floats]:
        """Return how each role would answer."""
        found = []
        for (place, _), promised in zip(self.who, self.promised(packed), strict=True):
            exponent = np.where(self.offered[place], strength * promised, -np.inf)
            weights = np.exp(exponent - exponent.max(axis=1, keepdims=True))
            found.append(weights / weights.sum(axis=1, keepdims=True))
        return found

    def residual(self, packed: Floats, strength: float) -> Floats:
        """Return by state how far the answers are from what they answer."""
        found: Floats = abs(np.concatenate(self.answers(packed, strength), axis=1) - packed).max(axis=1)
        return found

    def slopes(self, packed: Floats, strength: float) -> tuple[Floats, Floats]:
        """Return how the equations change with the probabilities (a matrix for each state), and with the strength."""
        shares, answers, promised = self._with(packed), self.answers(packed, strength), self.promised(packed)
        size = packed.shape[1]
        matrix = np.tile(np.eye(size), (len(packed), 1, 1))
        begins = [0, *self.cuts.tolist(), size]
        moves = []
        for one, (place, _) in enumerate(self.who):
            own = answers[one][:, :, None] * (np.eye(answers[one].shape[1]) - answers[one][:, None, :])
            moves.append(np.einsum("nab,nb->na", own, promised[one]))
            for two, (other, _) in enumerate(self.who):
                if one != two:
                    facing = contracted(self.worth[one], shares, (place, other))
                    facing = facing if place < other else np.swapaxes(facing, 1, 2)
                    matrix[:, begins[one] : begins[one + 1], begins[two] : begins[two + 1]] -= strength * (own @ facing)
        return matrix, np.concatenate(moves, axis=1)

    def _with(self, packed: Floats) -> list[Floats]:
        shares = list(self.shares)
        for (place, _), part in zip(self.who, self.parts(packed), strict=True):
            shares[place] = part
        return shares


def _followed(game: _Game, begin: Floats, low: float, high: float, depth: int = 0) -> tuple[Floats, Truth]:
    """Follow the branch of each state from one strength to a higher one; say for which states that failed."""
    now, lost = begin.copy(), np.zeros(len(begin), dtype=np.bool_)
    steps = _FINER if depth else _STEPS
    for step in range(steps):
        before, after = low + (high - low) * step / steps, low + (high - low) * (step + 1) / steps
        then, good = _stepped(game, now, before, after)
        bad = ~good
        if bad.any() and depth < _DEEPEST:
            then[bad], failed = _followed(game.some(bad), now[bad], before, after, depth + 1)
            lost[bad] |= failed
        elif bad.any():
            then[bad] = _settled(game.some(bad), now[bad], after)
            lost |= bad
        now = then
    return now, lost


def _stepped(game: _Game, now: Floats, before: float, after: float) -> tuple[Floats, Truth]:
    """Take one step along the branch; say for which states it stayed on it."""
    matrix, moves = game.slopes(now, before)
    upright = np.linalg.det(matrix) > 0
    then = now.copy()
    then[upright] += (after - before) * np.linalg.solve(matrix[upright], moves[upright, :, None])[:, :, 0]
    open_rows = np.flatnonzero(upright)
    for _ in range(_TRIES):
        some = game.some(open_rows)
        wrong = then[open_rows] - np.concatenate(some.answers(then[open_rows], after), axis=1)
        going = abs(wrong).max(axis=1) > _CLOSE
        if not going.any():
            break
        open_rows, some = open_rows[going], some.some(going)
        matrix, _ = some.slopes(then[open_rows], after)
        straight = abs(np.linalg.det(matrix)) > 0
        open_rows = open_rows[straight]
        then[open_rows] -= np.linalg.solve(matrix[straight], wrong[going][straight, :, None])[:, :, 0]
    matrix, _ = game.slopes(then, after)
    good: Truth = (
        upright & (game.residual(then, after) <= _CLOSE * 10) & (abs(then - now).max(axis=1) <= _LEAP) & (np.linalg.det(matrix) > 0)
    )
    then[~good] = now[~good]
    return then, good


def _settled(game: _Game, now: Floats, strength: float) -> Floats:
    """Look for any solution, by answering one another in turn, ever more slowly."""
    for step in range(1, 400):
        now = now + (np.concatenate(game.answers(now, strength), axis=1) - now) / (1 + step / 20)
    return now
