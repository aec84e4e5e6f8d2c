"""A scenario as plain data that a test changes: a draft, with its parts found by their ids."""

import json
from collections.abc import Callable
from typing import TypeAlias

from sim.model.scenario import Scenario

Data: TypeAlias = "dict[str, Data] | list[Data] | str | int | bool | None"
Edit: TypeAlias = Callable[["Draft"], object]


class Draft:
    """The data of a scenario, to be changed and read again."""

    def __init__(self, scenario: Scenario) -> None:
        """Take a scenario apart."""
        self.data: dict[str, Data] = json.loads(scenario.model_dump_json(by_alias=True))

    def scenario(self) -> Scenario:
        """Return the changed scenario."""
        return Scenario.model_validate(self.data)

    @property
    def act(self) -> dict[str, Data]:
        """The first act."""
        return mapping(items(self.data["acts"])[0])

    def scene(self, name: str) -> dict[str, Data]:
        """Return a scene of the first act."""
        return named(self.act["scenes"], name)

    def branch(self, scene: str, index: int) -> dict[str, Data]:
        """Return a branch."""
        return mapping(items(self.scene(scene)["branches"])[index])

    def entry(self, scene: str, role: str) -> dict[str, Data]:
        """Return a role's part of a decision."""
        return named(self.scene(scene)["decision"], role, "role")

    def option(self, scene: str, role: str, name: str) -> dict[str, Data]:
        """Return an option."""
        return named(self.entry(scene, role)["options"], name)

    def inject(self, name: str) -> dict[str, Data]:
        """Return an inject of the first act."""
        return named(self.act["injects"], name)

    def without(self, parts: dict[str, Data], field: str, name: str, key: str = "id") -> None:
        """Take a part out of a list."""
        parts[field] = [part for part in items(parts[field]) if mapping(part)[key] != name]


def items(data: Data) -> list[Data]:
    """Return a list, which the data is."""
    assert isinstance(data, list)
    return data


def mapping(data: Data) -> dict[str, Data]:
    """Return a mapping, which the data is."""
    assert isinstance(data, dict)
    return data


def named(parts: Data, name: str, key: str = "id") -> dict[str, Data]:
    """Return the part of a list with an id."""
    return next(part for part in map(mapping, items(parts)) if part[key] == name)


def at_least(**bounds: int) -> Data:
    """Return a condition that indicators are this high."""
    return {"at_least": dict(bounds)}


def chose(**picks: str) -> Data:
    """Return a condition on choices."""
    return {"chose": dict(picks)}
