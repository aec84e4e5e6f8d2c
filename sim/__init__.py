"""A crisis role-play whose every step shows the passage it is based on.

Rule 1: importing this package imports nothing else, so that `sim --version` and one layer alone stay fast. The public names below are
loaded when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.analysis.explore import explore
    from sim.engine.rules import fold, legal, outcome, start, step
    from sim.engine.session import Session
    from sim.engine.view import view
    from sim.errors import InvalidScenario, SimError
    from sim.library import OpenScenario, open_scenario
    from sim.model.events import Chose
    from sim.model.state import State, Step
    from sim.report.debrief import review
    from sim.store.live import LiveSession
    from sim.store.sqlite import SqliteLog

__version__ = "0.1.0"

__all__ = [
    "Chose",
    "InvalidScenario",
    "LiveSession",
    "OpenScenario",
    "Session",
    "SimError",
    "SqliteLog",
    "State",
    "Step",
    "explore",
    "fold",
    "legal",
    "open_scenario",
    "outcome",
    "review",
    "start",
    "step",
    "view",
]

_HOME = {
    "Chose": "sim.model.events",
    "InvalidScenario": "sim.errors",
    "LiveSession": "sim.store.live",
    "OpenScenario": "sim.library",
    "Session": "sim.engine.session",
    "SimError": "sim.errors",
    "SqliteLog": "sim.store.sqlite",
    "State": "sim.model.state",
    "Step": "sim.model.state",
    "explore": "sim.analysis.explore",
    "fold": "sim.engine.rules",
    "legal": "sim.engine.rules",
    "open_scenario": "sim.library",
    "outcome": "sim.engine.rules",
    "review": "sim.report.debrief",
    "start": "sim.engine.rules",
    "step": "sim.engine.rules",
    "view": "sim.engine.view",
}
"""Where each public name lives."""


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in _HOME:
        message = f"module 'sim' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return [*__all__, "__version__"]
