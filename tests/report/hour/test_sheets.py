"""The sheet that somebody takes home from a role."""

from sim.report.hour.debriefing import Given, debrief
from sim.report.hour.sheets import sheets
from sim.report.outline import Item
from tests.report.hour import plays


def test_a_default_is_not_called_a_choice() -> None:
    """Where nobody decided in time, the sheet of the role says so; what a person chose stands with the reason."""
    at = plays.broken_word()
    made = debrief([Given(at.session, plays.GROUNDS, ours=False, label="Play 1")])
    told = [element.text for element in sheets(made) if isinstance(element, Item) and element.text.startswith("Turn ")]

    assert ["Turn 3"] == [
        line.partition(",")[0] for line in told if line.endswith("Nobody had decided when the turn ended, so the default was taken.")
    ]
    assert len(told) > 1
