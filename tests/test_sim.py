"""The package's public names."""

import subprocess
import sys

import pytest

import sim
from tests.typing_examples import a_refusal, a_turn


@pytest.mark.parametrize("name", sim.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """Each public name leads to something, and is listed."""
    assert (True, True) == (getattr(sim, name) is not None, name in dir(sim))


def test_an_unknown_name_is_refused_as_usual() -> None:
    """A name that is not public is an `AttributeError` that says so."""
    with pytest.raises(AttributeError, match="module 'sim' has no attribute 'nothing'"):
        getattr(sim, "nothing")  # noqa: B009 -- a type checker would refuse the plain form


def test_importing_the_package_loads_nothing_else() -> None:
    """`import sim` loads no other part of it."""
    asked = "import sys; before = set(sys.modules); import sim; print(sorted(n for n in set(sys.modules) - before if n.startswith('sim')))"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert "['sim']\n" == ran.stdout


def test_the_examples_whose_types_are_checked_run() -> None:
    """A turn can be played by the public names alone, and a refusal has a code."""
    assert ("the-night", "unknown-scenario") == (a_turn().scene, a_refusal())
