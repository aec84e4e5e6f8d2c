"""What is claimed of every play: whether it speaks of acts, scenes, choices and indicators that are there."""

from collections.abc import Iterator

from sim.errors import Problem
from sim.model.crossref.conditions import Readable, condition_problems
from sim.model.crossref.scope import Scope, unknown
from sim.model.ids import OptionId, RoleId
from sim.model.proof import Proof
from sim.model.scene import Option


def proof_problems(scope: Scope) -> Iterator[Problem]:
    """Report what does not fit between the proofs and the rest of a scenario."""
    choices: dict[RoleId, dict[OptionId, Option]] = {}
    for act in scope.scenario.acts:
        for scene in act.scenes:
            for entry in scene.decision:
                choices.setdefault(entry.role, {}).update((option.id, option) for option in entry.options)
    readable = Readable("a proof", choices)
    for proof in scope.scenario.proofs:
        yield from _proof(scope, proof, readable, f"proofs.{proof.id}")


def _proof(scope: Scope, proof: Proof, readable: Readable, path: str) -> Iterator[Problem]:
    for index, act in enumerate(proof.acts):
        if act not in scope.acts:
            yield unknown("act", f"{path}.acts[{index}]", act, scope.acts)
    for field, scenes in (("scenes", proof.scenes), ("escapable", proof.escapable)):
        for index, scene in enumerate(scenes):
            if scene not in scope.act_of:
                yield unknown("scene", f"{path}.{field}[{index}]", scene, scope.act_of)
    for form, condition in (("always", proof.always), ("never", proof.never), ("reachable", proof.reachable)):
        yield from condition_problems(scope, f"{path}.{form}", condition, readable)
