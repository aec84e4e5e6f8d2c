"""How a person wants the terminal: plain values, read from the configuration and the command line by whoever starts a play.

Rule 1: nothing here reads a file or the environment, and nothing here is heavy to import.
"""

from dataclasses import dataclass
from pathlib import Path

THEMES = ("dark", "light", "muted", "contrast", "mono")
"""Names of the themes; `contrast` is the high-contrast one, `mono` uses no colour at all."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person has chosen, or the defaults."""

    theme: str = "dark"
    """One of `THEMES`."""
    colour: bool = True
    """False when NO_COLOR is set: whatever the theme, only bold, underline and reverse are used."""
    mouse: bool = True
    """Whether the full screen takes clicks and the wheel; without it the terminal's own selection works everywhere."""
    reasons: bool = True
    """Whether a choice may carry a sealed reason and an expectation."""
    width: int = 0
    """Columns at which the line mode wraps; 0: the terminal's own width, or no wrapping into a pipe."""
    folder: Path = Path()
    """Where transcripts are written when only a file's name is given."""
    names: tuple[tuple[str, str], ...] = ()
    """What the people at this keyboard are called, each with the role; said at a hand-over and kept nowhere."""
