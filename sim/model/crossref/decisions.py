"""One decision: who decides, what is offered, and what an option of a role or of chance has to say."""

from collections.abc import Iterator

from sim.errors import Problem
from sim.model.crossref.conditions import Readable, condition_problems
from sim.model.crossref.scope import Scope, unknown
from sim.model.ids import CHANCE
from sim.model.scene import Option, RoleDecision, Scene


def decision_problems(scope: Scope, scene: Scene, path: str) -> Iterator[Problem]:
    """Report what does not fit within the decision of a scene."""
    for entry in scene.decision:
        here = f"{path}.decision.{entry.role}"
        if entry.role != CHANCE and entry.role not in scope.roles:
            yield unknown("role", here, entry.role, [*scope.roles, CHANCE])
        yield from _entry(entry, here)
        for option in entry.options:
            place = f"{here}.options.{option.id}"
            yield from scope.effects(f"{place}.effects", option.effects)
            yield from condition_problems(scope, f"{place}.when", option.when, Readable("an option", hidden=False))
            yield from _chance_option(option, place) if entry.role == CHANCE else _role_option(option, place)


def _entry(entry: RoleDecision, path: str) -> Iterator[Problem]:
    options = {option.id: option for option in entry.options}
    for name, given in (("reported", entry.reported), ("default", entry.default)):
        if given is not None and given not in options:
            yield unknown("option", f"{path}.{name}", given, options)
    if all(option.when for option in entry.options):
        yield Problem(
            "no-open-option", f"{path}.options", "every option has a `when`, so none might be offered", "add an option without `when`"
        )
    if entry.default in options and options[entry.default].when:
        what = f"default {entry.default!r} has a `when`, so it might not be offered"
        yield Problem("default-with-when", f"{path}.default", what, "name an option without `when`")
    if entry.role == CHANCE and entry.default is not None:
        yield Problem("chance-default", f"{path}.default", "chance is drawn and has no default", "remove it")


def _role_option(option: Option, path: str) -> Iterator[Problem]:
    needed = {"text": option.text, "kind": option.kind, "pro": option.pro, "contra": option.contra}
    missing = [name for name, given in needed.items() if given is None]
    if missing:
        yield Problem(
            "incomplete-option", path, f"the option has no {', '.join(missing)}", "every option of a role has text, kind, pro and contra"
        )
    if option.weight is not None:
        yield Problem(
            "weight-without-chance",
            f"{path}.weight",
            "a role's option has no weight: roles choose",
            f"remove it; weights are for {CHANCE!r}",
        )


def _chance_option(option: Option, path: str) -> Iterator[Problem]:
    if option.weight is None:
        yield Problem("chance-without-weight", path, "an option of chance has no weight", "add weight: a whole number from 1")
    for name, given in (("kind", option.kind), ("pro", option.pro), ("contra", option.contra)):
        if given is not None:
            yield Problem(
                "chance-with-reasons", f"{path}.{name}", f"nobody chooses what chance does, so {name!r} means nothing", "remove it"
            )
