"""Solving from the ends: what is to be expected of each state, of each option, and what one role can do about it.

All functions go through the layers of an act from the last to the first, so they need an act in which plays cannot go in a circle.
Rule 1: `ends` and what is returned are columns of numbers, one row for each row of the act; each column is solved for itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.analysis.kernel.compiled import Numbers
from sim.analysis.solve.order import Layer
from sim.analysis.solve.policies import Floats, Profile, chance
from sim.analysis.solve.reached import Reached
from sim.errors import Fault
from sim.model.ids import CHANCE, RoleId

_N = TypeVar("_N", np.float64, np.bool_)

_CHUNK = 2_000_000
"""Numbers that are worked on at once."""


@dataclass(frozen=True, slots=True)
class Solved:
    """An act with the order in which it is solved."""

    reached: Reached
    layers: tuple[Layer, ...]


def solvable(reached: Reached, layers: tuple[Layer, ...] | None) -> Solved:
    """Return an act that can be solved from the ends.

    Raises:
        Fault: plays can go in a circle, so that some state comes before itself.

    """
    if layers is None:
        message = (
            f"in act {reached.kernel.act} a play can come back to the state it was in, so it has no last turn to begin with; "
            "values, best responses, equilibria and game files need an act without circles"
        )
        raise Fault(message, "goes-in-circles")
    return Solved(reached, layers)


def expected(solved: Solved, profile: Profile, ends: Floats) -> Floats:
    """Return what is to be expected of each state when everybody keeps to a policy.

    Args:
        solved: the act.
        profile: how everybody chooses.
        ends: what each outcome is worth, a column for each question; rows of other states are not read.

    """
    value = ends.copy()
    for layer, places, tensor in backwards(solved, value):
        value[layer.block.first + places] = contracted(tensor, [shares[places] for shares in profile[layer.block.node.number]])
    return value


def best_response(solved: Solved, profile: Profile, role: RoleId, ends: Floats) -> Floats:
    """Return what a role can expect at most when all others keep to their policies; what it does is the best for each column by itself."""
    value = ends.copy()
    for layer, places, tensor in backwards(solved, value):
        node = layer.block.node
        shares = [of_role[places] for of_role in profile[node.number]]
        if role in node.roles:
            place = node.roles.index(role)
            facing = contracted(tensor, shares, (place,))
            best = np.where(layer.block.offered[place][places][:, :, None], facing, -np.inf).max(axis=1)
        else:
            best = contracted(tensor, shares)
        value[layer.block.first + places] = best
    return value


def guaranteed(solved: Solved, role: RoleId, ends: Floats) -> Floats:
    """Return what a role is sure to expect, whatever the others do: the most of what is left when they answer each option in the worst way.

    Chance is drawn by its weights. The role keeps to single options; by drawing lots among them it might be sure of more, never of less.
    """
    value = ends.copy()
    for layer, places, tensor in backwards(solved, value):
        node, offered = layer.block.node, layer.block.offered
        left = after_chance(solved, layer, places, tensor)
        for place, name in enumerate(node.roles):
            if name not in {CHANCE, role}:
                left = np.where(along(offered[place][places], place, left.ndim), left, np.inf).min(axis=place + 1, keepdims=True)
        if role in node.roles:
            place = node.roles.index(role)
            left = np.where(along(offered[place][places], place, left.ndim), left, -np.inf).max(axis=place + 1, keepdims=True)
        value[layer.block.first + places] = left.reshape(len(places), -1)
    return value


def contracted(tensor: Floats, shares: Sequence[Floats], keep: Container[int] = ()) -> Floats:
    """Return what follows when all roles but some choose by their shares: states, the options of the roles that are kept, columns.

    Args:
        tensor: what follows from each joint choice: states, the options of each role, columns.
        shares: of each role, in the scene's order.
        keep: places of the roles that are not summed over.

    """
    for place in reversed(range(len(shares))):
        if place not in keep:
            tensor = np.einsum("nk...,nk->n...", np.moveaxis(tensor, place + 1, 1), shares[place])
    return tensor


def after_chance(solved: Solved, layer: Layer, places: Numbers, tensor: Floats) -> Floats:
    """Return what is to be expected before chance is drawn; the axis of chance, if there is one, keeps a single place."""
    roles = layer.block.node.roles
    if CHANCE not in roles:
        return tensor
    place = roles.index(CHANCE)
    drawn = chance(solved.reached.kernel.machine, layer.block, place)[places]
    total: Floats = (tensor * along(drawn, place, tensor.ndim)).sum(axis=place + 1, keepdims=True)
    return total


def along(shares: NDArray[_N], place: int, dimensions: int) -> NDArray[_N]:
    """Return an array of states and options so that it lies along one role's axis of a tensor."""
    shape = [len(shares), *[1] * (dimensions - 1)]
    shape[place + 1] = shares.shape[1]
    return shares.reshape(shape)


def backwards(solved: Solved, value: Floats) -> Iterator[tuple[Layer, Numbers, Floats]]:
    """Give the states from the last to the first, with what follows from each joint choice: states, the options of each role, columns."""
    for layer in reversed(solved.layers):
        node = layer.block.node
        size = max(_CHUNK // (node.joints * value.shape[1]), 1)
        for begin in range(0, len(layer.places), size):
            places = layer.places[begin : begin + size]
            yield layer, places, value[layer.block.after[places]].reshape(len(places), *node.shape, value.shape[1])
