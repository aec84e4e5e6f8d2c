"""What a condition may read: indicators that are there, and choices that can have been made where it is tried."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from sim.errors import Problem
from sim.model.condition import Condition
from sim.model.crossref.scope import Scope, unknown
from sim.model.ids import OptionId, RoleId

Choices = Mapping[RoleId, Collection[OptionId]]
"""The options of each role whose choice can be read."""


@dataclass(frozen=True, slots=True)
class Readable:
    """What the condition of one sort of part may read."""

    part: str
    """The part, as a message names it: `an option`."""
    choices: Choices | None = field(default=None)
    """None: it reads no choices."""
    hidden: bool = True
    """Whether it may read hidden indicators."""


def condition_problems(scope: Scope, path: str, condition: Condition | None, readable: Readable) -> Iterator[Problem]:
    """Report everything that a condition, with the conditions inside it, reads and may not."""
    if condition is None:
        return
    yield from _choices(scope, path, condition, readable)
    yield from _bounds(scope, path, condition, readable)
    for form, parts in (("all", condition.all), ("any", condition.any)):
        for index, part in enumerate(parts):
            yield from condition_problems(scope, f"{path}.{form}[{index}]", part, readable)
    yield from condition_problems(scope, f"{path}.not", condition.negated, readable)


def _choices(scope: Scope, path: str, condition: Condition, readable: Readable) -> Iterator[Problem]:
    for pick in condition.chose:
        here = f"{path}.chose.{pick.role}"
        if readable.choices is None:
            yield Problem(
                "when-reads-choices",
                here,
                f"the `when` of {readable.part} cannot read choices",
                "compare indicators with at_least or at_most",
            )
        elif pick.role not in readable.choices:
            yield from _not_deciding(scope, here, pick.role, readable.choices)
        elif pick.option not in readable.choices[pick.role]:
            yield unknown("option", here, pick.option, readable.choices[pick.role])


def _bounds(scope: Scope, path: str, condition: Condition, readable: Readable) -> Iterator[Problem]:
    for form, bounds in (("at_least", condition.at_least), ("at_most", condition.at_most)):
        for bound in bounds:
            here = f"{path}.{form}.{bound.indicator}"
            indicator = scope.indicators.get(bound.indicator)
            if indicator is None:
                yield unknown("indicator", here, bound.indicator, scope.indicators)
            elif indicator.hidden and not readable.hidden:
                what = f"the `when` of {readable.part} cannot read hidden indicator {bound.indicator!r}: what is offered would give it away"
                yield Problem("when-reads-hidden", here, what, "read a visible one")


def _not_deciding(scope: Scope, path: str, role: RoleId, choices: Choices) -> Iterator[Problem]:
    if role in scope.roles:
        yield Problem("role-not-deciding", path, f"role {role!r} decides nothing here", f"those who do: {', '.join(choices) or 'nobody'}")
    else:
        yield unknown("role", path, role, choices)
