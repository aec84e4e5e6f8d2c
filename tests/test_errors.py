"""The tree of errors, as it is drawn and as it is."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import sim
from sim import errors
from sim.errors import SimError


def below(kind: type[SimError], depth: int = 0) -> Iterator[tuple[int, str, str]]:
    """Give a class of the product and those under it, each with its depth and module."""
    if kind.__module__.startswith("sim."):
        yield depth, kind.__name__, kind.__module__
        for inner in kind.__subclasses__():
            yield from below(inner, depth + 1)


def test_every_class_of_errors_is_drawn() -> None:
    """The tree in the docstring has every class under the one that it is a kind of, and says where those of other layers stand."""
    for module in walk_packages(sim.__path__, "sim."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    drawn = re.findall(r"^    ((?:│?   )*)(?:[├└]── )?([A-Z]\w+)(?:.*; in ([\w.]+))?", errors.__doc__ or "", re.MULTILINE)

    assert set(below(SimError)) == {
        (len(indent) // 4 + (name != "SimError"), name, f"sim.{layer or 'errors'}") for indent, name, layer in drawn
    }
