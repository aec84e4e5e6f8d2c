"""The generated benchmark scenarios, which every system is given: read from their files, and put into our own format.

A file gives nodes with actors, options, chance and guards, and values in steps of five; in our format they are whole numbers from 0 to 20.
"""

from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import BaseModel

from sim.model.scenario import Scenario

Size: TypeAlias = Literal["S", "M", "L"]
ACT = "bench"
REFERENCE: dict[Size, tuple[float, ...]] = {
    "S": (0.080771, 0.229384, 0, 0.053131, 0.063670, 0.113763, 0.212179, 0.004060, 0.055293, 0.187749),
    "M": (0.265303, 0.090505, 0.044916, 0.021149, 0.062428, 0.063718, 0.171924, 0.075325, 0.178127, 0.026605),
    "L": (0.0243, 0.1972, 0.0352, 0.0506, 0, 0.1060, 0.3299, 0.0428, 0.1096, 0.1046),
}
"""The probability of each ending when everybody chooses evenly: of S and M computed exactly, and six independent programs agree on it; of L
from four million plays of a C program, with a standard error of up to 0.0003."""
_CITES = ({"source": "letter", "quote": "words of a letter", "basis": "invented"},)


class Change(BaseModel):
    """What an option, or a draw of chance, does."""

    d: tuple[int, ...]
    """Added to each indicator."""
    set: int
    clr: int
    """Facts that become true, and false, as bits; becoming true wins."""
    w: int = 0
    """Weight of a draw."""


class Comparison(BaseModel):
    """One comparison of a guard: of kind `k`, with indicator, fact or actor `i`."""

    k: Literal["ge", "le", "flag", "noflag", "choice"]
    i: int
    v: int = 1


class Guard(BaseModel):
    """A way out of a node: the first whose comparisons all hold is taken."""

    conds: tuple[Comparison, ...]
    to: int


class Node(BaseModel):
    """One node: an ending, or a joint decision."""

    id: int
    ending: int | None = None
    actors: tuple[int, ...] = ()
    options: tuple[tuple[Change, ...], ...] = ()
    chance: tuple[Change, ...] = ()
    guards: tuple[Guard, ...] = ()


class Generated(BaseModel):
    """A whole file."""

    n_roles: int
    n_ind: int
    n_flag: int
    step: int
    init: tuple[int, ...]
    nodes: tuple[Node, ...]


def file_of(size: Size) -> Path:
    """Return where a benchmark scenario is kept."""
    return Path(__file__).parent / "scenarios" / f"scenario-{size}.json"


def generated(size: Size) -> Generated:
    """Return a benchmark scenario as its file has it."""
    return Generated.model_validate_json(file_of(size).read_bytes())


def smaller(data: Generated, indicators: int, facts: int) -> Generated:
    """Return a scenario with only its first indicators and facts; a way out that asks only of others is left out."""

    def change(made: Change) -> Change:
        return made.model_copy(update={"d": made.d[:indicators], "set": made.set & bits, "clr": made.clr & bits})

    def kept(one: Comparison) -> bool:
        return one.i < {"ge": indicators, "le": indicators, "flag": facts, "noflag": facts}.get(one.k, one.i + 1)

    bits = (1 << facts) - 1
    nodes = tuple(
        node.model_copy(
            update={
                "options": tuple(tuple(change(option) for option in options) for options in node.options),
                "chance": tuple(change(draw) for draw in node.chance),
                "guards": tuple(
                    guard.model_copy(update={"conds": tuple(one for one in guard.conds if kept(one))})
                    for guard in node.guards
                    if not guard.conds or any(kept(one) for one in guard.conds)
                ),
            }
        )
        for node in data.nodes
    )
    return data.model_copy(update={"n_ind": indicators, "n_flag": facts, "init": data.init[:indicators], "nodes": nodes})


def scenario(data: Generated) -> Scenario:
    """Return a benchmark scenario in our own format."""
    indicators: dict[str, dict[str, object]] = {
        f"i{place}": {"name": "I", "about": "I.", "high": 100 // data.step, "start": first // data.step}
        for place, first in enumerate(data.init)
    }
    indicators |= {f"f{place}": {"name": "F", "about": "F.", "high": 1, "start": 0} for place in range(data.n_flag)}
    endings = sorted({node.ending for node in data.nodes if node.ending is not None})
    act = {
        "title": "Generated",
        "about": "Generated.",
        "account": "Nobody's.",
        "courses": {"whole": {"scene": f"n{data.nodes[0].id}", "about": "All of it."}},
        "scenes": {f"n{node.id}": _scene(node, data.step) for node in data.nodes},
    }
    return Scenario.model_validate(
        {
            "schema": 1,
            "id": "generated",
            "title": "Generated",
            "author": "Nobody",
            "about": "Generated.",
            "notice": "Generated.",
            "roles": {
                f"r{place}": {"name": "R", "about": "R.", "adviser": "A", "aims": _aims(place, endings)} for place in range(data.n_roles)
            },
            "indicators": indicators,
            "outcome_classes": {f"e{ending}": {"name": "E", "about": "E."} for ending in endings},
            "acts": {ACT: act},
        }
    )


def _aims(role: int, endings: list[int]) -> dict[str, object]:
    """Return aims, which the files do not have: each ending is worth from 1 to 10 to a role, to each role something else."""
    worth = {ending: (7 * ending * (role + 1) + 3 * role) % 10 + 1 for ending in endings}
    return {f"e{ending}": {"text": "E.", "weight": weight, "outcomes": [f"e{ending}"]} for ending, weight in worth.items()}


def _scene(node: Node, step: int) -> dict[str, object]:
    scene: dict[str, object] = {"heading": "N", "date": "2022", "situation": "N.", "cites": _CITES}
    if node.ending is not None:
        return scene | {"outcome": {"class": f"e{node.ending}", "epilogue": "E.", "compared": "E."}}
    decision: dict[str, object] = {
        f"r{role}": {"options": {f"o{place}": _option(option, step) for place, option in enumerate(options)}}
        for role, options in zip(node.actors, node.options, strict=True)
    }
    if node.chance:
        draws = {f"o{place}": _option(option, step) | {"weight": option.w} for place, option in enumerate(node.chance)}
        decision["chance"] = {"options": draws}
    return scene | {"decision": decision, "branches": tuple(_branch(guard, node.actors, step) for guard in node.guards)}


def _option(option: Change, step: int) -> dict[str, object]:
    effects: dict[str, object] = {f"i{place}": change // step for place, change in enumerate(option.d) if change}
    for fact in range((option.set | option.clr).bit_length()):
        if option.set >> fact & 1:
            effects[f"f{fact}"] = "= 1"
        elif option.clr >> fact & 1:
            effects[f"f{fact}"] = "= 0"
    return {"label": "O", "effects": effects, "cites": _CITES}


def _branch(guard: Guard, actors: tuple[int, ...], step: int) -> dict[str, object]:
    branch: dict[str, object] = {"to": f"n{guard.to}", "narration": "N.", "cites": _CITES}
    return branch | ({"when": {"all": tuple(_part(one, actors, step) for one in guard.conds)}} if guard.conds else {})


def _part(one: Comparison, actors: tuple[int, ...], step: int) -> dict[str, object]:
    if one.k == "ge":
        return {"at_least": {f"i{one.i}": -(-one.v // step)}}
    if one.k == "le":
        return {"at_most": {f"i{one.i}": one.v // step}}
    if one.k == "choice":
        return {"chose": {f"r{actors[one.i]}": f"o{one.v}"}}
    return {"at_least": {f"f{one.i}": 1}} if one.k == "flag" else {"at_most": {f"f{one.i}": 0}}
