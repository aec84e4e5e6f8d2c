"""Why a play stopped at a terminal; whoever started it decides what that means for the process."""

from enum import Enum


class Ending(Enum):
    """How a sitting ended."""

    OVER = "over"
    """The play has an outcome."""
    LEFT = "left"
    """The person left; the play is kept."""
    RAN_OUT = "ran out"
    """The input ended before the play did; the play is kept."""
