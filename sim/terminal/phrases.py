"""Words that the full screen and the line mode say alike."""

from sim.model.guide import Guide
from sim.report.wording import minutes


def whole_act(guide: Guide) -> str:
    """Return what an act is about; where a shorter course of it is played, with a word on that."""
    return guide.act_about if guide.course == "whole" else f"The whole act: {guide.act_about}"


def deadline(seconds: int) -> str:
    """Return what the time to decide in a class means for a person alone."""
    return f"Time to decide in a class: {minutes(seconds)}. Here you may take as long as you like."


def taken_back(turn: int) -> str:
    """Return what is said when a decision was taken back; without it, the number of the turn would look like a mistake."""
    return f"Taken back. This is turn {turn} now: the number of a turn is never used twice."
