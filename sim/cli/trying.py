"""What `sim test` does: the plays run by pytest inside this process, with our plugin and nothing of the person's own set-up."""

import os
from importlib.resources import as_file, files
from pathlib import Path

import click
import pytest

from sim.cli.exits import INTERRUPTED, PROBLEMS, USAGE
from sim.errors import Missing
from sim.library import find, open_scenario
from sim.testing import plugin
from sim.testing.script import SUFFIX

_STATUS = {0: 0, 1: PROBLEMS, 2: INTERRUPTED, 4: USAGE}
_SWITCHES = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_DISABLE_PLUGIN_AUTOLOAD")


def try_plays(path: str, *, bless: bool, cov: bool, fail_under: str | None, reports: tuple[str, ...]) -> None:
    """Run the plays below a path; the status says whether all went as they say."""
    place = _place(path)
    wanted = ["--bless"] * bless + ["--scenario-cov="] * cov
    wanted += [f"--scenario-cov-fail-under={fail_under}"] * (fail_under is not None)
    wanted += [f"--scenario-cov-report={form}" for form in reports]
    before = {name: os.environ.pop(name, None) for name in _SWITCHES}
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        with as_file(files("sim.testing").joinpath("plays.ini")) as settings:
            root = place if place.is_dir() else place.parent
            status = pytest.main(["-c", str(settings), f"--rootdir={root}", "--noconftest", *wanted, str(place)], plugins=[plugin])
    finally:
        del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        os.environ.update({name: value for name, value in before.items() if value is not None})
    raise click.exceptions.Exit(_STATUS.get(int(status), PROBLEMS))


def _place(path: str) -> Path:
    """Return the folder or file to run.

    Raises:
        Missing: there is nothing of that name, or no play in it.
        InvalidScenario: there is no play in it, and its scenario cannot be played either.

    """
    place = Path(path) if Path(path).exists() else find(path)
    place = place.resolve()
    if place.is_dir() and not any(place.rglob(f"*{SUFFIX}")):
        if (place / "scenario.yaml").is_file():
            open_scenario(str(place))
        message = (
            f"there is no play (*{SUFFIX}) in {path}; sim explore {path} --cover {path}/plays writes some for a scenario, to begin with"
        )
        raise Missing(message, "no-plays")
    if place.is_file() and not place.name.endswith(SUFFIX):
        message = f"{path} is no play file; the name of one ends in {SUFFIX}"
        raise Missing(message, "no-plays")
    return place
